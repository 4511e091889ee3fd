"""Persons whom claims name: shown only to those who ask, and never published from here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.checks.name_lists import counted_in
from onrecord.checks.persons import Person, listed_in, name_lists, person
from onrecord.kit.folding import fold
from onrecord.model import Claim, Incident
from onrecord.workflow.desk.view import View

_MOST_DOCUMENTS = 60
_MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A person, and the claims and documents that name them."""

    name: str
    age: int | None
    claims: tuple[str, ...]
    documents: tuple[str, ...]


def people(view: View, incident: Incident) -> tuple[Named, ...]:
    """
    Return the persons named as harmed in an incident's claims or in lists beside them.

    Careful and never complete: words that may be something else name nobody. The Standards
    for Casualty Recording (page 41) ask for names with each count; what may be published of
    them a person decides, elsewhere.
    """
    found: dict[str, tuple[Person, dict[str, None], dict[str, None]]] = {}
    places = {fold(name) for name in incident.place_names}
    for claim, one in _told(view, incident):
        if one.key in places:
            continue
        _, claims, documents = found.setdefault(one.key, (one, {}, {}))
        claims[claim.id] = documents[claim.document] = None
    return tuple(
        Named(name=one.name, age=one.age, claims=tuple(claims), documents=tuple(documents))
        for one, claims, documents in list(found.values())[:_MOST]
    )


def _told(view: View, incident: Incident) -> Iterator[tuple[Claim, Person]]:
    claims = [view.record.claims[c] for c in incident.claim_ids if c in view.record.claims]
    for claim in claims:
        words = claim.victims or ""
        alone = person(words)
        for one in (alone,) if alone is not None else listed_in(words):
            yield claim, one
    for name in list(dict.fromkeys(claim.document for claim in claims))[:_MOST_DOCUMENTS]:
        yield from _in_lists(name, [c for c in claims if c.document == name], view)


def _in_lists(document: str, claims: Sequence[Claim], view: View) -> Iterator[tuple[Claim, Person]]:
    """Yield who stands in a list that is said to be the people of one of the claims."""
    text = view.record.text_of(document)
    if text is None:
        return
    in_order = sorted(claims, key=lambda claim: claim.passage.start)
    for listed in name_lists(text.content):
        counted = counted_in(listed, in_order, text.content)
        if counted:
            yield from ((counted[-1], one) for one in listed.persons)
