"""Reader A: rules over an English parse, every one of them in a data file or named here."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord.extract import (
    bare,
    context,
    events,
    harm,
    link,
    people,
    quotes,
    said,
    stance,
    things,
    where,
    who,
    whom,
)
from onrecord.extract.draft import Draft
from onrecord.extract.parse import Sentence, sentences
from onrecord.model import (
    Block,
    Claim,
    Count,
    Document,
    Measure,
    Named,
    Outcome,
    Qualifier,
    Stance,
    Text,
    VictimClass,
    Voice,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_ENGINE = "rules-en 1"
_READ = frozenset(
    {Voice.TITLE, Voice.BODY, Voice.HEADING, Voice.CAPTION, Voice.COMMENT, Voice.NOTE}
)


@dataclass(frozen=True)
class RulesReader:
    """
    The rule reader for English: deterministic, versioned, needs no network.

    Attributes:
        engine: Its name and version, stored with each claim.
    """

    engine: str = field(default=_ENGINE)

    def reads(self, language: str | None) -> bool:
        """Whether it reads a language: English, or a text too short to tell."""
        return language in {None, "en"}

    def claims(self, document: Document, text: Text, names: Sequence[Named]) -> tuple[Claim, ...]:
        """Return the claims of one text, in order, slots filled with words and not yet resolved."""
        drafts: list[Draft] = []
        kept: list[Sentence] = []
        for block in text.blocks:
            if block.voice not in _READ or not is_worth_parsing(
                text.content[block.start : block.end]
            ):
                continue
            start = block.start + where.dateline(text.content, block.start, block.end)
            parsed = list(sentences(text.content, start, block.end, names))
            for sentence in parsed:
                sentence.block = block.start
            for sentence in parsed:
                sentence.index = len(kept)
                kept.append(sentence)
            spoken = quotes.quoted(text.content, block.start, block.end)
            for at, sentence in enumerate(parsed):
                for draft in _drafts(sentence, block):
                    draft = _in_quotation(draft, parsed, at, spoken)
                    drafts.append(draft)
        return context.finish(document, text, names, drafts, kept, self.engine)


@lru_cache(1)
def _worth() -> re.Pattern[str]:
    """A pattern that finds any word that could say harm, in whatever form it stands."""
    stems = sorted({re.sub(r"(?:e|y)$", "", w) for w in harm.lexicon().forms if len(w) > 2})
    irregular = "shot slain slew fled beaten hung took taken left lost froze lives dead toll struck hurt captive hostage"
    every = "|".join(map(re.escape, [*stems, *irregular.split()]))
    return re.compile(rf"\b(?:{every})\w{{0,6}}\b", re.IGNORECASE)


def is_worth_parsing(words: str) -> bool:
    """Whether a block holds any word that could make a claim; most blocks do not."""
    return bool(
        _worth().search(words) or events.quick_look().search(words) or _INCLUDED.search(words)
    )


_INCLUDED = re.compile(
    r"\b(?:includ|among (?:them|those)|of (?:them|whom)|comprised)\w*", re.IGNORECASE
)


def _drafts(sentence: Sentence, block: Block) -> Iterator[Draft]:
    """Every claim of one sentence, numbered ones first."""
    used: set[int] = set()
    found: list[Draft] = []
    for number in sentence.tokens:
        quantity = sentence.quantity(number)
        if quantity is None:
            continue
        draft = _counted(sentence, number, block)
        if draft is not None:
            found.append(draft)
            used |= {number.i, draft.unit.i if draft.unit is not None else number.i}
            if quantity.is_share or quantity.is_ratio:
                used |= {t.i for t in (draft.unit or number).subtree} | {
                    t.i for t in number.head.subtree
                }
            if draft.told is not None and draft.told.use in {"counted", "act"}:
                used.add(draft.told.token.i)
    for plain in bare.bare(sentence, used):
        found.append(_from_bare(sentence, plain, block))
    for thing in things.things(sentence):
        if thing.unit.i not in used:
            found.append(_from_thing(sentence, thing, block))
    taken = [(d.start, d.end) for d in found]
    for event in events.events(sentence, taken):
        found.append(_from_event(sentence, event, block))
    yield from sorted(found, key=lambda d: (d.start, d.end))


def _counted(sentence: Sentence, number: "Token", block: Block) -> Draft | None:
    quantity = sentence.quantity(number)
    assert quantity is not None
    unit = link.unit_of(sentence, number)
    if not (quantity.is_share or quantity.is_ratio) and not link.counts_people(sentence, number):
        return None
    if link.is_agent(sentence, number) or (not quantity.is_share and _is_inside(sentence, unit)):
        return None
    linked = link.link(sentence, number)
    if linked is None:
        return (
            _pending(sentence, number, unit, block)
            if context.continues(sentence, number) and not quantity.is_ratio
            else None
        )
    outcome = _joint_outcome(linked)
    if outcome is Outcome.ATTACKED and linked.rule == "near":
        return None
    measure = (
        Measure.SHARE
        if quantity.is_share
        else Measure.RATIO
        if quantity.is_ratio
        else Measure.PEOPLE
    )
    start, end = _span(sentence, number, linked)
    count = _count_of(quantity.count, unit, measure)
    victims = whom.words(sentence, unit, number if unit != number else number)
    return _fill(
        sentence,
        Draft(
            sentence=sentence,
            block=block,
            start=start,
            end=end,
            measure=measure,
            outcome=outcome,
            count=count,
            unit=unit,
            told=linked.harm,
            rule=linked.rule,
            victims=victims,
            victim_class=whom.side(sentence, unit, victims),
            is_part=linked.is_part,
            is_more=quantity.is_more,
        ),
    )


def _is_inside(sentence: Sentence, unit: "Token") -> bool:
    """As in "seven members of one family": the seven are counted, not the family."""
    above = unit.head.head if unit.dep_ == "pobj" and unit.head.lower_ == "of" else None
    return above is not None and any(
        sentence.quantity(c) for c in above.children if c.dep_ == "nummod"
    )


def _pending(sentence: Sentence, number: "Token", unit: "Token", block: Block) -> Draft:
    """A subtotal whose harm an earlier sentence told: "This number included 172 guards"."""
    quantity = sentence.quantity(number)
    assert quantity is not None
    victims = whom.words(sentence, unit, number)
    end = max(sentence.span(whom.phrase(sentence, unit)[1])[1], quantity.end)
    return Draft(
        sentence=sentence,
        block=block,
        start=quantity.start,
        end=end,
        measure=Measure.SHARE if quantity.is_share else Measure.PEOPLE,
        outcome=None,
        count=quantity.count,
        unit=unit,
        told=None,
        rule="subtotal of the sentence before",
        victims=victims,
        victim_class=whom.side(sentence, unit, victims),
        is_part=True,
    )


def _count_of(count: Count, unit: "Token", measure: Measure) -> Count:
    """Five families are ten people at least (annotation guideline, ruling 1)."""
    size = people.collectives().get(unit.lemma_.lower())
    if measure is Measure.PEOPLE and size and count.low is not None:
        return Count(low=count.low * size, qualifier=Qualifier.VAGUE)
    return count


def _joint_outcome(linked: link.Link) -> Outcome:
    """As in "killing and wounding dozens": killed and wounded, not told apart."""
    token = linked.harm.token
    outcome = linked.harm.outcome
    both = {Outcome.KILLED, Outcome.INJURED}
    if outcome not in both:
        return outcome
    partners = [c for c in token.children if c.dep_ == "conj"]
    if token.dep_ == "conj":
        partners.append(token.head)
    for other in partners:
        told = harm.verb(other)
        second = told.outcome if told else harm.state(other) or harm.word(other, "counted")
        if second is not None and {outcome, second} == both and _shares_count(token, other):
            return Outcome.CASUALTIES
    return outcome


def _shares_count(token: "Token", other: "Token") -> bool:
    """Two verbs with one object or subject between them, and no number of their own."""
    first, second = sorted((token, other), key=lambda t: t.i)
    between = second.doc[first.i + 1 : second.i]
    if any(t.like_num or t.pos_ == "NUM" for t in between):
        return False
    own = [t for t in second.doc[second.i + 1 : second.i + 4] if t.pos_ == "NUM"]
    objects_first = any(
        c.dep_ in {"dobj", "nsubjpass", "nsubj"} for c in first.children if c.i > first.i
    )
    return not objects_first and not (own and any(c.dep_ in {"nsubjpass"} for c in first.children))


def _span(sentence: Sentence, number: "Token", linked: link.Link) -> tuple[int, int]:
    quantity = sentence.quantity(number)
    assert quantity is not None
    first, last = whom.phrase(sentence, linked.unit)
    start = min(quantity.start, sentence.span(first)[0])
    end = max(quantity.end, sentence.span(last)[1])
    if linked.rule.startswith("in a list") or linked.is_part:
        return start, end
    told = sentence.span(linked.harm.token)
    return min(start, told[0]), max(end, told[1])


def _from_bare(sentence: Sentence, plain: bare.Bare, block: Block) -> Draft:
    first, last = whom.phrase(sentence, plain.unit)
    told = sentence.span(plain.harm.token)
    victims = whom.words(sentence, plain.unit, None)
    return _fill(
        sentence,
        Draft(
            sentence=sentence,
            block=block,
            start=min(told[0], sentence.span(first)[0]),
            end=max(told[1], sentence.span(last)[1]),
            measure=Measure.PEOPLE,
            outcome=plain.harm.outcome,
            count=plain.count,
            unit=plain.unit,
            told=plain.harm,
            rule=f"no number: {plain.rule}",
            victims=victims,
            victim_class=whom.side(sentence, plain.unit, victims),
        ),
    )


def _from_thing(sentence: Sentence, thing: things.Thing, block: Block) -> Draft:
    first, last = whom.phrase(sentence, thing.unit)
    told = harm.Harm(thing.unit, Outcome.ATTACKED, "act")
    return _fill(
        sentence,
        Draft(
            sentence=sentence,
            block=block,
            start=min(thing.quantity.start, sentence.span(first)[0]),
            end=max(thing.quantity.end, sentence.span(last)[1]),
            measure=thing.measure,
            outcome=Outcome.ATTACKED,
            count=thing.quantity.count,
            unit=thing.unit,
            told=told,
            rule="things counted",
            weapon=thing.unit.text if thing.measure is not Measure.BUILDINGS else None,
        ),
    )


def _from_event(sentence: Sentence, event: events.Event, block: Block) -> Draft:
    told = harm.Harm(event.noun, event.outcome, "act")
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
    return _fill(sentence, draft)


def _fill(sentence: Sentence, draft: Draft) -> Draft:
    """Fill the slots that the claim's own sentence tells."""
    told = draft.told
    assert told is not None
    sources = said.sources(sentence, told.token, draft.start, draft.end)
    held = (
        draft.stance
        if draft.stance is Stance.HYPOTHETICAL
        else stance.of(sentence, told.token, draft.start, draft.end)
    )
    if held is Stance.ASSERTED and sources:
        held = Stance.REPORTED
    return draft.with_(
        perpetrators=who.perpetrators(sentence, told, draft.unit),
        places=where.places(sentence, draft.start, draft.end, told.token, sources),
        times=where.times(sentence, draft.start, draft.end, told.token),
        sources=sources,
        stance=held,
        weapon=draft.weapon or _weapon(sentence, draft),
        victim_class=_class(draft),
    )


