"""
Which proposals a person should look at first: those on which much hangs and which are doubtful.

The rule, so that everybody can work it out again by hand:

1. A claim waits if nobody decided on it and it counts in an incident, or could count if it
   were read otherwise: it was set aside as a total, a forecast, a denial, or for want of
   place and time. What counts nothing under any reading (a reader's comment, a share, a
   number of shells) waits only where a whole document is reviewed.
2. Each reason below gives points, either for what hangs on the claim or for how doubtful it
   is; each of the two begins at 1. A reason counts once.
3. The claim with the highest product of the two comes first, because looking at it is worth
   most: a sure claim that carries a figure can wait, and so can a doubtful one on which
   nothing hangs. Equal ones come in order of document and place in it.

The points are a judgement about use, not a probability, and they are never shown as one.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from operator import itemgetter

from onrecord.model import (
    Claim,
    Figure,
    Incident,
    Measure,
    Mention,
    Qualifier,
    Record,
    SetAside,
    Severity,
    Stance,
    caution,
)
from onrecord.review.reasons import REASONS, Because, Kind, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """
    A claim in the queue.

    Attributes:
        claim_id: Which.
        kind: What has to be looked at: the kind of its heaviest doubt.
        kinds: Every kind of doubt that weighs two points or more; else the first one's.
        hangs, doubt: The points, each from 1.
        reasons: What gave them, the heaviest first.
    """

    claim_id: str
    kind: Kind
    kinds: frozenset[Kind]
    hangs: int
    doubt: int
    reasons: tuple[Reason, ...]

    @property
    def score(self) -> int:
        """What the queue is in order of."""
        return self.hangs * self.doubt


# What is set aside under any reading of its place, time or stance.
_NEVER_COUNTS = frozenset(
    {
        SetAside.COMMENT,
        SetAside.BOILERPLATE,
        SetAside.SHARE,
        SetAside.RATIO,
        SetAside.NOT_PEOPLE,
        SetAside.NO_NUMBER,
    }
)
CONTRADICTIONS = frozenset(
    "sum-fails parts-exceed-whole claims-conflict share-against-count names-exceed-count "
    "rival-figures same-origin-two-figures killed-injured-conflated".split()
)
_DAYS = frozenset(
    "date-doubtful date-after-publication date-differs day-month-swapped wrong-year "
    "name-in-two-incidents".split()
)
_BY_SEVERITY = {
    Severity.ERROR: REASONS[Because.ERROR_FOUND],
    Severity.WARNING: REASONS[Because.WARNING_FOUND],
    Severity.QUESTION: REASONS[Because.QUESTION_FOUND],
}
_ONE_READER = 0.8  # measured share that is right; see the tiers of `extract`
_NEARLY_AS_WELL = 0.6  # of the best candidate's score
_A_DAY = timedelta(days=1)


def proposals(record: Record) -> tuple[Proposal, ...]:
    """
    Return every claim that counts or could count, in the order in which it should be looked at.

    Decided ones are among them, where they would come if they were not, so that the order
    is worked out once and stays good while people decide.
    """
    return Weighing(record).order()


class Weighing:
    """A record with what is asked of every claim found once."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.home = {c: one for one in record.incidents for c in one.claim_ids}
        self.aside = {one.claim_id: one.reason for one in record.asides}
        self.ends, self.used = _figure_claims(record)
        self.alone = _alone_of_their_origin(record, self.home)
        self.at = _incidents_by_place(record.incidents)
        settled = record.settled()
        self.problems: dict[str, dict[Reason, None]] = defaultdict(dict)
        for problem in record.problems:
            reason = _reason_of(problem.code, problem.severity)
            if reason is not None and problem.id not in settled:
                self.problems[problem.where][reason] = None

    def order(self) -> tuple[Proposal, ...]:
        """Return what `proposals` says."""
        found = [
            self.of(claim)
            for claim in self.record.claims.values()
            if self.aside.get(claim.id) not in _NEVER_COUNTS
        ]
        found.sort(key=lambda one: -one.score)
        return tuple(found)

    def of(self, claim: Claim) -> Proposal:
        """Return what the queue says of one claim, also of one that counts nothing."""
        return _weighed(claim, self)


