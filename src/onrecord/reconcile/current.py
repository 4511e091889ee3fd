"""What each origin says now of one outcome: repetitions, parts and older tolls told apart."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.model import Claim, Document, Measure, Origin, Qualifier
from onrecord.reconcile.bounds import most_exact
from onrecord.reconcile.categories import SEX_AGE, STATUS, Category, category
from onrecord.reconcile.divisions import blamed
from onrecord.reconcile.listed import listed_together
from onrecord.reconcile.succession import STALE, Past, last_entries, latest, leave
from onrecord.reconcile.timing import Kind, Timing
from onrecord.reconcile.values import LeftOut, Value

_PLAIN = Timing()
_FAR = 5  # times fewer: the same voice does not mean all with both
_NO_TOLL = {
    Kind.BACK_DATED: "back-dated: older deaths newly counted, not of this time",
    Kind.FORMER: "an earlier toll, and called so",
    Kind.CUMULATIVE: "totals a longer time or a wider place",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What one origin says now: several values where it contradicts itself."""

    origin: Origin
    values: tuple[Value, ...]


def standing(
    members: Sequence[Claim],
    voices: Mapping[str, Origin],
    documents: Mapping[str, Document],
    left_out: LeftOut,
    timing: Timing = _PLAIN,
) -> list[Standing]:
    """
    Return what each origin now says, noting in `left_out` every claim that is not used.

    A voice's later toll takes the place of its earlier one. New deaths are added to the
    toll that the same voice gave before; back-dated ones are taken off the toll that
    includes them; a toll that its own voice took back is none.

    Args:
        members: The incident's claims of people with one outcome and a number, in order.
        voices: Each claim's origin, by the claim's id.
        documents: By name, for the day of publication.
        left_out: Is added to: claim id and reason.
        timing: Which claims are no plain toll, and which were taken back.
    """
    if not members:  # rulebooks ask so for each kind of people, and most are in no incident
        return []
    tolls = _without_what_is_none(members, timing, left_out)
    wholes = _without_parts(tolls, left_out)
    merged = _repeated_once(wholes, documents, timing, left_out)
    merged = _without_back_dated(merged, members, timing, left_out)
    nobody = Origin(id="", name="an untraced voice", claim_ids=())
    named: dict[str, Origin] = {}
    by_origin: dict[str, list[Value]] = defaultdict(list)
    for value in merged:
        origin = voices.get(value.first.id, nobody)
        named[origin.id] = origin
        by_origin[origin.id].append(value)
    now: dict[str, list[Value]] = {}
    before = _taken_back(members, voices, documents, timing)
    spoke = (voices[claim.id] for claim in members if claim.id in voices)
    named.update({voice.id: voice for voice in spoke if voice.id in before})
    for name, values in by_origin.items():
        told = _per_document(last_entries(values, left_out), left_out)
        now[name], before[name] = latest(told, left_out, before[name])
    _without_echoes(now, before, named, left_out)
    return [Standing(origin=named[name], values=tuple(values)) for name, values in now.items()]


def _taken_back(
    members: Sequence[Claim],
    voices: Mapping[str, Origin],
    documents: Mapping[str, Document],
    timing: Timing,
) -> defaultdict[str, Past]:
    """Return what each voice took back: to repeat it later is to repeat an old toll."""
    found: defaultdict[str, Past] = defaultdict(dict)
    for claim in members:
        if claim.id in timing.taken_back and claim.id in voices:
            value = _value(claim, documents.get(claim.document), timing, is_new=False)
            if value.published is not None:
                found[voices[claim.id].id][value.range] = value.published
    return found


def _without_echoes(
    now: dict[str, list[Value]],
    before: Mapping[str, Past],
    named: Mapping[str, Origin],
    left_out: LeftOut,
) -> None:
    """
    Leave out a toll that a report repeats in its own voice after another voice gave it up.

    "The fifteen killed on Friday", written when the ministry that said fifteen had long said
    twenty, is no second voice: it must not widen the range.
    """
    for name, values in now.items():
        for value in list(values):
            if value.first.sources or value.published is None:
                continue
            for other, past in before.items():
                given_up = past.get(value.range)
                if other != name and given_up and given_up < value.published:
                    voice = named[other].name
                    since = f"who had given another since {given_up}"
                    since = since if other in now else "who took it back"
                    reason = f"{STALE}: {value} of {voice}, {since}"
                    leave(value, reason, left_out)
                    values.remove(value)
                    break