def _class(draft: Draft) -> VictimClass:
    """People driven from their homes are civilians (annotation guideline, ruling 8)."""
    if draft.outcome is Outcome.DISPLACED and draft.victim_class is VictimClass.UNKNOWN:
        return VictimClass.CIVILIAN
    return draft.victim_class


_WEAPONS = re.compile(
    r"\b(?:suicide (?:bomb(?:ing|er)|attack|belt)|(?:car|roadside|barrel|cluster|truck|petrol) bombs?(?:ing|ings)?|"
    r"air\s?-?strikes?|air raids?|shell(?:ing|s|fire)|artillery(?: fire)?|mortars?(?: fire| rounds| shells)?|rockets?|missiles?|"
    r"drone(?:s| strikes?)?|bomb(?:ing|s|ings|ardment)?|gunfire|gunshots?|snipers?|land\s?mines?|chemical weapons?|sarin|chlorine|"
    r"grenades?|machetes?|knives|beheading|starvation|torture|ambush|siege|explosi(?:on|ons|ve|ves)|blasts?|phosphorus|bayonets?|shooting)\b",
    re.IGNORECASE,
)


def _weapon(sentence: Sentence, draft: Draft) -> str | None:
    """The nearest word for a weapon or a method in the sentence; None if there is none."""
    found = list(_WEAPONS.finditer(sentence.content, sentence.start, sentence.end))
    if not found:
        return None
    nearest = min(found, key=lambda m: max(m.start() - draft.end, draft.start - m.end(), 0))
    return nearest.group()


def _in_quotation(
    draft: Draft, parsed: list[Sentence], at: int, spoken: tuple[tuple[int, int], ...]
) -> Draft:
    """A claim inside quotation marks is in another's voice, and that other is its source."""
    inside = next((q for q in spoken if q[0] <= draft.start and draft.end <= q[1]), None)
    if inside is None or draft.block.voice is not Voice.BODY:
        return draft
    sources = draft.sources or said.quote_speaker(parsed, at, inside)
    held = Stance.REPORTED if draft.stance is Stance.ASSERTED and sources else draft.stance
    return draft.with_(voice=Voice.QUOTE, sources=sources, stance=held)
