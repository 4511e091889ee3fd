"""
Who, where, when and whose voice, where the tagger sees better than the rules.

The rules read a claim's own sentence well and the rest of the report poorly; the tagger has
learned, from reports in which it is marked what belongs to what, which words elsewhere belong
to a claim. It chooses among words that stand in the text: names and times that the program finds
by itself, and words that the tagger takes for somebody. What the rules found stays unless the
tagger is sure of another, or sure that it is wrong.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.extract import naming, timing
from onrecord.extract.draft import Draft
from onrecord.extract.mentions import carried
from onrecord.extract.tagger import Sight
from onrecord.extract.tagger.nearness import Layout
from onrecord.model import Measure, Mention, Named, Stance, VictimClass

WHY = "the tagger: these words belong to the claim"

_FIELDS = {"P": "perpetrators", "L": "places", "T": "times", "S": "sources"}

# How likely the tagger must find words, by kind: set on reports that it had not learned from.
_FILL = {"P": 0.9, "L": 0.6, "T": 0.6, "S": 0.8}  # where the rules found nothing
_REPLACE = {"P": 0.95, "L": 0.7, "T": 0.8, "S": 0.9}  # against what the rules found
_DOUBT = {"P": 0.05, "L": 0.3, "T": 0.15, "S": 0.1}  # that being at most as likely as this
_NOWHERE = 0.02  # a place so unlikely that none is better; of the others, what rules found stays

_SURE_OF_CLASS = 0.8
_FURTHER = {"P": 0.8, "L": 0.8, "T": 1.0, "S": 0.95}  # how sure, of a second beside the first
_MOST = {"P": 3, "L": 3, "T": 1, "S": 2}
_ARTICLE = re.compile(r"^(?:the|a|an|some|several)\s+", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]{3}|[A-Z]{2}")
_CAPITAL = re.compile(r"\b[A-Z][^\W\d_]{2}")
_PRONOUN = re.compile(
    r"(?:the|an?|this|these|those|both|some|others?|sides?|it|he|she|they|we|i|us|them|him|her|who|that|its|his|their|our|my)$",
    re.IGNORECASE,
)


def chosen(drafts: Sequence[Draft], sight: Sight, names: Sequence[Named]) -> list[Draft]:
    """
    Return drafts, their slots filled, changed or emptied where the tagger is sure.

    Args:
        drafts: What the readers found and the rules filled.
        sight: What the tagger saw of the text.
        names: The names found in it.
    """
    layout = sight.layout()
    offered = {
        "P": _spoken(sight, names, "P"),
        "L": _places(sight, names),
        "T": _named(names, "time"),
        "S": _spoken(sight, names, "S"),
    }
    return [_with_slots(d, sight, layout, offered) for d in drafts]


def _named(names: Sequence[Named], kind: str) -> list[Mention]:
    return [naming.mention(n) for n in names if n.kind == kind]


def _places(sight: Sight, names: Sequence[Named]) -> list[Mention]:
    """The places that the program knows or sees named, and names that the tagger takes for one."""
    known = _named(names, "place")
    more = [
        _mention(sight.content, r.start, r.end, ())
        for r in sight.roles
        if r.kind == "L"
        and _CAPITAL.search(sight.content, r.start, r.end)
        and not any(n.start < r.end and r.start < n.end for n in names)
    ]
    return sorted([*known, *more], key=lambda m: m.start or 0)


def _spoken(sight: Sight, names: Sequence[Named], kind: str) -> list[Mention]:
    """The words that the tagger takes for somebody, by their name where they hold one."""
    return [
        _mention(sight.content, role.start, role.end, names)
        for role in sight.roles
        if role.kind == kind and _is_name(sight.content[role.start : role.end])
    ]


def _is_name(words: str) -> bool:
    return bool(_LETTERS.search(words)) and not _PRONOUN.match(words)


def _mention(content: str, start: int, end: int, names: Sequence[Named]) -> Mention:
    words = content[start:end]
    article = _ARTICLE.match(words)
    known = next((n for n in names if n.kind == "actor" and n.start < end and start < n.end), None)
    return Mention(
        name=words[article.end() :] if article else words,
        start=start,
        end=end,
        candidates=known.candidates if known else (),
    )


@dataclass(frozen=True, slots=True)
class _Offer:
    mention: Mention
    chance: float


def _with_slots(
    draft: Draft, sight: Sight, layout: Layout, offered: dict[str, list[Mention]]
) -> Draft:
    if draft.measure is not Measure.PEOPLE:
        return draft
    claim = (draft.tagged.start, draft.tagged.end) if draft.tagged else draft.counting
    if claim[0] not in sight.asking:
        return draft
    for kind, mentions in offered.items():
        spans = [(m.start or 0, m.end or 0) for m in mentions]
        chances = sight.belonging(layout, claim, kind, spans)
        offers = [_Offer(m, c) for m, c in zip(mentions, chances, strict=True)]
        had = getattr(draft, _FIELDS[kind])
        now = _chosen(draft, kind, had, offers)
        if now != had:
            draft = draft.with_(**{_FIELDS[kind]: now})
    return _of_class(_attributed(draft))


def _attributed(draft: Draft) -> Draft:
    """What somebody is found to say is no longer the author's own word."""
    is_own = draft.stance is Stance.ASSERTED and draft.sources
    return draft.with_(stance=Stance.REPORTED) if is_own else draft


