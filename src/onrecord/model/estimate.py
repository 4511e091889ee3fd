"""Estimates: how many people no list has, by several models side by side, or why not."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from onrecord.kit.ids import content_id


class Method(StrEnum):
    """A model of how lists come to have people in common."""

    LATENT_CLASSES = "latent-classes"  # Manrique-Vallier 2016
    GRAPHS = "graphs"  # Madigan and York 1997
    STEPWISE = "stepwise"  # Chan, Silverman and Vincent 2021
    BIC = "bic"  # Silverman, Chan and Vincent 2024
    CHAO = "chao"  # Chao 1987: a lower bound
    INDEPENDENCE = "independence"  # shown to be compared with, never by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class InclusionTable:
    """
    How many people are on exactly which lists. It identifies nobody.

    Attributes:
        lists: Their names, in the order of the patterns.
        cells: (pattern, how many), a pattern being one "1" or "0" for each list: "101" is on
            the first and the third. Patterns that nobody has may be left out; the one of
            nothing but "0" is unknown and never here.

    >>> table = InclusionTable(lists=("A", "B"), cells=(("10", 20), ("01", 5), ("11", 10)))
    >>> table.seen
    35
    """

    lists: tuple[str, ...]
    cells: tuple[tuple[str, int], ...]

    def __post_init__(self) -> None:
        patterns = [pattern for pattern, _ in self.cells]
        if len(set(self.lists)) != len(self.lists) or len(set(patterns)) != len(patterns):
            raise ValueError("a list or a pattern stands twice in a table of inclusions")
        for pattern, count in self.cells:
            fits = len(pattern) == len(self.lists) and set(pattern) <= {"0", "1"}
            if not fits or "1" not in pattern or count < 0:
                raise ValueError(f"no pattern of {len(self.lists)} lists: “{pattern}” {count}")

    @property
    def seen(self) -> int:
        """How many people are on any list."""
        return sum(count for _, count in self.cells)


class Verdict(StrEnum):
    """Whether a diagnosis lets a model's answer stand."""

    HOLDS = "holds"
    DOUBTFUL = "doubtful"  # shown with a warning
    FAILS = "fails"  # the model gives no answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """
    One thing that was looked at before a model's answer was believed.

    Attributes:
        code: Stable: `r-hat`, `ess`, `posterior-predictive`, `no-mle`, `too-few-lists`,
            `lists-cite`, `sparse`, `modes`, `complete-cases` …
        verdict: What it means for the answer.
        value: What was measured; None where nothing is a number.
        asked: What it is held against; None likewise.
        says: One plain sentence.
    """

    code: str
    verdict: Verdict
    value: float | None = None
    asked: float | None = None
    says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """
    A number of people with its uncertainty. Not a Count's range, nor a Figure's.

    Attributes:
        low, high: The ends, in people.
        point: The median of a posterior, or the most likely number; None for a bound alone.
        level: Share of certainty that the model claims for it: 0.95.
    """

    low: float
    high: float
    point: float | None = None
    level: float = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """
    One of several separate answers between which a sampler does not move.

    Attributes:
        interval: The answer.
        share: Of the chains, or of the probability where `is_weighed`.
        is_weighed: Whether the share is a probability.
    """

    interval: Interval
    share: float
    is_weighed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelEstimate:
    """
    What one model says, or why it says nothing.

    Attributes:
        method: The model.
        settings: Everything that it depends on, as (name, value): prior, model set, chains,
            seed.
        interval: The answer, everybody counted, listed or not; None where it is refused.
        mean: Of the posterior; None where there is none.
        modes: Separate answers, where there are any; they are never made one.
        diagnoses: All that was looked at.
        density: The posterior or the bootstrap's spread as (people, relative height), for a
            drawing; empty where there is none.
        is_lower_bound: Whether it says only "at least".
    """

    method: Method
    settings: tuple[tuple[str, str], ...] = ()
    interval: Interval | None = None
    mean: float | None = None
    modes: tuple[Mode, ...] = ()
    diagnoses: tuple[Diagnosis, ...] = ()
    density: tuple[tuple[float, float], ...] = ()
    is_lower_bound: bool = False

    @property
    def is_refused(self) -> bool:
        """Whether the model gives no answer."""
        return self.interval is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Variation:
    """
    What comes out where one thing is done otherwise: a list left out, another prior.

    Attributes:
        kind: `without-list`, `prior`, `model-set`, `linkage`, `imputation`.
        what: The list's name, or the setting's value.
        estimates: What each model then says.
    """

    kind: str
    what: str
    estimates: tuple[ModelEstimate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """
    Some of the people, estimated by themselves.

    Attributes:
        name: What they share, in words: "women, March 2024".
        table: Who of them is on which lists.
        estimates: By model.
    """

    name: str
    table: InclusionTable
    estimates: tuple[ModelEstimate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """
    How many people there are, those that no list has included. Never added to a Figure.

    Attributes:
        of: Whom it is about, in words.
        table: Who is on which lists.
        estimates: By model, side by side; no average of them is made.
        strata: Parts that were estimated by themselves; `estimates` are then their sums.
        variations: What other choices make of it.
        diagnoses: What bears on every model: too few lists, lists that cite each other,
            people lost because a value was missing.
        linkage: Id of the `Linkage` that says who is one person; None for a table that was
            handed in.
        issues: Ids of the list issues that it rests on.
        seed: Of all random numbers, so that it can be made again.
        program: Name and version.
        by: Who made it.
        at: When (UTC).
    """

    of: str
    table: InclusionTable
    estimates: tuple[ModelEstimate, ...]
    strata: tuple[Stratum, ...] = ()
    variations: tuple[Variation, ...] = ()
    diagnoses: tuple[Diagnosis, ...] = ()
    linkage: str | None = None
    issues: tuple[str, ...] = ()
    seed: int = 0
    program: str = ""
    by: str = ""
    at: datetime

    @property
    def id(self) -> str:
        """Made from what it is of, what it rests on and when it was made."""
        return content_id("est", self.of, self.table.cells, self.seed, self.at.isoformat())
