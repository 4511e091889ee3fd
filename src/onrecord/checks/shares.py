"""A share in words against the count of the same people."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.checks.indexed import Indexed
from onrecord.checks.words import cells, located, room, shortened
from onrecord.model import Claim, Measure, Outcome, Problem, Qualifier, Severity

_FRACTIONS = {
    "half": 50.0, "one half": 50.0, "a half": 50.0, "a third": 100 / 3, "one third": 100 / 3,
    "two thirds": 200 / 3, "a quarter": 25.0, "one quarter": 25.0, "three quarters": 75.0,
    "a fifth": 20.0, "one fifth": 20.0, "two fifths": 40.0, "three fifths": 60.0,
    "four fifths": 80.0,
}  # fmt: skip
_WORDS = "|".join(name.replace(" ", r"[\s-]") for name in sorted(_FRACTIONS, key=len, reverse=True))
_PEOPLE = r"(?:dead|killed|victims|fatalities|deaths|casualties|people|persons|those|martyrs)"
_SHARE = re.compile(
    rf"(?P<hedge>(?:more than|over|at least|less than|fewer than|under|about|around|nearly|almost|"
    rf"roughly|some|up to)\s+)?"
    rf"(?P<share>\b(?:{_WORDS})\b|\b\d{{1,3}}(?:\.\d+)?\s?(?:%|per\s?cent\b))"
    rf"\s+(?:of\s+)?(?:all\s+)?(?:the|those|its|these|their)?\s*"
    rf"(?:(?P<whole>\d[\d,]*)(?:\s+{_PEOPLE}\b)?|{_PEOPLE}\b)"
    rf"(?P<between>[^.;\n]{{0,60}}?)\b(?:were|was|are|being)\s+"
    rf"(?:[a-z]+ly\s+)?(?P<whom>[a-z]+(?:\s+(?:and|or)\s+[a-z]+)?)",
    re.IGNORECASE,
)
_OPEN = {"more than", "over", "at least"}
_CLOSED = {"less than", "fewer than", "under", "up to"}
_LOOSE = 0.05  # of the whole: "half" of 41 is said of 19 and of 22
_EXACT = 0.01  # a percentage is rounded to its last figure
_FAR = 600  # characters from a share to the whole or the part that it is about


@dataclass(frozen=True, slots=True, kw_only=True)
class _Share:
    """A share in words: of how many, of whom, and where it stands."""

    words: str
    start: int
    end: int
    low: float
    high: float
    whole: float | None
    whom: frozenset[str]


def share_against_count(told: Indexed) -> Iterator[Problem]:
    """
    Find a share that the count beside it contradicts: "half of the 40 dead were children".

    30 children among 40 dead are no half. A fraction in words is held to a twentieth of
    the whole either way, a percentage to one in a hundred, both to one person (the sum
    of a source's own parts is the first thing to check: Every Casualty, Standards, p. 25).
    """
    for document, claims in told.by_document.items():
        text = told.record.text_of(document)
        if text is not None:
            found = list(_shares(text.content, 0))
        else:
            found = [
                share
                for claim in claims
                for share in _shares(claim.passage.exact, claim.passage.start)
            ]
        dead = [c for c in claims if c.measure is Measure.PEOPLE and c.outcome is Outcome.KILLED]
        shares = [(share, _whole(dead, share)) for share in found]
        shares += _claimed(told, claims, dead)
        seen: set[str] = set()
        for share, whole in shares:
            for problem in _against(told, document, dead, share, whole):
                if problem.where not in seen:
                    seen.add(problem.where)
                    yield problem


def _claimed(
    told: Indexed, claims: Sequence[Claim], dead: Sequence[Claim]
) -> list[tuple[_Share, Claim | None]]:
    """Return shares that a reader took as claims, each with the number that it is part of."""
    found: list[tuple[_Share, Claim | None]] = []
    for claim in claims:
        whole = told.record.claims.get(claim.part_of or "")
        whom, count = cells(claim.victims or ""), claim.count
        is_share = claim.measure is Measure.SHARE and claim.outcome is Outcome.KILLED
        if not is_share or not whom or not count.is_known:
            continue
        is_exact = count.qualifier is Qualifier.EXACT and re.search(r"\d", claim.passage.exact)
        slack = _EXACT if is_exact else _LOOSE
        share = _Share(
            words=claim.passage.exact,
            start=claim.passage.start,
            end=claim.passage.end,
            low=0 if count.low is None else count.low / 100 - slack,
            high=1 if count.high is None else count.high / 100 + slack,
            whole=None,
            whom=whom,
        )
        found.append((share, whole if whole is not None else _whole(dead, share)))
    return found


def _shares(words: str, offset: int) -> Iterator[_Share]:
    for match in _SHARE.finditer(words):
        whom = cells(match["whom"])
        part = " ".join(re.split(r"[\s-]+", match["share"].casefold()))
        is_fraction = part in _FRACTIONS
        percent = _FRACTIONS[part] if is_fraction else float(re.split(r"[\s%p]", part)[0])
        slack = 100 * (_LOOSE if is_fraction or match["hedge"] else _EXACT)
        hedge = (match["hedge"] or "").strip().casefold()
        if whom and percent <= 100:
            yield _Share(
                words=match[0],
                start=offset + match.start(),
                end=offset + match.end(),
                low=0 if hedge in _CLOSED else (percent - slack) / 100,
                high=1 if hedge in _OPEN else (percent + slack) / 100,
                whole=float(match["whole"].replace(",", "")) if match["whole"] else None,
                whom=whom,
            )


def _against(
    told: Indexed, document: str, dead: Sequence[Claim], share: _Share, whole: Claim | None
) -> Iterator[Problem]:
    low, high = (share.whole, share.whole) if share.whole is not None else (0.0, 0.0)
    if low == 0 and whole is not None:
        low, high = room(whole.count)
    if low == 0 or high == math.inf:
        return
    fewest, most = math.floor(share.low * low) - 1, math.ceil(share.high * high) + 1
    for part in _parts(told, dead, whole, share):
        least, greatest = room(part.count)
        if greatest < fewest or least > most:
            yield Problem(
                code="share-against-count",
                message=f"{shortened(share.words)} ({document}) would be {max(fewest, 0):,} to "
                f"{most:,}, and {part.count} are counted: {located(part)}.",
                where=part.id,
                severity=Severity.WARNING,
            )
            return


def _whole(dead: Sequence[Claim], share: _Share) -> Claim | None:
    """Return the count that a share is of: that of the number named, else the nearest."""
    near = [
        claim
        for claim in dead
        if abs(claim.passage.start - share.start) <= _FAR and not _names(claim) and claim.count.high
    ]
    if share.whole is not None:
        near = [claim for claim in dead if share.whole in {claim.count.low, claim.count.high}]
    return min(near, key=lambda claim: abs(claim.passage.start - share.start), default=None)


def _names(claim: Claim) -> frozenset[str]:
    return cells(claim.victims or "")


def _parts(
    told: Indexed, dead: Sequence[Claim], whole: Claim | None, share: _Share
) -> Iterator[Claim]:
    """Return counts of the same people: of this report, then of others that give the whole."""
    incident = told.incident_of.get(whole.id) if whole else None
    for claim in dead:
        is_near = whole is None and abs(claim.passage.start - share.start) <= _FAR
        is_part = whole is not None and claim.part_of == whole.id
        is_same = incident is not None and told.incident_of.get(claim.id) is incident
        if claim is not whole and _names(claim) == share.whom and (is_near or is_part or is_same):
            yield claim
    if incident is None or whole is None:
        return
    members = told.toll(incident, Outcome.KILLED)
    numbers = (whole.count.low, whole.count.high)
    same = {c.document for c in members if (c.count.low, c.count.high) == numbers}
    for claim_id in incident.claim_ids:
        claim = told.record.claims[claim_id]
        is_count = claim.outcome is Outcome.KILLED and claim.measure is Measure.PEOPLE
        if claim.document in same and is_count and _names(claim) == share.whom:
            yield claim
