"""Where each thing of the record has its page, and what a link to it says."""

from dataclasses import dataclass
from re import compile as pattern
from urllib.parse import quote

from markupsafe import Markup

from onrecord.model import Claim, Incident
from onrecord.web import wording
from onrecord.web.words import _, filled, ngettext
from onrecord.workflow.desk import View, document
from onrecord.workflow.desk.telling import Kind, Part, Said, Thing, thing

_PAGES = {
    Kind.CLAIM: "/claims/",
    Kind.INCIDENT: "/incidents/",
    Kind.DOCUMENT: "/documents/",
    Kind.PROBLEM: "/checks/",
    Kind.DECISION: "/history/",
    Kind.PLACE: "/places/",
    Kind.ACTOR: "/actors/",
}
_FEW = 3  # claims named one by one
_PART = pattern(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words, and where they lead; `href` is empty where nowhere."""

    words: str
    href: str = ""

    @property
    def plain(self) -> str:
        """The words for a program: nothing in them is escaped for a page."""
        return self.words.unescape() if isinstance(self.words, Markup) else self.words


def to(kind: Kind | str, identity: str) -> str:
    """
    Return the address of a thing's page; empty for what has none.

    >>> to("place", "within:geo:1/old bakery")
    '/places/within:geo:1%2Fold%20bakery'
    """
    page = _PAGES.get(Kind(kind))
    return page + quote(identity, safe=":") if page else ""


def found(name: str, now: View) -> Thing:
    """Return what an id in an address refers to."""
    told = document.called(now, name)
    return thing(told.name if told else name, now.record, now.index)


def piece(one: Thing, now: View) -> Piece:
    """Return a link to a thing in the words that a reader knows it by."""
    claim = now.record.claims.get(one.id) or now.record.as_read.get(one.id)
    is_there = one.kind is not Kind.CLAIM or one.id in now.record.claims
    incident = now.index.incidents.get(one.id)
    decision = now.decisions.get(one.id)
    if claim is not None:
        words = named(claim)
    elif incident is not None:
        words = called(incident)
    elif decision is not None:
        moment = wording.moment(decision.at)
        words = filled(_("of %(who)s, %(moment)s"), who=decision.by, moment=moment)
    else:
        words = one.name or one.id
    return Piece(words, to(one.kind, one.id) if is_there else "")


def named(claim: Claim) -> str:
    """Return what a claim is called in a sentence: its harm and its place."""
    place = claim.places[0].name if claim.places else ""
    told = wording.harm(claim)
    return filled(_("%(harm)s (%(place)s)"), harm=told, place=place) if place else told


def called(incident: Incident) -> str:
    """Return what an incident is called in a sentence: its place and its time."""
    place = incident.place_names[0] if incident.place_names else _("place not told")
    return filled(_("%(place)s, %(when)s"), place=place, when=wording.when(incident.when))


def sentence(told: Said, now: View) -> tuple[Piece, ...]:
    """Return a sentence in the language of whoever looks, with its links."""
    found: list[Piece] = []
    for n, words in enumerate(_PART.split(_(told.words))):
        if n % 2 == 0:
            found.append(Piece(words))
        else:
            found += _filled(told.parts[words], now)
    return tuple(one for one in found if one.words)


def _filled(part: Part, now: View) -> list[Piece]:
    if isinstance(part, str):
        return [Piece(part)]
    if isinstance(part, int):
        return [Piece(ngettext("%(n)s other", "%(n)s others", part) % {"n": wording.number(part)})]
    if isinstance(part, Thing):
        return [piece(part, now)]
    found: list[Piece] = []
    for one in part[:_FEW]:
        found += [Piece(_(", "))] if found else []
        found.append(piece(one, now))
    left = len(part) - _FEW
    if left > 0:
        more = ngettext(" and %(n)s more", " and %(n)s more", left)
        found.append(Piece(more % {"n": wording.number(left)}))
    return found
