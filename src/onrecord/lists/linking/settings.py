"""What a run of linking is told: limits that people may set."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """
    How pairs are found, and which become links.

    Attributes:
        most_wrong: The expected share of wrong links among those that are accepted.
        likely: A link is at least so probable, whatever the others are.
        waits_from: Pairs from this probability on wait for a person.
        first_names_bar: Whether two different first names keep rows apart whatever else
            agrees. Only for records of one language of names without pet names is it
            sensible to switch it off.
        numbers_settle: Whether one number of a state settles that two rows are one person, and
            two numbers that they are not. Switch it off where numbers are full of mistakes;
            they are then evidence like any other.
        most_in_block: A block with more rows is divided by another field, or left out.
        random_pairs: How many pairs drawn at random tell how often strangers agree.
        rounds: How often the shares of agreement are worked out again.
        seed: Of what is drawn.
    """

    most_wrong: float = 0.01
    likely: float = 0.5
    waits_from: float = 0.05
    first_names_bar: bool = True
    numbers_settle: bool = True
    most_in_block: int = 150
    random_pairs: int = 200_000
    rounds: int = 12
    seed: int = 0

    def __post_init__(self) -> None:
        if not 0 < self.most_wrong < 1 or not 0 < self.waits_from <= self.likely < 1:
            raise ValueError(
                "shares lie between 0 and 1, and what waits is no likelier than a link"
            )
        if self.most_in_block < 2 or self.random_pairs < 1 or self.rounds < 1:
            raise ValueError("blocks, random pairs and rounds are counted from 1")

    def told(self) -> tuple[tuple[str, str], ...]:
        """Return everything that was set, as `Linkage.settings` keeps it."""
        return tuple((one.name, str(getattr(self, one.name))) for one in fields(self))
