"""Values of the record in the words of a terminal."""

from collections.abc import Container, Iterable

from onrecord.cli.output import on_one_line
from onrecord.kit.spelling import is_arabic
from onrecord.model import (
    Claim,
    Count,
    Figure,
    Grain,
    Incident,
    Problem,
    Qualifier,
    Record,
    Role,
    Severity,
    Side,
    Stance,
    Voice,
    When,
)

NOT_TOLD = "not told"

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PLAIN_STANCES = {Stance.ASSERTED, Stance.REPORTED}
_PLAIN_VOICES = {Voice.BODY, Voice.QUOTE}


def when(time: When | None) -> str:
    """
    Return a time, never finer than it is known.

    >>> from datetime import date
    >>> when(When(earliest=date(2025, 3, 6), latest=date(2025, 3, 10)))
    '6–10 Mar 2025'
    >>> when(When(earliest=date(2025, 2, 27), latest=date(2025, 3, 2)))
    '27 Feb – 2 Mar 2025'
    >>> when(When(earliest=date(2011, 3, 1), latest=date(2011, 3, 31), grain=Grain.MONTH))
    'Mar 2011'
    >>> when(None)
    'not told'
    """
    if time is None:
        return NOT_TOLD
    if time.earliest is None:
        return f"until {_parts(time.latest, time.grain)}"
    first = _parts(time.earliest, time.grain)
    if time.latest is None:
        return f"since {first}"
    return _span(first.split(), _parts(time.latest, time.grain).split())


def _span(first: list[str], last: list[str]) -> str:
    """Join two days, saying month and year once where they are the same."""
    if first == last:
        return " ".join(last)
    own = len(first)
    while own > 1 and first[own - 1 :] == last[own - 1 :]:
        own -= 1
    dash = "–" if own == 1 else " – "
    return f"{' '.join(first[:own])}{dash}{' '.join(last)}"


def _parts(day: object, grain: Grain) -> str:
    year, month, number = str(day).split("-")
    name = _MONTHS[int(month) - 1]
    return {
        Grain.DAY: f"{int(number)} {name} {year}",
        Grain.MONTH: f"{name} {year}",
        Grain.YEAR: year,
    }[grain]


def count(said: Count) -> str:
    """
    Return a count with its hedge in words.

    >>> count(Count(low=384, high=None, qualifier=Qualifier.MORE_THAN))
    '384 or more (more than)'
    """
    if said.qualifier in {Qualifier.EXACT, Qualifier.NONE, Qualifier.ABOUT, Qualifier.RANGE}:
        return str(said)
    return f"{said} ({said.qualifier.value.replace('_', ' ')})"


def attribution(claim: Claim) -> str:
    """Return who says it, nearest voice first, with what makes it less than a plain report."""
    names = [on_one_line(source.name) for source in claim.sources]
    told = f"according to {names[0]}" if names else "in the author's own voice"
    told += "".join(f", citing {name}" for name in names[1:])
    marks = [claim.stance.value] if claim.stance not in _PLAIN_STANCES else []
    marks += [f"in a {claim.voice.value}"] if claim.voice not in _PLAIN_VOICES else []
    return f"{told} ({', '.join(marks)})" if marks else told


def victims(incident: Incident, record: Record) -> str:
    """Return the words for those harmed, from the member that counts most; English ones first."""
    told = [claim for claim in members(incident, record) if claim.victims]
    best = max(told, key=_said_in_english_of_most, default=None)
    return on_one_line(best.victims or "") if best else "people"


def _said_in_english_of_most(claim: Claim) -> tuple[bool, float]:
    return not is_arabic(claim.victims or ""), claim.count.low or claim.count.high or 0


def who_harmed_whom(incident: Incident, record: Record) -> str:
    """Return perpetrators and victims in one line."""
    by = ", ".join(map(on_one_line, incident.perpetrators)) or NOT_TOLD
    return f"{by} → {victims(incident, record)}"


def where(incident: Incident) -> str:
    """Return the places of an incident, most specific first."""
    return ", ".join(map(on_one_line, incident.place_names)) or NOT_TOLD


def members(incident: Incident, record: Record) -> list[Claim]:
    """Return an incident's claims in order."""
    return [record.claims[i] for i in incident.claim_ids if i in record.claims]


def figure(incident: Incident, outcome: str, record: Record) -> Figure | None:
    """Return the figure for one outcome of an incident; None if there is none."""
    for made in record.figures.get(incident.id, ()):
        if made.outcome == outcome:
            return made
    return None


def side(stand: Side | None) -> str:
    """
    Return how a voice stands to an incident; empty where that was not worked out.

    >>> side(Side(role=Role.ACCUSED, why="it is named as perpetrator", incidents=("inc_a",)))
    'accused (it is named as perpetrator)'
    """
    if stand is None:
        return ""
    role = {Role.UNKNOWN: "side unknown"}.get(stand.role, stand.role.value)
    return f"{role} ({stand.why})"


def counted(number: int, one: str, many: str | None = None) -> str:
    """
    Return a number with its noun.

    >>> counted(1, "claim"), counted(1200, "claim"), counted(2, "this", "these")
    ('1 claim', '1,200 claims', '2 these')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def by_severity(problems: Iterable[Problem]) -> str:
    """Return problems counted by how much they matter: `1 error, 4 questions`; or `none`."""
    found = list(problems)
    parts = []
    for severity in Severity:
        number = sum(problem.severity is severity for problem in found)
        if number:
            parts.append(counted(number, severity.value))
    return ", ".join(parts) or "none"


def open_and_settled(problems: Iterable[Problem], settled: Container[str]) -> str:
    """Return open problems by how much they matter, and how many people settled."""
    found = list(problems)
    told = by_severity(problem for problem in found if problem.id not in settled)
    done = sum(problem.id in settled for problem in found)
    return f"{told}; {done:,} settled" if done else told
