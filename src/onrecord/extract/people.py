"""Nouns for people: whether a noun is one, how many it is at least, whose side it is on."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord import vocab
from onrecord.model import Measure, VictimClass

if TYPE_CHECKING:
    from spacy.tokens import Token


@lru_cache(1)
def _people() -> dict[str, VictimClass]:
    table = vocab.read_table("onrecord.extract", "lexicon", "people.yaml")
    return {
        str(noun): VictimClass(kind)
        for kind in ("unknown", "combatant", "civilian")
        for noun in table[kind]
    }


@lru_cache(1)
def collectives() -> dict[str, int]:
    """Return nouns that stand for several people, with how many at least."""
    table = vocab.read_table("onrecord.extract", "lexicon", "people.yaml")
    return dict(table["collective"])


@lru_cache(1)
def _things() -> dict[str, Measure]:
    table = vocab.read_table("onrecord.extract", "lexicon", "things.yaml")
    return {str(noun): Measure(str(kind)) for kind, nouns in table.items() for noun in nouns}


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
    """Whether a word, singular or plural, is in the list of nouns for people."""
    small = word.lower()
    irregular = {"children": "child", "women": "woman", "men": "man", "babies": "baby"}
    return irregular.get(small, small.removesuffix("s")) in _people() or small in _people()


def thing(token: "Token") -> Measure | None:
    """Return what a noun that is no person measures: strikes, munitions, buildings."""
    return _things().get(token.lemma_.lower()) or _things().get(token.lower_)


_CIVILIAN_WORDS = re.compile(
    r"\b(?:civilians?|unarmed|non-?combatants?|innocents?|bystanders?|displaced|aid\s+workers?|"
    r"humanitarian\s+workers?|health\s+workers?|medical\s+(?:personnel|staff|workers?)|prisoners?\s+of\s+conscience)\b",
    re.IGNORECASE,
)
_COMBATANT_WORDS = re.compile(
    r"\b(?:(?i:soldiers?|troops?|fighters?|militants?|insurgents?|gunm[ae]n|militia(?:m[ae]n)?|"
    r"polic(?:e|em[ae]n)|security\s+(?:forces?|officers?|officials?|personnel|agents?|guards?|members?|services?)|"
    r"army|armed|military|paramilitar(?:y|ies)|regime\s+officials?|intelligence\s+(?:officers?|officials?)|"
    r"special\s+forces|border\s+guards?|servicem[ae]n|combatants?|terrorists?|jihadis?ts?|rebels?)|"
    r"(?:[A-Z]\w+\s+)+(?:forces?|brigades?|battalions?))\b",
)


def victim_class(words: str, head: "Token | None") -> VictimClass:
    """
    Return whose side the harmed are on, from the document's words alone.

    Ruling 8 of the annotation guideline: children, women, residents and their like are
    civilian; people, individuals and a nationality alone are unknown.
    """
    civilian = bool(_CIVILIAN_WORDS.search(words))
    combatant = bool(_COMBATANT_WORDS.search(words))
    if (
        head is not None
        and (kind := person_class(head)) is not None
        and not (civilian or combatant)
    ):
        return kind
    if head is not None and person_class(head) is VictimClass.CIVILIAN:
        civilian = True
    if civilian and combatant:
        return VictimClass.CIVILIAN if words.lower().startswith("civilian") else VictimClass.MIXED
    if civilian:
        return VictimClass.CIVILIAN
    return VictimClass.COMBATANT if combatant else VictimClass.UNKNOWN
