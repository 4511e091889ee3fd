"""
A web archive's bytes, unpacked piece by piece and never more than is asked for.

By custom each record of a `.warc.gz` is a gzip member of its own (WARC 1.1, annex D), so that
a record can be found and read alone, and one that is broken ends where its member ends. Here
members are opened one after another and never run into each other.
"""

import re
import zlib
from typing import BinaryIO

GZIP = b"\x1f\x8b\x08"
PIECE = 64 * 1024
# Deflate cannot pack better than about 1,030 to 1; pages and pictures come to 4 to 30.
_MOST_RATIO = 200
_MOST_AGAIN = 4  # times a file's size that broken records may cost
_SMALL = 64 * 1024 * 1024  # below this, no ratio is too much


class Broken(Exception):
    """The bytes are not what they should be; the message says in what way."""


class TooBroken(Exception):
    """So much of a file contradicts itself that looking for what is whole does not pay."""


class Source:
    """
    A file read forward, which remembers where it is.

    Attributes:
        position: Bytes taken so far.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._buffer = b""
        self._again = 0
        self.position = 0

    def peek(self, size: int) -> bytes:
        """Return the next bytes without taking them; fewer only at the end."""
        while len(self._buffer) < size:
            more = self._stream.read(max(PIECE, size - len(self._buffer)))
            if not more:
                break
            self._buffer += more
        return self._buffer[:size]

    def take(self, size: int) -> bytes:
        """Return the next bytes and pass over them; fewer only at the end."""
        if not self._buffer and size >= PIECE:
            taken = self._stream.read(size)
        else:
            taken = self.peek(size)
            self._buffer = self._buffer[len(taken) :]
        self.position += len(taken)
        return taken

    def piece(self) -> bytes:
        """Return what is at hand, or the next piece of the file; empty at the end."""
        taken, self._buffer = self._buffer or self._stream.read(PIECE), b""
        self.position += len(taken)
        return taken

    def give_back(self, data: bytes) -> None:
        """Put bytes back that were taken last."""
        self._buffer = data + self._buffer
        self.position -= len(data)

    def go_back(self, position: int) -> None:
        """
        Go on from an earlier place of the file.

        Raises:
            TooBroken: So much was read again already that a file must be made for it.
        """
        self._again += self.position - position
        if self._again > _MOST_AGAIN * self.size() + _SMALL:
            raise TooBroken
        self._stream.seek(position)
        self._buffer = b""
        self.position = position

    def size(self) -> int:
        """Return how long the file is."""
        here = self._stream.tell()
        size = self._stream.seek(0, 2)
        self._stream.seek(here)
        return size

    def skip_to(self, mark: "re.Pattern[bytes]", longest: int) -> bool:
        """
        Pass over everything before what a pattern finds; False if it does not come any more.

        Args:
            mark: What to look for.
            longest: No more bytes than these can be what it finds.
        """
        while True:
            seen = self.peek(PIECE + longest)
            if found := mark.search(seen):
                self.take(found.start())
                return True
            if len(seen) < PIECE + longest:
                self.take(len(seen))
                return False
            self.take(len(seen) - longest)


class Member:
    """
    What one gzip member holds.

    Attributes:
        start: Where the member begins in the file.
    """

    def __init__(self, source: Source) -> None:
        self.start = source.position
        self._source = source
        self._inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._tail = b""
        self._out = 0
        self._in = 0

    def read(self, size: int) -> bytes:
        """
        Return up to so many bytes; none only at the member's end.

        Raises:
            Broken: The member is cut off, is damaged, or unpacks beyond all measure.
        """
        while not self._is_done():
            packed = self._tail or self._source.piece()
            if not packed:
                raise Broken("the file ends in the middle of it")
            try:
                given = self._inflater.decompress(packed, size)
            except zlib.error as fault:
                raise Broken(f"it is damaged ({fault})") from None
            self._tail = self._inflater.unconsumed_tail
            self._in += len(packed) - len(self._tail)
            self._out += len(given)
            if self._is_done():
                self._source.give_back(self._inflater.unused_data)
                self._tail = b""
            elif self._out > _SMALL and self._out > _MOST_RATIO * self._in:
                raise Broken(f"it unpacks to more than {_MOST_RATIO} times its size")
            if given:
                return given
        return b""

    def _is_done(self) -> bool:
        return self._inflater.eof


class Plain:
    """What a file holds that is not packed; `read` as of a `Member`."""

    def __init__(self, source: Source) -> None:
        self.start = source.position
        self._source = source

    def read(self, size: int) -> bytes:
        """Return up to so many bytes; none only at the end."""
        return self._source.take(size)