def _weighed(claim: Claim, known: Weighing) -> Proposal:
    reasons = [*_on_it(claim, known), *_about_it(claim, known)]
    kind, kinds, hangs, doubt, ordered = _added_up(tuple(reasons))
    return Proposal(
        claim_id=claim.id, kind=kind, kinds=kinds, hangs=hangs, doubt=doubt, reasons=ordered
    )


@lru_cache(maxsize=20_000)  # many claims have the same reasons
def _added_up(
    reasons: tuple[Reason, ...],
) -> tuple[Kind, frozenset[Kind], int, int, tuple[Reason, ...]]:
    ordered = tuple(sorted(reasons, key=_heaviest_first))
    doubts = [one for one in ordered if one.is_doubt]
    return (
        doubts[0].kind if doubts else Kind.NUMBER,
        _kinds(doubts),
        1 + sum(one.points for one in ordered if not one.is_doubt),
        1 + sum(one.points for one in doubts),
        ordered,
    )


def _kinds(doubts: Sequence[Reason]) -> frozenset[Kind]:
    """Return the kinds of what weighs; of many small doubts, that of the first."""
    heavy = frozenset(one.kind for one in doubts if one.points > 1)
    return heavy or frozenset({doubts[0].kind if doubts else Kind.NUMBER})


_KINDS = tuple(Kind)


def _heaviest_first(reason: Reason) -> tuple[int, int]:
    return -reason.points, _KINDS.index(reason.kind)


def _on_it(claim: Claim, known: Weighing) -> Iterator[Reason]:
    """What hangs on a claim."""
    home = known.home.get(claim.id)
    if claim.id in known.ends:
        yield REASONS[Because.SETS_AN_END]
    elif claim.id in known.used:
        yield REASONS[Because.IN_A_FIGURE]
    if home is not None and len(home.claim_ids) == 1:
        yield REASONS[Because.ONLY_OF_INCIDENT]
    elif claim.id in known.alone:
        yield REASONS[Because.ONLY_OF_ORIGIN]
    size = claim.count.high or claim.count.low or 0
    if claim.measure is Measure.PEOPLE and size >= 10:
        many = Because.THOUSANDS if size >= 1_000 else Because.HUNDREDS
        yield REASONS[many if size >= 100 else Because.TENS]


def _about_it(claim: Claim, known: Weighing) -> Iterator[Reason]:
    """How doubtful a claim is."""
    yield from _of_reader(claim.engine, claim.confidence)
    yield from _of_slots(claim)
    if claim.stance in {Stance.ALLEGED, Stance.ESTIMATED}:
        yield REASONS[Because.DISTANCE]
    if claim.count.qualifier is Qualifier.VAGUE:
        yield REASONS[Because.VAGUE]
    if claim.id in known.aside:
        yield REASONS[Because.SET_ASIDE]
    home = known.home.get(claim.id)
    if home is not None and _fits_another(claim, home, known.at):
        yield REASONS[Because.TWO_INCIDENTS]
    found = dict(known.problems.get(claim.id, {}))
    if home is not None and claim.id in known.ends:
        found |= known.problems.get(home.id, {})
    yield from found


@lru_cache(maxsize=1_000)
def _of_reader(engine: str, confidence: float | None) -> tuple[Reason, ...]:
    if caution(engine, confidence) is not None:
        return (REASONS[Because.UNSURE_READER],)
    if confidence is None:
        return (REASONS[Because.UNMEASURED],)
    return (REASONS[Because.ONE_READER],) if confidence < _ONE_READER else ()


