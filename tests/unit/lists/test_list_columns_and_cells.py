"""Columns and cells of lists that are told seldom, and how each is taken."""

from datetime import UTC, datetime

import pytest

from onrecord.lists import tables
from onrecord.lists.tables.days import day, of_parts
from onrecord.model import Issue, NameList

LIST = NameList(name="ministry")


def sheet(*rows):
    return tables.headed("", rows)


def taken(held):
    issue = Issue(list=LIST.id, sha256="0", file="a.csv", at=datetime(2024, 6, 1, tzinfo=UTC))
    columns = tables.propose(held).columns
    return tables.entries(held, columns, name_list=LIST, issue=issue)


def meanings(*rows):
    found = tables.propose(sheet(*rows))
    return [column.meaning.value for column in found.columns], " ".join(found.doubts)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("12 Jul 16", "2016-07-12"),
        ("12 Jul 85", "1985-07-12"),
        ("Jul 16", None),
        ("Jul 12 2016 14", None),
        ("31 Feb 2020", None),
        ("3 août 2014", "2014-08-03"),
        ("x" * 200, None),
    ],
)
def test_a_day_with_the_name_of_its_month(cell, told):
    found = day(cell, None)
    assert (found.date_from if found else None) == told


def test_parts_of_a_day_that_do_not_fit_are_no_day():
    assert of_parts("2023", "", "7") is None
    assert of_parts("2023", "spring", "") is None
    assert of_parts("", "10", "7") is None
    found = taken(sheet(["Name", "Year", "Month"], ["Omar Saleh", "2023", "spring"]))
    assert found.entries[0].cells == (("Year", "2023"), ("Month", "spring"))


def test_a_birth_of_two_digits_is_in_the_past():
    found = taken(sheet(["Name", "Born"], ["Omar Saleh", "25/04/65"], ["Luz Henao", "25/04/01"]))
    assert [e.born.date_from for e in found.entries] == ["1965-04-25", "2001-04-25"]


def test_numbers_of_rows_out_of_order_may_be_a_persons_own():
    found, doubts = meanings(["No", "Name"], ["9", "Omar Saleh"], ["4", "Luz Henao"])
    assert found == ["own-id", "name"]
    assert "not in order" in doubts
    assert meanings(["No", "Name"], ["a", "Omar Saleh"], ["a", "Luz Henao"])[0][0] == "note"


def test_what_only_cells_tell_is_taken_with_a_doubt():
    found, doubts = meanings(
        ["Who", "Sort of", "Noted"], ["Omar Saleh", "ذكر", "2024-05-03"], ["Luz Henao", "أنثى", "2024-05-04"]
    )  # fmt: skip
    assert found == ["name", "sex", "date"]
    assert doubts.count("Only the cells of") == 3


def test_of_two_columns_of_one_meaning_the_fuller_is_taken():
    found, doubts = meanings(
        ["Name", "Age", "العمر"], ["Omar Saleh", "", "7"], ["Luz Henao", "30", "30"]
    )
    assert found == ["name", "note", "age"]
    assert "seems to say “age”" in doubts


def test_the_smallest_place_is_the_place():
    found, doubts = meanings(["Name", "City", "Location"], ["Omar Saleh", "Tal Amar", "Old Town"])
    assert found == ["name", "note", "place"]
    assert "tells a place, too" in doubts
    assert meanings(["Name", "City"], ["Omar Saleh", "Tal Amar"])[0] == ["name", "place"]


def test_a_family_name_alone_is_the_name():
    found, doubts = meanings(["Nom", "Âge"], ["Omar Saleh", "7"], ["Luz Henao", "30"])
    assert found == ["name", "age"]
    assert "is taken for the whole name" in doubts


def test_a_table_without_headings_is_told_by_its_cells():
    held = sheet(["17", "Omar Saleh", "2024-05-03"], ["18", "Luz Henao", "2024-05-04"])
    assert held.headings == ("", "", "")
    found = tables.propose(held)
    assert [column.heading for column in found.columns] == ["column 1", "column 2", "column 3"]
    assert "has no headings" in found.doubts[-1]


def test_a_title_between_the_rows_is_asked_about():
    rows = [[f"Omar Saleh {n}", "7"] for n in range(20)]
    found = taken(sheet(["Name", "Age"], *rows, ["Old Town", ""]))
    assert "nothing but a name" in found.problems[0].message
    assert found.problems[0].message.startswith("Row 21")


def test_numbers_that_are_all_given_out_anew_are_told():
    names = ["Omar Ali", "Nour Sami", "Luz Dary", "Amal Haddad", "Karim Aziz"]
    rows = [[f"H{n}", name, "7"] for n, name in enumerate(names)]
    moved = [[f"H{(n + 2) % 5}", name, "7"] for n, name in enumerate(names)]
    first = taken(sheet(["Case ID", "Name", "Age"], *rows))
    issue = Issue(list=LIST.id, sha256="1", file="b.csv", at=datetime(2024, 7, 1, tzinfo=UTC))
    held = sheet(["Case ID", "Name", "Age"], *moved)
    columns = tables.propose(held).columns
    found = tables.entries(held, columns, name_list=LIST, issue=issue, before=first.entries)
    assert {change.change.value for change in found.changes} == {"changed"}
    assert "were not used to tell who is who" in found.problems[0].message
