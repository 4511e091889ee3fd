"""Deaths that no violence caused: "floods killed seven", "covid deaths", "died of measles"."""

from typing import TYPE_CHECKING

from onrecord.extract import grammar, subject, wordlist
from onrecord.extract.draft import Draft
from onrecord.extract.grammar import SUBJECTS
from onrecord.model import Outcome

if TYPE_CHECKING:
    from spacy.tokens import Token

_DESCRIBING = frozenset({"compound", "amod", "nmod", "poss"})
_SUFFERED = frozenset({Outcome.KILLED, Outcome.INJURED, Outcome.CASUALTIES})
_BY = frozenset({"in", "by", "of", "from", "to", "with", "through"})
_BY_CAUSE = frozenset({"prep", "agent"})


def is_cause(draft: Draft) -> bool:
    """
    Whether the words say that nature, sickness or an accident did it, and no violence beside.

    A sentence that tells of an attack, too, is left to a person.
    """
    if draft.told is None or draft.outcome not in _SUFFERED:
        return False
    if any(h.outcome is Outcome.ATTACKED for h in draft.sentence.harms):
        return False
    if wordlist.pattern("violence", "acts").search(draft.sentence.words):
        return False
    told = draft.told.token
    words = [told, draft.unit] if draft.unit is not None else [told]
    return _is_done_by(told) or any(_is_of(word) for word in words)


def _is_done_by(told: "Token") -> bool:
    """As in "floods killed seven", "the cyclone left 121 dead"."""
    verb = told if told.pos_ in grammar.VERBS else told.head
    doer = subject.of(verb) if verb.pos_ in grammar.VERBS else None
    if doer is not None and not grammar.is_passive(verb) and _is_listed(doer):
        return True
    above = verb.head
    return above.pos_ in grammar.VERBS and any(
        _is_listed(c) for c in above.children if c.dep_ in SUBJECTS and above.lemma_ == "leave"
    )


def _is_of(word: "Token") -> bool:
    """As in "covid deaths", "died of measles", "the dead of the flood", "quake toll"."""
    if any(_is_listed(c) for c in word.children if c.dep_ in _DESCRIBING):
        return True
    return any(map(_is_listed, grammar.governed(word, _BY, _BY_CAUSE)))


def _is_listed(word: "Token") -> bool:
    listed = wordlist.words("no_violence", "causes")
    return word.lemma_.lower() in listed or word.lower_ in listed
