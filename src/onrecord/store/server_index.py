"""
The index of words on a server: a `tsvector` for each text, with a GIN index on them.

It holds the folded words of the text as `kit.search_words` gives them, put in as they are:
the server's own parser of texts, which would take some words apart otherwise, is not asked.
So the same texts are found as by SQLite's index. A `tsvector` knows less than a text where
that has more than 16,383 words, a word more than 255 times, or one of more than 400 letters:
such a row says that it `is_sure` of nothing, and what it finds is looked for in the text
itself. A text with more different words than a `tsvector` holds has none, and is always
looked through.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, text

from onrecord.kit.search_words import search_words
from onrecord.model import Document, Text
from onrecord.model.codec import from_text
from onrecord.store.query import Query, Term, places

NAME = "search_words"
MAKE = (
    f"CREATE TABLE {NAME} (seq integer NOT NULL, is_sure boolean NOT NULL, words tsvector,"
    f" CONSTRAINT pk_{NAME} PRIMARY KEY (seq),"
    f" CONSTRAINT fk_{NAME}_seq_texts FOREIGN KEY (seq) REFERENCES texts (seq))",
    f"CREATE INDEX ix_{NAME}_words ON {NAME} USING gin (words)",
    f"CREATE INDEX ix_{NAME}_unsure ON {NAME} (seq) WHERE NOT is_sure",
)
_MOST_PLACES, _MOST_TIMES, _LONGEST = 16_383, 255, 400
_MOST_BYTES = 900_000  # of a tsvector, which may have a megabyte
_CHUNK = 200
_THERE = text("SELECT to_regclass(:name)")
_EMPTY = text(f"DELETE FROM {NAME}")  # noqa: S608 - a constant, as below
_TEXTS = text("SELECT seq, content FROM texts WHERE seq > :last ORDER BY seq LIMIT :most")
_ADD = text(f"INSERT INTO {NAME} VALUES (:seq, :is_sure, CAST(:words AS tsvector))")  # noqa: S608
_SEQ = text("SELECT seq FROM texts WHERE id = :id")
_UNSURE = text(f"SELECT 1 FROM {NAME} WHERE NOT is_sure LIMIT 1")  # noqa: S608
# Where a row is not sure, all words must be there; where it has no words, it may be anything.
_FITS = (
    "((w.is_sure AND w.words @@ CAST(:query AS tsquery))"
    " OR (NOT w.is_sure AND (w.words IS NULL OR w.words @@ CAST(:loose AS tsquery))))"
)
_SURELY_FITS = "w.words @@ CAST(:query AS tsquery)"
_HOW_MANY = (
    f"SELECT count(*) FROM (SELECT 1 FROM {NAME} AS w WHERE {{fits}} LIMIT :most) AS fitting"  # noqa: S608
)
# From the index to the texts that a reading holds; the others are of earlier snapshots. Ids
# hold neither quotation marks nor what a quotation mark is written as within a string.
_FOUND = (
    f"SELECT d.content, t.content FROM {NAME} AS w"  # noqa: S608
    " JOIN texts AS t ON t.seq = w.seq"
    " JOIN snapshots AS s ON s.id = t.scope"
    " JOIN readings AS r ON r.id = s.scope AND r.retired_at IS NULL"
    """ AND strpos(r.content, '"text_id":"' || t.id || '"') > 0"""
    " JOIN documents AS d ON d.id = r.id AND d.retired_at IS NULL"
    " WHERE {fits} ORDER BY {order} LIMIT :limit OFFSET :offset"
)
_BEST_FIRST = "ts_rank(w.words, CAST(:query AS tsquery), 1) DESC NULLS LAST, w.seq DESC"
_LAST_READ_FIRST = "w.seq DESC"


def is_there(connection: Connection) -> bool:
    """Return whether the record has the index."""
    return connection.execute(_THERE, {"name": NAME}).scalar() is not None


def fill(connection: Connection) -> None:
    """Make the index anew from the texts."""
    connection.execute(_EMPTY)
    last = 0
    while rows := connection.execute(_TEXTS, {"last": last, "most": _CHUNK}).all():
        connection.execute(_ADD, [_row(seq, from_text(Text, told)) for seq, told in rows])
        last = rows[-1][0]


def add(connection: Connection, row_id: str, added: Text) -> None:
    """Put a text that was just written into the index."""
    seq = connection.execute(_SEQ, {"id": row_id}).scalar_one()
    connection.execute(_ADD, _row(seq, added))


def found(
    connection: Connection, query: Query, limit: int, offset: int, most_ranked: int
) -> Iterator[tuple[str, Text]]:
    """
    Return the texts that fit, each with its document's name, the best first by `ts_rank`.

    Args:
        connection: To the record.
        query: What is looked for.
        limit: How many.
        offset: How many better ones are passed over.
        most_ranked: Where more fit, those read last come first.
    """
    is_sure = connection.execute(_UNSURE).first() is None
    fits = _SURELY_FITS if is_sure else _FITS
    told: dict[str, Any] = {"query": _asked(query, " <-> ")}
    told |= {} if is_sure else {"loose": _asked(query, " & ")}
    counted = text(_HOW_MANY.format(fits=fits))
    many = connection.execute(counted, {**told, "most": most_ranked + 1}).scalar() or 0
    is_ranked = many <= most_ranked
    order = _BEST_FIRST if is_ranked else _LAST_READ_FIRST
    asked = text(_FOUND.format(fits=fits, order=order)).execution_options(yield_per=100)
    page = {"limit": limit, "offset": offset} if is_sure else {"limit": None, "offset": 0}
    rows = ((_name(d), from_text(Text, t)) for d, t in connection.execute(asked, told | page))
    if is_sure:
        yield from rows
        return
    sure = (row for row in rows if places(query, row[1].content) is not None)
    yield from islice(sure, offset, offset + limit)


def _name(content: str) -> str:
    return from_text(Document, content).name


def _row(seq: int, of: Text) -> dict[str, object]:
    at: dict[str, list[int]] = defaultdict(list)
    number = 0
    for number, one in enumerate(search_words(of.content), 1):
        at[one.word[:_LONGEST]].append(number)
    is_sure = (
        number <= _MOST_PLACES
        and all(len(there) <= _MOST_TIMES for there in at.values())
        and all(len(word) < _LONGEST for word in at)
    )
    held = sum(len(word.encode()) + 4 + 2 * min(len(n), _MOST_TIMES) for word, n in at.items())
    if held > _MOST_BYTES:
        return {"seq": seq, "is_sure": False, "words": None}
    words = " ".join(_written(word, places) for word, places in at.items())
    return {"seq": seq, "is_sure": is_sure, "words": words}


def _written(word: str, numbers: Sequence[int]) -> str:
    there = ",".join(str(n) for n in numbers[:_MOST_TIMES] if n <= _MOST_PLACES)
    return f"{_quoted(word)}:{there}" if there else _quoted(word)


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def _asked(query: Query, joint: str) -> str:
    """Return a query in the words of PostgreSQL."""
    groups = (" | ".join(_phrase(one, joint) for one in group) for group in query.groups)
    return " & ".join(f"({group})" for group in groups)


def _phrase(term: Term, joint: str) -> str:
    words = [_quoted(word[:_LONGEST]) for word in term.words]
    if term.is_prefix:
        words[-1] += ":*"
    return f"({joint.join(words)})"
