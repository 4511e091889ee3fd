"""The words of column headings, made comparable: the reader of `columns.yaml`."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from onrecord import vocab
from onrecord.extract.arabic import letters

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_WORD = re.compile(r"[\W_]+")
_ARTICLE = re.compile(r"\bال(?=\w{3})")


@cache
def table() -> dict[str, Any]:
    """Return the vocabulary of columns; the same object for every caller, to be read only."""
    return vocab.read_table("onrecord.extract.tabular", "columns.yaml")


def plain(heading: str) -> str:
    """
    Return a heading in the form in which headings are compared.

    >>> plain("CiviliansKilled_min"), plain("  Détenus (№) ")
    ('civilians killed min', 'detenus no')
    """
    parted = letters.fold(_CAMEL.sub(" ", heading.replace("&", " and ")))
    bare = "".join(
        sign
        for sign in unicodedata.normalize("NFKD", parted).casefold()
        if not unicodedata.combining(sign)
    )
    return _ARTICLE.sub("", " ".join(_NOT_WORD.sub(" ", bare).split()))


@cache
def listed(*keys: str) -> frozenset[str]:
    """Return the words of one list, in the form in which headings are compared."""
    held: Any = table()
    for key in keys:
        held = held[key]
    return frozenset(plain(str(word)) for word in held)


@cache
def said(key: str) -> frozenset[str]:
    """Return the words of one list as they stand in cells: signs are kept."""
    return frozenset(in_cell(str(word)) for word in table()[key]["words"])


def in_cell(value: str) -> str:
    """Return a cell's words in the form in which they are compared with a list."""
    return " ".join(letters.fold(value).casefold().split())


@cache
def slots() -> Mapping[str, str]:
    """Return which slot a whole heading fills, by heading; `kept` for those of no claim."""
    found = dict.fromkeys(listed("kept", "words"), "kept")
    for slot in table()["slots"]:
        found |= dict.fromkeys(listed("slots", slot, "words"), slot)
    return found


@cache
def phrases() -> Mapping[str, tuple[str, str]]:
    """Return what each phrase says that may stand in the heading of a column of counts."""
    held = table()
    found = dict.fromkeys(listed("beside", "words"), ("beside", ""))
    found |= _of("outcome", held["outcomes"], "outcomes")
    found |= _of("bound", held["bounds"], "bounds")
    for who in held["people"]:
        found |= dict.fromkeys(listed("people", who, "words"), ("who", who))
    found |= dict.fromkeys(listed("cumulative", "words"), ("cumulative", ""))
    names = dict.fromkeys(listed("slots", "names", "words"), ("names", ""))
    return names | found


def _of(kind: str, codes: Iterable[str], key: str) -> dict[str, tuple[str, str]]:
    return {word: (kind, code) for code in codes for word in listed(key, code)}


@cache
def _longest() -> int:
    return max(len(phrase.split()) for phrase in phrases())


def parsed(heading: str) -> Iterator[tuple[str, str]]:
    """
    Return what the words of a heading say, the longest phrase that fits first.

    A word of no list gives the kind `unknown`.

    >>> list(parsed("killed children total to date"))
    [('outcome', 'killed'), ('who', 'children'), ('cumulative', '')]
    """
    words = heading.split()
    at = 0
    while at < len(words):
        for size in range(min(_longest(), len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + size])
            if phrase in phrases():
                yield phrases()[phrase]
                at += size
                break
        else:
            yield "unknown", words[at]
            at += 1
