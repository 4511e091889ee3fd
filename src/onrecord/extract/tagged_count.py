"""How many are meant by words that the tagger alone takes for people harmed."""

import re
from typing import TYPE_CHECKING

from onrecord.extract import grammar, people, unnumbered, wordlist
from onrecord.extract import unit as units
from onrecord.extract.harm import Harm
from onrecord.extract.sentence import Sentence
from onrecord.extract.tagger import Tagged
from onrecord.model import Count, Outcome, Qualifier

if TYPE_CHECKING:
    from spacy.tokens import Token

_SURE_OF_ONE = 0.75  # of one person whom no number counts
_SURE_OF_NAME = 0.8  # of one told by name alone
_SURE_OF_BOTH = 0.5
_SURE_OF_BARE = 0.85  # of a headline's noun without article
_MANY = 20  # "dozens", "hundreds": where no noun follows, people more often than not

_BOTH = Count(low=2, high=2, qualifier=Qualifier.EXACT)
_TO_THE_BODY = frozenset({Outcome.KILLED, Outcome.INJURED, Outcome.CASUALTIES})
_ALIVE = re.compile(  # "dug three people out alive"
    r"(?:\s+(?!bur[ni])\w+){0,6}?\s+(?:alive|unhurt|unharmed|unscathed|safe|safely)\b"
    r"|\s+(?:of\s+(?:us|them)\s+)?(?:lived|survived|escaped)\b"
    r"|,?\s+none of (?:whom|them)\b",
    re.IGNORECASE,
)
_NOT_THE_PERSON = ("place", "actor", "time")


def count(
    sentence: Sentence, unit: "Token", number: "Token | None", told: Harm, words: Tagged
) -> Count | None:
    """
    Return how many; None where no number is said and the words are not plainly of one person.

    Args:
        sentence: The sentence.
        unit: The noun of the words tagged.
        number: The number in them; None if there is none.
        told: The word that tells the harm; the noun itself where none does.
        words: What the tagger saw.
    """
    quantity = sentence.quantity(number) if number is not None else None
    if number is None or quantity is None:
        return _unnumbered(sentence, unit, told, words)
    if _does_no_harm(unit, told):
        return None
    is_few = (quantity.count.low or 0) < _MANY
    if unit == number and quantity.count.qualifier is Qualifier.VAGUE and is_few:
        return None  # "several", of what is not said
    if told.outcome in _TO_THE_BODY and _ALIVE.match(sentence.content, words.end, sentence.end):
        return None
    if sentence.before(quantity.start, 12).lower().endswith(" but "):
        return None  # "all but seven came back"
    if is_age(sentence, quantity.core, quantity.end):
        return None
    if _counts_no_person(sentence, unit, number) or not _is_whole(quantity.count):
        return None
    return people.at_least(quantity.count, unit) if number.i <= unit.i else quantity.count


def _does_no_harm(unit: "Token", told: Harm) -> bool:
    """As in "5,000 people marched", "saved dozens of lives": and no word tells a harm."""
    if told.token != unit or told.outcome not in {*_TO_THE_BODY, Outcome.DISPLACED}:
        return False
    verb = grammar.verb_above(unit)
    is_back = verb.lemma_ in {"go", "come"} and any(c.lower_ == "back" for c in verb.children)
    return is_back or verb.lemma_ in wordlist.words("harm_counted", "no_harm")


def _is_whole(count: Count) -> bool:
    """Whether it may be of people: 36.20217 is a place on a map."""
    return all(float(n).is_integer() for n in (count.low, count.high) if n is not None)


def _unnumbered(sentence: Sentence, unit: "Token", told: Harm, words: Tagged) -> Count | None:
    if unit.lower_ == "no" and unit.i + 1 < len(unit.doc) and unit.nbor().like_num:
        return None  # "note no 17"
    if unnumbered.is_none(unit):
        return Count(low=0, high=0, qualifier=Qualifier.EXACT)
    sure = words.sure * words.outcome_sure
    if "both" in sentence.content[words.start : words.end].lower().split():
        return _BOTH if sure >= _SURE_OF_BOTH and not _joins(sentence, words) else None
    if _is_name(sentence, unit) and told.token != unit:
        return unnumbered.ONE if sure >= _SURE_OF_NAME else None
    if not people.is_person(unit) or unit.pos_ == "PROPN" or sure < _SURE_OF_ONE:
        return None
    if told.token == unit:  # no word tells the harm: "we lost our commander"
        return unnumbered.ONE if unnumbered.is_one(unit) else None
    if unit.tag_ == "NN" and unnumbered.is_bare(unit) and sure >= _SURE_OF_BARE:
        return unnumbered.ONE
    counted = unnumbered.count(unit, told)
    # a bare plural that the rules pass over is mostly no claim, whatever the tagger thinks
    return None if counted is None or counted.qualifier is Qualifier.VAGUE else counted


def _joins(sentence: Sentence, words: Tagged) -> bool:
    """As in "both Assad and his foes": the word only joins two sides."""
    spans = ((t, sentence.span(t)) for t in sentence.tokens if t.lower_ == "both")
    inside = (t for t, (start, end) in spans if start < words.end and words.start < end)
    return any(t.dep_ == "preconj" and t.head.pos_ == "PROPN" for t in inside)


def _is_name(sentence: Sentence, unit: "Token") -> bool:
    """As in "Zahra Munir": no name of a place or of an organisation that is known."""
    if unit.tag_ != "NNP" or grammar.has(unit, {"det", "nummod"}):
        return False
    return not any(sentence.name_of(unit, kind) for kind in _NOT_THE_PERSON)


def _is_no_person(unit: "Token") -> bool:
    known = wordlist.words("harm_counted", "not_people")
    forms = {unit.lemma_.lower(), unit.lower_.removesuffix("s")}  # the lemma of "graves" is "graf"
    return any(form in known for form in forms) or people.thing(unit) is not None


def _counts_no_person(sentence: Sentence, unit: "Token", number: "Token | None") -> bool:
    """As in "29 small graves", though only the number is tagged, and "shop number 272"."""
    if _is_no_person(unit):
        return True
    if number is None:
        return False
    return _is_no_person(units.unit_of(sentence, number)) or _is_label(sentence, number)


_NAMED = re.compile(r"(?:[A-Z][\w'’-]+\s+)+[A-Z][\w'’-]+,\s*$")
_AGED = re.compile(r"\d{1,3}(?=\s*(?:[;.)]|$))")


def is_age(sentence: Sentence, start: int, end: int) -> bool:
    """
    Whether a number is an age in a list of people: "Amal Haddad, 52; Sami Noor, 24".

    Not as in "Homs City, 24; Hama, 3", where the name is one of a place.

    Args:
        sentence: The sentence.
        start: Where the number starts in the stored text.
        end: Where it ends.
    """
    number = sentence.token_at(start)
    if number is None or number.i - sentence.first < _BEFORE:
        return False
    if not _AGED.match(sentence.content[start : end + 1]):
        return False
    is_named = _NAMED.search(sentence.before(start, _LONG_NAME)) is not None
    last = number.nbor(-2)
    return is_named and not any(sentence.name_of(last, kind) for kind in ("place", "actor"))


_BEFORE, _LONG_NAME = 2, 60  # tokens: a name and its comma; characters of a name


def _is_label(sentence: Sentence, number: "Token") -> bool:
    """As in "shop number 272", "gate 12": which, not how many."""
    if number.i == sentence.first:
        return False
    before = number.nbor(-1)
    return number.head == before and before.lemma_.lower() in wordlist.words(
        "harm_counted", "labels"
    )
