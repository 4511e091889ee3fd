"""
The word lists of the `lexicon` folder: each a YAML file that a recorder can maintain.

A list is a table entry with `words`, and with `examples` and counter-examples (`not`) that
the tests run. In a list that is matched against running text a space stands for any white
space, and an asterisk at the end of a word for any ending ("destroy*").
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from onrecord import vocab


@cache
def table(name: str) -> dict[str, Any]:
    """
    Return one file of the lexicon; the same object for every caller, to be read only.

    Raises:
        FileNotFoundError: There is no such file in the package.
    """
    return vocab.read_table("onrecord.extract", "lexicon", f"{name}.yaml")


@cache
def words(name: str, key: str) -> frozenset[str]:
    """Return the words of one list of the lexicon."""
    return frozenset(map(str, table(name)[key]["words"]))


@cache
def alternatives(name: str, key: str) -> str:
    """Return a pattern for any words of one list, to be put into a longer pattern."""
    return any_of(words(name, key))


@cache
def pattern(name: str, key: str) -> re.Pattern[str]:
    """Return a pattern that finds any words of one list, in capitals or not."""
    return re.compile(rf"\b{alternatives(name, key)}(?!\w)", re.IGNORECASE)


def any_of(listed: Iterable[str]) -> str:
    r"""
    Return a pattern for any of some words, the longest first.

    >>> any_of(["raid", "air raid", "bomb*"])
    '(?:air\\s+raid|bomb\\w*|raid)'
    """
    ordered = sorted(listed, key=lambda w: (-len(w), w))
    return f"(?:{'|'.join(map(_spaced, ordered))})"


def _spaced(listed: str) -> str:
    stem = listed.removesuffix("*")
    return r"\s+".join(map(re.escape, stem.split())) + (r"\w*" if stem != listed else "")