def no_longer_standing(
    members: Sequence[Claim],
    voices: Mapping[str, Origin],
    documents: Mapping[str, Document],
    timing: Timing,
) -> frozenset[str]:
    """
    Return the claims that bound nothing any more, by id, with the parts of stale tolls.

    Taken back, cumulative, called an earlier toll, or an old toll repeated. A toll that its
    own voice replaced is not among them: in its own report it should still add up. What a
    person rejected was never said: it makes no other claim an old one.
    """
    left_out: LeftOut = {}
    people = [
        claim
        for claim in members
        if claim.measure is Measure.PEOPLE and claim.count.is_known and claim.decision != "rejected"
    ]
    for outcome in {claim.outcome for claim in people}:
        told = [claim for claim in people if claim.outcome is outcome]
        standing(told, voices, documents, left_out, timing)
    out = {name for name, reason in left_out.items() if reason.startswith(STALE)}
    out |= {c.id for c in people if c.id in timing.taken_back or timing.kind(c) in _NO_TOLL}
    # Back-dated deaths that a toll includes are people of it, as any other part is.
    out -= {c.id for c in people if timing.kind(c) is Kind.BACK_DATED and c.part_of}
    return frozenset(out | {claim.id for claim in people if claim.part_of in out})


def _without_what_is_none(
    members: Sequence[Claim], timing: Timing, left_out: LeftOut
) -> list[Claim]:
    """Leave out what was taken back and what is no toll of this time."""
    kept = []
    for claim in members:
        taken_back = timing.taken_back.get(claim.id)
        reason = taken_back or _NO_TOLL.get(timing.kind(claim))
        if reason is None:
            kept.append(claim)
        else:
            left_out[claim.id] = reason
    return kept


def _without_back_dated(
    values: Sequence[Value], members: Sequence[Claim], timing: Timing, left_out: LeftOut
) -> list[Value]:
    """Take off a toll the older deaths that its own words say it includes."""
    older: dict[str, Claim] = {}
    for claim in members:
        if timing.kind(claim) is Kind.BACK_DATED and claim.part_of and claim.id in left_out:
            older.setdefault(claim.part_of, claim)
    found = []
    for value in values:
        part = older.get(value.first.id)
        if part is None or value.low is None or part.count.low is None:
            found.append(value)
            continue
        found.append(_less(value, part))
        if found[-1] is not value:
            del left_out[part.id]
    return found


def _less(value: Value, part: Claim) -> Value:
    """Return a toll without one of its parts; as it is where that leaves less than nobody."""
    most = part.count.high
    low = 0 if most is None else (value.low or 0) - math.ceil(most)
    high = None if value.high is None else value.high - math.floor(part.count.low or 0)
    if low < 0 or (high is not None and high < low):
        return value
    return replace(value, low=low, high=high, claims=(*value.claims, part.id))


def _without_parts(members: Sequence[Claim], left_out: LeftOut) -> list[Claim]:
    by_id = {claim.id: claim for claim in members}
    kept = []
    for claim in members:
        whole = by_id.get(claim.part_of or "")
        first = by_id.get(claim.same_as or "")
        if whole is None and first is not None:
            whole = by_id.get(first.part_of or "")
        if whole is not None and whole is not claim:
            left_out[claim.id] = f"part of {whole.count}, counted there"
        else:
            kept.append(claim)
    return kept


def _repeated_once(
    members: Sequence[Claim],
    documents: Mapping[str, Document],
    timing: Timing,
    left_out: LeftOut,
) -> list[Value]:
    """Return one value for each fact that a document states, the most exact that it gives."""
    by_id = {claim.id: claim for claim in members}
    said: dict[str, list[Claim]] = defaultdict(list)
    for claim in members:
        said[claim.same_as if claim.same_as in by_id else claim.id].append(claim)
    found = []
    for told in said.values():
        best = most_exact(told)
        for claim in told:
            if claim is not best:
                left_out[claim.id] = f"says {best.count} again, in other words or the same"
        document = documents.get(best.document)
        is_new = timing.kind(best) is Kind.NEW
        found.append(_value(best, document, timing, is_new=is_new))
    return found


