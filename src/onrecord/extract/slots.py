"""
What the tagger says belongs to a claim, put into slots that the rules left empty.

The words of a role are looked up among the names found in the text; where none stands there,
the words themselves are the name. What lies outside the claim's own sentence is marked as
carried.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract import naming
from onrecord.extract.draft import Draft
from onrecord.extract.tagger import Role, Tagged
from onrecord.model import Mention, Named, Stance, VictimClass

_KIND = {"S": "actor", "L": "place"}
_FIELD = {"S": "sources", "L": "places"}
# how sure the tagger must be; perpetrators and times are better left empty than taken from it
_SURE = {"S": 0.9, "L": 0.8}
_ARTICLE = re.compile(
    r"^(?:the|a|an|its|his|her|their|our|some|several|two|three|four|five|six)\s+", re.IGNORECASE
)
_SET_ASIDE = {"hypothetical": Stance.HYPOTHETICAL, "denied": Stance.DENIED}


def filled(draft: Draft, names: Sequence[Named]) -> Draft:
    """Return a draft with the tagger's slots where the rules have none."""
    if draft.tagged is None:
        return draft
    told = draft.tagged
    for kind, least in _SURE.items():
        sure = [r for r in told.roles if r.kind == kind and r.sure >= least]
        if sure and not getattr(draft, _FIELD[kind]):
            draft = draft.with_(**{_FIELD[kind]: _mentions(draft, sure, names)})
    return _with_stance(_with_class(draft, told), told)


def _mentions(draft: Draft, roles: Sequence[Role], names: Sequence[Named]) -> tuple[Mention, ...]:
    by_nearness = sorted(roles, key=lambda r: max(r.start - draft.end, draft.start - r.end, 0))
    if roles[0].kind == "L":
        by_nearness = sorted(roles, key=lambda r: r.start)
    found: list[Mention] = []
    for role in by_nearness:
        mention = _mention(draft, role, names)
        if all(mention.name != m.name for m in found):
            found.append(mention)
    return tuple(found)


def _mention(draft: Draft, role: Role, names: Sequence[Named]) -> Mention:
    sentence = draft.sentence
    kind = _KIND[role.kind]
    named = next(
        (n for n in names if n.kind == kind and n.start < role.end and role.start < n.end), None
    )
    inside = sentence.start <= role.start < sentence.end
    why = None if inside else "from the sentences around it"
    if named is not None:
        found = naming.mention(named)
    else:
        words = sentence.content[role.start : role.end]
        article = _ARTICLE.match(words)
        start = role.start + (article.end() if article else 0)
        found = Mention(name=sentence.content[start : role.end], start=start, end=role.end)
    return replace(found, carried=why)


def _with_class(draft: Draft, told: Tagged) -> Draft:
    if draft.victim_class is VictimClass.UNKNOWN:
        return draft.with_(victim_class=VictimClass(told.victim_class))
    return draft


def _with_stance(draft: Draft, told: Tagged) -> Draft:
    aside = _SET_ASIDE.get(told.stance)
    if aside is not None and draft.stance in {Stance.ASSERTED, Stance.REPORTED}:
        return draft.with_(stance=aside)
    if draft.stance is Stance.ASSERTED and draft.sources:
        return draft.with_(stance=Stance.REPORTED)
    return draft
