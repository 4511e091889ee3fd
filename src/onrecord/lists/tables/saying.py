"""What a row of a list says of a person: its cells read by what their columns mean."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import NamedTuple, TypeVar

from onrecord.lists.tables import days, vocabulary
from onrecord.lists.tables.ages import age
from onrecord.lists.tables.sheet import Cells
from onrecord.model import Column, Entry, Meaning, Outcome, Problem, Severity, Sex, When
from onrecord.model.days_in_cells import Doubtful

Value = TypeVar("Value")
_PARTS = ("year", "month", "day")
_UNITS = frozenset({"months", "days"})
_MOST_NAMED = 5
_WORDS = frozenset(
    {Meaning.GIVEN, Meaning.FATHER, Meaning.GRANDFATHER, Meaning.FAMILY, Meaning.MOTHER,
     Meaning.PLACE, Meaning.CAUSE, Meaning.OWN_ID, Meaning.NATIONAL_ID, Meaning.SAID_BY}
)  # fmt: skip


class Said(NamedTuple):
    """What a row says: the fields of an `Entry` that come from its cells, in their order."""

    name: str
    other_names: tuple[str, ...] = ()
    given: str | None = None
    father: str | None = None
    grandfather: str | None = None
    family: str | None = None
    mother: str | None = None
    sex: Sex | None = None
    age: int | None = None
    born: When | None = None
    when: When | None = None
    place: str | None = None
    outcome: Outcome | None = None
    cause: str | None = None
    own_id: str | None = None
    national_id: str | None = None
    said_by: str | None = None
    cells: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, entry: Entry) -> "Said":
        """Return what an entry's row said."""
        return cls(*(getattr(entry, name) for name in cls._fields))


@dataclass
class Unread:
    """Cells that could not be read as what their column says, by column and reason."""

    rows: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def at(self, heading: str, why: str, row: int) -> None:
        """Remember one."""
        self.rows.setdefault((heading, why), []).append(row)

    def problems(self, where: str) -> Iterator[Problem]:
        """Return one problem for each column and reason, which names the first rows."""
        for (heading, why), rows in self.rows.items():
            yield Problem(
                code="list-cell",
                message=f"“{heading:.60}”, {rows_named(rows)}: {why}. The words are kept beside "
                "the entry.",
                where=where,
                severity=Severity.WARNING,
            )


def rows_named(rows: Sequence[int]) -> str:
    """
    Return rows in words, the first few by number.

    >>> rows_named([3]), rows_named([1, 2, 3, 4, 5, 6, 7])
    ('row 3', 'rows 1, 2, 3, 4, 5 and 2 more')
    """
    shown = ", ".join(f"{row}" for row in rows[:_MOST_NAMED])
    more = f" and {len(rows) - _MOST_NAMED:,} more" if len(rows) > _MOST_NAMED else ""
    return f"{'row' if len(rows) == 1 else 'rows'} {shown}{more}"


