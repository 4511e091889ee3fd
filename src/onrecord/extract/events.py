"""Violence spoken of as such: forecast, or said to have been committed, without a number."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from onrecord.extract import grammar, stance, wordlist
from onrecord.extract.sentence import Sentence
from onrecord.extract.stems import Stems
from onrecord.model import Outcome, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Event:
    """
    A noun for violence, what it is, and how the document stands to it.

    Attributes:
        noun: The noun.
        outcome: What it says happened.
        stance: How the document stands to it.
        start, end: Code points of its words in the stored text.
    """

    noun: "Token"
    outcome: Outcome
    stance: Stance
    start: int
    end: int


@cache
def _nouns() -> dict[str, Outcome]:
    listed = wordlist.table("events")["nouns"]["words"]
    return {str(noun): Outcome(outcome) for noun, outcome in listed.items()}


def quick_look(words: str) -> bool:
    """Return whether a block, before it is parsed, holds any noun of this list."""
    return _stems().are_in(words)


@cache
def _stems() -> Stems:
    return Stems({noun.rstrip("y") for noun in _nouns()}, most=4)


def events(sentence: Sentence, taken: list[tuple[int, int]]) -> Iterator[Event]:
    """Return violence spoken of as such, outside the claims already found."""
    if not quick_look(sentence.words):
        return
    seen: set[Stance] = set()
    for token in sentence.tokens:
        outcome = _nouns().get(token.lemma_.lower())
        if outcome is None or token.pos_ not in grammar.NOUNS:
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
        elif _is_committed(token):
            seen.add(held)
            yield Event(token, outcome, held, start, end)


def _is_committed(token: "Token") -> bool:
    """As in "atrocities committed by", "the army carried out massacres"."""
    committed = wordlist.words("events", "committed")
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
    """As in "mass killings of villagers": from what describes the noun to whom it befell."""
    before = (c for c in token.children if c.dep_ in {"amod", "compound"} and c.i < token.i)
    first = next(before, token)
    of = (c.head for c in token.subtree if c.dep_ == "pobj" and c.i < token.i + 9)
    last = max((token, *of), key=lambda t: t.i)
    end = sentence.span(last)[1]
    for child in last.children:
        if child.dep_ == "pobj" and sentence.holds(child):
            end = sentence.span(child)[1]
    return sentence.span(first)[0], end


_LONGEST = 300  # characters; more than this and the verb is far from the noun it governs


def _governed(sentence: Sentence, token: "Token") -> tuple[int, int]:
    """From the verb that makes it no fact to the noun: "we will see ... atrocities"."""
    top = token
    for _ in range(6):
        if top.head == top or not sentence.holds(top.head):
            break
        top = top.head
        if grammar.has(top, {"aux"}):
            break
    subject = grammar.child(top, grammar.SUBJECTS) or top
    first = min(subject.left_edge, top, token, key=lambda t: t.i)
    last = max(token, top, key=lambda t: t.i)
    start, end = sentence.span(first)[0], sentence.span(last)[1]
    return (start, end) if end - start <= _LONGEST else sentence.span(token)
