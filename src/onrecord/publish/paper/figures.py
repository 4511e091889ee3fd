"""A figure of an incident as a range: by what the origins say, or under a rulebook."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from onrecord.model.claim import Count, Measure, Outcome, Qualifier
from onrecord.model.public import (
    PublicClaim,
    PublicFigure,
    PublicIncident,
    PublicRuling,
    PublicSource,
)
from onrecord.model.ruling import Cell
from onrecord.publish.site import wording
from onrecord.publish.words import _, ngettext

# Which columns of a rulebook are its fewest and its most killed, and likewise injured. ACLED
# writes one number only. A rulebook that is not named for an outcome does not record it.
KILLED, INJURED = "killed", "injured"
_COLUMNS = {
    (KILLED, "ucdp-ged"): ("low", "high"),
    (KILLED, "acled"): ("fatalities", "fatalities"),
    (KILLED, "ibc"): ("minimum deaths", "maximum deaths"),
    (KILLED, "airwars"): ("civilians_killed_min", "civilians_killed_max"),
    (KILLED, "ohchr"): ("reported_minimum", "reported_maximum"),
    (INJURED, "ibc"): ("minimum injuries", "maximum injuries"),
    (INJURED, "airwars"): ("civilians_injured_min", "civilians_injured_max"),
}
_NAMES = {
    "ucdp-ged": "UCDP GED",
    "acled": "ACLED",
    "ibc": "Iraq Body Count",
    "airwars": "Airwars",
    "ohchr": "OHCHR",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """
    A figure: a range of people, and what it rests on.

    Attributes:
        outcome: `killed` or `injured`.
        low, high: None where that end is not told; never 0 for it.
        is_open: Somebody says "or more" at the upper end.
        hedged: The count with its hedge ("about 779") where all claims give the same one.
        in_words: A number told in words only ("dozens"), as it was told; else None.
        claims: Those that it rests on; those that set its ends first.
        voices: The origins behind them.
    """

    outcome: str
    low: int | None = None
    high: int | None = None
    is_open: bool = False
    hedged: Count | None = None
    in_words: Count | None = None
    claims: tuple[PublicClaim, ...] = ()
    voices: tuple[PublicSource, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether any number is told: unknown is not zero."""
        return self.low is not None or self.high is not None

    @property
    def words(self) -> str:
        """
        The range in words.

        >>> Told(outcome="killed", low=26, high=55, is_open=True).words
        '26–55 or more'
        >>> Told(outcome="killed").words
        'not told'
        """
        if self.hedged is not None:
            return wording.count(self.hedged)
        told = wording.between(self.low, self.high)
        if self.is_open and self.high is not None:
            return _("%(n)s or more") % {"n": told}
        return told

    @property
    def sentence(self) -> str:
        """
        The range as the beginning of a sentence.

        >>> Told(outcome="killed", low=4, high=11).sentence
        '4–11 people were killed'
        >>> Told(outcome="injured", low=1, high=1).sentence
        '1 person was injured'
        """
        if not self.is_known:
            return _NOT_TOLD[self.outcome]()
        if self.low == self.high == 0 and not self.is_open:
            return _NOBODY[self.outcome]()
        is_bare = self.hedged is None and not self.is_open
        if self.low is not None and self.low == self.high and is_bare:
            return _ONE_NUMBER[self.outcome](self.low) % {"n": self.words}
        return _RANGE[self.outcome]() % {"range": self.words}


_Say = Callable[[], str]
_NOT_TOLD: dict[str, _Say] = {
    KILLED: lambda: _("how many people were killed is not told"),
    INJURED: lambda: _("how many people were injured is not told"),
}
_NOBODY: dict[str, _Say] = {
    KILLED: lambda: _("nobody was killed"),
    INJURED: lambda: _("nobody was injured"),
}
_RANGE: dict[str, _Say] = {
    KILLED: lambda: _("%(range)s people were killed"),
    INJURED: lambda: _("%(range)s people were injured"),
}
_ONE_NUMBER: dict[str, Callable[[int], str]] = {
    KILLED: lambda n: ngettext("%(n)s person was killed", "%(n)s people were killed", n),
    INJURED: lambda n: ngettext("%(n)s person was injured", "%(n)s people were injured", n),
}


