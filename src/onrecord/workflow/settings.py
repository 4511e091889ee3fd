"""`onrecord.toml`: a record's settings, read by people and by this program."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from onrecord.model import RecordUnusable
from onrecord.workflow import files

NAME = "onrecord.toml"
_MEBIBYTE = 1024 * 1024
_DEFAULT_MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """
    What a person may set for a record.

    Attributes:
        title: The record's name as pages show it.
        largest_file: Bytes; a larger report is not read.
    """

    title: str
    largest_file: int = _DEFAULT_MOST * _MEBIBYTE


def of(record_folder: Path) -> Settings:
    """
    Return a record's settings; the defaults where the file is silent or not there.

    Raises:
        RecordUnusable: The file is no TOML, or a setting has a value that cannot be.
    """
    path = record_folder / NAME
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        told = {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise RecordUnusable(f"{path} cannot be understood: {fault}") from None
    title = told.get("title", record_folder.resolve().name)
    most = told.get("largest_file_mib", _DEFAULT_MOST)
    if not isinstance(title, str):
        raise RecordUnusable(f"{path}: title must be words between quotation marks")
    if isinstance(most, bool) or not isinstance(most, int | float) or most <= 0:
        raise RecordUnusable(f"{path}: largest_file_mib must be a number above 0")
    return Settings(title=title, largest_file=int(most * _MEBIBYTE))


def write_first(record_folder: Path) -> None:
    """Write the settings file with its defaults, unless there is one."""
    import tomlkit

    path = record_folder / NAME
    if path.exists():
        return
    page = tomlkit.document()
    page.add(
        tomlkit.comment("Settings of this record. Change them here; the next build follows them.")
    )
    page.add(tomlkit.nl())
    page.add(tomlkit.comment("The name that pages show."))
    page.add("title", tomlkit.item(record_folder.resolve().name))
    page.add(tomlkit.nl())
    page.add(tomlkit.comment("Larger reports are not read; in MiB (1,048,576 bytes)."))
    page.add("largest_file_mib", tomlkit.item(_DEFAULT_MOST))
    with files.replaced(path) as stream:
        stream.write(tomlkit.dumps(page).encode("utf-8"))
