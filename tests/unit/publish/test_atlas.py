"""The map: what is marked, how exactly, and on what outline."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.publish.atlas import Spot, atlas
from onrecord.publish.ground import HEIGHT, WIDTH, outline


def spot(latitude: float, longitude: float, precision: int = 1, name: str = "Somewhere") -> Spot:
    return Spot(
        name=name, known_as=name, latitude=latitude, longitude=longitude, precision=precision,
        labels=(("1", "inc_1"),),
    )  # fmt: skip


def test_the_outline_holds_the_worlds_countries_and_its_credit():
    world = outline()
    assert len(world.countries) > 200
    assert "Natural Earth" in world.credit
    assert all(
        -540 <= box[0] <= box[2] <= 540 and -91 <= box[1] <= box[3] <= 91
        for _, rings in world.countries
        for box, _ in rings
    )


def test_no_line_of_the_outline_jumps_from_one_side_of_the_map_to_the_other():
    jumps = [
        (name, a, b)
        for name, rings in outline().countries
        for _, ring in rings
        for a, b in zip(ring, (*ring[1:], ring[0]), strict=True)
        if abs(a[0] - b[0]) > 90 and abs(a[1]) < 89
    ]
    assert not jumps


def test_the_outline_is_small_enough_to_travel(root):
    assert (root / "src/onrecord/publish/basemap/world.json").stat().st_size < 300_000


def test_no_place_no_map():
    assert atlas([]) is None


def test_an_exact_place_is_a_dot_and_a_vague_one_a_ring_that_grows():
    drawn = atlas([spot(35.0, 37.0 + n, precision=n) for n in (1, 2, 3, 4, 5)])
    radius = {pin.spot.precision: pin.radius for pin in drawn.pins}
    assert radius[1] == 0
    assert radius[2] <= radius[3] < radius[4] < radius[5]


def test_a_place_stands_in_its_country_beside_its_neighbours():
    drawn = atlas([spot(33.5, 36.3)])
    names = {name for _, _, name in drawn.names}
    assert {"Syria", "Lebanon", "Jordan"} & names
    (pin,) = drawn.pins
    assert abs(pin.x - WIDTH / 2) < 2
    assert abs(pin.y - HEIGHT / 2) < 2


def test_north_is_up_and_east_is_right():
    drawn = atlas([spot(10, 10, name="a"), spot(20, 30, name="b")])
    at = {pin.spot.name: pin for pin in drawn.pins}
    assert at["b"].y < at["a"].y
    assert at["b"].x > at["a"].x


def test_the_bar_of_the_scale_is_true():
    drawn = atlas([spot(0, 30, name="a"), spot(1, 30, name="b")])
    at = {pin.spot.name: pin for pin in drawn.pins}
    a_degree = at["a"].y - at["b"].y
    assert drawn.scale_width / drawn.scale_km * 111.2 == pytest.approx(a_degree, rel=0.02)


def test_places_that_are_not_on_earth_are_left_out():
    assert atlas([spot(91, 0), spot(0, 999), spot(float("nan"), 0)]) is None


@settings(max_examples=25)  # a map of the world takes a while
@given(
    st.lists(
        st.tuples(st.floats(-90, 90), st.floats(-180, 180), st.integers(1, 7)),
        min_size=1,
        max_size=8,
    )
)
def test_wherever_the_places_are_all_are_on_the_map(places):
    drawn = atlas([spot(*place, name=str(n)) for n, place in enumerate(places)])
    assert len(drawn.pins) == len(places)
    assert all(-1 <= pin.x <= WIDTH + 1 and -1 <= pin.y <= drawn.height + 1 for pin in drawn.pins)
    assert re.fullmatch(r"[MLZe0-9. -]*", drawn.land)
