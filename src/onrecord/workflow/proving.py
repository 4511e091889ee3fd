"""A record against its own hashes and against every checkpoint that it ever made."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from onrecord.model import Checkpoint, CustodyEvent, Severity, TableState
from onrecord.model.checkpoint import ROWS_A_BLOCK, RUNS_A_BLOCK
from onrecord.model.codec import as_text, from_text
from onrecord.preserve import Archive, Damaged, files
from onrecord.store import proof
from onrecord.workflow import kept_files

Tell = Callable[[str], None]  # is called with what is looked at, and how far it has come


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealing:
    """
    A checkpoint that was made.

    Attributes:
        sha256: Its hash, by which it is kept.
        checkpoint: What it says.
        event: The line of custody that says that it was made.
    """

    sha256: str
    checkpoint: Checkpoint
    event: CustodyEvent

    @property
    def authorities(self) -> tuple[str, ...]:
        """The addresses that were to be asked to seal it."""
        return tuple(says for word, says in self.event.details if word == "authority")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """
    What a record holds, gone through once.

    Attributes:
        gone: What its database holds.
        findings: What is wrong.
        sealings: Its checkpoints, the oldest first, as far as they are there.
        settings: SHA-256 of its `onrecord.toml`; "" if there is none.
        sizes: Bytes of every file that a row speaks of, by name; None for one not there.
    """

    gone: proof.Gone
    findings: proof.Findings
    sealings: tuple[Sealing, ...]
    settings: str
    sizes: Mapping[str, int | None]

    @property
    def latest(self) -> Sealing | None:
        """The last checkpoint; None if there is none."""
        return self.sealings[-1] if self.sealings else None


def proven(
    database: proof.Database, *, sought: Iterable[str] = (), is_whole: bool, tell: Tell
) -> Proven:
    """
    Go through a database and compare it with every checkpoint.

    Args:
        database: Open.
        sought: Links of logs that somebody wrote down.
        is_whole: Ask SQLite too, and compare the tables with those of a new record.
        tell: Is told how far it has come.

    Raises:
        RecordUnusable: It is no database of this program's.
    """
    findings, archive = proof.Findings(), kept_files.to_prove(database.folder)
    made = tuple(sealings_in(database, archive, findings))
    gone = proof.gone_through(
        database,
        findings,
        checkpoints=[one.checkpoint for one in made],
        sought=sought,
        is_whole=is_whole,
        tell=lambda what, rows: tell(f"{what} ({rows:,} rows so far)" if rows else what),
    )
    found = Proven(
        gone=gone,
        findings=findings,
        sealings=made,
        settings=_settings(database),
        sizes={name: archive.size_of(name) for name in gone.files},
    )
    _compare(found)
    return found


def checkpoint(found: Proven, *, at: str, program: str) -> str:
    """Return a checkpoint of a record as it is now, as the JSON that is kept."""
    gone, latest = found.gone, found.latest
    made = Checkpoint(
        record=gone.created,
        at=datetime.fromisoformat(at),
        program=program,
        builds=gone.runs.last,
        builds_sha256=gone.runs.digest,
        meta_sha256=gone.meta_sha256,
        logs=gone.logs,
        tables=tuple(proof.states(gone).values()),
        archive=files.state(found.sizes),
        settings=found.settings,
        before=latest.sha256 if latest else None,
    )
    return as_text(made)


def expected(found: Proven) -> dict[str, files.Expected]:
    """Return the files that rows speak of, by name."""
    return {name: _expected(by) for name, by in found.gone.files.items()}


def _expected(spoken: Sequence[proof.Spoken]) -> files.Expected:
    size = next((one.size for one in spoken if one.size is not None), None)
    return files.Expected(by=spoken[0].by, size=size)


def sealings_in(
    database: proof.Database, archive: Archive, findings: proof.Findings | None = None
) -> Iterator[Sealing]:
    """
    Return the checkpoints that a record made, the oldest first, as far as they are there.

    Args:
        database: Open.
        archive: The preserved files.
        findings: Where to note one that is no checkpoint. One that is missing, or not what
            its name says, is noted where the archive is gone through.
    """
    seen: set[str] = set()
    for event in proof.sealings(database):
        if event.subject in seen:
            continue
        seen.add(event.subject)
        with suppress(Damaged):
            try:
                told = from_text(Checkpoint, archive.read(event.subject).decode("utf-8"))
            except (ValueError, TypeError, KeyError, AttributeError):
                if findings is not None:
                    message = "What is named as a checkpoint is none."
                    findings.add(message, event.subject, code="seal-broken")
                continue
            yield Sealing(sha256=event.subject, checkpoint=told, event=event)


def _compare(found: Proven) -> None:
    """Note where the record is not, up to a checkpoint, what it was when that was made."""
    said: set[tuple[object, ...]] = set()
    for number, one in enumerate(found.sealings):
        for key, code, message, where in (
            *_in_tables(found, number, one.checkpoint),
            *_in_logs(found, one.checkpoint),
            *_in_runs(found, one),
            *_in_archive(found, one.checkpoint),
        ):
            if key not in said:  # a later checkpoint says the same again
                said.add(key)
                found.findings.add(f"{message} {_made(one)}", where, code=code)
    if found.latest and found.latest.checkpoint.settings != found.settings:
        found.findings.add(
            f"The settings were changed since they were sealed. {_made(found.latest)}",
            "onrecord.toml",
            code="changed-since-seal",
            severity=Severity.NOTE,
        )


_Fault = tuple[tuple[object, ...], str, str, str]


def _in_tables(found: Proven, number: int, told: Checkpoint) -> Iterator[_Fault]:
    for state in told.tables:
        now = found.gone.then[number].get(state.name, TableState(name=state.name, rows=0))
        if now.rows < state.rows:
            yield (
                ("rows", state.name),
                "row-gone",
                f"{state.name} had {state.rows} rows, and has {now.rows} of them.",
                state.name,
            )
        for block in _differing(state.written, now.written):
            rows = f"rows {block * ROWS_A_BLOCK + 1} to {(block + 1) * ROWS_A_BLOCK}"
            message = f"Among {rows} of {state.name} some are not those that were sealed."
            yield (state.name, "w", block), "row-altered", message, state.name
        for block in _differing(state.retired, now.retired):
            runs = f"runs {block * RUNS_A_BLOCK + 1} to {(block + 1) * RUNS_A_BLOCK}"
            message = f"Other rows of {state.name} are retired by {runs} than were sealed."
            yield (state.name, "r", block), "row-altered", message, state.name


def _in_logs(found: Proven, told: Checkpoint) -> Iterator[_Fault]:
    for state in told.logs:
        chain = found.gone.chains.get(state.name)
        if chain is None or chain.links.get(state.rows) != state.head:
            yield (
                (state.name, state.rows),
                "log-broken",
                f"Line {state.rows} of the log of {state.name} does not end in the hash that "
                "was sealed: lines up to it were changed, moved, put in or taken out.",
                state.name,
            )


def _in_runs(found: Proven, one: Sealing) -> Iterator[_Fault]:
    told, runs = one.checkpoint, found.gone.runs
    if told.record != found.gone.created or told.meta_sha256 != found.gone.meta_sha256:
        message = "What the database says about itself is not what was sealed."
        yield ("meta",), "row-altered", message, "meta"
    if runs.last < told.builds or runs.then.get(told.builds) != told.builds_sha256:
        message = f"Runs 1 to {told.builds} are not those that were sealed."
        yield ("runs", told.builds), "row-altered", message, "builds"
    if hashlib.sha256(as_text(told).encode()).hexdigest() != one.sha256:
        message = "A checkpoint holds what this program never writes."
        yield ("form", one.sha256), "seal-broken", message, one.sha256


def files_at(found: Proven, told: Checkpoint) -> dict[str, int | None]:
    """Return the files that rows spoke of when a checkpoint was made, with their bytes now."""
    last = {state.name: state.rows for state in told.tables}
    missing = frozenset(told.archive.missing)
    return {
        name: found.sizes[name]
        for name, by in found.gone.files.items()
        if name not in missing and any(one.number <= last.get(one.table, 0) for one in by)
    }


def _in_archive(found: Proven, told: Checkpoint) -> Iterator[_Fault]:
    then = files_at(found, told)
    now = dict(files.state(then).branches)
    for branch, sha256 in told.archive.branches:
        if now.get(branch) != sha256:
            message = "Preserved files whose names begin so are not those that were sealed."
            yield ("branch", branch), "archive-damaged", message, f"archive/{branch}"


def _differing(sealed: Sequence[str], now: Sequence[str]) -> Iterator[int]:
    pairs = zip_longest(sealed, now, fillvalue="")
    return (number for number, (was, held) in enumerate(pairs) if was != held)


def _made(one: Sealing) -> str:
    return f"(Sealed by the checkpoint {one.sha256[:16]}… of {one.checkpoint.at.isoformat()}.)"


def _settings(database: proof.Database) -> str:
    try:
        return hashlib.sha256(database.settings.read_bytes()).hexdigest()
    except OSError:
        return ""
