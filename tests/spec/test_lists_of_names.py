"""A list of named victims: its file, its columns, its persons, and what each issue changed."""

from datetime import UTC, date, datetime

import pytest

from onrecord.lists import tables
from onrecord.model import Change, Column, Issue, Meaning, NameList, Outcome, Sex
from onrecord.workflow import list_files

LIST = NameList(name="hospital", title="The hospital's list")


def _sheet(table):
    """Return a table written with bars as a sheet."""
    lines = [line.strip() for line in table.strip("\n").splitlines()]
    return tables.headed(
        "", [[c.strip() for c in line.split("|")] if line else [] for line in lines]
    )


class Keeping:
    """A list through its issues, as a record keeps it."""

    def __init__(self):
        self.held, self.gone, self.number = {}, {}, 0

    def take(self, table, columns=None, issued=None):
        self.number += 1
        sheet = _sheet(table)
        issue = Issue(
            list=LIST.id, sha256=f"{self.number:064}", file=f"{self.number}.csv", issued=issued,
            at=datetime(2024, 6, self.number, tzinfo=UTC),
        )  # fmt: skip
        found = tables.entries(
            sheet, columns or tables.propose(sheet).columns, name_list=LIST, issue=issue,
            before=tuple(self.held.values()), earlier=tuple(self.gone.values()),
        )  # fmt: skip
        known = {e.id: e for e in (*self.held.values(), *self.gone.values(), *found.entries)}
        now = {known[name].person: known[name] for name in found.listed}
        self.gone |= self.held
        self.gone = {who: entry for who, entry in self.gone.items() if who not in now}
        self.held = now
        return found

    def changes(self, found):
        names = {e.id: e.name for e in (*self.held.values(), *self.gone.values())}
        return sorted((c.change.value, names[c.after or c.before]) for c in found.changes)


@pytest.fixture
def keeping():
    """A list that nothing was taken into yet."""
    return Keeping()


def one(table, **columns):
    """Return the only entry of a table."""
    (entry,) = Keeping().take(table, **columns).entries
    return entry


# -- Files and headings ------------------------------------------------------------------------


def test_headings_are_found_below_titles_and_rows_keep_their_numbers():
    """Row 1 is the first below the headings; an empty row has a number, too."""
    sheet = _sheet("""
        Those killed in May
        as of 1 June

        Name | Age
        Omar Saleh | 7

        Luz Henao | 30
    """)
    assert sheet.headings == ("Name", "Age")
    assert sheet.rows == (("Omar Saleh", "7"), (), ("Luz Henao", "30"))
    assert sheet.first == 5
    assert [
        row for row, _ in Keeping().take("Name | Age\nOmar Saleh | 7\n\nLuz Henao | 3").left_out
    ] == []


def test_headings_over_two_rows_are_one():
    sheet = _sheet("""
        No | Victim | | Date
         | Given name | Family name |
        1 | Omar | Saleh | 2024-05-03
        2 | Luz | Henao | 2024-05-04
    """)
    assert [c.meaning for c in tables.propose(sheet).columns] == [
        Meaning.NOTHING, Meaning.GIVEN, Meaning.FAMILY, Meaning.DATE,
    ]  # fmt: skip


def test_a_total_is_no_person_and_no_row_is_lost(keeping):
    found = keeping.take("""
        Name | Age | Place
        Omar Saleh | 7 | Old Town
        Total | 1 |
    """)
    assert found.left_out == ((2, "it adds up other rows"),)
    assert [p.code for p in found.problems] == ["list-row"]


