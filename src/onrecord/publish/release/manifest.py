"""`manifest.json`: what a release is, and the hash of each of its files."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

NAME = "manifest.json"
_FORM = 1
_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file of a release: its path in the folder with `/`, its bytes and their SHA-256."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """
    What a release says of itself.

    Attributes:
        id: `rel_…`.
        made_at: When (UTC).
        day: The day that it was made for: what was recent then is told less exactly.
        program: Name and version of the program.
        name: What the publication is called.
        keeper, contact, licence: As the keepers say; "" where they do not.
        content: SHA-256 of all that is public in it, by which it was signed off.
        incidents, claims, documents: How many it has.
        has_proposals: Whether it also has what no person decided on, marked as such.
        sign_offs: How many people signed it off; never who.
        rulebooks: Each with its version and codebook.
        protection: How people are protected, in words.
        previous: Id of the release before it, and the SHA-256 of that one's manifest; None
            for the first.
        files: Every file but the manifest and its signature, by path.
    """

    id: str
    made_at: datetime
    day: date
    program: str
    name: str
    content: str
    sign_offs: int
    incidents: int
    claims: int
    documents: int
    has_proposals: bool = False
    keeper: str = ""
    contact: str = ""
    licence: str = ""
    rulebooks: tuple[tuple[str, str, str], ...] = ()
    protection: tuple[str, ...] = ()
    previous: tuple[str, str] | None = None
    files: tuple[File, ...] = ()


def as_bytes(one: Manifest) -> bytes:
    """
    Return a manifest as canonical JSON: sorted keys, no spaces, UTF-8, a line feed at its end.

    Its field `sha256` is the hash of the same JSON without that field and the line feed, so
    that any byte that changed shows, also where nobody signed.
    """
    told = _plain(one)
    own = hashlib.sha256(_JSON.encode(told).encode("utf-8")).hexdigest()
    return _JSON.encode({**told, "sha256": own}).encode("utf-8") + b"\n"


def from_bytes(data: bytes) -> Manifest:
    """
    Return what a manifest says.

    Raises:
        ValueError: It is none, or not as it was written.
    """
    try:
        told = json.loads(data)
        made = _read(told)
        is_same = as_bytes(made) == data
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise ValueError("it is no manifest of a release") from None
    if not is_same:
        raise ValueError("it is not as it was written: some of its bytes were changed")
    return made


def _plain(one: Manifest) -> dict[str, Any]:
    return {
        "onrecord_release": _FORM,
        "id": one.id,
        "made_at": one.made_at.isoformat(timespec="seconds"),
        "day": one.day.isoformat(),
        "program": one.program,
        "name": one.name,
        "keeper": one.keeper,
        "contact": one.contact,
        "licence": one.licence,
        "content": one.content,
        "counts": {
            "incidents": one.incidents,
            "claims": one.claims,
            "documents": one.documents,
        },
        "has_proposals": one.has_proposals,
        "sign_offs": one.sign_offs,
        "rulebooks": [
            {"name": name, "version": version, "codebook": codebook}
            for name, version, codebook in one.rulebooks
        ],
        "protection": list(one.protection),
        "previous": (
            {"id": one.previous[0], "manifest_sha256": one.previous[1]} if one.previous else None
        ),
        "files": [
            {"path": file.path, "size": file.size, "sha256": file.sha256} for file in one.files
        ],
    }


def _read(told: Mapping[str, Any]) -> Manifest:
    if told["onrecord_release"] != _FORM:
        raise ValueError
    before = told["previous"]
    return Manifest(
        id=_text(told["id"]),
        made_at=datetime.fromisoformat(told["made_at"]),
        day=date.fromisoformat(told["day"]),
        program=_text(told["program"]),
        name=_text(told["name"]),
        keeper=_text(told["keeper"]),
        contact=_text(told["contact"]),
        licence=_text(told["licence"]),
        content=_text(told["content"]),
        incidents=_number(told["counts"]["incidents"]),
        claims=_number(told["counts"]["claims"]),
        documents=_number(told["counts"]["documents"]),
        has_proposals=told["has_proposals"] is True,
        sign_offs=_number(told["sign_offs"]),
        rulebooks=tuple(
            (_text(one["name"]), _text(one["version"]), _text(one["codebook"]))
            for one in told["rulebooks"]
        ),
        protection=tuple(_text(one) for one in told["protection"]),
        previous=(_text(before["id"]), _text(before["manifest_sha256"])) if before else None,
        files=tuple(
            File(path=_text(f["path"]), size=_number(f["size"]), sha256=_text(f["sha256"]))
            for f in told["files"]
        ),
    )


def _text(told: object) -> str:
    if not isinstance(told, str):
        raise TypeError
    return told


def _number(told: object) -> int:
    if type(told) is not int or told < 0:
        raise TypeError
    return told
