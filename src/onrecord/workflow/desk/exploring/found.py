"""What of everything fits what is wanted, and how much would fit with one choice more."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from onrecord.workflow.desk.exploring.asked import Asked
from onrecord.workflow.desk.exploring.bits import Bits, bits_of, places_in
from onrecord.workflow.desk.exploring.grades import grades
from onrecord.workflow.desk.exploring.status import statuses
from onrecord.workflow.desk.exploring.things import FACETS, Thing, Things, things
from onrecord.workflow.desk.exploring.words import fitting
from onrecord.workflow.desk.view import View

ON_A_PAGE = 50
_SHOWN = 8  # choices of one facet, unless all are asked for
_IN_ORDER = frozenset({"outcome", "victims", "origins", "status", "grade"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """
    One choice of a facet.

    Attributes:
        value: As the address has it.
        name: As words where the record has them; else the value, a code.
        count: How many things would be left with it.
        is_chosen: Whether it is chosen now.
    """

    value: str
    name: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A facet with its choices, the most frequent first, and how many more there are."""

    name: str
    choices: tuple[Choice, ...]
    more: int


@dataclass(frozen=True, kw_only=True)
class Found:
    """
    What fits.

    Attributes:
        things: Everything of the kind.
        places: Places in `things.row` of all that fit, in the record's order.
        undated: How many of them tell no time, and so fit no period.
        facets: What can be chosen.
        statuses: Which things have which status.
        is_grading: Whether grades were asked for and are being worked out still.
    """

    things: Things
    places: tuple[int, ...]
    undated: int
    facets: tuple[Facet, ...]
    statuses: Mapping[str, Bits]
    is_grading: bool = False

    @property
    def total(self) -> int:
        """How many fit."""
        return len(self.places)

    @property
    def has_grades(self) -> bool:
        """Whether grades can be chosen."""
        return any(facet.name == "grade" for facet in self.facets)

    @property
    def pages(self) -> int:
        """How many pages the list has."""
        return max(1, -(-self.total // ON_A_PAGE))

    def listed(self, asked: Asked) -> tuple[Thing, ...]:
        """Return the things on the page that is asked for, in its order."""
        start = (min(asked.page, self.pages) - 1) * ON_A_PAGE
        order: Iterable[int] = self.places
        if asked.sort in self.things.orders:
            fits = self._fits
            order = (n for n in self.things.orders[asked.sort] if fits[n])
        return tuple(self.things.row[n] for n in islice(order, start, start + ON_A_PAGE))

    def status_of(self, one: Thing) -> tuple[str, ...]:
        """Return the status of a thing, and whether it is contradicted."""
        place = self.things.at[one.claim_ids[0]]
        return tuple(status for status, bits in self.statuses.items() if bits >> place & 1)

    def by_day(self) -> tuple[list[int], list[int]]:
        """Return the days on which what fits began, in order, and its places in the row."""
        fits = self._fits
        pairs = [pair for pair in self.things.by_day if fits[pair[1]]]
        return [day for day, _ in pairs], [place for _, place in pairs]

    @cached_property
    def _fits(self) -> bytearray:
        held = bytearray(len(self.things.row))
        for place in self.places:
            held[place] = 1
        return held


def find(view: View, asked: Asked, *, whole: str = "", with_grades: bool = False) -> Found:
    """
    Return what fits a view, and the choices that it leaves.

    Args:
        view: The record.
        asked: What is wanted.
        whole: The facet of which all choices are wanted.
        with_grades: Whether Airwars' grades can be chosen: to work them out the first time
            takes some seconds of a large record.
    """
    every = things(view, asked.of)
    told = statuses(view, every)
    having = {**every.having, "status": told}
    is_graded = asked.of == "incidents" and (with_grades or "grade" in asked.chosen)
    graded = grades(view, every) if is_graded else None
    if graded is not None:
        having["grade"] = graded
    base = every.all if not asked.words else fitting(view, every, asked.words)
    base &= _in_period(every, asked)
    parts = {f: _any_of(having.get(f, {}), values) for f, values in asked.chosen.items()}
    left = base
    for part in parts.values():
        left &= part
    places = tuple(places_in(left))
    shown = [f for f in (*FACETS, "status", "grade") if f in having]
    return Found(
        things=every,
        places=places,
        undated=(left & every.undated).bit_count(),
        facets=tuple(
            _facet(f, having[f], _without(base, parts, f), asked, every, is_whole=f == whole)
            for f in shown
        ),
        statuses=told,
        is_grading=is_graded and graded is None,
    )


def _in_period(every: Things, asked: Asked) -> Bits:
    if asked.since is None and asked.until is None:
        return every.all
    first = asked.since.toordinal() if asked.since else 0
    last = asked.until.toordinal() if asked.until else 10**7
    fit = (n for n, days in enumerate(every.days) if days and days[0] <= last and days[1] >= first)
    return bits_of(fit, len(every.row))


def _any_of(having: Mapping[str, Bits], values: Iterable[str]) -> Bits:
    found = 0
    for value in values:
        found |= having.get(value, 0)
    return found


def _without(base: Bits, parts: Mapping[str, Bits], facet: str) -> Bits:
    """Return what fits all that is chosen in other facets: in one facet choices add up."""
    for other, part in parts.items():
        if other != facet:
            base &= part
    return base


def _facet(
    name: str,
    having: Mapping[str, Bits],
    left: Bits,
    asked: Asked,
    every: Things,
    *,
    is_whole: bool,
) -> Facet:
    chosen = asked.chosen.get(name, ())
    counted = [(value, (bits & left).bit_count()) for value, bits in having.items()]
    kept = [(value, many) for value, many in counted if many or value in chosen]
    if name not in _IN_ORDER:
        kept.sort(key=lambda one: (-one[1], every.names.get(one[0], one[0])))
    elif name == "origins":
        kept.sort()
    kept.sort(key=lambda one: one[0] not in chosen)
    many = len(kept) if is_whole else max(_SHOWN, len(chosen))
    return Facet(
        name=name,
        choices=tuple(
            Choice(value=v, name=every.names.get(v, v), count=n, is_chosen=v in chosen)
            for v, n in kept[:many]
        ),
        more=len(kept[many:]),
    )
