"""Events in the 49 columns of UCDP GED: what stands in each, and what stays empty."""

import pytest

from onrecord.publish.formats import ucdp_ged

FORM = "ucdp-ged"
ONE = 'a.txt | "9 villagers died" | killed | 9 | of villagers | civilian | in Tal Amar | by Army | with gunfire | 2018-08-09 | according to SNHR'
# As the releases to 2025/26 have them, typed from RULES.md 2.1.
LIST = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,"
    "conflict_name,dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,"
    "side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,source_office,"
    "source_date,source_headline,source_original,where_prec,where_coordinates,"
    "where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,"
    "region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,"
    "deaths_unknown,best,high,low,gwnoa,gwnob"
).split(",")
PARTS = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")


def cells(row, *names):
    return tuple(row[name] for name in names)


@pytest.fixture
def row(rows):
    """Return the one row of a table."""

    def make(table, place=None, **options):
        (only,) = rows(FORM, table, place, **options)
        return only

    return make


class TestColumns:
    """The layout: which columns, and what is UCDP's alone."""

    def test_there_are_49_in_order(self) -> None:
        """Those of the releases; best stands before high and low."""
        assert list(ucdp_ged.COLUMNS) == LIST
        assert len(LIST) == 49

    def test_what_only_ucdp_gives_is_empty(self, row) -> None:
        """Its numbers and its names of conflicts and dyads are never made up."""
        theirs = [name for name in LIST if name.endswith(("_dset_id", "_new_id"))]
        theirs += ["id", "active_year", "conflict_name", "dyad_name", "priogrid_gid"]
        theirs += ["country_id", "gwnoa", "gwnob"]
        assert len(theirs) == 16
        assert {row(ONE)[name] for name in theirs} == {""}

    def test_our_id_is_the_relid(self, row) -> None:
        """`id` is a number that UCDP never changes; ours is text, so it stands in relid."""
        assert row(ONE)["relid"] == "inc_test"


class TestEvents:
    """Which incidents have a row."""

    def test_without_a_death_there_is_no_row(self, rows) -> None:
        """Only what the rulebook calls an event: one death in low, best or high."""
        assert rows(FORM, 'a.txt | "9 hurt" | injured | 9 | 2018-08-09') == []
        assert rows(FORM, 'a.txt | "none died" | killed | 0 | 2018-08-09') == []

    def test_deaths_without_a_number_have_a_row_without_estimates(self, row) -> None:
        """Unknown is empty, never 0."""
        told = row('a.txt | "villagers were killed" | killed | - | in Rimal | 2018-08-09')
        assert cells(told, *PARTS, "best", "high", "low") == ("",) * 7


class TestDeaths:
    """low, best, high and the four parts of best."""

    def test_best_is_the_sum_of_its_parts(self, row) -> None:
        """deaths_a + deaths_b + deaths_civilians + deaths_unknown."""
        told = row(
            """
            a.txt | "20 died" | killed | 20 | 2018-08-09 | in Rimal | by Army; Northern Front
            a.txt | "7 soldiers" | killed | 7 | of soldiers | combatant | part of "20 died"
            a.txt | "5 civilians" | killed | 5 | of civilians | civilian | part of "20 died"
            """
        )
        assert cells(told, *PARTS, "best") == ("7", "0", "5", "8", "20")

    def test_in_one_sided_violence_no_side_has_deaths(self, row) -> None:
        """deaths_a and deaths_b are 0, and side_b is Civilians."""
        told = row(ONE)
        assert cells(told, "type_of_violence", "side_a", "side_b") == ("3", "Army", "Civilians")
        assert cells(told, *PARTS, "best") == ("0", "0", "9", "0", "9")

    def test_where_a_person_must_choose_best_is_empty_and_low_and_high_stand(self, row) -> None:
        """Two voices, two numbers: which is the most reliable is not for a program."""
        told = row(
            """
            a.txt | "43 died" | killed | 43 | 2018-08-09 | in Rimal | according to SNHR
            b.txt | "51 died" | killed | 51 | 2018-08-09 | in Rimal | according to Amal Watch
            """
        )
        assert cells(told, "low", "best", "high") == ("43", "", "51")

    def test_a_best_that_nobody_has_divided_is_not_written(self, row) -> None:
        """Best is always the sum of its parts, so without them it stays with low and high."""
        told = row(
            """
            a.txt | "20 died" | killed | 20 | 2018-08-09 | in Rimal | according to SNHR
            b.txt | "20 dead" | killed | 20 | 2018-08-09 | in Rimal | according to Amal Watch
            a.txt | "5 civilians" | killed | 5 | of civilians | civilian | part of "20 died" | according to SNHR
            b.txt | "8 civilians" | killed | 8 | of civilians | civilian | part of "20 dead" | according to Amal Watch
            """
        )
        assert cells(told, "low", "best", "high", *PARTS) == ("20", "", "20", "", "", "", "")


