"""Rules on the clause in which a number stands: what its verb, its act or its toll says."""

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

_COMPLEMENTS = frozenset({"acomp", "attr", "oprd", "xcomp", "ccomp", "advcl", "acl"})


def role(sentence: Sentence, unit: "Token") -> Link | None:
    """The noun is what a verb is done to, or what suffers it."""
    head = unit.head
    if head == unit or not sentence.holds(head):
        return None
    if told := _let_or_held(unit):
        return Link(unit, told, "object")
    told = harm.verb(head)
    found = _by_verb(unit, told) if told else None
    if found is None and unit.dep_ in grammar.SUBJECTS | OBJECTS:
        return _by_copula(sentence, unit, head)
    return found


def _let_or_held(unit: "Token") -> Harm | None:
    """As in "let 15 go", "took 26 people hostage", where the parse hangs them on the next word."""
    head = unit.head
    is_let = unit.dep_ == "nsubj" and head.lower_ == "go" and head.head.lemma_ == "let"
    is_held = unit.dep_ == "compound" and head.lower_ in _CAPTIVE and head.dep_ in OBJECTS
    return harm.verb(head.head) if is_let or is_held else None


_CAPTIVE = frozenset({"hostage", "prisoner", "captive"})


def _by_verb(unit: "Token", told: Harm) -> Link | None:
    """As in "killed 11", "11 were killed", "11 died", and a headline's "11 killed in raid"."""
    if unit.lemma_ in {"life", "soul"} and unit.dep_ in OBJECTS:
        return Link(unit, told, "lives lost")
    if told.use == "suffered":
        suffers = unit.dep_ in {"nsubj", "nsubjpass", "nummod"}
        return Link(unit, told, "subject of suffering") if suffers else None
    if unit.dep_ in OBJECTS:
        return Link(unit, told, "object")
    if unit.dep_ == "nsubjpass":
        return Link(unit, told, "passive")
    if unit.dep_ != "nsubj" or grammar.has(told.token, OBJECTS | {"ccomp"}):
        return None
    if _is_of_doers(told.token):
        return None
    # "12 killed in raid", "60 injured": a headline's passive; an attack has attackers
    is_told = told.outcome is not Outcome.ATTACKED and told.token.lemma_ != "hold"
    is_headline = is_told and told.token.tag_ in {"VBN", "VBD"}
    return Link(unit, told, "headline passive") if is_headline else None


def _is_of_doers(verb: "Token") -> bool:
    """As in "two men shot and stabbed passengers", "two men shot at passengers"."""
    joined = (c for c in verb.children if c.dep_ == "conj" and not grammar.has(c, {"nsubj"}))
    if any(grammar.has(c, OBJECTS) for c in joined):
        return True
    return any(map(people.is_person, grammar.governed(verb, {"at"})))


def _by_copula(sentence: Sentence, unit: "Token", head: "Token") -> Link | None:
    """As in "are missing", "were reported killed", "left 30 dead", "feared to have died"."""
    is_between = head.lemma_.lower() in wordlist.words("said", "between")
    if unit.dep_ == "nsubj" and head.lemma_ in wordlist.words("said", "verbs"):
        return None  # "two relatives said": the speakers
    if not is_between and head.pos_ not in grammar.VERBS:
        return None
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in {"among", "amongst"} and head.lemma_ == "be":
            return _among(unit, child)
        if child.i == unit.i or not sentence.holds(child) or child.dep_ not in _COMPLEMENTS:
            continue
        outcome = harm.state(child)
        if outcome and (child.dep_ != "advcl" or child.i == unit.i + 1):
            return Link(unit, Harm(child, outcome, "state"), "copula")
        told = harm.verb(child) if is_between else None
        if told and (grammar.is_passive(child) or told.use == "suffered"):
            return Link(unit, told, "reported to be")
    return None


def who_they_were(sentence: Sentence, unit: "Token") -> Link | None:
    """As in "those who lost their lives were 12 men", "the dead were nine women"."""
    subject = grammar.child(unit.head, {"nsubj"})
    if unit.dep_ != "attr" or unit.head.lemma_ != "be" or subject is None:
        return None
    if sentence.quantity(unit) is not None:
        return None  # "the dead were 12": how many, for other rules
    outcome = harm.state(subject) or harm.word(subject, "counted")
    if outcome is not None and subject.tag_ != "NN":
        return Link(unit, Harm(subject, outcome, "state"), "who they were")
    for child in subject.children:
        told = harm.verb(child) if child.dep_ in {"relcl", "acl"} else None
        if told and (told.use == "suffered" or child.tag_ == "VBN"):
            return Link(unit, told, "who they were")
    return None


