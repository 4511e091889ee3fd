"""Words that hedge an Arabic number, before it and after what it counts."""

from collections.abc import Sequence
from functools import cache

from onrecord.extract import hedge, wordlist
from onrecord.extract.arabic.lists import by_length
from onrecord.extract.arabic.words import Word, phrase_at
from onrecord.model import Count, Qualifier


@cache
def _listed(where: str) -> tuple[tuple[tuple[str, ...], Qualifier], ...]:
    """Hedging phrases with what they do, the longest first."""
    table = wordlist.table("arabic_hedges")[where]
    found = [(p, Qualifier(k)) for k, entry in table.items() for p in by_length(entry["words"])]
    return tuple(sorted(found, key=lambda row: (-len(row[0]), row[0])))


def before(words: Sequence[Word], at: int) -> tuple[int, list[Qualifier]]:
    """Return where the hedge before a word starts, and the hedge, if there is one."""
    for phrase, kind in _listed("before"):
        first = at - len(phrase)
        if phrase_at(words, first, phrase) and not any(w.gap for w in words[first + 1 : at + 1]):
            return first, [kind]
    return at, []


def after(words: Sequence[Word], at: int) -> tuple[int, list[Qualifier]]:
    """Return the index after the hedge that begins at a word or one later, and the hedge."""
    for first in (at, at + 1):
        for phrase, kind in _listed("after"):
            if phrase_at(words, first, phrase) and not any(
                w.gap for w in words[at : first + len(phrase)]
            ):
                return first + len(phrase), [kind]
    return at, []


def bounded(value: float, kinds: list[Qualifier]) -> Count:
    """Return a value with its hedges applied."""
    return hedge.bounds(value, kinds)
