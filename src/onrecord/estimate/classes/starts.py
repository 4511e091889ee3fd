"""Starts as unlike each other as can be: one class to all, hardly anybody missing to the cap."""

import numpy as np

from onrecord.estimate.classes.state import Floats, State, Tables
from onrecord.estimate.classes.sweep import stacked

_EMPTY = 1e-3  # of a weight, shared by classes that a start does without


def dispersed(held: Tables, chains: int, classes: int, random: np.random.Generator) -> State:
    """
    Return chains at dispersed starts, the same spread for every table.

    Chain by chain the number missing goes from a hundredth of those seen to half the cap, in
    even steps of its logarithm, and the number of classes in use from one to all, in an order
    of chance, so that neither goes with the other. Every other chain has classes with any
    chances; those between have classes that are cells of the table, so that they begin by
    explaining too much.
    """
    amount = len(held.counts)
    used = random.permutation(np.linspace(1, classes, chains).round().astype(np.int64))
    log_weights = _weights(used, classes, random)
    lists = held.patterns.shape[-1]
    chance = random.uniform(0.02, 0.98, size=(amount, chains, classes, lists))
    chance[:, 1::2] = np.stack(
        [_cells(held, at, (len(chance[0, 1::2]), classes), random) for at in range(amount)]
    )
    spread = random.permutation(np.linspace(0.0, 1.0, chains))
    few = np.log(np.maximum(held.seen * 0.01, 1.0))
    many = np.log(np.maximum(held.cap * 0.5, 1.0))
    return State(
        np.broadcast_to(log_weights, (amount, chains, classes)).copy(),
        np.log(chance),
        np.log1p(-chance),
        np.ones((amount, chains)),
        np.floor(np.exp(few + (many - few) * spread)),
    )


def _cells(held: Tables, table: int, shape: tuple[int, int], random: np.random.Generator) -> Floats:
    """Return chances that are nearly those of one filled cell each: (chains, classes, lists)."""
    filled = np.flatnonzero(held.counts[table])
    chosen = random.choice(filled, size=shape)
    return np.asarray(held.patterns[table, 0][chosen] * 0.8 + 0.1)


def _weights(used: np.ndarray, classes: int, random: np.random.Generator) -> Floats:
    """Return log weights with as many classes in use: shape (chains, classes)."""
    drawn = random.standard_gamma(1.0, size=(len(used), classes)) + 0.05
    drawn *= np.where(np.arange(classes) < used[:, None], 1.0, _EMPTY)
    return np.asarray(np.log(drawn / drawn.sum(axis=1, keepdims=True)))


def from_prior(
    chains: int, classes: int, lists: int, prior: tuple[float, float], random: np.random.Generator
) -> State:
    """Return draws of the prior, as chains of one table; nobody is missing yet."""
    shape, rate = prior
    alpha = np.maximum(random.standard_gamma(shape, size=(1, chains)) / rate, 1e-280)
    taken = np.log(random.standard_gamma(1.0, size=(1, chains, classes - 1)))
    lifted = np.log(random.standard_gamma(alpha[..., None] + 1.0, size=taken.shape))
    left = lifted - random.standard_exponential(taken.shape) / alpha[..., None]
    chance = random.random((1, chains, classes, lists))
    return State(
        stacked(taken, left), np.log(chance), np.log1p(-chance), alpha, np.zeros((1, chains))
    )
