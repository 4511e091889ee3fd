"""A record and what its keepers allow, to what anybody may see."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from onrecord.model import Incident, Record, Ruling
from onrecord.model.public import Method, Public, PublicIncident, PublicRulebook
from onrecord.model.publishing import Allowed
from onrecord.publish.protection.documents import documents
from onrecord.publish.protection.incidents import incident

Ruler = Callable[[Incident], tuple[Ruling, ...]]


def public(
    record: Record,
    allowed: Allowed,
    method: Method,
    *,
    program: str,
    rule: Ruler,
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
        rule: What the rulebooks of the release make of an incident.
        rulebooks: These rulebooks.
    """
    return Public(
        name=allowed.title or record.name,
        allowed=allowed,
        program=program,
        method=method,
        documents=documents(record, allowed),
        incidents=_Incidents(record, allowed, rule),
        count=len(record.incidents),
        rulebooks=rulebooks,
        retired=tuple((one.id, one.followed_by) for one in record.given if one.is_retired),
    )


@dataclass(frozen=True, slots=True)
class _Incidents:
    """Incidents as they may be seen, made one by one whenever they are gone through."""

    record: Record
    allowed: Allowed
    rule: Ruler

    def __iter__(self) -> Iterator[PublicIncident]:
        for one in self.record.incidents:
            yield incident(one, self.record, self.allowed, self.rule(one))
