"""The table of claims: what a source is said to say, in its words as far as they may be seen."""

from collections.abc import Iterator
from typing import NamedTuple

from onrecord.model import Grain, Measure, Outcome, Qualifier, Stance, VictimClass, Voice
from onrecord.model.public import PublicClaim, PublicIncident, Words
from onrecord.publish.formats.tables.columns import OF_INCIDENT, Column, Kind, Link, Table

_TEXT, _TEXTS, _WHOLE, _NUMBER = Kind.TEXT, Kind.TEXTS, Kind.WHOLE, Kind.NUMBER


class Told(NamedTuple):
    """A claim, and what of its incident anybody may see."""

    incident: PublicIncident
    it: PublicClaim
    claims: frozenset[str]
    sources: frozenset[str]


def _claims(one: PublicIncident) -> Iterator[Told]:
    claims = frozenset(claim.id for claim in one.claims)
    sources = frozenset(source.id for source in one.sources)
    for claim in one.claims:
        yield Told(one, claim, claims, sources)


def withheld(*told: Words | None) -> tuple[str, ...]:
    """Return what kinds of thing are left out of some words, each once."""
    pieces = (piece for words in told if words for piece in words.pieces)
    return tuple(dict.fromkeys(str(piece.withheld) for piece in pieces if piece.withheld))


_WORDS: tuple[Column[Told], ...] = (
    Column("id", _TEXT, lambda t: t.it.id, "The claim.", must=True),
    Column("incident_id", _TEXT, lambda t: t.incident.id, "The incident.", must=True),
    Column("document_id", _TEXT, lambda t: t.it.document_id or None, "Where it is said."),
    Column("start", _WHOLE, lambda t: t.it.start,
           "Where its words begin: code points into the text as it was read; where something of "
           "the sentence is withheld, rounded down to fifty.", must=True, least=0),
    Column("end", _WHOLE, lambda t: t.it.end, "Where they end, likewise rounded up.",
           must=True, least=0),
    Column("page", _WHOLE, lambda t: t.it.page, "Of a printed paper.", least=0),
    Column("exact", _TEXT, lambda t: str(t.it.exact),
           "The words that state it; what may not be seen stands in brackets: "
           "`[name withheld]`."),
    Column("before", _TEXT, lambda t: str(t.it.before), "What of their sentence stands before."),
    Column("after", _TEXT, lambda t: str(t.it.after), "What stands after."),
    Column("language", _TEXT, lambda t: t.it.exact.language, "Of the words, by two letters."),
    Column("withheld", _TEXTS,
           lambda t: withheld(t.it.exact, t.it.before, t.it.after, t.it.victims),
           "What kinds of thing are left out of its words."),
)  # fmt: skip
_SAYS: tuple[Column[Told], ...] = (
    Column("measure", _TEXT, lambda t: t.it.measure, "What is counted.", must=True,
           choices=tuple(Measure)),
    Column("outcome", _TEXT, lambda t: t.it.outcome, "What happened to them.", must=True,
           choices=tuple(Outcome)),
    Column("low", _NUMBER, lambda t: t.it.count.low,
           "The fewest that the words allow; empty if they set no lower end, never 0 for it."),
    Column("high", _NUMBER, lambda t: t.it.count.high, "The most that they allow, likewise."),
    Column("qualifier", _TEXT, lambda t: t.it.count.qualifier, "The hedge on the number.",
           must=True, choices=tuple(Qualifier)),
    Column("is_cumulative", Kind.TRUTH, lambda t: t.it.is_cumulative,
           "Whether it totals a longer time or wider place.", must=True),
    Column("victims", _TEXT, lambda t: t.it.victims and (str(t.it.victims) or None),
           "The words for the harmed."),
    Column("victim_class", _TEXT, lambda t: t.it.victim_class, "By the document's words alone.",
           must=True, choices=tuple(VictimClass)),
    Column("accused", _TEXTS, lambda t: t.it.accused,
           "Who is said to have done it: by `sources`, or by the document."),
    Column("places", _TEXTS, lambda t: t.it.places, "Names."),
    Column("date_earliest", Kind.DAY, lambda t: t.it.when and t.it.when.earliest,
           "The first day on which it may have been."),
    Column("date_latest", Kind.DAY, lambda t: t.it.when and t.it.when.latest, "The last."),
    Column("date_precision", _WHOLE, lambda t: t.it.when and t.it.when.precision,
           "UCDP GED `date_prec`.", least=1, most=5),
    Column("date_grain", _TEXT, lambda t: t.it.when and t.it.when.grain,
           "The unit in which the time was told.", choices=tuple(Grain)),
    Column("weapon", _TEXT, lambda t: t.it.weapon, "As written."),
)  # fmt: skip
_WHO: tuple[Column[Told], ...] = (
    Column("sources", _TEXTS, lambda t: t.it.sources,
           "Who says so, the nearest voice first; empty in the author's own voice."),
    Column("source_id", _TEXT, lambda t: t.it.source_id if t.it.source_id in t.sources else None,
           "The origin that it goes back to; empty if not traced."),
    Column("stance", _TEXT, lambda t: t.it.stance, "How the document stands to it.", must=True,
           choices=tuple(Stance)),
    Column("voice", _TEXT, lambda t: t.it.voice, "Who speaks where it stands.", must=True,
           choices=tuple(Voice)),
    Column("part_of", _TEXT, lambda t: t.it.part_of if t.it.part_of in t.claims else None,
           "The claim of the same incident whose count includes these people."),
    Column("same_as", _TEXT, lambda t: t.it.same_as if t.it.same_as in t.claims else None,
           "The claim of the same incident that it says again."),
    Column("engine", _TEXT, lambda t: t.it.engine or None, "What read it, with its version."),
    Column("decision", _TEXT, lambda t: t.it.decision,
           "What a person decided; empty for a proposal, on which nobody did.",
           choices=("accepted", "corrected", "added")),
)  # fmt: skip

CLAIMS: Table[Told] = Table(
    name="claims",
    says="A claim: what a source is said to say, in its words as far as they may be seen.",
    key=("id",),
    links=(
        OF_INCIDENT,
        Link(("document_id",), "documents", ("id",)),
        Link(("source_id",), "sources", ("id",)),
        Link(("part_of",), "claims", ("id",)),
        Link(("same_as",), "claims", ("id",)),
    ),
    of_incident=_claims,
    columns=(*_WORDS, *_SAYS, *_WHO),
)
