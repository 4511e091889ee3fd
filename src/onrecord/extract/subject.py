"""The subject of a verb, found through what the verb depends on."""

from typing import TYPE_CHECKING

from onrecord.extract import grammar, wordlist

if TYPE_CHECKING:
    from spacy.tokens import Token

_OWN = frozenset({"nsubj", "csubj"})
_SHARING = frozenset({"xcomp", "conj", "advcl", "pcomp", "ccomp", "acl", "dep"})
_INSIDE = frozenset({"prep", "pobj", "acomp", "attr", "dobj"})
_DEEP = 4  # further up the parse nobody is the subject of this verb


def own(verb: "Token") -> "Token | None":
    """Return the subject that hangs on a verb itself; None if none does."""
    return grammar.child(verb, _OWN)


def of(verb: "Token", depth: int = 0) -> "Token | None":
    """Return who does what a verb says, as in "gunmen stormed in, killing": the gunmen."""
    subject = own(verb)
    if subject is not None:
        return grammar.antecedent(verb, subject)
    if depth > _DEEP or verb.head == verb:
        return None
    if verb.dep_ == "acl" and verb.tag_ in {"VBG", "VB"}:
        return _of_noun(verb, depth)
    if verb.dep_ == "pcomp" and verb.head.head.lemma_ in wordlist.words("perpetrators", "accusing"):
        # "accuses the government of killing": the accused, not the accuser
        return grammar.child(verb.head.head, {"dobj", "nsubjpass"})
    if verb.dep_ in _INSIDE or (verb.dep_ in _SHARING and not _stands_alone(verb)):
        return of(verb.head, depth + 1)
    return None


def _of_noun(verb: "Token", depth: int) -> "Token | None":
    """As in "gunmen killing villagers"; of "the use of torture to murder", the user."""
    if verb.tag_ == "VBG":
        return verb.head
    return of(verb.head.head, depth + 1) if verb.head.dep_ == "dobj" else None


def _stands_alone(verb: "Token") -> bool:
    """As in "after they were killed": a clause that shares no subject with what governs it."""
    if verb.dep_ == "conj":
        return grammar.has(verb, {"nsubjpass"})
    if verb.dep_ == "advcl":
        return grammar.has(verb, {"mark"})
    return verb.dep_ == "ccomp" and verb.tag_ not in {"VBG", "VB"}
