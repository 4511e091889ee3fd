"""An incident made ready for its pages: figures and rules led back to numbered claims."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model.public import (
    PublicDocument,
    PublicFigure,
    PublicIncident,
    PublicRuling,
    PublicWeighed,
)
from onrecord.model.ruling import Rule
from onrecord.publish.site import numbers
from onrecord.publish.site.gathered import Row, incident_path
from onrecord.publish.site.leaves import Told, Voice, leaves_of

MOST_RULED = 60  # with more claims than this, what each rulebook did stands on pages of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """
    A figure by no rulebook, with the sentences that it stands on.

    Attributes:
        figure: The figure.
        lowest, highest: The claims that state its ends; None where that end is open.
        used: All claims that it stands on.
        aside: The others, each with the reason.
    """

    figure: PublicFigure
    lowest: Told | None
    highest: Told | None
    used: Sequence[Told]
    aside: Sequence[tuple[Told, str]]

    @property
    def is_open(self) -> bool:
        """Whether somebody says "or more" at the upper end."""
        return any(told.claim.count.is_open_above for told in self.used)


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """A rule, the claims that it used or set aside, and the columns that it shaped."""

    rule: Rule
    used: Sequence[Told]
    aside: Sequence[Told]
    columns: Sequence[str]

    @property
    def is_told(self) -> bool:
        """Whether it is told in words; a rule that looked at no sentence is named, and led to."""
        return bool(self.used or self.aside)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """
    What a rulebook made of it, rule by rule.

    Attributes:
        ruling: The ruling.
        rules: Every rule that did something.
        used: The claims that its numbers stand on.
        page: The page that this stands on.
        ends: By outcome, the claims that state its fewest and its most.
    """

    ruling: PublicRuling
    rules: Sequence[Applied]
    used: Sequence[Told]
    page: str
    ends: Mapping[str, tuple[Told | None, Told | None]]

    def short(self, key: str) -> str:
        """Return what a table of several rulebooks shows of it, in the program's words."""
        return dict(self.ruling.in_short).get(key, "")

    def source_of(self, outcome: str) -> Told | None:
        """Return the claim that a number of its summary leads to; None where there is none."""
        lowest, highest = self.ends.get(outcome, (None, None))
        return lowest or highest or next(iter(self.of(outcome)), None)

    def of(self, outcome: str) -> Sequence[Told]:
        """Return the claims on one outcome that its numbers stand on."""
        found = (told for told in self.used if told.claim.outcome == outcome)
        return sorted(found, key=lambda told: told.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """
    An incident made ready for its pages.

    Attributes:
        incident: The incident.
        row: What lists say of it.
        leaves: The claims, a leaf for each page; the first is the incident's own.
        figures: What sources now say, by no rulebook.
        ruled: What each rulebook makes of it.
        is_large: Whether what rulebooks did stands on pages of its own.
        documents: Those that its claims are from.
        before, after: Its neighbours in time; None at the ends.
    """

    incident: PublicIncident
    row: Row
    leaves: Sequence[Sequence[Voice]]
    figures: Sequence[Standing]
    ruled: Sequence[Ruled]
    is_large: bool
    documents: Sequence[PublicDocument]
    before: Row | None
    after: Row | None

    @property
    def has_gaps(self) -> bool:
        """Whether something is left out or told less exactly anywhere on its pages."""
        one = self.incident
        told = (w for c in one.claims for w in (c.before, c.exact, c.after, c.victims) if w)
        return (
            bool(one.withheld)
            or one.is_day_coarsened
            or any(place.is_coarsened for place in one.places)
            or any(source.is_withheld for source in one.sources)
            or any(document.withheld for document in self.documents)
            or not all(words.is_whole for words in told)
        )

    def figure(self, outcome: str) -> Standing | None:
        """Return its figure for an outcome; None if there is none."""
        return next((made for made in self.figures if made.figure.outcome == outcome), None)

    def ruling(self, rulebook: str) -> Ruled | None:
        """Return what a rulebook made of it; None if it is not shown."""
        return next((made for made in self.ruled if made.ruling.rulebook == rulebook), None)


def account(
    incident: PublicIncident,
    row: Row,
    documents: Mapping[str, PublicDocument],
    rules: Mapping[str, Rule],
    *,
    before: Row | None = None,
    after: Row | None = None,
) -> Account:
    """
    Return an incident made ready for its pages.

    Args:
        incident: The incident.
        row: What lists say of it.
        documents: Those of the record, or at least those of the incident.
        rules: Of all rulebooks, by id.
        before: Its neighbour earlier in time.
        after: Its neighbour later in time.
    """
    is_large = len(incident.claims) > MOST_RULED
    leaves = list(leaves_of(incident, documents))
    known = {told.claim.id: told for leaf in leaves for voice in leaf for told in voice.claims}
    met = dict.fromkeys(claim.document_id for claim in incident.claims)
    return Account(
        incident=incident,
        row=row,
        leaves=leaves,
        figures=[_standing(figure, known) for figure in incident.figures],
        ruled=[_ruled(incident, ruling, known, rules) for ruling in incident.rulings],
        is_large=is_large,
        documents=[documents[identity] for identity in met if identity in documents],
        before=before,
        after=after,
    )


def ruling_path(identity: str, rulebook: str) -> str:
    """Return the page on which a rulebook's work on a large incident stands."""
    return f"{incident_path(identity).removesuffix('.html')}-{rulebook}.html"


def _standing(figure: PublicFigure, known: Mapping[str, Told]) -> Standing:
    used = [known[identity] for identity in figure.used if identity in known]
    used.sort(key=lambda told: told.number)
    lowest = _stating(figure.minimum, used, "low")
    highest = _stating(figure.maximum, used, "high")
    return Standing(
        figure=figure,
        lowest=lowest,
        highest=highest,
        used=used,
        aside=[(known[one], why) for one, why in figure.left_out if one in known],
    )


def _stating(number: int | None, used: Sequence[Told], end: str) -> Told | None:
    """Return the claim whose own words give a number; else the first that the figure is from."""
    if number is None or not used:
        return None
    return next((told for told in used if getattr(told.claim.count, end) == number), used[0])


def _ruled(
    incident: PublicIncident,
    ruling: PublicRuling,
    known: Mapping[str, Told],
    rules: Mapping[str, Rule],
) -> Ruled:
    used, aside = _by_rule(ruling.used, known), _by_rule(ruling.set_aside, known)
    columns: dict[str, list[str]] = {}
    for cell in ruling.cells:
        for rule in cell.rules:
            columns.setdefault(rule, []).append(cell.name)
    met = [name for name in dict.fromkeys([*columns, *used, *aside]) if name in rules]
    stands_on = [known[one.claim_id] for one in ruling.used if one.claim_id in known]
    is_large = len(incident.claims) > MOST_RULED
    path = ruling_path(incident.id, ruling.rulebook)
    return Ruled(
        ruling=ruling,
        rules=[
            Applied(
                rule=rules[name],
                used=used.get(name, ()),
                aside=aside.get(name, ()),
                columns=tuple(columns.get(name, ())),
            )
            for name in met
        ],
        used=stands_on,
        page=path if is_large else incident_path(incident.id),
        ends={
            outcome: (_stating(span.minimum, of, "low"), _stating(span.maximum, of, "high"))
            for outcome in ("killed", "injured")
            for span in (numbers.told(incident, ruling.rulebook, outcome),)
            for of in ([told for told in stands_on if told.claim.outcome == outcome],)
        },
    )


def _by_rule(weighed: Iterable[PublicWeighed], known: Mapping[str, Told]) -> dict[str, list[Told]]:
    found: dict[str, list[Told]] = {}
    for one in weighed:
        if one.claim_id in known:
            found.setdefault(one.rule, []).append(known[one.claim_id])
    return found
