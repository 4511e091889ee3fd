"""What a rulebook's columns say in numbers, and what of them may be added up."""

from dataclasses import dataclass, field

from onrecord.model.public import PublicFigure, PublicIncident, PublicRuling
from onrecord.model.ruling import Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """
    People, from fewest to most; None where that end is open. Both None is "not told".

    With `is_open` somebody says "or more" at the upper end.
    """

    minimum: int | None = None
    maximum: int | None = None
    is_open: bool = False

    @property
    def is_told(self) -> bool:
        """Whether any number is told; unknown is not zero."""
        return self.minimum is not None or self.maximum is not None


UNTOLD = Span()
_COLUMNS = {  # the columns of fewest and most, by rulebook and outcome
    "ucdp-ged": {"killed": ("low", "high")},
    "acled": {"killed": ("fatalities", "fatalities")},
    "ibc": {
        "killed": ("minimum deaths", "maximum deaths"),
        "injured": ("minimum injuries", "maximum injuries"),
    },
    "airwars": {
        "killed": ("civilians_killed_min", "civilians_killed_max"),
        "injured": ("civilians_injured_min", "civilians_injured_max"),
    },
    "ohchr": {"killed": ("documented_individuals", "documented_individuals")},
}


def told(incident: PublicIncident, rulebook: str, outcome: str) -> Span:
    """
    Return what a rulebook says of an incident in numbers; "" is what origins say, by no rulebook.

    ACLED writes 0 for "none or unknown" (codebook, web text of 2025/26): where no report gives
    a number this says that none is told.
    """
    if not rulebook:
        made = incident.figure(outcome)
        return _of_origins(made, incident) if made else UNTOLD
    ruling = incident.ruling(rulebook)
    columns = _COLUMNS.get(rulebook, {}).get(outcome)
    if ruling is None or columns is None:
        return UNTOLD
    if rulebook == "acled" and ruling.value("fatalities_known") is not True:
        return UNTOLD
    return Span(
        minimum=_people(ruling.value(columns[0])),
        maximum=_people(ruling.value(columns[1])),
        # Only the ruling's own words tell whether somebody says "or more" at its upper end.
        is_open=len(set(columns)) > 1 and "or more" in dict(ruling.in_short).get(outcome, ""),
    )


def _of_origins(made: PublicFigure, incident: PublicIncident) -> Span:
    is_open = incident.is_open_above(made)
    return Span(minimum=made.minimum, maximum=made.maximum, is_open=is_open)


def _people(value: Cell) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def is_added(ruling: PublicRuling) -> bool:
    """
    Whether a rulebook lets an incident into a total.

    - UCDP GED: what it calls an event; the sums are of `low` and `high`. `best` is for a person.
    - ACLED: where a number is known at all.
    - IBC: two independent sources; what rests on one is provisional and stands apart.
    - Airwars: grades Fair and Confirmed; the others are shown apart.
    - OHCHR: people documented one by one; figures from reports are never added to them.
    """
    value = ruling.value
    return {
        "ucdp-ged": value("is_event") is True,
        "acled": value("fatalities_known") is True,
        "ibc": value("provisional") is False,
        "airwars": value("in_published_totals") is True,
        "ohchr": value("documented_individuals") is not None,
    }.get(ruling.rulebook, False)


@dataclass(slots=True, kw_only=True)
class Total:
    """
    A sum under one rulebook, with what is in it and what is not; never one over several.

    Attributes:
        rulebook: Its name.
        outcome: `killed`.
        added: Incidents whose numbers are in the sum.
        untold: Incidents that the rulebook lets in and of which no number is told: not zero.
        apart: Incidents that it does not let in.
        minimum, maximum: The sums of the ends that are told.
        is_open: Whether some incident's upper end is open or not told.
    """

    rulebook: str
    outcome: str = "killed"
    added: int = 0
    untold: int = 0
    apart: int = 0
    minimum: int = 0
    maximum: int = 0
    is_open: bool = False

    def see(self, incident: PublicIncident) -> None:
        """Take an incident in."""
        ruling = incident.ruling(self.rulebook)
        if ruling is None or not is_added(ruling):
            self.apart += 1
            return
        span = told(incident, self.rulebook, self.outcome)
        if not span.is_told:
            self.untold += 1
            self.is_open = True
            return
        self.added += 1
        least = span.minimum or 0
        self.minimum += least
        self.maximum += least if span.maximum is None else span.maximum
        self.is_open = self.is_open or span.is_open or span.maximum is None


@dataclass(slots=True, kw_only=True)
class Totals:
    """One total for each rulebook that is shown."""

    rulebooks: tuple[str, ...]
    of: dict[str, Total] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.of = {name: Total(rulebook=name) for name in self.rulebooks}

    def see(self, incident: PublicIncident) -> None:
        """Take an incident in."""
        for total in self.of.values():
            total.see(incident)
