"""
Harm told without a number: "civilians were killed", "a man", "entire families", "no one was hurt".

A verb of violence with an object but no outcome is an attack.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.extract import grammar, harm, one_named, people, said, trace, unnumbered, wordlist
from onrecord.extract.grammar import DIRECT_OBJECTS
from onrecord.extract.harm import Harm
from onrecord.extract.sentence import Sentence
from onrecord.model import Count, Outcome

if TYPE_CHECKING:
    from spacy.tokens import Token

_Harmed = Iterator[tuple["Token", str]]  # the noun for the harmed, and the rule that found it


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
    for told in sentence.harms:
        for unit, rule in _harmed(told):
            if unit.i in used or not sentence.holds(unit) or (unit.i, told.outcome) in seen:
                continue
            if unit.lemma_ in _TELLING or unit.lower_ in _STANDING_FOR:
                continue  # whom "them" stands for was told, and counted, before
            if _says_little(told.token.lemma_, unit) or _only_tells_of(told, unit):
                continue
            if told.outcome is not Outcome.ATTACKED and _has_number(sentence, unit):
                continue
            if _is_whose(sentence, unit):
                continue
            count = shared.get(told.token.i) or _count(sentence, unit, told, rule)
            if count is not None:
                seen.add((unit.i, told.outcome))
                yield Bare(unit, told, count, rule)


def included(sentence: Sentence, used: set[int]) -> Iterator[Bare]:
    """As in "six were killed, including a nurse", "among them a nurse", "the imam among them"."""
    if _MAY_INCLUDE.search(sentence.words) is None:
        return
    for token in sentence.tokens:
        if token.pos_ not in grammar.NOUNS or token.i in used:
            continue
        first = min((token, *(c for c in token.children if c.dep_ in _BESIDE)), key=_place)
        start, end = sentence.span(first)[0], sentence.span(token)[1]
        is_after = _INCLUDING.search(sentence.before(start, 40))
        told = _told_beside(sentence, start)
        if told is None or not (is_after or _AMONG_THEM.match(sentence.content, end, sentence.end)):
            continue
        count = _count(sentence, token, told, INCLUDED)
        if count is not None and count.high == 1:
            yield Bare(token, told, count, INCLUDED)


def stated(sentence: Sentence, used: set[int]) -> Iterator[Bare]:
    """As in "drone hits minibus, driver dead", "women and children dead": without a verb."""
    for told in sentence.harms:
        unit = told.token.nbor(-1) if told.token.i > sentence.first else None
        outcome = harm.word(told.token, "state")
        if unit is None or outcome is None or unit.i in used or told.token.i in used:
            continue
        is_known = people.person_class(unit) or unit.lemma_ in people.collectives()
        if unit.pos_ != "NOUN" or not is_known or _has_number(sentence, unit):
            continue
        if unnumbered.is_none(unit) or grammar.has(told.token, grammar.OBJECTS):
            continue
        if not _AFTER_STATE.match(sentence.content, sentence.span(told.token)[1], sentence.end):
            continue  # "the man dead drunk"
        count = _count(sentence, unit, told, _HEADLINE if unnumbered.is_bare(unit) else _STATED)
        if count is not None:
            yield Bare(unit, Harm(told.token, outcome, "state"), count, _STATED)


def _place(token: "Token") -> int:
    return token.i


def _told_beside(sentence: Sentence, place: int) -> Harm | None:
    """The last harm told before a place, else the first after, where it is one that a count has."""
    before = [h for h in sentence.harms if sentence.span(h.token)[0] < place]
    told = before[-1] if before else next(iter(sentence.harms), None)
    return told if told is not None and told.outcome is not Outcome.ATTACKED else None


def _count(sentence: Sentence, unit: "Token", told: Harm, rule: str) -> Count | None:
    """How many at least: of a name, and of a headline's noun without article, one."""
    is_of_headline = rule == _HEADLINE and unit.tag_ in {"NN", "NNP"}
    is_of_headline = is_of_headline and (unit.tag_ == "NN" or people.person_class(unit) is not None)
    if one_named.is_one(sentence, unit, told) or is_of_headline:
        return unnumbered.ONE
    if rule == "elliptic passive":
        return unnumbered.ONE
    known = unnumbered.count(unit, told)
    is_of_bodies = known == unnumbered.SEVERAL and unit == told.token
    return (_many_in(sentence, unit) or known) if is_of_bodies else known


