"""Which words of a sentence say that people came to harm, and how they hang on it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from onrecord.extract import grammar, of_whom, people, trace, wordlist
from onrecord.model import Outcome

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Harm:
    """
    A word that says what happened.

    Attributes:
        token: The word.
        outcome: What it says happened.
        use: `done` (its object is harmed), `suffered` (its subject is), `state` (said of
            the harmed), `counted` (itself counted) or `act` (the harmed follow it).
    """

    token: "Token"
    outcome: Outcome
    use: str


@dataclass(frozen=True, slots=True)
class _Lexicon:
    words: dict[tuple[str, str], Outcome]  # (use, lemma) -> outcome
    phrases: dict[str, tuple[tuple[Outcome, frozenset[str]], ...]]
    forms: frozenset[str]  # every lemma, for the quick look before parsing


@cache
def lexicon() -> _Lexicon:
    """Return the words of `harm.yaml`, by use."""
    table = wordlist.table("harm")
    words: dict[tuple[str, str], Outcome] = {}
    phrases: dict[str, list[tuple[Outcome, frozenset[str]]]] = {}
    for name, entry in table.items():
        for use in ("done", "suffered", "state", "counted", "act"):
            for word in entry[use]:
                words.setdefault((use, str(word)), Outcome(str(name)))
        for verb, near in entry["phrase"].items():
            phrases.setdefault(str(verb), []).append(
                (Outcome(str(name)), frozenset(map(str, near)))
            )
    forms = frozenset(word for _, word in words) | frozenset(phrases)
    return _Lexicon(words, {v: tuple(p) for v, p in phrases.items()}, forms)


def word(token: "Token", use: str) -> Outcome | None:
    """Return what a token says happened when used so; None if nothing."""
    return _of_forms(token.lemma_.lower(), token.lower_, use)


@lru_cache(100_000)
def _of_forms(lemma: str, small: str, use: str) -> Outcome | None:
    table = lexicon().words
    # the lemmatizer makes "rap" of "raped": a form that ends in -d is tried without it too
    for form in (lemma, small, small.removesuffix("d")):
        if outcome := table.get((use, form)):
            return outcome
    return None


def verb(token: "Token") -> Harm | None:
    """
    Return the harm that a verb tells, with the words that make it harm.

    "shot dead" is killing; "shot" alone is an attack; "took hostage" is abduction.
    """
    if token.pos_ not in {"VERB", "AUX", "ADJ", "NOUN", "PROPN"}:
        return None
    if token.lemma_ in _CARE and (outcome := _is_somewhere(token)):
        return Harm(token, outcome, "suffered")
    phrase = _phrase(token)
    if phrase:
        is_suffered = _is_subject_phrase(token) or _is_leaving(token, phrase)
        if phrase is Outcome.ABDUCTED and of_whom.is_led_by_the_state(token):
            phrase = Outcome.DETAINED
        return Harm(token, phrase, "suffered" if is_suffered else "done")
    if token.pos_ == "AUX":
        return None
    if told := _with_more(token):
        return told
    for use in ("done", "suffered"):
        outcome = word(token, use)
        if outcome and _is_verb_like(token) and not _is_room(token):
            return Harm(token, outcome, use)
    return None


def _with_more(token: "Token") -> Harm | None:
    """As in "not seen since", "has a splinter wound", "two were hit": harm by what is beside."""
    if unseen := trace.unseen(token):
        return Harm(token, Outcome.DISAPPEARED, unseen)
    if _bears_wounds(token):
        return Harm(token, Outcome.INJURED, "suffered")
    if token.lemma_ in of_whom.WORDS and (told := of_whom.told(token)):
        return Harm(token, *told)
    return Harm(token, Outcome.INJURED, "done") if _is_hurt(token) else None


def _bears_wounds(verb: "Token") -> bool:
    """As in "a peacekeeper has a splinter wound", "some had broken ribs"."""
    if verb.lemma_ not in {"have", "bear", "show"}:
        return False
    borne = grammar.child(verb, {"dobj"})
    return borne is not None and borne.lemma_.lower() in wordlist.words("harm_counted", "wounds")


def _is_hurt(token: "Token") -> bool:
    """As in "two were hit", "47 were burned": what hurts only where people are its object."""
    if token.lemma_ == "hit":
        return token.tag_ == "VBN" or grammar.is_passive(token)
    return token.lemma_ == "burn" and _is_of_people(token)


def _is_room(verb: "Token") -> bool:
    """As in "the list holds 3,500 names", "the hall held 200": nobody is detained by it."""
    subject = grammar.child(verb, {"nsubj"}) if verb.lemma_ == "hold" else None
    listed = wordlist.words("harm_counted", "holders")
    if subject is None:
        return False
    return grammar.antecedent(verb, subject).lemma_.lower() in listed  # "which holds 5,100"


def _is_of_people(verb: "Token") -> bool:
    """As in "47 were burned": not "houses were burned", "12 tanks were hit and nine burned"."""
    subject = grammar.child(verb, {"nsubjpass"})
    if subject is None or verb.tag_ != "VBN" or grammar.has(verb, {"prt"}):
        return False
    if subject.pos_ == "NUM":
        before = verb.doc[verb.sent.start : subject.i]
        return not any(people.thing(t) or word(t, "counted") for t in before)
    is_body = word(subject, "counted") is not None  # "the bodies were burned"
    return people.is_person(subject) and not is_body


_CARE = frozenset({"be", "lie", "remain", "stay"})


def _is_somewhere(verb: "Token") -> Outcome | None:
    """As in "ten are in hospital", "six remain in a coma", "9,000 are on the move"."""
    if verb.dep_ in {"aux", "auxpass"}:
        return None
    for prep in verb.children:
        for noun in prep.children:
            if noun.dep_ == "pobj" and (outcome := _whereabouts(prep.lower_, noun)):
                return outcome
    return None


def _whereabouts(prep: str, noun: "Token") -> Outcome | None:
    if prep == "on" and noun.lower_ in wordlist.words("harm_counted", "away"):
        return Outcome.DISPLACED
    if prep in {"in", "under", "behind"} and noun.lower_ in wordlist.words("harm_counted", "kept"):
        return Outcome.DETAINED
    is_cared_for = noun.lower_ in wordlist.words("harm_counted", "care")
    is_grave = noun.lower_ in {"condition", "care", "state"} and _is_grave(noun)
    return Outcome.INJURED if prep == "in" and (is_cared_for or is_grave) else None


def _is_grave(noun: "Token") -> bool:
    """As in "critical condition", "intensive care"."""
    listed = wordlist.words("harm_counted", "grave")
    return any(c.lower_ in listed for c in noun.children)


def _is_verb_like(token: "Token") -> bool:
    return (
        token.pos_ == "VERB"
        or token.tag_.startswith("VB")
        or (token.lower_.endswith(("ed", "ing", "ish")) and token.dep_ != "compound")
    )


_UNDERGOING = frozenset(
    "sustain suffer regain receive bear get embrace attain achieve breathe meet pass fall pay"
    " sleep shelter".split()
)
_TOWNS = frozenset({"city", "town", "village", "villages"})
_LEAVING = frozenset({"leave", "abandon", "escape", "cross", "camp", "desert"})
_LOST = frozenset(
    "life lives home homes house houses roof roofs shelter leg legs arm arms hand hands foot feet"
    " eye eyes limb limbs sight finger fingers toes hearing".split()
)
_GO_MISSING = frozenset({"go", "seek", "take"})
_SOUGHT = frozenset({"missing", "refuge", "safety", "flight"})


def _is_subject_phrase(token: "Token") -> bool:
    if token.lemma_ in _UNDERGOING:
        return True
    if token.lemma_ in {"give", "lay"}:  # "gave their lives", not "gave life imprisonment"
        given = grammar.child(token, {"dobj"})
        return given is not None and grammar.has(given, {"poss"})
    if token.lemma_ == "lose":
        return any(c.dep_ == "dobj" and c.lower_ in _LOST for c in token.children)
    if token.lemma_ == "find":
        return any(c.lower_ == "refuge" for c in token.children)
    return token.lemma_ in _GO_MISSING and any(c.lower_ in _SOUGHT for c in token.subtree)


def _is_leaving(token: "Token", outcome: Outcome) -> bool:
    """As in "residents left the city": not "floods left 30 families homeless"."""
    if outcome is not Outcome.DISPLACED or token.lemma_ not in _LEAVING:
        return False
    return not any(c.lower_ == "homeless" for c in token.subtree)


def _phrase(token: "Token") -> Outcome | None:
    """The outcome that a verb has with a word near it; of several words the nearest decides."""
    phrases = lexicon().phrases.get(token.lemma_.lower())
    if not phrases:
        return None
    after = _following(token, 8)
    # "his son lost a hand": whoever loses is not what is lost
    beside = [c.lower_ for c in token.children if c.dep_ != "nsubj" or token.lemma_ != "lose"]
    for word in (*beside, *after):
        for outcome, words in phrases:
            if word in words and (word not in _TOWNS or word in beside or token.lemma_ != "leave"):
                return outcome  # not "leaving a service in the town"
    return None


def _following(token: "Token", most: int) -> list[str]:
    """The words after one, no more than some, to the end of its sentence."""
    doc, stop = token.doc, min(len(token.doc), token.i + 1 + most)
    words = []
    for at in range(token.i + 1, stop):
        beside = doc[at]
        if beside.is_sent_start:
            break
        words.append(beside.lower_)
    return words


def state(token: "Token") -> Outcome | None:
    """Return what an adjective or participle says of people; None if nothing."""
    return word(token, "state")


_LOOKED_AT: dict[tuple[int, int], bool] = {}
_MOST = 100_000  # words whose answer is kept; a long run over odd texts must not fill the memory


def _may_tell(lemma: str, small: str) -> bool:
    """A first look, since most words tell no harm."""
    forms = lexicon().forms
    return lemma in forms or small in forms or small.removesuffix("d") in forms


def _is_heavy(noun: "Token") -> bool:
    """As in "heavy losses": how many of them were killed is not said."""
    listed = wordlist.words("harm_counted", "heavy")
    return any(c.dep_ == "amod" and c.lower_ in listed for c in noun.children)


def _is_looked_at(token: "Token") -> bool:
    """Words that tell a harm only with others: "are in hospital", "not seen since", "no trace"."""
    lemma = token.lemma_
    known = (_CARE, trace.WORDS, of_whom.WORDS, {"have", "bear", "show"})
    return any(lemma in words for words in known)


def _is_worth_a_look(token: "Token") -> bool:
    kind = (token.lemma, token.lower)  # numbers that stand for the words, quicker to get
    worth = _LOOKED_AT.get(kind)
    if worth is None:
        if len(_LOOKED_AT) >= _MOST:
            _LOOKED_AT.clear()
        worth = _may_tell(token.lemma_.lower(), token.lower_) or _is_looked_at(token)
        _LOOKED_AT[kind] = worth
    return worth


def harms(tokens: Iterable["Token"]) -> Iterator[Harm]:
    """Return every harm word of a sentence, in order."""
    for token in tokens:
        if not _is_worth_a_look(token):
            continue
        told = verb(token)
        if told:
            yield told
            continue
        if trace.is_none(token):
            yield Harm(token, Outcome.DISAPPEARED, "trace")
            continue
        if token.lower_ == "losses" and _is_heavy(token):
            yield Harm(token, Outcome.CASUALTIES, "counted")
            continue
        for use in ("act", "counted", "state"):
            outcome = word(token, use)
            if outcome and (use == "state" or token.pos_ in {"NOUN", "PROPN", "VERB", "ADJ"}):
                yield Harm(token, outcome, use)
                break
