"""Which of the places and times named in a sentence belong to a claim."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from onrecord.extract import grammar, harm, naming, said, wordlist
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
_DATELINE = re.compile(
    r"[A-Z][A-Z'’ .-]{2,40}(?:,\s*[A-Z][\w .]{1,30})?"
    r"(?:[,/]?\s*\(?\w{3,9}\.?\s+\d{1,2}\)?|,?\s*\d{1,2}\s+\w+\.?)?(?:,?\s*\d{4})?"
    r"\s*(?:\([^)]{2,60}\))?\s*(?:[-–—]+|:)\s+(?=\S)"
)
# "released from the central prison": whence, and so where, if nothing else says where
_FROM = re.compile(r"\b(?:from|fled|fleeing|flee)\s+(?:the\s+)?(?:\w+\s+)?$", re.IGNORECASE)


def dateline(content: str, start: int, end: int) -> int:
    """
    Return how many characters of a block are its dateline: where and when it was filed.

    >>> text = "SAADA, Yemen, Aug 9 (Red Sea Wire) - An air strike hit a bus."
    >>> text[dateline(text, 0, len(text)):]
    'An air strike hit a bus.'
    """
    match = _DATELINE.match(content, start, end)
    return match.end() - start if match else 0


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
def _reported() -> re.Pattern[str]:
    """As in "said late on": the time that follows is when it was said."""
    listed = wordlist.alternatives("where", "said_on")
    return re.compile(rf"\b{listed}\b(?:\s+\w+){{0,2}}\s*(?:on|in|late|early)?\s*$", re.IGNORECASE)


def _clause(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """The stretch of the sentence around a claim that no clause boundary cuts."""
    first, last = sentence.start, sentence.end
    for cut in _CLAUSE.finditer(sentence.content, sentence.start, sentence.end):
        if cut.end() <= start:
            first = max(first, cut.start())
        elif cut.start() >= end:
            last = min(last, cut.start())
    return first, last


def _in_clause(sentence: Sentence, found: Sequence[Named], start: int, end: int) -> list[Named]:
    """The names in a claim's own clause, or all if it has none, the nearest first."""
    first, last = _clause(sentence, start, end)
    inside = [n for n in found if first <= n.start < last]
    return _by_nearness(inside or found, start, end)


def _by_nearness(found: Iterable[Named], start: int, end: int) -> list[Named]:
    return sorted(found, key=lambda n: (max(n.start - end, start - n.end, 0), n.start))


def is_location(sentence: Sentence, named: Named) -> bool:
    """Whether a place name says where: not who ("Moscow denied"), nor whence ("from Aleppo")."""
    before = sentence.before(named.start, 30)
    if _not_where().search(before) or _said_in().search(before):
        return False
    token = sentence.token_at(named.end - 1)
    if token is None:
        return True
    if token.dep_ in {"nsubj", "nsubjpass", "agent", "dative"} and token.head.pos_ in grammar.VERBS:
        return token.head.lemma_ in wordlist.words("where", "befalls")
    if token.dep_ == "dobj" and named.what == "country":
        return token.head.lemma_ in wordlist.words("where", "reaches")
    return token.dep_ != "amod" and token.pos_ != "ADJ"


def _is_of_later_verb(sentence: Sentence, named: Named, told: "Token | None") -> bool:
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
        if n.kind == "place" and not any(a.start <= n.start < a.end for a in acting)
    ]
    located = [n for n in named if is_location(sentence, n)] or [
        n for n in named if _FROM.search(sentence.before(n.start, 30))
    ]
    located = [
        n
        for n in located
        if not _is_of_later_verb(sentence, n, told) and not _is_of_voice(sentence, n, voices, told)
    ]
    nearest = _in_clause(sentence, located, start, end)
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
    ]
    return tuple(map(naming.mention, found[-1:]))


def times(
    sentence: Sentence,
    start: int,
    end: int,
    told: "Token | None" = None,
    *,
    of_saying_too: bool = True,
) -> tuple[Mention, ...]:
    """
    Return the words that say when a claim happened, most telling first.

    A day beside a speaking verb ("said on Friday") is the day of the saying: it comes last,
    and counts only where nothing else does (annotation guideline, ruling 9).

    Args:
        sentence: The sentence.
        start: Where the claim's words start in the stored text.
        end: Where they end.
        told: The word that tells the harm; None where the sentence itself makes no claim.
        of_saying_too: Whether the day of the saying counts at all.
    """
    timed = [n for n in sentence.names if n.kind == "time"]
    spoken = [
        n
        for n in timed
        if is_of_saying(sentence.content, sentence.start, n) or _is_beside_saying(sentence, n, told)
    ]
    told_of = [n for n in timed if n not in spoken and not _is_of_later_verb(sentence, n, told)]
    ordered = _in_clause(sentence, told_of, start, end)
    if of_saying_too:
        ordered += _by_nearness(spoken, start, end)
    return tuple(_from_then_on(sentence, n) for n in ordered[:2])


_SINCE = re.compile(r"\bsince\b(?!\s+then)[^,.;:!?]{0,90}$", re.IGNORECASE)
_SAYS_SINCE = re.compile(r"\s*(?:since|until|between|from)\b", re.IGNORECASE)


def _from_then_on(sentence: Sentence, named: Named) -> Mention:
    """As in "since the deal was signed on 24 November": not that day, but from it on."""
    found = naming.mention(named)
    since = _SINCE.search(sentence.content[sentence.start : named.start])
    if since is None or _SAYS_SINCE.match(named.name):
        return found
    return replace(found, name=f"since {named.name}")


def _is_beside_saying(sentence: Sentence, named: Named, told: "Token | None") -> bool:
    """As in "On Friday the paper said that ...": the day hangs on the speaking verb."""
    above = sentence.token_at(named.end - 1)
    if above is None:
        return False
    while above.head != above and above.pos_ not in grammar.VERBS:
        above = above.head
        is_outside = not named.start <= sentence.span(above)[0] < named.end
        if is_outside and above.pos_ in grammar.NOUNS:
            return False  # "figures for the attack five days earlier": of the attack
    return above != told and said.is_saying(above) and harm.verb(above) is None


_OF_REPORT = re.compile(
    r"(?:['’]s)?\s+(?:\w+\s+){0,4}"
    r"(?:report|statement|article|interview|tweet|resolution)\b",
    re.IGNORECASE,
)


def is_of_saying(content: str, start: int, named: Named) -> bool:
    """
    Whether a time is when something was said, not when it happened.

    Args:
        content: The text.
        start: Where the sentence or the block starts.
        named: The time.
    """
    if _reported().search(content[max(start, named.start - 40) : named.start]):
        return True
    return bool(_OF_REPORT.match(content[named.end : named.end + 60]))
