"""`onrecord.toml`: written whole or not at all, and what is said of a setting that is none."""

import os
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from onrecord.kit.on_disk import force_names


def write_whole(path: Path, content: str) -> None:
    """Put a settings file in its place in one step: killed half-way, the old one stands."""
    unfinished = path.with_suffix(".toml.part")
    with unfinished.open("w", encoding="utf-8", newline="\n") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    force_names(path.parent)


def unknown(key: str, known: Iterable[str], table: str = "") -> str:
    """
    Return what is said of a setting that there is not: which there are, and which may be meant.

    >>> unknown("sign_off", ("title", "sign_offs"), "publish.")
    'there is no setting “publish.sign_off”; known are title, sign_offs; is “sign_offs” meant?'
    """
    names = list(known)
    near = get_close_matches(key, names, n=1)
    meant = f"; is “{near[0]}” meant?" if near else ""
    return f"there is no setting “{table}{key}”; known are {', '.join(names)}{meant}"
