"""What a release said of each incident, in short: enough to see later what became of it."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any

from onrecord.model.public import Public, PublicDocument, PublicIncident, PublicRuling

_DIGITS = 16  # of a digest, in hex: 64 bits, to tell two tellings of one thing apart


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldFigure:
    """A figure as a release gave it; an end is None where every claim leaves it open."""

    outcome: str
    minimum: int | None
    maximum: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRuling:
    """
    What a rulebook made of an incident in a release, in the rulebook's own short words.

    Attributes:
        rulebook, version: Whose, and of which reading.
        killed, injured, verdict: As in `Ruling.in_short`: numbers and fixed phrases.
    """

    rulebook: str
    version: str
    killed: str
    injured: str
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """
    What a release said of one incident, without a word of anybody's.

    It is kept for as long as the releases are, so it must hold nothing that somebody may ask
    to have removed later: no name, no place, no day, no words. What is neither a number nor
    a fixed phrase is in it as a digest of what was public, which tells only whether it is
    still the same.

    Attributes:
        id: `inc_…`.
        digest: Of all that was public of it.
        figures: Its figures by no rulebook.
        rulings: What the rulebooks of the release made of it.
        parts: A digest of each part: `when`, `where`, `accused`, `words`, `ruling:acled`, ...
        withheld: How much of each kind was not told.
        is_decided: Whether a person had decided on every claim.
    """

    id: str
    digest: str
    figures: tuple[ToldFigure, ...] = ()
    rulings: tuple[ToldRuling, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    withheld: tuple[tuple[str, int], ...] = ()
    is_decided: bool = False


def told(public: Public) -> Iterator[Told]:
    """
    Return what a release says of each incident, in short, one by one in its order.

    Only what is public goes in, and twice the same gives twice the same.
    """
    documents = {key: _digest(one) for key, one in public.documents.items()}
    for one in public.incidents:
        yield _told(one, documents, public.documents)


def _told(
    one: PublicIncident, digests: Mapping[str, str], documents: Mapping[str, PublicDocument]
) -> Told:
    used = tuple(dict.fromkeys(claim.document_id for claim in one.claims))
    parts = {
        "when": _digest(one.when),
        "where": _digest(one.places),
        "accused": _digest(one.accused),
        "victims": _digest((one.victims, one.weapons)),
        "sources": _digest((one.sources, one.first_reported, [digests.get(d) for d in used])),
        "words": _digest((one.claims, one.sums, one.figures)),
        "doubts": _digest(one.doubts),
        **{f"ruling:{ruling.rulebook}": _digest(ruling) for ruling in one.rulings},
    }
    withheld = _withheld(one, [documents[d] for d in used if d in documents])
    return Told(
        id=one.id,
        digest=_digest((parts, withheld, one.is_decided)),
        figures=tuple(
            ToldFigure(outcome=f.outcome, minimum=f.minimum, maximum=f.maximum) for f in one.figures
        ),
        rulings=tuple(_ruling(ruling) for ruling in one.rulings),
        parts=tuple(parts.items()),
        withheld=tuple(sorted(withheld.items())),
        is_decided=one.is_decided,
    )


def _ruling(ruling: PublicRuling) -> ToldRuling:
    short = dict(ruling.in_short)
    return ToldRuling(
        rulebook=ruling.rulebook,
        version=ruling.version,
        killed=short.get("killed", ""),
        injured=short.get("injured", ""),
        verdict=short.get("verdict", ""),
    )


def _withheld(one: PublicIncident, documents: list[PublicDocument]) -> dict[str, int]:
    """Return how much of each kind is not told of an incident, its sources and its documents."""
    many = {
        **{kind.value: number for kind, number in one.withheld},
        "coarse-day": int(one.is_day_coarsened),
        "coarse-place": sum(place.is_coarsened for place in one.places),
        "source": sum(source.is_withheld for source in one.sources),
        "of-documents": sum(len(document.withheld) for document in documents),
    }
    return {kind: number for kind, number in many.items() if number}


def _digest(value: object) -> str:
    said = _JSON.encode(value)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _plain(value: object) -> Any:
    """
    Return a value as JSON holds it.

    Fields that say nothing are left out, so that a field which a later version of the program
    adds does not make every incident look changed.
    """
    if is_dataclass(value) and not isinstance(value, type):
        made = ((name, getattr(value, name)) for name in _names(type(value)))
        return {name: held for name, held in made if not _says_nothing(held)}
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _says_nothing(held: object) -> bool:
    """Whether a field is empty; 0 says something."""
    return held is None or held is False or held in ((), "")


_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
