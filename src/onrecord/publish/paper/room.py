"""How much of each incident a report tells."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """
    How much of an incident is told: a report of hundreds is read for its figures.

    Attributes:
        quotes, speakers, lines: The most of each; of `lines` in each list.
        numbers: The most different numbers that one speaker is quoted with.
        around: Characters of a sentence on either side of the words that count.
        is_brief: When, where and the rulebooks' figures stand in the table alone, sums and what
            was left out in a report on the one incident.
    """

    quotes: int
    speakers: int
    lines: int
    numbers: int = 8
    around: int = 260
    is_brief: bool = False


ALONE = Room(quotes=40, speakers=60, lines=40)
FEW = Room(quotes=6, speakers=12, lines=6)
MANY = Room(quotes=2, speakers=3, lines=1, numbers=3, around=120, is_brief=True)
