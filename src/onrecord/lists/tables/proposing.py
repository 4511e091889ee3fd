"""What each column of a list seems to say: a proposal, with its doubts, for a person."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.lists.tables import vocabulary
from onrecord.lists.tables.seen import MOSTLY, Seen, seen
from onrecord.lists.tables.sheet import Sheet
from onrecord.model import Column, Meaning

_EXAMPLES = 3
_LONGEST = 60  # characters of an example
_LONG_NUMBER = 8  # digits: a state's numbers for persons have no fewer
_AROUND = "around"
_PARTS = ("year", "month", "day")
_SEVERAL = frozenset({Meaning.OTHER_NAME, Meaning.NOTE, Meaning.NOTHING})
_NAMES = frozenset(
    {Meaning.NAME, Meaning.GIVEN, Meaning.FATHER, Meaning.GRANDFATHER, Meaning.FAMILY}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """
    What the columns of a sheet seem to say.

    Attributes:
        columns: In the sheet's order. One that cannot be told is a `note`, with a doubt.
        examples: Some cells of each column.
        doubts: What a person should look at before the list is taken in, in sentences.
    """

    columns: tuple[Column, ...]
    examples: tuple[tuple[str, ...], ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Guess:
    """A column with what is doubtful of it."""

    column: Column
    doubts: tuple[str, ...] = ()

    def to(self, meaning: Meaning, *doubts: str, how: str = "") -> "_Guess":
        column = replace(self.column, meaning=meaning, how=how)
        return _Guess(column, (*self.doubts, *doubts))


def propose(sheet: Sheet) -> Proposed:
    """
    Return what each column seems to say, by its heading and then by its cells.

    The heading decides; cells may only put it in doubt, or tell what no heading tells. What
    neither tells is a `note`. A person confirms: nothing is taken in by this alone.

    >>> from onrecord.lists.tables.sheet import headed
    >>> found = propose(headed("", [["Name", "Age", "Ward"], ["Omar Saleh", "7", "B"]]))
    >>> [column.meaning.value for column in found.columns]
    ['name', 'age', 'note']
    >>> found.doubts
    ('“Ward” is not understood: it is kept as a note.',)
    """
    looks = [seen(sheet.column(at)) for at in range(len(sheet.headings))]
    guesses = [_guess(at, heading, looks[at]) for at, heading in enumerate(sheet.headings)]
    guesses = _once_each(guesses, looks)
    guesses = _with_a_name(guesses, looks)
    doubts = [doubt for guess in guesses for doubt in guess.doubts]
    return Proposed(
        columns=tuple(guess.column for guess in guesses),
        examples=tuple(tuple(c[:_LONGEST] for c in look.examples[:_EXAMPLES]) for look in looks),
        doubts=(*doubts, *_of_all(guesses, sheet)),
    )


def shown(column: Column) -> str:
    """Return a column's heading between quotation marks."""
    return f"“{column.heading:.60}”"


# -- One column --------------------------------------------------------------------------------


def _guess(at: int, heading: str, look: Seen) -> _Guess:
    named = heading or f"column {at + 1}"
    guess = _Guess(Column(heading=named, meaning=Meaning.NOTE))
    if not look.filled:
        return guess.to(Meaning.NOTHING, f"“{named:.60}” is empty: it is left out.")
    told = vocabulary.meaning_of(heading)
    if told is not None and not look.cells and told[1] != _AROUND:
        return guess.to(told[0], how=told[1])  # nothing is known of anybody yet
    if told is not None:
        return _checked(guess, *told, look)
    if vocabulary.is_running(heading):
        return _numbering(guess, look)
    return guess if vocabulary.is_kept(heading) else _by_cells(guess, look)


