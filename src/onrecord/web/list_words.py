"""What the screens of lists say in words of their own, in the language of whoever looks."""

from collections.abc import Mapping

from onrecord.model import Change, Compared, Entry, Level, Pair, Sex
from onrecord.web import wording
from onrecord.web.words import _
from onrecord.workflow.desk.listed import Lists
from onrecord.workflow.desk.pairs import weighed

_MOST = 1_000_000  # times; beyond it numbers tell nobody anything


def field(code: str) -> str:
    """Return what is compared."""
    return {
        "given": _("First name"),
        "father": _("Father’s name"),
        "grandfather": _("Grandfather’s name"),
        "family": _("Family name"),
        "mother": _("Mother’s name"),
        "name": _("Name"),
        "sex": _("Sex"),
        "age": _("Age"),
        "born": _("Born"),
        "date": _("What befell them, when"),
        "place": _("Place"),
        "number": _("A state’s number"),
        "outcome": _("What befell them"),
        "cause": _("Cause"),
        "said-by": _("According to"),
        "other-name": _("Also written"),
    }.get(code, code)


def level(one: Level) -> str:
    """Return how well two values agree."""
    return {
        Level.SAME: _("the same"),
        Level.SPELLED: _("two spellings"),
        Level.CLOSE: _("nearly the same"),
        Level.PART: _("one tells only a part"),
        Level.OTHER: _("different"),
        Level.MISSING: _("one does not say"),
    }[one]


def weight(one: Compared) -> str:
    """Return what a field weighs."""
    times = weighed(one)
    if not times:
        return _("says next to nothing")
    if times >= _MOST:
        return _("more than a million times likelier for one person")
    if times <= -_MOST:
        return _("more than a million times likelier for two persons")
    told = {"n": wording.number(abs(times))}
    if times > 0:
        return _("%(n)s times likelier for one person") % told
    return _("%(n)s times likelier for two persons") % told


def probability(value: float) -> str:
    """Return a probability, never as certain as 0 or 100 %."""
    if value > 0.999:
        return _("more than 99.9 %")
    if value < 0.001:
        return _("less than 0.1 %")
    return (f"{value:.1%}" if value > 0.99 else f"{value:.0%}").replace("%", " %")


def sex(one: Sex | None) -> str:
    """Return as what a list has somebody; "" if it does not say."""
    return {Sex.FEMALE: _("female"), Sex.MALE: _("male")}[one] if one else ""


def facts(entry: Entry) -> Mapping[str, str]:
    """Return what a row tells of its person beside the name, by field; nothing of what it lacks."""
    told = {
        "sex": sex(entry.sex),
        "age": "" if entry.age is None else wording.number(entry.age),
        "born": wording.when(entry.born) if entry.born else "",
        "outcome": wording.outcome(entry.outcome) if entry.outcome else "",
        "date": wording.when(entry.when) if entry.when else "",
        "place": entry.place or "",
        "cause": entry.cause or "",
        "said-by": entry.said_by or "",
    }
    return {name: words for name, words in told.items() if words}


def compared(one: Compared, words: str, entry: Entry) -> str:
    """Return what was compared of one side: its own words, or what they say."""
    if one.field == "sex":
        return sex(entry.sex) or words
    if one.field == "date":
        return wording.when(entry.when) if entry.when else words
    if one.field == "born":
        born = wording.when(entry.born) if entry.born else ""
        age = _("age %(n)s") % {"n": entry.age} if entry.age is not None else ""
        return _(", ").join(filter(None, (born, age))) or words
    return words


def changes() -> Mapping[Change, str]:
    """Return all that may become of a person on a list."""
    return {
        Change.ADDED: _("added"),
        Change.REMOVED: _("removed"),
        Change.RETURNED: _("returned"),
        Change.CHANGED: _("changed"),
    }


def change(one: Change) -> str:
    """Return what became of a person on a list."""
    return changes()[one]


def other_lists(lists: Lists, entry: Entry) -> str:
    """Return the other lists on which a row's person stands, by what people and engine say."""
    home, of = lists.home.get(entry.person), lists.people.by_person
    others = [of[one] for one in (home.persons if home else ()) if one in of]
    names = sorted(lists.people.names[one.list] for one in others if one.person != entry.person)
    return _(", ").join(dict.fromkeys(names))


def entry_field(name: str) -> str:
    """Return what a field of a row is called; what only a list keeps is its other columns."""
    codes = {"when": "date", "other_names": "other-name", "said_by": "said-by"}
    if name == "own_id":
        return _("its own number")
    return _("other columns") if name == "other" else field(codes.get(name, name))


def strongest(pair: Pair) -> float:
    """Return the largest weight of a pair's fields, for or against."""
    return max((abs(one.weight) for one in pair.evidence), default=1.0) or 1.0
