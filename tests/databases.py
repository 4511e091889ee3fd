"""The databases that a record may have, as tests look at them behind the program's back."""

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg

from onrecord.kit.passphrases import KNOWN
from onrecord.store import keyed

PASSPHRASE = "it's زيتون"  # noqa: S105 - of records that tests make


class File:
    """SQLite, in the record's folder."""

    name = "file"

    def prepare(self, folder: Path) -> None:
        """Do nothing: a record has a file where nothing else is said."""

    def sql(self, folder: Path, statement: str, *values: object) -> list[tuple]:
        """Run SQL as any other program could."""
        with closing(self.open(folder / "record.db")) as connection, connection:
            return connection.execute(statement, values).fetchall()

    def dump(self, folder: Path) -> list[str]:
        """Return every row of every table."""
        with closing(self.open(folder / "record.db")) as connection:
            return list(self._dumped(connection))

    @staticmethod
    def _dumped(connection: sqlite3.Connection) -> Iterator[str]:
        asked = "SELECT name, sql FROM sqlite_master ORDER BY type, name"
        for name, sql in connection.execute(asked).fetchall():
            yield f"{name} {sql}"
            if str(sql).startswith("CREATE TABLE"):
                rows = connection.execute(f'SELECT * FROM "{name}"')  # noqa: S608
                yield from (f"{name} {row}" for row in rows)

    def open(self, path: Path) -> sqlite3.Connection:
        """Open a file of a record's folder as any other program could."""
        return sqlite3.connect(path)


class Encrypted(File):
    """SQLCipher, in the record's folder, with a passphrase that this process was told."""

    name = "encrypted"

    def prepare(self, folder: Path) -> None:
        """Let the settings in a record's folder say that its file will be encrypted."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "onrecord.toml").write_text("[store]\nencrypted = true\n")
        KNOWN.tell(str(folder.resolve()), PASSPHRASE)

    def sql(self, folder: Path, statement: str, *values: object) -> list[tuple]:
        """Run SQL as any other program could; what a table refuses is refused as SQLite's."""
        try:
            return super().sql(folder, statement, *values)
        except keyed.driver().IntegrityError as fault:
            raise sqlite3.IntegrityError(str(fault)) from fault

    def open(self, path: Path) -> sqlite3.Connection:
        """Open a file of a record's folder with its passphrase."""
        return keyed.opened(path)


class Server:
    """PostgreSQL: a schema for each record of a test."""

    name = "server"

    def __init__(self, url: str) -> None:
        self.url = url
        self._schemas: dict[Path, str] = {}

    def prepare(self, folder: Path) -> str:
        """Let the settings in a record's folder name a schema that is not there yet."""
        address = self.address(folder)
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "onrecord.toml").open("a") as settings:
            settings.write(f'\n[store]\ndatabase = "{address}"\n')
        return address

    def address(self, folder: Path) -> str:
        """Return the address of a folder's own schema."""
        schema = self._schemas.setdefault(folder, f"t_{secrets.token_hex(8)}")
        return f"{self.url}{'&' if '?' in self.url else '?'}schema={schema}"

    def connect(self, folder: Path) -> psycopg.Connection:
        """Return a connection of the driver's own."""
        schema = self._schemas[folder]
        return psycopg.connect(self.url, options=f"-c search_path={schema}")

    def sql(self, folder: Path, statement: str, *values: object) -> list[tuple]:
        """Run SQL as any other program could; what a table refuses is refused as SQLite's."""
        try:
            with closing(self.connect(folder)) as connection, connection:
                done = connection.execute(statement.replace("?", "%s"), values or None)
                return done.fetchall() if done.description else []
        except psycopg.IntegrityError as fault:
            raise sqlite3.IntegrityError(str(fault)) from fault

    def dump(self, folder: Path) -> list[str]:
        """Return every row of every table."""
        names = self.sql(folder, "SELECT relname FROM pg_class WHERE relkind = 'r' AND"
                         " relnamespace = current_schema()::regnamespace ORDER BY 1")  # fmt: skip
        return [
            f"{name} {row}"
            for (name,) in names
            for row in sorted(self.sql(folder, f"SELECT * FROM {name}"), key=str)  # noqa: S608
            if not (name == "row_numbers" and row[0] == "changes")
        ]

    def close(self) -> None:
        """Leave nothing on a server that goes on."""
        if os.environ.get("ONRECORD_TEST_PG"):
            with closing(psycopg.connect(self.url, autocommit=True)) as connection:
                for schema in self._schemas.values():
                    connection.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
