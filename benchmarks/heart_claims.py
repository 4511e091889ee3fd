"""
A made-up war to group: claims of which it is known to which incident they belong.

The same size and seed give the same claims. What is copied from life is its shape: a few
towns and days with most of the reports, incidents that one report tells and incidents that
two hundred tell, tolls that rise, wire copies, places told loosely or not at all, totals of
the whole war, readers' comments, and two attacks on one town in one day.
"""

# ruff: noqa: INP001, S311 - made to be run by hand; chance is no secret here

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from onrecord.model import (
    Actor,
    ActorKind,
    Candidate,
    Claim,
    Count,
    Document,
    Grain,
    Measure,
    Mention,
    Outcome,
    Passage,
    Place,
    PlaceKind,
    Qualifier,
    Stance,
    VictimClass,
    Voice,
    When,
)

COUNTRY = "country:QX"
FIRST_DAY = date(2011, 3, 1)
DAYS = 12 * 365
PROVINCES, DISTRICTS, TOWNS = 14, 8, 25  # districts a province, towns a district
MOST_REPORTS = 200  # of an ordinary incident
HOT_EVERY = 50_000  # claims: for each so many, one town has a day of a thousand reports
HOT_REPORTS = 1_000
HOTTEST_FROM, HOTTEST = 500_000, 5_000  # claims from which one town has a day of 5,000 reports
_ONE_COPIED = 0.3  # of the reports after an incident's first
_SYLLABLES = "ka ro mi tel bash dur na qo sel var hin um ash tir bel gor lan zef ou dja".split()
_SIDES = ("army", "rebels", "militia", "coalition")
_SOURCES = tuple(
    f"{word} {kind}"
    for word in ("Northern", "Coastal", "National", "Free", "Red")
    for kind in ("Observatory", "Network", "Ministry", "Hospital", "Agency")
)
_EXACT, _LEAST, _ABOUT = Qualifier.EXACT, Qualifier.AT_LEAST, Qualifier.ABOUT


@dataclass(frozen=True, slots=True)
class Happening:
    """What truly happened: the incident that reports tell of."""

    number: int
    town: str
    site: str | None
    day: date
    side: str
    killed: int
    injured: int


@dataclass
class War:
    """
    Claims with their truth.

    Attributes:
        claims: In the order in which they were written.
        truth: For each claim the number of its happening; None for what tells of none.
        documents: By name.
        places, actors: By id.
    """

    claims: list[Claim] = field(default_factory=list)
    truth: list[int | None] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)


def war(size: int, seed: int = 1) -> War:
    """Return a war of about so many claims (never fewer)."""
    made = War()
    chance = random.Random(seed)
    towns = _map(made.places, chance)
    weights = [1 / (rank + 1) ** 1.1 for rank in range(len(towns))]
    for side in _SIDES:
        made.actors[f"actor:{side}"] = Actor(
            id=f"actor:{side}", name=f"the {side}", kind=ActorKind.FORCE
        )
    desk = _Desk(made, chance)
    hot = [HOT_REPORTS] * (size // HOT_EVERY) + [HOTTEST] * (size >= HOTTEST_FROM)
    for reports in hot:
        _hot_day(desk, chance.choice(towns[:20]), reports)
    while len(made.claims) < size:
        (town,) = chance.choices(towns, weights)
        day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        happening = desk.happening(town, day)
        desk.tell(happening, min(MOST_REPORTS, int(chance.paretovariate(1.1))))
    return made


def _hot_day(desk: "_Desk", town: str, reports: int) -> None:
    """Tell of one day in one town: one great attack and some lesser ones beside it."""
    day = FIRST_DAY + timedelta(days=desk.chance.randrange(DAYS))
    for share in (0.5, 0.2, 0.15, 0.1, 0.05):
        desk.tell(desk.happening(town, day), int(reports * share))


def _map(places: dict[str, Place], chance: random.Random) -> list[str]:
    """Fill in a country's places and return its towns' ids, the most attacked first."""

    def add(place_id: str, name: str, kind: PlaceKind, within: str | None, precision: int) -> None:
        places[place_id] = Place(
            id=place_id, name=name, kind=kind, country="QX", latitude=33.0, longitude=36.0,
            within=within, precision=precision,
        )  # fmt: skip

    add(COUNTRY, "Qaramia", PlaceKind.COUNTRY, None, 6)
    towns = []
    for p in range(PROVINCES):
        province = f"adm1:QX.{p:02}"
        add(province, f"{_name(chance)} Province", PlaceKind.PROVINCE, COUNTRY, 4)
        for d in range(DISTRICTS):
            district = f"adm2:QX.{p:02}.{d:02}"
            add(district, f"{_name(chance)} District", PlaceKind.DISTRICT, province, 3)
            for _ in range(TOWNS):
                towns.append(f"geo:{len(towns)}")
                add(towns[-1], _name(chance), PlaceKind.TOWN, district, 1)
    chance.shuffle(towns)
    for town in towns[:200]:
        for site in ("central market", "old bakery", "north camp"):
            add(f"within:{town}:{site}", site.title(), PlaceKind.SITE, town, 1)
    return towns


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.choice((2, 3, 3)))).title()