class TestSplitting:
    """Several places and one total: one row a place, as even as whole people can be."""

    def test_a_total_for_two_places_is_two_rows(self, rows) -> None:
        """The first gets the odd one; each row's best is the sum of its own parts."""
        table = 'a.txt | "9 people died" | killed | 9 | in Rimal, Kafr Dan | 2018-08-09'
        first, second = rows(FORM, table, "Rimal")
        assert cells(first, "where_coordinates", "best", "deaths_unknown") == ("Rimal", "5", "5")
        assert cells(second, "where_coordinates", "best", "low", "high") == (
            "Kafr Dan", "4", "4", "4",
        )  # fmt: skip
        assert cells(first, "relid") + cells(second, "relid") == ("inc_test-1", "inc_test-2")

    def test_parts_are_split_so_that_every_sum_holds(self, rows) -> None:
        """Seven of one part and four of another over two places: 4+2 and 3+2."""
        table = """
            a.txt | "11 died" | killed | 11 | in Rimal, Kafr Dan | 2018-08-09
            a.txt | "7 civilians" | killed | 7 | of civilians | civilian | part of "11 died"
        """
        found = rows(FORM, table, "Rimal")
        assert [cells(one, "deaths_civilians", "deaths_unknown", "best") for one in found] == [
            ("4", "2", "6"), ("3", "2", "5"),
        ]  # fmt: skip

    def test_fewer_deaths_than_places_are_not_split(self, rows) -> None:
        """Then one event in the smallest unit that holds them all."""
        table = 'a.txt | "1 died" | killed | 1 | in Rimal, Kafr Dan | 2018-08-09'
        assert len(rows(FORM, table, "Rimal")) == 1


class TestPlaces:
    """where_prec to region."""

    def test_a_place_has_its_point_and_what_contains_it(self, row) -> None:
        """WKT has the longitude first; divisions are named as the gazetteer has them."""
        told = row('a.txt | "9 died" | killed | 9 | in Rimal | 2018-08-09', "Rimal")
        assert cells(told, "where_prec", "where_coordinates", "adm_1", "adm_2") == (
            "1", "Rimal", "Hasra", "Rimal district",
        )  # fmt: skip
        assert cells(told, "latitude", "longitude", "geom_wkt") == (
            "31.25", "-2.5", "POINT (-2.5 31.25)",
        )  # fmt: skip

    def test_a_quarter_is_coded_to_its_town_and_keeps_its_name(self, row) -> None:
        """where_coordinates is what is coded, where_description what the report writes."""
        told = row('a.txt | "9 died" | killed | 9 | in Old Market | 2018-08-09', "Old Market")
        assert cells(told, "where_coordinates", "where_description") == ("Tal Amar", "Old Market")

    def test_region_follows_from_the_country(self, row) -> None:
        """One of UCDP's five; the country's own name, and no number of it."""
        told = row('a.txt | "9 died" | killed | 9 | in Rimal | 2018-08-09', "Rimal")
        assert cells(told, "country", "region", "country_id") == ("Syria", "Middle East", "")

    def test_the_sea_is_in_no_country(self, row) -> None:
        """where_prec 5 for an area across borders; neither country nor region."""
        told = row('a.txt | "9 died" | killed | 9 | in Black Sea | 2018-08-09', "Black Sea")
        assert cells(told, "where_prec", "country", "region") == ("5", "", "")


