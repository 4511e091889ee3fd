"""Web archives as reports: WARC, ARC and WACZ files, a page at a time."""

import hashlib
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from onrecord.acquire.acquired import Acquired
from onrecord.kit import apart
from onrecord.model import Capture, Document, Hop, Problem, Severity, Way

SUFFIXES = (".warc", ".warc.gz", ".arc", ".arc.gz", ".wacz")
STARTS = (b"WARC/", b"filedesc://", b"\x1f\x8b\x08")
_MOST = 20 * 1024 * 1024
_BATCH = "onrecord.acquire.archives.child:batch"
_BYTES_A_SECOND = 4 * 1024 * 1024  # a tenth of what is measured: time for slow machines
_SEVERITY = {"web-archive-doubt": Severity.WARNING, "empty-document": Severity.WARNING,
             "web-archive-revisit": Severity.NOTE}  # fmt: skip

__all__ = ["STARTS", "SUFFIXES", "is_web_archive", "pages", "unpacked"]


def is_web_archive(name: str) -> bool:
    """
    Return whether a file is a web archive by its name.

    >>> is_web_archive("coast.warc.gz"), is_web_archive("Coast.WACZ"), is_web_archive("a.gz")
    (True, True, False)
    """
    return name.lower().endswith(SUFFIXES)


def pages(
    given: Path | bytes, name: str, *, container: str | None = None, most_bytes: int = _MOST
) -> Iterator[Acquired | Problem]:
    """
    Return the reports that a web archive holds: pages, PDFs and texts that a server sent.

    A page is named by its address, so that one page in two archives is one document. It is
    given only if its record is whole (`kit.warc`) and its body unpacks whole; everything
    else is a Problem at its place in the file. What later records say was as before is
    taken from where it stands. Pictures, scripts, pages that a server did not have, and what
    other programs made of a page (`urn:`) are no reports.

    The archive is read in a process of its own and never as a whole: a file on the disk may
    be of any size. One in memory comes with each of its reports in `kept`, the same object.

    Args:
        given: The file; or its bytes.
        name: What it is called, for problems.
        container: SHA-256 of the file where it is kept; it is worked out if not given.
        most_bytes: A larger page is a Problem.

    Elsewhere: ISO 28500:2017 (WARC 1.1); WACZ 1.1.1.
    """
    kept = (given,) if isinstance(given, bytes) else ()
    sha256 = container or _sha256(given)
    size = given.stat().st_size if isinstance(given, Path) else len(given)
    told: dict[str, Any] = {
        "token": secrets.token_hex(8),
        "number": 0,
        "path": str(given.absolute()) if isinstance(given, Path) else None,
        "name": name,
        "most": most_bytes,
    }
    is_done = False
    while not is_done:
        data = given if isinstance(given, bytes) and not told["number"] else b""
        seconds = apart.SECONDS + size / _BYTES_A_SECOND
        try:
            answer = apart.asked(_BATCH, data, told, seconds=seconds)
        except apart.TooHard as fault:
            message = f"The rest of this web archive was not read: {fault}."
            yield _problem("web-archive-unsafe", message, name)
            return
        is_done = answer.told["is_done"]
        told["number"] += 1
        yield from _given(answer, sha256, kept)


def unpacked(name: str, data: bytes) -> Iterator[Acquired | Problem]:
    """Return the reports of a web archive that is in memory; `acquire.containers` asks so."""
    return pages(data, name)


def _given(
    answer: apart.Answer, container: str, kept: tuple[bytes, ...]
) -> Iterator[Acquired | Problem]:
    at = 0
    for item in answer.told["items"]:
        if "code" in item:
            code, message, where = (item[key] for key in ("code", "message", "where"))
            yield _problem(code, message, where)
            continue
        data = answer.data[at : at + item["size"]]
        at += item["size"]
        capture = Capture(
            way=Way.CONTAINER,
            at=datetime.fromisoformat(item["at"]),
            asked=item["asked"],
            hops=tuple(Hop(url=url, status=status, address=address or None)
                       for url, status, address in item["hops"]),
            headers=tuple((name, says) for name, says in item["headers"]),
            container=container,
            member=item["member"],
            faults=tuple(item["faults"]),
        )  # fmt: skip
        document = Document(name=item["uri"])
        yield Acquired(
            document=document, data=data, media_type=item["media"], capture=capture, kept=kept
        )


def _problem(code: str, message: str, where: str) -> Problem:
    severity = _SEVERITY.get(code, Severity.ERROR)
    return Problem(code=code, message=message, where=where, severity=severity)


def _sha256(given: Path | bytes) -> str:
    if isinstance(given, bytes):
        return hashlib.sha256(given).hexdigest()
    with given.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
