"""
The part of reading a page that runs in a process of its own.

Pages come from strangers. A parser that hangs, eats memory or crashes on one of them takes
this process with it and not the program. It opens no connection.

Each message, both ways, is eight bytes of length and then JSON.
"""

import json
import sys
from typing import BinaryIO

MOST_MEMORY = 1536 * 1024 * 1024


def answer(markup: str) -> dict[str, object]:
    """Return a page's pieces, what it tells of itself, and what looks like its main text."""
    from onrecord.read import page_text, page_told  # noqa: PLC0415 - only the child parses

    tree = page_text.parsed(markup)
    if tree is None:
        return {"pieces": [], "told": {}, "body": ""}
    pieces = [[p.words, p.tag, p.role, p.linked] for p in page_text.pieces(tree)]
    told = page_told.told(tree)
    body = _main_text(markup, told)
    return {"pieces": pieces, "told": told, "body": body}


def _main_text(markup: str, told: dict[str, dict[str, str]]) -> str:
    from trafilatura import bare_extraction  # noqa: PLC0415 - only the child parses

    found = bare_extraction(
        markup, fast=True, include_comments=False, include_tables=True, with_metadata=True
    )
    if found is None or isinstance(found, dict):
        return ""
    for field, value in (("title", found.title), ("author", found.author),
                         ("publisher", found.sitename), ("published", found.date)):  # fmt: skip
        if value:
            told[field].setdefault("page text", str(value))
    return found.text or ""


def read_message(stream: BinaryIO) -> bytes | None:
    """Return the next message; None at the end of the stream."""
    head = stream.read(8)
    if len(head) < 8:
        return None
    length = int.from_bytes(head, "big")
    body = stream.read(length)
    return body if len(body) == length else None


def write_message(stream: BinaryIO, body: bytes) -> None:
    """Write one message."""
    stream.write(len(body).to_bytes(8, "big") + body)
    stream.flush()


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    except (ImportError, ValueError, OSError):
        return  # no such limits on this system: time is still bounded from outside


def _serve(stdin: BinaryIO, stdout: BinaryIO) -> None:
    while (message := read_message(stdin)) is not None:
        try:
            reply = answer(json.loads(message))
        except Exception as error:  # noqa: BLE001 - whatever a page does, it gets an answer
            reply = {"error": type(error).__name__}
        write_message(stdout, json.dumps(reply).encode())


if __name__ == "__main__":
    _limit_memory()
    replies = sys.stdout.buffer
    sys.stdout = sys.stderr  # a library that prints must not garble the replies
    _serve(sys.stdin.buffer, replies)
