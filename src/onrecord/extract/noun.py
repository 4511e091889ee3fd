"""Rules on the noun that a number counts: harm that the noun or a word beside it tells."""

import re
from typing import TYPE_CHECKING

from onrecord.extract import grammar, harm, people, wordlist
from onrecord.extract.grammar import OBJECTS
from onrecord.extract.harm import Harm
from onrecord.extract.sentence import Sentence
from onrecord.extract.unit import Link
from onrecord.model import Outcome

if TYPE_CHECKING:
    from spacy.tokens import Token

_BESIDE = frozenset(
    {"amod", "acl", "advcl", "oprd", "appos", "nmod", "acomp", "compound", "dep", "attr", "advmod"}
)
_CLAUSES = frozenset({"acl", "relcl"})
# words that may stand between people and what is said of them: "30 people were reported dead"
_PASSED_OVER = frozenset(
    "people more others still now later since were are was reported feared confirmed "
    "reportedly allegedly also have been".split()
)
_OF_HARMED = re.compile(
    r"\s+of (?:the|those|its|their) (?:\w+\s+)?"
    r"(dead|killed|fatalities|wounded|injured|missing|displaced|detained|abducted)\b",
    re.IGNORECASE,
)


def of_harmed(sentence: Sentence, unit: "Token") -> Link | None:
    """As in "30 of the dead and 48 of the wounded": the harm is in the words themselves."""
    if not sentence.quantity(unit):
        return None
    match = _OF_HARMED.match(sentence.content, sentence.span(unit)[1], sentence.end)
    token = sentence.token_at(match.start(1)) if match else None
    if match is None or token is None:
        return None
    outcome = harm.lexicon().words.get(("state", match[1].lower())) or Outcome.KILLED
    return Link(unit, Harm(token, outcome, "state"), "of the harmed", is_part=True)


def is_count(unit: "Token") -> Outcome | None:
    """As in "383 fatalities", "12 bodies"; None in "200 dead cattle", which describes another."""
    outcome = harm.word(unit, "counted")
    if unit.pos_ not in {"NOUN", "PROPN", "ADJ", "VERB"} or _is_empty(unit):
        return None
    return outcome


def _is_empty(unit: "Token") -> bool:
    """As in "200 dead cattle", "12 arrest warrants": the word only describes another noun."""
    return (
        unit.dep_ in {"amod", "compound"}
        and unit.head.pos_ in grammar.NOUNS
        and not people.is_person(unit.head)
    )


def described(sentence: Sentence, unit: "Token") -> Link | None:
    """A word beside the noun says it: "11 wounded men", "people killed in", "30 dead"."""
    for child in unit.children:
        if not sentence.holds(child):
            continue
        if any(sentence.quantity(c) for c in child.children if c.dep_ == "nsubj"):
            continue  # "50 casualties: 20 killed": what is said of the twenty
        found = _by_modifier(unit, child) or _by_clause(unit, child)
        if found:
            return found
    return _by_word_after(sentence, unit)


def _by_modifier(unit: "Token", child: "Token") -> Link | None:
    """As in "11 wounded men"."""
    outcome = harm.state(child) if child.dep_ in _BESIDE else None
    return Link(unit, Harm(child, outcome, "state"), "described") if outcome else None


def _by_clause(unit: "Token", child: "Token") -> Link | None:
    """As in "11 people killed in the raid", "four men who were believed to be dead"."""
    if child.dep_ not in _CLAUSES:
        return None
    told = harm.verb(child)
    if told and _is_of_none(child):
        return None
    if told and _is_done_to_them(child, told):
        return Link(unit, told, "described by a clause")
    for deeper in child.children:
        inner = harm.state(deeper) if deeper.dep_ in {"acomp", "attr", "oprd"} else None
        if inner:
            return Link(unit, Harm(deeper, inner, "state"), "described by a clause")
        told = harm.verb(deeper) if deeper.dep_ in {"xcomp", "ccomp"} else None
        if told and grammar.is_passive(deeper):
            return Link(unit, told, "described by a clause")
    return None


def _is_of_none(verb: "Token") -> bool:
    """As in "six men, none of whom was injured": what befell none of them."""
    subject = grammar.child(verb, grammar.SUBJECTS)
    return subject is not None and subject.lower_ in {"none", "neither", "nobody"}


def _is_done_to_them(verb: "Token", told: Harm) -> bool:
    """As in "people killed in", "women who died", "men whom they shot": not "men who killed"."""
    if told.use == "suffered" or verb.tag_ == "VBN" or grammar.is_passive(verb):
        return True
    return told.use == "done" and verb.dep_ == "relcl" and _is_object_of(verb)


def _is_object_of(verb: "Token") -> bool:
    """As in "the men that soldiers shot": what the clause describes is its object."""
    objects = [c for c in verb.children if c.dep_ in OBJECTS]
    if objects:
        return any(c.lower_ in {"whom", "that", "which", "who"} for c in objects)
    return not any(c.lower_ in {"who", "that"} and c.dep_ == "nsubj" for c in verb.children)


def with_wounds(sentence: Sentence, unit: "Token") -> Link | None:
    """As in "several with broken ribs", "nine came in with shrapnel wounds"."""
    above = [unit, unit.head] if unit.dep_ in grammar.SUBJECTS else [unit]
    for word in above:
        for noun in grammar.governed(word, {"with"}):
            listed = wordlist.words("harm_counted", "wounds")
            if noun.lemma_.lower() in listed and sentence.holds(noun):
                return Link(unit, Harm(noun, Outcome.INJURED, "state"), "with wounds")
    return None


def _by_word_after(sentence: Sentence, unit: "Token") -> Link | None:
    """As in "30 people feared dead": a state that follows, whatever the parse made of it."""
    following = _next(sentence, unit)
    outcome = harm.state(following) if following is not None else None
    if following is None or outcome is None or following.pos_ not in {"ADJ", "VERB", "NOUN"}:
        return None
    if following.tag_ == "VBD" and grammar.has(following, OBJECTS):
        return None
    return Link(unit, Harm(following, outcome, "state"), "word after")


def _next(sentence: Sentence, unit: "Token") -> "Token | None":
    stop = sentence.first + len(sentence.tokens)
    after = (t for t in unit.doc[unit.i + 1 : stop] if t.lower_ not in _PASSED_OVER)
    return next(after, None)
