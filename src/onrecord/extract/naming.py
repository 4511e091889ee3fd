"""A noun phrase as a mention: the name if it has one, else its words without article."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.extract import grammar, wordlist
from onrecord.extract.sentence import Sentence
from onrecord.model import Mention, Named

if TYPE_CHECKING:
    from spacy.tokens import Token

_DESCRIBING = frozenset({"compound", "amod", "nmod", "poss"})
_BEFORE_HEAD = _DESCRIBING | {"det", "nummod", "advmod", "case", "quantmod"}
_ARTICLE = re.compile(
    r"^(?:the|a|an|its|his|her|their|some|several|many|another|one|two)\s+", re.IGNORECASE
)
_POSSESSIVE = re.compile(r"(?:['’]s|['’])$")


def mention(named: Named) -> Mention:
    """Return a name found in the text as the filling of a slot."""
    return Mention(name=named.name, start=named.start, end=named.end, candidates=named.candidates)


def name(sentence: Sentence, token: "Token") -> Mention:
    """
    Return a noun phrase as a mention: the name if it has one, else the words without article.

    As in "a teacher, Sami Noor, said": the name beside a description is preferred.
    """
    for child in token.children:
        if child.dep_ == "appos" and child.pos_ == "PROPN" and token.pos_ != "PROPN":
            return name(sentence, child)
    named = sentence.actor(token)
    return mention(named) if named is not None else _described(sentence, token)


def _described(sentence: Sentence, token: "Token") -> Mention:
    """As in "the city's chief of police": the words, from what describes the noun to its "of"."""
    before = (c.left_edge for c in token.children if c.dep_ in _DESCRIBING and c.i < token.i)
    first = min((token, *before), key=lambda t: t.i)
    begin, stop = sentence.span(first)[0], sentence.span(_last(token))[1]
    begin += (
        sentence.content[begin:stop].rfind(" - ") + 3
        if " - " in sentence.content[begin:stop]
        else 0
    )
    article = _ARTICLE.match(sentence.content[begin:stop])
    begin += article.end() if article else 0
    possessive = _POSSESSIVE.search(sentence.content[begin:stop])
    stop -= len(possessive.group()) if possessive else 0
    who = _PERSON.match(sentence.content, stop, sentence.end)
    if who and token.pos_ == "NOUN" and _is_one_person(token):
        return Mention(name=who[1], start=who.start(1), end=who.end(1))
    if token.pos_ == "PROPN":
        begin, stop = _whole_name(sentence, token, begin, stop)
    return Mention(name=sentence.content[begin:stop], start=begin, end=stop)


def _whole_name(sentence: Sentence, token: "Token", begin: int, stop: int) -> tuple[int, int]:
    """As in "DG ISPR Lt Gen Ahmed Noor": rank, office and name, however the parse cuts them."""
    others = [n for n in sentence.names if n.kind != "actor"]
    for after in sentence.tokens[token.i + 1 - sentence.first :]:
        first, last = sentence.span(after)
        if first < stop:
            continue
        if after.pos_ != "PROPN" or sentence.content[stop:first] not in {" ", ". "}:
            break
        if any(n.start < last and first < n.end for n in others):
            break
        stop = last
    return begin, stop


# "the county commissioner, Amum Deng, said"
_PERSON = re.compile(
    r",\s+((?:[A-Z][\w'’-]+\s+){1,3}[A-Z][\w'’-]+)(?=[,.;]|\s+(?:said|says|told)\b)"
)


def _is_one_person(token: "Token") -> bool:
    lemma = token.lemma_.lower()
    is_voice = lemma in wordlist.words("said", "voices")
    return is_voice and lemma not in wordlist.words("said", "bodies") and token.tag_ == "NN"


def _last(token: "Token") -> "Token":
    """As in "chief of police": the last word of the "of" part; the noun itself without one."""
    last = token
    for child in token.children:
        if child.dep_ != "prep" or child.lower_ not in {"of", "for"} or child.i != token.i + 1:
            continue
        if token.pos_ == "PRON":
            continue
        if any(t.pos_ == "VERB" for t in child.subtree):
            last = token
        else:
            inside = (t for t in child.subtree if t.i < child.i + 8 and t.dep_ != "relcl")
            last = max(inside, key=lambda t: t.i, default=token)
    return last


def names(sentence: Sentence, token: "Token") -> Iterator[Mention]:
    """Name what a noun stands for, and those listed with it."""
    yield name(sentence, token)
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in grammar.NOUNS:
            yield from names(sentence, child)


def head_of(sentence: Sentence, token: "Token") -> "Token":
    """Return the noun whose phrase begins at a token; a number between ends the phrase."""
    head = token
    while head.dep_ in _BEFORE_HEAD and head.head.i > head.i and sentence.holds(head.head):
        if any(sentence.quantity(t) for t in sentence.tokens if token.i < t.i < head.head.i):
            break
        head = head.head
    return head
