"""One person told by name: "Dr Amal Haddad, 41, was abducted", "the raid killed Abu Omar"."""

import re
from typing import TYPE_CHECKING

from onrecord.extract import grammar, people, wordlist
from onrecord.extract.harm import Harm
from onrecord.extract.sentence import Sentence
from onrecord.model import Outcome

if TYPE_CHECKING:
    from spacy.tokens import Token

_TO_ONE = frozenset(
    {
        Outcome.KILLED,
        Outcome.INJURED,
        Outcome.DETAINED,
        Outcome.ABDUCTED,
        Outcome.DISAPPEARED,
        Outcome.TORTURED,
        Outcome.SEXUAL_VIOLENCE,
        Outcome.RELEASED,
    }
)
# places and goods can be seized, held and released as well as people
_ALSO_OF_THINGS = frozenset({"seize", "capture", "hold", "release", "free", "liberate", "lose"})
_OTHER = frozenset({"place", "actor", "time"})
_AGE = re.compile(r",\s+(?:aged\s+)?\d{1,2}(?=\s*[,.;)])|\s+\(\d{1,2}\)")


def is_one(sentence: Sentence, unit: "Token", told: Harm) -> bool:
    """
    Whether a noun is the name of one person to whom a harm may be done.

    A name is of a person where a title stands before it or an age after it, or where it is of
    several words and neither a place nor an organisation that is known.
    """
    if unit.tag_ != "NNP" or told.outcome not in _TO_ONE or grammar.has(unit, {"det", "nummod"}):
        return False
    if any(sentence.name_of(unit, kind) for kind in _OTHER) or grammar.has(unit, {"conj"}):
        return False
    if any(grammar.has(c, {"nummod"}) for c in unit.children if c.dep_ == "appos"):
        return False  # "on Sunday, Orthodox Easter, two teenagers were killed"
    first = sentence.span(unit.left_edge)[0]
    said = sentence.content[first : sentence.span(unit)[1]]
    if said.isupper() or not said[:1].isupper():
        return False
    if _AGE.match(sentence.content, sentence.span(unit)[1], sentence.end):
        return True
    names = [c for c in unit.children if c.dep_ == "compound" and c.tag_ == "NNP"]
    before = (c for c in unit.children if c.dep_ in {"compound", "nmod"})
    if any(_is_title(c) for c in before):
        return True
    is_object = unit.dep_ in grammar.OBJECTS and told.outcome is not Outcome.KILLED
    is_of_thing = told.token.lemma_ in _ALSO_OF_THINGS or is_object
    is_single = unit.dep_ == "nsubjpass" and told.outcome in {Outcome.KILLED, Outcome.ABDUCTED}
    return bool(names or is_single) and not is_of_thing and not _is_no_person(said)


def _is_title(token: "Token") -> bool:
    """As in "Colonel", "journalist": what a person is called beside the name."""
    listed = wordlist.words("people_named", "titles")
    return token.lower_.rstrip(".") in listed or (
        token.tag_ == "NN" and people.person_class(token) is not None
    )


def _is_no_person(said: str) -> bool:
    """As in "Camp Speicher", "the Free Army": a word of the name tells that it is no person."""
    listed = wordlist.words("people_named", "no_person")
    return any(word.lower().strip(".,") in listed for word in said.split())
