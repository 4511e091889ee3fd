"""
Who did it, as the document says: never inferred from the weapon alone.

An empty slot beats a guessed one. The rules look first at the harm's own clause (its
subject, its "by"), then at the means ("in a coalition air strike"), then at an attack
told in the same sentence ("... after gunmen stormed the village").
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.extract import attacking, grammar, harm, people, subject, wordlist
from onrecord.extract.actors import (
    actors,
    agents,
    blamed,
    doers,
    is_listed,
    is_side,
    owners,
)
from onrecord.extract.harm import Harm
from onrecord.extract.sentence import Sentence
from onrecord.model import Mention, Outcome

if TYPE_CHECKING:
    from spacy.tokens import Token


def perpetrators(sentence: Sentence, told: Harm, unit: "Token | None") -> tuple[Mention, ...]:
    """
    Return who did the harm, as the sentence says; empty if it does not say.

    Args:
        sentence: The sentence of the claim.
        told: The harm.
        unit: The noun for the harmed, who are never the perpetrators; None without one.
    """
    for found in (
        _by_subject(sentence, told, unit),
        _by_agent(sentence, told),
        _by_governing(sentence, told, unit),
        _by_cause(sentence, told, unit),
        _by_means(sentence, told, unit),
        _by_clash(sentence, unit),
        _by_attack(sentence, told, unit),
        _by_holder(sentence, unit),
    ):
        kept = _kept(sentence, found, unit)
        if kept:
            return kept
    return ()


def attackers(sentence: Sentence) -> tuple[Mention, ...]:
    """Return who attacks in a sentence that need not say what came of it; empty if nobody."""
    found = [*attacking.of_verbs(sentence, None, None)]
    for noun in sentence.tokens:
        if found or noun.pos_ not in grammar.NOUNS or is_listed(noun, "no_deed"):
            continue
        if is_listed(noun, "means"):
            found = [*owners(sentence, noun)]
    return _kept(sentence, iter(found), None)


def answerable(sentence: Sentence, number: "Token") -> tuple[Mention, ...]:
    """Return who answers for a count: "the militia was behind 74 of them", "40 are blamed on"."""
    found = [*_of_cause(sentence, number, None)]
    prep, verb = number.head, grammar.verb_above(number)
    if not found and prep.lower_ == "behind":
        doer = subject.own(verb)
        found = [*actors(sentence, doer)] if doer is not None else []
    return _kept(sentence, iter(found or [*blamed(sentence, verb)]), None)


def spoken_of(sentence: Sentence) -> tuple[Mention, ...]:
    """Return those in a sentence for whom "they" can stand, who fight rather than speak."""
    for token in sentence.tokens:
        if token.dep_ in {"nsubj", "agent", "ROOT"} and is_listed(token, "armed"):
            return _kept(sentence, actors(sentence, token), None)
    return ()


def _kept(
    sentence: Sentence, found: Iterator[Mention], unit: "Token | None"
) -> tuple[Mention, ...]:
    """Drop repeats and the harmed themselves."""
    first, last = (0, 0) if unit is None else _span(sentence, unit)
    kept: list[Mention] = []
    for mention in found:
        if any(mention.start == k.start or mention.name == k.name for k in kept):
            continue
        named = _without_time(sentence, mention)
        if named is not None and (named.start is None or not first <= named.start < last):
            kept.append(named)
    return tuple(kept)


def _without_time(sentence: Sentence, mention: Mention) -> Mention | None:
    """As in "May 2018 gunmen", who are gunmen; None where a time is all there is: "Monday's"."""
    start, end = mention.start, mention.end
    if start is None or end is None:
        return mention
    for time in sentence.names:
        if time.kind == "time" and time.start <= start < time.end:
            if end <= time.end:
                return None
            rest = sentence.content[time.end : end]
            start = end - len(rest.lstrip())
            return replace(mention, name=rest.strip(), start=start)
    return mention


def _span(sentence: Sentence, unit: "Token") -> tuple[int, int]:
    """The words for the harmed, from the first that describes them."""
    edge = unit.left_edge
    return sentence.span(edge if sentence.holds(edge) else unit)[0], sentence.span(unit)[1]


def _by_subject(sentence: Sentence, told: Harm, unit: "Token | None") -> Iterator[Mention]:
    """As in "gunmen killed 12", "the army has wounded dozens"."""
    verb = told.token
    if told.use != "done" or verb.lemma_ in {"lose", "bury", "find"} or grammar.is_passive(verb):
        return
    if verb.tag_ == "VBN" and not _is_active(verb):
        return
    doer = subject.of(verb)
    if doer is not None and doer != unit and sentence.holds(doer):
        # of a verb further up, or without an object, only those who can act
        is_own = doer in verb.children and grammar.has(verb, {"dobj"})
        is_own = is_own and not is_listed(verb, "tending")
        yield from doers(sentence, doer) if is_own else actors(sentence, doer)


def _is_active(participle: "Token") -> bool:
    """As in "has killed", "had wounded": a participle that is no passive."""
    if grammar.has(participle, {"dobj"}):
        return True
    if participle.dep_ in {"acl", "ROOT", "conj"}:
        return False
    return any(c.dep_ == "aux" and c.lemma_ == "have" for c in participle.children)


_HANDS = re.compile(r"\bat the hands? of\s+", re.IGNORECASE)
_IN_HANDS = re.compile(r"\b(?:(?:at|in) the hands?|in (?:the )?custody) of\s+", re.IGNORECASE)
_HELD = frozenset({Outcome.DETAINED, Outcome.ABDUCTED, Outcome.DISAPPEARED})
_BEFORE_NOUN = frozenset({"det", "amod", "compound", "nmod", "poss"})


def _by_agent(sentence: Sentence, told: Harm) -> Iterator[Mention]:
    """As in "shot by settlers", "died at the hands of the militia"."""
    is_deed = told.use == "done" and not is_listed(told.token, "tending")
    yield from agents(sentence, told.token, is_deed=is_deed)
    head = told.token.head
    if told.token.dep_ in {"conj", "acomp", "oprd", "xcomp", "amod"} and sentence.holds(head):
        yield from agents(sentence, head)
    yield from _at_hands(sentence, told)


def _at_hands(sentence: Sentence, told: Harm) -> Iterator[Mention]:
    """As in "died at the hands of the militia"; of the held, "in the hands of the militia"."""
    hands = _IN_HANDS if told.outcome in _HELD else _HANDS
    for match in hands.finditer(sentence.content, sentence.start, sentence.end):
        token = sentence.token_at(match.end())
        while token is not None and token.dep_ in _BEFORE_NOUN and token.head.i > token.i:
            token = token.head
        yield from actors(sentence, token, 1)


def _by_governing(sentence: Sentence, told: Harm, unit: "Token | None") -> Iterator[Mention]:
    """As in "soldiers took 15 men off a bus": no word is harm, and yet somebody does it."""
    if unit is None or told.token != unit or harm.word(unit, "counted"):
        return
    verb = unit.head
    if verb.pos_ != "VERB" or _is_told_only(verb):
        return
    if unit.dep_ == "nsubjpass":
        yield from agents(sentence, verb)
    elif unit.dep_ == "dobj":
        doer = subject.of(verb)
        if doer is not None and sentence.holds(doer) and is_side(sentence, doer):
            yield from actors(sentence, doer)


def _is_told_only(verb: "Token") -> bool:
    """As in "the army counted 12", "took in 12": who tells or tends them did not harm them."""
    if grammar.has(verb, {"prt"}) and not attacking.is_violent(verb):
        return True
    is_saying = verb.lemma_ in wordlist.words("said", "verbs") or is_listed(verb, "reckoning")
    return is_saying or is_listed(verb, "not_doing")


_CAUSED = frozenset(
    {
        "dobj",
        "prep",
        "pobj",
        "xcomp",
        "pcomp",
        "acl",
        "ccomp",
        "nsubjpass",
        "oprd",
        "advcl",
    }
)


def _by_cause(sentence: Sentence, told: Harm, unit: "Token | None") -> Iterator[Mention]:
    """As in "X accounted for 396 deaths", "X is responsible for the murder of", "X's raids"."""
    if told.use in {"act", "counted"}:
        for child in told.token.children:
            if child.dep_ == "poss":
                yield from actors(sentence, child, 1)
    yield from _of_cause(sentence, told.token, unit)


def _of_cause(sentence: Sentence, below: "Token", unit: "Token | None") -> Iterator[Mention]:
    """The subject of the first word for causing that governs a word."""
    above = below.head
    for _ in range(5):
        if above == below or not sentence.holds(above):
            return
        if _is_cause(above) and below.dep_ in _CAUSED:
            doer = _causer(above, below)
            if doer is not None and doer != unit:
                if above.lemma_ != "see":
                    yield from actors(sentence, doer)
                return
        below, above = above, above.head


def _is_cause(word: "Token") -> bool:
    """As in "accounted for", "is responsible for"."""
    return word.pos_ in {"VERB", "ADJ", "NOUN"} and is_listed(word, "cause")


def _causer(cause: "Token", below: "Token") -> "Token | None":
    own = (c for c in cause.children if c.dep_ in grammar.SUBJECTS and c != below)
    return next(own, None) or subject.of(cause)


def _by_means(sentence: Sentence, told: Harm, unit: "Token | None") -> Iterator[Mention]:
    """As in "12 died in Russian air strikes": the owners of the means nearest to the harm."""
    for noun in _near_means(sentence, told):
        if unit is not None and noun in unit.subtree and not _is_of_toll(told, unit, noun):
            continue
        if _is_idle(noun, told) or _is_since(noun) or _is_of_others(noun, unit):
            continue
        first, last = sorted((sentence.span(noun)[0], sentence.span(told.token)[0]))
        if ";" in sentence.content[first:last]:
            continue
        found = list(owners(sentence, noun))
        if found:
            yield from found
            return


def _is_of_toll(told: Harm, unit: "Token", noun: "Token") -> bool:
    """As in "six dead in the army's raid": the raid hangs on the noun for the dead."""
    return told.token == unit and noun.dep_ == "pobj" and noun.head.lower_ in {"in", "by", "from"}


def _is_idle(noun: "Token", told: Harm) -> bool:
    """As in "after army tanks withdrew": a means that does nothing to anybody here."""
    verb = noun.head
    if noun.dep_ != "nsubj" or not is_listed(noun, "no_deed"):
        return False
    return verb != told.token and not is_listed(verb, "violent") and told.token not in verb.subtree


def _is_of_others(noun: "Token", unit: "Token | None") -> bool:
    """As in "16 were hurt, among them two guards hit in a clash with police": of the two alone."""
    for word in noun.ancestors:
        if word.dep_ in {"acl", "relcl"} and people.is_person(word.head):
            return word.head != unit
    return False


def _is_since(noun: "Token") -> bool:
    """As in "the worst day since an army crackdown began": what only dates a time."""
    for word in (noun, noun.head):
        if word.dep_ == "pobj" and word.head.lower_ == "since":
            return True
        if any(c.dep_ == "mark" and c.lower_ == "since" for c in word.children):
            return True
    return False


def _near_means(sentence: Sentence, told: Harm) -> list["Token"]:
    """Nouns for an act or a weapon in the harm's own sentence, nearest first."""
    nouns = (
        t
        for t in sentence.tokens
        if t.pos_ in grammar.NOUNS and is_listed(t, "means") and t != told.token
    )
    return sorted(nouns, key=lambda t: abs(t.i - told.token.i))


def _by_clash(sentence: Sentence, unit: "Token | None") -> Iterator[Mention]:
    """As in "in clashes between the army and rebels": both sides, since deaths are not assigned."""
    for token in sentence.tokens:
        is_clash = token.pos_ in {"NOUN", "VERB"} and is_listed(token, "clash")
        if is_clash and not _is_of_others(token, unit):
            for prep in token.children:
                if prep.dep_ == "prep" and prep.lower_ in {"between", "with"}:
                    for side in prep.children:
                        yield from actors(sentence, side)


def _by_attack(sentence: Sentence, told: Harm, unit: "Token | None") -> Iterator[Mention]:
    """As in "12 were killed when gunmen stormed the village"."""
    if told.outcome is Outcome.RELEASED:
        return
    yield from attacking.of_verbs(sentence, told, unit)


def _by_holder(sentence: Sentence, unit: "Token | None") -> Iterator[Mention]:
    """As in "nine men held by the police were beaten": those who held them."""
    for clause in unit.children if unit is not None else ():
        held = harm.verb(clause) if clause.dep_ == "acl" else None
        if held is not None and held.outcome in _HELD:
            yield from agents(sentence, clause)
