"""UCDP GED, Codebook 19.1: an event with low, best and high, its sides, place and time."""

from collections.abc import Sequence
from datetime import date

from onrecord.model import Claim, Outcome, Ruling
from onrecord.reconcile.rulebooks.best import Best, best_of
from onrecord.reconcile.rulebooks.docket import Docket, Told
from onrecord.reconcile.rulebooks.evidence import Evidence
from onrecord.reconcile.rulebooks.rulebook import rulebook
from onrecord.reconcile.rulebooks.sides import ONE_SIDED, Sides, sides
from onrecord.reconcile.rulebooks.splitting import over_places, run_of_days
from onrecord.reconcile.rulebooks.spread import Spread, given_by, in_words, spread, values
from onrecord.reconcile.rulebooks.timing import Dated, dated
from onrecord.reconcile.rulebooks.whereabouts import Whereabouts, several_places, whereabouts
from onrecord.reconcile.rulebooks.wordlists import weapon

NAME = "ucdp-ged"


def ruling(evidence: Evidence) -> Ruling:
    """Return what UCDP GED makes of an incident."""
    docket = Docket(rulebook(NAME), evidence)
    told_dead = _direct(docket, docket.screened(Outcome.KILLED))
    dead = docket.numbered(told_dead)
    now = docket.said_now(dead)
    within = spread(now)
    fought = sides(evidence, _of_harm(evidence))
    time, where = dated(evidence, told_dead), whereabouts(evidence, told_dead)
    is_event = _is_event(told_dead, within) and time.is_codable
    best = best_of(evidence, now, dead, fought)
    why, *rules = _event_why(within, time, told=told_dead)
    docket.write("is_event", is_event, why, *rules, is_ours=True)
    docket.write("type_of_violence", fought.kind, fought.why, "types-of-violence")
    docket.copy("side_a", fought.side_a)
    docket.copy("side_b", fought.side_b)
    _estimates(docket, now, within, best, fought)
    _clarity(docket, told_dead)
    _place(docket, where)
    _time(docket, time)
    _sources(docket, now)
    _split(docket, now, best)
    for value in values(now):
        docket.use(value.claims, "in-the-figure", str(value))
    _set_aside_the_rest(docket)
    return docket.ruling(_in_short(within, best, time, where, is_event=is_event))


def _of_harm(evidence: Evidence) -> list[Claim]:
    """Return the claims that tell who fought whom: of the dead and the injured, as facts."""
    harm = {Outcome.KILLED, Outcome.INJURED, Outcome.CASUALTIES, Outcome.ATTACKED}
    return [c for c in evidence.members if c.outcome in harm and c.is_fact_like]


def _direct(docket: Docket, claims: Sequence[Claim]) -> list[Claim]:
    """Leave out deaths that are not directly from armed force: of hunger, of a siege."""
    indirect = [claim for claim in claims if weapon(claim).get("direct") is False]
    docket.set_aside((c.id for c in indirect), "direct-deaths", "not directly from armed force")
    return [claim for claim in claims if claim not in indirect]


def _is_event(told_dead: Sequence[Claim], within: Spread) -> bool:
    """
    Return whether at least one direct death is told.

    Words that tell of deaths without a number tell of at least one.
    """
    return (within.highest or 0) > 0 or any(not claim.count.is_known for claim in told_dead)


def _event_why(within: Spread, time: Dated, *, told: Sequence[Claim]) -> tuple[str, ...]:
    if not time.is_codable:
        return time.why, *time.rules
    if not told:
        return "no report tells of a death", "organised-violence"
    return f"deaths told: {within}", "organised-violence"


def _estimates(docket: Docket, now: Told, within: Spread, best: Best, fought: Sides) -> None:
    claims_only = "low-and-high-are-claims"
    docket.write("low", within.lowest, given_by(now, lowest=True), "low", claims_only)
    docket.write("best", best.total, best.why, "best-is-most-reliable", "best-is-the-sum",
                 "person-changes-data")  # fmt: skip
    open_end = "; it says at least, so there may be more" if within.is_open else ""
    why = f"{given_by(now, lowest=False)}{open_end}"
    highest = within.highest
    if _is_only_a_word(now, within):
        highest, why = None, "a word or a plural gives no highest number"
    docket.write("high", highest, why, "high", claims_only)
    by_side: tuple[str, ...] = ("best-is-the-sum",)
    if fought.kind == ONE_SIDED:
        by_side = ("sides-zero-if-one-sided", *by_side)
    nobody = 0 if fought.kind == ONE_SIDED else None  # so too where best is not decided
    for name, people in (("deaths_a", best.deaths_a), ("deaths_b", best.deaths_b)):
        docket.write(name, nobody if people is None else people, best.split_why, *by_side)
    docket.write("deaths_civilians", best.deaths_civilians, best.split_why, "civilians")
    docket.write("deaths_unknown", best.deaths_unknown, best.split_why, "unknown-status")
    docket.write(
        "best_candidates",
        best.candidates,
        "the numbers among which a person chooses",
        "best-is-most-reliable",
        is_ours=True,
    )