class TestTime:
    """date_start, date_end, date_prec and year."""

    def test_days_are_written_as_ged_writes_them(self, row) -> None:
        """With a midnight behind them."""
        told = row(ONE)
        assert cells(told, "date_start", "date_prec", "year") == (
            "2018-08-09 00:00:00.000", "1", "2018",
        )  # fmt: skip

    def test_days_in_two_years_are_of_no_one_year(self, row) -> None:
        """Which of the two the deaths belong to is not told."""
        told = row('a.txt | "9 died" | killed | 9 | in Rimal | 2018-12-30..2019-01-02')
        assert cells(told, "year", "date_end") == ("", "2019-01-02 00:00:00.000")

    def test_a_total_over_days_is_one_event_of_clarity_2(self, row) -> None:
        """GED keeps a total of several days together."""
        slots = "in Rimal | 2018-08-09..2018-08-13 | on from Thursday to Monday"
        told = row(f'a.txt | "779 died" | killed | 779 | {slots}')
        assert cells(told, "event_clarity", "date_prec", "best") == ("2", "2", "779")


class TestSources:
    """Where it is said, and who first said it."""

    TWO = """
        a.txt | "9 died" | killed | 9 | in Rimal | 2018-08-09 | according to SNHR
        b.txt | "9 dead" | killed | 9 | in Rimal | 2018-08-09 | according to Amal Watch
    """

    def test_lists_are_parallel(self, row) -> None:
        """The nth headline is that of the nth office: a semicolon in one becomes a comma."""
        told = row(self.TWO)
        assert told["source_office"] == "The Courier;Northern Post"
        assert told["source_date"] == "2018-08-10;2018-08-11"
        assert told["source_headline"] == "Strike on a market;Toll rises, more found"
        assert told["source_article"] == (
            "The Courier,2018-08-10,Strike on a market;"
            "Northern Post,2018-08-11,Toll rises, more found"
        )

    def test_source_original_is_who_first_said_it(self, row) -> None:
        """Not the paper that prints it; and how many documents tell of it."""
        told = row(self.TWO)
        assert cells(told, "source_original", "number_of_sources") == ("SNHR;Amal Watch", "2")


class TestStatus:
    """code_status: GED's users keep the rows that are `Clear`."""

    def test_what_nobody_decided_on_is_a_proposal(self, row) -> None:
        """It comes only with --proposals, and no filter for `Clear` lets it through."""
        assert row(ONE, decided=False)["code_status"] == "Proposal"

    def test_what_is_decided_and_whole_is_clear(self, row) -> None:
        """Nothing that the codebook asks of an event is left open."""
        assert row(ONE)["code_status"] == "Clear"

    def test_what_a_person_must_still_fill_in_is_named(self, row) -> None:
        """The columns that are open: here who fought whom."""
        told = row('a.txt | "9 died" | killed | 9 | in Rimal | 2018-08-09')
        assert told["code_status"] == "Open: type_of_violence"


class TestProtection:
    """What may not be told is not told by a ruling either."""

    def test_a_coarser_place_takes_the_place_of_a_finer_one(
        self, public_of_table, written_as
    ) -> None:
        """The ruling's town gives way to the province that may be told."""
        from dataclasses import replace

        table = 'a.txt | "9 died" | killed | 9 | in Rimal | 2018-08-09'
        public = public_of_table(table, "Rimal")
        (one,) = public.incidents
        (town,) = one.places
        province = replace(
            town, id="place:hasra", name="Hasra", precision=4, district=None,
            latitude=None, longitude=None, is_coarsened=True,
        )  # fmt: skip
        (told,) = written_as(FORM, replace(public, incidents=(replace(one, places=(province,)),)))
        assert cells(told, "where_coordinates", "where_prec", "adm_1", "adm_2", "geom_wkt") == (
            "Hasra", "4", "Hasra", "", "",
        )  # fmt: skip
        assert "Rimal" not in told.values()

    def test_a_coarser_day_takes_the_place_of_a_finer_one(
        self, public_of_table, written_as
    ) -> None:
        """The ruling's day gives way to the month that may be told."""
        from datetime import date

        from onrecord.model import Grain, When

        month = When(earliest=date(2018, 8, 1), latest=date(2018, 8, 31), grain=Grain.MONTH)
        public = public_of_table(ONE, when=month, is_day_coarsened=True)
        (told,) = written_as(FORM, public)
        assert cells(told, "date_start", "date_end", "date_prec") == (
            "2018-08-01 00:00:00.000", "2018-08-31 00:00:00.000", "4",
        )  # fmt: skip

    def test_a_name_that_may_not_be_told_is_not_told(self, public_of_table, written_as) -> None:
        """Sides are named only where the incident names who is accused."""
        (told,) = written_as(FORM, public_of_table(ONE, accused=()))
        assert told["side_a"] == ""
