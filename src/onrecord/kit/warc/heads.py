"""The first lines of a record: of a WARC, and of an ARC as they were made until 2008."""

import re
from typing import Protocol

from onrecord.kit.warc.http_message import fields, text
from onrecord.kit.warc.packed import Broken

NO_RECORD = "these bytes belong to no record"
MOST_HEAD = 64 * 1024
_END = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(r"[0-9]{1,18}")
_VERSION = re.compile(rb"WARC/[01]\.[0-9]{1,2}\s*")


class Form(Protocol):
    """How records of a kind of archive begin and end."""

    starts: "re.Pattern[bytes]"
    end: "re.Pattern[bytes]"
    separator: bytes

    def parsed(self, head: bytes) -> dict[str, str]:
        """Return the fields that a record begins with, their names in small letters."""
        ...


class Warc:
    """
    A record of a WARC file.

    Elsewhere: ISO 28500:2017, WARC 1.1.
    """

    starts = re.compile(rb"WARC/[01]\.[0-9]{1,2}[ \t]*\r?\n")
    end = _END
    separator = b"\r\n\r\n"

    def parsed(self, head: bytes) -> dict[str, str]:
        """Return the fields that a record begins with; `Form.parsed`."""
        first, *lines = head.replace(b"\r\n", b"\n").split(b"\n")
        if not _VERSION.fullmatch(first):
            raise Broken(NO_RECORD)
        found: dict[str, str] = {}
        for name, says in fields(lines):
            known = name.lower()
            if known == "content-length" and found.get(known, says) != says:
                raise Broken("it says two different lengths")
            found.setdefault(known, says)
        return found


class Arc:
    """
    A record of an ARC file, told in the words of a WARC.

    Elsewhere: the Internet Archive's ARC file format, 1996: "URL IP-address Archive-date
    Content-type Archive-length", and five more fields in its version 2.
    """

    starts = re.compile(
        rb"[a-z][a-z0-9+.-]{1,20}:[^ \r\n]{1,4000} "
        rb"[0-9a-fA-F.:]{2,45} [0-9]{14} [^\r\n]{1,300}\r?\n"
    )
    end = re.compile(rb"\r?\n")
    separator = b"\n"

    def parsed(self, head: bytes) -> dict[str, str]:
        """Return the fields that a record begins with; `Form.parsed`."""
        words = text(head).split(" ")
        if len(words) not in {5, 10} or not re.fullmatch("[0-9]{14}", words[2]):
            raise Broken(NO_RECORD)
        uri, address, day, kind = words[:4]
        is_own = uri.startswith("filedesc:")
        found = {
            "warc-type": "warcinfo" if is_own else "response" if _is_http(uri) else "resource",
            "warc-target-uri": uri,
            "warc-date": f"{day[:4]}-{day[4:6]}-{day[6:8]}T{day[8:10]}:{day[10:12]}:{day[12:]}Z",
            "content-type": "application/http; msgtype=response" if _is_http(uri) else kind,
            "content-length": words[-1],
        }
        return found if address == "0.0.0.0" else found | {"warc-ip-address": address}  # noqa: S104


def _is_http(uri: str) -> bool:
    return uri.startswith(("http:", "https:"))


def length(told: dict[str, str]) -> int:
    """
    Return how long a record says that its block is.

    Raises:
        Broken: It says nothing, or no such number.
    """
    says = told.get("content-length")
    if says is None:
        raise Broken("it does not say how long it is")
    if not _LENGTH.fullmatch(says):
        raise Broken(f"it says that it is {says[:40]!r} bytes long")
    return int(says)
