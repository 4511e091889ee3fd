"""How many are meant where no number is said: "civilians", "a man", "entire families", "no one"."""

from typing import TYPE_CHECKING

from onrecord.extract import grammar, people, wordlist
from onrecord.extract.harm import Harm
from onrecord.extract.unit import is_harmed
from onrecord.model import Count, Outcome, Qualifier

if TYPE_CHECKING:
    from spacy.tokens import Token

SEVERAL = Count(low=2, qualifier=Qualifier.VAGUE)
ONE = Count(low=1, high=1, qualifier=Qualifier.EXACT)
_ZERO = Count(low=0, high=0, qualifier=Qualifier.EXACT)

_ARTICLES = frozenset({"a", "an", "one", "another", "his", "her", "its", "their", "the", "my"})
_NOBODY = frozenset({"no", "none", "nobody", "no-one"})
_PLURAL = frozenset({"people", "them", "those", "police", "others", "personnel", "all", "some"})
_FIGURES = frozenset({"number", "toll", "tally", "count", "figure"})
_NOT_SAID_WHO = frozenset({"life", "self", "themselves", "himself", "one"})
_HARMED = frozenset({"nsubjpass", "nsubj", "dobj"})
_PRONOUNS = frozenset({"who", "it", "which"})
_ALSO_A_KINDNESS = frozenset({"take", "carry", "bring", "rush", "lead", "drive", "pull", "hang"})
_DONE_TO = frozenset({"nsubjpass", "dobj", "poss"})
HE_OR_SHE = frozenset({"he", "she", "him", "her"})
_MASSES = frozenset({"population", "community", "crowd"})
_NO_ONE_PERSON = frozenset(
    {
        "police",
        "family",
        "couple",
        "pair",
        "trio",
        "staff",
        "crew",
        "militia",
        "life",
        "body",
        "member",
    }
)
_LOSING = frozenset({"inflict", "suffer", "sustain", "take", "cause"})
_LEFT_OVER = frozenset({"some", "rest", "remainder", "couple"})
_OF_TWO = frozenset({"couple", "pair", "trio"})  # as many as the word says, no more
_BODIES_OF_PEOPLE = _MASSES | {"group", "regime", "body", "figure", "member"}


def count(unit: "Token", told: Harm) -> Count | None:
    """
    Return how many people a noun without a number means; None if it makes no count of people.

    A bare plural is at least two people, one person is one, an explicit none is zero.
    """
    if _is_number_told_elsewhere(unit):
        return None
    if is_none(unit):
        is_toll = told.outcome is not Outcome.ATTACKED and not _is_body(unit)
        return _ZERO if is_toll else None
    if told.use == "counted" and unit == told.token:
        return SEVERAL if _is_counted(unit, told) else None
    if unit.lower_ in HE_OR_SHE:
        is_done = told.use == "done" and told.token.lemma_ not in _ALSO_A_KINDNESS
        return ONE if is_done and unit.dep_ in _DONE_TO else None
    is_known = (
        people.is_person(unit)
        or _has_people_inside(unit)
        or _is_one_more(unit)
        or unit.lower_ in _LEFT_OVER
    )
    if not is_known and not (is_one(unit) and is_harmed(unit) and not _is_also_of_things(told)):
        return None
    if told.token.lemma_ == "lose" and not is_one(unit):
        return None  # "those who lost relatives": whose, and how many, is not said
    is_share = unit.lower_ in {"all", "some"} and not _is_of_none(unit)
    if is_share or unit.lemma_.lower() in _NOT_SAID_WHO or unit.lower_ in _PRONOUNS:
        return None
    return _of_people(unit)


def _is_number_told_elsewhere(unit: "Token") -> bool:
    """As in "the number of people killed", "of those killed, 118", "how many had died"."""
    if unit.dep_ == "pobj" and unit.head.head.lemma_ in _FIGURES:
        return True
    if unit.lower_ in {"those", "them"} and unit.dep_ == "pobj" and unit.head.lower_ == "of":
        return True
    return any(c.lower_ == "how" for many in unit.children for c in many.children)


def _is_body(unit: "Token") -> bool:
    """As in "no remains have been found": nobody is said to be alive."""
    return bool({unit.lemma_, unit.lower_} & wordlist.words("harm_counted", "bodies"))


def _is_also_of_things(told: Harm) -> bool:
    """As in "blew up the railway track", "executed a withdrawal": no word of people."""
    return told.token.lemma_ in wordlist.words("harm_counted", "of_things_too")


def is_one(unit: "Token") -> bool:
    """As in "a man", "his wife": one person."""
    return unit.tag_ == "NN" and any(
        c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in _ARTICLES) for c in unit.children
    )


