"""Backups made to harm whoever restores them: each by somebody who knows every rule but one."""

import hashlib
from collections.abc import Callable

from onrecord.preserve.backup import Info
from onrecord.preserve.backup.bag import DECLARED, line, tag_lines
from onrecord.preserve.backup.tar_blocks import END, header, padding

Member = tuple[str, bytes]
_SAYS = Info(made="2025-03-12T12:00:00+00:00", program="onrecord 1", record="coast", schema="1")
_MANIFEST = b"onrecord/manifest-sha256.txt"


def backup(*members: Member, says: str = "", manifest: bytes | None = None) -> bytes:
    """Return a backup in which every hash is right, whatever its files are called."""
    own = (says or _SAYS.as_text()).encode()
    lines = b"".join(
        line(hashlib.sha256(data).hexdigest(), name.removeprefix("onrecord/data/"))
        for name, data in members
    ) if manifest is None else manifest  # fmt: skip
    tags = tag_lines(own, hashlib.sha256(lines).hexdigest())
    every = [
        ("onrecord/bagit.txt", DECLARED), ("onrecord/bag-info.txt", own), *members,
        (_MANIFEST.decode(), lines), ("onrecord/tagmanifest-sha256.txt", tags),
    ]  # fmt: skip
    return b"".join(header(n, len(d)) + d + bytes(padding(len(d))) for n, d in every) + END


def _files(*names: str) -> Callable[[], bytes]:
    return lambda: backup(*((f"onrecord/data/{name}", name.encode()) for name in names))


def _with(block: Callable[[], bytes]) -> Callable[[], bytes]:
    """Return a backup with something between its head and its list of files."""

    def made() -> bytes:
        data = backup()
        at = data.index(_MANIFEST)
        return data[:at] + block() + data[at:]

    return made


def _sized(size: int) -> Callable[[], bytes]:
    return _with(lambda: header("onrecord/data/a.txt", size))


def _says(old: str, new: str) -> Callable[[], bytes]:
    return lambda: backup(says=_SAYS.as_text().replace(old, new))


_NESTED_TOML = b"a = " + b"[" * 50_000

BACKUPS: dict[str, Callable[[], bytes]] = {
    "name that climbs": _files("../out"),
    "name that climbs in the middle": _files("a/../../out"),
    "absolute name": _files("/tmp/onrecord-out"),  # noqa: S108 - never written
    "name of a drive": _files("C:\\out"),
    "name with a NUL": lambda: backup(("onrecord/data/a\x01b", b"x")),
    "name twice": lambda: backup(("onrecord/data/a", b"1"), ("onrecord/data/a", b"2")),
    "names out of order": lambda: backup(("onrecord/data/b", b"1"), ("onrecord/data/a", b"2")),
    "file and folder of one name": _files("a", "a/b"),
    "log of the database": _files("record.db-wal"),
    "lock of the record": _files("record.lock"),
    "name that only the archive has": _files("archive/aa/evil"),
    "outside the bag": lambda: backup(("elsewhere/a", b"1")),
    "size below nothing": _sized(-5),
    "size far below nothing": _sized(-(2**62)),
    "size of a planet": _sized(2**80),
    "manifest of a planet": lambda: backup()[: backup().index(_MANIFEST)]
    + header(_MANIFEST.decode(), 2**60) + b"0" * 9_000,
    "manifest below nothing": lambda: backup()[: backup().index(_MANIFEST)]
    + header(_MANIFEST.decode(), -1) + b"0" * 9_000,
    "manifest that lies": lambda: backup(("onrecord/data/a", b"1"), manifest=line("0" * 64, "a")),
    "manifest of more": lambda: backup(("onrecord/data/a", b"1"), manifest=line("0" * 64, "a") * 2),
    "format without end": _says("Backup: 1", "Backup: " + "9" * 6_000),
    "format below nothing": _says("Backup: 1", "Backup: -1"),
    "words that steer the terminal": _says("onrecord 1", "\x1b[2J\x07\u202e"),
    "settings that nest": lambda: backup(
        ("onrecord/data/onrecord.toml", _NESTED_TOML), ("onrecord/data/record.db", b"x")
    ),
    "settings that are no text": lambda: backup(
        ("onrecord/data/onrecord.toml", b"\xff\x00"), ("onrecord/data/record.db", b"x")
    ),
    "no record": _files("onrecord.toml"),
    "end that is cut": lambda: backup()[:-600],
    "head that is cut": lambda: backup()[:600],
    "more after its end": lambda: backup() + bytes(10_240),
    "age head without end": lambda: b"age-encryption.org/v1\n" + b"-> X25519 AAAA\nAAAA\n" * 200_000,
    "age line without end": lambda: b"age-encryption.org/v1\n-> " + b"A" * 4_000_000,
    "key below nothing": lambda: header("key.age", -1) + bytes(4_000),
    "key without end": lambda: header("key.age", 2**40) + bytes(4_000),
    "key that asks for all memory": lambda: _asking(40),
    "key that asks for much memory": lambda: _asking(23),
    "backup below nothing": lambda: _asking(1)[:1024] + header("backup.age", -4) + bytes(2048),
}  # fmt: skip


def _asking(work: int) -> bytes:
    key = b"age-encryption.org/v1\n-> scrypt VLoFod0yv6H2pI+NFuiD7Q %d\n%s\n--- %s\n" % (
        work, b"A" * 43, b"A" * 43)  # fmt: skip
    key += bytes(40)
    return (
        header("key.age", len(key)) + key + bytes(padding(len(key))) + header("backup.age", 0) + END
    )
