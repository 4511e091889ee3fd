"""Which of the desk's requests cost so much that an account may have only so many of them."""

from collections.abc import Mapping

from onrecord.model import Permission
from onrecord.workflow.permissions import ROUTES

# What a request costs, where an account may have only so much of it (`access/allowances.py`).
# A typed letter (`/api/lookup`) and a single file are none of these.
_KINDS: Mapping[tuple[str, str], str] = {
    ("GET", "/explore"): "search",
    ("GET", "/api/explore"): "search",
    ("GET", "/api/search"): "search",
    ("GET", "/decide/merge/preview"): "preview",
    ("POST", "/decide/split/preview"): "preview",
    ("GET", "/decide/trace/preview"): "preview",
    ("POST", "/api/decisions/preview"): "preview",
    ("GET", "/names.csv"): "export",
    ("GET", "/history/decisions.jsonl"): "export",
    ("GET", "/api/claims.jsonl"): "export",
    ("GET", "/api/decisions.jsonl"): "export",
}
_WRITES = {Permission.CODE, Permission.REVIEW, Permission.BRING_IN}


def cost_of(method: str, path: str) -> str | None:
    """
    Return of which allowance a request takes; None where it may be asked for as often as wanted.

    >>> cost_of("GET", "/api/search"), cost_of("POST", "/decide/merge"), cost_of("GET", "/queue")
    ('search', 'write', None)
    """
    asked = ("GET" if method == "HEAD" else method, path)
    if asked in _KINDS:
        return _KINDS[asked]
    return "write" if method == "POST" and ROUTES.get(asked) in _WRITES else None
