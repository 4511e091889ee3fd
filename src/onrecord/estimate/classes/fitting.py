"""Tables in, estimates by latent classes out: an answer where chains agree, else the modes."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from onrecord.estimate.classes import telling
from onrecord.estimate.classes.checking import checks
from onrecord.estimate.classes.modes import (
    interval,
    modes_between,
    modes_of_chains,
    valleys,
)
from onrecord.estimate.classes.running import Chains, run
from onrecord.estimate.classes.settings import Settings
from onrecord.estimate.classes.state import Floats, Tables, tables
from onrecord.estimate.classes.weighing import between, modes_of_runs, weighed
from onrecord.estimate.inclusion import Fitted, Inclusions
from onrecord.model import Diagnosis, Method, Mode, ModelEstimate, Verdict

_USUAL = Settings()
_DRAWS = 4_000  # that go on to sums of strata
_LISTS = 3  # with fewer, classes cannot be told from chance
_TOGETHER = 400_000  # chains times cells times classes of one batch: what a cache holds


def _silent(_: float) -> None:
    """Tell nobody."""


def _never() -> bool:
    """Return that nobody wants to stop."""
    return False


def fit(
    inclusions: Inclusions,
    *,
    seed: int = 0,
    level: float = 0.95,
    settings: Settings = _USUAL,
    progress: Callable[[float], None] = _silent,
    stopping: Callable[[], bool] = _never,
) -> Fitted:
    """
    Return what latent classes make of a table (`fit_many`).

    Args:
        inclusions: The table; three lists or more, else the model refuses.
        seed: Of all chance: the same seed gives the same bytes.
        level: Of the intervals.
        settings: The prior, the chains and what is asked of them.
        progress: Is told the share done, from 0 to 1.
        stopping: Is asked every few milliseconds whether to stop; what has not converged by
            then is refused, with the diagnosis `stopped`.

    Returns:
        An interval and draws where the chains agree on one answer; otherwise neither, and
        the separate modes.
    """
    return fit_many(
        [inclusions],
        seed=seed,
        level=level,
        settings=settings,
        progress=progress,
        stopping=stopping,
    )[0]


def fit_many(
    held: Sequence[Inclusions],
    *,
    seed: int = 0,
    level: float = 0.95,
    settings: Settings = _USUAL,
    progress: Callable[[float], None] = _silent,
    stopping: Callable[[], bool] = _never,
) -> tuple[Fitted, ...]:
    """
    Return what latent classes make of several tables, which are run together.

    Strata, tables with one list left out, replicates: those with the same number of lists go
    as one array. What a table is told depends on the tables beside it only through chance.

    Args:
        held: The tables, in the order of the answers.
        seed: Of all chance.
        level: Of the intervals.
        settings: The prior, the chains and what is asked of them.
        progress: Is told the share done.
        stopping: Is asked whether to stop.
    """
    fitted: dict[int, Fitted] = {}
    batches = _batches(held, settings)
    seeds = np.random.SeedSequence(seed).spawn(len(batches))
    done = 0
    for batch, child in zip(batches, seeds, strict=True):
        share = len(batch) / max(len(held), 1)

        def told(part: float, done: int = done, share: float = share) -> None:
            progress(min(done / len(held) + part * share, 1.0))

        some = [held[at] for at in batch]
        fitted |= zip(
            batch, _fitted(some, seed, child, level, settings, (told, stopping)), strict=True
        )
        done += len(batch)
    refused = {
        at: _no_lists(one, seed, settings) for at, one in enumerate(held) if at not in fitted
    }
    progress(1.0)
    return tuple({**fitted, **refused}[at] for at in range(len(held)))


def _batches(held: Sequence[Inclusions], settings: Settings) -> list[list[int]]:
    """Return which tables are run together; those that cannot be fitted are in none."""
    by_lists: dict[int, list[int]] = {}
    for at, one in enumerate(held):
        if len(one.lists) >= _LISTS and one.seen:
            by_lists.setdefault(len(one.lists), []).append(at)
    batches = []
    for group in by_lists.values():
        cells = max(len(held[at].counts) for at in group)
        many = max(1, _TOGETHER // (settings.chains * settings.classes * (cells + 1)))
        batches += [group[at : at + many] for at in range(0, len(group), many)]
    return batches


def _no_lists(one: Inclusions, seed: int, settings: Settings) -> Fitted:
    """Return the refusal of a table with too few lists, or with nobody."""
    too_few = len(one.lists) < _LISTS
    says = f"Latent classes need {_LISTS} lists; there are {len(one.lists)}."
    refusal = Diagnosis(
        code="too-few-lists" if too_few else "nobody",
        verdict=Verdict.FAILS,
        value=float(len(one.lists)) if too_few else 0.0,
        asked=float(_LISTS) if too_few else 1.0,
        says=says if too_few else "Nobody is on any list.",
    )
    told = telling.settings_told(settings, seed)
    return Fitted(ModelEstimate(method=Method.LATENT_CLASSES, settings=told, diagnoses=(refusal,)))


def _fitted(
    some: Sequence[Inclusions],
    seed: int,
    seeds: np.random.SeedSequence,
    level: float,
    settings: Settings,
    calls: tuple[Callable[[float], None], Callable[[], bool]],
) -> list[Fitted]:
    """Return what the model makes of tables with the same number of lists."""
    held = tables(some, settings.cap_times)
    chance, *each = seeds.spawn(1 + len(some))
    chains = run(held, settings, np.random.default_rng(chance), *calls)
    return [
        _told(held.only([at]), one, (seed, each[at]), level, settings)
        for at, one in enumerate(chains)
    ]


def _told(
    held: Tables,
    chains: Chains,
    seeds: tuple[int, np.random.SeedSequence],
    level: float,
    settings: Settings,
) -> Fitted:
    """Return one table's answer, or why there is none."""
    seed, chance = seeds[0], np.random.default_rng(seeds[1])
    people = chains.missing + float(held.seen[0, 0])
    agree = chains.agree(settings) and not chains.is_stopped
    modes, found = _modes(held, chains, level, converged=agree)
    limits = telling.truncation(held, chains, level)
    sound = all(one.verdict != Verdict.FAILS for one in limits)
    answers = chains.has_converged(settings) and not modes and sound
    if chains.left is not None:
        modes = modes_of_chains(chains.left.missing + float(held.seen[0, 0]), level)
        found = (*found, telling.left(chains.left, settings))
    if len(modes) > 1 and settings.weigh and not answers and not chains.is_stopped:
        modes, more = _weighed(held, modes, level, settings, seeds[1])
        found = (*found, more)
    told = ModelEstimate(
        method=Method.LATENT_CLASSES,
        settings=telling.settings_told(settings, seed),
        modes=() if answers else modes,
        diagnoses=(
            *telling.agreement(chains, settings),
            *found,
            *limits,
            *telling.predictive(checks(held, chains.states, chance)),
            *telling.stopped(is_stopped=chains.is_stopped),
        ),
    )
    return _answered(told, people, level, chance) if answers else Fitted(told)


