"""What the Incident screen says in words of its own, in the language of whoever looks."""

from datetime import date

from onrecord.model import Backing, Cell, Decision, Ruling, When
from onrecord.web import wording
from onrecord.web.words import _, filled, ngettext
from onrecord.workflow import State


def how(code: str) -> str:
    """Return what kind of step leads from a claim towards its origin, for an arrow."""
    words = {
        "attributed": _("named as source"), "repeated": _("said again"),
        "part": _("counted inside"), "echoed": _("echoed"), "copied": _("copied"),
        "revised": _("copied and changed"), "credited": _("credited"), "quoted": _("quoted"),
        "translated": _("translated"), "neighbour": _("beside it"), "own": _("own voice"),
        "told by import": _("told by an import"),
        "decided by a person": _("decided by a person"),
    }  # fmt: skip
    return words.get(code, code)


def side(role: str) -> str:
    """Return how an origin stands to an incident."""
    words = {
        "accused": _("the accused side"), "victim side": _("the victims’ side"),
        "other party": _("another party to the conflict"), "not a party": _("not a party"),
        "unknown": _("side unknown"),
    }  # fmt: skip
    return words.get(role, role)


def knowing(code: str) -> str:
    """Return whether an origin could have known at first hand."""
    words = {
        "may have counted itself": _("may have counted itself"),
        "has it from others": _("has it from others"), "not told": _("not told"),
    }  # fmt: skip
    return words.get(code, code)


def date_precision(time: When) -> str:
    """Return how exactly a day is known: UCDP GED `date_prec` in words."""
    return {
        1: _("known to the day"),
        2: _("known to within two to six days"),
        3: _("known to within a week"),
        4: _("known to within a month"),
        5: _("known to more than a month, or open at one end"),
    }.get(time.precision, "")


def place_precision(code: int) -> str:
    """Return how exactly a place is known: UCDP GED `where_prec` in words."""
    return {
        1: _("the place itself: a town or village"),
        2: _("near it: within about 25 km"),
        3: _("the district only"),
        4: _("the province only"),
        5: _("an area without sharp edges"),
        6: _("the country only"),
        7: _("at sea or in the air"),
    }.get(code, _("a name that the list of places does not have"))


def looked(code: str) -> str:
    """Return whether people looked at an incident's claims."""
    words = {
        "open": _("proposed: nobody has looked"), "part": _("looked at in part"),
        "done": _("every claim looked at"),
    }  # fmt: skip
    return words[code]


def choice(decision: Decision) -> str:
    """Return what a decision says, in a few words."""
    many = len(decision.claims)
    told = {
        "together": ngettext(
            "%(n)s claim tells of one incident", "%(n)s claims tell of one incident", many
        ),
        "apart": ngettext("%(n)s claim split off", "%(n)s claims split off", many),
        "trace": ngettext("%(n)s claim traced to", "%(n)s claims traced to", many),
    }.get(decision.choice.value)
    if told is None:
        return wording.choice(decision.choice.value)
    words = told % {"n": wording.number(many)}
    return f"{words} {decision.origin}" if decision.origin else words


def state(told: State) -> str:
    """Return an incident at one moment: how many claims, and its figures."""
    many = len(told.incident.claim_ids)
    claims = ngettext("%(n)s claim", "%(n)s claims", many) % {"n": wording.number(many)}
    figures = (f"{wording.outcome(made.outcome)} {wording.figure(made)}" for made in told.told)
    return _(", ").join([claims, *figures])


def behind(backing: Backing) -> str:
    """Return how many links there are, and origins behind the figures."""
    links = ngettext("%(n)s link", "%(n)s links", backing.links)
    origins = ngettext(
        "%(n)s origin behind the figures.", "%(n)s origins behind the figures.", backing.origins
    )
    return _(", ").join(
        [links % {"n": wording.number(backing.links)}, origins % {"n": backing.origins}]
    )


def gap(days: int) -> str:
    """
    Return a length of time in round words.

    >>> gap(20), gap(400), gap(3000)
    ('20 days', '13 months', '8 years')
    """
    if days < 60:
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    months = round(days / 30.44)
    if months < 24:
        return ngettext("%(n)s month", "%(n)s months", months) % {"n": months}
    years = round(months / 12)
    return ngettext("%(n)s year", "%(n)s years", years) % {"n": years}


def short_day(value: date) -> str:
    """
    Return a day in few letters.

    >>> short_day(date(2018, 8, 9))
    Markup('9 Aug 2018')
    """
    return filled(
        _("%(day)s %(month)s %(year)s"),
        day=str(value.day),
        month=wording.short_month(value.month),
        year=str(value.year),
    )


def cell(value: Cell) -> str:
    """
    Return a value of a rulebook's column; a dash where there is none, for none is not nought.

    >>> cell(None), cell(1200), cell(("SNHR", "SOHR"))
    ('–', '1,200', 'SNHR; SOHR')
    """
    if value is None:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int):
        return wording.number(value)
    return "; ".join(value) if isinstance(value, tuple) else str(value)


def short(ruling: Ruling, key: str) -> str:
    """Return what a table of several rulebooks shows of one: `killed`, `when`, ..."""
    return dict(ruling.in_short).get(key, "") or "–"
