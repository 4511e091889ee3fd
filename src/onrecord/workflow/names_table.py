"""What people said that names mean, as a table: out of a record, and into one."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from onrecord import resolve
from onrecord.kit import cells
from onrecord.kit.folding import fold
from onrecord.model import (
    Actor,
    ActorKind,
    Choice,
    Decision,
    OnRecordError,
    Place,
    PlaceKind,
    Problem,
    Record,
    Severity,
    standing,
)
from onrecord.workflow import choosing
from onrecord.workflow.choosing import About, Asked
from onrecord.workflow.desk.naming import own

COLUMNS = (
    "name", "kind", "id", "meant name", "country", "latitude", "longitude", "within",
    "precision", "by", "why",
)  # fmt: skip
_FORMULA = frozenset("=+-@＝＋－＠")
_BREAKS = frozenset("\t\r\n")
# What a spreadsheet passes over before it looks for a formula, and the eye does not see.
_UNSEEN = (
    " \t\r\n\x0b\x0c\xa0\xad\u061c\u180e\u200b\u200c\u200d\u200e\u200f"
    "\u2060\u2061\u2062\u2063\u2064\ufeff"
)
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_NEEDED = ("name", "id")
_DESCRIBED = ("kind", "country", "within", "latitude", "longitude", "precision")
_ACTOR_KINDS = frozenset(ActorKind)
_MOST_ROWS = 100_000
_NO_REASON = "from a table of names"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row that says what a name means, checked: what to ask, and who says so and why."""

    number: int
    asked: Asked
    name: str
    by: str
    why: str

    def ask(self) -> About:
        """Return what it says; it says the same of every record."""
        return self.asked(Record())


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenNames:
    """
    What a table of names says.

    Attributes:
        rows: What is new.
        known: How many rows the record says already.
        problems: Rows that were not taken, with the reason.
    """

    rows: tuple[Row, ...]
    known: int
    problems: tuple[Problem, ...]


def names_as_csv(record: Record) -> str:
    """
    Return what people said that names mean, one a row, the oldest first.

    A row whose `name` is itself an id says that this id is the same as the other. A place or
    an actor that a person described stands in the row with all that was told of it. Cells
    that a spreadsheet would take for a formula are marked with an apostrophe.
    """
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for decision in _told(record):
        rows.writerow([_guarded(cell) for cell in _cells(decision, record)])
    return written.getvalue()


def names_from_csv(lines: str, record: Record, called: str = "names.csv") -> TakenNames:
    """
    Return what a table of names says that a record does not say yet.

    Args:
        lines: The table, with a heading; columns may be missing but for `name` and `id`
            (a row without an id describes a place or an actor that no list has).
        record: Where it is to be taken in.
        called: The table's name, for what is wrong in it.

    Raises:
        OnRecordError: It has no heading that this program knows.
    """
    said = _said(record)
    rows: list[Row] = []
    known = 0
    problems: list[Problem] = []
    described: dict[str, Place] = {}
    for number, told in _table(lines):
        try:
            row, meant = _row(number, told, record, described)
        except OnRecordError as fault:
            problems.append(_problem(f"Row {number}: {fault}.", called))
            continue
        if said.get(_key(row.name, meant)) == meant:
            known += 1
            continue
        said[_key(row.name, meant)] = meant
        if isinstance(meant, Place):
            described[meant.id] = meant
        rows.append(row)
    return TakenNames(rows=tuple(rows), known=known, problems=tuple(problems))


def count(written: str) -> int:
    """Return how many rows a table has below its heading."""
    return sum(1 for _ in cells.rows(written)) - 1


def is_names_table(path: Path) -> bool:
    """Whether a file begins as a table of names does, whatever it is called."""
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
            first = next(cells.rows(stream.readline(4096)), None)
    except OSError:
        return False
    heading = {cell.value.strip().casefold() for cell in first.cells} if first else set()
    return set(_NEEDED) <= heading and "meant name" in heading


def _told(record: Record) -> Iterator[Decision]:
    for decision in standing(record.decisions):
        if decision.choice in {Choice.NAME, Choice.SAME} and not decision.is_blind:
            yield decision


def _cells(decision: Decision, record: Record) -> tuple[str, ...]:
    meant = decision.target or ""
    described = decision.place or decision.actor
    listed = record.places.get(meant) or record.actors.get(meant) or _listed(meant)
    known = described or listed
    point = described if isinstance(described, Place) else None
    within = getattr(described, "within", None) or getattr(described, "part_of", None)
    return (
        decision.name or "",
        known.kind.value if known else "",
        meant,
        known.name if known else "",
        (known.country or "") if known else "",
        _number(point.latitude) if point else "",
        _number(point.longitude) if point else "",
        within or "",
        str(point.precision) if point else "",
        decision.by,
        decision.why,
    )


