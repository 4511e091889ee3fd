"""ACLED, web codebook of 2025/26: one event a day and place, with the lowest number reported."""

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model import Claim, Outcome, Ruling, VictimClass
from onrecord.reconcile.rulebooks.acled_actors import write_actors
from onrecord.reconcile.rulebooks.acled_types import typed
from onrecord.reconcile.rulebooks.acled_wording import Wording, wording
from onrecord.reconcile.rulebooks.docket import Docket, Told
from onrecord.reconcile.rulebooks.evidence import Evidence
from onrecord.reconcile.rulebooks.rulebook import rulebook
from onrecord.reconcile.rulebooks.splitting import over_days, over_places, run_of_days
from onrecord.reconcile.rulebooks.spread import Spread, spread
from onrecord.reconcile.rulebooks.timing import event_date
from onrecord.reconcile.rulebooks.whereabouts import Whereabouts, several_places, whereabouts
from onrecord.reconcile.values import Value

NAME = "acled"
_COUNTRY = 6
_GEO = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3}  # UCDP's where_prec, for what it says of the place


@dataclass(frozen=True, slots=True, kw_only=True)
class _Recorded:
    """The number for `fatalities`, how it came about, and the claims that it rests on."""

    people: int | None
    why: str
    rules: tuple[str, ...]
    claims: tuple[Claim, ...] = ()
    is_known: bool = True


def ruling(evidence: Evidence) -> Ruling:
    """Return what ACLED makes of an incident."""
    docket = Docket(rulebook(NAME), evidence)
    told = docket.screened(Outcome.KILLED)
    local = _not_of_a_country(docket, told)
    now = docket.said_now([claim for claim in local if claim.count.is_known])
    found = _fatalities(docket, local, told, now)
    harm = [c for c in evidence.members if c.is_fact_like and c.outcome is not Outcome.DISPLACED]
    kind = typed(evidence, harm)
    types = ("event-types", "one-event")
    docket.write("disorder_type", kind.disorder, kind.why, *types)
    docket.write("event_type", kind.event, kind.why, *types)
    docket.write("sub_event_type", kind.sub_event, kind.why, *types)
    where = whereabouts(evidence, told)
    write_actors(docket, harm, kind, where.place)
    docket.write("civilian_targeting", kind.civilian_targeting, kind.why, "civilian-targeting")
    docket.write("fatalities", found.people, found.why, *found.rules)
    _ours(docket, found, spread(now))
    when = _when(docket)
    spot = _where(docket, where)
    names = tuple(dict.fromkeys(voice.origin.name for voice in now))
    docket.write("source", names or None, "who first said it", "sources-are-no-corroboration")
    _split(docket, found)
    for claim in found.claims:
        docket.use([claim.id], found.rules[0], found.why)
    _set_aside_the_rest(docket)
    verdict = kind.sub_event or kind.event or "type not told"
    return docket.ruling([*_killed(found), ("when", when), ("where", spot), ("verdict", verdict)])


def _not_of_a_country(docket: Docket, claims: Sequence[Claim]) -> list[Claim]:
    """Leave out totals for a whole country or a longer time: they are no event."""
    kept = []
    for claim in claims:
        if claim.is_cumulative or _is_of_a_country(docket.evidence, claim):
            docket.set_aside([claim.id], "across-the-country", "a total of a country or of a war")
        else:
            kept.append(claim)
    return kept


def _is_of_a_country(evidence: Evidence, claim: Claim) -> bool:
    """
    Whether all that a claim says of where is a country, and its time is no day.

    "Yemen" in a headline of the day is where the day's incident was.
    """
    places = [evidence.place(mention.best or "") for mention in claim.places]
    is_country = bool(places) and all(place and place.precision == _COUNTRY for place in places)
    return is_country and (claim.when is None or claim.when.precision > 1) and not claim.same_as


def _fatalities(
    docket: Docket, local: Sequence[Claim], told: Sequence[Claim], now: Told
) -> _Recorded:
    """Return the lowest number reported: of all the dead, or of civilians and fighters together."""
    if told and not local:
        why = "only totals of a country: not recorded until they can be split"
        return _Recorded(people=None, why=why, rules=("across-the-country",), is_known=False)
    counted = _counted(docket, local, now)
    if counted:
        return _lowest(docket, counted)
    if local:
        why = "the words for the number are not in the codebook: a person decides"
        return _Recorded(people=None, why=why, rules=("wording-not-listed",), is_known=False)
    why = "no report tells of deaths: 0, which means none or unknown"
    return _Recorded(
        people=0, why=why, rules=("only-casualties", "zero-may-be-unknown"), is_known=False
    )


def _counted(docket: Docket, local: Sequence[Claim], now: Told) -> list[tuple[Claim, Wording]]:
    """Return what ACLED records for each number that stands now; without any, for the words."""
    given = [value for voice in now for value in voice.values]
    if given:
        return [pair for value in given if (pair := _recorded(docket, local, value))]
    read = [(claim, wording(claim, docket.evidence.members)) for claim in local]
    return _listed(docket, read)


