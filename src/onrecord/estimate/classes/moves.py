"""
Moves that let chains go where single steps of the Gibbs sampler go slowly.

Both work with everybody's class and the number missing summed out, so that they are not held
by the classes that people have at the moment.
"""

import numpy as np
from numpy.typing import NDArray

from onrecord.estimate.classes.state import (
    Floats,
    Integers,
    State,
    Tables,
    log_likelihood,
    log_seen,
    log_sum,
)

_SCALES = np.array([0.05, 0.15, 0.5, 1.5])


def relabelled(state: State, random: np.random.Generator) -> State:
    """
    Return the chains with their classes in another order, where that is accepted.

    The likelihood does not know the order; the prior of the sticks does. Up to a factor
    w_last^alpha it is the chance of that order in drawing classes one by one with
    chances as their weights; so such an order is proposed, and the factor decides. (The
    moves of Papaspiliopoulos and Roberts 2008 swap two classes at a time.)
    """
    weights = state.log_weights
    order = np.argsort(-(weights + random.gumbel(size=weights.shape)), axis=-1)
    proposed = np.take_along_axis(weights, order, axis=-1)
    ratio = state.alpha * (proposed[..., -1] - weights[..., -1])
    moves = -random.standard_exponential(ratio.shape) < ratio
    order = np.where(moves[..., None], order, np.arange(weights.shape[-1]))
    lists = order[..., None]
    return State(
        np.take_along_axis(weights, order, axis=-1),
        np.take_along_axis(state.log_in, lists, axis=-2),
        np.take_along_axis(state.log_out, lists, axis=-2),
        state.alpha,
        state.missing,
    )


def log_sticks(weights: Floats, alpha: Floats) -> Floats:
    """
    Return the log density of weights under sticks, as a density on the simplex.

    Args:
        weights: Shape (…, classes), logarithms that sum to 1.
        alpha: Shape (…).
    """
    remains = np.logaddexp.accumulate(weights[..., ::-1], axis=-1)[..., ::-1]
    sticks = weights.shape[-1] - 1
    return np.asarray(
        sticks * np.log(alpha) + (alpha - 1.0) * weights[..., -1] - remains[..., 1:-1].sum(axis=-1)
    )


def ridden(
    held: Tables, state: State, joint: Floats, rides: int, random: np.random.Generator
) -> tuple[State, Floats]:
    """
    Return the chains, and `log_joint`, after moves along the ridge.

    People whom lists hardly reach leave nearly the same table, be they many with a small
    chance or fewer with a greater one: the likelihood has a ridge there, and Gibbs steps
    creep along it. A move takes one class, adds to the log odds of all its chances and takes
    as much from the logarithm of its weight, each with some noise: a Metropolis step on the
    likelihood with classes and the number missing summed out. The number missing is drawn
    anew with it; where that is over the cap the move is refused.
    """
    for _ in range(rides):
        state, joint = _ridden(held, state, joint, random)
    return state, joint


def _ridden(
    held: Tables, state: State, joint: Floats, random: np.random.Generator
) -> tuple[State, Floats]:
    """Return the chains after one move along the ridge."""
    chosen = _chosen(_chances(state, joint), random)
    step, shift = _steps(state, random)
    new, new_joint = _proposed(held, state, joint, chosen, (step, shift))
    ratio = log_target(held, new, new_joint) - log_target(held, state, joint)
    ratio += _log_jacobian(state, new, chosen, step)
    ratio += np.log(_picked(_chances(new, new_joint), chosen))
    ratio -= np.log(_picked(_chances(state, joint), chosen))
    moves = -random.standard_exponential(ratio.shape) < ratio
    moves &= _under_cap(held, new, new_joint, random)
    return _either(moves, new, state), np.where(moves[..., None, None], new_joint, joint)


def log_target(held: Tables, state: State, joint: Floats) -> Floats:
    """
    Return the log density of chances and weights given the tables, up to a constant and the cap.

    Classes of people and the number missing are summed out. Shape (tables, chains).
    """
    seen = log_seen(state.log_weights, state.log_out)
    return log_sticks(state.log_weights, state.alpha) + log_likelihood(
        log_sum(joint), seen, held.counts
    )