def _listed(meant: str) -> Place | Actor | None:
    if meant.startswith("actor:"):
        return resolve.names().actor(meant)
    return resolve.names().place(meant)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.6f}".rstrip("0").rstrip(".")


def _table(lines: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    told = cells.rows(lines)
    first = next(told, None)
    heading = [cell.value.strip().casefold() for cell in first.cells] if first else []
    if not set(_NEEDED) <= set(heading):
        raise OnRecordError(f"a table of names needs the columns {', '.join(_NEEDED)}")
    for count, row in enumerate(told, start=1):
        if count > _MOST_ROWS:
            raise OnRecordError(f"a table of names has at most {_MOST_ROWS:,} rows")
        values = [_bare(cell.value) for cell in row.cells]
        if any(values):
            yield row.number, dict(zip(heading, values, strict=False))


def _guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula, seen or unseen; a number stays one."""
    is_formula = cell.lstrip(_UNSEEN)[:1] in _FORMULA and not _NUMBER.fullmatch(cell)
    return f"'{cell}" if is_formula or cell[:1] in _BREAKS else cell


def _bare(cell: str) -> str:
    """Return a cell as it was before it was guarded."""
    text = cell.strip()
    if text[:1] != "'":
        return text
    bare = text[1:]
    return bare if _guarded(bare) == text else text


def _row(
    number: int, told: Mapping[str, str], record: Record, described: Mapping[str, Place]
) -> tuple[Row, Place | Actor | str]:
    name = " ".join(told.get("name", "").split())
    if not name:
        raise OnRecordError("it has no name")
    meant = _meant(told, record, described)
    is_id = _is_known(name, record, described)
    asked = choosing.same(name, meant) if is_id else choosing.name(name, meant)
    return Row(
        number=number, asked=asked, name=name, by=told.get("by", ""),
        why=told.get("why", "") or _NO_REASON,
    ), meant  # fmt: skip


def _is_known(name: str, record: Record, described: Mapping[str, Place]) -> bool:
    """Whether what stands for a name is the id of something."""
    if ":" not in name:
        return False
    here = name in record.places or name in record.actors or name in described
    return here or _listed(name) is not None


def _meant(
    told: Mapping[str, str], record: Record, described: Mapping[str, Place]
) -> Place | Actor | str:
    """Return what a row says is meant: something listed by its id, or described in full."""
    meant = told.get("id", "").strip()
    if meant and _listed(meant) is not None:
        return meant
    fields = {field: told.get(field, "") for field in _DESCRIBED}
    fields |= {"id": meant, "name": told.get("meant name", "")}
    if not fields["name"] and (meant in record.places or meant in record.actors):
        return meant
    if meant and not own.is_own(meant):
        raise OnRecordError(f"no list has “{meant}”")
    code = "_".join(fields["kind"].split()).casefold()
    if code in _ACTOR_KINDS or meant.startswith("actor:"):
        return own.actor(fields, _finder(record.actors.get, resolve.names().actor))
    if code and code not in set(PlaceKind):
        raise OnRecordError(f"“{told.get('kind', '')}” is no kind of place or actor")
    return own.place(fields, lambda one: described.get(one) or _place(record, one))


def _place(record: Record, place_id: str) -> Place | None:
    return record.places.get(place_id) or resolve.names().place(place_id)


def _finder(
    first: Callable[[str], Actor | None], then: Callable[[str], Actor | None]
) -> Callable[[str], Actor | None]:
    return lambda actor_id: first(actor_id) or then(actor_id)


def _key(name: str, meant: Place | Actor | str) -> tuple[str, bool]:
    target = meant if isinstance(meant, str) else meant.id
    return (name if ":" in name else fold(name)), target.startswith("actor:")


def _said(record: Record) -> dict[tuple[str, bool], Place | Actor | str]:
    told: dict[tuple[str, bool], Place | Actor | str] = {}
    for decision in _told(record):
        meant: Place | Actor | str = decision.place or decision.actor or decision.target or ""
        told[_key(decision.name or "", meant)] = meant
    return told


def _problem(message: str, called: str) -> Problem:
    return Problem(code="line-not-taken", message=message, where=called, severity=Severity.WARNING)


def by_person(rows: Iterable[Row], otherwise: str) -> dict[tuple[str, str], list[Row]]:
    """Return rows by who said so and why; `otherwise` where a row names nobody."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        found.setdefault((row.by or otherwise, row.why), []).append(row)
    return found
