"""What is searched for in claims: the same words, understood alike, as in documents' texts."""

from collections.abc import Iterator, Mapping

from onrecord import resolve
from onrecord.kit.search_words import search_words
from onrecord.model import Claim
from onrecord.store import SameNames
from onrecord.store.query import Term, understood
from onrecord.workflow.desk.exploring.bits import Bits, bits_of
from onrecord.workflow.desk.exploring.things import Things
from onrecord.workflow.desk.naming.used import names
from onrecord.workflow.desk.view import View

_MOST_NAMES = 24  # of one place or actor, as claims write it


def fitting(view: View, every: Things, words: str) -> Bits:
    """
    Return the things whose own words or names fit what is searched for.

    A claim's own words are those it is read from, and the names of places, actors and
    things in it; an incident has those of all its claims.
    """
    hay = view.index.once("claims' words", lambda: _hay(view))
    left = list(hay)
    for group in understood(words, same_names(view)).groups:
        left = _saying(group, left, hay)
    return bits_of((every.at[one] for one in left if one in every.at), len(every.row))


def same_names(view: View) -> SameNames:
    """
    Return which names are names of one thing, as far as the record or a list knows.

    So "Aleppo" finds what says حلب, and what says "Halab".
    """
    return view.index.once("same names", lambda: SameNames(_names(view)))


def _names(view: View) -> Iterator[tuple[str, ...]]:
    used = names(view).meant
    listed = resolve.names().atlas.other_names(view.record.places)
    for place in view.record.places.values():
        told = used.get(place.id)
        written = [name for name, _ in told.written.most_common(_MOST_NAMES)] if told else []
        yield (place.name, *written, *listed.get(place.id, ()))
    for actor in view.record.actors.values():
        told = used.get(actor.id)
        written = [name for name, _ in told.written.most_common(_MOST_NAMES)] if told else []
        yield (actor.name, *actor.aliases, *written)


def _saying(group: tuple[Term, ...], claim_ids: list[str], hay: Mapping[str, str]) -> list[str]:
    """Return the claims in whose words anything of a group stands."""
    found: set[str] = set()
    for term in group:
        way = f" {' '.join(term.words)}{'' if term.is_prefix else ' '}"
        found.update([one for one in claim_ids if way in hay[one]])
        if len(found) == len(claim_ids):
            break
    return [one for one in claim_ids if one in found]


def _hay(view: View) -> Mapping[str, str]:
    names_of = {p.id: p.name for p in view.record.places.values()}
    names_of.update({a.id: a.name for a in view.record.actors.values()})
    return {c.id: _text(c, names_of) for c in view.record.claims.values()}


def _text(claim: Claim, names_of: Mapping[str, str]) -> str:
    """Return what a claim is found by: a space before and after each word."""
    mentions = (*claim.places, *claim.perpetrators, *claim.sources)
    told = [claim.passage.exact, claim.victims or "", claim.weapon or ""]
    told += [m.name for m in mentions]
    told += [names_of[m.best] for m in mentions if m.best and m.best in names_of]
    folded = (f" {one.word}" for part in dict.fromkeys(told) for one in search_words(part))
    return "".join(folded) + " "
