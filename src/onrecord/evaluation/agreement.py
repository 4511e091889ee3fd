"""Whether one field of a claim, as a program read it, agrees with a careful person's reading."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
"""A claim as a line of claims.jsonl has it."""

ASIDE_VOICES = frozenset({"comment", "boilerplate"})
ASIDE_STANCES = frozenset({"hypothetical", "denied"})

_DAY = 10  # characters of 2016-03-01
_MONTH = 7  # characters of 2016-03
_SAYS_LITTLE = frozenset(
    "the a an of in city town village province area district governorate "
    "forces syria near al el".split()
)
_FEW = frozenset({2, 3})  # "people" and "several" are taken for one another


def is_aside(claim: Row) -> bool:
    """Whether a claim is a reader's comment, boilerplate, a forecast or a denial."""
    return claim.get("voice") in ASIDE_VOICES or claim.get("stance") in ASIDE_STANCES


def has_number(claim: Row) -> bool:
    """Whether a claim has a number at either end."""
    return claim.get("low") is not None or claim.get("high") is not None


def figures_agree(right: Row, read: Row) -> bool:
    """
    Whether the numbers are the same; of a vague word, the fewest that it allows.

    >>> figures_agree({"qualifier": "exact", "low": 4, "high": 4}, {"low": 4, "high": None})
    False
    """
    if right["qualifier"] != "vague":
        return all(
            right[end] == read.get(end) or _accepts(right, end, read.get(end))
            for end in ("low", "high")
        )
    lows = {right["low"], read.get("low")}
    return read.get("qualifier") == "vague" and (len(lows) == 1 or lows <= _FEW)


def values_agree(right: Row, read: Row) -> bool:
    """Whether what happened and to how many are both right."""
    return _outcomes_agree(right, read) and figures_agree(right, read)


def _outcomes_agree(right: Row, read: Row) -> bool:
    outcome = read.get("outcome")
    return right["outcome"] == outcome or _accepts(right, "outcome", outcome)


def names_agree(right: Sequence[str], read: Sequence[str]) -> bool:
    """
    Whether two lists of names are both empty, or mostly name the same.

    >>> names_agree(["Syrian regime"], ["the regime of Syria"])
    True
    >>> names_agree(["police"], ["police", "residents", "a doctor"])
    False
    """
    if not right or not read:
        return not right and not read
    hits = sum(any(_is_same_name(ours, theirs) for ours in right) for theirs in read)
    return hits > 0 and hits * 2 >= len(read)


def dates_agree(right: Row, read: Row) -> bool:
    """
    Whether both ends are the same day, as far as both are told, and at least to the month.

    >>> dates_agree({"date_from": "2016-03-07"}, {"date_from": "2016-03"})
    True
    >>> dates_agree({"date_from": "2016-03-07"}, {"date_from": "2016"})
    False
    """
    (our_first, our_last), (their_first, their_last) = _ends(right), _ends(read)
    if not our_first or not their_first:
        return not our_first and not their_first
    told = min(len(our_first), len(their_first))
    told_last = min(len(our_last), len(their_last))
    return (
        told >= min(len(our_first), _MONTH)
        and our_first[:told] == their_first[:told]
        and our_last[:told_last] == their_last[:told_last]
    )


def _classes_agree(right: Row, read: Row) -> bool:
    return right["victim_class"] == read.get("victim_class") or _accepts(
        right, "victim_class", read.get("victim_class")
    )


def _lists_agree(field: str) -> Callable[[Row, Row], bool]:
    """Of a list of names: any of the lists that are right agrees."""

    def agree(right: Row, read: Row) -> bool:
        also = (right.get("accept") or {}).get(field) or []
        lists = [[names] if isinstance(names, str) else names for names in also]
        named = read.get(field) or []
        return any(names_agree(names or [], named) for names in [right[field], *lists])

    return agree


def _stances_agree(right: Row, read: Row) -> bool:
    also = (right.get("accept") or {}).get("stance") or []
    return any(_manner({"stance": s}) == _manner(read) for s in [right["stance"], *also])


FIELDS: Mapping[str, Callable[[Row, Row], bool]] = {
    "outcome": _outcomes_agree,
    "figure": figures_agree,
    "qualifier": lambda right, read: right["qualifier"] == read.get("qualifier"),
    "victim_class": _classes_agree,
    "perpetrators": _lists_agree("perpetrators"),
    "places": _lists_agree("places"),
    "date": lambda right, read: (
        dates_agree(right, read) or _accepts(right, "date_from", read.get("date_from"))
    ),
    "sources": _lists_agree("sources"),
    "stance": _stances_agree,
    "voice": lambda right, read: right["voice"] == read.get("voice"),
}
"""What is compared, field by field."""

FULL = ("perpetrators", "places", "date", "sources")
"""The fields that must be right, besides outcome and figure, for a claim to be fully right."""


def _accepts(right: Row, field: str, value: object) -> bool:
    return value in ((right.get("accept") or {}).get(field) or [])


def _manner(claim: Row) -> str:
    """Said in the author's own name, on somebody's word, or not as a fact."""
    stance = claim.get("stance")
    if stance in ASIDE_STANCES:
        return "aside"
    return "attributed" if stance in {"reported", "alleged", "estimated"} else "own"


def _ends(claim: Row) -> tuple[str, str]:
    first, last = claim.get("date_from") or "", claim.get("date_to") or ""
    return first[:_DAY], (last or first)[:_DAY]


def _words(name: str) -> frozenset[str]:
    """Return a name's words, without accents, capitals and the plural's s."""
    parted = unicodedata.normalize("NFKD", name).casefold()
    bare = "".join(char for char in parted if not unicodedata.combining(char))
    return frozenset(
        word[:-1] if len(word) > 3 and word.endswith("s") else word
        for word in re.findall(r"\w+", bare)
    )


def _is_same_name(ours: str, theirs: str) -> bool:
    """Whether at least half of the shorter name's telling words are in the other."""
    first, second = _words(ours), _words(theirs)
    first, second = first - _SAYS_LITTLE or first, second - _SAYS_LITTLE or second
    shared = len(first & second)
    shorter = min(len(first), len(second))
    return shared > 0 if shorter == 1 else shared * 2 >= shorter
