"""Codes of the record in words, in the language of the page."""

from onrecord.model.when import When
from onrecord.publish.words import _, remembered


@remembered
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


def outcome_title(code: str) -> str:
    """Return the heading of an outcome."""
    words = {"killed": _("Killed"), "injured": _("Injured")}
    return words.get(code) or outcome(code)


@remembered
def stance(code: str) -> str:
    """Return how a document stands to a claim."""
    words = {
        "asserted": _("stated"), "reported": _("reported"), "estimated": _("estimated"),
        "alleged": _("alleged"), "denied": _("denied"), "hypothetical": _("feared or threatened"),
    }  # fmt: skip
    return words.get(code, code)


@remembered
def victims(code: str) -> str:
    """Return who was harmed by a document's words."""
    words = {
        "civilian": _("civilians"), "combatant": _("fighters or officials"),
        "mixed": _("civilians and combatants"), "unknown": _("civilian or not: not told"),
    }  # fmt: skip
    return words.get(code, code)


@remembered
def voice(code: str) -> str:
    """Return who speaks in a stretch of a document."""
    words = {
        "title": _("headline"), "byline": _("byline"), "note": _("editor’s note"),
        "body": _("running text"), "heading": _("sub-heading"), "caption": _("picture caption"),
        "quote": _("direct quotation"), "comment": _("reader’s comment"),
        "boilerplate": _("page furniture"),
    }  # fmt: skip
    return words.get(code, code)


@remembered
def side(role: str) -> str:
    """Return how a source stands to an incident: whether it is a party."""
    words = {
        "accused": _("the accused side"), "victim side": _("the victims’ side"),
        "other party": _("another party to the conflict"), "not a party": _("not a party"),
        "unknown": _("side unknown"),
    }  # fmt: skip
    return words.get(role, role)


@remembered
def severity(code: str) -> str:
    """Return how much a doubt matters."""
    words = {
        "error": _("Error"), "warning": _("Warning"), "question": _("Question"), "note": _("Note"),
    }  # fmt: skip
    return words.get(code, code)


@remembered
def date_precision(time: When) -> str:
    """Return how exactly a day is known: UCDP GED `date_prec` in words."""
    return {
        1: _("known to the day"),
        2: _("known to within two to six days"),
        3: _("known to within a week"),
        4: _("known to within a month"),
        5: _("known to more than a month, or open at one end"),
    }.get(time.precision, "")


@remembered
def place_precision(code: int | None) -> str:
    """Return how exactly a place is known: UCDP GED `where_prec` in words."""
    return {
        1: _("the place itself: a town or village"),
        2: _("near it: within about 25 km"),
        3: _("the district only"),
        4: _("the province only"),
        5: _("an area without sharp edges"),
        6: _("the country only"),
        7: _("at sea or in the air"),
    }.get(code or 0, _("a name that the list of places does not have"))


@remembered
def rulebook(name: str) -> str:
    """Return what a rulebook is called."""
    return {
        "ucdp-ged": "UCDP GED", "acled": "ACLED", "ibc": "Iraq Body Count",
        "airwars": "Airwars", "ohchr": "OHCHR", "onrecord": "onrecord",
    }.get(name, name or _("no rulebook"))  # fmt: skip


@remembered
def adds(name: str) -> str:
    """Return what a total under a rulebook adds up."""
    return {
        "ucdp-ged": _(
            "the low and the high of each event; the best is a person’s to decide and is not added"
        ),
        "acled": _(
            "the lowest number reported for each event; where none is known nothing is added, "
            "though ACLED writes 0 there"
        ),
        "ibc": _(
            "minimum and maximum deaths of civilians in incidents with two independent sources; "
            "what rests on one stands apart"
        ),
        "airwars": _(
            "civilians in incidents graded Fair or Confirmed; Weak, Contested and Discounted "
            "stand apart"
        ),
        "ohchr": _(
            "people documented one by one, by name; figures from reports are never added to them"
        ),
    }.get(name, "")


@remembered
def leaves_apart(name: str) -> str:
    """Return why a rulebook leaves incidents out of its total, for the number before it."""
    return {
        "ucdp-ged": _("not an event here: no death is told, or it is open"),
        "acled": _("no number is known, or not recorded until it can be split"),
        "ibc": _("provisional, or not for this rulebook"),
        "airwars": _("graded otherwise, or not graded yet"),
        "ohchr": _("nobody is documented by name"),
    }.get(name, "")  # fmt: skip
