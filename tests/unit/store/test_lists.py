"""Lists of named persons: every issue stays, and what is said of who is one person has an id."""

import time
from datetime import UTC, date, datetime

import pytest

from onrecord import workflow
from onrecord.model import (
    Act,
    Compared,
    CustodyEvent,
    Entry,
    Estimate,
    GivenGroup,
    InclusionTable,
    Issue,
    Level,
    Linkage,
    MatchGroup,
    NameList,
    Pair,
)
from onrecord.preserve import Archive
from onrecord.store import Grouped

NOON = datetime(2025, 3, 12, 12, tzinfo=UTC)
MINISTRY = NameList(name="ministry", keeper="Ministry of Health")


@pytest.fixture
def issue(record):
    """Make an issue: `issue(b"…", rows=3)`, its bytes kept."""

    def made(data=b"a,b", rows=3, day=None, at=NOON, name_list=MINISTRY):
        sha256 = Archive(record.archive).keep(data)
        return Issue(
            list=name_list.id, sha256=sha256, file="list.csv", issued=day, rows=rows, at=at, by="R"
        )

    return made


def rows_of(issue, many, start=0):
    return [
        Entry(list=issue.list, person=f"per_{n}", issue=issue.id, row=n + 1, name=f"Name {n}")
        for n in range(start, start + many)
    ]


def ids(entries):
    return [one.id for one in entries]


def test_the_same_issue_again_changes_nothing(record, issue, dump):
    one = issue()
    rows = rows_of(one, 3)
    saved = record.save_issue(MINISTRY, one, rows, ids(rows))
    assert saved.changes == {
        "name_lists added": 1, "issues added": 1, "entries added": 3, "listings added": 1,
        "custody added": 1,
    }  # fmt: skip
    before = dump()
    assert not record.save_issue(MINISTRY, one, rows, ids(rows)).changes
    assert dump() == before


def test_a_later_issue_replaces_none_and_the_latest_by_day_is_current(record, issue):
    second = issue(b"2", rows=2, day=date(2025, 2, 1))
    first = issue(b"1", rows=3, day=date(2025, 1, 1))
    later = rows_of(second, 2)
    record.save_issue(MINISTRY, second, later, ids(later))
    earlier = rows_of(first, 3, start=5)
    record.save_issue(MINISTRY, first, earlier, ids(earlier))
    assert [one.id for one in record.issues(MINISTRY.id)] == [first.id, second.id]
    assert record.current_entries(MINISTRY.id) == tuple(later)
    assert record.listed(first.id) == tuple(ids(earlier))
    assert set(record.entries(MINISTRY.id)) == {*ids(later), *ids(earlier)}
    assert record.entries(MINISTRY.id, {earlier[1].id}) == {earlier[1].id: earlier[1]}


def test_a_row_that_stays_is_one_entry_in_both_issues(record, issue):
    first, second = issue(b"1", rows=3), issue(b"2", rows=2)
    rows = rows_of(first, 3)
    record.save_issue(MINISTRY, first, rows, ids(rows))
    saved = record.save_issue(MINISTRY, second, [], ids(rows[1:]))
    assert "entries added" not in saved.changes
    assert record.current_entries(MINISTRY.id) == tuple(rows[1:])


def test_within_a_day_the_issue_that_was_taken_in_last_is_current(record, issue):
    day = date(2025, 1, 1)
    for data in (b"1", b"2"):
        one = issue(data, rows=1, day=day)
        rows = rows_of(one, 1)
        record.save_issue(MINISTRY, one, rows, ids(rows))
    assert record.current_entries(MINISTRY.id) == tuple(rows)


def test_a_list_that_was_never_taken_in_has_nobody(record):
    assert record.current_entries("lst_x") == ()
    assert record.grouped() == Grouped()
    assert record.pair("par_x") is None


def test_what_is_told_of_a_list_may_be_told_better(record, issue):
    one = issue()
    rows = rows_of(one, 3)
    record.save_issue(MINISTRY, one, rows, ids(rows))
    better = NameList(name="ministry", keeper="Ministry of Health", draws_on=("hospital",))
    saved = record.save_issue(better, one, rows, ids(rows))
    assert saved.changes == {"name_lists added": 1, "name_lists retired": 1}
    assert record.name_lists() == (better,)


