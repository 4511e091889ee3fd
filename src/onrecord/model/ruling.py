"""What a rulebook of the field makes of an incident: its columns, and the rule behind each."""

from dataclasses import dataclass
from datetime import date

Cell = int | str | bool | date | tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """
    One rule of a rulebook.

    Attributes:
        id: The rulebook's name and the rule's, `ucdp-ged:best-is-the-sum`. Stable.
        says: The rule in one sentence, in our words.
        source: Where it stands: codebook, version, section or page.
    """

    id: str
    says: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """
    A claim, and the rule by which it is used or set aside.

    Attributes:
        claim_id: The claim.
        rule: The rule that did it.
        note: What the rule saw in this claim, in words; empty if the rule says it all.
    """

    claim_id: str
    rule: Rule
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """
    One column of a rulebook, filled in for one incident.

    Attributes:
        name: The rulebook's own name for the column.
        value: None where it is not known or is not for a program to decide; never 0 for it.
        why: How the value came about, or why there is none.
        rules: The rules that shaped it.
        is_ours: The column is not the rulebook's: we put it beside, so that nothing that
            the rulebook's own columns cannot say is lost.
    """

    name: str
    value: Cell
    why: str
    rules: tuple[Rule, ...] = ()
    is_ours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """
    A part of a total that a rulebook spreads over days or places.

    Attributes:
        people: How many.
        day: The day they are put to; None if the total is spread over places.
        place: The place they are put to; None if the total is spread over days.
    """

    people: int
    day: date | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """
    What one rulebook makes of one incident: a proposal, until a person has looked at it.

    A pure function of the incident, its claims and what is known about them. Every claim of
    the incident is either used or set aside, each by a named rule.

    Attributes:
        rulebook: Its name: `ucdp-ged`.
        version: The version of our reading of it.
        codebook: The codebook and its version.
        incident_id: The incident.
        values: The columns, in the rulebook's order, then ours.
        used: Claims that the values rest on.
        set_aside: Claims that they do not rest on.
        shares: A total spread over days or places; empty where nothing is spread.
        place_ids: The place that it codes, which may be wider than the incident's; where a
            total is spread over places, the place of each share. Empty if none is known.
        in_short: What a table of several rulebooks shows: `killed`, `injured`, `when`,
            `where`, `verdict`, in words.

    Not to be confused with: `Figure` (ours, under no rulebook).
    """

    rulebook: str
    version: str
    codebook: str
    incident_id: str
    values: tuple[Ruled, ...]
    used: tuple[Weighed, ...]
    set_aside: tuple[Weighed, ...]
    shares: tuple[Share, ...] = ()
    place_ids: tuple[str, ...] = ()
    in_short: tuple[tuple[str, str], ...] = ()

    def value(self, name: str) -> Cell:
        """Return the value of a column; None where it has none, or there is no such column."""
        return next((ruled.value for ruled in self.values if ruled.name == name), None)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule that did something, each once."""
        told = [rule for ruled in self.values for rule in ruled.rules]
        told += [weighed.rule for weighed in (*self.used, *self.set_aside)]
        return tuple({rule.id: rule for rule in told}.values())
