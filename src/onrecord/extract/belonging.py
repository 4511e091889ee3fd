"""
Who, where, when and whose voice, where the tagger sees better than the rules.

The rules read a claim's own sentence well and the rest of the report poorly; the tagger has
learned, from reports in which it is marked what belongs to what, which words elsewhere belong
to a claim. It chooses among words that stand in the text: names and times that the program finds
by itself, and words that the tagger takes for somebody. What the rules found stays unless the
tagger is sure of another, or sure that it is wrong.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.extract import doing, lasting, offered, period, timing
from onrecord.extract.dateline import Listing
from onrecord.extract.draft import Draft
from onrecord.extract.mentions import carried
from onrecord.extract.sentence import Sentence
from onrecord.extract.tagger import Sight
from onrecord.extract.tagger.belonging import FAR
from onrecord.extract.tagger.nearness import Layout
from onrecord.model import Measure, Mention, Named, Outcome, Stance, VictimClass

WHY = "the tagger: these words belong to the claim"

_FIELDS = {"P": "perpetrators", "L": "places", "T": "times", "S": "sources"}

# How likely the tagger must find words, by kind: set on reports that it had not learned from.
_FILL = {"P": 0.9, "L": 0.6, "T": 0.6, "S": 0.8}  # where the rules found nothing
_FILL_NEAR = 0.5  # who can act and was told of just before
_REPLACE = {"P": 0.95, "L": 0.7, "T": 0.8, "S": 0.9}  # against what the rules found
_DOUBT = {"P": 0.05, "L": 0.3, "T": 0.15, "S": 0.1}  # that being at most as likely as this
_NOWHERE = 0.02  # a place so unlikely that none is better; of the others, what rules found stays

_SURE_OF_CLASS = 0.8
_FURTHER = {"P": 0.8, "L": 0.8, "T": 1.0, "S": 0.95}  # how sure, of a second beside the first
_MOST = {"P": 3, "L": 3, "T": 1, "S": 2}


def chosen(
    drafts: Sequence[Draft],
    sight: Sight,
    names: Sequence[Named],
    sentences: Sequence[Sentence],
    listing: Listing | None = None,
) -> list[Draft]:
    """
    Return drafts, their slots filled, changed or emptied where the tagger is sure.

    Claims of one fact, and the parts of a whole, are asked together who, where and when: what
    one of them makes plain holds for all, so that they do not part for want of a word.

    Args:
        drafts: What the readers found and the rules filled.
        sight: What the tagger saw of the text.
        names: The names found in it.
        sentences: Its sentences, parsed.
        listing: The entries of its list; None where it is none.
    """
    layout = sight.layout()
    words = offered.words(sight, names)
    told = doing.told(words["P"], sentences)
    words["P"] = [m for m in words["P"] if not _is_nobody(m, told)]
    possible = {k: _Words.of(m) for k, m in words.items()}
    entries = _Entries.of(sight.content, listing)
    seen = [_seen(d, sight, layout, possible, entries) for d in drafts]
    together = list(seen)
    for group in _groups(drafts):
        of_all = _together([seen[at] for at in group])
        for at in group:
            together[at] = of_all
    near = _before(drafts, told)
    return [_with_slots(*each) for each in zip(drafts, seen, together, near, strict=True)]


def _is_nobody(mention: Mention, told: Mapping[int, doing.Told]) -> bool:
    known = told.get(mention.start or 0)
    return known is not None and known.is_nobody


_BACK = 4  # sentences before a claim in which those who did it are told


def _before(drafts: Sequence[Draft], told: Mapping[int, doing.Told]) -> list[frozenset[int]]:
    """For each draft where those begin who can act and were told of just before it."""
    at: dict[int, list[int]] = {}
    for start, one in told.items():
        if one.may_act:
            at.setdefault(one.sentence, []).append(start)
    return [
        frozenset(
            start
            for sentence in range(d.sentence.index - _BACK, d.sentence.index)
            for start in at.get(sentence, ())
        )
        if d.outcome is not Outcome.DISPLACED
        else frozenset()
        for d in drafts
    ]


@dataclass(frozen=True, slots=True)
class _Offer:
    mention: Mention
    chance: float


@dataclass(frozen=True, slots=True)
class _Words:
    """What is offered of one kind, in the order of the text, and where each begins."""

    mentions: Sequence[Mention]
    starts: Sequence[int]

    @classmethod
    def of(cls, mentions: Sequence[Mention]) -> "_Words":
        ordered = sorted(mentions, key=lambda m: m.start or 0)
        return cls(ordered, [m.start or 0 for m in ordered])

    def near(self, claim: int) -> Sequence[Mention]:
        """Those that do not stand too far off, so that a long text takes no longer a claim."""
        first, last = bisect_left(self.starts, claim - FAR), bisect_right(self.starts, claim + FAR)
        return self.mentions[first:last]


_Seen = dict[str, list[_Offer]]


def _seen(
    draft: Draft,
    sight: Sight,
    layout: Layout,
    possible: Mapping[str, _Words],
    entries: "_Entries",
) -> _Seen:
    """How likely the tagger finds all that is offered; empty where it was not asked."""
    claim = (draft.tagged.start, draft.tagged.end) if draft.tagged else draft.counting
    if draft.measure is not Measure.PEOPLE or claim[0] not in sight.asking:
        return {}
    told: _Seen = {}
    for kind, words in possible.items():
        mentions = words.near(claim[0])
        spans = [(m.start or 0, m.end or 0) for m in mentions]
        chances = sight.belonging(layout, claim, kind, spans, words.starts)
        told[kind] = [
            _Offer(m, c)
            for m, c in zip(mentions, chances, strict=True)
            if _may_be_of(kind, m, draft, claim[0], entries)
        ]
    return told


def _may_be_of(kind: str, mention: Mention, draft: Draft, claim: int, entries: "_Entries") -> bool:
    """Whether words may be a claim's by where they stand; a speaker may speak of all."""
    if kind == "S":
        return True
    if kind == "T":
        return entries.offers(mention, claim) and not _is_of_taking(draft, mention)
    if kind == "L":
        return entries.has_place(mention, claim)
    return not entries.is_live or entries.offers(mention, claim)


