"""`[serve]` in `onrecord.toml`: where the desk is reached by others than whoever sits here."""

import ipaddress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from onrecord.model import RecordUnusable
from onrecord.store.settings_file import unknown

_USUAL = 443  # the port of HTTPS


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeSettings:
    """
    Where the desk is reached.

    Attributes:
        address: What browsers type, `https://desk.example.org`, where the desk itself has
            a certificate; "" for the host that it listens at.
        behind_proxy: What browsers type, where a proxy has the certificate and asks the
            desk; "" for no proxy.
        proxy: The machines, by address, whose word on who asks is believed: the proxy's.
    """

    address: str = ""
    behind_proxy: str = ""
    proxy: tuple[str, ...] = ("127.0.0.1", "::1")


def serve_settings(path: Path, told: Any) -> ServeSettings:
    """
    Return what the table `[serve]` of a settings file says.

    Args:
        path: The file, to name in what is wrong.
        told: The table.

    Raises:
        RecordUnusable: A setting is unknown, or says something else than it may.
    """
    known = [field.name for field in fields(ServeSettings)]
    if not isinstance(told, dict):
        raise RecordUnusable(f"{path}: “serve” must be the table [serve]")
    for key, value in told.items():
        if key not in known:
            raise RecordUnusable(f"{path}: {unknown(key, known, 'serve.')}")
        if key == "proxy":
            if not isinstance(value, list) or not all(map(_is_machine, value)):
                raise RecordUnusable(
                    f"{path}: “serve.proxy” must be a list of addresses of machines"
                )
        elif value != "" and not is_origin(value):
            raise RecordUnusable(
                f"{path}: “serve.{key}” must be like https://desk.example.org, with nothing behind "
                f"it, not {value!r:.80}"
            )
    if told.get("address") and told.get("behind_proxy"):
        raise RecordUnusable(
            f"{path}: say “serve.address” where the desk has a certificate, or "
            "“serve.behind_proxy” where a proxy has it, not both"
        )
    if "proxy" in told:
        told = {**told, "proxy": tuple(told["proxy"])}
    return ServeSettings(**told)


def is_origin(told: Any) -> bool:
    """
    Return whether something is an address of HTTPS, a host and a port and nothing more.

    >>> is_origin("https://desk.example.org:8443"), is_origin("https://desk.example.org/")
    (True, False)
    >>> is_origin("http://desk.example.org"), is_origin("https://Desk.example.org")
    (False, False)
    """
    if not isinstance(told, str) or told != told.lower() or not told.isascii():
        return False
    try:
        parts = urlsplit(told)
        whole = f"https://{_netloc(parts.hostname, parts.port)}"
        return bool(parts.hostname) and told == whole and parts.port != _USUAL  # browsers drop it
    except ValueError:
        return False


def _netloc(host: str | None, port: int | None) -> str:
    name = f"[{host}]" if ":" in (host or "") else host
    return f"{name}:{port}" if port else f"{name}"


def _is_machine(told: Any) -> bool:
    if not isinstance(told, str):
        return False
    try:
        ipaddress.ip_address(told)
    except ValueError:
        return False
    return True
