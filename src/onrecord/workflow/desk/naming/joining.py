"""Two actors, places, sources or names side by side, and what to decide to make them one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.kit.folding import fold
from onrecord.model import Actor, OnRecordError, Place
from onrecord.workflow import choosing
from onrecord.workflow.choosing import Asked
from onrecord.workflow.desk.naming import lookup, own
from onrecord.workflow.desk.naming.browse import Entry, of_id, of_name, of_source
from onrecord.workflow.desk.naming.used import NameKind, names
from onrecord.workflow.desk.view import View

_NAME = "name:"
_ORIGIN = "org_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """
    One of two things that may be one.

    Attributes:
        key: How an address says it: an id, `org_…`, or `name:place:FOLDED`.
        kind: Whether it is a place or an actor.
        meant: The id that it has or is taken for; None where nothing known fits.
        names: Names that mean it, and are to mean the other: of a thing with an id, none.
        entry: All that is known of it.
    """

    key: str
    kind: NameKind
    meant: str | None
    names: tuple[str, ...]
    entry: Entry


def key_of_name(kind: NameKind, folded: str) -> str:
    """Return how an address says a name."""
    return f"{_NAME}{kind}:{folded}"


def side(view: View, key: str) -> Side | None:
    """Return a thing by what an address says; None if there is none."""
    if key.startswith(_NAME):
        kind, _, folded = key.removeprefix(_NAME).partition(":")
        if kind not in {"place", "actor"}:
            return None
        return _of_name(view, "place" if kind == "place" else "actor", folded)
    if key.startswith(_ORIGIN):
        return _of_origin(view, key)
    entry = of_id(view, key)
    if entry is None:
        return None
    return Side(key=key, kind=entry.row.kind, meant=key, names=(), entry=entry)


def shared(first: Side, second: Side) -> tuple[str, ...]:
    """Return the names of the documents that tell of both: two names in one may be two things."""
    held = set(second.entry.documents)
    return tuple(name for name in first.entry.documents if name in held)


def same(view: View, given_up: Side, kept: Side) -> tuple[Asked, ...]:
    """
    Return what to decide so that one thing is the other.

    Raises:
        OnRecordError: They are one already, or a place is said to be an actor.
    """
    if given_up.kind != kept.kind:
        raise OnRecordError("a place and an actor cannot be one")
    target: str | Place | Actor = kept.meant or _described(kept)
    new_names = () if kept.meant else kept.names
    if given_up.meant is not None:
        if given_up.meant == target:
            raise OnRecordError("they are one already")
        return (choosing.same(given_up.meant, target), *means(view, kept.kind, new_names, target))
    return means(view, kept.kind, (*given_up.names, *new_names), target)


def means(
    view: View, kind: NameKind, written: Sequence[str], meant: str | Place | Actor
) -> tuple[Asked, ...]:
    """Return what to decide so that names mean something; each once, however it is written."""
    if isinstance(meant, str) and _unknown(view, kind, meant):
        raise OnRecordError(f"“{meant}” is the id of no {kind} that is known here")
    each: Mapping[str, str] = {fold(one): one for one in written if fold(one)}
    return tuple(choosing.name(one, meant) for one in each.values())


def _unknown(view: View, kind: NameKind, meant: str) -> bool:
    if kind == "actor":
        return lookup.actor(view, meant) is None
    return lookup.place(view, meant) is None


def _described(kept: Side) -> Place | Actor:
    """Return something that no list has, by its name alone."""
    told = {"name": kept.entry.row.name}
    return (
        own.place(told, lambda _: None) if kept.kind == "place" else own.actor(told, lambda _: None)
    )


def _of_name(view: View, kind: NameKind, folded: str) -> Side | None:
    entry = of_name(view, kind, folded)
    if entry is None:
        return None
    used = names(view).used[kind, folded]
    return Side(
        key=key_of_name(kind, folded),
        kind=kind,
        meant=None if used.is_unresolved else used.best,
        names=(used.name,),
        entry=entry,
    )


def _of_origin(view: View, key: str) -> Side | None:
    found = of_source(view, key)
    if found is None:
        return None
    entry, origin = found
    written = tuple(name for name, _ in entry.written) or (origin.name,)
    return Side(key=key, kind="actor", meant=origin.actor_id, names=written, entry=entry)
