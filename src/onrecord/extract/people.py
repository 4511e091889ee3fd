"""Nouns for people: whether a noun is one, how many it is at least, whose side it is on."""

import re
from functools import cache
from typing import TYPE_CHECKING

from onrecord.extract import wordlist
from onrecord.model import Count, Measure, Qualifier, VictimClass

if TYPE_CHECKING:
    from spacy.tokens import Token


@cache
def _people() -> dict[str, VictimClass]:
    sides = (VictimClass.UNKNOWN, VictimClass.COMBATANT, VictimClass.CIVILIAN)
    return {noun: side for side in sides for noun in wordlist.words("people", side)}


@cache
def collectives() -> dict[str, int]:
    """Return nouns that stand for several people, with how many at least."""
    return dict(wordlist.table("people")["collective"]["words"])


def at_least(count: Count, unit: "Token") -> Count:
    """Return a count of people: five families are ten at least (annotation guideline, ruling 1)."""
    size = collectives().get(unit.lemma_.lower())
    if size and count.low is not None:
        return Count(low=count.low * size, qualifier=Qualifier.VAGUE)
    return count


@cache
def _things() -> dict[str, Measure]:
    measures = map(Measure, wordlist.table("things"))
    return {noun: measure for measure in measures for noun in wordlist.words("things", measure)}


_NATIONALITY = re.compile(r"^[A-Z]\w+(?:ans|is|ese|ians|eans|s)$")


def person_class(token: "Token") -> VictimClass | None:
    """Return whose side a noun for people is on; None if it is no noun for people."""
    return _people().get(token.lemma_.lower()) or _people().get(token.lower_)


def is_person(token: "Token") -> bool:
    """Whether a noun, as it stands, names people: `villagers`, `Syrians`, `them`."""
    if person_class(token):
        return True
    if token.tag_ == "NNPS" or (token.pos_ == "PROPN" and _NATIONALITY.match(token.text)):
        return True
    return token.lower_ in {"those", "them", "others", "everyone", "someone", "nobody"}


def is_noun_for_people(word: str) -> bool:
    """
    Whether a word, singular or plural, is in the list of nouns for people.

    >>> is_noun_for_people("Women"), is_noun_for_people("farmers"), is_noun_for_people("cows")
    (True, True, False)
    """
    small = word.lower()
    return _IRREGULAR.get(small, small.removesuffix("s")) in _people() or small in _people()


def thing(token: "Token") -> Measure | None:
    """Return what a noun that is no person measures: strikes, munitions, buildings."""
    return _things().get(token.lemma_.lower()) or _things().get(token.lower_)


@cache
def _combatant_words() -> re.Pattern[str]:
    """As in "police officers", "the armed", "the Golan Hawks brigade"."""
    listed = wordlist.alternatives("people", "words_for_combatants")
    return re.compile(
        rf"\b(?:(?i:{listed})|(?:[A-Z]\w+\s+)+(?:forces?|brigades?|battalions?))\b",
    )


_AGES = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
_YOUNG = re.compile(
    rf"\b(?:aged\s+(?:(?:between\s+)?(?:{_AGES}|1[0-7]|[1-9])\b(?!\d))"
    r"|(?:1[0-7]|[1-9])-year-olds?\b)",
    re.IGNORECASE,
)
_OF_AGE = re.compile(r"\bof\s+(?:military|fighting)\s+age\b", re.IGNORECASE)


def said_of(words: str) -> VictimClass:
    """
    Return whose side a few words put people on, where no parse tells which word is the head.

    >>> str(said_of("its own soldiers")), str(said_of("in a critical state"))
    ('combatant', 'unknown')
    >>> str(said_of("brothers aged nine and four"))
    'civilian'
    """
    told = victim_class(words, None)
    if told is not VictimClass.UNKNOWN:
        return told
    kinds = {_people().get(form, told) for word in words.split() for form in _forms(word)}
    known = kinds - {VictimClass.UNKNOWN}
    return known.pop() if len(known) == 1 else VictimClass.UNKNOWN


_IRREGULAR = {"children": "child", "women": "woman", "men": "man", "babies": "baby"}


def _forms(word: str) -> tuple[str, str]:
    """As in "Farmers,": as it stands, and what it is the plural of."""
    small = word.lower().strip(".,;:()'\"’”“")
    return small, _IRREGULAR.get(small, small.removesuffix("s"))


def victim_class(words: str, head: "Token | None") -> VictimClass:
    """
    Return whose side the harmed are on, from the document's words alone.

    Ruling 8 of the annotation guideline: children, women, residents and their like are
    civilian; people, individuals and a nationality alone are unknown.

    Args:
        words: The words for the harmed.
        head: The noun among them; None where there is none.
    """
    words = _OF_AGE.sub("", words)
    civilian = bool(wordlist.pattern("people", "words_for_civilians").search(words))
    civilian = civilian or bool(_YOUNG.search(words))
    combatant = bool(_combatant_words().search(words))
    kind = person_class(head) if head is not None else None
    if kind is not None and not (civilian or combatant):
        return kind
    civilian = civilian or kind is VictimClass.CIVILIAN
    if civilian and combatant:
        return VictimClass.CIVILIAN if words.lower().startswith("civilian") else VictimClass.MIXED
    if civilian:
        return VictimClass.CIVILIAN
    return VictimClass.COMBATANT if combatant else VictimClass.UNKNOWN