def rulebook_name(name: str) -> str:
    """Return what a rulebook is called; "" is none: what the origins say."""
    return _NAMES.get(name, name) if name else _("What the origins say")


def told(one: PublicIncident, outcome: str, rulebook: str = "") -> Told | None:
    """
    Return an incident's figure; None where the rulebook does not record that outcome.

    Args:
        one: The incident.
        outcome: `killed` or `injured`.
        rulebook: Whose; "" for what its origins say, by none.
    """
    if not rulebook:
        figure = one.figure(outcome)
        return _of_origins(figure, one) if figure else Told(outcome=outcome)
    ruling, columns = one.ruling(rulebook), _COLUMNS.get((outcome, rulebook))
    return _of_rulebook(ruling, columns, outcome, one) if ruling and columns else None


def _of_origins(figure: PublicFigure, one: PublicIncident) -> Told:
    used = [claim for claim in one.claims if claim.id in set(figure.used)]
    ends = (figure.minimum, figure.maximum)
    made = _told(figure.outcome, ends, used, one, is_open=one.is_open_above(figure))
    return replace(made, hedged=_hedged(ends, used), in_words=_vague(made.claims[:2]))


def _hedged(ends: tuple[int | None, int | None], used: Sequence[PublicClaim]) -> Count | None:
    """Return the hedge that claims agree on: it is part of what was said."""
    if {(claim.count.low, claim.count.high) for claim in used} != {ends}:
        return None
    kept = (Qualifier.EXACT, Qualifier.VAGUE, Qualifier.RANGE, Qualifier.NONE)
    return next((c.count for c in used if c.count.qualifier not in kept), None)


def _vague(setting: Sequence[PublicClaim]) -> Count | None:
    return next((c.count for c in setting if c.count.qualifier is Qualifier.VAGUE), None)


def _of_rulebook(
    ruling: PublicRuling, columns: tuple[str, str], outcome: str, one: PublicIncident
) -> Told:
    low, high = (_people(ruling.value(name)) for name in columns)
    if ruling.value("fatalities_known") is False:  # ACLED's 0 is also "not known"
        low = high = None
    weighed = {weighed.claim_id for weighed in ruling.used}
    used = [c for c in one.claims if c.id in weighed and _counts(c, outcome)]
    # Only the ruling's own words tell whether somebody says "or more" at its upper end.
    is_open = "or more" in dict(ruling.in_short).get(outcome, "")
    if is_open and columns[0] != columns[1] and low == high and len(used) == 1:
        high = None
    return _told(outcome, (low, high), used, one, is_open=is_open)


def _people(value: Cell) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _counts(claim: PublicClaim, outcome: str) -> bool:
    is_people = claim.measure is Measure.PEOPLE and claim.count.is_known
    return is_people and claim.outcome is Outcome(outcome)


def _told(
    outcome: str,
    ends: tuple[int | None, int | None],
    used: Sequence[PublicClaim],
    one: PublicIncident,
    *,
    is_open: bool,
) -> Told:
    low, high = ends
    setting = [c for c in used if low is not None and c.count.low == low]
    setting += [c for c in used if high is not None and high in (c.count.high, c.count.low)]
    claims = tuple({claim.id: claim for claim in (*_ends(setting), *used)}.values())
    heard = {claim.source_id for claim in used}
    return Told(
        outcome=outcome, low=low, high=high, is_open=is_open, claims=claims,
        voices=tuple(source for source in one.sources if source.id in heard),
    )  # fmt: skip


def _ends(setting: Sequence[PublicClaim]) -> tuple[PublicClaim, ...]:
    """Return one claim for each end, so that the first notes after a number are its own."""
    return (setting[0], setting[-1]) if setting else ()
