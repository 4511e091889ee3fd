"""The voices of one incident, each with what the reports call it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.model import Claim, Document, Origin, Qualifier, Text, Voice
from onrecord.reconcile.institutions import persons
from onrecord.reconcile.institutions.offices import (
    called,
    is_of_the_publisher,
    is_one_of_many,
    is_sent_back,
)
from onrecord.reconcile.institutions.publishers import Publishers
from onrecord.reconcile.institutions.titled import roles_in
from onrecord.reconcile.voices import is_named, last_named


@dataclass(eq=False)
class Heard:
    """
    One origin within one incident.

    Attributes:
        origin: As it was traced.
        claims: Its claims of the incident.
        names: What the reports call it; empty where documents speak for themselves.
        is_nameless: None of these names is a name of its own ("police", "a doctor").
        roles: Offices that are told right before its name: "the mayor", "Amal Haddad".
        office: The institution that it speaks for; None if not told.
        told_here: Ids of all claims of the incident.
        is_government: It is a state's, by whatever name: "Ardania", its capital.
        is_set_apart: A report sets it, as the ministry, against the service below it.
        joined: The voice that it turned out to be; None while it stands alone.
    """

    origin: Origin
    claims: list[Claim]
    names: tuple[str, ...]
    is_nameless: bool
    office: str | None
    told_here: frozenset[str]
    roles: tuple[str, ...] = ()
    is_government: bool = False
    is_set_apart: bool = False
    joined: "Heard | None" = field(default=None)

    def root(self) -> "Heard":
        """Return the voice that stands for all that were joined with it."""
        voice = self
        while voice.joined is not None:
            voice = voice.joined
        return voice

    def is_now(self, home: "Heard") -> None:
        """Note that two voices are one."""
        one, other = self.root(), home.root()
        if one is not other:
            one.joined = other

    @property
    def is_own(self) -> bool:
        """Whether it is a document's own voice."""
        return not self.names

    @property
    def shown(self) -> str:
        """The fullest of its names; the publisher's where a document speaks itself."""
        return max((*self.names, self.origin.name), key=len) if self.names else self.origin.name

    @property
    def is_person(self) -> bool:
        """Whether it is somebody who holds an office that the name itself does not tell."""
        return self.office is not None and all(called(n).office is None for n in self.names)


def voices_of(
    members: Sequence[Claim],
    by_claim: Mapping[str, Origin],
    documents: Mapping[str, Document],
    texts: Mapping[str, Text],
    publishers: Publishers,
) -> list[Heard]:
    """
    Return the voices that an incident's claims go back to.

    What the publisher's own people counted is the publisher's; what a document says in its
    own voice and attributes elsewhere, with the same count, is the attributed voice's.

    Args:
        members: The incident's claims.
        by_claim: The origin of each.
        documents: By name.
        texts: By document name.
        publishers: Gives the origin that each publisher is.
    """
    held: dict[str, list[Claim]] = defaultdict(list)
    origins: dict[str, Origin] = {}
    for claim, origin in _with_origins(members, by_claim, documents, publishers):
        held[origin.id].append(claim)
        origins.setdefault(origin.id, origin)
    # Beside a name in a table stands another cell and no apposition; nor could thousands of
    # rows each be looked up in all of it.
    told_in = sorted({c.document for c in members if c.told_incident is None} & texts.keys())
    read = [texts[name].content for name in told_in]
    here = frozenset(claim.id for claim in members)
    return [_heard(origins[name], told, read, here) for name, told in held.items()]


def _with_origins(
    members: Sequence[Claim],
    by_claim: Mapping[str, Origin],
    documents: Mapping[str, Document],
    publishers: Publishers,
) -> Iterator[tuple[Claim, Origin]]:
    traced = [claim for claim in members if claim.id in by_claim]
    told = {c.id: _told(by_claim[c.id], c, documents, publishers) for c in traced if c.sources}
    inside = {(c.document, by_claim[c.id].id): told[c.id] for c in traced if c.sources}
    for claim in traced:
        origin = by_claim[claim.id]
        if claim.sources and claim.voice is not Voice.TITLE:
            yield claim, told[claim.id]
            continue
        # a headline's "medics" or "relief body" is whom the text under it names
        under = (c for c in traced if c.id in told and c.voice is not Voice.TITLE)
        said = {o.id: o for c in under if _says_same(claim, c) for o in [told[c.id]]}
        origin = told.get(claim.id, origin)
        (origin,) = said.values() if len(said) == 1 else (origin,)
        yield claim, inside.get((claim.document, origin.id), origin)


def _told(
    origin: Origin, claim: Claim, documents: Mapping[str, Document], publishers: Publishers
) -> Origin:
    """Return an attributed claim's origin: the publisher's where its own people counted."""
    document = documents.get(claim.document)
    publisher = document.publisher if document else None
    if not publisher or not is_of_the_publisher(claim.sources[-1].name):
        return origin
    return publishers.origin(publisher)


def _says_same(claim: Claim, other: Claim) -> bool:
    if claim.document != other.document or claim.outcome is not other.outcome:
        return False
    if claim.id == other.same_as or other.id == claim.same_as:
        return True
    is_toll = not claim.part_of and claim.count.qualifier is not Qualifier.VAGUE
    return is_toll and claim.count.is_known and claim.count == other.count


def _heard(origin: Origin, told: list[Claim], read: Sequence[str], here: frozenset[str]) -> Heard:
    attributed = [claim for claim in told if claim.sources]
    heard = [s for claim in attributed for s in (last_named(claim), claim.sources[-1]) if s]
    heard = [source for source in heard if not is_of_the_publisher(source.name)]
    names = tuple(dict.fromkeys(source.name for source in heard))
    nameless = bool(heard) and not any(is_named(source) for source in heard)
    roles = roles_in(attributed)
    # a headline's "medics" says less than the text under it, "its administration" still less
    loose = {c.sources[-1].name for c in attributed if c.voice is Voice.TITLE}
    body_first = sorted(names, key=lambda name: (is_sent_back(name), name in loose))
    offices = (called(n).office for n in (*body_first, *roles, origin.name))
    office = None if any(map(is_one_of_many, names)) else next(filter(None, offices), None)
    if office is None and names and not nameless and persons.may_be_one(max(names, key=len)):
        office = persons.office_of(max(names, key=len), read)
    return Heard(
        origin=origin,
        claims=told,
        names=names,
        is_nameless=nameless,
        office=office,
        told_here=here,
        roles=roles,
    )
