"""What a site is made of, and what its keepers say about this making of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from onrecord.model.public import Public
from onrecord.model.ruling import Rule
from onrecord.publish.words import LANGUAGES, Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """
    A file of the site.

    Attributes:
        path: Where it goes, from the site's folder, with `/`.
        body: Its bytes.
    """

    path: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFile:
    """
    A file that readers may take away; the site links to it and does not hold it.

    Attributes:
        path: From the site's folder: `data/figures.csv`.
        kind: The layout's name: `csv`, `hxl`, `jsonld`.
        size: Bytes.
        sha256: Of its bytes.
    """

    path: str
    kind: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """
    Which release a site is of. Given by whoever makes it: pages look at no clock.

    Attributes:
        id: Of the release; "" for a site that is of none.
        day: Its day; None for a site that is of none.
        files: What can be taken away.
        is_preview: It is for the keepers' eyes and is no release; every page says so.
    """

    id: str = ""
    day: date | None = None
    files: tuple[DataFile, ...] = ()
    is_preview: bool = False


@dataclass(frozen=True, kw_only=True)
class Site:
    """
    What every page is made from: the record as anybody may see it, and the release.

    Attributes:
        public: The record; its incidents are gone through once, when the pages are made.
        edition: The release.
        stations: Keys of the navigation that this site has, in order.
    """

    public: Public
    edition: Edition = field(default_factory=Edition)
    stations: tuple[str, ...] = ()

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages of its pages; the first stands at the root."""
        known = [LANGUAGES[code] for code in self.public.allowed.languages if code in LANGUAGES]
        return tuple(known) or (LANGUAGES["en"],)

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """Every rule of its rulebooks, by its id."""
        return self.public.rules

    @property
    def title(self) -> str:
        """What the publication is called."""
        return self.public.allowed.title or self.public.name
