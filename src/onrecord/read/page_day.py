"""The day on which a page was published: what each element says is weighed, never averaged."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from onrecord.model import Block, Document, Problem, Severity
from onrecord.read import printed

# Elements that often hold another day: of a change, of the page's making, of a copy.
_LOOSE = frozenset({"date", "dc.date", "dcterms.date", "dc:date", "sailthru.date"})
# How far each kind of element is trusted. Beside the headline a day is right 94 times in 100,
# in an address 93, in `meta` of publication 92, in a byline 91, in a `time` 90, in JSON-LD 87,
# in microdata 86, and where only a search finds it 78 (see docs/explanation/decisions.md).
_WEIGHTS = {
    "printed": 3, "meta": 2, "address": 2, "time": 2, "json-ld of the page": 2,
    "byline": 2, "dateline": 2, "json-ld": 1, "microdata": 1, "loose": 1, "search": 1,
}  # fmt: skip
_DATA = frozenset({"json-ld", "json-ld of the page", "microdata", "meta", "loose"})
_Day = TypeVar("_Day", date, str)
_NEAR = 1  # days that two time zones may put between two elements


@dataclass(frozen=True, slots=True)
class Said:
    """A day and the elements that say it, in the order in which they are trusted."""

    day: date
    elements: tuple[str, ...]

    @property
    def is_sure(self) -> bool:
        """Whether it is told in two ways: in data, in words, in a `time`, in the address."""
        kinds = map(_kind, self.elements)
        return len({"data" if kind in _DATA else kind for kind in kinds}) > 1


def said(told: Mapping[str, str], content: str, blocks: Sequence[Block]) -> list[Said]:
    """
    Return the days that a page gives for its publication, the weightiest first.

    Args:
        told: What its elements say, by their names (see `page_told`).
        content: Its words.
        blocks: Its blocks, for the days printed beside the headline and in bylines.
    """
    by_element = {element: date.fromisoformat(day) for element, day in told.items()}
    shown: set[date] = set()
    for look in (printed.beside_headline, printed.in_bylines, printed.in_dateline):
        found = look(content, blocks)
        if found and found[0] not in shown:  # the byline may be what stands beside the headline
            by_element.setdefault(found[1], found[0])
            shown.add(found[0])
    weights = _weights(by_element)
    ordered = sorted(weights, key=lambda day: (-weights[day], day))
    return [Said(day, _elements(by_element, day)) for day in ordered]


def is_open(told: Mapping[str, str]) -> bool:
    """
    Whether a page's elements leave its day open, so that it is worth a search.

    >>> is_open({"json-ld": "2016-03-29"}), is_open({"meta article:published_time": "2016-03-29"})
    (True, False)
    """
    first, second, *_ = (*sorted(_weights(told).values(), reverse=True), 0, 0)
    return first - second <= _WEIGHTS["search"]  # what a search finds could make a difference


def _weights(by_element: Mapping[str, _Day]) -> dict[_Day, int]:
    """Return how much speaks for each day; elements of one kind speak once."""
    weights: dict[_Day, int] = defaultdict(int)
    for day, kind in {(day, _kind(element)) for element, day in by_element.items()}:
        weights[day] += _WEIGHTS[kind]
    return weights


def _kind(element: str) -> str:
    if element == "page text":  # any day that a search of the whole page finds
        return "search"
    if element.startswith("meta "):
        return "loose" if element.removeprefix("meta ") in _LOOSE else "meta"
    return "printed" if element == "beside the headline" else element


def _elements(by_element: Mapping[str, date], day: date) -> tuple[str, ...]:
    mine = [element for element in by_element if by_element[element] == day]
    own = [element for element in mine if _kind(element) != "search"] or mine
    first_of_kind = {_kind(element): element for element in reversed(own)}
    return tuple(sorted(first_of_kind.values(), key=lambda e: -_WEIGHTS[_kind(e)]))


def doubts(document: Document, days: Sequence[Said], updated: date | None) -> list[Problem]:
    """Return a question where elements name days that differ, or where only a search found one."""
    if not days:
        return []
    best, *others = days
    if all(_kind(element) == "search" for element in best.elements):
        message = (
            f"{best.day.isoformat()} was found somewhere on the page and taken as the day of "
            "publication; nothing on the page says so."
        )
        return [_question(document, message)]
    rivals = [
        f"{other.day.isoformat()} ({', '.join(other.elements)})"
        for other in others
        if abs((other.day - best.day).days) > _NEAR
        and other.day != updated
        and any(_kind(element) != "search" for element in other.elements)
    ]
    if not rivals:
        return []
    message = (
        f"The page names more than one day of its publication: {best.day.isoformat()} "
        f"({', '.join(best.elements)}), which was used, and {'; '.join(rivals)}."
    )
    return [_question(document, message)]


def _question(document: Document, message: str) -> Problem:
    return Problem(
        code="date-doubtful", message=message, where=document.name, severity=Severity.QUESTION
    )
