"""Events in ACLED column layout: ACLED's 31 columns, then ours."""

from dataclasses import replace
from datetime import date

import pytest

from onrecord import publish
from onrecord.model import Grain, When
from onrecord.publish.formats import acled

FORM = "acled"
ONE = 'a.txt | "9 villagers died" | killed | 9 | of villagers | civilian | in Rimal | by Army | 2018-08-09 | according to SNHR'
# Typed from RULES.md 2.2.
THEIRS = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,"
    "actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,"
    "iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,"
    "source_scale,notes,fatalities,tags,timestamp"
).split(",")


def cells(row, *names):
    return tuple(row[name] for name in names)


@pytest.fixture
def row(rows):
    """Return the one row of a table."""

    def make(table, place="Rimal", **options):
        (only,) = rows(FORM, table, place, **options)
        return only

    return make


class TestColumns:
    """The layout, and what it is called."""

    def test_theirs_are_31_in_order_and_ours_stand_after_them(self) -> None:
        """A program that knows ACLED's files reads the first 31."""
        assert list(acled.THEIRS) == THEIRS
        assert len(THEIRS) == 31
        assert acled.COLUMNS[:31] == acled.THEIRS

    def test_what_only_acled_gives_is_empty(self, row) -> None:
        """Its id of the event, and what it codes by its own lists."""
        theirs = ("event_id_cnty", "admin3", "source_scale", "tags")
        assert cells(row(ONE), *theirs) == ("",) * 4

    def test_it_is_never_called_acled_data(self, rows, row) -> None:
        """Each row says that it is in ACLED's layout and not by ACLED."""
        assert row(ONE)["layout"] == "Northern record, in ACLED column layout; not by ACLED"
        said = [*row(ONE).values(), publish.FORMATS[FORM].says, acled.__doc__]
        assert not any("acled data" in words.lower() for words in said)


class TestWhichHaveARow:
    """ACLED records no event without a place and a month at least."""

    @pytest.mark.parametrize("when", ["2018", "2018-06..2018-08"])
    def test_less_than_a_month_has_no_row(self, rows, when) -> None:
        """Codebook, Time: it is left out."""
        assert rows(FORM, f'a.txt | "9 died" | killed | 9 | in Rimal | {when}', "Rimal") == []

    def test_a_country_alone_has_no_row(self, rows) -> None:
        """A total of a country is not recorded until it can be split."""
        table = 'a.txt | "900 died" | killed | 900 | in Syria | 2018-08-09..2018-08-12'
        assert rows(FORM, table, "Syria") == []

    def test_what_is_neither_of_a_type_nor_deadly_has_no_row(self, rows) -> None:
        """Prisoners released are no event that its types of harm hold."""
        table = 'a.txt | "9 were released" | released | 9 | in Rimal | 2018-08-09'
        assert rows(FORM, table, "Rimal") == []

    def test_it_is_said_how_many_have_none(self, public_of_table, tmp_path) -> None:
        """The writer returns it, and `onrecord export` tells."""
        public = public_of_table('a.txt | "9 died" | killed | 9 | 2018', "Rimal")
        with (tmp_path / "out.csv").open("wb") as out:
            assert publish.FORMATS[FORM].write(public, out) == 1


class TestFatalities:
    """One number that may be none or unknown, and ours that tell which."""

    def test_the_lowest_stands_with_the_range_beside_it(self, row) -> None:
        """Codebook: the lowest reported; ours: what the origins say, by no rulebook."""
        told = row(
            """
            a.txt | "43 died" | killed | 43 | 2018-08-09 | in Rimal | according to SNHR
            b.txt | "51 died" | killed | 51 | 2018-08-09 | in Rimal | according to Amal Watch
            """
        )
        assert cells(told, "fatalities", "fatalities_min", "fatalities_max") == ("43", "43", "51")
        assert told["fatalities_known"] == "true"

    def test_a_0_that_nobody_said_is_told_apart(self, row) -> None:
        """Its 0 is none or unknown: fatalities_known says which, and our range is empty."""
        told = row('a.txt | "9 hurt" | injured | 9 | in Rimal | 2018-08-09 | with air strike')
        assert cells(told, "fatalities", "fatalities_known", "fatalities_min") == ("0", "false", "")

    def test_an_open_end_is_empty(self, row) -> None:
        """ "At least 43" has no highest number."""
        told = row('a.txt | "at least 43 died" | killed | 43+ | in Rimal | 2018-08-09')
        assert cells(told, "fatalities", "fatalities_min", "fatalities_max") == ("43", "43", "")

    def test_a_word_that_its_codebook_does_not_list_is_empty(self, row) -> None:
        """ "Scores" is left to a person: neither 0 nor a number."""
        table = 'a.txt | "scores were killed" | killed | scores | in Rimal | 2018-08-09 | with air strike'
        assert cells(row(table), "fatalities", "fatalities_known") == ("", "false")


