"""`[read]` in `onrecord.toml`: how reports are read."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.model import RecordUnusable

_USUAL = ("eng", "ara")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{1,30}")
_KNOWN = ("careful", "bulk", "ocr", "languages")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSettings:
    """
    How reports are read.

    Attributes:
        careful: Whether web pages are read with care, which is slower.
        bulk: Whether they are read in bulk, which is several times as fast and less right.
        ocr: Tesseract's models by which pages without words are read from their picture;
            empty reads none.
    """

    careful: bool = False
    bulk: bool = False
    ocr: tuple[str, ...] = ()


def read_settings(path: Path, told: Any) -> ReadSettings:
    """
    Return what the table `[read]` says.

    Args:
        path: The file, for what is wrong with it.
        told: The table.

    Raises:
        RecordUnusable: The table knows other words, or these of another kind.
    """
    if not isinstance(told, dict) or set(told) - set(_KNOWN):
        known = " and ".join(f"“{one}”" for one in _KNOWN)
        raise RecordUnusable(f"{path}: “read” knows only {known}, in the table [read]")
    is_wanted, languages = _whether(path, told, "ocr"), told.get("languages", list(_USUAL))
    is_named = isinstance(languages, list) and all(
        isinstance(one, str) and _NAME.fullmatch(one) for one in languages
    )
    if not is_named or not languages:
        raise RecordUnusable(
            f"{path}: “read.languages” must be a list of Tesseract's models such as "
            f'["eng", "ara"], not {languages!r}'
        )
    careful, bulk = _whether(path, told, "careful"), _whether(path, told, "bulk")
    if careful and bulk:
        raise RecordUnusable(f"{path}: “read.careful” and “read.bulk” cannot both be true")
    return ReadSettings(careful=careful, bulk=bulk, ocr=tuple(languages) if is_wanted else ())


def _whether(path: Path, told: dict[str, Any], key: str) -> bool:
    value = told.get(key, False)
    if not isinstance(value, bool):
        raise RecordUnusable(f"{path}: “read.{key}” must be true or false, not {value!r}")
    return value
