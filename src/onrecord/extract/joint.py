"""Killed and wounded in one number, not told apart."""

import re
from typing import TYPE_CHECKING

from onrecord.extract import grammar, harm
from onrecord.extract.harm import Harm
from onrecord.model import Outcome

if TYPE_CHECKING:
    from spacy.tokens import Token

_BOTH = {Outcome.KILLED, Outcome.INJURED}


_TOGETHER = re.compile(
    r"(?:\s+[a-z]+){0,2}\s+(?:dead|killed)\s+(?:and|or|and/or)\s+(?:wounded|injured|hurt|maimed)\b"
)


def outcome(told: Harm, after: str = "") -> Outcome:
    """
    Return the outcome, as in "killing and wounding dozens": killed and wounded together.

    Args:
        told: The harm that is told of a number.
        after: The words after the number, for "left 860 people dead or wounded".
    """
    token = told.token
    if told.outcome not in _BOTH:
        return told.outcome
    if _TOGETHER.match(after):
        return Outcome.CASUALTIES
    partners = [c for c in token.children if c.dep_ == "conj"]
    if token.dep_ == "conj":
        partners.append(token.head)
    for other in partners:
        if {told.outcome, _second(other)} == _BOTH and _shares_count(token, other):
            return Outcome.CASUALTIES
    return told.outcome


def _second(other: "Token") -> Outcome | None:
    """What the word says to which the first is joined."""
    told = harm.verb(other)
    return told.outcome if told else harm.state(other) or harm.word(other, "counted")


def _shares_count(token: "Token", other: "Token") -> bool:
    """Two verbs with one object or subject between them, and no number of their own."""
    first, second = sorted((token, other), key=lambda t: t.i)
    if any(t.like_num or t.pos_ == "NUM" for t in second.doc[first.i + 1 : second.i]):
        return False
    if any(c.dep_ in grammar.SUBJECTS | {"dobj"} for c in first.children if c.i > first.i):
        return False
    if any(c.dep_ in grammar.SUBJECTS or c.lower_ == "another" for c in second.children):
        return False  # "one was killed and another hurt"
    has_own = any(t.pos_ == "NUM" for t in second.doc[second.i + 1 : second.i + 4])
    return not (has_own and grammar.has(first, {"nsubjpass"}))
