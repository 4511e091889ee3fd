"""Reading one record."""

import threading
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, func, select

from onrecord.model import Decision, GivenId, Problem, Record, Text
from onrecord.model.codec import from_text
from onrecord.store import (
    arrivals,
    derived,
    evidence,
    loading,
    log,
    search,
    search_index,
    snapshots,
    tables,
    texts,
)
from onrecord.store.custody import Custody, brought_by
from onrecord.store.custody import of as in_custody
from onrecord.store.faults import in_one_line
from onrecord.store.memory import Memory, nothing_thrown_away
from onrecord.store.search import Hit, SameNames
from onrecord.store.settings import NAME, Settings, read_settings
from onrecord.store.texts import TextsWhenAsked

Value = TypeVar("Value")


class RecordReader:
    """What a record folder that is open tells. Nothing here writes; any thread may ask."""

    def __init__(self, folder: Path, engine: Engine, settings: Settings) -> None:
        self.folder = folder
        self.settings = settings
        self._engine = engine
        self._memory = Memory()
        self._loading = threading.Lock()
        self._has_index: bool | None = None
        self._same_names: tuple[tuple[object, object], SameNames] | None = None

    def count(self, kind: str) -> int:
        """Return how many live rows a table has, such as `incidents`."""
        table = tables.metadata.tables[kind]
        asked = select(func.count()).select_from(table).where(table.c.retired_at.is_(None))
        with in_one_line(self.folder), self._engine.connect() as connection:
            return connection.execute(asked).scalar_one()

    def settings_now(self) -> Settings:
        """Return the settings as their file says now, for a program that stays open."""
        return read_settings(self.folder / NAME)

    @property
    def archive(self) -> Path:
        """The folder of the preserved bytes."""
        return self.folder / "archive"

    def load(self, *, texts_when_asked: bool = False) -> Record:
        """
        Return everything live as one value.

        Args:
            texts_when_asked: Read no text before somebody asks for it (`TextsWhenAsked`).
        """

        def read(rows: Mapping[str, str]) -> Mapping[str, Text]:
            if texts_when_asked:
                return TextsWhenAsked(self._engine, self.folder, rows)
            return {text.snapshot_id: text for text in texts.read(connection, rows.values())}

        with in_one_line(self.folder), self._engine.connect() as connection:
            return self._loaded(connection, Memory(), read)

    def load_again(self) -> Record:
        """
        Return the same as `load`, quickly, for a program that keeps the record open.

        What was read by an earlier call is remembered: only rows that are new since then
        are read, and a part of the record in which nothing changed is the same object.
        Texts are read when somebody asks for one (`TextsWhenAsked`).
        """

        def later(rows: Mapping[str, str]) -> Mapping[str, Text]:
            return TextsWhenAsked(self._engine, self.folder, rows)

        with (
            self._loading,
            in_one_line(self.folder),
            self._engine.connect() as connection,
        ):
            return self._loaded(connection, self._memory, later)

    def load_decisions(self, after: int = 0) -> tuple[tuple[Decision, ...], int]:
        """
        Return decisions in the order in which they were written, and the last one's number.

        Args:
            after: The number that an earlier call returned: only what was written since.
        """
        with in_one_line(self.folder), self._engine.connect() as connection:
            return loading.decisions(connection, after)

    def worked_from(self) -> str | None:
        """
        Return the `Derived.worked_from` of what was worked out last.

        None if that was not noted, or if documents or claims have changed since: then it
        is not what follows from the record as it is.
        """
        with in_one_line(self.folder), self._engine.connect() as connection:
            return loading.worked_from(connection)

    def difference(self, worked_out: derived.Derived) -> derived.Difference:
        """Return what of the derived tables is another than this; `save_difference` writes it."""
        with (
            in_one_line(self.folder),
            self._engine.connect() as connection,
            connection.begin(),  # all as it is at one moment
        ):
            return derived.difference(connection, worked_out)

    def log_head(self) -> str:
        """
        Return the last link of the log of decisions (`store.log` says how links are made).

        Whoever writes it down can see later that nothing before it was changed.
        """
        with in_one_line(self.folder), self._engine.connect() as connection:
            return log.head(connection)

    def verify_log(self) -> tuple[Problem, ...]:
        """Return a `log-broken` for each row of a log that is not as and where it was written."""
        with in_one_line(self.folder), self._engine.connect() as connection:
            return tuple(one for table in tables.CHAINED for one in log.broken(connection, table))

    def custody_head(self) -> str:
        """Return the last link of the chain of custody; see `log_head`."""
        with in_one_line(self.folder), self._engine.connect() as connection:
            return log.head(connection, tables.custody)

    def evidence(
        self, kind: str, of: type[Value], *, scope: str | None = None, after: int = 0
    ) -> tuple[Value, ...]:
        """
        Return what goes with evidence, in the order in which it was written.

        Args:
            kind: `captures`, `custody`, `seals`, `alerts`, `sign_offs`, `releases`, `media`,
                `statements` or `polls`.
            of: The class of such a value, such as `Capture`.
            scope: What it belongs to, such as a snapshot's id; None for all.
            after: Only what was written by a run with a larger number.
        """
        with in_one_line(self.folder), self._engine.connect() as connection:
            return evidence.kept(connection, evidence.KINDS[kind], of, scope, after)

    def search(
        self, words: str, limit: int = 20, offset: int = 0, *, names: SameNames | None = None
    ) -> tuple[Hit, ...]:
        """
        Return the texts in which words stand, the best first: one hit for each text.

        All words must be there, in any order. Words in quotation marks stand so; a word
        before `*` may go on. Spelling is folded (`kit.search_words`): قتل finds قُتل. What
        cannot be understood finds nothing; nothing that is typed is an error.

        Args:
            words: As a person types them.
            limit: How many hits.
            offset: How many better ones are passed over.
            names: Which names are names of one thing: by one of them the others are found.
                Those of the record's actors, if it is not given.
        """
        with in_one_line(self.folder), self._engine.connect() as connection:
            alike = self._names(connection) if names is None else names
            return tuple(search.hits(connection, words, alike, limit, offset))

    def problems_read(self) -> tuple[Problem, ...]:
        """Return the live problems of folders and documents, less what checks derived."""
        with in_one_line(self.folder), self._engine.connect() as connection:
            return loading.problems(connection, but=derived.SCOPE)

    def builds(self) -> arrivals.Builds:
        """Return the runs that changed the record."""
        with in_one_line(self.folder), self._engine.connect() as connection:
            return arrivals.builds(connection)

    def has_changed(self, number: int) -> bool:
        """Return whether a run after one brought anything, or people decided something."""
        with in_one_line(self.folder), self._engine.connect() as connection:
            return arrivals.has_changed(connection, number)

    def since(self, number: int) -> arrivals.Since:
        """Return what is another than it was when a build had ended, by the build's number."""
        with in_one_line(self.folder), self._engine.connect() as connection:
            return arrivals.since(connection, number)

    def versions(self, document_id: str) -> tuple[snapshots.Version, ...]:
        """Return a document as it was in each of its snapshots, the oldest first."""
        with in_one_line(self.folder), self._engine.connect() as connection:
            return snapshots.versions(connection, document_id)

    def changed_pages(self, number: int) -> tuple[tuple[str, str, str], ...]:
        """Return documents with other bytes than after a build: id, snapshot then and now."""
        with in_one_line(self.folder), self._engine.connect() as connection:
            return snapshots.changed_pages(connection, number)

    def custody(self, document_id: str) -> Custody:
        """Return what the record did with a document: its bytes over time, and who read them."""
        with in_one_line(self.folder), self._engine.connect() as connection:
            return in_custody(connection, document_id)

    def brought_by(self, *doings: str) -> frozenset[str]:
        """Return the ids of documents of which some kind of run brought bytes: `build`, `add`."""
        with in_one_line(self.folder), self._engine.connect() as connection:
            return brought_by(connection, doings)

    def history(self, kind: str, row_id: str) -> tuple[Mapping[str, object], ...]:
        """
        Return every row that a thing ever had, oldest first: what it said, from when to when.

        Args:
            kind: A table's name, such as `claims`.
            row_id: The id.
        """
        table = tables.metadata.tables[kind]
        with in_one_line(self.folder), self._engine.connect() as connection:
            asked = select(table).where(table.c.id == row_id).order_by(table.c.seq)
            return tuple(dict(row) for row in connection.execute(asked).mappings())

    def ids_ever(self, kind: str, scope: str) -> frozenset[str]:
        """
        Return the ids of all rows that a scope ever had, retired ones too.

        Args:
            kind: A table's name, such as `claims`.
            scope: What they were settled with, such as `read doc_…`.
        """
        table = tables.metadata.tables[kind]
        with in_one_line(self.folder), self._engine.connect() as connection:
            asked = select(table.c.id).where(table.c.scope == scope)
            return frozenset(connection.execute(asked).scalars())

    def incidents_ever(self, claims: AbstractSet[str]) -> frozenset[str]:
        """Return the ids of all incidents that any of some claims was ever in."""
        table = tables.incident_ids
        with in_one_line(self.folder), self._engine.connect() as connection:
            rows = connection.execute(select(table.c.content)).scalars()
            told = (from_text(GivenId, content) for content in rows)
            return frozenset(one.id for one in told if claims & {*one.claim_ids, *one.own})

    def _names(self, connection: Connection) -> SameNames:
        """Return the names of the record's places and actors, as they are now."""
        with self._loading:
            now = loading.places_and_actors(connection, self._memory)
            known = self._same_names
            if known is None or known[0][0] is not now[0] or known[0][1] is not now[1]:
                known = (now, SameNames(search.names_of(*now)))
                self._same_names = known
            return known[1]

    def _is_indexed(self, connection: Connection) -> bool:
        if self._has_index is None:
            self._has_index = search_index.is_there(connection)
        return self._has_index

    def _loaded(
        self,
        connection: Connection,
        memory: Memory,
        texts: Callable[[Mapping[str, str]], Mapping[str, Text]],
    ) -> Record:
        name = self.settings.name or self.folder.name
        with nothing_thrown_away(), connection.begin():  # all as it is at one moment
            read = loading.record(connection, name, memory, texts)
            return evidence.without_withdrawn(connection, read)
