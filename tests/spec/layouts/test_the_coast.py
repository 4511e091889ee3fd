"""
The coast of March 2025 in each layout: rows that were checked by hand against the reports.

What was checked, and what does not hold, is told in the manual: explanation, the coast in each
layout.
"""

import csv

import pytest

from onrecord import workflow


@pytest.fixture(scope="module")
def exported(shared, tmp_path_factory):
    """Return the rows of each layout, of the five sample reports."""
    folder = tmp_path_factory.mktemp("coast")
    workflow.build(shared / "reports", folder / "coast")
    found = {}
    for form in ("ucdp-ged", "acled", "hxl"):
        path = folder / f"{form}.csv"
        workflow.export_public(folder / "coast", form, path, proposals=True)
        with path.open(encoding="utf-8", newline="") as sheet:
            found[form] = list(csv.DictReader(sheet))
    return found


@pytest.fixture
def coast(exported):
    """Return the rows of the one incident on the coast, by layout."""

    def rows(form):
        columns = {"ucdp-ged": "where_coordinates", "acled": "location", "hxl": "place"}
        return [row for row in exported[form] if row[columns[form]] == "the coast"]

    return rows


def cells(row, *names):
    return tuple(row[name] for name in names)


class TestInTheColumnsOfUcdpGed:
    """One event: a total over five days."""

    def test_low_and_high_stand_and_best_is_a_persons(self, coast) -> None:
        """779 is divided by the report itself, but not into GED's four parts."""
        (row,) = coast("ucdp-ged")
        assert cells(row, "low", "best", "high") == ("779", "", "779")
        assert cells(row, "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown") == ("",) * 4

    def test_when_it_was(self, coast) -> None:
        """Thursday to Monday: five days, and a total of several fights."""
        (row,) = coast("ucdp-ged")
        assert cells(row, "date_start", "date_end", "date_prec", "event_clarity", "year") == (
            "2025-03-06 00:00:00.000", "2025-03-10 00:00:00.000", "2", "2", "2025",
        )  # fmt: skip

    def test_where_it_was(self, coast) -> None:
        """A stretch of coast in two provinces: where_prec 5, and no division."""
        (row,) = coast("ucdp-ged")
        assert cells(row, "where_prec", "where_description", "adm_1", "country", "region") == (
            "5", "coastal cities", "", "Syria", "Middle East",
        )  # fmt: skip
        assert row["geom_wkt"] == "POINT (36 35.25)"

    def test_who_says_it(self, coast) -> None:
        """The network counted, the paper printed it; nobody decided on it."""
        (row,) = coast("ucdp-ged")
        assert cells(row, "source_original", "number_of_sources", "source_date") == (
            "Syrian Network for Human Rights", "1", "2025-03-12",
        )  # fmt: skip
        assert row["code_status"] == "Proposal"

    def test_which_incidents_are_events(self, exported) -> None:
        """Five of the thirteen: each with a death, and a time within a year."""
        told = [cells(row, "year", "low", "best", "high") for row in exported["ucdp-ged"]]
        assert told == [
            ("2004", "2", "2", "2"),
            ("2012", "4", "4", "4"),
            ("2014", "11", "11", "11"),
            ("2016", "2", "", ""),
            ("2025", "779", "", "779"),
        ]


class TestInAcledsLayout:
    """Five events: one a day."""

    def test_the_total_is_divided_over_the_days(self, coast) -> None:
        """156 on each of four days and 155 on the last: 779."""
        rows = coast("acled")
        assert [cells(row, "event_date", "fatalities") for row in rows] == [
            ("2025-03-06", "156"), ("2025-03-07", "156"), ("2025-03-08", "156"),
            ("2025-03-09", "156"), ("2025-03-10", "155"),
        ]  # fmt: skip
        assert sum(int(row["fatalities"]) for row in rows) == 779
        assert {row["time_precision"] for row in rows} == {"2"}

    def test_each_row_is_a_proposal_without_a_range(self, coast) -> None:
        """How many died on one day is not told."""
        rows = coast("acled")
        assert {cells(r, "decision", "fatalities_min", "fatalities_max") for r in rows} == {
            ("proposal", "", "")
        }
        assert [row["share"] for row in rows] == [f"{n} of 5" for n in range(1, 6)]

    def test_place_and_type(self, coast) -> None:
        """A larger region; two sides that fought."""
        row = coast("acled")[0]
        assert cells(row, "iso", "region", "country", "admin1", "geo_precision") == (
            "760", "Middle East", "Syria", "", "3",
        )  # fmt: skip
        assert cells(row, "event_type", "sub_event_type", "actor2") == (
            "Battles", "Armed clash", "pro-Assad militias",
        )  # fmt: skip

    def test_the_shelling_of_a_quarter_is_at_its_town(self, exported) -> None:
        """11 killed on 7 March 2014, in or near Aleppo: a quarter is not told by itself."""
        (row,) = (row for row in exported["acled"] if row["event_date"] == "2014-03-07")
        assert cells(row, "location", "geo_precision", "fatalities", "sub_event_type") == (
            "Aleppo", "2", "11", "Shelling/artillery/missile attack",
        )  # fmt: skip


class TestWithHxlHashtags:
    """One row an incident."""

    def test_the_coast(self, coast) -> None:
        """The killed as one number, by two columns; days as days."""
        (row,) = coast("hxl")
        assert cells(row, "killed_min", "killed_max", "date_start", "date_end") == (
            "779", "779", "2025-03-06", "2025-03-10",
        )  # fmt: skip
        assert cells(row, "country_code", "province", "where_prec", "decision") == (
            "SY", "", "5", "proposal",
        )  # fmt: skip
        assert cells(row, "civilians_killed_min", "civilians_killed_max") == ("396", "607")
        assert "Syrian Network for Human Rights" in row["sources"]

    def test_more_than_30_injured_is_31_or_more(self, exported) -> None:
        """No highest number is told."""
        (row,) = (row for row in exported["hxl"] if row["date_start"] == "2014-03-07")
        assert cells(row, "killed_min", "killed_max", "injured_min", "injured_max") == (
            "11", "11", "31", "",
        )  # fmt: skip

    def test_every_incident_has_a_row(self, exported) -> None:
        """Thirteen, below the hashtags; of those who "have fled" to Akkar nobody says since when."""
        assert len(exported["hxl"]) == 14
