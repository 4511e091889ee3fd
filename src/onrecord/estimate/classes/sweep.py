"""
One iteration of the Gibbs sampler (Manrique-Vallier 2016, section 4), all chains at once.

People get classes, classes get chances and weights, the sticks get their concentration, and
the number missing is drawn with everybody's class summed out. Between these `ridge` and
`relabelled` move what the plain steps move slowly.
"""

import numpy as np
from scipy.special import betainc

from onrecord.estimate.classes.moves import relabelled, ridden
from onrecord.estimate.classes.state import (
    Floats,
    State,
    Tables,
    log_joint,
    log_seen,
    log_sum,
)

_TRIES = 8  # draws that are refused for the cap before the rest is found by halving
_HALVINGS = 64


def swept(
    held: Tables,
    state: State,
    prior: tuple[float, float],
    rides: int,
    random: np.random.Generator,
) -> State:
    """
    Return the chains after one iteration.

    Args:
        held: The tables.
        state: Where the chains are.
        prior: Shape and rate of the gamma prior on the concentration.
        rides: How many moves along the ridge.
        random: The source of chance.
    """
    joint = log_joint(held, state)
    state, joint = ridden(held, state, joint, rides, random)
    missing = missing_people(held, state, joint, random)
    people = _in_classes(held, joint, missing, random)
    log_in, log_out = _chances(held, people, random)
    weights = _weights(people.sum(axis=-2), state.alpha, random)
    alpha = _concentration(weights, prior, random)
    return relabelled(State(weights, log_in, log_out, alpha, missing), random)


def missing_people(
    held: Tables, state: State, joint: Floats, random: np.random.Generator
) -> Floats:
    """
    Return how many are on no list, drawn given chances and weights: shape (tables, chains).

    Negative binomial with the number seen, since N has the prior 1/N, and cut at the cap.
    """
    seen = log_seen(state.log_weights, state.log_out)
    odds = np.exp(np.minimum(log_sum(joint[:, :, 0, :]) - seen, 700.0))
    shape = np.broadcast_to(held.seen, odds.shape)
    missing = np.full(odds.shape, np.inf)
    for _ in range(_TRIES):
        left = missing > held.cap
        if not left.any():
            return missing
        rate = np.minimum(random.standard_gamma(shape[left]) * odds[left], 1e15)
        missing[left] = random.poisson(rate)
    left = missing > held.cap
    if left.any():
        cap = np.broadcast_to(held.cap, odds.shape)[left]
        missing[left] = _below_cap(shape[left], np.exp(seen[left]), cap, random)
    return missing


def _below_cap(
    shape: Floats | np.ndarray, seen: Floats, cap: Floats, random: np.random.Generator
) -> Floats:
    """Return negative binomial numbers of at most `cap`, by inversion of their distribution."""
    wanted = random.random(len(cap)) * betainc(shape, cap + 1, seen)
    low, high = np.full_like(cap, -1.0), cap.copy()
    for _ in range(_HALVINGS):
        middle = np.floor((low + high) / 2)
        enough = betainc(shape, middle + 1, seen) >= wanted
        high = np.where(enough & (middle >= 0), middle, high)
        low = np.where(enough, low, middle)
        if (high - low <= 1).all():
            break
    return np.asarray(high)


def _in_classes(
    held: Tables, joint: Floats, missing: Floats, random: np.random.Generator
) -> Floats:
    """Return how many of each cell are in each class: (tables, chains, cells, classes)."""
    chances = np.exp(joint - joint.max(axis=-1, keepdims=True))
    chances /= chances.sum(axis=-1, keepdims=True)
    counts = np.broadcast_to(held.counts[:, None, :], joint.shape[:-1]).copy()
    counts[..., 0] = missing
    return random.multinomial(counts, chances).astype(np.float64)


def _chances(held: Tables, people: Floats, random: np.random.Generator) -> tuple[Floats, Floats]:
    """Return log chances to be on a list and not to be, drawn from their beta distributions."""
    listed = people.swapaxes(-1, -2) @ held.patterns
    members = people.sum(axis=-2)[..., None]
    yes = np.log(random.standard_gamma(1.0 + listed))
    no = np.log(random.standard_gamma(1.0 + members - listed))
    both = np.logaddexp(yes, no)
    return yes - both, no - both


def log_gamma_draws(shape: Floats, random: np.random.Generator) -> Floats:
    """
    Return logarithms of gamma draws; none underflows, however small a shape.

    Marsaglia and Tsang 2000, section 6: a draw of shape a is one of shape a + 1 times
    U to the power 1/a.
    """
    lifted = np.log(random.standard_gamma(shape + 1.0))
    return np.asarray(lifted - random.standard_exponential(shape.shape) / shape)


def _weights(members: Floats, alpha: Floats, random: np.random.Generator) -> Floats:
    """Return log weights: stick k takes Beta(1 + its people, alpha + people of later ones)."""
    later = members[..., ::-1].cumsum(axis=-1)[..., ::-1][..., 1:]
    taken = np.log(random.standard_gamma(1.0 + members[..., :-1]))
    left = log_gamma_draws(alpha[..., None] + later, random)
    return stacked(taken, left)


def stacked(taken: Floats, left: Floats) -> Floats:
    """
    Return log weights from the log gammas of what each stick takes and leaves.

    Args:
        taken: Shape (…, classes - 1).
        left: Likewise.
    """
    both = np.logaddexp(taken, left)
    remains = np.cumsum(left - both, axis=-1)
    weights = np.empty((*taken.shape[:-1], taken.shape[-1] + 1))
    weights[..., :-1] = taken - both
    weights[..., 1:-1] += remains[..., :-1]
    weights[..., -1] = remains[..., -1]
    return weights


def _concentration(
    weights: Floats, prior: tuple[float, float], random: np.random.Generator
) -> Floats:
    """Return the concentration: gamma, given what the last stick leaves."""
    shape, rate = prior
    sticks = weights.shape[-1] - 1
    drawn = random.standard_gamma(shape + sticks, size=weights.shape[:-1])
    return np.maximum(drawn / (rate - weights[..., -1]), 1e-280)
