"""Lists of names: nothing is lost, nothing is added twice, differences are exact."""

from datetime import UTC, datetime

from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.lists import tables
from onrecord.lists.tables.ages import age
from onrecord.lists.tables.days import day
from onrecord.lists.tables.identity import matched
from onrecord.lists.tables.saying import Said
from onrecord.model import Change, Issue, NameList

LIST = NameList(name="any")
NAMES = st.builds(
    "{} {} {}".format,
    st.sampled_from(["Omar", "Amar", "Luz", "نور", "Total"]),
    st.sampled_from(["Ali", "Aly", "Sami", "كريم"]),
    st.sampled_from(["Saleh", "Salih", "Haddad", "حداد"]),
)
CELLS = st.one_of(
    st.sampled_from(["", "7", "about 30", "?", "2024-05-03", "03/04/2024", "M"]),
    st.text(max_size=9),
)
ROWS = st.lists(
    st.tuples(
        st.one_of(NAMES, CELLS), st.sampled_from(["", "7", "8", "41", "about 30"]),
        st.sampled_from(["", "1990-05-03", "03/04/2001"]), st.sampled_from(["", "1", "2", "x7"]), CELLS,
    ),
    max_size=9,
)  # fmt: skip
HEADINGS = ("Name", "Age", "Born", "ID", "Ward")


def _taken(rows, before=(), earlier=(), number=1):
    sheet = tables.Sheet(headings=HEADINGS, rows=tuple(row if any(row) else () for row in rows))
    issue = Issue(
        list=LIST.id, sha256=str(number), file="a.csv", at=datetime(2024, 6, 1, tzinfo=UTC)
    )
    columns = tables.propose(sheet).columns
    found = tables.entries(
        sheet, columns, name_list=LIST, issue=issue, before=before, earlier=earlier
    )
    known = {e.id: e for e in (*before, *earlier, *found.entries)}
    return found, tuple(known[name] for name in found.listed)


@given(ROWS)
def test_each_row_is_an_entry_or_is_left_out_with_a_reason(rows):
    found, held = _taken(rows)
    filled = {number for number, row in enumerate(rows, 1) if any(row)}
    assert set(found.rows) | {row for row, _ in found.left_out} == filled
    assert len(found.rows) + len(found.left_out) == len(filled)
    assert len({e.person for e in held}) == len({e.id for e in held}) == len(found.rows)
    assert bool(found.left_out) <= bool(found.problems)


@given(ROWS)
def test_the_same_issue_again_adds_nothing(rows):
    _, held = _taken(rows)
    again, same = _taken(rows, before=held, number=2)
    assert again.entries == again.changes == ()
    assert same == held


@given(st.lists(ROWS, min_size=2, max_size=4))
def test_differences_applied_to_the_former_give_the_latter(issues):
    was, gone = {}, {}
    for number, rows in enumerate(issues):
        found, held = _taken(rows, tuple(was.values()), tuple(gone.values()), number)
        entries = {e.id: e for e in (*was.values(), *gone.values(), *found.entries)}
        made = dict(was)
        for change in found.changes:
            if change.change is Change.REMOVED:
                assert made.pop(change.person).id == change.before
            else:
                before = was.get(change.person) or gone.get(change.person)
                assert change.before == (before.id if before else None)
                assert (change.change is Change.ADDED) == (before is None)
                made[change.person] = entries[change.after]
        now = {e.person: e for e in held}
        assert made == now
        gone = {who: e for who, e in {**gone, **was}.items() if who not in now}
        was = now


@given(ROWS, ROWS)
def test_nobody_is_matched_twice(first, second):
    rows, known = (
        [Said(name=row[0], own_id=row[3] or None) for row in told] for told in (first, second)
    )
    found = matched(rows, known)
    assert len(set(found.person.values())) == len(found.person)
    doubtful = {who for _, who in found.doubts} | {row for row, _ in found.doubts}
    assert all(row not in found.person for row, _ in found.doubts), doubtful


@given(st.text(max_size=40))
def test_any_cell_is_an_age_a_day_or_nothing(cell):
    found = age(cell)
    assert found is None or 0 <= found <= 120
    day(cell, None)


@example(b",", "a.csv")
@given(st.binary(max_size=200), st.sampled_from(["a.csv", "a.json", "a"]))
def test_any_bytes_are_a_sheet_or_a_problem(data, name):
    for sheet in tables.sheets(data, name):
        assert all(len(row) in {0, len(sheet.headings)} for row in sheet.rows)
        assert sheet.rows or sheet.headings or sheet.problems
        tables.propose(sheet)


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=6), ROWS)
def test_a_mapping_that_nobody_corrected_changes_nothing(headings, rows):
    width = len(headings)
    grid = [tuple((*row, *[""] * width)[:width]) for row in rows]
    sheet = tables.headed("", [headings, *grid])
    proposed = tables.propose(sheet)
    text = tables.mapping_of(proposed, "a.csv")
    assert tables.columns_from(text, "map.toml", sheet) == proposed.columns
