"""Modes between which no chain moves, weighed by several tempered runs, where these agree."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from onrecord.estimate.classes.convergence import r_hat
from onrecord.estimate.classes.modes import interval
from onrecord.estimate.classes.settings import Settings
from onrecord.estimate.classes.state import Floats, Tables
from onrecord.estimate.classes.tempering import Cloud, tempered
from onrecord.model import Mode

_SHARE_APART = 0.1  # between two runs, of a mode's probability
_EVIDENCE_APART = 1.5  # between two runs, of the logarithm of the marginal likelihood
_R_HAT = 1.05  # of the runs as if each were a chain


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """
    What several tempered runs say of the modes.

    Attributes:
        people: Shape (runs, particles): draws of how many there are.
        shares: Shape (runs, modes): the probability of each mode by each run.
        log_evidence: Shape (runs,).
        r_hat: Of the runs, each as a chain.
    """

    people: Floats
    shares: Floats
    log_evidence: Floats
    r_hat: float

    @property
    def share_apart(self) -> float:
        """The most by which two runs differ over a mode's probability."""
        return float(np.ptp(self.shares, axis=0).max())

    @property
    def evidence_apart(self) -> float:
        """The most by which two runs differ over the logarithm of the marginal likelihood."""
        return float(np.ptp(self.log_evidence))

    @property
    def agree(self) -> bool:
        """Whether the runs agree so far that their weights may be told."""
        close = self.share_apart <= _SHARE_APART and self.evidence_apart <= _EVIDENCE_APART
        return close and self.r_hat <= _R_HAT


def between(modes: Sequence[Mode]) -> tuple[float, ...]:
    """Return the numbers of people that part modes: halfway between their middles, in ratio."""
    middles = [mode.interval.point or mode.interval.low for mode in modes]
    return tuple(float(np.sqrt(a * b)) for a, b in pairwise(middles))


def weighed(
    held: Tables,
    cuts: Sequence[float],
    settings: Settings,
    seeds: np.random.SeedSequence,
    progress: Callable[[float], None] = lambda _: None,
) -> Weighed:
    """
    Return what tempered runs say of modes.

    Args:
        held: One table.
        cuts: The numbers of people that part the modes (`between`).
        settings: How many runs, particles and sweeps.
        seeds: Each run gets its own.
        progress: Is told the share done.
    """
    runs: list[Cloud] = []
    for child in seeds.spawn(settings.clouds):

        def told(share: float, done: int = len(runs)) -> None:
            progress((done + share) / settings.clouds)

        random = np.random.default_rng(child)
        runs.append(tempered(held, settings=settings, random=random, progress=told))
    people = np.stack([run.missing for run in runs]) + float(held.seen[0, 0])
    ends = [0.0, *cuts, np.inf]
    shares = np.stack(
        [((people >= low) & (people < high)).mean(axis=1) for low, high in pairwise(ends)],
        axis=1,
    )
    evidence = np.array([run.log_evidence for run in runs])
    return Weighed(people, shares, evidence, r_hat(people))


def modes_of_runs(found: Weighed, cuts: Sequence[float], level: float) -> tuple[Mode, ...]:
    """Return the modes with their probabilities; one of less than a thousandth is left out."""
    ends = [0.0, *cuts, np.inf]
    told = []
    for at, (low, high) in enumerate(pairwise(ends)):
        part = found.people[(found.people >= low) & (found.people < high)]
        share = float(found.shares[:, at].mean())
        if share >= 0.001:
            told.append(Mode(interval=interval(part, level), share=share, is_weighed=True))
    return tuple(told)
