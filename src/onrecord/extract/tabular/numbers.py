"""How many a cell says: in digits, in signs, in words, English or Arabic."""

import re
import unicodedata
from functools import lru_cache

from onrecord.extract import hedge
from onrecord.extract.arabic import quantity as arabic
from onrecord.extract.arabic.words import words_of
from onrecord.extract.quantity import quantities
from onrecord.extract.tabular import vocabulary
from onrecord.kit.spelling import is_arabic
from onrecord.model import Count, Qualifier

_LONGEST = 120  # characters: what is longer tells a story and is no number
_DIGITS = r"\d{1,3}(?:[,\u066c' \u00a0\u202f\u2009]\d{3})+|\d+(?:\.0+)?"
_ONE = re.compile(rf"(?P<before>[<>≥≤~≈]|>=|<=|=>|c\.|ca\.)?\s*(?P<n>{_DIGITS})\s*(?P<after>\+)?")
_RANGE = re.compile(rf"(?P<low>{_DIGITS})\s*(?:-|–|—|‑|\bto\b|\.\.)\s*(?P<high>{_DIGITS})")
_NOT_DIGIT = re.compile(r"\D")
_POINT = re.compile(r"\.0+$")
_BY_SIGN = {
    ">": Qualifier.MORE_THAN,
    "<": Qualifier.UP_TO,
    "≥": Qualifier.AT_LEAST,
    ">=": Qualifier.AT_LEAST,
    "=>": Qualifier.AT_LEAST,
    "≤": Qualifier.UP_TO,
    "<=": Qualifier.UP_TO,
    "+": Qualifier.AT_LEAST,
}
# What may stand beside the number in a cell and changes nothing of it.
_BESIDE = frozenset(
    "people persons person individuals killed dead deaths injured wounded victims casualties"
    " شخص شخصا اشخاص قتيل قتيلا قتلي جريح جريحا جرحي شهيد شهيدا شهداء ضحيه ضحايا مصاب مصابا".split()
)
_MOST = 10**9  # people: what is larger is no count of them


class UnreadableError(ValueError):
    """A cell of a column of counts says something that is no number of people."""


@lru_cache(maxsize=65_536)
def count(value: str) -> Count | None:
    """
    Return how many a cell says; None if it says that this is not known, or nothing.

    Unknown is not zero, and 0 is: "0" says that there was nobody.

    Raises:
        UnreadableError: It says something else.

    >>> [str(count(cell)) for cell in ("12", "12-15", "12+", ">40", "~40", "at least 12")]
    ['12', '12 to 15', '12 or more', '41 or more', 'about 40', '12 or more']
    >>> [str(count(cell)) for cell in ("dozens", "twelve", "١٢", "1,200", "0")]
    ['24 or more', '12', '12', '1,200', '0']
    >>> count("unknown") is None, count("") is None
    (True, True)
    """
    if not value.strip() or is_unknown(value):
        return None
    bare = _in_plain_digits(value.strip())
    if len(bare) > _LONGEST:
        raise UnreadableError(value)
    found = _in_signs(bare) or _in_words(bare)
    if found is None or max(found.low or 0, found.high or 0) > _MOST:
        raise UnreadableError(value)
    return found


@lru_cache(maxsize=65_536)
def is_unknown(value: str) -> bool:
    """
    Return whether a cell says that something is not known, or holds a mark for that.

    >>> is_unknown("N/A"), is_unknown("غير معروف"), is_unknown("0")
    (True, True, False)
    """
    return vocabulary.in_cell(value) in vocabulary.said("unknown")


def _in_plain_digits(value: str) -> str:
    """Return a cell with the digits of any script as 0 to 9, sign for sign."""
    if value.isascii():
        return value
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in value)


def _in_signs(bare: str) -> Count | None:
    match = _RANGE.fullmatch(bare)
    if match:
        low, high = _value(match["low"]), _value(match["high"])
        if low > high:
            return None
        return Count(low=low, high=high, qualifier=Qualifier.RANGE if low < high else _EXACT)
    match = _ONE.fullmatch(bare)
    if not match:
        return None
    value, sign = _value(match["n"]), match["before"] or match["after"]
    if sign is None:
        return Count(low=value, high=value, qualifier=_EXACT)
    if match["before"] and match["after"]:  # "~12+"
        return Count(low=value, qualifier=Qualifier.AT_LEAST)
    if sign == "<":
        return Count(high=value - 1, qualifier=Qualifier.UP_TO) if value else None
    return hedge.bounds(value, [_BY_SIGN.get(sign, Qualifier.ABOUT)])


_EXACT = Qualifier.EXACT


def _value(digits: str) -> int:
    return int(_NOT_DIGIT.sub("", _POINT.sub("", digits)))


def _in_words(bare: str) -> Count | None:
    """Read "at least 12", "dozens", "ما لا يقل عن 12", as the readers of reports do."""
    if len(bare) > _LONGEST:
        return None
    if is_arabic(bare):
        words = words_of(bare, 0, len(bare))
        told = arabic.quantities(words)
        if len(told) != 1:
            return None
        left = [w.form for w in (*words[: told[0].first], *words[told[0].last :])]
        known = told[0].counts != "unknown"
        return told[0].count if known and _changes_nothing(left) else None
    found = quantities(bare)
    if len(found) != 1 or found[0].is_share or found[0].is_ratio:
        return None
    left = (bare[: found[0].start] + " " + bare[found[0].end :]).casefold().split()
    return _whole(found[0].count) if _changes_nothing(left) else None


def _whole(count: Count) -> Count | None:
    ends = [end for end in (count.low, count.high) if end is not None]
    return count if all(float(end).is_integer() for end in ends) else None


def _changes_nothing(left: list[str]) -> bool:
    return all(word in _BESIDE for word in left)
