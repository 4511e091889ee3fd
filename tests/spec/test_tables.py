"""Tables of incidents: how columns are understood, and which claims their rows make."""

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from onrecord import extract, group, read, reconcile, testing
from onrecord.model import Count, Document, Incident, Severity, Snapshot, Told

TABLES = Path(__file__).parents[1] / "data" / "tables"


def given(table, name="table.csv", **told):
    """Return what a table says, and its text; its words are checked against the cells."""
    data = table if isinstance(table, bytes) else table.encode()
    document = Document(name=name, told=Told(**told))
    snapshot = Snapshot(
        document_id=document.id,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        media_type="text/csv",
        taken_at=datetime(2024, 1, 1, tzinfo=UTC),
    )
    reading = read.text(document, snapshot, data)
    found = extract.table_reader().understood(reading.document, reading.text)
    for claim in found.claims:
        words = reading.text.words(claim.passage.start, claim.passage.end)
        assert words == claim.passage.exact
    return found


def lines(table, **told):
    """Return the claims as lines: incident | words | outcome | count | victims | part of."""
    claims = given(table, **told).claims
    words = {claim.id: claim.passage.exact for claim in claims}
    return [
        " | ".join(
            (
                str(claim.told_incident),
                claim.passage.exact,
                str(claim.outcome),
                str(claim.count),
                claim.victims or "people",
                *([f"part of {words[claim.part_of]}"] if claim.part_of else ()),
            )
        )
        for claim in claims
    ]


def codes(table, **told):
    """Return what was wrong with a table."""
    return [problem.code for problem in given(table, **told).problems]


def column(heading, *others):
    """Return what a column is understood as, in a table with other columns."""
    found = given(",".join((heading, "date", *others)) + "\n").columns
    return found[0].meaning


# --- five shapes ----------------------------------------------------------------------------


def test_a_keepers_list_with_ranges_categories_and_names():
    """Lower and upper end are one claim; the categories and the names are parts of it."""
    assert lines((TABLES / "ranges.csv").read_bytes())[:6] == [
        "C-01 | 9,12 | killed | 9 to 12 | civilians",
        "C-01 | 20,25 | injured | 20 to 25 | people",
        "C-01 | 4 | killed | 4 | children | part of 9,12",
        "C-01 | 2 | killed | 2 | women | part of 9,12",
        "C-01 | 3 | killed | 3 | men | part of 9,12",
        "C-01 | Huda Salim; Omar Salim | killed | 2 or more | Huda Salim; Omar Salim"
        " | part of 9,12",
    ]


def test_a_ministrys_daily_table_with_running_totals():
    """A column until that day is a total of a longer time, and of no incident."""
    found = given((TABLES / "daily.csv").read_bytes())
    daily = [claim for claim in found.claims if not claim.is_cumulative]
    running = [claim for claim in found.claims if claim.is_cumulative]
    assert [(str(c.count), c.victims) for c in daily if c.told_incident == "row 2"] == [
        ("31", None), ("90", None), ("11", "children"), ("8", "women"), ("2", "medics"),
        ("1", "journalists"),
    ]  # fmt: skip
    assert [(str(c.count), c.victims) for c in running[:3]] == [
        ("31", None), ("90", None), ("11", "children"),
    ]  # fmt: skip
    assert {claim.told_incident for claim in running} == {None}
    assert {claim.when.earliest for claim in running} == {None}
    assert running[0].when.latest == date(2031, 5, 1)


def test_the_acled_layout_has_no_known_zero():
    """Fatalities of 0 are none or unknown there, so no claim is made, and it is said once."""
    table = (TABLES / "acled-layout.csv").read_bytes()
    assert lines(table) == [
        "TLD1 | 6 | killed | 6 | people",
        "TLD3 | 2 | killed | 2 | people",
    ]
    assert codes(table) == ["table-zeros"]
    raid, clash = given(table).claims
    assert [place.name for place in raid.places] == ["Narwa", "Lower Tal", "Tal", "Toland"]
    assert [name.name for name in raid.perpetrators] == ["Tal Front"]  # who attacked civilians
    assert [name.name for name in clash.perpetrators] == ["Tal Front", "Military Forces of Toland"]
    # `time_precision` 2: the day is the middle of a week
    assert (clash.when.earliest, clash.when.latest) == (date(2031, 5, 5), date(2031, 5, 11))