def _is_of_taking(draft: Draft, mention: Mention) -> bool:
    """Whether words for a time say only when those were taken who are free now."""
    sentence, told = draft.sentence, draft.told
    is_own = sentence.start <= (mention.start or 0) < sentence.end
    at = mention.end if is_own and told is not None else None
    return at is not None and timing.is_of_taking(sentence, at, told.token if told else None)


_LIVE = re.compile(rf"^{period.CLOCK.pattern}", re.MULTILINE)
# "- A mine went off.", "KUT - Four bodies were found."
_ITEM = re.compile(
    r"^(?:[*•·–—-]\s+|[A-Z][A-Z'’ ]{2,30}(?:,[^\n]{2,25})?\s[-–—]{1,2}\s)[^\n]*", re.MULTILINE
)
_LABELLED = re.compile(
    r"(?:[*•·–—-]\s+)?(?:[A-Z][A-Z'’ ]{2,30}(?:,[^\n]{2,25})?\s[-–—]{1,2}|[A-Z][\w'’ -]{2,30}:)\s"
)
_ITEMS = 3


@dataclass(frozen=True, slots=True)
class _Entries:
    """
    The entries of a live page, each up to the next, or the items of a list, a line each.

    A list is a text that is mostly items, some of which begin with where each was; others may
    all tell of one event.
    """

    spans: Sequence[tuple[int, int]]
    is_live: bool
    listing: Listing | None = None

    @classmethod
    def of(cls, content: str, listing: Listing | None = None) -> "_Entries":
        starts = [m.start() for m in _LIVE.finditer(content)]
        if len(starts) >= period.LIVE_HOURS:
            ends = [*starts[1:], len(content)]
            return cls(list(zip(starts, ends, strict=True)), is_live=True, listing=listing)
        items = [m.span() for m in _ITEM.finditer(content)]
        labelled = sum(bool(_LABELLED.match(content, a)) for a, _ in items)
        is_list = labelled >= _ITEMS and sum(b - a for a, b in items) * 2 > len(content)
        return cls(items if is_list else [], is_live=False, listing=listing)

    def has_place(self, mention: Mention, claim: int) -> bool:
        """Whether a place may be a claim's: none of another entry is, nor of another's label."""
        if self.listing is not None and not self.listing.offers(mention.start or 0, claim):
            return False
        return not self.is_live or self.offers(mention, claim)

    def offers(self, mention: Mention, claim: int) -> bool:
        """Whether words may be a claim's; those of another entry are not."""
        told, asked = self._at(mention.start or 0), self._at(claim)
        return told is None or told == asked or (asked is None and not self.is_live)

    def _at(self, place: int) -> int | None:
        found = bisect_right(self.spans, place, key=lambda span: span[0]) - 1
        return found if found >= 0 and place < self.spans[found][1] else None


