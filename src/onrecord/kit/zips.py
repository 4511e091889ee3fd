"""ZIP archives from strangers, looked over before anything is unpacked."""

import io
import re
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple

DAMAGED = "it is no whole ZIP archive"
_MIB = 1024 * 1024
_MOST_MEMBERS = 5_000
_MOST_RATIO = 200  # times as large as packed; XML packs to a tenth or twentieth
_LOCAL_HEADER = 30  # bytes before a member's name
_DESCRIPTOR = 24  # bytes that may follow a member, where its sizes were not known before
_ENCRYPTED = 0x1
_OUTSIDE = re.compile(r"^[A-Za-z]:|[\x00-\x1f\\]")
_ENTITIES = (b"<!DOCTYPE", b"<!ENTITY", b"<!doctype", b"<!entity")
_HEAD = 4_096
_FAULTS = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, OSError,
           EOFError)  # fmt: skip


class Limits(NamedTuple):
    """
    How much of a ZIP archive is believed.

    Attributes:
        bytes: What all members may have together, unpacked.
        small: Below this size of a member, no ratio is too much.
        is_exact: Whether bytes between members that belong to none are refused.
    """

    bytes: int
    small: int
    is_exact: bool


# Web archives may be large, are read piece by piece, and have to be provable to the byte;
# office documents are read whole, and some programs that write them leave gaps.
WEB_ARCHIVE = Limits(bytes=256 * 1024 * _MIB, small=16 * _MIB, is_exact=True)
OFFICE = Limits(bytes=300 * _MIB, small=_MIB, is_exact=False)


class Unsafe(Exception):
    """An archive is no ZIP, or is made to do harm; the message is the end of a sentence."""


def guarded(file: Path | BinaryIO, limits: Limits = WEB_ARCHIVE) -> zipfile.ZipFile:
    """
    Return a ZIP archive whose members can be read one by one, each to its stated size.

    Refused are names that lead outside (`..`, `/`, `C:`), links, one name twice, encryption,
    members that share bytes (a 57 kB file can so declare 10 GB; Python 3.11's own module
    does not look), and members that unpack to more than 200 times their size. Nothing is
    ever unpacked to the disk.

    Args:
        file: The archive.
        limits: How much of it is believed.

    Raises:
        Unsafe: Something is the matter.
    """
    try:
        archive = zipfile.ZipFile(file)
    except _FAULTS as fault:
        raise Unsafe(f"{DAMAGED} ({fault})") from None
    try:
        members = archive.infolist()
        _check_whole(members, limits)
        for member in members:
            _check(member, limits)
        _check_places(archive, members, limits)
    except Unsafe:
        archive.close()
        raise
    return archive


def why_not(data: bytes) -> str:
    r"""
    Return why an office document, a ZIP of XML, is not to be unpacked; "" if it may be.

    Beside what `guarded` refuses, XML with a document type: it could name files and addresses.

    >>> why_not(b"PK\x03\x04").startswith(DAMAGED)
    True
    """
    try:
        with guarded(io.BytesIO(data), OFFICE) as archive:
            return _of_xml(archive)
    except Unsafe as unsafe:
        return str(unsafe)
    except _FAULTS:
        return DAMAGED


def fault(why: str) -> str:
    """Return the code of the problem for what `why_not` or a process of its own said."""
    return "file-damaged" if why.startswith(DAMAGED) else "too-complex"


def _check_whole(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(members) > _MOST_MEMBERS:
        raise Unsafe(f"it holds {len(members):,} files; more than {_MOST_MEMBERS:,} are not read")
    total = sum(member.file_size for member in members)
    if total > limits.bytes:
        raise Unsafe(f"it unpacks to {total:,} bytes; more than {limits.bytes:,} are not read")
    names = {member.filename for member in members}
    if len(names) != len(members):
        raise Unsafe("it holds two files of one name")


def _check(member: zipfile.ZipInfo, limits: Limits) -> None:
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
    if member.file_size > max(limits.small, _MOST_RATIO * member.compress_size):
        raise Unsafe(f"{shown} unpacks to more than {_MOST_RATIO} times its size")
    if member.compress_type == zipfile.ZIP_STORED and member.file_size != member.compress_size:
        raise Unsafe(f"{shown} is said to have two sizes")


def _check_places(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], limits: Limits) -> None:
    free_from = 0
    for member in sorted(members, key=lambda one: one.header_offset):
        gap = member.header_offset - free_from
        if gap < 0:
            raise Unsafe("files in it share their bytes")
        if limits.is_exact and gap > (_DESCRIPTOR if free_from else 0):
            raise Unsafe(f"{gap:,} bytes in it belong to no file")
        free_from = _end(archive, member)
    if free_from > archive.start_dir:
        raise Unsafe("files in it share their bytes")


def _end(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> int:
    """Return where a member's bytes end; how long its own header is stands only there."""
    stream = archive.fp
    if stream is None:
        raise Unsafe("it is closed")
    stream.seek(member.header_offset)
    head = stream.read(_LOCAL_HEADER)
    if len(head) < _LOCAL_HEADER or not head.startswith(b"PK\x03\x04"):
        raise Unsafe(f"{DAMAGED} (“{member.filename[:100]}” is not where it should be)")
    name, extra = (int.from_bytes(head[at : at + 2], "little") for at in (26, 28))
    return member.header_offset + _LOCAL_HEADER + name + extra + member.compress_size


def _of_xml(archive: zipfile.ZipFile) -> str:
    for member in archive.infolist():
        if not member.filename.endswith((".xml", ".rels")):
            continue
        with archive.open(member) as stream:
            head = stream.read(_HEAD)
        plain = head.replace(b"\x00", b"")  # UTF-16 too
        if any(mark in plain for mark in _ENTITIES):
            return "its XML declares entities or a document type"
    return ""
