"""What an incident's claims leave room for, taken together: bounds and conflicts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """
    The fewest claims of one origin that cannot all be right.

    Take any one of them away and the others can be. A rival number of another origin is no
    conflict: that is what a Figure's range is for.

    Attributes:
        incident_id: The incident.
        origin: The name of the voice that states them.
        claims: Their ids, the whole first where one of them is the whole of the others.
        text: Why, in words: "7 women + 6 children = 13; Amal Watch states 12: does not hold".
    """

    incident_id: str
    origin: str
    claims: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """
    The fewest and the most people of one kind that an incident's claims leave room for.

    Not a Count (nobody said it) and not a Figure (no rulebook made it): it follows from what
    was said by adding and taking off.

    Attributes:
        incident_id: The incident.
        outcome: `killed` or `injured`.
        whom: In words: "civilians", "children", "civilians by the army".
        low, high: People; high None where nothing ends it.
        low_claims, high_claims: Ids of the claims that together set the end; empty where the
            end is 0 or open.
        is_disputed: Whether the origins cannot all be right; then the bounds run from the
            lowest that one of them leaves to the highest.

    >>> print(Bound(incident_id="inc_1", outcome="killed", whom="children", low=3, high=None))
    children killed: at least 3
    """

    incident_id: str
    outcome: str
    whom: str
    low: int
    high: int | None
    low_claims: tuple[str, ...] = ()
    high_claims: tuple[str, ...] = ()
    is_disputed: bool = False

    def __str__(self) -> str:
        if self.high is None:
            room = f"at least {self.low:,}"
        elif self.low == self.high:
            room = f"{self.low:,}"
        else:
            room = f"between {self.low:,} and {self.high:,}" if self.low else f"up to {self.high:,}"
        head, by, who = self.whom.partition(" by ")
        return f"{head} {self.outcome}{by}{who}: {room}"
