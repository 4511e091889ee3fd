"""The looking through of a WACZ, in a process of its own."""

import gzip
import hashlib
import json
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

from onrecord.kit import warc
from onrecord.kit.zips import Unsafe, guarded
from onrecord.preserve.wacz import layout

_MOST_WORDS = 256 * 1024 * 1024
_MOST_LINE = 1024 * 1024
_MOST_BLOCK = 16 * 1024 * 1024
_MOST_ALIKE = 20
_FAULTS = (zipfile.BadZipFile, zlib.error, gzip.BadGzipFile, OSError, EOFError)

Found = list[tuple[str, str, str]]


def found(_: bytes, told: dict[str, Any]) -> dict[str, Any]:
    """Return what is wrong with a WACZ, as JSON holds it; `verifying.verified` tells the rest."""
    path = Path(told["path"])
    look = _Look(path.name)
    with path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        try:
            with guarded(stream) as archive:
                look.through(archive)
        except Unsafe as fault:
            look.remark("wacz-unsafe", "", f"It was not opened: {fault}.")
        except _FAULTS as fault:
            look.remark("wacz-unsafe", "", f"It is damaged: {fault}.")
    return {
        "sha256": sha256,
        "found": look.told(),
        "records": look.records,
        "unproven": look.unproven,
        "is_signed": look.is_signed,
    }


class _Look:
    def __init__(self, name: str) -> None:
        self._name = name
        self._found: Found = []
        self._count: Counter[str] = Counter()
        self._there: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._addresses: set[str] = set()
        self.records = 0
        self.unproven = 0
        self.is_signed = False

    def remark(self, code: str, inside: str, message: str) -> None:
        """Note a problem; of many alike the first."""
        self._count[code] += 1
        if self._count[code] <= _MOST_ALIKE:
            self._found.append((code, f"{self._name}/{inside}" if inside else self._name, message))

    def told(self) -> Found:
        """Return what was noted."""
        for code, count in self._count.items():
            if count > _MOST_ALIKE:
                more = f"{count - _MOST_ALIKE:,} more problems of this kind are in it."
                self._found.append((code, self._name, more))
        return self._found

    def through(self, archive: zipfile.ZipFile) -> None:
        """Look through everything."""
        files = {one.filename for one in archive.infolist() if not _is_folder(one)}
        manifest = self._manifest(archive, files)
        if manifest is None:
            return
        self._digest(archive, files)
        self._resources(archive, files, manifest)
        self._layout(files)
        for name in sorted(files):
            if name.startswith(layout.ARCHIVES) and name.endswith(layout.WARC_SUFFIXES):
                self._records(archive, name)
        self._indexes(archive, files)
        if layout.PAGES in files:
            self._pages(archive)

    def _manifest(self, archive: zipfile.ZipFile, files: set[str]) -> list[dict[str, Any]] | None:
        if layout.MANIFEST not in files:
            self.remark(
                "wacz-manifest", "", f"It has no {layout.MANIFEST}: nothing says what is in it."
            )
            return None
        told = _json(archive, layout.MANIFEST)
        resources = told.get("resources") if isinstance(told, dict) else None
        if not isinstance(resources, list) or not all(isinstance(one, dict) for one in resources):
            self.remark("wacz-manifest", layout.MANIFEST, "This is no list of files.")
            return None
        return resources

    def _digest(self, archive: zipfile.ZipFile, files: set[str]) -> None:
        if layout.DIGEST not in files:
            message = f"It has no {layout.DIGEST}: nothing says what its list of files should be."
            self.remark("wacz-manifest", "", message)
            return
        told = _json(archive, layout.DIGEST)
        is_table = isinstance(told, dict)
        with archive.open(layout.MANIFEST) as stream:
            own = f"sha256:{hashlib.file_digest(stream, 'sha256').hexdigest()}"  # type: ignore[arg-type]
        if not is_table or told.get("hash") != own:
            message = f"The hash of {layout.MANIFEST} is another than this says."
            self.remark("wacz-manifest", layout.DIGEST, message)
        signed = told.get("signedData") if is_table else None
        self.is_signed = isinstance(signed, dict)
        if isinstance(signed, dict) and signed.get("hash") != own:
            message = f"What was signed is not the hash of {layout.MANIFEST}."
            self.remark("wacz-manifest", layout.DIGEST, message)

    def _resources(
        self, archive: zipfile.ZipFile, files: set[str], resources: list[dict[str, Any]]
    ) -> None:
        listed: set[str] = set()
        for one in resources:
            path = one.get("path")
            if not isinstance(path, str) or path in listed:
                self.remark(
                    "wacz-manifest",
                    layout.MANIFEST,
                    "A file in the list has no name, or stands twice.",
                )
                continue
            listed.add(path)
            if path not in files:
                self.remark("wacz-manifest", path[:300], "This file is listed and is not there.")
                continue
            why = _differs(archive, path, one)
            if why:
                self.remark("wacz-manifest", path, why)
        for path in sorted(files - listed - {layout.MANIFEST, layout.DIGEST}):
            self.remark("wacz-manifest", path, "This file is there and is not listed.")

    def _layout(self, files: set[str]) -> None:
        for folder, endings, what in (
            (layout.ARCHIVES, layout.WARC_SUFFIXES, "web archive"),
            (layout.INDEXES, layout.INDEX_SUFFIXES, "index"),
        ):
            if not any(name.startswith(folder) and name.endswith(endings) for name in files):
                self.remark("wacz-manifest", "", f"It has no {what}: nothing is in {folder}.")
        if layout.PAGES not in files:
            self.remark("wacz-page", "", f"It has no list of pages, {layout.PAGES}.")

    def _records(self, archive: zipfile.ZipFile, name: str) -> None:
        with archive.open(name) as stream:
            for one in warc.records(cast("BinaryIO", stream), most=_MOST_BLOCK):
                if isinstance(one, warc.Fault):
                    of = f" (of {one.uri[:300]})" if one.uri else ""
                    message = f"A record{of} is not whole: {one.why}."
                    self.remark("wacz-record", f"{name}:{one.offset}", message)
                    continue
                self.records += 1
                self.unproven += not one.is_checked
                for doubt in one.doubts:
                    message = f"A record of {one.uri[:300]} is doubtful: {doubt}."
                    self.remark("wacz-record", f"{name}:{one.offset}", message)
                if one.kind in layout.INDEXED:
                    key = (PurePosixPath(name).name, one.offset)
                    digest = one.fields.get("warc-payload-digest", "")
                    self._there[key] = (one.uri, digest, one.length)
                    self._addresses.add(one.uri)

    def _indexes(self, archive: zipfile.ZipFile, files: set[str]) -> None:
        indexed: set[tuple[str, int]] = set()
        for name in sorted(files):
            if name.startswith(layout.INDEXES) and name.endswith(layout.INDEX_SUFFIXES):
                for number, line in enumerate(_lines(archive, name), 1):
                    key, why = self._indexed(line)
                    if key:
                        indexed.add(key)
                    if why:
                        self.remark("wacz-record", f"{name}:{number}", why)
        for file, offset in sorted(set(self._there) - indexed):
            uri = self._there[file, offset][0]
            if uri.startswith(("http://", "https://")):
                message = f"A record of {uri[:300]} stands in no index: players do not show it."
                self.remark("wacz-page", f"{layout.ARCHIVES}{file}:{offset}", message)

    def _indexed(self, line: bytes) -> tuple[tuple[str, int] | None, str]:
        """Return which record a line of an index is of, and what is wrong with the line."""
        try:
            told = json.loads(line.split(b" ", 2)[2])
            key = (PurePosixPath(str(told["filename"])).name, int(told["offset"]))
            length = int(told["length"])
        except (ValueError, LookupError, TypeError, RecursionError):
            return None, "This line of the index cannot be read."
        there = self._there.get(key)
        if there is None:
            return key, "The index names a record that is not there, or is not whole."
        uri, digest, size = there
        said = str(told.get("digest") or digest)
        if told.get("url") not in {uri, None} or length != size or not _is_same(said, digest):
            return key, f"The index says something else of {uri[:300]} than the record does."
        return key, ""

    def _pages(self, archive: zipfile.ZipFile) -> None:
        for number, line in enumerate(_lines(archive, layout.PAGES), 1):
            try:
                url = json.loads(line).get("url")
            except (ValueError, AttributeError, RecursionError):
                self.remark("wacz-page", f"{layout.PAGES}:{number}", "This line cannot be read.")
                continue
            if url is not None and url not in self._addresses:
                message = f"The page {str(url)[:300]} is listed and no record is of it."
                self.remark("wacz-page", f"{layout.PAGES}:{number}", message)


