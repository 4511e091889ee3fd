"""How a claim goes back to whoever first said it: the graph behind origins."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class How(StrEnum):
    """
    What kind of edge leads from a claim towards its origin.

    Counting what several pages say in the same breath as so many confirmations is circular
    reporting; each of these ways shows that a claim is no voice of its own, or that it is.
    """

    ATTRIBUTED = "attributed"  # its own words name who says so
    REPEATED = "repeated"  # it says again what the document attributes elsewhere
    PART = "part"  # it is counted inside what the document attributes elsewhere
    ECHOED = "echoed"  # it says loosely what the document attributes
    COPIED = "copied"  # its words stand in an earlier text
    REVISED = "revised"  # they do too, but the number, day or name was changed: a voice of its own
    CREDITED = "credited"  # the document gives an agency as its source: "(Reuters)"
    QUOTED = "quoted"  # the same quotation stands elsewhere, with its speaker or earlier
    TRANSLATED = "translated"  # it says in another language what an earlier text says
    NEIGHBOUR = "neighbour"  # unattributed, among numbers that have one voice
    OWN = "own"  # the document speaks for itself, or for a voice without a name
    TOLD = "told by import"  # an import says so and there is no text to trace
    DECIDED = "decided by a person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """
    Words that a text has in common with an earlier one.

    Attributes:
        document: The earlier document.
        start, end: Where they stand in the claim's own document.
        earlier: Where they start in the earlier one; their layout there may differ.
    """

    document: str
    start: int
    end: int
    earlier: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """
    One edge of the graph: the next step from a claim towards its origin.

    Each claim has exactly one, and following `to` always ends: no claim goes back to itself.

    Attributes:
        claim_id: The claim that is traced.
        how: The kind of edge.
        why: The reason in words, fit to be shown to a reader.
        through: Who passed it on, from the document outwards: of "X told Y, quoted by Z"
            it is Z and Y. Empty where nobody stands between.
        to: The claim that it goes back to, to be followed further; None where this step
            ends at the origin itself.
        shared: The words that a copy or a quotation has in common; else None.
    """

    claim_id: str
    how: How
    why: str
    through: tuple[str, ...] = ()
    to: str | None = None
    shared: Shared | None = None


def trail(claim_id: str, traces: Mapping[str, Trace]) -> tuple[Trace, ...]:
    """
    Return every step from a claim to its origin, the claim's own first.

    >>> copied = Trace(claim_id="b", how=How.COPIED, why="words copied from a.txt", to="a")
    >>> named = Trace(claim_id="a", how=How.ATTRIBUTED, why="according to Amal Watch")
    >>> [step.how.value for step in trail("b", {"a": named, "b": copied})]
    ['copied', 'attributed']
    """
    steps: dict[str, Trace] = {}
    step = traces.get(claim_id)
    while step is not None and step.claim_id not in steps:
        steps[step.claim_id] = step
        step = traces.get(step.to) if step.to else None
    return tuple(steps.values())
