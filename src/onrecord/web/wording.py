"""
The record in plain words, in the language of whoever looks: counts, dates, reasons.

The same words as the report's (`publish.wording`), each through gettext. Call these when
the page is made; nothing here is a table made at import, since nobody looks yet then.
"""

from datetime import date, datetime

from onrecord.model import Claim, Count, Figure, Grain, Measure, Qualifier, When
from onrecord.web.words import _, ngettext, pgettext


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

    >>> count(Count(low=31, qualifier=Qualifier.MORE_THAN))
    'more than 30'
    >>> count(Count())
    'no number'
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
    Return a range in words: of a figure, of what a sum allows.

    >>> between(4, 11), between(31, None), between(None, 9), between(None, None)
    ('4–11', '31 or more', 'up to 9', 'not told')
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


def figure(made: Figure) -> str:
    """Return a figure's range in words; the hedge of its claims is theirs."""
    return between(made.minimum, made.maximum)


def outcome(code: str) -> str:
    """Return what happened to those harmed; a code that is not known stays as it is."""
    words = {
        "killed": _("killed"), "injured": _("injured"), "casualties": _("killed or injured"),
        "detained": _("detained"), "disappeared": _("disappeared"), "abducted": _("abducted"),
        "displaced": _("displaced"), "released": _("released"), "tortured": _("tortured"),
        "sexual_violence": _("subjected to sexual violence"), "besieged": _("besieged"),
        "attacked": _("attacked"),
    }  # fmt: skip
    return words.get(code, code)


def stance(code: str) -> str:
    """Return how a document stands to a claim."""
    words = {
        "asserted": _("stated"), "reported": _("reported"), "estimated": _("estimated"),
        "alleged": _("alleged"), "denied": _("denied"), "hypothetical": _("feared or threatened"),
    }  # fmt: skip
    return words.get(code, code)


def victims(code: str) -> str:
    """Return who was harmed by a document's words."""
    words = {
        "civilian": _("civilians"), "combatant": _("fighters or officials"),
        "mixed": _("civilians and combatants"), "unknown": _("civilian or not: not told"),
    }  # fmt: skip
    return words.get(code, code)


def voice(code: str) -> str:
    """Return who speaks in a stretch of a document."""
    words = {
        "title": _("headline"), "byline": _("byline"), "note": _("editor’s note"),
        "body": _("running text"), "heading": _("sub-heading"), "caption": _("picture caption"),
        "quote": _("direct quotation"), "comment": _("reader’s comment"),
        "boilerplate": _("page furniture"),
    }  # fmt: skip
    return words.get(code, code)


def language(code: str) -> str:
    """Return the name of a language; the code where it is none that the program reads."""
    return {"ar": _("Arabic"), "en": _("English")}.get(code, code)


def severity(code: str) -> str:
    """Return how much a problem matters."""
    words = {
        "error": _("Error"), "warning": _("Warning"), "question": _("Question"), "note": _("Note"),
    }  # fmt: skip
    return words.get(code, code)


def status(decision: str | None) -> str:
    """
    Return what a person decided about a claim; a claim nobody decided about is proposed.

    >>> status(None), status("corrected")
    ('proposed', 'corrected')
    """
    words = {
        "accepted": _("accepted"), "corrected": _("corrected"), "added": _("added by hand"),
        "rejected": _("rejected"), "unsure": _("left open"),
    }  # fmt: skip
    return words.get(decision, decision) if decision else _("proposed")


def choice(code: str) -> str:
    """Return what a person decided, as the heading of a line of history."""
    words = {
        "accept": _("accepted"), "correct": _("corrected"), "add": _("added by hand"),
        "reject": _("rejected"), "unsure": _("left open"), "name": _("a name explained"),
        "same": _("two made one"), "note": _("noted"), "together": _("brought together"),
        "apart": _("split off"), "trace": _("traced"), "settle": _("settled"),
        "undo": _("undone"), "one-person": _("one person"),
        "other-persons": _("different persons"),
    }  # fmt: skip
    return words.get(code, code)


# Kept in the record in these words, whatever the desk speaks: so that the same reason is one.
REASONS = {
    "not-said": "Not what the words say.",
    "wrong-number": "Wrong number.",
    "again": "It says again what another claim says.",
    "not-harm": "Not about harm to people.",
    "comment": "A reader's comment.",
}


def reasons() -> tuple[tuple[str, str], ...]:
    """Return the reasons that can be picked for a rejection: code and words."""
    return (
        ("not-said", _("It is not what the words say")),
        ("wrong-number", _("The number is wrong")),
        ("again", _("It says again what another claim says")),
        ("not-harm", _("It is not about harm to people")),
        ("comment", _("It is a reader’s comment")),
    )


