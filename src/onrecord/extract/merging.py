"""
Two readers of the same words, brought together: what both find, what one finds.

Where rules and tagger agree the proposal is at its surest; what the tagger alone finds is read
on with the rules for its sentence, so that its number, hedge and slots come from the text
and not from the network.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.extract import (
    apposed,
    filling,
    grammar,
    link,
    people,
    said,
    tagged_count,
    tally,
    whom,
)
from onrecord.extract import unit as units
from onrecord.extract.draft import Draft, Tier
from onrecord.extract.harm import Harm
from onrecord.extract.sentence import Sentence
from onrecord.extract.tagger import Tagged
from onrecord.model import Block, Count, Measure, Outcome, Qualifier, Stance, VictimClass

if TYPE_CHECKING:
    from spacy.tokens import Token

_RULE = "tagged"


def merged(
    drafts: Sequence[Draft],
    tagged: Sequence[Tagged],
    sentences: Sequence[Sentence],
    blocks: Sequence[Block],
) -> list[Draft]:
    """
    Return the drafts of the rules, each with its tier, and those that only the tagger found.

    Args:
        drafts: What the rules found, in the order of the text.
        tagged: What the tagger found.
        sentences: The sentences parsed.
        blocks: The blocks that the sentences are of.
    """
    drafts = list(drafts)
    of_start = {b.start: b for b in blocks}
    agreed: dict[int, Tagged] = {}
    added: list[Draft] = []
    placed = list(_placed(tagged, sentences))
    again = apposed.apposed(placed)
    for words, sentence in placed:
        for outcome in _outcomes(sentence, words):
            at = _same(drafts, words, outcome, agreed)
            other = _otherwise(drafts, words, agreed) if at is None else None
            if at is not None:
                agreed[at] = words
            elif other is not None:
                drafts[other] = _as_seen(drafts[other], outcome)
                agreed[other] = words
            elif words.start in again or _touched(drafts, words):
                continue
            elif _is_sure(sentence, words, outcome):
                added.extend(_read_on(sentence, of_start[sentence.block], words, outcome))
    found = [
        replace(d, tier=Tier.BOTH if i in agreed else Tier.RULES, tagged=agreed.get(i))
        for i, d in enumerate(drafts)
    ]
    kept = (d for d in found if d.tier is Tier.BOTH or not _is_weak(d))
    both = (_set_aside(d) for d in (*kept, *(_beside(d, drafts) for d in added)))
    return sorted(both, key=lambda d: (d.start, d.end))


def _placed(
    tagged: Sequence[Tagged], sentences: Sequence[Sentence]
) -> Iterator[tuple[Tagged, Sentence]]:
    """What the tagger found, each with the sentence that it begins in."""
    for words in tagged:
        sentence = next((s for s in sentences if s.start <= words.start < s.end), None)
        if sentence is not None:
            yield words, sentence


def _beside(draft: Draft, drafts: Sequence[Draft]) -> Draft:
    """As in "22 children, four women and the driver": one person beside numbers is a part."""
    is_one = draft.counted is None and draft.count.high == 1
    beside = (d for d in drafts if d.sentence is draft.sentence and d.counted is not None)
    return draft.with_(is_part=is_one and any(d.outcome is draft.outcome for d in beside))


_ASIDE = {"hypothetical": Stance.HYPOTHETICAL, "denied": Stance.DENIED}


def _set_aside(draft: Draft) -> Draft:
    """What the tagger takes for a fear, a threat or a denial is given as no fact."""
    aside = _ASIDE.get(draft.tagged.stance) if draft.tagged is not None else None
    is_plain = draft.stance in {Stance.ASSERTED, Stance.REPORTED}
    return draft.with_(stance=aside) if aside is not None and is_plain else draft


# rules that are right less than half of the time where the tagger finds nothing
_WEAK = re.compile(r"^near$|^of them$|^of the harmed$|^subtotal|in a list: in a list")
_WEAK_IF_VAGUE = "no number: described by a clause"
_SURE_ALONE = 0.6  # where no word of the sentence says what happened
_SURE_WITH_WORD = 0.4  # where one does
_SURE_OF_HARM = 0.6  # less than this, and the sentence's own word for harm decides


def _is_weak(draft: Draft) -> bool:
    is_vague = draft.rule == _WEAK_IF_VAGUE and draft.count == Count(
        low=2, qualifier=Qualifier.VAGUE
    )
    of_people = draft.measure is Measure.PEOPLE  # the tagger looks for nothing else
    return of_people and (is_vague or bool(_WEAK.search(draft.rule)))


def _outcomes(sentence: Sentence, words: Tagged) -> tuple[Outcome, ...]:
    """What the tagger says happened; where it is unsure, the one harm that the sentence tells."""
    told = {h.outcome for h in sentence.harms} - {Outcome.ATTACKED}
    seen = tuple(map(Outcome, words.outcomes))
    if words.outcome_sure < _SURE_OF_HARM and len(told) == 1 and not told & set(seen):
        return tuple(told)
    return seen


def _is_sure(sentence: Sentence, words: Tagged, outcome: Outcome) -> bool:
    """Whether the tagger alone is to be believed."""
    has_word = any(h.outcome is outcome for h in sentence.harms)
    return words.sure * words.outcome_sure >= (_SURE_WITH_WORD if has_word else _SURE_ALONE)


def _same(
    drafts: Sequence[Draft], words: Tagged, outcome: Outcome, agreed: dict[int, Tagged]
) -> int | None:
    """The draft that counts the same words with the same outcome; None if there is none."""
    for at, draft in enumerate(drafts):
        if at in agreed or draft.measure is not Measure.PEOPLE:
            continue
        is_same = draft.outcome in {outcome, None} and _touches(draft, words)
        if is_same:
            return at
    return None


_SURE_OTHERWISE = 0.9  # that what happened is not what the rules say


def _otherwise(drafts: Sequence[Draft], words: Tagged, agreed: dict[int, Tagged]) -> int | None:
    """The draft that counts the same words, where the tagger is sure of another outcome."""
    if len(words.outcomes) > 1:
        return None
    least = _SURE_OTHERWISE if Outcome(words.outcomes[0]) not in _LED_OFF else _SURE_OF_WHO
    if words.sure * words.outcome_sure < least:
        return None
    touching = [i for i, d in enumerate(drafts) if i not in agreed and _touches(d, words)]
    found = [i for i in touching if not _is_weak(drafts[i]) and drafts[i].rule != tally.RULE]
    if words.sure * words.outcome_sure < _SURE_OTHERWISE:
        found = [i for i in found if drafts[i].outcome in _LED_OFF]
    is_told = len(found) == 1 and drafts[found[0]].outcome not in _WIDER
    is_counted = is_told and drafts[found[0]].measure is Measure.PEOPLE
    return found[0] if is_counted else None


# "they also took people": who led them off, and so how it is called, other sentences tell
_LED_OFF = {Outcome.ABDUCTED, Outcome.DETAINED}
_SURE_OF_WHO = 0.5
_WIDER = {Outcome.CASUALTIES, Outcome.ATTACKED}


def _as_seen(draft: Draft, outcome: Outcome) -> Draft:
    """A draft with the outcome that the tagger sees."""
    if draft.unit is None:
        return draft
    told = _nearest(draft.sentence, draft.unit, outcome)
    return draft.with_(outcome=outcome, told=told)


def _touches(draft: Draft, words: Tagged) -> bool:
    """Whether a draft counts the very words tagged, not only stands around them."""
    if draft.unit is None:
        return False
    start, end = draft.counting
    if draft.count.high == 0:  # "no injuries": the "no" too
        start = min(start, draft.sentence.span(draft.unit.left_edge)[0])
    return start < words.end and words.start < end


def _touched(drafts: Sequence[Draft], words: Tagged) -> bool:
    """Whether the rules say something of the same words that they are trusted to say alone."""
    return any(_touches(d, words) for d in drafts if not _is_weak(d))


def _read_on(sentence: Sentence, block: Block, words: Tagged, outcome: Outcome) -> Iterator[Draft]:
    """What the tagger alone found, its number and slots read by the rules."""
    inside = [
        t
        for t in sentence.tokens
        if sentence.span(t)[0] < words.end and words.start < sentence.span(t)[1]
    ]
    if not inside:
        return
    number = next((t for t in inside if sentence.quantity(t)), None)
    unit = _unit(sentence, inside, number)
    if _is_strength(unit) or (number is not None and _is_doer(sentence, number)):
        return
    if number is not None and _is_whole_of_some(sentence, number):
        return
    if number is not None and said.is_speaking(units.unit_of(sentence, number)):
        return
    told = _nearest(sentence, unit, outcome)
    quantity = sentence.quantity(number) if number is not None else None
    if quantity is not None and (quantity.is_share or quantity.is_ratio):
        return
    count = tagged_count.count(sentence, unit, number, told, words)
    if count is None:
        return
    victims = whom.words(sentence, unit, number)
    start = min(words.start, quantity.start if quantity else words.start)
    end = max(words.end, quantity.end if quantity else words.end)
    draft = Draft(
        sentence=sentence,
        block=block,
        start=start,
        end=end,
        measure=Measure.PEOPLE,
        outcome=outcome,
        count=count,
        unit=unit,
        told=told,
        rule=_RULE,
        victims=victims,
        victim_class=whom.side(sentence, unit, victims),
        tier=Tier.TAGGER,
        tagged=words,
    )
    yield filling.filled(draft, told)


_OF_THE = re.compile(
    r"\b(?:one|none|most|some|many|each|all) of (?:the|those|these) $", re.IGNORECASE
)
_SO_MANY_OF_THE = re.compile(r"\w+ of (?:the|those|these) $", re.IGNORECASE)


def _is_whole_of_some(sentence: Sentence, number: "Token") -> bool:
    """As in "eight of the nine died", "one of the nine": what is told is told of the eight."""
    start = sentence.span(number)[0]
    before = sentence.before(start, 30)
    part = _SO_MANY_OF_THE.search(before)
    if part is None:
        return False
    at = start - len(before) + part.start()
    is_number = any(q.start <= at < q.end for q in sentence.quantities.values())
    return is_number or _OF_THE.search(before) is not None


def _is_doer(sentence: Sentence, number: "Token") -> bool:
    """As in "three militants killed 44 people": not "twelve farm hands shot dead"."""
    if not link.is_agent(sentence, number):
        return False
    verb = units.unit_of(sentence, number).head
    done_to = grammar.child(verb, grammar.DIRECT_OBJECTS)
    return done_to is not None and done_to.i > verb.i and not verb.nbor().is_punct


def _is_strength(unit: "Token") -> bool:
    """As in "there are around 100,000 rebels", with nothing said of what befell them."""
    verb = unit.head
    is_there = verb.lemma_ == "be" and any(c.dep_ == "expl" for c in verb.children)
    is_force = people.person_class(unit) is VictimClass.COMBATANT
    return is_there and is_force and not any(c.dep_ in {"acl", "relcl"} for c in unit.children)


def _unit(sentence: Sentence, inside: Sequence["Token"], number: "Token | None") -> "Token":
    """The noun of the words tagged; the number itself where it stands alone."""
    if number is not None:
        noun = units.unit_of(sentence, number)
        return noun if noun in inside else number
    heads = [t for t in inside if t.head not in inside or t.head == t]
    nouns = [t for t in heads if t.pos_ in {"NOUN", "PROPN", "PRON", "ADJ", "NUM"}]
    return next(iter(nouns or heads), inside[-1])


def _nearest(sentence: Sentence, unit: "Token", outcome: Outcome) -> Harm:
    """The word that tells the outcome, nearest to those harmed; they themselves if none does."""
    told = [h for h in sentence.harms if h.outcome is outcome]
    nearest = min(told, key=lambda h: abs(h.token.i - unit.i), default=None)
    return nearest or Harm(unit, outcome, "counted")
