"""What lists need of incidents: a light row of each, kept while the incidents go by once."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from onrecord.model.public import Allegation, PublicIncident, PublicPlace, PublicSource
from onrecord.model.side import Role
from onrecord.model.when import When
from onrecord.publish.site import numbers
from onrecord.publish.site.numbers import Span, Totals

UNDATED = "undated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """
    What a list says of an incident.

    Attributes:
        id, when, is_decided: As in `PublicIncident`.
        places: Names from the most specific to the country.
        within: Key of the province or country that it is listed under.
        spot: Of its place: its id or name, latitude, longitude, precision; None if not known.
        accused: Who is said to have done it, each with who says so.
        killed, injured: By the rulebook whose figures stand first.
        others: Other harm that claims tell of.
        claims, sources: How many.
    """

    id: str
    when: When | None
    places: tuple[str, ...]
    within: str
    spot: tuple[str, float, float, int] | None
    accused: tuple[Allegation, ...]
    killed: Span
    injured: Span
    others: tuple[str, ...]
    claims: int
    sources: int
    is_decided: bool

    @property
    def day(self) -> date | None:
        """Its first possible day, else its last; None if no day is known."""
        return (self.when.earliest or self.when.latest) if self.when else None

    @property
    def month(self) -> str:
        """`2018-08`, of its first possible day; `undated` if no day is known."""
        return f"{self.day.year:04}-{self.day.month:02}" if self.day else UNDATED

    @property
    def path(self) -> str:
        """Its page: permanent."""
        return incident_path(self.id)


@dataclass(slots=True, kw_only=True)
class Within:
    """A province, country or place under which incidents are listed: names, and rows."""

    key: str
    names: tuple[str, ...]
    rows: list[int] = field(default_factory=list)

    @property
    def path(self) -> str:
        """Its page."""
        return f"places/{slug('p', self.key)}.html"


@dataclass(slots=True, kw_only=True)
class Alleged:
    """Somebody who is said to have done it: never without who says so."""

    name: str
    said_by: Counter[str] = field(default_factory=Counter)
    rows: list[int] = field(default_factory=list)

    @property
    def path(self) -> str:
        """Its page."""
        return f"accused/{slug('a', self.name)}.html"

    @property
    def voices(self) -> list[str]:
        """Who says so, the most often first."""
        return [name for name, _times in self.said_by.most_common()]


@dataclass(slots=True, kw_only=True)
class Heard:
    """A source over all incidents: how it stands to each, and where its claims are."""

    id: str
    name: str
    is_withheld: bool
    roles: Counter[Role] = field(default_factory=Counter)
    claims: int = 0
    rows: list[int] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Gathered:
    """
    All that lists are made from. Light: one row an incident, numbers of rows elsewhere.

    Attributes:
        rulebook: The one whose figures stand first; "" for none.
        rows: In order of time.
        places, accused, sources: By key.
        documents: Numbers of rows by document.
        claims_of: How many claims by document.
        totals: By rulebook.
    """

    rulebook: str
    totals: Totals
    rows: list[Row] = field(default_factory=list)
    places: dict[str, Within] = field(default_factory=dict)
    accused: dict[str, Alleged] = field(default_factory=dict)
    sources: dict[str, Heard] = field(default_factory=dict)
    documents: dict[str, list[int]] = field(default_factory=dict)
    claims_of: Counter[str] = field(default_factory=Counter)

    def see(self, incident: PublicIncident) -> Row:
        """Take an incident in, and return its row."""
        number = len(self.rows)
        row = row_of(incident, self.rulebook)
        self.rows.append(row)
        self.totals.see(incident)
        names = row.places[-2:] if row.within else ()
        self.places.setdefault(row.within, Within(key=row.within, names=names)).rows.append(number)
        for told in row.accused:
            alleged = self.accused.setdefault(told.name, Alleged(name=told.name))
            alleged.said_by.update(told.said_by)
            alleged.rows.append(number)
        for source in incident.sources:
            self._hear(source, number)
        documents = Counter(claim.document_id for claim in incident.claims)
        for document in documents:
            self.documents.setdefault(document, []).append(number)
        self.claims_of.update(documents)
        return row

    def _hear(self, source: PublicSource, number: int) -> None:
        heard = self.sources.get(source.id)
        if heard is None:
            heard = Heard(id=source.id, name=source.name, is_withheld=source.is_withheld)
            self.sources[source.id] = heard
        heard.roles[source.role] += 1
        heard.claims += len(source.claim_ids)
        heard.rows.append(number)

    @property
    def sources_in_order(self) -> list[Heard]:
        """The sources, those that tell of most incidents first."""
        return sorted(self.sources.values(), key=lambda one: (-len(one.rows), one.name, one.id))

    @property
    def newest_first(self) -> list[int]:
        """Numbers of rows, the last first; those without a day after all others."""
        last_first = range(len(self.rows) - 1, -1, -1)
        return sorted(last_first, key=lambda n: self.rows[n].month == UNDATED)

    @property
    def months(self) -> Mapping[str, list[int]]:
        """Numbers of rows by month, earliest first, undated last."""
        found: dict[str, list[int]] = {}
        for number, row in enumerate(self.rows):
            found.setdefault(row.month, []).append(number)
        return {key: found[key] for key in sorted(found, key=lambda k: (k == UNDATED, k))}


def row_of(incident: PublicIncident, rulebook: str) -> Row:
    """Return what lists say of an incident."""
    harms = (claim.outcome.value for claim in incident.claims if claim.measure == "people")
    names = place_names(incident.places)
    return Row(
        id=incident.id,
        when=incident.when,
        places=names,
        within=_within(incident.places, names),
        spot=_spot(incident.places),
        accused=spoken_for(incident.accused),
        killed=numbers.told(incident, rulebook, "killed"),
        injured=numbers.told(incident, rulebook, "injured"),
        others=tuple(dict.fromkeys(harm for harm in harms if harm not in {"killed", "injured"})),
        claims=len(incident.claims),
        sources=len(incident.sources),
        is_decided=incident.is_decided,
    )


def spoken_for(accused: tuple[Allegation, ...]) -> tuple[Allegation, ...]:
    """Return those allegations that have a speaker; no other is ever shown."""
    return tuple(told for told in accused if told.said_by)


def place_names(places: tuple[PublicPlace, ...]) -> tuple[str, ...]:
    """Return the names of a place and of what contains it, each once, most specific first."""
    if not places:
        return ()
    first = places[0]
    told = (first.name, first.district, first.province, first.country_name)
    names: dict[str, str] = {}
    for name in told:
        if name:
            names.setdefault(name.casefold(), name[:1].upper() + name[1:])
    return tuple(names.values())


def _within(places: tuple[PublicPlace, ...], names: tuple[str, ...]) -> str:
    """Return the key of the two widest names: province and country, where they are known."""
    return "|".join(name.casefold() for name in names[-2:]) if places else ""


def _spot(places: tuple[PublicPlace, ...]) -> tuple[str, float, float, int] | None:
    for place in places:
        if place.latitude is not None and place.longitude is not None:
            name = place.name[:1].upper() + place.name[1:]
            return name, place.latitude, place.longitude, place.precision or 5
    return None


def incident_path(identity: str) -> str:
    """Return the page of an incident's id, whether it stands or is retired."""
    return f"incidents/{identity}.html"


def slug(kind: str, key: str) -> str:
    """Return a name of a file for a name in any script: the same each time."""
    return f"{kind}_{sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
