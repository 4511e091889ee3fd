"""
From a number to what happened to the people it counts.

A number of people is a claim only if the sentence says that they came to harm. These
rules walk from the number over the parse to the word that says so, one rule a function,
the surest first. A number that is the subject of a killing is the killers'.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.extract import harm, people
from onrecord.extract.harm import Harm
from onrecord.extract.parse import Sentence
from onrecord.model import Outcome

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Link:
    """
    A number, the noun it counts, and the harm.

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


_OBJECTS = frozenset({"dobj", "obj", "oprd", "dative"})
_REPORTED = frozenset(
    "report say believe fear confirm feare know presume think find leave declare list "
    "pronounce see have get remain be lie stay become appear seem hear consider".split()
)


def unit_of(sentence: Sentence, number: "Token") -> "Token":
    """
    Return the noun that a number counts; the number itself where it stands alone.

    >>> # "at least 12 prisoners" -> prisoners; "killed 11" -> 11
    """
    quantity = sentence.quantity(number)
    if quantity is not None and quantity.is_share:
        return _shared_by(sentence, number)
    if number.dep_ in {"nummod", "quantmod", "compound", "amod", "nmod", "det", "npadvmod"}:
        head = number.head
        if (
            sentence.holds(head)
            and head.i > number.i
            and head.pos_ in {"NOUN", "PROPN", "ADJ", "NUM", "PRON", "VERB"}
        ):
            if harm.word(head, "suffered") or head.lower_ in {"more", "all", "alone"}:
                return number
            if head.pos_ != "VERB" or head.dep_ in {"amod", "compound", "dobj", "nsubj", "pobj"}:
                return head
    return number


def _shared_by(sentence: Sentence, number: "Token") -> "Token":
    """As in "90 percent of the civilians": those of whom it is a share."""
    for top in (number, number.head):
        for prep in top.children:
            if prep.lower_ == "of" and sentence.holds(prep):
                return next((c for c in prep.children if c.dep_ == "pobj"), number)
    return number


def _group(unit: "Token") -> Iterator["Token"]:
    """The unit and the nouns it stands for: "members of families", "a group of men"."""
    yield unit
    for child in unit.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            yield from (c for c in child.children if c.dep_ == "pobj")


def counts_people(sentence: Sentence, number: "Token") -> bool:
    """Whether what a number counts can be people at all."""
    unit = unit_of(sentence, number)
    if people.is_person(unit) or unit == number:
        return not _counts_things(sentence, number, unit)
    if harm.word(unit, "counted") or harm.word(unit, "state"):
        return True
    if people.thing(unit):
        return False
    if unit.pos_ == "PROPN":
        return True  # a people: "thousands of Rohingya"
    # "12 family members", "three hospital staff": a noun before the head may be people
    return any(people.is_person(c) for c in unit.children if c.dep_ in {"compound", "amod"}) or any(
        people.is_person(t) for t in _group(unit)
    )


def _counts_things(sentence: Sentence, number: "Token", unit: "Token") -> bool:
    if people.person_class(unit) is None and unit == number:
        following = number.nbor() if number.i + 1 < len(number.doc) else None
        if following is not None and sentence.holds(following) and people.thing(following):
            return following.head == number or number.head is following
    return False


def link(sentence: Sentence, number: "Token") -> Link | None:
    """Return what happened to those a number counts; None if the sentence says no harm."""
    unit = unit_of(sentence, number)
    start = sentence.span(number)[0]
    is_part = bool(
        _PART_JUST_BEFORE.search(sentence.content[max(sentence.start, start - 40) : start])
    )
    for rule in _RULES:
        found = rule(sentence, unit, 0)
        if found:
            return replace(found, is_part=True) if is_part else found
    return None


_PART_JUST_BEFORE = re.compile(
    r"\b(?:including|among (?:them|whom|those(?: killed)?|the (?:dead|victims))(?: (?:were|are|was))?|of (?:them|whom)),?\s+$",
    re.IGNORECASE,
)


