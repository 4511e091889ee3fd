"""The table `[publish]` of a record's settings: what its keepers let others see."""

from dataclasses import fields
from pathlib import Path
from typing import Any

from onrecord.model import RecordUnusable
from onrecord.model.publishing import Allowed
from onrecord.store.settings_file import unknown

_CALLED: dict[object, str] = {str: "text", int: "a whole number", bool: "true or false"}
_CHOICES = {"names": ("none", "dead")}
_LISTS = {
    "languages": ("en", "ar"),
    "rulebooks": ("ucdp-ged", "acled", "ibc", "airwars", "ohchr"),
}


def publish_settings(path: Path, told: Any) -> Allowed:
    """
    Return what the table `[publish]` of a settings file says.

    Args:
        path: The file, to name in what is wrong.
        told: The table.

    Raises:
        RecordUnusable: A setting is unknown, of the wrong kind, or not among its choices.
    """
    if not isinstance(told, dict):
        raise RecordUnusable(f"{path}: “publish” must be the table [publish]")
    kinds = {f.name: f.type for f in fields(Allowed)}
    for key, value in told.items():
        if key not in kinds:
            raise RecordUnusable(f"{path}: {unknown(key, kinds, 'publish.')}")
        if key not in _LISTS and type(value) is not kinds[key]:
            called = _CALLED[kinds[key]]
            raise RecordUnusable(f"{path}: “publish.{key}” must be {called}, not {value!r}")
        if isinstance(value, int) and value < 0:
            raise RecordUnusable(f"{path}: “publish.{key}” cannot be less than nothing: {value}")
    for key, choices in _CHOICES.items():
        if told.get(key, choices[0]) not in choices:
            raise RecordUnusable(f"{path}: “publish.{key}” must be one of {', '.join(choices)}")
    if told.get("sign_offs", 1) < 1:
        raise RecordUnusable(f"{path}: “publish.sign_offs” must be at least 1")
    book = told.get("rulebook", "")
    if book and book not in _LISTS["rulebooks"]:
        raise RecordUnusable(f"{path}: “publish.rulebook” names no rulebook: {book!r}")
    lists = {key: _chosen(path, key, told[key]) for key in _LISTS if key in told}
    return Allowed(**{**told, **lists})


def _chosen(path: Path, key: str, told: Any) -> tuple[str, ...]:
    known = _LISTS[key]
    if not isinstance(told, list) or not told or any(one not in known for one in told):
        raise RecordUnusable(f"{path}: “publish.{key}” must be a list of {', '.join(known)}")
    return tuple(dict.fromkeys(told))
