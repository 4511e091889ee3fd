"""What a headline and a table's row say of an incident: how many, who, whom and where."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from onrecord.model import Claim, Figure, Incident, Measure, Outcome, Record, VictimClass, Voice
from onrecord.publish import shown, wording

NOT_TOLD = "not told"
_PEOPLE_TO_NAME = 3  # perpetrators or kinds of victims named in a headline, at most
_DESCRIPTION = 48  # characters of the harmed's description in a headline, at most
_SAYS_NOTHING = re.compile(
    r"\b(?:my|our|your|his|her|its|their)\b"
    r"|^(?:\S+ )?(?:people|persons|individuals|lives|bodies|dead|deaths|fatalities|casualties|"
    r"victims|others|ones|those)$"
)
_OTHER_HARM = (
    Outcome.CASUALTIES, Outcome.ABDUCTED, Outcome.DETAINED, Outcome.DISAPPEARED, Outcome.TORTURED,
    Outcome.SEXUAL_VIOLENCE, Outcome.DISPLACED, Outcome.BESIEGED, Outcome.RELEASED,
    Outcome.ATTACKED,
)  # fmt: skip


def harm(figures: Mapping[str, Figure], claims: Mapping[str, Claim]) -> str:
    """Return "Killed 11, injured more than 30", or what else the claims tell."""
    told = [
        f"nobody {outcome}" if said == "0" else f"{outcome} {said}"
        for outcome in ("killed", "injured")
        if (said := value(figures.get(outcome), claims)) != NOT_TOLD
    ]
    told = told or _other_harm(claims.values()) or ["harm told without a number"]
    return capital(", ".join(told))


def _other_harm(claims: Iterable[Claim]) -> list[str]:
    """Return the harm that no figure is made of: never added up, never made a range."""
    said: dict[Outcome, list[str]] = {}
    for claim in claims:
        if claim.measure is Measure.PEOPLE:
            said.setdefault(claim.outcome, []).append(wording.count(claim.count))
    lines = []
    for outcome in (*_OTHER_HARM, Outcome.KILLED, Outcome.INJURED):
        if outcome in said:
            known = list(dict.fromkeys(c for c in said[outcome] if c != "no number"))
            words = {0: "number not told", 1: known[0] if known else ""}.get(
                len(known), "counts differ"
            )
            verb = wording.OUTCOME[outcome]
            lines.append(f"{verb} {words}" if len(known) == 1 else f"{verb} ({words})")
    return lines[:2]


def value(made: Figure | None, claims: Mapping[str, Claim]) -> str:
    """Return a figure in words, or that it is not told."""
    if made is None or (made.minimum is None and made.maximum is None):
        return NOT_TOLD
    return wording.figure(made, [claims[c] for c in made.used if c in claims])


def perpetrators(incident: Incident) -> tuple[str, ...]:
    """Return who is said to have done it: a few names, and whether there are others."""
    named = tuple(shown.cut(name, 80) for name in incident.perpetrators[:_PEOPLE_TO_NAME])
    return (*named, "others") if len(incident.perpetrators) > len(named) else named


def victims(claims: Iterable[Claim]) -> str:
    """
    Return who was harmed for a headline: the words only where they can name nobody.

    A capital letter, or a script without capitals, may be a person's name; then the class
    alone is said. The claim itself shows the words.
    """
    plain: list[str] = []
    classes: list[VictimClass] = []
    for claim in claims:
        if claim.measure is not Measure.PEOPLE:
            continue
        words = (claim.victims or "").strip()
        if claim.voice is not Voice.QUOTE and _describes(words):
            plain.append(words)
        classes.append(claim.victim_class)
    if plain:
        return wording.listed([words for words, _ in Counter(plain).most_common(2)])
    known = [c for c in dict.fromkeys(classes) if c is not VictimClass.UNKNOWN]
    return wording.listed([wording.VICTIMS[c] for c in known[:2]]) or "people"


def _describes(words: str) -> bool:
    """Whether words tell what people were harmed and name nobody: no capital, nobody's kin."""
    is_plain = bool(words) and words.isascii() and words == words.lower()
    return is_plain and len(words) <= _DESCRIPTION and not _SAYS_NOTHING.search(words)


def place(incident: Incident, record: Record) -> str:
    """
    Return where an incident was, most specific first: two names say enough.

    Two names for one place are said once; a quarter known by name only is said with the
    town that it lies in.
    """
    known = reported(incident, record)
    by_name = {name: place_id for place_id, names in known.items() for name in names}
    said: dict[str, str] = {}
    for name in incident.place_names:
        said.setdefault(by_name.get(name, name.casefold()), name)
    names = list(said.values())[:2]
    first = record.places.get(next(iter(said), ""))
    if len(names) == 1 and first and first.latitude is None:
        town = record.places.get(first.within or "")
        if town and town.name.casefold() not in names[0].casefold():
            names.append(town.name)
    return ", ".join(shown.cut(name, 60) for name in names) or "place not told"


def reported(incident: Incident, record: Record) -> dict[str, list[str]]:
    """Return what the claims of an incident call each place that they mean, by its id."""
    found: dict[str, list[str]] = {}
    for claim_id in incident.claim_ids:
        claim = record.claims.get(claim_id)
        for mention in claim.places if claim else ():
            if mention.best:
                found.setdefault(mention.best, []).append(mention.name)
    return found


def capital(words: str) -> str:
    """Return words as a sentence begins."""
    return words[:1].upper() + words[1:]
