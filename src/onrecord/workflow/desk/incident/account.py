"""An incident as it is told: its head, its figures with the way there, its claims side by side."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from onrecord.model import (
    OF_INCIDENTS,
    Backing,
    Claim,
    Decision,
    Document,
    Figure,
    Incident,
    Problem,
    Severity,
    VictimClass,
)
from onrecord.publish import headlines
from onrecord.publish.quotation import Quotation, around
from onrecord.workflow.desk.incident.listing import behind
from onrecord.workflow.desk.incident.order import Group, Order, Place, order
from onrecord.workflow.desk.view import View

CLAIMS_A_PAGE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Doer:
    """Who is said to have done it: the name as written, and the letters of those who say so."""

    name: str
    letters: tuple[str, ...]
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """
    What stands above everything else.

    Attributes:
        incident: The incident.
        number: Its place in time, from 1.
        place: Where, in two names at most; empty if no place is told.
        victims: The plain words for the harmed, where they name nobody; empty if there
            are none.
        classes: Who was harmed by the documents' words.
        doers: Who is said to have done it.
        untold: The letters of the origins that name nobody.
        backing: Links, outlets and origins behind it.
        claims, decided: How many claims, and on how many of them a person decided.
        shaped: Standing decisions of people that made it what it is.
        problems: Those that are open: of the incident and of its claims.
    """

    incident: Incident
    number: int
    place: str
    victims: str
    classes: tuple[VictimClass, ...]
    doers: tuple[Doer, ...]
    untold: tuple[str, ...]
    backing: Backing
    claims: int
    decided: int
    shaped: tuple[Decision, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Claims that a figure does not rest on, for one reason."""

    why: str
    claims: tuple[str, ...]

    @property
    def size(self) -> int:
        """How many they are."""
        return len(self.claims)


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """A figure with the way there: every claim of its outcome is used, or left out for a reason."""

    figure: Figure
    used: tuple[str, ...]
    left_out: tuple[Reason, ...]
    excludes: tuple[tuple[str, str], ...]  # an origin's name, and what it does not count


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """
    A claim as it is read: in its words, with where it stands and what became of it.

    Attributes:
        is_same_sentence: The claim before it stands in the same sentence of the document.
    """

    place: Place
    claim: Claim
    quotation: Quotation
    document: Document | None
    language: str | None
    is_used: bool
    left_out: tuple[str, ...]
    decision: Decision | None
    is_same_sentence: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """The claims of one origin that stand on a page; `is_continued` if others stood before."""

    group: Group
    spoken: tuple[Spoken, ...]
    is_continued: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page of claims."""

    voices: tuple[Voice, ...]
    number: int
    pages: int


def head(view: View, incident: Incident) -> Head:
    """Return what stands above an incident."""
    record = view.record
    claims = {c: record.claims[c] for c in incident.claim_ids if c in record.claims}
    known = order(view, incident)
    place = headlines.place(incident, record) if incident.place_names else ""
    doers, untold = _doers(claims.values(), known)
    return Head(
        incident=incident,
        number=view.index.numbers.get(incident.id, 0),
        place=place,
        victims=_victims(claims.values()),
        classes=_classes(claims.values()),
        doers=doers,
        untold=untold,
        backing=behind(view)[incident.id],
        claims=len(claims),
        decided=sum(claim.decision is not None for claim in claims.values()),
        shaped=tuple(shaped(view, incident)),
        problems=tuple(open_problems(view, incident)),
    )


def derived(view: View, incident: Incident) -> tuple[Derived, ...]:
    """Return the figures of an incident with the way there; empty where no claim tells any."""
    return tuple(
        _derived(made, view)
        for made in view.record.figures.get(incident.id, ())
        if made.used or made.left_out
    )


def sheet(view: View, incident: Incident, number: int = 1) -> Sheet:
    """Return one page of the claims, by origin; a page beyond the last is the last."""
    known = order(view, incident)
    pages = max(1, -(-len(known.numbers) // CLAIMS_A_PAGE))
    number = min(max(1, number), pages)
    first, last = (number - 1) * CLAIMS_A_PAGE + 1, number * CLAIMS_A_PAGE
    voices = []
    for group in known.groups:
        here = [place for place in group.places if first <= place.number <= last]
        if here:
            spoken = tuple(_each_sentence_once(_spoken(place, known, view) for place in here))
            is_continued = here[0] is not group.places[0]
            voices.append(Voice(group=group, spoken=spoken, is_continued=is_continued))
    return Sheet(voices=tuple(voices), number=number, pages=pages)


def _each_sentence_once(spoken: Iterable[Spoken]) -> Iterator[Spoken]:
    before: object = None
    for one in spoken:
        words = one.quotation
        now = (one.claim.document, f"{words.before}{words.exact}{words.after}")
        yield replace(one, is_same_sentence=True) if now == before else one
        before = now


def page_of(number: int) -> int:
    """Return the page on which a claim with some number stands."""
    return max(1, -(-number // CLAIMS_A_PAGE))


def shaped(view: View, incident: Incident) -> Iterator[Decision]:
    """Yield the standing decisions that made an incident what it is, the oldest first."""
    inside = set(incident.claim_ids)
    found = {d.id: d for c in incident.claim_ids for d in view.on.get(c, ())}
    for decision in sorted(found.values(), key=lambda d: (d.at, d.id)):
        is_standing = decision.choice in OF_INCIDENTS and decision.id not in view.undone
        if is_standing and decision.bears_on(inside):
            yield decision


def open_problems(view: View, incident: Incident) -> Iterator[Problem]:
    """Yield the problems of an incident and of its claims that nobody settled, gravest first."""
    places = (incident.id, *incident.claim_ids)
    found = {p.id: p for place in places for p in view.index.problems_at.get(place, ())}
    unsettled = (one for name, one in found.items() if name not in view.settled)
    yield from sorted(unsettled, key=lambda one: _GRAVEST.index(one.severity))


_GRAVEST = (Severity.ERROR, Severity.WARNING, Severity.QUESTION, Severity.NOTE)


def _victims(claims: Collection[Claim]) -> str:
    words = headlines.victims(claims)
    return "" if words == "people" else words


def _classes(claims: Collection[Claim]) -> tuple[VictimClass, ...]:
    found = dict.fromkeys(c.victim_class for c in claims)
    return tuple(one for one in found if one is not VictimClass.UNKNOWN)


def _doers(claims: Collection[Claim], known: Order) -> tuple[tuple[Doer, ...], tuple[str, ...]]:
    named: dict[str, tuple[str, dict[str, None], list[str]]] = {}
    letters: dict[str, bool] = {}
    for claim in claims:
        called = known.letters[claim.id]
        letters[called] = letters.get(called, False) or bool(claim.perpetrators)
        for mention in claim.perpetrators:
            key = mention.best or mention.name.casefold()
            _, says, told = named.setdefault(key, (mention.name, {}, []))
            says[called] = None
            told.append(claim.id)
    doers = [
        Doer(name=name, letters=tuple(sorted(says, key=_by_length)), claims=len(told))
        for name, says, told in named.values()
    ]
    untold = [called for called, is_told in letters.items() if not is_told]
    return (
        tuple(sorted(doers, key=lambda one: -one.claims)),
        tuple(sorted(untold, key=_by_length)),
    )


def _by_length(called: str) -> tuple[int, str]:
    return len(called), called


def _derived(made: Figure, view: View) -> Derived:
    reasons: dict[str, list[str]] = defaultdict(list)
    for claim_id, why in made.left_out:
        if claim_id in view.record.claims:
            reasons[why].append(claim_id)
    behind = {o.id: o for c in made.used if (o := view.index.origin_of.get(c)) is not None}
    return Derived(
        figure=made,
        used=tuple(c for c in made.used if c in view.record.claims),
        left_out=tuple(Reason(why=why, claims=tuple(some)) for why, some in reasons.items()),
        excludes=tuple((one.name, words) for one in behind.values() for words in one.excludes),
    )


def _spoken(place: Place, known: Order, view: View) -> Spoken:
    record = view.record
    claim = record.claims[place.claim_id]
    document = record.documents.get(claim.document)
    text = record.text_of(claim.document)
    about = view.about(claim.id)
    return Spoken(
        place=place,
        claim=claim,
        quotation=around(claim.passage, text),
        document=document,
        language=(text.language if text else None) or (document.language if document else None),
        is_used=claim.id in known.used,
        left_out=known.left_out.get(claim.id, ()),
        decision=about[-1] if about else None,
    )