def _among(unit: "Token", prep: "Token") -> Link | None:
    """As in "two volunteers are among the wounded"."""
    those = grammar.child(prep, {"pobj"})
    outcome = (harm.state(those) or harm.word(those, "counted")) if those is not None else None
    if those is None or outcome is None:
        return None
    return Link(unit, Harm(those, outcome, "state"), "among the harmed", is_part=True)


_BENEATH = frozenset({"of", "over", "under", "around", "about"})
_OPERATED = frozenset({"on"})


def of_act(sentence: Sentence, unit: "Token") -> Link | None:
    """As in "the killing of 12", "the loss of 40 lives", "fired on 30 protesters"."""
    prep, above = unit.head, unit.head.head
    if unit.dep_ != "pobj" or prep.dep_ not in {"prep", "agent", "dative"}:
        return None
    if not sentence.holds(above):
        return None
    told = harm.verb(above.head) if above.dep_ in OBJECTS else None
    if told and above.lemma_ in {"life", "soul"}:
        return Link(unit, told, "lives of")
    outcome = _act(above)
    is_of_victims = (
        prep.lower_ == "with" and unit.lemma_ == "victim"
    )  # "a massacre with 31 victims"
    if outcome and (prep.lower_ in {"of", "among", "for"} or is_of_victims):
        return Link(unit, Harm(above, outcome, "act"), "act")
    told = harm.verb(above)
    beneath = _OPERATED if above.lemma_ == "operate" else _BENEATH
    if told and told.use == "done" and prep.lower_ in beneath:
        return Link(unit, told, "object after a preposition")
    return None


def _act(noun: "Token") -> Outcome | None:
    """As in "the murder of", "the deaths of": a noun for the act or for what came of it."""
    if noun.pos_ == "VERB":
        return harm.word(noun, "act")
    if noun.pos_ not in grammar.NOUNS:
        return None
    counted = harm.word(noun, "counted") if noun.pos_ == "NOUN" else None
    return harm.word(noun, "act") or counted


_TOLL = re.compile(
    r"\btoll\b|\bnumber (?:of (?:[\w-]+ ){0,3}?)?"
    r"(?:dead|deaths|killed|fatalities|victims|wounded|injured|injuries)\b",
    re.IGNORECASE,
)
_INJURED_TOLL = re.compile(r"\b(?:injured|wounded|injuries)\b", re.IGNORECASE)
_LONGEST_TOLL = 120  # characters: "the number of guests killed when a shell hit a tent rose to"
_OTHER_FIGURE = re.compile(r"[;.]|\bfrom\s+\S*\s*$|\bkilled\b|\bwounded\b")
_REACHED = re.compile(
    r"\b(?:to|at|of|was|is|reached|passed|passes|exceeded|stands|stood|hit|hits|as|surpassed|topped|now|climbs|rises|at)\b"
    r"\W*(?:\w+\W+){0,4}$"
)