def purpose(code: str) -> str:
    """Return what somebody who gave testimony agreed to, in words."""
    return {
        "record": _("keeping it"),
        "analysis": _("taking claims from it"),
        "share": _("sharing it"),
        "publish": _("making it public"),
        "evidence": _("evidence bundles"),
        "court": _("courts and investigators"),
    }[code]


def kind(code: str) -> str:
    """Return what a place or an actor is."""
    words = {
        "site": _("site"), "town": _("town"), "district": _("district"),
        "province": _("province"), "area": _("area"), "country": _("country"),
        "state": _("state"), "force": _("armed force"), "armed_group": _("armed group"),
        "documenter": _("documenter"), "intergovernmental": _("intergovernmental body"),
        "media": _("media"), "humanitarian": _("humanitarian organisation"),
        "official": _("official body"), "person": _("person"), "community": _("community"),
    }  # fmt: skip
    return words.get(code, code)


def measure(code: str) -> str:
    """Return what a claim counts."""
    words = {
        "people": _("people"), "strikes": _("strikes or attacks"), "munitions": _("munitions"),
        "buildings": _("buildings"), "share": _("percent of a whole"), "ratio": _("times as many"),
    }  # fmt: skip
    return words.get(code, code)


def qualifier(code: str) -> str:
    """Return the hedge on a number."""
    words = {
        "exact": _("exactly"), "at_least": _("at least"), "more_than": _("more than"),
        "about": _("about"), "almost": _("almost"), "up_to": _("up to"),
        "range": _("between two numbers"), "vague": _("in vague words"), "none": _("no number"),
    }  # fmt: skip
    return words.get(code, code)


def harm(claim: Claim) -> str:
    """
    Return count and outcome of a claim: "about 779 killed".

    What is counted and what happened to it stand apart where a language needs its own
    order: each kind has a sentence of its own.
    """
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


def _things(claim: Claim, told: dict[str, str]) -> str:
    many = 1 if claim.count.low == claim.count.high == 1 else 2
    if claim.measure is Measure.STRIKES:
        return ngettext("%(n)s strike or attack", "%(n)s strikes or attacks", many) % told
    if claim.measure is Measure.MUNITIONS:
        return ngettext("%(n)s munition", "%(n)s munitions", many) % told
    return ngettext("%(n)s building", "%(n)s buildings", many) % told


def month(index: int) -> str:
    """Return a month's name, 1 to 12."""
    return (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"),
        _("July"), _("August"), _("September"), _("October"), _("November"), _("December"),
    )[index - 1]  # fmt: skip


def short_month(index: int) -> str:
    """Return a month's name in few letters, 1 to 12: on the axis of a drawing."""
    return (
        pgettext("short", "Jan"), pgettext("short", "Feb"), pgettext("short", "Mar"),
        pgettext("short", "Apr"), pgettext("short", "May"), pgettext("short", "Jun"),
        pgettext("short", "Jul"), pgettext("short", "Aug"), pgettext("short", "Sep"),
        pgettext("short", "Oct"), pgettext("short", "Nov"), pgettext("short", "Dec"),
    )[index - 1]  # fmt: skip


def days(first: date, last: date) -> str:
    """
    Return one day, or from which to which.

    >>> days(date(2018, 8, 2), date(2018, 8, 9))
    '2 August 2018 – 9 August 2018'
    """
    if first == last:
        return day(first)
    return _("%(first)s – %(last)s") % {"first": day(first), "last": day(last)}


def day(value: date) -> str:
    """
    Return a day as people write it.

    >>> day(date(2014, 3, 7))
    '7 March 2014'
    """
    return _("%(day)s %(month)s %(year)s") % {
        "day": value.day, "month": month(value.month), "year": value.year,
    }  # fmt: skip


def moment(value: datetime) -> str:
    """Return a day and the time of it, by this machine's clock."""
    here = value.astimezone()
    return _("%(day)s, %(hour)s") % {"day": day(here.date()), "hour": f"{here:%H:%M}"}


def when(time: When | None) -> str:
    """
    Return a time in words, never finer than it is known.

    >>> when(When(earliest=date(2025, 3, 6), latest=date(2025, 3, 10)))
    '6 March 2025 – 10 March 2025'
    >>> when(When(earliest=date(2011, 3, 1), latest=None, grain=Grain.MONTH))
    'since March 2011'
    """
    if time is None:
        return _("time not told")
    first = _at(time.earliest, time.grain) if time.earliest else None
    last = _at(time.latest, time.grain) if time.latest else None
    if first is None and last is None:
        return _("time not told")
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
