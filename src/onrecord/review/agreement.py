"""
How far people agree who decided without each other: percent, and Krippendorff's alpha.

What counts as a decision without the other's:

- A blind one always does: it was made without seeing what anybody else decided.
- An open one does if it was the first about its claim: there was nothing to see yet.
- A later open one does not. Whoever made it saw what was decided, and may have settled it.

Where a person read a whole document blind, their claims are matched with the others' by the
words that they share and by what happened, the longest shared words first. What only one
of the two found counts as a disagreement about whether there is a claim; it does so only
where the other has decided on every proposal of the document, since else they may not have
come to it yet.

Alpha is 1 where people always agree and 0 where they agree no more often than chance would
make them, whatever the number of people and with any of them missing (K. Krippendorff,
Content Analysis, 4th ed., chapter 12). It is nominal here: two answers are the same or not.
It is refused below `LEAST` claims, where one disagreement more would move it by a tenth or
more, and where everybody gave one and the same answer, since it then says nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.kit.folding import fold
from onrecord.model import (
    OF_CLAIMS,
    Choice,
    Claim,
    Decision,
    Mention,
    Record,
    standing,
)

LEAST = 20  # claims that two people decided on without each other
NO_CLAIM, IS_CLAIM, OPEN = "no claim", "claim", "left open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """
    What one person holds a claim to be, decided without the others.

    Attributes:
        by: The person.
        verdict: `claim`, `no claim` or `left open`.
        claim: What it says, for `claim`; else None.
        decision: Where it is written; None where the person found no such claim in a
            document that they read through.
    """

    by: str
    verdict: str
    claim: Claim | None
    decision: Decision | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Twice:
    """
    A claim that two people or more decided on without each other.

    Attributes:
        claim_id: The claim; for one that only a blind reader found, its own id.
        held: What each person holds, in order of their names.
        is_settled: Whether somebody has decided after all of them, seeing what they decided.
    """

    claim_id: str
    held: tuple[Held, ...]
    is_settled: bool

    @property
    def differ(self) -> tuple[str, ...]:
        """The slots in which they differ; empty where they agree."""
        return tuple(slot for slot in COMPARED if len(set(_labels(self, slot).values())) > 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """
    How far people agree in one slot.

    Attributes:
        slot: Its name, one of `COMPARED`.
        agreed: In how many claims all who decided say the same.
        of: Of how many.
        alpha: Krippendorff's alpha, nominal; None where it would mean nothing.
    """

    slot: str
    agreed: int
    of: int
    alpha: float | None


def _verdict(held: Held) -> str | None:
    return held.verdict


def _of_claim(label: Callable[[Claim], str]) -> Callable[[Held], str | None]:
    return lambda held: label(held.claim) if held.claim is not None else None


def _names(mentions: Sequence[Mention]) -> str:
    return " + ".join(sorted({mention.best or fold(mention.name) for mention in mentions}))


COMPARED: Mapping[str, Callable[[Held], str | None]] = {
    "verdict": _verdict,
    "outcome": _of_claim(lambda claim: f"{claim.measure} {claim.outcome}"),
    "count": _of_claim(lambda claim: f"{claim.count.low}–{claim.count.high}"),
    "victims": _of_claim(lambda claim: claim.victim_class.value),
    "place": _of_claim(lambda claim: _names(claim.places[:1])),
    "actor": _of_claim(lambda claim: _names(claim.perpetrators)),
    "day": _of_claim(lambda c: f"{c.when.date_from}–{c.when.date_to}" if c.when else ""),
    "source": _of_claim(lambda claim: _names(claim.sources[:1])),
    "stance": _of_claim(lambda claim: claim.stance.value),
}


def twice(record: Record) -> tuple[Twice, ...]:
    """Return the claims that several people decided on without each other, in their order."""
    told = [d for d in standing(record.decisions) if d.choice in OF_CLAIMS]
    about: dict[str, list[Decision]] = defaultdict(list)
    for decision in told:
        about[decision.claims[0]].append(decision)
    alone = {one: _without_each_other(decisions) for one, decisions in about.items()}
    for shared in _found_blind(record, alone):
        _bring_together(shared, alone)
    found = [
        Twice(
            claim_id=claim_id,
            held=tuple(sorted(held.values(), key=lambda one: one.by)),
            is_settled=_is_settled(about[claim_id], held.values()),
        )
        for claim_id, held in alone.items()
        if len(held) > 1
    ]
    place = {claim_id: number for number, claim_id in enumerate(record.claims)}
    return tuple(sorted(found, key=lambda one: (place.get(one.claim_id, len(place)), one.claim_id)))


def agreements(found: Iterable[Twice]) -> tuple[Agreement, ...]:
    """Return how far people agree in each slot."""
    units = tuple(found)
    return tuple(_agreement(slot, units) for slot in COMPARED)


def _agreement(slot: str, units: Sequence[Twice]) -> Agreement:
    labels = {unit.claim_id: _labels(unit, slot) for unit in units}
    known = {name: said for name, said in labels.items() if len(said) > 1}
    agreed = sum(len(set(said.values())) == 1 for said in known.values())
    return Agreement(slot=slot, agreed=agreed, of=len(known), alpha=_alpha(known))


def _labels(unit: Twice, slot: str) -> dict[str, str]:
    said = ((held.by, COMPARED[slot](held)) for held in unit.held)
    return {by: label for by, label in said if label is not None}


def _alpha(known: Mapping[str, Mapping[str, str]]) -> float | None:
    labels = {label for said in known.values() for label in said.values()}
    if len(known) < LEAST or len(labels) < 2:
        return None
    # Takes most of a second to import, and only those who ask for agreement need it.
    from nltk.metrics.agreement import AnnotationTask  # noqa: PLC0415

    told = [(by, unit, label) for unit, said in known.items() for by, label in said.items()]
    return float(AnnotationTask(data=told).alpha())


def _without_each_other(decisions: Sequence[Decision]) -> dict[str, Held]:
    """Return what each person decided on a claim without the others, by person."""
    held: dict[str, Held] = {}
    opened: str | None = None
    for decision in decisions:
        if not decision.is_blind:
            opened = opened or decision.by
            if decision.by != opened:
                break
            held[decision.by] = _held(decision)
    blind = {d.by: _held(d) for d in decisions if d.is_blind and d.by != opened}
    return {**held, **blind}


def _held(decision: Decision) -> Held:
    verdict = {Choice.REJECT: NO_CLAIM, Choice.UNSURE: OPEN}.get(decision.choice, IS_CLAIM)
    return Held(by=decision.by, verdict=verdict, claim=decision.claim, decision=decision)


def _is_settled(decisions: Sequence[Decision], held: Iterable[Held]) -> bool:
    counted = [one.decision for one in held if one.decision is not None]
    last = max((d.at for d in counted), default=None)
    open_ones = (d for d in decisions if not d.is_blind and d not in counted)
    return last is not None and any(d.at >= last for d in open_ones)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shared:
    """A claim that a person found blind, and the other person's claim of the same words."""

    theirs: str
    ours: str | None
    missed_by: tuple[str, ...]


