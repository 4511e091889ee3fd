"""Testimony: statements taken from persons, kept and used as those persons agreed to."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

from onrecord import acquire, media, preserve, store
from onrecord.model import (
    Act,
    Capture,
    Document,
    Medium,
    OnRecordError,
    Problem,
    Protection,
    Purpose,
    Snapshot,
    Testimony,
    Told,
    Way,
    may,
)
from onrecord.preserve.sealed import Keys
from onrecord.workflow import engines, kept_files, one_document, telling, working_out

KEYS = "keys"  # the folder of the record in which the keys of sealed statements are
SEALED = "application/age"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """
    What is told of a statement when it is taken in.

    Attributes:
        pseudonym: What the person is called in the record.
        taken_by: The pseudonym of who took the statement.
        taken_on: The day on which it was given.
        consents: What the person agreed to, each by itself.
        protection: How it is kept.
    """

    pseudonym: str
    taken_by: str
    taken_on: date
    consents: tuple[Purpose, ...]
    protection: Protection


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """
    A statement that was taken in.

    Attributes:
        testimony: What is kept of it beside its words.
        claims: How many claims were taken from it.
        why_not_read: Why none could be, in words; None if it was read.
        problems: What reading found wrong with it.
    """

    testimony: Testimony
    claims: int
    why_not_read: str | None
    problems: tuple[Problem, ...]


def take_down(record_folder: Path, file: Path, given: Given) -> Taken:
    """
    Take a statement into a record.

    Nothing of the file but its bytes comes in: neither its name nor its path, which may tell
    who spoke. Its words are read only if the person agreed to that and it is not secret,
    and never by a language model. A sealed statement's bytes are in the archive only as
    they were sealed, and the file's own hash is noted beside them.

    Args:
        record_folder: The record.
        file: The statement: a text, or a recording, which is only kept.
        given: Who gave it, who took it, and what was agreed to.

    Raises:
        OnRecordError: The person did not agree that it is kept, it is there already, or it
            is secret and the settings name nobody who could open it.
        RecordUnusable: The record cannot be opened or written.
    """
    if Purpose.RECORD not in given.consents:
        raise OnRecordError("the person did not agree that it is kept, so nothing was kept")
    data = _bytes_of(file)
    testimony = Testimony(
        plain_sha256=sha256(data).hexdigest(),
        pseudonym=given.pseudonym,
        taken_by=given.taken_by,
        taken_on=given.taken_on,
        consents=given.consents,
        protection=given.protection,
    )
    with store.open_record(record_folder) as kept, kept.build(doing="testimony"):
        document = _document(testimony)
        if document.id in kept.documents_read():
            if working_out.is_behind(kept):  # a run was killed before it came to that
                _follow(kept)
            raise OnRecordError(f"this statement is in the record already: {testimony.id}")
        whole = _whole(kept, file, document, data)
        testimony, snapshot = _put_away(kept, testimony, whole)
        read = _read(testimony, whole, snapshot) if _may_be_read(testimony, whole) else None
        testimony = replace(testimony, is_read=read is not None and read.text is not None)
        with kept.together("testimony"):
            _save_statement(kept, testimony, "taken in")
            _save_reading(kept, document, snapshot, read, engines.by_testimony())
        _follow(kept)
    return Taken(
        testimony=testimony,
        claims=len(read.claims) if read else 0,
        why_not_read=None if testimony.is_read else _why_not(testimony),
        problems=read.problems if read else (),
    )


def withdraw(record_folder: Path, statement: str, why: str, *, destroy: bool = False) -> Testimony:
    """
    Write down that consent was taken back, and take out of sight what came from a statement.

    Its claims are retired, with all that was worked out from them, and nothing of it leaves
    the record any more. Its bytes stay, sealed or not, unless they are to be destroyed.
    That is done only where it can be done wholly: to a sealed statement that was never
    read, since words that were read are in rows of the database, which are never erased.

    Args:
        record_folder: The record.
        statement: Its id, or how that begins.
        why: What was said.
        destroy: Destroy its key, so that nobody can ever open it again.

    Raises:
        OnRecordError: There is no such statement, or it cannot be destroyed wholly.
        RecordUnusable: The record cannot be opened or written.
    """
    with store.open_record(record_folder) as kept, kept.build(doing="testimony"):
        testimony = _called(kept, statement)
        if destroy and (testimony.is_read or not testimony.is_sealed):
            raise OnRecordError(_not_wholly(testimony))
        who, now = kept.settings.person or testimony.taken_by, datetime.now(UTC)
        if testimony.withdrawn_at is None:
            testimony = replace(
                testimony, withdrawn_at=now, withdrawn_by=who, withdrawn_why=why.strip()
            )
            with kept.together("testimony"):  # never withdrawn and still in sight
                _save_statement(kept, testimony, "consent was taken back")
                _take_out_of_sight(kept, testimony)
                kept.note_custody(Act.WITHDRAWN, testimony.document, why=why.strip())
        if destroy and testimony.destroyed_at is None:
            _keys(kept).destroy(testimony.id)
            testimony = replace(testimony, destroyed_at=now, destroyed_by=who)
            told = {"destroyed": "its key", "plain sha256": testimony.plain_sha256}
            with kept.together("testimony"):
                _save_statement(kept, testimony, "its key was destroyed")
                kept.note_custody(Act.WITHDRAWN, testimony.document, why=why.strip(), **told)
        _follow(kept)
    return testimony


def opened(record_folder: Path, statement: str, identity: Path | None) -> bytes:
    """
    Return the words of a statement as they were given, and write down that it was opened.

    Nothing of them is written anywhere.

    Args:
        record_folder: The record.
        statement: Its id, or how that begins.
        identity: A file with an age identity that opens it; None for one that is not sealed.

    Raises:
        OnRecordError: There is no such statement, it does not open, or consent was taken back.
        RecordUnusable: The record cannot be opened.
    """
    with store.open_record(record_folder) as kept:
        testimony = _called(kept, statement)
        if testimony.withdrawn_at is not None:
            raise OnRecordError("consent was taken back, so it is not opened")
        data = kept_files.of(kept.folder).read(_snapshot(kept, testimony).sha256)
        if testimony.is_sealed:
            if identity is None:
                raise OnRecordError("it is sealed: name your age identity with --identity")
            words = _bytes_of(identity).decode("utf-8", "replace")
            data = _keys(kept).open(testimony.id, data, words)
        if sha256(data).hexdigest() != testimony.plain_sha256:
            raise OnRecordError("what was sealed is not what was taken in")
        kept.note_custody(Act.OPENED, testimony.document)
    return data


def statements(record_folder: Path) -> tuple[Testimony, ...]:
    """Return every statement of a record, in the order in which they were taken in."""
    with store.open_record(record_folder) as kept:
        return kept.evidence("statements", Testimony)


def statement(record_folder: Path, called: str) -> Testimony:
    """
    Return one statement by its id, or by how that begins.

    Raises:
        OnRecordError: None or several are called that.
    """
    with store.open_record(record_folder) as kept:
        return _called(kept, called)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Whole:
    """A statement in the plain, in memory only."""

    document: Document
    data: bytes
    media_type: str
    is_text: bool


def _document(testimony: Testimony) -> Document:
    told = Told(title=testimony.title, author=testimony.pseudonym, published=testimony.taken_on)
    return Document(
        name=testimony.document,
        told=told,
        title=told.title,
        author=told.author,
        published=told.published,
    )


def _whole(kept: store.RecordStore, file: Path, document: Document, data: bytes) -> _Whole:
    """Return a statement as what a folder of reports would make of such a file."""
    most = kept.settings.most_mib * acquire.MIB
    found = next(iter(acquire.folder(file, most_bytes=most)), None)
    if found is None or isinstance(found, Problem):
        return _Whole(document=document, data=data, media_type=media.kind_of(data), is_text=False)
    return _Whole(document=document, data=data, media_type=found.media_type, is_text=True)


def _put_away(
    kept: store.RecordStore, testimony: Testimony, whole: _Whole
) -> tuple[Testimony, Snapshot]:
    """Keep the bytes, sealed where the settings say so."""
    protect, data, media_type = kept.settings.protect, whole.data, whole.media_type
    if protect is None and testimony.protection is Protection.SECRET:
        raise OnRecordError(
            "a secret statement is kept sealed only: name who can open it, under [protect] in "
            f"{kept.folder / store.SETTINGS}"
        )
    if protect is not None:
        testimony, media_type = replace(testimony, is_sealed=True), SEALED
        data = _keys(kept).seal(testimony.id, data, protect.recipients)
    kept_files.of(kept.folder).keep(data)
    return testimony, preserve.snapshot(whole.document, data, media_type, datetime.now(UTC))


def _may_be_read(testimony: Testimony, whole: _Whole) -> bool:
    return whole.is_text and may(testimony, Purpose.ANALYSIS)


def _read(testimony: Testimony, whole: _Whole, kept_as: Snapshot) -> one_document.Taken:
    """Read a statement by the program's own readers; its claims stand in what is kept."""
    plain = replace(kept_as, media_type=whole.media_type, sha256=testimony.plain_sha256)
    read = one_document.taken(whole.document, plain, whole.data, engines.names())
    text = replace(read.text, snapshot_id=kept_as.id) if read.text else None
    claims = tuple(
        claim.with_(passage=replace(claim.passage, snapshot_id=kept_as.id)) for claim in read.claims
    )
    return replace(read, text=text, claims=claims)