class _Desk:
    """Writes reports of what happened."""

    def __init__(self, made: War, chance: random.Random) -> None:
        self.made, self.chance = made, chance
        self.recent: dict[str, Happening] = {}  # the last happening told of each town
        self.number = 0
        self.namesakes: dict[str, list[str]] = {}
        for place in made.places.values():
            self.namesakes.setdefault(place.name, []).append(place.id)
        self.candidates = cache(self._candidates)

    def happening(self, town: str, day: date) -> Happening:
        """Return something that happened there and then."""
        chance = self.chance
        self.number += 1
        killed = min(2_000, int(chance.paretovariate(0.8) * 2))
        has_site = f"within:{town}:old bakery" in self.made.places and chance.random() < 0.4
        site = chance.choice(("central market", "old bakery", "north camp")) if has_site else None
        return Happening(
            number=self.number, town=town, site=site and f"within:{town}:{site}", day=day,
            side=chance.choice(_SIDES), killed=killed, injured=int(killed * chance.uniform(0, 4)),
        )  # fmt: skip

    def tell(self, told: Happening, reports: int) -> None:
        """Write so many reports of a happening, some of them copies of one before."""
        written: list[range] = []  # where the claims of each report stand in the list
        for _ in range(reports):
            delay = min(20, int(self.chance.expovariate(0.6)))
            name = f"report-{len(self.made.documents):07}.txt"
            self.made.documents[name] = Document(
                name=name,
                publisher=f"Outlet {self.chance.randrange(400)}",
                published=told.day + timedelta(days=delay) if self.chance.random() < 0.97 else None,
            )
            if written and self.chance.random() < _ONE_COPIED:
                self._copy(self.chance.choice(written), name)
                continue
            first = len(self.made.claims)
            _Report(self, name, delay).of(told)
            written.append(range(first, len(self.made.claims)))
        self.recent[told.town] = told

    def _copy(self, earlier: range, name: str) -> None:
        ids: dict[str, str] = {}
        for at in earlier:
            claim = self.made.claims[at]
            links = {
                slot: ids[target]
                for slot in ("same_as", "part_of")
                if (target := getattr(claim, slot))
            }
            ids[claim.id] = self.add(claim.with_(document=name, **links), self.made.truth[at])

    def add(self, claim: Claim, truth: int | None) -> str:
        """Put a claim on record and return its id."""
        self.made.claims.append(claim)
        self.made.truth.append(truth)
        return claim.id

    def mention(self, place_id: str, at: int, carried: str | None = None) -> Mention:
        """Return words that name a place, with all that they may mean."""
        name = self.made.places[place_id].name
        return Mention(
            name=name, start=at, end=at + len(name), carried=carried,
            candidates=self.candidates(place_id, name),
        )  # fmt: skip

    def _candidates(self, place_id: str, name: str) -> tuple[Candidate, ...]:
        others = [other for other in self.namesakes[name] if other != place_id][:4]
        return tuple(
            Candidate(id=found, score=1 / (n + 1), why=f"its name; rank {n + 1}")
            for n, found in enumerate((place_id, *others))
        )