def _counted(sentence: Sentence, unit: "Token", _: int) -> Link | None:
    """The noun is itself a count of harm: "383 fatalities", "12 bodies"."""
    outcome = harm.word(unit, "counted")
    if outcome and unit.pos_ in {"NOUN", "PROPN", "ADJ", "VERB"} and not _is_empty(unit):
        own = _described(sentence, unit, 0) or _role(sentence, unit, 0)
        if own and people.person_class(unit) and unit.lemma_ in _STILL_PEOPLE:
            return own
        return Link(unit, Harm(unit, outcome, "counted"), "counted")
    return None


# "six detainees were tortured": these nouns name people to whom more may happen
_STILL_PEOPLE = frozenset({"victim", "detainee", "hostage", "casualty"})


def _is_empty(unit: "Token") -> bool:
    """As in "200 dead cattle", "12 arrest warrants": the word only describes another noun."""
    return (
        unit.dep_ in {"amod", "compound"}
        and unit.head.pos_ in {"NOUN", "PROPN"}
        and not people.is_person(unit.head)
    )


def _described(sentence: Sentence, unit: "Token", _: int) -> Link | None:
    """A word beside the noun says it: "11 wounded men", "people killed in", "30 dead"."""
    for child in unit.children:
        if not sentence.holds(child):
            continue
        outcome = (
            harm.state(child)
            if child.dep_
            in {
                "amod",
                "acl",
                "advcl",
                "oprd",
                "appos",
                "nmod",
                "acomp",
                "compound",
                "dep",
                "attr",
                "advmod",
            }
            else None
        )
        if outcome:
            return Link(unit, Harm(child, outcome, "state"), "described")
        told = harm.verb(child) if child.dep_ in {"acl", "relcl"} else None
        if told and (told.use == "suffered" or child.tag_ == "VBN" or _is_passive(child)):
            return Link(unit, told, "described by a clause")
        if told and told.use == "done" and child.dep_ == "relcl" and _relative_object(child):
            return Link(unit, told, "described by a clause")
        if child.dep_ in {"acl", "relcl"}:
            for deeper in child.children:
                inner = harm.state(deeper) if deeper.dep_ in {"acomp", "attr", "oprd"} else None
                if inner:
                    return Link(unit, Harm(deeper, inner, "state"), "described by a clause")
                told = harm.verb(deeper) if deeper.dep_ in {"xcomp", "ccomp"} else None
                if told and _is_passive(deeper):
                    return Link(unit, told, "described by a clause")
    following = _next(sentence, unit)
    if (
        following is not None
        and (outcome := harm.state(following))
        and following.pos_ in {"ADJ", "VERB", "NOUN"}
    ):
        if following.tag_ != "VBD" or not any(c.dep_ in _OBJECTS for c in following.children):
            return Link(unit, Harm(following, outcome, "state"), "word after")
    return None


def _next(sentence: Sentence, unit: "Token") -> "Token | None":
    stop = sentence.first + len(sentence.tokens)
    at = unit.i + 1
    doc = unit.doc
    while at < stop and doc[at].lower_ in {
        "people",
        "more",
        "others",
        "still",
        "now",
        "later",
        "since",
        "were",
        "are",
        "was",
        "reported",
        "feared",
        "confirmed",
        "reportedly",
        "allegedly",
        "also",
        "have",
        "been",
    }:
        at += 1
    return doc[at] if at < stop else None


def _is_passive(token: "Token") -> bool:
    return any(c.dep_ in {"auxpass", "nsubjpass"} for c in token.children)


def _relative_object(token: "Token") -> bool:
    return (
        any(
            c.dep_ in _OBJECTS and c.lower_ in {"whom", "that", "which", "who"}
            for c in token.children
        )
        or not any(c.dep_ in _OBJECTS for c in token.children)
        and not any(c.lower_ in {"who", "that"} and c.dep_ == "nsubj" for c in token.children)
    )


def _role(sentence: Sentence, unit: "Token", depth: int) -> Link | None:
    """The noun is what a verb is done to, or what suffers it."""
    head = unit.head
    if head == unit or not sentence.holds(head) or depth > 4:
        return None
    told = harm.verb(head)
    if told:
        told_of = _by_verb(unit, told)
        if told_of:
            return told_of
    if unit.dep_ in {"nsubj", "nsubjpass", "dobj"} or unit.dep_ in _OBJECTS:
        return _by_copula(sentence, unit, head)
    return None


