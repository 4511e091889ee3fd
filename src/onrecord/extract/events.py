"""Violence spoken of as such: forecast, or said to have been committed, without a number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord import vocab
from onrecord.extract import stance
from onrecord.extract.parse import Sentence
from onrecord.model import Outcome, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Event:
    """A noun for violence, what it is, and how the document stands to it."""

    noun: "Token"
    outcome: Outcome
    stance: Stance
    start: int
    end: int


@lru_cache(1)
def _table() -> tuple[dict[str, Outcome], frozenset[str]]:
    table = vocab.read_table("onrecord.extract", "lexicon", "events.yaml")
    return {str(n): Outcome(o) for n, o in table["nouns"].items()}, frozenset(table["committed"])


@lru_cache(1)
def quick_look() -> re.Pattern[str]:
    """Return a pattern that finds any noun of this list, for the look before parsing."""
    nouns = sorted({n.rstrip("y") for n in _table()[0]})
    return re.compile(rf"\b(?:{'|'.join(nouns)})\w{{0,4}}\b", re.IGNORECASE)


def events(sentence: Sentence, taken: list[tuple[int, int]]) -> Iterator[Event]:
    """Return violence spoken of as such, outside the claims already found."""
    nouns, committed = _table()
    seen: set[Stance] = set()
    for token in sentence.tokens:
        outcome = nouns.get(token.lemma_.lower())
        if outcome is None or token.pos_ not in {"NOUN", "PROPN"}:
            continue
        start, end = _span(sentence, token)
        if any(s < end and start < e for s, e in taken):
            continue
        held = stance.of(sentence, token, start, end)
        if held in seen or held is Stance.DENIED:
            continue
        if held is Stance.HYPOTHETICAL:
            seen.add(held)
            yield Event(token, Outcome.ATTACKED, held, *_governed(sentence, token))
        elif _is_committed(token, committed):
            seen.add(held)
            yield Event(token, outcome, held, start, end)


def _is_committed(token: "Token", committed: frozenset[str]) -> bool:
    if any(c.dep_ in {"acl", "relcl"} and c.lemma_ in committed for c in token.children):
        return True
    head = token.head
    for _ in range(3):
        if head.pos_ == "VERB":
            return head.lemma_ in committed
        if head.head == head:
            return False
        head = head.head
    return False


def _span(sentence: Sentence, token: "Token") -> tuple[int, int]:
    first = min(
        (c for c in token.children if c.dep_ in {"amod", "compound"} and c.i < token.i),
        key=lambda t: t.i,
        default=token,
    )
    last = max(
        (c.head for c in token.subtree if c.dep_ in {"pobj"} and c.i < token.i + 9),
        key=lambda t: t.i,
        default=token,
    )
    last = max(last, token, key=lambda t: t.i)
    end = sentence.span(last)[1]
    for child in last.children:
        if child.dep_ == "pobj" and sentence.holds(child):
            end = sentence.span(child)[1]
    return sentence.span(first)[0], end


def _governed(sentence: Sentence, token: "Token") -> tuple[int, int]:
    """From the verb that makes it no fact to the noun: "we will see ... atrocities"."""
    top = token
    for _ in range(6):
        if top.head == top or not sentence.holds(top.head):
            break
        top = top.head
        if any(c.dep_ == "aux" for c in top.children):
            break
    subject = next((c for c in top.children if c.dep_ in {"nsubj", "nsubjpass"}), top)
    first = min(subject.left_edge, top, token, key=lambda t: t.i)
    last = max(token, top, key=lambda t: t.i)
    start, end = sentence.span(first)[0], sentence.span(last)[1]
    return (
        (start, end) if end - start <= 300 else (sentence.span(token)[0], sentence.span(token)[1])
    )
