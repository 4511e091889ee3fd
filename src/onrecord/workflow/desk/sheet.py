"""One proposal with everything beside it that helps to decide: the sheet of the queue."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from onrecord import reconcile
from onrecord.model import Choice, Claim, Decision, Document, Figure, Incident, Problem
from onrecord.publish.quotation import around
from onrecord.review import Proposal
from onrecord.workflow.desk.standing import is_waiting, pattern, standing
from onrecord.workflow.desk.view import View

_CONTEXT = 240  # characters of the text on either side of the sentence
_MOST_NEAR, _MOST_PAST, _MOST_TRIED = 6, 5, 400
_LINES = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """
    A claim's words where they stand.

    Attributes:
        earlier, later: Of the sentences around its own; cut, and empty at the text's ends.
        before, exact, after: Its sentence, in three runs.
        left_out: Characters of very long words that are not shown.
        language: Of the text; None if unknown.
    """

    earlier: str
    before: str
    exact: str
    after: str
    later: str
    left_out: int
    language: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """
    A figure of the claim's incident as it is, and as it would be without the claim.

    Attributes:
        outcome: `killed` or `injured`.
        now, without: The figures.
    """

    outcome: str
    now: Figure
    without: Figure

    @property
    def is_other(self) -> bool:
        """Whether the claim makes a difference."""
        one, other = self.now, self.without
        return (one.minimum, one.maximum) != (other.minimum, other.maximum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """
    Another claim that may tell of the same.

    Attributes:
        claim: The claim.
        is_inside: Whether it is in the same incident.
    """

    claim: Claim
    is_inside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """
    What somebody decided on a claim like this one.

    Attributes:
        decision: The decision.
        claim: The claim, as it is now.
        is_same_words: Whether its words are the same but for the numbers; else the same
            rule of the same reader found it.
    """

    decision: Decision
    claim: Claim
    is_same_words: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """
    A claim and what is beside it.

    Attributes:
        claim: As it is, or for a second reader as it was read.
        proposal: Why it comes where it comes.
        document: Where it stands; None if only its claims were handed over.
        words: Its words in their text.
        incident: The one it is in; None if it is in none. `aside` says why.
        aside: Why it is in none, as a code; None if it is in one.
        changes: The incident's figures, with and without it.
        near: Other claims of its incident and of its place and days.
        past: What was decided on such claims, the last first.
        problems: Open ones of the claim and of its incident.
        like: How many other proposals have the same words but for the numbers, by one rule.
    """

    claim: Claim
    proposal: Proposal
    document: Document | None
    words: Words
    incident: Incident | None
    aside: str | None
    changes: tuple[Change, ...]
    near: tuple[Near, ...]
    past: tuple[Past, ...]
    problems: tuple[Problem, ...]
    like: int


def sheet(now: View, claim_id: str, *, is_blind: bool = False) -> Sheet | None:
    """
    Return the sheet of a claim; None where there is no such claim.

    Args:
        now: The record.
        claim_id: Which.
        is_blind: For a second reader: the claim as it was read, and nothing beside it that
            tells what anybody decided.
    """
    claim = now.record.as_read.get(claim_id) if is_blind else None
    claim = claim or now.record.claims.get(claim_id)
    if claim is None:
        return None
    incident = None if is_blind else now.index.incident_of.get(claim_id)
    aside = now.index.aside_of.get(claim_id)
    return Sheet(
        claim=claim,
        proposal=standing(now).of(claim),
        document=now.record.documents.get(claim.document),
        words=words(now, claim),
        incident=incident,
        aside=aside.reason.value if aside and not is_blind else None,
        changes=_changes(now, incident, claim_id) if incident else (),
        near=() if is_blind else _near(now, claim, incident),
        past=() if is_blind else _past(now, claim),
        problems=() if is_blind else _problems(now, claim_id, incident),
        like=0 if is_blind else many_like(now, claim),
    )


def words(now: View, claim: Claim) -> Words:
    """Return a claim's words in their sentence, with what stands around it."""
    text = now.record.text_of(claim.document)
    said = around(claim.passage, text)
    first = claim.passage.start - len(said.before.removeprefix("… "))
    last = claim.passage.end + len(said.after.removesuffix(" …"))
    stands = text is not None and text.words(claim.passage.start, claim.passage.end).startswith(
        said.exact
    )
    content = text.content if text is not None and stands else ""
    return Words(
        earlier=_cut(content[max(0, first - _CONTEXT) : first], is_open=first > _CONTEXT),
        before=said.before,
        exact=said.exact,
        after=said.after,
        later=_cut(
            content[last : last + _CONTEXT], is_open=last + _CONTEXT < len(content), at_end=True
        ),
        left_out=said.left_out,
        language=text.language if text else None,
    )


