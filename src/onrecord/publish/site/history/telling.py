"""What changed, in sentences, in the language of the page."""

from collections.abc import Iterator

from markupsafe import Markup

from onrecord.publish.changes import Altered, Change, Corrected, Kind, Regraded
from onrecord.publish.site import allowing, codes, wording
from onrecord.publish.words import _, filled, ngettext


def kind(told: Kind) -> str:
    """Return what became of an incident, in a word."""
    return {
        Kind.NEW: _("New"),
        Kind.WITHDRAWN: _("Withdrawn"),
        Kind.CORRECTED: _("Corrected"),
        Kind.REGRADED: _("Graded otherwise"),
        Kind.REWORDED: _("Told in other words"),
    }[told]


def many(told: Kind, n: int) -> Markup:
    """
    Return how many incidents of one kind there are.

    >>> plain(many(Kind.NEW, 1)), plain(many(Kind.CORRECTED, 1200))
    ('1 new incident', '1,200 incidents corrected')
    """
    words = {
        Kind.NEW: ngettext("%(n)s new incident", "%(n)s new incidents", n),
        Kind.WITHDRAWN: ngettext("%(n)s incident withdrawn", "%(n)s incidents withdrawn", n),
        Kind.CORRECTED: ngettext("%(n)s incident corrected", "%(n)s incidents corrected", n),
        Kind.REGRADED: ngettext(
            "%(n)s incident graded otherwise", "%(n)s incidents graded otherwise", n
        ),
        Kind.REWORDED: ngettext(
            "%(n)s incident told in other words", "%(n)s incidents told in other words", n
        ),
    }[told]
    return filled(words, n=wording.number(n))


def lines(change: Change, *, is_public: bool) -> Iterator[Markup]:
    """
    Yield what changed, line by line.

    Args:
        change: What became of an incident.
        is_public: Whether the incident is in the release that this is written for. Of one
            that is not, older notices say no more than that something changed.
    """
    if change.kind is Kind.WITHDRAWN:
        yield filled(
            _("What it told is part of another incident now.")
            if change.now_at
            else _("It is public no more.")
        )
    if not is_public:
        return
    yield from map(_figure, change.figures)
    yield from map(_grading, change.gradings)
    parts = tuple(_part(part) for part in change.parts)
    if parts:
        yield filled(_("Other than before: %(what)s."), what=_("; ").join(parts))


def altered(one: Altered) -> Markup:
    """Return a change of method, in a sentence."""
    what: str = {
        "program": _("the program"),
        "rulebook": filled(_("the rulebook %(name)s"), name=codes.rulebook(one.name)),
        "engine": filled(_("the reader %(name)s"), name=one.name),
        "setting": allowing.setting(one.name),
    }.get(one.what, one.what)
    before, after = (_value(one, side) for side in (one.before, one.after))
    if not one.before:
        return filled(_("%(what)s: came in (%(after)s)"), what=what, after=after)
    if not one.after:
        return filled(_("%(what)s: is used no more"), what=what)
    return filled(
        _("%(what)s: from %(before)s to %(after)s"), what=what, before=before, after=after
    )


def plain(words: Markup) -> str:
    """Return a sentence as plain text, for where no page shows it."""
    return words.unescape().replace("\u2068", "").replace("\u2069", "")


def _value(one: Altered, told: str) -> str:
    if one.what != "setting":
        return told
    return {
        "yes": _("yes"), "no": _("no"), "none": _("nobody’s"),
        "dead": _("those of people said to be killed"),
    }.get(told, told)  # fmt: skip


def _figure(one: Corrected) -> Markup:
    return filled(
        _("%(outcome)s: from %(before)s to %(after)s"),
        outcome=codes.outcome(one.outcome),
        before=_ends(one.before, is_open=one.was_open),
        after=_ends(one.after, is_open=one.is_open),
    )


def _ends(told: tuple[int | None, int | None] | None, *, is_open: bool) -> str:
    return wording.between(*told, is_open=is_open) if told else _("not told")


def _grading(one: Regraded) -> Markup:
    what = {"killed": _("killed"), "injured": _("injured"), "verdict": _("verdict")}[one.what]
    words = filled(
        _("%(rulebook)s, %(what)s: from “%(before)s” to “%(after)s”"),
        rulebook=codes.rulebook(one.rulebook),
        what=what,
        before=one.before,
        after=one.after,
    )
    if not one.is_new_reading:
        return words
    return filled(_("%(said)s (the program reads this rulebook otherwise now)"), said=words)


def _part(code: str) -> str:
    return {
        "when": _("the day"),
        "where": _("the place"),
        "accused": _("who is accused, or by whom"),
        "victims": _("the words for who was harmed, or with what"),
        "sources": _("the sources"),
        "words": _("the words shown"),
        "doubts": _("the doubts"),
        "rulings": _("how rulebooks come to their columns"),
        "decided": _("a person has decided on all of it now"),
        "undecided": _("not all of it is decided on any more"),
    }.get(code, code)
