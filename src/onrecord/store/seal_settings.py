"""The table `[seal]` of a record's settings: who is asked to say when the record was there."""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from onrecord.model import RecordUnusable

_CALLED: dict[object, str] = {str: "text", int: "a whole number", bool: "true or false"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SealSettings:
    """
    Which time authorities are asked.

    Attributes:
        authorities: Their addresses (RFC 3161); empty for none, and then nobody is asked.
        ca: A file of certificates by which they are trusted, in PEM, in the record's folder
            or with its whole path; "" to take theirs as they come.
        opentimestamps: Have the program `ots` ask the calendars of OpenTimestamps, too.
        timeout_seconds: The longest that one answer may take.
    """

    authorities: tuple[str, ...] = ()
    ca: str = ""
    opentimestamps: bool = False
    timeout_seconds: int = 30


def seal_settings(path: Path, told: Any) -> SealSettings:
    """
    Return what the table `[seal]` of a settings file says.

    Args:
        path: The file, to name in what is wrong.
        told: The table.

    Raises:
        RecordUnusable: A setting is unknown, of the wrong kind or no address.
    """
    if not isinstance(told, dict):
        raise RecordUnusable(f"{path}: “seal” must be the table [seal]")
    kinds = {f.name: f.type for f in fields(SealSettings)}
    for key, value in told.items():
        if key not in kinds:
            known = ", ".join(kinds)
            raise RecordUnusable(f"{path}: there is no setting “seal.{key}”; known are {known}")
        if key != "authorities" and type(value) is not kinds[key]:
            called = _CALLED[kinds[key]]
            raise RecordUnusable(f"{path}: “seal.{key}” must be {called}, not {value!r}")
    if told.get("timeout_seconds", 1) < 1:
        raise RecordUnusable(f"{path}: “seal.timeout_seconds” cannot be less than 1")
    named = _addresses(path, told.get("authorities", []))
    return SealSettings(**{**told, "authorities": named})


def _addresses(path: Path, told: Any) -> tuple[str, ...]:
    if not isinstance(told, list) or not all(isinstance(one, str) for one in told):
        raise RecordUnusable(f"{path}: “seal.authorities” must be a list of addresses")
    for one in told:
        if not is_address(one):
            raise RecordUnusable(f"{path}: “seal.authorities” holds no web address: {one!r:.80}")
    return tuple(dict.fromkeys(told))


def is_address(told: str) -> bool:
    """
    Return whether something is the address of a server, without user and password.

    >>> is_address("https://tsa.example.org/tsr"), is_address("tsa.example.org")
    (True, False)
    """
    try:
        address = urlsplit(told)
        host = address.hostname
    except ValueError:
        return False
    return bool(address.scheme in {"http", "https"} and host and address.username is None)
