"""`[reader.llm]` in `onrecord.toml`: the language model that a record's owner connected."""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from onrecord.kit.hosts import is_this_machine
from onrecord.model import RecordUnusable

_CALLED: dict[object, str] = {str: "text", int: "a whole number", bool: "true or false"}


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedSettings:
    """
    Which language model is asked, and how much.

    Attributes:
        base_url: The address of an OpenAI-compatible endpoint, without `/chat/completions`.
        model: The model's name there.
        api_key_env: The environment variable that holds the key; "" if none is needed.
        budget_tokens: How many tokens one build may take; what was asked before is free.
        timeout_seconds: The longest that one answer may take.
        allow_plain_http: Send words unencrypted to another machine.

    >>> AskedSettings(base_url="https://models.example.org:8443/v1", model="small").host
    'models.example.org:8443'
    """

    base_url: str
    model: str
    api_key_env: str = ""
    budget_tokens: int = 200_000
    timeout_seconds: int = 60
    allow_plain_http: bool = False

    @property
    def host(self) -> str:
        """Where words are sent, for a person to read: the host, and the port if one is given."""
        return urlsplit(self.base_url).netloc


def asked_settings(path: Path, told: Any) -> AskedSettings:
    """
    Return what the table `[reader]` of a settings file says.

    Args:
        path: The file, to name in what is wrong.
        told: The table.

    Raises:
        RecordUnusable: A setting is unknown, missing, of the wrong kind or not safe.
    """
    if not isinstance(told, dict) or set(told) != {"llm"} or not isinstance(told["llm"], dict):
        raise RecordUnusable(f"{path}: “reader” knows only the table [reader.llm]")
    given = told["llm"]
    kinds = {f.name: f.type for f in fields(AskedSettings)}
    for key, value in given.items():
        _check(path, key, value, kinds)
    for key in ("base_url", "model"):
        if not given.get(key):
            raise RecordUnusable(f"{path}: “reader.llm.{key}” is missing")
    settings = AskedSettings(**given)
    _check_address(path, settings)
    return settings


def _check(path: Path, key: str, value: Any, kinds: dict[str, Any]) -> None:
    if key not in kinds:
        known = ", ".join(kinds)
        raise RecordUnusable(f"{path}: there is no setting “reader.llm.{key}”; known are {known}")
    if type(value) is not kinds[key]:
        called = _CALLED[kinds[key]]
        raise RecordUnusable(f"{path}: “reader.llm.{key}” must be {called}, not {value!r}")
    least = 1 if key == "timeout_seconds" else 0
    if isinstance(value, int) and value < least:
        raise RecordUnusable(f"{path}: “reader.llm.{key}” cannot be less than {least}: {value}")


def _check_address(path: Path, settings: AskedSettings) -> None:
    what = f"{path}: “reader.llm.base_url”"
    try:
        address = urlsplit(settings.base_url)
        host, _ = address.hostname, address.port
    except ValueError as fault:
        raise RecordUnusable(f"{what} is no address: {fault}") from fault
    if address.scheme not in {"http", "https"} or not host:
        raise RecordUnusable(f"{what} must begin with https:// and name a host")
    if address.username is not None or address.password is not None:
        raise RecordUnusable(f"{what} must hold no user and no password; see api_key_env")
    if address.query or address.fragment:
        raise RecordUnusable(f"{what} must end before any ? and #")
    if address.scheme == "http" and not settings.allow_plain_http and not is_this_machine(host):
        raise RecordUnusable(
            f"{what} must begin with https://, since {host} is another machine; "
            "set allow_plain_http = true to send words unencrypted all the same"
        )