def _by_verb(unit: "Token", told: Harm) -> Link | None:
    verb_token = told.token
    if told.use == "suffered":
        if unit.dep_ in {"nsubj", "nsubjpass", "nummod"}:
            return Link(unit, told, "subject of suffering")
        return None
    if unit.dep_ in _OBJECTS:
        return Link(unit, told, "object")
    if unit.dep_ == "nsubjpass":
        return Link(unit, told, "passive")
    if unit.dep_ == "nsubj" and not any(
        c.dep_ in _OBJECTS or c.dep_ == "ccomp" for c in verb_token.children
    ):
        # "12 killed in raid", "60 injured": a headline's passive; an attack has attackers
        if told.outcome is not Outcome.ATTACKED and (verb_token.tag_ in {"VBN", "VBD"}):
            return Link(unit, told, "headline passive")
    if unit.dep_ == "pobj" and unit.head.dep_ in {"prep", "agent"}:
        return None
    return None


def _by_copula(sentence: Sentence, unit: "Token", head: "Token") -> Link | None:
    """As in "are missing", "were reported killed", "left 30 dead", "feared to have died"."""
    if head.lemma_.lower() not in _REPORTED and head.pos_ not in {"AUX", "VERB"}:
        return None
    for child in head.children:
        if child.i == unit.i or not sentence.holds(child):
            continue
        if child.dep_ in {"acomp", "attr", "oprd", "xcomp", "ccomp", "advcl", "acl"}:
            outcome = harm.state(child)
            if outcome and (child.dep_ != "advcl" or child.i == unit.i + 1):
                return Link(unit, Harm(child, outcome, "state"), "copula")
            told = harm.verb(child)
            if (
                told
                and head.lemma_.lower() in _REPORTED
                and (_is_passive(child) or told.use == "suffered")
            ):
                return Link(unit, told, "reported to be")
    return None


def _of_act(sentence: Sentence, unit: "Token", depth: int) -> Link | None:
    """As in "the killing of 12", "the loss of 40 lives", "the death toll rose to 40"."""
    head = unit.head
    if (
        unit.dep_ != "pobj"
        or head.dep_ not in {"prep", "agent", "dative"}
        or not sentence.holds(head.head)
    ):
        return None
    above = head.head
    if (
        above.dep_ in _OBJECTS
        and (told := harm.verb(above.head))
        and above.lemma_ in {"life", "soul"}
    ):
        return Link(unit, told, "lives of")
    outcome = harm.word(above, "act") or (
        harm.word(above, "counted") if above.pos_ == "NOUN" else None
    )
    if (
        outcome
        and head.lower_ in {"of", "among", "for"}
        and above.pos_ in {"NOUN", "PROPN", "VERB"}
    ):
        return Link(unit, Harm(above, outcome, "act"), "act")
    told = harm.verb(above)
    if told and told.use == "done" and head.lower_ in {"of", "over", "under", "around", "about"}:
        return Link(unit, told, "object after a preposition")
    return None


_TOLL = re.compile(
    r"\btoll\b|\bnumber of (?:the |people )?(?:dead|deaths|killed|fatalities|victims|wounded|injured|injuries)\b",
    re.IGNORECASE,
)
_INJURED_TOLL = re.compile(r"\b(?:injured|wounded|injuries)\b", re.IGNORECASE)


def _toll(sentence: Sentence, unit: "Token", _: int) -> Link | None:
    """As in "the death toll has risen to 40", "a toll of 12"."""
    place = sentence.span(unit)[0]
    before = sentence.content[max(sentence.start, place - 70) : place]
    match = None
    for match in _TOLL.finditer(before):
        pass
    if match is None:
        return None
    between = before[match.end() :]
    if re.search(r"[;.]|\bfrom\s+\S*\s*$|\bkilled\b|\bwounded\b", between) or not re.search(
        r"\b(?:to|at|of|was|is|reached|passed|exceeded|stands|stood|hit|as|surpassed|topped)\b\W*(?:\w+\W+){0,4}$",
        between,
    ):
        return None
    injured = _INJURED_TOLL.search(before[max(0, match.start() - 12) : match.end()])
    token = sentence.token_at(place - len(before) + match.start()) or unit
    return Link(unit, Harm(token, Outcome.INJURED if injured else Outcome.KILLED, "act"), "toll")


