"""
What of a record may leave it, as if the rest had never been there.

Testimony leaves only for what was agreed to (`model.statement.may`). Leaving out its claims alone
would not do: figures, incidents, problems and decisions are made of them. So what may
leave is the record without those documents, with everything worked out anew.
Whatever writes a record out for somebody else gets it from here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from onrecord import store
from onrecord.kit.folding import fold
from onrecord.model import (
    Alert,
    AlertKind,
    Choice,
    Decision,
    GivenId,
    Problem,
    Purpose,
    Record,
    Testimony,
    may,
    withheld,
)
from onrecord.model.statement import decided_on, with_undoings
from onrecord.workflow import derive, engines, loading

_OF_DECISIONS = frozenset({"decided-words-gone"})  # found when decisions are laid over claims
TO_SHARE = (Purpose.SHARE,)
TO_PUBLISH = (Purpose.SHARE, Purpose.PUBLISH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """
    What may leave, and how much stays.

    Attributes:
        record: The record as it may be given away.
        documents: How many statements are left out.
        claims: How many claims of theirs.
        decisions: How many decisions that are about them, or may tell of them.
    """

    record: Record
    documents: int = 0
    claims: int = 0
    decisions: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return not self.documents


def of(kept: store.RecordStore, *purposes: Purpose, record: Record | None = None) -> Leaving:
    """
    Return what of a record may leave it for all of some purposes.

    Args:
        kept: The record.
        purposes: What it is for.
        record: The record as it was loaded; loaded now if not given.
    """
    whole = loading.load(kept) if record is None else record
    names = withheld(whole.statements, *purposes)
    if not names:
        return Leaving(record=whole)
    inside = _Inside.of(kept, whole, names)
    whole = loading.with_texts(whole)
    problems = (*kept.problems_read(), *(p for p in whole.problems if p.code in _OF_DECISIONS))
    told = inside.without(replace(whole, problems=derive.each_once(problems)))
    made = derive.derived(told, engines.names())
    decisions = tuple(_that_may(inside, whole, made))
    return Leaving(
        record=replace(made, decisions=decisions),
        documents=len(names),
        claims=sum(claim.document in names for claim in whole.claims.values()),
        decisions=len(whole.decisions) - len(decisions),
    )


def alerts(kept: store.RecordStore) -> tuple[Alert, ...]:
    """
    Return the alerts that may leave, the oldest first: for feeds, letters and the terminal.

    Whether an alert tells of testimony is looked at when it is made (`telling.told`),
    and here once more, since consent may have been taken back meanwhile.
    """
    told = kept.evidence("alerts", Alert, scope=store.TOLD)
    if not told:
        return ()
    whole = loading.load(kept)
    return alerts_that_may(kept, whole, of(kept, *TO_SHARE, record=whole), told)


def alerts_that_may(
    kept: store.RecordStore, whole: Record, leaves: Leaving, told: tuple[Alert, ...]
) -> tuple[Alert, ...]:
    """
    Return those of some alerts that may be shared.

    Args:
        kept: The record.
        whole: All of it.
        leaves: What of it may be shared.
        told: The alerts.
    """
    if leaves.is_whole:
        return told
    inside = _Inside.of(kept, whole, withheld(whole.statements, *TO_SHARE))
    return tuple(one for one in told if inside.leaves(one, leaves.record))


def why_it_stays(statements: Iterable[Testimony], document: str, *purposes: Purpose) -> str:
    """
    Return why a document may not leave for all of some purposes; "" if it may.

    Args:
        statements: Every statement of the record.
        document: The document's name; one that is no statement may always leave.
        purposes: What it is for.
    """
    told = next((one for one in statements if one.document == document), None)
    if told is None or may(told, *purposes):
        return ""
    if told.withdrawn_at is not None:
        return "it is testimony, and consent was taken back"
    missing = " and ".join(one for one in purposes if one not in told.consents)
    if missing:
        return f"it is testimony, and its giver did not agree to this use ({missing})"
    return f"it is testimony kept {told.protection}, which leaves in nothing"


def bytes_that_stay(kept: store.RecordStore, *purposes: Purpose) -> frozenset[str]:
    """
    Return the SHA-256 of the preserved bytes that may not leave for all of some purposes.

    For what hands out the archive itself: every snapshot of a statement that is withheld, and
    what is beside it. A picture that is beside another document too stays all the same.
    """
    record = loading.load(kept)
    names = withheld(record.statements, *purposes)
    ids = {record.documents[name].id for name in names if name in record.documents}
    found = {one.sha256 for held in ids for one in kept.custody(held).snapshots}
    return frozenset(found | {one.sha256 for one in record.media if one.document_id in ids})


@dataclass(frozen=True)
class _Inside:
    """
    What may not leave.

    Attributes:
        documents: Names of documents, and their ids.
        claims: Ids of all claims that were ever read there, or that people added there.
        mixed: Ids of incidents that some of these claims are in, or were.
    """

    documents: frozenset[str]
    claims: frozenset[str]
    mixed: frozenset[str]

    @classmethod
    def of(cls, kept: store.RecordStore, whole: Record, names: frozenset[str]) -> "_Inside":
        ids = {whole.documents[name].id for name in names if name in whole.documents}
        claims = {claim.id for claim in whole.claims.values() if claim.document in names}
        claims |= {one for held in ids for one in kept.ids_ever("claims", f"read {held}")}
        added = (d.claim for d in whole.decisions if d.claim is not None)
        claims |= {claim.id for claim in added if claim.document in names}
        now = {one.id for one in whole.incidents if claims & set(one.claim_ids)}
        return cls(
            documents=frozenset(names | ids),
            claims=frozenset(claims),
            mixed=kept.incidents_ever(claims) | now,
        )

    def without(self, record: Record) -> Record:
        """Return a record as it was read, without what may not leave."""
        ours = self.documents
        about = decided_on(record.decisions, self.claims, ours)
        return replace(
            record,
            documents={n: one for n, one in record.documents.items() if n not in ours},
            snapshots={n: one for n, one in record.snapshots.items() if n not in ours},
            texts={
                one.id: record.texts[one.id]
                for name, one in record.snapshots.items()
                if name not in ours and one.id in record.texts
            },
            claims={i: one for i, one in record.claims.items() if one.document not in ours},
            as_read={i: one for i, one in record.as_read.items() if one.document not in ours},
            problems=tuple(p for p in record.problems if not self.is_about(p)),
            decisions=tuple(d for d in record.decisions if d.id not in about),
            given=tuple(self._given(record.given)),
            media=tuple(one for one in record.media if one.document_id not in ours),
            statements=tuple(one for one in record.statements if one.document not in ours),
        )

    def is_about(self, problem: Problem) -> bool:
        """Whether a problem is where something is that may not leave."""
        return problem.where in self.documents | self.claims | self.mixed

    def leaves(self, alert: Alert, shared: Record) -> bool:
        """Whether an alert tells of nothing that may not leave; `shared` is what may."""
        about = {alert.about, alert.detail("incident"), *alert.reports}
        match alert.kind:
            case AlertKind.CONTRADICTED:
                if all(problem.id != alert.about for problem in shared.problems):
                    return False
            case AlertKind.ESCALATION:  # counted without testimony: what stays is what that made
                there = {one.id for one in shared.incidents}
                about |= set(alert.detail("incidents").split()) - there
            case _:
                pass
        return not about & (self.mixed | self.documents)

    def _given(self, given: Iterable[GivenId]) -> Iterator[GivenId]:
        """Return the ids given, each for the claims that may leave; none that holds no other."""
        for one in given:
            left = tuple(held for held in one.claim_ids if held not in self.claims)
            own = tuple(held for held in one.own if held not in self.claims)
            if left or not one.claim_ids:
                yield replace(one, claim_ids=left, own=own)


def _that_may(inside: _Inside, whole: Record, made: Record) -> Iterator[Decision]:
    """
    Return the decisions that may leave.

    A decision that is about what stays here stays too, whole, with its reason: reasons
    are free words. So does one about a problem or an incident that is not the same without
    it, and one about a name that nothing uses that leaves: it may be a name told in confidence.
    """
    there = _There.of(made)
    about = decided_on(whole.decisions, inside.claims, inside.documents)
    telling = {one.id for one in whole.decisions if _may_tell(one, inside, there)}
    gone = with_undoings(whole.decisions, about | telling)
    return (one for one in whole.decisions if one.id not in gone)


@dataclass(frozen=True)
class _There:
    """What leaves, for decisions to be about: ids, problems' ids, names that claims use."""

    ids: frozenset[str]
    problems: frozenset[str]
    meant: frozenset[str]
    names: frozenset[str]

    @classmethod
    def of(cls, made: Record) -> "_There":
        problems = frozenset(problem.id for problem in made.problems)
        incidents = (one.id for one in made.incidents)
        slots = (
            slot
            for claim in (*made.claims.values(), *made.as_read.values())
            for slot in (claim.places, claim.perpetrators, claim.sources)
        )
        return cls(
            ids=problems | {*made.documents, *made.claims, *incidents},
            problems=problems,
            meant=frozenset((*made.places, *made.actors)),
            names=frozenset(fold(mention.name) for slot in slots for mention in slot),
        )


def _may_tell(decision: Decision, inside: _Inside, there: _There) -> bool:
    match decision.choice:
        case Choice.SETTLE:
            return decision.target not in there.problems
        case Choice.NOTE:
            return decision.target not in there.ids or decision.target in inside.mixed
        case Choice.NAME:
            return fold(decision.name or "") not in there.names
        case Choice.SAME:
            return decision.target not in there.meant
        case _:
            return False
