"""What chains come to, in the words and values that people are shown."""

import numpy as np

from onrecord.estimate.classes.checking import Checks
from onrecord.estimate.classes.modes import density
from onrecord.estimate.classes.running import Chains
from onrecord.estimate.classes.settings import Settings
from onrecord.estimate.classes.state import Floats, Tables
from onrecord.estimate.classes.staying import Stay
from onrecord.estimate.classes.weighing import Weighed
from onrecord.model import Diagnosis, Verdict

_UNLIKELY = 0.01  # a posterior predictive chance below it is a warning
_AT_CAP = 0.005  # of the draws within a tenth of the cap: a warning
_LAST_CLASS = 0.02  # of the people in the smallest class: there might be more classes


def settings_told(settings: Settings, seed: int) -> tuple[tuple[str, str], ...]:
    """Return everything that an answer depends on, as names and values."""
    limit = () if settings.seconds is None else (("seconds", f"{settings.seconds:g}"),)
    return (
        ("classes at most", str(settings.classes)),
        ("prior of alpha", f"gamma({settings.alpha_shape:g}, {settings.alpha_rate:g})"),
        ("prior of chances", "uniform"),
        ("prior of the number", f"1/N, at most {settings.cap_times:g} times those seen missing"),
        ("chains", str(settings.chains)),
        ("iterations at most", str(settings.most)),
        ("R-hat at most", f"{settings.r_hat:g}"),
        ("effective draws at least", f"{settings.ess:g}"),
        ("weight left at most", f"{settings.left:g}"),
        *limit,
        ("seed", str(seed)),
    )


def agreement(chains: Chains, settings: Settings) -> tuple[Diagnosis, ...]:
    """Return whether the chains agree, and what their draws are worth."""
    agree = chains.r_hat <= settings.r_hat
    many = f"{len(chains.missing)} chains of {chains.iterations:,} iterations"
    worth = min(chains.bulk, chains.tail)
    enough = worth >= settings.ess
    return (
        Diagnosis(
            code="r-hat",
            verdict=Verdict.HOLDS if agree else Verdict.FAILS,
            value=_shown(chains.r_hat),
            asked=settings.r_hat,
            says=f"{many} from unlike starts {'agree' if agree else 'do not agree'}.",
        ),
        Diagnosis(
            code="ess",
            verdict=Verdict.HOLDS if enough else Verdict.FAILS,
            value=float(round(worth)),
            asked=settings.ess,
            says=f"Their draws are worth {chains.bulk:,.0f} independent ones in the middle and "
            f"{chains.tail:,.0f} at the ends.",
        ),
    )


def _shown(value: float) -> float:
    """Return a value with four digits behind the point."""
    return float(np.round(value, 4))


def truncation(held: Tables, chains: Chains, level: float) -> tuple[Diagnosis, ...]:
    """
    Return whether the cap on the number missing or on the classes bears on the answer.

    Where the upper end lies within a tenth of the cap, the prior has set it and not the
    table: then there is no answer.
    """
    cap = float(held.cap[0, 0])
    near = float((chains.missing > 0.9 * cap).mean())
    verdict = Verdict.HOLDS if near <= _AT_CAP else Verdict.DOUBTFUL
    if near >= (1 - level) / 2:
        verdict = Verdict.FAILS
    smallest = float(np.exp(chains.states.log_weights.min(axis=-1)).mean())
    return (
        Diagnosis(
            code="cap",
            verdict=verdict,
            value=_shown(near),
            asked=_AT_CAP,
            says=f"{near:.1%} of the draws come within a tenth of the cap of {cap:,.0f} missing.",
        ),
        Diagnosis(
            code="classes",
            verdict=Verdict.HOLDS if smallest <= _LAST_CLASS else Verdict.DOUBTFUL,
            value=_shown(smallest),
            asked=_LAST_CLASS,
            says=f"The smallest class has {smallest:.1%} of the people: more classes would "
            f"{'change little' if smallest <= _LAST_CLASS else 'perhaps change the answer'}.",
        ),
    )


def predictive(found: Checks) -> tuple[Diagnosis, ...]:
    """Return whether the model makes tables like the given one."""
    told = (
        ("posterior-predictive", found.cells, "its cells"),
        ("posterior-predictive-lists", found.lists, "how many each list has"),
        ("posterior-predictive-times", found.times, "how many are on one list, two, three …"),
    )
    return tuple(
        Diagnosis(
            code=code,
            verdict=Verdict.HOLDS if chance >= _UNLIKELY else Verdict.DOUBTFUL,
            value=_shown(chance),
            asked=_UNLIKELY,
            says=f"Tables made by the model are as far from it as the given one, by {what}, "
            f"with a chance of {chance:.2f}.",
        )
        for code, chance, what in told
    )


def separate(many: int, *, apart: bool) -> Diagnosis:
    """Return that there are several answers, or one."""
    if many < 2:
        return Diagnosis(code="modes", verdict=Verdict.HOLDS, value=1.0, says="There is one mode.")
    where = "the chains stay apart" if apart else "the chains cross, but seldom stay between"
    return Diagnosis(
        code="modes",
        verdict=Verdict.FAILS,
        value=float(many),
        asked=1.0,
        says=f"There are {many} separate answers: {where}. They are listed, not made one.",
    )


def left(stay: Stay, settings: Settings) -> Diagnosis:
    """Return that chains stayed at a separate answer before they agreed, and its weight at most."""
    chains = "One chain" if stay.chains == 1 else f"{stay.chains} chains"
    times = "once" if stay.returns == 1 else f"{stay.returns} times"
    came = f"came back {times}" if stay.returns else "never came back"
    fails = stay.share > settings.left
    so = "Nothing tells which answer is right" if fails else "It may be left out"
    return Diagnosis(
        code="modes-left",
        verdict=Verdict.FAILS if fails else Verdict.DOUBTFUL,
        value=_shown(stay.share),
        asked=settings.left,
        says=f"{chains} stayed at a separate answer for {stay.iterations:,} "
        f"iterations and {came}. It may have {stay.share:.1%} of the probability. {so}.",
    )


def weights(found: Weighed) -> Diagnosis:
    """Return whether tempered runs agree over the weights of the modes."""
    runs = len(found.log_evidence)
    what = f"{runs} tempered runs differ by {found.share_apart:.2f} over the modes' weights and "
    what += f"by {found.evidence_apart:.1f} over the log of the evidence"
    return Diagnosis(
        code="tempering",
        verdict=Verdict.HOLDS if found.agree else Verdict.DOUBTFUL,
        value=_shown(found.share_apart),
        says=f"{what}: {'they agree' if found.agree else 'no weights are told'}.",
    )


def drawing(people: Floats) -> tuple[tuple[float, float], ...]:
    """Return the posterior for a drawing: numbers of people and relative heights."""
    grid, heights = density(people)
    return tuple((float(round(x)), _shown(y)) for x, y in zip(grid, heights, strict=True))


def stopped(*, is_stopped: bool) -> tuple[Diagnosis, ...]:
    """Return that the run did not come to its end, where that is so."""
    says = "The run was stopped, or its time was up, before the chains were done."
    refusal = Diagnosis(code="stopped", verdict=Verdict.FAILS, says=says)
    return (refusal,) if is_stopped else ()