def test_the_ged_layout_is_one_claim_from_low_to_high():
    """The best estimate stands in the claim's words and is none of its own; see decisions."""
    assert lines((TABLES / "ged-layout.csv").read_bytes()) == [
        "501 | 7,9,6 | killed | 6 to 9 | people",
        "501 | 2 | killed | 2 | Tal Front | part of 7,9,6",
        "501 | 1 | killed | 1 | Government of Toland | part of 7,9,6",
        "501 | 4 | killed | 4 | civilians | part of 7,9,6",
        "502 | 5,4,6 | killed | 4 to 6 | people",
        "502 | 5 | killed | 5 | civilians | part of 5,4,6",
    ]


def test_a_ged_row_whose_high_is_below_its_low_is_no_fault():
    """Clarity-2 rows subtract deaths coded elsewhere (UCDP GED Codebook 19.1)."""
    assert "table-bounds" not in codes((TABLES / "ged-layout.csv").read_bytes())


def test_an_arabic_table_with_arabic_digits():
    """Headings, digits, hedges and marks for unknown are understood in Arabic too."""
    table = (TABLES / "arabic.csv").read_bytes()
    assert lines(table) == [
        "١ | ١٢ | killed | 12 | people",
        "١ | عشرات | injured | 20 or more | people",
        "١ | ٥ | killed | 5 | children | part of ١٢",
        "٢ | ما لا يقل عن ٣ | killed | 3 or more | people",
        "٢ | ٠ | injured | 0 | people",
    ]
    first = given(table).claims[0]
    assert first.when.earliest == date(2031, 5, 9)
    assert [place.name for place in first.places] == ["الوادي", "تل"]
    assert [name.name for name in first.sources] == ["مستشفى تل"]


# --- columns --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("Killed", "killed, people"),
        ("# of fatalities", "killed, people"),
        ("KilledChildren", "killed, children"),
        ("deaths_civilians_min", "killed, civilians, at least"),
        ("Women & children killed", "killed, women and children"),
        ("Total killed (max.)", "killed, people, at most"),
        ("injured_cum", "injured, people, until that day"),
        ("health workers killed", "killed, health workers"),
        ("killed or injured", "casualties, people"),
        ("Détenus", "not understood"),
        ("Killed in custody", "not understood"),
        ("Killed (%)", "not understood"),
        ("عدد الشهداء", "killed, people"),
        ("الجرحى الأطفال", "injured, children"),
        ("المفقودون", "disappeared, people"),
    ],
)
def test_a_heading_is_understood_only_if_every_word_of_it_is(heading, meaning):
    """A word more may make it another column: "killed in custody" are not the dead."""
    assert column(heading) == meaning


@pytest.mark.parametrize(
    ("others", "meaning"),
    [
        (("killed", "injured"), "killed, children"),
        (("detained",), "detained, children"),
        (("injured", "displaced"), "not understood"),
    ],
)
def test_people_alone_are_of_what_the_table_counts(others, meaning):
    """ "Children" is the children killed where the table counts the killed."""
    assert column("children", *others) == meaning


def test_a_bare_total_beside_two_outcomes_may_be_both_together():
    """It is left alone, and said to be."""
    table = "date,killed,injured,total\n2031-05-01,3,4,7\n"
    assert [column.meaning for column in given(table).columns][3] == "not understood"
    assert codes(table) == ["table-columns"]


def test_columns_that_are_not_understood_are_named_once():
    """Nothing is dropped in silence, and nothing is shouted about either."""
    (problem,) = given("date,killed,mood,stars\n2031-05-01,3,grim,4\n").problems
    assert problem.code == "table-columns"
    assert problem.severity is Severity.NOTE
    assert "mood, stars" in problem.message


def test_a_second_column_that_says_the_same_is_not_counted_twice():
    """The first holds; that the other was left out is said."""
    table = "date,killed,deaths\n2031-05-01,3,4\n"
    assert lines(table) == ["row 2 | 3 | killed | 3 | people"]
    assert codes(table) == ["table-columns"]


def test_a_table_without_a_column_of_counts_makes_no_claims():
    """A list of contacts, or of people, is no table of incidents."""
    assert given("name,phone\nAmal,12\n").claims == ()
    assert codes("name,phone\nAmal,12\n") == ["table-columns", "table-no-counts"]


# --- cells ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        ("12", "12"), ("12-15", "12 to 15"), ("12+", "12 or more"), (">40", "41 or more"),
        ("~40", "about 40"), ("at least 12", "12 or more"), ("dozens", "24 or more"),
        ("twelve", "12"), ("١٢", "12"), ('"1,200"', "1,200"), ("12.0", "12"), ("0", "0"),
        ("up to 30", "up to 30"), ("12 killed", "12"),
    ],
)  # fmt: skip
def test_a_cell_says_how_many_in_digits_signs_or_words(cell, count):
    """The words keep their hedge, as in a report."""
    (claim,) = given(f"date,killed\n2031-05-01,{cell}\n").claims
    assert str(claim.count) == count


