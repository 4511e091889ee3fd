"""What the page on the method calls things that the record has codes for."""

from onrecord.model.public import Method, Public
from onrecord.publish.site.wording import number
from onrecord.publish.words import _


def rule_anchor(rule_id: str) -> str:
    """
    Return where a rule stands on the page.

    >>> rule_anchor("ucdp-ged:low")
    'ucdp-ged-low'
    """
    return rule_id.replace(":", "-")


def language(code: str) -> str:
    """Return a language's name; a code that has none here stays as it is."""
    return {"en": _("English"), "ar": _("Arabic"), "": _("language not known")}.get(code, code)


def publisher(name: str) -> str:
    """Return who published, or that it is not known."""
    return name or _("publisher not known")


def decision(code: str) -> str:
    """Return what a kind of decision says."""
    return {
        "accept": _("the claim says what its words say"),
        "correct": _("the claim was corrected"),
        "add": _("a claim was added that no reader had found"),
        "reject": _("the words do not say it"),
        "unsure": _("looked at, and left open"),
        "name": _("a name was given its place or actor"),
        "same": _("two places or actors are one"),
        "note": _("a note for those who work on it"),
        "together": _("claims were brought together as one incident"),
        "apart": _("claims were kept apart"),
        "trace": _("a claim was traced to who first said it"),
        "settle": _("a doubt was looked at and settled"),
        "undo": _("an earlier decision was taken back"),
    }.get(code, code)


def aside(code: str) -> str:
    """Return why claims are in no incident."""
    return {
        "rejected": _("a person decided that the words do not say it"),
        "forecast": _("feared, threatened or foretold: it had not happened"),
        "denial": _("a denial: kept beside what it denies, counting nobody"),
        "comment": _("a reader’s comment under a report"),
        "boilerplate": _("page furniture: menus, links to other stories"),
        "total": _("a total of a country, a war or a long time: it holds many incidents"),
        "share": _("a share of a whole that is not told"),
        "ratio": _("a comparison: “ten times as many”"),
        "not people": _("strikes, munitions or buildings, not people"),
        "no number": _("no number told, and no incident that could take it up"),
        "neither place nor time": _("neither place nor time told"),
    }.get(code, code)


def applied(extent: str) -> str:
    """Return how far the program follows a rule."""
    return {"wholly": _("wholly"), "in part": _("in part"), "not": _("not")}.get(extent, extent)


def share(part: int, whole: int) -> str:
    """
    Return a part of a whole, never as a bare percentage.

    >>> share(3, 12)
    '3 of 12'
    """
    return _("%(n)s of %(of)s") % {"n": number(part), "of": number(whole)}


def decided(method: Method) -> int:
    """Return on how many claims somebody decided."""
    return method.claims - method.undecided


def kept(public: Public) -> int:
    """Return of how many documents the bytes are kept and can be told by their hash."""
    return sum(one.sha256 is not None for one in public.documents.values())
