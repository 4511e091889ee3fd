"""Incidents told by several reports, with what careful recorders make of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, cast

from onrecord.evaluation.agreement import Row
from onrecord.vocab import yaml_in

Range = tuple[int | None, int | None]

_LEFT_OUT: Mapping[str, Any] = {
    "measure": "people",
    "victims": None,
    "victim_class": "unknown",
    "perpetrators": [],
    "places": [],
    "date_from": None,
    "date_to": None,
    "weapon": None,
    "sources": [],
    "stance": "asserted",
    "voice": "body",
    "part_of": None,
    "same_as": None,
}
_OF_A_DOCUMENT = ("url", "title", "author", "publisher", "published", "language")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """
    One incident as recorders have it.

    Attributes:
        label: Its name within the case.
        ranges: By outcome (`killed`, `injured`), minimum and maximum; left out where no claim
            gives one; a None at either end is open.
        origins: Who first said its numbers.
        links: How many reports carry it.
    """

    label: str
    ranges: Mapping[str, Range]
    origins: frozenset[str]
    links: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """
    A contradiction that a check has to find.

    Attributes:
        code: Of the problem.
        incident: The label of the incident; None if it is of none.
        claims: Ids of the claims that show it.
    """

    code: str
    incident: str | None
    claims: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """
    A few reports and what is right about them.

    Attributes:
        name: The file's name.
        reports: Name and text of each.
        told: What is known of each report: url, title, author, publisher, published, language.
        claims: Every claim in them, a row each as in claims.jsonl, and `incident` and
            `origin` as recorders have them.
        incidents: By label.
        planted: The contradictions.
    """

    name: str
    reports: Mapping[str, str]
    told: Mapping[str, Mapping[str, str | None]]
    claims: tuple[Row, ...]
    incidents: Mapping[str, Told]
    planted: tuple[Planted, ...]

    @property
    def told_by_several(self) -> tuple[Told, ...]:
        """The incidents that more than one report tells of."""
        return tuple(told for told in self.incidents.values() if told.links > 1)


def cases(folder: Path) -> tuple[Case, ...]:
    """
    Return the cases that lie in a folder, one YAML file each.

    Raises:
        ValueError: A file is no case; the message names it.
    """
    return tuple(_case(path) for path in sorted(folder.glob("*.yaml")))


def _case(path: Path) -> Case:
    try:
        held = cast("dict[str, Any]", yaml_in(path.read_text(encoding="utf-8")))
        reports = {report["name"]: report for report in held["reports"]}
        return Case(
            name=path.stem,
            reports={name: report["text"] for name, report in reports.items()},
            told={name: _of_a_document(report) for name, report in reports.items()},
            claims=tuple(_claim(claim, reports) for claim in held["claims"]),
            incidents={label: _told(label, one) for label, one in held["incidents"].items()},
            planted=tuple(_planted(one) for one in held.get("contradictions") or ()),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as fault:
        raise ValueError(f"{path.name} is no case: {fault!r}") from fault


def _claim(held: Mapping[str, Any], reports: Mapping[str, Mapping[str, Any]]) -> Row:
    """Return a claim as a row of claims.jsonl: its words found, its ids good everywhere."""
    report = reports[held["in"]]
    start = _found(report["text"], held["quote"], held.get("nth", 1))
    if start is None:
        raise KeyError(f"“{held['quote']}” does not stand in {held['in']}")
    row = {**_LEFT_OUT, **held}
    row.update({end: str(row[end]) if row[end] else None for end in ("date_from", "date_to")})
    row.update(doc=held["in"], start=start, end=start + len(held["quote"]))
    row.pop("origin", None)  # what the program has to find is not told to it
    return {**row, "document": _of_a_document(report), "first_said_by": held.get("origin")}


def _of_a_document(report: Mapping[str, Any]) -> Mapping[str, str | None]:
    told = {key: str(report[key]) if report.get(key) else None for key in _OF_A_DOCUMENT}
    if told["published"]:
        date.fromisoformat(told["published"])  # a day that is none is a fault of the case
    return told


def _found(text: str, quote: str, nth: int) -> int | None:
    at = -1
    for _ in range(nth):
        at = text.find(quote, at + 1)
        if at < 0:
            return None
    return at


def _told(label: str, held: Mapping[str, Any]) -> Told:
    return Told(
        label=label,
        ranges={
            outcome: (held[outcome][0], held[outcome][1])
            for outcome in ("killed", "injured")
            if held.get(outcome)
        },
        origins=frozenset(held.get("origins") or ()),
        links=held["links"],
    )


def _planted(held: Mapping[str, Any]) -> Planted:
    told: Sequence[str] = held.get("claims") or ()
    return Planted(code=held["code"], incident=held.get("incident"), claims=frozenset(told))
