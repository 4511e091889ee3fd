"""
Fit the weights by which the lines of a saved page are told from its menus (`read/looks.py`).

Two logistic regressions, the second of which sees what the first says of the lines around. What
is printed is measured on pages that were held back (five folds by page, and within each the
second regression learns from first looks at pages that the first had not seen). What is written
is fitted on all pages.

Run: `PYTHONPATH=src python training/zones.py FOLDER [--write]` (what the folder holds: `pages.py`).
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pages import Page, figures, pages

from onrecord.model import Voice
from onrecord.read import density, flattened, looks, voices
from onrecord.read.labels import Labels
from onrecord.read.looks import Weights

OUT = Path(__file__).parents[1] / "src/onrecord/read/looks.yaml"
FOLDS = 5
RIDGE = 1.0
TURNS = 25
SEED = 0
KEPT = frozenset({Voice.BODY, Voice.HEADING})
Numbers = NDArray[np.float64]


@dataclass
class Example:
    """A page made ready: labels by rules, numbers of its lines, which lines are the report."""

    page: Page
    labels: Labels
    kept: Labels
    numbers: Numbers
    truth: Numbers
    weights: Numbers
    counts: list[int]


def example(page: Page) -> Example:
    """Return a page made ready. Long lines weigh more, and each page about the same."""
    labels = voices.voices(page.lines)
    kept = flattened.known(page.lines, {i: v for i, v in labels.items() if v.rule != "rest"})
    truth = np.array(page.truth(), float)
    counts = [line.count for line in page.lines]
    words = np.array(counts, float)
    whole = (words * truth).sum() or words.sum()
    weights = np.sqrt(np.minimum(1.0, (words + 2) / whole))
    numbers = np.array(density.features(page.lines, kept))
    return Example(page, labels, kept, numbers, truth, weights, counts)


def fitted(examples: Sequence[Example], numbers: Sequence[Numbers]) -> tuple[float, ...]:
    """Return the weights of a logistic regression, its start first, by Newton's method."""
    x, y = np.vstack(numbers), np.concatenate([e.truth for e in examples])
    w = np.concatenate([e.weights for e in examples])
    w = w / w.mean()
    middle, spread = x.mean(0), x.std(0) + 1e-9
    scaled = np.column_stack([np.ones(len(x)), (x - middle) / spread])
    ridge = np.concatenate([[1e-6], np.full(x.shape[1], RIDGE)])
    found = np.zeros(scaled.shape[1])
    for _ in range(TURNS):
        p = 1 / (1 + np.exp(-np.clip(scaled @ found, -30, 30)))
        slope = scaled.T @ (w * (y - p)) - ridge * found
        bend = (scaled * (w * p * (1 - p))[:, None]).T @ scaled + np.diag(ridge)
        step = np.linalg.solve(bend, slope)
        found += step
        if np.abs(step).max() < 1e-6:
            break
    each = found[1:] / spread
    return (float(found[0] - (each * middle).sum()), *map(float, each))


def looked(example: Example, weights: Sequence[float]) -> list[float]:
    """Return what the first look says of a page's lines."""
    return list(weights[0] + example.numbers @ np.array(weights[1:]))


def both(examples: Sequence[Example]) -> Weights:
    """Return the weights of both looks, the second fitted on first looks at unseen pages."""
    again: dict[str, Numbers] = {}
    for fold in range(FOLDS):
        seen = [e for n, e in enumerate(examples) if n % FOLDS != fold]
        first = fitted(seen, [e.numbers for e in seen])
        for n, one in enumerate(examples):
            if n % FOLDS == fold:
                more = np.array(looks.second_look(looked(one, first), one.counts))
                again[one.page.name] = np.column_stack([one.numbers, more])
    second = fitted(examples, [again[e.page.name] for e in examples])
    return Weights(first=fitted(examples, [e.numbers for e in examples]), second=second)


def held_back(examples: Sequence[Example]) -> dict[str, Labels]:
    """Return for each page its labels by weights fitted on other pages."""
    order = np.random.default_rng(SEED).permutation(len(examples))
    found: dict[str, Labels] = {}
    for fold in range(FOLDS):
        rest = [examples[n] for place, n in enumerate(order) if place % FOLDS != fold]
        weights = both(rest)
        for place, n in enumerate(order):
            if place % FOLDS == fold:
                one = examples[n]
                found[one.page.name] = flattened.relabelled(one.page.lines, one.labels, weights)
    return found


def reported(page: Page, labels: Labels) -> str:
    """Return the words of a page that the labels call report."""
    return page.words(labels[i].voice in KEPT for i in range(len(page.lines)))


def written(weights: Weights) -> str:
    """Return weights as the file in which the program keeps them."""
    head = [
        "# What each number of a line is worth where a saved page's report is told from its menus",
        "# (see `looks.py` and `density.py`). Made by training/zones.py; do not edit.",
    ]
    names = ("start", *density.FEATURES)
    parts = {"first": names, "second": (*names, *looks.SECOND)}
    for part, values in (("first", weights.first), ("second", weights.second)):
        head += [f"{part}:"]
        head += [f"  {name}: {value:.4f}" for name, value in zip(parts[part], values, strict=True)]
    return "\n".join(head) + "\n"


def main() -> None:
    """Measure on held-back pages; write what all pages give, if asked."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--write", action="store_true")
    options = asked.parse_args()
    examples = [example(page) for page in pages(options.folder)]
    labels = held_back(examples)
    told = {e.page.name: (e.page.body, reported(e.page, labels[e.page.name])) for e in examples}
    print("held back: F1 {:.4f}, precision {:.4f}, recall {:.4f}".format(*figures(told)))
    if options.write:
        OUT.write_text(written(both(examples)), encoding="utf-8")


if __name__ == "__main__":
    main()
