"""
Verbs that tell a harm only by whom they are said of, and by what stands beside them.

Prices fall, and so do soldiers; a road is taken, and so are a teacher's sons; a bill crosses
the floor, and families cross into another country.
"""

from typing import TYPE_CHECKING

from onrecord.extract import grammar, people, wordlist
from onrecord.model import Outcome, VictimClass

if TYPE_CHECKING:
    from spacy.tokens import Token

WORDS = frozenset({"fall", "take", "cross", "operate"})
_Told = tuple[Outcome, str]
_OTHERWISE = frozenset({"prt", "acomp", "oprd", "dobj", "xcomp", "ccomp", "dative", "attr"})
_NOT_DOWN = frozenset("back behind out asleep silent short apart ill sick away in".split())
_WHERE_ONE_FALLS = frozenset("in at near during when after before outside by with as while".split())
_FROM = frozenset({"from", "off"})
_BY = frozenset({"agent", "prep"})
_NOT_TAKEN = frozenset({"to", "for", "with", "through", "into", "as", "around", "back", "home"})


def told(verb: "Token") -> tuple[Outcome, str] | None:
    """
    Return what a verb tells by whom it is said of, and how it tells it; None if nothing.

    As in "nine soldiers fell at the bridge", "my sons were taken by the militia", "families
    crossed into Chad", "surgeons operated on 31 people".
    """
    if verb.pos_ not in grammar.VERBS:
        return None
    if verb.lemma_ == "fall":
        return _fallen(verb)
    if verb.lemma_ == "take":
        return _taken(verb)
    if verb.lemma_ == "cross":
        return _crossed(verb)
    return _operated(verb) if verb.lemma_ == "operate" else None


def _fallen(verb: "Token") -> _Told | None:
    """As in "18 soldiers fell at the bridge": not "fell back", "fell on the village"."""
    subject = _subject(verb)
    if subject is None or people.person_class(subject) is not VictimClass.COMBATANT:
        return None
    if verb.tag_ == "VBG" or grammar.has(verb, _OTHERWISE):
        return None
    for child in verb.children:
        if child.dep_ == "advmod" and child.lower_ in _NOT_DOWN:
            return None
        if child.dep_ == "prep" and not _is_where_one_falls(child):
            return None
    return Outcome.KILLED, "suffered"


def _is_where_one_falls(prep: "Token") -> bool:
    if prep.lower_ in _WHERE_ONE_FALLS:
        return True
    noun = grammar.child(prep, {"pobj"})
    if noun is None:
        return False
    if prep.lower_ == "on":
        return noun.lower_ in wordlist.words("of_whom", "days") or any(
            c.lower_ in wordlist.words("of_whom", "days") for c in noun.children
        )
    hit = wordlist.words("of_whom", "felling")
    return prep.lower_ in {"to", "under"} and any(t.lemma_.lower() in hit for t in noun.subtree)


def _taken(verb: "Token") -> _Told | None:
    """As in "85 men taken by the militia", "gunmen took her sons from home"."""
    if grammar.has(verb, {"prt", "oprd", "dative", "xcomp"}):
        return None
    if any(
        n.lower_ in wordlist.words("of_whom", "taken_to") for n in grammar.governed(verb, {"to"})
    ):
        return _out(verb)
    if any(c.lower_ in _NOT_TAKEN for c in verb.children if c.dep_ in {"prep", "advmod", "dative"}):
        return None
    is_done_to = verb.tag_ == "VBN" and (grammar.is_passive(verb) or verb.dep_ == "acl")
    whom = _whom(verb) if is_done_to else grammar.child(verb, {"dobj"})
    doer = _agent(verb) if is_done_to else _subject(verb)
    if whom is None or not _is_somebody(whom) or not (_is_doer(doer) or _is_from_home(verb)):
        return None
    return (Outcome.DETAINED if is_of_the_state(doer) else Outcome.ABDUCTED), "done"


def _out(verb: "Token") -> _Told | None:
    """As in "300 peasants have taken to the jungle"."""
    is_passive = grammar.is_passive(verb)
    return None if is_passive or not _is_many(_subject(verb)) else (Outcome.DISPLACED, "suffered")


def _is_many(subject: "Token | None") -> bool:
    """As in "families", "some 2,000": people on the move who are no army."""
    if subject is None or people.person_class(subject) is VictimClass.COMBATANT:
        return False
    is_plural = subject.tag_ in {"NNS", "NNPS"} or subject.lower_ in {"people", "others", "all"}
    return subject.pos_ == "NUM" or (is_plural and people.is_person(subject))


def _whom(verb: "Token") -> "Token | None":
    """The subject of a passive, or what a participle describes."""
    subject = grammar.child(verb, {"nsubjpass"})
    return subject if subject is not None or verb.dep_ != "acl" else verb.head


def _is_somebody(noun: "Token") -> bool:
    """A noun for people, and not for the dead or the hurt, who are taken to a hospital."""
    listed = wordlist.words("of_whom", "not_taken")
    if noun.lemma_.lower() in listed or any(c.lemma_.lower() in listed for c in noun.children):
        return False
    return people.is_person(noun)


def _agent(verb: "Token") -> "Token | None":
    return next(grammar.governed(verb, {"by"}, _BY), None)


def _is_doer(noun: "Token | None") -> bool:
    """As in "by the militia", "armed men", "they": somebody who takes people."""
    if noun is None:
        return False
    if people.person_class(noun) is VictimClass.COMBATANT or noun.lower_ in {"they", "men"}:
        return True
    return noun.lemma_.lower() in wordlist.words("of_whom", "takers")


def is_of_the_state(noun: "Token | None") -> bool:
    """As in "police", "soldiers": whom they take is detained, as far as the words tell."""
    if noun is None:
        return False
    listed = wordlist.words("of_whom", "state")
    return (
        noun.lemma_.lower() in listed
        or noun.lower_ in listed
        or (noun.lower_ == "forces" and any(c.lower_ in listed for c in noun.children))
    )


_LEADING = frozenset({"take", "march", "drag", "lead", "haul", "pull", "drive", "bundle"})


def is_led_by_the_state(verb: "Token") -> bool:
    """As in "police took 21 people off buses", "marched off by soldiers": detained by them."""
    if verb.lemma_ not in _LEADING:
        return False
    is_done_to = verb.tag_ == "VBN" and (grammar.is_passive(verb) or verb.dep_ == "acl")
    return is_of_the_state(_agent(verb) if is_done_to else _subject(verb))


def _is_from_home(verb: "Token") -> bool:
    listed = wordlist.words("of_whom", "taken_from")
    return any(n.lemma_.lower() in listed for n in grammar.governed(verb, _FROM))


def _crossed(verb: "Token") -> _Told | None:
    """As in "families crossed into Chad": not soldiers, who invade."""
    if not any(c.dep_ == "prep" and c.lower_ in {"into", "to"} for c in verb.children):
        return None
    subject = verb.head if verb.dep_ == "acl" else _subject(verb)
    return (Outcome.DISPLACED, "suffered") if _is_many(subject) else None


def _operated(verb: "Token") -> _Told | None:
    """As in "the team has operated on 31 people"."""
    on = next(grammar.governed(verb, {"on"}), None)
    return (Outcome.INJURED, "done") if on is not None and people.is_person(on) else None


def _subject(verb: "Token") -> "Token | None":
    subject = grammar.child(verb, {"nsubj"})
    if subject is None and verb.dep_ == "conj":
        subject = grammar.child(verb.head, {"nsubj"})
    return None if subject is None else grammar.antecedent(verb, subject)
