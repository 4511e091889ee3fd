"""Finding words in the texts of a record."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection

from onrecord.kit.search_words import search_words
from onrecord.model import Actor, Document, Place
from onrecord.store import loading, search_index, tables, texts
from onrecord.store.query import Found, Query, places, stretch, understood

_WITHIN = 240  # characters of text in which the parts of a query are shown together
_AROUND = 80  # characters before and after them
_MOST_HITS, _FURTHEST = 1_000, 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """
    A text in which what was looked for stands. All places are code points of the text.

    Attributes:
        document: The document's name.
        start, end: Where the first of what was found stands, in the best stretch of it.
        snippet: Words of the text with what was found, and some around it.
        snippet_start, snippet_end: Where they stand: `text.words(snippet_start, snippet_end)`.
        marks: Where each thing that was found stands inside the snippet.
    """

    document: str
    start: int
    end: int
    snippet: str
    snippet_start: int
    snippet_end: int
    marks: tuple[tuple[int, int], ...]


class SameNames:
    """
    Which names are names of one thing, so that by one the others are found.

    >>> alike = SameNames([("Islamic State", "ISIS", "داعش"), ("Dahyan",)])
    >>> alike(("isis",))
    [('islamic', 'state'), ('داعش',)]
    >>> alike(("dahyan",))
    []
    """

    def __init__(self, things: Iterable[Iterable[str]]) -> None:
        """
        Take note of names.

        Args:
            things: The names of each thing, as they are written.
        """
        self._others: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
        for names in things:
            folded = dict.fromkeys(tuple(w.word for w in search_words(name)) for name in names)
            if len(folded) < 2:  # nothing else that it is called
                continue
            for one in folded:
                self._others[one] += [other for other in folded if other and other != one]

    def __call__(self, words: tuple[str, ...]) -> list[tuple[str, ...]]:
        """Return the other names of what some folded words are the name of."""
        return self._others.get(words, [])


def names_of(
    known_places: Mapping[str, Place], actors: Mapping[str, Actor]
) -> Iterator[tuple[str, ...]]:
    """Return the names of each thing that has a name."""
    yield from ((place.name,) for place in known_places.values())
    yield from ((actor.name, *actor.aliases) for actor in actors.values())


def hits(
    connection: Connection, asked: str, names: SameNames, limit: int, offset: int
) -> Iterator[Hit]:
    """Return the texts in which something stands, the best first. Asked nonsense, finds nothing."""
    query = understood(asked, names)
    limit, offset = max(0, min(limit, _MOST_HITS)), max(0, min(offset, _FURTHEST))
    if not query.groups or not limit:
        return
    if search_index.is_there(connection):
        for name, text in search_index.found(connection, query, limit, offset):
            yield _hit(name, text.content, places(query, text.content, _WITHIN) or ())
    else:
        yield from islice(_looked_through(connection, query), offset, offset + limit)


def _looked_through(connection: Connection, query: Query) -> list[Hit]:
    """Find without an index: slow, and right on every database."""
    held = loading.readings(connection)
    found: list[tuple[int, Hit]] = []
    for document in loading.values(connection, tables.documents, Document):
        row_id = held[document.id].text_id if document.id in held else None
        for text in texts.read(connection, [row_id] if row_id else []):
            there = places(query, text.content)
            if there:
                found.append((-len(there), _hit(document.name, text.content, there)))
    return [hit for _, hit in sorted(found, key=lambda one: (one[0], one[1].document))]


def _hit(document: str, content: str, found: Iterable[Found]) -> Hit:
    there = list(found)
    start, end = stretch(there, _WITHIN) if there else (0, 0)
    first = max(0, start - _AROUND)
    last = min(len(content), end + _AROUND)
    while 0 < first < start and not content[first - 1].isspace():  # words are shown whole
        first += 1
    while end < last < len(content) and not content[last].isspace():
        last -= 1
    inside = [(one.start, one.end) for one in there if first <= one.start and one.end <= last]
    return Hit(
        document=document,
        start=start,
        end=inside[0][1] if inside else end,
        snippet=content[first:last],
        snippet_start=first,
        snippet_end=last,
        marks=tuple(dict.fromkeys(inside)),
    )
