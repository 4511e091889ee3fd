"""Voices that give a number without a word for saying: "the observatory has 26 dead"."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from onrecord.extract import grammar, naming, wordlist
from onrecord.extract.sentence import Sentence
from onrecord.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

# kinds of named actors that keep records of others' dead
_KEEPING = frozenset({"documenter", "intergovernmental", "humanitarian", "media", "official"})
_HELD = frozenset({"have", "come", "hold"})  # what anybody may have: only a keeper's is a count
_SAID_BEFORE = frozenset({"he", "she", "they"})  # whoever it was is found later
_BY = frozenset({"by", "from"})
_ADDED = 60  # characters: "dozens were wounded" goes on in a voice, a longer clause is another's


def held(sentence: Sentence, token: "Token", start: int) -> Iterator[Mention]:
    """
    As in "the monitor had 26 dead", "the army owns to six dead", "a count kept by X has 310".

    Who has dead of their own gives no count of others: "the army had 26 dead" names no voice.

    Args:
        sentence: The sentence of the claim.
        token: The word that tells the harm.
        start: Where the claim's words start in the stored text.
    """
    for verb in _verbs(token):
        subject = grammar.child(verb.head if verb.dep_ == "xcomp" else verb, {"nsubj"})
        if subject is None or sentence.span(verb)[1] > start:
            continue
        if subject.lemma_.lower() in wordlist.words("said", "nouns"):
            if verb.lemma_.lower() == "come":
                return  # "reports have been coming in": nobody's
            yield from _whose(sentence, subject)
        elif _may_give(sentence, subject, verb):
            yield naming.name(sentence, subject)
        return


def _verbs(token: "Token") -> Iterator["Token"]:
    """The verbs of giving over a word, the nearest first, and the one that its clause hangs on."""
    given = wordlist.words("said", "giving")
    above = [a for a in (token, *token.ancestors) if a.pos_ in grammar.VERBS]
    beside = [c for a in above for c in a.children if c.dep_ == "ccomp" and c.i < token.i]
    return (v for v in (*above, *beside) if v.lemma_.lower() in given and v.dep_ != "aux")


def _may_give(sentence: Sentence, subject: "Token", verb: "Token") -> bool:
    named = sentence.actor(subject)
    is_keeper = _is_keeper(subject)
    if verb.lemma_.lower() in _HELD:
        return is_keeper or (named is not None and named.what in _KEEPING)
    is_voice = subject.lemma_.lower() in wordlist.words("said", "voices")
    is_pronoun = subject.pos_ == "PRON"
    return named is not None or is_keeper or (is_voice and not is_pronoun)


def _is_keeper(noun: "Token") -> bool:
    """As in "the observatory", "a rights group"; of other groups nobody knows."""
    if noun.lemma_.lower() in wordlist.words("said", "keepers"):
        return True
    watching = wordlist.words("said", "watching")
    is_group = noun.lemma_.lower() in wordlist.words("said", "bodies")
    return is_group and any(c.lower_ in watching for c in noun.children)


def _whose(sentence: Sentence, account: "Token") -> Iterator[Mention]:
    """As in "the bishop's list", "a count kept by the bar": whose it is, else the count itself."""
    owner = next((c for c in account.children if c.dep_ == "poss" and c.pos_ != "PRON"), None)
    for kept in account.children:
        if owner is None and kept.dep_ == "acl":
            owner = next(grammar.governed(kept, _BY, frozenset({"agent", "prep"})), None)
    yield naming.name(sentence, owner or account)


_CUT = r"(?=\W*$|\s*;)"
_WHO = r"(?P<who>(?!and\b|but\b|who\b|which\b)[^,;:\d]{2,90}?)"
_WHEN = (
    r"(?:\s+(?:on|in|late|early|earlier|this|last|by|to|yesterday|today|at|\w+day)\b[^,;]{0,60}?)?"
)
_AFTER = re.compile(rf",\s+{_WHO}\s+(?P<verb>[a-z]+){_WHEN}{_CUT}")
_TURNED = re.compile(
    r",\s+(?:said|says|say|writes?|wrote|reports?|reported|states?|stated|claims?|claimed)"
    rf"\s+(?:the\s+|an?\s+)?{_WHO}{_WHEN}{_CUT}"
)
# "Thirty bodies, he says, came to him", "there were, the UN says, a dozen"
_INSIDE = re.compile(
    rf",\s+{_WHO}\s+(?:said|says|say|told\s+\w+|tells\s+\w+|reports|reported|estimates)\s*,"
)
_CREDITED = re.compile(r"\bsources?:\s*(?:the\s+)?(?P<who>[^;:).,\n]{3,60})", re.IGNORECASE)
_AS_IT_SAYS = re.compile(
    r",\s+as\s+(?:the\s+)?(?P<who>[^,;:\d]{3,60}?)\s+(?:has|have|had|puts?)\s+it\b"
)


def credited(sentence: Sentence, end: int) -> Iterator[Mention]:
    """As in "(two killed, one injured; source: police)": who stands behind the word."""
    match = _CREDITED.search(sentence.content, end, sentence.end)
    if match is not None:
        start, stop = match.span("who")
        named = next((n for n in sentence.names if n.kind == "actor" and n.start == start), None)
        yield (
            naming.mention(named)
            if named is not None
            else Mention(name=match["who"].rstrip(), start=start, end=stop)
        )


def clause(sentence: Sentence, start: int, end: int) -> Iterator[Mention]:
    """
    As in "…, the constabulary said; last year they killed 40": who ends a clause ends it for all.

    Also "…, says a teacher", "…, as the opposition has it". A few words after a semicolon go on in
    the same voice: "dozens were wounded".

    Args:
        sentence: The sentence of the claim.
        start: Where the claim's words start in the stored text.
        end: Where they end.
    """
    cut = _clause_begins(sentence, start, end)
    inside = [*_matched(sentence, _INSIDE)]
    found = [f for p in (_AFTER, _TURNED, _AS_IT_SAYS) for f in _matched(sentence, p)]
    # around what is put in between, the whole clause is in that voice
    around = [f for f in inside if f.end <= start and _is_same(sentence, f.end, start)]
    after = [f for f in (*inside, *found) if f.start >= end and _is_same(sentence, end, f.start)]
    before = [f for f in found if f.end <= cut]
    for chosen in (*around[:1], *after[:1], *before[-1:]):
        yield naming.name(sentence, chosen.token)
        return


def goes_on(sentence: Sentence, start: int, end: int) -> bool:
    """Whether some words stand in a short clause after a semicolon, which goes on in a voice."""
    return _clause_begins(sentence, start, end) > 0


def _clause_begins(sentence: Sentence, start: int, end: int) -> int:
    """Where the few words after a semicolon begin that hold a claim; 0 where there are no such."""
    begins = sentence.content.rfind(";", sentence.start, start)
    ends = sentence.content.find(";", end, sentence.end)
    ends = ends if ends >= 0 else sentence.end
    return begins + 1 if begins >= 0 and ends - begins <= _ADDED else 0


def _is_same(sentence: Sentence, end: int, at: int) -> bool:
    return ";" not in sentence.content[end:at]


class _Matched(NamedTuple):
    """Words that give a voice: where they start and end, and its noun."""

    start: int
    end: int
    token: "Token"


def _matched(sentence: Sentence, pattern: re.Pattern[str]) -> Iterator[_Matched]:
    for match in pattern.finditer(sentence.content, sentence.start, sentence.end):
        token = _voice_in(sentence, match)
        if token is not None:
            yield _Matched(match.start(), match.end(), token)


def _voice_in(sentence: Sentence, match: re.Match[str]) -> "Token | None":
    """The noun of a match that can speak; None where it cannot, or no verb of saying follows."""
    if "verb" in match.re.groupindex:
        verb = sentence.token_at(match.start("verb"))
        if verb is None or verb.lemma_.lower() not in wordlist.words("said", "verbs"):
            return None
    token = sentence.token_at(match.start("who"))
    while token is not None and token.dep_ in {"compound", "amod", "det", "poss", "nmod"}:
        if token.head.i <= token.i or sentence.span(token.head)[0] >= match.end("who"):
            break
        token = token.head
    if token is not None and token.pos_ == "PRON" and token.lower_ in _SAID_BEFORE:
        return token
    if token is None or token.pos_ not in grammar.NOUNS:
        return None
    named = sentence.actor(token)
    if named is not None:
        return token if named.what != "state" else None
    listed = wordlist.words("said", "voices") | wordlist.words("said", "keepers")
    return token if token.lemma_.lower() in listed else None