def _cut(around: str, *, is_open: bool, at_end: bool = False) -> str:
    """Return words cut at a space, with a mark where more would follow; no empty lines."""
    around = _LINES.sub("\n", around)
    if not is_open or not around.strip():
        return around
    if at_end:
        return around.rpartition(" ")[0] + " …"
    return "… " + around.partition(" ")[2]


def _changes(now: View, incident: Incident, claim_id: str) -> tuple[Change, ...]:
    """Work the incident's figures out with the claim and without, in the same way."""
    # with the claim they are the same for all claims of the incident: thousands may be looked at
    known = now.once(("figures with all claims", incident.id), lambda: _with_all(now, incident))
    rest = tuple(one for one in incident.claim_ids if one != claim_id)
    fewer = replace(incident, claim_ids=rest)
    record, voices = now.record, now.index.origin_of
    without = reconcile.figures(fewer, known.claims, voices, record.documents, known.tolls)
    told = zip(known.figures, without, strict=True)
    return tuple(
        Change(outcome=one.outcome, now=one, without=other)
        for one, other in told
        if one.minimum is not None or one.maximum is not None
    )


@dataclass(frozen=True, slots=True)
class _WithAll:
    """What an incident's figures are worked out with, and the figures."""

    claims: Mapping[str, Claim]
    tolls: reconcile.Timing
    figures: tuple[Figure, ...]


def _with_all(now: View, incident: Incident) -> _WithAll:
    record, voices = now.record, now.index.origin_of
    claims = {one: record.claims[one] for one in incident.claim_ids if one in record.claims}
    texts = {
        snapshot.id: record.texts[snapshot.id]
        for name in {claim.document for claim in claims.values()}
        if (snapshot := record.snapshots.get(name)) and snapshot.id in record.texts
    }
    tolls = reconcile.timing(claims.values(), voices, record.documents, texts)
    return _WithAll(
        claims, tolls, reconcile.figures(incident, claims, voices, record.documents, tolls)
    )


def _near(now: View, claim: Claim, incident: Incident | None) -> tuple[Near, ...]:
    claims = now.record.claims
    inside = [
        Near(claim=claims[one], is_inside=True)
        for one in (incident.claim_ids if incident else ())
        if one != claim.id and one in claims
    ]
    inside.sort(key=lambda one: one.claim.outcome is not claim.outcome)
    own = set(incident.claim_ids) if incident else {claim.id}
    place = claim.places[0].best if claim.places else None
    there = now.index.once("claims at places", lambda: _by_place(claims.values()))
    outside = (
        Near(claim=claims[one], is_inside=False)
        for one in islice(there.get(place or "", ()), _MOST_TRIED)
        if one not in own and one in claims and _same_days(claims[one], claim)
    )
    return (*inside[:_MOST_NEAR], *islice(outside, _MOST_NEAR))


def _by_place(claims: Iterable[Claim]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for claim in claims:
        if claim.places and claim.places[0].best:
            found[claim.places[0].best].append(claim.id)
    return found


def _same_days(one: Claim, other: Claim) -> bool:
    """Whether two claims may tell of one day, or one of them tells none."""
    if one.when is None or other.when is None:
        return True
    ends = one.when.earliest, one.when.latest, other.when.earliest, other.when.latest
    if ends[0] is None or ends[1] is None or ends[2] is None or ends[3] is None:
        return True
    return ends[0] <= ends[3] and ends[2] <= ends[1]


def like(now: View, claim: Claim) -> Iterator[str]:
    """Return the other proposals of the same pattern, in the order of the queue."""
    claims = now.record.claims
    return (
        one
        for one in standing(now).alike.get(pattern(claim), ())
        if one != claim.id and is_waiting(claims.get(one))
    )


def many_like(now: View, claim: Claim) -> int:
    """Return how many `like` has."""
    return standing(now).patterns[pattern(claim)] - is_waiting(now.record.claims.get(claim.id))


def _past(now: View, claim: Claim) -> tuple[Past, ...]:
    past = standing(now).past
    found: dict[str, Past] = {}
    for key, is_same in ((pattern(claim), True), ((claim.engine, claim.rule or ""), False)):
        for decision in islice(reversed(past.get(key, ())), _MOST_TRIED):
            other = now.record.claims.get(decision.claims[0])
            is_telling = is_same or decision.choice in {Choice.CORRECT, Choice.REJECT}
            if other is None or other.id == claim.id or decision.id in now.undone:
                continue
            if is_telling and len(found) < _MOST_PAST:
                told = Past(decision=decision, claim=other, is_same_words=is_same)
                found.setdefault(other.id, told)
    return tuple(found.values())


def _problems(now: View, claim_id: str, incident: Incident | None) -> tuple[Problem, ...]:
    places = (claim_id, incident.id) if incident else (claim_id,)
    found = (one for place in places for one in now.index.problems_at.get(place, ()))
    return tuple(one for one in found if one.id not in now.settled)
