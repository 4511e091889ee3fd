"""`[read]` in `onrecord.toml`: whether pages without words are read from their picture."""

import re
from pathlib import Path
from typing import Any

from onrecord.model import RecordUnusable

_USUAL = ("eng", "ara")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{1,30}")


def ocr_settings(path: Path, told: Any) -> tuple[str, ...]:
    """
    Return Tesseract's models that `[read]` names; empty where it says `ocr = false`.

    Args:
        path: The file, for what is wrong with it.
        told: The table.

    Raises:
        RecordUnusable: The table knows other words, or these of another kind.
    """
    if not isinstance(told, dict) or set(told) - {"ocr", "languages"}:
        raise RecordUnusable(
            f"{path}: “read” knows only “ocr” and “languages”, in the table [read]"
        )
    wanted, languages = told.get("ocr", False), told.get("languages", list(_USUAL))
    if not isinstance(wanted, bool):
        raise RecordUnusable(f"{path}: “read.ocr” must be true or false, not {wanted!r}")
    is_named = isinstance(languages, list) and all(
        isinstance(one, str) and _NAME.fullmatch(one) for one in languages
    )
    if not is_named or not languages:
        raise RecordUnusable(
            f"{path}: “read.languages” must be a list of Tesseract's models such as "
            f'["eng", "ara"], not {languages!r}'
        )
    return tuple(languages) if wanted else ()