def _many_in(sentence: Sentence, bodies: "Token") -> Count | None:
    """As in "the bodies of six abducted men": of so many, though another word counts them too."""
    of = (c for c in bodies.children if c.lower_ == "of")
    inside = (c for prep in of for c in prep.children if c.dep_ == "pobj")
    told = (sentence.quantity(c) for each in inside for c in each.children)
    return next((q.count for q in told if q is not None and not q.is_share), None)


def _says_little(lemma: str, unit: "Token") -> bool:
    """As in "held talks", "the boys were buried": of one person alone it tells something new."""
    return lemma == "hold" or (lemma == "bury" and not unnumbered.is_one(unit))


def _only_tells_of(told: Harm, unit: "Token") -> bool:
    """As in "residents who fled told the paper": who tells, and no number of those who fled."""
    is_beside = told.token.dep_ in {"relcl", "acl"} and told.outcome is Outcome.DISPLACED
    return is_beside and unit.dep_ == "nsubj" and said.is_saying(unit.head)


def _is_whose(sentence: Sentence, unit: "Token") -> bool:
    """As in "three of one family": the family says whose they were."""
    of = unit.head
    is_family = unit.lemma_ in people.collectives() and unit.tag_ == "NN"
    is_under = unit.dep_ == "pobj" and of.lower_ == "of" and of.head != of
    return is_family and is_under and (sentence.quantity(of.head) is not None or of.head.like_num)


def _shared(sentence: Sentence) -> dict[int, Count]:
    """As in "imprison activists by the thousands": the count is of the nearest harm before it."""
    found: dict[int, Count] = {}
    for quantity in sentence.shared:
        before = [h for h in sentence.harms if sentence.span(h.token)[0] < quantity.start]
        if before:
            nearest = max(before, key=lambda h: sentence.span(h.token)[0])
            found[nearest.token.i] = quantity.count
    return found


_HEADLINE = "headline passive"
_STATED = "said of them"
_AFTER_STATE = re.compile(r"\s*(?:$|[.,;:!)–—-]|(?:in|on|at|after|by|near|as)\b)")
INCLUDED = "one of those counted"
_INCLUDING = re.compile(
    r"\b(?:including|among (?:them|whom|the dead)(?: (?:was|is|were|are))?)"
    r"(?:,| (?:a|an|the|his|her|their))?\s*$",
    re.IGNORECASE,
)
_MAY_INCLUDE = re.compile(r"includ|among", re.IGNORECASE)
_AMONG_THEM = re.compile(r",?\s+(?:was |is )?(?:among them|included)\b")
_STANDING_FOR = frozenset({"them", "they", "these", "us", "we"})
_TELLING = frozenset({"source"})  # "wounding 51, a hospital source said": who tells of it
_BESIDE = frozenset({"nummod", "quantmod", "amod", "compound", "det", "poss"})


def _has_number(sentence: Sentence, unit: "Token") -> bool:
    """As in "12 prisoners": what a number counts is for other rules."""
    phrase = (unit, *(c for c in unit.children if c.dep_ in _BESIDE))
    size = grammar.governed(unit, {"of"}) if unit.lemma_ in people.collectives() else ()
    first = min(phrase, key=_place)
    is_bare = first.i > sentence.first and first.dep_ not in {"det", "poss"}
    just_before = (first.nbor(-1),) if is_bare else ()
    listed = _first_of_list(unit)
    return any(sentence.quantity(t) for t in (*phrase, *size, *just_before, *listed))