def _found_blind(record: Record, alone: Mapping[str, Mapping[str, Held]]) -> list[_Shared]:
    """Match what was found by reading blind with what others decided, document by document."""
    blind: dict[str, list[str]] = defaultdict(list)
    other: dict[str, list[str]] = defaultdict(list)
    for claim_id, held in alone.items():
        for one in held.values():
            if one.decision is None or one.claim is None:
                continue
            is_found = one.decision.is_blind and one.decision.choice is Choice.ADD
            (blind if is_found else other)[one.claim.document].append(claim_id)
    complete = reviewed(record)
    found: list[_Shared] = []
    for document, theirs in blind.items():
        found += _matched(theirs, other[document], alone, complete.get(document, frozenset()))
    return found


def _matched(
    theirs: Sequence[str],
    ours: Sequence[str],
    alone: Mapping[str, Mapping[str, Held]],
    reviewers: frozenset[str],
) -> list[_Shared]:
    pairs = sorted(
        (-_overlap(_claim(one, alone), _claim(two, alone)), one, two)
        for one in theirs
        for two in ours
        if one != two and _overlap(_claim(one, alone), _claim(two, alone))
    )
    taken = set(theirs) & set(ours)  # the very same claim: matched already
    found: list[_Shared] = []
    for _, one, two in pairs:
        if not taken & {one, two}:
            taken |= {one, two}
            found.append(_Shared(theirs=one, ours=two, missed_by=()))
    readers = {by for one in theirs for by in alone[one]}
    found += [
        _Shared(theirs=one, ours=None, missed_by=tuple(sorted(reviewers - set(alone[one]))))
        for one in theirs
        if one not in taken
    ]
    found += [
        _Shared(theirs=two, ours=None, missed_by=tuple(sorted(readers - set(alone[two]))))
        for two in dict.fromkeys(ours)
        if two not in taken and reviewers
    ]
    return found


def _claim(claim_id: str, alone: Mapping[str, Mapping[str, Held]]) -> Claim:
    return next(one.claim for one in alone[claim_id].values() if one.claim is not None)


def _overlap(one: Claim, other: Claim) -> int:
    """Return how many characters two claims share; none where they tell other things."""
    if (one.measure, one.outcome) != (other.measure, other.outcome):
        return 0
    first = max(one.passage.start, other.passage.start)
    return max(0, min(one.passage.end, other.passage.end) - first)


def _bring_together(shared: _Shared, alone: dict[str, dict[str, Held]]) -> None:
    if shared.ours is not None:
        for by, held in alone.pop(shared.theirs).items():
            alone[shared.ours].setdefault(by, held)
    for by in shared.missed_by:
        missed = Held(by=by, verdict=NO_CLAIM, claim=None, decision=None)
        alone[shared.theirs].setdefault(by, missed)


def reviewed(record: Record) -> Mapping[str, frozenset[str]]:
    """
    Return the documents in which people decided on every claim, with who did.

    A claim that was left open is not decided.
    """
    open_in = {c.document for c in record.claims.values() if c.decision in {None, "unsure"}}
    found: dict[str, set[str]] = defaultdict(set)
    for decision in standing(record.decisions):
        if decision.choice in OF_CLAIMS and not decision.is_blind:
            claim = record.claims.get(decision.claims[0])
            if claim is not None and claim.document not in open_in:
                found[claim.document].add(decision.by)
    return {document: frozenset(people) for document, people in found.items()}
