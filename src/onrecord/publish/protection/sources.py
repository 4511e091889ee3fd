"""
Who says so, as it may be told.

A person who speaks for no office is told as a description and never by name: a witness named
in an article has not agreed to stand in a database. An office is told by the office.
"""

import re

from onrecord.model.public import Withheld
from onrecord.publish.protection.lists import forms, lists
from onrecord.publish.protection.masking import NOTHING, Hidden, Masker, keys_of

_TOLD_TO = ", as told to "
_SOMEBODY = "a person"
_LOOSE = re.compile(r"\s+(?=[,.;:)])|^[\s,.;:–-]+|[\s,;:–-]+$")


def told(name: str, masker: Masker, hidden: Hidden = NOTHING) -> tuple[str, bool]:
    """Return how a source is told, and whether its name is withheld."""
    parts = [_one(part, masker, hidden) for part in name.split(_TOLD_TO)]
    return _TOLD_TO.join(words for words, _ in parts), any(gone for _, gone in parts)


def _one(name: str, masker: Masker, hidden: Hidden) -> tuple[str, bool]:
    words = masker.words(name, hidden=hidden)
    if words.is_whole:
        return name, False
    names_somebody = any(piece.withheld is Withheld.NAME for piece in words.pieces)
    left = " ".join("".join(piece.text for piece in words.pieces).split())
    left = _LOOSE.sub("", left)
    office = any(key in lists().offices for key in keys_of(left))
    if office or (left and not names_somebody and len(keys_of(left)) > 1):
        return left, True
    return f"{_described(name)}, name withheld", True


def _described(name: str) -> str:
    """Return what a person is, by the first word that says it."""
    told = lists().witnesses
    for key in keys_of(name):
        for form in forms(key):
            if form in told:
                return told[form]
    return _SOMEBODY