class Reader:
    """
    Reads the rows of one issue.

    Args:
        columns: What each column says, in the order of the table.
        until: The day after which nothing on the list can have been; None if unknown.
        outcome: What befell those of whom no cell says what; None if that is not known.

    Attributes:
        unread: What could not be read.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        until: date | None = None,
        outcome: Outcome | None = None,
    ) -> None:
        self.unread = Unread()
        self._until = until
        self._befell = outcome
        self._names = _at(columns, Meaning.NAME)
        self._others = _at(columns, Meaning.OTHER_NAME)
        self._words = {m: _at(columns, m) for m in _WORDS}
        self._heading = {at: column.heading for at, column in enumerate(columns)}
        self._notes = _at(columns, Meaning.NOTE)
        self._sex = _at(columns, Meaning.SEX)
        self._outcome = _at(columns, Meaning.OUTCOME)
        self._ages = [(at, columns[at].how) for at in _at(columns, Meaning.AGE)]
        self._days = {m: _day_columns(columns, m) for m in (Meaning.BORN, Meaning.DATE)}
        self._parts = {m: _part_columns(columns, m) for m in (Meaning.BORN, Meaning.DATE)}

    def said(self, number: int, row: Cells) -> Said:
        """Return what a row says. A cell that cannot be read is kept as it stands."""
        kept = [(self._heading[at], row[at]) for at in self._notes if row[at]]
        words = {meaning: self._joined(row, places) for meaning, places in self._words.items()}
        told = Said(
            name=self._name(row, words, kept),
            other_names=tuple(n for at in self._others if (n := _told(row[at]))),
            given=words[Meaning.GIVEN],
            father=words[Meaning.FATHER],
            grandfather=words[Meaning.GRANDFATHER],
            family=words[Meaning.FAMILY],
            mother=words[Meaning.MOTHER],
            sex=self._first(number, row, self._sex, vocabulary.sex, kept, "no word for a sex"),
            age=self._age(number, row, kept),
            born=self._day(Meaning.BORN, number, row, kept),
            when=self._day(Meaning.DATE, number, row, kept),
            place=words[Meaning.PLACE],
            outcome=self._what_befell(number, row, kept),
            cause=words[Meaning.CAUSE],
            own_id=words[Meaning.OWN_ID],
            national_id=words[Meaning.NATIONAL_ID],
            said_by=words[Meaning.SAID_BY],
        )  # fmt: skip
        return told._replace(cells=tuple(kept)) if kept else told

    def _joined(self, row: Cells, places: Sequence[int]) -> str | None:
        if len(places) == 1:
            return _told(row[places[0]])
        return ", ".join(told for at in places if (told := _told(row[at]))) or None

    def _name(
        self, row: Cells, words: dict[Meaning, str | None], kept: list[tuple[str, str]]
    ) -> str:
        """Return the whole name; from its parts where no column has it."""
        for at in self._names:
            if told := _told(row[at]):
                return told
            if row[at]:
                kept.append((self._heading[at], row[at]))  # "unknown 12", in the list's words
        order = (Meaning.GIVEN, Meaning.FATHER, Meaning.GRANDFATHER, Meaning.FAMILY)
        if any(words[m] for m in (Meaning.GIVEN, Meaning.FAMILY)):
            return " ".join(word for m in order if (word := words[m]))
        return next((n for at in self._others if (n := _told(row[at]))), "")

    def _what_befell(self, number: int, row: Cells, kept: list[tuple[str, str]]) -> Outcome | None:
        if not any(_told(row[at]) for at in self._outcome):
            return self._befell
        why = "no word for what befell somebody"
        return self._first(number, row, self._outcome, vocabulary.outcome, kept, why)

    def _first(
        self,
        number: int,
        row: Cells,
        places: Sequence[int],
        read: Callable[[str], Value | None],
        kept: list[tuple[str, str]],
        why: str,
    ) -> Value | None:
        """Return what the first cell says that can be read; words that say more are kept."""
        for at in places:
            if not (told := _told(row[at])):
                continue
            found = read(told)
            if found is not None:
                if not (isinstance(found, Sex) or told.isdecimal() or told == found):
                    kept.append((self._heading[at], told))  # "3 months", "executed"
                return found
            self._keep(number, at, row, kept, why)
        return None

    def _age(self, number: int, row: Cells, kept: list[tuple[str, str]]) -> int | None:
        for at, how in self._ages:
            read = partial(age, unit=how if how in _UNITS else "years")
            found = self._first(number, row, (at,), read, kept, "no age in figures")
            if found is not None:
                return found
        return None

    def _day(
        self, meaning: Meaning, number: int, row: Cells, kept: list[tuple[str, str]]
    ) -> When | None:
        for at, order in self._days[meaning]:
            if not (told := _told(row[at])):
                continue
            found = days.day(told, order)
            why = self._why_not(found)
            if why and isinstance(found, When) and meaning is Meaning.BORN and _is_short(told):
                found, why = days.a_century_before(found), ""
            if isinstance(found, When) and not why:
                return found
            self._keep(number, at, row, kept, why)
        return self._of_parts(meaning, number, row, kept)

    def _why_not(self, found: When | Doubtful | None) -> str:
        if found is None:
            return "no day, month or year"
        if isinstance(found, Doubtful):
            return "a day or a month first? The column does not tell"
        if self._until and found.earliest and found.earliest > self._until:
            return "a day after the list was given out"
        return ""

    def _of_parts(
        self, meaning: Meaning, number: int, row: Cells, kept: list[tuple[str, str]]
    ) -> When | None:
        places = self._parts[meaning]
        if not places:
            return None
        told = {part: _told(row[at]) or "" for part, at in places.items()}
        if not any(told.values()):
            return None
        found = days.of_parts(*(told.get(part, "") for part in _PARTS))
        if found is None:
            for at in places.values():
                if row[at]:
                    self._keep(number, at, row, kept, "no day, month or year")
        return found

    def _keep(
        self, number: int, at: int, row: Cells, kept: list[tuple[str, str]], why: str
    ) -> None:
        self.unread.at(self._heading[at], why, number)
        kept.append((self._heading[at], row[at]))


def _told(cell: str) -> str | None:
    """Return a cell's words; None if it says that nothing is known."""
    return cell if cell and not vocabulary.is_unknown(cell) else None


def _is_short(cell: str) -> bool:
    """Return whether a day gives two digits of its year."""
    return not any(len(word) > 2 and word.isdecimal() for word in vocabulary.plain(cell).split())


def _at(columns: Sequence[Column], meaning: Meaning) -> list[int]:
    return [at for at, column in enumerate(columns) if column.meaning is meaning]


def _day_columns(columns: Sequence[Column], meaning: Meaning) -> list[tuple[int, str | None]]:
    held = [(at, columns[at].how or None) for at in _at(columns, meaning)]
    return [(at, how) for at, how in held if how not in _PARTS]


def _part_columns(columns: Sequence[Column], meaning: Meaning) -> dict[str, int]:
    return {columns[at].how: at for at in _at(columns, meaning) if columns[at].how in _PARTS}
