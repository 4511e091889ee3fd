"""What is searched for: words, and the other names of the places and actors among them."""

import re
from collections.abc import Iterator, Mapping, Sequence

from onrecord.kit.spelling import is_arabic, words_of
from onrecord.model import Claim
from onrecord.workflow.desk.exploring.bits import Bits, bits_of
from onrecord.workflow.desk.exploring.things import Things
from onrecord.workflow.desk.naming.used import names
from onrecord.workflow.desk.view import View

Group = tuple[str, ...]  # what may stand for one word or name: any of it will do
_QUOTED = re.compile(r"[\"“”«»]([^\"“”«»]*)[\"“”«»]|(\S+)")
_ARTICLE = re.compile(r"^(?:[وف]?(?:بال|كال|لل|ال))(?=..)")
_JOINED = ("", "و", "ف", "ب", "ل", "ك")  # Arabic writes "and", "by", "to" and "as" onto the word
_MOST_WORDS = 12
_LONGEST_NAME = 5  # words
_MOST_NAMES = 24  # of one place or actor


def groups(view: View, words: str) -> tuple[Group, ...]:
    """
    Return what has to be found, all of it: each word, or name with all its other names.

    So "Aleppo" finds what says حلب, and what says "Halab", as far as the record or the list
    of places knows that they are one. What stands in quotation marks is left as it is.
    """
    found: list[Group] = []
    for phrase, is_exact in _parts(words):
        if is_exact:
            found.append((phrase,))
            continue
        known = _known(view)
        parts = phrase.split()
        at = 0
        while at < len(parts):
            size = next((n for n in range(_LONGEST_NAME, 1, -1) if _at(parts, at, n) in known), 1)
            name = _at(parts, at, size)
            found.append(tuple(dict.fromkeys((name, *known.get(name, ())))))
            at += size
    return tuple(found[:_MOST_WORDS])


def fitting(view: View, every: Things, words: str) -> Bits:
    """
    Return the things whose own words or names fit what is searched for.

    A claim's own words are those it is read from, and the names of places, actors and
    things in it; an incident has those of all its claims.
    """
    hay = view.index.once("claims' words", lambda: _hay(view))
    left = list(hay)
    for group in groups(view, words):
        left = _saying(group, left, hay)
    return bits_of((every.at[one] for one in left if one in every.at), len(every.row))


def _saying(group: Group, claim_ids: list[str], hay: Mapping[str, str]) -> list[str]:
    """Return the claims in whose words anything of a group stands, at a word's start."""
    found: set[str] = set()
    for way in _ways(group):
        found.update([one for one in claim_ids if way in hay[one]])
        if len(found) == len(claim_ids):
            break
    return [one for one in claim_ids if one in found]


def folded(text: str) -> str:
    """
    Return words as they are searched: no case, marks or Arabic articles.

    >>> folded("قُتل في الرقة") == folded("قتل في رقة")
    True
    """
    return " ".join(_ARTICLE.sub("", w) if is_arabic(w) else w for w in words_of(text))


def _parts(words: str) -> Iterator[tuple[str, bool]]:
    """Yield what is written, folded: runs of loose words, and each phrase in quotation marks."""
    loose: list[str] = []
    for match in _QUOTED.finditer(words):
        if match[2]:
            loose.append(match[2])
            continue
        if loose:
            yield folded(" ".join(loose)), False
            loose = []
        if folded(match[1]):
            yield folded(match[1]), True
    if loose:
        yield folded(" ".join(loose)), False


def _at(parts: Sequence[str], at: int, size: int) -> str:
    return " ".join(parts[at : at + size]) if at + size <= len(parts) else ""


def _ways(group: Group) -> tuple[str, ...]:
    """Return how what is searched for may begin in a text: at a word's start."""
    return tuple(
        f" {joined}{name}" for name in group for joined in (_JOINED if is_arabic(name) else ("",))
    )


def _known(view: View) -> Mapping[str, Group]:
    """Return the other names of each name, folded."""
    return view.index.once("other names", lambda: _other_names(view))


def _other_names(view: View) -> Mapping[str, Group]:
    by_id: dict[str, dict[str, None]] = {}
    record = view.record
    for place in record.places.values():
        by_id.setdefault(place.id, {})[folded(place.name)] = None
    for actor in record.actors.values():
        by_id.setdefault(actor.id, {}).update(
            dict.fromkeys(map(folded, (actor.name, *actor.aliases)))
        )
    for one in names(view).meant.values():
        written = (name for name, _ in one.written.most_common(_MOST_NAMES))
        by_id.setdefault(one.id, {}).update(dict.fromkeys(map(folded, written)))
    known: dict[str, dict[str, None]] = {}
    for held in by_id.values():
        told = [name for name in held if name][:_MOST_NAMES]
        for name in told:
            known.setdefault(name, {}).update(dict.fromkeys(told))
    return {name: tuple(others) for name, others in known.items()}


def _hay(view: View) -> Mapping[str, str]:
    names_of = {p.id: p.name for p in view.record.places.values()}
    names_of.update({a.id: a.name for a in view.record.actors.values()})
    return {c.id: _text(c, names_of) for c in view.record.claims.values()}


def _text(claim: Claim, names_of: Mapping[str, str]) -> str:
    """Return what a claim is found by: a space before each word."""
    mentions = (*claim.places, *claim.perpetrators, *claim.sources)
    told = [claim.passage.exact, claim.victims or "", claim.weapon or ""]
    told += [m.name for m in mentions]
    told += [names_of[m.best] for m in mentions if m.best and m.best in names_of]
    return " " + folded(" \n ".join(dict.fromkeys(told)))
