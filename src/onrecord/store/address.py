"""Where a record's database is: a file of its own, or a schema on a server."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from onrecord.model import RecordUnusable

FILE = "record.db"
SCHEMA = "onrecord"  # where the address names none
_SCHEMES = frozenset({"postgresql", "postgres"})
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,49}")  # stands in SQL without quotation marks
_MORE = frozenset({"schema", "host", "port", "service", "sslmode", "sslrootcert", "sslcert",
                   "sslkey", "connect_timeout", "target_session_attrs"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class SqliteFile:
    """
    A record in one file of SQLite.

    Attributes:
        path: The file.
    """

    path: Path

    def __str__(self) -> str:
        return str(self.path)


@dataclass(frozen=True, slots=True)
class PostgresSchema:
    """
    A record in one schema of a PostgreSQL database; others may stand in schemas beside it.

    Attributes:
        url: The database's address, without a password.
        schema: The schema's name.
    """

    url: str
    schema: str = SCHEMA

    def __str__(self) -> str:
        return f"{self.url} (schema {self.schema})"


Address = SqliteFile | PostgresSchema


def address_of(folder: Path, told: str = "") -> Address:
    """
    Return where the database of a record's folder is.

    Args:
        folder: The record's.
        told: What `[store] database` in its settings says; "" for the file in the folder.

    Raises:
        RecordUnusable: It is no address of a database, or holds a password.
    """
    return server(told) if told else SqliteFile(folder / FILE)


def server(told: str) -> PostgresSchema:
    """
    Return the place on a server that an address names.

    A password in it is refused: settings are shown, sent and backed up. It comes from the
    environment (`PGPASSWORD`), from `~/.pgpass` (`PGPASSFILE`) or from a service file
    (`PGSERVICEFILE`), as with every program that speaks to PostgreSQL.

    Raises:
        RecordUnusable: It is no such address, or holds a password. The line quotes nothing.

    >>> str(server("postgresql://db.example.org/records?schema=coast"))
    'postgresql://db.example.org/records (schema coast)'
    >>> server("postgresql:///records").schema
    'onrecord'
    """
    try:
        parts = urlsplit(told.strip())
        asked = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
        is_one = parts.scheme in _SCHEMES and parts.port != 0 and not parts.fragment
    except ValueError:  # whose message would quote the address
        is_one, asked = False, []
    if not is_one or not told.isprintable():
        raise RecordUnusable(
            "the database must be an address such as postgresql://host/name?schema=record"
        )
    if parts.password is not None or any("password" in key for key, _ in asked):
        raise RecordUnusable(
            "the address of the database holds a password; take it out, and give it by PGPASSFILE, "
            "a service file or PGPASSWORD"
        )
    unknown = sorted({key for key, _ in asked} - _MORE)
    if unknown:
        raise RecordUnusable(
            f"the address of the database asks for “{unknown[0]:.40}”; known are "
            f"{', '.join(sorted(_MORE))}"
        )
    schema = dict(asked).get("schema", SCHEMA)
    if not _NAME.fullmatch(schema) or schema.startswith("pg_"):
        raise RecordUnusable(
            f"no schema can be called {schema:.60}; small letters a-z, digits and _ make a name"
        )
    rest = "&".join(one for one in parts.query.split("&") if one and not one.startswith("schema="))
    url = f"postgresql://{parts.netloc}{parts.path}{'?' if rest else ''}{rest}"
    return PostgresSchema(url, schema)
