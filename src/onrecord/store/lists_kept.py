"""The part of a record's store that keeps lists of named persons."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from onrecord.model import Act, Decision, Entry, Estimate, Issue, NameList, Pair
from onrecord.model.codec import as_text
from onrecord.store import lists, tables
from onrecord.store.evidence_writing import EvidenceWriter, Noted, Saved
from onrecord.store.faults import in_one_line
from onrecord.store.rows import Row


class ListsKeeper(EvidenceWriter):
    """
    Lists of named persons, who on them is one person, and estimates. A save is one transaction.

    Nothing of a list is in the index of words, and no error tells a name.
    """

    def name_lists(self) -> tuple[NameList, ...]:
        """Return the lists, by name."""
        with in_one_line(self.folder), self._engine.connect() as connection:
            return lists.name_lists(connection)

    def issues(self, list_id: str | None = None) -> tuple[Issue, ...]:
        """
        Return the issues of a list, or of all lists, the oldest first.

        By the day of issue, where none is known by the day on which it was taken in; within
        a day in the order in which they were taken in.
        """
        with in_one_line(self.folder), self._engine.connect() as connection:
            return lists.issues(connection, list_id)

    def listed(self, issue_id: str) -> tuple[str, ...]:
        """Return the ids of the entries of an issue, in the order of its rows."""
        with in_one_line(self.folder), self._engine.connect() as connection:
            return lists.listed(connection, issue_id)

    def rows_in(self, issue_id: str) -> Mapping[str, int]:
        """Return the row of each entry of an issue in that issue, by its id."""
        with in_one_line(self.folder), self._engine.connect() as connection:
            return lists.rows_in(connection, issue_id)

    def entries(self, list_id: str, wanted: AbstractSet[str] | None = None) -> Mapping[str, Entry]:
        """Return the entries that a list ever had, by id; or only those that are wanted."""
        with in_one_line(self.folder), self._engine.connect() as connection:
            return lists.entries(connection, list_id, wanted)

    def current_entries(self, list_id: str) -> tuple[Entry, ...]:
        """Return the entries of a list's latest issue, in the order of its rows, each once."""
        with (
            in_one_line(self.folder),
            self._engine.connect() as connection,
            connection.begin(),  # all as it is at one moment
        ):
            issues = lists.issues(connection, list_id)
            if not issues:
                return ()
            ids = tuple(dict.fromkeys(lists.listed(connection, issues[-1].id)))
            held = lists.entries(connection, list_id, frozenset(ids))
        return tuple(held[one] for one in ids)

    def rows_of(self, issue: Issue, start: int, many: int) -> tuple[Entry, ...]:
        """Return some entries of an issue in the order of its rows, from `start` on (0: first)."""
        with in_one_line(self.folder), self._engine.connect() as connection:
            return lists.rows_of(connection, issue, start, many)

    def history_of(self, list_id: str, person: str) -> tuple[tuple[Issue, Entry | None], ...]:
        """Return each issue of a list with what it says of a person; None where it lacks them."""
        with in_one_line(self.folder), self._engine.connect() as connection:
            return lists.history_of(connection, list_id, person)

    def lists_state(self) -> tuple[int, ...]:
        """
        Return numbers of which one is another once a list came in or lists were linked anew.

        Of the lists the first two tell, of the run of linking all others. What people decide
        changes none of them.
        """
        with in_one_line(self.folder), self._engine.connect() as connection:
            return lists.state(connection)

    def grouped(self) -> lists.Grouped:
        """Return what the last run of linking came to."""
        with (
            in_one_line(self.folder),
            self._engine.connect() as connection,
            connection.begin(),
        ):
            return lists.grouped(connection)

    def pair(self, pair_id: str) -> Pair | None:
        """Return one pair of the last run; None if there is none of that id."""
        with in_one_line(self.folder), self._engine.connect() as connection:
            return lists.pair(connection, pair_id)

    def estimates(self) -> tuple[Estimate, ...]:
        """Return the estimates, in the order in which they were made."""
        with in_one_line(self.folder), self._engine.connect() as connection:
            return lists.estimates(connection)

    def save_issue(
        self, name_list: NameList, issue: Issue, entries: Iterable[Entry],
        listed: Sequence[str], rows: Sequence[int] = (),
    ) -> Saved:  # fmt: skip
        """
        Write an issue of a list with its rows and its line of custody, in one transaction.

        The same issue again changes nothing; only what is told of the list itself may be
        told better.

        Args:
            name_list: Whose list it is.
            issue: What was given out.
            entries: Rows that no earlier issue has.
            listed: The ids of the entries of all its rows, in order.
            rows: The number of the row of each of `listed`.
        """
        details = [("list", name_list.id), ("sha256", issue.sha256), ("rows", str(issue.rows))]
        if issue.sealed:
            details.append(("sealed", issue.sealed))
        line = Noted(act=Act.TAKEN, subject=issue.id, details=tuple(details))
        with self._writing("list") as writing:
            if lists.write_issue(writing, name_list, issue, entries, listed, rows):
                self._note(writing, line)
        return Saved(changes=dict(writing.counts))

    def save_grouped(self, grouped: lists.Grouped, decided: Iterable[Decision] = ()) -> Saved:
        """
        Make the record say this of who is one person, in one transaction.

        Args:
            grouped: What a run of linking, or a decision, came to.
            decided: What people decided just now, written in the same transaction.
        """
        with self._writing("linking") as writing:
            rows = (Row(one.id, as_text(one)) for one in decided)
            writing.keep(tables.decisions, rows, scope="decided")
            lists.write_grouped(writing, grouped)
        return Saved(changes=dict(writing.counts))

    def save_regrouped(
        self, before: lists.Grouped, after: lists.Grouped, decided: Iterable[Decision]
    ) -> Saved:
        """
        Write decisions with what they change of who is one person, in one transaction.

        Args:
            before: As the record has it now.
            after: What the decisions come to.
            decided: What people decided just now.
        """
        with self._writing("decision") as writing:
            rows = (Row(one.id, as_text(one)) for one in decided)
            writing.keep(tables.decisions, rows, scope="decided")
            lists.write_regrouped(writing, before, after)
        return Saved(changes=dict(writing.counts))

    def save_estimate(self, estimate: Estimate) -> Saved:
        """Write an estimate, in one transaction. None is ever taken away."""
        with self._writing("estimate") as writing:
            row = Row(estimate.id, as_text(estimate))
            writing.keep(tables.estimates, [row], scope=lists.ESTIMATED)
        return Saved(changes=dict(writing.counts))