def test_each_issue_has_its_line_in_the_chain_of_custody(record, issue):
    one = issue()
    rows = rows_of(one, 3)
    record.save_issue(MINISTRY, one, rows, ids(rows))
    (line,) = record.evidence("custody", CustodyEvent, scope=one.id)
    assert line.act is Act.TAKEN
    assert ("sha256", one.sha256) in line.details
    assert "Name" not in str(line)


@pytest.fixture
def grouped():
    pairs = tuple(
        Pair(
            left=left, right=right, probability=0.9,
            evidence=(
                Compared(field="given", left="Amal", right="أمل", level=Level.SPELLED, weight=6.5),
            ),
        )
        for left, right in (("per_1", "per_2"), ("per_2", "per_3"))
    )  # fmt: skip
    return Grouped(
        linkage=Linkage(engine="own 1", persons=3, pairs=3, links=1, waiting=1),
        pairs=tuple(sorted(pairs, key=lambda one: one.id)),
        groups=(MatchGroup(id="grp_a", persons=("per_1", "per_2"), probability=0.9),),
        given=(GivenGroup(id="grp_a", persons=("per_1", "per_2")),),
    )


def test_a_run_of_linking_is_kept_with_its_evidence_and_the_same_again_changes_nothing(
    record, grouped, dump
):
    record.save_grouped(grouped)
    assert record.grouped() == grouped
    assert record.pair(grouped.pairs[0].id) == grouped.pairs[0]
    before = dump()
    assert not record.save_grouped(grouped).changes
    assert dump() == before


def test_an_id_of_a_group_is_never_forgotten(record, grouped):
    record.save_grouped(grouped)
    gone = GivenGroup(id="grp_a", persons=("per_1", "per_2"), is_retired=True)
    record.save_grouped(Grouped(linkage=grouped.linkage, given=(gone,)))
    assert record.grouped().groups == ()
    assert record.grouped().given == (gone,)
    record.save_grouped(Grouped(linkage=grouped.linkage))
    assert record.grouped().given == (gone,)


def test_an_estimate_stays(record):
    table = InclusionTable(lists=("A", "B"), cells=(("10", 2), ("11", 1)))
    one = Estimate(of="killed", table=table, estimates=(), at=NOON)
    record.save_estimate(one)
    assert not record.save_estimate(one).changes
    assert record.estimates() == (one,)


@pytest.mark.only_file
def test_the_proof_covers_lists(record, folder, issue, grouped, sql):
    one = issue()
    rows = rows_of(one, 3)
    record.save_issue(MINISTRY, one, rows, ids(rows))
    record.save_grouped(grouped)
    record.close()
    assert workflow.verify(folder).holds
    sql("DROP TRIGGER entries_no_change")
    sql("UPDATE entries SET content = replace(content, 'Name 1', 'Name 9')")
    found = workflow.verify(folder).problems
    assert {"row-altered"} <= {problem.code for problem in found}
    assert not any("Name" in problem.message for problem in found)


def test_the_proof_misses_rows_that_an_issue_should_have(record, folder, issue):
    one = issue(rows=4)
    rows = rows_of(one, 3)
    record.save_issue(MINISTRY, one, rows, ids(rows))
    record.close()
    found = workflow.verify(folder).problems
    assert "has 4 rows; 3 are listed" in " ".join(problem.message for problem in found)


def test_a_file_of_a_list_that_is_gone_is_found(record, folder, issue):
    one = issue()
    rows = rows_of(one, 3)
    record.save_issue(MINISTRY, one, rows, ids(rows))
    record.close()
    Archive(folder / "archive").file(one.sha256).unlink()
    assert not workflow.verify(folder).holds


def test_names_of_lists_are_not_found_by_searching(record, issue):
    one = issue()
    rows = rows_of(one, 3)
    record.save_issue(MINISTRY, one, rows, ids(rows))
    assert record.search("Name") == ()


def test_twenty_thousand_rows_are_taken_in_within_seconds(record, issue):
    many = 20_000
    one = issue(rows=many)
    rows = rows_of(one, many)
    began = time.process_time()
    record.save_issue(MINISTRY, one, rows, ids(rows))
    saved = time.process_time() - began
    began = time.process_time()
    assert len(record.current_entries(MINISTRY.id)) == many
    loaded = time.process_time() - began
    assert saved < 3  # seconds of work; two were measured of five times the rows
    assert loaded < 1.6
