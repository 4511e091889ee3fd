"""The pages of one incident: its own, and further ones where it is large."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from onrecord.model.public import PublicDocument, PublicIncident
from onrecord.publish.site import leaves, printing, telling
from onrecord.publish.site.gathered import Row, row_of
from onrecord.publish.site.leaves import Voice
from onrecord.publish.site.page import Page, Site
from onrecord.publish.site.telling import Account, Ruled


@runtime_checkable
class Kept(Protocol):
    """Incidents on the disk, in batches that another process can be told of."""

    def batches(self) -> Iterator[tuple[int, list[PublicIncident]]]:
        """Yield batch after batch, each with its place."""
        ...

    def batch(self, at: int) -> list[PublicIncident]:
        """Return the batch at a place."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One of several pages of claims: which it is, what is on it, and where the others are."""

    number: int
    voices: Sequence[Voice]
    paths: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentJob:
    """
    An incident with all that its pages need.

    Attributes:
        incident, row: The incident, and what lists say of it.
        documents: Those of the record, as far as its claims are from them.
        before, after: Its neighbours in time; None at the ends.
        weight: As in `crew.Job`.
    """

    incident: PublicIncident
    row: Row
    documents: Mapping[str, PublicDocument]
    before: Row | None
    after: Row | None
    weight: int = 1

    def pages(self, site: Site) -> Iterator[Page]:
        """Make its pages in each language."""
        account = telling.account(
            self.incident, self.row, self.documents, site.rules,
            before=self.before, after=self.after,
        )  # fmt: skip
        return _pages(site, account)


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchJob:
    """
    Incidents that are on the disk: whoever makes their pages is told where, and reads them.

    Attributes:
        kept, at: Where.
        documents: Those of the record, as far as their claims are from them.
        before, after: Their neighbours in time; None at the ends.
        weight: How many they are.
    """

    kept: Kept
    at: int
    documents: Mapping[str, PublicDocument]
    before: Row | None
    after: Row | None
    weight: int

    def pages(self, site: Site) -> Iterator[Page]:
        """Make the pages of each in each language."""
        incidents = self.kept.batch(self.at)
        rows = [row_of(one, site.public.allowed.rulebook) for one in incidents]
        earlier, later = [self.before, *rows[:-1]], [*rows[1:], self.after]
        for one, row, before, after in zip(incidents, rows, earlier, later, strict=True):
            yield from IncidentJob(
                incident=one, row=row, documents=self.documents, before=before, after=after
            ).pages(site)


def job(
    one: PublicIncident, row: Row, site: Site, before: Row | None, after: Row | None
) -> IncidentJob:
    """Return what the pages of an incident need, and no more of the record than that."""
    own = documents_of([one], site)
    return IncidentJob(incident=one, row=row, documents=own, before=before, after=after)


def documents_of(incidents: Sequence[PublicIncident], site: Site) -> dict[str, PublicDocument]:
    """Return the documents that claims of some incidents are from."""
    known = site.public.documents
    met = dict.fromkeys(claim.document_id for one in incidents for claim in one.claims)
    return {identity: known[identity] for identity in met if identity in known}


def _pages(site: Site, account: Account) -> Iterator[Page]:
    """Yield the pages of an incident in each language."""
    identity = account.incident.id
    paths = [leaves.leaf_path(identity, number) for number in range(len(account.leaves))]
    for language in site.languages:
        for number, voices in enumerate(account.leaves):
            yield printing.page(
                site, language, paths[number],
                "incident.html.j2" if number == 0 else "incident_more.html.j2",
                station="incidents", account=account, incident=account.incident,
                leaf=Leaf(number=number, voices=voices, paths=paths),
            )  # fmt: skip
        for ruled in account.ruled if account.is_large else ():
            yield _ruled(site, language.code, account, ruled)


def _ruled(site: Site, code: str, account: Account, ruled: Ruled) -> Page:
    language = next(one for one in site.languages if one.code == code)
    return printing.page(
        site, language, ruled.page, "incident_ruled.html.j2",
        station="incidents", account=account, incident=account.incident, ruled=ruled,
    )  # fmt: skip
