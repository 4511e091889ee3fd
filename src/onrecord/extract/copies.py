"""
Texts that were read before, word for word: a wire report that ten papers print.

What a text claims hangs on its words, on how they are cut into blocks and on the names found
in them, not on who printed it: so it is worked out once, and told of each document that has it.
"""

import hashlib
import pickle
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from onrecord.kit.lately import Lately
from onrecord.model import Claim, Document, Named, Text

_MOST = 16 * 1024 * 1024  # bytes: some 4,000 reports

Known = Lately[bytes, bytes]


@lru_cache(1)
def known() -> Known:
    """Return what this process remembers, from a text's mark to its claims."""
    return Lately(_MOST)


def read_once(
    document: Document,
    text: Text,
    names: Sequence[Named],
    engine: str,
    read: Callable[[], tuple[Claim, ...]],
    known: Known,
) -> tuple[Claim, ...]:
    """
    Return the claims of a text, in order; read only if the same words were not read lately.

    Args:
        document: Where the text is from.
        text: The text.
        names: The names found in it.
        engine: Who reads, by name and version.
        read: Reads it.
        known: What was read lately.
    """
    mark = _mark(text, names, engine)
    before = known.get(mark)
    if before is None:
        claims = read()
        kept = pickle.dumps(claims)
        known.keep(mark, kept, len(kept) + len(mark))
        return claims
    return _of(document, text, pickle.loads(before))  # noqa: S301 - made by this process


def _mark(text: Text, names: Sequence[Named], engine: str) -> bytes:
    """A hash of all that reading a text hangs on: two texts never have the same."""
    said = repr((engine, text.content, text.blocks, tuple(names)))
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=32).digest()


def _of(document: Document, text: Text, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims of a copy: the same words at the same places, in another document."""
    own = [
        claim.with_(
            document=document.name,
            passage=replace(claim.passage, snapshot_id=text.snapshot_id),
        )
        for claim in claims
    ]
    ids = {old.id: new.id for old, new in zip(claims, own, strict=True)}
    tied = [
        claim.with_(
            part_of=claim.part_of and ids[claim.part_of],
            same_as=claim.same_as and ids[claim.same_as],
        )
        for claim in own
    ]
    return tuple(sorted(tied, key=lambda c: (c.passage.start, c.passage.end, c.id)))
