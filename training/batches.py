"""Examples as tensors: pieces of words, and what is right about each."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import besides
import torch
from examples import Counted, Example, Role
from torch import Tensor

from onrecord.extract.tagger import labels
from onrecord.extract.tagger.pieces import Vocabulary

IGNORED = -100


@dataclass(frozen=True, slots=True)
class Encoded:
    """One example in pieces, and the right answers."""

    pieces: list[int]
    shapes: list[int]
    counted: list[int]
    outcomes: list[int]
    roles: list[int]
    classes: list[int]
    stances: list[int]
    links: list[tuple[int, int, int, int]]  # claim's piece, role's piece, kind, whether it belongs


def encoded(example: Example, vocabulary: Vocabulary, most: int = 256) -> Encoded:
    """Return an example in pieces."""
    told = vocabulary.pieces(example.words, most)
    spans = told.spans
    size = len(spans)
    counted = [0] * size
    outcomes, classes, stances = ([IGNORED] * size for _ in range(3))
    roles = [0 if example.known else IGNORED] * size
    for i, (a, b) in enumerate(spans):
        if a == b:
            counted[i] = roles[i] = IGNORED
    first_of_claim: list[tuple[int, Counted]] = []
    for claim in example.counted:
        inside = _inside(spans, claim.start, claim.end)
        for rank, i in enumerate(inside):
            counted[i] = 1 + (rank > 0)
        if inside:
            outcomes[inside[0]] = labels.COUNTED.index(claim.outcome)
            first_of_claim.append((inside[0], claim))
            if claim.victim_class in besides.CLASSES:
                classes[inside[0]] = besides.CLASSES.index(claim.victim_class)
            if claim.stance in labels.STANCES:
                stances[inside[0]] = labels.STANCES.index(claim.stance)
    first_of_role: list[int | None] = []
    for role in example.roles:
        inside = _inside(spans, role.start, role.end)
        label = besides.ROLES.index(role.kind)
        for rank, i in enumerate(inside):
            roles[i] = 1 + 2 * label + (rank > 0)
        first_of_role.append(inside[0] if inside else None)
    links = [
        (i, j, besides.ROLES.index(example.roles[r].kind), int(r in claim.roles))
        for i, claim in first_of_claim
        for r, j in enumerate(first_of_role)
        if j is not None
    ]
    return Encoded(told.ids, told.shapes, counted, outcomes, roles, classes, stances, links)


def _inside(spans: Sequence[tuple[int, int]], start: int, end: int) -> list[int]:
    return [i for i, (a, b) in enumerate(spans) if a < b and a < end and start < b]


@dataclass(frozen=True, slots=True)
class Batch:
    """Several examples, padded to the longest."""

    pieces: Tensor
    mask: Tensor
    shapes: Tensor
    counted: Tensor
    outcomes: Tensor
    roles: Tensor
    classes: Tensor
    stances: Tensor
    links: Tensor  # (L, 5): example, claim's piece, role's piece, kind, whether it belongs


def batch(rows: Sequence[Encoded]) -> Batch:
    """Return examples as one batch."""
    size = max(len(r.pieces) for r in rows)

    def padded(name: str, fill: int) -> Tensor:
        values = [getattr(r, name) for r in rows]
        return torch.tensor([v + [fill] * (size - len(v)) for v in values])

    links = [(b, *link) for b, r in enumerate(rows) for link in r.links]
    return Batch(
        pieces=padded("pieces", 0),
        mask=torch.tensor([[1] * len(r.pieces) + [0] * (size - len(r.pieces)) for r in rows]),
        shapes=padded("shapes", 0),
        counted=padded("counted", IGNORED),
        outcomes=padded("outcomes", IGNORED),
        roles=padded("roles", IGNORED),
        classes=padded("classes", IGNORED),
        stances=padded("stances", IGNORED),
        links=torch.tensor(links) if links else torch.zeros((0, 5), dtype=torch.long),
    )


def batches(rows: Sequence[Encoded], pieces: int, chance: random.Random) -> Iterator[Batch]:
    """Return all examples in batches of about so many pieces, those of like length together."""
    order = sorted(rows, key=lambda r: len(r.pieces) + chance.random() * 20)
    groups: list[list[Encoded]] = [[]]
    for row in order:
        if groups[-1] and (len(groups[-1]) + 1) * len(row.pieces) > pieces:
            groups.append([])
        groups[-1].append(row)
    chance.shuffle(groups)
    for group in groups:
        yield batch(group)


_DIGITS = re.compile(r"(?<![\d,.-])\d{1,3}(?![\d,.-])")


def varied(example: Example, chance: random.Random) -> Example:
    """Return an example as another outlet might print it: other digits, no marks, capitals."""
    words = _DIGITS.sub(
        lambda m: (
            str(chance.randint(10 ** (len(m[0]) - 1), 10 ** len(m[0]) - 1))
            if chance.random() < 0.5
            else m[0]
        ),
        example.words,
    )
    draw = chance.random()
    if draw < 0.05:
        return _without(replace(example, words=words), frozenset(",'’"))
    if draw < 0.09 and len(words) == len(words.upper()):
        words = words.upper()
    elif draw < 0.12:
        words = words.lower() if len(words) == len(words.lower()) else words
    return replace(example, words=words)


def _without(example: Example, marks: frozenset[str]) -> Example:
    """Return an example without some characters, all that is marked moved with its words."""
    moved = [0]
    for letter in example.words:
        moved.append(moved[-1] + (letter not in marks))
    return replace(
        example,
        words="".join(c for c in example.words if c not in marks),
        counted=tuple(replace(c, start=moved[c.start], end=moved[c.end]) for c in example.counted),
        roles=tuple(Role(moved[r.start], moved[r.end], r.kind) for r in example.roles),
    )