@pytest.mark.parametrize(
    "text",
    [
        '[{"name": "Omar Saleh", "age": 7}]',
        '{"name": ["Omar Saleh"], "age": [7]}',
        '{"data": [{"name": "Omar Saleh", "age": "7"}]}',
        '{"name": "Omar Saleh", "age": 7}\n{"name": "Omar Saleh", "age": 7}',
        '[["name", "age"], ["Omar Saleh", 7]]',
    ],
)
def test_json_comes_in_the_shapes_that_programs_write(text):
    (sheet,) = list_files.sheets(text.encode(), "list.json")
    assert sheet.headings == ("name", "age")
    assert set(sheet.rows) == {("Omar Saleh", "7")}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_delimited_text_comes_in_any_letters_and_with_any_sign(encoding, sign):
    text = f'الاسم{sign}المكان\n"عمر صالح"{sign}"حلب\nالقديمة"\n'
    (sheet,) = list_files.sheets(text.encode(encoding), "list.csv")
    assert sheet.headings == ("الاسم", "المكان")
    assert sheet.rows == (("عمر صالح", "حلب\nالقديمة"),)


# -- What columns say --------------------------------------------------------------------------


def meanings(table):
    found = tables.propose(_sheet(table))
    return [(c.meaning.value, c.how) for c in found.columns], found.doubts


@pytest.mark.parametrize(
    ("headings", "told"),
    [
        ("Name | Sex | Date of birth | Source", ["name", "sex", "born", "said-by"]),
        ("الاسم | الجنس | تاريخ الميلاد | المصدر", ["name", "sex", "born", "said-by"]),
        ("Nom et prénom | Sexe | Date de naissance | Source", ["name", "sex", "born", "said-by"]),
        ("الاسم / Name | Sex الجنس | DateOfBirth | sources", ["name", "sex", "born", "said-by"]),
    ],
)
def test_headings_are_known_in_three_languages(headings, told):
    found, doubts = meanings(f"{headings}\nOmar Saleh | M | 1990-05-03 | clinic")
    assert [meaning for meaning, _ in found] == told
    assert not doubts


def test_a_column_that_nobody_understands_is_a_note_and_said_so():
    found, doubts = meanings("Name | Ward\nOmar Saleh | B")
    assert found[1] == ("note", "")
    assert doubts == ("“Ward” is not understood: it is kept as a note.",)


def test_a_heading_that_its_cells_do_not_bear_out_is_in_doubt():
    found, doubts = meanings("Name | Age\nOmar Saleh | Old Town\nLuz Henao | Tal Amar")
    assert found[1] == ("note", "")
    assert "No cell of “Age” is an age" in doubts[0]


def test_numbers_of_rows_are_left_out_and_a_states_numbers_are_told_apart():
    """A state's number never leaves the record, so a long number is taken for one."""
    found, doubts = meanings("""
        No | ID | Name
        1 | 904417263 | Omar Saleh
        2 | 412907755 | Luz Henao
        3 | 871100429 | Amal Haddad
    """)
    assert [meaning for meaning, _ in found] == ["nothing", "national-id", "name"]
    assert len(doubts) == 2


def test_two_scripts_of_one_name_are_a_name_and_another():
    found, _ = meanings("Name | الاسم\nOmar Saleh | عمر صالح")
    assert [meaning for meaning, _ in found] == ["name", "other-name"]


def test_the_whole_column_says_whether_the_day_comes_first():
    found, doubts = meanings("Name | Date\nOmar Saleh | 03/04/2024\nLuz Henao | 25/04/2024")
    assert found[1] == ("date", "day-first")
    assert not doubts


def test_where_nothing_tells_whether_the_day_comes_first_a_person_is_asked(keeping):
    found, doubts = meanings("Name | Date\nOmar Saleh | 03/04/2024")
    assert found[1] == ("date", "")
    assert "day-first or month-first" in doubts[0]
    taken = keeping.take("Name | Date\nOmar Saleh | 03/04/2024")
    assert taken.entries[0].when is None
    assert taken.entries[0].cells == (("Date", "03/04/2024"),)
    assert [p.code for p in taken.problems] == ["list-cell"]


