"""The table `[store]` of a record's settings: where its database is."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.model import RecordUnusable
from onrecord.store.address import server
from onrecord.store.settings_file import unknown, write_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreSettings:
    """
    Where a record's database is.

    Attributes:
        database: The address of a schema on a PostgreSQL server, without a password, such as
            `postgresql://db.example.org/records?schema=coast`; "" for `record.db` in the
            record's folder.
    """

    database: str = ""


def store_settings(path: Path, told: Any) -> StoreSettings:
    """
    Return what the table `[store]` of a settings file says.

    Args:
        path: The file, to name in what is wrong.
        told: The table.

    Raises:
        RecordUnusable: A setting is unknown, or no address of a database.
    """
    if not isinstance(told, dict):
        raise RecordUnusable(f"{path}: “store” must be the table [store]")
    for key in told:
        if key != "database":
            raise RecordUnusable(f"{path}: {unknown(key, ['database'], 'store.')}")
    database = told.get("database", "")
    if not isinstance(database, str):
        raise RecordUnusable(f"{path}: “store.database” must be text")
    if database:
        try:
            server(database)
        except RecordUnusable as fault:
            raise RecordUnusable(f"{path}: {fault}") from fault
    return StoreSettings(database=database)


def named_in(path: Path) -> str:
    """
    Return the database that a settings file names, whatever else it says; "" for none.

    Raises:
        RecordUnusable: The file is not TOML, or what it names is no address.
    """
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return ""
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise RecordUnusable(f"{path} is not proper TOML: {fault}") from fault
    except OSError as fault:
        raise RecordUnusable(f"{path} cannot be read: {fault.strerror or fault}") from fault
    return store_settings(path, told.get("store", {})).database


def write_database(path: Path, database: str) -> None:
    """Change where a settings file says that the database is, in one step; "" for the file."""
    import tomlkit  # noqa: PLC0415 - needed once in a record's life

    page = tomlkit.parse(path.read_text(encoding="utf-8-sig") if path.exists() else "")
    if database:
        table = page.setdefault("store", tomlkit.table())
        table["database"] = database
    elif "store" in page:
        page["store"].pop("database", None)
        if not page["store"]:
            page.pop("store")
    write_whole(path, tomlkit.dumps(page))
