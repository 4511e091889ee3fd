"""Whether what samples drawn again say may stand."""

import numpy as np

from onrecord.estimate.loglinear.bootstrap import Again
from onrecord.model import Diagnosis, Verdict

_MOST_TIMES = 1_000  # as many people as are seen: an upper end beyond says nothing
_BEYOND = 5  # samples beyond an end, fewer than which leave it to chance


def upper_end(high: float, seen: int) -> tuple[Diagnosis, ...]:
    """Return that the interval has no upper end to speak of, where that is so."""
    times = high / seen
    if times <= _MOST_TIMES:
        return ()
    says = "The lists set no upper end to the number of people."
    fails = Verdict.FAILS
    return (
        Diagnosis(code="no-upper-end", verdict=fails, value=times, asked=_MOST_TIMES, says=says),
    )


def of_samples(spread: Again, level: float) -> tuple[Diagnosis, ...]:
    """Return how samples drawn again went: without an answer, all to one side, or too few."""
    verdict = Verdict.HOLDS if spread.failed <= 0.01 else Verdict.DOUBTFUL
    if spread.failed > (1 - level) / 2:
        verdict = Verdict.FAILS
    failed = Diagnosis(
        code="samples-without-answer",
        verdict=verdict,
        value=spread.failed,
        asked=0.01,
        says=f"{spread.failed:.1%} of the samples drawn again have no answer.",
    )
    is_aside = not 0.1 <= spread.below <= 0.9
    aside = Diagnosis(
        code="samples-aside",
        verdict=Verdict.DOUBTFUL if is_aside else Verdict.HOLDS,
        value=spread.below,
        asked=0.1 if spread.below < 0.5 else 0.9,
        says=f"{spread.below:.0%} of the samples drawn again say less than the lists themselves.",
    )
    ends = spread.shares(np.array([(1 - level) / 2, (1 + level) / 2]))
    beyond = float(len(spread.people) * np.minimum(ends, 1 - ends).min())
    few = Diagnosis(
        code="samples-few",
        verdict=Verdict.HOLDS if beyond >= _BEYOND else Verdict.DOUBTFUL,
        value=beyond,
        asked=_BEYOND,
        says=f"{beyond:.0f} of {len(spread.people):,} samples lie beyond an end of the interval.",
    )
    return failed, aside, few
