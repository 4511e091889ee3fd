"""How each slot of a claim is filled by what a person picked."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from onrecord.model import (
    Actor,
    Candidate,
    Claim,
    Measure,
    Mention,
    OnRecordError,
    Outcome,
    Passage,
    Place,
    Stance,
    Text,
    VictimClass,
    Voice,
)
from onrecord.review.picks import Pick, pick

LONGEST = 400  # characters of the words that fill a slot
_LONGEST_CLAIM = 2_000
_SURE = 1.0
_ANOTHER_SENTENCE = re.compile(r"[.!?…؟。][\"'”’»)\]]*\s|\n")
ELSEWHERE = "from another sentence, picked by a person"
NO_WORDS = "told by a person; no words of the text say it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """
    What a claim stands on.

    Attributes:
        document: The document's name.
        text: Its words; None where only its claims were handed over.
        claims: The claims of the document, by id.
        known: Gives the place or actor that has an id; None if none has.
    """

    document: str
    text: Text | None = None
    claims: Mapping[str, Claim] = field(default_factory=dict)
    known: Callable[[str], Place | Actor | None] = lambda _: None


def filled(slot: str, told: Sequence[str], claim: Claim, ground: Ground) -> dict[str, Any]:
    """
    Return which fields of a claim change where a slot is filled.

    Args:
        slot: One of `SLOTS`.
        told: What was picked for it, in its short form; empty to empty it.
        claim: The claim as it was, at the place in the text where it is now.
        ground: What it stands on.

    Raises:
        OnRecordError: There is no such slot, or that does not fill it.
    """
    fill = _FILLED_BY.get(slot)
    if fill is None:
        raise OnRecordError(f"a claim has no such slot; it has {', '.join(SLOTS)}")
    return fill(slot, told, claim, ground)


# -- words ------------------------------------------------------------------------------------


def _passage(_: str, told: Sequence[str], claim: Claim, ground: Ground) -> dict[str, Any]:
    one = _only(told)
    if one is None:
        raise OnRecordError("a claim needs its words")
    found = pick(one)
    if found.kept is not None:
        return {}
    start, end = _span(found, ground, _LONGEST_CLAIM)
    text = ground.text
    words = text.words(start, end) if text else ""
    snapshot = text.snapshot_id if text else None
    del claim
    return {"passage": Passage(snapshot_id=snapshot, start=start, end=end, exact=words)}


def _words(slot: str, told: Sequence[str], claim: Claim, ground: Ground) -> dict[str, Any]:
    """Fill a slot that holds the words alone: the victims, the weapon."""
    del claim
    one = _only(told)
    if one is None:
        return {slot: None}
    found = pick(one)
    if found.meant is not None:
        raise OnRecordError("pick words for it; it has no id")
    if found.kept is not None:
        return {}
    start, end = _span(found, ground)
    return {slot: ground.text.words(start, end) if ground.text else None}


def _only(told: Sequence[str]) -> str | None:
    if len(told) > 1:
        raise OnRecordError("only one thing can fill it")
    return told[0] if told else None


def _span(found: Pick, ground: Ground, most: int = LONGEST) -> tuple[int, int]:
    """Return where picked words stand, without the white space around them."""
    if ground.text is None:
        raise OnRecordError(f"the record does not hold the words of {ground.document}")
    if found.start is None or found.end is None:
        raise OnRecordError("pick words of the text")
    content = ground.text.content
    if found.end > len(content) or found.start >= found.end:
        raise OnRecordError(
            f"{found.start}:{found.end} are no words of a text of {len(content):,} characters"
        )
    if found.end - found.start > most:
        raise OnRecordError(f"that is more than {most:,} characters: pick fewer words")
    words = content[found.start : found.end]
    start = found.start + len(words) - len(words.lstrip())
    end = found.end - (len(words) - len(words.rstrip()))
    if start >= end:
        raise OnRecordError("only white space was picked")
    return start, end


# -- places, actors, times --------------------------------------------------------------------


def _mentions(slot: str, told: Sequence[str], claim: Claim, ground: Ground) -> dict[str, Any]:
    before: tuple[Mention, ...] = getattr(claim, slot)
    made = (_mention(slot, pick(one), before, claim, ground) for one in told)
    found = tuple(dict.fromkeys(made))
    return {} if found == before else {slot: found}


def _mention(
    slot: str, found: Pick, before: Sequence[Mention], claim: Claim, ground: Ground
) -> Mention:
    if found.kept is not None:
        if found.kept >= len(before):
            raise OnRecordError(f"nothing numbered {found.kept} filled it before")
        mention = before[found.kept]
    elif found.start is not None:
        start, end = _span(found, ground)
        mention = Mention(
            name=" ".join(ground.text.words(start, end).split()) if ground.text else "",
            start=start,
            end=end,
            carried=_carried(start, end, claim, ground),
        )
    else:
        meant = _meant(slot, found.meant or "", ground)
        mention = Mention(name=meant.name, carried=NO_WORDS)
    if found.meant is None or found.meant == mention.best:
        return mention
    meant = _meant(slot, found.meant, ground)
    first = Candidate(id=meant.id, score=_SURE, why="picked by a person")
    others = (one for one in mention.candidates if one.id != meant.id)
    return replace(mention, candidates=(first, *others))


def _meant(slot: str, meant: str, ground: Ground) -> Place | Actor:
    if slot == "times":
        raise OnRecordError("a time has words and dates, and no id")
    kind: type[Place | Actor] = Place if slot == "places" else Actor
    known = ground.known(meant)
    if not isinstance(known, kind):
        raise OnRecordError(f"no {kind.__name__.lower()} is known as {meant:.80}")
    return known


def _carried(start: int, end: int, claim: Claim, ground: Ground) -> str | None:
    """Return how words outside the claim's own sentence got here; None for words inside it."""
    at = claim.passage
    if ground.text is None or (start < at.end and end > at.start):
        return None
    between = ground.text.words(min(end, at.end), max(start, at.start))
    return ELSEWHERE if len(between) > LONGEST or _ANOTHER_SENTENCE.search(between) else None


