"""Looking at a ZIP file's list before anything in it is unpacked."""

import io
import zipfile

DAMAGED = "it is no whole ZIP archive"
MOST_MEMBERS = 5_000
MOST_UNPACKED = 300 * 1024 * 1024
MOST_RATIO = 200  # times as large as packed; XML packs to a tenth or twentieth
_SMALL = 1024 * 1024  # bytes unpacked; below it the ratio says nothing
_ENTITIES = (b"<!DOCTYPE", b"<!ENTITY", b"<!doctype", b"<!entity")
_HEAD = 4_096


def why_not(data: bytes, *, most_unpacked: int = MOST_UNPACKED) -> str:
    r"""
    Return why a ZIP file of XML (an office document) is not to be unpacked; "" if it may be.

    Refused: more members or bytes than any report has, members that pack absurdly well or
    that share their bytes with others, names that lead out of the archive, encrypted
    members, and XML with a document type, which could name files and addresses.

    Args:
        data: The file.
        most_unpacked: Bytes that all members may have together.

    >>> why_not(b"PK\x03\x04")
    'it is no whole ZIP archive'
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _of_list(archive.infolist(), len(data), most_unpacked) or _of_xml(archive)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError):
        return DAMAGED


def fault(why: str) -> str:
    """Return the code of the problem for what `why_not` or a process of its own said."""
    return "file-damaged" if why == DAMAGED else "too-complex"


def _of_list(members: list[zipfile.ZipInfo], size: int, most_unpacked: int) -> str:
    if len(members) > MOST_MEMBERS:
        return f"it holds {len(members):,} members"
    total = sum(member.file_size for member in members)
    if total > most_unpacked:
        return f"it unpacks to {total:,} bytes"
    if sum(member.compress_size for member in members) > size:
        return "its members share their bytes"
    if len({member.header_offset for member in members}) < len(members):
        return "its members share their bytes"
    for member in members:
        is_large = member.file_size > _SMALL
        if is_large and member.file_size > MOST_RATIO * max(member.compress_size, 1):
            return "a member unpacks to more than two hundred times its size"
        path = member.filename.replace("\\", "/")
        if path.startswith("/") or ".." in path.split("/"):
            return "a member's name leads out of the archive"
        if member.flag_bits & 1:
            return "it asks for a password"
    names = [member.filename for member in members]
    return "two of its members have one name" if len(set(names)) < len(names) else ""


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
