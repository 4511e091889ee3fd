"""
The key of an encrypted record's preserved files.

It lies beside the record in a file of SQLCipher's, opened by the record's own passphrase and made
once, when the first file is kept. So the passphrase opens everything, and no key is in the open.
"""

import os
import secrets
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from onrecord.kit.on_disk import force_names
from onrecord.model import RecordUnusable
from onrecord.store import keyed
from onrecord.store.address import FILE as DATABASE

FILE = "archive-key.db"


def kept(folder: Path) -> str:
    """
    Return the key that a record's folder keeps; "" if there is none.

    Raises:
        RecordUnusable: The passphrase does not open it, or it is damaged.
    """
    path = folder / FILE
    if not path.is_file():
        return ""
    module = keyed.driver()
    try:
        address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"  # it is never written again
        with closing(keyed.opened(path, address, isolation_level=None)) as held:
            return str(held.execute("SELECT identity FROM key").fetchone()[0])
    except (RecordUnusable, module.Error, TypeError) as fault:
        raise RecordUnusable(
            f"the key of the preserved files does not open with the record's passphrase: {path}; "
            "restore it from a copy"
        ) from fault


def made(folder: Path, make: Callable[[], str]) -> str:
    """
    Keep a new key in a record's folder, whole or not at all, and return it.

    Where another process was quicker, its key is returned.

    Raises:
        RecordUnusable: It cannot be written.
    """
    path = folder / FILE
    part = folder / f"{FILE}.{secrets.token_hex(8)}.part"
    try:
        _write(part, folder / DATABASE, make())
        _put(part, path)
        with suppress(OSError):  # a disk that cannot do so has written them
            force_names(folder)
    except OSError as fault:
        raise RecordUnusable(
            f"the key of the preserved files cannot be written ({fault.strerror or fault}): {path}"
        ) from fault
    finally:
        part.unlink(missing_ok=True)
    return kept(folder)


def _put(part: Path, path: Path) -> None:
    """Give the file its name, unless another has it."""
    try:
        os.link(part, path)
    except FileExistsError:
        return
    except OSError:  # sticks and cameras have no links
        if not path.exists():
            part.replace(path)


def _write(part: Path, like: Path, key: str) -> None:
    with closing(keyed.opened(part, like=like, isolation_level=None)) as held:
        held.execute("PRAGMA journal_mode = MEMORY")
        held.execute("CREATE TABLE key (identity TEXT NOT NULL)")
        held.execute("INSERT INTO key VALUES (?)", (key,))
    with part.open("rb") as file:
        os.fsync(file.fileno())
