"""
Lists that take rows from each other: found, and made one where that is asked for.

A row that one list copied from another says nothing of how many people both missed; taken for
two sightings it makes estimates too low, as one voice in nineteen reports makes a figure look
confirmed. Three things tell of it: what keepers say of their lists, what rows say of
themselves, and the lists' own people.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.estimate.people import People, merged
from onrecord.model import Diagnosis, Verdict

INSIDE = 0.95  # of a list's people are on another: copying would look like this
ODDS = 5.0  # and these times the odds of people whom third lists have
BY_CHANCE = 0.001


@dataclass(frozen=True, slots=True, kw_only=True)
class Citing:
    """
    That a list takes rows from another.

    Attributes:
        list: The list that takes.
        cites: The list that is taken from.
        why: How that is known, in words: "its keeper says so", "12 of its rows name it".
    """

    list: str
    cites: str
    why: str


def inside(people: People) -> tuple[Citing, ...]:
    """
    Return which lists look copied into others: nearly all of their people are there.

    A small list lies inside a large one by chance where the large one has nearly everybody.
    So people of the small list are held against people whom only third lists have: copied are
    those of whom at least 95 % are on the other list, at five times the odds or more, which
    chance gives once in a thousand (binomial, one-sided) or less. Where no third list has
    anybody else there is nothing to hold them against, and only a whole list inside another
    counts.
    """
    return tuple(
        found
        for first, name in enumerate(people.lists)
        for second, other in enumerate(people.lists)
        if first != second and (found := _inside(people, first, second, name, other))
    )


def _inside(people: People, first: int, second: int, name: str, other: str) -> Citing | None:
    on, many = people.on, people.many
    of = int(many[on[:, first]].sum())
    both = int(many[on[:, first] & on[:, second]].sum())
    if of < 1 or both < INSIDE * of:
        return None
    thirds = [n for n in range(len(people.lists)) if n not in (first, second)]
    elsewhere = ~on[:, first] & on[:, thirds].any(axis=1)
    rest = int(many[elsewhere].sum())
    rest_both = int(many[elsewhere & on[:, second]].sum())
    if rest == 0:
        is_copy = both == of and both >= 10
        why = f"all {of} of its people are on {other}"
        return Citing(list=name, cites=other, why=why) if is_copy else None
    odds = ((both + 0.5) / (of - both + 0.5)) / ((rest_both + 0.5) / (rest - rest_both + 0.5))
    if odds < ODDS or _at_least(both, of, (rest_both + 1) / (rest + 2)) > BY_CHANCE:
        return None
    why = (
        f"{both} of its {of} people are on {other}, "
        f"but only {rest_both} of the {rest} whom other lists have"
    )
    return Citing(list=name, cites=other, why=why)


def _at_least(hits: int, of: int, share: float) -> float:
    """Return how likely chance gives so many hits or more."""
    numbers = np.arange(hits, of + 1)
    logs = [
        math.lgamma(of + 1)
        - math.lgamma(n + 1)
        - math.lgamma(of - n + 1)
        + n * math.log(share)
        + (of - n) * math.log1p(-share)
        for n in numbers.tolist()
    ]
    return float(np.exp(np.logaddexp.reduce(logs)))


def citing_groups(lists: Sequence[str], citings: Iterable[Citing]) -> tuple[tuple[str, ...], ...]:
    """
    Return lists that hang together by citing, in the order of the lists.

    >>> told = [Citing(list="B", cites="A", why=""), Citing(list="C", cites="B", why="")]
    >>> citing_groups(("A", "B", "C", "D"), told)
    (('A', 'B', 'C'),)
    """
    pairs = [(one.list, one.cites) for one in citings]
    return tuple(
        group
        for group in hanging_together(lists, lambda a, b: (a, b) in pairs or (b, a) in pairs)
        if len(group) > 1
    )


def hanging_together(
    lists: Sequence[str], meet: Callable[[str, str], bool]
) -> tuple[tuple[str, ...], ...]:
    """Return the lists in groups such that lists of two groups never meet."""
    group_of = {name: number for number, name in enumerate(lists)}
    for first in lists:
        for second in lists:
            if first != second and meet(first, second) and group_of[first] != group_of[second]:
                gone = group_of[second]
                for name in lists:
                    if group_of[name] == gone:
                        group_of[name] = group_of[first]
    groups: dict[int, list[str]] = {}
    for name in lists:
        groups.setdefault(group_of[name], []).append(name)
    return tuple(tuple(names) for names in groups.values())


def made_one(
    people: People, groups: Iterable[Sequence[str]], why: str
) -> tuple[People, tuple[Diagnosis, ...]]:
    """Return people with lists of each group made one, and that this was done."""
    said = []
    for group in groups:
        people = merged(people, group)
        said.append(
            Diagnosis(
                code="lists-merged",
                verdict=Verdict.HOLDS,
                value=float(len(group)),
                says=f"{', '.join(group)} count as one list: {why}.",
            )
        )
    return people, tuple(said)


def cited(
    groups: Iterable[Sequence[str]], citings: Sequence[Citing], *, fails: bool
) -> list[Diagnosis]:
    """Return that lists cite each other: a refusal, or a warning where they are kept apart."""
    return [
        Diagnosis(
            code="lists-cite",
            verdict=Verdict.FAILS if fails else Verdict.DOUBTFUL,
            value=float(len(group)),
            says=_cited(group, citings, fails=fails),
        )
        for group in groups
    ]


def _cited(group: Sequence[str], citings: Sequence[Citing], *, fails: bool) -> str:
    reasons = [
        f"{one.list} takes from {one.cites} ({one.why})" for one in citings if one.list in group
    ]
    end = (
        "have them count as one list, or say that their rows were gathered separately"
        if fails
        else "they were kept apart because that was asked for, and the answer may be too low"
    )
    return f"Lists that take rows from each other are not separate: {'; '.join(reasons)}; {end}."
