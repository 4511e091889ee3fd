"""Who says what: origins with their roles, their words, and whom they accuse."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.kit import shown
from onrecord.model.claim import Measure, Outcome, Stance
from onrecord.model.public import (
    Allegation,
    Public,
    PublicClaim,
    PublicIncident,
    PublicSource,
    Words,
)
from onrecord.model.side import Role
from onrecord.publish.described import named
from onrecord.publish.paper.figures import Told
from onrecord.publish.paper.notes import Notes
from onrecord.publish.paper.room import Room
from onrecord.publish.paper.runs import Line, Run, apart, filled, joined, of_others, own
from onrecord.publish.site import wording
from onrecord.publish.words import _

_NAME = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """An origin: its name, how it stands to the incident, and what it says."""

    name: str
    role: str
    said: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A claim's words, and who says so where."""

    words: Line
    language: str | None
    by: Line


def speakers(
    one: PublicIncident, told: Sequence[Told], notes: Notes, room: Room
) -> tuple[Speaker, ...]:
    """Return origins with the numbers that they give: those that set a figure's ends first."""
    by_id = {claim.id: claim for claim in one.claims}
    made: list[Speaker] = []
    ends = {claim.source_id for found in told for claim in found.claims[:2]}
    ranked = sorted(one.sources, key=lambda one: (one.id not in ends, -len(one.claim_ids)))
    for source in ranked[: room.speakers]:
        claims = [by_id[i] for i in source.claim_ids if i in by_id]
        said = joined(list(_said(claims, notes, room)), _("; "))
        made.append(
            Speaker(
                name=shown.clean(shown.cut(named(source.name), _NAME)), role=role(source.role),
                said=said or own(_("gives no number of people")),
            )
        )  # fmt: skip
    return tuple(made)


def role(told: Role) -> str:
    """Return how an origin stands to an incident, in words."""
    return {
        Role.ACCUSED: _("accused of it"),
        Role.VICTIM_SIDE: _("of the victims’ side"),
        Role.OTHER_PARTY: _("another party to the conflict"),
        Role.NOT_A_PARTY: _("not a party to the conflict"),
        Role.UNKNOWN: _("whether it is a party is not known"),
    }[told]


def _said(claims: Sequence[PublicClaim], notes: Notes, room: Room) -> Iterator[Line]:
    grouped: dict[str, list[PublicClaim]] = {}
    for claim in claims:
        if claim.measure is Measure.PEOPLE and claim.count.is_known:
            grouped.setdefault(harm(claim), []).append(claim)
    for words, alike in list(grouped.items())[: room.numbers]:
        yield (*apart(words), *notes.of(alike[: 1 if room.is_brief else 3]))


def harm(claim: PublicClaim) -> str:
    """Return what a claim counts and how many, with how it stands to what it says."""
    words = _("%(outcome)s: %(count)s") % {
        "outcome": outcome(claim.outcome), "count": wording.count(claim.count),
    }  # fmt: skip
    note = {
        Stance.DENIED: _("denied"),
        Stance.HYPOTHETICAL: _("feared or threatened"),
        Stance.ALLEGED: _("alleged"),
        Stance.ESTIMATED: _("an estimate"),
    }.get(claim.stance)
    return f"{words} ({note})" if note else words


def outcome(told: Outcome) -> str:
    """Return what happened to people, in a word."""
    return {
        Outcome.KILLED: _("killed"),
        Outcome.INJURED: _("injured"),
        Outcome.CASUALTIES: _("killed or injured"),
        Outcome.DETAINED: _("detained"),
        Outcome.DISAPPEARED: _("disappeared"),
        Outcome.ABDUCTED: _("abducted"),
        Outcome.DISPLACED: _("displaced"),
        Outcome.RELEASED: _("released"),
        Outcome.TORTURED: _("tortured"),
        Outcome.SEXUAL_VIOLENCE: _("subjected to sexual violence"),
        Outcome.BESIEGED: _("besieged"),
        Outcome.ATTACKED: _("attacked"),
    }[told]


def voice_of(claim: PublicClaim, sources: Sequence[PublicSource]) -> str:
    """Return the name of the origin that a claim goes back to."""
    who = next((source.name for source in sources if source.id == claim.source_id), "")
    return shown.cut(who, _NAME) or _("an origin that is not traced")


def quoted(
    claim: PublicClaim, one: PublicIncident, public: Public, notes: Notes, room: Room
) -> Quoted:
    """Return the words of a claim, the ones that count marked, with who says so and where."""
    document = public.documents.get(claim.document_id)
    words = (
        *of_others(_near(claim.before, room.around, from_end=True)),
        *of_others(claim.exact, look="exact"),
        *of_others(_near(claim.after, room.around, from_end=False)),
    )
    name = voice_of(claim, one.sources)
    publisher = document.publisher if document and document.publisher else ""
    by = filled(_("%(harm)s, according to %(name)s"), harm=harm(claim), name=name)
    if publisher and publisher != name:
        by += filled(_(", in %(publisher)s"), publisher=shown.cut(publisher, _NAME))
    if claim.decision is None:
        by += own(_("; a proposal"))
    return Quoted(
        words=words, language=shown.language(claim.exact.language), by=(*by, *notes.of([claim]))
    )


def _near(words: Words, room: int, *, from_end: bool) -> Words:
    """Return words with no more than a part of a long sentence, its cut marked."""
    kept = []
    for piece in reversed(words.pieces) if from_end else words.pieces:
        if room <= 0:
            break
        text = piece.text
        if len(text) > room:
            text = "…" + text[-room:] if from_end else text[:room] + "…"
        room -= len(piece.text)
        kept.append(type(piece)(text=text, withheld=piece.withheld))
    return Words(pieces=tuple(reversed(kept)) if from_end else tuple(kept), language=words.language)


def accusations(one: PublicIncident, notes: Notes) -> Line:
    """
    Return who is said to have done it, each with who says so.

    An allegation of which no speaker is known is not printed; that it is left out is.
    """
    lines: list[Line] = []
    silent = 0
    for allegation in one.accused:
        speakers_of = _speakers_of(allegation)
        if not speakers_of:
            silent += 1
            continue
        claims = [claim for claim in one.claims if allegation.name in claim.accused]
        lines.append(
            (*filled(_("%(name)s, according to %(speakers)s"), name=allegation.name,
                     speakers=speakers_of), *notes.of(claims[:2]))
        )  # fmt: skip
    if silent:
        words = _("%(n)s more, left out since nobody is known who says so")
        lines.append(filled(words, n=f"{silent:,}"))
    return joined(lines, _("; ")) or own(_("nobody, by any claim"))


def _speakers_of(allegation: Allegation) -> Line:
    names = [apart(shown.cut(name, _NAME)) for name in allegation.said_by if name][:3]
    more = len([name for name in allegation.said_by if name]) - len(names)
    line: tuple[Run, ...] = joined(names, _(", "))
    if more > 0:
        line += own(" " + _("and %(n)s more") % {"n": more})
    return line
