"""What is explored in words: facets and their choices, stretches of time, kinds of places."""

from datetime import date

from onrecord.web import wording
from onrecord.web.words import _, filled, ngettext
from onrecord.workflow.desk.exploring import Choice, Mark, Spot, Stretch, Unit


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
    return _("%(low)s–%(high)s") % {"low": one.first.year, "high": one.last.year}


def tick(day: date, unit: Unit) -> str:
    """Return what stands below the axis."""
    if unit == "year":
        return str(day.year)
    words = _("%(day)s %(month)s") if unit == "day" else _("%(month)s %(year)s")
    return filled(words, day=str(day.day), month=wording.short_month(day.month), year=str(day.year))


def many(number: int, of: str) -> str:
    """Return how many incidents or claims there are."""
    told = {"n": wording.number(number)}
    if of == "claims":
        return ngettext("%(n)s claim", "%(n)s claims", number) % told
    return ngettext("%(n)s incident", "%(n)s incidents", number) % told


def bar(one: Stretch, unit: Unit, of: str) -> str:
    """Return what a bar says."""
    told = f"{stretch(one, unit)}: {many(one.many, of)}"
    if one.least is None:
        return told
    killed = wording.between(one.least, one.most)
    return _("%(told)s, killed %(killed)s in one of them") % {"told": told, "killed": killed}


def mark(one: Mark) -> str:
    """Return what a mark on the map says."""
    told = {"n": wording.number(one.many), "place": one.spots[0].place.name}
    if len(one.spots) == 1:
        told["exact"] = exact(one.spots[0].precision)
        return filled(_("%(place)s: %(n)s, %(exact)s"), **told)
    told["more"] = wording.number(len(one.spots) - 1)
    words = ngettext(
        "%(place)s and %(more)s place near it: %(n)s",
        "%(place)s and %(more)s places near it: %(n)s",
        len(one.spots) - 1,
    )
    return filled(words, **told)


def period(since: date | None, until: date | None) -> str:
    """Return a period in words."""
    if since and until:
        return wording.days(since, until)
    if since:
        return _("since %(day)s") % {"day": wording.day(since)}
    return _("until %(day)s") % {"day": wording.day(until)} if until else ""


def range(told: tuple[float | None, float | None]) -> str:  # noqa: A001 - what pages call it
    """Return the fewest and the most; a dash where nothing is told."""
    return "–" if told == (None, None) else wording.between(*told)


def order(code: str) -> str:
    """Return what an order of a list is called."""
    words = {
        "time": _("earliest first"), "latest": _("latest first"),
        "killed": _("most killed first"), "origins": _("most voices first"),
    }  # fmt: skip
    return words.get(code, code)


def look(status_code: str) -> str:
    """Return how a status looks: which of the desk's styles it has."""
    looks = {"begun": "begun", "decided": "accepted", "contradicted": "rejected"}
    return looks.get(status_code, status_code)


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
