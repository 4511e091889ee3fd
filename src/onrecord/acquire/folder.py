"""A folder of reports, file by file."""

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from onrecord.acquire import containers, kinds, manifest, parquet
from onrecord.acquire.acquired import Acquired
from onrecord.model import Document, OnRecordError, Problem, RecordUnusable, Severity, Told

SAVE_AS_CSV = "save it as CSV in UTF-8, each sheet by itself, and use that"
MIB = 1024 * 1024
MOST_BYTES = 20 * MIB

_NO_MORE = {errno.EMFILE, errno.ENFILE}
_ABOUT_THE_FOLDER = frozenset({"README", "SOURCES", "LICENSE", "LICENCE", "NOTICE"})


def folder(path: Path, *, most_bytes: int = MOST_BYTES) -> Iterator[Acquired | Problem]:
    """
    Return the reports of a folder one after another, in the order of their names.

    Folders inside are read too; hidden files, and `manifest.csv` itself, are not reports.
    Nor is a file that tells about the folder, by the custom of writing its name in capitals
    (`README.md`, `SOURCES.md`), unless the manifest names it. What cannot be read is a
    Problem in its place, and the rest goes on. One file at a time is in memory. A single
    file may be given instead of a folder; a manifest beside it is used if it names that file.

    Args:
        path: The folder, or one file.
        most_bytes: A larger file is not read at all.

    Raises:
        OnRecordError: If there is nothing there.
    """
    path = Path(path)
    try:
        is_folder = path.is_dir()
        is_there = is_folder or path.is_file()
    except (OSError, ValueError):
        is_folder = is_there = False
    if not is_there:
        raise OnRecordError(f"there is no folder or file of reports at {str(path)!r}")
    return _of_folder(path, most_bytes) if is_folder else _of_file(path, most_bytes)


def _of_file(path: Path, most_bytes: int) -> Iterator[Acquired | Problem]:
    beside = manifest.read_manifest(path.parent / manifest.NAME, most_bytes)
    yield from _acquired(path, _shown(path.name), beside, most_bytes)


def _of_folder(root: Path, most_bytes: int) -> Iterator[Acquired | Problem]:
    told = manifest.read_manifest(root / manifest.NAME, most_bytes)
    yield from told.problems
    found: dict[str, str] = {}  # names, not Paths: ten thousand of those are 25 MB
    for inner in _walk(root):
        if isinstance(inner, Problem):
            yield inner
        else:
            name = _shown(Path(inner).as_posix())
            if Path(inner).stem not in _ABOUT_THE_FOLDER or manifest.as_key(name) in told.told:
                found[name] = inner
    yield from manifest.about_missing(told, {manifest.as_key(name) for name in found})
    if not found:
        yield _problem("no-reports", "There is no report in this folder.", root.name or ".")
    inside = root.resolve()
    for name in sorted(found):
        path = root / found[name]
        if path.is_symlink() and not path.resolve().is_relative_to(inside):
            message = "This is a link to a file outside the folder; it was not followed."
            yield _problem("link-leaves-folder", message, name)
        else:
            yield from _acquired(path, name, told, most_bytes)


def _walk(root: Path) -> Iterator[str | Problem]:
    """Return the files' names as seen from the folder, in no order."""
    errors: list[OSError] = []
    for here, folders, files in os.walk(root, onerror=errors.append):
        for error in errors:
            yield _problem("file-unreadable", _why(error), _shown(Path(error.filename).name))
        errors.clear()
        for name in folders:
            if (Path(here) / name).is_symlink() and not name.startswith("."):
                message = "This is a link to another folder; it was not followed."
                where = (Path(here) / name).relative_to(root).as_posix()
                yield _problem("link-leaves-folder", message, _shown(where))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in files:
            is_manifest = name == manifest.NAME and Path(here) == root
            if not name.startswith(".") and not is_manifest:
                yield os.path.relpath(os.path.join(here, name), root)  # noqa: PTH118 - as above
    for error in errors:
        yield _problem("file-unreadable", _why(error), _shown(Path(error.filename).name))


def _shown(name: str) -> str:
    """Return a file's name as text that can be stored, whatever bytes it is made of."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _acquired(
    path: Path, name: str, told: manifest.Manifest, most_bytes: int
) -> Iterator[Acquired | Problem]:
    """Return a file as a report; of a file that holds reports, each of them."""
    if parquet.is_parquet(name):
        for row in parquet.texts(path, name, most_bytes=most_bytes):
            yield row if isinstance(row, Problem) else _told_of(row, name, told)
        return
    data = _bytes_of(path, name, most_bytes)
    if isinstance(data, Problem):
        yield data
        return
    inside = containers.unpacked(name, data)
    if inside is not None:
        for one in inside:
            yield one if isinstance(one, Problem) else _told_of(one, name, told)
        return
    what = kinds.why_not_report(name, data)
    if what:
        message = f"This file looks like {what}, which cannot be read as a report yet."
        if kinds.is_spreadsheet(name):
            message = f"This file is a spreadsheet that cannot be read; {SAVE_AS_CSV}."
        yield _problem("not-text", message, name)
        return
    document = replace(Document(name=name), told=told.of(name))
    yield Acquired(document=document, data=data, media_type=kinds.media_type(name, data))


def _told_of(one: Acquired, container: str, told: manifest.Manifest) -> Acquired:
    """Return a report out of a container with what the manifest tells of it, or of the whole."""
    own = told.of(one.document.name)
    words = own if own != Told() else told.of(container)
    if words == Told() or (own == Told() and one.document.told != Told()):
        return one
    return replace(one, document=replace(one.document, told=words))


def _bytes_of(path: Path, name: str, most_bytes: int) -> bytes | Problem:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return _problem("file-unreadable", "This is no ordinary file.", name)
        if status.st_size > most_bytes:
            return _too_large(name, status.st_size, most_bytes)
        with path.open("rb") as stream:
            # Asked for its size and not for the most: so much memory would be set aside.
            data = stream.read(status.st_size + 1)
            if len(data) > status.st_size:  # it grew since its size was asked
                data += stream.read(most_bytes + 1 - len(data))
    except OSError as error:
        if error.errno in _NO_MORE:  # the machine's fault, not the report's
            line = f"this machine opens no more files ({error.strerror}): close some and run again"
            raise RecordUnusable(line) from error
        return _problem("file-unreadable", _why(error), name)
    if len(data) > most_bytes:
        return _too_large(name, len(data), most_bytes)
    return data or _problem("empty-document", "This file is empty.", name)


def _too_large(name: str, size: int, most_bytes: int) -> Problem:
    message = f"This file has {size:,} bytes; more than {most_bytes:,} are not read."
    return _problem("too-large", message, name)


def _why(error: OSError) -> str:
    return f"This file could not be read: {error.strerror or error}."


def _problem(code: str, message: str, name: str) -> Problem:
    severity = Severity.WARNING if code in {"empty-document", "no-reports"} else Severity.ERROR
    return Problem(code=code, message=message, where=name, severity=severity)