def _recorded(docket: Docket, local: Sequence[Claim], value: Value) -> tuple[Claim, Wording] | None:
    """Return what ACLED records for one voice's number; parts that it adds up are added up."""
    by_id = {claim.id: claim for claim in local}
    parts = [wording(by_id[i], docket.evidence.members) for i in value.claims]
    if len(parts) == 1:
        return next(iter(_listed(docket, [(value.first, parts[0])])), None)
    people = [part.people for part in parts if part.people is not None]
    why = f"{' + '.join(map(str, people))}, parts that one voice gives"
    docket.use(value.claims[1:], "as-reported", why)
    return value.first, Wording(people=sum(people), rule="as-reported", why=why)


def _listed(docket: Docket, read: Sequence[tuple[Claim, Wording]]) -> list[tuple[Claim, Wording]]:
    """Return the claims for whose words the codebook has a number, setting the rest aside."""
    for claim, found in read:
        if found.people is None:
            docket.set_aside([claim.id], found.rule, found.why)
    return [pair for pair in read if pair[1].people is not None]


def _lowest(docket: Docket, counted: Sequence[tuple[Claim, Wording]]) -> _Recorded:
    of_status = {
        status: [pair for pair in counted if pair[0].victim_class is status]
        for status in (VictimClass.CIVILIAN, VictimClass.COMBATANT)
    }
    everybody = [pair for pair in counted if pair[0].victim_class not in of_status]
    if not of_status[VictimClass.COMBATANT]:  # a count of civilians is one of all the dead
        return _one(docket, counted, counted)
    if everybody or not all(of_status.values()):
        return _one(docket, everybody or counted, counted)
    chosen = [min(pairs, key=_people) for pairs in of_status.values()]
    people = sum(map(_people, chosen))
    words = " and ".join(f"{_people(pair)} {pair[0].victim_class}s" for pair in chosen)
    why = f"{words}, put together"
    claims = tuple(pair[0] for pair in chosen)
    _others(docket, counted, claims, people)
    return _Recorded(people=people, why=why, rules=("civilians-in-battle", "lowest"), claims=claims)


def _one(
    docket: Docket,
    among: Sequence[tuple[Claim, Wording]],
    counted: Sequence[tuple[Claim, Wording]],
) -> _Recorded:
    claim, found = min(among, key=_people)
    people = found.people or 0
    same = tuple(pair[0] for pair in among if _people(pair) == people)
    _others(docket, counted, same, people)
    rules = ("lowest",) if found.rule == "as-reported" else (found.rule, "lowest")
    origin = docket.evidence.origin(claim)
    who = f", {origin.name}" if origin else ""
    why = f"the lowest reported now: {found.why}{who}" if len(among) > len(same) else found.why
    return _Recorded(people=people, why=why, rules=rules, claims=same)


def _others(
    docket: Docket,
    counted: Sequence[tuple[Claim, Wording]],
    chosen: Sequence[Claim],
    people: int,
) -> None:
    for claim, found in counted:
        if claim not in chosen:
            note = f"{found.people:,} and not the lowest, {people:,}"
            docket.set_aside([claim.id], "lowest", note)


def _people(pair: tuple[Claim, Wording]) -> int:
    return pair[1].people or 0


def _ours(docket: Docket, found: _Recorded, within: Spread) -> None:
    docket.write("fatalities_known", found.is_known, "whether any report gives a number or a word",
                 "zero-may-be-unknown", is_ours=True)  # fmt: skip
    why = "what the origins now say, beside ACLED's one number"
    docket.write("killed_minimum", within.lowest, why, is_ours=True)
    docket.write("killed_maximum", within.highest, why, is_ours=True)


def _when(docket: Docket) -> str:
    incident = docket.evidence.incident
    words = " ".join(
        m.name for c in docket.evidence.members if c.when == incident.when for m in c.times
    )
    day, precision, why = event_date(incident.when, words)
    docket.write("event_date", day, why, "time-precision")
    docket.write("time_precision", precision, why, "time-precision")
    return f"{day} (prec {precision})" if day else "not recorded"


def _where(docket: Docket, found: Whereabouts) -> str:
    code = _GEO.get(found.precision or 0)
    name = found.name
    docket.place_ids = (found.place.id,) if found.place else ()
    docket.write("location", name, found.why, "geo-precision")
    docket.write("geo_precision", code, found.why, "geo-precision")
    return f"{name} (prec {code})" if code else "not recorded"


def _split(docket: Docket, found: _Recorded) -> None:
    """Divide a total over the several days or places of the claim that it rests on."""
    if not found.people or not found.claims:
        return
    (first, *_) = found.claims
    days = run_of_days(first)
    places = several_places(docket.evidence, first)
    if days:
        docket.shares = over_days(found.people, *days)
    elif places:
        docket.shares = over_places(found.people, [place.name for place in places])
        if docket.shares:
            docket.place_ids = tuple(place.id for place in places)
    if docket.shares:
        parts = ", ".join(str(share.people) for share in docket.shares)
        why = f"{found.people} over {len(docket.shares)} events: {parts}"
        docket.write("notes", why, why, "split-over-days", "one-event")


def _set_aside_the_rest(docket: Docket) -> None:
    for claim in docket.evidence.members:
        if claim.outcome is Outcome.CASUALTIES:
            docket.set_aside([claim.id], "only-casualties", "killed and wounded not told apart")


def _killed(found: _Recorded) -> list[tuple[str, str]]:
    if found.people is None:
        return [("killed", "not recorded"), ("injured", "not recorded")]
    shown = f"{found.people:,}" if found.is_known else "0: none or unknown"
    return [("killed", shown), ("injured", "not recorded")]
