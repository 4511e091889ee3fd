"""
What is known of people taken or lost: "the fate of 29 is unknown", "three have come back".

Who comes back was taken before: by the words themselves ("seven of the missing"), by the
sentence ("took 12 girls, of whom three have returned"), or by a count told just before it.
"""

import re
from typing import TYPE_CHECKING

from onrecord.extract import grammar
from onrecord.extract.draft import Draft
from onrecord.extract.harm import Harm
from onrecord.extract.sentence import Sentence
from onrecord.extract.unit import Link
from onrecord.model import Outcome, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEWS = r"no (?:further |more )?(?:news|trace|word|sign)"
_FATE = re.compile(
    r"\b(?:(?:fate|whereabouts) of"
    rf"|{_NEWS}(?: (?:has|have) been (?:received|heard|found))? (?:of|from)"
    r"|nothing (?:more |further |else )?(?:has been |was |is |had been )?"
    r"(?:heard|known|seen|learned)(?: (?:since|yet|so far))? (?:of|from|about))"
    r"\s+(?:the\s+)?(?:other\s+|remaining\s+)?$",
    re.IGNORECASE,
)
# "of the other two nothing is known", "of the seven there is no news"
_OF = re.compile(r"\b(?:of|about) (?:the )?(?:other |remaining )?$", re.IGNORECASE)
_NOTHING_KNOWN = re.compile(
    rf"(?:\s+\w+){{0,2}},?\s+(?:there (?:is|was|has been) (?:still )?{_NEWS}\b"
    r"|there (?:is|was) (?:still )?no (?:record|file)\b"
    r"|nothing (?:whatever )?(?:is|was|has been) (?:known|heard)\b|(?:we|they) know nothing\b)",
    re.IGNORECASE,
)


def unknown(sentence: Sentence, unit: "Token") -> Link | None:
    """As in "the fate of 29 is unknown", "no news of nine traders": they have disappeared."""
    number = next((t for t in (unit, *unit.subtree) if sentence.quantity(t)), None)
    start, end = sentence.span(number if number is not None else unit)
    is_after = _NOTHING_KNOWN.match(sentence.content, end, sentence.end)
    is_of_them = is_after and _OF.search(sentence.before(start, 20))
    if not is_of_them and not _FATE.search(sentence.before(start, 90)):
        return None
    return Link(unit, Harm(unit, Outcome.DISAPPEARED, "state"), "fate unknown")


TAKEN = frozenset({Outcome.ABDUCTED, Outcome.DETAINED, Outcome.DISAPPEARED})
BACK = "came back"
_HOMEWARD = frozenset({"come", "be", "walk", "get", "make", "send", "bring", "go", "find", "turn"})
_HOME = frozenset({"back", "home", "safe", "up"})
_FREE = frozenset({"return", "reappear", "resurface", "escape", "rescue", "free", "release"})
_NEAR = 2  # sentences from those taken to those who come back


def back(sentence: Sentence, unit: "Token") -> Link | None:
    """As in "seven of the missing walked home", "took 12 girls, of whom three have come back"."""
    verb = _of_return(sentence, unit)
    if verb is None:
        return None
    after = sentence.content[sentence.span(unit)[1] : sentence.end]
    is_of_taken = _OF_TAKEN.match(after)
    earlier = [h for h in sentence.harms if h.token.i < unit.i and h.token.i != verb.i]
    if not is_of_taken and not (earlier and earlier[-1].outcome in TAKEN):
        return None
    use = "done" if unit.dep_ == "dobj" else "suffered"  # "soldiers freed four students"
    return Link(unit, Harm(verb, Outcome.RELEASED, use), BACK)


_OF_TAKEN = re.compile(
    r"\s+of (?:the|those|its|their|these)\s+(?:\w+\s+)?(?:missing|abducted|kidnapped|captives?"
    r"|hostages|detained|detainees|arrested|prisoners|disappeared|abductees|taken|seized)\b",
    re.IGNORECASE,
)


def _of_return(sentence: Sentence, unit: "Token") -> "Token | None":
    """The verb that says that those counted are back, or are free; None if none does."""
    verb = unit.head
    if unit.dep_ not in {"nsubj", "nsubjpass", "dobj"} or not sentence.holds(verb):
        return None
    if verb.pos_ not in grammar.VERBS or grammar.has(verb, {"neg"}):
        return None
    if verb.lemma_ in _FREE:
        return verb
    is_homeward = verb.lemma_ in _HOMEWARD and unit.dep_ != "dobj"
    return verb if is_homeward and any(c.lower_ in _HOME for c in verb.children) else None


def may_be_back(sentence: Sentence, number: "Token") -> bool:
    """Whether a number alone comes back, as in "They took nine. Four returned."."""
    verb = _of_return(sentence, number)
    return verb is not None and verb.lemma_ not in {"free", "release"} and number.dep_ != "dobj"


def returned(draft: Draft, before: list[Draft]) -> Draft | None:
    """Return those who came back as released; None if no count just before tells of any taken."""
    near = (d for d in reversed(before) if draft.sentence.index - d.sentence.index <= _NEAR)
    taken = next((d for d in near if d.outcome in TAKEN and d.counted is not None), None)
    if taken is None or not _fits(taken, draft) or draft.unit is None:
        return None
    told = Harm(draft.unit.head, Outcome.RELEASED, "suffered")
    return draft.with_(
        outcome=Outcome.RELEASED, told=told, victim_class=taken.victim_class, stance=Stance.ASSERTED
    )


def _fits(taken: Draft, back: Draft) -> bool:
    most = taken.count.high
    return most is None or (back.count.low or 0) <= most
