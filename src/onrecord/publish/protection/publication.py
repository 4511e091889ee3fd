"""A record and what its keepers allow, to what anybody may see."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from onrecord.model import Names, Record
from onrecord.model.public import Method, Public, PublicIncident, PublicRulebook
from onrecord.model.publishing import Allowed
from onrecord.publish.protection.documents import documents
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
        method=method,
        documents=documents(indexed),
        incidents=_Incidents(indexed, given.rule),
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


@dataclass(frozen=True, slots=True)
class _Incidents:
    """Incidents as they may be seen, made one by one whenever they are gone through."""

    registers: Registers
    rule: Ruler

    def __iter__(self) -> Iterator[PublicIncident]:
        for one in self.registers.record.incidents:
            yield incident(one, self.registers, self.rule)
