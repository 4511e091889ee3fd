"""Every claim that one sentence makes, as drafts: numbered, without a number, things, violence."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.extract import (
    bare,
    by_place,
    context,
    events,
    fate,
    grammar,
    harm,
    joint,
    link,
    ordinal,
    people,
    remainder,
    rival,
    things,
    whom,
)
from onrecord.extract.draft import Draft
from onrecord.extract.filling import filled
from onrecord.extract.harm import Harm
from onrecord.extract.quantity import Quantity
from onrecord.extract.sentence import Sentence
from onrecord.extract.unit import Link, counts_people, is_inside, unit_of
from onrecord.model import Block, Count, Measure, Outcome, Qualifier

if TYPE_CHECKING:
    from spacy.tokens import Token


def drafts(sentence: Sentence, block: Block) -> list[Draft]:
    """
    Return every claim of one sentence, in the order of their words.

    Numbered claims come first and take their words: what they say is not said again as
    harm without a number.
    """
    found: list[Draft] = []
    used: set[int] = set()
    for number, quantity in sentence.counted():
        draft = _counted(sentence, number, quantity, block)
        if draft is not None:
            found.append(draft)
            used |= _used(number, quantity, draft)
            found.extend(_before_that(draft))
    for rule in (ordinal.nth, bare.bare, bare.included, bare.stated):
        found.extend([_from_bare(sentence, told, block) for told in rule(sentence, used)])
        used |= {d.unit.i for d in found if d.unit is not None}
    found.extend(
        _from_thing(sentence, thing, block)
        for thing in things.things(sentence)
        if thing.unit.i not in used
    )
    found.extend(remainder.remainders(sentence, block, used))
    taken = [(d.start, d.end) for d in found]
    found.extend(_from_event(sentence, e, block) for e in events.events(sentence, taken))
    return sorted(found, key=lambda d: (d.start, d.end))


def _used(number: "Token", quantity: Quantity, draft: Draft) -> set[int]:
    """The tokens that a numbered claim takes: of a share also the whole that it is a share of."""
    unit = draft.unit if draft.unit is not None else number
    used = {number.i, unit.i}
    if quantity.is_share or quantity.is_ratio:
        used |= {t.i for t in unit.subtree} | {t.i for t in number.head.subtree}
    if draft.told is not None and draft.told.use in {"counted", "act"}:
        used.add(draft.told.token.i)
    return used


def _counted(sentence: Sentence, number: "Token", quantity: Quantity, block: Block) -> Draft | None:
    """A number of people and what happened to them; None if it counts no harm."""
    unit = unit_of(sentence, number)
    is_people = not (quantity.is_share or quantity.is_ratio)
    if is_people and not counts_people(sentence, number):
        return None
    if link.is_agent(sentence, number) or (not quantity.is_share and is_inside(sentence, unit)):
        return None
    linked = link.link(sentence, number)
    if linked is None:
        is_part = context.continues(sentence, number) and not quantity.is_ratio
        if is_part:
            return _pending(sentence, number, quantity, block)
        told = (rule(sentence, number, quantity, block) for rule in (_total, _back, _rival))
        return next((draft for draft in told if draft is not None), None)
    outcome = joint.outcome(linked.harm, sentence.content[quantity.end : sentence.end])
    if outcome is Outcome.ATTACKED and linked.rule == "near":
        return None
    return _of_link(sentence, number, quantity, linked, outcome, block)


def _of_link(
    sentence: Sentence,
    number: "Token",
    quantity: Quantity,
    linked: Link,
    outcome: Outcome,
    block: Block,
) -> Draft:
    unit = unit_of(sentence, number)
    measure = _measure(quantity)
    start, end = _span(sentence, quantity, linked)
    victims = whom.words(sentence, unit, number)
    count = _beyond(sentence, quantity) if linked.rule == "toll" else quantity.count
    draft = Draft(
        sentence=sentence,
        block=block,
        start=start,
        end=end,
        measure=measure,
        outcome=outcome,
        # "a family of seven": the seven are people, not families
        count=_count_of(count, unit, measure) if number.i <= unit.i else count,
        unit=unit,
        told=linked.harm,
        rule=linked.rule,
        victims=victims,
        victim_class=whom.side(sentence, unit, victims),
        is_part=linked.is_part,
        counted=(quantity.start, quantity.end),
    )
    beside = by_place.places(sentence, linked.rule, (quantity.start, quantity.end))
    draft = filled(draft, linked.harm)
    return draft if beside is None else draft.with_(places=beside or draft.places)


_BEYOND = re.compile(r"\b(?:pass|top|exceed|surpass)\w*\s+$", re.IGNORECASE)


def _beyond(sentence: Sentence, quantity: Quantity) -> Count:
    """As in "the toll passes 50": more than that."""
    count = quantity.count
    is_beyond = _BEYOND.search(sentence.before(quantity.start, 16))
    if not is_beyond or count.qualifier is not Qualifier.EXACT or count.low is None:
        return count
    return Count(low=count.low + 1, qualifier=Qualifier.MORE_THAN)


_NOW = frozenset({"passive", "object", "subject of suffering"})
_TOLD_OF = frozenset({"prep", "agent", "npadvmod"})


def _before_that(draft: Draft) -> Iterator[Draft]:
    """As in "two clerks abducted by rebels in May have been released": abducted, too."""
    if draft.rule not in _NOW or draft.unit is None:
        return
    for child in draft.unit.children:
        told = harm.verb(child) if child.dep_ == "acl" and child.tag_ == "VBN" else None
        if told is None or told.outcome in {draft.outcome, Outcome.ATTACKED}:
            continue
        if grammar.has(child, _TOLD_OF):
            before = draft.with_(outcome=told.outcome, told=told, rule="described by a clause")
            yield filled(before, told)


def _measure(quantity: Quantity) -> Measure:
    if quantity.is_share:
        return Measure.SHARE
    return Measure.RATIO if quantity.is_ratio else Measure.PEOPLE


def _pending(sentence: Sentence, number: "Token", quantity: Quantity, block: Block) -> Draft:
    """A subtotal whose harm an earlier sentence told: "This number included 172 guards"."""
    unit = unit_of(sentence, number)
    victims = whom.words(sentence, unit, number)
    measure = Measure.SHARE if quantity.is_share else Measure.PEOPLE
    return Draft(
        sentence=sentence,
        block=block,
        start=quantity.start,
        end=max(sentence.span(whom.phrase(sentence, unit)[1])[1], quantity.end),
        measure=measure,
        outcome=None,
        count=_count_of(quantity.count, unit, measure) if number.i <= unit.i else quantity.count,
        unit=unit,
        told=None,
        rule="subtotal of the sentence before",
        counted=(quantity.start, quantity.end),
        victims=victims,
        victim_class=whom.side(sentence, unit, victims),
        is_part=True,
    )


def _total(sentence: Sentence, number: "Token", quantity: Quantity, block: Block) -> Draft | None:
    """As in "Two more died. This brings the total to nine."."""
    if not rival.is_total(sentence, number):
        return None
    draft = _pending(sentence, number, quantity, block).with_(rule=rival.TOTAL, is_part=False)
    told = rival.told_beside(sentence, number)
    return draft if told is None else filled(draft.with_(outcome=told.outcome, told=told), told)


def _back(sentence: Sentence, number: "Token", quantity: Quantity, block: Block) -> Draft | None:
    """As in "They took nine men. Four returned.": those of the nine who are free."""
    is_alone = unit_of(sentence, number) == number and quantity.is_share == quantity.is_ratio
    if not is_alone or not fate.may_be_back(sentence, number):
        return None
    draft = _pending(sentence, number, quantity, block)
    return filled(draft.with_(rule=fate.BACK, is_part=False), Harm(number, Outcome.RELEASED, ""))


def _rival(sentence: Sentence, number: "Token", quantity: Quantity, block: Block) -> Draft | None:
    """Another voice's figure for what an earlier sentence told: "doctors say eight"."""
    is_alone = unit_of(sentence, number) == number and not quantity.is_share
    if quantity.is_ratio or not is_alone or not rival.is_figure(sentence, number):
        return None
    draft = _pending(sentence, number, quantity, block)
    sources = rival.speaker(sentence, number)
    return draft.with_(rule=rival.RULE, is_part=False, sources=sources)