def test_a_mapping_file_is_written_corrected_and_read():
    sheet = _sheet("Name | Date | Ward\nOmar Saleh | 03/04/2024 | B")
    text = tables.mapping_of(tables.propose(sheet), "may.csv")
    assert tables.columns_from(text, "map.toml", sheet) == tables.propose(sheet).columns
    told = text.replace('"Date" = "date"', '"Date" = { means = "date", how = "month-first" }')
    assert tables.columns_from(told, "map.toml", sheet)[1] == Column(
        heading="Date", meaning=Meaning.DATE, how="month-first"
    )


def test_a_later_issue_is_read_with_the_columns_of_the_one_before():
    columns = tables.propose(_sheet("Name | Age\nOmar Saleh | 7")).columns
    later = _sheet("Age | Name | Ward\n7 | Omar Saleh | B")
    found, doubts = tables.fitted(columns, later)
    assert [c.meaning.value for c in found] == ["age", "name", "note"]
    assert doubts == ("“Ward” was not there before: it is kept as a note.",)


# -- What cells say ----------------------------------------------------------------------------


def test_a_row_is_an_entry_in_the_lists_own_words():
    entry = one("""
        Name | الاسم | Age | Sex | Date of birth | Date of death | Status | Place | Ward
        Omar  Ali SALEH | عمر علي صالح | ٧ | ذكر | 1 March 2017 | 2024-05 | martyr | Old Town | B
    """)
    assert entry.name == "Omar  Ali SALEH"
    assert entry.other_names == ("عمر علي صالح",)
    assert (entry.age, entry.sex, entry.outcome) == (7, Sex.MALE, Outcome.KILLED)
    assert entry.born.earliest == date(2017, 3, 1)
    assert entry.when.date_from == "2024-05"
    assert entry.cells == (("Ward", "B"), ("Status", "martyr"))
    assert entry.row == 1


@pytest.mark.parametrize(
    ("cell", "age"),
    [("14 سنة", 14), ("3 months", 0), ("18 mois", 1), ("less than a year", 0), ("٤٢", 42)],
)
def test_ages_are_whole_years(cell, age):
    assert one(f"Name | Age\nOmar Saleh | {cell}").age == age


@pytest.mark.parametrize("cell", ["about 30", "25-30", "infant", "200", "-1"])
def test_an_age_that_is_not_exact_is_kept_as_words(cell, keeping):
    found = keeping.take(f"Name | Age\nLuz Henao | 7\nOmar Saleh | {cell}")
    assert found.entries[1].age is None
    assert found.entries[1].cells == (("Age", cell),)
    assert "row 2" in found.problems[0].message


@pytest.mark.parametrize("mark", ["unknown", "مجهول", "?", "-", "N/A", "غير معروف", "inconnu"])
def test_what_is_not_known_is_nothing(mark):
    entry = one(f"Name | Age | Sex | Place\nOmar Saleh | {mark} | {mark} | {mark}")
    assert (entry.age, entry.sex, entry.place, entry.cells) == (None, None, None, ())


def test_a_name_is_put_together_from_its_parts():
    entry = one("Prénom | Nom du père | Nom\nOmar | Ali | Saleh")
    assert (entry.name, entry.father, entry.family) == ("Omar Ali Saleh", "Ali", "Saleh")


def test_a_day_in_several_columns_is_one():
    assert one("Name | Year | Month\nOmar Saleh | 2023 | 10").when.date_from == "2023-10"


def test_a_day_after_the_list_was_given_out_is_none(keeping):
    found = keeping.take("Name | Date\nOmar Saleh | 2042-05-03", issued=date(2024, 6, 1))
    assert found.entries[0].when is None
    assert "after the list was given out" in found.problems[0].message


# -- Who is who from issue to issue ------------------------------------------------------------

FIRST = """
    Name | Age | Place
    Omar Ali Saleh | 7 | Old Town
    Luz Dary Henao | 30 | Tal Amar
    Amal Sami Haddad | 41 | Old Town
"""


def test_the_same_rows_again_change_nothing(keeping):
    keeping.take(FIRST)
    again = keeping.take(FIRST)
    assert (again.entries, again.changes) == ((), ())


