"""
Incidents with all that is looked up to make them public, for a process that holds no record.

`Shared` goes to such a process once; a `Parcel` has some incidents with the rows that they
need. What comes of them there is what would have come of them here: whatever is asked for
that is not in the parcel is no answer of "nothing known" but `NotHere`, and whoever has the
record makes those incidents itself. So no name can pass for want of a register's row.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NoReturn, TypeVar

from onrecord.model import (
    Claim,
    Document,
    Figure,
    Incident,
    Names,
    Origin,
    Place,
    Problem,
    Record,
    Side,
    Snapshot,
    Sum,
)
from onrecord.model.public import PublicDocument
from onrecord.model.publishing import Allowed
from onrecord.publish.protection.coarsening import Coarsening
from onrecord.publish.protection.identities import Identities
from onrecord.publish.protection.known import Known, Tree
from onrecord.publish.protection.masking import Masker
from onrecord.publish.protection.registers import Registers, Shown

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class NotHere(Exception):
    """Something is asked for that is not in the parcel."""


class Only(Mapping[_Key, _Value]):
    """
    What was looked up beforehand, where None says that there is no such thing.

    Asking for anything else raises `NotHere`, and so does going through all of it.
    """

    def __init__(self, held: Mapping[_Key, _Value | None]) -> None:
        """Take what was looked up."""
        self._held = held

    def __getitem__(self, key: _Key) -> _Value:
        if key not in self._held:
            raise NotHere
        value = self._held[key]
        if value is None:
            raise KeyError(key)
        return value

    def __iter__(self) -> NoReturn:
        raise NotHere

    def __len__(self) -> NoReturn:
        raise NotHere


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """
    What is the same for every incident.

    Attributes:
        allowed, places: As in `Registers` and its record.
        tree: The names that the record's registers know.
        on, called, recent: As in `Coarsening`.
        hidden, again: As in `Identities`.
        origins: All of them, in order.
    """

    allowed: Allowed
    places: Mapping[str, Place]
    tree: Tree
    on: date
    called: Mapping[str, frozenset[str]]
    recent: frozenset[str]
    hidden: frozenset[str]
    again: Mapping[str, int]
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """
    Some incidents, and what is looked up for them; None where the record has no such thing.

    Attributes:
        incidents: They, in order.
        claims: Their claims, and those that these and what is said of them point to.
        as_read, documents, snapshots, figures, sums: As in `Record`.
        origins: The rank of each claim's origin.
        sides, problems, of_document, shown: As in `Registers`; `of_document` of reports of recent
            incidents alone, since it is asked for no other.
        public: The documents of their claims as they may be seen, by public id.
    """

    incidents: tuple[Incident, ...]
    claims: Mapping[str, Claim | None]
    as_read: Mapping[str, Claim | None]
    documents: Mapping[str, Document | None]
    snapshots: Mapping[str, Snapshot | None]
    figures: Mapping[str, tuple[Figure, ...] | None]
    sums: Mapping[str, tuple[Sum, ...] | None]
    origins: Mapping[str, int | None]
    sides: Mapping[tuple[str, str], Side | None]
    problems: Mapping[str, Sequence[Problem] | None]
    of_document: Mapping[str, Sequence[Claim]]
    shown: Mapping[str, Shown]
    public: Mapping[str, PublicDocument]


def shared(registers: Registers) -> Shared:
    """Return what a process needs once."""
    coarsening, ids = registers.coarsening, registers.ids
    return Shared(
        allowed=registers.allowed,
        places=dict(registers.record.places),
        tree=registers.masker.known.tree,
        on=coarsening.on,
        called=coarsening.called,
        recent=coarsening.recent,
        hidden=ids.hidden,
        again=ids.again,
        origins=registers.record.origins,
    )


def parcel(
    incidents: Iterable[Incident], registers: Registers, public: Mapping[str, PublicDocument]
) -> Parcel:
    """
    Return some incidents with what is looked up for them.

    Args:
        incidents: Of the record.
        registers: All of it.
        public: Its documents as they may be seen, by public id.
    """
    told, record = tuple(incidents), registers.record
    own = [i for one in told for i in one.claim_ids]
    problems = {i: registers.problems.get(i) for one in told for i in (one.id, *one.claim_ids)}
    figures = {one.id: record.figures.get(one.id) for one in told}
    sums = {one.id: record.sums.get(one.id) for one in told}
    said = _said(problems.values(), figures.values(), sums.values())
    named = (i for text in said for i in registers.ids.named_in(text))
    origins = {i: registers.origins.get(i) for i in own}
    first = (i for one in origins.values() if one for i in one.claim_ids[:1])  # a source's id
    asked = dict.fromkeys((*own, *_pointed_to(own, record), *first, *named))
    claims = {i: record.claims.get(i) for i in asked}
    names = dict.fromkeys(one.document for one in claims.values() if one)
    documents = {name: record.documents.get(name) for name in names}
    met = (registers.ids.document(one) for one in documents.values() if one)
    return Parcel(
        incidents=told,
        claims=claims,
        as_read={i: record.as_read.get(i) for i in claims},
        documents=documents,
        snapshots={name: record.snapshots.get(name) for name in names},
        figures=figures,
        sums=sums,
        origins={i: registers.ranks[one.id] if one else None for i, one in origins.items()},
        sides={
            key: registers.sides.get(key)
            for one in told
            for i in one.claim_ids
            if (origin := origins[i])
            for key in ((origin.id, one.id),)
        },
        problems=problems,
        of_document={
            name: registers.claims_of(name) for name in names if name in registers.coarsening.recent
        },
        shown={i: registers.shown(record.claims[i]) for i in own if i in record.claims},
        public={i: public[i] for i in met if i in public},
    )


def _pointed_to(own: Iterable[str], record: Record) -> Iterator[str]:
    """Yield the claims that some claims are parts of, or say again."""
    for claim in filter(None, map(record.claims.get, own)):
        yield from filter(None, (claim.part_of, claim.same_as))


def _said(
    problems: Iterable[Sequence[Problem] | None],
    figures: Iterable[Sequence[Figure] | None],
    sums: Iterable[Sequence[Sum] | None],
) -> Iterator[str]:
    """Yield what the record says in words, in which claims may be named."""
    yield from (one.message for some in problems for one in some or ())
    yield from (why for some in figures for one in some or () for _, why in one.left_out)
    yield from (one.text for some in sums for one in some or ())


class Opening:
    """Takes parcels, in a process that holds no record: each as if the record were there."""

    def __init__(self, told: Shared, names: Names) -> None:
        """Take what is the same for all, and what the program knows by name."""
        self._told = told
        self._place = names.place
        self._masker = Masker(told.allowed, Known(told.tree, names))

    def origins(self, one: Parcel) -> dict[str, Origin | None]:
        """Return the origin of each claim in a parcel's incidents."""
        every = self._told.origins
        return {i: None if at is None else every[at] for i, at in one.origins.items()}

    def registers(self, one: Parcel) -> Registers:
        """Return the indexes of a parcel's incidents; what is not in it raises `NotHere`."""
        told = self._told
        record = Record(
            claims=Only(one.claims),
            as_read=Only(one.as_read),
            documents=Only(one.documents),
            snapshots=Only(one.snapshots),
            figures=Only(one.figures),
            sums=Only(one.sums),
            texts=Only({}),
            places=told.places,
            incidents=one.incidents,
        )
        return Registers(
            record=record,
            allowed=told.allowed,
            masker=self._masker,
            coarsening=Coarsening(
                record, told.allowed, told.on, self._place, told.called, told.recent
            ),
            ids=Identities(record, self._masker, told.hidden, told.again),
            origins=Only(self.origins(one)),
            ranks={told.origins[at].id: at for at in one.origins.values() if at is not None},
            sides=Only(one.sides),
            statements=frozenset(),  # asked for with documents alone, which are made already
            problems=Only(one.problems),
            claims=Only(one.of_document),
            shown=lambda claim: one.shown[claim.id],
        )
