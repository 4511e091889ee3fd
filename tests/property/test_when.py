"""Time is never finer than it was said, and never lost."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Grain, When

LENGTH = {Grain.DAY: 10, Grain.MONTH: 7, Grain.YEAR: 4}


@given(data=st.data())
def test_what_is_written_is_as_fine_as_its_grain(a, data):
    when = data.draw(a(When))
    for day, written in ((when.earliest, when.date_from), (when.latest, when.date_to)):
        assert (written is None) == (day is None)
        if written is not None:
            assert len(written) == LENGTH[when.grain]
            assert day.isoformat().startswith(written)


@given(st.dates(max_value=date(9000, 1, 1)), st.integers(0, 400))
def test_a_longer_time_is_never_more_precise(first, days):
    shorter = When(earliest=first, latest=first + timedelta(days=days))
    longer = When(earliest=first, latest=first + timedelta(days=days + 1))
    assert 1 <= shorter.precision <= longer.precision <= 5


@given(data=st.data())
def test_overlapping_is_mutual_and_everything_overlaps_itself(a, data):
    one, other = data.draw(a(When)), data.draw(a(When))
    assert one.overlaps(one)
    assert one.overlaps(other) == other.overlaps(one)


@given(data=st.data())
def test_what_shares_a_day_overlaps(a, data):
    one, other = data.draw(a(When)), data.draw(a(When))
    for day in {one.earliest, one.latest, other.earliest, other.latest} - {None}:
        within = [
            (w.earliest is None or w.earliest <= day) and (w.latest is None or day <= w.latest)
            for w in (one, other)
        ]
        if all(within):
            assert one.overlaps(other)
