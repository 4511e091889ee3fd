"""Whom "he said" and "it said" mean: the last who spoke or acted before, of the right kind."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from onrecord.extract import naming, people, said, wordlist
from onrecord.extract.sentence import Sentence
from onrecord.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

_BACK = 5  # sentences: how far a pronoun reaches
_ONE = frozenset({"he", "she", "his", "her"})


def voice(pronoun: str, start: int, sentences: Sequence[Sentence], at: int) -> Mention | None:
    """
    Return the voice that a pronoun stands for; None where nobody fits.

    Args:
        pronoun: As it stands: "he", "It".
        start: Where it stands in the stored text.
        sentences: The sentences parsed, in order.
        at: The index of the pronoun's own.
    """
    own = sentences[at] if at < len(sentences) else None
    for sentence in reversed(sentences[max(0, at - _BACK) : at + 1]):
        before = [t for t in sentence.tokens if sentence is not own or sentence.span(t)[0] < start]
        fitting = [t for t in before if _fits(sentence, t, pronoun.lower())]
        speaking = [t for t in fitting if said.is_saying(t.head)]
        chosen = next(iter(reversed(speaking)), None)
        if chosen is None and (
            sentence is not own or pronoun.lower() == "it"
        ):  # in its own, only who speaks before it
            chosen = next(iter(fitting), None)
        if chosen is not None:
            return naming.name(sentence, chosen)
    return None


def _fits(sentence: Sentence, token: "Token", pronoun: str) -> bool:
    """Whether a subject can be what a pronoun means: one person, several, or a body."""
    if token.dep_ not in {"nsubj", "nsubjpass"} or token.pos_ not in {"NOUN", "PROPN"}:
        return False
    if sentence.quantity(token) is not None or not said.can_speak(sentence, token):
        return False
    named = sentence.actor(token)
    is_body = token.lemma_.lower() in wordlist.words("said", "bodies")
    if named is not None and named.what not in {None, "person", "official"}:
        is_body = True
    if pronoun in _ONE:
        return token.tag_ in {"NN", "NNP"} and not is_body
    if pronoun == "it":
        return is_body
    return token.tag_ in {"NNS", "NNPS"} or is_body or people.person_class(token) is None