def _is_only_a_word(now: Told, within: Spread) -> bool:
    """
    Return whether the highest number is only that which a word or a plural is at least.

    "Civilians were executed" tells of two or more: two is nobody's highest number.
    """
    of_highest = [value for value in values(now) if within.highest in {value.low, value.high}]
    return bool(of_highest) and all(value.is_vague and value.high is None for value in of_highest)


def _clarity(docket: Docket, claims: Sequence[Claim]) -> None:
    clarity, why = None, "neither a day nor a total is told"
    if any(claim.when and claim.when.precision == 1 for claim in claims):
        clarity, why = 1, "a report tells the day of this incident"
    elif claims and all(claim.is_cumulative for claim in claims):
        clarity, why = 2, "all that is told are totals of a longer time"
    elif any(run_of_days(claim) for claim in claims):
        clarity, why = 2, "a total over several days is told, and no single day"
    docket.write("event_clarity", clarity, why, "event-clarity")


def _place(docket: Docket, where: Whereabouts) -> None:
    place = where.place
    docket.place_ids = (place.id,) if place else ()
    docket.write("where_coordinates", where.name, where.why, *where.rules)
    docket.copy("where_description", where.text)
    docket.write("where_prec", where.precision, where.why, *where.rules)
    docket.write("country", place.country if place else None, where.why)


def _time(docket: Docket, time: Dated) -> None:
    docket.write("date_start", time.first, time.why, *time.rules)
    docket.write("date_end", time.last, time.why, *time.rules)
    docket.write("date_prec", time.precision, time.why, *time.rules)


def _sources(docket: Docket, now: Told) -> None:
    names = tuple(dict.fromkeys(voice.origin.name for voice in now))
    articles = {c.document for c in docket.evidence.members}
    why = "who first said the numbers that stand now"
    docket.write("source_original", names or None, why, "source-original")
    why = "documents that tell of it; -1 would be not known"
    docket.write("number_of_sources", len(articles) or -1, why, "number-of-sources")


def _split(docket: Docket, now: Told, best: Best) -> None:
    """Spread one total over the several places that its claim names."""
    for value in values(now):
        places = several_places(docket.evidence, value.first)
        if places and best.total is not None:
            names = [place.name for place in places]
            docket.shares = over_places(best.total, names)
            why = f"one total for {', '.join(names)}"
            if docket.shares:
                docket.place_ids = tuple(place.id for place in places)
            else:
                why += ": fewer deaths than places, so one event in what holds them all"
            docket.write("events", len(docket.shares) or 1, why, "split-over-places", is_ours=True)
            return


def _set_aside_the_rest(docket: Docket) -> None:
    others = [c for c in docket.evidence.members if c.outcome is not Outcome.KILLED]
    for claim in others:
        docket.set_aside([claim.id], "deaths-only", f"it counts {claim.outcome}")


def _in_short(
    within: Spread, best: Best, time: Dated, where: Whereabouts, *, is_event: bool
) -> list[tuple[str, str]]:
    chosen = "best not decided" if best.total is None else f"best {best.total:,} proposed"
    shown = in_words(within.lowest, within.highest, is_open=within.is_open)
    return [
        ("killed", f"{shown}; {chosen}" if within.highest is not None else "not told"),
        ("injured", "not recorded"),
        ("when", _coded(_days(time), "prec", time.precision)),
        ("where", _coded(where.name, "prec", where.precision)),
        ("verdict", "event" if is_event else "no event"),
    ]


def _days(time: Dated) -> str | None:
    ends: list[date] = [day for day in (time.first, time.last) if day]
    return " to ".join(dict.fromkeys(str(day) for day in ends)) or None


def _coded(words: str | None, name: str, code: int | None) -> str:
    return "not told" if words is None else f"{words} ({name} {code or 'none'})"
