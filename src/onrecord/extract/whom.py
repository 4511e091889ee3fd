"""The harmed: the words for them, and whose side they are on."""

import re
from typing import TYPE_CHECKING

from onrecord.extract import grammar, harm, people
from onrecord.extract.sentence import Sentence
from onrecord.model import VictimClass

if TYPE_CHECKING:
    from spacy.tokens import Token

_BEFORE = frozenset({"amod", "compound", "nmod", "det", "poss", "nummod", "quantmod"})


def phrase(sentence: Sentence, unit: "Token") -> tuple["Token", "Token"]:
    """Return the first and last token of the noun phrase for the harmed, with its "of" part."""
    first = last = unit
    for child in unit.children:
        if not sentence.holds(child):
            continue
        if child.dep_ == "nummod" and not sentence.quantity(child):
            continue
        if child.i < unit.i and child.dep_ in _BEFORE:
            first = min(first, child.left_edge, key=lambda t: t.i)
        if child.dep_ == "prep" and child.lower_ in {"of", "from"} and child.i == last.i + 1:
            # "members of the border guard", but not "children of Monday's raid"
            last = _prep_end(sentence, child)
    return first, last


def _prep_end(sentence: Sentence, prep: "Token") -> "Token":
    """As in "members of the families of miners": the miners."""
    noun = next((c for c in prep.children if c.dep_ == "pobj" and sentence.holds(c)), None)
    if noun is None:
        return prep
    end = noun
    for deeper in noun.children:
        if deeper.dep_ == "prep" and deeper.lower_ == "of" and deeper.i == end.i + 1:
            end = _prep_end(sentence, deeper)
    return end


_OF_THEM_WHO = re.compile(
    r"\s+of (?:them|whom|those|the (?:dead|killed|victims|wounded|injured))"
    r"(?: (?:were|are|was))?(?: (?:a|an))? ([a-z]+)(?=[\s.,;])"
)
_OF_THEM = re.compile(r"^of (?:them|whom|those|the)(?: (?:were|are))?,?\s*")


def words(sentence: Sentence, unit: "Token", number: "Token | None") -> str | None:
    """
    Return the words for the harmed as written, without their number; None if there are none.

    "killed 11" has none; "at least 40 fleeing villagers" has "fleeing villagers".
    """
    if number is not None and unit == number:
        after = _OF_THEM_WHO.match(sentence.content, sentence.span(number)[1], sentence.end)
        return after[1] if after and people.is_noun_for_people(after[1]) else None
    first, last = phrase(sentence, unit)
    start, end = sentence.span(first)[0], sentence.span(last)[1]
    if number is not None:
        at, stop = sentence.span(number)
        if start <= at < end:
            start = max(start, stop)
    said = _OF_THEM.sub("", sentence.content[start:end].strip(" ,"))
    for article in ("the ", "a ", "an ", "The ", "A ", "An "):
        said = said.removeprefix(article)
    return said or None


def side(sentence: Sentence, unit: "Token", said: str | None) -> VictimClass:
    """
    Return whose side the harmed are on; unknown where only a number stands.

    Args:
        sentence: The sentence.
        unit: The noun for the harmed.
        said: The words for them, as `words` returns them.
    """
    if sentence.quantity(unit) is not None:
        return _side_of_number(sentence, unit)
    if said is None:
        return people.person_class(unit) or VictimClass.UNKNOWN  # "a family of seven"
    told = _side_of_noun(sentence, unit, said)
    if told is VictimClass.UNKNOWN or unit.lemma_ in _ROLES_OF_A_MOMENT:
        after = sentence.content[sentence.span(unit)[1] : sentence.end]
        who = _WHO.match(after)
        more = people.said_of(who["who"] or who["aged"] or "") if who else VictimClass.UNKNOWN
        return told if more is VictimClass.UNKNOWN else more
    return told


_ROLES_OF_A_MOMENT = frozenset({"passenger", "patient", "driver", "guest", "commuter"})
_WHO = re.compile(
    r"(?:,? who (?:is|are|was|were|had|have) (?P<who>(?:\w+ ?){1,5})|,? (?P<aged>aged \w+))"
)


def _side_of_noun(sentence: Sentence, unit: "Token", said: str) -> VictimClass:
    """As in "members of the border guard", "civilian deaths": by the noun that says who."""
    inner = [t for c in unit.children if c.dep_ == "prep" and c.lower_ == "of" for t in c.children]
    if harm.word(unit, "counted"):
        if unit.dep_ == "dobj" and unit.head.lemma_ in _SUFFERING:
            return _side_of_subject(sentence, unit)
        # "civilian deaths", "deaths of children"
        beside = [c for c in unit.children if c.dep_ in {"amod", "compound"}]
        return people.victim_class(said, next(iter((*inner, *beside)), unit))
    if inner and people.person_class(unit) in {None, VictimClass.UNKNOWN}:
        # "members of the border guard", "bodies of children"
        return people.victim_class(said, inner[0])
    return people.victim_class(said, unit)


_THEM = (
    r"(?:them|whom|these|those|the (?:\w+ )?(?:dead|killed|victims|wounded|injured|others)"
    r"|those who \w+)"
)
_ARE = r"(?:(?:is|are|was|were|be|been|being|belonged to)\s+)"
_IS_ONE = re.compile(
    rf"\W*(?:of {_THEM}\W*(?:(?:he|she|it|they|police) sa\w+\s+)?{_ARE}?|{_ARE})"
    r"(?P<what>(?:a|an|the)?\s*[^.;:]{2,60})"
)
_OWN = re.compile(
    r"\s+(?:other\s+|more\s+)?of\s+(?:its|his|her|their|our|my|the|these|those)\s+(?P<what>[^.;:,]{2,40})"
)
_NUMBER_OF = re.compile(
    r"\b(?:number|toll|total|count)s? (?:of|among) (?P<what>(?:[\w-]+ ){1,4}?)"
    r"(?:killed|wounded|injured|dead|who|whose)\b",
    re.IGNORECASE,
)
_PHRASE_ENDS = re.compile(
    r"\b(?:in|on|at|near|by|with|without|after|when|while|during|from|for|and had|who|which|to"
    r"|under|over|across|had|have|has|were|was|are|is|died|shot|killed|wounded|hurt|injured)\b"
)


def _side_of_number(sentence: Sentence, number: "Token") -> VictimClass:
    """As in "three of its soldiers", "nine of them minors", "418 were civilians"."""
    stop = sentence.span(number)[1]
    after = sentence.content[stop : sentence.end]
    for pattern in (_OWN, _IS_ONE):
        if match := pattern.match(after):
            told = people.said_of(_PHRASE_ENDS.split(match["what"], maxsplit=1)[0])
            if told is not VictimClass.UNKNOWN:
                return told
    counted = _NUMBER_OF.search(sentence.content, sentence.start, sentence.end)
    return people.said_of(counted["what"]) if counted else VictimClass.UNKNOWN


_SUFFERING = frozenset({"suffer", "sustain", "take", "incur"})


def _side_of_subject(sentence: Sentence, unit: "Token") -> VictimClass:
    """As in "the army sustained heavy casualties": the army's own."""
    subject = grammar.child(unit.head, {"nsubj"})
    if subject is None:
        return VictimClass.UNKNOWN
    first, last = phrase(sentence, subject)
    return people.victim_class(sentence.text_of(first, last), subject)