def _of_slots(claim: Claim) -> Iterator[Reason]:
    if not claim.places:
        yield REASONS[Because.PLACE_MISSING]
    else:
        yield from _of_mention(claim.places[0], "PLACE")
    if claim.when is None:
        yield REASONS[Because.TIME_MISSING]
    elif claim.times and claim.times[0].carried:
        yield REASONS[Because.TIME_CARRIED]
    for accused in claim.perpetrators[:1]:
        yield from _of_mention(accused, "ACTOR")


def _of_mention(mention: Mention, slot: str) -> Iterator[Reason]:
    if not mention.candidates:
        yield _of_slot(slot, "UNKNOWN")
    elif is_ambiguous(mention):
        yield _of_slot(slot, "AMBIGUOUS")
    if mention.carried:
        yield _of_slot(slot, "CARRIED")


@cache
def _of_slot(slot: str, doubt: str) -> Reason:
    return REASONS[Because[f"{slot}_{doubt}"]]


def is_ambiguous(mention: Mention) -> bool:
    """Whether a second thing answers to a name nearly as well as the first."""
    best, *others = mention.candidates[:2]
    return bool(others) and others[0].score >= _NEARLY_AS_WELL * best.score


def _reason_of(code: str, severity: Severity) -> Reason | None:
    if code in CONTRADICTIONS:
        return REASONS[Because.CONTRADICTED]
    if code in _DAYS:
        return REASONS[Because.DAY_DOUBTED]
    if code == "place-unresolved":  # said of the claim's own place already
        return None
    return _BY_SEVERITY.get(severity)


def _figure_claims(record: Record) -> tuple[set[str], set[str]]:
    """Return the claims whose number is an end of a figure, and those that figures are made of."""
    ends: set[str] = set()
    used: set[str] = set()
    for figures in record.figures.values():
        for figure in figures:
            used.update(figure.used)
            ends.update(one for one in figure.used if _is_end(record.claims.get(one), figure))
    return ends, used


def _is_end(claim: Claim | None, figure: Figure) -> bool:
    if claim is None:
        return False
    low = claim.count.low is not None and claim.count.low == figure.minimum
    return low or (claim.count.high is not None and claim.count.high == figure.maximum)


def _alone_of_their_origin(record: Record, home: Mapping[str, Incident]) -> set[str]:
    """Return the claims that are the only one of their origin in their incident."""
    found: set[str] = set()
    for origin in record.origins:
        within: dict[str, list[str]] = defaultdict(list)
        for claim_id in origin.claim_ids:
            if claim_id in home:
                within[home[claim_id].id].append(claim_id)
        found.update(ids[0] for ids in within.values() if len(ids) == 1)
    return found


_Span = tuple[date, date, str]
_Spans = tuple[list[_Span], timedelta]  # by their first day; the longest of them


def _incidents_by_place(incidents: Iterable[Incident]) -> Mapping[str, _Spans]:
    found: dict[str, list[_Span]] = defaultdict(list)
    for one in incidents:
        if one.when is not None and one.place_ids and one.when.earliest and one.when.latest:
            span = (one.when.earliest - _A_DAY, one.when.latest + _A_DAY, one.id)
            found[one.place_ids[0]].append(span)
    return {
        place: (sorted(spans), max(last - first for first, last, _ in spans))
        for place, spans in found.items()
        if len(spans) > 1
    }


def _fits_another(claim: Claim, home: Incident, at: Mapping[str, _Spans]) -> bool:
    """Whether an incident other than its own is at the claim's place within a day of it."""
    place = claim.places[0].best if claim.places else None
    near, when = at.get(place or ""), claim.when
    if near is None or when is None or when.earliest is None or when.latest is None:
        return False
    spans, longest = near
    for number in range(bisect_right(spans, when.latest, key=itemgetter(0)) - 1, -1, -1):
        first, last, incident_id = spans[number]
        if first + longest < when.earliest:
            return False
        if last >= when.earliest and incident_id != home.id:
            return True
    return False