def _listed(sentence: Sentence, unit: "Token", depth: int) -> Link | None:
    """What holds for one in a list holds for all: "4 soldiers and 3 farmers were killed"."""
    if unit.dep_ not in {"conj", "appos"} or depth > 3 or not sentence.holds(unit.head):
        return None
    if unit.head.pos_ in {"VERB", "AUX"} and unit.dep_ == "conj":
        return None
    for rule in (_counted, _described, _role, _of_act, _listed, _included, _of_them):
        if rule is _counted and unit.dep_ == "conj" and sentence.quantity(unit) is None:
            continue  # "14 bodies and 22 survivors"
        found = rule(sentence, unit.head, depth + 1)
        if found:
            is_part = found.is_part or (
                unit.dep_ == "appos" and not found.rule.startswith("in a list")
            )
            return Link(unit, found.harm, f"in a list: {found.rule}", is_part=is_part)
    return None


_AMONG = frozenset(
    {"including", "include", "among", "amongst", "comprising", "especially", "mostly"}
)


def _included(sentence: Sentence, unit: "Token", depth: int) -> Link | None:
    """As in "40 killed, including 12 children", "30 of them children"."""
    head = unit.head
    if depth > 3 or not sentence.holds(head):
        return None
    if unit.dep_ in {"pobj", "dobj"} and head.lemma_.lower() in _AMONG | {"with"}:
        for rule in (_counted, _described, _role, _of_act, _listed, _toll):
            found = rule(sentence, head.head, depth + 1) if head.head != head else None
            if found:
                return Link(unit, found.harm, "included", is_part=True)
    return None


_OF_THEM = re.compile(
    r"\W*(?:of (?:them|whom|those|these|the (?:dead|victims|killed|wounded|injured))|were|are|was)\b",
    re.IGNORECASE,
)
_PART_BEFORE = re.compile(
    r"\b(?:including|among (?:them|whom|those|the dead)(?: (?:were|are))?|of (?:them|whom),?|comprising)\W*(?:\w+\W+){0,6}$",
    re.IGNORECASE,
)


def _of_them(sentence: Sentence, unit: "Token", _: int) -> Link | None:
    """As in "86, 30 of them children": part of the nearest harm said before it."""
    start = sentence.span(unit)[0]
    number = next((t for t in unit.subtree if sentence.quantity(t)), unit)
    after = sentence.content[sentence.span(number)[1] : sentence.end]
    before = sentence.content[sentence.start : start]
    of_them = _OF_THEM.match(after)
    if not (of_them and "of" in of_them.group()) and not _PART_BEFORE.search(before[-60:]):
        return None
    above = _number_before(sentence, number)
    if above is not None:
        # "14 witnesses, nine of them children": part of the fourteen, whatever became of those
        found = link(sentence, above)
        return Link(unit, found.harm, "of them", is_part=True) if found else None
    earlier = [
        h
        for h in harm.harms(t for t in sentence.tokens if t.i < unit.i)
        if h.outcome is not Outcome.ATTACKED
    ]
    told = [
        h
        for h in harm.harms(t for t in sentence.tokens if t.i > unit.i)
        if h.outcome is not Outcome.ATTACKED
    ]
    chosen = earlier[-1] if earlier else told[0] if told else None
    return Link(unit, chosen, "of them", is_part=True) if chosen else None


_BREAK = re.compile(
    r"[;:]|\b(?:while|but|although|after|when|where|because|since|who|which|before)\b", re.IGNORECASE
)


