"""The table `[oidc]` of a record's settings: which provider of identities is believed."""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from onrecord.model import OnRecordError, RecordUnusable
from onrecord.store.settings_file import unknown

_LONGEST = 4096  # bytes of a secret


@dataclass(frozen=True, slots=True, kw_only=True)
class OidcSettings:
    """
    Which provider is believed.

    Attributes:
        issuer: Its name, an address: `https://id.example.org/realms/desk`.
        client_id: What it calls this desk.
        secret_file: A file with the secret that both know, in the record's folder or with
            its whole path; "" for a provider that asks for none.
        name: What people call it.
    """

    issuer: str
    client_id: str
    secret_file: str = ""
    name: str = ""

    def secret(self, folder: Path) -> str:
        """
        Return the secret; empty for none.

        Raises:
            OnRecordError: The file cannot be read, or is no secret.
        """
        if not self.secret_file:
            return ""
        path = folder / self.secret_file
        try:
            told = path.read_bytes()[: _LONGEST + 1]
        except OSError as fault:
            raise OnRecordError(f"{path} cannot be read: {fault.strerror or fault}") from None
        secret = told.decode("utf-8", "replace").strip()
        if not secret or len(told) > _LONGEST or not secret.isprintable():
            raise OnRecordError(f"{path} holds no secret on one line")
        return secret


def oidc_settings(path: Path, told: Any) -> OidcSettings:
    """
    Return what the table `[oidc]` of a settings file says.

    Args:
        path: The file, to name in what is wrong.
        told: The table.

    Raises:
        RecordUnusable: A setting is unknown, missing, or not text.
    """
    known = [field.name for field in fields(OidcSettings)]
    if not isinstance(told, dict):
        raise RecordUnusable(f"{path}: “oidc” must be the table [oidc]")
    for key, value in told.items():
        if key not in known:
            raise RecordUnusable(f"{path}: {unknown(key, known, 'oidc.')}")
        if not isinstance(value, str):
            raise RecordUnusable(f"{path}: “oidc.{key}” must be text")
    missing = [key for key in ("issuer", "client_id") if not told.get(key)]
    if missing:
        raise RecordUnusable(f"{path}: [oidc] needs “{missing[0]}”")
    return OidcSettings(**told)
