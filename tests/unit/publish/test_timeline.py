"""Time on the page: stretches, cuts, bars."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.publish.axis import WIDTH, Moment, clusters
from onrecord.publish.timeline import timeline


def moment(day: date | None, killed=(1, 1), last: date | None = None, label="1") -> Moment:
    return Moment(
        anchor=f"inc_{label}", label=label, place="Somewhere", when="then", killed="1", first=day,
        last=last or day, minimum=killed[0], maximum=killed[1],
    )  # fmt: skip


def days(*words: str) -> list[Moment]:
    return [moment(date.fromisoformat(word), label=str(i)) for i, word in enumerate(words)]


def test_a_long_empty_stretch_is_cut_and_its_length_is_told():
    drawn = timeline(days("2012-07-18", "2012-08-01", "2025-03-06", "2025-03-09"))
    assert len(drawn.panels) == 2
    assert [gap.words for gap in drawn.gaps] == ["13 years"]
    assert [line.gap for line in drawn.lines] == [None, None, "13 years", None]


def test_even_years_are_not_cut():
    drawn = timeline(days("2012-01-01", "2014-01-01", "2016-01-01", "2018-01-01"))
    assert len(drawn.panels) == 1
    assert not drawn.gaps


def test_a_gap_of_weeks_is_never_cut():
    assert len(clusters(days("2024-01-01", "2024-01-02", "2024-03-01"))) == 1


def test_within_a_stretch_time_is_even():
    drawn = timeline(days("2024-01-01", "2024-02-01", "2024-04-01"))
    first, second, third = (bar.x for bar in drawn.bars)
    assert (third - second) / (second - first) == pytest.approx(60 / 31, rel=0.02)


def test_a_bar_runs_from_the_fewest_to_the_most():
    (bar,) = timeline([moment(date(2024, 1, 1), (4, 11))]).bars
    assert bar.top < bar.bottom
    assert not bar.is_open


def test_or_more_is_open_and_unknown_is_not_nought():
    drawn = timeline(
        [
            moment(date(2024, 1, 1), (31, None), label="1"),
            moment(date(2024, 5, 1), (None, None), label="2"),
            moment(date(2024, 9, 1), (0, 0), label="3"),
        ]
    )
    more, unknown, nought = drawn.bars
    assert more.is_open
    assert not unknown.is_open
    assert unknown.bottom == drawn.lane
    assert nought.bottom == drawn.base


def test_a_doubtful_day_is_a_line_over_all_its_days():
    (bar,) = timeline([moment(date(2024, 1, 1), last=date(2024, 12, 31))]).bars
    assert bar.span
    assert bar.span[0] < bar.x < bar.span[1]


def test_incidents_without_a_time_are_listed_apart():
    drawn = timeline([moment(None, label="9"), moment(date(2024, 1, 1))])
    assert [m.label for m in drawn.undated] == ["9"]
    assert len(drawn.bars) == 1


def test_many_incidents_become_one_row_a_year_and_empty_years_are_told():
    many = [moment(date(2012, 1, 1) + timedelta(days=n), label=str(n)) for n in range(100)]
    drawn = timeline([*many, moment(date(2020, 5, 5), (None, None), label="x")])
    assert not drawn.bars
    assert [(row.year, row.incidents, row.untold) for row in drawn.years] == [
        (2012, 100, 0),
        (2020, 1, 1),
    ]
    assert drawn.years[1].gap == "7 years without an incident"


dated = st.builds(
    moment,
    st.none() | st.dates(),
    st.tuples(st.integers(0, 10**6), st.none() | st.just(10**6)) | st.just((None, None)),
    st.none(),
    st.integers(1, 99).map(str),
)


@given(st.lists(dated, max_size=70))
def test_whatever_the_days_every_incident_is_drawn_inside_the_page(moments):
    drawn = timeline(moments)
    shown = len(drawn.bars) + sum(row.incidents for row in drawn.years)
    assert shown + len(drawn.undated) + drawn.undated_more == len(moments)
    assert all(0 <= bar.x <= WIDTH for bar in drawn.bars)
    assert all(0 <= bar.top <= bar.bottom <= drawn.height for bar in drawn.bars)