def _value(claim: Claim, document: Document | None, timing: Timing, *, is_new: bool) -> Value:
    kind = category(claim)
    limited = kind.is_overlap or kind.partition == SEX_AGE
    return Value(
        low=None if claim.count.low is None else math.floor(claim.count.low),
        high=None if claim.count.high is None else math.ceil(claim.count.high),
        claims=(claim.id,),
        first=claim,
        published=timing.day(claim, document),
        is_vague=claim.count.qualifier is Qualifier.VAGUE,
        only=_limit(claim, is_new=is_new) if limited or claim.is_partial or is_new else None,
        is_new=is_new,
        entry=timing.entries.get(claim.id),
    )


def _limit(claim: Claim, *, is_new: bool) -> str:
    """Whom a count is limited to, in words: "children", "those brought to one place"."""
    if is_new:
        return "those who died since an earlier toll"
    return "those at one place" if claim.is_partial else claim.victims or "some"


def _per_document(values: Sequence[Value], left_out: LeftOut) -> list[Value]:
    """Add up the disjoint parts that a document gives where it gives no whole."""
    by_document: dict[str, list[Value]] = defaultdict(list)
    for value in values:
        by_document[value.first.document].append(value)
    found = []
    for told in by_document.values():
        alone = [value for value in told if value.is_vague or value.is_new]
        numbers = [value for value in told if value not in alone]
        found += alone
        found += _whole_of(listed_together(numbers), left_out)
    return found


def _whole_of(told: list[Value], left_out: LeftOut) -> list[Value]:
    values = _without_some(told, left_out)
    if len(values) <= 1:
        return values
    kinds = {value.claims: category(value.first) for value in values}
    everybody = [value for value in values if kinds[value.claims] == Category()]
    narrower = [value for value in values if kinds[value.claims] != Category()]
    if everybody:
        for value in narrower:
            left_out[value.first.id] = f"counts only {value.whom}; the same voice gives a whole"
        return _added_if_disjoint(everybody, [blamed(value.first) for value in everybody])
    by_status = [value for value in values if kinds[value.claims].partition == STATUS]
    if by_status:
        for value in values:
            if value not in by_status:
                left_out[value.first.id] = f"counts only {value.whom}, inside what is counted"
        return _added_if_disjoint(by_status, [kinds[value.claims].cells for value in by_status])
    cells = [kinds[value.claims].cells for value in values]
    return _added_if_disjoint(values, cells)


def _without_some(values: list[Value], left_out: LeftOut) -> list[Value]:
    """
    Leave out what can be but some of those whom the same voice counts in the same report.

    Nobody contradicts himself by a factor of five: beside "110 killed" the "8" of a row, or of
    those who died since, are a part that the words do not call one.
    """
    kept = []
    for value in values:
        whole = next((other for other in values if _is_some_of(value, other)), None)
        if whole is None:
            kept.append(value)
        else:
            leave(
                value, f"counts but some of {whole}, which the same voice tells beside it", left_out
            )
    return kept


def _is_some_of(value: Value, other: Value) -> bool:
    most = value.high if value.high is not None else value.low
    if other is value or most is None or other.low is None or most * _FAR > other.low:
        return False
    is_alike = category(value.first) == category(other.first)
    return is_alike and blamed(value.first) <= blamed(other.first)


def _added_if_disjoint(values: list[Value], sets: Sequence[frozenset[str]]) -> list[Value]:
    """Return the sum of values whose people are in disjoint sets; else the values alone."""
    together = frozenset().union(*sets)
    if len(values) == 1 or not all(sets) or sum(map(len, sets)) != len(together):
        return values
    lows = [value.low for value in values if value.low is not None]
    highs = [value.high for value in values if value.high is not None]
    return [
        replace(
            values[0],
            low=sum(lows) if lows else None,
            high=sum(highs) if len(highs) == len(values) else None,
            claims=tuple(claim_id for value in values for claim_id in value.claims),
            only=values[0].only and "some",
        )
    ]
