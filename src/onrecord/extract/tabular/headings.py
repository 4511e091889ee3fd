"""What the columns of a table are, by its first row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from onrecord.extract.tabular import vocabulary
from onrecord.extract.tabular.vocabulary import plain
from onrecord.model import Outcome, VictimClass

_SHARES = ("%", "٪")
KEPT = "kept"
_BOUNDS = {"low": "at least", "high": "at most", "best": "the keeper's best"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """
    One column as understood.

    Attributes:
        index: Which one, from 0.
        heading: Its heading as written.
        slot: What it says of the incident: a key of `columns.yaml`; None for a column of
            counts, and for one that is not understood.
        outcome: What happened to those it counts; None for a column of no counts.
        who: Words for whom it counts; None for everybody.
        victim_class: Of those.
        bound: `low`, `high` or `best`; None for a number that stands alone.
        is_cumulative: Whether its numbers run on: a total until that day.
        side: The heading of the column that names the side whose dead these are.
        zero_is_unknown: Whether its 0 says that there were none, or that nobody knows.
        any_order: Whether the keeper's codebook lets the high stand below the low.
        twin: The heading of an earlier column that says the same; this one is not used.
    """

    index: int
    heading: str
    slot: str | None = None
    outcome: Outcome | None = None
    who: str | None = None
    victim_class: VictimClass = VictimClass.UNKNOWN
    bound: str | None = None
    is_cumulative: bool = False
    side: str | None = None
    zero_is_unknown: bool = False
    any_order: bool = False
    twin: str | None = None

    @property
    def is_count(self) -> bool:
        """Whether claims are made of its numbers."""
        return self.outcome is not None and self.slot is None and self.twin is None

    @property
    def is_understood(self) -> bool:
        """Whether it is known what its cells are."""
        return self.outcome is not None or self.slot is not None

    @property
    def counts(self) -> tuple[str, str | None, bool]:
        """What its numbers count: columns that agree in it give one claim."""
        return (str(self.outcome), self.who or self.side, self.is_cumulative)

    @property
    def meaning(self) -> str:
        """What it is understood as, in words."""
        if self.twin is not None:
            return f"not used: says the same as {self.twin}"
        if self.slot is not None:
            told = f" of the {self.outcome}" if self.outcome else ""
            return "kept, no claim" if self.slot == KEPT else self.slot.replace("_", " ") + told
        if self.outcome is None:
            return "not understood"
        whose = self.who or (f"those of {self.side}" if self.side else "people")
        words = [str(self.outcome).replace("_", " "), whose]
        words += [_BOUNDS[self.bound]] if self.bound else []
        words += ["until that day"] if self.is_cumulative else []
        words += ["0 may be unknown"] if self.zero_is_unknown else []
        return ", ".join(words)


def columns(headings: Sequence[str]) -> tuple[Column, ...]:
    """
    Return what each column of a table is.

    A heading that is one of a keeper's codebook, in a table known to be that keeper's, is
    what the codebook says; any other is read by its words.

    >>> [c.meaning for c in columns(["Date", "Killed (min)", "Children", "Mood"])]
    ['date', 'killed, people, at least', 'killed, children', 'not understood']
    """
    layout = _layout(headings)
    found = [
        _of_layout(at, heading, layout[plain(heading)])
        if plain(heading) in layout
        else _read(at, heading)
        for at, heading in enumerate(headings)
    ]
    told = _each_once(_with_main_outcome(found))
    return tuple(sorted(told, key=lambda column: column.index))


def layout_of(headings: Sequence[str]) -> str | None:
    """Return the name of the keeper's layout that a table has; None if it is of no known one."""
    told = {plain(heading) for heading in headings}
    for held in vocabulary.table()["layouts"].values():
        if all(plain(needed) in told for needed in held["known_by"]):
            return str(held["name"])
    return None


