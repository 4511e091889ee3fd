"""Wholes and their stated parts: whether they can both be right, in words."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

from onrecord.model import Claim, Incident, Measure, Origin, Sum
from onrecord.reconcile.bounds import Bounds, bounds
from onrecord.reconcile.categories import SEX_AGE, STATUS, Category, all_cells, category
from onrecord.reconcile.divisions import APART, PERPETRATOR, PLACE, TIME
from onrecord.reconcile.index import Voices, by_claim

_OVERLAP = "overlap"
_WORDS = "words"
_NAMES = {
    SEX_AGE: "by sex and age",
    STATUS: "civilians and combatants",
    PERPETRATOR: "by perpetrator",
    PLACE: "by place",
    TIME: "by time",
    _WORDS: "as named",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Division:
    """Parts of a whole that divide it in one way, nobody twice."""

    how: str
    parts: tuple[Claim, ...]
    is_complete: bool  # the declared cells are all there: the parts must be the whole


def sums(incident: Incident, claims: Mapping[str, Claim], origins: Voices) -> tuple[Sum, ...]:
    """
    Compare each whole of an incident with the parts that its document states.

    Hedges are bounds. For one origin at a time, and for one way of dividing the whole at
    a time: a whole divided by perpetrator and by sex gives two sums. Roles that overlap
    (journalists, medics) are compared with the whole alone, never added up.

    Args:
        incident: Whose members are compared.
        claims: By id.
        origins: All of them, or `by_claim` of them.
    """
    members = [claims[claim_id] for claim_id in incident.claim_ids if claim_id in claims]
    voices = by_claim(origins)
    found = []
    for whole, parts in _wholes(members):
        by_voice: dict[str, list[Claim]] = defaultdict(list)
        for part in parts:
            by_voice[_voice(part, voices)].append(part)
        for voice, told in by_voice.items():
            names = (voice, _voice(whole, voices))
            found += [_sum(whole, division, names) for division in _divisions(whole, told)]
    return tuple(found)


def _voice(claim: Claim, voices: Mapping[str, Origin]) -> str:
    origin = voices.get(claim.id)
    return origin.name if origin else "the source"


def _wholes(members: Sequence[Claim]) -> Iterator[tuple[Claim, list[Claim]]]:
    """Return each whole with its parts of the same outcome, a repeated part once."""
    by_id = {claim.id: claim for claim in members}
    parts: dict[str, list[Claim]] = defaultdict(list)
    for claim in members:
        first = by_id.get(claim.same_as or "")
        repeats_a_part = first is not None and first.part_of is not None
        whole = by_id.get(claim.part_of or "")
        if whole is None or repeats_a_part or claim.measure is not Measure.PEOPLE:
            continue
        if claim.outcome is whole.outcome:
            parts[whole.id].append(claim)
    for claim in members:
        if claim.id in parts:
            yield claim, parts[claim.id]


def _divisions(whole: Claim, parts: Sequence[Claim]) -> Iterator[_Division]:
    kinds = {part.id: category(part) for part in parts}
    overlapping = [part for part in parts if kinds[part.id].is_overlap]
    plain = [part for part in parts if not kinds[part.id].is_overlap]
    grouped: dict[str, list[Claim]] = defaultdict(list)
    for part in plain:
        grouped[_division_of(whole, part, plain, kinds)].append(part)
    if len(grouped) <= 2 and _WORDS in grouped and _comes_out(whole, plain):
        named = next((how for how in grouped if how != _WORDS), _WORDS)
        yield _Division(how=named, parts=tuple(plain), is_complete=False)
        grouped = {}
    for how, told in grouped.items():
        if how == _WORDS:
            # Shepherds may be pilgrims too, and "six of them" may be "the four from the
            # hills": where no list and no name keeps two parts apart, adding them could
            # make up people, so each is compared with the whole alone.
            yield from (_Division(how=how, parts=(part,), is_complete=False) for part in told)
        else:
            yield from _disjoint(how, told, kinds)
    for part in overlapping:
        yield _Division(how=_OVERLAP, parts=(part,), is_complete=False)


def _comes_out(whole: Claim, parts: Sequence[Claim]) -> bool:
    """
    Whether parts that nothing keeps apart add up to exactly their whole.

    Then they were listed as its division: 22 children, 4 women and the driver are 27. If not,
    they may share people, and nothing is wrong.
    """
    rooms = [bounds(part.count) for part in parts]
    told = [room for room in rooms if room is not None]
    limit = bounds(whole.count)
    if limit is None or len(told) < max(2, len(rooms)):
        return False
    total = reduce(add, told)
    return total == limit and total.low == total.high


def _division_of(
    whole: Claim, part: Claim, parts: Sequence[Claim], kinds: Mapping[str, Category]
) -> str:
    """Return in which way a part divides its whole."""
    own, all_of_it = kinds[part.id], category(whole)
    if own.partition == SEX_AGE:
        return SEX_AGE
    others = [other for other in parts if other is not part and kinds[other.id] == own]
    if own.partition is not None and own != all_of_it and not others:
        return own.partition
    for how, are_apart in APART.items():
        if any(are_apart(part, other) for other in parts):
            return how
    return own.partition if own.partition and own != all_of_it else _WORDS


def _disjoint(
    how: str, parts: Sequence[Claim], kinds: Mapping[str, Category]
) -> Iterator[_Division]:
    """Split parts that share people: boys are in children, and are not added to them."""
    rest = sorted(parts, key=lambda part: -len(kinds[part.id].cells))
    everybody = all_cells(how)
    while rest:
        taken: list[Claim] = []
        left: list[Claim] = []
        for part in rest:
            fits = all(_are_apart(how, part, other, kinds) for other in taken)
            (taken if fits else left).append(part)
        in_order = tuple(part for part in parts if part in taken)
        cells = frozenset(cell for part in taken for cell in kinds[part.id].cells)
        # A table's columns count those of whom it is known: of the others, it is not.
        is_of_table = any(part.told_incident for part in taken)
        is_complete = everybody == cells and not is_of_table
        yield _Division(how=how, parts=in_order, is_complete=is_complete)
        rest = left


def _are_apart(how: str, one: Claim, other: Claim, kinds: Mapping[str, Category]) -> bool:
    if how in APART:
        return APART[how](one, other)
    first, second = kinds[one.id], kinds[other.id]
    if first.partition != how or second.partition != how:
        return False
    return not first.cells & second.cells


def _sum(whole: Claim, division: _Division, voices: tuple[str, str]) -> Sum:
    known = [bounds(part.count) for part in division.parts]
    told = [item for item in known if item is not None]
    limit = bounds(whole.count)
    total = reduce(add, told) if len(told) == len(known) else None
    holds = _holds(total, limit, told, is_complete=division.is_complete)
    return Sum(
        whole=whole.id,
        parts=tuple(part.id for part in division.parts),
        low=total.low if total else None,
        high=total.high if total else None,
        holds=holds,
        text=_text(whole, division, total, holds, voices),
    )


def _holds(
    total: Bounds | None, limit: Bounds | None, told: Sequence[Bounds], *, is_complete: bool
) -> bool | None:
    if limit is None:
        return None
    if limit.high is not None and sum(item.low for item in told) > limit.high:
        return False
    if total is None:
        return None
    return total.meets(limit) if is_complete else True


def _text(
    whole: Claim,
    division: _Division,
    total: Bounds | None,
    holds: bool | None,  # noqa: FBT001 - a judgement of three values, not a switch
    voices: tuple[str, str],
) -> str:
    voice, stated_by = voices
    stated = f"{stated_by} states {whole.count}"
    if division.how == _OVERLAP:
        names = division.parts[0].victims or "a part"
        verdict = "more than the whole" if holds is False else "within it"
        return f"{division.parts[0].count} {names}, counted inside the whole; {stated}: {verdict}"
    shown = " + ".join(str(part.count) for part in division.parts)
    if total is not None and len(division.parts) > 1:
        shown += f" = {_shown(total)}"
    by = "" if voice == stated_by else f" (parts from {voice})"
    return f"{shown}, {_NAMES[division.how]}{by}; {stated}: {_verdict(whole, total, holds)}"


def _verdict(whole: Claim, total: Bounds | None, holds: bool | None) -> str:  # noqa: FBT001
    limit = bounds(whole.count)
    if holds is None or total is None or limit is None:
        return "the parts already exceed it" if holds is False else "the parts leave it open"
    if holds is False:
        if limit.high is not None and total.low > limit.high:
            return f"{total.low - limit.high:,} too many"
        return f"{limit.low - (total.high or 0):,} missing"
    if total.low in {limit.low, round(whole.count.low or whole.count.high or 0)}:
        return "holds"
    if total.meets(limit):
        return "can hold"
    return f"holds as far as it goes, {limit.low - (total.high or 0):,} not told apart"


def _shown(total: Bounds) -> str:
    if total.high is None:
        return f"{total.low:,} or more"
    return f"{total.low:,}" if total.low == total.high else f"{total.low:,} to {total.high:,}"
