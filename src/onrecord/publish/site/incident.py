"""The pages of one incident: its own, and further ones where it is large."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model.public import PublicDocument, PublicIncident
from onrecord.publish.site import printing, telling
from onrecord.publish.site.gathered import Row
from onrecord.publish.site.page import Page, Site
from onrecord.publish.site.telling import Account, Ruled, Voice


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
    """

    incident: PublicIncident
    row: Row
    documents: Mapping[str, PublicDocument]
    before: Row | None
    after: Row | None

    def pages(self, site: Site) -> Iterator[Page]:
        """Make its pages in each language."""
        account = telling.account(
            self.incident, self.row, self.documents, site.rules,
            before=self.before, after=self.after,
        )  # fmt: skip
        return _pages(site, account)


def job(
    one: PublicIncident, row: Row, site: Site, before: Row | None, after: Row | None
) -> IncidentJob:
    """Return what the pages of an incident need, and no more of the record than that."""
    known = site.public.documents
    met = dict.fromkeys(claim.document_id for claim in one.claims)
    own = {identity: known[identity] for identity in met if identity in known}
    return IncidentJob(incident=one, row=row, documents=own, before=before, after=after)


def _pages(site: Site, account: Account) -> Iterator[Page]:
    """Yield the pages of an incident in each language."""
    identity = account.incident.id
    paths = [telling.leaf_path(identity, number) for number in range(len(account.leaves))]
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
