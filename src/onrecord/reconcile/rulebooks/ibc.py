"""Iraq Body Count: documented civilian deaths, from two independent sources or provisional."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from onrecord.model import Claim, Origin, Outcome, Ruling, Stance, VictimClass
from onrecord.reconcile.categories import SEX_AGE, category
from onrecord.reconcile.rulebooks.docket import Docket
from onrecord.reconcile.rulebooks.evidence import Evidence
from onrecord.reconcile.rulebooks.rulebook import rulebook
from onrecord.reconcile.rulebooks.spread import in_words, spread, values

NAME = "ibc"


def ruling(evidence: Evidence) -> Ruling:
    """Return what Iraq Body Count makes of an incident."""
    docket = Docket(rulebook(NAME), evidence)
    dead = _range(docket, Outcome.KILLED, "deaths")
    hurt = _range(docket, Outcome.INJURED, "injuries")
    sources = _sources(docket)
    for claim in evidence.members:
        if claim.outcome not in {Outcome.KILLED, Outcome.INJURED}:
            docket.set_aside([claim.id], "not-recorded-here", f"it counts {claim.outcome}")
    when, where = evidence.incident.when, evidence.incident.place_names
    docket.copy("date", when.date_from if when else None)
    docket.copy("place", where[0] if where else None)
    weapons = tuple(dict.fromkeys(c.weapon for c in evidence.members if c.weapon))
    docket.copy("weapons", weapons or None)
    killers = evidence.incident.perpetrators
    docket.copy("killers", killers or None)
    verdict = "two independent sources" if sources > 1 else "provisional"
    return docket.ruling(
        [
            ("killed", dead),
            ("injured", hurt),
            ("when", when.date_from or "not told" if when else "not told"),
            ("where", where[0] if where else "not told"),
            ("verdict", verdict if sources else "no civilian death"),
        ]
    )


def _range(docket: Docket, outcome: Outcome, name: str) -> str:
    """Write the minimum and the maximum of one outcome and return them in words."""
    documented = _documented(docket, docket.numbered(docket.screened(outcome)))
    civilian = [claim for claim in documented if claim.victim_class is VictimClass.CIVILIAN]
    floor, civilian = _among_others(docket, civilian, {claim.id for claim in documented})
    unclear = [claim for claim in documented if claim.victim_class is not VictimClass.CIVILIAN]
    sure, perhaps = docket.said_now(civilian), docket.said_now(unclear)
    told, doubted = spread(sure), spread(perhaps)
    # A report that tells of 26 dead in all leaves no room for another's 55 civilians.
    minimum = _least(told.lowest, doubted.lowest) if values(sure) else None
    highest = max((n for n in (told.highest, doubted.highest) if n is not None), default=None)
    rules = ["minimum-maximum"]
    why = f"the lowest and the highest number of civilians in reports: {told}"
    if doubted.highest is not None:
        rules.append("unclear-status")
        why = f"civilians in reports: {told}; people of unclear status: {doubted}"
        if not values(sure):
            minimum, why = floor, f"at least {floor:,} civilians among {doubted}"
            if not floor:
                why = f"no report calls any of them civilians; up to {highest:,} may be"
    docket.write(f"minimum {name}", minimum, why, *rules)
    docket.write(f"maximum {name}", highest, why, *rules)
    for value in values(sure):
        docket.use(value.claims, "minimum-maximum", str(value))
    for value in values(perhaps):
        docket.use(value.claims, "unclear-status", f"in the maximum only: {value}")
    return in_words(minimum, highest, is_open=told.is_open and told.highest == highest)


def _among_others(
    docket: Docket, civilian: Sequence[Claim], documented: Collection[str]
) -> tuple[int, list[Claim]]:
    """
    Return how many civilians are surely among people counted as a whole, and the other claims.

    Of "12 killed, 5 of them children and 4 women" nine are civilians at least: parts that
    share nobody are added, roles that may be anybody's (a journalist) are not.
    """
    parts: dict[str, list[Claim]] = defaultdict(list)
    by_id = {claim.id for claim in civilian}
    for claim in civilian:
        if claim.part_of in documented and claim.part_of not in by_id:
            parts[claim.part_of or ""].append(claim)
    floor = max((_added(told) for told in parts.values()), default=0)
    inside = {claim.id for told in parts.values() for claim in told}
    docket.use(sorted(inside), "minimum-maximum", "civilians among others")
    return floor, [claim for claim in civilian if claim.id not in inside]


def _added(parts: Sequence[Claim]) -> int:
    """Return the least number of people in parts of one whole."""
    alone, together, seen = 0, 0, set[str]()
    for claim in parts:
        low = int(claim.count.low or 0)
        alone = max(alone, low)
        told = category(claim)
        if told.partition == SEX_AGE and not told.cells & seen:
            together, seen = together + low, seen | told.cells
    return max(alone, together)


def _least(*numbers: int | None) -> int | None:
    return min((number for number in numbers if number is not None), default=None)


def _documented(docket: Docket, claims: Sequence[Claim]) -> list[Claim]:
    fit = []
    for claim in claims:
        if claim.is_cumulative:
            docket.set_aside([claim.id], "no-cumulative", "a total of a longer time or wider place")
        elif claim.stance is Stance.ESTIMATED:
            docket.set_aside([claim.id], "documented-only", "an estimate")
        elif claim.victim_class is VictimClass.COMBATANT:
            docket.set_aside([claim.id], "civilians-only", "fighters")
        else:
            fit.append(claim)
    return fit


def _sources(docket: Docket) -> int:
    """Write how many independent origins tell of the deaths, and return it."""
    evidence = docket.evidence
    told = _documented_dead(docket)
    origins = _origins(evidence, told)
    independent = evidence.independent(origins)
    names = tuple(origin.name for origin in independent)
    pages = len({claim.document for claim in told})
    why = f"{len(names)} independent, on {pages} pages" if names else "nobody tells of deaths"
    if pages == 1 and names:
        why = f"{len(names)} independent, on one page"
    rules = ("two-sources", "origins-not-outlets", "all-reports")
    docket.write("sources", names or None, why, *rules)
    tag = len(names) < 2 if names else None
    docket.write("provisional", tag, why, *rules)
    return len(names)


def _documented_dead(docket: Docket) -> list[Claim]:
    """Return every claim of the dead that could corroborate: repetitions have their origin too."""
    return [
        claim
        for claim in docket.evidence.members
        if claim.outcome is Outcome.KILLED
        and claim.is_fact_like
        and claim.decision != "rejected"
        and not claim.is_cumulative
        and claim.stance is not Stance.ESTIMATED
        and claim.victim_class is not VictimClass.COMBATANT
    ]


def _origins(evidence: Evidence, claims: Sequence[Claim]) -> list[Origin]:
    found = {origin.id: origin for claim in claims if (origin := evidence.origin(claim))}
    return list(found.values())
