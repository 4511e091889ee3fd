"""
What the tagger says belongs to a claim, put into slots that the rules left empty.

The words of a role are looked up among the names found in the text; where none stands there,
the words themselves are the name. What lies outside the claim's own sentence is marked as
carried.
"""

import os
import re
from collections.abc import Sequence

from onrecord.extract import naming
from onrecord.extract.draft import Draft
from onrecord.extract.tagger import Role, Tagged
from onrecord.model import Mention, Named, Stance, VictimClass

_KIND = {"P": "actor", "S": "actor", "L": "place", "T": "time"}
_FIELD = {"P": "perpetrators", "S": "sources", "L": "places", "T": "times"}
_SURE = {k: float(v) for k, v in zip("PSLT", os.environ.get("SURE", "0.7,0.7,0.7,0.7").split(","))}
_OVER = {k: float(v) for k, v in zip("PSLT", os.environ.get("OVER", "2,2,2,2").split(","))}
_ARTICLE = re.compile(
    r"^(?:the|a|an|its|his|her|their|our|some|several|two|three|four|five|six)\s+", re.IGNORECASE
)
_SET_ASIDE = {"hypothetical": Stance.HYPOTHETICAL, "denied": Stance.DENIED}


def filled(draft: Draft, names: Sequence[Named]) -> Draft:
    """Return a draft with the tagger's slots where the rules have none."""
    if draft.tagged is None:
        return draft
    for kind, field in _FIELD.items():
        told = [r for r in draft.tagged.roles if r.kind == kind]
        sure = [r for r in told if r.sure >= _SURE[kind]]
        over = [r for r in told if r.sure >= _OVER[kind]]
        if sure and not getattr(draft, field):
            draft = draft.with_(**{field: _mentions(draft, sure, names)})
        elif over:
            draft = draft.with_(**{field: _mentions(draft, over, names)})
    return _with_stance(_with_class(draft, draft.tagged), draft.tagged)


def _mentions(draft: Draft, roles: Sequence[Role], names: Sequence[Named]) -> tuple[Mention, ...]:
    by_nearness = sorted(roles, key=lambda r: max(r.start - draft.end, draft.start - r.end, 0))
    if roles[0].kind == "L":
        by_nearness = sorted(roles, key=lambda r: r.start)
    found: list[Mention] = []
    for role in by_nearness:
        mention = _mention(draft, role, names)
        if mention is not None and all(mention.name != m.name for m in found):
            found.append(mention)
    return tuple(found)


def _mention(draft: Draft, role: Role, names: Sequence[Named]) -> Mention | None:
    sentence = draft.sentence
    kind = _KIND[role.kind]
    named = next(
        (n for n in names if n.kind == kind and n.start < role.end and role.start < n.end), None
    )
    inside = sentence.start <= role.start < sentence.end
    why = None if inside else "from the sentences around it"
    if named is not None:
        found = naming.mention(named)
    elif role.kind == "T":
        return None
    else:
        words = sentence.content[role.start : role.end]
        article = _ARTICLE.match(words)
        start = role.start + (article.end() if article else 0)
        found = Mention(name=sentence.content[start : role.end], start=start, end=role.end)
    return Mention(
        name=found.name, start=found.start, end=found.end, carried=why, candidates=found.candidates
    )


def _with_class(draft: Draft, told: Tagged) -> Draft:
    if draft.victim_class is VictimClass.UNKNOWN and os.environ.get("CLS", "1") == "1":
        return draft.with_(victim_class=VictimClass(told.victim_class))
    return draft


def _with_stance(draft: Draft, told: Tagged) -> Draft:
    aside = _SET_ASIDE.get(told.stance)
    if (
        os.environ.get("STN", "1") == "1"
        and aside is not None
        and draft.stance in {Stance.ASSERTED, Stance.REPORTED}
    ):
        return draft.with_(stance=aside)
    if draft.stance is Stance.ASSERTED and draft.sources:
        return draft.with_(stance=Stance.REPORTED)
    return draft