def voice_at(start: int, text: Text | None) -> Voice:
    """Return who speaks at a place of a text."""
    blocks = text.blocks if text else ()
    return next((b.voice for b in blocks if b.start <= start < b.end), Voice.BODY)


# -- codes, claims beside it, yes and no -------------------------------------------------------

_CODES: Mapping[str, type[StrEnum]] = {
    "outcome": Outcome,
    "measure": Measure,
    "stance": Stance,
    "voice": Voice,
    "victim_class": VictimClass,
}


def _code(slot: str, told: Sequence[str], claim: Claim, ground: Ground) -> dict[str, Any]:
    del claim, ground
    kind, one = _CODES[slot], _only(told)
    if one not in list(kind):
        raise OnRecordError(f"{one or 'nothing'} is not one of {', '.join(kind)}")
    return {slot: kind(one)}


def _other_claim(slot: str, told: Sequence[str], claim: Claim, ground: Ground) -> dict[str, Any]:
    one = _only(told)
    if one is None:
        return {slot: None}
    if one not in ground.claims:
        raise OnRecordError(f"{ground.document} has no claim {one:.80}")
    seen = {claim.id}
    at: str | None = one
    while at is not None:
        if at in seen:
            raise OnRecordError("a claim is no part and no repetition of itself")
        seen.add(at)
        beside = ground.claims.get(at)
        at = getattr(beside, slot) if beside else None
    return {slot: one}


def _flag(slot: str, told: Sequence[str], claim: Claim, ground: Ground) -> dict[str, Any]:
    del claim, ground
    one = _only(told) or "no"
    if one not in {"yes", "no"}:
        raise OnRecordError(f"{one:.40} is neither yes nor no")
    return {slot: one == "yes"}


def _later(slot: str, told: Sequence[str], claim: Claim, ground: Ground) -> dict[str, Any]:
    """Leave a slot to those that are made of several: `counted`, `dated`."""
    del slot, claim, ground
    _only(told)
    return {}


_FILLED_BY: Mapping[str, Callable[[str, Sequence[str], Claim, Ground], dict[str, Any]]] = {
    "words": _passage,
    **dict.fromkeys(("outcome", "measure"), _code),
    **dict.fromkeys(("low", "high", "qualifier"), _later),
    "victims": _words,
    "victim_class": _code,
    **dict.fromkeys(("perpetrators", "places", "times"), _mentions),
    **dict.fromkeys(("date_from", "date_to"), _later),
    "weapon": _words,
    "sources": _mentions,
    **dict.fromkeys(("stance", "voice"), _code),
    **dict.fromkeys(("part_of", "same_as"), _other_claim),
    **dict.fromkeys(("is_cumulative", "is_partial"), _flag),
}
SLOTS = tuple(_FILLED_BY)
