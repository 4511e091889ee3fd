"""Claims as a reader meets them: the words first, then who says so and where."""

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.model import (
    Actor,
    Decision,
    Document,
    Mention,
    Origin,
    Place,
    Problem,
    Record,
    Side,
    Stance,
    Text,
    VictimClass,
    backings,
    caution,
    standing,
)
from onrecord.publish import shown, wording
from onrecord.publish.quotation import Quotation, around

_MOST_DOCUMENTS = 3_000  # listed on the page
_NAME = 160  # characters of a name or a slot's words that are shown
_TITLE = 220


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """A number to print for a claim, and where it stands on this page; None if left out."""

    label: str
    anchor: str | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A document as a citation; `anchor` None where the page does not list it."""

    anchor: str | None
    title: str
    is_untitled: bool
    publisher: str | None
    published: str
    url: str | None
    language: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """
    Words that fill who, where or when.

    Attributes:
        name: The words as written.
        carried: How they got here if the claim's own clause does not say them; else None.
        resolved: The name of what they are taken to mean, where it reads differently.
        rivals: How many other things they may mean.
    """

    name: str
    carried: str | None
    resolved: str | None
    rivals: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One claim, ready to print."""

    anchor: str
    label: str
    harm: str
    read_as: str | None
    quotation: Quotation
    language: str | None
    victims: str | None
    victims_note: str
    perpetrators: tuple[Slot, ...]
    places: tuple[Slot, ...]
    times: tuple[Slot, ...]
    when: str
    weapon: str | None
    sources: tuple[Slot, ...]
    own_voice: bool
    stance: str
    stance_note: str
    is_doubted: bool
    voice: str
    document: Cited
    page: int | None
    engine: str
    caution: str | None
    rule: str | None
    confidence: str | None
    decision: str
    part_of: Pointer | None
    same_as: Pointer | None
    is_cumulative: bool
    says_whom: bool


_STANCE_NOTE = {
    Stance.ASSERTED: "The document says it in its own voice.",
    Stance.REPORTED: "The document passes on what a source said.",
    Stance.ESTIMATED: "Given as an estimate.",
    Stance.ALLEGED: "The document keeps its distance: it does not say that it is so.",
    Stance.DENIED: "Denied: not a fact.",
    Stance.HYPOTHETICAL: "Feared, threatened or conditional: not a fact.",
}
_DECISION = {
    None: "proposal",
    "accepted": "accepted by a person",
    "corrected": "corrected by a person",
    "added": "added by a person",
    "unsure": "looked at by a person and left open",
    "rejected": "rejected by a person",
}


