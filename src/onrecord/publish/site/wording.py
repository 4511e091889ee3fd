"""What pages say in words of their own, in the language of the page: counts, days, codes."""

import re
from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from onrecord.model.claim import Count, Measure, Qualifier
from onrecord.model.public import PublicClaim, PublicPlace, Withheld
from onrecord.model.ruling import Cell
from onrecord.publish.described import named, withheld
from onrecord.publish.site.codes import (
    adds,
    date_precision,
    leaves_apart,
    outcome,
    outcome_title,
    place_precision,
    rulebook,
    severity,
    side,
    stance,
    victims,
    voice,
)
from onrecord.publish.site.days import day, month, month_of, when
from onrecord.publish.site.gathered import place_names
from onrecord.publish.site.tallies import (
    added,
    all_incidents,
    and_more,
    decided,
    held_back,
    incidents,
    not_counted,
    number,
    off_map,
    resting,
    resting_on,
    sides,
    some,
    sums,
    times,
    total,
)
from onrecord.publish.words import _, filled, ngettext, remembered, spoken

__all__ = [
    "added", "adds", "all_incidents",
    "and_more", "between", "cell", "count", "date_precision", "day",
    "decided", "harm", "held_back", "incidents", "leaves_apart", "linked", "listed", "month",
    "month_of", "not_counted", "number", "off_map", "outcome", "outcome_title", "outcomes",
    "place", "place_line", "place_precision", "resting", "resting_on", "rulebook", "severity",
    "side", "sides", "some", "stance", "sums", "times", "total", "victims", "voice", "when",
    "why_withheld", "withheld",
]  # fmt: skip
_ARABIC = re.compile("[\u0600-\u06ff]")


@remembered
def count(said: Count) -> str:
    """
    Return a count with its hedge, as a sentence would say it.

    >>> count(Count(low=31, qualifier=Qualifier.MORE_THAN)), count(Count())
    ('more than 30', 'no number')
    """
    low, high = said.low, said.high
    if low is None and high is None:
        return _("no number")
    if low is None and high is not None:
        words = _("almost %(n)s") if said.qualifier is Qualifier.ALMOST else _("up to %(n)s")
        return words % {"n": number(high)}
    if low is not None and high is None:
        return _at_least(low, said.qualifier)
    if low is not None and low == high:
        about = said.qualifier is Qualifier.ABOUT
        return _("about %(n)s") % {"n": number(low)} if about else number(low)
    return _("%(low)s to %(high)s") % {"low": number(low or 0), "high": number(high or 0)}


def _at_least(low: float, qualifier: Qualifier) -> str:
    if qualifier is Qualifier.VAGUE:
        return _vague(low)
    if qualifier is Qualifier.MORE_THAN:
        return _("more than %(n)s") % {"n": number(low - 1)}
    return _("at least %(n)s") % {"n": number(low)}


def _vague(low: float) -> str:
    if low < 3:
        return _("an unstated number")
    words = {
        3: _("several"), 20: _("tens"), 24: _("dozens"), 40: _("scores"), 200: _("hundreds"),
        2_000: _("thousands"), 20_000: _("tens of thousands"),
        200_000: _("hundreds of thousands"), 2_000_000: _("millions"),
    }  # fmt: skip
    return words.get(int(low), _("at least %(n)s") % {"n": number(low)})


@remembered
def between(low: float | None, high: float | None, is_open: bool = False) -> str:  # noqa: FBT001, FBT002 - templates say it by its name
    """
    Return a range in words; where nobody tells a number it says so, for unknown is not zero.

    >>> between(4, 11), between(31, None), between(None, 9), between(None, None), between(0, 0)
    ('4–11', '31 or more', 'up to 9', 'not told', '0')
    >>> between(26, 55, is_open=True), between(55, 55, is_open=True)
    ('26–55 or more', '55 or more')
    """
    if low is None and high is None:
        return _("not told")
    if low is None:
        return _("up to %(n)s") % {"n": number(high or 0)}
    if high is None or (is_open and low == high):
        return _("%(n)s or more") % {"n": number(low)}
    if low == high:
        return number(low)
    if is_open:
        return _("%(low)s–%(high)s or more") % {"low": number(low), "high": number(high)}
    # Translators: a dash turns around in a line from right to left; say it in words there.
    return _("%(low)s–%(high)s") % {"low": number(low), "high": number(high)}


