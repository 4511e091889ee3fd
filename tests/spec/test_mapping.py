"""Mapping files: what a person says of a table's columns and cells."""

import pytest

from onrecord import extract
from onrecord.model import OnRecordError

OLD = """Ref,When,Town,Gov,Civ dead,Hurt,Type,Status
A-1,03.04.18,Narwa,Tal,51,-,Airstrike,final
A-2,05.04.18,Sefa,Tal,n.s.,4,IED,final
A-3,06.04.18,Sefa,Tal,0,2,IED,draft
"""
MAP = """
[columns]
"When" = { means = "date", dates = "%d.%m.%y" }
"Town" = "place"
"Gov" = "province"
"Civ dead" = "civilians killed"
"Type" = { means = "weapon", values = { "Airstrike" = "air-dropped bomb" } }
[constants]
country = "Toland"
"""


def test_a_heading_is_what_the_mapping_says(table_of):
    """By a slot, or by words of which headings are made; what it does not name is read as ever."""
    first, hurt, *_ = table_of(OLD, mapping=MAP).claims
    assert (first.told_incident, first.passage.exact, first.victims) == ("A-1", "51", "civilians")
    assert [place.name for place in first.places] == ["Narwa", "Tal", "Toland"]
    assert first.when.date_from == "2018-04-03"
    assert (hurt.told_incident, str(hurt.outcome), str(hurt.count)) == ("A-2", "injured", "4")


def test_a_cell_is_read_as_the_mapping_says_and_pointed_at_as_it_is(table_of):
    """The claim's words stay those of the table."""
    told = '[columns]\n"Civ dead" = { means = "civilians killed", values = { "n.s." = "3+" } }\n'
    second = next(c for c in table_of(OLD, mapping=told).claims if c.told_incident == "A-2")
    assert (second.passage.exact, str(second.count)) == ("n.s.", "3 or more")
    assert table_of(OLD, mapping=MAP).claims[0].weapon == "air-dropped bomb"


def test_a_constant_holds_where_no_cell_tells_and_says_so(table_of):
    """Nobody takes it for what the table says."""
    *_, country = table_of(OLD, mapping=MAP).claims[0].places
    assert (country.name, country.start, country.carried) == ("Toland", None, "told by the mapping")
    source = '[constants]\nsource = "Tal Watch"\n'
    table = "killed,source\n3,The Post\n4,\n"
    claims = table_of(table, mapping=source).claims
    assert [[name.name for name in claim.sources] for claim in claims] == [
        ["The Post"],
        ["Tal Watch"],
    ]


@pytest.mark.parametrize(
    ("cells", "counts"),
    [
        ("", ["0"]),
        ('"0" = "unknown"', []),
        ('"-" = "nobody"', ["0", "0"]),
        ('"none" = "nobody"', ["0", "0"]),
    ],
)
def test_what_a_sign_means_is_for_the_keeper_to_say(table_of, cells, counts):
    """Unknown is not zero: only a person can say that a dash is nobody."""
    table = f"date,killed\n2031-05-01,0\n2031-05-02,{'none' if 'none' in cells else '-'}\n"
    claims = table_of(table, mapping=f"[cells]\n{cells}\n").claims
    assert [str(claim.count) for claim in claims] == counts


def test_no_end_of_a_range_is_made_of_a_zero_that_is_unknown(table_of):
    """0 to 5 becomes up to 5, not none to 5."""
    table = "date,killed_min,killed_max\n2031-05-01,0,5\n"
    (claim,) = table_of(table, mapping='[cells]\n"0" = "unknown"\n').claims
    assert str(claim.count) == "up to 5"


