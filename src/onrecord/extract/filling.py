"""The slots that a claim's own sentence fills: who, where, when, by what means, who says so."""

import re
from functools import cache

from onrecord.extract import said, stance, timing, where, who, wordlist
from onrecord.extract.draft import Draft
from onrecord.extract.harm import Harm
from onrecord.extract.stems import Stems
from onrecord.model import Outcome, Stance, VictimClass


def filled(draft: Draft, told: Harm) -> Draft:
    """Return a draft with the slots filled that its own sentence tells."""
    sentence = draft.sentence
    sources = said.sources(sentence, told.token, draft.start, draft.end)
    return draft.with_(
        perpetrators=who.perpetrators(sentence, told, draft.unit),
        places=where.places(sentence, draft.start, draft.end, told.token, sources),
        times=timing.times(sentence, draft.start, draft.end, told.token),
        sources=sources,
        stance=_stance(draft, told, is_sourced=bool(sources)),
        weapon=draft.weapon or _weapon(draft),
        victim_class=_class(draft),
    )


def _stance(draft: Draft, told: Harm, *, is_sourced: bool) -> Stance:
    """As in "12 died, police said": reported, unless the words make it less than that."""
    if draft.stance is Stance.HYPOTHETICAL:
        return draft.stance
    held = stance.of(draft.sentence, told.token, draft.start, draft.end)
    return Stance.REPORTED if held is Stance.ASSERTED and is_sourced else held


def _class(draft: Draft) -> VictimClass:
    """People driven from their homes are civilians (annotation guideline, ruling 8)."""
    if draft.outcome is Outcome.DISPLACED and draft.victim_class is VictimClass.UNKNOWN:
        return VictimClass.CIVILIAN
    return draft.victim_class


@cache
def _weapons() -> Stems:
    """What words for weapons begin with: a first look, since most sentences hold none."""
    return Stems((re.split(r"\W", w)[0] for w in wordlist.words("weapons", "weapons")), most=0)


def _weapon(draft: Draft) -> str | None:
    """The nearest word for a weapon or a method in the sentence; None if there is none."""
    sentence = draft.sentence
    if not _weapons().are_in(sentence.words):
        return None
    weapons = wordlist.pattern("weapons", "weapons")
    found = weapons.finditer(sentence.content, sentence.start, sentence.end)
    nearest = min(
        found,
        key=lambda m: max(m.start() - draft.end, draft.start - m.end(), 0),
        default=None,
    )
    return nearest.group() if nearest else None
