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


def _within(kind: type[Any], field: str) -> Callable[[Any, str], Made]:
    """Of rows that are settled with one of their own fields."""

    def made_of(told: Any, _: str) -> Made:
        value = from_plain(kind, told)
        return Made(value.id, (getattr(value, field),), value)

    return made_of


def _under(kind: type[Any], *scopes: str) -> Callable[[Any, str], Made]:
    """Of rows that are all settled with the same."""
    return lambda told, _: Made(from_plain(kind, told).id, scopes)


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


def _poll(told: Any, _: str) -> Made:
    if "feed" not in told:
        return Made(from_plain(Followed, told).id, (evidence.FOLLOWED,))
    value = from_plain(Poll, told)
    return Made(value.id, (value.feed,))


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


def _group(told: Any, _: str) -> Made:
    return Made(told["id"], _LINKED)


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
    "captures": _within(Capture, "snapshot_id"),
    "custody": _within(CustodyEvent, "subject"),
    "seals": _within(Seal, "sealed"),
    "alerts": _under(Alert, evidence.TOLD, evidence.AT_THE_DESK),
    "sign_offs": _within(SignOff, "content"),
    "releases": _within(Release, "content"),
    "media": _within(Medium, "id"),
    "statements": _within(Testimony, "document"),
    "polls": _poll,
    "problems": _under(Problem),
    "sums": _sum,
    "figures": _figure,
    "asides": _aside,
    "workings": _working,
    "incidents": _given,
    "incident_ids": _given,
    "origins": _given,
    "places": _named,
    "actors": _named,
    "name_lists": _under(NameList, lists.LISTS),
    "issues": _within(Issue, "list"),
    "entries": _within(Entry, "list"),
    "listings": _within(lists.ListingPage, "issue"),
    "linkages": _under(Linkage, *_LINKED),
    "pairs": _under(Pair, *_LINKED),
    "match_groups": _group,
    "match_group_ids": _group,
    "estimates": _under(Estimate, lists.ESTIMATED),
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
