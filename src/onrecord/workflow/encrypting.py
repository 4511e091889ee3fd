"""A record's database, from now on opened with a passphrase only."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from onrecord import store
from onrecord.kit.on_disk import force_names
from onrecord.kit.passphrases import KNOWN
from onrecord.model import OnRecordError, RecordUnusable
from onrecord.store import backups, encrypting, keyed, store_settings
from onrecord.workflow.verifying import verify


@dataclass(frozen=True, slots=True, kw_only=True)
class EncryptReport:
    """
    What was encrypted.

    Attributes:
        files: The databases that are encrypted now.
        plain: Files that can still be read by anybody, for their keeper to destroy.
    """

    files: tuple[Path, ...]
    plain: tuple[Path, ...]


def encrypt(
    record_folder: Path, passphrase: str, *, tell: Callable[[str], None] = lambda _: None
) -> EncryptReport:
    """
    Encrypt a record's database, and its accounts, so that a passphrase opens them.

    Each encrypted file is compared with the plain one before it takes its place. The plain ones
    stay, under another name, for their keeper to destroy. Killed at any moment, the record opens,
    and the same call goes on with what is not encrypted yet.

    Args:
        record_folder: The record.
        passphrase: What opens it from now on.
        tell: Is told what is done.

    Raises:
        OnRecordError: It is encrypted already, or on a server.
        MachineLacks: `sqlcipher3` is not installed.
        RecordUnusable: There is no record, somebody has it open, or it does not hold.
    """
    keyed.driver()
    settings = record_folder / store.SETTINGS
    if store_settings.named_in(settings):
        raise OnRecordError("a record on a server is not encrypted here; encrypt the server's disk")
    there = [record_folder / name for name in (backups.DATABASE, backups.ACCOUNTS)]
    files = [path for path in there if path.is_file() and keyed.is_plain(path)]
    if not files and there[0].is_file():
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
            if not store_settings.is_encrypted_in(settings):
                store_settings.write_encrypted(settings)  # a plain file still opens as what it is
            for path in files:
                tell(f"encrypting {path.name}")
                encrypting.encrypt_file(path)
            with suppress(OSError):  # a disk that cannot do so has written them
                force_names(record_folder)
    plain = [old for old in map(encrypting.plain_copy, there) if old.is_file()]
    plain += sorted(record_folder.glob("record-schema-*.db"))
    return EncryptReport(files=tuple(files), plain=tuple(plain))