def test_words_for_the_harmed_may_stand_in_a_column(table_of):
    """One row for each kind of people: "civ" is civilians."""
    table = "id,date,dead,who\nA,2031-05-01,3,civ\nB,2031-05-01,2,mil\nC,2031-05-01,1,guests\n"
    told = (
        '[columns]\nwho = { means = "victims", values = { civ = "civilians", mil = "soldiers" } }\n'
    )
    claims = table_of(table, mapping=told).claims
    assert [(claim.victims, str(claim.victim_class)) for claim in claims] == [
        ("civilians", "civilian"),
        ("soldiers", "combatant"),
        ("guests", "unknown"),
    ]


def test_what_happened_may_stand_in_a_column(table_of):
    """Then a bare number counts what its row says; a row that does not say it gives nothing."""
    table = "id,date,number,what\nA,2031-05-01,3,killed\nB,2031-05-01,2,Wounded\nC,2031-05-01,1,\n"
    told = '[columns]\nnumber = "total"\nwhat = "outcome"\n'
    found = table_of(table, mapping=told)
    assert [(str(c.outcome), str(c.count)) for c in found.claims] == [
        ("killed", "3"),
        ("injured", "2"),
    ]
    assert [(one.row, "nothing tells" in one.why) for one in found.left] == [(4, True)]


def test_a_table_of_one_outcome_may_leave_it_to_the_mapping(table_of):
    """A list of the dead need not say so in each heading."""
    told = '[constants]\noutcome = "killed"\n'
    (claim,) = table_of("date,civilians\n2031-05-01,3\n", mapping=told).claims
    assert (str(claim.outcome), claim.victims) == ("killed", "civilians")


def test_rows_are_left_out_by_number_or_by_a_cell_and_named(table_of):
    """Nothing is dropped in silence."""
    rows = '[rows]\nskip = [2]\nskip_if = { Status = ["draft"] }\n'
    found = table_of(OLD, mapping=MAP + rows)
    assert {claim.told_incident for claim in found.claims} == {"A-2"}
    assert [(one.row, one.why) for one in found.left] == [
        (2, "the mapping says to leave this row out"),
        (4, "the mapping leaves out rows with “draft” in “Status”"),
    ]


def test_the_row_of_the_headings_may_be_told(table_of):
    """Above it may stand whatever the keeper put there."""
    table = "Tal Watch,2031\nall,figures\ndate,killed\n2031-05-01,3\n"
    (claim,) = table_of(table, mapping="[rows]\nheader = 3\n").claims
    assert str(claim.count) == "3"


def test_names_are_parted_by_the_sign_that_is_told(table_of):
    """A slash, where the keeper writes slashes."""
    table = "date,place,killed,perpetrator\n2031-05-01,Narwa / Tal,3,North / South\n"
    (claim,) = table_of(table, mapping='[reading]\nlists = "/"\n').claims
    assert [place.name for place in claim.places] == ["Narwa", "Tal"]
    assert [name.name for name in claim.perpetrators] == ["North", "South"]


def test_a_pattern_without_a_day_makes_months(table_of):
    """A date is as exact as it is written."""
    told = '[reading]\ndates = "%b %Y"\n'
    (claim,) = table_of("date,killed\nMay 2031,3\n", mapping=told).claims
    assert (claim.when.date_from, claim.when.date_to) == ("2031-05", "2031-05")


def test_columns_without_a_heading_are_named_by_number(table_of):
    """And so are two of one heading: else both would be one."""
    told = '[columns]\n"column 2" = "killed"\n"column 3" = "injured"\n'
    found = table_of("date,,n\n2031-05-01,3,4\n", mapping=told)
    assert [(str(c.outcome), str(c.count)) for c in found.claims] == [
        ("killed", "3"),
        ("injured", "4"),
    ]


def test_what_is_ignored_is_not_asked_about(table_of):
    """A person looked at it."""
    told = '[columns]\nmood = "ignored"\nkilled = "ignored"\n'
    found = table_of("date,killed,injured,mood\n2031-05-01,3,4,grim\n", mapping=told)
    assert [str(claim.outcome) for claim in found.claims] == ["injured"]
    assert found.problems == ()
    assert found.columns[3].meaning == "ignored, as you say"


