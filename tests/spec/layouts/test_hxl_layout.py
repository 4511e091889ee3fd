"""Incidents with HXL hashtags: one row each, numbers as numbers."""

import csv
import io

import hxl
import pytest

from onrecord import publish
from onrecord.publish.formats import hxl as layout

FORM = "hxl"
ONE = 'a.txt | "9 villagers died" | killed | 9 | of villagers | civilian | in Rimal | by Army | 2018-08-09 | according to SNHR'
# Typed from RULES.md 2.3, the mark of ours taken off.
TAGS = """
    #event+id #event+type #date+occurred+start #date+occurred+end #date+reported
    #country+name #adm1+name #adm2+name #loc+name #geo+lat #geo+lon
    #affected+killed+ind+min #affected+killed+ind+max
    #affected+killed+civilian+min #affected+killed+civilian+max
    #affected+killed+children+min #affected+killed+f+adults+min #affected+killed+m+adults+min
    #affected+injured+ind+min #affected+injured+ind+max #affected+abducted+min
    #group+perpetrator+name #cause+weapon+type #status+grade #meta+source #meta+url
""".split()
ADDED = {"#country+code", "#geo+precision", "#meta+source+perpetrator", "#status+decision"}


def cells(row, *names):
    return tuple(row[name] for name in names)


@pytest.fixture
def row(rows):
    """Return the one row of a table, below the hashtags."""

    def make(table, place="Rimal", **options):
        tags, only = rows(FORM, table, place, **options)
        assert tags == dict(layout.TAGS)
        return only

    return make


class TestColumns:
    """A header and a row of hashtags."""

    def test_the_hashtags_are_those_of_the_table_in_order(self) -> None:
        """And four beside them, which the how-to names."""
        told = list(layout.TAGS.values())
        assert [tag for tag in told if tag not in ADDED] == TAGS
        assert len(told) == len(TAGS) + len(ADDED)


class TestCells:
    """What stands in each."""

    def test_who_where_and_when(self, row) -> None:
        """Days are ISO, places by what contains them."""
        told = row(ONE)
        assert cells(told, "incident_id", "kind", "date_start", "date_end", "first_reported") == (
            "inc_test", "Attack", "2018-08-09", "2018-08-09", "2018-08-10",
        )  # fmt: skip
        assert cells(told, "country", "country_code", "province", "district", "place") == (
            "Syria", "SY", "Hasra", "Rimal district", "Rimal",
        )  # fmt: skip
        assert cells(told, "latitude", "longitude", "where_prec") == ("31.25", "-2.5", "1")

    def test_a_division_is_no_place_in_itself(self, row) -> None:
        """A province stands in its own column, and loc stays empty."""
        told = row('a.txt | "9 died" | killed | 9 | in Hasra | 2018-08-09', "Hasra")
        assert cells(told, "province", "place", "where_prec") == ("Hasra", "", "4")

    def test_a_range_has_two_columns(self, row) -> None:
        """Never "43 to 51" in one."""
        told = row(
            """
            a.txt | "43 died" | killed | 43 | 2018-08-09 | in Rimal | according to SNHR
            b.txt | "51 died" | killed | 51 | 2018-08-09 | in Rimal | according to Amal Watch
            """
        )
        assert cells(told, "killed_min", "killed_max") == ("43", "51")

    @pytest.mark.parametrize("count", ["dozens", "several", "-"])
    def test_a_word_is_no_number(self, row, count) -> None:
        """What has no highest number has an empty cell; no word ever stands there."""
        told = row(f'a.txt | "so many died" | killed | {count} | in Rimal | 2018-08-09')
        assert told["killed_max"] == ""
        assert told["killed_min"] == "" or told["killed_min"].isdigit()

    def test_civilians_and_children_are_told_by_airwars_rules(self, row) -> None:
        """The one rulebook that counts them apart."""
        table = (
            ONE
            + '\na.txt | "4 of them children" | killed | 4 | of children | civilian | part of "9 villagers died" | according to SNHR'
        )
        told = row(table)
        assert cells(told, "civilians_killed_min", "children_killed_min", "women_killed_min") == (
            "9", "4", "",
        )  # fmt: skip

    def test_an_open_end_is_open_for_civilians_too(self, row) -> None:
        """ "At least 24 villagers" has no highest number of civilians."""
        told = row(
            'a.txt | "at least 24 villagers died" | killed | 24+ | of villagers | civilian | in Rimal | 2018-08-09'
        )
        assert cells(told, "killed_min", "killed_max") == ("24", "")
        assert cells(told, "civilians_killed_min", "civilians_killed_max") == ("24", "")

    def test_the_abducted_are_the_lowest_number_that_is_given(self, row) -> None:
        """Of claims that count people and are told as facts; a denial gives none."""
        told = row(
            """
            a.txt | "9 were abducted" | abducted | 9 | in Rimal | 2018-08-09 | according to SNHR
            b.txt | "7 disappeared" | disappeared | 7 | in Rimal | 2018-08-09 | according to Amal Watch
            c.txt | "1 may be abducted" | abducted | 1 | hypothetical | in Rimal | 2018-08-09
            """
        )
        assert told["abducted_min"] == "7"

    def test_no_allegation_stands_without_its_speaker(self, row) -> None:
        """Two columns, parallel."""
        assert cells(row(ONE), "alleged_perpetrator", "alleged_by") == ("Army", "SNHR")

    def test_the_weapon_is_of_ohchrs_list(self, row) -> None:
        """The cause of SDG indicator 16.1.2."""
        told = row(ONE + " | with air strike")
        assert told["weapon"] == "heavy weapons and explosive munitions"

    def test_a_row_that_nobody_decided_on_says_so(self, row) -> None:
        """#status+decision is `proposal` or `decided`."""
        assert cells(row(ONE, decided=False), "decision", "grade") == ("proposal", "Weak")
        assert row(ONE)["decision"] == "decided"


class TestWithLibhxl:
    """Read and checked by the standard's own library."""

    def test_the_default_schema_finds_no_error(self, public_of_table) -> None:
        """Numbers are numbers and days are days."""
        out = io.BytesIO()
        publish.FORMATS[FORM].write(public_of_table(ONE, "Rimal"), out)
        sheet = list(csv.reader(io.StringIO(out.getvalue().decode(), newline="")))
        dataset = hxl.data(sheet).cache()
        assert dataset.display_tags == list(layout.TAGS.values())
        assert hxl.schema().validate(dataset)
        assert [row.get("#affected+killed+ind+min") for row in dataset] == ["9"]

    def test_the_schema_would_find_a_word_among_numbers(self) -> None:
        """So the test above can fail."""
        sheet = [["killed"], ["#affected+killed"], ["dozens"]]
        assert not hxl.schema().validate(hxl.data(sheet))
