"""The site of a release or of a preview, made from what is public."""

from collections.abc import Callable, Iterator
from datetime import date

from onrecord.model.public import Public
from onrecord.publish import site
from onrecord.publish.release import About, Pages
from onrecord.publish.release.manifest import File
from onrecord.publish.site import DataFile, Edition, Page

_EVERY = 500  # pages between two words of progress
Tell = Callable[[str], None]


def of_release(public: Public, about: About, tell: Tell) -> Pages:
    """Return what makes the site of a release, given the files of its data."""

    def pages(files: tuple[tuple[str, File], ...]) -> Iterator[Page]:
        taken = tuple(
            DataFile(path=one.path, kind=kind, size=one.size, sha256=one.sha256)
            for kind, one in files
        )
        return _told(public, Edition(id=about.id, day=about.day, files=taken), tell)

    return pages


def of_preview(public: Public, day: date, tell: Tell) -> Pages:
    """Return what makes the site of a preview, each page marked as one."""

    def pages(_: tuple[tuple[str, File], ...]) -> Iterator[Page]:
        return _told(public, Edition(day=day, is_preview=True), tell)

    return pages


def _told(public: Public, edition: Edition, tell: Tell) -> Iterator[Page]:
    for number, page in enumerate(site.pages(public, edition)):
        if number % _EVERY == 0:
            tell(f"writing the site ({number:,} files so far)" if number else "writing the site")
        yield page
