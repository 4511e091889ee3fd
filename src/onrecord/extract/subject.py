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
        return _named(verb, grammar.antecedent(verb, subject))
    if depth > _DEEP or verb.head == verb:
        return None
    if verb.dep_ == "acl" and verb.tag_ in {"VBG", "VB"}:
        return _of_noun(verb, depth)
    if verb.dep_ == "pcomp" and verb.head.head.lemma_ in wordlist.words("perpetrators", "accusing"):
        # "accuses the government of killing": the accused, not the accuser
        return grammar.child(verb.head.head, {"dobj", "nsubjpass"})
    if verb.dep_ == "pcomp" and verb.head.lower_ == "of" and _is_accused(verb.head.head):
        return verb.head.head  # "convicted two servicemen of beating"
    if verb.dep_ in _INSIDE or (verb.dep_ in _SHARING and not _stands_alone(verb)):
        return of(verb.head, depth + 1)
    return None


def _is_accused(noun: "Token") -> bool:
    listed = wordlist.words("perpetrators", "accusing")
    return noun.dep_ == "dobj" and noun.head.lemma_ in listed


def _named(verb: "Token", subject: "Token") -> "Token":
    """As in "the army said they killed 12": the army, where the pronoun can mean no other."""
    if subject.lower_ not in {"they", "he", "she", "it", "we"} or verb.dep_ != "ccomp":
        return subject
    if verb.head.lemma_ not in wordlist.words("said", "verbs"):
        return subject
    speaker = own(verb.head)
    return speaker if speaker is not None and speaker.pos_ in grammar.NOUNS else subject


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
