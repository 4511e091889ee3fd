"""Alerts in the words of whoever looks."""

from datetime import date, timedelta

from onrecord.model import Alert, Grain, When
from onrecord.web import wording
from onrecord.web.words import _

_OR_MORE = " or more"


def figure(told: str | None) -> str:
    """
    Return a figure as an alert holds it, in this language.

    >>> figure("12–14"), figure("31 or more"), figure("?–9"), figure(None)
    ('12–14', '31 or more', 'up to 9', 'not told')
    """
    if not told or told == "not told":
        return _("not told")
    if told.endswith(_OR_MORE):
        return _("%(n)s or more") % {"n": told.removesuffix(_OR_MORE)}
    low, dash, high = told.partition("–")
    if not dash:
        return told
    if low == "?":
        return _("up to %(n)s") % {"n": high}
    return _("%(low)s–%(high)s") % {"low": low, "high": high}


def when(told: str) -> str:
    """
    Return a time as an alert holds it, in this language, never finer than it is known.

    >>> when("2018-08-09"), when("2011-03 to 2011-05"), when("in spring")
    ('9 August 2018', 'March 2011 – May 2011', 'in spring')
    """
    try:
        ends = [_end(one) for one in told.split(" to ")]
    except (ValueError, KeyError):
        return told
    if len(ends) == 1:
        return ends[0]
    return _("%(first)s – %(last)s") % {"first": ends[0], "last": ends[-1]}


def _end(told: str) -> str:
    grain = {4: Grain.YEAR, 7: Grain.MONTH, 10: Grain.DAY}[len(told)]
    day = date.fromisoformat(told + "0000-01-01"[len(told) :])
    return wording.when(When(earliest=day, latest=day, grain=grain))


def week_end(alert: Alert) -> str:
    """Return the last day of the week that an escalation is about."""
    first = date.fromisoformat(alert.detail("week"))
    return wording.day(first + timedelta(days=6))


def kind(alert: Alert) -> str:
    """Return what kind of thing an alert tells, for its tag."""
    return {
        "escalation": _("escalation"),
        "contradicted": _("contradiction"),
        "withdrawn": _("withdrawn"),
        "new-origin": _("origin"),
        "new-incident": _("new"),
        "page-changed": _("page changed"),
    }.get(alert.kind, _("figure"))


def refused(why: str) -> str:
    """Return why nothing is said of a week, in this language."""
    return {
        "SHORT": _("the past is too short: reports of fewer than 12 of the 26 weeks before"),
        "RARE": _("too few incidents before (fewer than 5) to know what is usual"),
        "UNSEEN": _("nothing was published in the week"),
    }[why]
