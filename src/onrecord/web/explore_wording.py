"""What is explored in words: facets and their choices, stretches of time, kinds of places."""

from datetime import date

from onrecord.web import wording
from onrecord.web.words import _, ngettext
from onrecord.workflow.desk.exploring import Choice, Spot, Stretch, Unit


def facet(name: str) -> str:
    """Return what a facet is called."""
    words = {
        "country": _("Country"), "province": _("Province"), "town": _("Town or site"),
        "perpetrator": _("By whom"), "victims": _("Who was harmed"),
        "outcome": _("What happened"), "origins": _("Independent voices"),
        "status": _("Status"), "grade": _("Airwars grade"), "place": _("Place"),
    }  # fmt: skip
    return words.get(name, name)


def choice(facet_name: str, one: Choice) -> str:
    """Return what a choice of a facet is called; names of the record stay as they are."""
    return value(facet_name, one.value, one.name)


def value(facet_name: str, code: str, name: str) -> str:
    """Return what a value of a facet is called."""
    if code == "-":
        if facet_name == "grade":
            return _("left open")
        return _("on no map, or not told") if facet_name == "country" else _("not told")
    match facet_name:
        case "victims":
            return wording.victims(code)
        case "outcome":
            return wording.outcome(code)
        case "status":
            return status(code)
        case "origins":
            return _origins(code)
        case _:
            return name


def status(code: str) -> str:
    """Return what the status of an incident or a claim is called."""
    words = {
        "proposed": _("proposed"), "begun": _("decided in part"), "decided": _("decided"),
        "contradicted": _("contradicted"),
    }  # fmt: skip
    return words.get(code) or wording.status(code)


def _origins(code: str) -> str:
    many = int(code) if code.isascii() and code.isdigit() else 0
    if many == 0:
        return _("not traced")
    if many >= 3:
        return _("3 or more")
    return ngettext("%(n)s voice", "%(n)s voices", many) % {"n": wording.number(many)}


def stretch(one: Stretch, unit: Unit) -> str:
    """Return the time that a bar stands for."""
    if unit == "day":
        return wording.day(one.first)
    if unit == "month":
        told = {"month": wording.month(one.first.month), "year": one.first.year}
        return _("%(month)s %(year)s") % told
    if one.first.year == one.last.year:
        return str(one.first.year)
    return f"{one.first.year}–{one.last.year}"


def tick(day: date, unit: Unit) -> str:
    """Return what stands below the axis."""
    if unit == "year":
        return str(day.year)
    name = (
        wording.month(day.month)[:3]
        if len(wording.month(day.month)) > 5
        else wording.month(day.month)
    )
    return f"{day.day} {name}" if unit == "day" else f"{name} {day.year}"


def many(number: int, of: str) -> str:
    """Return how many incidents or claims there are."""
    told = {"n": wording.number(number)}
    if of == "claims":
        return ngettext("%(n)s claim", "%(n)s claims", number) % told
    return ngettext("%(n)s incident", "%(n)s incidents", number) % told


def exact(precision: int) -> str:
    """Return how exactly a place is known (UCDP where_prec)."""
    words = {
        1: _("the place itself"), 2: _("in it or near"), 3: _("district"), 4: _("province"),
        5: _("a wider area"), 6: _("country"), 7: _("at sea"),
    }  # fmt: skip
    return words.get(precision, words[5])


def spot(one: Spot) -> str:
    """Return how exactly what is drawn at a spot is known."""
    return exact(one.precision)


def kind(code: str) -> str:
    """Return what kind of place or actor something is."""
    words = {
        "site": _("site"), "town": _("town or village"), "district": _("district"),
        "province": _("province"), "area": _("area"), "country": _("country"),
        "state": _("state"), "force": _("armed force"), "armed_group": _("armed group"),
        "documenter": _("documenting group"), "intergovernmental": _("intergovernmental body"),
        "media": _("news medium"), "humanitarian": _("humanitarian organisation"),
        "official": _("office or institution"), "person": _("person"),
        "community": _("community"),
    }  # fmt: skip
    return words.get(code, code)


def alike(why: str) -> str:
    """Return why two names may mean one thing."""
    words = {
        "spelling": _("spelt almost alike"), "sound": _("sound alike"),
        "script": _("sound alike in two scripts"), "initials": _("one may be short for the other"),
    }  # fmt: skip
    return words.get(why, why)


def found_by(why: str) -> str:
    """Return how a candidate was found."""
    words = {
        "id": _("by its id"), "record": _("in this record"), "name": _("by this name"),
        "sound": _("sounds like it"),
    }  # fmt: skip
    return words.get(why, why)
