"""What exactly is public: one hash of all of it, which people sign off."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path

from onrecord.model.public import Public
from onrecord.publish.protection.summary import Summary, Tally, added
from onrecord.publish.release import spool
from onrecord.publish.release.making import Made, Making
from onrecord.publish.release.spool import Spool

_APART = frozenset({"documents", "incidents"})  # hashed one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """
    What would be public, made once.

    Attributes:
        public: With its incidents on the disk.
        sha256: Of all of it, in a canonical form: the program's version and what the keepers
            allow too, no time and no name of who releases it.
        summary: How much it is, and how much is not told.
    """

    public: Public
    sha256: str
    summary: Summary

    @property
    def claims(self) -> int:
        """How many claims it has."""
        return self.summary.claims

    def told(self) -> Iterator[str]:
        """Yield what the release says of each incident in short: a line, as `changes` has it."""
        kept = self.public.incidents
        assert isinstance(kept, Spool)  # noqa: S101 - `settled` made it so
        return (line.decode().rstrip("\n") for line in kept.told())


def settled(public: Public, place: Path, made: Iterable[Made] | None = None) -> Settled:
    """
    Make every incident of a record once, and hash all that is public.

    The hash is the SHA-256 of lines of JSON in UTF-8, with sorted keys and without spaces:
    first everything but documents and incidents, then each document in the order of ids,
    then each incident in its order.

    Args:
        public: The record as anybody may see it.
        place: A file to keep the incidents in; there is none yet.
        made: Its incidents, made ready by others, in their order; None to do it here.
    """
    making = Making(public.allowed)
    hashed = hashlib.sha256()
    told = {
        field.name: getattr(public, field.name)
        for field in fields(public)
        if field.name not in _APART
    }
    hashed.update(making.said(told))
    for _, one in sorted(public.documents.items()):
        hashed.update(making.said(one))
    counted: list[Tally] = []
    with spool.filled(place) as take:
        for ready in _made(public, making) if made is None else made:
            hashed.update(ready.said)
            take(ready.packed, ready.told)
            counted.append(ready.counted)
    return Settled(
        public=replace(public, incidents=Spool(place)),
        sha256=hashed.hexdigest(),
        summary=added(counted).summary(public),
    )


def _made(public: Public, making: Making) -> Iterator[Made]:
    for batch in spool.in_batches(public.incidents, lambda one: len(one.claims)):
        yield making.made(batch, public.documents)