def _number_before(sentence: Sentence, number: "Token") -> "Token | None":
    """The number said just before in the sentence, if nothing but its own noun lies between."""
    before = [t for t in sentence.tokens if t.i < number.i and sentence.quantity(t)]
    return before[-1] if before else None


_FROM = re.compile(r"\bfrom\s+$", re.IGNORECASE)


def _near(sentence: Sentence, unit: "Token", _: int) -> Link | None:
    """Last resort: the nearest harm word in the clause, with no other number between."""
    if not people.is_person(unit) and sentence.quantity(unit) is None:
        return None
    if unit.dep_ == "nsubj" and unit.head.pos_ == "VERB" and not harm.verb(unit.head):
        return None  # "two residents put the toll at 37"
    place = sentence.span(unit)[0]
    if _FROM.search(sentence.content[max(sentence.start, place - 8) : place]):
        return None  # "rose from 58": the figure that no longer holds
    best: tuple[int, Harm] | None = None
    for told in harm.harms(iter(sentence.tokens)):
        if told.outcome is Outcome.ATTACKED or told.use == "counted":
            continue
        at = sentence.span(told.token)[0]
        between = sentence.content[min(place, at) : max(place, at)]
        tokens_between = sentence.tokens[
            min(unit.i, told.token.i) + 1 - sentence.first : max(unit.i, told.token.i)
            - sentence.first
        ]
        if (
            len(tokens_between) > 6
            or _BREAK.search(between)
            or any(sentence.quantity(t) for t in tokens_between)
        ):
            continue
        if (
            told.use == "done"
            and at > place
            and any(c.dep_ in _OBJECTS for c in told.token.children)
        ):
            continue  # before a verb that has its own object stand the killers
        if told.use == "state" and not _is_predicate(told.token):
            continue
        if best is None or len(tokens_between) < best[0]:
            best = (len(tokens_between), told)
    return Link(unit, best[1], "near") if best else None


def _is_predicate(token: "Token") -> bool:
    return not (token.dep_ in {"amod", "compound"} and token.head.i > token.i)


def _distributive(sentence: Sentence, number: "Token") -> bool:
    """As in "dying by the hundreds": how many, not who."""
    start = sentence.span(number)[0]
    return bool(
        re.search(r"\b(?:by|in) (?:the|their) $", sentence.content[max(0, start - 10) : start])
    )


def is_agent(sentence: Sentence, number: "Token") -> bool:
    """Whether those counted are the ones who do the harm: "12 gunmen killed a guard"."""
    unit = unit_of(sentence, number)
    head = unit.head
    if _distributive(sentence, number):
        return False
    if unit.dep_ == "pobj" and head.dep_ == "agent":
        return True
    if unit.dep_ == "pobj" and head.lower_ == "by":
        return harm.verb(head.head) is not None or harm.word(head.head, "act") is not None
    if unit.dep_ != "nsubj" or head == unit:
        return False
    told = harm.verb(head)
    has_object = any(c.dep_ in _OBJECTS for c in head.children)
    return told is not None and told.use == "done" and has_object


_OF_HARMED = re.compile(
    r"\s+of (?:the|those|its|their) (?:\w+\s+)?(dead|killed|fatalities|wounded|injured|missing|displaced|detained|abducted)\b",
    re.IGNORECASE,
)


def _of_harmed(sentence: Sentence, unit: "Token", _: int) -> Link | None:
    """As in "30 of the dead and 48 of the wounded": the harm is in the words themselves."""
    number = unit if sentence.quantity(unit) else None
    if number is None:
        return None
    match = _OF_HARMED.match(sentence.content, sentence.span(number)[1], sentence.end)
    token = sentence.token_at(match.start(1)) if match else None
    outcome = (
        harm.lexicon().words.get(("state", match[1].lower())) or Outcome.KILLED if match else None
    )
    return (
        Link(unit, Harm(token, outcome, "state"), "of the harmed", is_part=True)
        if token and outcome
        else None
    )


_RULES: tuple[Callable[[Sentence, "Token", int], Link | None], ...] = (
    _of_harmed,
    _counted,
    _described,
    _role,
    _of_act,
    _included,
    _of_them,
    _listed,
    _toll,
    _near,
)
