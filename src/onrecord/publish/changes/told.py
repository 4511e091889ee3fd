"""What a release said of each incident, in short: enough to see later what became of it."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model.public import Public, PublicDocument, PublicIncident, PublicRuling
from onrecord.publish.canonical import Canonical

_DIGITS = 16  # of a digest, in hex: 64 bits, to tell two tellings of one thing apart
Digest = Callable[[object], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldFigure:
    """
    A figure as a release gave it; an end is None where every claim leaves it open.

    With `is_open` a claim that it rests on says "or more".
    """

    outcome: str
    minimum: int | None
    maximum: int | None
    is_open: bool = False


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
    teller = Teller()
    for one in public.incidents:
        yield teller.told(one, public.documents)


class Teller:
    """Says of incidents, in short, what a release says; what it needs of a document once."""

    def __init__(self) -> None:
        self._digest = _digest_by(Canonical(skips=_says_nothing, other=str).text)
        self._digests: dict[str, str] = {}

    def told(self, one: PublicIncident, documents: Mapping[str, PublicDocument]) -> Told:
        """Return what a release says of an incident; `documents` has those that are public."""
        used = tuple(dict.fromkeys(claim.document_id for claim in one.claims))
        public = {key: documents[key] for key in used if key in documents}
        for key, document in public.items():
            if key not in self._digests:
                self._digests[key] = self._digest(document)
        return _told(one, self._digest, [self._digests.get(key) for key in used], public.values())


def _digest_by(text: Callable[[object], str]) -> Digest:
    def digest(value: object) -> str:
        said = text(value).encode("utf-8", "surrogatepass")
        return hashlib.sha256(said).hexdigest()[:_DIGITS]

    return digest


def _told(
    one: PublicIncident,
    digest: Digest,
    digests: Sequence[str | None],
    documents: Iterable[PublicDocument],
) -> Told:
    parts = {
        "when": digest(one.when),
        "where": digest(one.places),
        "accused": digest(one.accused),
        "victims": digest((one.victims, one.weapons)),
        "sources": digest((one.sources, one.first_reported, digests)),
        "words": digest((one.claims, one.sums, one.figures)),
        "doubts": digest(one.doubts),
        **{f"ruling:{ruling.rulebook}": digest(ruling) for ruling in one.rulings},
    }
    withheld = _withheld(one, documents)
    return Told(
        id=one.id,
        digest=digest((parts, withheld, one.is_decided)),
        figures=tuple(
            ToldFigure(
                outcome=made.outcome,
                minimum=made.minimum,
                maximum=made.maximum,
                is_open=one.is_open_above(made),
            )
            for made in one.figures
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


def _withheld(one: PublicIncident, documents: Iterable[PublicDocument]) -> dict[str, int]:
    """Return how much of each kind is not told of an incident, its sources and its documents."""
    many = {
        **{kind.value: number for kind, number in one.withheld},
        "coarse-day": int(one.is_day_coarsened),
        "coarse-place": sum(place.is_coarsened for place in one.places),
        "source": sum(source.is_withheld for source in one.sources),
        "of-documents": sum(len(document.withheld) for document in documents),
    }
    return {kind: number for kind, number in many.items() if number}


def _says_nothing(held: object) -> bool:
    """
    Whether a field is empty; 0 says something.

    Such fields are left out, so that one which a later version of the program adds does not
    make every incident look changed.
    """
    return not held and (held is None or held is False or held in ((), ""))
