"""
Looking at a PDF before PDFium reads it, with pypdf, which has limits.

PDFium unpacks whatever a file asks for and believes what it says of itself. The process that it
runs in has limits too; those here say in words what is wrong, before memory or time is gone.

Source: measured on hostile files: 1.6 kB that unpack to 512 MB, 2,000,000 operators in 21 kB, a
tree of pages that leads back to itself, a count of a million pages.
"""

import io
import re
import zlib
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

MOST_UNPACKED = 64 * 1024 * 1024  # bytes of one page's drawing
MOST_IN_ALL = 400 * 1024 * 1024
MOST_OPERATORS = 200_000  # that draw text on one page; a dense page has some thousands
_SHOWS = re.compile(rb"\b(?:Tj|TJ)\b|['\"]\s")
_DEEPEST = 60
_MOST_NODES = 20_000
_ACTIVE = ("/JavaScript", "/Launch", "/OpenAction", "/AA", "/EmbeddedFile", "/SubmitForm")


class Guarded(NamedTuple):
    """
    What was seen.

    Attributes:
        refused: Why it is not to be read, in words; empty if it is.
        pages: How many pages its tree really has; None if that could not be told.
        is_locked: Whether it needs a password that is not empty.
        attachments: Names of the files within.
        active: What it would have a viewer do: `JavaScript`, `Launch`.
    """

    refused: str = ""
    pages: int | None = None
    attachments: tuple[str, ...] = ()
    active: tuple[str, ...] = ()


class _Refused(Exception):
    pass


def guarded(data: bytes) -> Guarded:
    """Return what can be said of a PDF without drawing it; never fails."""
    from pypdf import PdfReader  # noqa: PLC0415 - only the child parses
    from pypdf.errors import LimitReachedError  # noqa: PLC0415

    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return Guarded(refused="locked")
        pages = list(_pages(reader.root_object["/Pages"]))
        _check_drawings(pages)
        return Guarded(
            pages=len(pages),
            attachments=_attachments(reader),
            active=tuple(sorted(name[1:] for name in _active(reader))),
        )
    except _Refused as why:
        return Guarded(refused=str(why))
    except LimitReachedError:
        return Guarded(refused="a part of it unpacks to too much")
    except RecursionError:
        return Guarded(refused="it is nested too deeply")
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - damaged for pypdf; PDFium mends more, within its limits
        return Guarded()


def _pages(root: Any) -> Iterator[Any]:
    """Return the pages that a tree really has, whatever it says that it has."""
    seen: set[tuple[int, int]] = set()
    stack: list[tuple[Any, int]] = [(root, 0)]
    nodes = 0
    while stack:
        held, depth = stack.pop()
        nodes += 1
        if nodes > _MOST_NODES or depth > _DEEPEST:
            raise _Refused("its tree of pages is too deep or too large")
        mark = getattr(held, "indirect_reference", None) or held
        key = (getattr(mark, "idnum", 0), getattr(mark, "generation", 0))
        node = held.get_object()
        if key[0]:
            if key in seen:
                raise _Refused("its tree of pages leads back to itself")
            seen.add(key)
        kids = node.get("/Kids")
        if kids is None:
            yield node
        else:
            inner = kids.get_object()
            stack.extend((kid, depth + 1) for kid in reversed(list(inner)))


def _check_drawings(pages: Sequence[Any]) -> None:
    in_all = 0
    for page in pages:
        in_all += _drawing(page)
        if in_all > MOST_IN_ALL:
            raise _Refused("its pages unpack to too much")


def _drawing(page: Any) -> int:
    """Return how many bytes a page's drawing unpacks to."""
    contents = page.get("/Contents")
    contents = contents.get_object() if contents is not None else None
    if contents is None:
        return 0
    parts = contents if isinstance(contents, list) else [contents]
    length = operators = 0
    for part in parts[:10_000]:
        drawn = _unpacked(part.get_object())
        length += len(drawn)
        operators += sum(1 for _ in _SHOWS.finditer(drawn))
        if length > MOST_UNPACKED:
            raise _Refused("a page unpacks to too much")
        if operators > MOST_OPERATORS:
            raise _Refused("a page draws too much")
    return length


def _unpacked(stream: Any) -> bytes:
    try:
        found: bytes = stream.get_data()
    except zlib.error:
        return b""
    return found


def _attachments(reader: Any) -> tuple[str, ...]:
    try:
        return tuple(str(name)[:200] for name in list(reader.attachments)[:200])
    except Exception:  # noqa: BLE001 - a damaged list of attachments is no reason to stop
        return ()


def _active(reader: Any) -> set[str]:
    root = reader.root_object
    names = root.get("/Names")
    held = set(root) | (set(names.get_object()) if names is not None else set())
    action = root.get("/OpenAction")
    action = action.get_object() if action is not None else None
    kind = action.get("/S") if isinstance(action, dict) else None
    return {name for name in ("/JavaScript", "/AA") if name in held} | (
        {str(kind)} if kind in {"/JavaScript", "/Launch", "/URI", "/SubmitForm"} else set()
    )
