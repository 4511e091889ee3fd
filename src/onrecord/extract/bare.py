"""
Harm told without a number: "civilians were killed", "a man", "entire families", "no one was hurt".

A bare plural is at least two people, one person is one, an explicit none is zero; a verb
of violence with an object but no outcome is an attack.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.extract import harm, people
from onrecord.extract.harm import Harm
from onrecord.extract.parse import Sentence
from onrecord.model import Count, Outcome, Qualifier

if TYPE_CHECKING:
    from spacy.tokens import Token

_OBJECTS = frozenset({"dobj", "obj"})
_VAGUE = Count(low=2, qualifier=Qualifier.VAGUE)
_ONE = Count(low=1, high=1, qualifier=Qualifier.EXACT)
_ZERO = Count(low=0, high=0, qualifier=Qualifier.EXACT)


@dataclass(frozen=True, slots=True)
class Bare:
    """Harm to people whom no number counts: the noun, the harm, and how many at least."""

    unit: "Token"
    harm: Harm
    count: Count
    rule: str


def bare(sentence: Sentence, used: set[int]) -> Iterator[Bare]:
    """
    Return harm without a number; `used` are the tokens that a numbered claim has taken.

    A passing modifier ("injured fighters were treated abroad") states no harm here.
    """
    seen: set[tuple[int, Outcome]] = set()
    shared = _shared(sentence)
    for told in harm.harms(iter(sentence.tokens)):
        for unit, rule in _harmed(sentence, told):
            if unit.i in used or not sentence.holds(unit) or (unit.i, told.outcome) in seen:
                continue
            if (
                any(sentence.quantity(t) for t in _phrase_tokens(unit))
                and told.outcome is not Outcome.ATTACKED
            ):
                continue
            count = shared.get(told.token.i) or _count(sentence, unit, told)
            if count is None:
                continue
            seen.add((unit.i, told.outcome))
            yield Bare(unit, told, count, rule)


def _shared(sentence: Sentence) -> dict[int, Count]:
    """As in "imprison activists by the thousands": the count belongs to the nearest harm before it."""
    found: dict[int, Count] = {}
    for quantity in sentence.shared:
        before = [
            h
            for h in harm.harms(iter(sentence.tokens))
            if sentence.span(h.token)[0] < quantity.start
        ]
        if before:
            nearest = max(before, key=lambda h: sentence.span(h.token)[0])
            found[nearest.token.i] = quantity.count
    return found


def _phrase_tokens(unit: "Token") -> Iterator["Token"]:
    yield unit
    for child in unit.children:
        if child.dep_ in {"nummod", "quantmod", "amod", "compound", "det"}:
            yield child


def _harmed(sentence: Sentence, told: Harm) -> Iterator[tuple["Token", str]]:
    token = told.token
    if told.use == "done":
        for child in token.children:
            if child.dep_ in _OBJECTS or child.dep_ == "nsubjpass":
                yield from _with_list(child, "object" if child.dep_ in _OBJECTS else "passive")
        if token.tag_ == "VBN" and token.dep_ in {"acl", "advcl", "ccomp"}:
            yield from _of_participle(token)
        if token.dep_ == "conj" and token.tag_ == "VBN":
            # "villagers were beaten and killed"
            passive = next((c for c in token.head.children if c.dep_ == "nsubjpass"), None)
            if passive is not None and not any(
                c.dep_ in {"nsubj", "nsubjpass", *_OBJECTS} for c in token.children
            ):
                yield passive, "passive"
        if token.dep_ in {"xcomp", "conj", "pcomp"} and not any(
            c.dep_ in _OBJECTS for c in token.children
        ):
            shared = next((c for c in token.head.children if c.dep_ in _OBJECTS), None)
            if token.dep_ == "conj" and shared is not None and shared.i > token.i:
                yield shared, "shared object"
        for prep in token.children:
            if prep.dep_ == "prep" and prep.lower_ == "of" and token.tag_ in {"VBG", "NN"}:
                yield from ((c, "act") for c in prep.children if c.dep_ == "pobj")
    elif told.use == "suffered":
        for child in token.children:
            if child.dep_ in {"nsubj", "nsubjpass"}:
                yield from _with_list(_antecedent(token, child), "subject of suffering")
        if token.tag_ == "VBG" and token.dep_ in {"acl", "advcl"}:
            subject = (
                token.head
                if token.dep_ == "acl"
                else next((c for c in token.head.children if c.dep_ == "nsubj"), None)
            )
            if subject is not None:
                yield subject, "described by a clause"
    elif told.use == "act" and token.pos_ in {"NOUN", "PROPN"}:
        for prep in token.children:
            if prep.dep_ == "prep" and prep.lower_ == "of":
                for child in prep.children:
                    if child.dep_ == "pobj":
                        yield from _with_list(child, "act")
    elif told.use == "counted":
        yield token, "counted"


def _of_participle(token: "Token") -> Iterator[tuple["Token", str]]:
    """As in "villagers killed in", "saw more people murdered", "reports of families being killed"."""
    subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
    if subject is not None:
        if not any(c.dep_ in _OBJECTS for c in token.children):
            yield subject, "small clause"
        return
    if token.dep_ == "acl" and people.is_person(token.head):
        yield token.head, "described by a clause"
        return
    if any(c.dep_ == "auxpass" and c.lower_ == "being" for c in token.children):
        before = token.doc[max(token.sent.start, token.i - 14) : token.i]
        for of in reversed(before):
            if of.lower_ == "of" and of.head.lemma_ in {
                "report",
                "account",
                "footage",
                "video",
                "image",
                "case",
                "evidence",
                "testimony",
                "allegation",
            }:
                yield from ((c, "reported being") for c in of.children if c.dep_ == "pobj")
                return


def _antecedent(verb: "Token", subject: "Token") -> "Token":
    return (
        verb.head
        if verb.dep_ == "relcl" and subject.lower_ in {"who", "that", "which"}
        else subject
    )


def _with_list(token: "Token", rule: str) -> Iterator[tuple["Token", str]]:
    """As in "three men and a boy": one person in a list is a claim of its own."""
    yield token, rule
    for child in token.children:
        if child.dep_ == "conj" and (_is_one(child) or _is_one(token)):
            yield from _with_list(child, rule)


def _is_one(unit: "Token") -> bool:
    return unit.tag_ == "NN" and any(
        c.dep_ in {"det", "poss"} and c.lower_ in _EXACT_ONE for c in unit.children
    )


_SUFFERING_VERBS = frozenset(
    "suffer sustain cause inflict result lead take report claim see leave include bring recover find strew "
    "lie litter retrieve bury pull discover dump float pile collect arrive depict show exhume".split()
)
_HEAVY = frozenset(
    "heavy numerous many high mass several civilian more further additional serious".split()
)
_BODIES = frozenset({"body", "corpse", "remains"})
_EXACT_ONE = frozenset({"a", "an", "one", "another", "his", "her", "its", "their", "the", "my"})


def _count(sentence: Sentence, unit: "Token", told: Harm) -> Count | None:
    lemma = unit.lemma_.lower()
    if unit.dep_ == "pobj" and unit.head.head.lemma_ in {
        "number",
        "toll",
        "tally",
        "count",
        "figure",
    }:
        return None  # "the number of people killed": a number is told elsewhere
    if _is_none(unit):
        return _ZERO if told.outcome is not Outcome.ATTACKED else None
    if told.use == "counted":
        return _count_of_counted(sentence, unit, told)
    if not people.is_person(unit) and not _people_inside(unit):
        return None
    if told.token.lemma_ == "lose" and not _is_one(unit):
        return None  # "those who lost relatives": whose, and how many, is not said
    if lemma in {"life", "self", "themselves", "himself", "all", "one"} or unit.lower_ in {
        "who",
        "it",
        "which",
    }:
        return None
    if (
        lemma in people.collectives()
        and unit.tag_ == "NN"
        and not any(c.lower_ == "entire" for c in unit.children)
    ):
        return Count(low=people.collectives()[lemma], qualifier=Qualifier.VAGUE)
    if (
        lemma
        in {
            "population",
            "community",
            "crowd",
            "group",
            "leader",
            "regime",
            "body",
            "figure",
            "member",
        }
        and unit.tag_ == "NN"
    ):
        return _VAGUE if lemma in {"population", "community", "crowd"} else None
    if _is_one(unit):
        return _ONE
    if (
        unit.tag_ in {"NNS", "NNPS"}
        or unit.lower_ in {"people", "them", "those", "police", "others", "personnel"}
        or any(c.dep_ == "conj" for c in unit.children)
    ):
        return _VAGUE
    return None


def _people_inside(unit: "Token") -> bool:
    """As in "family members", "medical personnel", "lines of people"."""
    return any(
        people.is_person(c) for c in unit.children if c.dep_ == "compound"
    ) or unit.lower_ in {"personnel", "staff"}


def _count_of_counted(sentence: Sentence, unit: "Token", told: Harm) -> Count | None:
    """As in "heavy casualties", "bodies lay in the street": counted nouns with no number."""
    if unit.tag_ not in {"NNS", "NNP", "NN"} or unit.dep_ in {"compound", "amod"}:
        return None
    if unit.tag_ == "NN" and told.token.lemma_ not in {"casualty"}:
        return None
    described = (
        any(c.lower_ in _HEAVY for c in unit.children if c.dep_ == "amod")
        or any(c.dep_ == "prep" and c.lower_ == "of" for c in [unit.head] if unit.dep_ == "pobj")
        and unit.head.head.lemma_ in {"number", "toll"}
    )
    governed = (
        unit.dep_ in {"dobj", "nsubj", "nsubjpass", "pobj", "conj"}
        and _governing(unit) in _SUFFERING_VERBS
    )
    if unit.lemma_ in _BODIES:
        after = unit.doc[unit.i + 1] if unit.i + 1 < len(unit.doc) else None
        lies = after is not None and (after.tag_ in {"VBN", "VBG"} or after.dep_ == "acl")
        return _VAGUE if unit.tag_ == "NNS" and (lies or governed) else None
    if unit.lemma_ in {"casualty", "death", "fatality", "injury"}:
        if governed and (described or unit.lemma_ == "casualty"):
            return _VAGUE
        return None
    return None


def _governing(unit: "Token") -> str:
    head = unit.head
    for _ in range(3):
        if head.pos_ in {"VERB", "AUX"} or head.head == head:
            break
        head = head.head
    return head.lemma_.lower()


_NONE = re.compile(r"^(?:no|none|nobody|no-one)$", re.IGNORECASE)


def _is_none(unit: "Token") -> bool:
    return bool(_NONE.match(unit.text)) or any(
        c.dep_ == "det" and c.lower_ == "no" for c in unit.children
    )
