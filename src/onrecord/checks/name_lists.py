"""Lists of names against the number that they are said to be."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from onrecord.checks.indexed import Indexed
from onrecord.checks.persons import NameList, Person, kin_lists, listed_in, person
from onrecord.checks.words import located, room
from onrecord.kit.folding import fold
from onrecord.model import Claim, Measure, Outcome, Problem, Qualifier, Severity

_FAR = 400  # characters before a list of the dead that its number may stand
_NAMING = re.compile(
    r"\b(?:name[sd]?|identified|listed|follow(?:s|ing)|victims|(?:they|these|who|and) (?:are|were)|"
    r"martyrs|list of|among (?:them|the dead|those killed))\b"
    r"|أسماء|أسماؤهم|وهم|هم\s*:|الأسماء|التالية|الشهداء هم|الضحايا هم",
    re.IGNORECASE,
)
# A heading over names: "Killed:", "The fallen", "Injured".
_HEADING = re.compile(
    r"^\W*(?:[\w'’()]+\W+){0,5}?(?:killed|dead|fallen|slain|deceased|casualt\w+|fatalit\w+|martyrs?|"
    r"victims|wounded|injured|hurt|died|murdered|executed|heroes|kia|wia)\b(?:\W+[\w'’()]+){0,5}\W*$"
    r"|^\W*(?:الشهداء|القتلى|الضحايا|الجرحى|المصابون)\W*$",
    re.IGNORECASE,
)
_OF_NOBODY = frozenset(
    "the of a an and in at on by to is are was were who whom they these those them their its all "
    "name names named people persons killed dead died deaths victims injured wounded hurt list "
    "identified following follow as been have has had for from with".split()
)
_BESIDE = re.compile(r"[\s,:–—(-]*(?:(?:the|of them|all|a family,?)\s+)?")
_OF_THE_DEAD = re.compile(
    r"\b(?:dead|killed|died|deaths|fatalities|martyrs?|fallen|slain|deceased|murdered|executed)\b|قتل|شهداء|القتلى",
    re.IGNORECASE,
)
_OF_THE_HURT = re.compile(r"\b(?:injured|wounded|hurt)\b|جرحى|الجرحى|مصاب", re.IGNORECASE)
_NO_PEOPLE = re.compile(
    r"\b(?:towns|villages|areas|suburbs?|neighbou?rhoods|districts|cities|provinces|"
    r"governorates|regions|places|locations|sites|camps|hospitals|organi[sz]ations|groups|"
    r"parties|units|brigades|sources|outlets|countries|routes|suspects|perpetrators|commanders|"
    r"witnesses|sentenced|accused|gunmen|attackers|suspected)\b[^,]*$"
    r"|(?:مناطق|بلدات|قرى|أحياء|مدن|محافظات)[^،]*$",
    re.IGNORECASE,
)


def names_exceed_count(told: Indexed) -> Iterator[Problem]:
    """
    Find a list of names that is longer than the number it is said to be.

    Listed names are the firmer evidence: a count beside them that is lower leaves out
    somebody (the Standards for Casualty Recording, page 41, ask for names with each
    count; RULES.md 1.5). A shorter list is none: "among them" is how names are told.
    """
    for document, claims in told.by_document.items():
        text = told.record.text_of(document)
        if text is None:
            continue
        places = {fold(place.name) for claim in claims for place in claim.places}
        for listed in told.name_lists(document):
            named = [one for one in listed.persons if one.key not in places]
            before = counted_in(listed, claims, text.content)
            limit = _limit(before)
            if before and limit is not None and len(named) > limit:
                yield _problem(before, [one.name for one in named])
        yield from _kin(claims, text.content)
    for claims in told.by_document.values():
        yield from _in_own_words(claims)
        yield from _one_by_one(claims)


def _kin(claims: Sequence[Claim], content: str) -> Iterator[Problem]:
    """Return counts that brothers or sisters by name stand beside: "two, the brothers A, B"."""
    for at, persons in kin_lists(content):
        first = bisect_left(claims, at - _FAR, key=_start)
        near = _counts(claims[first : bisect_left(claims, at, key=_start)])
        meant = [claim for claim in near if _BESIDE.fullmatch(content[claim.passage.end : at])]
        if meant and all(room(claim.count)[1] < len(persons) for claim in meant):
            yield _problem(meant, [one.name for one in persons])


def _in_own_words(claims: Sequence[Claim]) -> Iterator[Problem]:
    """Return counts whose own words for the harmed list more names."""
    for claim in _counts(claims):
        words = claim.victims or ""
        persons: Sequence[Person] = listed_in(words) or behind_a_mark(claim.passage.exact)
        kin = [named for _, named in kin_lists(f"{claim.passage.exact}\n{words}")]
        persons = max([persons, *kin], key=len)
        if len(persons) > room(claim.count)[1]:
            yield _problem([claim], [one.name for one in persons])


def behind_a_mark(words: str) -> Sequence[Person]:
    """Return the names in "two teachers: A, B and C"; behind a comma alone a speaker may stand."""
    rest = re.split(r":\s|\s[–—-]\s|\bnamely\s|\b(?:named|identified) as\s|\(", words, maxsplit=1)
    return listed_in(rest[1]) if len(rest) > 1 else ()


def _one_by_one(claims: Sequence[Claim]) -> Iterator[Problem]:
    """Return counts that have more parts of one person, told by name, than people."""
    named: dict[str, dict[str, Person]] = {}
    for claim in claims:
        one = person(claim.victims or "") if claim.part_of and claim.count.high == 1 else None
        if one is not None and claim.part_of is not None:
            named.setdefault(claim.part_of, {})[one.key] = one
    for claim in _counts(claims):
        persons = named.get(claim.id, {})
        if len(persons) > room(claim.count)[1]:
            yield _problem([claim], [one.name for one in persons.values()])


def counted_in(listed: NameList, claims: Sequence[Claim], content: str) -> list[Claim]:
    """Return the claims whose people a list names; none where that is not plain."""
    first = bisect_left(claims, listed.lead - _FAR, key=_start)
    claims = claims[first : bisect_left(claims, listed.start, key=_start)]
    cue = content[listed.lead : listed.start]
    is_named = _NAMING.search(cue) is not None or _HEADING.match(cue) is not None
    inside = [c for c in claims if listed.lead <= c.passage.start and c.passage.end <= listed.start]
    before = _counts(inside)
    if not before and is_named:
        near = [c for c in claims if listed.lead - _FAR <= c.passage.start < listed.lead]
        before = _meant(_counts(near), cue)
    elif before and not is_named:
        tail = content[max(c.passage.end for c in inside) : listed.start]
        if listed.is_arabic or not _ends_openly(content, listed):
            return []
        cue = tail
    if _NO_PEOPLE.search(cue[-60:]):
        return []
    return _of_outcome(before, cue)


def _start(claim: Claim) -> int:
    return claim.passage.start


def _meant(near: Sequence[Claim], cue: str) -> list[Claim]:
    """Return those of whom the words before the names say that they are: "the five soldiers"."""
    said = set(fold(cue).split()) - _OF_NOBODY
    told = [c for c in near if said & set(fold(f"{c.passage.exact} {c.victims or ''}").split())]
    return told or list(near)


def _ends_openly(content: str, listed: NameList) -> bool:
    return content[max(0, listed.start - 4) : listed.start].rstrip().endswith(":")


def _counts(claims: Sequence[Claim]) -> list[Claim]:
    return [
        claim
        for claim in claims
        if claim.measure is Measure.PEOPLE
        and claim.count.is_known
        and claim.count.qualifier is not Qualifier.VAGUE
    ]


def _of_outcome(claims: list[Claim], cue: str) -> list[Claim]:
    """Return those of the outcome that the words before the names tell, if they tell one."""
    dead, hurt = _OF_THE_DEAD.search(cue), _OF_THE_HURT.search(cue)
    if bool(dead) == bool(hurt):
        return claims
    wanted = Outcome.KILLED if dead else Outcome.INJURED
    return [claim for claim in claims if claim.outcome is wanted] or claims


def _limit(claims: Sequence[Claim]) -> float | None:
    """Return the most people that the counts leave room for: each outcome by its largest."""
    most: dict[Outcome, float] = {}
    for claim in claims:
        most[claim.outcome] = max(most.get(claim.outcome, 0), room(claim.count)[1])
    return sum(most.values()) if most else None


def _problem(before: Sequence[Claim], names: Sequence[str]) -> Problem:
    nearest = max(before, key=lambda claim: claim.passage.start)
    shown = ", ".join(names[:3])
    return Problem(
        code="names-exceed-count",
        message=f"{located(nearest)} is {nearest.count}, and {len(names)} names are listed for it: "
        f"{shown}{', …' if len(names) > 3 else ''}.",
        where=nearest.id,
        severity=Severity.WARNING,
    )
