"""
What a copy says otherwise: a number, a day, a name. Such a copy is a revision.

Two massacres told in the phrases of the trade, and a toll that was brought up to date, are
nearly the same words; what differs is what matters.
"""

import difflib
import re
import unicodedata
from functools import cache
from typing import cast

from onrecord.kit.folding import fold
from onrecord.vocab import read_yaml

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d{1,3}(?:[,.٬]\d{3})+(?!\d)|\d+|\w+")
_BEGINS = re.compile(r"(?:^|[.!?؟:;\n“\"”»«(\[•–—-])\s*$")  # what stands before a first word
_LOOKED_BACK = 6
_SPELLED_ALIKE = 0.8  # Hodeida, Hodeidah; measured on names of one place in the examples


@cache
def _codes(kind: str) -> dict[str, str]:
    told = cast("dict[str, dict[str, object]]", read_yaml(__package__, "changes.yaml"))
    return {word: str(code) for word, code in told[kind].items()}


def numbers(words: str) -> list[str]:
    """
    Return the numbers in some words, however they are written.

    >>> numbers("Fifteen of 1,200 people; ٤٥ hurt")
    ['15', '1200', '45']
    """
    found = []
    for word in _NUMBER.findall(words):
        if word[0].isdecimal():
            found.append(_plain(word))
        elif code := _codes("numbers").get(word.casefold()):
            found.append(code)
    return found


def _plain(word: str) -> str:
    """Return digits of any script as 0 to 9, however many: Python makes no number of 5,000."""
    signs = "".join(str(unicodedata.decimal(sign)) for sign in word if sign.isdecimal())
    return signs.lstrip("0") or "0"


def days(words: str) -> list[str]:
    """
    Return the days of the week and the months in some words.

    >>> days("on Sunday, 3 Sept."), days("they may go")
    (['sun', 'sep'], [])
    """
    found = []
    for word in _WORD.finditer(words):
        code = _codes("days").get(word[0].casefold())
        # "may" and "mar" are months only with a capital letter, where letters have any.
        if code and (word[0][0].isupper() or not word[0].isascii()):
            found.append(code)
    return found


def names(words: str, before: str, common: frozenset[str]) -> list[str]:
    """
    Return what has a capital letter and is neither a number, nor a day, nor a common word.

    Args:
        words: Where to look.
        before: What stands before them, to know whether a sentence begins.
        common: Words that are written small elsewhere in these texts.
    """
    whole = before[-_LOOKED_BACK:] + words
    shift = len(whole) - len(words)
    found = []
    for word in _WORD.finditer(whole, shift):
        told = word[0].casefold()
        if not word[0][0].isupper() or told in common:
            continue
        if told in _codes("numbers") or told in _codes("days"):
            continue
        if _BEGINS.search(whole[max(0, word.start() - _LOOKED_BACK) : word.start()]):
            continue
        found.append(fold(word[0]))
    return found


def common_words(*contents: str) -> frozenset[str]:
    """Return the words that are written small somewhere: "Market" in a headline is no name."""
    return frozenset(w for content in contents for w in _WORD.findall(content) if w.islower())


def are_other_names(old: list[str], new: list[str]) -> bool:
    """
    Return whether some names became others. A name left out or filled in is no change.

    >>> are_other_names(["dahyan"], ["saada"]), are_other_names(["assad"], ["president", "assad"])
    (True, False)
    >>> are_other_names(["hodeida"], ["hodeidah"])
    False
    """
    gone = [name for name in old if not any(_alike(name, other) for other in new)]
    come = [name for name in new if not any(_alike(name, other) for other in old)]
    return bool(gone and come)


def _alike(name: str, other: str) -> bool:
    if name == other:
        return True
    return difflib.SequenceMatcher(None, name, other).ratio() >= _SPELLED_ALIKE
