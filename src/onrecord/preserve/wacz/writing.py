"""A WACZ out of what a record keeps: the exchanges as they came, and everything else beside."""

import hashlib
import io
import itertools
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import IO, BinaryIO, NamedTuple
from urllib.parse import quote

from onrecord.kit import warc
from onrecord.model import Part
from onrecord.preserve.wacz import index, layout

_GZIP = b"\x1f\x8b"
_MOST = 64 * 1024 * 1024
_LARGE = (
    1024 * 1024 * 1024
)  # a member of 2 GiB needs another kind of header, on which players stumble
_TIME = (1980, 1, 1, 0, 0, 0)  # the same for every member: the same record is the same file


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """
    A document of a record, to be written out.

    Attributes:
        name: The document's: an address, or a name in a folder.
        sha256: Of its bytes, which is their name in the archive.
        media_type: What they are.
        at: When they were got (UTC).
        title: Its headline; None if it has none.
        exchange: SHA-256 of the kept WARC that has what went over the wire; None if none.
        parts: Pictures and attachments kept with it.
    """

    name: str
    sha256: str
    media_type: str
    at: datetime
    title: str | None = None
    exchange: str | None = None
    parts: tuple[Part, ...] = ()

    @property
    def url(self) -> str:
        """Its address; a file's name as one."""
        is_address = self.name.startswith(("http://", "https://"))
        return self.name if is_address else f"file:///{quote(self.name)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """
    What stands in a WACZ.

    Attributes:
        pages: How many documents.
        exchanges: How many of the record's kept exchanges, each as it was kept.
        resources: How many files that no exchange holds.
    """

    pages: int
    exchanges: int
    resources: int


def write(
    out: BinaryIO, pages: Iterable[Page], read: Callable[[str], bytes], *, title: str, software: str
) -> Written:
    """
    Write documents and what is kept with them as a WACZ file.

    What went over the wire stands in `archive/captures.warc.gz` byte for byte as it was
    kept, one kept file after the other. Everything that no exchange holds (reports that came
    as files, attachments, pages out of other archives) stands in `archive/files.warc.gz` as
    `resource` records, so that nothing is left out. The same documents give the same bytes.

    Args:
        out: Where to; it must be able to go back.
        pages: The documents.
        read: Gives the bytes that are kept under a hash.
        title: What the whole is called.
        software: Name and version of the program.
    """
    known = sorted(pages, key=lambda page: (page.at, page.name, page.sha256))
    job = _Job(read=read, title=title, software=software)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        job.archive = archive
        exchanges = _write_warcs(job, "captures", _exchanges(known, job))
        resources = _write_warcs(job, "files", _resources(known, job))
        job.put("indexes/index.cdxj", "".join(f"{one}\n" for one in sorted(job.lines)))
        job.put(layout.PAGES, "".join(f"{one}\n" for one in _page_lines(known)))
        created = max((page.at for page in known), default=datetime(1970, 1, 1, tzinfo=UTC))
        _write_manifest(job, _iso(created))
    return Written(pages=len(known), exchanges=exchanges, resources=resources)


@dataclass
class _Job:
    read: Callable[[str], bytes]
    title: str
    software: str
    archive: zipfile.ZipFile | None = None
    lines: list[str] = field(default_factory=list)
    addresses: dict[str, set[str]] = field(default_factory=dict)  # by exchange
    resources: list[dict[str, object]] = field(default_factory=list)

    @contextmanager
    def member(self, path: str) -> Iterator["_Hashed"]:
        """Write one file of the archive, and note its hash and its size."""
        if self.archive is None:
            raise AssertionError
        about = zipfile.ZipInfo(path, date_time=_TIME)
        about.create_system = 3
        about.external_attr = 0o100644 << 16
        with self.archive.open(about, "w") as stream:
            hashed = _Hashed(stream)
            yield hashed
        self.resources.append({
            "name": PurePosixPath(path).name,
            "path": path,
            "hash": f"sha256:{hashed.sha256.hexdigest()}",
            "bytes": hashed.size,
        })  # fmt: skip

    def put(self, path: str, words: str) -> str:
        """Write one file of words, and return its hash."""
        with self.member(path) as member:
            member.write(words.encode())
        return member.sha256.hexdigest()


class _Part(NamedTuple):
    """Records to be written together, and where in them those begin that an index lists."""

    data: bytes
    records: tuple[tuple[warc.Record, int], ...]


class _Hashed:
    """A stream that is hashed while it is written."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.sha256 = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> None:
        self._stream.write(data)
        self.sha256.update(data)
        self.size += len(data)


