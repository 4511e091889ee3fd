"""ZIP archives from strangers, looked over before anything is unpacked."""

import re
import stat
import zipfile
from pathlib import Path, PurePosixPath
from typing import BinaryIO

MOST_MEMBERS = 5_000
MOST_BYTES = 256 * 1024 * 1024 * 1024
_MOST_RATIO = 200
_SMALL = 16 * 1024 * 1024  # below this, no ratio is too much
_LOCAL_HEADER = 30  # bytes before a member's name
_DESCRIPTOR = 24  # bytes that may follow a member, where its sizes were not known before
_ENCRYPTED = 0x1
_OUTSIDE = re.compile(r"^[A-Za-z]:|[\x00-\x1f\\]")


class Unsafe(Exception):
    """An archive is no ZIP, or is made to do harm; the message is the end of a sentence."""


def guarded(file: Path | BinaryIO) -> zipfile.ZipFile:
    """
    Return a ZIP archive whose members can be read one by one, each to its stated size.

    Refused are names that lead outside (`..`, `/`, `C:`), links, one name twice, encryption,
    members that share bytes (a 57 kB file can so declare 10 GB; Python 3.11's own module
    does not look), members that unpack to more than 200 times their size, and bytes between
    members that belong to none. Nothing is ever unpacked to the disk.

    Raises:
        Unsafe: Something is the matter.
    """
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as fault:
        raise Unsafe(f"it is no ZIP archive, or a damaged one ({fault})") from None
    try:
        members = archive.infolist()
        _check_whole(members)
        for member in members:
            _check(member)
        _check_places(archive, members)
    except Unsafe:
        archive.close()
        raise
    return archive


def _check_whole(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS:
        raise Unsafe(f"it holds {len(members):,} files; more than {MOST_MEMBERS:,} are not read")
    if sum(member.file_size for member in members) > MOST_BYTES:
        raise Unsafe("what it holds would take up more than 256 GiB")
    names = {member.filename for member in members}
    if len(names) != len(members):
        raise Unsafe("it holds two files of one name")


def _check(member: zipfile.ZipInfo) -> None:
    name = member.filename
    shown = f"“{name[:100]}”"
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts or _OUTSIDE.search(name):
        raise Unsafe(f"the name {name[:100]!a} leads outside of it")
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        raise Unsafe(f"{shown} is a link, or no file at all")
    if member.flag_bits & _ENCRYPTED:
        raise Unsafe(f"{shown} is encrypted")
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise Unsafe(f"{shown} is packed in a way that is not read")
    if member.file_size > max(_SMALL, _MOST_RATIO * member.compress_size):
        raise Unsafe(f"{shown} unpacks to more than {_MOST_RATIO} times its size")
    if member.compress_type == zipfile.ZIP_STORED and member.file_size != member.compress_size:
        raise Unsafe(f"{shown} is said to have two sizes")


def _check_places(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    free_from = 0
    for member in sorted(members, key=lambda one: one.header_offset):
        gap = member.header_offset - free_from
        if gap < 0:
            raise Unsafe("files in it share bytes")
        if gap > (_DESCRIPTOR if free_from else 0):
            raise Unsafe(f"{gap:,} bytes in it belong to no file")
        free_from = _end(archive, member)
    if free_from > archive.start_dir:
        raise Unsafe("files in it share bytes")


def _end(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> int:
    """Return where a member's bytes end; how long its own header is stands only there."""
    stream = archive.fp
    if stream is None:
        raise Unsafe("it is closed")
    stream.seek(member.header_offset)
    head = stream.read(_LOCAL_HEADER)
    if len(head) < _LOCAL_HEADER or not head.startswith(b"PK\x03\x04"):
        raise Unsafe(f"“{member.filename[:100]}” is not where it should be")
    name, extra = (int.from_bytes(head[at : at + 2], "little") for at in (26, 28))
    return member.header_offset + _LOCAL_HEADER + name + extra + member.compress_size
