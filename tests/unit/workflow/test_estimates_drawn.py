"""Where things stand in the drawings of an estimate."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import (
    Estimate,
    InclusionTable,
    Interval,
    Method,
    Mode,
    ModelEstimate,
    Variation,
)
from onrecord.workflow.desk import estimates_drawn as drawn

TABLE = InclusionTable(lists=("A", "B", "C"), cells=(("100", 40), ("011", 10), ("111", 5)))


def says(low, high, point=None, method=Method.GRAPHS, **more):
    interval = Interval(low=low, high=high, point=point)
    return ModelEstimate(method=method, interval=interval, **more)


patterns = st.text("01", min_size=4, max_size=4).filter(lambda one: "1" in one)


@given(st.dictionaries(patterns, st.integers(0, 10**7)))
def test_drawn_columns_and_the_rest_are_all_the_people(cells):
    table = InclusionTable(lists=("A", "B", "C", "D"), cells=tuple(cells.items()))
    one = drawn.overlaps(table, most=5)
    assert sum(c.count for c in one.columns) + one.more_people == table.seen
    assert len(one.columns) + one.more == sum(count > 0 for count in cells.values())
    assert [c.count for c in one.columns] == sorted((c.count for c in one.columns), reverse=True)
    for column in one.columns:
        assert 0 <= column.top < one.floor
        assert len(column.dots) == len(column.lists)


def test_each_list_has_the_people_of_all_its_patterns():
    assert [line.total for line in drawn.overlaps(TABLE).lines] == [45, 15, 15]


def test_a_row_with_few_people_is_still_seen():
    table = InclusionTable(lists=("A", "B"), cells=(("10", 1_000_000), ("11", 1)))
    one = drawn.overlaps(table)
    assert one.floor - one.columns[1].top >= 1


@given(
    st.lists(
        st.tuples(st.floats(0, 1e9), st.floats(0, 1e9), st.floats(0, 1e12)), min_size=1, max_size=6
    ),
    st.integers(0, 10**9),
)
def test_everything_lies_inside_the_drawing(ends, seen):
    told = []
    for low, further, far in ends:
        told.append(says(low, low + further + far, low + further / 2))
    one = drawn.side_by_side(told, seen)
    assert 2 <= len(one.grid) <= 8
    for answer in one.answers:
        for bar in answer.bars:
            assert one.left <= bar.start <= bar.end <= one.right
            assert bar.point is None or bar.start <= bar.point <= bar.end
    assert one.left <= one.seen <= one.right


def test_one_wild_end_is_an_arrow_and_does_not_press_the_rest_together():
    one = drawn.side_by_side([says(900, 1_500, 1_000), says(800, 3e19, 1_200)], 700)
    quiet, wild = (answer.bars[0] for answer in one.answers)
    assert wild.is_cut
    assert not quiet.is_cut
    assert quiet.end - quiet.start > 50


def test_a_lower_bound_is_an_arrow_without_a_point():
    bound = says(500, 900, 700, method=Method.CHAO, is_lower_bound=True)
    (bar,) = drawn.side_by_side([bound], 400).answers[0].bars
    assert bar.is_open
    assert bar.point is None


def test_separate_answers_are_drawn_apart_and_never_as_one():
    modes = (
        Mode(interval=Interval(low=100, high=200, point=150), share=0.25),
        Mode(interval=Interval(low=700, high=900, point=800), share=0.75),
    )
    one = ModelEstimate(method=Method.LATENT_CLASSES, modes=modes)
    (answer,) = drawn.side_by_side([one], 90).answers
    assert answer.is_refused
    assert [bar.share for bar in answer.bars] == [0.25, 0.75]
    assert answer.bars[0].y != answer.bars[1].y


@pytest.mark.parametrize("density", [(), ((1.0, 0.0), (2.0, 0.0), (3.0, 0.0))])
def test_nothing_to_draw_is_no_hill(density):
    one = says(1, 3, 2, density=density)
    assert drawn.side_by_side([one], 1).answers[0].hill == ""


def test_what_other_choices_make_stands_below_what_the_model_says():
    varied = (
        Variation(kind="without-list", what="A", estimates=(says(60, 90, 70),)),
        Variation(kind="without-list", what="B", estimates=(says(50, 80, 60),)),
        Variation(kind="prior", what="1", estimates=(says(50, 80, 61),)),
    )
    one = Estimate(
        of="people",
        table=TABLE,
        estimates=(says(60, 99, 80), says(55, 70, 60, method=Method.CHAO)),
        variations=varied,
        at=datetime(2025, 1, 1, tzinfo=UTC),
    )
    drawing = drawn.otherwise(one, "without-list")
    assert [answer.what for answer in drawing.answers] == ["", "A", "B"]
    assert [answer.is_first for answer in drawing.answers] == [True, False, False]
    assert drawn.otherwise(one, "linkage") is None