def _write_warcs(job: _Job, name: str, parts: Iterator["_Part"]) -> int:
    """Write WARC files of about a gigabyte each, as is the custom, and return how many parts."""
    count = 0
    for number in itertools.count(1):
        file = f"{name}.warc.gz" if number == 1 else f"{name}-{number}.warc.gz"
        with job.member(f"{layout.ARCHIVES}{file}") as member:
            _write_info(member, job)
            for part in parts:
                start = member.size
                member.write(part.data)
                job.lines += [index.line(one, file, start + at) for one, at in part.records]
                count += 1
                if member.size > _LARGE:
                    break
            else:
                return count
    raise AssertionError


def _exchanges(pages: Sequence[Page], job: _Job) -> Iterator[_Part]:
    for sha256 in dict.fromkeys(page.exchange for page in pages if page.exchange):
        data = job.read(sha256)
        found = list(_records(data))
        if not data.startswith(_GZIP):
            packed = [warc.packed(data[one.offset : one.offset + one.length]) for one in found]
            found = list(_records(b"".join(packed)))
            data = b"".join(packed)
        listed = tuple((one, one.offset) for one in found if one.kind in layout.INDEXED)
        job.addresses[sha256] = {one.uri for one, _ in listed}
        yield _Part(data, listed)


def _resources(pages: Sequence[Page], job: _Job) -> Iterator[_Part]:
    for page in pages:
        # A page that was taken out of a file has another address than what its exchange has.
        wanted = [(page.url, page.media_type, page.sha256)]
        wanted += [(_address(part, page), part.media_type, part.sha256) for part in page.parts]
        for url, media, sha256 in wanted:
            if page.exchange and url in job.addresses[page.exchange]:
                continue  # the exchange has it, with what the server said of it
            fields = [("WARC-Target-URI", url), ("Content-Type", media)]
            data = warc.written("resource", fields, job.read(sha256), at=page.at)
            yield _Part(data, tuple((one, 0) for one in _records(data)))


def _records(data: bytes) -> Iterator[warc.Record]:
    for one in warc.records(io.BytesIO(data), most=_MOST):
        if isinstance(one, warc.Record):  # what is broken stays as it was kept, and is not listed
            yield one


def _address(part: Part, page: Page) -> str:
    if part.url.startswith(("http://", "https://")):
        return part.url
    return f"file:///{quote(page.name)}/{quote(part.url)}"


def _write_info(member: _Hashed, job: _Job) -> None:
    about = f"software: {job.software}\r\nformat: WARC File Format 1.1\r\n".encode()
    fields = [("Content-Type", "application/warc-fields")]
    member.write(warc.written("warcinfo", fields, about, at=datetime(1980, 1, 1, tzinfo=UTC)))


def _page_lines(pages: Sequence[Page]) -> Iterator[str]:
    yield json.dumps({"format": "json-pages-1.0", "id": "pages", "title": "All Pages"})
    for page in pages:
        told = {"id": page.sha256[:20], "url": page.url, "ts": _iso(page.at),
                "title": page.title or page.name}  # fmt: skip
        yield json.dumps(told, ensure_ascii=False)


def _write_manifest(job: _Job, created: str) -> None:
    told = {
        "profile": "data-package",
        "title": job.title,
        "created": created,
        "software": job.software,
        "wacz_version": layout.VERSION,
        "resources": list(job.resources),
    }
    words = json.dumps(told, ensure_ascii=False, indent=2)
    sha256 = job.put(layout.MANIFEST, words)
    job.put(layout.DIGEST, json.dumps({"path": layout.MANIFEST, "hash": f"sha256:{sha256}"}))


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
