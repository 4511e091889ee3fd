"""Who on the lists of a record is one person: linking, and what people decide of it."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord import store
from onrecord.lists import linking
from onrecord.lists.linking.barring import APART, NUMBERS_SAME, SEX_AND_AGE, SLIP
from onrecord.model import (
    OF_PERSONS,
    Choice,
    Decision,
    Entry,
    Linkage,
    MatchGroup,
    OnRecordError,
    Pair,
    Problem,
    standing,
)
from onrecord.workflow import listed_people
from onrecord.workflow.choosing import About
from onrecord.workflow.deciding import person, signed
from onrecord.workflow.listed_people import Listed
from onrecord.workflow.regrouping import grouped_anew

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

BACKENDS = ("duckdb", "spark")  # what Splink works in

# On one machine two hundred parts of each step, and plans made anew after each, are mostly waiting.
_FEW = {"spark.sql.shuffle.partitions": "8", "spark.sql.adaptive.enabled": "false"}

# What bars a pair and is for a person to judge; a decision that was taken back is as none.
_WAITS = frozenset({"", SEX_AND_AGE, SLIP, NUMBERS_SAME, APART})


@dataclass(frozen=True, slots=True, kw_only=True)
class Linking:
    """
    What is said of who is one person, with everybody on the lists.

    Attributes:
        listed: Everybody.
        grouped: What the last run of linking and the decisions since came to.
        decisions: The standing decisions on persons, oldest first.
        is_behind: Whether lists were given out anew since they were linked.
    """

    listed: Listed
    grouped: store.Grouped
    decisions: tuple[Decision, ...] = ()
    is_behind: bool = False

    @property
    def waiting(self) -> tuple[Pair, ...]:
        """Pairs that nobody decided and the engine leaves to people, the likeliest first."""
        home = {one: group.id for group in self.grouped.groups for one in group.persons}
        said = {ends for one in self.decisions for ends in combinations(sorted(one.persons), 2)}
        there = {one.person for one in self.listed.entries}
        found = [
            pair
            for pair in self.grouped.pairs
            if not pair.is_linked
            and pair.barred in _WAITS
            and (pair.left, pair.right) not in said
            and {pair.left, pair.right} <= there
            and (pair.left not in home or home[pair.left] != home.get(pair.right))
        ]
        return tuple(sorted(found, key=lambda pair: (-pair.probability, pair.id)))


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkReport:
    """
    What a run of linking came to.

    Attributes:
        linkage: Its numbers.
        linking: Who is one person now.
        persons: How many there are when each is counted once.
        overlaps: (names of lists, how many persons are on exactly these), most lists last.
        problems: What was left out, if anything was.
        is_new: Whether anything changed in the record.
    """

    linkage: Linkage
    linking: Linking
    persons: int
    overlaps: tuple[tuple[tuple[str, ...], int], ...]
    problems: tuple[Problem, ...] = ()
    is_new: bool = True


def link_lists(
    record_folder: Path,
    *,
    engine: str = "own",
    most_wrong: float = 0.01,
    backend: str = "duckdb",
    master: str | None = None,
) -> LinkReport:
    """
    Find which rows of a record's lists are one person, and write that down.

    What people decided holds against the engine. Groups keep their ids where they have two
    rows in common with what they were.

    Args:
        record_folder: The record.
        engine: `own`, or `splink`, which an extra installs.
        most_wrong: The share of links that may be wrong.
        backend: What Splink works in: `duckdb` on this machine, or `spark`.
        master: Where Spark is, as `spark://host:7077` or `sc://host:15002`; None starts it on
            this machine.

    Raises:
        MachineLacks: The engine is not installed, or the cluster does not answer.
        OnRecordError: There is nothing to link, or the engine does not work there.
        RecordUnusable: The record cannot be opened or written.
    """
    with (
        _working_in(engine, backend, master) as spark,
        store.open_record(record_folder) as kept,
        kept.build(doing="linking"),
    ):
        listed = listed_people.everybody(kept)
        if not listed.entries:
            raise OnRecordError("no list is in this record: take one in with `lists add`")
        decisions = _decisions(kept)
        made = linking.link(
            listed.entries,
            listed.lists,
            decisions=decisions,
            given_ids=kept.grouped().given,
            settings=linking.Settings(most_wrong=most_wrong),
            engine=engine,
            spark=spark,
        )
        linkage = replace(made.linkage, issues=listed.issues)
        grouped = store.Grouped(
            linkage=linkage, pairs=made.pairs, groups=made.groups, given=made.given
        )
        saved = kept.save_grouped(grouped)
    held = Linking(listed=listed, grouped=grouped, decisions=_on_persons(decisions))
    return LinkReport(
        linkage=linkage,
        linking=held,
        persons=len(listed.entries) - sum(len(g.persons) - 1 for g in grouped.groups),
        overlaps=overlaps(held),
        problems=made.problems,
        is_new=bool(saved.changes),
    )


def _working_in(
    engine: str, backend: str, master: str | None
) -> AbstractContextManager["SparkSession | None"]:
    """Open a session of Spark's where that is wanted."""
    if backend not in BACKENDS:
        raise OnRecordError(f"there is no backend “{backend}”; there are {', '.join(BACKENDS)}")
    if (backend == "spark" or master) and (engine != "splink" or backend != "spark"):
        raise OnRecordError("only --engine splink --backend spark works on a cluster")
    if backend != "spark":
        return nullcontext()
    from onrecord.workflow.bulk.spark_session import session  # noqa: PLC0415 - for those who ask

    return session(master or "local[*]", {} if master else _FEW)


