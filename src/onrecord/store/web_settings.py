"""`[web]` in `onrecord.toml`: how the web is asked for pages."""

import re
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from onrecord.model import RecordUnusable

_PROXY = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9a-fA-F:.]+\]):\d{1,5}")
_MOST_PORT = 65_535
_LEAST = {"most_mib": 1, "deadline_seconds": 1, "pause_seconds": 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """
    How the web is asked.

    Attributes:
        contact: A line that servers are told beside the program's name: whom to complain to.
        pause_seconds: Between two pages of one host.
        most_mib: MiB that a page may have, unpacked; a larger one is a problem.
        deadline_seconds: The longest that one request may take, by the clock.
        proxy: `host:port` of a proxy through which everything goes; "" goes straight.
        ports: Ports that may be asked.
    """

    contact: str = ""
    pause_seconds: float = 1.0
    most_mib: int = 20
    deadline_seconds: int = 60
    proxy: str = ""
    ports: tuple[int, ...] = (80, 443)


def web_settings(path: Path, told: Any) -> WebSettings:
    """
    Return what the table `[web]` of a settings file says.

    Args:
        path: The file, to name in what is wrong.
        told: The table.

    Raises:
        RecordUnusable: A setting is unknown, or of the wrong kind.
    """
    known = [field.name for field in fields(WebSettings)]
    if not isinstance(told, dict):
        raise RecordUnusable(f"{path}: “web” must be the table [web]")
    for key, value in told.items():
        if key not in known:
            raise RecordUnusable(
                f"{path}: there is no setting “web.{key}”; known are {', '.join(known)}"
            )
        wrong = _wrong(key, value)
        if wrong is not None:
            raise RecordUnusable(f"{path}: “web.{key}” must be {wrong}, not {value!r}")
    if "ports" in told:
        told = {**told, "ports": tuple(told["ports"])}
    return WebSettings(**told)


def _wrong(key: str, value: Any) -> str | None:
    """Return what a setting must be, if it is something else."""
    if key == "contact":
        fits = isinstance(value, str) and value.isascii() and (not value or value.isprintable())
        return None if fits else "a line of plain letters"
    if key == "proxy":
        fits = isinstance(value, str) and (not value or _PROXY.fullmatch(value) is not None)
        return None if fits else "host:port"
    if key == "ports":
        fits = isinstance(value, list) and all(
            type(one) is int and 0 < one <= _MOST_PORT for one in value
        )
        return None if fits else "a list of ports"
    kinds = (int, float) if key == "pause_seconds" else (int,)
    if type(value) in kinds and value >= _LEAST[key]:
        return None
    what = "a number" if key == "pause_seconds" else "a whole number"
    return f"{what}, {_LEAST[key]} or more"
