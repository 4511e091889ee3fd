"""Where things are said, and the bytes in which they were said."""

from dataclasses import dataclass
from datetime import date, datetime

from onrecord.kit.ids import content_id

DAY_FIRST, MONTH_FIRST = "day-first", "month-first"  # how a table writes days such as 3/4/2024


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """
    What a person told about a report that its bytes do not tell: a row of `manifest.csv`.

    Attributes:
        url: Where it was published; None if not told. Likewise for the rest.
        title: Its headline.
        author: Who wrote it, as printed.
        publisher: The outlet or organisation that published it.
        published: The day of publication.
        language: A two-letter code such as `en` or `ar`.
        dates: `day-first` or `month-first`: how a table writes days such as 3/4/2024.
        mapping: How the columns of a table are to be read: a mapping file's text.
    """

    url: str | None = None
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: date | None = None
    language: str | None = None
    dates: str | None = None
    mapping: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """
    An article, a report, a statement: where something is said.

    A Document is not a Source: a newspaper's page (Document) may say what a hospital
    (Source) counted. The id is made from the place the document came from, so a page
    that changes stays one Document with several Snapshots.

    Attributes:
        name: Its place: the file's path inside the folder it came from.
        told: What the manifest said of it.
        listed: What a feed or a sitemap that named it said of it: it holds only where neither
            the manifest nor the page tells.
        title, author, publisher, published, language: What holds after reading: the
            manifest's word first, then the page's own, then the list's; None if none tells.
        found_in: For each of those fields that is known, which element said it:
            `manifest`, `byline`, `json-ld`, `meta`, `first line`, `feed`, ...
        updated: The day on which its publisher last changed it, where it says so and the
            day is later than that of publication.
        told_sha256: The hash of its bytes as an import told it; None where none did. Where
            the record has the bytes, the Snapshot's own hash counts.

    Elsewhere: UCDP GED `source_article`; followthemoney `Article`.
    """

    name: str
    told: Told = Told()
    listed: Told = Told()
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: date | None = None
    language: str | None = None
    found_in: tuple[tuple[str, str], ...] = ()
    told_sha256: str | None = None
    updated: date | None = None

    @property
    def id(self) -> str:
        """`doc_` and sixteen characters made from the name."""
        return content_id("doc", self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """
    A document's bytes at one moment. Never altered.

    Attributes:
        document_id: The document these bytes are of.
        sha256: Their hash, which is also their name in the archive.
        size: Bytes.
        media_type: Such as `text/plain`, `text/html`, `text/csv` or `application/pdf`; of a
            sheet of a workbook with `; sheet=` and its name, of text from a server with
            `; charset=` and what the server named, unless that is UTF-8.
        taken_at: When this program first kept them (UTC).

    Elsewhere: Memento's memento; a WARC capture.
    """

    document_id: str
    sha256: str
    size: int
    media_type: str
    taken_at: datetime

    @property
    def id(self) -> str:
        """Made from the document and the bytes' hash, not from the time."""
        return content_id("snp", self.document_id, self.sha256)
