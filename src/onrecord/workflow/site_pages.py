"""The site of a release or of a preview, made from what is public."""

import os
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from onrecord.model.public import Public
from onrecord.publish import site
from onrecord.publish.changes import Notice
from onrecord.publish.release import About, Pages
from onrecord.publish.release.manifest import File
from onrecord.publish.site import DataFile, Edition, Page

_EVERY = 500  # pages between two words of progress
_ALONE = 500  # incidents whose pages one process makes sooner than others could begin
_MOST_WORKERS = 4
Tell = Callable[[str], None]


def of_release(public: Public, about: About, notices: Sequence[Notice], tell: Tell) -> Pages:
    """Return what makes the site of a release, given the files of its data."""

    def pages(files: tuple[tuple[str, File], ...]) -> Iterator[Page]:
        taken = tuple(
            DataFile(path=one.path, kind=kind, size=one.size, sha256=one.sha256)
            for kind, one in files
        )
        return _told(public, Edition(id=about.id, day=about.day, files=taken), notices, tell)

    return pages


def of_preview(public: Public, day: date, notices: Sequence[Notice], tell: Tell) -> Pages:
    """Return what makes the site of a preview, each page marked as one."""

    def pages(_: tuple[tuple[str, File], ...]) -> Iterator[Page]:
        return _told(public, Edition(day=day, is_preview=True), notices, tell)

    return pages


def _told(
    public: Public, edition: Edition, notices: Sequence[Notice], tell: Tell
) -> Iterator[Page]:
    workers = min(_MOST_WORKERS, os.cpu_count() or 1) if public.count > _ALONE else 1
    made = site.pages(public, edition, notices=notices, workers=workers)
    for number, page in enumerate(made):
        if number % _EVERY == 0:
            tell(f"writing the site ({number:,} files so far)" if number else "writing the site")
        yield page
