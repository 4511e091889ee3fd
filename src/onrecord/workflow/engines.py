"""What a reading stands on: the readers of claims, the names known, and their versions."""

import hashlib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable

from onrecord import extract, read, resolve
from onrecord.model import Named, Names, Reader, Text

_DECIDES = ("read", "extract", "resolve", "model", "vocab", "kit")


@cache
def by(manner: read.Manner = read.AS_USUAL, asked: str | None = None) -> str:
    """
    Return by name and version what a reading depends on; where it differs, reports are read again.

    It ends with a hash of the code, word lists and tables themselves: a rule that was
    changed without a new version number must not leave old readings standing.

    Args:
        manner: What the record's settings say of reading.
        asked: Name and version of the language model that is asked too; None asks none.
    """
    engines = ", ".join(reader.engine for reader in (*_readers(), extract.table_reader()))
    version = f"onrecord {metadata.version('onrecord')}, {engines}, {_hash_of_code()}"
    way = _CARE if manner.careful else _BULK if manner.bulk else ""
    beside = (way, manner.ocr.name if manner.ocr else "", asked or "")
    return ", ".join((version, *filter(None, beside)))


_CARE = "pages read with care"
_BULK = "pages read in bulk"
_IMPORTED = ", imported"
_TAKEN_DOWN = ", taken down"


def by_import() -> str:
    """Return what the reading of a table depends on that was imported, not found in a folder."""
    return by() + _IMPORTED


def by_testimony() -> str:
    """Return what the reading of a statement depends on that was taken down from a person."""
    return by() + _TAKEN_DOWN


def was_imported(by: str | None) -> bool:
    """Return whether a reading is of a table or a statement, which no folder of reports holds."""
    return by is not None and by.endswith((_IMPORTED, _TAKEN_DOWN))


@cache
def names() -> Names:
    """Return what the program knows by name, loaded once."""
    return _Remembering(resolve.names())


_A_NAME = 100  # characters: what is longer is a text
_NAMES = 20_000  # of them that are remembered, some 20 MB


class _Remembering:
    """
    Finds the names of a text once, though the reader and the resolver both ask.

    What a name means by itself is asked for again and again, by report after report.
    """

    def __init__(self, known: Names) -> None:
        self.place = known.place
        self.actor = known.actor
        self._find = known.find
        self._alone = lru_cache(_NAMES)(known.find)
        self._last: tuple[str, tuple[Named, ...]] | None = None

    def find(self, content: str) -> tuple[Named, ...]:
        """Return what is named in a text."""
        if len(content) <= _A_NAME:
            return self._alone(content)
        if self._last is None or self._last[0] != content:
            self._last = (content, self._find(content))
        return self._last[1]


def reader_of(text: Text) -> Reader | None:
    """Return the reader of tables for a table, else the one that reads its language, if any."""
    if text.reader == extract.table_reader().of:
        return extract.table_reader()
    return next((reader for reader in _readers() if reader.reads(text.language)), None)


@cache
def _readers() -> tuple[Reader, ...]:
    return (extract.english_reader(), extract.arabic_reader())


def _hash_of_code() -> str:
    digest = hashlib.sha256()
    root = resources.files("onrecord")
    for package in _DECIDES:
        for name, file in sorted(_files(root / package, package)):
            digest.update(name.encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:12]


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for inside in folder.iterdir():
        name = f"{path}/{inside.name}"
        if inside.is_dir():
            yield from _files(inside, name)
        elif not name.endswith(".pyc"):
            yield name, inside
