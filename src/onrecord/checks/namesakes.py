"""The same named victim in two incidents."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.checks.indexed import Indexed
from onrecord.checks.name_lists import counted_in
from onrecord.checks.persons import Person, listed_in, person
from onrecord.kit.folding import fold
from onrecord.model import Claim, Incident, Measure, Outcome, Problem, Severity

_FAR = 600  # characters from a claim of the dead to one of them, told by name
_TOLD_DEAD = re.compile(
    r"(?P<name>(?:[^\W\d_a-z][\w'’-]+\s+|al-\w+\s+|(?:al|el|bin|ibn|abu|umm|abd)\s+){1,5}?[\w'’-]+)"
    r"(?:,\s*(?:aged\s+)?(?P<age>\d{1,3})\b[^,.;\n]{0,40},|\s*\((?P<bracket>\d{1,3})\),?)"
    r"\s+(?:(?:who|and)\s+)?(?:was|were|is|died|had been)\b"
    r"(?=[^.\n]{0,40}\b(?:killed|dead|died|shot|murdered|executed)|\s)"
)
_DIED = re.compile(r"\b(?:killed|dead|died|shot dead|murdered|executed|among the dead)\b")
_SLACK = 1  # year: an age is told before or after a birthday


@dataclass(frozen=True, slots=True, kw_only=True)
class _Victim:
    person: Person
    incident: Incident
    claim: Claim


def name_in_two_incidents(told: Indexed) -> Iterator[Problem]:
    """
    Find a named victim who is among the dead of two incidents.

    Nobody dies twice: the incidents are one, or two people share a name, or one report
    has it wrong (Every Casualty, Standards, and the requests for duplicate reports of
    list keepers, RULES.md section 3). The name alone is not enough: the age must agree,
    or the town where none is told.
    """
    by_name: dict[str, list[_Victim]] = {}
    for victim in _victims(told):
        known = by_name.setdefault(victim.person.key, [])
        # The first of each incident and age: the rest say no more.
        alike = [one for one in known if one.incident is victim.incident]
        if victim.person.age not in {one.person.age for one in alike}:
            known.append(victim)
    for victims in by_name.values():
        asked: set[str] = set()
        for at, victim in enumerate(victims[: 2 * _MOST]):
            for earlier in victims[:at]:
                if victim.incident.id not in asked and _is_one(earlier, victim):
                    asked.add(victim.incident.id)
                    yield _problem(earlier, victim)


_MOST = 20  # incidents that one name is followed through: more is no person but a phrase


def _victims(told: Indexed) -> Iterator[_Victim]:
    for document, claims in told.by_document.items():
        dead = [claim for claim in claims if _is_dead(claim) and claim.id in told.incident_of]
        for claim in dead:
            named = person(claim.victims or claim.passage.exact)
            if named is not None and claim.count.high == 1:
                yield _Victim(person=named, incident=told.incident_of[claim.id], claim=claim)
            for one in listed_in(claim.victims or ""):
                yield _Victim(person=one, incident=told.incident_of[claim.id], claim=claim)
        text = told.record.text_of(document)
        if text is None or not dead:
            continue
        for listed in told.name_lists(document):
            counts = counted_in(listed, claims, text.content)
            if counts and all(claim in dead for claim in counts):
                for one in listed.persons:
                    yield _Victim(
                        person=one, incident=told.incident_of[counts[-1].id], claim=counts[-1]
                    )
        yield from _in_sentences(told, text.content, dead)


def _is_dead(claim: Claim) -> bool:
    return claim.measure is Measure.PEOPLE and claim.outcome is Outcome.KILLED


def _in_sentences(told: Indexed, content: str, dead: Sequence[Claim]) -> Iterator[_Victim]:
    """Return those whom a sentence names with their age as killed, by the claim before."""
    starts = [claim.passage.start for claim in dead]
    for match in _TOLD_DEAD.finditer(content):
        age = match["age"] or match["bracket"]
        named = person(f"{match['name']} ({age})")
        at = bisect_right(starts, match.end()) - 1
        ends = content.find("\n", match.end())
        rest = content[match.end() : min(ends if ends >= 0 else len(content), match.end() + 60)]
        is_near = at >= 0 and match.start() - dead[at].passage.start <= _FAR
        if named is not None and is_near and _DIED.search(match[0] + rest.split(".")[0]):
            yield _Victim(person=named, incident=told.incident_of[dead[at].id], claim=dead[at])


def _is_one(first: _Victim, second: _Victim) -> bool:
    if first.incident is second.incident:
        return False
    ages = (first.person.age, second.person.age)
    if ages[0] is not None and ages[1] is not None:
        return abs(ages[0] - ages[1]) <= _SLACK
    return bool(_towns(first.incident) & _towns(second.incident))


def _towns(incident: Incident) -> set[str]:
    """Return what an incident's finest place is called."""
    return {fold(name) for name in incident.place_names[:1]} | set(incident.place_ids[:1])


def _problem(first: _Victim, second: _Victim) -> Problem:
    age = second.person.age if second.person.age is not None else first.person.age
    shown = f"{second.person.name}, {age}," if age is not None else second.person.name
    places = [f"{victim.claim.document} ({_where(victim.incident)})" for victim in (first, second)]
    return Problem(
        code="name-in-two-incidents",
        message=f"{shown} is named among the dead of two incidents: in {places[0]} and in "
        f"{places[1]}. Are they one incident, or two persons?",
        where=second.claim.id,
        severity=Severity.QUESTION,
    )


def _where(incident: Incident) -> str:
    place = incident.place_names[0] if incident.place_names else "no place told"
    day = incident.when.date_from if incident.when else None
    return f"{place}, {day}" if day else place
