"""Those who keep lists: whom they find, in which hand they write, what they get wrong."""

from dataclasses import dataclass, field

from onrecord.testing.people.letters import Writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """
    How often a list gets something wrong or leaves it out: shares, 0 to 1.

    Attributes:
        slip: Of parts of names have a slip of the pen.
        no_father, no_grandfather, no_family: Lack that part.
        swapped: Have the father's and the grandfather's name the other way round.
        kunya: Go by one (`Abu Khalid`) instead of the given name.
        unknown_given: Have "daughter of", "unknown" or the like instead of a given name.
        age_off: Have an age that is a year or two off.
        no_age, no_sex, no_born, no_date, no_place: Lack it.
        born_year_only: Have the year of birth alone.
        day_month: Of days of birth that have a day up to 12 have it and the month swapped.
        date_off: Have a day of death that is off by up to three days.
        other_place: Have another place.
    """

    slip: float = 0.02
    no_father: float = 0.03
    no_grandfather: float = 0.15
    no_family: float = 0.01
    swapped: float = 0.01
    kunya: float = 0.01
    unknown_given: float = 0.01
    age_off: float = 0.2
    no_age: float = 0.08
    no_sex: float = 0.05
    no_born: float = 0.5
    born_year_only: float = 0.2
    day_month: float = 0.05
    date_off: float = 0.1
    no_date: float = 0.05
    no_place: float = 0.1
    other_place: float = 0.03


NO_FAULTS = Faults(**dict.fromkeys(Faults.__dataclass_fields__, 0.0))
"""Of a list that gets everything right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Churn:
    """
    What changes from one issue of a list to the next: shares, 0 to 1.

    Attributes:
        issues: How many there are.
        at_first: Of the list's rows are in the first issue; the rest come evenly after it.
        removed: Of the rows of an issue are not in the next.
        returned: Of those removed are back in the issue after.
        changed: Of the rows of an issue stand otherwise in the next: an age, a spelling.
    """

    issues: int = 1
    at_first: float = 0.6
    removed: float = 0.02
    returned: float = 0.3
    changed: float = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeper:
    """
    A list to be made.

    Attributes:
        name: As `NameList.name`.
        chances: The probability with which a person of each latent class is on the list.
        writing: Its hand.
        other_writing: Of a second column with the name; None if there is none.
        strays: Share of parts of names in another Latin hand than the list's own.
        has_parts: Whether parts of the name have columns of their own.
        faults: What it gets wrong.
        doubles: Share of its people who are on it twice, told twice from the beginning.
        copies: Name of an earlier list that it copies rows from, as they stand there.
        copied: Share of that list's rows.
        churn: What changes from issue to issue.
    """

    name: str
    chances: tuple[float, ...] = (0.5,)
    writing: Writing = Writing.ENGLISH
    other_writing: Writing | None = None
    strays: float = 0.0
    has_parts: bool = False
    faults: Faults = field(default_factory=Faults)
    doubles: float = 0.0
    copies: str = ""
    copied: float = 0.0
    churn: Churn = field(default_factory=Churn)


FOUR_KEEPERS = (
    Keeper(name="ministry", chances=(0.55,), writing=Writing.PLAIN_ARABIC),
    Keeper(name="monitor", chances=(0.4,), writing=Writing.ENGLISH, strays=0.05),
    Keeper(name="relatives", chances=(0.3,), writing=Writing.LEVANTINE, strays=0.1, doubles=0.01),
    Keeper(name="press", chances=(0.15,), writing=Writing.FRENCH, has_parts=True),
)
"""Four lists as they are met: one in Arabic, three romanised in three ways."""
