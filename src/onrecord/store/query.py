"""What a person types to find words, understood; and where it stands in a text."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from onrecord.kit.search_words import SearchWord, search_words
from onrecord.kit.spelling import is_arabic

_MOST_CHARACTERS = 1_000
_MOST_WORDS = 32
_LONGEST_NAME = 6  # words
_SHORTEST_PREFIX = 2  # letters; fewer begin too many words
_PIECE = re.compile(r'"([^"]*)"?(\*?)|([^\s"]+)')
_QUOTES = str.maketrans(dict.fromkeys("“”„«»‟＂", '"'))
# What is written as one word with the word after it: the, and, and the, with the, for the …
_JOINED = ("", "ال", "و", "وال", "بال", "لل", "فال", "كال")
_ARTICLE, _SHORTEST_STEM = "ال", 3

Names = Callable[[tuple[str, ...]], Iterable[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Term:
    """
    Words that stand one after the other.

    Attributes:
        words: Folded.
        is_prefix: The last one may go on.
    """

    words: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """
    What is looked for.

    Attributes:
        groups: Each must be found; one of its terms is enough.
    """

    groups: tuple[tuple[Term, ...], ...]


class Found(NamedTuple):
    """
    Where a group of a query stands in a text.

    Attributes:
        group: Its number.
        start, end: Code points.
    """

    group: int
    start: int
    end: int


def understood(asked: str, other_names: Names = lambda _: ()) -> Query:
    """
    Return what a person asks for. Anything that is typed means something, or nothing.

    All words must be found, in any order; words in quotation marks stand one after the
    other; a word before `*` may go on. An Arabic word is found with the article and with
    what else is written together with it, unless it is in quotation marks.

    Args:
        asked: As typed.
        other_names: Gives other names of what some words in a row are the name of; a text
            with one of those is found, too.

    >>> understood('killed "port Sela" shell*').groups[1:]
    ((Term(words=('port', 'sela'), is_prefix=False),), (Term(words=('shell',), is_prefix=True),))
    """
    groups: list[list[Term]] = []
    plain: list[str | None] = []  # of each group its word, if it is nothing but a word
    for quoted, more, piece in _PIECE.findall(asked[:_MOST_CHARACTERS].translate(_QUOTES)):
        words = tuple(found.word for found in search_words(quoted or piece))
        if not words or len(groups) == _MOST_WORDS:
            continue
        may_go_on = bool(more) or piece.endswith("*")
        is_prefix = may_go_on and len(words[-1]) >= _SHORTEST_PREFIX
        is_word = not quoted and len(words) == 1 and not is_prefix
        terms = map(Term, _joined(words[0])) if is_word else [Term(words, is_prefix)]
        groups.append(list(terms))
        plain.append(words[0] if is_word else None)
    for first, last, name in _names(plain, other_names):
        for group in groups[first:last]:
            group.append(Term(name))
    return Query(tuple(tuple(dict.fromkeys(group)) for group in groups))


def _joined(word: str) -> Iterator[tuple[str, ...]]:
    """Return a word; an Arabic one with all that is written as one word with it."""
    yield (word,)
    if is_arabic(word):
        bare = word.removeprefix(_ARTICLE)
        stem = bare if len(bare) >= _SHORTEST_STEM else word
        yield from ((first + stem,) for first in _JOINED)


def _names(
    plain: list[str | None], other_names: Names
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Return the other names of each run of words that is a name, with where it stands."""
    for first in range(len(plain)):
        for last in range(first + 1, min(len(plain), first + _LONGEST_NAME) + 1):
            run = tuple(word for word in plain[first:last] if word is not None)
            if len(run) < last - first:
                break
            for name in other_names(run):
                yield first, last, name


def places(query: Query, text: str, within: int = 0) -> list[Found] | None:
    """
    Return where the parts of a query stand in a text, in order; None if one is missing.

    Args:
        query: What is looked for.
        text: All of it, as it is written.
        within: Where all parts stand in so short a stretch of text, nothing is looked for
            further on than as much again after it; 0 to look everywhere.
    """
    ends = _Ends(query)
    words: list[SearchWord] = []
    found: list[Found] = []
    last: dict[int, int] = {}  # where each part was found last
    until = len(text)
    for word in search_words(text):
        if word.start > until:
            break
        words.append(word)
        for group, length in ends.at(words):
            start = words[-length].start
            found.append(Found(group, start, word.end))
            last[group] = start
            is_complete = len(last) == len(query.groups)
            if within and is_complete and word.end - min(last.values()) <= within:
                until = min(until, word.end + within)
    return sorted(found, key=lambda one: one.start) if len(last) == len(query.groups) else None


class _Ends:
    """The terms of a query by the word with which they end."""

    def __init__(self, query: Query) -> None:
        self._whole: dict[str, list[tuple[int, Term]]] = {}
        self._begun: list[tuple[int, Term]] = []
        for group, terms in enumerate(query.groups):
            for term in terms:
                if term.is_prefix:
                    self._begun.append((group, term))
                else:
                    self._whole.setdefault(term.words[-1], []).append((group, term))
        self._beginnings = tuple(term.words[-1] for _, term in self._begun)

    def at(self, words: Sequence[SearchWord]) -> Iterator[tuple[int, int]]:
        """Return what ends with the last of some words: its group and how many words it has."""
        word = words[-1].word
        for group, term in self._whole.get(word, ()):
            if self._leads_up(term, words):
                yield group, len(term.words)
        if self._beginnings and word.startswith(self._beginnings):
            for group, term in self._begun:
                if word.startswith(term.words[-1]) and self._leads_up(term, words):
                    yield group, len(term.words)

    @staticmethod
    def _leads_up(term: Term, words: Sequence[SearchWord]) -> bool:
        before = len(term.words) - 1
        return not before or term.words[:-1] == tuple(w.word for w in words[-before - 1 : -1])


def stretch(found: Sequence[Found], within: int) -> tuple[int, int]:
    """Return the first stretch of text, so long at most, in which most parts of a query stand."""
    chosen, most, first = (found[0].start, found[0].end), 0, 0
    for last, one in enumerate(found):
        while one.end - found[first].start > within and first < last:
            first += 1
        parts = len({here.group for here in found[first : last + 1]})
        if parts > most:
            chosen, most = (found[first].start, one.end), parts
    return chosen
