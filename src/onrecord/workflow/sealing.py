"""Sealing: a checkpoint of all there is, and time authorities that say when it was there."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from onrecord import preserve, store
from onrecord.model import Act, Checkpoint, OnRecordError, Seal, Severity
from onrecord.model.codec import from_text
from onrecord.preserve import Level, opentimestamps, stamps
from onrecord.store import proof
from onrecord.workflow import kept_files, proving, verifying
from onrecord.workflow.proving import Proven

_OTS = "opentimestamps"


class Ask(Protocol):
    """Posts something to a server and returns its answer; see `acquire.authorities.answer`."""

    def __call__(
        self, address: str, body: bytes, *, asks: str, answers: str, seconds: float
    ) -> bytes:
        """Return the answer; raises OnRecordError where there is none."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """
    What came of asking one authority to seal one checkpoint.

    Attributes:
        sealed: The checkpoint's SHA-256.
        authority: Who was asked.
        at: The time that it states; None where it did not seal, or not yet.
        is_later: The checkpoint had been made earlier, and could not be sent then.
        fault: Why it is not sealed, in words; "" if it is.
    """

    sealed: str
    authority: str
    at: datetime | None = None
    is_later: bool = False
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealReport:
    """
    What sealing came to.

    Attributes:
        sha256: Of the last checkpoint, for people to write down; "" if there is none.
        checkpoint: What it says; None if there is none.
        is_new: Whether it was made now. It is not where nothing changed since the last.
        asked: Each authority that was asked.
        level: How far the last checkpoint is sealed now.
        failing: How many things of the record do not hold; `verify` names them.
    """

    sha256: str
    checkpoint: Checkpoint | None
    is_new: bool
    asked: tuple[Asked, ...]
    level: Level
    failing: int


def seal(
    record_folder: Path,
    *,
    authorities: Sequence[str] = (),
    ca: Path | None = None,
    is_only_pending: bool = False,
    ask: Ask | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> SealReport:
    """
    Make a checkpoint of a record, and have its hash sealed by time authorities.

    Only the hash is sent, and only to the authorities that are named here or in the
    settings. Where one cannot be reached the checkpoint is kept, and the next call sends it.
    Killed at any moment, it leaves nothing half done: the same call goes on from there.

    Args:
        record_folder: The record.
        authorities: Their addresses; else those of the settings.
        ca: Certificates by which they are trusted; else those of the settings.
        is_only_pending: Make no checkpoint; send what could not be sent before.
        ask: How to reach them.
        tell: Is told what is done.

    Raises:
        OnRecordError: An address is none, or the certificates cannot be read.
        RecordUnusable: The record cannot be opened or written.
    """
    for one in authorities:
        if not store.is_address(one):
            raise OnRecordError(f"this is no web address of a time authority: {one}")
    with store.open_record(record_folder) as kept:
        wanted = tuple(dict.fromkeys(authorities)) or kept.settings.seal.authorities
        trusted = _trusted(kept, ca)
        with kept.build(doing="seal"):  # nobody else writes meanwhile
            found, told = _looked_at(kept, tell)
            latest = found.latest.sha256 if found.latest else ""
            is_new = not is_only_pending and not _says_it_all(found, from_text(Checkpoint, told))
            sha256 = _keep_checkpoint(kept, told, wanted) if is_new else latest
        work = _Work(kept, ask, trusted, tell)
        asked = tuple(work.done(wanted, new=sha256 if is_new else ""))
        return _report(kept, sha256, asked, found, is_new=is_new)


def _looked_at(kept: store.RecordStore, tell: Callable[[str], None]) -> tuple[Proven, str]:
    """Go through a record; return what it holds and a checkpoint of it."""
    with proof.opened(kept.folder) as database:
        found = proving.proven(database, is_whole=False, tell=tell)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    return found, proving.checkpoint(found, at=at, program=kept.program)


def _keep_checkpoint(kept: store.RecordStore, told: str, wanted: Sequence[str]) -> str:
    """Keep a checkpoint, write in the chain of custody who is to seal it, return its hash."""
    sha256 = kept_files.of(kept.folder).keep(told.encode("utf-8"))
    to_ask = [("authority", one) for one in wanted]
    if kept.settings.seal.opentimestamps:
        to_ask.append(("authority", _OTS))
    details = (proof.CHECKPOINT, *to_ask)
    kept.note(store.Noted(act=Act.SEALED, subject=sha256, details=details))
    return sha256


def _says_it_all(found: Proven, now: Checkpoint) -> bool:
    """Return whether nothing came since the last checkpoint but seals of it."""
    latest = found.latest
    if latest is None or not latest.checkpoint.says_the_same(now):
        return False
    covered = latest.checkpoint.table("custody").rows
    return all(one.act is Act.SEALED for one in found.gone.events[covered:])


@dataclass
class _Work:
    kept: store.RecordStore
    ask: Ask | None
    trusted: str
    tell: Callable[[str], None]

    def done(self, wanted: Sequence[str], new: str) -> Iterator[Asked]:
        """Ask whoever has not sealed a checkpoint yet, the oldest checkpoint first."""
        with proof.opened(self.kept.folder) as database:
            made = tuple(proving.sealings_in(database, kept_files.to_prove(database.folder)))
        for one in made:
            seals = self.kept.evidence("seals", Seal, scope=one.sha256)
            there = {held.authority for held in seals if held.kind == "rfc3161"}
            own = [a for a in one.authorities if a != _OTS]
            names = dict.fromkeys((*own, *wanted) if one is made[-1] else own)
            for authority in names:
                if authority not in there:
                    self.tell(f"asking {authority}")
                    yield self._asked(one, authority, is_later=one.sha256 != new)
            if _OTS in one.authorities:
                yield from self._calendars(one, [s for s in seals if s.kind == _OTS])

    def _asked(self, one: proving.Sealing, authority: str, *, is_later: bool) -> Asked:
        archive = kept_files.of(self.kept.folder)
        request = stamps.request(archive.read(one.sha256))
        told = Asked(sealed=one.sha256, authority=authority, is_later=is_later)
        ask = self.ask or _over_the_network(self.kept.settings.web.proxy or None)
        try:
            answer = ask(
                authority,
                request.data,
                asks=stamps.ASKS,
                answers=stamps.ANSWERS,
                seconds=self.kept.settings.seal.timeout_seconds,
            )
        except OnRecordError as fault:
            return _with(told, fault=str(fault))
        looked = stamps.looked_at(answer, one.sha256, self.trusted)
        if looked.fault or looked.at is None or looked.nonce != request.nonce:
            why = looked.fault or "it answers another question"
            return _with(told, fault=f"{authority} gave no seal that holds: {why}")
        seal_ = Seal(
            sealed=one.sha256,
            kind="rfc3161",
            authority=authority,
            token=archive.keep(answer),
            at=looked.at,
            chain=archive.keep(looked.chain.encode("ascii")) if looked.chain else None,
            ca=archive.keep(self.trusted.encode("ascii")) if self.trusted else None,
        )
        self._keep(seal_, looked.at, is_later=is_later)
        return _with(told, at=looked.at)

    def _calendars(self, one: proving.Sealing, before: Sequence[Seal]) -> Iterator[Asked]:
        archive, seconds = kept_files.of(self.kept.folder), self.kept.settings.seal.timeout_seconds
        if any(seal_.at for seal_ in before):
            return
        self.tell("asking the calendars of OpenTimestamps")
        data = archive.read(one.sha256)
        if before:
            found = opentimestamps.asked_again(data, archive.read(before[-1].token), seconds)
        else:
            found = opentimestamps.asked(data, seconds)
        told = Asked(sealed=one.sha256, authority=_OTS, is_later=bool(before))
        if found.fault:
            yield _with(told, fault=found.fault)
            return
        at = datetime.now(UTC).replace(microsecond=0) if found.is_complete else None
        token = archive.keep(found.proof)
        seal_ = Seal(sealed=one.sha256, kind=_OTS, authority=_OTS, token=token, at=at)
        if found.is_complete or not before:
            self._keep(seal_, at, is_later=bool(before))
        yield _with(told, at=at, fault="" if at else "it is pending; seal again in some hours")

    def _keep(self, seal_: Seal, at: datetime | None, *, is_later: bool) -> None:
        details = [proof.TOKEN, ("authority", seal_.authority), ("token", seal_.token)]
        details += [("states", at.isoformat())] if at else []
        details += [("sent", "later")] if is_later else []
        line = store.Noted(act=Act.SEALED, subject=seal_.sealed, details=tuple(details))
        self.kept.keep_evidence("seals", {seal_.id: seal_}, scope=seal_.sealed, noted=[line])


def _report(
    kept: store.RecordStore, sha256: str, asked: tuple[Asked, ...], found: Proven, *, is_new: bool
) -> SealReport:
    archive = kept_files.of(kept.folder)
    seals = kept.evidence("seals", Seal, scope=sha256) if sha256 else ()
    told = [verifying.stamp_of(one, archive) for one in seals]
    failing = [one for one in found.findings.problems if one.severity is not Severity.NOTE]
    checkpoint = from_text(Checkpoint, archive.read(sha256).decode()) if sha256 else None
    return SealReport(
        sha256=sha256,
        checkpoint=checkpoint,
        is_new=is_new,
        asked=asked,
        level=preserve.level(told),
        failing=len(failing) + sum(found.findings.beyond.values()),
    )


def _trusted(kept: store.RecordStore, ca: Path | None) -> str:
    """Return the certificates by which authorities are trusted, in PEM; "" for none."""
    told = kept.settings.seal.ca
    return verifying.certificates(ca or kept.folder / told) if ca or told else ""


def _with(told: Asked, *, at: datetime | None = None, fault: str = "") -> Asked:
    return replace(told, at=at, fault=fault)


def _over_the_network(proxy: str | None) -> Ask:
    from onrecord.acquire import authorities  # noqa: PLC0415 - the way out is not loaded else

    return partial(authorities.answer, proxy=proxy)