def _save_reading(
    kept: store.RecordStore,
    document: Document,
    snapshot: Snapshot,
    read: one_document.Taken | None,
    by: str,
) -> None:
    kept.save_reading(
        replace(read.document, title=document.title, author=document.author) if read else document,
        snapshot,
        read.text if read else None,
        read.claims if read else (),
        read.problems if read else (),
        by=by,
        capture=Capture(
            snapshot_id=snapshot.id,
            way=Way.TESTIMONY,
            at=snapshot.taken_at,
            by=kept.settings.person,
            program=kept.program,
        ),
    )


def _take_out_of_sight(kept: store.RecordStore, testimony: Testimony) -> None:
    """Retire what was read from a statement, and the pictures beside it."""
    document = _document(testimony)
    snapshot = _snapshot(kept, testimony)
    _save_reading(kept, document, snapshot, None, engines.by_testimony())
    for medium in kept.evidence("media", Medium):
        if medium.document_id == document.id:
            kept.settle_evidence("media", {}, scope=medium.id, why="consent was taken back")


def _snapshot(kept: store.RecordStore, testimony: Testimony) -> Snapshot:
    return kept.custody(_document(testimony).id).snapshots[-1]


def _save_statement(kept: store.RecordStore, testimony: Testimony, why: str) -> None:
    kept.settle_evidence("statements", {testimony.id: testimony}, scope=testimony.document, why=why)