class TestSpreading:
    """A total over days or places is one row each."""

    DAYS = (
        'a.txt | "11 died" | killed | 11 | in Rimal | 2018-08-06..2018-08-08'
        " | on from Monday to Wednesday"
    )

    def test_one_row_a_day_the_first_gets_the_odd_one(self, rows) -> None:
        """11 from Monday to Wednesday: 4, 4 and 3, each on its day, and noted."""
        found = rows(FORM, self.DAYS, "Rimal")
        assert [cells(one, "event_date", "fatalities", "share") for one in found] == [
            ("2018-08-06", "4", "1 of 3"), ("2018-08-07", "4", "2 of 3"), ("2018-08-08", "3", "3 of 3"),
        ]  # fmt: skip
        assert "Divided: 11 over 3 events: 4, 4, 3." in found[0]["notes"]

    def test_a_share_is_no_surer_of_its_day_than_the_report(self, rows) -> None:
        """time_precision stays that of the stretch of days."""
        assert {one["time_precision"] for one in rows(FORM, self.DAYS, "Rimal")} == {"2"}

    def test_a_share_has_no_range_of_its_own(self, rows) -> None:
        """Else the range of the incident would count once a day."""
        found = rows(FORM, self.DAYS, "Rimal")
        assert {one["fatalities_min"] + one["fatalities_max"] for one in found} == {""}

    def test_one_row_a_place_each_at_its_own_point(self, rows) -> None:
        """9 in two towns: 5 and 4."""
        table = 'a.txt | "9 died" | killed | 9 | in Rimal, Kafr Dan | 2018-08-09'
        found = rows(FORM, table, "Rimal")
        assert [cells(one, "location", "fatalities", "latitude") for one in found] == [
            ("Rimal", "5", "31.25"), ("Kafr Dan", "4", "32"),
        ]  # fmt: skip


class TestActorsAndType:
    """Who against whom; civilian_targeting; lists with semicolons."""

    def test_civilians_are_the_second_actor(self, row) -> None:
        """inter codes are words; civilian_targeting is `Civilian targeting`."""
        assert cells(row(ONE), "actor1", "inter1", "actor2", "inter2", "interaction") == (
            "Army", "State forces", "Civilians (Syria)", "Civilians", "State forces-Civilians",
        )  # fmt: skip
        assert row(ONE)["civilian_targeting"] == "Civilian targeting"

    def test_allies_stand_in_one_cell_with_semicolons(self, row) -> None:
        """assoc_actor_1 holds all but the first of a side."""
        told = row(ONE.replace("of villagers | civilian", "").replace(
            "by Army", "by Army; Turkey; Coalition; Northern Front"))  # fmt: skip
        assert cells(told, "actor1", "assoc_actor_1", "actor2") == (
            "Army", "Turkey; Coalition", "Northern Front",
        )  # fmt: skip

    def test_no_allegation_stands_without_its_speaker(self, row) -> None:
        """Ours: accused and accused_by are parallel lists."""
        assert cells(row(ONE), "accused", "accused_by") == ("Army", "SNHR")


class TestPlaceAndTime:
    """iso to geo_precision, event_date to time_precision, timestamp."""

    def test_iso_is_the_number_and_region_acleds(self, row) -> None:
        """760 is Syria in ISO 3166-1."""
        assert cells(row(ONE), "iso", "region", "country", "admin1", "admin2") == (
            "760", "Middle East", "Syria", "Hasra", "Rimal district",
        )  # fmt: skip

    def test_the_point_is_that_of_the_coded_place(self, row) -> None:
        """A quarter is coded to its town."""
        told = row('a.txt | "9 died" | killed | 9 | in Old Market | 2018-08-09', "Old Market")
        assert cells(told, "location", "latitude", "longitude", "geo_precision") == (
            "Tal Amar", "32", "-4", "1",
        )  # fmt: skip

    def test_a_week_has_its_middle_day(self, row) -> None:
        """time_precision 2; the year is that of the day."""
        told = row('a.txt | "9 died" | killed | 9 | in Rimal | 2018-08-06..2018-08-12')
        assert cells(told, "event_date", "year", "time_precision") == ("2018-08-09", "2018", "2")

    def test_timestamp_is_when_the_last_document_came(self, row) -> None:
        """Seconds of Unix time: 20 August 2018, 6:30 UTC."""
        assert row(ONE)["timestamp"] == "1534746600"


class TestOurs:
    """What the 31 columns cannot say."""

    def test_a_row_that_nobody_decided_on_says_so(self, row) -> None:
        """decision is `proposal` or `decided`."""
        assert row(ONE, decided=False)["decision"] == "proposal"
        assert row(ONE)["decision"] == "decided"

    def test_a_row_names_its_incident_and_claims(self, row, public_of_table) -> None:
        """By their ids, so that each can be looked up; origins counts who first said it."""
        (one,) = public_of_table(ONE, "Rimal").incidents
        assert cells(row(ONE), "incident_id", "claim_ids", "origins") == (
            "inc_test", one.claims[0].id, "1",
        )  # fmt: skip


class TestProtection:
    """What may not be told is not told by a ruling either."""

    def test_a_total_is_not_spread_over_days_that_may_not_be_told(
        self, public_of_table, written_as
    ) -> None:
        """One row in the middle of what is told."""
        month = When(earliest=date(2018, 8, 1), latest=date(2018, 8, 31), grain=Grain.MONTH)
        public = public_of_table(TestSpreading.DAYS, "Rimal", when=month, is_day_coarsened=True)
        (told,) = written_as(FORM, public)
        assert cells(told, "event_date", "time_precision", "fatalities", "share") == (
            "2018-08-16", "3", "11", "",
        )  # fmt: skip

    def test_a_coarser_place_takes_the_place_of_a_finer_one(
        self, public_of_table, written_as
    ) -> None:
        """Nothing of the town is left; geo_precision is 3, a larger region."""
        public = public_of_table(ONE, "Rimal")
        (one,) = public.incidents
        province = replace(
            one.places[0], name="Hasra", precision=4, district=None, is_coarsened=True,
            latitude=None, longitude=None,
        )  # fmt: skip
        (told,) = written_as(FORM, replace(public, incidents=(replace(one, places=(province,)),)))
        assert cells(told, "location", "admin2", "latitude", "geo_precision") == (
            "Hasra",
            "",
            "",
            "3",
        )
        assert "Rimal" not in " ".join(told.values())