_NUMBERED_AS = {
    "dead": "state",
    "deaths": "counted",
    "killed": "state",
    "wounded": "state",
    "injured": "state",
    "missing": "state",
    "detained": "state",
    "displaced": "state",
}
# "the wounded now number 210", "deaths are put at anything from 9 to 20"
_NUMBERED = re.compile(
    rf"\b({'|'.join(_NUMBERED_AS)})\s+(?:(?:now|already|today|there)\s+)?"
    r"(?:numbers?|numbered|totals?|totalled|totaled|stands?\s+at|stood\s+at|comes?\s+to|came\s+to"
    r"|reach(?:es|ed)?|(?:is|are|was|were)\s+(?:now\s+)?"
    r"(?:put|estimated|given|reported|counted|reckoned)\s+(?:at|as))\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)


def toll(sentence: Sentence, unit: "Token") -> Link | None:
    """As in "the death toll has risen to 40", "a toll of 12"."""
    place = sentence.span(unit)[0]
    before = sentence.before(place, _LONGEST_TOLL)
    numbered = _NUMBERED.search(before)
    if numbered is not None:
        said = numbered[1].lower()
        outcome = harm.lexicon().words[_NUMBERED_AS[said], said.removesuffix("s")]
        token = sentence.token_at(place - len(before) + numbered.start()) or unit
        return Link(unit, Harm(token, outcome, "counted"), "toll")
    match = next(reversed(list(_TOLL.finditer(before))), None)
    if match is None:
        return None
    between = before[match.end() :]
    if _OTHER_FIGURE.search(between) or not _REACHED.search(between):
        return None
    if _is_past_another(sentence, place - len(between), place):
        return None
    injured = _INJURED_TOLL.search(before[max(0, match.start() - 12) : match.end()])
    token = sentence.token_at(place - len(before) + match.start()) or unit
    return Link(unit, Harm(token, Outcome.INJURED if injured else Outcome.KILLED, "act"), "toll")


def _is_past_another(sentence: Sentence, start: int, end: int) -> bool:
    """As in "the toll went up to 202, with 250 in hospital": the 250 are no toll."""
    between = (q.start for q in sentence.quantities.values() if start <= q.start < end)
    is_parted = re.search(r"[,;]", sentence.content[start:end]) is not None
    return is_parted and any(not _FROM.search(sentence.before(at, 8)) for at in between)


def labelled(sentence: Sentence, unit: "Token") -> Link | None:
    """As in "Civilians killed: 143", "Wounded since Sunday: 68": a row of a tally."""
    number = next((t for t in (unit, *unit.subtree) if sentence.quantity(t)), None)
    if number is None:
        return None
    before = sentence.before(sentence.span(number)[0], 90)
    if not before.rstrip().endswith(":"):
        return None
    if any(sentence.quantity(t) for t in sentence.tokens if t.i < number.i):
        return None  # "51 were killed: 40 children and ...": parts of what was counted
    told = [h for h in sentence.harms if h.token.i < number.i and h.outcome is not Outcome.ATTACKED]
    between = [h for h in told if ":" not in sentence.text_of(h.token, number.nbor(-1))[:-1]]
    return Link(unit, between[-1], "label") if between else None


_BREAK = re.compile(
    r"[;:]|\b(?:while|but|although|after|when|where|because|since|who|which|before|none|neither)\b",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom\s+$", re.IGNORECASE)
_REACH = 6  # more words between than this, and the two have little to do with each other


def near(sentence: Sentence, unit: "Token") -> Link | None:
    """Last resort: the nearest harm word in the clause, with no other number between."""
    if not people.is_person(unit) and sentence.quantity(unit) is None:
        return None
    if unit.dep_ == "nsubj" and unit.head.pos_ == "VERB" and not harm.verb(unit.head):
        return None  # "two residents put the toll at 37"
    if _FROM.search(sentence.before(sentence.span(unit)[0], 8)):
        return None  # "rose from 58": the figure that no longer holds
    if unit.dep_ == "pobj" and sentence.quantity(unit.head.head) is not None:
        return None  # "eight of the nine": those of whom they are
    reached = [
        (words, told)
        for told in sentence.harms
        if (words := _words_between(sentence, unit, told)) is not None
    ]
    nearest = min(reached, key=lambda pair: pair[0], default=None)
    return Link(unit, nearest[1], "near") if nearest else None


def _words_between(sentence: Sentence, unit: "Token", told: Harm) -> int | None:
    """How many words lie between a noun and a harm that may be its own; None if it cannot be."""
    if told.outcome is Outcome.ATTACKED or told.use == "counted":
        return None
    place, at = sentence.span(unit)[0], sentence.span(told.token)[0]
    first, last = sorted((unit.i, told.token.i))
    between = sentence.tokens[first + 1 - sentence.first : last - sentence.first]
    if len(between) > _REACH or any(sentence.quantity(t) for t in between):
        return None
    if _BREAK.search(sentence.content[min(place, at) : max(place, at)]):
        return None
    if told.use == "done" and at > place and _has_object(told.token):
        return None  # before a verb that has its own object stand the killers
    if told.use == "state" and not _is_predicate(told.token):
        return None
    return len(between)


def _has_object(verb: "Token") -> bool:
    is_active = not grammar.is_passive(verb) and verb.tag_ != "VBN"
    return grammar.has(verb, OBJECTS) or (is_active and _is_of_doers(verb))


def _is_predicate(token: "Token") -> bool:
    """As in "are dead": not "the dead line", where the word describes a noun after it."""
    return not (token.dep_ in {"amod", "compound"} and token.head.i > token.i)
