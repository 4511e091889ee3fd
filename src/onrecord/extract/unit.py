"""What a number counts: the noun, whether it is people, and what a rule found about them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.extract import grammar, harm, people, wordlist
from onrecord.extract.grammar import DIRECT_OBJECTS
from onrecord.extract.harm import Harm
from onrecord.extract.sentence import Sentence
from onrecord.model import Outcome

if TYPE_CHECKING:
    from spacy.tokens import Token

_BESIDE = frozenset({"nummod", "quantmod", "compound", "amod", "nmod", "det", "npadvmod"})
_COUNTABLE = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "PRON", "VERB"})
_AS_NOUN = frozenset({"amod", "compound", "dobj", "nsubj", "pobj"})


@dataclass(frozen=True, slots=True)
class Link:
    """
    The noun that a number counts, and the harm that a rule found for it.

    Attributes:
        unit: The noun counted, or the number itself where no noun stands.
        harm: What happened.
        rule: Which rule found it.
        is_part: The words make it a part of another count ("including 12 children").
    """

    unit: "Token"
    harm: Harm
    rule: str
    is_part: bool = False


def unit_of(sentence: Sentence, number: "Token") -> "Token":
    """
    Return the noun that a number counts; the number itself where it stands alone.

    As in "at least 12 prisoners": the prisoners; in "killed 11" the number itself.
    """
    quantity = sentence.quantity(number)
    if quantity is not None and quantity.is_share:
        return _shared_by(sentence, number)
    head = number.head
    if number.dep_ == "pobj" and head.lower_ == "of" and head.head.lemma_ in people.collectives():
        return head.head  # "a family of seven"
    if (beside := _people_beside(sentence, number)) is not None:
        return beside
    if number.dep_ not in _BESIDE or not sentence.holds(head) or head.i <= number.i:
        return number
    if head.pos_ not in _COUNTABLE or harm.word(head, "suffered"):
        return number
    if head.pos_ == "PROPN" and number.nbor().text == ",":
        return number  # "Aleppo 14, Daraa 4": the next in a list
    if head.lower_ in {"more", "all", "alone", "nothing"}:
        return number
    return head if head.pos_ != "VERB" or head.dep_ in _AS_NOUN else number


def _people_beside(sentence: Sentence, number: "Token") -> "Token | None":
    """As in "on 4 May five people died", where the parse hangs the five on "May"."""
    if number.dep_ not in _BESIDE or number.head.i > number.i or number.i + 1 >= len(number.doc):
        return None
    noun = number.nbor()
    if noun.dep_ in {"amod", "compound"} and noun.head.i == noun.i + 1:
        noun = noun.head  # "six national guards"
    is_plain = noun.tag_ == "NNS" and noun.dep_ not in {"compound", "amod"}
    return noun if is_plain and sentence.holds(noun) and people.is_person(noun) else None


def _shared_by(sentence: Sentence, number: "Token") -> "Token":
    """As in "90 percent of the civilians": those of whom it is a share."""
    for top in (number, number.head):
        for prep in top.children:
            if prep.lower_ == "of" and sentence.holds(prep):
                return grammar.child(prep, {"pobj"}) or number
    return number


def counts_people(sentence: Sentence, number: "Token") -> bool:
    """Whether what a number counts can be people at all."""
    unit = unit_of(sentence, number)
    if any(map(_is_no_person, grammar.governed(unit, {"of"}))):
        return False  # "40 head of cattle"
    if people.is_person(unit) or unit == number:
        return not _counts_things(sentence, number, unit)
    if harm.word(unit, "counted") or harm.word(unit, "state"):
        return True
    if people.thing(unit):
        return False
    if unit.pos_ == "PROPN":
        return True  # a people: "thousands of Rohingya"
    if is_harmed(unit):
        return True
    # "12 family members", "three hospital staff": a noun before the head may be people
    beside = (c for c in unit.children if c.dep_ in {"compound", "amod"})
    return any(map(people.is_person, beside)) or any(
        map(people.is_person, grammar.governed(unit, {"of"}))
    )


def _is_no_person(noun: "Token") -> bool:
    return noun.lemma_.lower() in wordlist.words("harm_counted", "not_people")


_TO_PEOPLE = frozenset({Outcome.KILLED, Outcome.INJURED, Outcome.TORTURED})


def is_harmed(unit: "Token") -> bool:
    """As in "33 cadres were killed": whatever is killed is a person unless known not to be."""
    told = harm.verb(unit.head)
    if told is None or told.outcome not in _TO_PEOPLE or people.thing(unit):
        return False
    if told.token.lemma_ in {"hit", "hang"}:
        return False  # towns and cars are hit, and flags are hung
    if told.use == "suffered" and unit.dep_ != "nsubj":
        return False
    known_not = wordlist.words("harm_counted", "not_people")
    suffers = told.use == "suffered" or unit.dep_ in DIRECT_OBJECTS | {"nsubjpass"}
    return suffers and unit.lemma_.lower() not in known_not


def _counts_things(sentence: Sentence, number: "Token", unit: "Token") -> bool:
    """As in "30 rockets", where the parse took the two words apart."""
    if unit != number or people.person_class(unit) is not None or number.i + 1 >= len(number.doc):
        return False
    following = number.nbor()
    return (
        sentence.holds(following)
        and people.thing(following) is not None
        and following.head == number
    )


def is_inside(sentence: Sentence, unit: "Token") -> bool:
    """Whether another number counts it: "seven members of one family", not the family."""
    is_inside = unit.dep_ == "pobj" and unit.head.lower_ in {"of", "from"}
    above = unit.head.head if is_inside else None
    if above is None:
        return False
    if above.lemma_.lower() in wordlist.words("harm_counted", "peopled"):
        return unit.head.lower_ == "of"  # "a town of 40,000 people was shelled"
    return any(sentence.quantity(c) for c in above.children if c.dep_ == "nummod")
