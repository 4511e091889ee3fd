"""
What the program and its other processes say to one another.

A message is the length of its words in eight bytes, the words as JSON, the length of its
data in eight bytes, and the data. Nothing that could run as a program is ever sent.
"""

import json
from typing import Any, BinaryIO

_LENGTH = 8


def read_message(stream: BinaryIO) -> tuple[Any, bytes] | None:
    """
    Return the next message's words and data; None at the end of the stream.

    Raises:
        ValueError: What came is no message.
    """
    words = _part(stream)
    data = _part(stream) if words is not None else None
    return None if words is None or data is None else (json.loads(words), data)


def write_message(stream: BinaryIO, told: Any, data: bytes = b"") -> None:
    """Write one message."""
    words = json.dumps(told).encode()
    for part in (words, data):
        stream.write(len(part).to_bytes(_LENGTH, "big"))
        stream.write(part)
    stream.flush()


def _part(stream: BinaryIO) -> bytes | None:
    head = stream.read(_LENGTH)
    if len(head) < _LENGTH:
        return None
    length = int.from_bytes(head, "big")
    body = stream.read(length)
    return body if len(body) == length else None