@pytest.mark.parametrize(
    "cell", ["", " ", "-", "n/a", "N.A.", "unknown", "None", "NaN", "غير معروف", "?"]
)
def test_unknown_is_not_zero(cell):
    """A cell that says nothing makes no claim, and is nothing to complain of."""
    table = f"date,killed,injured\n2031-05-01,{cell},2\n"
    assert lines(table) == ["row 2 | 2 | injured | 2 | people"]
    assert codes(table) == []


@pytest.mark.parametrize("cell", ["12*", "3/5", "12.5", "-4", "15-12", "some", "5 dogs", "50%"])
def test_a_cell_that_is_no_number_of_people_is_named_and_the_rest_goes_on(cell):
    """With its row and column, so that it can be found and mended."""
    found = given(f"date,killed,injured\n2031-05-01,{cell},2\n2031-05-02,3,4\n")
    assert [str(claim.count) for claim in found.claims] == ["2", "3", "4"]
    (problem,) = found.problems
    assert problem.code == "table-cell"
    assert "Row 2, column “killed”" in problem.message


def test_one_end_alone_leaves_the_other_open():
    """A minimum without a maximum is "at least", and the other way round."""
    table = "date,killed_min,killed_max\n2031-05-01,4,\n2031-05-02,,9\n2031-05-03,5,5\n"
    assert [str(claim.count) for claim in given(table).claims] == ["4 or more", "up to 9", "5"]


def test_an_upper_end_below_the_lower_is_used_by_neither_side():
    """Which of them is wrong, nothing tells."""
    found = given("date,killed_min,killed_max,injured\n2031-05-01,9,4,2\n")
    assert [str(claim.count) for claim in found.claims] == ["2"]
    assert [problem.code for problem in found.problems] == ["table-bounds"]


# --- rows -----------------------------------------------------------------------------------


def test_each_row_is_the_keepers_incident():
    """Claims of one row belong together, and those of two rows do not."""
    table = "date,killed,injured\n2031-05-01,3,4\n2031-05-01,3,4\n"
    assert [claim.told_incident for claim in given(table).claims] == ["row 2"] * 2 + ["row 3"] * 2


def test_a_row_that_is_there_twice_is_counted_once():
    """Uploads multiply rows; one with an id of its own is known again."""
    table = "id,date,killed\nA,2031-05-01,3\nA,2031-05-01,3\nB,2031-05-01,3\n"
    assert lines(table) == ["A | 3 | killed | 3 | people", "B | 3 | killed | 3 | people"]
    assert codes(table) == ["table-row-twice"]


def test_rows_of_one_id_are_one_incident():
    """A keeper who gives one id twice tells twice of one incident; it is said."""
    table = "id,date,killed\nA,2031-05-01,3\nA,2031-05-01,5\n"
    assert [claim.told_incident for claim in given(table).claims] == ["A", "A"]
    assert codes(table) == ["table-row-twice"]


def test_a_row_that_adds_up_the_table_is_no_incident():
    """The last row of many tables: a total, set aside."""
    *_, total = given("date,killed\n2031-05-01,3\n2031-05-02,4\nTotal,7\n").claims
    assert (total.is_cumulative, total.told_incident, total.when) == (True, None, None)


def test_a_row_with_too_many_cells_was_shifted_and_is_not_used():
    """A stray comma moves every number behind it into another column."""
    table = "date,place,killed,notes\n2031-05-01,Narwa, near Tal,3,x\n2031-05-02,Tal,4\n"
    assert lines(table) == ["row 3 | 4 | killed | 4 | people"]
    assert codes(table) == ["table-row"]


def test_tags_and_a_header_repeated_are_no_rows():
    """The hashtag row of HXL, and two files put behind one another."""
    table = "date,killed\n#date,#affected+killed\n2031-05-01,3\ndate,killed\n2031-05-02,4\n"
    assert [str(claim.count) for claim in given(table).claims] == ["3", "4"]
    assert codes(table) == []


# --- when, where, who -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "date_from", "date_to"),
    [
        ("2031-05-09", "2031-05-09", "2031-05-09"),
        ("2031/5/9", "2031-05-09", "2031-05-09"),
        ("2031-05", "2031-05", "2031-05"),
        ("2031", "2031", "2031"),
        ("25/5/2031", "2031-05-25", "2031-05-25"),
        ("5/25/2031", "2031-05-25", "2031-05-25"),
        ("2031-05-09T14:30:00Z", "2031-05-09", "2031-05-09"),
        ("2031-05-09 to 2031-05-11", "2031-05-09", "2031-05-11"),
    ],
)
def test_a_date_is_as_exact_as_it_is_written(cell, date_from, date_to):
    """A month stays a month."""
    (claim,) = given(f"date,killed\n{cell},3\n").claims
    assert (claim.when.date_from, claim.when.date_to) == (date_from, date_to)


