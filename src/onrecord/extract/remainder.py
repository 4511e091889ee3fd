"""Those who are left of a count told before: "eight were civilians; the rest were soldiers"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.extract import grammar, people, unnumbered, whom
from onrecord.extract.draft import Draft
from onrecord.extract.sentence import Sentence
from onrecord.model import Block, Measure

if TYPE_CHECKING:
    from spacy.tokens import Token

RULE = "the rest of those counted"
_LEFT = frozenset({"rest", "remainder", "others"})
_SAID_TO_BE = frozenset({"attr"})


def remainders(sentence: Sentence, block: Block, used: set[int]) -> Iterator[Draft]:
    """
    Return those of whom it is said who they were; what became of them a count before tells.

    How many they are is not worked out: the words only say that they are more than one.
    """
    words = sentence.words.lower()
    if not any(word in words for word in _LEFT):
        return
    for token in sentence.tokens:
        who = _who(token)
        if who is None or token.i in used or sentence.quantity(who) or _is_numbered(sentence, who):
            continue
        yield _draft(sentence, block, token, who)


def _who(token: "Token") -> "Token | None":
    """As in "the rest were soldiers": the soldiers; None if the word is not used so."""
    if token.lower_ not in _LEFT or token.dep_ != "nsubj" or not _has_article(token):
        return None
    if token.head.lemma_ != "be":
        return None
    who = grammar.child(token.head, _SAID_TO_BE)
    return who if who is not None and who.tag_ == "NNS" and people.person_class(who) else None


def _has_article(token: "Token") -> bool:
    return any(c.lower_ in {"the", "all"} for c in token.children if c.dep_ in {"det", "predet"})


def _is_numbered(sentence: Sentence, who: "Token") -> bool:
    return any(sentence.quantity(c) for c in who.children)


def _draft(sentence: Sentence, block: Block, token: "Token", who: "Token") -> Draft:
    victims = whom.words(sentence, who, None)
    return Draft(
        sentence=sentence,
        block=block,
        start=sentence.span(token.left_edge)[0],
        end=sentence.span(who)[1],
        measure=Measure.PEOPLE,
        outcome=None,
        count=unnumbered.SEVERAL,
        unit=who,
        told=None,
        rule=RULE,
        victims=victims,
        victim_class=whom.side(sentence, who, victims),
        is_part=True,
    )
