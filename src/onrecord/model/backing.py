"""What stands behind an incident: links, outlets, origins."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from onrecord.kit.folding import fold
from onrecord.model.document import Document
from onrecord.model.incident import Incident
from onrecord.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Backing:
    """
    How many links, outlets and origins stand behind an incident. Only origins corroborate.

    Every Casualty's Standards (page 25) ask for sources independent of one another: three
    articles from three outlets *using different primary sources*. Links and outlets are
    shown because a reader will count them anyhow.

    Attributes:
        links: Documents that tell of the incident.
        outlets: Different publishers of these documents; where a document names none, the
            host of its address.
        unknown: Documents of which neither publisher nor address is known; they are in no
            outlet, for unknown is not zero and not one either.
        origins: Voices behind the numbers that its figures rest on; behind all its claims
            where it has no figure.

    >>> print(Backing(links=19, outlets=7, unknown=0, origins=3))
    19 links, 7 outlets, 3 origins
    >>> print(Backing(links=2, outlets=1, unknown=1, origins=1))
    2 links, 1 outlet (1 link of an unknown outlet), 1 origin
    """

    links: int
    outlets: int
    unknown: int
    origins: int

    def __str__(self) -> str:
        return f"{_counted(self.links, 'link')}, {self._outlets()}, {self._origins()}"

    def _origins(self) -> str:
        return _counted(self.origins, "origin")

    def _outlets(self) -> str:
        if not self.unknown:
            return _counted(self.outlets, "outlet")
        if not self.outlets:
            return "outlets unknown" if self.unknown > 1 else "outlet unknown"
        whose = "an unknown outlet" if self.unknown == 1 else "unknown outlets"
        return f"{_counted(self.outlets, 'outlet')} ({_counted(self.unknown, 'link')} of {whose})"


def backings(record: Record, incidents: Iterable[Incident] | None = None) -> dict[str, Backing]:
    """
    Return what stands behind incidents, by the incident's id.

    Made once for a page or a check, so that it costs no more than the claims it counts.

    Args:
        record: Where documents, claims, origins and figures are.
        incidents: Which; all of the record's if None.
    """
    origins = {claim: origin.id for origin in record.origins for claim in origin.claim_ids}
    asked = record.incidents if incidents is None else tuple(incidents)
    named = _names_of_hosts(record.documents.values())
    return {incident.id: _backing(incident, record, origins, named) for incident in asked}


def _backing(
    incident: Incident, record: Record, origins: Mapping[str, str], named: Mapping[str, str]
) -> Backing:
    links = {record.claims[i].document for i in incident.claim_ids if i in record.claims}
    told = [_outlet(record.documents.get(name), named) for name in links]
    behind = record.claims_behind(incident)
    return Backing(
        links=len(links),
        outlets=len({outlet for outlet in told if outlet}),
        unknown=sum(outlet is None for outlet in told),
        origins=len({origins[claim] for claim in behind if claim in origins}),
    )


def _outlet(document: Document | None, named: Mapping[str, str]) -> str | None:
    if document is None:
        return None
    if document.publisher and document.publisher.strip():
        return fold(document.publisher)
    site = host(document.told.url)
    return named.get(site, f"host:{site}") if site else None


def _names_of_hosts(documents: Iterable[Document]) -> dict[str, str]:
    """Return the one publisher that documents of a host name, for those that name none."""
    found: dict[str, set[str]] = defaultdict(set)
    for document in documents:
        site = host(document.told.url)
        if site and document.publisher and document.publisher.strip():
            found[site].add(fold(document.publisher))
    return {site: names.pop() for site, names in found.items() if len(names) == 1}


# An address kept by an archive holds the original one: web.archive.org/web/2016…/http://…
_ARCHIVED = re.compile(r"^https?://[^/]*archive[^/]*/.*?(https?://.+)$", re.IGNORECASE)
_MIRRORS = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")


def host(url: str | None) -> str | None:
    """
    Return the site that an address belongs to; None if it names none.

    >>> host("https://www.example.org/a"), host("http://web.archive.org/web/2016/http://m.example.org/b")
    ('example.org', 'example.org')
    """
    if not url:
        return None
    archived = _ARCHIVED.match(url.strip())
    try:
        site = urlsplit(archived[1] if archived else url.strip()).hostname
    except ValueError:  # brackets that are no address
        return None
    return _MIRRORS.sub("", site.rstrip(".")) if site else None


def _counted(number: int, one: str) -> str:
    return f"{number:,} {one if number == 1 else one + 's'}"
