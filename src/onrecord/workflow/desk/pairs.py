"""Two rows of lists that may be one person, with all that helps to decide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from onrecord.kit.folding import fold
from onrecord.lists import names
from onrecord.lists.linking import barring
from onrecord.model import Compared, Decision, Entry, Level, OnRecordError, Pair
from onrecord.workflow.desk.listed import Lists, decided_on, others_in
from onrecord.workflow.desk.telling import to_say

_MOST_COMPARED = 400  # rows of one family that are looked at for brothers and sisters
_MOST_NEAR = 6
_ALIKE = frozenset({Level.SAME, Level.SPELLED, Level.CLOSE})

_RIVAL = to_say(
    "Not linked by itself: one of them is linked with another row of the other’s list already."
)
_LIKELY = to_say("Likely, yet not enough for the engine to link them by itself.")
_NOT_TOGETHER = to_say(
    "Likely, yet the engine leaves it to you: together with the rows linked already it is not "
    "sure enough."
)
_SURE = 0.9
BARRED = {
    "": to_say("The engine is in doubt."),
    barring.FIRST_NAMES: to_say("Not linked by itself: their first names differ."),
    barring.SEX_AND_AGE: to_say("Not linked by itself: sex and age both differ."),
    barring.NUMBERS: to_say("Not linked by itself: a state gave them different numbers."),
    barring.SLIP: to_say(
        "Not linked by itself: their numbers differ by what may be a slip of the pen."
    ),
    barring.NUMBERS_SAME: to_say(
        "Not linked by itself: they have one number of a state, and different first names."
    ),
    barring.ONCE: to_say(
        "Not linked by itself: they are two rows of one list, which has nobody twice."
    ),
    barring.APART: to_say("Kept apart by a decision that was taken back since."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """
    One row of a pair.

    Attributes:
        entry: The row.
        list_name: What its list is called.
        near: Rows of the same list that share all but the first name with it: brothers and
            sisters, perhaps.
    """

    entry: Entry
    list_name: str
    near: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """
    A pair with what is beside it.

    Attributes:
        pair: The pair.
        left, right: Its rows.
        others: Rows that are held to be one person with either already.
        is_death: Whether somebody would be found dead by it.
        is_rival: Whether one of them is linked with another row of the other's list.
        is_one: Whether both are held to be one person now.
        about: The decisions that hold and name both, the oldest first.
    """

    pair: Pair
    left: Side
    right: Side
    others: tuple[Entry, ...]
    is_death: bool
    is_rival: bool
    is_one: bool
    about: tuple[Decision, ...]

    @property
    def why(self) -> str:
        """Why it waits, as words to translate."""
        if not self.pair.barred and self.is_rival:
            return _RIVAL
        if not self.pair.barred and self.pair.probability > _SURE:
            return _NOT_TOGETHER if self.others else _LIKELY
        return BARRED.get(self.pair.barred, BARRED[""])


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """
    Where one can go from a pair.

    Attributes:
        number: Its place among those that wait, from 1; 0 if it does not wait.
        onward, earlier: Ids of the pairs after and before; "" where there is none.
    """

    number: int
    onward: str
    earlier: str


def sheet(lists: Lists, pair_id: str) -> Sheet | None:
    """Return a pair with what is beside it; None if there is none, or a row left its list."""
    pair = lists.pairs.get(pair_id)
    known = lists.people.by_person
    if pair is None or not {pair.left, pair.right} <= known.keys():
        return None
    home = lists.home.get(pair.left)
    others = others_in(lists, pair)
    on = {known[pair.left].list, known[pair.right].list}
    return Sheet(
        pair=pair,
        left=_side(lists, known[pair.left]),
        right=_side(lists, known[pair.right]),
        others=others,
        is_rival=any(one.list in on for one in others),
        is_death=pair.id in lists.deaths,
        is_one=home is not None and pair.right in home.persons,
        about=decided_on(lists, (pair.left, pair.right)),
    )


def turn(lists: Lists, pair_id: str) -> Turn:
    """Return what comes before and after a pair among those that wait."""
    ids = [one.id for one in lists.waiting]
    at = ids.index(pair_id) if pair_id in ids else -1
    if at < 0:
        return Turn(number=0, onward=ids[0] if ids else "", earlier="")
    onward = ids[at + 1] if at + 1 < len(ids) else (ids[0] if at else "")
    return Turn(number=at + 1, onward=onward, earlier=ids[at - 1] if at else "")


def check_listed(lists: Lists, persons: Sequence[str]) -> None:
    """
    Refuse what is decided on somebody who is on no list.

    Raises:
        OnRecordError: Somebody is not.
    """
    lost = [one for one in persons if one not in lists.people.by_person]
    if lost:
        raise OnRecordError(f"nobody on the lists of this record is called {lost[0]:.40}")


def weighed(one: Compared) -> int:
    """
    Return how many times likelier a field agrees so for one person than for two.

    One figure that counts; negative where it is likelier for two; 0 where it says nothing.

    >>> from onrecord.model import Compared, Level
    >>> told = [10.0, -6.6, 1.2, 0.2]
    >>> [weighed(Compared(field="", left="", right="", level=Level.SAME, weight=w)) for w in told]
    [1000, -100, 2, 0]
    """
    times: float = 2.0 ** min(abs(one.weight), 60.0)
    if times < 1.5:
        return 0
    unit: int = 10 ** (len(str(int(times))) - 1)
    rounded = round(times / unit) * unit
    return rounded if one.weight > 0 else -rounded


def _side(lists: Lists, entry: Entry) -> Side:
    return Side(
        entry=entry,
        list_name=lists.people.names[entry.list],
        near=tuple(islice(_near(lists, entry), _MOST_NEAR)),
    )


def _near(lists: Lists, entry: Entry) -> Iterator[Entry]:
    """Yield rows of the same list with another first name and else the same names."""
    words = fold(entry.name).split()
    if len(words) < len(("given", "father", "family")):
        return
    own, told = names.parts(entry.name), set(words[1:])
    family = lists.people.families.get((entry.list, words[-1]), ())
    alike = (one for one in family if one.person != entry.person)
    likely = (one for one in alike if len(told.intersection(fold(one.name).split())) == len(told))
    for one in islice(likely, _MOST_COMPARED):
        compared = names.compare(own, names.parts(one.name))
        rest = [part.level for part in compared.parts[1:] if part.level is not Level.MISSING]
        if compared.given_differs and rest and set(rest) <= _ALIKE:
            yield one
