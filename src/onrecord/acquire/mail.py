"""Mails and mailboxes: each message a report, and each attachment that can be read another."""

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from onrecord.acquire import kinds, workbook
from onrecord.acquire.acquired import Acquired
from onrecord.kit import apart
from onrecord.model import Capture, Document, Part, Problem, Severity, Way

_ATTACHED = "onrecord.acquire.mail_child:answer"
_MOST_MESSAGES = 200_000
_DEEPEST = 3  # mails in mails
# Such as: From lina@example.org Fri May  3 10:00:00 2024
_FROM = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]{0,200}\d{1,2}:\d\d[^\n]{0,60}\n")
_FIRST = re.compile(rb"From [^\n]{0,200}\d{1,2}:\d\d[^\n]{0,60}\n[!-9;-~]{1,100}:", re.ASCII)
_STUFFED = re.compile(rb"^>(>*From )", re.MULTILINE)
_ID = re.compile(rb"^message-id:[ \t\r\n]*<?([^>\s]{1,200})>?", re.IGNORECASE | re.MULTILINE)
_EMPTY_LINE = re.compile(rb"\r?\n\r?\n")
_MAY_HOLD_FILES = re.compile(
    rb"^content-type:\s*(?:multipart/|message/|(?!text/))", re.IGNORECASE | re.MULTILINE
)
_UNSAFE = re.compile(r"[/\\\x00-\x1f\x7f]+")


def is_mailbox(data: bytes) -> bool:
    r"""
    Return whether bytes begin as a mailbox does: a line "From" with a day, then a mail's head.

    >>> is_mailbox(b"From lina@example.org Fri May  3 10:00:00 2024\nSubject: x\n\n")
    True
    >>> is_mailbox(b"From here we saw the river at 10:00\nand the bridge")
    False
    """
    return _FIRST.match(data) is not None


def mail(name: str, data: bytes) -> Iterator[Acquired | Problem]:
    """
    Return a mail, and then each of its attachments that can be read.

    Args:
        name: Its file's name.
        data: Its bytes.
    """
    yield from _of_message(name, data, Capture(way=Way.FILE, at=_now(), asked=name), 0)


def mailbox(name: str, data: bytes) -> Iterator[Acquired | Problem] | None:
    """
    Return each message of a mailbox, named by its Message-ID, and what is attached to each.

    Args:
        name: The mailbox's file name.
        data: Its bytes, in the form called mbox.

    Returns:
        None if the bytes are no mailbox, whatever their first word.
    """
    return _messages(name, data) if is_mailbox(data) else None


def _messages(name: str, data: bytes) -> Iterator[Acquired | Problem]:
    whole = hashlib.sha256(data).hexdigest()
    starts = [found.span() for found in _FROM.finditer(data)][: _MOST_MESSAGES + 1]
    if len(starts) > _MOST_MESSAGES:
        message = f"This mailbox has more than {_MOST_MESSAGES:,} messages; the rest was not read."
        yield _problem("too-large", message, name, Severity.ERROR)
        starts.pop()
    named: set[str] = set()
    for number, (_, begin) in enumerate(starts, 1):
        end = starts[number][0] if number < len(starts) else len(data)
        own = _STUFFED.sub(rb"\1", data[begin:end]).rstrip(b"\r\n") + b"\n"
        member = _member(own, number, named)
        capture = Capture(way=Way.CONTAINER, at=_now(), container=whole, member=member)
        yield from _of_message(f"{name}/{member}", own, capture, 0, kept=(data,))


def _member(message: bytes, number: int, named: set[str]) -> str:
    """Return a message's name in its box: its own id, or its number; each once."""
    found = _ID.search(_EMPTY_LINE.split(message, maxsplit=1)[0])
    words = _UNSAFE.sub("_", found[1].decode("utf-8", "replace")) if found else str(number)
    member = words if words not in named and words.strip(".") else f"{words}#{number}"
    named.add(member)
    return member


def _of_message(
    name: str, data: bytes, capture: Capture, depth: int, kept: tuple[bytes, ...] = ()
) -> Iterator[Acquired | Problem]:
    told, files, problem = _attached(name, data)
    if problem is not None:
        yield problem
    parts = tuple(
        Part(url=one["name"], sha256=hashlib.sha256(held).hexdigest(), media_type=one["kind"])
        for one, held in zip(told, files, strict=True)
    )
    own = Capture(
        way=capture.way, at=capture.at, asked=capture.asked, container=capture.container,
        member=capture.member, parts=parts,
    )  # fmt: skip
    yield Acquired(
        document=Document(name=name), data=data, media_type=kinds.MAIL, capture=own,
        kept=(*kept, *files),
    )  # fmt: skip
    whole = hashlib.sha256(data).hexdigest()
    named: set[str] = set()
    for number, (one, held) in enumerate(zip(told, files, strict=True), 1):
        member = _UNSAFE.sub("_", one["name"]).strip(". ") or str(number)
        member = member if member not in named else f"{number} {member}"
        named.add(member)
        taken = Capture(way=Way.CONTAINER, at=_now(), container=whole, member=member)
        yield from _of_file(f"{name}/{member}", held, one, taken, (data,), depth)


def _of_file(
    name: str, data: bytes, one: dict[str, Any], capture: Capture, kept: tuple[bytes, ...],
    depth: int,
) -> Iterator[Acquired | Problem]:  # fmt: skip
    """Return an attachment as a report, if it is of a kind that is read."""
    if one["is_mail"]:
        if depth < _DEEPEST:
            yield from _of_message(name, data, capture, depth + 1, kept)
        return
    if kinds.is_report(one["name"], data):
        sheets = workbook.sheets(name, data, capture=capture, kept=kept)
        if sheets is not None:
            yield from sheets
            return
        yield Acquired(
            document=Document(name=name), data=data,
            media_type=kinds.media_type(one["name"], data), capture=capture, kept=kept,
        )  # fmt: skip


def _attached(name: str, data: bytes) -> tuple[list[dict[str, Any]], list[bytes], Problem | None]:
    """Return what is attached to a mail: of each its name and kind, and its bytes."""
    if not _MAY_HOLD_FILES.search(data):
        return [], [], None
    try:
        told, blob = apart.asked(_ATTACHED, data)
    except apart.TooHard as why:
        message = f"What is attached to this mail could not be taken out: {why}."
        return [], [], _problem("mail-damaged", message, name, Severity.WARNING)
    files: list[bytes] = []
    at = 0
    for one in told:
        files.append(blob[at : at + one["size"]])
        at += one["size"]
    return told, files, None


def _now() -> datetime:
    return datetime.now(UTC)


def _problem(code: str, message: str, where: str, severity: Severity) -> Problem:
    return Problem(code=code, message=message, where=where, severity=severity)
