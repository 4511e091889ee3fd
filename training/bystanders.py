"""
Places and times that the program finds by itself, beside those that somebody marked.

At work it chooses among these, so it must learn to leave most of them alone: a place or time
that stands at a mark, or means the day that a mark means, is what the mark is; any other stands for
nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from examples import Role, Whole

from onrecord import resolve
from onrecord.evaluation.agreement import dates_agree
from onrecord.model import Names
from onrecord.resolve.telling import Told, times_told

_KINDS = {"place": "L", "time": "T"}


@cache
def _names() -> Names:
    return resolve.names()


def with_bystanders(wholes: Iterable[Whole]) -> Iterator[Whole]:
    """Return reports with what the program finds in them besides."""
    for whole in wholes:
        yield replace(whole, roles=tuple(sorted(_all(whole), key=lambda r: (r.start, r.end))))


def _all(whole: Whole) -> Iterator[Role]:
    yield from whole.roles
    named = _names().find(whole.words)
    told = {t.start: t for t in times_told(named, lambda _: whole.published, whole.words)}
    days = dict(whole.days)
    for claim in whole.counted:
        days |= {e: e.removeprefix("T:") for e in claim.roles if e.startswith("T:")}
    for name in named:
        kind = _KINDS.get(name.kind)
        if kind is None or any(c.start < name.end and name.start < c.end for c in whole.counted):
            continue
        entity = next(
            (
                r.entity
                for r in whole.roles
                if r.kind == kind and r.start < name.end and name.start < r.end
            ),
            None,
        )
        if entity is None and kind == "T" and name.start in told:
            entity = _same_day(told[name.start], days)
        yield Role(name.start, name.end, kind, entity or "", is_marked=False)


def _same_day(told: Told, days: dict[str, str]) -> str | None:
    read = {"date_from": told.when.date_from, "date_to": told.when.date_to}
    for entity, value in days.items():
        first, _, last = value.partition("..")
        if dates_agree({"date_from": first, "date_to": last or first}, read):
            return entity
    return None
