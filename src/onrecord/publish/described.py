"""
Names as a page or a report says them in its own language.

Where a name may not be told, protection puts a description in English in its place: "a witness,
name withheld". It is made of a few words of the program, which are said here in the language
of the page. All other words of a name are its own, and stay as they are.
"""

import re

from onrecord.model.public import Withheld
from onrecord.publish.words import _, remembered, spoken

_TOLD_TO = ", as told to "
_MARK = re.compile(rf"\[({'|'.join(Withheld)}) withheld\]")


@remembered
def named(name: str) -> str:
    """
    Return a name, or what stands in its place, in the language of the page.

    >>> named("a witness, name withheld")
    'a witness, name withheld'
    """
    if spoken().code == "en" or "withheld" not in name:
        return name
    said = _people()
    parts = [_MARK.sub(_marked, said.get(part, part)) for part in name.split(_TOLD_TO)]
    told = parts[0]
    for whom in parts[1:]:
        told = _("%(who)s, as told to %(whom)s") % {"who": told, "whom": whom}
    return told


def says_so(name: str) -> bool:
    """Return whether a description says by itself that a name is withheld."""
    return "withheld" in name


@remembered
def withheld(kind: Withheld) -> str:
    """
    Return what is left out, and that it is, in words that can be spoken.

    >>> withheld(Withheld.WITNESS)
    'witness withheld'
    """
    return {
        Withheld.NAME: _("name withheld"),
        Withheld.WITNESS: _("witness withheld"),
        Withheld.RELIGION: _("religion withheld"),
        Withheld.ETHNICITY: _("ethnicity withheld"),
        Withheld.KINSHIP: _("kinship withheld"),
        Withheld.PLACE: _("exact place withheld"),
        Withheld.DAY: _("exact day withheld"),
        Withheld.ADDRESS: _("address withheld"),
        Withheld.WORDS: _("words withheld"),
    }[kind]


def _marked(found: re.Match[str]) -> str:
    return f"[{withheld(Withheld(found[1]))}]"


def _people() -> dict[str, str]:
    """Return every description of a person, with how it is said."""
    return {
        "a person, name withheld": _("a person, name withheld"),
        "a witness, name withheld": _("a witness, name withheld"),
        "witnesses, name withheld": _("witnesses, name withheld"),
        "a resident, name withheld": _("a resident, name withheld"),
        "residents, name withheld": _("residents, name withheld"),
        "a survivor, name withheld": _("a survivor, name withheld"),
        "survivors, name withheld": _("survivors, name withheld"),
        "a relative, name withheld": _("a relative, name withheld"),
        "relatives, name withheld": _("relatives, name withheld"),
        "a neighbour, name withheld": _("a neighbour, name withheld"),
        "neighbours, name withheld": _("neighbours, name withheld"),
        "a villager, name withheld": _("a villager, name withheld"),
        "villagers, name withheld": _("villagers, name withheld"),
        "an activist, name withheld": _("an activist, name withheld"),
        "activists, name withheld": _("activists, name withheld"),
        "a doctor, name withheld": _("a doctor, name withheld"),
        "doctors, name withheld": _("doctors, name withheld"),
        "a nurse, name withheld": _("a nurse, name withheld"),
        "a medic, name withheld": _("a medic, name withheld"),
        "medics, name withheld": _("medics, name withheld"),
        "a paramedic, name withheld": _("a paramedic, name withheld"),
        "a farmer, name withheld": _("a farmer, name withheld"),
        "a teacher, name withheld": _("a teacher, name withheld"),
        "a shopkeeper, name withheld": _("a shopkeeper, name withheld"),
        "a driver, name withheld": _("a driver, name withheld"),
        "a student, name withheld": _("a student, name withheld"),
        "a journalist, name withheld": _("a journalist, name withheld"),
        "a reporter, name withheld": _("a reporter, name withheld"),
        "a photographer, name withheld": _("a photographer, name withheld"),
        "a lawyer, name withheld": _("a lawyer, name withheld"),
        "a detainee, name withheld": _("a detainee, name withheld"),
        "a prisoner, name withheld": _("a prisoner, name withheld"),
        "a defector, name withheld": _("a defector, name withheld"),
        "a refugee, name withheld": _("a refugee, name withheld"),
        "refugees, name withheld": _("refugees, name withheld"),
        "a man, name withheld": _("a man, name withheld"),
        "a woman, name withheld": _("a woman, name withheld"),
        "a child, name withheld": _("a child, name withheld"),
    }
