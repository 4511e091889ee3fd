"""Rows of several lists → pairs with their evidence → groups of one person each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from onrecord.lists.linking.barring import (
    APART,
    NUMBERS_SAME,
    REASONS,
    SEX_AND_AGE,
    SLIP,
    TWO_WAYS,
)
from onrecord.lists.linking.columns import Columns
from onrecord.lists.linking.decided import Decided, decided
from onrecord.lists.linking.draws import Draws, Possible, drawn
from onrecord.lists.linking.engines import engine_named
from onrecord.lists.linking.evidence import evidence
from onrecord.lists.linking.identity import identified
from onrecord.lists.linking.judging import Brought, Judged, brought_together, judged
from onrecord.lists.linking.making_columns import columns_of
from onrecord.lists.linking.settings import Settings
from onrecord.model import (
    Decision,
    Entry,
    GivenGroup,
    Linkage,
    MatchGroup,
    NameList,
    OnRecordError,
    Pair,
    Problem,
    Severity,
)

_FOR_A_PERSON = (SEX_AND_AGE, SLIP, NUMBERS_SAME, TWO_WAYS)
# Of pairs that wait, and of those that are barred, so many of the likeliest are kept: more than
# people will look through.
_MOST_WAITING, _MOST_BARRED = 20_000, 2_000


@dataclass(frozen=True, slots=True, eq=False)
class Linked:
    """
    What came of linking.

    Attributes:
        linkage: The run.
        pairs: Those that are links, that wait for a person, or that something bars though
            they are likelier than not; by their ids' persons.
        groups: Rows that are one person, two or more each.
        given: Every id that a group ever had.
        problems: Blocks left out, decisions that contradict each other.
        possible: Everything that `sampled` draws from.
    """

    linkage: Linkage
    pairs: tuple[Pair, ...]
    groups: tuple[MatchGroup, ...]
    given: tuple[GivenGroup, ...]
    problems: tuple[Problem, ...]
    possible: Possible


def link(
    entries: Iterable[Entry],
    lists: Sequence[NameList],
    *,
    decisions: Sequence[Decision] = (),
    given_ids: Sequence[GivenGroup] = (),
    settings: Settings | None = None,
    engine: str = "own",
    spark: object = None,
) -> Linked:
    """
    Return which rows of lists are one person, as far as names, ages, days and places tell.

    The same rows in any order give the same result, byte by byte.

    Args:
        entries: The rows as the lists have them now. Of several entries of one person the
            last counts.
        lists: The lists that the rows are of.
        decisions: What people decided; those that stand hold against any score.
        given_ids: Every id that a group ever had, the oldest first.
        settings: Limits; the usual ones if None.
        engine: What scores the pairs: `own`, or `splink` where it is installed.
        spark: A session of Spark's in which Splink works; None takes DuckDB.

    Raises:
        OnRecordError: A row is of a list that is not told, or the engine is not known.
    """
    settings = settings or Settings()
    held_entries = {entry.person: entry for entry in entries}
    once = [one.id for one in lists if one.has_each_once]
    unknown = {entry.list for entry in held_entries.values()} - {one.id for one in lists}
    if unknown:
        raise OnRecordError(f"rows of lists that are not told: {', '.join(sorted(unknown))}")
    rows = columns_of(held_entries.values(), once)
    held = decided(decisions, {person: number for number, person in enumerate(rows.persons)})
    found = judged(rows, engine_named(engine, spark)(rows, settings), held, settings)
    made = brought_together(rows, found, held, settings)
    groups, given = identified(_groups(rows, found, made, held), given_ids)
    pairs, waiting = _pairs(rows, found, made, held, settings)
    return Linked(
        linkage=Linkage(
            engine=found.scored.engine,
            settings=settings.told(),
            issues=tuple(sorted({entry.issue for entry in held_entries.values()})),
            persons=len(rows),
            pairs=found.scored.compared,
            links=len(made.links) + sum(len(group) - 1 for group in held.together),
            waiting=waiting,
            expected_wrong=round(made.wrong, 4),
            expected_missed=round(_missed(found, made), 4),
        ),
        pairs=pairs,
        groups=groups,
        given=given,
        problems=(*held.problems, *_twice_by_decision(rows, held), *found.scored.problems),
        possible=_possible(rows, found, held),
    )


def sampled(linked: Linked, draws: int, seed: int) -> Draws:
    """Return draws of whole linkages, each with the probability that its pairs give it."""
    return drawn(linked.possible, draws, seed)


def _groups(rows: Columns, found: Judged, made: Brought, held: Decided) -> list[MatchGroup]:
    weakest: dict[int, float] = {}
    first = {row: group[0] for group in made.clusters.groups() for row in group}
    for at in made.links:
        group = first[int(found.scored.left[at])]
        weakest[group] = min(weakest.get(group, 1.0), float(found.probability[at]))
    by_people = set(held.together)
    return [
        MatchGroup(
            id="",
            persons=tuple(rows.persons[row] for row in group),
            probability=round(weakest.get(group[0], 1.0), 6),
            is_decided=group in by_people,
        )
        for group in made.clusters.groups()
    ]


def _pairs(
    rows: Columns, found: Judged, made: Brought, held: Decided, settings: Settings
) -> tuple[tuple[Pair, ...], int]:
    """Return the pairs that people may want to see, and how many of them wait for a decision."""
    scored = found.scored
    linked = made.clusters.same(scored.left, scored.right)
    alone = np.exp2(np.clip(found.odds, -40, 40))
    alone /= 1 + alone
    look = np.isin(found.bars.reason, [REASONS.index(why) for why in _FOR_A_PERSON])
    waits = ~linked & (found.probability >= settings.waits_from)
    waits |= ~linked & look & (alone >= settings.waits_from) & ~_has_another(rows, found, linked)
    barred = ~linked & (found.bars.reason > 0) & (alone >= settings.likely)
    barred &= ~_has_another(rows, found, linked) | (found.bars.reason == REASONS.index(APART))
    shown = np.flatnonzero(linked)
    for some, most in ((waits, _MOST_WAITING), (barred, _MOST_BARRED)):
        numbers = np.flatnonzero(some)
        shown = np.union1d(shown, numbers[np.argsort(-alone[numbers], kind="stable")][:most])
    told = [
        Pair(
            left=rows.persons[scored.left[at]],
            right=rows.persons[scored.right[at]],
            probability=round(
                float(alone[at] if found.bars.reason[at] else found.probability[at]), 6
            ),
            evidence=evidence(rows, scored, at),
            barred=REASONS[found.bars.reason[at]],
            is_linked=bool(linked[at] and found.probability[at] >= settings.likely),
            engine=scored.engine,
        )
        for at in shown.tolist()
    ]
    return (*told, *_unscored(rows, found, held)), int(np.count_nonzero(waits))


def _has_another(rows: Columns, found: Judged, linked: np.ndarray) -> np.ndarray:
    """Return which pairs are idle because a row has its row of the other's list already."""
    lists = len(rows.lists)
    has = np.zeros((len(rows), lists), dtype=np.bool_)
    left, right = found.scored.left, found.scored.right
    has[left[linked], rows.list_of[right[linked]]] = True
    has[right[linked], rows.list_of[left[linked]]] = True
    has &= rows.each_once[None, :]
    told: np.ndarray = has[left, rows.list_of[right]] | has[right, rows.list_of[left]]
    return told


