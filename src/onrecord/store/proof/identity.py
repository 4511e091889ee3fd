"""What the id of each table's rows is made from, and what a row must have been settled with."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from onrecord.kit.ids import content_id
from onrecord.model import (
    Act,
    Alert,
    Capture,
    Claim,
    CustodyEvent,
    Decision,
    Entry,
    Estimate,
    Followed,
    Issue,
    Linkage,
    Medium,
    NameList,
    Pair,
    Poll,
    Problem,
    Release,
    Seal,
    SignOff,
    Testimony,
)
from onrecord.model.codec import from_plain
from onrecord.store import derived, evidence, lists


class Made(NamedTuple):
    """
    What follows from a row's content.

    Attributes:
        id: Its id; None where it is not made from the content.
        scopes: What it may have been settled with; empty where anything may be.
        value: The content as the model has it, where a check needs it.
    """

    id: str | None
    scopes: tuple[str, ...] = ()
    value: Any = None

    def scope_is_other(self, scope: str) -> bool:
        """Return whether a row that was settled with this cannot be such a row."""
        return bool(self.scopes) and scope not in self.scopes


def _document(told: Any, _: str) -> Made:
    return Made(content_id("doc", told["name"]), ("read", "told"))


def _snapshot(told: Any, _: str) -> Made:
    made = content_id("snp", told["document_id"], told["sha256"])
    return Made(made, (told["document_id"],), told)


def _text(told: Any, digest: str) -> Made:
    snapshot = told["snapshot_id"]
    return Made(content_id("txt", snapshot, digest), (snapshot,), told)


def _reading(told: Any, _: str) -> Made:
    return Made(None, value=told)


def _claim(told: Any, _: str) -> Made:
    claim = from_plain(Claim, told)
    document = content_id("doc", claim.document)
    return Made(claim.id, (f"read {document}", f"told {document}"), claim)


def _decision(told: Any, _: str) -> Made:
    value = from_plain(Decision, told)
    return Made(value.id, ("decided",), value)


def _capture(told: Any, _: str) -> Made:
    value = from_plain(Capture, told)
    return Made(value.id, (value.snapshot_id,), value)


def _event(told: Any, _: str) -> Made:
    value = from_plain(CustodyEvent, told)
    return Made(value.id, (value.subject,), value)


def _seal(told: Any, _: str) -> Made:
    value = from_plain(Seal, told)
    return Made(value.id, (value.sealed,), value)


def _alert(told: Any, _: str) -> Made:
    return Made(from_plain(Alert, told).id, (evidence.TOLD, evidence.AT_THE_DESK))


def _sign_off(told: Any, _: str) -> Made:
    value = from_plain(SignOff, told)
    return Made(value.id, (value.content,), value)


def _release(told: Any, _: str) -> Made:
    value = from_plain(Release, told)
    return Made(value.id, (value.content,), value)


def _medium(told: Any, _: str) -> Made:
    value = from_plain(Medium, told)
    return Made(value.id, (value.id,), value)


def _statement(told: Any, _: str) -> Made:
    value = from_plain(Testimony, told)
    return Made(value.id, (value.document,), value)


def _poll(told: Any, _: str) -> Made:
    if "feed" not in told:
        return Made(from_plain(Followed, told).id, (evidence.FOLLOWED,))
    value = from_plain(Poll, told)
    return Made(value.id, (value.feed,))


def _problem(told: Any, _: str) -> Made:
    return Made(from_plain(Problem, told).id)


def _sum(told: Any, _: str) -> Made:
    held = told["sum"]
    return Made(content_id("sum", told["incident_id"], held["whole"], held["parts"]), _DERIVED)


def _figure(told: Any, _: str) -> Made:
    return Made(content_id("fig", told["incident_id"], told["outcome"]), _DERIVED)


def _aside(told: Any, _: str) -> Made:
    return Made(told["claim_id"], _DERIVED)


def _working(told: Any, _: str) -> Made:
    del told
    return Made(derived.SCOPE, _DERIVED)


def _given(told: Any, _: str) -> Made:
    return Made(told["id"], _DERIVED)


def _named(told: Any, _: str) -> Made:
    return Made(told["id"], (derived.SCOPE, "told"))


def _name_list(told: Any, _: str) -> Made:
    return Made(from_plain(NameList, told).id, (lists.LISTS,))


def _issue(told: Any, _: str) -> Made:
    value = from_plain(Issue, told)
    return Made(value.id, (value.list,), value)


def _entry(told: Any, _: str) -> Made:
    value = from_plain(Entry, told)
    return Made(value.id, (value.list,), value)


def _listing(told: Any, _: str) -> Made:
    value = from_plain(lists.ListingPage, told)
    return Made(value.id, (value.issue,), value)


def _linkage(told: Any, _: str) -> Made:
    return Made(from_plain(Linkage, told).id, _LINKED)


def _pair(told: Any, _: str) -> Made:
    return Made(from_plain(Pair, told).id, _LINKED)


def _group(told: Any, _: str) -> Made:
    return Made(told["id"], _LINKED)


def _estimate(told: Any, _: str) -> Made:
    return Made(from_plain(Estimate, told).id, (lists.ESTIMATED,))


def _any(told: Any, _: str) -> Made:
    """Of tables whose ids are their own: only the hash of the content is looked at."""
    return Made(None, value=told)


_DERIVED = (derived.SCOPE,)
_LINKED = (lists.LINKED,)
MADE: Mapping[str, Callable[[Any, str], Made]] = {
    "documents": _document,
    "snapshots": _snapshot,
    "texts": _text,
    "readings": _reading,
    "claims": _claim,
    "decisions": _decision,
    "captures": _capture,
    "custody": _event,
    "seals": _seal,
    "alerts": _alert,
    "sign_offs": _sign_off,
    "releases": _release,
    "media": _medium,
    "statements": _statement,
    "polls": _poll,
    "problems": _problem,
    "sums": _sum,
    "figures": _figure,
    "asides": _aside,
    "workings": _working,
    "incidents": _given,
    "incident_ids": _given,
    "origins": _given,
    "places": _named,
    "actors": _named,
    "name_lists": _name_list,
    "issues": _issue,
    "entries": _entry,
    "listings": _listing,
    "linkages": _linkage,
    "pairs": _pair,
    "match_groups": _group,
    "match_group_ids": _group,
    "estimates": _estimate,
}


def made(table: str, told: Any, digest: str) -> Made:
    """
    Return what follows from the content of a table's row.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: It is no such content.
    """
    return MADE.get(table, _any)(told, digest)


def size_in(table: str, value: Any) -> int | None:
    """Return how many bytes a row says that its file has; None where it does not say so."""
    match table:
        case "snapshots":
            return int(value["size"])
        case "media":
            return int(value.size)
        case _:
            return None


def files_in(table: str, value: Any) -> tuple[str, ...]:
    """Return the names of the preserved files that a row cannot be without."""
    match table:
        case "snapshots":
            return (value["sha256"],)
        case "media":
            return (value.sha256,)
        case "issues":
            return (value.kept,)
        case "captures" | "seals":
            held: tuple[str, ...] = value.kept
            return held
        case "releases":
            return (value.manifest, value.told)
        case "custody" if value.act is Act.SEALED:
            return (value.subject,)
        case _:
            return ()
