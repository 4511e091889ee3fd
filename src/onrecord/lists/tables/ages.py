"""Ages as lists write them: whole years, never more exact than the words."""

import re
import unicodedata
from functools import lru_cache

from onrecord.lists.tables.vocabulary import age_words, plain

_OLDEST = 120
_IN_YEAR = {"years": 1, "months": 12, "weeks": 52, "days": 365, "hours": 365 * 24}
_NUMBER = re.compile(r"(?P<whole>\d{1,5})(?:[.,](?P<part>\d{1,2}))?")
_PART = re.compile(r"(?P<number>\d{1,5}(?:[.,]\d{1,2})?)?\s*(?P<unit>[^\W\d_][^\d]*)")
_AND = re.compile(r"\s*(?:,|،|\+|\band\b|\bet\b|\sو\s?)\s*")
_BEFORE = re.compile(r"^(?:aged?|العمر|عمره|عمرها|agee?)\b[:\s]*", re.IGNORECASE)
_LESS = re.compile(
    r"(?:less than|under|below|moins d|moins de|اقل من|دون) ?(?:an|a|one|1|une|un)? ?(?P<unit>\w+)"
)
_BELOW_ONE = re.compile(r"<\s*1\b|\b1\s*>")


@lru_cache(maxsize=16_384)
def age(cell: str, unit: str = "years") -> int | None:
    """
    Return an age in whole years; None if the cell tells none, or not exactly.

    Months, weeks and days are below one year until they make one. What is told as about, as
    more than or as a range is no age here: the cell is kept as it stands, and a person decides.

    Args:
        cell: As written.
        unit: Of a bare number: `years`, `months`, `days`.

    >>> [age(cell) for cell in ("14 سنة", "3 months", "٧", "1 year 3 months", "شهرين", "<1")]
    [14, 0, 7, 1, 0, 0]
    >>> [age(cell) for cell in ("about 30", "25-30", "30s", "200", "")]
    [None, None, None, None, None]
    """
    bare = _BEFORE.sub("", _plain_digits(cell).strip()).strip(" .;،")
    if not bare:
        return None
    number = _NUMBER.fullmatch(bare)
    if number:
        return _whole([(_value(bare), unit)])
    if plain(bare) in age_words()[2] or _BELOW_ONE.fullmatch(bare) or _is_less(bare):
        return 0
    parts = [_part(piece) for piece in _pieces(bare)]
    told = [part for part in parts if part is not None]
    return _whole(told) if told and len(told) == len(parts) else None


def _is_less(bare: str) -> bool:
    """Return whether it is "less than a day", of any unit up to a year."""
    less = _LESS.fullmatch(plain(bare))
    return less is not None and less["unit"] in age_words()[0]


def _plain_digits(cell: str) -> str:
    if cell.isascii():
        return cell
    return "".join(str(unicodedata.decimal(s)) if s.isdecimal() else s for s in cell)


def _value(number: str) -> float:
    return float(number.replace(",", "."))


def _pieces(bare: str) -> list[str]:
    """Return "1 year 3 months" in its parts."""
    apart = re.sub(r"(?<=[^\W\d_])\s+(?=\d)", " + ", bare)
    return [piece for piece in _AND.split(apart) if piece.strip()]


def _part(piece: str) -> tuple[float, str] | None:
    """Return a number with its unit; None if that is not all of it."""
    found = _PART.fullmatch(piece.strip())
    if found is None:
        return None
    units, pairs, _ = age_words()
    word = plain(found["unit"])
    if found["number"] is None:
        if word in pairs:
            return (2.0, pairs[word])
        return (1.0, units[word]) if word in units and len(word) > 1 else None
    return (_value(found["number"]), units[word]) if word in units else None


def _whole(told: list[tuple[float, str]]) -> int | None:
    years = sum(number / _IN_YEAR[unit] for number, unit in told)
    return int(years) if years <= _OLDEST else None
