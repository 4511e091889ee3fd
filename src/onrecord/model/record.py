"""The record as one value to read: what checks and pages are made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from onrecord.model.actor import Actor
from onrecord.model.bound import Bound, Conflict
from onrecord.model.claim import Claim
from onrecord.model.decision import Choice, Decision, standing
from onrecord.model.document import Document, Snapshot
from onrecord.model.incident import Aside, Figure, GivenId, Incident, Origin, Sum
from onrecord.model.medium import Medium
from onrecord.model.place import Place
from onrecord.model.problem import Problem
from onrecord.model.statement import Testimony
from onrecord.model.text import Text

PAGED = "application/pdf"  # what of all that is read has pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """
    Everything live in a record, at one moment. Superseded rows are not in it.

    Attributes:
        name: The record folder's name.
        documents: By `Document.name`.
        snapshots: The latest snapshot of each document, by `Document.name`.
        texts: By snapshot id; an imported document has none.
        claims: By claim id, in order of document and place in it; as people decided, where
            they did.
        as_read: By claim id, what readers make of the claims that people decided on, where
            readers find them at all.
        places, actors: Those that some mention may mean, by id.
        incidents: In order of time.
        asides: Claims in no incident, with the reason.
        origins: All of them.
        sums: By incident id.
        figures: By incident id.
        conflicts, bounds: By incident id, of those that have any. Worked out from the claims
            when they are wanted, and never stored.
        problems: All of them.
        decisions: Everything that people decided, oldest first, undone ones included.
        given: Every id that an incident ever had, oldest first, retired ones included.
        media: Pictures, films and files beside documents and incidents, as they were attached.
        statements: What is known of each testimony beside its words, withdrawn ones too.
    """

    name: str = ""
    documents: Mapping[str, Document] = field(default_factory=dict)
    snapshots: Mapping[str, Snapshot] = field(default_factory=dict)
    texts: Mapping[str, Text] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)
    as_read: Mapping[str, Claim] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    actors: Mapping[str, Actor] = field(default_factory=dict)
    incidents: tuple[Incident, ...] = ()
    asides: tuple[Aside, ...] = ()
    origins: tuple[Origin, ...] = ()
    sums: Mapping[str, tuple[Sum, ...]] = field(default_factory=dict)
    figures: Mapping[str, tuple[Figure, ...]] = field(default_factory=dict)
    conflicts: Mapping[str, tuple[Conflict, ...]] = field(default_factory=dict)
    bounds: Mapping[str, tuple[Bound, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    decisions: tuple[Decision, ...] = ()
    given: tuple[GivenId, ...] = ()
    media: tuple[Medium, ...] = ()
    statements: tuple[Testimony, ...] = ()

    def text_of(self, document: str) -> Text | None:
        """Return the latest text of a document; None if only its claims were handed over."""
        snapshot = self.snapshots.get(document)
        return self.texts.get(snapshot.id) if snapshot else None

    def page_of(self, claim: Claim) -> int | None:
        """Return the page of the paper on which a claim's words begin; None without pages."""
        snapshot = self.snapshots.get(claim.document)
        if snapshot is None or snapshot.media_type != PAGED:
            return None  # without looking for the text, which may have to be read from the disk
        text = self.texts.get(snapshot.id)
        return text.page(claim.passage.start) if text else None

    def origin_of(self, claim_id: str) -> Origin | None:
        """Return the origin that a claim goes back to; None if it could not be traced."""
        return next((o for o in self.origins if claim_id in o.claim_ids), None)

    def conflicts_beyond_sums(self, incident_id: str) -> tuple[Conflict, ...]:
        """Return an incident's conflicts that no failing sum says already."""
        sums = self.sums.get(incident_id, ())
        failing = [{one.whole, *one.parts} for one in sums if one.holds is False]
        return tuple(
            found
            for found in self.conflicts.get(incident_id, ())
            if not any(claims >= set(found.claims) for claims in failing)
        )

    def used_in(self, incident: Incident) -> set[str]:
        """Return the claims that an incident's figures are made of, by id."""
        return {claim for made in self.figures.get(incident.id, ()) for claim in made.used}

    def claims_behind(self, incident: Incident) -> set[str]:
        """Return the claims that an incident's figures rest on; all where it has no figure."""
        return self.used_in(incident) or set(incident.claim_ids)

    def origins_behind(self, incident: Incident) -> tuple[Origin, ...]:
        """
        Return the origins that an incident's figures rest on.

        Where it has no figure, those of all its claims. A report that only describes
        ("bodies in the streets") is no further origin of a number.
        """
        told = self.claims_behind(incident)
        return tuple(origin for origin in self.origins if told & set(origin.claim_ids))

    def incidents_called(self, incident_id: str) -> tuple[Incident, ...]:
        """
        Return the incident with an id; for a retired id, those that hold its claims now.

        Empty for an id that was never given, and where nothing is left of the claims.
        """
        now = {incident.id: incident for incident in self.incidents}
        known = {one.id: one for one in self.given}
        found: dict[str, Incident] = {}
        seen: set[str] = set()
        asked = [incident_id]
        while asked:
            one = asked.pop(0)
            if one in now:
                found[one] = now[one]
            elif one in known and one not in seen:
                asked += known[one].followed_by
            seen.add(one)
        return tuple(found.values())

    def settled(self) -> Mapping[str, Decision]:
        """Return the standing decisions that settle a problem, by the problem's id."""
        found = (d for d in standing(self.decisions) if d.choice is Choice.SETTLE)
        return {decision.target: decision for decision in found if decision.target}

    def decided_on(self, incident: Incident) -> tuple[Decision, ...]:
        """
        Return the standing decisions that made an incident what it is, oldest first.

        That is: its claims were brought together or kept from others, or traced.
        """
        inside = set(incident.claim_ids)
        return tuple(d for d in standing(self.decisions) if d.bears_on(inside))
