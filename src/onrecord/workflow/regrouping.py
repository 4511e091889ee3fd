"""Groups of one person each brought up to date with what people decided."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from onrecord import store
from onrecord.model import OF_PERSONS, Choice, Decision, GivenGroup, Linkage, Pair

if TYPE_CHECKING:
    from onrecord.workflow.listed_people import Listed


def grouped_anew(
    kept: store.RecordStore,
    listed: "Listed",
    linkage: Linkage | None,
    pairs: tuple[Pair, ...],
    decisions: Iterable[Decision],
    given: Sequence[GivenGroup] | None = None,
) -> store.Grouped:
    """Return who is one person by what the engine found and what people decided."""
    # Every command that decides comes by here; only those on persons need what this loads.
    from onrecord.lists.linking.regrouping import regrouped  # noqa: PLC0415

    groups, ids = regrouped(
        pairs,
        decisions,
        {one.person: one.list for one in listed.entries},
        frozenset(one.id for one in listed.lists if one.has_each_once),
        kept.grouped().given if given is None else given,
    )
    return store.Grouped(linkage=linkage, pairs=pairs, groups=groups, given=ids)


def are_of_persons(new: Sequence[Decision], before: Iterable[Decision]) -> bool:
    """Return whether some of these decisions, or of what they undo, is on persons."""
    known = {one.id: one for one in (*before, *new)}
    return any(_is_of_persons(one, known) for one in new)


def followed(kept: store.RecordStore, new: Sequence[Decision]) -> store.Grouped | None:
    """Return the groups with some more decisions; None if these say nothing of persons."""
    if not any(one.choice in OF_PERSONS or one.choice is Choice.UNDO for one in new):
        return None  # without reading all that was ever decided
    before, _ = kept.load_decisions()
    if not are_of_persons(new, before):
        return None
    from onrecord.workflow import listed_people  # noqa: PLC0415 - as above

    held = kept.grouped()
    listed = listed_people.everybody(kept)
    return grouped_anew(kept, listed, held.linkage, held.pairs, (*before, *new))


def _is_of_persons(decision: Decision, known: dict[str, Decision]) -> bool:
    """Return whether a decision, or the one that its undoing is about, is on persons."""
    about: Decision | None = decision
    while about is not None and about.choice is Choice.UNDO:
        about = known.get(about.target or "")
    return about is not None and about.choice in OF_PERSONS
