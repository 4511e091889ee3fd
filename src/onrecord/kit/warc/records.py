"""Record by record through a web archive, each whole or named as broken."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from onrecord.kit.inflated import first_inflated
from onrecord.kit.warc import heads
from onrecord.kit.warc.block import Block
from onrecord.kit.warc.packed import GZIP, PIECE, Broken, Member, Plain, Source, TooBroken

_MIB = 1024 * 1024
_MOST_PUT_BACK = 1024 * _MIB
_MEMBER = re.compile(re.escape(GZIP))
_GUESSED = "the record before it is broken, so where it begins was guessed"
_LOOSE = "what stands after it is not the end of a record as it should be"
_HALF = "the digest of its payload does not hold, though that of the whole record does"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """
    One record, as long as it says it is, its digests holding if it has any.

    Attributes:
        offset: Where in the file it begins; where its gzip member begins if it is packed.
        length: Bytes of the file that it takes up, the blank lines included.
        within: Where in its gzip member it begins: 0, unless a member holds several.
        fields: Its header, names in small letters, the first of each name.
        block: What it holds; None if that is more than was asked for.
        size: Bytes of the block.
        is_checked: A digest of SHA-1 or SHA-2 stood with it, and holds.
        doubts: What is not as it should be, though it could be read.
    """

    offset: int
    length: int
    within: int
    fields: Mapping[str, str]
    block: bytes | None
    size: int
    is_checked: bool
    doubts: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """Its type, such as `response`."""
        return self.fields.get("warc-type", "").lower()

    @property
    def uri(self) -> str:
        """What it is of; some programs write it in angle brackets."""
        return self.fields.get("warc-target-uri", "").removeprefix("<").removesuffix(">")

    @property
    def id(self) -> str:
        """Its own name."""
        return self.fields.get("warc-record-id", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """
    A place of a web archive of which nothing was taken.

    Attributes:
        offset: Where in the file.
        why: What is wrong there, as the end of a sentence.
        uri: What the record is of, as far as it could be read.
    """

    offset: int
    why: str
    uri: str = ""


def records(stream: BinaryIO, *, most: int) -> Iterator[Record | Fault]:
    """
    Return the records of a web archive one after another.

    WARC and ARC files are read, with each record packed by itself, packed as a whole, or
    not packed. The readers that there are hand out a record that was cut off, or one that ran
    into the next, as if it were whole; here a record is given only if it is as long as
    it says and its digests hold, and everything else is a Fault in its place.

    Args:
        stream: The file; it must be able to go back.
        most: A larger block is checked and not kept.
    """
    source = Source(stream)
    try:
        if source.peek(3) == GZIP:
            yield from _packed(source, most)
        elif source.peek(1):
            form = _form(source.peek(PIECE))
            yield from _Unit(Plain(source), source, form, most, 0).found()
    except TooBroken:
        why = "so much of the file is broken that the rest of it was not read"
        yield Fault(offset=source.position, why=why)


def _form(first: bytes) -> heads.Form:
    return heads.Arc() if first.startswith(b"filedesc:") else heads.Warc()


def _packed(source: Source, most: int) -> Iterator[Record | Fault]:
    form = _form(_first_bytes(source))
    while source.peek(1):
        start = source.position
        if source.peek(3) != GZIP:
            _next_member(source, form)
            why = f"{source.position - start:,} bytes belong to no record"
            yield Fault(offset=start, why=why)
            continue
        unit = _Unit(Member(source), source, form, most, start)
        yield from unit.found()
        if unit.is_broken:
            source.go_back(start)
            source.take(len(GZIP))
            _next_member(source, form)


def _first_bytes(source: Source) -> bytes:
    return first_inflated(source.peek(PIECE), heads.MOST_HEAD)


def _next_member(source: Source, form: heads.Form) -> None:
    """Go to where a gzip member begins that holds a record, or to the end of the file."""
    while source.skip_to(_MEMBER, len(GZIP)):
        if form.starts.match(_first_bytes(source)):
            return
        source.take(len(GZIP))


class _Unit:
    """
    Records that stand in one stretch: a gzip member, or a file that is not packed.

    Attributes:
        is_broken: Whether the stretch itself is: where it ends is not known.
    """

    def __init__(
        self, inner: Member | Plain, source: Source, form: heads.Form, most: int, start: int
    ) -> None:
        self.is_broken = False
        self._inner = inner
        self._source = source
        self._form = form
        self._most = most
        self._start = start
        self._buffer = b""
        self._taken = 0  # bytes of the stretch before the buffer
        self._told: Mapping[str, str] = {}
        self._begin = 0
        self._again = 0
        self._is_guessed = False
        self._has_several = isinstance(inner, Plain)

    def found(self) -> Iterator[Record | Fault]:
        """Return the records and faults of the stretch."""
        goes_on = True
        while goes_on:
            self._told, self._begin = {}, self._taken
            try:
                if not self._more(1):
                    return
                yield self._record()
                self._is_guessed, self._has_several = False, True
            except _Wrong as fault:
                yield self._fault(str(fault))
                goes_on = self._passed_over(fault)
            except Broken as fault:
                self.is_broken, goes_on = self._is_packed, False
                yield self._fault(str(fault))

    def _record(self) -> Record:
        begin = self._begin
        try:
            head, end = self._head()
            told = self._told = self._form.parsed(head)
            size = heads.length(told)
        except Broken as fault:
            self._take(1)  # a record that is whole may begin anywhere after this
            raise _Wrong(str(fault), begin + 1) from None
        self._take(end)
        inside = self._taken
        block = Block(told, self._most)
        while block.size < size and (piece := self._piece(size - block.size)):
            block.add(piece)
        if block.size < size:
            raise _Wrong(f"it says {size:,} bytes, and {block.size:,} are there", inside, block)
        verdicts = block.verdicts()
        doubts = self._doubts(verdicts, inside, block)
        return Record(
            offset=self._start if self._is_packed else begin,
            length=(self._source.position - self._start)
            if self._is_packed
            else self._taken - begin,
            within=begin if self._is_packed else 0,
            fields=told,
            block=block.content,
            size=size,
            is_checked=any(verdicts.values()),
            doubts=doubts,
        )

    @property
    def _is_packed(self) -> bool:
        return isinstance(self._inner, Member)

    def _doubts(self, verdicts: Mapping[str, bool], inside: int, block: Block) -> tuple[str, ...]:
        """Pass over what ends the record, and return what is doubtful about it."""
        is_proven = verdicts.get("warc-block-digest", False)
        if not (is_proven or all(verdicts.values())):
            raise _Wrong("its digest does not hold: it is not what was archived", self._taken)
        is_tidy, is_clean = self._ended()
        if not is_clean and not is_proven:
            raise _Wrong("it goes on beyond the length that it says", inside, block)
        return (
            *((_HALF,) if not all(verdicts.values()) else ()),
            *((_LOOSE,) if not (is_tidy or is_proven) else ()),
            *((_GUESSED,) if self._is_guessed else ()),
        )

    def _ended(self) -> tuple[bool, bool]:
        """Return whether a record ends as it should, and whether at least nothing else follows."""
        separator = self._form.separator
        is_tidy = self._more(len(separator)) >= len(separator) and self._buffer.startswith(
            separator
        )
        if is_tidy:
            self._take(len(separator))
        while self._more(1) and self._buffer[:1] in {b"\r", b"\n"}:
            is_tidy = is_tidy and separator == b"\n"  # an ARC's blank lines were never settled
            self._take(1)
        if not self._more(1):
            return is_tidy, True
        return is_tidy, self._begins()

    def _begins(self) -> bool:
        self._more(heads.MOST_HEAD if self._form.separator == b"\n" else 64)
        return self._form.starts.match(self._buffer) is not None

    def _head(self) -> tuple[bytes, int]:
        size = 1
        while (end := self._form.end.search(self._buffer)) is None:
            if len(self._buffer) > heads.MOST_HEAD:
                raise Broken(f"its header is longer than {heads.MOST_HEAD:,} bytes")
            if self._more(size) < size:
                raise Broken(heads.NO_RECORD)
            size = len(self._buffer) + 1
        return self._buffer[: end.start()], end.end()

    def _more(self, size: int) -> int:
        """Have so many bytes at hand, and return how many there are."""
        while len(self._buffer) < size and (piece := self._inner.read(PIECE)):
            self._buffer += piece
        return len(self._buffer)

    def _take(self, size: int) -> bytes:
        taken, self._buffer = self._buffer[:size], self._buffer[size:]
        self._taken += len(taken)
        return taken

    def _piece(self, size: int) -> bytes:
        if self._buffer:
            return self._take(min(size, _MIB))
        piece = self._inner.read(min(size, _MIB))
        self._taken += len(piece)
        return piece

    def _passed_over(self, fault: "_Wrong") -> bool:
        """Go to where the next record of the stretch seems to begin; False if there is none."""
        self._is_guessed = True
        if isinstance(self._inner, Plain):
            self._source.go_back(fault.resume_at)
            self._buffer = b""
            self._source.skip_to(self._form.starts, heads.MOST_HEAD)
            self._taken = self._source.position
            return True
        if self._has_several and fault.block is not None and fault.block.content is not None:
            self._put_back(fault.block.content, fault.resume_at)
        try:
            return self._has_another()
        except Broken:  # the fault before it has been told, and nothing more is to be had
            self.is_broken = True
            return False

    def _has_another(self) -> bool:
        """Look for another record further on in a gzip member, and go there."""
        longest = heads.MOST_HEAD
        while True:
            at_hand = self._more(PIECE + longest)
            # in a member of its own a record is alone, and what looks like one is its text
            found = self._form.starts.search(self._buffer) if self._has_several else None
            if found:
                self._take(found.start())
                return True
            if at_hand < PIECE + longest:
                self._take(at_hand)
                return False
            self._take(at_hand - longest)

    def _put_back(self, content: bytes, position: int) -> None:
        self._again += len(content)
        if self._again > _MOST_PUT_BACK:
            raise TooBroken
        self._buffer = content + self._buffer
        self._taken = position

    def _fault(self, why: str) -> Fault:
        uri = self._told.get("warc-target-uri", "")
        return Fault(offset=self._start if self._is_packed else self._begin, why=why, uri=uri)


class _Wrong(Exception):
    """A record is not what it says; what follows it may be whole."""

    def __init__(self, why: str, resume_at: int, block: Block | None = None) -> None:
        super().__init__(why)
        self.resume_at = resume_at
        self.block = block
