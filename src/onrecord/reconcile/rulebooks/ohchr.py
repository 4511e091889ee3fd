"""OHCHR: documented individuals, apart from figures, apart from estimates; SDG 16.1.2."""

import re
from collections.abc import Sequence

from onrecord.kit.folding import fold
from onrecord.model import Claim, Outcome, Ruling, Stance, VictimClass
from onrecord.reconcile.categories import is_within
from onrecord.reconcile.current import standing
from onrecord.reconcile.rulebooks.docket import Docket
from onrecord.reconcile.rulebooks.evidence import Evidence
from onrecord.reconcile.rulebooks.rulebook import rulebook
from onrecord.reconcile.rulebooks.sides import camp_of_words
from onrecord.reconcile.rulebooks.spread import spread, values
from onrecord.reconcile.rulebooks.wordlists import people, weapon

NAME = "ohchr"
# A person's name as written: two capitalised words or more, with the small words of names.
_NAME_PART = r"(?:[A-ZÀ-Þ][\w'’-]+|al-[A-Z][\w'’-]+)"
_FULL_NAME = re.compile(rf"{_NAME_PART}(?:,? (?:(?:bin|ibn|abu|al|de|van|el) )?{_NAME_PART})+")
_AGED = re.compile(r",? (?:aged )?\d{1,3}(?:-year-old)?$")
_TITLE = re.compile(r"^(?:Mr|Mrs|Ms|Dr|Sheikh|Colonel|General|Captain|Major|Sergeant)\.? ")
_STATUSES = (
    "civilian",
    "member of armed forces",
    "person directly participating in hostilities",
)


def ruling(evidence: Evidence) -> Ruling:
    """Return what OHCHR's practice makes of an incident."""
    docket = Docket(rulebook(NAME), evidence)
    dead = _not_estimated(docket, docket.numbered(docket.screened(Outcome.KILLED)))
    individuals = _individuals(docket, dead)
    rest = [claim for claim in dead if claim not in individuals]
    names = tuple({fold(name): name for c in individuals if (name := _name(c))}.values())
    why = "one person's full name, a day and a place" if names else "no claim names a person"
    documented = ("documented-individual", "individuals-apart")
    docket.write("documented_individuals", len(names) or None, why, *documented)
    docket.write("names", names or None, why, *documented)
    now = docket.said_now(rest)
    within = spread(now)
    why = "what reports say: figures, not documented individuals, and never added to them"
    docket.write("reported_minimum", within.lowest, why, "individuals-apart", is_ours=True)
    docket.write("reported_maximum", within.highest, why, "individuals-apart", is_ours=True)
    for value in values(now):
        docket.use(value.claims, "individuals-apart", f"a reported figure: {value}")
    _disaggregated(docket, rest)
    _cause(docket)
    incident = evidence.incident
    documented_words = f"{len(names)} documented" if names else "none documented by name"
    return docket.ruling(
        [
            ("killed", f"{documented_words}; reported {within}"),
            ("injured", "not recorded"),
            ("when", incident.when.date_from or "not told" if incident.when else "not told"),
            ("where", incident.place_names[0] if incident.place_names else "not told"),
            ("verdict", "figures only" if not names else "documented individuals"),
        ]
    )


def _not_estimated(docket: Docket, claims: Sequence[Claim]) -> list[Claim]:
    fit = []
    for claim in claims:
        if claim.stance is Stance.ESTIMATED:
            docket.set_aside([claim.id], "estimates-apart", f"an estimate: {claim.count}")
        else:
            fit.append(claim)
    return fit


def _individuals(docket: Docket, claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims that document one person: full name, day and place."""
    found = []
    for claim in claims:
        day = claim.when is not None and claim.when.precision == 1
        if claim.count.low == claim.count.high == 1 and _name(claim) and day and claim.places:
            found.append(claim)
            docket.use([claim.id], "documented-individual", _name(claim) or "")
    return found


def _name(claim: Claim) -> str | None:
    """Return the full name that a claim's words for the harmed are; None if they are none."""
    words = _TITLE.sub("", _AGED.sub("", claim.victims or ""))
    return words if _FULL_NAME.fullmatch(words) else None


def _disaggregated(docket: Docket, claims: Sequence[Claim]) -> None:
    """Write the sexes, ages and statuses that reports tell; what is not told has no column."""
    whole = [claim.with_(part_of=None) for claim in claims]
    for table, rule in (("sex", "sex"), ("age", "age")):
        for name, cells in people()[table].items():
            fit = [claim for claim in whole if is_within(claim, frozenset(cells))]
            _range(docket, f"{table}: {name}", fit, rule)
    for status in _STATUSES:
        fit = [claim for claim in whole if _status(claim) == status]
        _range(docket, f"status: {status}", fit, "status")


def _status(claim: Claim) -> str | None:
    """Return the status of SDG 16.1.2; None where the words do not tell it."""
    if claim.victim_class is VictimClass.CIVILIAN:
        return "civilian"
    if claim.victim_class is not VictimClass.COMBATANT:
        return None
    camp = camp_of_words(claim.victims)
    return {
        "state": "member of armed forces",
        "group": "person directly participating in hostilities",
    }.get(camp or "")


def _range(docket: Docket, name: str, claims: Sequence[Claim], rule: str) -> None:
    if not claims:
        return
    evidence = docket.evidence
    told = standing(claims, evidence.voices, evidence.documents, {}, evidence.timing)
    within = spread(told)
    docket.write(name, str(within), "what voices say now of these, no others", rule)
    docket.use((i for value in values(told) for i in value.claims), rule, name)


def _cause(docket: Docket) -> None:
    told = [claim for claim in docket.evidence.members if claim.weapon]
    causes = tuple(dict.fromkeys(c for claim in told if (c := weapon(claim).get("cause"))))
    words = ", ".join(dict.fromkeys(claim.weapon or "" for claim in told))
    why = f"from the words for the weapon: {words}" if words else "no weapon is told"
    docket.write("cause", causes or None, why, "cause")