def _checked(guess: _Guess, meaning: Meaning, how: str, look: Seen) -> _Guess:
    """Return what a heading tells, with what its cells say against it."""
    name = shown(guess.column)
    match meaning:
        case Meaning.AGE:
            return _by_share(guess, meaning, how, look.ages(how or "years"), "an age")
        case Meaning.SEX:
            return _by_share(guess, meaning, how, look.sexes, "a word for a sex")
        case Meaning.OUTCOME:
            return _by_share(guess, meaning, how, look.outcomes, "a word for what befell somebody")
        case Meaning.BORN | Meaning.DATE:
            return _of_days(guess, meaning, how, look)
        case Meaning.OWN_ID | Meaning.NATIONAL_ID:
            return _of_ids(guess, meaning, look)
        case Meaning.NAME if look.figures > MOSTLY:
            return guess.to(Meaning.NOTE, f"{name} holds figures, not names: kept as a note.")
    return guess.to(meaning, how=how)


def _by_share(guess: _Guess, meaning: Meaning, how: str, share: float, what: str) -> _Guess:
    """Return a meaning that most cells bear out; a doubt where not, a note where none does."""
    name = shown(guess.column)
    if share >= MOSTLY:
        return guess.to(meaning, how=how)
    if share == 0:
        return guess.to(Meaning.NOTE, f"No cell of {name} is {what}: it is kept as a note.")
    return guess.to(
        meaning,
        f"Only {share:.0%} of the cells of {name} that tell anything are {what}; the others "
        "are kept as they stand.",
        how=how,
    )


def _of_days(guess: _Guess, meaning: Meaning, how: str, look: Seen) -> _Guess:
    if how in _PARTS:
        is_year_alone = how == "year" and meaning is Meaning.BORN
        return guess.to(meaning, how="" if is_year_alone else how)
    found = _by_share(guess, meaning, look.order or "", look.days, "a day, month or year")
    if look.order is None and look.doubtful_days and found.column.meaning is meaning:
        return found.to(
            meaning,
            f"Nothing in {shown(guess.column)} tells whether 3/4/2024 is a day of March or of "
            f"April ({look.doubtful_days:,} cells): say day-first or month-first, or those cells "
            "are no days.",
        )
    return found


def _of_ids(guess: _Guess, meaning: Meaning, look: Seen) -> _Guess:
    name = shown(guess.column)
    doubts: list[str] = []
    if look.repeated:
        doubts.append(
            f"{look.repeated:,} cells of {name} stand in more than one row: those rows are told "
            "apart by what else they say."
        )
    if meaning is Meaning.OWN_ID and look.is_running:
        doubts.append(
            f"{name} runs 1, 2, 3 …: it may be the list's own number for a person, or only the "
            "row's. If the next issue numbers its rows anew, say “nothing”."
        )
    elif meaning is Meaning.OWN_ID and look.long_numbers(_LONG_NUMBER) > 1 - MOSTLY:
        meaning = Meaning.NATIONAL_ID
        doubts.append(
            f"{name} holds long numbers, as a state gives to persons: it is taken for such a "
            "number, which never leaves the record. Say “own-id” if it is the list's own."
        )
    return guess.to(meaning, *doubts)


def _numbering(guess: _Guess, look: Seen) -> _Guess:
    name = shown(guess.column)
    if look.is_running:
        return guess.to(
            Meaning.NOTHING,
            f"{name} numbers the rows, anew in each issue: it is left out. Say “own-id” if it is "
            "a person's own number.",
        )
    if look.figures > MOSTLY and not look.repeated:
        return guess.to(
            Meaning.OWN_ID,
            f"{name} has a number of its own for each row, but not in order: it is taken for the "
            "list's number of a person.",
        )
    return guess.to(Meaning.NOTE, f"{name} is not understood: it is kept as a note.")


def _by_cells(guess: _Guess, look: Seen) -> _Guess:
    """Return what cells tell of a column whose heading says nothing."""
    name = shown(guess.column)
    if look.yes_no >= MOSTLY and look.kinds <= len(("yes", "no", "n/a", "unknown")):
        return guess.to(
            Meaning.NOTE,
            f"{name} says yes or no: it may tell which other lists have the row. Kept as a note.",
        )
    if look.sexes >= MOSTLY:
        return guess.to(Meaning.SEX, f"Only the cells of {name} say that it is the sex.")
    if look.days >= MOSTLY and not look.are_only_years:
        order = look.order or ""
        doubt = f"Only the cells of {name} say that it holds days: of birth, or of what befell?"
        return guess.to(Meaning.DATE, doubt, how=order)
    return guess.to(Meaning.NOTE, f"{name} is not understood: it is kept as a note.")


