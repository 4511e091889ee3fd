"""
The grammar that the rules share: names for relations, and short walks over a parse.

Relations are those of spaCy's English models (`dobj`, `nsubjpass`, ...).
"""

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

DIRECT_OBJECTS = frozenset({"dobj", "obj"})
OBJECTS = DIRECT_OBJECTS | {"oprd", "dative"}
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
PASSIVE = frozenset({"auxpass", "nsubjpass"})
RELATIVE = frozenset({"who", "which", "that"})
VERBS = frozenset({"VERB", "AUX"})
NOUNS = frozenset({"NOUN", "PROPN"})

_PREP = frozenset({"prep"})


def child(token: "Token", relations: Container[str]) -> "Token | None":
    """Return the first word that hangs on another by one of some relations; None if none does."""
    return next((c for c in token.children if c.dep_ in relations), None)


def has(token: "Token", relations: Container[str]) -> bool:
    """Whether any word hangs on another by one of some relations."""
    return child(token, relations) is not None


def is_passive(token: "Token") -> bool:
    """As in "were killed": what is done to the subject."""
    return has(token, PASSIVE)


def governed(
    token: "Token", prepositions: Container[str], relations: Container[str] = _PREP
) -> Iterator["Token"]:
    """As in "families of miners": the nouns that hang on a word by some prepositions."""
    for prep in token.children:
        if prep.dep_ in relations and prep.lower_ in prepositions:
            yield from (c for c in prep.children if c.dep_ == "pobj")


def antecedent(verb: "Token", subject: "Token") -> "Token":
    """As in "gunmen who stormed": the gunmen, where "who" is the subject."""
    if subject.lower_ not in RELATIVE:
        return subject
    if verb.dep_ == "relcl":
        return verb.head
    if verb.dep_ == "ccomp" and subject.lower_ in {"who", "which"} and subject.i > 1:
        # "the militia, which it says killed": the parse hangs the clause on "says"
        before = subject.nbor(-1)
        before = before.nbor(-1) if before.is_punct else before
        return before if before.pos_ in NOUNS else subject
    return subject


def top(token: "Token") -> "Token":
    """Return the word on which the whole sentence hangs."""
    while token.head != token:
        token = token.head
    return token


def verb_above(token: "Token") -> "Token":
    """Return the nearest verb on which a word hangs, or the top of its sentence."""
    while token.head != token and token.pos_ not in VERBS:
        token = token.head
    return token
