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
_FULL_NAME = 2  # words
_LOOSE = re.compile(r"\(\s*\)|\s+(?=[,.;:)])|^[\s,.;:–-]+|[\s,;:–-]+$")


def told(name: str, masker: Masker, hidden: Hidden = NOTHING) -> tuple[str, bool]:
    """Return how a source is told, and whether its name is withheld."""
    parts = [_one(part, masker, hidden) for part in name.split(_TOLD_TO)]
    return _TOLD_TO.join(words for words, _ in parts), any(gone for _, gone in parts)


def _one(name: str, masker: Masker, hidden: Hidden) -> tuple[str, bool]:
    words = masker.words(name, hidden=hidden)
    if words.is_whole and not _is_small(name, masker):
        return name, False
    names_somebody = any(piece.withheld is Withheld.NAME for piece in words.pieces)
    left = " ".join("".join(piece.text for piece in words.pieces).split())
    left = _LOOSE.sub("", left).strip()
    names_somebody = names_somebody or words.is_whole
    left = "" if words.is_whole else left
    office = any(key in lists().offices for key in keys_of(left))
    if office or (left and not names_somebody and len(keys_of(left)) > 1):
        return left, True
    return f"{_described(name)}, name withheld", True


def _is_small(name: str, masker: Masker) -> bool:
    """Whether a source's name is nothing but a person's without capitals: "rima haddad"."""
    if not name.isascii() or len(keys_of(name)) < _FULL_NAME or name != name.lower():
        return False
    found = masker.spans(name.title())
    return sum(one.end - one.start for one in found if one.kind is Withheld.NAME) == len(name)


def _described(name: str) -> str:
    """Return what a person is, by the first word that says it."""
    told = lists().witnesses
    for key in keys_of(name):
        for form in forms(key):
            if form in told:
                return told[form]
    return _SOMEBODY
