"""`[protect]` in `onrecord.toml`: how testimony is kept, and who can open it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.model import RecordUnusable

_KNOWN = {"testimony", "recipients"}
_AGE = "age"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectSettings:
    """
    How testimony is kept.

    Attributes:
        testimony: `age`, which seals every statement; the only way there is.
        recipients: Public keys (`age1…`) of those who can open a sealed statement.
    """

    testimony: str
    recipients: tuple[str, ...]


def protect_settings(path: Path, told: Any) -> ProtectSettings:
    """
    Return what the table `[protect]` of a settings file says.

    Raises:
        RecordUnusable: A setting is unknown, missing or of the wrong kind.
    """
    if not isinstance(told, dict) or set(told) - _KNOWN:
        raise RecordUnusable(f"{path}: “protect” knows only {' and '.join(sorted(_KNOWN))}")
    if told.get("testimony") != _AGE:
        raise RecordUnusable(f"{path}: “protect.testimony” must be “{_AGE}”")
    recipients = told.get("recipients")
    if not isinstance(recipients, list) or not recipients:
        raise RecordUnusable(f"{path}: “protect.recipients” must list at least one age1… key")
    for one in recipients:
        if not isinstance(one, str) or not one.startswith("age1"):
            raise RecordUnusable(f"{path}: “protect.recipients” holds no age1… key: {one!r}")
    return ProtectSettings(testimony=_AGE, recipients=tuple(recipients))
