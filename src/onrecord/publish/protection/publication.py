"""A record and what its keepers allow, to what anybody may see."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from onrecord.model import Incident, Names, Record
from onrecord.model.public import Method, Public, PublicIncident, PublicRulebook
from onrecord.model.publishing import Allowed
from onrecord.publish.protection.documents import documents, language
from onrecord.publish.protection.incidents import Ruler, incident
from onrecord.publish.protection.registers import Registers, registers


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """
    What a publication hangs on beside the record and what its keepers allow.

    Attributes:
        on: The day of the release, from which it follows what is recent.
        rule: What the rulebooks of the release make of an incident.
        names: What the program knows by name beside the record. Without it more is withheld.
    """

    on: date
    rule: Ruler
    names: Names | None = None


def public(
    record: Record,
    allowed: Allowed,
    method: Method,
    *,
    program: str,
    given: Circumstances,
    rulebooks: tuple[PublicRulebook, ...] = (),
) -> Public:
    """
    Return what of a record anybody may see.

    Args:
        record: What may be made public at all, worked out from it alone: no testimony without
            consent, and no claim that nobody decided on unless `allowed` says so.
        allowed: What its keepers let through.
        method: How the whole record came about, in numbers.
        program: The program's version.
        given: What else it hangs on.
        rulebooks: These rulebooks.
    """
    indexed = registers(record, allowed, given.on, given.names)
    return Public(
        name=allowed.title or record.name,
        allowed=allowed,
        program=program,
        method=_method(method, indexed),
        documents=documents(indexed),
        incidents=Incidents(indexed, given.rule),
        count=len(record.incidents),
        rulebooks=rulebooks,
        retired=tuple(_retired(record)),
    )


def _retired(record: Record) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the ids that were given up, each with what public incident holds its claims now."""
    public = {one.id for one in record.incidents}
    for one in record.given:
        if one.is_retired:
            yield one.id, tuple(i for i in one.followed_by if i in public)


def _method(method: Method, indexed: Registers) -> Method:
    """Return how a record came about, without the days of reports that would tell a recent day."""
    method = replace(
        method,
        publishers=tuple(_publishers(method, indexed)),
        languages=_summed((language(name) or "", n) for name, n in method.languages),
        engines=_summed((indexed.masker.plain(name), n) for name, n in method.engines),
    )
    recent = indexed.coarsening.recent
    told = [
        one.published
        for one in indexed.record.documents.values()
        if one.published and one.name not in recent
    ]
    if not recent:
        return method
    return replace(method, first=min(told, default=None), last=max(told, default=None))


def _publishers(method: Method, indexed: Registers) -> Iterator[tuple[str, int]]:
    """
    Yield the publishers as they may be told; of those of whom nothing is public only how many.

    That a paper is among the record's documents tells of what is held back.
    """
    public = {
        one.publisher: indexed.publisher(one)
        for name, one in indexed.record.documents.items()
        if one.publisher and indexed.claims_of(name)
    }
    yield from _summed((public.get(name) or "", many) for name, many in method.publishers)


def _summed(rows: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    found: Counter[str] = Counter()
    for name, many in rows:
        found[name] += many
    return tuple(found.most_common())


@dataclass(frozen=True, slots=True)
class Incidents:
    """
    Incidents as they may be seen, made one by one whenever they are gone through.

    Attributes:
        registers: The record with its indexes.
        rule: What the rulebooks of the release make of an incident.
    """

    registers: Registers
    rule: Ruler

    def __iter__(self) -> Iterator[PublicIncident]:
        return map(self.of, self.registers.record.incidents)

    def of(self, one: Incident) -> PublicIncident:
        """Return an incident of the record as it may be seen."""
        return incident(one, self.registers, self.rule)