# -- All columns -------------------------------------------------------------------------------


def _once_each(guesses: Sequence[_Guess], looks: Sequence[Seen]) -> list[_Guess]:
    """Return columns with one of each meaning: of two the better filled, the other a note."""
    guesses = _places(guesses)
    best: dict[tuple[Meaning, str], int] = {}
    for at in sorted(range(len(guesses)), key=lambda i: -looks[i].filled):
        column = guesses[at].column
        best.setdefault(_kind(column), at)
    return [
        guess if best[_kind(guess.column)] == at or guess.column.meaning in _SEVERAL
        else _again(guess, guesses[best[_kind(guess.column)]].column)
        for at, guess in enumerate(guesses)
    ]  # fmt: skip


def _kind(column: Column) -> tuple[Meaning, str]:
    """Return a meaning; parts of a day, each with its own."""
    return (column.meaning, column.how if column.how in _PARTS else "")


def _again(guess: _Guess, other: Column) -> _Guess:
    if guess.column.meaning is Meaning.NAME:
        return guess.to(
            Meaning.OTHER_NAME,
            f"{shown(guess.column)} is taken for the same name again; the name itself is "
            f"{shown(other)}.",
        )
    return guess.to(
        Meaning.NOTE,
        f"{shown(guess.column)} seems to say “{guess.column.meaning}” as {shown(other)} does: it "
        "is kept as a note.",
    )


def _places(guesses: Sequence[_Guess]) -> list[_Guess]:
    """Return columns where of several places the smallest is the place."""
    is_place = [guess.column.meaning is Meaning.PLACE for guess in guesses]
    exact = [g for g, held in zip(guesses, is_place, strict=True) if held and not g.column.how]
    found: list[_Guess] = []
    has_one = bool(exact)
    for guess, held in zip(guesses, is_place, strict=True):
        if not held or guess.column.how != _AROUND:
            found.append(guess)
        elif has_one:
            doubt = f"{shown(guess.column)} tells a place, too: it is kept as a note."
            found.append(guess.to(Meaning.NOTE, doubt))
        else:
            has_one = True
            doubt = f"{shown(guess.column)} is taken for the place where it happened."
            found.append(guess.to(Meaning.PLACE, doubt))
    return found


def _with_a_name(guesses: Sequence[_Guess], looks: Sequence[Seen]) -> list[_Guess]:
    """Return columns with one for the name, where any may be it."""
    held = Counter(guess.column.meaning for guess in guesses)
    found = list(guesses)
    if held[Meaning.NAME] or (held[Meaning.GIVEN] and held[Meaning.FAMILY]):
        return found
    wanted = (Meaning.OTHER_NAME, Meaning.FAMILY, Meaning.GIVEN)
    for meaning in wanted:
        at = next((i for i, g in enumerate(found) if g.column.meaning is meaning), None)
        if at is not None and looks[at].names >= MOSTLY:
            doubt = f"{shown(found[at].column)} is taken for the whole name: no other column is."
            found[at] = found[at].to(Meaning.NAME, doubt)
            return found
    at = next(
        (
            i
            for i, guess in enumerate(found)
            if guess.column.meaning is Meaning.NOTE and looks[i].names >= MOSTLY
            and not vocabulary.is_kept(guess.column.heading)
        ),
        None,
    )  # fmt: skip
    if at is not None and not held & Counter(_NAMES):
        column = replace(found[at].column, meaning=Meaning.NAME)
        doubt = f"Only the cells of {shown(column)} say that it holds the names."
        found[at] = _Guess(column, (doubt,))
    return found


def _of_all(guesses: Sequence[_Guess], sheet: Sheet) -> Iterator[str]:
    meanings = {guess.column.meaning for guess in guesses}
    if not meanings & _NAMES:
        yield "No column holds names: its rows are persons without a name."
    if sheet.rows and all(not heading for heading in sheet.headings):
        yield "The table has no headings: everything is told by its cells alone."
    twice = [h for h, n in Counter(h for h in sheet.headings if h).items() if n > 1]
    if twice:
        yield f"Several columns are headed “{twice[0]:.60}”: look which is which."