def linking_of(record_folder: Path) -> Linking:
    """
    Return who on the lists of a record is one person, as it was linked and decided last.

    Raises:
        RecordUnusable: There is no record, or it cannot be opened.
    """
    with store.open_record(record_folder) as kept:
        return held_in(kept)


def decide_persons(
    record_folder: Path,
    persons: Sequence[str],
    choice: Choice,
    *,
    by: str | None,
    why: str,
) -> tuple[Decision, Linking]:
    """
    Write down that rows of lists are one person, or that no two of them are.

    The decision and the groups that follow from it are written in one transaction.

    Args:
        record_folder: The record.
        persons: Ids of the persons on lists, two or more.
        choice: ONE_PERSON or OTHER_PERSONS.
        by: Who decides; None for the person that the settings name.
        why: The reason.

    Raises:
        OnRecordError: Nobody is named, no reason is given, a person is on no list, or it was
            decided so already.
        RecordUnusable: The record cannot be opened or written.
    """
    if choice not in OF_PERSONS:
        raise ValueError(choice)
    with store.open_record(record_folder) as kept, kept.build(doing="decision"):
        held = held_in(kept)
        _check(persons, choice, held)
        about = About(choice=choice, persons=tuple(sorted(persons)))
        earlier, _ = kept.load_decisions()
        decision = signed(about, person(by, kept.settings), why, earlier, now=kept.moment())
        return decision, _decided(kept, held, decision, earlier)


def undo_persons(
    record_folder: Path, decision_id: str, *, by: str | None, why: str
) -> tuple[Decision, Linking]:
    """
    Take back a decision on persons, or an undoing, with all that follows.

    Raises:
        OnRecordError: There is no such decision, or it is undone already.
        RecordUnusable: The record cannot be opened or written.
    """
    with store.open_record(record_folder) as kept, kept.build(doing="decision"):
        held = held_in(kept)
        earlier, _ = kept.load_decisions()
        if decision_id not in {one.id for one in standing(earlier)}:
            raise OnRecordError(f"no decision that holds is called {decision_id}")
        about = About(choice=Choice.UNDO, target=decision_id)
        decision = signed(about, person(by, kept.settings), why, earlier, now=kept.moment())
        return decision, _decided(kept, held, decision, earlier)


def overlaps(held: Linking) -> tuple[tuple[tuple[str, ...], int], ...]:
    """Return how many persons are on exactly which lists, few lists before many."""
    names, of = held.listed.names(), {one.person: one.list for one in held.listed.entries}
    counts: dict[tuple[str, ...], int] = {}
    inside: set[str] = set()
    for group in held.grouped.groups:
        there = [one for one in group.persons if one in of]
        inside.update(there)
        if there:
            key = tuple(sorted({names[of[one]] for one in there}))
            counts[key] = counts.get(key, 0) + 1
    for one in held.listed.entries:
        if one.person not in inside:
            counts[names[one.list],] = counts.get((names[one.list],), 0) + 1
    return tuple(sorted(counts.items(), key=lambda told: (len(told[0]), told[0])))


def held_in(kept: store.RecordStore) -> Linking:
    """Return who on the lists of an open record is one person."""
    listed, grouped = listed_people.everybody(kept), kept.grouped()
    linked = grouped.linkage
    return Linking(
        listed=listed,
        grouped=grouped,
        decisions=_on_persons(_decisions(kept)),
        is_behind=linked is not None and not set(listed.issues) <= set(linked.issues),
    )


def _decided(
    kept: store.RecordStore, held: Linking, decision: Decision, earlier: Sequence[Decision]
) -> Linking:
    """Write a decision with the groups that follow from it."""
    now = standing((*earlier, decision))
    grouped = grouped_anew(kept, held.listed, held.grouped.linkage, held.grouped.pairs, now)
    kept.save_grouped(grouped, [decision])
    return replace(held, grouped=grouped, decisions=_on_persons(now))


def _decisions(kept: store.RecordStore) -> tuple[Decision, ...]:
    return standing(kept.load_decisions()[0])


def _on_persons(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    return tuple(one for one in decisions if one.choice in OF_PERSONS)


def _check(persons: Sequence[str], choice: Choice, held: Linking) -> None:
    known: Mapping[str, Entry] = held.listed.by_person()
    lost = [one for one in persons if one not in known]
    if lost:
        raise OnRecordError(f"nobody on the lists of this record is called {lost[0]:.40}")
    said: dict[tuple[str, str], Choice] = {}
    for one in held.decisions:
        said |= dict.fromkeys(combinations(sorted(one.persons), 2), one.choice)
    if all(said.get(ends) is choice for ends in combinations(sorted(persons), 2)):
        raise OnRecordError("that was decided so already")


def group_of(held: Linking, person_id: str) -> MatchGroup | None:
    """Return the group that a person on a list is in; None for one by themselves."""
    return next((one for one in held.grouped.groups if person_id in one.persons), None)
