"""A connection of which every byte is kept, and whose every wait ends at the deadline."""

import io
import socket
from dataclasses import dataclass, field
from typing import Any

from onrecord.acquire.web.missed import Missed
from onrecord.acquire.web.network import Deadline

_MOST_HEAD = 128 * 1024  # bytes of status line and headers


@dataclass(slots=True)
class Kept:
    """
    What went over one connection, and how much may.

    Attributes:
        deadline: When it ends, by the clock.
        most: Bytes that a body may have.
        sent: What was sent.
        came: What came: status line, headers, body.
        is_body: Whether the headers are over.
    """

    deadline: Deadline
    most: int
    sent: bytearray = field(default_factory=bytearray)
    came: bytearray = field(default_factory=bytearray)
    is_body: bool = False

    def add(self, data: bytes | memoryview) -> None:
        """
        Keep what came.

        Raises:
            Missed: It is more than is taken.
        """
        self.came += data
        if not self.is_body and len(self.came) > _MOST_HEAD:
            raise Missed("web-not-reached", "The server sends headers without end.")
        if len(self.came) > self.most + _MOST_HEAD:
            raise too_large(self.most)


class Watched:
    """A socket as `http.client` uses one; what it does besides is the socket's own."""

    def __init__(self, sock: socket.socket, kept: Kept) -> None:
        self._sock = sock
        self._kept = kept

    def sendall(self, data: bytes) -> None:
        """Send bytes before the deadline, and keep them."""
        self._sock.settimeout(self._kept.deadline.left())
        self._kept.sent += data
        self._sock.sendall(data)

    def makefile(self, *_: object, **__: object) -> io.BufferedReader:
        """Return what comes, as a file."""
        return io.BufferedReader(_Coming(self._sock, self._kept))

    def settimeout(self, _: float | None) -> None:
        """Do nothing: each wait is set by the deadline alone."""

    def close(self) -> None:
        """Do nothing: `http.client` lets go of a socket while its answer is still to be read."""

    def end(self) -> None:
        """Close the socket."""
        self._sock.close()

    def has_more(self, seconds: float) -> bool:
        """Return whether anything more comes within some seconds."""
        try:
            self._sock.settimeout(min(seconds, self._kept.deadline.left()))
            return bool(self._sock.recv(1))
        except (OSError, ValueError, Missed):
            return False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


class _Coming(io.RawIOBase):
    def __init__(self, sock: socket.socket, kept: Kept) -> None:
        super().__init__()
        self._sock = sock
        self._kept = kept

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._sock.settimeout(self._kept.deadline.left())
        size = self._sock.recv_into(buffer)
        self._kept.add(memoryview(buffer)[:size])
        return size


def too_large(most: int) -> Missed:
    """Return what is said of an answer that is too large."""
    return Missed("too-large", f"This has more than {most:,} bytes, unpacked; it was not taken.")