def _follow(kept: store.RecordStore) -> None:
    record = working_out.save_what_follows(kept, engines.names(), lambda _: None)
    working_out.write_page(kept, record, lambda _: None)
    telling.write_feeds_again(kept)


def _called(kept: store.RecordStore, called: str) -> Testimony:
    wanted = called.removeprefix("testimony/").removeprefix("tst_")
    held = kept.evidence("statements", Testimony)
    fitting = [one for one in held if wanted and one.id.removeprefix("tst_").startswith(wanted)]
    if not fitting:
        raise OnRecordError(f"no statement in this record is called {called}")
    if len(fitting) > 1:
        raise OnRecordError(f"{called} may mean {len(fitting)} statements: type more of it")
    return fitting[0]


def _keys(kept: store.RecordStore) -> Keys:
    return Keys(kept.folder / KEYS)


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        raise OnRecordError(f"{file} cannot be read: {fault.strerror or fault}") from None


def _why_not(testimony: Testimony) -> str:
    if testimony.protection is Protection.SECRET:
        return "it is secret: it is kept sealed, and nothing is read from it"
    if Purpose.ANALYSIS not in testimony.consents:
        return "the person did not agree to analysis: it is kept, and nothing is read from it"
    return "nothing here reads such a file: it is kept"


def _not_wholly(testimony: Testimony) -> str:
    what = (
        "words that were read from it are in rows of the database, which are never erased"
        if testimony.is_read
        else "its bytes were not sealed, and the archive erases nothing"
    )
    return (
        f"it cannot be destroyed wholly: {what}. Withdraw it without --destroy; what may have to "
        "be destroyed one day has to be taken in as secret"
    )