_ONE_MORE = frozenset(
    {"another", "other", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"}
    | {"ninth", "tenth", "eleventh", "twelfth"}
)


def _is_of_none(unit: "Token") -> bool:
    """Not as in "all of some 3,000", "a sixth of the people": whose number stands beside."""
    return not any(c.lower_ == "of" for c in unit.children)


def _is_one_more(unit: "Token") -> bool:
    """As in "the other was wounded", "a third died": one person more."""
    is_plain = unit.lower_ == "another" or grammar.has(unit, {"det"})
    return _is_of_none(unit) and unit.lower_ in _ONE_MORE and is_plain and unit.dep_ in _HARMED


def is_one_more_of(unit: "Token", verb: "Token") -> bool:
    """As in "one was killed and another slightly hurt", "and the fourth badly wounded"."""
    is_joined = verb.dep_ == "conj" and verb.tag_ == "VBN" and verb.i > unit.i
    if not is_joined or unit.dep_ not in {"nsubj", "det"} or unit.lower_ not in _ONE_MORE:
        return False
    return unit.lower_ == "another" or grammar.has(unit, {"det"})


_OF_FULL_CLAUSE = grammar.OBJECTS | {"aux", "auxpass", "ccomp"}
_FOUND = frozenset({"dead", "hanged"})


def is_of_headline(unit: "Token", told: Harm) -> bool:
    """As in a headline's "Union leader slain in Aden", "voters massacred": no verb "were"."""
    verb = told.token
    if unit.i > verb.i or told.outcome is Outcome.ATTACKED or not is_bare(unit):
        return False
    beside = (c for c in verb.children if c.lower_ not in _FOUND)  # "minister shot dead"
    if any(c.dep_ in _OF_FULL_CLAUSE for c in beside):
        return False
    if any(c.dep_ == "conj" and grammar.has(c, {"dobj"}) for c in verb.children):
        return False  # "militants rounded up and killed 11 men": they are who did it
    is_done = verb.tag_ == "VBN" or unit.tag_ in {"NN", "NNP"} or verb.lemma_ != "shoot"
    return is_done and verb.tag_ in {"VBN", "VBD"} and _is_ended(verb)


def is_bare(unit: "Token") -> bool:
    """As in a headline's "leader", "voters", "Amal Haddad": without an article or a number."""
    if grammar.has(unit, {"det", "poss", "nummod"}):
        return False
    if unit.tag_ == "NN":
        return people.is_person(unit) and unit.lemma_.lower() not in _NO_ONE_PERSON
    return unit.tag_ in {"NNS", "NNP", "NNPS"}


def is_none(unit: "Token") -> bool:
    """As in "nobody", "no civilians", "no deaths"."""
    return unit.lower_ in _NOBODY or any(
        c.dep_ == "det" and c.lower_ == "no" for c in unit.children
    )


def _is_ended(verb: "Token") -> bool:
    """Whether a place, a time, a doer or nothing follows a verb, but no object."""
    after = [t for t in verb.doc[verb.i + 1 : verb.sent.end] if not t.is_space]
    return not after or after[0].is_punct or after[0].tag_ in {"IN", "JJ", "CC", "VBN", "RP"}


def _of_people(unit: "Token") -> Count | None:
    """As in "a family", "the crowd", "a farmer", "villagers"."""
    lemma = unit.lemma_.lower()
    if lemma == "figure" and not grammar.has(unit, {"amod"}):
        return None  # "releases casualty figures"
    size = people.collectives().get(lemma)
    is_entire = any(c.lower_ == "entire" for c in unit.children)
    if size is not None and unit.tag_ == "NN" and not is_entire:
        if lemma in _OF_TWO:
            return Count(low=size, high=size, qualifier=Qualifier.EXACT)
        return Count(low=size, qualifier=Qualifier.VAGUE)
    if any(c.lower_ == "both" for c in unit.children):
        return Count(low=2, high=2, qualifier=Qualifier.EXACT)
    if lemma in _BODIES_OF_PEOPLE and unit.tag_ == "NN":
        return SEVERAL if lemma in _MASSES else None
    if unit.lower_ in {"rest", "remainder"}:
        return SEVERAL
    if is_one(unit) or _is_one_more(unit):
        return ONE
    is_plural = unit.tag_ in {"NNS", "NNPS"} or unit.lower_ in _PLURAL
    return SEVERAL if is_plural or grammar.has(unit, {"conj"}) else None


def _has_people_inside(unit: "Token") -> bool:
    """As in "family members", "medical personnel", "lines of people"."""
    return unit.lower_ in {"personnel", "staff"} or any(
        people.is_person(c) for c in unit.children if c.dep_ == "compound"
    )


def _is_counted(unit: "Token", told: Harm) -> bool:
    """As in "heavy casualties", "bodies lay in the street": counted nouns with no number."""
    if unit.tag_ not in {"NNS", "NNP", "NN"} or unit.dep_ in {"compound", "amod"}:
        return False
    if unit.tag_ == "NN" and told.token.lemma_ != "casualty":
        return False
    governed = unit.dep_ in {
        "dobj",
        "nsubj",
        "nsubjpass",
        "pobj",
        "conj",
    } and _governing(unit) in wordlist.words("harm_counted", "governing")
    if unit.lower_ == "losses" and _governing(unit) not in _LOSING:
        return False  # "reported heavy losses" may be of money
    if unit.lemma_ in wordlist.words("harm_counted", "bodies"):
        return unit.tag_ == "NNS" and (governed or _lies(unit))
    if unit.lemma_ not in wordlist.words("harm_counted", "abstract"):
        return False
    return governed and (unit.lemma_ == "casualty" or _is_heavy(unit))


def _lies(unit: "Token") -> bool:
    """As in "bodies lying", "corpses piled up"."""
    if unit.i + 1 >= len(unit.doc):
        return False
    after = unit.nbor()
    return after.tag_ in {"VBN", "VBG"} or after.dep_ == "acl"


def _is_heavy(unit: "Token") -> bool:
    """As in "numerous deaths", "a high toll of injuries"."""
    heavy = wordlist.words("harm_counted", "heavy")
    if any(c.dep_ == "amod" and c.lower_ in heavy for c in unit.children):
        return True
    prep = unit.head
    if unit.dep_ != "pobj" or prep.dep_ != "prep" or prep.lower_ != "of":
        return False
    return prep.head.lemma_ in {"number", "toll"}


def _governing(unit: "Token") -> str:
    """The verb over a noun: "inflicted heavy casualties on"."""
    head = unit.head
    for _ in range(3):
        if head.pos_ in grammar.VERBS or head.head == head:
            break
        head = head.head
    return head.lemma_.lower()
