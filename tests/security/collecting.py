"""
Every regular expression that our own code makes, as JSON lines: run as a program of its own.

It watches `re` from before the first import, so that patterns put together from word lists
and those made inside functions are seen as they are, with the module and line that made them.
"""

import importlib
import pkgutil
import re
import sys
from pathlib import Path

_OWN = Path("src", "onrecord").as_posix()
_seen: dict[tuple[str, str], dict[str, object]] = {}
_compile = re._compile


def _watched(pattern: object, flags: int) -> object:
    made = _compile(pattern, flags)
    if isinstance(made.pattern, str | bytes):
        _note(made)
    return made


def _note(made: re.Pattern) -> None:
    frame = sys._getframe(2)
    how = "compile"
    while frame and frame.f_code.co_filename == re.__file__:
        how = frame.f_code.co_name
        frame = frame.f_back
    name = frame.f_code.co_filename if frame else ""
    if _OWN not in name:
        return
    words = made.pattern
    told = words if isinstance(words, str) else words.decode("latin-1")
    where = f"{name[name.rindex(_OWN) :]}:{frame.f_lineno}"
    _seen.setdefault(
        (where, told),
        {"where": where, "how": how, "pattern": told, "flags": made.flags,
         "is_bytes": isinstance(words, bytes)},
    )  # fmt: skip


def main() -> None:
    """Import everything, read something in each language, and tell what was seen."""
    re._compile = _watched
    import onrecord

    not_here = []
    for found in pkgutil.walk_packages(onrecord.__path__, "onrecord."):
        if found.name.endswith("__main__"):
            continue
        try:
            importlib.import_module(found.name)
        except ImportError as fault:  # an extra that is not installed
            not_here.append(f"{found.name}: {fault}")
    for words in sys.argv[1:]:
        _read(words)


def _read(words: str) -> None:
    from datetime import UTC, datetime

    from onrecord.model import Document, Snapshot
    from onrecord.workflow import engines, one_document

    data = words.encode()
    document = Document(name="a.html" if words.startswith("<") else "a.txt")
    kind = "text/html" if words.startswith("<") else "text/plain"
    snapshot = Snapshot(
        document_id=document.id, media_type=kind, size=len(data), sha256="ab" * 32,
        taken_at=datetime(2026, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    one_document.taken(document, snapshot, data, engines.names(), None)


if __name__ == "__main__":
    main()
