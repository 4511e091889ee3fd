"""Whether what is said happened, is feared, denied, estimated, or put at a distance."""

import re
from typing import TYPE_CHECKING

from onrecord import vocab
from onrecord.extract.parse import Sentence
from onrecord.model import Stance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token


def _words(name: str) -> frozenset[str]:
    table = vocab.read_table("onrecord.extract", "lexicon", "stance.yaml")
    return frozenset(map(str, table[name]["words"]))


def of(sentence: Sentence, token: "Token", start: int, end: int) -> Stance:
    """
    Return how the document stands to the harm that a token tells.

    Denied and hypothetical come first: what is feared or denied is never a fact, whoever
    says so. `reported` is for the caller to add, from the sources.
    """
    if _is_denied(sentence, token):
        return Stance.DENIED
    if _is_hypothetical(token):
        return Stance.HYPOTHETICAL
    said = sentence.content[max(sentence.start, start - 30) : end]
    if re.search(
        r"\b(?:allegedly|alleged|purportedly|supposedly|accused? of|blamed (?:for|on))\b",
        said,
        re.IGNORECASE,
    ):
        return Stance.ALLEGED
    if re.search(
        r"\b(?:estimated?|estimates|perhaps|possibly|is believed to|are believed to|may have|might have|could have)\b",
        said,
        re.IGNORECASE,
    ):
        return Stance.ESTIMATED
    return Stance.ASSERTED


def _chain(token: "Token") -> "Iterator[Token]":
    """The token and what governs it, up to the top of the sentence."""
    yield token
    while token.head != token:
        token = token.head
        yield token


def _is_hypothetical(token: "Token") -> bool:
    below = None
    for step in _chain(token):
        if below is not None and below.dep_ == "relcl" and step.pos_ in {"NOUN", "PROPN", "PRON"}:
            return False  # what a relative clause tells is taken as given
        if _has_modal(step, below):
            return True
        if below is not None and _governs_fear(step, below):
            return True
        if (
            below is not None
            and below.dep_ in {"advcl"}
            and any(
                c.dep_ == "mark" and c.lower_ in {"if", "unless", "lest", "should"}
                for c in below.children
            )
        ):
            return True
        if below is None and any(
            c.dep_ == "mark" and c.lower_ in {"if", "unless", "lest"} for c in step.children
        ):
            return True
        below = step
    return False


def _has_modal(step: "Token", below: "Token | None") -> bool:
    """As in "may be killed", "will likely see": not "may have died", which tells of the past."""
    if below is not None and below.dep_ in {
        "relcl",
        "conj",
        "parataxis",
        "advcl",
        "appos",
        "nsubj",
        "nsubjpass",
        "csubj",
    }:
        return False
    for child in step.children:
        if child.dep_ == "aux" and child.lower_ in {
            "may",
            "might",
            "could",
            "would",
            "will",
            "'ll",
            "should",
            "can",
            "shall",
        }:
            perfect = any(c.dep_ == "aux" and c.lower_ == "have" for c in step.children)
            if child.lower_ in {"will", "'ll", "shall", "can", "should"} or not perfect:
                return below is None or below.dep_ in {
                    "dobj",
                    "ccomp",
                    "xcomp",
                    "prep",
                    "pobj",
                    "acomp",
                    "attr",
                    "oprd",
                    "pcomp",
                }
    return False


_INSIDE = frozenset(
    {"ccomp", "xcomp", "acl", "pcomp", "prep", "pobj", "dobj", "advcl", "relcl", "conj", "poss"}
)


def _governs_fear(step: "Token", below: "Token") -> bool:
    lemma = step.lemma_.lower()
    if lemma in _words("feared"):
        if (
            step.tag_ in {"VBN", "VBD"}
            and lemma in {"fear", "expect"}
            and below.dep_ in {"oprd", "xcomp", "acomp"}
        ):
            return False  # "12 feared dead" is a count, with doubt
        return below.dep_ in _INSIDE - {"relcl"}
    if lemma not in _words("intended"):
        return False
    for_it = (
        below.dep_ == "prep"
        and below.lower_ in {"for", "to"}
        and lemma in {"call", "plan", "threat", "prepare", "push", "attempt"}
    )
    return for_it or below.dep_ in {"xcomp", "acl", "ccomp", "dobj"}


def _is_denied(sentence: Sentence, token: "Token") -> bool:
    if any(c.dep_ == "neg" for c in token.children):
        return True
    below = token
    for step in list(_chain(token))[1:]:
        if step.lemma_.lower() in _words("denied") and below.dep_ in {
            "ccomp",
            "xcomp",
            "pcomp",
            "prep",
            "dobj",
            "pobj",
        }:
            return True
        if (
            step.pos_ == "VERB"
            and below.dep_ in {"xcomp", "ccomp"}
            and any(c.dep_ == "neg" for c in step.children)
        ):
            return step.lemma_.lower() not in {"know", "say", "rule"}
        below = step
    return False
