"""A record with what several checks look up, each worked out once a run."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from onrecord.checks.persons import NameList, name_lists
from onrecord.checks.words import is_besides, is_some_of_many
from onrecord.model import Claim, Incident, Measure, Origin, Outcome, Place, Qualifier, Record, Text

_DEEPEST = 12  # containers followed upwards: no gazetteer nests deeper, a circle would
_HARM = (Outcome.KILLED, Outcome.INJURED, Outcome.CASUALTIES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """
    The numbers that an incident has of one outcome: its claims of people, without parts.

    Attributes:
        incident: Whose.
        outcome: Killed, injured, or casualties not told apart.
        claims: In order of document and place in it.
    """

    incident: Incident
    outcome: Outcome
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """
    What one voice tells of one outcome of one incident.

    Attributes:
        name: The origin's name.
        claims: Its numbers; words such as "dozens" are none.
    """

    name: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class Indexed:
    """
    A record to look things up in. What no check asks for is not worked out.

    Attributes:
        record: The record.
    """

    record: Record

    @cached_property
    def voices(self) -> Mapping[str, Origin]:
        """Each claim's origin, by the claim's id."""
        return {name: origin for origin in self.record.origins for name in origin.claim_ids}

    @cached_property
    def incident_of(self) -> Mapping[str, Incident]:
        """Each claim's incident, by the claim's id."""
        return {name: told for told in self.record.incidents for name in told.claim_ids}

    @cached_property
    def by_document(self) -> Mapping[str, tuple[Claim, ...]]:
        """Claims given as having happened, by document, in order of their place in it."""
        found: dict[str, list[Claim]] = {}
        for claim in self.record.claims.values():
            if claim.is_fact_like:
                found.setdefault(claim.document, []).append(claim)
        return {
            document: tuple(sorted(claims, key=lambda claim: claim.passage.start))
            for document, claims in found.items()
        }

    @cached_property
    def tolls(self) -> Mapping[tuple[str, Outcome], Toll]:
        """The tolls by incident and outcome; those without a claim are not there."""
        return {
            (told.incident.id, told.outcome): told
            for incident in self.record.incidents
            for told in self._of(incident)
        }

    def _of(self, incident: Incident) -> Iterator[Toll]:
        found = self.record.claims
        members = [found[name] for name in incident.claim_ids if name in found]
        own = {claim.id for claim in members}
        numbered = [
            claim
            for claim in members
            if claim.measure is Measure.PEOPLE
            and claim.count.is_known
            and claim.decision != "rejected"
            and claim.part_of not in own
        ]
        for outcome in _HARM:
            told = tuple(claim for claim in numbered if claim.outcome is outcome)
            if told:
                yield Toll(incident=incident, outcome=outcome, claims=told)

    def toll(self, incident: Incident, outcome: Outcome) -> tuple[Claim, ...]:
        """Return an incident's numbers of one outcome."""
        told = self.tolls.get((incident.id, outcome))
        return told.claims if told else ()

    @cached_property
    def by_voice(self) -> tuple[Told, ...]:
        """What each voice tells of the killed and of the injured of each incident."""
        made: list[Told] = []
        for toll in self.tolls.values():
            if toll.outcome is Outcome.CASUALTIES:
                continue
            found: dict[str, tuple[str, list[Claim]]] = {}
            for claim in toll.claims:
                origin = self.voices.get(claim.id)
                if origin is not None and claim.count.qualifier is not Qualifier.VAGUE:
                    found.setdefault(origin.id, (origin.name, []))[1].append(claim)
            made += [Told(name=name, claims=tuple(claims)) for name, claims in found.values()]
        return tuple(made)

    def published(self, claim: Claim) -> date | None:
        """Return the day on which a claim's document was published; None if unknown."""
        document = self.record.documents.get(claim.document)
        return document.published if document else None

    @cached_property
    def _blocks(self) -> Mapping[str, tuple[Text, list[int]]]:
        found = {}
        for document in self.by_document:
            text = self.record.text_of(document)
            if text is not None:
                found[document] = (text, [block.start for block in text.blocks])
        return found

    def paragraph(self, claim: Claim) -> tuple[int, int] | None:
        """Return where a claim's paragraph starts and ends; None if no text tells."""
        text, starts = self._blocks.get(claim.document, (None, []))
        at = bisect_right(starts, claim.passage.start) - 1
        if text is None or at < 0 or text.blocks[at].end <= claim.passage.start:
            return None
        return (text.blocks[at].start, text.blocks[at].end)

    def containers(self, place_id: str | None) -> tuple[Place, ...]:
        """Return a place and all that contains it; nothing of a place that is not known."""
        found: list[Place] = []
        place = self.record.places.get(place_id or "")
        while place is not None and len(found) < _DEEPEST:
            found.append(place)
            place = self.record.places.get(place.within or "")
        return tuple(found)

    @cached_property
    def _listed(self) -> dict[str, tuple[NameList, ...]]:
        return {}

    def name_lists(self, document: str) -> tuple[NameList, ...]:
        """Return the lists of names in a document's text: looked for once, line by line."""
        if document not in self._listed:
            text = self.record.text_of(document)
            self._listed[document] = tuple(name_lists(text.content)) if text else ()
        return self._listed[document]

    def sentence(self, claim: Claim) -> str:
        """Return the sentence that a claim stands in; its own words where there is no text."""
        text = self._blocks[claim.document][0] if claim.document in self._blocks else None
        start, end = claim.passage.start, claim.passage.end
        if text is None or text.words(start, end) != claim.passage.exact:
            return claim.passage.exact
        first = max(text.content.rfind(mark, max(0, start - _LONGEST), start) for mark in _ENDS)
        ends = [text.content.find(mark, end, end + _LONGEST) for mark in _ENDS]
        last = min((at for at in ends if at >= 0), default=min(end + _LONGEST, len(text.content)))
        return text.words(first + 1 if first >= 0 else max(0, start - _LONGEST), last)

    def is_of_some(self, claim: Claim) -> bool:
        """
        Return whether a number is of some of those harmed, and so bounds the toll in no way.

        "Thirty others were wounded" are others than the dead before them; they are some of
        the wounded only where the report has told of wounded before.
        """
        sentence = self.sentence(claim)
        if is_some_of_many(claim, sentence):
            return True
        if not is_besides(claim, sentence):
            return False
        incident = self.incident_of.get(claim.id)
        if incident is None or claim.document not in self._blocks:
            return True  # without a text nobody knows what stood before
        first = self._first_told.get((incident.id, claim.outcome, claim.document))
        return first is not None and first < claim.passage.start

    def are_of_two_days(self, first: Claim, second: Claim) -> bool:
        """Return whether two numbers are of two days: a report's own may be of the telling."""
        if first.when is None or second.when is None or first.when.overlaps(second.when):
            return False
        return not any(
            claim.when is not None and claim.when.earliest == self.published(claim)
            for claim in (first, second)
        )

    @cached_property
    def _first_told(self) -> Mapping[tuple[str, Outcome, str], int]:
        """Where each report first tells a number of one outcome of one incident."""
        first: dict[tuple[str, Outcome, str], int] = {}
        for toll in self.tolls.values():
            for claim in toll.claims:
                key = (toll.incident.id, toll.outcome, claim.document)
                first[key] = min(first.get(key, claim.passage.start), claim.passage.start)
        return first


_LONGEST = 400  # characters: what stands farther off is no longer said with the claim
_ENDS = (". ", ".\n", "\n", "؟", "? ", "! ")
