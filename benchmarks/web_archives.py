"""
How many records a second of one core: ours, fastwarc and warcio, in one run.

    python benchmarks/web_archives.py [RECORDS]

It makes a web archive of one `warcinfo` and RECORDS (8,000) answers of 28 kB on average, packed
record by record, and reads it several times with each, in turn. Ours checks lengths and
digests and makes a SHA-256 of every body; so does the row "fastwarc, SHA-256".
"""

# ruff: noqa: INP001, T201 - a program to be run by hand

import hashlib
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from fastwarc.warc import ArchiveIterator as Fast
from warcio.archiveiterator import ArchiveIterator as Slow

from onrecord.acquire import Acquired, archives
from onrecord.kit import apart, warc

_ROUNDS = 3
_AT = datetime(2026, 1, 2, tzinfo=UTC)


def made(path: Path, count: int) -> int:
    """Write a web archive and return how many bytes its bodies have."""
    draw = random.Random(7)  # noqa: S311 - the same archive every time, no secret
    words = [f"{draw.getrandbits(28):x}" for _ in range(6000)]
    total = 0
    with path.open("wb") as file:
        file.write(warc.written("warcinfo", [("Content-Type", "application/warc-fields")],
                                b"software: benchmark\r\n", at=_AT))  # fmt: skip
        for number in range(count):
            text = " ".join(draw.choices(words, k=draw.randint(500, 6700)))
            body = f"<html><title>{number}</title><p>{text}</p></html>".encode()
            head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
            fields = [("WARC-Target-URI", f"https://example.org/{number}"),
                      ("Content-Type", "application/http; msgtype=response")]  # fmt: skip
            file.write(warc.written("response", fields, head + body, at=_AT, payload=body))
            total += len(body)
    return total


def framed(path: Path) -> int:
    """Ours, in this process: lengths, digests, and a SHA-256 of each body."""
    count = 0
    with path.open("rb") as file:
        for one in warc.records(file, most=20 << 20):
            assert isinstance(one, warc.Record), one  # noqa: S101
            answer = warc.message(one.block or b"")
            hashlib.sha256(answer.body if answer else one.block or b"").hexdigest()
            count += 1
    return count


def pages(path: Path) -> int:
    """Ours, as `onrecord add` does it: in another process, as reports, SHA-256 of each."""
    count = 0
    for one in archives.pages(path, path.name):
        assert isinstance(one, Acquired), one  # noqa: S101
        hashlib.sha256(one.data).hexdigest()
        count += 1
    return count + 1


def fast(path: Path) -> int:
    """Fastwarc, bare."""
    return sum(len(one.reader.read()) >= 0 for one in Fast(str(path)))


def fast_hashed(path: Path) -> int:
    """Fastwarc, with a SHA-256 of each body."""
    return sum(len(hashlib.sha256(one.reader.read()).hexdigest()) > 0 for one in Fast(str(path)))


def slow(path: Path) -> int:
    """Warcio, its own digest check on."""
    with path.open("rb") as file:
        return sum(len(one.content_stream().read()) >= 0 for one in Slow(file, check_digests=True))


def _seconds(work: Callable[[Path], int], path: Path, expected: int) -> float:
    import resource  # noqa: PLC0415 - only where this is run

    apart.stop()
    before = time.process_time() + _of_children(resource)
    found = work(path)
    apart.stop()
    if found != expected:
        sys.exit(f"{work.__name__} found {found} records, not {expected}")
    return time.process_time() + _of_children(resource) - before


def _of_children(resource: object) -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)  # type: ignore[attr-defined]
    return float(used.ru_utime + used.ru_stime)


def main() -> None:
    """Measure, and write a table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 8000
    works = (framed, pages, fast, fast_hashed, slow)
    best: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.warc.gz"
        total = made(path, count)
        packed = path.stat().st_size
        print(f"{count + 1:,} records, {total / 1e6:.0f} MB of bodies, {packed / 1e6:.0f} packed")
        for _ in range(_ROUNDS):
            for work in works:
                taken = _seconds(work, path, count + 1)
                best[work.__name__] = min(taken, best.get(work.__name__, taken))
    for name, seconds in best.items():
        print(f"{name:12} {(count + 1) / seconds:8,.0f} records a second of one core")


if __name__ == "__main__":
    main()
