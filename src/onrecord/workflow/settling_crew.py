"""
A large record's incidents made ready by several processes, in their order.

One holds the record, and makes incidents itself; the others hold none, and are sent a few
incidents at a time with what is looked up for them. Whatever becomes of a helper, nothing is
lost: what it did not make is made by the process that has the record.
"""

import multiprocessing
import os
from collections import deque
from collections.abc import Generator, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace

from onrecord import resolve
from onrecord.kit import processes
from onrecord.model import Claim, Incident, Origin
from onrecord.model.public import Public
from onrecord.publish import protection
from onrecord.publish.protection.parcels import NotHere, Only, Opening, Parcel, Shared, parcel
from onrecord.publish.protection.parcels import shared as shared_of
from onrecord.publish.release import Made, Making, in_batches
from onrecord.workflow.ruling import Grounds

MOST = 1  # helper: each takes a fifth of the memory that a release of a large record may
_AHEAD = 2  # parcels for each helper that are being made, or wait for it
_MOST_WAITING = 8  # runs of incidents that wait in memory for an earlier one


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """
    What a helper is begun with.

    Attributes:
        parent: The process that begins it.
        shared: For the masker and the indexes.
        grounds: For the rulebooks, of the claims alone that deny.
        denying: The origin of each of these; None where it has none.
    """

    parent: int
    shared: Shared
    grounds: Grounds
    denying: Mapping[str, Origin | None]


def helpers() -> int:
    """Return how many processes help on this machine."""
    return min(MOST, (os.cpu_count() or 1) - 1)


def made(public: Public, many: int) -> Generator[Made, None, None]:
    """
    Yield a record's incidents made ready, in their order.

    Args:
        public: The record as anybody may see it, in memory.
        many: How many processes help.
    """
    crew = _Crew(public, many)
    try:
        yield from crew.made()
    finally:
        crew.end()


class _Crew:
    def __init__(self, public: Public, many: int) -> None:
        assert isinstance(public.incidents, protection.Incidents)  # noqa: S101 - it is in memory
        self._public, self._incidents, self._many = public, public.incidents, many
        self._making = Making(public.allowed)
        self._pool: ProcessPoolExecutor | None = None
        if many:
            self._pool = ProcessPoolExecutor(
                many,
                mp_context=multiprocessing.get_context("spawn"),  # a fork copies threads' locks
                initializer=_begin,
                initargs=(_given(public.incidents),),
            )

    def made(self) -> Iterator[Made]:
        waiting: deque[tuple[list[Incident], Made | Future[Made | None]]] = deque()
        record = self._incidents.registers.record
        for batch in in_batches(record.incidents, lambda one: len(one.claim_ids)):
            busy = sum(isinstance(one, Future) and not one.done() for _, one in waiting)
            is_mine = busy >= _AHEAD * self._many
            waiting.append((batch, self._here(batch) if is_mine else self._asked(batch)))
            while waiting and (_is_there(waiting[0][1]) or len(waiting) > _MOST_WAITING):
                yield self._got(*waiting.popleft())
        while waiting:
            yield self._got(*waiting.popleft())

    def end(self) -> None:
        """Let the helpers go."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def _asked(self, batch: list[Incident]) -> Made | Future[Made | None]:
        """Ask a helper, if there is one."""
        if self._pool is None:
            return self._here(batch)
        told = parcel(batch, self._incidents.registers, self._public.documents)
        try:
            return self._pool.submit(_made, told)
        except BrokenProcessPool:
            return self._alone(batch)

    def _got(self, batch: list[Incident], one: Made | Future[Made | None]) -> Made:
        """Return what was made; what no helper could make is made here."""
        if isinstance(one, Made):
            return one
        try:
            return one.result() or self._here(batch)
        except BrokenProcessPool:
            return self._alone(batch)

    def _alone(self, batch: list[Incident]) -> Made:
        """Go on without helpers, of which one was ended: for want of memory or by somebody."""
        self.end()
        self._pool = None
        return self._here(batch)

    def _here(self, batch: list[Incident]) -> Made:
        return self._making.made(list(map(self._incidents.of, batch)), self._public.documents)


def _is_there(one: Made | Future[Made | None]) -> bool:
    return isinstance(one, Made) or one.done()


def _given(incidents: protection.Incidents) -> _Given:
    rule = incidents.rule
    assert isinstance(rule, Grounds)  # noqa: S101 - it is what publishing gives
    claims: Mapping[str, Claim] = rule.denied
    names = dict.fromkeys(one.document for one in claims.values())
    return _Given(
        parent=os.getpid(),
        shared=shared_of(incidents.registers),
        grounds=replace(
            rule,
            voices={},
            documents={name: rule.documents[name] for name in names if name in rule.documents},
            places=dict(rule.places),
            actors=dict(rule.actors),
        ),
        denying={i: rule.voices.get(i) for i in claims},
    )


class _Helper:
    """In a process that helps: what it was begun with, and what it knows again."""

    def __init__(self, given: _Given) -> None:
        self._given = given
        self._opening = Opening(given.shared, resolve.names())
        self._making = Making(given.shared.allowed)

    def made(self, told: Parcel) -> Made | None:
        """Return incidents made ready; None where something is asked for that is not there."""
        registers = self._opening.registers(told)
        denied, grounds = self._given.denying, self._given.grounds
        rule = replace(
            grounds,
            voices=Only({**denied, **self._opening.origins(told)}),
            documents=Only({**grounds.documents, **told.documents}),
        )
        incidents = protection.Incidents(registers, rule)
        try:
            return self._making.made(list(incidents), told.public)
        except NotHere:
            return None


_HELPER: list[_Helper] = []  # in a process that helps


def _begin(given: _Given) -> None:
    processes.end_with(given.parent)
    processes.say_nothing()
    _HELPER.append(_Helper(given))


def _made(told: Parcel) -> Made | None:
    return _HELPER[-1].made(told)