def linked(
    low: int | None,
    high: int | None,
    lowest: str,
    highest: str,
    is_open: bool = False,  # noqa: FBT001, FBT002 - templates say it by its name
) -> Markup:
    """
    Return a range whose ends are links to the sentences that state them.

    With `is_open` somebody says "or more" at the upper end, though another gives a number.

    >>> linked(4, None, "#clm_1", "")
    Markup('<a href="#clm_1">4 or more</a>')
    >>> linked(4, 11, "#a", "#b")
    Markup('<a href="#a">4</a>–<a href="#b">11</a>')
    """
    if low is None or high is None or low == high:
        return _link(between(low, high, is_open), lowest or highest)
    if lowest == highest:
        return _link(between(low, high, is_open), lowest)
    ends = {"low": _link(number(low), lowest), "high": _link(number(high), highest)}
    words = _("%(low)s–%(high)s or more") if is_open else _("%(low)s–%(high)s")
    return filled(words, **ends) if spoken().direction == "rtl" else Markup(words) % ends  # noqa: S704 - the translators' words


def _link(words: str, way: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(way, words) if way else Markup("{}").format(words)


def harm(claim: PublicClaim) -> str:
    """Return count and outcome of a claim: "about 779 killed"."""
    told = {"n": count(claim.count), "harmed": outcome(claim.outcome)}
    if claim.measure is Measure.SHARE:
        return _("%(n)s percent of a whole, %(harmed)s") % told
    if claim.measure is Measure.RATIO:
        return _("%(n)s times as many, %(harmed)s") % told
    if claim.measure is not Measure.PEOPLE:
        return _things(claim, told)
    if not claim.count.is_known:
        return _("%(harmed)s, number not told") % told
    return _("%(n)s %(harmed)s") % told


def _things(claim: PublicClaim, told: dict[str, str]) -> str:
    many = 1 if claim.count.low == claim.count.high == 1 else 2
    if claim.measure is Measure.STRIKES:
        return ngettext("%(n)s strike or attack", "%(n)s strikes or attacks", many) % told
    if claim.measure is Measure.MUNITIONS:
        return ngettext("%(n)s munition", "%(n)s munitions", many) % told
    return ngettext("%(n)s building", "%(n)s buildings", many) % told


def listed(names: Sequence[str]) -> str:
    """Return names one after the other."""
    return _("; ").join(map(named, names))


def outcomes(codes: Sequence[str]) -> str:
    """Return several outcomes one after the other."""
    return _(", ").join(map(outcome, codes))


@remembered
def place(names: Sequence[str]) -> str:
    """
    Return a place by its own name and the widest that contains it.

    >>> place(("Northport", "Saada", "Yemen")), place(())
    ('Northport, Yemen', 'Place not told')
    """
    if not names:
        return _("Place not told")
    return _beside(tuple(dict.fromkeys((names[0], names[-1]))))


def place_line(told: PublicPlace) -> str:
    """Return a place with all that contains it."""
    return _beside(place_names((told,)))


def _beside(names: Sequence[str]) -> str:
    """Return names with the comma of their own script between them."""
    return ("، " if any(map(_ARABIC.search, names)) else ", ").join(names)


def cell(value: Cell) -> str:
    """
    Return a value of a rulebook's column; a dash where there is none, for none is not nought.

    >>> cell(None), cell(1200), cell(("SNHR", "SOHR")), cell(False)
    ('–', '1,200', 'SNHR; SOHR', 'no')
    """
    if value is None:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int):
        return number(value)
    if isinstance(value, date):
        return value.isoformat()
    return "; ".join(value) if isinstance(value, tuple) else value


@remembered
def why_withheld(kind: Withheld) -> str:
    """Return why a kind of thing is left out."""
    return {
        Withheld.NAME: _("A name could lead to the person, or to their family."),
        Withheld.WITNESS: _("Who tells what they saw did not agree to stand in a public record."),
        Withheld.RELIGION: _("A religion is no matter of the count, and marks people as targets."),
        Withheld.ETHNICITY: _("A people or tribe marks those who belong to it as targets."),
        Withheld.KINSHIP: _("Kinship leads to the families of those harmed."),
        Withheld.PLACE: _("The exact place could help to strike it, or those in it, again."),
        Withheld.DAY: _("The exact day of something recent could lead to people who are there."),
        Withheld.ADDRESS: _("It leads to a person, or to a page that tells what is withheld here."),
        Withheld.WORDS: _("Too little would be left of the words to be read."),
    }[kind]
