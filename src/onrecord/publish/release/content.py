"""What exactly is public: one hash of all of it, which people sign off."""

import hashlib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import NoReturn

from onrecord.model.public import Public
from onrecord.publish.canonical import Canonical
from onrecord.publish.release.spool import Spool, spooled

_APART = frozenset({"documents", "incidents"})  # hashed one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """
    What would be public, made once.

    Attributes:
        public: With its incidents on the disk.
        sha256: Of all of it, in a canonical form: the program's version and what the keepers
            allow too, no time and no name of who releases it.
        claims: How many it has.
    """

    public: Public
    sha256: str
    claims: int


def settled(public: Public, place: Path) -> Settled:
    """
    Make every incident of a record once, and hash all that is public.

    The hash is the SHA-256 of lines of JSON in UTF-8, with sorted keys and without spaces:
    first everything but documents and incidents, then each document in the order of ids,
    then each incident in its order.

    Args:
        public: The record as anybody may see it.
        place: A file to keep the incidents in; there is none yet.
    """
    made = hashlib.sha256()
    text = Canonical(other=_refused).text

    def line(value: object) -> bytes:
        return text(value).encode("utf-8", "surrogatepass") + b"\n"

    told = {
        field.name: getattr(public, field.name)
        for field in fields(public)
        if field.name not in _APART
    }
    made.update(line(told))
    for _, one in sorted(public.documents.items()):
        made.update(line(one))
    claims = 0
    for incident in spooled(public.incidents, place):
        claims += len(incident.claims)
        made.update(line(incident))
    return Settled(
        public=replace(public, incidents=Spool(place)), sha256=made.hexdigest(), claims=claims
    )


def _refused(value: object) -> NoReturn:
    raise TypeError(f"{type(value).__name__} has no place in what is public")
