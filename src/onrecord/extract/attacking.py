"""Verbs by which somebody attacks, in a sentence that may leave what came of it to another."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.extract import grammar, subject, wordlist
from onrecord.extract.actors import agents, doers, is_listed, is_somebody
from onrecord.extract.harm import Harm
from onrecord.extract.sentence import Sentence
from onrecord.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token


def of_verbs(sentence: Sentence, told: Harm | None, unit: "Token | None") -> Iterator[Mention]:
    """Return the attackers of the first verb in a sentence that tells of an attack by somebody."""
    deed = told.token if told else None
    for verb in sentence.tokens:
        if verb.pos_ != "VERB" or verb == deed or not is_violent(verb):
            continue
        if any(c.dep_ == "mark" and c.lower_ == "since" for c in verb.children):
            continue  # "since the army invaded" dates a war, and names nobody for one deed
        doer = _attacker(sentence, verb, unit)
        found = list(doers(sentence, doer) if doer is not None else agents(sentence, verb))
        if found:
            yield from found
            return


def _attacker(sentence: Sentence, verb: "Token", unit: "Token | None") -> "Token | None":
    """As in "gunmen who stormed the village": the gunmen, if they can be named."""
    doer = subject.own(verb)
    if doer is None or doer == unit or not sentence.holds(doer):
        return None
    doer = grammar.antecedent(verb, doer)
    may_act = is_listed(doer, "armed") or is_listed(doer, "arms") or sentence.actor(doer)
    return doer if may_act or (_is_armed_deed(verb) and is_somebody(doer)) else None


def is_violent(verb: "Token") -> bool:
    """Whether a verb is one by which somebody attacks, whatever comes of it."""
    return is_listed(verb, "violent") or _is_armed_deed(verb)


def _is_armed_deed(verb: "Token") -> bool:
    """As in "hurled grenades", "set off a mine": what nobody does but to attack."""
    with_it = wordlist.table("perpetrators")["armed_deed"]["words"].get(verb.lemma_.lower())
    if with_it is None:
        return False
    return not with_it or any(c.lower_ in with_it for c in verb.children)