def _first_of_list(unit: "Token") -> "Iterator[Token]":
    """As in "600 protesters and activists": of a plain plural in a list, the number before it."""
    is_plain = not any(c.dep_ in _BESIDE for c in unit.children)
    if is_plain and unit.dep_ == "conj" and unit.tag_ == unit.head.tag_ == "NNS":
        yield from (c for c in unit.head.children if c.dep_ == "nummod")


def _harmed(told: Harm) -> _Harmed:
    """The nouns for those whom a harm befell."""
    if told.use == "done":
        yield from _of_object(told)
        yield from _of_joined(told.token)
        if told.token.tag_ in {"VBG", "NN"}:
            yield from ((noun, "act") for noun in grammar.governed(told.token, {"of"}))
    elif told.use == "suffered":
        yield from _of_sufferer(told.token)
    elif told.use == "act" and told.token.pos_ in grammar.NOUNS:
        yield from _of_act(told.token)
    elif told.use == "counted":
        yield told.token, "counted"
        if told.token.lemma_ in wordlist.words("harm_counted", "bodies"):
            yield from ((noun, "body of") for noun in grammar.governed(told.token, {"of"}))
    elif told.use == "trace":
        yield from _of_trace(told.token)
    if told.use in {"state", "counted", "done"}:
        yield from _of_those_among(told.token)


def _of_act(noun: "Token") -> _Harmed:
    """As in "no deaths were reported", "the murder of a farmer"."""
    if unnumbered.is_none(noun):
        yield noun, "counted"
    for harmed in grammar.governed(noun, {"of"}):
        yield from _with_list(harmed, "act")


def _of_trace(noun: "Token") -> _Harmed:
    """As in "no trace of his brother": not "no word yet of casualties"."""
    for unseen in trace.of_whom(noun):
        if harm.word(unseen, "counted") is None:
            yield from _with_list(unseen, "no trace of")


def _of_object(told: Harm) -> _Harmed:
    """As in "soldiers shot villagers dead", "villagers were killed"."""
    verb = told.token
    for child in verb.children:
        if child.dep_ in DIRECT_OBJECTS:
            if _is_speaker(child):
                continue
            yield from _with_list(child, "object")
            yield from _of_lives(child)
            yield from _of_limb(child)
        elif child.dep_ == "nsubjpass":
            yield from _with_list(child, "passive")
        elif child.dep_ == "conj" and unnumbered.is_one(child) and child.i > verb.i:
            # "killing 14 comrades and a gamekeeper": the parse joins the keeper to the killing
            if grammar.has(verb, DIRECT_OBJECTS) and people.is_person(child):
                yield from _with_list(child, "object")
        elif child.dep_ == "nsubj" and unnumbered.is_of_headline(child, told):
            yield child, _HEADLINE
        elif unnumbered.is_one_more_of(child, verb):
            yield child, "elliptic passive"
    if verb.tag_ == "VBN" and verb.dep_ in {"acl", "advcl", "ccomp"}:
        yield from _of_participle(verb)


def _of_lives(lost: "Token") -> _Harmed:
    """As in "claimed the lives of a teacher", "slit the throats of my conductor and two boys"."""
    if lost.lemma_ in {"life", "throat"}:
        for harmed in grammar.governed(lost, {"of"}):
            yield from _with_list(harmed, "lives of")


def _of_limb(part: "Token") -> _Harmed:
    """As in "cut off my cousin's ear", "broke her jaw": whose it was."""
    if part.lemma_.lower() in wordlist.words("harm_counted", "limbs"):
        yield from ((c, "limb of") for c in part.children if c.dep_ == "poss")


def _of_joined(verb: "Token") -> _Harmed:
    """As in "villagers were beaten and killed", "killing and wounding villagers"."""
    if verb.dep_ != "conj":
        return
    if verb.tag_ == "VBN" and not grammar.has(verb, grammar.SUBJECTS | DIRECT_OBJECTS):
        passive = grammar.child(verb.head, {"nsubjpass"})
        if passive is not None:
            yield passive, "passive"
    if not grammar.has(verb, DIRECT_OBJECTS):
        shared = grammar.child(verb.head, DIRECT_OBJECTS)
        if shared is not None and shared.i > verb.i:
            yield shared, "shared object"