def _answered(
    told: ModelEstimate, people: Floats, level: float, random: np.random.Generator
) -> Fitted:
    """Return an answer: draws of chains that do not agree are no posterior, nor drawn as one."""
    answer = replace(
        told,
        interval=interval(people, level),
        mean=float(people.mean()),
        density=telling.drawing(people),
    )
    return Fitted(answer, _some_draws(people, random))


def _modes(
    held: Tables, chains: Chains, level: float, *, converged: bool
) -> tuple[tuple[Mode, ...], tuple[Diagnosis, ...]]:
    """Return the separate answers: of groups of chains, or between the posterior's valleys."""
    people = chains.missing + float(held.seen[0, 0])
    if converged:
        modes = modes_between(people, valleys(people), level)
    else:
        modes = modes_of_chains(people, level)
    found = (telling.separate(len(modes), apart=not converged),)
    return (modes if len(modes) > 1 or not converged else ()), found


def _weighed(
    held: Tables,
    modes: tuple[Mode, ...],
    level: float,
    settings: Settings,
    seeds: np.random.SeedSequence,
) -> tuple[tuple[Mode, ...], Diagnosis]:
    """Return the modes with probabilities where tempered runs agree, else as they are."""
    cuts = between(modes)
    found = weighed(held, cuts, settings, seeds)
    return (modes_of_runs(found, cuts, level) if found.agree else modes), telling.weights(found)


def _some_draws(people: Floats, random: np.random.Generator) -> Floats:
    """Return draws in an order of chance, as many as go on."""
    return random.permutation(people.ravel())[:_DRAWS]
