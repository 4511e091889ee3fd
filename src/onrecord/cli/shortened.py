"""Ids made short to read and type, and found again from what was typed."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

import click

from onrecord.model import Claim, Decision, Document, Incident, Origin, Problem, Record

_FEWEST = 4  # characters after `inc_`
_SHOWN = 5  # of several that match

Found = Incident | Claim | Document | Origin
Thing = TypeVar("Thing")


def ids(whole: Iterable[str]) -> Mapping[str, str]:
    """
    Return the shortest form of each id that means no other, all of a kind equally long.

    >>> ids(["inc_aaaab2c3d4e5f6g7", "inc_aaaac2c3d4e5f6g7", "c1"])["inc_aaaab2c3d4e5f6g7"]
    'inc_aaaab'
    """
    wanted = set(whole)
    length = _FEWEST
    while True:
        short = {i: _cut(i, length) for i in wanted}
        if len(set(short.values())) == len(wanted):
            return short
        length += 1


def _cut(whole: str, length: int) -> str:
    kind, mark, rest = whole.partition("_")
    return f"{kind}{mark}{rest[:length]}" if len(kind) == 3 and len(rest) == 16 else whole


def of(record: Record) -> Mapping[str, str]:
    """Return short forms of all ids that a person may type for a record."""
    whole: list[str] = [incident.id for incident in record.incidents]
    whole += record.claims
    whole += [origin.id for origin in record.origins]
    whole += [decision.id for decision in record.decisions]
    return ids(whole)


def find(record: Record, typed: str) -> Found:
    """
    Return the one thing that was meant.

    Args:
        record: Where to look.
        typed: An id, the start of one with or without its kind, a document's name or
            the start of one.

    Raises:
        click.UsageError: Nothing or more than one thing fits.
    """
    return _the_one(_things(record), typed, record)


def retired(record: Record, typed: str) -> str | None:
    """
    Return the retired id of an incident that was meant; None if something else fits.

    Raises:
        click.UsageError: More than one retired id fits, and nothing else does.
    """
    if any(_fits(key, typed) for key in _things(record)):
        return None
    gone = {one.id: one.id for one in record.given if one.is_retired}
    return _the_one(gone, typed, record) if any(_fits(key, typed) for key in gone) else None


def problem(problems: Iterable[Problem], typed: str, record: Record) -> Problem:
    """
    Return the one problem that was meant.

    Raises:
        click.UsageError: None or more than one fits.
    """
    return _the_one({one.id: one for one in problems}, typed, record)


def decision(record: Record, typed: str) -> Decision:
    """
    Return the one decision that was meant.

    Raises:
        click.UsageError: None or more than one fits.
    """
    return _the_one({one.id: one for one in record.decisions}, typed, record)


def _the_one(things: Mapping[str, Thing], typed: str, record: Record) -> Thing:
    if typed in things:
        return things[typed]
    fitting = {key: thing for key, thing in things.items() if _fits(key, typed)}
    if len({id(thing) for thing in fitting.values()}) == 1:
        return next(iter(fitting.values()))
    if not fitting:
        raise click.UsageError(f"nothing in {record.name} is called {typed}")
    some = ", ".join(list(fitting)[:_SHOWN])
    more = f" and {len(fitting) - _SHOWN} more" if len(fitting) > _SHOWN else ""
    raise click.UsageError(f"{typed} may mean {some}{more}: type more of it")


def _things(record: Record) -> dict[str, Found]:
    things: dict[str, Found] = {incident.id: incident for incident in record.incidents}
    things.update(record.claims)
    things.update({origin.id: origin for origin in record.origins})
    for name, document in record.documents.items():
        things[name] = document
        things[document.id] = document
    return things


def _fits(key: str, typed: str) -> bool:
    return key.startswith(typed) or key.partition("_")[2].startswith(typed)
