"""What pages say in words of their own, in the language of the page: counts, days, codes."""

from datetime import date

from onrecord.model.claim import Count, Qualifier
from onrecord.model.public import Withheld
from onrecord.model.when import Grain, When
from onrecord.publish.words import _


def number(value: float) -> str:
    """
    Return a number with its thousands told apart.

    >>> number(12400), number(2.5)
    ('12,400', '2.5')
    """
    return f"{value:,.10g}"


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


def between(low: float | None, high: float | None) -> str:
    """
    Return a range in words; where nobody tells a number it says so, for unknown is not zero.

    >>> between(4, 11), between(31, None), between(None, 9), between(None, None), between(0, 0)
    ('4–11', '31 or more', 'up to 9', 'not told', '0')
    """
    if low is None and high is None:
        return _("not told")
    if low is None:
        return _("up to %(n)s") % {"n": number(high or 0)}
    if high is None:
        return _("%(n)s or more") % {"n": number(low)}
    if low == high:
        return number(low)
    # Translators: a dash turns around in a line from right to left; say it in words there.
    return _("%(low)s–%(high)s") % {"low": number(low), "high": number(high)}


def withheld(kind: Withheld) -> str:
    """
    Return what is left out, and that it is, in words that can be spoken.

    >>> withheld(Withheld.WITNESS)
    'witness withheld'
    """
    return {
        Withheld.NAME: _("name withheld"),
        Withheld.WITNESS: _("witness withheld"),
        Withheld.RELIGION: _("religion withheld"),
        Withheld.ETHNICITY: _("ethnicity withheld"),
        Withheld.KINSHIP: _("kinship withheld"),
        Withheld.PLACE: _("exact place withheld"),
        Withheld.DAY: _("exact day withheld"),
        Withheld.ADDRESS: _("address withheld"),
        Withheld.WORDS: _("words withheld"),
    }[kind]


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
        Withheld.ADDRESS: _("The page behind the address tells what is withheld here."),
        Withheld.WORDS: _("Too little would be left of the words to be read."),
    }[kind]


def month(index: int) -> str:
    """Return a month's name, 1 to 12."""
    return (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"),
        _("July"), _("August"), _("September"), _("October"), _("November"), _("December"),
    )[index - 1]  # fmt: skip


def day(value: date) -> str:
    """
    Return a day as people write it.

    >>> day(date(2014, 3, 7))
    '7 March 2014'
    """
    return _("%(day)s %(month)s %(year)s") % {
        "day": value.day, "month": month(value.month), "year": value.year,
    }  # fmt: skip


def when(time: When | None) -> str:
    """
    Return a time in words, never finer than it is known.

    >>> when(When(earliest=date(2025, 3, 6), latest=date(2025, 3, 10)))
    '6 March 2025 – 10 March 2025'
    >>> when(When(earliest=date(2011, 3, 1), latest=None, grain=Grain.MONTH)), when(None)
    ('since March 2011', 'day not told')
    """
    first = _at(time.earliest, time.grain) if time and time.earliest else None
    last = _at(time.latest, time.grain) if time and time.latest else None
    if first is None and last is None:
        return _("day not told")
    if first is None:
        return _("until %(day)s") % {"day": last}
    if last is None:
        return _("since %(day)s") % {"day": first}
    if first == last:
        return first
    return _("%(first)s – %(last)s") % {"first": first, "last": last}


def _at(value: date, grain: Grain) -> str:
    if grain is Grain.YEAR:
        return str(value.year)
    if grain is Grain.MONTH:
        return _("%(month)s %(year)s") % {"month": month(value.month), "year": value.year}
    return day(value)