def _of_class(draft: Draft) -> Draft:
    """Whose side the harmed are on, where their own words leave it open."""
    tagged = draft.tagged
    if tagged is None or draft.victim_class is not VictimClass.UNKNOWN:
        return draft
    if tagged.class_sure < _SURE_OF_CLASS:
        return draft
    return draft.with_(victim_class=VictimClass(tagged.victim_class))


def _chosen(
    draft: Draft, kind: str, had: tuple[Mention, ...], offers: Sequence[_Offer]
) -> tuple[Mention, ...]:
    is_told = timing.are_told(had) if kind == "T" else bool(had)
    best = max((o.chance for o in offers), default=0.0)
    if not is_told:
        return _of(draft, kind, offers, _FILL[kind]) or had if best >= _FILL[kind] else had
    own = [_chance(m, offers) for m in had]
    known = [c for c in own if c is not None]
    if not known or len(known) < len(own):
        return had
    if best >= _REPLACE[kind] and max(known) <= _DOUBT[kind]:
        return _of(draft, kind, offers, _REPLACE[kind])
    return () if kind == "L" and max(known) < _NOWHERE else had


def _chance(mention: Mention, offers: Sequence[_Offer]) -> float | None:
    """How likely words that the rules chose are; None where the tagger did not see them."""
    told = [o.chance for o in offers if _stands_for(mention, o.mention)]
    return max(told) if told else None


def _stands_for(mention: Mention, other: Mention) -> bool:
    """Whether both are the same words, or names of one thing."""
    if mention.best and mention.best == other.best:
        return True
    if None in {mention.start, mention.end, other.start, other.end}:
        return False
    return (other.start or 0) < (mention.end or 0) and (mention.start or 0) < (other.end or 0)


def _of(draft: Draft, kind: str, offers: Sequence[_Offer], least: float) -> tuple[Mention, ...]:
    """The likeliest words, each thing once."""
    kept: list[Mention] = []
    for offer in sorted(offers, key=lambda o: -o.chance):
        is_known = any(_is_same(offer.mention, k) for k in kept)
        enough = _FURTHER[kind] if kept else least
        if offer.chance >= enough and not is_known and len(kept) < _MOST[kind]:
            kept.append(offer.mention)
    inside = draft.sentence.start, draft.sentence.end
    return tuple(
        m if inside[0] <= (m.start or 0) < inside[1] else carried([m], WHY)[0] for m in kept
    )


def _is_same(first: Mention, second: Mention) -> bool:
    if first.best and second.best:
        return first.best == second.best
    return first.name.casefold() == second.name.casefold()
