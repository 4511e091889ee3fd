"""What the columns of a table are, by its first row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from onrecord.extract.tabular import vocabulary
from onrecord.extract.tabular.column import IGNORED, KEPT, Column
from onrecord.extract.tabular.vocabulary import plain
from onrecord.model import Outcome, VictimClass

_SHARES = ("%", "٪")


def columns(
    headings: Sequence[str], told: Mapping[int, Column] = MappingProxyType({}), *,
    layout: str | None = None, outcome: str | None = None,
) -> tuple[Column, ...]:  # fmt: skip
    """
    Return what each column of a table is.

    A heading that is one of a keeper's codebook, in a table known to be that keeper's, is
    what the codebook says; any other is read by its words.

    Args:
        headings: As they stand.
        told: What is known of columns beforehand, by index.
        layout: The key of the keeper's layout, where it is known otherwise than by headings.
        outcome: What happened to those whom columns count that do not say it.

    >>> [c.meaning for c in columns(["Date", "Killed (min)", "Children", "Mood"])]
    ['date', 'killed, people, at least', 'killed, children', 'not understood']
    """
    known = _layout(layout or layout_of(headings))
    found = [
        told.get(at)
        or (
            _of_layout(at, heading, known[plain(heading)])
            if plain(heading) in known
            else _read(at, heading)
        )
        for at, heading in enumerate(headings)
    ]
    if outcome:
        found = [_with_outcome(column, Outcome(outcome)) for column in found]
    used = _each_once(_with_main_outcome(_by_row(found)))
    return tuple(sorted(used, key=lambda column: column.index))


def layout_of(headings: Sequence[str]) -> str | None:
    """Return the key of the keeper's layout that a table has; None if it is of no known one."""
    told = {plain(heading) for heading in headings}
    fitting = {
        str(key): len(held["known_by"])
        for key, held in vocabulary.table()["layouts"].items()
        if all(plain(needed) in told for needed in held["known_by"])
    }
    return max(fitting, key=fitting.__getitem__, default=None)


def name_of(layout: str | None) -> str | None:
    """Return how a keeper's layout is called; None for none."""
    return str(vocabulary.table()["layouts"][layout]["name"]) if layout else None


def _layout(key: str | None) -> Mapping[str, Mapping[str, Any]]:
    if key is None:
        return {}
    held = vocabulary.table()["layouts"][key]
    told = {**_layout(held.get("like")), **held["columns"]}
    return {plain(heading): one for heading, one in told.items()}


def is_meaning(words: str) -> bool:
    """
    Return whether words say what a column is: a slot, `ignored`, or words of headings.

    >>> is_meaning("date from"), is_meaning("civilians killed min"), is_meaning("happy")
    (True, True, False)
    """
    column = read_as(0, "", words)
    return column.is_understood or column.who == ""


def read_as(at: int, heading: str, words: str) -> Column:
    """Return a column that is what some words say, whatever its heading is."""
    slot = words.strip().casefold().replace(" ", "_")
    if slot in {IGNORED, KEPT, *vocabulary.table()["slots"]} and slot != "names":
        return Column(index=at, heading=heading, slot=slot, is_told=True)
    return replace(_read(at, words), heading=heading, is_told=True)


def _of_layout(at: int, heading: str, told: Mapping[str, Any]) -> Column:
    if "slot" in told:
        return Column(index=at, heading=heading, slot=told["slot"])
    if "as" in told:
        return read_as(at, heading, told["as"])
    people = [told["who"]] if "who" in told else []
    made = counting(at, heading, told["outcome"], people, bound=told.get("bound"))
    return replace(
        made,
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
    bound = ends[0] if ends else None
    made = counting(silent.index, silent.heading, outcome, people, bound=bound)
    return replace(made, is_cumulative="cumulative" in kinds)


def _is_one_kind(people: Sequence[str], bare: str) -> bool:
    """Whether a heading names one set of people: "women and children", "civilian women"."""
    if len(people) < 2:
        return True
    return len(people) == 2 and ("civilians" in people or bool({"and", "و"} & set(bare.split())))


def counting(
    at: int, heading: str, outcome: str, people: Sequence[str], *, bound: str | None = None
) -> Column:
    """
    Return a column of counts.

    Args:
        at: Which one.
        heading: As it stands.
        outcome: What happened; empty if that is not told.
        people: Keys of `people` in `columns.yaml`; none for everybody.
        bound: As in `Column`.
    """
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
        bound=bound,
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
        is_open = column.outcome is None and column.slot is None and not column.by_row
        if is_open and column.who is not None:
            fits = main is not None and (column.who != "" or len(told) == 1)
            outcome = main if fits else None
            yield replace(column, outcome=outcome, who=column.who or None if fits else None)
        elif column.slot == "names" and column.outcome is None:
            yield replace(column, outcome=main)
        else:
            yield column


def _with_outcome(column: Column, outcome: Outcome) -> Column:
    """Give a column that names only people what a person says happened to them."""
    if column.outcome is None and column.slot in {None, "names"} and column.who is not None:
        return replace(column, outcome=outcome, who=column.who or None)
    return column


def _by_row(found: Sequence[Column]) -> Sequence[Column]:
    """Let columns of bare numbers count what each row says, where a column tells that."""
    if not any(column.slot == "outcome" for column in found):
        return found
    return [
        replace(column, by_row=True, who=column.who or None)
        if column.outcome is None and column.slot is None and column.who is not None
        else column
        for column in found
    ]


def _is_bare(column: Column) -> bool:
    """Whether a heading is a bare "total": it comes after the columns that say of what."""
    return column.who == "" and column.outcome is None


_SEVERAL = frozenset({KEPT, IGNORED, "row", "perpetrator", "source", "place"})


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
