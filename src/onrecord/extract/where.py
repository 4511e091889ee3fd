"""Which of the places and times named in a sentence belong to a claim."""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from onrecord.extract import harm, said
from onrecord.extract.parse import Sentence
from onrecord.model import Mention, Named, Outcome

if TYPE_CHECKING:
    from spacy.tokens import Token

_FINENESS = {"site": 0, None: 0, "town": 1, "district": 2, "province": 3, "area": 4, "country": 5}
_CLAUSE = re.compile(
    r";|,\s+(?:while|but|whereas|although|with)\b|\bwhile\b|\bwhereas\b|\band\s+(?:on|in)\s+(?=[A-Z])|,\s+and\s+(?:on|in)\b",
    re.IGNORECASE,
)
_REPORTING = re.compile(
    r"\b(?:said|says|reported|stated|announced|told|confirmed|added|wrote|statement|tweeted|report|published|press)\b(?:\s+\w+){0,2}\s*(?:on|in|late|early)?\s*$",
    re.IGNORECASE,
)
_NOT_WHERE = re.compile(
    r"\b(?:from|by|with|against|between|accus\w+|blam\w+|support\w*|backed|toward|towards|west of|east of|north of|south of|fled|flee|fleeing|escaped|minister of|president of|"
    r"king of|leader of|government of|army of|republic of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


# "released from the central prison": whence, and so where, if nothing else says where
_FROM = re.compile(r"\b(?:from|fled|fleeing|flee)\s+(?:the\s+)?(?:\w+\s+)?$", re.IGNORECASE)


_DATELINE = re.compile(
    r"[A-Z][A-Z'’ .-]{2,40}(?:,\s*[A-Z][\w .]{1,30})?(?:[,/]?\s*\(?\w{3,9}\.?\s+\d{1,2}\)?|,?\s*\d{1,2}\s+\w+\.?)?(?:,?\s*\d{4})?"
    r"\s*(?:\([^)]{2,60}\))?\s*(?:[-–—]+|:)\s+(?=\S)"
)


def dateline(content: str, start: int, end: int) -> int:
    """
    Return how many characters of a block are its dateline: where and when it was filed.

    >>> text = "SAADA, Yemen, Aug 9 (Red Sea Wire) - An air strike hit a bus."
    >>> text[dateline(text, 0, len(text)):]
    'An air strike hit a bus.'
    """
    match = _DATELINE.match(content, start, end)
    return match.end() - start if match else 0


def mention(named: Named, carried: str | None = None) -> Mention:
    """Return a name found in the text as the filling of a slot."""
    return Mention(
        name=named.name,
        start=named.start,
        end=named.end,
        carried=carried,
        candidates=named.candidates,
    )


_SAID_IN = re.compile(
    r"\b(?:said|told|announced|stated|statement|reporters|speaking|added)\b(?:\s+\w+){0,3}\s+(?:in|from|at)\s+$",
    re.IGNORECASE,
)


def _clause(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """The stretch of the sentence around a claim that no clause boundary cuts."""
    first, last = sentence.start, sentence.end
    for cut in _CLAUSE.finditer(sentence.content, sentence.start, sentence.end):
        if cut.end() <= start:
            first = max(first, cut.start())
        elif cut.start() >= end:
            last = min(last, cut.start())
    return first, last


def _by_nearness(found: Iterable[Named], start: int, end: int) -> list[Named]:
    return sorted(found, key=lambda n: (max(n.start - end, start - n.end, 0), n.start))


def is_location(sentence: Sentence, named: Named) -> bool:
    """Whether a place name says where: not who ("Moscow denied"), nor whence ("from Aleppo")."""
    before = sentence.content[max(sentence.start, named.start - 30) : named.start]
    if _NOT_WHERE.search(before) or _SAID_IN.search(before):
        return False
    token = sentence.token_at(named.end - 1)
    if token is None:
        return True
    if token.dep_ in {"nsubj", "nsubjpass", "agent", "dative"} and token.head.pos_ in {
        "VERB",
        "AUX",
    }:
        return token.head.lemma_ in {
            "see",
            "witness",
            "suffer",
        }  # "Rwanda saw even more people murdered"
    if (
        token.dep_ in {"dobj"}
        and named.what == "country"
        and token.head.lemma_
        not in {
            "reach",
            "leave",
            "enter",
            "hit",
            "shake",
            "rock",
            "strike",
            "bomb",
            "shell",
            "attack",
            "raid",
            "storm",
            "pound",
            "target",
        }
    ):
        return False
    return not (token.dep_ == "amod" or token.pos_ == "ADJ")


def _is_of_later_verb(sentence: Sentence, named: Named, told: "Token | None") -> bool:
    """As in "killing two in 2004 and bombing a bridge in Jaffa": Jaffa is not where the two died."""
    token = sentence.token_at(named.end - 1)
    if told is None or token is None or token.i < told.i:
        return False
    above = _verb_above(token)
    shares = harm.verb(above)
    if shares is not None and shares.outcome is not Outcome.ATTACKED:
        return False  # "killed and injured in Jaffa": the place is said of both
    return above.dep_ == "conj" and above.i > told.i and any(a == told for a in above.ancestors)


def _verb_above(token: "Token") -> "Token":
    above = token
    while above.head != above and above.pos_ not in {"VERB", "AUX"}:
        above = above.head
    return above


def _is_of_voice(
    sentence: Sentence, named: Named, voices: Sequence[Mention], told: "Token | None"
) -> bool:
    """As in "the health ministry in the capital said": where the voice sits, not where they died."""
    token = sentence.token_at(named.end - 1)
    for voice in voices:
        if voice.end is None or voice.carried or token is None:
            continue
        head = sentence.token_at(voice.end - 1)
        if head is None or token == head or (told is not None and told in head.subtree):
            continue
        if any(a == head for a in token.ancestors):
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
    """
    acting = [n for n in sentence.names if n.kind == "actor" and n.what != "state"]
    named = [
        n
        for n in sentence.names
        if n.kind == "place" and not any(a.start <= n.start < a.end for a in acting)
    ]
    located = [n for n in named if is_location(sentence, n)]
    if not located:
        located = [
            n
            for n in named
            if _FROM.search(sentence.content[max(sentence.start, n.start - 30) : n.start])
        ]
    located = [
        n
        for n in located
        if not _is_of_later_verb(sentence, n, told) and not _is_of_voice(sentence, n, voices, told)
    ]
    first, last = _clause(sentence, start, end)
    inside = [n for n in located if first <= n.start < last]
    return tuple(mention(n) for n in _one_of_each(_by_nearness(inside or located, start, end)))


def _one_of_each(nearest_first: Sequence[Named]) -> list[Named]:
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
        and not _SAID_IN.search(sentence.content[max(sentence.start, n.start - 40) : n.start])
        and not any(a.kind == "actor" and a.start <= n.start < a.end for a in sentence.names)
    ]
    return tuple(mention(n) for n in _one_of_each(found[-1:]))


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
    """
    timed = [n for n in sentence.names if n.kind == "time"]
    spoken = [
        n
        for n in timed
        if is_of_saying(sentence.content, sentence.start, n) or _is_beside_saying(sentence, n, told)
    ]
    told_of = [n for n in timed if n not in spoken and not _is_of_later_verb(sentence, n, told)]
    first, last = _clause(sentence, start, end)
    inside = [n for n in told_of if first <= n.start < last]
    ordered = _by_nearness(inside or told_of, start, end)
    if of_saying_too:
        ordered += _by_nearness(spoken, start, end)
    return tuple(mention(n) for n in ordered[:2])


def _is_beside_saying(sentence: Sentence, named: Named, told: "Token | None") -> bool:
    """As in "On Friday the paper said that ...": the day hangs on the speaking verb."""
    token = sentence.token_at(named.end - 1)
    if token is None:
        return False
    above = token
    while above.head != above and above.pos_ not in {"VERB", "AUX"}:
        above = above.head
        outside = not named.start <= sentence.span(above)[0] < named.end
        if outside and above.pos_ in {"NOUN", "PROPN"}:
            return False  # "figures for the attack five days earlier": of the attack
    return above != told and above.lemma_.lower() in said.verbs() and harm.verb(above) is None


def is_of_saying(content: str, start: int, named: Named) -> bool:
    """Whether a time is when something was said, not when it happened."""
    before = content[max(start, named.start - 40) : named.start]
    if _REPORTING.search(before):
        return True
    after = content[named.end : named.end + 60]
    return bool(
        re.match(
            r"(?:['’]s)?\s+(?:\w+\s+){0,4}(?:report|statement|article|interview|tweet|resolution)\b",
            after,
            re.IGNORECASE,
        )
    )
