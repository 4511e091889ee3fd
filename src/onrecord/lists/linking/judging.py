"""Scored pairs beside one another: what each is worth once bars, decisions and rivals speak."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.lists.linking.assignment import assigned
from onrecord.lists.linking.barring import Bars, bars
from onrecord.lists.linking.clusters import Clusters, Links
from onrecord.lists.linking.columns import Columns
from onrecord.lists.linking.competing import Rivals
from onrecord.lists.linking.decided import Decided
from onrecord.lists.linking.scored import Scored
from onrecord.lists.linking.settings import Settings

Shares = NDArray[np.float64]
Flags = NDArray[np.bool_]

_SETTLED = 40.0  # log2 odds of what one number of a state settles


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """
    Pairs and what is to be made of them.

    Attributes:
        scored: The pairs.
        bars: What bars or settles them.
        odds: Shape (pairs,), log2: of each by itself, settled ones included.
        barred: Shape (pairs,), bool: those that cannot be links.
        probability: Shape (pairs,): beside rivals; 0 for those that are barred.
    """

    scored: Scored
    bars: Bars
    odds: Shares
    barred: Flags
    probability: Shares


def judged(columns: Columns, scored: Scored, held: Decided, settings: Settings) -> Judged:
    """Return what scored pairs are worth beside each other."""
    told = bars(columns, scored, held, settings)
    odds = np.where(told.settled, _SETTLED, scored.odds)
    barred = (told.reason > 0) | _given_away(columns, scored, held)
    rivals = Rivals(columns, scored.left, scored.right)
    return Judged(scored, told, odds, barred, rivals.probabilities(odds, barred))


def _given_away(columns: Columns, scored: Scored, held: Decided) -> Flags:
    """Return which pairs of a row with a list are idle: a decision gave it its row of that list."""
    told = np.zeros(len(scored), dtype=np.bool_)
    home = np.full(len(columns), -1, dtype=np.int64)
    lists = len(columns.lists)
    has = np.zeros((len(held.together) + 1, lists), dtype=np.bool_)
    for number, rows in enumerate(held.together):
        home[list(rows)] = number
        has[number, columns.list_of[list(rows)]] = True
    has &= columns.each_once[None, :]
    for one, two in ((scored.left, scored.right), (scored.right, scored.left)):
        told |= has[home[one], columns.list_of[two]] & (home[one] >= 0)
    told &= home[scored.left] != home[scored.right]
    return told


@dataclass(frozen=True, slots=True, eq=False)
class Brought:
    """
    What was brought together.

    Attributes:
        clusters: The rows' groups.
        links: Numbers of the pairs that were accepted, the surest first.
        wrong: How many of them are expected to be wrong.
    """

    clusters: Clusters
    links: tuple[int, ...]
    wrong: float


def brought_together(
    columns: Columns, judged_pairs: Judged, held: Decided, settings: Settings
) -> Brought:
    """
    Accept links, the surest first, as long as the expected share of wrong ones stays low.

    The expected share is that of the accepted links' own probabilities (Fellegi and Sunter
    1969 choose their threshold likewise; here by the sum, as with local false discovery
    rates). What is less likely than not is no link however low the share is.
    """
    scored, sure = judged_pairs.scored, judged_pairs.probability
    odds = np.where(judged_pairs.barred, -np.inf, judged_pairs.odds)
    links = Links(scored.left, scored.right, odds, sure)
    clusters = Clusters(columns, links, held, first_names_bar=settings.first_names_bar)
    likely = np.flatnonzero(sure >= settings.likely)
    chosen = likely[assigned(columns, scored.left[likely], scored.right[likely], odds[likely])]
    order = chosen[np.lexsort((scored.right[chosen], scored.left[chosen], -sure[chosen]))]
    taken: list[int] = []
    wrong = 0.0
    told = (order, sure[order], scored.left[order], scored.right[order])
    for at, chance, left, right in zip(*(one.tolist() for one in told), strict=True):
        doubt = 1 - chance
        if wrong + doubt > settings.most_wrong * (len(taken) + 1):
            break
        if clusters.join(left, right):
            taken.append(at)
            wrong += doubt
    return Brought(clusters, tuple(taken), wrong)
