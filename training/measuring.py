"""What a trained network gets right of wholes that it has not learned from."""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence

import torch
from batches import IGNORED, Batch, Told, batches
from network import Tagger
from torch import Tensor

from onrecord.extract.tagger import labels


@torch.no_grad()
def measured(model: Tagger, rows: Sequence[Told]) -> dict[str, float]:
    """
    Return precision and recall of counted words and roles, and the share of right fields.

    `link_P` and its like are the share of claims for which the role thought likeliest is
    right, or none is where none belongs.
    """
    model.eval()
    hits = {"counted": [0, 0, 0], "roles": [0, 0, 0]}
    shares: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for part in batches(rows, 4096, random.Random(0)):  # noqa: S311 - order only
        out = model(part.pieces, part.mask, part.shapes)
        for name, logits, right in (
            ("counted", out[0], part.counted),
            ("roles", out[2], part.roles),
        ):
            for ours, theirs in _by_window(logits.argmax(-1), right):
                hits[name][0] += len(ours & theirs)
                hits[name][1] += len(ours)
                hits[name][2] += len(theirs)
        for name, logits, right in (
            ("outcome", out[1], part.outcomes),
            ("class", out[3], part.classes),
            ("stance", out[4], part.stances),
        ):
            known = right != IGNORED
            shares[name][0] += int((logits.argmax(-1)[known] == right[known]).sum())
            shares[name][1] += int(known.sum())
        for kind, is_right in _chosen(model, part, out):
            shares[f"link_{labels.ROLES[kind]}"][0] += is_right
            shares[f"link_{labels.ROLES[kind]}"][1] += 1
    found = {}
    for name, (right_, given, wanted) in hits.items():
        found[f"{name}_p"] = round(right_ / max(given, 1), 3)
        found[f"{name}_r"] = round(right_ / max(wanted, 1), 3)
    return found | {name: round(a / max(b, 1), 3) for name, (a, b) in sorted(shares.items())}


def _chosen(model: Tagger, part: Batch, out: Sequence[Tensor]) -> Iterator[tuple[int, bool]]:
    """For each claim and kind of role, whether the likeliest of that kind belongs to it."""
    if not len(part.links):
        return
    a, i, b, j, kind, right = part.links.T
    scores = model.belonging(out[5][a, i], out[6][b, j], kind, part.nearness)
    groups: dict[tuple[int, int, int], list[tuple[float, bool]]] = defaultdict(list)
    for key, score, belongs in zip(
        zip(a.tolist(), i.tolist(), kind.tolist(), strict=True),
        scores.tolist(),
        right.tolist(),
        strict=True,
    ):
        groups[key].append((score, bool(belongs)))
    for (_, _, kind_), told in groups.items():
        score, belongs = max(told)
        yield kind_, belongs if score > 0 else not any(right for _, right in told)


def _by_window(
    told: Tensor, right: Tensor
) -> Iterator[tuple[set[tuple[int, int, int]], set[tuple[int, int, int]]]]:
    for ours, theirs in zip(told, right, strict=True):
        known = theirs != IGNORED
        if known.sum() > 2:
            yield _spans(ours[known]), _spans(theirs[known])


def _spans(tags: Tensor) -> set[tuple[int, int, int]]:
    found, start, kind = set(), None, None
    for at, tag in enumerate([*tags.tolist(), 0]):
        if start is not None and not (tag and tag % 2 == 0 and (tag - 1) // 2 == kind):
            found.add((start, at, kind))
            start = None
        if tag and (tag % 2 == 1 or start is None):
            start, kind = at, (tag - 1) // 2
    return found
