"""
Files of SQLite, plain or encrypted as a whole (SQLCipher 4), opened alike.

A record is encrypted if `[store] encrypted = true` stands in its settings. Its database, its
accounts, and what SQLite writes beside them, hold no readable byte then. The passphrase is turned
into a key as SQLCipher does by itself (PBKDF2, HMAC-SHA-512, 256,000 rounds, the salt that the
file begins with), so that its own tools open the file, too; here the key is made once a process.
"""

import hashlib
import os
import sqlite3
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, cast
from urllib.parse import unquote, urlsplit

from onrecord.kit.passphrases import FILE, KNOWN
from onrecord.model import MachineLacks, RecordUnusable
from onrecord.store.store_settings import is_encrypted_in

_PLAIN = b"SQLite format 3\x00"
_SALT = 16  # bytes
_ROUNDS = 256_000
_SETTINGS = "onrecord.toml"


def is_plain(path: Path) -> bool:
    """Return whether a file is a plain one of SQLite."""
    return _head(path) == _PLAIN


def is_encrypted(path: Path) -> bool:
    """Return whether a file is encrypted, or will be once it is made; most are never opened."""
    return is_encrypted_in(path.parent / _SETTINGS) and not is_plain(path)


def opened(
    path: Path, address: str = "", *, like: Path | None = None, **more: Any
) -> sqlite3.Connection:
    """
    Open a file.

    Args:
        path: The file.
        address: A URI that opens it in some way; else it is opened to be written.
        like: A file with whose key it is encrypted, or not encrypted.
        more: What `sqlite3.connect` takes.

    Raises:
        RecordUnusable: It does not open with the passphrase that was told, or none was.
        MachineLacks: It is encrypted, and `sqlcipher3` is not installed.
    """
    model = like or path
    if not is_encrypted(model):
        plain: sqlite3.Connection = sqlite3.connect(address or path, uri=bool(address), **more)
        return plain
    module = driver()
    secret = key_of(model)
    connection = module.connect(address or str(path), uri=bool(address), **more)
    try:
        unlock(connection, secret)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if model is path and not path.stat().st_size:  # it will begin with the salt of this key
            _HEADS[which(path)] = bytes.fromhex(secret[2:-1])[-_SALT:]
    except module.DatabaseError as fault:
        connection.close()
        KNOWN.forget(_what(model))
        _HEADS.clear()  # the file may be another one by now
        if getattr(fault, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_NOTADB:
            raise RecordUnusable(
                f"this passphrase does not open the record: {model.parent}; if it is the right "
                "one, the file is damaged: restore it from a copy"
            ) from None
        raise
    return cast("sqlite3.Connection", connection)


def opened_by(address: str, **more: Any) -> sqlite3.Connection:
    """Open a file by its URI, as `opened` does."""
    return opened(_path_in(address), address, **more)


def unlock(connection: sqlite3.Connection, secret: str) -> None:
    """Give a connection its key, and let nothing of what it does lie about unencrypted."""
    connection.execute("PRAGMA cipher_log_level = NONE")  # it writes to the terminal else
    connection.execute(f'PRAGMA key = "{secret}"')
    connection.execute("PRAGMA temp_store = MEMORY")


def key_of(path: Path) -> str:
    """
    Return the key of a file, made from its salt or a new one, as SQLCipher takes it.

    Raises:
        RecordUnusable: Nobody told a passphrase.
    """
    try:
        passphrase = KNOWN.of(_what(path))
    except OSError as fault:
        raise RecordUnusable(f"{FILE} names a file that cannot be read: {fault.strerror}") from None
    if not passphrase:
        raise RecordUnusable(
            f"this record is encrypted: {path.parent}; give its passphrase at a terminal, or name "
            f"a file with it in {FILE}"
        )
    head = _head(path)
    salt = head if len(head) == _SALT and head != _PLAIN else os.urandom(_SALT)
    return _key(passphrase, salt)


def driver() -> ModuleType:
    """
    Return the module that opens encrypted files.

    Raises:
        MachineLacks: It is not installed.
    """
    try:
        from sqlcipher3 import dbapi2  # noqa: PLC0415 - an extra: for records that are encrypted
    except ImportError:
        raise MachineLacks(
            "this record is encrypted, and the package sqlcipher3 is not installed: install "
            "onrecord[encrypted]"
        ) from None
    found: ModuleType = dbapi2
    return found


def begun_anew(path: Path) -> None:
    """Forget what a file began with that is written anew: it may get the old one's number."""
    for known in [k for k in _HEADS if k[0] == str(path.resolve())]:
        del _HEADS[known]


def which(path: Path) -> tuple[str, int, int]:
    """Return what tells a file from another that had its name."""
    found = path.stat()
    return str(path.resolve()), found.st_dev, found.st_ino


@cache
def _key(passphrase: str, salt: bytes) -> str:
    made = hashlib.pbkdf2_hmac("sha512", passphrase.encode(), salt, _ROUNDS, 32)
    return f"x'{made.hex()}{salt.hex()}'"


def _what(path: Path) -> str:
    return str(path.parent.resolve())


_HEADS: dict[tuple[str, int, int], bytes] = {}  # what files that this process looked at begin with


def _head(path: Path) -> bytes:
    """
    Return what a file begins with; that is looked at once in a process.

    A process that closes a file of SQLite which it opened by itself gives up the locks of all
    its connections to that file (POSIX has it so). Whoever closed the database after that
    would take itself for the last one, and throw away the log in which others still write.
    """
    try:
        known = which(path)
        if known not in _HEADS:
            with path.open("rb") as file:
                head = file.read(_SALT)
            if len(head) < _SALT:
                return head
            _HEADS[known] = head
        return _HEADS[known]
    except OSError:
        return b""


def _path_in(address: str) -> Path:
    """Return the file that a `file:` address names."""
    path = unquote(urlsplit(address).path)
    return Path(path.removeprefix("/") if os.name == "nt" else path)