def test_an_issue_adds_removes_and_changes_exactly_what_differs(keeping):
    keeping.take(FIRST)
    found = keeping.take("""
        Name | Age | Place
        Omar Ali Saleh | 8 | Old Town
        Amal Sami Haddad | 41 | Old Town
        Nour Karim Aziz | 12 | Tal Amar
    """)
    assert keeping.changes(found) == [
        ("added", "Nour Karim Aziz"), ("changed", "Omar Ali Saleh"), ("removed", "Luz Dary Henao"),
    ]  # fmt: skip
    assert len(found.entries) == 2


def test_who_was_removed_stays_known_and_returns_as_the_same_person(keeping):
    first = keeping.take(FIRST)
    keeping.take("Name | Age | Place\nOmar Ali Saleh | 7 | Old Town")
    found = keeping.take(FIRST)
    assert [change.change for change in found.changes] == [Change.RETURNED] * 2
    assert found.listed == first.listed


def test_two_rows_that_are_the_same_are_two_persons(keeping):
    table = "Name | Age\nOmar Saleh | 7\nOmar Saleh | 7\n"
    first = keeping.take(table)
    assert len(set(first.listed)) == 2
    found = keeping.take("Name | Age\nOmar Saleh | 7\n")
    assert [change.change for change in found.changes] == [Change.REMOVED]


def test_a_number_that_each_person_has_alone_tells_who_is_who(keeping):
    keeping.take("Case ID | Name\nH-7 | Omar Saleh\nH-8 | Luz Henao")
    found = keeping.take("Case ID | Name\nH-8 | Luz Dary Henao Ruiz\nH-7 | Omar Saleh")
    assert keeping.changes(found) == [("changed", "Luz Dary Henao Ruiz")]


def test_a_number_beside_a_wholly_other_name_is_not_believed(keeping):
    keeping.take("Case ID | Name\nH-7 | Omar Ali Saleh\nH-8 | Luz Henao")
    found = keeping.take("Case ID | Name\nH-7 | Nour Karim\nH-8 | Luz Henao")
    assert keeping.changes(found) == [("added", "Nour Karim"), ("removed", "Omar Ali Saleh")]
    assert [p.code for p in found.problems] == ["list-person"]


def test_numbers_given_out_anew_are_not_used(keeping):
    names = [
        f"{given} {father} Saleh" for given in ("Omar", "Nour", "Luz") for father in ("Ali", "Sami")
    ]
    keeping.take("ID | Name\n" + "\n".join(f"{i} | {name}" for i, name in enumerate(names, 1)))
    found = keeping.take(
        "ID | Name\n" + "\n".join(f"{i} | {n}" for i, n in enumerate(names[::-1], 1))
    )
    assert {change.change for change in found.changes} <= {Change.CHANGED}
    who = {e.person for e in keeping.held.values()}
    assert len(who) == len(names)


def test_a_letter_in_a_fathers_name_is_a_correction(keeping):
    keeping.take(FIRST)
    found = keeping.take(FIRST.replace("Luz Dary Henao", "Luz Dari Henao"))
    assert keeping.changes(found) == [("changed", "Luz Dari Henao")]


def test_a_letter_in_the_first_name_may_be_a_brother(keeping):
    """محمد and محمود are brothers as often as one person written otherwise."""
    keeping.take("الاسم | العمر\nمحمد علي صالح | 7")
    found = keeping.take("الاسم | العمر\nمحمود علي صالح | 7")
    assert [c.change for c in found.changes] == [Change.ADDED, Change.REMOVED]
    assert "may tell of the person" in found.problems[0].message


def test_the_same_name_with_another_birth_is_another_person(keeping):
    keeping.take("Name | Born\nOmar Ali Saleh | 1990-05-03")
    found = keeping.take("Name | Born\nOmar Ali Saleh | 2011-01-09")
    assert keeping.changes(found) == [("added", "Omar Ali Saleh"), ("removed", "Omar Ali Saleh")]
    assert [p.code for p in found.problems] == ["list-person"]