def test_a_mapping_of_another_table_is_noticed(table_of):
    """The columns that it names and the table has not are named."""
    found = table_of("date,killed\n2031-05-01,3\n", mapping='[columns]\nDead = "killed"\n')
    (problem,) = found.problems
    assert (problem.code, "dead" in problem.message) == ("table-mapping", True)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[columns\n", "line 1", "no TOML"),
        ('[columns]\n"A" = "date"\n"A" = "place"\n', "line 3", "no TOML"),
        ('# a\n[columns]\n"Mood" = "happy"\n', "line 3", "“happy” is no meaning"),
        ("[columns]\nDay = 3\n", "line 2", "says no meaning"),
        ('[columns]\nDay = { means = "date", when = "now" }\n', "line 2", "“when”: is not known"),
        ('[columns]\nDay = { means = "date", dates = "soon" }\n', "line 2", "“dates”: must be"),
        ("[colums]\n", "line 1", "“colums”: is not known"),
        ('[constants]\nmood = "grim"\n', "line 2", "“mood”: is not known"),
        ('[constants]\noutcome = "sad"\n', "line 2", "is no outcome"),
        ('[cells]\n"-" = "zero"\n', "line 2", "must be “unknown” or “nobody”"),
        ('[cells]\n"" = "nobody"\n', "line 1", "an empty cell has no words"),
        ('[rows]\nskip = ["many"]\n', "line 2", "must list rows"),
        ("[rows]\nheader = 0\n", "line 2", "number of a row"),
        ("[reading]\nlists = 3\n", "line 2", "must be the sign"),
        ("columns = 3\n", "line 1", "must be a table"),
        ("[rows]\nskip_if = { Status = [3] }\n", "line 2", "must list cells"),
    ],
)
def test_a_fault_of_a_mapping_is_one_line_with_its_place(text, line, words):
    """Nothing is read with a mapping that says what no mapping says."""
    with pytest.raises(OnRecordError) as fault:
        extract.mapping_of(text, "map.toml")
    told = str(fault.value)
    assert told.startswith(f"map.toml, {line}")
    assert words in told
    assert "\n" not in told


# --- a mapping to begin with ----------------------------------------------------------------


PLAIN = (
    'Ref,date,place,"say ""killed""",Killed (min),killed max,children,injured_cum,names,,date,Mood\n'
    "A,2031-05-01,Narwa,1,2,3,1,9,Amal; Huda,x,y,grim\n"
)


def test_a_proposal_says_what_is_recognised_with_cells_of_each_column(table_of):
    """What is not recognised stands in it as ignored, never left away."""
    proposed = extract.proposal(table_of(PLAIN), "old.csv")
    assert '# killed, people, at least; cells: 2\n"Killed (min)" = "killed low"\n' in proposed
    assert '# NOT UNDERSTOOD, so it is ignored; cells: grim\n"Mood" = "ignored"\n' in proposed
    assert '"column 10" = ' in proposed


def test_a_proposal_read_back_changes_nothing(table_of):
    """It is a place to begin from: the same claims, before anybody corrects it."""
    before = table_of(PLAIN)
    after = table_of(PLAIN, mapping=extract.proposal(before, "old.csv"))
    assert [claim.with_(rule=None) for claim in after.claims] == [
        claim.with_(rule=None) for claim in before.claims
    ]
    assert after.problems == ()


def test_a_keepers_codebook_is_not_written_over_by_a_proposal(table_of):
    """What a codebook says of a column is more than a mapping can say."""
    table = "event_date,event_id_cnty,fatalities,actor1,sub_event_type\n2031-05-01,T1,0,X,y\n"
    proposed = extract.proposal(table_of(table), "acled.csv")
    assert '# "fatalities" is read as its keeper\'s codebook says' in proposed
    assert table_of(table, mapping=proposed).claims == table_of(table).claims == ()
