"""What a decision says, as a sentence with references: one for the terminal and the browser."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from onrecord.model import Choice, Decision, Record
from onrecord.workflow.desk.view import Index


class Kind(StrEnum):
    """What a reference refers to."""

    CLAIM = "claim"
    INCIDENT = "incident"
    DOCUMENT = "document"
    PROBLEM = "problem"
    DECISION = "decision"
    PLACE = "place"
    ACTOR = "actor"
    OTHER = "other"  # a file and line, or what the record no longer has


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """
    A reference to something in the record.

    Attributes:
        kind: What it is.
        id: Its id; of a document too.
        name: What it is called, where it has a name of its own; else None.
    """

    kind: Kind
    id: str
    name: str | None = None


Part = str | int | Thing | tuple[Thing, ...]  # words, so many others, one thing, claims


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """
    A sentence.

    Attributes:
        words: With `%(name)s` where a part goes; in English, to be translated as it stands.
        parts: By name. A number is one of other claims.
    """

    words: str
    parts: Mapping[str, Part]


def to_say(words: str) -> str:
    """Return words as they are; marks them for those who translate the desk."""
    return words


def said(decision: Decision, record: Record, index: Index | None = None) -> Said:
    """Return what a decision says; `index` saves making one of the record."""
    index = index or Index(record)
    claims = tuple(Thing(kind=Kind.CLAIM, id=claim_id) for claim_id in decision.claims)
    match decision.choice:
        case Choice.TOGETHER:
            return _together(decision, claims, index)
        case Choice.APART:
            others = len(decision.others)
            words = to_say("%(claims)s split off from %(others)s")
            return Said(words=words, parts={"claims": claims, "others": others})
        case Choice.TRACE:
            words = to_say("%(claims)s traced to %(origin)s")
            return Said(words=words, parts={"claims": claims, "origin": decision.origin or ""})
        case Choice.NAME | Choice.SAME:
            return _naming(decision, record, index)
        case Choice.ONE_PERSON | Choice.OTHER_PERSONS:
            number = str(len(decision.persons))
            return Said(words=_OF_PERSONS[decision.choice], parts={"number": number})
        case Choice.NOTE | Choice.SETTLE | Choice.UNDO:
            target = thing(decision.target or "", record, index)
            return Said(words=_ABOUT_ONE[decision.choice], parts={"thing": target})
        case _:
            return Said(words=_OF_CLAIMS[decision.choice], parts={"claims": claims})


_OF_CLAIMS = {
    Choice.ACCEPT: to_say("%(claims)s accepted"),
    Choice.CORRECT: to_say("%(claims)s corrected"),
    Choice.ADD: to_say("%(claims)s added"),
    Choice.REJECT: to_say("%(claims)s rejected"),
    Choice.UNSURE: to_say("%(claims)s left open"),
}
_OF_PERSONS = {  # by their number alone: who they are stands on the pages of lists
    Choice.ONE_PERSON: to_say("%(number)s rows of lists are one person"),
    Choice.OTHER_PERSONS: to_say("%(number)s rows of lists are different persons"),
}
_ABOUT_ONE = {
    Choice.NOTE: to_say("note on %(thing)s"),
    Choice.SETTLE: to_say("problem %(thing)s settled"),
    Choice.UNDO: to_say("decision %(thing)s undone"),
}


def _together(decision: Decision, claims: tuple[Thing, ...], index: Index) -> Said:
    homes = {c: index.incident_of[c].id for c in decision.claims if c in index.incident_of}
    if len(set(homes.values())) != 1:
        return Said(words=to_say("%(claims)s tell of one incident"), parts={"claims": claims})
    home = Thing(kind=Kind.INCIDENT, id=next(iter(homes.values())))
    words = to_say("%(claims)s tell of one incident, %(incident)s")
    return Said(words=words, parts={"claims": claims, "incident": home})


def _naming(decision: Decision, record: Record, index: Index) -> Said:
    meant = thing(decision.target or "", record, index)
    if decision.choice is Choice.SAME:
        given_up = thing(decision.name or "", record, index)
        return Said(
            words=to_say("%(given_up)s is %(kept)s"), parts={"given_up": given_up, "kept": meant}
        )
    words = to_say("“%(name)s” means %(meant)s")
    return Said(words=words, parts={"name": decision.name or "", "meant": meant})


def thing(name: str, record: Record, index: Index) -> Thing:
    """Return what an id or a document's name refers to, wherever it is in a record."""
    if name in record.claims:
        return Thing(kind=Kind.CLAIM, id=name)
    if name in index.incidents or name.startswith("inc_"):  # a retired id leads on from there
        return Thing(kind=Kind.INCIDENT, id=name)
    if name in record.documents:
        document = record.documents[name]
        return Thing(kind=Kind.DOCUMENT, id=document.id, name=document.title or name)
    if name in index.problems:
        found = index.problems[name]
        return Thing(kind=Kind.PROBLEM, id=name, name=found.code)
    if name in record.places:
        return Thing(kind=Kind.PLACE, id=name, name=record.places[name].name)
    if name in record.actors:
        return Thing(kind=Kind.ACTOR, id=name, name=record.actors[name].name)
    kind = {"clm_": Kind.CLAIM, "prb_": Kind.PROBLEM, "dec_": Kind.DECISION}.get(name[:4])
    return Thing(kind=kind or Kind.OTHER, id=name)
