"""What is remembered never takes more room than it was given."""

from onrecord.kit.lately import Lately


def test_it_never_holds_more_than_it_may():
    known = Lately[int, str](most=10_000)
    for number in range(1_000):
        known.keep(number, "x", size=number)
        assert known.size <= 10_000


def test_what_is_asked_for_stays():
    known = Lately[int, str](most=2_000)
    known.keep(-1, "asked for", size=100)
    for number in range(100):
        known.keep(number, "x", size=100)
        assert known.get(-1) == "asked for"
    assert known.get(0) is None


def test_what_is_larger_than_all_the_room_is_not_kept():
    known = Lately[str, str](most=1_000)
    known.keep("small", "x", size=10)
    known.keep("large", "x", size=2_000)
    assert (known.get("small"), known.get("large")) == ("x", None)


def test_the_same_kept_again_takes_its_room_once():
    known = Lately[str, str](most=1_000)
    for _ in range(5):
        known.keep("one", "x", size=100)
    assert known.size < 500
