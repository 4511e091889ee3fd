"""What any model asks of a table before it is tried."""

import numpy as np
from numpy.typing import NDArray

from onrecord.estimate.inclusion import Fitted, Inclusions
from onrecord.model import Diagnosis, Method, ModelEstimate, Verdict


def overlapping(inclusions: Inclusions) -> int:
    """Return how many people are on two lists or more."""
    several = inclusions.patterns.sum(axis=1) > 1
    return int(inclusions.counts[several].sum())


def joined(inclusions: Inclusions) -> NDArray[np.int64]:
    """Return how many people each two lists have in common, shape (lists, lists)."""
    on = inclusions.patterns.astype(np.int64)
    shared: NDArray[np.int64] = (on * inclusions.counts[:, None]).T @ on
    return shared


def unusable(inclusions: Inclusions, most_lists: int) -> Diagnosis | None:
    """Return why no model of this kind can be fitted to a table, whatever its settings."""
    lists = len(inclusions.lists)
    if lists < 2:
        return _fails("too-few-lists", lists, 2, "One list alone says nothing of those not on it.")
    if lists > most_lists:
        says = f"This model takes {most_lists} lists at most; there are {lists}. Merge some."
        return _fails("too-many-lists", lists, most_lists, says)
    if inclusions.seen == 0:
        return _fails("nobody-seen", 0, 1, "Nobody is on any list.")
    if overlapping(inclusions) == 0:
        says = (
            "Nobody is on two lists. How many are on none cannot be told from lists that have "
            "nobody in common."
        )
        return _fails("no-overlap", 0, 1, says)
    return None


def refused(method: Method, settings: tuple[tuple[str, str], ...], *diagnoses: Diagnosis) -> Fitted:
    """Return a model's refusal with what was looked at, the reason among it."""
    told = ModelEstimate(method=method, settings=settings, diagnoses=diagnoses)
    return Fitted(told=told)


def _fails(code: str, value: float, asked: float, says: str) -> Diagnosis:
    return Diagnosis(code=code, verdict=Verdict.FAILS, value=value, asked=asked, says=says)
