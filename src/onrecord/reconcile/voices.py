"""Who speaks at the end of a chain of sources: a name, or a voice without one."""

import re
from functools import cache
from typing import cast

from onrecord.kit.folding import fold, initials
from onrecord.model import Claim, Mention
from onrecord.vocab import read_yaml

_HEAD_ENDS_AT = re.compile(r"\b(?:in|of|from|at|with|near|on|for|who|inside|close to|told)\b")
_ENDS_WITH_A_NAME = re.compile(r",\s+(?:[A-Z][\w.'’-]*\s+){1,4}[A-Z][\w'’-]+\s*$")
_BEGINS_WITH_A_NAME = re.compile(
    r"^(?:[A-Z][\w'’-]+\.?\s+)(?:[A-Z][\w.'’-]*\s+|(?:al|el|bin|de|van)[\s-]){0,3}(?:(?:al|el)-)?[A-Z][\w'’-]+,\s+(?:the|an?|[a-z])"
)
_LATIN = re.compile(r"[A-Za-z]")
_ENOUGH_CAPITALS = 2
_SHORT_FORM = re.compile(r"\(([^()]{2,12})\)\s*$")


@cache
def _nobody_named() -> frozenset[str]:
    lists = cast("dict[str, list[str]]", read_yaml("onrecord.reconcile", "voices.yaml"))
    return frozenset(fold(word) for word in lists["nobody_named"])


def is_named(mention: Mention) -> bool:
    """
    Return whether a source has a name of its own.

    >>> names = ("Ministry of Health", "residents", "Western officials", "Al-Amal Hospital")
    >>> [is_named(Mention(name=name)) for name in names]
    [True, False, False, True]
    >>> is_named(Mention(name="mayor of the town, Abel Toure"))
    True
    >>> is_named(Mention(name="Abel al-Toure, the top official in the town"))
    True
    """
    if mention.best is not None or _ENDS_WITH_A_NAME.search(mention.name):
        return True
    if _BEGINS_WITH_A_NAME.match(mention.name):
        return True
    words = _HEAD_ENDS_AT.split(mention.name.strip(), maxsplit=1)[0].split()
    if not words:
        return bool(mention.name.strip())
    capitals = [word for word in words if word[0].isupper()]
    if capitals == words[:1] and fold(words[0]) in _nobody_named():
        return False  # "Survivors met by our correspondent", which begins a sentence
    if fold(words[-1]) in _nobody_named() or fold(" ".join(words)) in _nobody_named():
        # "Al-Amal Hospital" is a name, "Northern officials" is none, "Health Ministry
        # officials" speak for the ministry.
        is_proper_head = words[-1][0].isupper() and len(words) > 1
        return is_proper_head or len(capitals) >= _ENOUGH_CAPITALS
    return bool(capitals) or not _LATIN.search(mention.name)


def last_named(claim: Claim) -> Mention | None:
    """Return the named source farthest from the document; None if none is named."""
    return next((source for source in reversed(claim.sources) if is_named(source)), None)


def names_of(mention: Mention) -> set[str]:
    """
    Return the folded forms that a name goes by: with and without its short form.

    >>> sorted(names_of(Mention(name="Northern Rights Watch (NRW)")))
    ['northern rights watch', 'nrw']
    """
    return names_of_text(mention.name)


def names_of_text(name: str) -> set[str]:
    """Return the folded forms that a name goes by, as `names_of` does for a mention."""
    short = _SHORT_FORM.search(name)
    if short is None:
        return {fold(name)}
    return {fold(_SHORT_FORM.sub("", name)), fold(short[1])}


def short_forms(mention: Mention) -> set[str]:
    """Return the short form that a long name would have; empty for one word."""
    letters = initials(mention.name)
    return {letters} if len(letters) > 1 and " " in mention.name.strip() else set()
