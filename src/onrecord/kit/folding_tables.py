"""What another program must know to fold words as `search_words` does: its letters, as data."""

import sys
import unicodedata
from functools import cache
from typing import Any

from onrecord.kit import search_words, spelling


@cache
def folding_tables() -> dict[str, Any]:
    """
    Return the tables of folding, as JSON can hold them.

    A browser knows neither Python's `casefold` nor which marks combine, and its Unicode may be
    of another year, so what differs is told to it and not worked out there again.

    Returns:
        `cases`: characters that fold in another way than to small letters through capitals.
        `plain`, `alike`: letters that stand for others.
        `ayns`, `apostrophes`, `marks`: as in the words' own rule; `marks` for inside a class.
        `kept`: marks that are letters of their scripts; for inside a class.
        `digits`: the noughts of all scripts' digits.
        `sounds`, `arabic`: how words of names sound.
    """
    return {
        "cases": _cases(),
        "plain": _letters(spelling.PLAIN_LETTERS),
        "alike": _letters(spelling.ARABIC_ALIKE),
        "ayns": search_words.AYNS,
        "apostrophes": search_words.APOSTROPHES,
        "marks": search_words.MARKS,
        "kept": _runs(_is_kept_mark),
        "digits": "".join(chr(c) for c in _points() if unicodedata.decimal(chr(c), -1) == 0),
        "sounds": [list(pair) for pair in spelling.SOUNDS],
        "arabic": _letters(spelling.ARABIC_SOUNDS),
    }


def _points() -> range:
    return range(sys.maxunicode + 1)


def _cases() -> dict[str, str]:
    letters = map(chr, _points())
    return {
        one: folded
        for one in letters
        if (folded := one.casefold()) != "".join(big.lower() for big in one.upper())
    }


def _letters(table: dict[int, Any]) -> dict[str, str]:
    return {chr(code): to or "" for code, to in table.items()}


def _is_kept_mark(letter: str) -> bool:
    return unicodedata.category(letter) in {"Mn", "Mc"} and not unicodedata.combining(letter)


def _runs(belongs: Any) -> str:
    """Return the characters that belong, as runs for a class of a regular expression."""
    found = [code for code in _points() if belongs(chr(code))]
    starts = [code for code, before in zip(found, [-2, *found], strict=False) if code != before + 1]
    ends = [code for code, after in zip(found, [*found[1:], -2], strict=True) if code + 1 != after]
    return "".join(f"{chr(a)}-{chr(b)}" for a, b in zip(starts, ends, strict=True))