def test_a_column_shows_by_itself_which_number_is_the_month():
    """No month is the 25th, so in this column the day stands first."""
    first, second = given("date,killed\n4/5/2031,3\n25/5/2031,4\n").claims
    assert (first.when.date_from, second.when.date_from) == ("2031-05-04", "2031-05-25")


def test_where_nothing_shows_it_there_is_no_date_until_somebody_tells():
    """One question for the whole column; the answer is given with the table."""
    table = "date,killed\n4/5/2031,3\n6/7/2031,4\n"
    assert [claim.when for claim in given(table).claims] == [None, None]
    assert codes(table) == ["table-dates"]
    (first, _) = given(table, dates="month-first").claims
    assert first.when.date_from == "2031-04-05"
    assert codes(table, dates="month-first") == []


def test_dates_in_columns_of_their_own():
    """First and last day; or year, month and day."""
    (claim,) = given("start date,end date,killed\n2031-05-01,2031-05-03,3\n").claims
    assert (claim.when.date_from, claim.when.date_to) == ("2031-05-01", "2031-05-03")
    (claim,) = given("year,month,day,killed\n2031,5,,3\n").claims
    assert (claim.when.date_from, claim.when.date_to) == ("2031-05", "2031-05")


def test_the_month_by_name_is_left_to_those_who_read_dates():
    """The words are kept, and the same reader understands them as in a report."""
    (claim,) = given("date,killed\n9 May 2031,3\n").claims
    assert claim.when is None
    assert [time.name for time in claim.times] == ["9 May 2031"]


def test_a_day_after_the_last_day_is_a_fault_of_its_cell():
    """A stretch of days does not run backwards."""
    assert codes("start date,end date,killed\n2031-05-04,2031-05-03,3\n") == ["table-cell"]


def test_places_stand_from_the_most_specific_to_the_country():
    """Whatever the order of the columns; each where it is written."""
    (claim,) = given('country,province,place,killed\nToland,Tal,"Old Market, Narwa",3\n').claims
    assert [place.name for place in claim.places] == ["Old Market", "Narwa", "Tal", "Toland"]


def test_one_source_is_the_claims_and_several_are_one_voice():
    """Of several it is not known who gave the number; none of them confirms another."""
    found = given("date,killed,source\n2031-05-01,3,Tal Watch\n2031-05-02,4,Tal Watch; Post\n")
    assert [[name.name for name in claim.sources] for claim in found.claims] == [
        ["Tal Watch"],
        ["Tal Watch; Post"],
    ]


def test_without_a_source_the_table_speaks_for_itself():
    """Its publisher is the voice."""
    (claim,) = given("date,killed\n2031-05-01,3\n").claims
    assert (claim.sources, str(claim.stance)) == ((), "asserted")


def test_a_row_without_a_source_does_not_borrow_its_neighbours():
    """In a report the number beside an attributed one is that voice's; rows stand alone."""
    table = "date,place,killed,source\n2031-05-01,Narwa,4,Tal Watch\n2031-05-01,Sefa,7,\n"
    found = given(table, publisher="Coast Monitor")
    shelf = {"table.csv": Document(name="table.csv", publisher="Coast Monitor")}
    origins = reconcile.origins(found.claims, shelf, {}, lambda _: None)
    assert sorted(origin.name for origin in origins) == ["Coast Monitor", "Tal Watch"]


# --- what adds up ---------------------------------------------------------------------------


def verdicts(table):
    """Return, for each row, whether its sums hold."""
    claims = given(table).claims
    rows = dict.fromkeys(claim.told_incident for claim in claims)
    found = {}
    for row in rows:
        members = {claim.id: claim for claim in claims if claim.told_incident == row}
        incident = Incident(
            id="inc_test",
            claim_ids=tuple(members),
            when=None,
            place_ids=(),
            place_names=(),
            perpetrators=(),
        )
        found[row] = [one.holds for one in reconcile.sums(incident, members, ())]
    return found


PLANTED = """id,date,killed,children,women,men,medics,journalists,names
more-parts,2031-05-01,10,6,4,3,,,
more-medics,2031-05-01,2,,,,3,,
more-names,2031-05-01,2,,,,,,Huda Salim; Omar Salim; Amal Nasr
more-children,2031-05-01,3,4,,,,,
"""