def _of_those_among(harmed: "Token") -> _Harmed:
    """As in "a girl was among the injured"."""
    prep = harmed.head
    if harmed.dep_ != "pobj" or prep.lower_ not in {"among", "amongst"} or prep.head.lemma_ != "be":
        return
    # "among the martyrs are a father and two of his sons": the parse makes them an attribute
    subject = grammar.child(prep.head, {"nsubj", "attr"})
    if subject is not None:
        yield from _with_list(subject, "among the harmed")


def _of_sufferer(verb: "Token") -> _Harmed:
    """As in "farmers died", "families fleeing the town"."""
    for child in verb.children:
        if child.dep_ in grammar.SUBJECTS:
            yield from _with_list(grammar.antecedent(verb, child), "subject of suffering")
    if verb.tag_ == "VBG" and verb.dep_ in {"acl", "advcl"}:
        is_beside = verb.dep_ == "acl"
        subject = verb.head if is_beside else grammar.child(verb.head, {"nsubj"})
        if subject is not None:
            yield subject, "described by a clause"


def _of_participle(verb: "Token") -> _Harmed:
    """As in "villagers killed in", "saw more people murdered", "reports of men being killed"."""
    subject = grammar.child(verb, {"nsubj"})
    if subject is not None:
        if not grammar.has(verb, DIRECT_OBJECTS):
            yield subject, "small clause"
    elif verb.dep_ == "acl" and people.is_person(verb.head):
        yield verb.head, "described by a clause"
    elif any(c.dep_ == "auxpass" and c.lower_ == "being" for c in verb.children):
        yield from _of_report(verb)


def _of_report(verb: "Token") -> _Harmed:
    """As in "reports of families being killed": those of whom the report is."""
    before = verb.doc[max(verb.sent.start, verb.i - 14) : verb.i]
    for of in reversed(before):
        if of.lower_ == "of" and of.head.lemma_ in wordlist.words("said", "showing"):
            yield from ((c, "reported being") for c in of.children if c.dep_ == "pobj")
            return


def _with_list(token: "Token", rule: str) -> _Harmed:
    """As in "three men and a boy": one person in a list is a claim of its own."""
    yield token, rule
    for child in token.children:
        is_listed = _is_joined(token, child) or _is_next_of_list(token, child)
        is_listed = is_listed and not _is_speaker(child)
        if is_listed and (unnumbered.is_one(child) or unnumbered.is_one(token)):
            yield from _with_list(child, rule)


def _is_speaker(token: "Token") -> bool:
    """As in "shot dozens, an official and a survivor said": the parse takes them for a list."""
    after = token.doc[token.right_edge.i + 1 :]
    at = 0
    while at < len(after) and (after[at].pos_ == "PROPN" or after[at].text == ","):
        at += 1  # "the commissioner, Mahad Yare, said"
    if at == len(after) or after[at].lemma_ not in wordlist.words("said", "verbs"):
        return False
    is_named = token.right_edge.pos_ == "PROPN" or any(t.pos_ == "PROPN" for t in after[:at])
    is_turned = any(c.dep_ == "nsubj" and c.i > after[at].i for c in after[at].children)
    return at == 0 or (is_named and after[at - 1].text == "," and not is_turned)


def _is_joined(token: "Token", child: "Token") -> bool:
    """Not as in "killing six, the district's director, Amum Deng, said": no "and" joins them."""
    return child.dep_ == "conj" and (grammar.has(token, {"cc"}) or grammar.has(child, {"cc"}))


def _is_next_of_list(token: "Token", child: "Token") -> bool:
    """As in "his mother, his brother and his aunt", "a man, a woman and a boy": no other name."""
    is_like = any(grammar.has(token, {d}) and grammar.has(child, {d}) for d in ("poss", "det"))
    is_more = any(c.dep_ == "conj" and unnumbered.is_one(c) for c in child.children)
    return child.dep_ == "appos" and is_like and is_more
