"""Which of a program's claims is held against which reading by hand."""

from collections.abc import Sequence

from onrecord.evaluation.agreement import Row, values_agree

_LONGEST = 600  # characters; a longer passage points at nothing


def shared_characters(right: Row, claim: Row) -> int:
    """Return how many characters two passages share, if the claim's is of a sensible length."""
    if claim["end"] - claim["start"] > _LONGEST:
        return 0
    return int(min(right["end"], claim["end"]) - max(right["start"], claim["start"]))


def best_pairs(right: Sequence[Row], claims: Sequence[Row]) -> tuple[tuple[int, int], ...]:
    """Return who is paired with whom: values first, then outcomes, then shared words."""
    near = sorted(
        (
            (_nearness(ours, theirs), first, second)
            for first, ours in enumerate(right)
            for second, theirs in enumerate(claims)
            if shared_characters(ours, theirs) > 0
        ),
        reverse=True,
    )
    pairs: list[tuple[int, int]] = []
    taken_right: set[int] = set()
    taken_read: set[int] = set()
    for _, first, second in near:
        if first not in taken_right and second not in taken_read:
            taken_right.add(first)
            taken_read.add(second)
            pairs.append((first, second))
    return tuple(pairs)


def _nearness(right: Row, read: Row) -> float:
    span = max(right["end"], read["end"]) - min(right["start"], read["start"])
    return float(
        2 * values_agree(right, read)
        + (right["outcome"] == read.get("outcome"))
        + (right["measure"] == read.get("measure", "people"))
        + shared_characters(right, read) / span
    )
