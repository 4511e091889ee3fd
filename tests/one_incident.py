"""The voices of one incident of a made-up country, as tests of voices ask for them."""

from onrecord import group, reconcile, testing
from onrecord.model import Block, Text, Voice

SHELF = """
    a.txt | The Courier | 2018-08-10
    b.txt | Northern Post | 2018-08-11
    c.txt | Daily Herald | 2018-08-12
"""
KNOWN = testing.world(
    "town Dahyan < country Ardania",
    "documenter Amal Watch\nmedia Daily Herald\nstate Republic of Ardania",
)
HERE = "in Dahyan | 2018-08-09"


def voices(table, texts=None, shelf=SHELF, is_place=lambda _name: False):
    """Return the origins of one incident, each as the words of its claims."""
    claims = testing.claims(table)
    shelf = testing.documents(shelf)
    told = {name: _text(name, content) for name, content in (texts or {}).items()}
    found = reconcile.origins(claims, shelf, told, KNOWN.actor, KNOWN.place, named=named)
    made = group.incidents(claims, shelf, KNOWN.place, KNOWN.actor).incidents
    by_id = {claim.id: claim for claim in claims}
    joined = reconcile.speaking_for_one(
        found, made, by_id, shelf, told, KNOWN.actor, named=named, is_place=is_place
    )
    return {
        origin.name: {by_id[name].passage.exact for name in origin.claim_ids} for origin in joined
    }


def named(name):
    """Return the actor of a name, as a list of actors would give it."""
    return next((actor for actor in KNOWN.actors.values() if actor.name == name), None)


def _text(name, content):
    blocks = (Block(start=0, end=len(content), voice=Voice.BODY, rule="test"),)
    return Text(snapshot_id=name, content=content, blocks=blocks, language="en", reader="test")
