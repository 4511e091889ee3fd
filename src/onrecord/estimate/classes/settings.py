"""What a fit of latent classes depends on, all of it told with the answer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """
    What a fit of latent classes depends on.

    Attributes:
        classes: The most classes that there may be (the sticks' truncation).
        alpha_shape, alpha_rate: Of the gamma prior on the sticks' concentration; 0.25 each as
            in Manrique-Vallier 2016, section 3.
        cap_times: The prior gives no chance to more missing than this many times those seen.
        chains: How many are run, from starts as unlike each other as they can be; at least 4.
        first: Iterations before the first look at convergence; the budget doubles from there.
        most: Iterations of each chain at most; what has not converged then is refused.
        r_hat: At most this, for an answer (Vehtari et al. 2021 ask 1.01).
        ess: At least this many independent draws' worth, in the middle and in the tails.
        left: At most this may be the weight of a place that chains left (`staying`). The usual
            one is half of the share beyond either end of an interval of 0.95.
        seconds: After which what has not converged is refused, whatever is left of `most`;
            None for no such limit. The only setting that makes an answer depend on the
            machine: it turns answers into refusals, never into other answers.
        rides: Moves along the ridge (`moves.ridden`) in each iteration.
        weigh: Whether modes between which the chains do not move are weighed by tempered
            runs (`tempering`).
        clouds, particles, sweeps: How many tempered runs, the particles of each, and how
            often each is moved at every step.
    """

    classes: int = 10
    alpha_shape: float = 0.25
    alpha_rate: float = 0.25
    cap_times: float = 20.0
    chains: int = 24
    first: int = 8_000
    most: int = 128_000
    r_hat: float = 1.02
    ess: float = 400.0
    left: float = 0.0125
    seconds: float | None = None
    rides: int = 1
    weigh: bool = False
    clouds: int = 4
    particles: int = 1_000
    sweeps: int = 10

    def __post_init__(self) -> None:
        if self.classes < 2 or self.chains < 4 or self.first < 200 or self.most < self.first:
            raise ValueError("latent classes need 2 classes, 4 chains and 200 iterations or more")
        if min(self.alpha_shape, self.alpha_rate, self.cap_times) <= 0:
            raise ValueError("the prior of latent classes and its cap are above 0")

    @property
    def prior(self) -> tuple[float, float]:
        """Shape and rate of the prior on the concentration."""
        return self.alpha_shape, self.alpha_rate
