"""A release or a preview, written into a folder that nobody looks at yet."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from onrecord.model.public import Public
from onrecord.publish.formats import Format
from onrecord.publish.release import manifest, readme, side_by_side, signing
from onrecord.publish.release.content import Settled
from onrecord.publish.release.folder import Folder
from onrecord.publish.release.in_words import protection
from onrecord.publish.release.manifest import File, Manifest

PREVIEW = "preview.json"


class Page(Protocol):
    """A file of the site: its path with `/`, and its bytes."""

    @property
    def path(self) -> str:
        """Where it goes."""
        ...

    @property
    def body(self) -> bytes:
        """What it holds."""
        ...


# Makes the site; is given the files of data, each with its layout's name, to name them.
Pages = Callable[[tuple[tuple[str, File], ...]], Iterable[Page]]
Tell = Callable[[str], None]  # is told what is being written


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """
    What a release says of itself beside what is public in it.

    Attributes:
        id, made_at, day: As in `Manifest`.
        sign_offs: How many signed it off.
        previous: As in `Manifest`.
        key: What signs it; None leaves it unsigned.
    """

    id: str
    made_at: datetime
    day: date
    sign_offs: int = 0
    previous: tuple[str, str] | None = None
    key: signing.Key | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """
    What was written.

    Attributes:
        manifest: As it stands in the folder.
        data: Its bytes.
        lacking: Layouts that were left out, since this machine lacks what writes them.
    """

    manifest: Manifest
    data: bytes
    lacking: tuple[str, ...] = ()


def release(
    root: Path,
    settled: Settled,
    about: About,
    pages: Pages,
    formats: Mapping[str, Format],
    tell: Tell = lambda _: None,
    workers: int = 1,
) -> Written:
    """
    Write a release: the data, the site, a README, the hashes, and the manifest at the end.

    Args:
        root: An empty folder.
        settled: What is public.
        about: What the release says of itself.
        pages: Makes the site.
        formats: The layouts of the data.
        tell: Is told what is being written.
        workers: How many processes write the data.

    Raises:
        OSError: The folder cannot be written.
    """
    folder = Folder(root, is_for_all=True)
    files, lacking = data(folder, settled.public, formats, tell, workers)
    tell("writing the site")
    for page in pages(files):
        folder.write(page.path, page.body)
    said = _said(settled, about)
    if about.key is not None:
        folder.write(signing.PUBLIC, about.key.public)
    folder.write(readme.NAME, readme.readme(said, about.key.id if about.key else ""))
    folder.write(readme.SUMS, readme.sums(replace(said, files=folder.files)))
    said = replace(said, files=folder.files)
    told = manifest.as_bytes(said)
    if about.key is not None:
        signature = about.key.signature(told, about.id, about.made_at)
        folder.write(manifest.NAME + signing.SUFFIX, signature)
    folder.write(manifest.NAME, told)
    return Written(manifest=said, data=told, lacking=lacking)


def preview(root: Path, settled: Settled, pages: Pages, day: date, at: datetime) -> None:
    """
    Write the pages of what would be released, for the keepers' eyes.

    There is no data to take away in it and no manifest, so that it cannot be taken for a
    release; `preview.json` lists what was written.
    """
    folder = Folder(root, is_for_all=False)
    for page in pages(()):
        folder.write(page.path, page.body)
    said = _said(settled, About(id="", made_at=at, day=day))
    folder.write(PREVIEW, manifest.as_bytes(replace(said, files=folder.files)))


def data(
    folder: Folder, public: Public, formats: Mapping[str, Format], tell: Tell, workers: int = 1
) -> tuple[tuple[tuple[str, File], ...], tuple[str, ...]]:
    """
    Write what is public in every layout, and return the files and what could not be written.

    Args:
        folder: Where to.
        public: What is public.
        formats: The layouts. One that is made by a rulebook which is not shown is left out.
        tell: Is told what is being written.
        workers: How many processes write; with 1, this one does.
    """
    wanted = {
        name: form for name, form in formats.items() if _is_shown(form, public.allowed.rulebooks)
    }
    lacking: list[str] = []
    jobs = [(form, folder.reserve(f"data/{form.file}")) for form in wanted.values()]
    tell("writing the data")
    made = side_by_side.written(public, jobs, workers)
    for (name, form), file in zip(wanted.items(), made, strict=True):
        tell(f"writing the data ({form.file})")
        if file is None:
            folder.discard(f"data/{form.file}")
            lacking.append(name)
        else:
            folder.take(file)
    named = {f"data/{form.file}": name for name, form in formats.items()}
    return tuple((named[file.path], file) for file in folder.files), tuple(lacking)


def _is_shown(form: Format, rulebooks: Collection[str]) -> bool:
    return not form.rulebook or form.rulebook in rulebooks


def _said(settled: Settled, about: About) -> Manifest:
    public = settled.public
    return Manifest(
        id=about.id,
        made_at=about.made_at,
        day=about.day,
        program=public.program,
        name=public.allowed.title or public.name,
        keeper=public.allowed.keeper,
        contact=public.allowed.contact,
        licence=public.allowed.licence,
        content=settled.sha256,
        incidents=public.count,
        claims=settled.claims,
        documents=len(public.documents),
        has_proposals=public.allowed.proposals,
        sign_offs=about.sign_offs,
        rulebooks=tuple((b.name, b.version, b.codebook) for b in public.rulebooks),
        protection=protection(public.allowed),
        previous=about.previous,
    )