def _unscored(rows: Columns, found: Judged, held: Decided) -> list[Pair]:
    """Return the pairs of rows that people decided to be one and no key brought together."""
    if not held.together:
        return []
    known = set(zip(found.scored.left.tolist(), found.scored.right.tolist(), strict=True))
    return [
        Pair(
            left=rows.persons[one],
            right=rows.persons[two],
            probability=1.0,
            engine=found.scored.engine,
        )
        for group in held.together
        for one, two in pairwise(group)
        if (one, two) not in known
    ]


def _missed(found: Judged, made: Brought) -> float:
    apart = ~made.clusters.same(found.scored.left, found.scored.right)
    seen = float(found.probability[apart].sum())
    share = found.scored.outside
    return seen + (len(made.links) + seen) * share / (1 - share)


def _twice_by_decision(rows: Columns, held: Decided) -> list[Problem]:
    told = []
    for group in held.together:
        of = [int(rows.list_of[row]) for row in group if rows.each_once[rows.list_of[row]]]
        if len(of) > len(set(of)):
            twice = next(one for one in of if of.count(one) > 1)
            told.append(_twice(rows, group, rows.lists[twice]))
    return told


def _twice(rows: Columns, group: tuple[int, ...], name_list: str) -> Problem:
    return Problem(
        code="person-twice-on-list",
        message=f"{len(group)} rows were decided to be one person, though two of them are of the "
        f"list {name_list}, which is said to have nobody twice: the decision holds.",
        where=rows.persons[group[0]],
        severity=Severity.QUESTION,
    )


def _possible(rows: Columns, found: Judged, held: Decided) -> Possible:
    return Possible(
        persons=rows.persons,
        lists=rows.lists,
        list_of=rows.list_of,
        each_once=rows.each_once,
        left=found.scored.left,
        right=found.scored.right,
        odds=np.where(found.barred, -np.inf, found.odds),
        probability=found.probability,
        together=held.together,
        apart=held.apart,
    )
