"""
Where the desk listens, and what must be so before anybody beyond this machine can reach it.

On this machine alone there is no password and no certificate, as ever. Beyond it: accounts,
and words that nobody on the way can read, by a certificate of the desk's own or of a proxy
that is stated. Whatever is missing is said in one line, and nothing listens.
"""

import ssl
from dataclasses import dataclass
from pathlib import Path

from onrecord import store
from onrecord.kit.hosts import is_this_machine
from onrecord.model import AccountRole, OnRecordError
from onrecord.store.serve_settings import ServeSettings
from onrecord.workflow.accounts import open_accounts

HERE = "127.0.0.1"
_EVERYWHERE = {"", "0.0.0.0", "::"}  # noqa: S104 - recognised here, never a default


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """
    Where the desk listens.

    Attributes:
        host: Of the machine it runs on.
        port: None for the usual one, or a free one where that is taken.
        origin: Where it is reached from beyond this machine, `https://desk.example.org`;
            empty where it is not.
        certificate, key: Files in PEM; None where a proxy has them, or nobody needs them.
        believed: The machines whose word on who asks is believed: a stated proxy's.
    """

    host: str = HERE
    port: int | None = None
    origin: str = ""
    certificate: Path | None = None
    key: Path | None = None
    believed: tuple[str, ...] = ()

    @property
    def is_beyond(self) -> bool:
        """Whether others than whoever sits at this machine reach it."""
        return bool(self.origin)


def listening(
    record_folder: Path,
    *,
    host: str = HERE,
    port: int | None = None,
    certificate: Path | None = None,
    key: Path | None = None,
) -> Listening:
    """
    Return where the desk of a record may listen.

    Args:
        record_folder: The record.
        host: What was asked for; this machine alone where nothing was.
        port: What was asked for.
        certificate: Its own certificate, with those that lead to an authority.
        key: Its key.

    Raises:
        OnRecordError: Something is missing for others to reach it; nothing may listen.
        RecordUnusable: The settings or the accounts cannot be read.
    """
    settings = store.read_settings(record_folder / store.SETTINGS).serve
    if (certificate is None) != (key is None):
        raise OnRecordError("--certificate and --key go together")
    if certificate is not None and key is not None:
        _check_pair(certificate, key)
    is_here = is_this_machine(host)
    if is_here and not settings.behind_proxy and certificate is None:
        return Listening(host=host, port=port)
    if not _has_somebody(record_folder):
        raise OnRecordError(
            "beyond this machine the desk needs accounts: make the first with "
            f"onrecord accounts add {record_folder} NAME --role {AccountRole.ADMIN}"
        )
    if certificate is None and not settings.behind_proxy:
        raise OnRecordError(
            "beyond this machine the desk needs TLS: give --certificate and --key, or say "
            '[serve] behind_proxy = "https://desk.example.org" in onrecord.toml'
        )
    if certificate is not None and settings.behind_proxy:
        raise OnRecordError(
            "[serve] behind_proxy says that a proxy has the certificate; take it out of "
            "onrecord.toml, or leave out --certificate and --key"
        )
    return Listening(
        host=host,
        port=port,
        origin=_origin(settings, host, port),
        certificate=certificate,
        key=key,
        believed=settings.proxy if settings.behind_proxy else (),
    )


def _has_somebody(record_folder: Path) -> bool:
    """Whether somebody could sign in who may let others in."""
    accounts = open_accounts(record_folder)
    if accounts is None:
        return False
    with accounts:
        waiting = accounts.waiting()
        return any(
            one.role is AccountRole.ADMIN and one.closed is None and one.id not in waiting
            for one in accounts.everyone()
        )


def _origin(settings: ServeSettings, host: str, port: int | None) -> str:
    """Return what browsers type; a machine's many addresses are none that they can type."""
    stated = settings.behind_proxy or settings.address
    if stated:
        return stated
    if host in _EVERYWHERE or port in {None, 0}:
        raise OnRecordError(
            "say where the desk is reached: --host and --port that a browser can be given, or "
            '[serve] address = "https://desk.example.org" in onrecord.toml'
        )
    name = f"[{host}]" if ":" in host else host.lower()
    return f"https://{name}" + ("" if port == 443 else f":{port}")


def _check_pair(certificate: Path, key: Path) -> None:
    """Look whether a certificate and a key go together, before the record is opened."""

    def none() -> str:
        raise OnRecordError(f"the key is locked with a password: {key}; the desk needs it unlocked")

    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(certificate, key, none)
    except ssl.SSLError:
        raise OnRecordError(
            f"{certificate} and {key} are no certificate and its key, in PEM"
        ) from None
    except OSError as fault:
        raise OnRecordError(
            f"the certificate or its key cannot be read: {fault.strerror or fault}"
        ) from None
