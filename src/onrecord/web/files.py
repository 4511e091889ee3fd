"""Styles and scripts, under addresses that change when they change."""

import mimetypes
from functools import cache
from hashlib import sha256
from importlib import resources
from pathlib import Path

from fastapi import APIRouter, Response
from starlette.exceptions import HTTPException

router = APIRouter()

_KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
_FOR_EVER = "public, max-age=31536000, immutable"


def folder() -> Path:
    """Return the folder of styles and scripts."""
    return Path(str(resources.files("onrecord.web").joinpath("static")))


@cache
def _files() -> dict[str, Path]:
    """Return the files by the names that addresses give them: no other is ever opened."""
    found = (path for path in sorted(folder().rglob("*")) if path.is_file())
    return {path.relative_to(folder()).as_posix(): path for path in found}


@cache
def mark() -> str:
    """
    Return a mark of all the files' bytes together.

    One for all, so that a module can name its neighbour by a relative path and gets it
    from the same version.
    """
    made = sha256()
    for name, path in _files().items():
        made.update(name.encode() + b"\0" + path.read_bytes())
    return made.hexdigest()[:12]


def text(name: str) -> str:
    """Return a style or a script as text, for a page that is to need no other file."""
    return _files()[name].read_text("utf-8")


def address(name: str) -> str:
    """Return the address of a file, for a page to name."""
    return f"/static/{mark()}/{name}"


@router.api_route("/static/{version}/{name:path}", methods=["GET", "HEAD"])
def static_file(version: str, name: str) -> Response:
    """Give a file; for ever if it is asked for by the version that it is."""
    path = _files().get(name)
    if path is None:
        raise HTTPException(404)
    kind = _KINDS.get(path.suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    kept = _FOR_EVER if version == mark() else "no-cache"
    return Response(path.read_bytes(), media_type=kind, headers={"cache-control": kept})
