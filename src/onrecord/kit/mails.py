"""
Taking a mail apart: its parts, whatever a stranger made of them.

Only for a process of its own (`onrecord.kit.apart`). Depth and number of parts are limited, and
what is broken is named and not fatal.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import parseaddr, parsedate_to_datetime

MOST_PARTS = 300
DEEPEST = 20
MOST_BOUNDARIES = 3_000
MOST_HEADERS = 2_000
MOST_HEADER = 256 * 1024  # bytes of all headers together
_SPACES = re.compile(r"\s+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_BOUNDARY = re.compile(rb"boundary\s*=", re.IGNORECASE)
_EMPTY_LINE = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """
    One part of a mail.

    Attributes:
        media_type: As the mail says.
        name: Of the file, for an attachment; "" if it has none.
        is_attached: Whether it is a file beside the body.
        words: Its text, where it is text and no attachment.
        data: Its bytes, where it is attached.
        is_mail: Whether it is a mail.
    """

    media_type: str
    name: str
    is_attached: bool
    words: str = ""
    data: bytes = b""
    is_mail: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """
    A mail taken apart.

    Attributes:
        message: Its head.
        parts: In their order, mails within it as one part each.
        defects: What is broken, in words.
        left_out: How many parts were not looked at.
    """

    message: EmailMessage
    parts: tuple[Taken, ...]
    defects: tuple[str, ...]
    left_out: int


class _Broken(ValueError):
    pass


def opened(data: bytes) -> Held:
    """
    Return a mail taken apart.

    Raises:
        ValueError: Its head is larger, or its parts more, than any mail's.
    """
    head = _EMPTY_LINE.split(data[: MOST_HEADER + 1], maxsplit=1)[0]
    if len(head) > MOST_HEADER or head.count(b"\n") > MOST_HEADERS:
        raise _Broken("a head larger than any mail's")
    if sum(1 for _ in _BOUNDARY.finditer(data)) > MOST_BOUNDARIES:
        raise _Broken("more parts within parts than any mail has")
    message = message_from_bytes(data, policy=policy.default)
    defects: dict[str, None] = {}
    found: list[Taken] = []
    left_out = 0
    for part in _leaves(message, 0):
        if len(found) >= MOST_PARTS or part is None:
            left_out += 1
            continue
        defects.update(dict.fromkeys(_defects(part)))
        found.append(_taken(part))
    defects.update(dict.fromkeys(_defects(message)))
    return Held(message=message, parts=tuple(found), defects=tuple(defects), left_out=left_out)


def _leaves(part: Message, depth: int) -> Iterator[Message | None]:
    """Return the parts that hold something; None for what lies too deep."""
    if depth > DEEPEST:
        yield None
    elif part.get_content_type() != "message/rfc822" and part.is_multipart():
        for inner in part.iter_parts() if isinstance(part, EmailMessage) else ():
            yield from _leaves(inner, depth + 1)
    else:
        yield part


def _defects(part: Message) -> Iterator[str]:
    for defect in part.defects:
        name = type(defect).__name__.removesuffix("Defect")
        yield re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _taken(part: Message) -> Taken:
    kind = part.get_content_type()
    name = _file_name(part)
    if kind == "message/rfc822":
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        whole = first.as_bytes() if isinstance(first, Message) else b""
        return Taken(media_type=kind, name=name, is_attached=True, data=whole, is_mail=True)
    data = part.get_payload(decode=True)
    data = data if isinstance(data, bytes) else b""
    is_body = kind in {"text/plain", "text/html"} and part.get_content_disposition() != "attachment"
    if is_body and not name:
        return Taken(media_type=kind, name="", is_attached=False, words=_text(part, data))
    return Taken(media_type=kind, name=name, is_attached=True, data=data)


def _file_name(part: Message) -> str:
    try:
        return one_line(part.get_filename() or "")[:200]
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""


def _text(part: Message, data: bytes) -> str:
    """Return a body's words: in the character set that it names if that holds, else by a guess."""
    named = part.get_content_charset()
    for charset in (named, "utf-8"):
        try:
            if charset:
                return data.decode(charset).replace("\x00", "\ufffd")
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    arabic = sum(0xC0 <= byte <= 0xED for byte in data) > 0.3 * max(len(data), 1)
    return data.decode("cp1256" if arabic else "cp1252", "replace").replace("\x00", "\ufffd")


def header(message: Message, name: str) -> str:
    """Return a header's words on one line, encoded words read; "" if it has none."""
    try:
        held = message.get(name)
        return one_line(str(held))[:500] if held is not None else ""
    except Exception:  # noqa: BLE001 - the standard library fails in many ways on odd headers
        return ""


def writer(message: Message) -> str:
    """Return who wrote a mail: the name, or the address where there is none."""
    name, address = parseaddr(header(message, "From"))
    return one_line(name).strip("\"' ") or address


def sent(message: Message) -> tuple[str, str]:
    """Return when a mail says that it was sent: in its words, and as ISO 8601; "" if unknown."""
    words = header(message, "Date")
    try:
        moment: datetime = parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return words, ""
    return words, moment.isoformat()


def one_line(words: str) -> str:
    """Return words without control characters or line ends."""
    return _SPACES.sub(" ", _CONTROLS.sub(" ", words)).strip()
