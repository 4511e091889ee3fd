"""Places in a sentence where the harm was not: where somebody is from, sits, or is treated."""

import re
from typing import TYPE_CHECKING

from onrecord.extract import grammar, people, wordlist
from onrecord.extract.sentence import Sentence
from onrecord.model import Named

if TYPE_CHECKING:
    from spacy.tokens import Token

_CARE = re.compile(r"\b(?:hospital|clinic|morgue|mortuary|infirmary)s?\b", re.IGNORECASE)
_CARE_IN = re.compile(
    rf"{_CARE.pattern}\s+(?:in|at|of)\s+(?:the\s+)?(?:\w+\s+of\s+)?$", re.IGNORECASE
)
_NEAR = 60  # characters
_OF = frozenset({"in", "at", "of", "for", "from", "near"})
_DEEP = 2  # "the director of the hospital in Kano": nouns between a place and its speaker


def is_elsewhere(sentence: Sentence, named: Named) -> bool:
    """Whether a name says where somebody is from, speaks or is treated, and not where it was."""
    token = sentence.token_at(named.end - 1)
    if token is None:
        return False
    return _is_origin(token) or _is_owner(token) or _is_seat(token) or _is_of_care(sentence, named)


def _above(token: "Token") -> "Token | None":
    """As in "students from Aden": the students."""
    prep = token.head
    is_under = token.dep_ == "pobj" and prep.lower_ in _OF and prep.head != prep
    return prep.head if is_under and prep.head.pos_ in grammar.NOUNS else None


def _is_origin(token: "Token") -> bool:
    """As in "a student from Aden": nobody knows where he was when he was killed."""
    noun = _above(token)
    is_from = noun is not None and token.head.lower_ == "from"
    return is_from and noun is not None and people.person_class(noun) is not None


def _is_owner(token: "Token") -> bool:
    """As in "Rabat's figure", "Kyiv's defence ministry"."""
    if token.dep_ != "poss":
        return False
    lemma = token.head.lemma_.lower()
    return lemma in wordlist.words("where", "seated") or lemma in wordlist.words(
        "perpetrators", "reckoning"
    )


def _is_seat(token: "Token") -> bool:
    """As in "officials in Juba fear", "the press centre in Khankala said"."""
    noun = _above(token)
    for _ in range(_DEEP):
        if noun is None:
            return False
        if noun.lemma_.lower() in wordlist.words("where", "seated"):
            is_told = noun.dep_ == "pobj" and noun.head.lower_ in {"by", "to"}  # "according to"
            if is_told or noun.dep_ in grammar.SUBJECTS:
                return True
        noun = _above(noun)
    return False


def _is_of_care(sentence: Sentence, named: Named) -> bool:
    """As in "at Rafidia hospital", "the clinic in Biu": where they lie, unless it was attacked."""
    is_care = (
        _CARE.search(named.name)
        or _CARE_IN.search(sentence.before(named.start, _NEAR))
        or _CARE.match(sentence.content[named.end : sentence.end].lstrip())
    )
    return bool(is_care) and not _is_attacked(sentence)


def _is_attacked(sentence: Sentence) -> bool:
    acts = wordlist.pattern("violence", "acts").search(
        sentence.content, sentence.start, sentence.end
    )
    violent = wordlist.words("perpetrators", "violent")
    return bool(acts) or any(t.pos_ == "VERB" and t.lemma_ in violent for t in sentence.tokens)