HARMLESS = """id,date,killed,children,women,men,civilians,combatants,medics,journalists,teachers,names
journalist-who-is-a-man,2031-05-01,1,,,1,1,,,1,,
medic-who-is-a-woman,2031-05-01,3,1,2,,3,,2,,,
everybody-has-a-role,2031-05-01,4,,,,,,2,2,2,
soldiers-and-civilians,2031-05-01,9,,,,4,5,,,,
some-not-told-apart,2031-05-01,20,3,4,,,,,,,
fewer-names-than-dead,2031-05-01,20,,,,,,,,,Huda Salim; Omar Salim
at-least,2031-05-01,at least 4,3,2,1,,,,,,
no-whole,2031-05-01,,3,2,1,,,,,,
all-zero,2031-05-01,0,0,0,0,0,0,0,0,0,
"""


@pytest.mark.parametrize("row", [line.partition(",")[0] for line in PLANTED.splitlines()[1:]])
def test_a_row_that_contradicts_itself_is_found(row):
    """More children, women and men than killed; more medics; more names."""
    assert False in verdicts(PLANTED)[row]


@pytest.mark.parametrize("row", [line.partition(",")[0] for line in HARMLESS.splitlines()[1:]])
def test_people_of_two_columns_raise_no_alarm(row):
    """A journalist is a man and a civilian too: roles are inside the whole, and never added."""
    assert False not in verdicts(HARMLESS).get(row, [])


def test_children_women_and_men_need_not_be_everybody():
    """Columns count those of whom it is known; the sex and age of the others are not."""
    table = "id,date,killed,children,women,men\nA,2031-05-01,40,20,5,5\n"
    assert verdicts(table)["A"] == [True]


def test_names_are_not_added_to_children_women_and_men():
    """They are the same people."""
    table = "id,date,killed,children,women,men,names\nA,2031-05-01,4,1,1,2,Huda; Omar; Amal\n"
    assert False not in verdicts(table)["A"]


def test_zero_in_a_cell_is_a_claim_that_nobody_was():
    """Where the keeper's codebook does not say otherwise."""
    (claim,) = given("date,killed\n2031-05-01,0\n").claims
    assert claim.count == Count(low=0, high=0, qualifier=claim.count.qualifier)
    assert str(claim.count.qualifier) == "exact"


# --- damage ---------------------------------------------------------------------------------


def test_a_quotation_mark_that_nothing_closes():
    """The rows behind it are read; of its own row the cells before it, if those matter alone."""
    table = 'id,date,killed,notes\nA,2031-05-01,3,"a bus\nB,2031-05-02,4,x\n'
    assert [str(claim.count) for claim in given(table).claims] == ["3", "4"]
    table = 'id,place,killed,injured\nA,"Old Market, Narwa,3,4\nB,Tal,5,6\n'
    assert [str(claim.count) for claim in given(table).claims] == ["5", "6"]
    assert codes(table) == ["table-row"]


@pytest.mark.parametrize(
    "table", ["", "\n\n", "killed", "killed\n", '"', '"""', ",,,\n,,,\n", "\ufeff", "date\n1"]
)
def test_a_table_of_hardly_anything_does_no_harm(table):
    """At worst there is nothing to read in it."""
    data = table.encode()
    document = Document(name="t.csv")
    snapshot = Snapshot(
        document_id=document.id, sha256="0", size=len(data), media_type="text/csv",
        taken_at=datetime(2024, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    reading = read.text(document, snapshot, data)
    if reading.text is not None:
        assert extract.table_reader().understood(document, reading.text).claims == ()


def test_rows_of_one_table_are_never_run_together():
    """Two strikes on one town on one day stand in two rows: whoever keeps the table knows."""
    world = testing.world("town Dahyan < country Ardania")
    claims = testing.claims("""
        t.csv | "12" | killed | 12 | in Dahyan | 2018-08-09 | row 1
        t.csv | "30" | injured | 30 | in Dahyan | 2018-08-09 | row 1
        t.csv | "11" | killed | 11 | in Dahyan | 2018-08-09 | row 2
        a.txt | "twelve killed" | killed | 12 | in Dahyan | 2018-08-09
    """)
    words = {claim.id: claim.passage.exact for claim in claims}
    shelf = testing.documents("a.txt | The Courier | 2018-08-10\nt.csv | Amal Watch | 2018-09-01")
    made = group.incidents(claims, shelf, world.place, world.actor).incidents
    assert {frozenset(words[name] for name in one.claim_ids) for one in made} == {
        frozenset({"12", "30", "twelve killed"}),
        frozenset({"11"}),
    }
