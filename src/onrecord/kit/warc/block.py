"""One record's block while it is read: kept if it is small enough, hashed if it is not."""

import re
from collections.abc import Mapping
from typing import Any

from onrecord.kit.warc import digests
from onrecord.kit.warc.http_message import without_chunks

_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_BLOCK, _PAYLOAD = "warc-block-digest", "warc-payload-digest"


class Block:
    """
    What stands between a record's header and the blank lines after it.

    The payload is what follows the headers of an HTTP message, or else the whole block. What
    its digest is made of where the body came in chunks is disputed (with them or without);
    a digest that holds either way holds.
    """

    def __init__(self, fields: Mapping[str, str], most: int) -> None:
        self.size = 0
        self._fields = fields
        self._most = most
        self._parts: list[bytes] = []
        self._hashes: dict[str, Any] | None = None

    @property
    def content(self) -> bytes | None:
        """All of it; None if it is larger than was asked for."""
        return b"".join(self._parts) if self._hashes is None else None

    def add(self, piece: bytes) -> None:
        """Take the next bytes in."""
        self.size += len(piece)
        if self._hashes is not None:
            for one in self._hashes.values():
                one.update(piece)
            return
        self._parts.append(piece)
        if self.size > self._most:
            so_far = b"".join(self._parts)
            self._parts.clear()
            self._hashes = {
                name: digests.hasher(algorithm) for name, algorithm in self._asked().items()
            }
            for name, one in self._hashes.items():
                one.update(so_far if name == _BLOCK else so_far[self._payload(so_far) :])

    def verdicts(self) -> dict[str, bool]:
        """Return for each digest that stands with the record whether it holds."""
        asked = self._asked()
        if self._hashes is not None:
            return {
                name: digests.is_same(self._fields[name], one.digest())
                for name, one in self._hashes.items()
                # without its chunks it cannot be hashed piece by piece: no verdict
                if name == _BLOCK or digests.is_same(self._fields[name], one.digest())
            }
        content = b"".join(self._parts)
        return {name: self._holds(name, algorithm, content) for name, algorithm in asked.items()}

    def _asked(self) -> dict[str, str]:
        kind = self._fields.get("warc-type", "")
        # A revisit's payload digest is that of another record's payload.
        names = (_BLOCK,) if kind == "revisit" else (_BLOCK, _PAYLOAD)
        told = {name: digests.algorithm(self._fields.get(name, "")) for name in names}
        return {name: algorithm for name, algorithm in told.items() if algorithm}

    def _holds(self, name: str, algorithm: str, content: bytes) -> bool:
        told = self._fields[name]
        if name == _BLOCK:
            return _is(told, algorithm, content)
        body = content[self._payload(content) :]
        if _is(told, algorithm, body):
            return True
        bare = without_chunks(body)
        return bare is not None and bare != body and _is(told, algorithm, bare)

    def _payload(self, content: bytes) -> int:
        """Return where the payload begins."""
        if not self._fields.get("content-type", "").lower().startswith("application/http"):
            return 0
        end = _END_OF_HEAD.search(content)
        return end.end() if end else len(content)


def _is(told: str, algorithm: str, data: bytes) -> bool:
    hashed = digests.hasher(algorithm)
    hashed.update(data)
    return digests.is_same(told, hashed.digest())
