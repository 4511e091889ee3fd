"""The pages of one source and of one document, with the incidents that rest on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.model.public import PublicDocument
from onrecord.publish.site import lists, printing
from onrecord.publish.site.crew import Job
from onrecord.publish.site.gathered import Gathered, Heard, Row, document_path, source_path
from onrecord.publish.site.page import Page, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceJob:
    """A source and the incidents that it tells of, the last first."""

    source: Heard
    rows: Sequence[Row]
    weight: int = 1

    def pages(self, site: Site) -> Iterator[Page]:
        """Make its pages in each language."""
        for language in site.languages:
            for turn in lists.turns(self.rows, source_path(self.source.id)):
                yield printing.page(
                    site, language, turn.path, "source.html.j2",
                    station="sources", source=self.source, turn=turn,
                )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentJob:
    """A document and the incidents that it tells of, the first first."""

    document: PublicDocument
    rows: Sequence[Row]
    weight: int = 1

    def pages(self, site: Site) -> Iterator[Page]:
        """Make its pages in each language."""
        for language in site.languages:
            for turn in lists.turns(self.rows, document_path(self.document.id)):
                yield printing.page(
                    site, language, turn.path, "document.html.j2",
                    station="documents", document=self.document, turn=turn,
                )  # fmt: skip


def jobs(site: Site, gathered: Gathered) -> Iterator[Job]:
    """Yield every source and every document; to be asked for when all incidents are seen."""
    rows, known = gathered.rows, site.public.documents
    for source in gathered.sources_in_order:
        yield SourceJob(source=source, rows=[rows[n] for n in reversed(source.rows)])
    for identity, numbers in gathered.documents.items():
        if identity in known:
            yield DocumentJob(document=known[identity], rows=[rows[n] for n in numbers])
