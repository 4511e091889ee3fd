"""What holds for every table of inclusions: sums, orders and seeds."""

from datetime import UTC, datetime

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.estimate import (
    Evidence,
    Fitted,
    Models,
    People,
    Settings,
    estimate,
    from_tables,
)
from onrecord.estimate.imputing import imputed
from onrecord.estimate.people import gathered, lost, merged, parts, table, without
from onrecord.estimate.refusing import refusals
from onrecord.model import InclusionTable, Interval, Method, ModelEstimate

LISTS = ("A", "B", "C")
PATTERNS = [f"{number:03b}" for number in range(1, 8)]


def _normal(inclusions, seed, level):
    """A model whose answer hangs on how many are seen alone."""
    draws = np.random.default_rng(seed).normal(2.0 * inclusions.seen, 5.0, 500)
    interval = Interval(low=draws.min(), high=draws.max(), point=2.0 * inclusions.seen, level=level)
    return Fitted(told=ModelEstimate(method=Method.GRAPHS, interval=interval), draws=draws)


MODELS = Models(by_method={Method.GRAPHS: _normal})
tables = st.lists(st.integers(5, 60), min_size=7, max_size=7).map(
    lambda counts: InclusionTable(lists=LISTS, cells=tuple(zip(PATTERNS, counts, strict=True)))
)


def told(people, seed=0):
    asked = Settings(by=people.fields, vary=False, seed=seed)
    return estimate(Evidence(people=people), asked, MODELS, at=datetime(2026, 1, 1, tzinfo=UTC))


@st.composite
def people(draw):
    """Rows of people, some of them with a value that no list tells; of one all is told."""
    rows = draw(
        st.lists(
            st.tuples(
                st.integers(1, 7), st.integers(1, 30), st.integers(-1, 1), st.integers(-1, 2)
            ),
            min_size=1,
            max_size=25,
        )
    )
    rows = [*rows, (7, 1, 0, 0)]
    return gathered(
        People(
            lists=LISTS,
            on=np.array([[bool(n & 4), bool(n & 2), bool(n & 1)] for n, *_ in rows]),
            many=np.array([many for _, many, *_ in rows]),
            fields=("sex", "age"),
            values=np.array([values for _, _, *values in rows], dtype=np.int64),
            labels=(("women", "men"), ("0-14", "15-59", "60 and over")),
        )
    )


@given(st.lists(tables, min_size=2, max_size=4), st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_the_order_of_parts_and_lists_changes_nothing(found, random):
    """What is told of a part hangs on its people and the seed, not on where it stands."""
    named = [(f"part {number}", one) for number, one in enumerate(found)]
    shuffled = random.sample(named, len(named))
    first, second = (told(from_tables("place", pairs)) for pairs in (named, shuffled))
    by_name = [{one.name: one.estimates for one in each.strata} for each in (first, second)]
    assert by_name[0] == by_name[1]
    assert first.estimates[0].interval.point == second.estimates[0].interval.point
    assert first.table == second.table


@given(st.lists(tables, min_size=2, max_size=4))
@settings(max_examples=30)
def test_parts_sum_to_the_whole_and_a_sum_is_narrower_than_its_ends_added(found):
    """The most likely numbers add up; intervals do not."""
    made = told(from_tables("place", [(str(n), one) for n, one in enumerate(found)]))
    each = [part.estimates[0].interval for part in made.strata]
    whole = made.estimates[0].interval
    assert abs(whole.point - sum(one.point for one in each)) < 1e-6
    assert whole.high - whole.low < sum(one.high - one.low for one in each)
    assert sum(part.table.seen for part in made.strata) == made.table.seen


@given(people(), st.integers(0, 9))
@settings(max_examples=50)
def test_imputing_loses_and_invents_nobody(found, seed):
    """Each imputation has everybody, on the lists on which they were, with all values known."""
    made = imputed(found, ("sex", "age"), draws=3, seed=seed)
    again = imputed(found, ("sex", "age"), draws=3, seed=seed)
    for one, same in zip(made.draws, again.draws, strict=True):
        assert table(one) == table(found)
        assert not lost(one, ("sex", "age"))
        assert (one.values == same.values).all()
        assert (one.many == same.many).all()
    assert made.imputed == sum(one.lost for one in lost(found, ("sex", "age")))


@given(people())
@settings(max_examples=50)
def test_parts_and_those_lost_are_everybody(found):
    """Nobody is in two parts, and whoever is in none is named as lost."""
    in_parts = sum(one.seen for _, one in parts(found, ("sex", "age")))
    assert in_parts + sum(one.lost for one in lost(found, ("sex", "age"))) == found.seen


@given(people(), st.sampled_from(LISTS))
@settings(max_examples=50)
def test_leaving_a_list_out_loses_only_who_was_on_it_alone(found, name):
    """Others stay with the lists that they are on besides."""
    number = LISTS.index(name)
    alone = "".join("1" if place == number else "0" for place in range(3))
    only = dict(table(found).cells).get(alone, 0)
    assert without(found, name).seen == found.seen - only


@given(people(), st.permutations(LISTS).map(lambda names: names[:2]))
@settings(max_examples=50)
def test_lists_made_one_lose_nobody(found, names):
    """Whoever was on any of them is on the list that they become."""
    one = merged(found, names)
    assert one.seen == found.seen
    assert len(one.lists) == 2


@given(tables, st.permutations(range(3)))
@settings(max_examples=40)
def test_whether_a_table_is_refused_does_not_hang_on_the_order_of_lists(found, order):
    """The same people under lists in another order get the same verdict."""
    turned = InclusionTable(
        lists=tuple(LISTS[n] for n in order),
        cells=tuple(("".join(p[n] for n in order), count) for p, count in found.cells),
    )
    codes = [[(one.code, one.value) for one in refusals(each)] for each in (found, turned)]
    assert [code for code, _ in codes[0]] == [code for code, _ in codes[1]]