def _is_folder(member: zipfile.ZipInfo) -> bool:
    return member.filename.endswith("/") and member.file_size == 0


def _json(archive: zipfile.ZipFile, name: str) -> Any:
    with archive.open(name) as stream:
        try:
            return json.loads(stream.read(_MOST_WORDS))
        except (ValueError, RecursionError):
            return None


def _differs(archive: zipfile.ZipFile, path: str, told: dict[str, Any]) -> str:
    """Return in what way a file is another than the manifest says; empty if in none."""
    said = told.get("hash")
    if not isinstance(said, str) or not said.startswith("sha256:"):
        kind = str(said).partition(":")[0][:40]
        return f"Its hash in the list is no SHA-256 ({kind}), and proves nothing."
    with archive.open(path) as stream:
        own = hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]
    if said != f"sha256:{own}":
        return "This file is another than the list says: its hash differs."
    if told.get("bytes") not in {None, archive.getinfo(path).file_size}:
        return "This file has another size than the list says."
    return ""


def _lines(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Return the lines of a file that are not empty and no remarks."""
    with archive.open(name) as raw:
        stream = gzip.GzipFile(fileobj=raw) if name.endswith(".gz") else raw
        size = 0
        while (line := stream.readline(_MOST_LINE)) and size < _MOST_WORDS:
            size += len(line)
            if line.strip() and not line.startswith(b"!"):
                yield line.strip()


def _is_same(one: str, other: str) -> bool:
    """Return whether two digests say the same, as far as they can be compared as words."""
    kinds = [said.partition(":")[0].lower().replace("-", "") for said in (one, other)]
    if kinds[0] != kinds[1] or len(one) != len(other):
        return True  # SHA-1 beside SHA-256: each is checked against the bytes where it stands
    return one.lower().replace("-", "") == other.lower().replace("-", "")
