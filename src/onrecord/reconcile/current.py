"""What each origin says now of one outcome: repetitions, parts and older tolls told apart."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from onrecord.kit.folding import fold
from onrecord.model import Claim, Count, Document, Origin, Qualifier
from onrecord.reconcile.categories import SEX_AGE, STATUS, Category, category

LeftOut = dict[str, str]

_EXACTEST_FIRST = (
    Qualifier.EXACT,
    Qualifier.ABOUT,
    Qualifier.RANGE,
    Qualifier.AT_LEAST,
    Qualifier.MORE_THAN,
    Qualifier.UP_TO,
    Qualifier.ALMOST,
    Qualifier.VAGUE,
    Qualifier.NONE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """
    A number that an origin gives, with the claims it rests on.

    Attributes:
        low, high: As said; None where open.
        claims: Ids; several where disjoint parts were added up.
        first: The claim that stands for it.
        published: The day of its document; None if undated.
        is_vague: Words instead of a number.
        only: Whom it is limited to ("children"); None if it counts all.
    """

    low: int | None
    high: int | None
    claims: tuple[str, ...]
    first: Claim
    published: date | None
    is_vague: bool = False
    only: str | None = None

    @property
    def range(self) -> tuple[int | None, int | None]:
        """Low and high."""
        return (self.low, self.high)

    def __str__(self) -> str:
        if len(self.claims) == 1:
            return str(self.first.count)
        return str(Count(low=self.low, high=self.high, qualifier=Qualifier.RANGE))


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
) -> list[Standing]:
    """
    Return what each origin now says, noting in `left_out` every claim that is not used.

    Args:
        members: The incident's claims of people with one outcome and a number, in order.
        voices: Each claim's origin, by the claim's id.
        documents: By name, for the day of publication.
        left_out: Is added to: claim id and reason.
    """
    wholes = _without_parts(members, left_out)
    merged = _repeated_once(wholes, documents, left_out)
    nobody = Origin(id="", name="an untraced voice", claim_ids=())
    named: dict[str, Origin] = {}
    by_origin: dict[str, list[Value]] = defaultdict(list)
    for value in merged:
        origin = voices.get(value.first.id, nobody)
        named[origin.id] = origin
        by_origin[origin.id].append(value)
    found = []
    for origin_id, values in by_origin.items():
        now = _latest(_per_document(values, left_out), left_out)
        found.append(Standing(origin=named[origin_id], values=tuple(now)))
    return found


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
    members: Sequence[Claim], documents: Mapping[str, Document], left_out: LeftOut
) -> list[Value]:
    """Return one value for each fact that a document states, the most exact that it gives."""
    by_id = {claim.id: claim for claim in members}
    said: dict[str, list[Claim]] = defaultdict(list)
    for claim in members:
        said[claim.same_as if claim.same_as in by_id else claim.id].append(claim)
    found = []
    for told in said.values():
        best = min(told, key=lambda claim: _EXACTEST_FIRST.index(claim.count.qualifier))
        for claim in told:
            if claim is not best:
                left_out[claim.id] = f"says {best.count} again, in other words or the same"
        document = documents.get(best.document)
        found.append(_value(best, document.published if document else None))
    return found


def _value(claim: Claim, published: date | None) -> Value:
    kind = category(claim)
    limited = kind.is_overlap or kind.partition == SEX_AGE
    return Value(
        low=None if claim.count.low is None else math.floor(claim.count.low),
        high=None if claim.count.high is None else math.ceil(claim.count.high),
        claims=(claim.id,),
        first=claim,
        published=published,
        is_vague=claim.count.qualifier is Qualifier.VAGUE,
        only=_limit(claim) if limited or claim.is_partial else None,
    )


def _limit(claim: Claim) -> str:
    """Whom a count is limited to, in words: "children", "those brought to one place"."""
    return "those at one place" if claim.is_partial else claim.victims or "some"


def _per_document(values: Sequence[Value], left_out: LeftOut) -> list[Value]:
    """Add up the disjoint parts that a document gives where it gives no whole."""
    by_document: dict[str, list[Value]] = defaultdict(list)
    for value in values:
        by_document[value.first.document].append(value)
    found = []
    for told in by_document.values():
        numbers = [value for value in told if not value.is_vague]
        found += [value for value in told if value.is_vague]
        found += _whole_of(numbers, left_out)
    return found


def _whole_of(values: list[Value], left_out: LeftOut) -> list[Value]:
    if len(values) <= 1:
        return values
    kinds = {value.claims: category(value.first) for value in values}
    everybody = [value for value in values if kinds[value.claims] == Category()]
    narrower = [value for value in values if kinds[value.claims] != Category()]
    if everybody:
        for value in narrower:
            left_out[value.first.id] = f"counts only {_whom(value)}; the same voice gives a whole"
        return _added_if_disjoint(everybody, [_blamed(value) for value in everybody])
    by_status = [value for value in values if kinds[value.claims].partition == STATUS]
    if by_status:
        for value in values:
            if value not in by_status:
                left_out[value.first.id] = f"counts only {_whom(value)}, inside what is counted"
        return _added_if_disjoint(by_status, [kinds[value.claims].cells for value in by_status])
    cells = [kinds[value.claims].cells for value in values]
    return _added_if_disjoint(values, cells)


def _whom(value: Value) -> str:
    return value.first.victims or str(value.first.victim_class)


def _blamed(value: Value) -> frozenset[str]:
    return frozenset(mention.best or fold(mention.name) for mention in value.first.perpetrators)


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


def _latest(values: Sequence[Value], left_out: LeftOut) -> list[Value]:
    """Return the values that stand: the last told, and those that no date puts in order."""
    vague = [value for value in values if value.is_vague]
    undated = [value for value in values if not value.is_vague and value.published is None]
    dated = [value for value in values if not value.is_vague and value.published is not None]
    current: list[Value] = []
    past: set[tuple[int | None, int | None]] = set()
    for day in sorted({value.published for value in dated if value.published}):
        told = [value for value in dated if value.published == day]
        fresh = [value for value in told if not _is_old(value, current, past, left_out)]
        if fresh:
            for value in current:
                _leave(value, f"superseded by {fresh[0]} of {day}, the same voice", left_out)
                past.add(value.range)
            current = fresh
    for value in undated:
        if value.range in {kept.range for kept in current}:
            _leave(value, f"says {value} again", left_out)
        else:
            current.append(value)
    return current + vague


def _is_old(
    value: Value,
    current: Sequence[Value],
    past: set[tuple[int | None, int | None]],
    left_out: LeftOut,
) -> bool:
    """Note and tell whether a value says nothing new: repeated, stale, or looser."""
    for kept in current:
        if value.range == kept.range:
            return _leave(value, f"says {kept} again", left_out)
        is_looser = value.high is None and kept.low is not None and (value.low or 0) <= kept.low
        if is_looser and kept.high is not None:
            return _leave(value, f"leaves room for {kept}, said before by the same voice", left_out)
        if value.only and not kept.only:
            return _leave(value, f"counts only {_whom(value)}", left_out)
    if value.range in past:
        return _leave(value, "stale: the same voice had already given a newer figure", left_out)
    return False


def _leave(value: Value, reason: str, left_out: LeftOut) -> bool:
    for claim_id in value.claims:
        left_out[claim_id] = reason
    return True