def _chances(state: State, joint: Floats) -> Floats:
    """Return the chance of each class to be moved: half its weight, half its share of unseen."""
    unseen = joint[:, :, 0, :]
    share = np.exp(unseen - log_sum(unseen)[..., None])
    return np.asarray(0.5 * np.exp(state.log_weights) + 0.5 * share)


def _picked(values: Floats, chosen: Integers) -> Floats:
    """Return the chosen class's value of each chain; classes are the last axis."""
    return np.take_along_axis(values, chosen[..., None], axis=-1)[..., 0]


def _picked_lists(values: Floats, chosen: Integers) -> Floats:
    """Return the chosen class's values by list: shape (tables, chains, lists)."""
    return np.take_along_axis(values, chosen[..., None, None], axis=-2)[..., 0, :]


def _chosen(chances: Floats, random: np.random.Generator) -> Integers:
    """Return a class for each chain."""
    sums = chances.cumsum(axis=-1)
    spot = random.random(sums.shape[:-1])[..., None] * sums[..., -1:]
    return np.asarray(np.minimum((sums < spot).sum(axis=-1), sums.shape[-1] - 1))


def _steps(state: State, random: np.random.Generator) -> tuple[Floats, Floats]:
    """Return what is added to the class's log weight and to the log odds of its chances."""
    shape = state.alpha.shape
    scale = _SCALES[random.integers(len(_SCALES), size=shape)]
    along = random.standard_normal(shape)
    aside = 0.2 * random.standard_normal(shape)
    noise = 0.1 * random.standard_normal((*shape, state.log_in.shape[-1]))
    return scale * (along + aside), scale[..., None] * (noise - along[..., None])


def _proposed(
    held: Tables, state: State, joint: Floats, chosen: Integers, by: tuple[Floats, Floats]
) -> tuple[State, Floats]:
    """Return the chains with one class of each changed, and their `log_joint`."""
    step, shift = by
    odds = _picked_lists(state.log_in - state.log_out, chosen) + shift
    listed, unlisted = -np.logaddexp(0.0, -odds), -np.logaddexp(0.0, odds)
    raised = _picked(state.log_weights, chosen) + step
    is_chosen = np.arange(state.log_weights.shape[-1]) == chosen[..., None]
    weights = np.where(is_chosen, raised[..., None], state.log_weights)
    whole = log_sum(weights)[..., None]
    new = State(
        weights - whole,
        np.where(is_chosen[..., None], listed[..., None, :], state.log_in),
        np.where(is_chosen[..., None], unlisted[..., None, :], state.log_out),
        state.alpha,
        state.missing,
    )
    column = (held.patterns @ (listed - unlisted)[..., None])[..., 0]
    column += (unlisted.sum(axis=-1) + raised)[..., None]
    moved = np.where(is_chosen[:, :, None, :], column[..., None], joint)
    return new, moved - whole[..., None]


def _log_jacobian(state: State, new: State, chosen: Integers, step: Floats) -> Floats:
    """Return the log of how much the move spreads volume, chances and weights together."""
    before, after = (_picked_lists(one.log_in + one.log_out, chosen) for one in (state, new))
    others = (np.arange(state.log_weights.shape[-1]) != chosen[..., None]).argmax(axis=-1)
    whole = _picked(state.log_weights - new.log_weights, others)
    return np.asarray((after - before).sum(axis=-1) + step - state.log_weights.shape[-1] * whole)


def _under_cap(
    held: Tables, new: State, joint: Floats, random: np.random.Generator
) -> NDArray[np.bool_]:
    """Return whether a number missing drawn for the proposed chains is under the cap."""
    odds = log_sum(joint[:, :, 0, :]) - log_seen(new.log_weights, new.log_out)
    drawn = random.standard_gamma(np.broadcast_to(held.seen, odds.shape))
    rate = drawn * np.exp(np.minimum(odds, 700.0))
    return random.poisson(np.minimum(rate, 1e15)) <= held.cap


def _either(which: NDArray[np.bool_], new: State, old: State) -> State:
    """Return the new place of the chains that move, the old one of the others."""
    return State(
        np.where(which[..., None], new.log_weights, old.log_weights),
        np.where(which[..., None, None], new.log_in, old.log_in),
        np.where(which[..., None, None], new.log_out, old.log_out),
        old.alpha,
        old.missing,
    )
