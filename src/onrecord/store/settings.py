"""`onrecord.toml`: the few settings of a record, for people to read and change."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from onrecord.model import RecordUnusable
from onrecord.model.publishing import Allowed
from onrecord.store.asked_settings import AskedSettings, asked_settings
from onrecord.store.follow_settings import TABLES as FOLLOW_TABLES
from onrecord.store.follow_settings import FollowSettings, follow_settings
from onrecord.store.oidc_settings import OidcSettings, oidc_settings
from onrecord.store.protect_settings import ProtectSettings, protect_settings
from onrecord.store.publish_settings import publish_settings
from onrecord.store.read_settings import ReadSettings
from onrecord.store.read_settings import read_settings as reading_settings
from onrecord.store.seal_settings import SealSettings, seal_settings
from onrecord.store.serve_settings import ServeSettings, serve_settings
from onrecord.store.settings_file import unknown, write_whole
from onrecord.store.store_settings import StoreSettings, store_settings
from onrecord.store.web_settings import WebSettings, web_settings

NAME = "onrecord.toml"
_HEAD = "The settings of this record. You may edit this file; `onrecord` reads it at each start."


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """
    What holds for one record.

    Attributes:
        name: What the record is called in its report and its exports.
        created: When it was made (UTC).
        program: The program and version that made it.
        min_free_mib: MiB that must stay free on the disk; below it nothing is written.
        most_mib: MiB that one report may have; a larger one is a problem and is not read.
        most_archive_mib: MiB that a web archive may have; it is read in pieces, never whole.
        person: Who decides on this machine where a command does not say (`[people] name`).
        reader: The language model asked beside the readers of the program; None asks none.
        read: How reports are read.
        following: What is followed, and for whom.
        web: How the web is asked for pages, when a person asks for one.
        seal: Which time authorities seal the record (`[seal]`); none at first.
        protect: How testimony is kept; None keeps it as it came (`[protect]`).
        publish: What its keepers let others see (`[publish]`).
        store: Where its database is (`[store]`).
        oidc: Which provider of identities is believed; None for none (`[oidc]`).
        serve: Where the desk is reached from beyond this machine (`[serve]`).
    """

    name: str = ""
    created: datetime = field(default_factory=lambda: datetime.now(UTC))
    program: str = ""
    min_free_mib: int = 50
    most_mib: int = 20
    most_archive_mib: int = 51_200
    person: str = ""
    reader: AskedSettings | None = None
    read: ReadSettings = field(default_factory=ReadSettings)
    following: FollowSettings = field(default_factory=FollowSettings)
    web: WebSettings = field(default_factory=WebSettings)
    seal: SealSettings = field(default_factory=SealSettings)
    protect: ProtectSettings | None = None
    publish: Allowed = field(default_factory=Allowed)
    store: StoreSettings = field(default_factory=StoreSettings)
    oidc: OidcSettings | None = None
    serve: ServeSettings = field(default_factory=ServeSettings)


_WHAT = {
    "name": "what this record is called in its report and exports",
    "created": "when it was made",
    "program": "what made it",
    "min_free_mib": "MiB that must stay free on the disk; below it nothing is written",
    "most_mib": "MiB that one report may have; larger ones are listed as problems, not read",
    "most_archive_mib": "MiB that a web archive may have; it is read in pieces",
}


def read_settings(path: Path) -> Settings:
    """
    Return the settings in a file, or those that hold where there is none.

    Raises:
        RecordUnusable: The file is not TOML, or a setting is unknown or of the wrong kind.
    """
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Settings()
    except (ValueError, RecursionError) as fault:  # no TOML, no UTF-8, or without end
        raise RecordUnusable(f"{path} is not proper TOML: {fault}") from fault
    except OSError as fault:
        raise RecordUnusable(f"{path} cannot be read: {fault.strerror or fault}") from fault
    of_tables = {
        name: parse(path, told.pop(table))
        for table, (name, parse) in _TABLES.items()
        if table in told
    }
    following = follow_settings(path, told)
    for key, value in told.items():
        _check(path, key, value)
    return Settings(**told, **of_tables, following=following)


def _person(path: Path, told: Any) -> str:
    """Return what the table `[people]` says: the name of who decides."""
    if not isinstance(told, dict) or set(told) - {"name"}:
        raise RecordUnusable(f"{path}: “people” knows only “name”, in the table [people]")
    name = told.get("name", "")
    if not isinstance(name, str):
        raise RecordUnusable(f"{path}: “people.name” must be text, not {name!r}")
    return name.strip()


def _check(path: Path, key: str, value: Any) -> None:
    kinds = {f.name: f.type for f in fields(Settings) if f.name not in _IN_TABLES}
    if key not in kinds:
        tables = (*_TABLES, *FOLLOW_TABLES) if isinstance(value, dict | list) else ()
        raise RecordUnusable(f"{path}: {unknown(key, tables or kinds)}")
    kind = kinds[key]
    if type(value) is not kind:
        raise RecordUnusable(f"{path}: “{key}” must be {_CALLED[kind]}, not {value!r}")
    if isinstance(value, int) and value < 0:
        raise RecordUnusable(f"{path}: “{key}” cannot be less than nothing: {value}")


# What is read from a table of its own: by its name there, the setting, and what reads it.
_TABLES: dict[str, tuple[str, Callable[[Path, Any], Any]]] = {
    "people": ("person", _person),
    "read": ("read", reading_settings),
    "reader": ("reader", asked_settings),
    "protect": ("protect", protect_settings),
    "publish": ("publish", publish_settings),
    "seal": ("seal", seal_settings),
    "store": ("store", store_settings),
    "oidc": ("oidc", oidc_settings),
    "serve": ("serve", serve_settings),
    "web": ("web", web_settings),
}
_IN_TABLES = frozenset({"following", *(name for name, _ in _TABLES.values())})
_CALLED: dict[object, str] = {str: "text", int: "a whole number", datetime: "a date with time"}


def write_settings(path: Path, settings: Settings) -> None:
    """Write a new settings file, with a comment at each line. Never changes one that exists."""
    if path.exists():
        return
    import tomlkit  # noqa: PLC0415 - needed once in a record's life

    page = tomlkit.document()
    page.add(tomlkit.comment(_HEAD))
    page.add(tomlkit.nl())
    for key, what in _WHAT.items():
        page.add(key, tomlkit.item(getattr(settings, key)).comment(what))
    write_whole(path, tomlkit.dumps(page))
