"""The lists behind the incidents: what was set aside, documents, origins, problems."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from onrecord.model import (
    Actor,
    ActorKind,
    Aside,
    Document,
    Origin,
    Problem,
    Record,
    SetAside,
    Severity,
)
from onrecord.publish import shown, wording
from onrecord.publish.evidence import Cited, Pointer, Said, Shelf
from onrecord.publish.people import Decided, told

_MOST_ASIDES = 150  # printed for each reason
_MOST_ORIGINS = 600
_MOST_PROBLEMS = 100  # printed for each code
_BODY = re.compile(
    r"\b(agency|army|association|authority|brigades?|centre|center|commission|committee|council|"
    r"court|defen[cs]e|department|directorate|force|forces|foundation|front|government|group|hospital|"
    r"institute|media|ministry|monitor|movement|nations|network|news|observatory|office|"
    r"organi[sz]ation|party|police|press|radio|service|society|times|tv|union|university|watch)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """Claims set aside for one reason."""

    anchor: str
    title: str
    reason: str
    total: int
    claims: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A document in the list of documents."""

    cited: Cited
    name: str
    found: str | None
    has_byline: bool
    language: str | None
    sha256: str | None
    claims: int
    voices: str
    problems: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """An origin in the list of origins; a private person's name is not repeated there."""

    name: str | None
    claims: int
    documents: int
    incidents: tuple[Pointer, ...]
    more_incidents: int
    excludes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A problem with a place to go to, if it is on this page."""

    problem: Problem
    where: str
    anchor: str | None
    settled: Decided | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """The problems of one kind."""

    code: str
    severity: str
    total: int
    found: tuple[Found, ...]


def number_asides(shelf: Shelf) -> None:
    """Give every claim set aside its number on the page: A1, A2, ..."""
    seen: Counter[SetAside] = Counter()
    for place, aside in enumerate(_in_order(shelf.record), start=1):
        seen[aside.reason] += 1
        on_page = seen[aside.reason] <= _MOST_ASIDES
        shelf.number(aside.claim_id, f"A{place}", on_page=on_page)


def asides(shelf: Shelf) -> tuple[Apart, ...]:
    """Return what was read but set aside, by reason, each with why it is no incident."""
    groups: dict[SetAside, list[str]] = {}
    for aside in _in_order(shelf.record):
        groups.setdefault(aside.reason, []).append(aside.claim_id)
    return tuple(
        Apart(
            anchor=f"aside-{reason.name.lower().replace('_', '-')}",
            title=wording.ASIDE[reason][0],
            reason=wording.ASIDE[reason][1],
            total=len(ids),
            claims=tuple(shelf.said(c) for c in ids[:_MOST_ASIDES]),
        )
        for reason, ids in groups.items()
    )


def _in_order(record: Record) -> list[Aside]:
    order = {reason: place for place, reason in enumerate(SetAside)}
    known = [aside for aside in record.asides if aside.claim_id in record.claims]
    return sorted(known, key=lambda aside: order[aside.reason])


def documents(shelf: Shelf) -> tuple[tuple[Listed, ...], int]:
    """Return the documents, and how many more there are than the page lists."""
    record = shelf.record
    claims = Counter(claim.document for claim in record.claims.values())
    listed = tuple(_listed(document, claims[document.name], shelf) for document in shelf.listed)
    return listed, len(record.documents) - len(listed)


def _listed(document: Document, claims: int, shelf: Shelf) -> Listed:
    record = shelf.record
    snapshot, text = record.snapshots.get(document.name), shelf.text(document.name)
    lines = Counter(block.voice for block in text.blocks) if text else Counter()
    found = dict(document.found_in).get("published")
    return Listed(
        cited=shelf.cited(document.name),
        name=document.name,
        found=found if document.published else None,
        has_byline=document.author is not None,
        language=shown.language(document.language or (text.language if text else None)),
        sha256=snapshot.sha256[:12] if snapshot else None,
        claims=claims,
        voices=", ".join(f"{wording.VOICE[voice]} {n:,}" for voice, n in lines.most_common()),
        problems=len(shelf.problems.get(document.name, ())),
    )


def origins(shelf: Shelf, incidents: Mapping[str, Pointer]) -> tuple[tuple[Behind, ...], int]:
    """Return who stands behind the claims, most claims first, and how many are not listed."""
    record = shelf.record
    ordered = sorted(record.origins, key=lambda o: (-len(o.claim_ids), o.name))
    bodies = _bodies(record)
    behind = tuple(_behind(o, bodies, shelf, incidents) for o in ordered[:_MOST_ORIGINS])
    return behind, len(ordered) - len(behind)


def _behind(
    origin: Origin, bodies: set[str], shelf: Shelf, incidents: Mapping[str, Pointer]
) -> Behind:
    claims = [shelf.record.claims[c] for c in origin.claim_ids if c in shelf.record.claims]
    told = list(dict.fromkeys(incidents[c] for c in origin.claim_ids if c in incidents))
    return Behind(
        name=shown.cut(origin.name, 120) if is_public(origin.name, bodies) else None,
        claims=len(claims),
        documents=len({claim.document for claim in claims}),
        incidents=tuple(told[:12]),
        more_incidents=len(told[12:]),
        excludes=tuple(shown.cut(words, 600) for words in origin.excludes),
    )


def _bodies(record: Record) -> set[str]:
    """Return the names of organisations and outlets that the record knows, folded."""
    public = (a for a in record.actors.values() if a.kind is not ActorKind.PERSON)
    names = {name for actor in public for name in _names(actor)}
    for document in record.documents.values():
        names.update(n for n in (document.publisher, document.title, document.name) if n)
    return {name.casefold() for name in names}


def _names(actor: Actor) -> tuple[str, ...]:
    return (actor.name, *actor.aliases)


def is_public(name: str, bodies: set[str]) -> bool:
    """
    Whether a list may repeat a voice's name: an organisation's or a description, no person's.

    >>> is_public("local doctors", set()), is_public("Harbour News Agency", set())
    (True, True)
    >>> is_public("Salma Oreyb", set())
    False
    """
    if name.casefold() in bodies or _BODY.search(name):
        return True
    return name.isascii() and name == name.lower()


def problems(shelf: Shelf, incidents: Mapping[str, str]) -> tuple[Faults, ...]:
    """Return every kind of problem, the gravest first, each with where it is."""
    order = {severity: place for place, severity in enumerate(Severity)}
    groups: dict[tuple[int, str], list[Problem]] = {}
    for problem in shelf.record.problems:
        if problem.id in shelf.settled:
            continue
        groups.setdefault((order[problem.severity], problem.code), []).append(problem)
    return tuple(
        Faults(
            code=code,
            severity=wording.SEVERITY[group[0].severity],
            total=len(group),
            found=tuple(_place(p, shelf, incidents) for p in group[:_MOST_PROBLEMS]),
        )
        for (_, code), group in sorted(groups.items())
    )


def settled(shelf: Shelf, incidents: Mapping[str, str]) -> tuple[Found, ...]:
    """Return the problems that people settled, with who did, when and why."""
    done = [problem for problem in shelf.record.problems if problem.id in shelf.settled]
    return tuple(
        replace(_place(problem, shelf, incidents), settled=told([shelf.settled[problem.id]])[0])
        for problem in done
    )


def _place(problem: Problem, shelf: Shelf, incidents: Mapping[str, str]) -> Found:
    where = problem.where
    if where in incidents:
        return Found(
            problem=problem, where=f"incident {incidents[where]}", anchor=shown.anchor(where)
        )
    pointer = shelf.pointers.get(where)
    if pointer:
        return Found(problem=problem, where=f"claim {pointer.label}", anchor=pointer.anchor)
    if where in shelf.record.documents:
        return Found(problem=problem, where=where, anchor=shelf.cited(where).anchor)
    return Found(problem=problem, where=shown.cut(where, 120), anchor=None)
