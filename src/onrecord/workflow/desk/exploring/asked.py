"""What is wanted of everything: said in an address, so that a view can be kept and sent on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self

from onrecord.model import OnRecordError
from onrecord.workflow.desk.exploring.things import FACETS, Kind

CHOOSABLE = (*FACETS, "place", "status", "grade")
SORTS = ("time", "latest", "killed", "origins")
_MOST_CHOSEN = 40  # values in one address
_LONGEST = 400  # characters of what is searched for
Box = tuple[float, float, float, float]  # west, south, east, north


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """
    A view of everything.

    Attributes:
        of: What is listed.
        words: What is searched for; empty for everything.
        chosen: By facet, the values of which one must fit.
        since, until: The period; None where open.
        sort: The order of the list.
        page: From 1.
        box: What part of the world the map shows; None for where the things are.
    """

    of: Kind = "incidents"
    words: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    sort: str = "time"
    page: int = 1
    box: Box | None = None

    def choosing(self, facet: str, value: str) -> Self:
        """Return the view with a value chosen, or no longer if it was."""
        now = self.chosen.get(facet, ())
        held = tuple(v for v in now if v != value) if value in now else (*now, value)
        rest = {f: v for f, v in self.chosen.items() if f != facet}
        return replace(self, chosen={**rest, facet: held} if held else rest, page=1)

    def listing(self, of: Kind) -> Self:
        """Return the view with another kind of thing listed."""
        rest = {f: v for f, v in self.chosen.items() if f not in {"status", "grade", "origins"}}
        return replace(self, of=of, chosen=rest, page=1)

    def searching(self, words: str) -> Self:
        """Return the view of what other words find."""
        return replace(self, words=words, page=1)

    def sorted_by(self, order: str) -> Self:
        """Return the view in another order."""
        return replace(self, sort=order, page=1)

    def looking_at(self, box: Box | None) -> Self:
        """Return the view with another part of the world on its map."""
        return replace(self, box=box)

    def on_page(self, number: int) -> Self:
        """Return the view with another page of its list."""
        return replace(self, page=number)

    def between(self, since: date | None, until: date | None) -> Self:
        """Return the view of another period."""
        return replace(self, since=since, until=until, page=1)

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return not (self.words or self.chosen or self.since or self.until)


def as_pairs(asked: Asked) -> tuple[tuple[str, str], ...]:
    """
    Return a view as what stands in an address after `?`.

    >>> as_pairs(Asked(words="Aleppo", chosen={"outcome": ("killed",)}))
    (('q', 'Aleppo'), ('outcome', 'killed'))
    """
    pairs: list[tuple[str, str]] = []
    if asked.of != "incidents":
        pairs.append(("of", asked.of))
    if asked.words:
        pairs.append(("q", asked.words))
    for facet in CHOOSABLE:
        pairs += [(facet, value) for value in asked.chosen.get(facet, ())]
    pairs += [
        (name, day.isoformat())
        for name, day in (("from", asked.since), ("to", asked.until))
        if day is not None
    ]
    if asked.sort != SORTS[0]:
        pairs.append(("sort", asked.sort))
    if asked.page > 1:
        pairs.append(("page", str(asked.page)))
    if asked.box:
        pairs.append(("box", ",".join(f"{edge:.4f}" for edge in asked.box)))
    return tuple(pairs)


def from_pairs(pairs: Iterable[tuple[str, str]]) -> Asked:
    """
    Return the view that an address asks for; names that mean nothing here are passed over.

    Raises:
        OnRecordError: A day, a page or a part of the world is none.
    """
    told: dict[str, list[str]] = {}
    for name, value in pairs:
        if value.strip():
            told.setdefault(name, []).append(value.strip())

    def last(name: str) -> str:
        return told.get(name, [""])[-1]

    chosen = {f: tuple(dict.fromkeys(told[f]))[:_MOST_CHOSEN] for f in CHOOSABLE if f in told}
    since, until = _day(last("from"), is_end=False), _day(last("to"), is_end=True)
    if since and until and since > until:
        raise OnRecordError(f"a period runs forward, not from {since} to {until}")
    return Asked(
        of="claims" if last("of") == "claims" else "incidents",
        words=" ".join(last("q").split())[:_LONGEST],
        chosen=chosen,
        since=since,
        until=until,
        sort=last("sort") if last("sort") in SORTS else SORTS[0],
        page=_page(last("page")),
        box=_box(last("box")),
    )


def _day(written: str, *, is_end: bool) -> date | None:
    """Return a day; of a month or a year alone, its first or its last."""
    if not written:
        return None
    parts = written.split("-")
    try:
        numbers = [int(part) for part in parts]
        year = numbers[0]
        month = numbers[1] if len(numbers) > 1 else 12 if is_end else 1
        day = numbers[2] if len(numbers) > 2 else _last_of(year, month) if is_end else 1
        return date(year, month, day)
    except (ValueError, IndexError, OverflowError):
        raise OnRecordError(f"“{written:.60}” is no day: write it like 2024-03-05") from None


def _last_of(year: int, month: int) -> int:
    after = date(year + month // 12, month % 12 + 1, 1)
    return (after - date(year, month, 1)).days


def _page(written: str) -> int:
    if not written:
        return 1
    if not (written.isascii() and written.isdigit() and 0 < int(written[:8]) < 10**7):
        raise OnRecordError(f"“{written:.60}” is no page of a list")
    return int(written)


def _box(written: str) -> Box | None:
    if not written:
        return None
    try:
        west, south, east, north = (float(edge) for edge in written.split(","))
    except ValueError:
        raise OnRecordError(
            f"“{written}” is no part of the world: write west,south,east,north in degrees"
        ) from None
    is_real = -540 <= west < east <= 540 and -90 <= south < north <= 90  # false for NaN too
    if not is_real:
        raise OnRecordError(f"“{written}” is no part of the world")
    return west, south, east, north
