"""Wholes as tensors: pieces of words, and what is right about each."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import torch
from examples import Counted, Whole, Window, windows_of
from torch import Tensor

from onrecord.extract.tagger import labels
from onrecord.extract.tagger.nearness import SIZE, Layout
from onrecord.extract.tagger.pieces import Vocabulary

IGNORED = -100
MOST = 400  # pieces of a window, as the program has it


@dataclass(frozen=True, slots=True)
class Encoded:
    """One window in pieces, and the right answers; where claims and roles begin, by number."""

    pieces: list[int]
    shapes: list[int]
    counted: list[int]
    outcomes: list[int]
    roles: list[int]
    classes: list[int]
    stances: list[int]
    claims_at: dict[int, int]
    roles_at: dict[int, int]


@dataclass(frozen=True, slots=True)
class Link:
    """A claim and a role of one whole: where both begin (window, piece), and if they belong."""

    claim: tuple[int, int]
    role: tuple[int, int]
    kind: int
    belongs: bool
    nearness: list[float]


@dataclass(frozen=True, slots=True)
class Told:
    """One whole: its windows, and what belongs to what across them."""

    windows: list[Encoded]
    links: list[Link]

    @property
    def size(self) -> int:
        """How many pieces it has."""
        return sum(len(w.pieces) for w in self.windows)


def told(whole: Whole, vocabulary: Vocabulary) -> Told:
    """Return a whole in pieces."""
    windows = [_encoded(w, whole, vocabulary) for w in windows_of(whole)]
    claims = {n: (w, i) for w, e in enumerate(windows) for n, i in e.claims_at.items()}
    roles = {n: (w, i) for w, e in enumerate(windows) for n, i in e.roles_at.items()}
    layout = Layout(whole.words)
    starts = {
        kind: sorted({r.start for r in whole.roles if r.kind == kind}) for kind in labels.ROLES
    }
    links = [
        Link(
            place,
            roles[k],
            labels.ROLES.index(role.kind),
            role.entity in claim.roles,
            layout.nearness((claim.start, claim.end), (role.start, role.end), starts[role.kind]),
        )
        for n, place in claims.items()
        for claim in [whole.counted[n]]
        for k, role in enumerate(whole.roles)
        if k in roles and role.kind in whole.linked
    ]
    return Told(windows, links)


def _encoded(window: Window, whole: Whole, vocabulary: Vocabulary) -> Encoded:
    cut = vocabulary.pieces(window.words, MOST)
    spans = [(a + window.start, b + window.start) if a < b else (0, 0) for a, b in cut.spans]
    is_end = [a == b for a, b in spans]
    made = Encoded(
        cut.ids,
        cut.shapes,
        counted=[IGNORED if end else 0 for end in is_end],
        outcomes=[IGNORED] * len(spans),
        roles=[IGNORED if end or not whole.known else 0 for end in is_end],
        classes=[IGNORED] * len(spans),
        stances=[IGNORED] * len(spans),
        claims_at={},
        roles_at={},
    )
    for number, claim in window.counted:
        _put_claim(made, _inside(spans, claim.start, claim.end), claim, number)
    for number, role in window.roles:
        inside = _inside(spans, role.start, role.end)
        if inside:
            made.roles_at[number] = inside[0]
        if role.is_marked and whole.known:
            first = 1 + 2 * labels.ROLES.index(role.kind)
            for rank, i in enumerate(inside):
                made.roles[i] = first + (rank > 0)
    return made


def _put_claim(made: Encoded, inside: Sequence[int], claim: Counted, number: int) -> None:
    for rank, i in enumerate(inside):
        made.counted[i] = 1 + (rank > 0)
    if not inside:
        return
    first = made.claims_at[number] = inside[0]
    made.outcomes[first] = labels.COUNTED.index(claim.outcome)
    if claim.victim_class in labels.CLASSES:
        made.classes[first] = labels.CLASSES.index(claim.victim_class)
    if claim.stance in labels.STANCES:
        made.stances[first] = labels.STANCES.index(claim.stance)


def _inside(spans: Sequence[tuple[int, int]], start: int, end: int) -> list[int]:
    return [i for i, (a, b) in enumerate(spans) if a < b and a < end and start < b]


@dataclass(frozen=True, slots=True)
class Batch:
    """The windows of several wholes, padded to the longest."""

    pieces: Tensor
    mask: Tensor
    shapes: Tensor
    counted: Tensor
    outcomes: Tensor
    roles: Tensor
    classes: Tensor
    stances: Tensor
    links: Tensor  # (L, 6): claim's window, piece; role's window, piece; kind; whether it belongs
    nearness: Tensor  # (L, SIZE)


def batch(group: Sequence[Told]) -> Batch:
    """Return wholes as one batch."""
    rows = [w for whole in group for w in whole.windows]
    size = max(len(r.pieces) for r in rows)

    def padded(name: str, fill: int) -> Tensor:
        values = [getattr(r, name) for r in rows]
        return torch.tensor([v + [fill] * (size - len(v)) for v in values])

    links, near, first = [], [], 0
    for whole in group:
        for one in whole.links:
            (a, i), (b, j) = one.claim, one.role
            links.append((first + a, i, first + b, j, one.kind, int(one.belongs)))
            near.append(one.nearness)
        first += len(whole.windows)
    return Batch(
        pieces=padded("pieces", 0),
        mask=torch.tensor([[1] * len(r.pieces) + [0] * (size - len(r.pieces)) for r in rows]),
        shapes=padded("shapes", 0),
        counted=padded("counted", IGNORED),
        outcomes=padded("outcomes", IGNORED),
        roles=padded("roles", IGNORED),
        classes=padded("classes", IGNORED),
        stances=padded("stances", IGNORED),
        links=torch.tensor(links) if links else torch.zeros((0, 6), dtype=torch.long),
        nearness=torch.tensor(near) if near else torch.zeros((0, SIZE)),
    )


def batches(rows: Sequence[Told], pieces: int, chance: random.Random) -> Iterator[Batch]:
    """Return all wholes in batches of about so many pieces, those of like windows together."""
    order = sorted(rows, key=lambda r: _longest(r) + chance.random() * 20)
    groups: list[list[Told]] = [[]]
    for row in order:
        held = sum(len(r.windows) for r in groups[-1])
        if groups[-1] and (held + len(row.windows)) * _longest(row) > pieces:
            groups.append([])
        groups[-1].append(row)
    chance.shuffle(groups)
    for group in groups:
        yield batch(group)


def _longest(row: Told) -> int:
    return max(len(w.pieces) for w in row.windows)


_DIGITS = re.compile(r"(?<![\d,.-])\d{1,3}(?![\d,.-])")


def varied(whole: Whole, chance: random.Random) -> Whole:
    """Return a whole as another outlet might print it: other digits, no marks, capitals."""
    days = [(r.start, r.end) for r in whole.roles if r.kind == "T"]

    def other(match: re.Match[str]) -> str:
        is_day = any(a < match.end() and match.start() < b for a, b in days)
        if is_day or chance.random() >= 0.5:
            return match[0]
        return str(chance.randint(10 ** (len(match[0]) - 1), 10 ** len(match[0]) - 1))

    words = _DIGITS.sub(other, whole.words)
    draw = chance.random()
    if draw < 0.05:
        return _without(replace(whole, words=words), frozenset(",'’"))
    if draw < 0.07 and len(words) == len(words.upper()):
        words = words.upper()
    elif draw < 0.10:
        words = words.lower() if len(words) == len(words.lower()) else words
    return replace(whole, words=words)


def _without(whole: Whole, marks: frozenset[str]) -> Whole:
    """Return a whole without some characters, all that is marked moved with its words."""
    moved = [0]
    for letter in whole.words:
        moved.append(moved[-1] + (letter not in marks))
    return replace(
        whole,
        words="".join(c for c in whole.words if c not in marks),
        counted=tuple(replace(c, start=moved[c.start], end=moved[c.end]) for c in whole.counted),
        roles=tuple(replace(r, start=moved[r.start], end=moved[r.end]) for r in whole.roles),
    )
