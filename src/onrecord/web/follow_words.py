"""Alerts in the words of whoever looks."""

from datetime import date, timedelta

from onrecord.model import Alert
from onrecord.web import wording
from onrecord.web.words import _

_OR_MORE = " or more"


def figure(told: str | None) -> str:
    """
    Return a figure as an alert holds it, in this language.

    >>> figure("12–14"), figure("31 or more"), figure(None)
    ('12–14', '31 or more', 'not told')
    """
    if not told or told == "not told":
        return _("not told")
    if told.endswith(_OR_MORE):
        return _("%(n)s or more") % {"n": told.removesuffix(_OR_MORE)}
    return told


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