def _layout(headings: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
    name = layout_of(headings)
    for held in vocabulary.table()["layouts"].values():
        if held["name"] == name:
            return {plain(heading): told for heading, told in held["columns"].items()}
    return {}


def _of_layout(at: int, heading: str, told: Mapping[str, Any]) -> Column:
    if "slot" in told:
        return Column(index=at, heading=heading, slot=told["slot"])
    made = _counting(at, heading, told["outcome"], [told["who"]] if "who" in told else [])
    return replace(
        made,
        bound=told.get("bound"),
        side=told.get("side"),
        zero_is_unknown=told.get("zero_is_unknown", False),
        any_order=told.get("any_order", False),
    )


# -- by its words ---------------------------------------------------------------------------


def _read(at: int, heading: str) -> Column:
    bare = plain(heading)
    silent = Column(index=at, heading=heading)
    if not bare:
        return replace(silent, slot=KEPT) if not heading.strip() else silent
    if bare in vocabulary.slots():
        return replace(silent, slot=vocabulary.slots()[bare])
    if any(sign in heading for sign in _SHARES):
        return silent
    if bare in vocabulary.listed("everybody", "words"):
        return replace(silent, who="")  # its outcome is the table's
    return _by_words(silent, list(vocabulary.parsed(bare)), bare)


def _by_words(silent: Column, told: Sequence[tuple[str, str]], bare: str) -> Column:
    kinds = {kind for kind, _ in told}
    outcomes, people, ends = (
        list(dict.fromkeys(code for kind, code in told if kind == wanted))
        for wanted in ("outcome", "who", "bound")
    )
    outcome = "casualties" if set(outcomes) == {"killed", "injured"} else "".join(outcomes[:1])
    is_clear = (
        "unknown" not in kinds and len(ends) <= 1 and outcome in {"", *outcomes, "casualties"}
    )
    if not is_clear or (len(outcomes) > 1 and outcome != "casualties"):
        return silent
    if "names" in kinds:
        named = Outcome(outcome) if outcome else None
        return replace(silent, slot="names", outcome=named) if not people and not ends else silent
    if not (outcomes or people or ends) or not _is_one_kind(people, bare):
        return silent
    made = _counting(silent.index, silent.heading, outcome, people)
    return replace(made, bound=ends[0] if ends else None, is_cumulative="cumulative" in kinds)


def _is_one_kind(people: Sequence[str], bare: str) -> bool:
    """Whether a heading names one set of people: "women and children", "civilian women"."""
    if len(people) < 2:
        return True
    return len(people) == 2 and ("civilians" in people or bool({"and", "و"} & set(bare.split())))


def _counting(at: int, heading: str, outcome: str, people: Sequence[str]) -> Column:
    listed = vocabulary.table()["people"]
    classes = {listed[who]["class"] for who in people}
    names = [listed[who]["victims"] for who in people]
    if len(names) == 2 and "civilians" in names:
        names = [f"civilian {next(n for n in names if n != 'civilians')}"]
        classes = {"civilian"}
    return Column(
        index=at,
        heading=heading,
        outcome=Outcome(outcome) if outcome else None,
        who=" and ".join(names) if names else (None if outcome else ""),
        victim_class=VictimClass(classes.pop()) if len(classes) == 1 else VictimClass.UNKNOWN,
    )


# -- together -------------------------------------------------------------------------------


def _with_main_outcome(found: Sequence[Column]) -> Iterator[Column]:
    """
    Give columns that name only people ("children", "total") the outcome of the table.

    It is what the table counts in so many words: killed if it counts those, else the one
    outcome that it counts. Where it counts several others, such a column is left alone; so
    is a bare "total" where it counts several at all: it may be killed and injured together.
    """
    told = dict.fromkeys(c.outcome for c in found if c.outcome is not None and c.slot is None)
    main = Outcome.KILLED if Outcome.KILLED in told else None
    if main is None and len(told) == 1:
        (main,) = told
    for column in sorted(found, key=_is_bare):
        if column.outcome is None and column.slot is None and column.who is not None:
            fits = main is not None and (column.who != "" or len(told) == 1)
            outcome = main if fits else None
            yield replace(column, outcome=outcome, who=column.who or None if fits else None)
        elif column.slot == "names" and column.outcome is None:
            yield replace(column, outcome=main)
        else:
            yield column


def _is_bare(column: Column) -> bool:
    """Whether a heading is a bare "total": it comes after the columns that say of what."""
    return column.who == "" and column.outcome is None


_SEVERAL = frozenset({KEPT, "perpetrator", "source", "place"})


def _each_once(found: Iterator[Column]) -> Iterator[Column]:
    """Set aside a column that says the same as one before it."""
    seen: dict[object, str] = {}
    for column in found:
        if not column.is_understood or column.slot in _SEVERAL:
            yield column
            continue
        key = (column.slot, column.outcome) if column.slot else (*column.counts, column.bound)
        yield replace(column, twin=seen[key]) if key in seen else column
        seen.setdefault(key, column.heading)
