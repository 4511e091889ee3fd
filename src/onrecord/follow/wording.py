"""What an alert says, in English words: for the terminal, the feeds and mail."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from onrecord.model import Alert, AlertKind

_FIGURES = {
    AlertKind.ROSE: "the figure of people {outcome} rose from {before} to {after}",
    AlertKind.FELL: "the figure of people {outcome} fell from {before} to {after}",
    AlertKind.WIDENED: "the figure of people {outcome} is less certain: {after}, was {before}",
    AlertKind.NARROWED: "the figure of people {outcome} is more certain: {after}, was {before}",
    AlertKind.TOLD: "a number of people {outcome} is told now: {after}",
}
_COUNTED = {
    AlertKind.ESCALATION: ("week far above its past", "weeks far above their past"),
    AlertKind.CONTRADICTED: ("contradiction", "contradictions"),
    AlertKind.WITHDRAWN: ("figure withdrawn", "figures withdrawn"),
    AlertKind.FELL: ("figure fell", "figures fell"),
    AlertKind.ROSE: ("figure rose", "figures rose"),
    AlertKind.WIDENED: ("figure less certain", "figures less certain"),
    AlertKind.NARROWED: ("figure more certain", "figures more certain"),
    AlertKind.TOLD: ("figure told for the first time", "figures told for the first time"),
    AlertKind.NEW_ORIGIN: ("further independent origin", "further independent origins"),
    AlertKind.NEW_INCIDENT: ("new incident", "new incidents"),
    AlertKind.PAGE_CHANGED: ("page changed", "pages changed"),
}


def title(alert: Alert) -> str:
    """
    Return what an alert tells, in one line.

    >>> from datetime import UTC, datetime
    >>> rose = Alert(
    ...     kind=AlertKind.ROSE, about="inc_a", at=datetime(2024, 5, 3, tzinfo=UTC),
    ...     place="Tartus", when="2024-05-02", outcome="killed", before="12", after="14–20",
    ... )
    >>> title(rose)
    'Tartus, 2024-05-02: the figure of people killed rose from 12 to 14–20'
    """
    return f"{where(alert)}: {_what(alert)}"


def where(alert: Alert) -> str:
    """Return the place and time of what an alert is about."""
    if alert.kind in {AlertKind.ESCALATION, AlertKind.PAGE_CHANGED}:
        return alert.place
    return ", ".join(filter(None, (alert.place or "place not told", alert.when)))


def _what(alert: Alert) -> str:
    told = _TOLD.get(alert.kind)
    if told is not None:
        return told(alert)
    held = {"outcome": alert.outcome, "before": alert.before, "after": alert.after}
    return _FIGURES[alert.kind].format(**held)


def _escalation(alert: Alert) -> str:
    again = ", and growing" if alert.update_of else ""
    return f"{alert.after} incidents in the {alert.when}, far above its past{again}"


def _withdrawn(alert: Alert) -> str:
    told = f"no number of people {alert.outcome} is told any more; it was {alert.before}"
    return told if alert.outcome else "nothing is left of this incident"


def _new_origin(alert: Alert) -> str:
    told = "a second independent origin appeared"
    if alert.detail("of") != "2":
        told = f"a further independent origin appeared, {alert.detail('of')} in all"
    return f"{told}: {' and '.join(alert.names)}"


def _new_incident(alert: Alert) -> str:
    return f"a new incident: {alert.after} {alert.outcome}" if alert.after else "a new incident"


def _page(alert: Alert) -> str:
    told = [
        f"{alert.detail(word)} {what}"
        for word, what in (
            ("removed", "sentences removed"),
            ("added", "added"),
            ("changed", "changed"),
            ("claims gone", "claims gone"),
            ("claims came", "claims new"),
            ("claims changed", "claims with another number"),
        )
        if alert.detail(word) not in {"", "0"}
    ]
    return f"the page changed under its address ({', '.join(told)})"


_TOLD: Mapping[AlertKind, Callable[[Alert], str]] = {
    AlertKind.ESCALATION: _escalation,
    AlertKind.CONTRADICTED: lambda alert: alert.detail("problem"),
    AlertKind.WITHDRAWN: _withdrawn,
    AlertKind.NEW_ORIGIN: _new_origin,
    AlertKind.NEW_INCIDENT: _new_incident,
    AlertKind.PAGE_CHANGED: _page,
}


def counts(alerts: Sequence[Alert]) -> tuple[str, ...]:
    """Return how many alerts of each kind there are, the most pressing first; no names."""
    many = Counter(alert.kind for alert in alerts)
    return tuple(
        f"{many[kind]} {_COUNTED[kind][many[kind] > 1]}" for kind in _COUNTED if many[kind]
    )


def escalation_reasons(  # noqa: PLR0913 - a sentence of figures
    *,
    count: int,
    name: str,
    week: str,
    weeks: int,
    highest: int,
    expected: float,
    years: int,
    tested: int,
) -> tuple[str, ...]:
    """
    Return why a week is called an escalation: the test in words, with its assumptions.

    >>> escalation_reasons(count=9, name="Tartus", week="week to 14 March 2025", weeks=26,
    ...     highest=3, expected=1.2, years=41, tested=12)[0]
    '9 incidents in the week to 14 March 2025 in Tartus; in the 26 weeks before with reports never more than 3, and 1.2 were to be expected.'
    """  # noqa: E501 - a sentence as it is told
    once = "1,000" if years >= 1000 else f"{years:,}"
    year = "year" if years == 1 else "years"
    return (
        f"{count} incidents in the {week} in {name}; in the {weeks} weeks before with reports "
        f"never more than {highest}, and {expected:.1f} were to be expected.",
        f"By chance alone a week this high is expected less than once in {once} {year} of such "
        "a series. This is no forecast, and no reason why.",
        "Test: given the sum of all weeks, beta-binomial by days with reports, the dispersion "
        "averaged over what the past says of it; the larger chance of two (26 weeks, last 8). "
        f"{tested} series were tested together, after Benjamini and Yekutieli.",
        "Assumed: weeks differ by chance around one rate, and days with reports show how much "
        "was looked at. Incidents count by the day they happened, and only those told by "
        "publishers that reported before; reports of the last weeks may still come.",
    )