class _Report:
    """One report, sentence by sentence."""

    def __init__(self, desk: _Desk, name: str, delay: int) -> None:
        self.desk, self.name, self.delay = desk, name, delay
        self.chance = desk.chance
        self.at = 0
        self.sources: tuple[Mention, ...] = ()

    def of(self, told: Happening) -> None:
        """Tell of a happening, of one before it, and of the war."""
        self._happening(told, in_full=True)
        if self.chance.random() < 0.6:
            before = self.desk.recent.get(told.town)
            if before and before.day <= told.day and before is not told:
                self._happening(before, in_full=False)
        if self.chance.random() < 0.25:
            self._total(told)
        if self.chance.random() < 0.1:
            self._aside(told)

    def _happening(self, told: Happening, *, in_full: bool) -> None:
        chance = self.chance
        slots = self._slots(told)
        share = min(1.0, chance.uniform(0.5, 1.0) + 0.1 * self.delay)  # tolls rise
        killed = max(1, int(told.killed * share))
        headline = None
        if in_full and chance.random() < 0.5:
            bare = chance.random() < 0.5
            headline = self._say(
                told, Outcome.KILLED, killed, voice=Voice.TITLE, **({} if bare else slots)
            )
        whole = self._say(
            told, Outcome.KILLED, killed, same_as=headline, sources=self._source(), **slots
        )
        if in_full and chance.random() < 0.35 and killed > 2:
            for victims in ("children", "women")[: chance.choice((1, 2))]:
                part = max(1, killed // 4)
                self._say(told, Outcome.KILLED, part, victims=victims, part_of=whole, **slots)
        if told.injured and chance.random() < (0.75 if in_full else 0.4):
            self._say(told, Outcome.INJURED, max(1, int(told.injured * share)), **slots)
        if in_full and chance.random() < 0.5:
            other = max(1, int(killed * chance.uniform(0.8, 1.5)))
            self._say(told, Outcome.KILLED, other, sources=self._source(), **slots)
        if in_full and chance.random() < 0.1:
            measure = chance.choice((Measure.BUILDINGS, Measure.MUNITIONS, Measure.STRIKES))
            self._say(told, Outcome.ATTACKED, chance.randrange(1, 30), measure=measure, **slots)
        if in_full and chance.random() < 0.06:
            self._say(told, Outcome.DISPLACED, chance.randrange(1, 40) * 100, **slots)

    def _total(self, told: Happening) -> None:
        until = told.day
        self._say(
            None, Outcome.KILLED, self.chance.randrange(10, 400) * 1_000, is_cumulative=True,
            places=(self.desk.mention(COUNTRY, self.at),),
            when=When(earliest=FIRST_DAY, latest=max(FIRST_DAY, until), grain=Grain.MONTH),
        )  # fmt: skip

    def _aside(self, told: Happening) -> None:
        told_as = self.chance.choice(
            ({"voice": Voice.COMMENT}, {"stance": Stance.DENIED}, {"stance": Stance.HYPOTHETICAL})
        )
        self._say(None, Outcome.KILLED, told.killed * 2, **{**self._slots(told), **told_as})

    def _slots(self, told: Happening) -> dict[str, object]:
        return {
            "places": self._places(told),
            "when": self._when(told.day),
            "perpetrators": self._by(told.side),
            "stance": self.chance.choice((Stance.ASSERTED, Stance.REPORTED)),
            "victim_class": self.chance.choice(tuple(VictimClass)),
        }

    def _places(self, told: Happening) -> tuple[Mention, ...]:
        places = self.desk.made.places
        district = places[told.town].within or COUNTRY
        province = places[district].within or COUNTRY
        drawn = self.chance.random()
        if drawn < 0.05:
            return ()
        if drawn < 0.08:  # a spelling that no map knows
            return (Mention(name=f"{places[told.town].name}iyeh", start=self.at, end=self.at + 9),)
        if drawn < 0.13:
            return (self.desk.mention(province, self.at),)
        if drawn < 0.16:
            return (self.desk.mention(district, self.at),)
        if drawn < 0.19:
            return (self.desk.mention(told.town, self.at, "the document's main place"),)
        found = [told.town]
        if told.site and drawn < 0.6:
            found.insert(0, told.site)
        if self.chance.random() < 0.4:
            found.append(province)
        return tuple(self.desk.mention(place, self.at) for place in found)

    def _when(self, day: date) -> When | None:
        drawn = self.chance.random()
        if drawn < 0.08:
            return None
        if drawn < 0.11:
            first = day.replace(day=1)
            last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
            return When(earliest=first, latest=last, grain=Grain.MONTH)
        if drawn < 0.16:
            return When(earliest=day - timedelta(days=1), latest=day)
        if drawn < 0.17:
            return When(earliest=day, latest=day + timedelta(days=3))
        if drawn < 0.19:  # a day misread
            day += timedelta(days=1)
        return When(earliest=day, latest=day)

    def _by(self, side: str) -> tuple[Mention, ...]:
        drawn = self.chance.random()
        if drawn < 0.25:
            return ()
        if drawn < 0.35:
            return (Mention(name="gunmen", start=self.at, end=self.at + 6),)
        if drawn < 0.40:
            side = self.chance.choice(_SIDES)
        name = f"the {side}"
        candidates = (Candidate(id=f"actor:{side}", score=1.0, why="its name"),)
        return (Mention(name=name, start=self.at, end=self.at + len(name), candidates=candidates),)

    def _source(self) -> tuple[Mention, ...]:
        if self.chance.random() < 0.4:
            return ()
        name = self.chance.choice(_SOURCES)
        return (Mention(name=name, start=self.at, end=self.at + len(name)),)

    def _say(self, told: Happening | None, outcome: Outcome, number: int, **slots: object) -> str:
        drawn = self.chance.random()
        count = Count(low=number, high=number, qualifier=_EXACT)
        if drawn < 0.15:
            count = Count(low=number, qualifier=_LEAST)
        elif drawn < 0.25:
            count = Count(low=number, high=number, qualifier=_ABOUT)
        elif drawn < 0.28:
            count = Count(low=24, qualifier=Qualifier.VAGUE)
        elif drawn < 0.31:
            count = Count()
        words = f"{count} {slots.get('victims', 'people')} were {outcome.value} in the attack"
        start, self.at = self.at, self.at + len(words) + 60
        claim = Claim(
            document=self.name,
            passage=Passage(snapshot_id=None, start=start, end=start + len(words), exact=words),
            outcome=outcome, count=count, engine="rules-en 1", rule="killed-passive",
            **{"measure": Measure.PEOPLE, "times": _TIMES, **slots},  # type: ignore[arg-type]
        )  # fmt: skip
        return self.desk.add(claim, told.number if told else None)


_TIMES = (Mention(name="on that day", start=0, end=11),)