def _groups(drafts: Sequence[Draft]) -> list[list[int]]:
    """The positions of drafts that tell of the same people or of parts of them."""
    first = list(range(len(drafts)))

    def root(at: int) -> int:
        while first[at] != at:
            at = first[at]
        return at

    for at, draft in enumerate(drafts):
        for other in (draft.part_of, draft.same_as):
            if other is not None:
                first[root(at)] = root(other)
    members: dict[int, list[int]] = {}
    for at in range(len(drafts)):
        members.setdefault(root(at), []).append(at)
    return [group for group in members.values() if len(group) > 1]


def _together(seen: Sequence[_Seen]) -> _Seen:
    """How likely each word is for all of a group: the mean over those that were asked."""
    asked = [s for s in seen if s]
    together: _Seen = {}
    for kind in _FIELDS if asked else ():
        chances: dict[Mention, list[float]] = {}
        for one in asked:
            for offer in one[kind]:
                chances.setdefault(offer.mention, []).append(offer.chance)
        together[kind] = [_Offer(m, sum(c) / len(asked)) for m, c in chances.items()]
    return together


def _with_slots(draft: Draft, own: _Seen, group: _Seen, near: frozenset[int]) -> Draft:
    if not own:
        return draft
    for kind, field in _FIELDS.items():
        had = getattr(draft, field)
        is_own = kind == "S" or any(m.carried is None for m in had)
        offers = own[kind] if is_own else group[kind]
        if kind == "T" and lasting.lasts(
            draft.outcome, draft.sentence.content, draft.start, draft.end
        ):
            offers = [o for o in offers if _may_last(o.mention, draft)]
        if kind == "P" and not had:
            now = _doers(draft, offers, near)
        else:
            now = _chosen(draft, kind, had, offers)
        if now != had:
            draft = draft.with_(**{field: now})
    return _of_class(_attributed(draft))


def _may_last(mention: Mention, draft: Draft) -> bool:
    """Whether a time may be that of what lasts: of another sentence's, no day."""
    is_own = draft.sentence.start <= (mention.start or 0) < draft.sentence.end
    return is_own or not timing.is_day(mention.name)


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
    own = [_chance(m, offers) for m in had]
    if kind == "L" and not (had and all(map(_is_country, had))):
        # a country says no better where: what the report lends is mostly finer
        offers = [o for o in offers if not _is_country(o.mention)]
    if kind == "T" and not is_told:  # the day of the saying stays where no other is likely
        offers = [o for o in offers if not any(_stands_for(m, o.mention) for m in had)]
    best = max((o.chance for o in offers), default=0.0)
    if not is_told:
        return _of(draft, kind, offers, _FILL[kind]) or had if best >= _FILL[kind] else had
    known = [c for c in own if c is not None]
    if not known or len(known) < len(own):
        return had
    if best >= _REPLACE[kind] and max(known) <= _DOUBT[kind]:
        return _of(draft, kind, offers, _REPLACE[kind])
    return () if kind == "L" and max(known) < _NOWHERE else had


def _doers(draft: Draft, offers: Sequence[_Offer], near: frozenset[int]) -> tuple[Mention, ...]:
    """Who did it, where the rules found nobody: just before the claim less need be sure."""
    likely = [
        o for o in offers if o.chance >= (_FILL_NEAR if o.mention.start in near else _FILL["P"])
    ]
    return _of(draft, "P", likely, _FILL_NEAR)


def _is_country(mention: Mention) -> bool:
    return (mention.best or "").startswith("country:")


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
        is_beside = kind not in "LT" or not kept or _is_beside(offer.mention, kept[0])
        if offer.chance >= enough and is_beside and not is_known and len(kept) < _MOST[kind]:
            kept.append(offer.mention)
    if kind == "T":
        verb = draft.told.token if draft.told else None
        kept = [timing.onward(draft.sentence.content, m, verb) for m in kept]
    inside = draft.sentence.start, draft.sentence.end
    return tuple(
        m if inside[0] <= (m.start or 0) < inside[1] else carried([m], WHY)[0] for m in kept
    )


_BESIDE = 60  # characters between two names for one place: "in Dahyan, a town north of Saada"


def _is_beside(mention: Mention, first: Mention) -> bool:
    apart = max((mention.start or 0) - (first.end or 0), (first.start or 0) - (mention.end or 0))
    return apart <= _BESIDE


def _is_same(first: Mention, second: Mention) -> bool:
    if first.best and second.best:
        return first.best == second.best
    return first.name.casefold() == second.name.casefold()
