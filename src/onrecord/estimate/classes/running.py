"""Chains run until they agree, or until the budget is spent."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from onrecord.estimate.classes.convergence import ess_bulk, ess_tail, r_hat
from onrecord.estimate.classes.settings import Settings
from onrecord.estimate.classes.starts import dispersed
from onrecord.estimate.classes.state import Floats, State, Tables
from onrecord.estimate.classes.staying import Rounds, Stay, heaviest_left
from onrecord.estimate.classes.sweep import swept

_KEPT = 4_000  # draws of each chain in a round; more say nothing more
_REMEMBERED = 1_000  # of these, once a round is over
_SNAPSHOTS = 10  # whole states of each chain in a round, for posterior predictive checks
_LOOK = 50  # iterations after which a run looks whether it shall stop


@dataclass(frozen=True, slots=True, eq=False)
class Chains:
    """
    What the chains of one table come to.

    Attributes:
        missing: Shape (chains, draws): the number missing, in the later half of the run.
        states: Some whole states of that half: axes as in `State`, one table; chains of all
            of them in one row.
        iterations: Of each chain, those before it included.
        r_hat, bulk, tail: How the chains agree, and what the draws are worth.
        left: The place that chains left, and that may weigh most, where there is any.
        is_stopped: Whether somebody stopped the run, or its time was up.
    """

    missing: Floats
    states: State
    iterations: int
    r_hat: float
    bulk: float
    tail: float
    left: Stay | None = None
    is_stopped: bool = False

    def has_converged(self, settings: Settings) -> bool:
        """Return whether the chains agree, are worth enough and left nothing of weight."""
        left_nothing = self.left is None or self.left.share <= settings.left
        return self.agree(settings) and left_nothing and not self.is_stopped

    def agree(self, settings: Settings) -> bool:
        """Return whether the chains agree and are worth enough."""
        return min(self.bulk, self.tail) >= settings.ess and self.r_hat <= settings.r_hat


def run(
    held: Tables,
    settings: Settings,
    random: np.random.Generator,
    progress: Callable[[float], None],
    stopping: Callable[[], bool],
) -> list[Chains]:
    """
    Return the chains of each table.

    Rounds double: each is as long as all before it, and only the last is looked at, so that
    the earlier half is left out as warming up. A table whose chains agree leaves the batch.
    """
    state = dispersed(held, settings.chains, settings.classes, random)
    results: dict[int, Chains] = {}
    past: dict[int, list[Floats]] = {}
    left = list(range(len(held.counts)))
    clock = _Clock(settings, stopping, progress, len(left))
    warm = settings.first - settings.first // 2
    state, _ = _round(held, state, settings, random, clock, warm)
    done, more = warm, settings.first // 2
    lengths: list[int] = []
    while left:
        state, drawn = _round(held.only(left), state, settings, random, clock, more)
        done += more
        lengths.append(more)
        for place, table in enumerate(left):
            looked = _looked_at((drawn[0][place], drawn[1]), place, done)
            looked = replace(looked, is_stopped=clock.is_up)
            past.setdefault(table, []).append(_thinned(looked.missing))
            if looked.agree(settings):
                rounds = Rounds(tuple(past[table]), tuple(lengths), warm)
                looked = replace(looked, left=heaviest_left(rounds))
            results[table] = looked
        last = clock.is_up or 2 * done > settings.most
        going = [at for at, table in enumerate(left) if not results[table].has_converged(settings)]
        if last or not going:
            break
        left, state, more = [left[at] for at in going], state.only(going), done
        clock.left = len(left)
    return [results[table] for table in range(len(held.counts))]


class _Clock:
    """Knows when to stop, and tells how far a run is."""

    def __init__(
        self,
        settings: Settings,
        stopping: Callable[[], bool],
        progress: Callable[[float], None],
        tables: int,
    ) -> None:
        self._ends = None if settings.seconds is None else time.monotonic() + settings.seconds
        self._stopping, self._progress = stopping, progress
        self._tables, self.left = tables, tables
        self._most, self._done = settings.most, 0
        self.is_up = False

    def goes_on(self, iterations: int) -> bool:
        """Note iterations; return whether the run goes on."""
        self._done += iterations
        share = min(self._done / self._most, 1.0)
        self._progress(1.0 - (1.0 - share) * self.left / self._tables)
        late = self._ends is not None and time.monotonic() > self._ends
        self.is_up = self.is_up or late or self._stopping()
        return not self.is_up


def _round(
    held: Tables,
    state: State,
    settings: Settings,
    random: np.random.Generator,
    clock: _Clock,
    iterations: int,
) -> tuple[State, tuple[Floats, list[State]]]:
    """Return where the chains are after a round, the numbers missing in it and some states."""
    every = max(1, iterations // _KEPT)
    snap = max(1, iterations // _SNAPSHOTS)
    missing: list[Floats] = []
    states: list[State] = []
    for at in range(iterations):
        if at % _LOOK == 0 and not clock.goes_on(min(_LOOK, iterations - at)) and len(missing) > 4:
            break
        state = swept(held, state, settings.prior, settings.rides, random)
        if at % every == 0:
            missing.append(state.missing)
        if at % snap == snap - 1 or not states:
            states.append(state)
    return state, (np.stack(missing, axis=-1), states)


def _thinned(missing: Floats) -> Floats:
    """Return draws of a round, as many as are kept of rounds that are over."""
    return missing[:, :: max(1, missing.shape[1] // _REMEMBERED)]


def _looked_at(drawn: tuple[Floats, list[State]], table: int, iterations: int) -> Chains:
    """Return one table's chains of a round, and how they agree."""
    missing = drawn[0]
    return Chains(
        missing,
        joined([one.only([table]) for one in drawn[1]]),
        iterations,
        r_hat(missing),
        ess_bulk(missing),
        ess_tail(missing),
    )


def joined(states: Sequence[State]) -> State:
    """Return chains of several states as chains of one."""
    return State(
        np.concatenate([one.log_weights for one in states], axis=1),
        np.concatenate([one.log_in for one in states], axis=1),
        np.concatenate([one.log_out for one in states], axis=1),
        np.concatenate([one.alpha for one in states], axis=1),
        np.concatenate([one.missing for one in states], axis=1),
    )
