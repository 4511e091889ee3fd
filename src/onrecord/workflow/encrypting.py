"""A record, from now on opened with a passphrase only."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from onrecord import store
from onrecord.kit.on_disk import force_names
from onrecord.kit.passphrases import KNOWN
from onrecord.model import OnRecordError, RecordUnusable
from onrecord.preserve import encrypting as in_archive
from onrecord.preserve.encrypted import new_key
from onrecord.store import archive_key, backups, encrypting, keyed, store_settings
from onrecord.workflow import kept_files
from onrecord.workflow.verifying import verify
from onrecord.workflow.working_out import PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class EncryptReport:
    """
    What was encrypted.

    Attributes:
        files: The databases that are encrypted now.
        preserved: How many preserved files are encrypted now and were not before.
        plain: Files and folders that can still be read by anybody, for their keeper to destroy.
    """

    files: tuple[Path, ...]
    preserved: int
    plain: tuple[Path, ...]


def encrypt(
    record_folder: Path, passphrase: str, *, tell: Callable[[str], None] = lambda _: None
) -> EncryptReport:
    """
    Encrypt a record's database, its accounts and its preserved files: a passphrase opens them.

    Each encrypted file is compared with the plain one before it takes its place. The plain ones
    stay, under another name, for their keeper to destroy. Killed at any moment, the record opens,
    and the same call goes on with what is not encrypted yet; so it does with the preserved files
    of a record that an earlier program encrypted.

    Args:
        record_folder: The record.
        passphrase: What opens it from now on.
        tell: Is told what is done.

    Raises:
        OnRecordError: It is encrypted already, or on a server.
        MachineLacks: A package that encrypts is not installed.
        RecordUnusable: There is no record, somebody has it open, or it does not hold.
    """
    keyed.driver()
    new_key()  # says it now if the package is missing
    settings = record_folder / store.SETTINGS
    if store_settings.named_in(settings):
        raise OnRecordError("a record on a server is not encrypted here; encrypt the server's disk")
    there = [record_folder / name for name in (backups.DATABASE, backups.ACCOUNTS)]
    files = [path for path in there if path.is_file() and keyed.is_plain(path)]
    is_done = not files and not in_archive.is_plain(record_folder / backups.ARCHIVE)
    if is_done and there[0].is_file():
        raise OnRecordError(f"this record is encrypted already: {record_folder}")
    # Told first: of what was killed half-way, the one file is opened by what the other was given.
    KNOWN.tell(str(record_folder.resolve()), passphrase)
    with store.open_record(record_folder) as kept:  # brought up to date, if it is an old one
        kept.load()
        if not verify(record_folder, tell=tell).holds:
            raise RecordUnusable("this record does not hold; `onrecord verify` says why: "
                                 f"{record_folder}")  # fmt: skip
        with kept.build(doing="encrypt"):  # nobody writes to a file that is about to be put away
            kept.let_go()
            _encrypt_databases(record_folder, files, tell)
            preserved = _encrypt_preserved(record_folder, tell)
            with suppress(OSError):  # a disk that cannot do so has written them
                force_names(record_folder)
    plain = tuple(_plain_copies(record_folder, there))
    return EncryptReport(files=tuple(files), preserved=preserved, plain=plain)


def _encrypt_databases(folder: Path, files: list[Path], tell: Callable[[str], None]) -> None:
    settings = folder / store.SETTINGS
    if not store_settings.is_encrypted_in(settings):
        store_settings.write_encrypted(settings)  # a plain file still opens as what it is
    for path in files:
        tell(f"encrypting {path.name}")
        encrypting.encrypt_file(path)


def _encrypt_preserved(folder: Path, tell: Callable[[str], None]) -> int:
    """Encrypt the preserved files, once the database that has their hashes is."""

    def told(done: int) -> None:
        if done % 100 == 1:
            tell(f"encrypting preserved files ({done:,} so far)")

    for left in folder.glob(f"{archive_key.FILE}.*.part"):  # of a run that was killed
        left.unlink(missing_ok=True)
    try:
        return in_archive.encrypt_files(kept_files.encrypted(folder), told)
    except OSError as fault:
        raise RecordUnusable(
            f"a preserved file cannot be put aside ({fault.strerror or fault}): {folder}"
        ) from fault


def _plain_copies(folder: Path, there: list[Path]) -> list[Path]:
    """Return what can be read by anybody still, as far as this program made it."""
    aside = in_archive.plain_copies(folder / backups.ARCHIVE)
    plain = [old for old in map(encrypting.plain_copy, there) if old.is_file()]
    plain += sorted(folder.glob("record-schema-*.db"))
    plain += [aside] if aside.is_dir() else []
    return plain + sorted(folder.glob(f"{PAGE}*"))
