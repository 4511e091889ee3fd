"""Which of the places and times named in a sentence belong to a claim."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from onrecord.extract import by_place, elsewhere, grammar, harm, naming, said, wordlist
from onrecord.extract.sentence import Sentence
from onrecord.model import Mention, Named, Outcome

if TYPE_CHECKING:
    from spacy.tokens import Token

_FINENESS = {"site": 0, None: 0, "town": 1, "district": 2, "province": 3, "area": 4, "country": 5}
_CLAUSE = re.compile(
    r";|,\s+(?:while|but|whereas|although|with)\b|\bwhile\b|\bwhereas\b"
    r"|\band\s+(?:on|in)\s+(?=[A-Z])|,\s+and\s+(?:on|in)\b",
    re.IGNORECASE,
)
# "released from the central prison": whence, and so where, if nothing else says where
_FROM = re.compile(r"\b(?:from|fled|fleeing|flee)\s+(?:the\s+)?(?:\w+\s+)?$", re.IGNORECASE)


@cache
def _not_where() -> re.Pattern[str]:
    """As in "fled from Aleppo", "the president of Syria": the place is no place of the deed."""
    listed = wordlist.alternatives("where", "not_where")
    return re.compile(rf"\b{listed}\s+(?:the\s+)?$", re.IGNORECASE)


@cache
def _said_in() -> re.Pattern[str]:
    """As in "told reporters in Geneva": where it was said."""
    listed = wordlist.alternatives("where", "said_in")
    return re.compile(rf"\b{listed}\b(?:\s+\w+){{0,3}}\s+(?:in|from|at)\s+$", re.IGNORECASE)


@cache
def _brought_to() -> re.Pattern[str]:
    """As in "were flown to Goma": where they came to, not where they came to harm."""
    listed = wordlist.alternatives("where", "brought")
    return re.compile(
        rf"\b{listed}\b(?:\s+[\w,]+){{0,6}}\s+(?:to|into|for)\s+(?:the\s+)?(?:\w+\s+(?:in|of)\s+)?$",
        re.IGNORECASE,
    )


@cache
def _bearers() -> re.Pattern[str]:
    listed = wordlist.alternatives("where", "bearers")
    return re.compile(rf"(?:\s+(?:State|National|Technical))?\s+{listed}\b", re.IGNORECASE)


def _is_of_bearer(sentence: Sentence, named: Named) -> bool:
    """As in "the Hazara minority", "5 Roma", "Aden State University students": whose, not where."""
    if _bearers().match(sentence.content, named.end, sentence.end):
        return True
    token = sentence.token_at(named.end - 1)
    return token is not None and any(c.dep_ == "nummod" for c in token.children)


def is_of_speaker(sentence: Sentence, named: Named) -> bool:
    """Whether a name says where a speaker sits: "a doctor at the X clinic said"."""
    token = sentence.token_at(named.end - 1)
    for above in token.ancestors if token is not None else ():
        if above.lower_ == "according":
            return True
        if above.pos_ not in grammar.NOUNS or above.dep_ != "nsubj":
            continue
        if said.is_saying(above.head) and harm.verb(above.head) is None:
            return True
    return False


def _clause(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """The stretch of the sentence around a claim that no clause boundary cuts."""
    first, last = sentence.start, sentence.end
    for cut in _CLAUSE.finditer(sentence.content, sentence.start, sentence.end):
        if cut.end() <= start:
            first = max(first, cut.start())
        elif cut.start() >= end:
            last = min(last, cut.start())
    return first, last


def in_clause(sentence: Sentence, found: Sequence[Named], start: int, end: int) -> list[Named]:
    """Return the names in a claim's own clause, or all if it has none, the nearest first."""
    first, last = _clause(sentence, start, end)
    inside = [n for n in found if first <= n.start < last]
    nearest = by_nearness(inside or found, start, end)
    return sorted(nearest, key=lambda n: not _is_said_with(sentence.content, n, start, end))


_AFTER = re.compile(
    r"(?:\s+(?:were|was|killed|dead|died|injured|wounded|hurt|deaths?|people)){0,3}"
    r"\s+(?:in|at|near|on|around|outside|inside)\s+(?:the\s+(?:\w+\s+of\s+)?)?"
)
# "eleven in Muatide on Sunday": the time of it, behind its place
_AFTER_PLACE = re.compile(r"\s+(?:in|at|near)\s+(?:[A-Z][\w'’-]*\s+){1,3}(?:on|in)\s+")
_BEFORE = re.compile(r"\s*[(:]\s*")


def _is_said_with(content: str, named: Named, start: int, end: int) -> bool:
    """As in "64 at Dahyan, 16 in Kutaf", "Saada (52 killed)": the place of this very number."""
    if named.start >= end:
        if named.kind == "time" and _AFTER_PLACE.fullmatch(content, end, named.start):
            return True
        return bool(_AFTER.fullmatch(content, end, named.start))
    return named.end <= start and bool(_BEFORE.fullmatch(content, named.end, start))


