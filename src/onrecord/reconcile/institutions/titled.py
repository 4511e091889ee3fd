"""The person within a voice's name: "the police chief, Colonel Zaid Amari" is Zaid Amari."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from onrecord.kit.folding import fold
from onrecord.model import Claim
from onrecord.reconcile.institutions.offices import (
    counts_itself,
    office_in,
    plain_words,
    ranks,
    titles,
    words_of,
)

_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
_PARTS = re.compile(r"[,(]")
_SMALL = frozenset({"al", "el", "bin", "ibn", "de", "van"})
_ENOUGH = 2  # words of a name that need no title to be known as a person's


@lru_cache(maxsize=65_536)
def person_in(name: str) -> tuple[str, ...]:
    """
    Return the words of the person's name within a voice's name, folded; empty where none is.

    >>> person_in("the police chief, Colonel Zaid Amari")
    ('zaid', 'amari')
    >>> person_in("Dr Lina Saad of Noor hospital"), person_in("Mayor Toure")
    (('lina', 'saad'), ('toure',))
    >>> person_in("the General Command"), person_in("Northern Relief Committee")
    ((), ())
    >>> person_in("the town's mayor, Toure"), person_in("the mayor of Kindia, Guinea")
    (('toure',), ())
    """
    parts = [[word.rstrip(".") for word in _WORD.findall(part)] for part in _PARTS.split(name)]
    for place, words in reversed(list(enumerate(parts))):
        at = max((i for i, word in enumerate(words) if _is_title(word)), default=-1)
        is_titled = at >= 0 or bool(place and _is_role_alone(parts[place - 1]))
        after, last = _capitals(words[at + 1 :]), _capitals(words[-_ENOUGH:])
        for found, fewest in ((after, 1 if is_titled else _ENOUGH), (last, _ENOUGH)):
            if len(found) >= fewest and not _tells_an_office(found):
                return found
    return ()


def _is_role_alone(words: Sequence[str]) -> bool:
    """Whether words tell an office and no place, so that who holds it may follow in one word."""
    return any(_is_title(word) for word in words) and not any(word[0].isupper() for word in words)


def _is_title(word: str) -> bool:
    """Whether a word stands before a name: "Dr", "spokesman", and "CCPO", whatever that is."""
    is_short_form = word.isupper() and len(word) > 1
    return is_short_form or fold(word) in titles() or fold(word) in ranks()


def _capitals(words: Sequence[str]) -> tuple[str, ...]:
    """Return the words with capitals that some words begin with, folded."""
    found = []
    for word in words:
        is_small = word.startswith(("al-", "el-")) or fold(word) in _SMALL
        if not word[0].isupper() and not is_small:
            break
        found.append(fold(word))
    return tuple(part for word in found for part in word.split())


def _tells_an_office(words: Sequence[str]) -> bool:
    named = set(words) & (plain_words() | counts_itself())
    return bool(named) or office_in(words) is not None


def roles_in(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Return the offices that are listed as sources right before who holds them."""
    pairs = ((c.sources[-2].name, c.sources[-1].name) for c in claims if len(c.sources) > 1)
    return tuple(dict.fromkeys(role for role, name in pairs if _is_role(role) and person_in(name)))


def _is_role(name: str) -> bool:
    return not person_in(name) and bool(titles() & set(words_of(name)))
