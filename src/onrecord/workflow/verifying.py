"""Proving that nothing that is kept was altered; nothing here writes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord import preserve, store
from onrecord.model import Act, OnRecordError, Problem, Seal, Severity
from onrecord.preserve import Archive, Damaged, Level, Stamp, files, stamps
from onrecord.store import accounts, proof
from onrecord.workflow import kept_files, proving
from onrecord.workflow.proving import Proven, Sealing


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """
    One checkpoint, and what time authorities say of it.

    Attributes:
        sealing: The checkpoint.
        stamps: What each seal proves.
        level: What they come to.
    """

    sealing: Sealing
    stamps: tuple[Stamp, ...]
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """
    What a proof came to.

    Attributes:
        problems: What does not hold, and notes; nothing of the former if all holds.
        beyond: How many more problems there are than are named, by code.
        rows, files, size: Rows, preserved files and their bytes that were looked at.
        heads: The last link of each log, by its name.
        checkpoints: Every checkpoint, the oldest first.
        since: What was done since the last one, run by run, in words.
    """

    problems: tuple[Problem, ...]
    beyond: Mapping[str, int]
    rows: int
    files: int
    size: int
    heads: Mapping[str, str]
    checkpoints: tuple[Sealed, ...]
    since: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing fails. Notes do not count."""
        return all(one.severity is Severity.NOTE for one in self.problems)

    @property
    def sealed(self) -> Sealed | None:
        """The checkpoint that proves most: the last that is sealed, else the last of all."""
        stamped = [one for one in self.checkpoints if one.level is not Level.HASHED]
        every = stamped or self.checkpoints
        return every[-1] if every else None

    @property
    def level(self) -> Level:
        """How far it is proven."""
        return self.sealed.level if self.sealed else Level.HASHED


def verify(
    record_folder: Path,
    *,
    ca: Path | None = None,
    written_down: Sequence[str] = (),
    is_noted: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> Verified:
    """
    Prove that nothing in a record was altered: every row, every file, every seal.

    The log of its accounts is proven, too, where a team keeps it. It takes no lock and writes
    nothing, so that a copy on another machine is proven as well.

    Args:
        record_folder: The record.
        ca: Certificates of time authorities that you trust, in PEM; else those that were
            pinned when it was sealed.
        written_down: Hashes that you wrote down earlier: of a log's last line, or of a
            checkpoint. Each must be there.
        is_noted: Write in the chain of custody, afterwards, that it was done.
        tell: Is told what is looked at.

    Raises:
        RecordUnusable: There is no record, its tables are not this program's, or somebody
            wrote to it meanwhile.
        OnRecordError: The file of certificates cannot be read.
    """
    trusted = certificates(ca) if ca else ""
    with proof.opened(record_folder) as database:
        found = proving.proven(database, sought=written_down, is_whole=True, tell=tell)
        problems, archive = found.findings, kept_files.to_prove(record_folder)
        seen = [0, 0]

        def looked(many: int, size: int) -> None:
            seen[:] = many, size
            if many % 500 == 0:
                tell(f"archive ({many:,} files so far)")

        for one in files.altered(archive, proving.expected(found), looked):
            problems.take(one)
        tell("seals")
        made = tuple(_sealed(found, archive, trusted, problems))
        team = accounts.prove(record_folder)
        if team is not None:
            tell("log of accounts")
            for problem in team.problems:
                problems.take(problem)
        _look_for(written_down, found, problems, team.links if team else frozenset())
    told = Verified(
        problems=tuple(problems.problems),
        beyond=dict(problems.beyond),
        rows=found.gone.rows,
        files=seen[0],
        size=seen[1],
        heads={one.name: one.head for one in found.gone.logs}
        | ({"accounts": team.head} if team else {}),
        checkpoints=made,
        since=tuple(_since(found)),
    )
    if is_noted:
        _note(record_folder, told)
    return told


def _sealed(
    found: Proven, archive: Archive, trusted: str, findings: proof.Findings
) -> Iterator[Sealed]:
    for one in found.sealings:
        own = tuple(
            _stamp(seal, archive, trusted, findings)
            for seal in found.gone.seals
            if seal.sealed == one.sha256
        )
        yield Sealed(sealing=one, stamps=own, level=preserve.level(own))


def stamp_of(seal: Seal, archive: Archive, trusted: str = "") -> Stamp:
    """Look at a seal offline, by certificates that are given, pinned, or its own."""
    try:
        token = archive.read(seal.token)
        pinned = archive.read(seal.ca).decode("ascii", "replace") if seal.ca else ""
    except Damaged:
        missing = "its token is not there"
        return Stamp(authority=seal.authority, kind=seal.kind, at=None, holds=False, fault=missing)
    how = "given" if trusted else "pinned" if pinned else "as it came"
    return stamps.stamp(seal, token, ca=trusted or pinned, trusted=how)


def _stamp(seal: Seal, archive: Archive, trusted: str, findings: proof.Findings) -> Stamp:
    made = stamp_of(seal, archive, trusted)
    if made.holds is False:
        findings.add(
            f"The seal of {seal.authority} does not hold: {made.fault}.",
            seal.id,
            code="seal-broken",
        )
    elif made.holds is None and made.fault:
        findings.add(
            f"The seal of {seal.authority}: {made.fault}.",
            seal.id,
            code="seal-broken",
            severity=Severity.WARNING,
        )
    elif made.holds and seal.at != made.at:
        findings.add(
            f"The seal of {seal.authority} states another time than was written down with it.",
            seal.id,
            code="seal-broken",
        )
    return made


def _look_for(
    written: Iterable[str], found: Proven, findings: proof.Findings, of_accounts: frozenset[str]
) -> None:
    there = {one for chain in found.gone.chains.values() for one in chain.found}
    there |= {one.sha256 for one in found.sealings}
    there |= {chain.links[0] for chain in found.gone.chains.values()}
    for one in written:
        if one not in there and one not in of_accounts:
            findings.add(
                f"The hash that was written down, {one:.64}, is in no log of this record and "
                "names no checkpoint of it: lines were changed, moved or taken out since.",
                "custody",
                code="log-broken",
            )


def _since(found: Proven) -> Iterator[str]:
    """Tell what was added and retired since the last checkpoint, run by run."""
    last = found.latest.checkpoint.builds if found.latest else 0
    gone = found.gone
    for number in range(last + 1, gone.runs.last + 1):
        if number not in gone.runs.doing:
            continue
        did = [
            f"{many} {name} {what}"
            for name, counted in sorted(gone.counted.items())
            for what, many in (
                ("added", counted.added[number]),
                ("retired", counted.retired[number]),
            )
            if many
        ]
        what = ", ".join(did) or "nothing that stands"
        yield f"run {number} ({gone.runs.doing[number]} of {gone.runs.began[number]}): {what}"


def certificates(ca: Path) -> str:
    """
    Return what a file of certificates holds.

    Raises:
        OnRecordError: It cannot be read, or holds none.
    """
    try:
        told = ca.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as fault:
        why = getattr(fault, "strerror", None) or "it is no PEM"
        raise OnRecordError(f"{ca} cannot be read: {why}") from None
    if "-----BEGIN CERTIFICATE-----" not in told:
        raise OnRecordError(f"{ca} holds no certificate in PEM")
    return told


def _note(record_folder: Path, told: Verified) -> None:
    failing = sum(one.severity is not Severity.NOTE for one in told.problems)
    with store.open_record(record_folder) as kept:
        kept.note_custody(
            Act.CHECKED,
            told.heads.get("custody", ""),
            found=f"{failing + sum(told.beyond.values())} that fail",
            level=told.level.value,
        )
