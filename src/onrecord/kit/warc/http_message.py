"""What a server answered, as it stands in a web archive: status, headers, body."""

import re
from dataclasses import dataclass

_MOST_HEAD = 256 * 1024
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,16})[^\r\n]{0,256}\r?\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """
    An HTTP answer.

    Attributes:
        status: Such as 200.
        headers: As they came, in order.
        body: As it came: still in chunks, still packed.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """Return what a header says, the first of its name; empty if there is none."""
        for told, says in self.headers:
            if told.lower() == name:
                return says
        return ""


def message(block: bytes) -> Message | None:
    r"""
    Return the answer that a record holds; None if it holds none.

    >>> answer = message(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Shelling")
    >>> answer.status, answer.header("content-type"), answer.body
    (200, 'text/html', b'<p>Shelling')
    """
    if not block.startswith(b"HTTP/"):
        return None
    end = _END_OF_HEAD.search(block, 0, _MOST_HEAD)
    if end is None:
        return None
    first, *lines = block[: end.start()].replace(b"\r\n", b"\n").split(b"\n")
    words = first.split(None, 2)
    if len(words) < 2 or not words[1].isdigit():
        return None
    headers = tuple(fields(lines))
    return Message(status=int(words[1]), headers=headers, body=block[end.end() :])


def fields(lines: list[bytes]) -> list[tuple[str, str]]:
    """
    Return header lines as names and what they say; a line that begins with a space goes on.

    >>> fields([b"A: one", b"  two", b"no field", b"B:three"])
    [('A', 'one two'), ('B', 'three')]
    """
    found: list[tuple[str, str]] = []
    for line in lines:
        told = text(line)
        if line[:1] in {b" ", b"\t"} and found:
            name, says = found[-1]
            found[-1] = (name, f"{says} {told.strip()}")
            continue
        name, colon, says = told.partition(":")
        if colon:
            found.append((name.strip(), says.strip()))
    return found


def text(raw: bytes) -> str:
    """Return header bytes as text: UTF-8, or else a character for each byte."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def without_chunks(body: bytes) -> bytes | None:
    r"""
    Return a body sent in chunks as one (RFC 9112, section 7.1); None if the last one is missing.

    A body that has no chunks at all, since the archive's maker put them together, is
    returned as it is.

    >>> without_chunks(b"4\r\nNine\r\n5\r\n dead\r\n0\r\n\r\n")
    b'Nine dead'
    >>> without_chunks(b"4\r\nNine\r\n5\r\n de") is None
    True
    >>> without_chunks(b"<p>Nine")
    b'<p>Nine'
    """
    parts: list[bytes] = []
    at = 0
    while chunk := _CHUNK.match(body, at):
        size, start = int(chunk[1], 16), chunk.end()
        if size == 0:
            return b"".join(parts)
        end = start + size
        if body[end : end + 2] != b"\r\n" and body[end : end + 1] != b"\n":
            break
        parts.append(body[start:end])
        at = end + (2 if body[end : end + 1] == b"\r" else 1)
    return None if parts or (chunk and _is_cut(body, chunk)) else body


def _is_cut(body: bytes, chunk: re.Match[bytes]) -> bool:
    """Return whether the first chunk is announced and is not all there."""
    return chunk.end() + int(chunk[1], 16) > len(body) and chunk[0].endswith(b"\r\n")
