"""One incident from a table of claims, under a rulebook."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from onrecord import reconcile, testing
from onrecord.kit.folding import fold
from onrecord.model import Incident, Ruling
from onrecord.reconcile import rulebooks

MAP = """
    site Old Market < town Tal Amar < district Tal Amar district < province Hasra < country Syria
    town Rimal < district Rimal district < province Hasra < country Syria
    town Kafr Dan < province Nahr < country Syria
    area Northern Plain < country Syria
    area Black Sea
"""
ACTORS = """
    documenter SNHR
    documenter Amal Watch
    media Reuters
    official Health Ministry
    force Coalition
    force Coalition Command
    state Syria
    state Turkey
    force Army
    armed_group Northern Front
    armed_group Eastern Brigade
"""
SHELF = """
    a.txt | The Courier | 2018-08-10
    b.txt | Northern Post | 2018-08-11
    c.txt | Daily Herald | 2018-08-12
"""


@pytest.fixture
def ruled() -> Callable[..., Ruling]:
    """
    Return what a rulebook makes of the incident that a table's claims tell of.

    Claims of the table that are marked as denied stand outside the incident, as the record
    keeps them.
    """

    def make(book: str, table: str, place: str | None = None) -> Ruling:
        return rulebooks.ruling(book, evidence(table, place))

    return make


def evidence(table: str, place: str | None = None) -> rulebooks.Evidence:
    """Return an incident of a table's claims with all that is known of it."""
    claims = testing.claims(table)
    inside = [claim for claim in claims if claim.stance.value != "denied"]
    known = testing.world(MAP, ACTORS)
    shelf = testing.documents(SHELF)
    return rulebooks.Evidence(
        incident=_incident(inside, place),
        claims={claim.id: claim for claim in claims},
        voices=reconcile.by_claim(reconcile.origins(claims, shelf, {}, known.actor, known.place)),
        documents=shelf,
        place=known.place,
        actor=_with_kin(known),
    )


def _incident(claims, place) -> Incident:
    spots = [m for claim in claims for m in claim.places]
    ids = [f"place:{fold(place)}"] if place else [m.best for m in spots if m.best]
    return Incident(
        id="inc_test",
        claim_ids=tuple(claim.id for claim in claims),
        when=next((claim.when for claim in claims if claim.when), None),
        place_ids=tuple(dict.fromkeys(ids)),
        place_names=tuple(dict.fromkeys([place] if place else [m.name for m in spots])),
        perpetrators=tuple(dict.fromkeys(m.name for c in claims for m in c.perpetrators)),
    )


def _with_kin(known: testing.World):
    """The command is part of the coalition, the army Syria's; a table of actors cannot say so."""
    country = {"Army": "Syria", "Turkey": "Turkey"}

    def actor(actor_id: str):
        found = known.actor(actor_id)
        if found and found.name in country:
            return replace(found, country=country[found.name])
        if found and found.name == "Coalition Command":
            return replace(found, part_of="actor:coalition")
        return found

    return actor


def words(ruling: Ruling, table: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the rules that used and set aside a table's claims, by the claims' words."""
    known = {claim.id: claim.passage.exact for claim in testing.claims(table)}
    sides = (ruling.used, ruling.set_aside)
    return tuple({known[w.claim_id]: w.rule.id for w in side} for side in sides)


@pytest.fixture
def sorted_out():
    """Return which rules used and set aside a table's claims, by the claims' words."""
    return words
