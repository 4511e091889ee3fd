"""As much of a record as one incident needs: a page costs what it shows, and no more."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from onrecord.kit.folding import fold
from onrecord.model import (
    Choice,
    Claim,
    Corroboration,
    Decision,
    Incident,
    Problem,
    Record,
    Ruling,
    Stance,
)
from onrecord.model.backing import host
from onrecord.workflow import corroborating, derive, ruling
from onrecord.workflow.desk.view import View

_MADE = ("rulings", "corroboration", "bounds")
_SEVERAL = 2  # publishers of one site: then it tells the publisher of no other document


def around(view: View, incident: Incident) -> Record:
    """
    Return a record of one incident that answers every question about it like the whole one.

    It holds every claim of the incident's documents, for tolls are read beside each other;
    every denial, for a denial elsewhere takes back what is said here (though not the text
    around it); and a few documents of each site, by which the publishers of others are known.
    """
    return view.once(("around", incident.id), lambda: _around(view, incident))


def rulings(view: View, incident: Incident) -> tuple[Ruling, ...]:
    """Return what the field's rulebooks make of an incident; worked out at the first call."""
    return view.once(
        ("rulings", incident.id), lambda: ruling.rulings(around(view, incident), incident)
    )


def corroboration(view: View, incident: Incident) -> Corroboration:
    """Return what a critic asks of an incident; worked out at the first call."""
    return view.once(
        ("corroboration", incident.id),
        lambda: corroborating.of_bounded(with_bounds(view, incident), incident),
    )


def with_bounds(view: View, incident: Incident) -> Record:
    """Return the record of an incident with its conflicts and bounds; worked out at first."""
    return view.once(
        ("bounds", incident.id),
        lambda: derive.with_bounds(around(view, incident), {incident.id}),
    )


def goes_on_with(view: View, before: View, incident: Incident) -> bool:
    """
    Return whether a view has an incident to be worked out from what an earlier view had.

    If so it goes on with what came of it there, and nothing is worked out again.
    """
    now, then = around(view, incident), around(before, incident)
    if now.claims != then.claims or now.decisions != then.decisions:
        return False
    for what in _MADE:
        held = before.ready((what, incident.id))
        if held is not None:
            view.take((what, incident.id), held)
    return True


def _around(view: View, incident: Incident) -> Record:
    record, index = view.record, view.index
    own = {record.claims[c].document for c in incident.claim_ids if c in record.claims}
    claims = {claim.id: claim for claim in sorted(_claims(view, incident), key=_place)}
    origins = {o.id: o for c in claims if (o := index.origin_of.get(c)) is not None}
    places = (incident.id, *incident.claim_ids)
    at = index.once("places of problems", lambda: {p: n for n, p in enumerate(index.problems)})
    shelf = dict.fromkeys((*(c.document for c in claims.values()), *_known_sites(view)))
    return replace(
        record,
        documents={name: record.documents[name] for name in shelf if name in record.documents},
        texts={
            shot.id: text
            for name in own
            if (shot := record.snapshots.get(name)) and (text := record.texts.get(shot.id))
        },
        claims=claims,
        incidents=(incident,),
        asides=tuple(aside for c in claims if (aside := index.aside_of.get(c)) is not None),
        origins=tuple(one for one in record.origins if one.id in origins),
        problems=tuple(sorted(_problems(view, places), key=lambda one: at[one.id])),
        decisions=tuple(_decisions(view, incident)),
    )


def _claims(view: View, incident: Incident) -> Iterator[Claim]:
    """Yield the claims of the incident's documents, each once, and all denials."""
    claims = view.record.claims
    documents = {claims[c].document for c in incident.claim_ids if c in claims}
    for name in documents:
        yield from (claims[c] for c in view.index.claims_in.get(name, ()) if c in claims)
    for claim_id in view.index.once("denials", lambda: _denials(view.record)):
        claim = claims.get(claim_id)
        if claim is not None and claim.document not in documents:
            yield claim


def _problems(view: View, places: Iterable[str]) -> list[Problem]:
    return [one for place in places for one in view.index.problems_at.get(place, ())]


def _known_sites(view: View) -> tuple[str, ...]:
    """Return documents by which the publisher of a site is known: two of each where they differ."""
    return view.index.once("known sites", lambda: tuple(_by_site(view.record)))


def _by_site(record: Record) -> Iterator[str]:
    publishers: dict[str, set[str]] = {}
    for name, document in record.documents.items():
        site = host(document.told.url)
        if site and document.publisher and document.publisher.strip():
            known = publishers.setdefault(site, set())
            publisher = fold(document.publisher)
            if publisher not in known and len(known) < _SEVERAL:
                known.add(publisher)
                yield name


def _denials(record: Record) -> tuple[str, ...]:
    return tuple(c.id for c in record.claims.values() if c.stance is Stance.DENIED)


def _place(claim: Claim) -> tuple[str, int, int, str]:
    return claim.document, claim.passage.start, claim.passage.end, claim.id


def _decisions(view: View, incident: Incident) -> Iterator[Decision]:
    """Yield the standing decisions that name the incident's claims or its problems."""
    places = (incident.id, *incident.claim_ids)
    problems = [one.id for one in _problems(view, places)]
    found = {d.id: d for thing in (*places, *problems) for d in view.on.get(thing, ())}
    for decision in sorted(found.values(), key=lambda d: (d.at, d.id)):
        if decision.choice is not Choice.UNDO and decision.id not in view.undone:
            yield decision