class Shelf:
    """
    A record with its cross-references at hand, made once for a page.

    Attributes:
        record: The record itself.
        origin: The origin of each claim, by claim id; likewise `traced`, how it was traced.
        sides: How each origin stands to each incident, by both ids.
        backing: Links, outlets and origins behind each incident.
        problems: Those still open, by what they are about.
        decided: The decisions that hold, by claim id.
        settled: Those that settled a problem, by the problem's id.
        earlier: For each incident the retired ids whose claims it holds now, each with the
            name by which a link finds it, if it is found there.
        pointers: By claim id; filled when the page's numbering is known.
        listed: The documents that the page lists, by day of publication.
    """

    def __init__(self, record: Record) -> None:
        """Look everything up once, so that a large record stays quick."""
        self.record = record
        self.origin: dict[str, Origin] = {}
        self.traced: dict[str, str] = {}
        self.sides: dict[tuple[str, str], Side] = {}
        self.backing = backings(record)
        for origin in record.origins:
            self.traced.update(dict(origin.why))
            for side in origin.sides if origin.actor_id else ():
                self.sides.update({(origin.id, incident): side for incident in side.incidents})
            for claim_id in origin.claim_ids:
                self.origin.setdefault(claim_id, origin)
        self.settled = record.settled()
        self.problems: dict[str, list[Problem]] = {}
        for problem in record.problems:
            if problem.id not in self.settled:
                self.problems.setdefault(problem.where, []).append(problem)
        self.decided: dict[str, list[Decision]] = {}
        for decision in standing(record.decisions):
            for claim_id in (*decision.claims, *decision.others):
                self.decided.setdefault(claim_id, []).append(decision)
        self.earlier: dict[str, list[tuple[str | None, str]]] = {}
        for one in record.given:
            for place, incident_id in enumerate(one.followed_by if one.is_retired else ()):
                link = shown.anchor(one.id) if place == 0 else None  # a link leads to one place
                self.earlier.setdefault(incident_id, []).append((link, one.id))
        self.pointers: dict[str, Pointer] = {}
        self.listed = _ordered(record)[:_MOST_DOCUMENTS]
        self._anchors = {document.name: shown.anchor(document.id) for document in self.listed}
        self._cited: dict[str, Cited] = {}
        self._texts: dict[str, Text | None] = {}

    def number(self, claim_id: str, label: str, *, on_page: bool) -> None:
        """Give a claim its number on this page; the first one given stays."""
        claim = self.record.claims[claim_id]
        place = shown.anchor(claim_id) if on_page else None
        pointer = Pointer(label=label, anchor=place, words=wording.harm(claim))
        self.pointers.setdefault(claim_id, pointer)

    def cited(self, name: str) -> Cited:
        """Return the citation of a document."""
        if name not in self._cited:
            document = self.record.documents.get(name)
            self._cited[name] = _cited(name, document, self._anchors.get(name))
        return self._cited[name]

    def text(self, name: str) -> Text | None:
        """Return a document's text, looked up once."""
        if name not in self._texts:
            self._texts[name] = self.record.text_of(name)
        return self._texts[name]

    def said(self, claim_id: str) -> Said:
        """Return a claim, ready to print."""
        claim, pointer = self.record.claims[claim_id], self.pointers.get(claim_id)
        text = self.text(claim.document)
        cited = self.cited(claim.document)
        return Said(
            anchor=shown.anchor(claim_id),
            label=pointer.label if pointer else "",
            harm=wording.harm(claim),
            read_as=wording.read_as(claim.count),
            quotation=around(claim.passage, text),
            language=shown.language(text.language if text else None) or cited.language,
            victims=shown.cut(claim.victims, _NAME) if claim.victims else None,
            victims_note=wording.VICTIM_NOTE[claim.victim_class],
            perpetrators=self._slots(claim.perpetrators, self.record.actors),
            places=self._slots(claim.places, self.record.places),
            times=self._slots(claim.times, {}),
            when=wording.when(claim.when),
            weapon=shown.cut(claim.weapon, _NAME) if claim.weapon else None,
            sources=self._slots(claim.sources, self.record.actors),
            own_voice=not claim.sources and claim.stance is Stance.ASSERTED,
            stance=wording.STANCE[claim.stance],
            stance_note=_STANCE_NOTE[claim.stance],
            is_doubted=claim.stance not in {Stance.ASSERTED, Stance.REPORTED},
            voice=wording.VOICE[claim.voice],
            document=cited,
            page=self.record.page_of(claim),
            engine=claim.engine,
            caution=caution(claim.engine, claim.confidence),
            rule=claim.rule,
            confidence=None if claim.confidence is None else f"{claim.confidence:.2f}",
            decision=_DECISION.get(claim.decision, claim.decision or ""),
            part_of=self.pointers.get(claim.part_of) if claim.part_of else None,
            same_as=self.pointers.get(claim.same_as) if claim.same_as else None,
            is_cumulative=claim.is_cumulative,
            says_whom=bool(claim.victims) or claim.victim_class is not VictimClass.UNKNOWN,
        )

    def _slots(
        self, mentions: tuple[Mention, ...], known: Mapping[str, Actor] | Mapping[str, Place]
    ) -> tuple[Slot, ...]:
        return tuple(_slot(mention, known) for mention in mentions)


def _slot(mention: Mention, known: Mapping[str, Actor] | Mapping[str, Place]) -> Slot:
    best = known.get(mention.best) if mention.best else None
    differs = best is not None and best.name.casefold() not in mention.name.casefold()
    return Slot(
        name=shown.cut(mention.name, _NAME),
        carried=mention.carried,
        resolved=best.name if best is not None and differs else None,
        rivals=max(0, len(mention.candidates) - 1),
    )


def _ordered(record: Record) -> list[Document]:
    return sorted(
        record.documents.values(), key=lambda d: (d.published is None, d.published, d.name)
    )


def _cited(name: str, document: Document | None, anchor: str | None) -> Cited:
    if document is None:
        document = Document(name=name)
    return Cited(
        anchor=anchor,
        title=shown.cut(document.title or name, _TITLE),
        is_untitled=document.title is None,
        publisher=shown.cut(document.publisher, _NAME) if document.publisher else None,
        published=wording.day(document.published) if document.published else "date not told",
        url=shown.link(document.told.url),
        language=shown.language(document.language),
    )
