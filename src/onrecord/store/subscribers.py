"""
`subscribers.toml`: who gets alerts by mail. For nothing else, and for nobody else to read.

It is no part of the evidence: no table of the record holds an address, no export and no
bundle takes the file, and who unsubscribes is out of it at once.
"""

import os
import tempfile
import tomllib
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from onrecord.kit.on_disk import force_names
from onrecord.model import RecordUnusable

NAME = "subscribers.toml"
_HEAD = "Who gets alerts by mail. Nobody else may read this file; delete it to forget them all."
_ONLY_ITS_OWNER = 0o600


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """
    Somebody who gets alerts.

    Attributes:
        address: Where mail goes.
        topics: The names of the topics that are wanted; empty for everything.
        token: What stands in the address for unsubscribing; nobody can guess it.
        since: When an editor put them here.
        sent: How many of the record's alerts they were sent, or came before them.
        handing: How many there will be when the mail that is being handed over has gone;
            0 where none is. What stands here after a crash may have gone or not.
    """

    address: str
    topics: tuple[str, ...] = ()
    token: str
    since: datetime
    sent: int = 0
    handing: int = 0


def read_subscribers(folder: Path) -> tuple[Subscriber, ...]:
    """
    Return who gets alerts.

    Args:
        folder: The record's folder.

    Raises:
        RecordUnusable: The file is not as this program writes it.
    """
    path = folder / NAME
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        return tuple(map(_subscriber, told.get("subscriber", [])))
    except FileNotFoundError:
        return ()
    except (ValueError, RecursionError, KeyError, TypeError) as fault:
        raise RecordUnusable(f"{path} is not as it was written: {fault}") from fault
    except OSError as fault:
        raise RecordUnusable(f"{path} cannot be read: {fault.strerror or fault}") from fault


def _subscriber(told: dict[str, Any]) -> Subscriber:
    return Subscriber(**{**told, "topics": tuple(told.get("topics", ()))})


def write_subscribers(folder: Path, subscribers: tuple[Subscriber, ...]) -> None:
    """Make the file say exactly this, whole or not at all; without anybody there is no file."""
    path = folder / NAME
    if not subscribers:
        path.unlink(missing_ok=True)
        return
    import tomlkit  # noqa: PLC0415 - for the few records that are sent to anybody

    page = tomlkit.document()
    page.add(tomlkit.comment(_HEAD))
    several = tomlkit.aot()
    for one in subscribers:
        several.append(tomlkit.item({**asdict(one), "topics": list(one.topics)}))
    page.add("subscriber", several)
    handle, name = tempfile.mkstemp(dir=folder, prefix=f"{NAME}.", suffix=".part")  # for us alone
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(tomlkit.dumps(page))
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_ONLY_ITS_OWNER)
        Path(name).replace(path)
        force_names(folder)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
