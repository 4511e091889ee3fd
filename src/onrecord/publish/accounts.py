"""Incidents as a reader meets them: a headline, the figures, the sums, every claim by origin."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.model import (
    Claim,
    Figure,
    Incident,
    Outcome,
    Problem,
    Role,
    Sum,
)
from onrecord.publish import headlines, shown, wording
from onrecord.publish.answers import Answers
from onrecord.publish.evidence import Pointer, Said, Shelf
from onrecord.publish.people import Decided, decided_on

_MOST_IDS = 20  # retired ids named beside the incident that holds their claims now

_SIDES = {Role.UNKNOWN: "side unknown"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A claim in a sum, with its parts below it; `verdict` is None for a claim without parts."""

    claim: Pointer
    quote: str
    verdict: str | None
    text: str | None
    parts: tuple["Branch", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A figure with the way there, and what the origins that it rests on do not count."""

    outcome: str
    value: str
    is_told: bool
    rule: str
    used: tuple[Pointer, ...]
    left_out: tuple[tuple[Pointer, str], ...]
    excludes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What claims leave room for, in words, with the claims that set the ends."""

    text: str
    by: tuple[Pointer, ...]
    is_disputed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Voiced:
    """
    The claims of one incident that go back to one origin; `name` None if not traced.

    `side` says how the origin stands to the incident, with the reason; None if not known.
    """

    name: str | None
    side: tuple[str, str] | None
    excludes: tuple[str, ...]
    claims: tuple[Said, ...]
    brief: tuple[Said, ...]
    links: str
    traced: tuple[tuple[Pointer, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One incident, ready to print."""

    anchor: str
    label: str
    headline: str
    place: str
    when: str
    perpetrators: tuple[str, ...]
    victims: str
    is_harm: bool
    killed: str
    injured: str
    killed_told: bool
    injured_told: bool
    figures: tuple[Published, ...]
    sums: tuple[Branch, ...]
    conflicts: tuple[str, ...]  # those that no sum shows
    bounds: tuple["Left", ...]
    voices: tuple[Voiced, ...]
    claims: int
    documents: int
    origins: int  # behind the figures
    backing: str  # links, outlets and origins, in words
    voices_more: int  # origins that give no number of their own
    untraced: int
    omitted: int
    why: tuple[tuple[Pointer, str], ...]
    problems: tuple[Problem, ...]
    decided: tuple[Decided, ...]
    earlier: tuple[tuple[str | None, str], ...]  # retired ids of what is in it now
    answers: Answers | None = None  # what a critic asks; None on the page of a large record


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of an incident's claims a page prints in full, and how many more in brief."""

    full: int
    brief: int


def by_origin(incident: Incident, shelf: Shelf) -> list[tuple[str | None, list[str]]]:
    """Return an incident's claims by the origin they go back to: those behind a figure first."""
    groups: dict[str | None, list[str]] = {}
    for claim_id in incident.claim_ids:
        if claim_id in shelf.record.claims:
            origin = shelf.origin.get(claim_id)
            groups.setdefault(origin.id if origin else None, []).append(claim_id)
    used = shelf.record.used_in(incident)
    return sorted(groups.items(), key=lambda group: (group[0] is None, used.isdisjoint(group[1])))


def printed(incident: Incident, shelf: Shelf, share: Share) -> tuple[list[str], list[str]]:
    """
    Return which claims are printed in full and which in brief.

    Those that a figure rests on come first, then one of each origin, then a second of each.
    """
    used = shelf.record.used_in(incident)
    rank = {
        claim_id: (claim_id not in used, place)
        for _, group in by_origin(incident, shelf)
        for place, claim_id in enumerate(group)
    }
    ranked = sorted(rank, key=rank.__getitem__)
    return ranked[: share.full], ranked[share.full : share.full + share.brief]


def number(incident: Incident, label: str, shelf: Shelf, share: Share) -> None:
    """Give every claim of an incident its number on the page."""
    full, brief = printed(incident, shelf, share)
    on_page = {*full, *brief}
    ordered = [claim_id for _, group in by_origin(incident, shelf) for claim_id in group]
    for place, claim_id in enumerate(ordered, start=1):
        shelf.number(claim_id, f"{label}.{place}", on_page=claim_id in on_page)


def account(incident: Incident, label: str, shelf: Shelf, share: Share) -> Account:
    """Return one incident, ready to print; its claims are numbered before."""
    record = shelf.record
    claims = {c: record.claims[c] for c in incident.claim_ids if c in record.claims}
    figures = {made.outcome: made for made in record.figures.get(incident.id, ())}
    groups = by_origin(incident, shelf)
    behind = record.claims_behind(incident)
    full, brief = printed(incident, shelf, share)
    killed = headlines.value(figures.get("killed"), claims)
    injured = headlines.value(figures.get("injured"), claims)
    return Account(
        anchor=shown.anchor(incident.id),
        label=label,
        headline=headlines.harm(figures, claims),
        place=headlines.place(incident, record),
        when=wording.when(incident.when),
        perpetrators=headlines.perpetrators(incident),
        victims=headlines.victims(claims.values()),
        is_harm=any(claim.outcome is not Outcome.RELEASED for claim in claims.values()),
        killed=killed,
        injured=injured,
        killed_told=killed != headlines.NOT_TOLD,
        injured_told=injured != headlines.NOT_TOLD,
        figures=_figures(figures.values(), claims, shelf),
        sums=_sums(record.sums.get(incident.id, ()), shelf),
        conflicts=tuple(c.text for c in record.conflicts_beyond_sums(incident.id)),
        bounds=_bounds(incident, shelf),
        voices=tuple(
            replace(_voiced(i, ids, set(full), set(brief), shelf), side=_side(i, incident, shelf))
            for i, ids in groups
        ),
        claims=len(claims),
        documents=len({claim.document for claim in claims.values()}),
        origins=sum(1 for i, ids in groups if i and not behind.isdisjoint(ids)),
        backing=str(shelf.backing.get(incident.id, "")),
        voices_more=sum(1 for i, ids in groups if i and behind.isdisjoint(ids)),
        untraced=sum(len(ids) for origin_id, ids in groups if not origin_id),
        omitted=len(claims) - len(full) - len(brief),
        why=tuple(
            (shelf.pointers[c], reason)
            for c, reason in incident.why
            if c in claims and shelf.pointers[c].anchor
        ),
        problems=_problems(incident, claims, shelf),
        decided=decided_on(incident, shelf),
        earlier=tuple(shelf.earlier.get(incident.id, ())[:_MOST_IDS]),
    )


def _figures(
    made: Iterable[Figure], claims: Mapping[str, Claim], shelf: Shelf
) -> tuple[Published, ...]:
    """Return the figures; where no number at all is told, that is said once."""
    figures = tuple(_published(one, claims, shelf) for one in made)
    left_out = dict(pair for one in figures for pair in one.left_out)
    if any(one.is_told for one in figures):
        return figures
    if not left_out:
        return ()
    return (
        Published(
            outcome=wording.listed([one.outcome for one in figures], "or"),
            value="not told",
            is_told=False,
            rule="No claim gives a number that a figure could rest on.",
            used=(),
            left_out=tuple(left_out.items()),
        ),
    )


def _published(made: Figure, claims: Mapping[str, Claim], shelf: Shelf) -> Published:
    value = headlines.value(made, claims)
    behind = [shelf.origin[c] for c in made.used if c in shelf.origin]
    return Published(
        outcome=made.outcome,
        value=value,
        is_told=value != headlines.NOT_TOLD,
        rule=headlines.capital(made.rule),
        used=tuple(shelf.pointers[c] for c in made.used if c in shelf.pointers),
        left_out=tuple((shelf.pointers[c], why) for c, why in made.left_out if c in shelf.pointers),
        excludes=tuple(
            dict.fromkeys(shown.cut(words, 600) for o in behind for words in o.excludes)
        ),
    )


def _sums(sums: Sequence[Sum], shelf: Shelf) -> tuple[Branch, ...]:
    """Return the sums as trees: a part that has parts of its own stands once, in its place."""
    wholes: dict[str, list[Sum]] = {}
    for one in sums:
        wholes.setdefault(one.whole, []).append(one)
    nested = {part for one in sums for part in one.parts if part in wholes}
    roots = [one for one in sums if one.whole not in nested] or list(sums[:1])
    return tuple(_branch(one, wholes, frozenset(), shelf) for one in roots)


def _branch(
    one: Sum, wholes: Mapping[str, list[Sum]], above: frozenset[str], shelf: Shelf
) -> Branch:
    above = above | {one.whole}
    parts: list[Branch] = []
    for part in one.parts:
        deeper = [] if part in above else wholes.get(part, [])
        if deeper:
            parts.extend(_branch(s, wholes, above, shelf) for s in deeper)
        else:
            parts.append(_leaf(part, shelf))
    verdict = {True: "holds", False: "fails", None: "open"}[one.holds]
    leaf = _leaf(one.whole, shelf)
    return Branch(
        claim=leaf.claim, quote=leaf.quote, verdict=verdict, text=one.text, parts=tuple(parts)
    )


def _bounds(incident: Incident, shelf: Shelf) -> tuple[Left, ...]:
    return tuple(
        Left(
            text=headlines.capital(str(bound)),
            by=tuple(
                shelf.pointers[claim_id]
                for claim_id in dict.fromkeys((*bound.low_claims, *bound.high_claims))
                if claim_id in shelf.pointers
            ),
            is_disputed=bound.is_disputed,
        )
        for bound in shelf.record.bounds.get(incident.id, ())
    )


def _leaf(claim_id: str, shelf: Shelf) -> Branch:
    claim = shelf.record.claims.get(claim_id)
    pointer = shelf.pointers.get(claim_id) or Pointer(label="?", anchor=None, words="not here")
    quote = shown.cut(claim.passage.exact, 90) if claim else ""
    return Branch(claim=pointer, quote=quote, verdict=None, text=None, parts=())


def _voiced(
    origin_id: str | None, ids: Sequence[str], full: set[str], brief: set[str], shelf: Shelf
) -> Voiced:
    claims = shelf.record.claims
    origin = shelf.origin.get(ids[0]) if origin_id else None
    pages = len({claims[c].document for c in ids})
    traced: dict[str, Pointer] = {}
    for claim_id in ids:
        if claim_id in shelf.traced and shelf.pointers[claim_id].anchor:
            traced.setdefault(shelf.traced[claim_id], shelf.pointers[claim_id])
    return Voiced(
        name=shown.cut(origin.name, 120) if origin else None,
        side=None,
        excludes=tuple(shown.cut(words, 600) for words in origin.excludes) if origin else (),
        claims=tuple(shelf.said(c) for c in ids if c in full),
        brief=tuple(shelf.said(c) for c in ids if c in brief),
        links=f"{wording.plural(len(ids), 'claim')} in {wording.plural(pages, 'document')}",
        traced=tuple((pointer, reason) for reason, pointer in traced.items())[:12],
    )


def _side(origin_id: str | None, incident: Incident, shelf: Shelf) -> tuple[str, str] | None:
    """Return how an origin stands to an incident, and why; None for a voice that nobody knows."""
    side = shelf.sides.get((origin_id, incident.id)) if origin_id else None
    return (_SIDES.get(side.role, side.role.value), side.why) if side else None


def _problems(incident: Incident, claims: Mapping[str, Claim], shelf: Shelf) -> tuple[Problem, ...]:
    found = [*shelf.problems.get(incident.id, ())]
    for claim_id in claims:
        found += shelf.problems.get(claim_id, ())
    return tuple(dict.fromkeys(found))
