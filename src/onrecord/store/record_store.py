"""Writing one record."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from onrecord.kit.ids import content_id
from onrecord.model import (
    Actor,
    Capture,
    Claim,
    Decision,
    Document,
    Place,
    Problem,
    RecordUnusable,
    Snapshot,
    Text,
)
from onrecord.model.codec import as_text
from onrecord.store import derived, evidence, keyed, loading, search_index, tables, told
from onrecord.store.anchors import anchor, tell_apart
from onrecord.store.database import Address, SqliteFile, address_of, connect
from onrecord.store.derived import Derived, Difference
from onrecord.store.evidence_writing import Saved
from onrecord.store.faults import in_one_line
from onrecord.store.lists_kept import ListsKeeper
from onrecord.store.loading import Held
from onrecord.store.lock import Lock
from onrecord.store.rows import Row, Writing, digest
from onrecord.store.run import Run
from onrecord.store.settings import NAME, Settings
from onrecord.store.store_settings import named_in
from onrecord.store.times import Times, last_written
from onrecord.store.watch import Watch

_MIB = 1024 * 1024


class RecordStore(ListsKeeper):
    """
    A record folder, open. Made by `open_record`; a context manager.

    Every `save_…` is one transaction: killed half-way, it has done nothing, and what was
    saved before stands. Nothing is overwritten: what no longer holds is retired, with
    when and why. Saving the same again changes no row.
    """

    def __init__(
        self,
        folder: Path,
        address: Address,
        lock: Lock,
        settings: Settings,
        program: str,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__(folder, connect(address), settings)
        self.address = address
        self._is_encrypted = _is_encrypted(address)
        self._lock = lock
        self.program = program
        self._times = Times(clock)
        self._run: Run | None = None
        self._watch = Watch(address)
        self._readings: dict[str, Held] | None = None
        self._told: frozenset[str] | None = None
        self._together: Writing | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database and the lock."""
        self.let_go()
        self._lock.close()

    def let_go(self) -> None:
        """Let go of the database, but not of the lock."""
        self._watch.close()
        self._engine.dispose()

    @contextmanager
    def build(
        self, *, doing: str = "build", settings: Mapping[str, object] | None = None
    ) -> Iterator[None]:
        """
        Hold the right to write while work goes on, and note the work in the record.

        The note (a row of `builds`) is made with the first change and ended here; work
        that was stopped or killed stays without an end.

        Args:
            doing: `build`, `import` or `decision`; what another process is told that has to wait.
            settings: What the work depended on, kept with the note.

        Raises:
            RecordUnusable: Another process is writing, or the disk is nearly full.
        """
        if self._run is not None:  # part of the work that is under way
            yield
            return
        with in_one_line(self.folder):
            self._lock.take(doing, self._now())
            self._readings = self._told = None  # another process may have written since
        try:
            self._check_address()
            self._watch.look(passing_over=False)  # what others wrote until now
            self._check_space()
            noted = self._begin_times()
            told = {**(settings or {}), **noted}
            # Not asked again: what it says of a clock that was set back has to be of this moment.
            self._run = Run(doing, self.program, told, self._times.latest())
            yield
            with suppress(RecordUnusable):  # what was saved stands; only its note has no end
                self._end()
        finally:
            self._run = None
            try:
                self._watch.look(passing_over=True)
            finally:
                self._lock.release()

    @contextmanager
    def together(self, doing: str = "build") -> Iterator[None]:
        """
        Make everything that is saved in the block one transaction: all of it is kept, or none.

        What is read in the block is what was there before it.

        Args:
            doing: What another process is told that has to wait.
        """
        with self._writing(doing) as writing:
            if self._together is not None:  # part of a larger whole
                yield
                return
            self._together = writing
            try:
                yield
            except BaseException:
                self._readings = self._told = None  # they may hold what is undone now
                raise
            finally:
                self._together = None

    def has_reading(self, document: Document, snapshot_id: str, *, by: str) -> bool:
        """
        Return whether exactly this was read already, so that the work can be skipped.

        Args:
            document: As it came: its name and what the manifest tells.
            snapshot_id: The bytes.
            by: Name and version of everything that the reading depends on.
        """
        held = self._held().get(document.id)
        return held is not None and (held.snapshot_id, held.told, held.by) == (
            snapshot_id,
            _as_it_came(document),
            by,
        )

    def read_by(self, document: Document) -> str | None:
        """Return what read a document last; None if nothing did."""
        held = self._held().get(document.id)
        return held.by if held else None

    def documents_read(self) -> Mapping[str, str]:
        """Return the ids of all documents that were read from bytes, with their snapshot's."""
        return {held_id: held.snapshot_id for held_id, held in self._held().items()}

    def read_otherwise(self, by: str) -> frozenset[str]:
        """Return the ids of all documents that something else read last."""
        return frozenset(held_id for held_id, held in self._held().items() if held.by != by)

    def save_reading(
        self,
        document: Document,
        snapshot: Snapshot,
        text: Text | None,
        claims: Iterable[Claim] = (),
        problems: Iterable[Problem] = (),
        *,
        by: str,
        capture: Capture | None = None,
    ) -> Saved:
        """
        Write what was read from one document, in one transaction.

        Bytes that are new get their line in the chain of custody in the same transaction,
        with how they were got.

        Claims whose words do not stand in the text are refused, with a Problem that is
        kept in the record. Claims of an earlier reading that are not among these are
        retired. Claims that were handed over stand: they are checked against this text,
        and hold against a claim with the same id from the reading.
        """
        fit, refused = anchor(claims, snapshot.id, text)
        text_id = _text_id(text)
        held = Held(snapshot_id=snapshot.id, text_id=text_id, told=_as_it_came(document), by=by)
        before = self._held().get(document.id)
        is_told = told.scope_of(document.id) in self._told_scopes()
        if before is None or before.snapshot_id == snapshot.id:
            why = f"read otherwise by {by}"
        else:
            why = f"superseded by snapshot {snapshot.id}"
        scope = f"read {document.id}"
        gone, lost = (why, "not found again") if before else (None, None)
        with self._writing("build") as writing:
            self._write_snapshot(writing, document, snapshot, capture)
            self._write_text(writing, snapshot, text, text_id)
            handed = told.NOTHING
            if is_told:
                handed = told.anchor_again(writing, document.id, snapshot.id, text, why)
            apart = tell_apart(fit)
            own = (Row(i, as_text(c)) for i, c in apart.items() if i not in handed.ids)
            writing.settle(tables.claims, own, scope=scope, why=why, gone=gone)
            rows = derived.problem_rows((*problems, *refused))
            writing.settle(tables.problems, rows, scope=scope, why=why, gone=lost)
            is_new = before is None or before.snapshot_id != snapshot.id
            if is_told:
                told.write_problems(writing, document.id, handed.problems, is_new=is_new)
            row = Row(document.id, as_text(held))
            writing.put(tables.readings, [row], scope=document.id, why=why, is_new=before is None)
            derived.outdate(writing)
        self._held()[document.id] = held
        return Saved(changes=dict(writing.counts), problems=refused + handed.problems)

    def save_folder_problems(self, problems: Iterable[Problem], *, scope: str = "folder") -> Saved:
        """
        Make these the problems of the place that reports come from, in one transaction.

        Args:
            problems: All of them.
            scope: The place: the folder, or `feed` and its address.
        """
        with self._writing("build") as writing:
            rows = derived.problem_rows(problems)
            why = "not found again"
            writing.settle(tables.problems, rows, scope=scope, why=why, gone=why)
        return Saved(changes=dict(writing.counts))

    def save_derived(self, worked_out: Derived, decided: Iterable[Decision] = ()) -> Saved:
        """
        Make the derived tables say exactly what follows from the claims, in one transaction.

        Args:
            worked_out: What follows.
            decided: What people decided just now, from which it follows too: written in the
                same transaction, so that neither is ever there without the other.
        """
        with self._writing("build") as writing:
            self._write_decisions(writing, decided)
            found = derived.difference(writing.connection, worked_out)
            derived.write_difference(writing, found)
        return Saved(changes=dict(writing.counts))

    def save_difference(self, found: Difference) -> Saved:
        """
        Write what is to be another in the derived tables, in one transaction.

        Args:
            found: What `difference` returned, here or in another process. Only for who knows
                that nothing but decisions was written since.
        """
        with self._writing("decision") as writing:
            derived.write_difference(writing, found)
        return Saved(changes=dict(writing.counts))

    def save_decisions(self, decided: Iterable[Decision]) -> Saved:
        """Write decisions from which nothing follows but themselves, in one transaction."""
        with self._writing("decision") as writing:
            self._write_decisions(writing, decided)
        return Saved(changes=dict(writing.counts))

    def import_claims(
        self,
        claims: Iterable[Claim],
        documents: Iterable[Document],
        *,
        places: Iterable[Place] = (),
        actors: Iterable[Actor] = (),
    ) -> Saved:
        """
        Write claims that were handed over, in one transaction.

        Importing the same again changes nothing, and importing less retires nothing. A
        claim that the record has with other content is superseded. Where the record has
        the document's text, the words must stand in it; otherwise the claim is refused.
        Documents, places and actors that the record knows already stay as they are.
        """
        self._told = None
        with self._writing("import") as writing:
            problems = told.write_told(
                writing, self._held(), tuple(claims), tuple(documents), places, actors
            )
            derived.outdate(writing)
        return Saved(changes=dict(writing.counts), problems=problems)

    def moment(self) -> datetime:
        """
        Return the time by which what is decided in a run is dated; in a run it never goes back.

        A decision that is dated by it is never later than the row that holds it, whatever is
        done to the machine's clock between the two.
        """
        return self._times.moment() if self._run is not None else self._times.clock()

    def state(self) -> int:
        """
        Return a number that is another when another process has written to the record.

        What this store writes does not change it. Asking takes some microseconds.
        """
        with in_one_line(self.folder):
            return self._watch.changes(passing_over=self._run is not None)

    def make_search_anew(self) -> None:
        """Make the index of words anew from the texts, in one transaction."""
        with self._writing("build") as writing:
            if self._is_indexed(writing.connection):
                search_index.fill(writing.connection)

    @staticmethod
    def _write_decisions(writing: Writing, decided: Iterable[Decision]) -> None:
        rows = (Row(decision.id, as_text(decision)) for decision in decided)
        writing.keep(tables.decisions, rows, scope="decided")

    def _write_snapshot(
        self, writing: Writing, document: Document, snapshot: Snapshot, capture: Capture | None
    ) -> None:
        row = Row(document.id, as_text(document))
        writing.put(tables.documents, [row], scope="read", why="read otherwise")
        row = Row(snapshot.id, as_text(snapshot))
        if writing.keep(tables.snapshots, [row], scope=document.id):
            evidence.take(writing, snapshot, capture, self.settings.person, self.program)

    def _write_text(
        self, writing: Writing, snapshot: Snapshot, text: Text | None, text_id: str | None
    ) -> None:
        if text is not None and text_id is not None:
            row = Row(text_id, as_text(text))
            added = writing.keep(tables.texts, [row], scope=snapshot.id)
            if added and self._is_indexed(writing.connection):
                search_index.add(writing.connection, text_id, text)

    @contextmanager
    def _writing(self, doing: str) -> Iterator[Writing]:
        if self._together is not None:
            yield self._together
            return
        if self._run is None:
            with self.build(doing=doing), self._writing(doing) as writing:
                yield writing
            return
        run = self._run
        self._check_space()
        try:
            with (
                in_one_line(self.folder),
                self._engine.connect().execution_options(writes=True) as connection,
                connection.begin(),
            ):
                self._lock.confirm(connection)
                writing = Writing(connection, self._now(), run.number)
                yield writing
            run.keep(writing.counts)
        finally:
            run.forget()

    def _end(self) -> None:
        if self._run is None or not self._run.has_changed:
            return
        with (
            in_one_line(self.folder),
            self._engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            self._lock.confirm(connection)
            self._run.end(connection, self._now())

    def _held(self) -> dict[str, Held]:
        if self._readings is None:
            with in_one_line(self.folder), self._engine.connect() as connection:
                self._readings = loading.readings(connection)
        return self._readings

    def _told_scopes(self) -> frozenset[str]:
        if self._told is None:
            with in_one_line(self.folder), self._engine.connect() as connection:
                self._told = told.scopes(connection)
        return self._told

    def _check_address(self) -> None:
        """Refuse to write to a database that the record was taken away from meanwhile."""
        named = address_of(self.folder, named_in(self.folder / NAME))
        if named != self.address:
            raise RecordUnusable(
                f"this record was moved to another database ({named}); start again: {self.folder}"
            )
        if _is_encrypted(self.address) != self._is_encrypted:
            raise RecordUnusable(
                f"this record was encrypted, or put back, meanwhile; start again: {self.folder}"
            )

    def _check_space(self) -> None:
        free = shutil.disk_usage(self.folder).free // _MIB
        least = self.settings.min_free_mib
        if free < least:
            raise RecordUnusable(
                f"the disk is nearly full: {free} MiB free at {self.folder}, "
                f"{least} are kept (min_free_mib in onrecord.toml)"
            )

    def _begin_times(self) -> Mapping[str, object]:
        with in_one_line(self.folder), self._engine.connect() as connection:
            return self._times.begin(last_written(connection))

    def _now(self) -> str:
        return self._times.now()


def _is_encrypted(address: Address) -> bool:
    return isinstance(address, SqliteFile) and keyed.is_encrypted(address.path)


def _text_id(text: Text | None) -> str | None:
    if text is None:
        return None
    return content_id("txt", text.snapshot_id, digest(as_text(text)))


def _as_it_came(document: Document) -> str:
    return digest(as_text(Document(name=document.name, told=document.told)))
