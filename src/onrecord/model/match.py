"""Which rows of lists are one person: pairs with their evidence, and groups of them."""

from dataclasses import dataclass
from enum import StrEnum

from onrecord.kit.ids import content_id


class Level(StrEnum):
    """How well two values agree, best first."""

    SAME = "same"  # as written, but for case and marks
    SPELLED = "spelled"  # one name in two spellings or scripts
    CLOSE = "close"  # a letter, a year, a day apart
    PART = "part"  # one has parts that the other lacks
    OTHER = "other"  # two values
    MISSING = "missing"  # one or both do not say: no evidence either way


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """
    What one field says of whether two rows are one person.

    Attributes:
        field: `given`, `father`, `family`, `age`, `place` …
        left, right: The words that were compared, as written; "" where missing.
        level: How well they agree.
        weight: log2 of how much likelier they agree so for one person than for two; 0 says
            nothing, 10 a thousand times likelier, -10 a thousand times less likely.
    """

    field: str
    left: str
    right: str
    level: Level
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """
    Two rows that may be one person, and why. A proposal until a person decides.

    Attributes:
        left, right: Ids of persons on lists (`Entry.person`), in their order.
        probability: That they are one person, as the engine has it; 0 to 1.
        evidence: Field by field.
        barred: Why the program will not bring them together whatever the probability: they
            are two rows of one list, their first names differ, someone decided so; "" if
            nothing stands against it.
        is_linked: Whether the engine would bring them together by itself.
        engine: Name and version of what scored them.
    """

    left: str
    right: str
    probability: float
    evidence: tuple[Compared, ...] = ()
    barred: str = ""
    is_linked: bool = False
    engine: str = ""

    def __post_init__(self) -> None:
        if not self.left < self.right:
            raise ValueError("a pair is of two persons, in the order of their ids")

    @property
    def id(self) -> str:
        """Made from the two persons."""
        return content_id("par", self.left, self.right)

    @property
    def weight(self) -> float:
        """The sum of the fields' weights."""
        return sum(one.weight for one in self.evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchGroup:
    """
    Rows of lists that are held to be one person.

    Attributes:
        id: `grp_…`; stays when rows join or leave, as an incident's does.
        persons: Ids of persons on lists (`Entry.person`), sorted; a person that no other
            list has is a group of one and is not kept.
        probability: Of its weakest link; 1.0 where people decided all of it.
        is_decided: Whether people decided every link that holds it together. Only then may
            what follows from it, such as "found dead", be made public.
    """

    id: str
    persons: tuple[str, ...]
    probability: float = 1.0
    is_decided: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenGroup:
    """
    An id that was given to a `MatchGroup`, and what became of it. None is ever given twice.

    Attributes:
        id: `grp_…`.
        persons: Those that it stands for; if retired, those it stood for last.
        own: For a group that took in another: the persons that were its own before, by which
            it is known again if the two come apart. Empty for all of `persons`.
        is_retired: Whether no group has this id now.
        followed_by: For a retired id, the groups that hold its persons now.
    """

    id: str
    persons: tuple[str, ...]
    own: tuple[str, ...] = ()
    is_retired: bool = False
    followed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Linkage:
    """
    One run of linking: what came of it and what it rests on.

    Attributes:
        engine: Name and version of what scored the pairs.
        settings: Everything that was set, as (name, value).
        issues: Ids of the issues whose rows were linked.
        persons: How many rows there were.
        pairs: How many were compared.
        links: How many were brought together.
        waiting: How many wait for a person.
        expected_wrong: How many of the links are expected to be wrong, by their own
            probabilities.
        expected_missed: How many true links are expected to have been left out, likewise. Pairs
            that were ruled out (two first names) or never compared are not in it: in a trial
            on made-up lists five times as many were missed.
    """

    engine: str
    settings: tuple[tuple[str, str], ...] = ()
    issues: tuple[str, ...] = ()
    persons: int = 0
    pairs: int = 0
    links: int = 0
    waiting: int = 0
    expected_wrong: float = 0.0
    expected_missed: float = 0.0

    @property
    def id(self) -> str:
        """Made from what it rests on: the same run again is the same row."""
        return content_id("lnk", self.engine, self.settings, self.issues)
