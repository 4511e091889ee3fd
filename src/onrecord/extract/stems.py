"""Whether a text holds a word that begins with one of many stems: a look at each word once."""

import re
from collections.abc import Iterable

_WORD = re.compile(r"\w+")
_MOST = 200_000  # words whose answer is kept; a long run over odd texts must not fill the memory


class Stems:
    """
    Stems of words, with at most some letters after them.

    The same as a pattern of all stems, but that each word is looked up in place of being tried
    against every stem; most words of a text have been met before.

    >>> Stems(["kill", "shell"], most=4).are_in("Killings and more"), Stems(["sh"], 1).are_in("she")
    (True, True)
    >>> Stems(["kill"], most=2).are_in("a killjoy, a roadkill")
    False
    """

    def __init__(self, stems: Iterable[str], most: int) -> None:
        listed = [stem.lower() for stem in stems]
        self._stems = frozenset(stem for stem in listed if stem.isalnum())
        others = sorted(map(re.escape, {stem for stem in listed if not stem.isalnum()}))
        self._others = re.compile(rf"\b(?:{'|'.join(others)})\w{{0,{most}}}\b") if others else None
        self._most = most
        self._known: dict[str, bool] = {}

    def are_in(self, words: str) -> bool:
        """Return whether any word of a text begins so, in capitals or not."""
        small = words.lower()
        if any(map(self._begins, _WORD.findall(small))):
            return True
        return self._others is not None and self._others.search(small) is not None

    def _begins(self, word: str) -> bool:
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            shortest = max(1, len(word) - self._most)
            ends = range(shortest, len(word) + 1)
            known = self._known[word] = any(word[:end] in self._stems for end in ends)
        return known
