"""Places that a sentence points to without a name: "across the country", "in this city"."""

import re
from collections import Counter
from collections.abc import Sequence

from onrecord.extract import naming
from onrecord.extract.sentence import Sentence
from onrecord.model import Mention, Named

_TOWN = frozenset({"town"})
_NOWHERE: frozenset[str] = frozenset()
_KINDS = {
    "country": frozenset({"country"}),
    "nation": frozenset({"country"}),
    "region": frozenset({"province", "area", "district"}),
    "province": frozenset({"province"}),
    "governorate": frozenset({"province"}),
    "state": frozenset({"province"}),
    "republic": frozenset({"province", "country"}),
    "kingdom": frozenset({"country"}),
    "archipelago": frozenset({"country"}),
    "district": frozenset({"district", "province", "area"}),
    "city": _TOWN,
    "town": _TOWN,
    "village": _TOWN,
}
_THE = re.compile(
    r"\b(?:in|inside|across|throughout|around|within)\s+(?:all\s+of\s+)?the\s+"
    rf"(?:whole\s+|entire\s+|wider\s+)?({'|'.join(_KINDS)})\b(?!\s+(?:of|town|city|capital)\b)",
    re.IGNORECASE,
)
_HERE = re.compile(
    r"\b(?:in|of|on|outside|near|into|at)\s+this\s+(?:[\w-]+\s+){0,3}"
    r"(?:city|town|village|capital|port|settlement|hamlet)\b",
    re.IGNORECASE,
)


def pointed_to(
    sentence: Sentence, names: Sequence[Named], filed: Mention | None
) -> tuple[Mention, ...]:
    """
    Return the place that a sentence without a name points to; empty if to none.

    "The region" is the one named last before it, "the country" the one named most, and
    "this city" the one that the report was filed from.

    Args:
        sentence: The sentence.
        names: The names found in the document, in order.
        filed: The place of the dateline; None if there is none.
    """
    if filed is not None and _HERE.search(sentence.words):
        return (filed,)
    told = _THE.search(sentence.words)
    kinds = _KINDS[told[1].lower()] if told else _NOWHERE
    if not kinds or kinds == _TOWN:
        return ()
    places = [n for n in names if n.kind == "place" and n.what in kinds]
    if kinds == {"country"}:
        return _most(places)
    before = [n for n in places if n.start < sentence.start]
    return tuple(map(naming.mention, before[-1:]))


def town(sentence: Sentence, names: Sequence[Named]) -> tuple[Mention, ...]:
    """
    Return the town named last before a sentence that says "in the city"; empty if none.

    Of those that the paragraph names a quarter is nearer, and is asked for first.

    Args:
        sentence: The sentence.
        names: The names found in the document, in order.
    """
    told = _THE.search(sentence.words)
    if told is None or _KINDS[told[1].lower()] != _TOWN:
        return ()
    before = [
        n for n in names if n.kind == "place" and n.what in _TOWN and n.start < sentence.start
    ]
    return tuple(map(naming.mention, before[-1:]))


def _most(places: Sequence[Named]) -> tuple[Mention, ...]:
    counted = Counter(n.canonical or n.name for n in places)
    best = next(iter(counted.most_common(1)), None)
    first = (n for n in places if best and (n.canonical or n.name) == best[0])
    return tuple(map(naming.mention, first))[:1]
