"""
The index in which words are looked up: SQLite's FTS5, made from the texts and from them alone.

On a server it is another (`server_index`), which finds the same.

Row number `seq` of `texts` is row number `seq` of the index. It holds the folded words of
the text (`kit.search_words`) with spaces between, and not the text itself. Texts are never
changed, so a row of the index never is; a report that is read again has a new text. When
words come to be folded otherwise, a migration must call `fill` anew.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, text

from onrecord.kit.search_words import search_words
from onrecord.model import Text
from onrecord.model.codec import from_text
from onrecord.store import server_index
from onrecord.store.query import Query, Term

NAME = "search_words"
_CHUNK = 200
_MOST_RANKED = 25_000  # texts that are put in order by how well they fit; more takes too long
_THERE = text("SELECT 1 FROM sqlite_master WHERE name = :name")
_FTS5 = text("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'")
_EMPTY = text("INSERT INTO search_words (search_words) VALUES ('delete-all')")
_TEXTS = text("SELECT seq, content FROM texts WHERE seq > :last ORDER BY seq LIMIT :most")
_ADD = text("INSERT INTO search_words (rowid, words) VALUES (:seq, :words)")
_ADD_BY_ID = text(
    "INSERT INTO search_words (rowid, words) SELECT seq, :words FROM texts WHERE id = :id"
)
_HOW_MANY = text(
    "SELECT count(*) FROM (SELECT 1 FROM search_words WHERE search_words MATCH :query LIMIT :most)"
)
# From the index to the texts that a reading holds; the others are of earlier snapshots.
_FOUND = (
    "SELECT json_extract(d.content, '$.name'), t.content FROM search_words AS f"
    " CROSS JOIN texts AS t ON t.seq = f.rowid"
    " CROSS JOIN snapshots AS s ON s.id = t.scope"
    " CROSS JOIN readings AS r ON r.id = s.scope AND r.retired_at IS NULL"
    " AND json_extract(r.content, '$.text_id') = t.id"
    " CROSS JOIN documents AS d ON d.id = r.id AND d.retired_at IS NULL"
    " WHERE search_words MATCH :query"
)
_PAGE = " LIMIT :limit OFFSET :offset"
_BEST_FIRST = text(f"{_FOUND} ORDER BY rank {_PAGE}")
_LAST_READ_FIRST = text(f"{_FOUND} ORDER BY f.rowid DESC {_PAGE}")


def can_be_made(connection: Connection) -> bool:
    """Return whether this database has what the index needs."""
    if _is_on_a_server(connection):
        return True
    return connection.execute(_FTS5).first() is not None


def is_there(connection: Connection) -> bool:
    """Return whether the record has the index."""
    if _is_on_a_server(connection):
        return server_index.is_there(connection)
    return connection.execute(_THERE, {"name": NAME}).first() is not None


def fill(connection: Connection) -> None:
    """Make the index anew from the texts."""
    if _is_on_a_server(connection):
        server_index.fill(connection)
        return
    connection.execute(_EMPTY)
    last = 0
    while rows := connection.execute(_TEXTS, {"last": last, "most": _CHUNK}).all():
        words = [{"seq": seq, "words": _words(from_text(Text, told))} for seq, told in rows]
        connection.execute(_ADD, words)
        last = rows[-1][0]


def add(connection: Connection, row_id: str, added: Text) -> None:
    """Put a text that was just written into the index."""
    if _is_on_a_server(connection):
        server_index.add(connection, row_id, added)
        return
    connection.execute(_ADD_BY_ID, {"id": row_id, "words": _words(added)})


def found(
    connection: Connection, query: Query, limit: int, offset: int
) -> Iterator[tuple[str, Text]]:
    """
    Return the texts that fit, each with its document's name.

    The best come first by BM25: those with the rarer words, more often, in shorter texts.
    Where thousands fit, all are much alike; those read last come first.
    """
    if _is_on_a_server(connection):
        yield from server_index.found(connection, query, limit, offset, _MOST_RANKED)
        return
    told = {"query": _asked(query), "limit": limit, "offset": offset}
    many = connection.execute(_HOW_MANY, {"query": told["query"], "most": _MOST_RANKED + 1})
    is_ranked = (many.scalar() or 0) <= _MOST_RANKED
    asked = _BEST_FIRST if is_ranked else _LAST_READ_FIRST
    for name, content in connection.execute(asked, told):
        yield name, from_text(Text, content)


def make(connection: Connection) -> None:
    """Make the index, with nothing in it."""
    if _is_on_a_server(connection):
        for statement in server_index.MAKE:
            connection.execute(text(statement))
        return
    made = f"CREATE VIRTUAL TABLE {NAME} USING fts5(words, content='', tokenize='ascii')"
    connection.execute(text(made))


def _is_on_a_server(connection: Connection) -> bool:
    return connection.dialect.name != "sqlite"


def _words(of: Text) -> str:
    return " ".join([found.word for found in search_words(of.content)])


def _asked(query: Query) -> str:
    """Return a query in the words of FTS5. Only letters and digits of the person's own come in."""
    groups = (" OR ".join(map(_phrase, one)) for one in query.groups)
    return " AND ".join(f"({group})" for group in groups)


def _phrase(term: Term) -> str:
    return f'"{" ".join(term.words)}"{" *" if term.is_prefix else ""}'
