"""Whether what is said happened, is feared, denied, estimated, or put at a distance."""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from onrecord.extract import grammar, trace, wordlist
from onrecord.extract.sentence import Sentence
from onrecord.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

_IF = frozenset({"if", "unless", "lest"})
_FORETELLING = frozenset({"will", "'ll", "shall", "can", "should"})
_MODALS = _FORETELLING | {"may", "might", "could", "would"}
# a harm under a modal by one of these is under it in meaning too: "may see more people killed"
_UNDER_MODAL = frozenset(
    {"dobj", "ccomp", "xcomp", "prep", "pobj", "acomp", "attr", "oprd", "pcomp"}
)
_UNDER_FEAR = frozenset(
    {"ccomp", "xcomp", "acl", "pcomp", "prep", "pobj", "dobj", "advcl", "conj", "poss"}
)
_UNDER_DENIAL = frozenset({"ccomp", "xcomp", "pcomp", "prep", "dobj", "pobj"})


def of(sentence: Sentence, token: "Token", start: int, end: int) -> Stance:
    """
    Return how the document stands to the harm that a token tells.

    Denied and hypothetical come first: what is feared or denied is never a fact, whoever
    says so. `reported` is for the caller to add, from the sources.
    """
    if _is_denied(token) or _is_refuted(sentence, start, end):
        return Stance.DENIED
    if _is_hypothetical(token):
        return Stance.HYPOTHETICAL
    said = sentence.content[max(sentence.start, start - 30) : end]
    if wordlist.pattern("stance", "alleged").search(said):
        return Stance.ALLEGED
    if wordlist.pattern("stance", "estimated").search(said):
        return Stance.ESTIMATED
    return Stance.ASSERTED


def _chain(token: "Token") -> Iterator[tuple["Token", "Token | None"]]:
    """The token and what governs it, up to the top of the sentence, each with the one below."""
    below = None
    while True:
        yield token, below
        if token.head == token:
            return
        below, token = token, token.head


def _is_refuted(sentence: Sentence, start: int, end: int) -> bool:
    """As in "the allegation that five civilians died is baseless"."""
    if _LIE.search(sentence.content, sentence.start, start):
        return True
    told = _TOLD.search(sentence.content, sentence.start, start)
    told = told or _REPORT.match(sentence.content, start, end)
    return told is not None and bool(_baseless().search(sentence.content, end, sentence.end))


_LIE = re.compile(
    r"\bthe (?:lies?|slanders?|inventions?|fabrications?) (?:of|by|that)\b", re.IGNORECASE
)
_REPORT = re.compile(r"(?:\w+ ){0,3}(?:reports?|claims?|allegations?) of\b", re.IGNORECASE)


_TOLD = re.compile(
    r"\b(?:allegations?|assertions?|claims?|reports?|accusations?|rumou?rs?|story|stories)\b[^;:]*$",
    re.IGNORECASE,
)


@cache
def _baseless() -> re.Pattern[str]:
    untrue = wordlist.alternatives("stance", "untrue")
    return re.compile(rf"\b(?:is|are|was|were|as|been)\s+(?:\w+\s+)?{untrue}\b", re.IGNORECASE)


def _is_hypothetical(token: "Token") -> bool:
    """As in "fear that 12 were killed", "will kill", "if 12 were killed"."""
    for step, below in _chain(token):
        if below is not None and below.dep_ == "relcl" and step.pos_ in grammar.NOUNS | {"PRON"}:
            return False  # what a relative clause tells is taken as given
        if _has_modal(step, below):
            return True
        if below is None:
            if _has_mark(step, _IF):
                return True
        elif (
            _governs_fear(step, below)
            or _has_fear(step, below)
            or (below.dep_ == "advcl" and _has_mark(below, _IF | {"should"}))
        ):
            return True
    return False


def _has_mark(verb: "Token", marks: frozenset[str]) -> bool:
    """As in "if they were killed"."""
    return any(c.dep_ == "mark" and c.lower_ in marks for c in verb.children)


def _has_modal(step: "Token", below: "Token | None") -> bool:
    """As in "may be killed", "will likely see": not "may have died", which tells of the past."""
    if step.lemma_ in {"recall", "remember", "note", "mention", "read", "hear", "learn"}:
        return False  # "it would be recalled that": a way of saying so
    if below is not None and below.dep_ not in _UNDER_MODAL:
        return False
    auxiliaries = {c.lower_ for c in step.children if c.dep_ == "aux"}
    modals = auxiliaries & _MODALS
    return bool(modals & _FORETELLING) or (bool(modals) and "have" not in auxiliaries)


def _has_fear(step: "Token", below: "Token") -> bool:
    """As in "Fears grow that 12 were killed": the subject of what governs the clause."""
    feared = wordlist.words("stance", "feared")
    return below.dep_ in {"ccomp", "acl"} and any(
        c.dep_ == "nsubj" and c.pos_ == "NOUN" and c.lemma_.lower() in feared for c in step.children
    )


def _governs_fear(step: "Token", below: "Token") -> bool:
    """As in "fears of a massacre", "vowed to kill 100": what is feared or only intended."""
    lemma = step.lemma_.lower()
    if lemma in wordlist.words("stance", "feared"):
        is_count = step.tag_ in {"VBN", "VBD"} and lemma in {"fear", "expect"}
        if is_count and below.dep_ in {"oprd", "xcomp", "acomp"}:
            return False  # "12 feared dead" is a count, with doubt
        return below.dep_ in _UNDER_FEAR
    if lemma not in wordlist.words("stance", "intended"):
        return False
    if lemma == "agree" and below.dep_ == "ccomp":
        return False  # "both agreed that 25 were hurt"
    if below.dep_ == "prep" and below.lower_ in {"for", "to"}:
        return lemma in wordlist.words("stance", "intended_for")
    return below.dep_ in {"xcomp", "acl", "ccomp", "dobj"}


def _is_denied(token: "Token") -> bool:
    """As in "denied killing 12", "12 were not killed", "does not believe that 12 were killed"."""
    if grammar.has(token, {"neg"}) and trace.unseen(token) is None:
        return True
    for step, below in _chain(token):
        if below is None:
            continue
        lemma = step.lemma_.lower()
        if lemma in wordlist.words("stance", "denied") and below.dep_ in _UNDER_DENIAL:
            between = step.doc[min(step.i, below.i) : max(step.i, below.i)]
            return not any(t.text == ";" for t in between)
        is_over = step.pos_ == "VERB" and below.dep_ in {"xcomp", "ccomp"} and step.i < below.i
        if is_over and grammar.has(step, {"neg"}):
            return lemma not in {"know", "say", "rule"}
    return False
