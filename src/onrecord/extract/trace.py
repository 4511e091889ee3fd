"""People of whom nobody knows: "have not been seen since", "no news of", "nothing was heard of"."""

from typing import TYPE_CHECKING

from onrecord.extract import grammar, wordlist

if TYPE_CHECKING:
    from spacy.tokens import Token

_SENSES = frozenset({"see", "hear", "trace", "locate"})
WORDS = _SENSES | {
    "news",
    "word",
    "sign",
    "fate",
    "whereabouts",
    "whereabout",
}  # lemmas to look at; "trace" is both

_NEVER = frozenset({"never", "not", "n't", "no", "nt"})
_SINCE = frozenset({"since", "again", "afterwards", "anymore", "day"})
_NOBODY = frozenset({"nobody", "no-one", "none"})
_HAVE = frozenset({"have", "'ve"})
_FROM = frozenset({"of", "from", "about"})


def unseen(verb: "Token") -> str | None:
    """
    Return how a verb is used that says that people are gone: `suffered`, or `done`; else None.

    "Nine have not been seen since" is suffered, "we have not seen nine since" is done.
    """
    if verb.lemma_ not in _SENSES or verb.tag_ not in {"VBN", "VBD"}:
        return None
    is_since = any(c.lower_ in _SINCE for c in verb.subtree)
    is_perfect = any(c.lemma_ in _HAVE for c in verb.children if c.dep_ == "aux")
    if grammar.has(verb, {"auxpass"}):
        is_gone = _is_denied(verb) and (is_since or is_perfect) and _is_heard_of(verb)
        return "suffered" if is_gone else None
    if verb.lemma_ != "see" or not is_perfect:
        return None
    subject = grammar.child(verb, {"nsubj"})
    is_nobody = subject is not None and (
        subject.lower_ in _NOBODY or (subject.lower_ == "one" and grammar.has(subject, {"det"}))
    )
    return "done" if is_nobody or (is_since and _is_denied(verb)) else None


def _is_denied(verb: "Token") -> bool:
    return any(c.lower_ in _NEVER for c in verb.children)


def _is_heard_of(verb: "Token") -> bool:
    """As in "has not been heard of", "from": not "his voice has not been heard"."""
    return verb.lemma_ != "hear" or any(c.lower_ in _FROM for c in verb.children)


def is_none(noun: "Token") -> bool:
    """As in "no news of", "the fate of … is unknown": the noun that says that nothing is known."""
    if noun.lower_ in {"fate", "whereabouts"}:
        return any(c.lower_ in {"unknown", "unclear"} for c in noun.head.children)
    if noun.lower_ not in wordlist.words("harm_counted", "no_trace"):
        return False
    return any(c.dep_ == "det" and c.lower_ == "no" for c in noun.children)


def of_whom(noun: "Token") -> "list[Token]":
    """As in "no trace of her son", "of Ilir there is no trace": those of whom it is said."""
    beside = grammar.governed(noun, _FROM)
    above = grammar.governed(noun.head, {"of"}) if noun.head.lemma_ == "be" else ()
    return [*beside, *above]
