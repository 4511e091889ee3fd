"""What another prior makes of a table: how far an answer hangs on what nobody has seen."""

from collections.abc import Callable
from dataclasses import replace

from onrecord.estimate.classes.fitting import fit
from onrecord.estimate.classes.settings import Settings
from onrecord.estimate.inclusion import Inclusions
from onrecord.model import Variation

_USUAL = Settings()


def alternatives(settings: Settings) -> tuple[tuple[str, Settings], ...]:
    """
    Return the priors that an answer is held against, by name.

    >>> [name for name, _ in alternatives(Settings())]
    ['alpha gamma(1, 1)', 'alpha gamma(0.1, 0.1)', '5 classes at most', '20 classes at most']
    """
    fewer, more = max(2, settings.classes // 2), settings.classes * 2
    return (
        ("alpha gamma(1, 1)", replace(settings, alpha_shape=1.0, alpha_rate=1.0)),
        ("alpha gamma(0.1, 0.1)", replace(settings, alpha_shape=0.1, alpha_rate=0.1)),
        (f"{fewer} classes at most", replace(settings, classes=fewer)),
        (f"{more} classes at most", replace(settings, classes=more)),
    )


def prior_sensitivity(
    inclusions: Inclusions,
    *,
    seed: int = 0,
    level: float = 0.95,
    settings: Settings = _USUAL,
    progress: Callable[[float], None] = lambda _: None,
    stopping: Callable[[], bool] = lambda: False,
) -> tuple[Variation, ...]:
    """
    Return what the model says under other priors, each as a variation of kind `prior`.

    Args:
        inclusions: The table.
        seed: Of all chance.
        level: Of the intervals.
        settings: The ones that are varied, one at a time (`alternatives`).
        progress: Is told the share done.
        stopping: Is asked whether to stop; what is left then comes as refused.
    """
    others = alternatives(settings)
    found = []
    for at, (what, other) in enumerate(others):

        def told(share: float, at: int = at) -> None:
            progress((at + share) / len(others))

        fitted = fit(
            inclusions, seed=seed, level=level, settings=other, progress=told, stopping=stopping
        )
        found.append(Variation(kind="prior", what=what, estimates=(fitted.told,)))
    return tuple(found)
