"""
From a number to what happened to the people it counts.

A number of people is a claim only if the sentence says that they came to harm. These
rules walk from the number over the parse to the word that says so, one rule a function,
the surest first: rules on the noun, on the clause, and here on lists and parts. A number
that is the subject of a killing is the killers'.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.extract import by_place, clause, fate, grammar, harm, itemised, noun, people
from onrecord.extract.harm import Harm
from onrecord.extract.sentence import Sentence
from onrecord.extract.unit import Link, is_inside, unit_of
from onrecord.model import Outcome

if TYPE_CHECKING:
    from spacy.tokens import Token

_Rule = Callable[[Sentence, "Token"], Link | None]

_PART_JUST_BEFORE = re.compile(
    r"\b(?:including"
    r"|among (?:them|whom|those(?: killed)?|the (?:dead|victims))(?: (?:were|are|was))?"
    r"|of (?:them|whom)),?\s+$",
    re.IGNORECASE,
)


def link(sentence: Sentence, number: "Token") -> Link | None:
    """Return what happened to those a number counts; None if the sentence says no harm."""
    unit = unit_of(sentence, number)
    found = _first(_RULES, sentence, unit)
    if found and _PART_JUST_BEFORE.search(sentence.before(sentence.span(number)[0], 40)):
        return replace(found, is_part=True)
    return found


def _first(rules: tuple[_Rule, ...], sentence: Sentence, unit: "Token") -> Link | None:
    return next((found for rule in rules if (found := rule(sentence, unit))), None)


# "six detainees were tortured": these nouns name people to whom more may happen
_STILL_PEOPLE = frozenset({"victim", "detainee", "hostage", "casualty"})


def _counted(sentence: Sentence, unit: "Token") -> Link | None:
    """The noun is itself a count of harm: "383 fatalities", "12 bodies"."""
    outcome = noun.is_count(unit)
    if outcome is None:
        return None
    if unit.lemma_ in _STILL_PEOPLE and people.person_class(unit):
        own = (
            _acted_on(sentence, unit)
            or noun.described(sentence, unit)
            or clause.role(sentence, unit)
            or clause.of_act(sentence, unit)
        )
        if own:
            return own
    return Link(unit, Harm(unit, outcome, "counted"), "counted")


_DONE_TO = frozenset({"object", "passive"})


def _acted_on(sentence: Sentence, unit: "Token") -> Link | None:
    """As in "freed four kidnapped students": what the verb does outranks what is said beside."""
    found = clause.role(sentence, unit)
    if found is None or found.rule not in _DONE_TO or found.harm.outcome in _WEAK:
        return None
    return found


_WEAK = frozenset({Outcome.ATTACKED, Outcome.BESIEGED})
_ONE_NOUN = (noun.described, clause.role, clause.of_act, clause.who_they_were)
_DEEP = 3  # a list in a list in a list is the parser's confusion


def _listed(sentence: Sentence, unit: "Token", depth: int = 0) -> Link | None:
    """What holds for one in a list holds for all: "4 soldiers and 3 farmers were killed"."""
    head = unit.head
    if unit.dep_ not in {"conj", "appos"} or depth > _DEEP or not sentence.holds(head):
        return None
    if head.pos_ in grammar.VERBS and unit.dep_ == "conj":
        return None
    # "14 bodies and 22 survivors": the survivors are no bodies
    is_counted = unit.dep_ == "appos" or sentence.quantity(unit) is not None
    found = (
        (_counted(sentence, head) if is_counted else None)
        or _first(_ONE_NOUN, sentence, head)
        or _listed(sentence, head, depth + 1)
        or _included(sentence, head, depth + 1)
        or _of_them(sentence, head)
    )
    if found is None:
        return None
    is_part = found.is_part or (unit.dep_ == "appos" and not found.rule.startswith("in a list"))
    return Link(unit, found.harm, f"in a list: {found.rule}", is_part=is_part)


def _itemised(sentence: Sentence, unit: "Token") -> Link | None:
    """As in "wounding 20 people, police said: 15 officers, five residents"."""
    whole = itemised.whole_of(sentence, unit)
    found = link(sentence, whole) if whole is not None else None
    if found is None or found.harm.outcome is Outcome.ATTACKED:
        return None
    return Link(unit, found.harm, "in a list: after a colon", is_part=True)


_AMONG = frozenset("including include among amongst comprising especially mostly with".split())


def _included(sentence: Sentence, unit: "Token", depth: int = 0) -> Link | None:
    """As in "40 killed, including 12 children"."""
    head = unit.head
    if depth > _DEEP or not sentence.holds(head) or head.head == head:
        return None
    if unit.dep_ not in {"pobj", "dobj"} or head.lemma_.lower() not in _AMONG:
        return None
    whole = head.head
    found = (
        _first((_counted, *_ONE_NOUN), sentence, whole)
        or _listed(sentence, whole, depth + 1)
        or clause.toll(sentence, whole)
    )
    return Link(unit, found.harm, "included", is_part=True) if found else None


_OF_THEM = re.compile(
    r"\W*of (?:them|whom|those|these|the (?:dead|victims|killed|wounded|injured))\b",
    re.IGNORECASE,
)
_SHARE_OF_THEM = re.compile(r"\bof (?:them|those)$", re.IGNORECASE)
_PART_BEFORE = re.compile(
    r"\b(?:including|among (?:them|whom|those|the dead)(?: (?:were|are))?|of (?:them|whom),?"
    r"|comprising)\W*(?:\w+\W+){0,6}$",
    re.IGNORECASE,
)


def _of_them(sentence: Sentence, unit: "Token") -> Link | None:
    """As in "86, 30 of them children": part of the nearest harm said before it."""
    start = sentence.span(unit)[0]
    number = next((t for t in unit.subtree if sentence.quantity(t)), unit)
    at, stop = sentence.span(number)
    after = sentence.content[stop : sentence.end]
    is_share = _SHARE_OF_THEM.search(sentence.content[at:stop])
    if (
        not is_share
        and not _OF_THEM.match(after)
        and not _PART_BEFORE.search(sentence.before(start, 60))
    ):
        return None
    above = _number_before(sentence, number)
    if above is not None:
        # "14 witnesses, nine of them children": part of the fourteen, whatever became of those
        found = link(sentence, above)
        return Link(unit, found.harm, "of them", is_part=True) if found else None
    told = [h for h in sentence.harms if h.outcome is not Outcome.ATTACKED]
    earlier = [h for h in told if h.token.i < unit.i]
    later = [h for h in told if h.token.i > unit.i]
    chosen = next(iter((*reversed(earlier), *later)), None)
    return Link(unit, chosen, "of them", is_part=True) if chosen else None


def _number_before(sentence: Sentence, number: "Token") -> "Token | None":
    """The number said just before in the sentence."""
    before = [
        t
        for t in sentence.tokens
        if t.i < number.i and sentence.quantity(t) and not is_inside(sentence, unit_of(sentence, t))
    ]
    return before[-1] if before else None


def _of_harmed(sentence: Sentence, unit: "Token") -> Link | None:
    """As in "seven of the wounded died", "two of the missing were shot": what became of them."""
    found = noun.of_harmed(sentence, unit)
    own = clause.role(sentence, unit) if found is not None else None
    if found is None or own is None or own.harm.outcome in {found.harm.outcome, *_WEAK}:
        return found
    if found.harm.outcome is Outcome.KILLED:
        return found  # "30 of the dead were taken to the hospital"
    if own.harm.outcome is Outcome.RELEASED and found.harm.outcome not in fate.TAKEN:
        return found  # "nine of the wounded were released": from the hospital
    return replace(own, is_part=True)


_RULES: tuple[_Rule, ...] = (
    fate.back,
    _of_harmed,
    fate.unknown,
    by_place.bracketed,
    clause.labelled,
    _counted,
    _acted_on,
    noun.described,
    clause.role,
    clause.of_act,
    clause.who_they_were,
    by_place.listed,
    by_place.elsewhere,
    _included,
    _of_them,
    _itemised,
    _listed,
    clause.toll,
    noun.with_wounds,
    clause.near,
)

_DISTRIBUTIVE = re.compile(r"\b(?:by|in) (?:the|their) $")


def is_agent(sentence: Sentence, number: "Token") -> bool:
    """Whether those counted are the ones who do the harm: "12 gunmen killed a guard"."""
    unit = unit_of(sentence, number)
    head = unit.head
    start = sentence.span(number)[0]
    if _DISTRIBUTIVE.search(sentence.content[max(0, start - 10) : start]):
        return False  # "dying by the hundreds": how many, not who
    if unit.dep_ == "pobj" and head.dep_ == "agent":
        return True
    if unit.dep_ == "pobj" and head.lower_ == "by":
        return harm.verb(head.head) is not None or harm.word(head.head, "act") is not None
    if unit.dep_ != "nsubj" or head == unit:
        return False
    told = harm.verb(head)
    return told is not None and told.use == "done" and grammar.has(head, grammar.OBJECTS)
