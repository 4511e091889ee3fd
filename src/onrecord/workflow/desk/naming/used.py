"""Every name of a place or an actor in a record, and everything that a name means there."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from onrecord.kit.folding import fold
from onrecord.model import Choice, Claim, Decision, Mention, standing
from onrecord.workflow.desk.view import View

NameKind = Literal["place", "actor"]
Slot = Literal["places", "perpetrators", "sources"]
KINDS: tuple[NameKind, ...] = ("place", "actor")
_SLOTS: tuple[tuple[Slot, NameKind], ...] = (
    ("places", "place"),
    ("perpetrators", "actor"),
    ("sources", "actor"),
)


@dataclass(slots=True, kw_only=True)
class Used:
    """
    One name as claims use it: what is written alike but for case, marks and articles.

    Attributes:
        kind: Whether it names a place or an actor.
        folded: The name as names are compared.
        written: How often it is written in which way.
        claims: Ids of the claims that use it, in their order, by slot.
        means: How often it is taken for what; None for nothing known.
    """

    kind: NameKind
    folded: str
    written: Counter[str] = field(default_factory=Counter)
    claims: dict[str, Slot] = field(default_factory=dict)
    means: Counter[str | None] = field(default_factory=Counter)

    @property
    def name(self) -> str:
        """The commonest way to write it."""
        return self.written.most_common(1)[0][0]

    @property
    def best(self) -> str | None:
        """What it is taken for most often; None for nothing known."""
        return self.means.most_common(1)[0][0]

    @property
    def is_unresolved(self) -> bool:
        """Whether nothing known fits it, in some claim."""
        return None in self.means


@dataclass(slots=True, kw_only=True)
class Meant:
    """
    One place or actor, as claims mean it.

    Attributes:
        id: Its id.
        written: The names that mean it, by how often.
        claims: Ids of the claims that mean it, in their order, with the slot.
    """

    id: str
    written: Counter[str] = field(default_factory=Counter)
    claims: dict[str, Slot] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """
    All names of a record.

    Attributes:
        used: By kind and folded name.
        meant: By the id of a place or an actor.
    """

    used: Mapping[tuple[NameKind, str], Used]
    meant: Mapping[str, Meant]


def names(view: View) -> Names:
    """Return all names of a record."""
    return view.index.once("names used", lambda: _made(view))


def decided(view: View) -> Mapping[tuple[NameKind, str], Decision]:
    """Return the decisions that hold about names, by kind and folded name."""
    return view.once("names decided", lambda: _decided(view))


def instead(view: View) -> Mapping[str, Decision]:
    """Return the decisions that hold about what is one, by the id that was given up."""
    return view.once("same decided", lambda: _instead(view))


def kind_of(meant: str) -> NameKind:
    """Return whether an id is a place's or an actor's."""
    return "actor" if meant.startswith("actor:") else "place"


def _made(view: View) -> Names:
    used: dict[tuple[NameKind, str], Used] = {}
    meant: dict[str, Meant] = {}
    for claim in view.record.claims.values():
        for slot, kind, mention in _mentions(claim):
            folded = fold(mention.name)
            if not folded:
                continue
            one = used.get((kind, folded))
            if one is None:
                one = used[kind, folded] = Used(kind=kind, folded=folded)
            one.written[mention.name] += 1
            one.claims.setdefault(claim.id, slot)
            one.means[mention.best] += 1
            if mention.best is not None:
                known = meant.get(mention.best)
                if known is None:
                    known = meant[mention.best] = Meant(id=mention.best)
                known.written[mention.name] += 1
                known.claims.setdefault(claim.id, slot)
    return Names(used=used, meant=meant)


def _mentions(claim: Claim) -> Iterator[tuple[Slot, NameKind, Mention]]:
    for slot, kind in _SLOTS:
        mentions: tuple[Mention, ...] = getattr(claim, slot)
        for mention in mentions:
            yield slot, kind, mention


def _decided(view: View) -> Mapping[tuple[NameKind, str], Decision]:
    return {
        (kind_of(one.target or ""), fold(one.name or "")): one
        for one in standing(view.record.decisions)
        if one.choice is Choice.NAME and not one.is_blind
    }


def _instead(view: View) -> Mapping[str, Decision]:
    return {
        one.name or "": one
        for one in standing(view.record.decisions)
        if one.choice is Choice.SAME and not one.is_blind
    }