def _count_of(count: Count, unit: "Token", measure: Measure) -> Count:
    return people.at_least(count, unit) if measure is Measure.PEOPLE else count


def _span(sentence: Sentence, quantity: Quantity, linked: Link) -> tuple[int, int]:
    """The words of a numbered claim: the number, the noun, and the harm unless said of several."""
    start, end = _with_phrase(sentence, linked.unit, (quantity.start, quantity.end))
    if linked.rule.startswith("in a list") or linked.is_part:
        return start, end
    told = sentence.span(linked.harm.token)
    return min(start, told[0]), max(end, told[1])


def _with_phrase(sentence: Sentence, unit: "Token", span: tuple[int, int]) -> tuple[int, int]:
    """A stretch of words, with the phrase for the harmed."""
    first, last = whom.phrase(sentence, unit)
    return min(span[0], sentence.span(first)[0]), max(span[1], sentence.span(last)[1])


def _from_bare(sentence: Sentence, plain: bare.Bare, block: Block) -> Draft:
    """As in "civilians were killed"."""
    start, end = _with_phrase(sentence, plain.unit, sentence.span(plain.harm.token))
    victims = whom.words(sentence, plain.unit, None)
    draft = Draft(
        sentence=sentence,
        block=block,
        start=start,
        end=end,
        measure=Measure.PEOPLE,
        outcome=plain.harm.outcome,
        count=plain.count,
        unit=plain.unit,
        told=plain.harm,
        rule=f"no number: {plain.rule}",
        is_part=plain.rule == bare.INCLUDED,
        victims=victims,
        victim_class=whom.side(sentence, plain.unit, victims),
    )
    return filled(draft, plain.harm)


def _from_thing(sentence: Sentence, thing: things.Thing, block: Block) -> Draft:
    """As in "12 air strikes hit the town"."""
    quantity = thing.quantity
    start, end = _with_phrase(sentence, thing.unit, (quantity.start, quantity.end))
    told = Harm(thing.unit, Outcome.ATTACKED, "act")
    draft = Draft(
        sentence=sentence,
        block=block,
        start=start,
        end=end,
        measure=thing.measure,
        outcome=Outcome.ATTACKED,
        count=quantity.count,
        unit=thing.unit,
        told=told,
        rule="things counted",
        weapon=thing.unit.text if thing.measure is not Measure.BUILDINGS else None,
    )
    return filled(draft, told)


def _from_event(sentence: Sentence, event: events.Event, block: Block) -> Draft:
    """As in "the army committed massacres"."""
    told = Harm(event.noun, event.outcome, "act")
    draft = Draft(
        sentence=sentence,
        block=block,
        start=event.start,
        end=event.end,
        measure=Measure.PEOPLE,
        outcome=event.outcome,
        count=Count(),
        unit=None,
        told=told,
        rule="violence as such",
        stance=event.stance,
    )
    return filled(draft, told)
