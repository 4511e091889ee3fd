"""Voices that no speaking verb governs: labels, reckonings, brackets, and the trailing "said"."""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from onrecord.extract import naming, wordlist
from onrecord.extract.sentence import Sentence
from onrecord.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

_LABEL = re.compile(
    r"(?:\d{1,2}[.:]\d\d\s+|UPDATE[^:]{0,12}:\s+)?(?:CLIP\s+\()?(?P<label>[^:;\d()]{2,110})\)?:\s"
)


def label(sentence: Sentence) -> Iterator[Mention]:
    """As in "Army: 22 militants killed", "The observatory has raised its count: 98 killed"."""
    end = min(sentence.end + 1, len(sentence.content))  # a parse may end the sentence at the colon
    match = _LABEL.match(sentence.content, sentence.start, end)
    if match is None:
        return
    named = next((n for n in sentence.names if n.start == sentence.start), None)
    if named is not None and named.kind == "actor" and named.end == match.end("label"):
        if named.what != "state":  # "Nigeria: nine killed" says where
            yield naming.mention(named)
        return
    begin, stop = match.span("label")
    heads = [t for t in sentence.tokens if begin <= sentence.span(t)[0] < stop]
    has_verb = any(t.pos_ in {"VERB", "AUX"} for t in heads)
    if has_verb and not _tells_count(match["label"]):
        return
    speaker = next((t for t in heads if _is_voice(sentence, t, is_subject=has_verb)), None)
    if speaker is not None and speaker.dep_ != "compound":
        yield naming.name(sentence, speaker)
    elif speaker is not None and not has_verb:
        yield Mention(name=match["label"], start=begin, end=stop)  # "Radio Nile", "Minister X"


_TRAILING = re.compile(r"\s[-–—]\s(?:the\s+)?(?P<who>[^-–—:;,.\d()]{2,40}?)\.?\s*$")


def trailing(sentence: Sentence) -> Iterator[Mention]:
    """As in the headline "Shelling kills nine in Aden – agency": who says so, behind a dash."""
    match = _TRAILING.search(sentence.content, sentence.start, sentence.end)
    is_line = sentence.content[sentence.end : sentence.end + 1] in {"", "\n", "\r"}
    if match is None or not is_line:
        return
    begin, stop = match.span("who")
    named = next((n for n in sentence.names if n.kind == "actor" and n.start == begin), None)
    heads = [t for t in sentence.tokens if begin <= sentence.span(t)[0] < stop]
    if any(t.pos_ in {"VERB", "AUX"} for t in heads):
        return
    if named is not None and named.end == stop and named.what != "state":
        yield naming.mention(named)
    elif heads and heads[-1].lemma_.lower() in wordlist.words("said", "voices"):
        yield Mention(name=match["who"], start=begin, end=stop)


@cache
def _count_words() -> re.Pattern[str]:
    return re.compile(rf"\b{wordlist.alternatives('said', 'introducing')}\b", re.IGNORECASE)


def _tells_count(words: str) -> bool:
    return bool(_count_words().search(words))


def _is_voice(sentence: Sentence, token: "Token", *, is_subject: bool) -> bool:
    """Whether a word of a label is who speaks: where there is a verb, its subject."""
    if is_subject and token.dep_ not in {"nsubj", "appos"}:
        return False
    if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ == "poss":
        return False
    named = sentence.actor(token)
    if named is not None:
        return named.what != "state"
    return token.lemma_.lower() in wordlist.words("said", "voices") or (
        is_subject and token.lemma_.lower() in {"man", "woman"}
    )


_COUNTS = r"(?:count|tally|toll|reckoning|estimate|account|figures|records|admission)"
_RECKONED = re.compile(
    rf"\bby\s+(?=(?:the\s+)?[\w\s-]{{2,40}}?['’]s?\s+(?:own\s+)?{_COUNTS}\b)(?:the\s+)?"
    rf"|\bby\s+the\s+(?:{_COUNTS}|saying|words)\s+of\s+(?:the\s+)?"
    r"|\bby\s+(?:the\s+)?(?:data|calculations?|estimates|information)\s+(?:of|from)\s+(?:the\s+)?"
    r"|\bif\s+(?:you|we|one)\s+believes?\s+(?:the\s+)?"
    r"|\bby\s+(?=(?:his|her|their|its)\s+(?:own\s+)?(?:words|count|account)\b)",
    re.IGNORECASE,
)
_PRONOUN = {"his": "he", "her": "she", "their": "they", "its": "it"}


def reckoned(sentence: Sentence) -> Iterator[Mention]:
    """As in "by the bishop's count", "by the saying of the army", "if you believe the radio"."""
    for match in _RECKONED.finditer(sentence.content, sentence.start, sentence.end):
        token = sentence.token_at(match.end())
        if token is None:
            continue
        if token.lower_ in _PRONOUN:
            begin, stop = sentence.span(token)
            yield Mention(name=_PRONOUN[token.lower_], start=begin, end=stop)
            continue
        while token.dep_ in {"compound", "amod", "det"} and token.head.i > token.i:
            token = token.head
        yield naming.name(sentence, token)


_BRACKET = re.compile(r"\(([A-Z][^()\d]{6,60})\)\W*$")


def bracketed(sentence: Sentence) -> Iterator[Mention]:
    """As in "13 dead (Nasser Hospital).": the source in brackets at the end."""
    match = _BRACKET.search(sentence.content, sentence.start, sentence.end)
    if match is None or " " not in match[1]:
        return
    words = match[1].lower().replace(",", " ").split()
    if any(w in wordlist.words("said", "voices") for w in words):
        yield Mention(name=match[1], start=match.start(1), end=match.end(1))


_LAST = re.compile(
    r",\s+(?P<who>(?!and\b|but\b|who\b|which\b)[^,;:\d]{3,90}?)\s+(?:said|says|added|reported|announced|confirmed|wrote)"
    r"(?:\s+(?:on|in|late|early|earlier|this|last|by|to|yesterday|today|\w+day)\b[^,;]*)?\W*$"
)
_BARE_LAST = re.compile(r"\b(?:said|says)(?:\s+(?:on\s+)?(?:\w+day|today|yesterday))?\W*$")


def last(sentence: Sentence) -> Iterator[Mention]:
    """As in "…, refugees who crossed the river said on Monday", however the parse takes it."""
    match = _LAST.search(sentence.content, sentence.start, sentence.end)
    token = sentence.token_at(match.start("who")) if match else None
    if token is not None:
        while token.dep_ in {"compound", "amod", "det", "poss", "nmod"} and token.head.i > token.i:
            token = token.head
        if _is_voice(sentence, token, is_subject=False):
            yield naming.name(sentence, token)
            return
    bare = _BARE_LAST.search(sentence.content, sentence.start, sentence.end)
    if bare is not None:
        yield from _just_before(sentence, bare.start())


def _just_before(sentence: Sentence, at: int) -> Iterator[Mention]:
    """As in "two died there residents said": the plain noun just before, with its own "in …"."""
    for token in reversed([t for t in sentence.tokens if sentence.span(t)[0] < at][-10:]):
        if token.pos_ in {"VERB", "AUX", "PUNCT"}:
            return
        is_listed = token.lemma_.lower() in wordlist.words("said", "voices")
        if token.pos_ == "NOUN" and is_listed and token.dep_ != "compound":
            yield naming.name(sentence, token)
            return
