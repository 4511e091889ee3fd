"""Incidents made ready to be kept, hashed and compared, by whichever process made them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

from onrecord.model.public import PublicDocument, PublicIncident
from onrecord.model.publishing import Allowed
from onrecord.publish import changes
from onrecord.publish.canonical import Canonical
from onrecord.publish.protection.summary import Tally, tally
from onrecord.publish.release import spool


@dataclass(frozen=True, slots=True)
class Made:
    """
    A run of incidents, made ready.

    Attributes:
        packed: They, as a `Spool` keeps them.
        said: All that is public of them, a line each: what is hashed.
        told: The same in short, a line each: what the next release is compared with.
        counted: What a summary counts of them.
    """

    packed: bytes
    said: bytes
    told: bytes
    counted: Tally


class Making:
    """Makes incidents ready; what it wrote once it knows again."""

    def __init__(self, allowed: Allowed) -> None:
        """Begin with nothing known but what the record's keepers allow."""
        self._allowed = allowed
        self._text = Canonical(other=_refused).text
        self._teller = changes.Teller()

    def said(self, value: object) -> bytes:
        """Return a value as a line of JSON: the same for the same."""
        return self._text(value).encode("utf-8", "surrogatepass") + b"\n"

    def made(
        self, incidents: Sequence[PublicIncident], documents: Mapping[str, PublicDocument]
    ) -> Made:
        """Return incidents made ready; `documents` has those of the record, by public id."""
        told = (changes.as_line(self._teller.told(one, documents)) for one in incidents)
        return Made(
            packed=spool.pack(incidents),
            said=b"".join(map(self.said, incidents)),
            told=b"".join(line.encode() + b"\n" for line in told),
            counted=tally(incidents, self._allowed),
        )


def _refused(value: object) -> NoReturn:
    raise TypeError(f"{type(value).__name__} has no place in what is public")
