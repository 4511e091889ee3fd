"""Another voice's figure for the harm just told: "The army admits six; doctors say eight"."""

import re
from typing import TYPE_CHECKING

from onrecord.extract import grammar, naming, wordlist
from onrecord.extract.draft import Draft
from onrecord.extract.harm import Harm
from onrecord.extract.mentions import FROM_WHOLE, carried
from onrecord.extract.sentence import Sentence
from onrecord.model import Measure, Mention, Outcome, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

_NO_FIGURES = frozenset({"it", "dead", "killed", "losses", "them"})
RULE = "another voice's figure"
_NEAR = 2  # sentences; what stands further off is another matter
_APART = 25  # times; voices that differ more than this speak of different things


def is_figure(sentence: Sentence, number: "Token") -> bool:
    """Whether a number alone is what a voice says, gives or puts a figure at."""
    head = number.head
    if not sentence.holds(head) or head == number or grammar.is_passive(head):
        return False
    if number.dep_ == "attr" and _is_of_figure(head):
        return True
    if number.dep_ in {"dobj", "attr", "ccomp", "npadvmod"}:
        return _is_said(head, "giving")
    above = head.head
    if number.dep_ != "pobj" or head.dep_ != "prep" or not sentence.holds(above):
        return False
    if head.lower_ == "of":
        return _is_said(above, "speaking")
    listed = wordlist.words("rival", "figure")
    put = [c for c in above.children if c.dep_ in grammar.DIRECT_OBJECTS]
    if above.lower_ in listed:  # "put the number at 12", the preposition on the noun
        return _is_said(above.head, "putting")
    return _is_said(above, "putting") and any(c.lower_ in listed for c in put)


_BRINGS = re.compile(
    r"\b(?:bring|brings|brought|bringing|take|takes|took|taking|push\w*|rais\w+|lift\w*)\s+"
    r"(?:the|its|their|this\s+\w+['’]s)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:total|tally|count|number|figure|balance(?:\s+sheet)?)\b[^.;:]{0,60}?\bto\s+"
    r"(?:an?\s+\w+\s+)?$",
    re.IGNORECASE,
)
TOTAL = "the total with those before"


def is_total(sentence: Sentence, number: "Token") -> bool:
    """As in "which brings the total to nine", "taking the count since June to 118"."""
    quantity = sentence.quantity(number)
    if quantity is None or quantity.is_share or quantity.is_ratio:
        return False
    return _BRINGS.search(sentence.before(quantity.start, 120)) is not None


def told_beside(sentence: Sentence, number: "Token") -> Harm | None:
    """The harm that the sentence of a total tells before it: "another died, which brings"."""
    before = (h for h in reversed(sentence.harms) if h.token.i < number.i)
    return next((h for h in before if h.outcome is not Outcome.ATTACKED), None)


def _is_of_figure(verb: "Token") -> bool:
    """As in "the ministry's number was 745", "their figure is nine"."""
    subject = grammar.child(verb, {"nsubj"})
    if verb.lemma_ != "be" or subject is None or subject.tag_ != "NN":
        return False
    is_owned = grammar.has(subject, {"poss"})
    return is_owned and subject.lemma_ in wordlist.words("rival", "figure") - _NO_FIGURES


def _is_said(verb: "Token", key: str) -> bool:
    return verb.lemma_.lower() in wordlist.words("rival", key) and grammar.has(verb, {"nsubj"})


def speaker(sentence: Sentence, number: "Token") -> tuple[Mention, ...]:
    """As in "doctors say eight": the doctors."""
    subject = grammar.child(grammar.verb_above(number), {"nsubj"})
    if subject is not None and _is_of_figure(subject.head):
        subject = grammar.child(subject, {"poss"})
    if subject is None or subject.pos_ == "PRON":
        return ()
    return (naming.name(sentence, subject),)


def told(draft: Draft, before: list[Draft]) -> Draft | None:
    """Return a figure with what the count before it tells; None if none before is of its kind."""
    whole = next((d for d in reversed(before) if _is_beside(d, draft)), None)
    if whole is None:
        return None
    return draft.with_(
        outcome=whole.outcome,
        told=whole.told,
        perpetrators=draft.perpetrators or carried(whole.perpetrators, FROM_WHOLE),
        places=draft.places or carried(whole.places, FROM_WHOLE),
        times=draft.times or carried(whole.times, FROM_WHOLE),
        victim_class=whole.victim_class,
        stance=Stance.REPORTED if draft.sources else draft.stance,
        weapon=whole.weapon,
    )


def _is_beside(whole: Draft, figure: Draft) -> bool:
    """Whether a count is near enough, and large enough, to be what another voice counts."""
    if whole.measure is not Measure.PEOPLE or whole.is_part or whole.outcome is None:
        return False
    if whole.counted is None or figure.sentence.index - whole.sentence.index > _NEAR:
        return False
    first, second = (d.count.low or d.count.high or 0 for d in (whole, figure))
    if figure.rule == TOTAL:
        return 0 < first <= second
    return 0 < first <= second * _APART and 0 < second <= first * _APART