def by_nearness(found: Iterable[Named], start: int, end: int) -> list[Named]:
    """Return names, the nearest to a stretch first."""
    return sorted(found, key=lambda n: (max(n.start - end, start - n.end, 0), n.start))


_WHITHER = re.compile(r"\btowards?\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)


def is_location(sentence: Sentence, named: Named) -> bool:
    """Whether a place name says where: not who ("Moscow denied"), nor whence ("from Aleppo")."""
    before = sentence.before(named.start, 30)
    if _not_where().search(before) or _said_in().search(before) or _WHITHER.search(before):
        return False
    if _brought_to().search(sentence.before(named.start, 60)) or _is_of_bearer(sentence, named):
        return False
    token = sentence.token_at(named.end - 1)
    if token is None:
        return True
    if token.dep_ in {"nsubj", "nsubjpass", "agent", "dative"} and token.head.pos_ in grammar.VERBS:
        return token.head.lemma_ in wordlist.words("where", "befalls")
    if token.dep_ == "dobj" and named.what == "country":
        return token.head.lemma_ in wordlist.words("where", "reaches")
    return token.dep_ != "amod" and token.pos_ != "ADJ"


def is_of_later_verb(sentence: Sentence, named: Named, told: "Token | None") -> bool:
    """As in "killing two in 2004 and bombing a bridge in Jaffa": the two did not die in Jaffa."""
    token = sentence.token_at(named.end - 1)
    if told is None or token is None or token.i < told.i:
        return False
    above = grammar.verb_above(token)
    shares = harm.verb(above)
    if shares is not None and shares.outcome is not Outcome.ATTACKED:
        return False  # "killed and injured in Jaffa": the place is said of both
    return above.dep_ == "conj" and above.i > told.i and told in above.ancestors


def _is_of_voice(
    sentence: Sentence, named: Named, voices: Sequence[Mention], told: "Token | None"
) -> bool:
    """As in "the health ministry in the capital said": where the voice sits."""
    token = sentence.token_at(named.end - 1)
    if token is None:
        return False
    for voice in voices:
        if voice.end is None or voice.carried:
            continue
        head = sentence.token_at(voice.end - 1)
        if head is None or token == head or (told is not None and told in head.subtree):
            continue
        if head in token.ancestors:
            return True
    return False


def places(
    sentence: Sentence,
    start: int,
    end: int,
    told: "Token | None" = None,
    voices: Sequence[Mention] = (),
) -> tuple[Mention, ...]:
    """
    Return where a claim says it happened, most specific first; empty if its sentence does not.

    Names in the claim's own clause come before others in the sentence; of several towns
    the nearest is taken, with the wider places that may hold it.

    Args:
        sentence: The sentence.
        start: Where the claim's words start in the stored text.
        end: Where they end.
        told: The word that tells the harm; None where the sentence itself makes no claim.
        voices: Who the sentence says it comes from: where they sit is not where it happened.
    """
    acting = [n for n in sentence.names if n.kind == "actor" and n.what != "state"]
    named = [
        n
        for n in sentence.names
        if n.kind == "place"
        and not any(a.start <= n.start < a.end for a in acting)
        and not elsewhere.is_elsewhere(sentence, n)
    ]
    if told is None:
        named = [n for n in named if not is_of_speaker(sentence, n)]
    located = [n for n in named if is_location(sentence, n)] or [
        n for n in named if _FROM.search(sentence.before(n.start, 30))
    ]
    located = [
        n
        for n in located
        if not is_of_later_verb(sentence, n, told) and not _is_of_voice(sentence, n, voices, told)
    ]
    of_item = by_place.of_item(sentence, located, start)
    nearest = in_clause(sentence, of_item or located, start, end)
    return tuple(map(naming.mention, _one_of_each(nearest)))


def _one_of_each(nearest_first: Sequence[Named]) -> list[Named]:
    """The nearest of each kind of place, the finest kind first."""
    kept: dict[int, Named] = {}
    for named in nearest_first:
        kept.setdefault(_FINENESS.get(named.what, 1), named)
    return [named for _, named in sorted(kept.items())]


def spoken_of(sentence: Sentence) -> tuple[Mention, ...]:
    """Return the town or area that a sentence speaks of, even as its subject; never a country."""
    found = [
        n
        for n in sentence.names
        if n.kind == "place"
        and n.what != "country"
        and not _said_in().search(sentence.before(n.start, 40))
        and not any(a.kind == "actor" and a.start <= n.start < a.end for a in sentence.names)
        and not elsewhere.is_elsewhere(sentence, n)
    ]
    return tuple(map(naming.mention, found[-1:]))
