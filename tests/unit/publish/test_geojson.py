"""Points for maps, as GDAL reads them."""

import io
import json
from dataclasses import replace

import pyogrio
import pytest

from onrecord.publish.formats import FORMATS, geojson
from onrecord.testing import publics


def _written(*incidents):
    out = io.BytesIO()
    FORMATS["geojson"].write(publics.public(*incidents), out)
    return out.getvalue()


@pytest.fixture(scope="module")
def three():
    """A town, a place of which only the name is known with its province, and no place at all."""
    hamlet = replace(publics.TOWN, name="Upper hamlet", id=None, latitude=None, longitude=None)
    province = replace(
        publics.TOWN, name="Saada", latitude=16.123456789, longitude=44.0, precision=4,
        is_coarsened=True,
    )  # fmt: skip
    return _written(
        publics.incident(1),
        publics.incident(2, places=(hamlet, province), figures=()),
        publics.incident(3, places=()),
    )


def test_gdal_reads_points_with_typed_properties(three, tmp_path):
    path = tmp_path / "x.geojson"
    path.write_bytes(three)
    told = pyogrio.read_info(path)
    assert (told["features"], told["geometry_type"], told["crs"]) == (3, "Point", "EPSG:4326")
    types = dict(zip(told["fields"], told["dtypes"], strict=True))
    assert types["killed_minimum"] == "int32"
    assert types["date_earliest"] == "datetime64[D]"
    assert types["is_decided"] == "bool"
    assert types["place"] == "object"


def test_longitude_comes_first_with_six_decimals_at_most(three):
    first, second, _ = json.loads(three)["features"]
    assert first["geometry"]["coordinates"] == [43.5, 17.25]
    assert second["geometry"]["coordinates"] == [44.0, 16.123457]


def test_a_point_says_what_it_stands_for_and_how_exactly(three):
    _, second, _ = json.loads(three)["features"]
    told = second["properties"]
    assert (told["place"], told["point_place"]) == ("Upper hamlet", "Saada")
    assert (told["point_precision"], told["is_point_coarsened"]) == (4, True)


def test_an_incident_without_coordinates_is_a_feature_without_geometry(three):
    *_, third = json.loads(three)["features"]
    assert third["geometry"] is None
    assert third["properties"]["killed_minimum"] == 12


def test_every_feature_has_every_property_and_unknown_is_null(three):
    features = json.loads(three)["features"]
    assert len({tuple(one["properties"]) for one in features}) == 1
    assert features[1]["properties"]["killed_minimum"] is None


def test_the_box_holds_all_points(three):
    assert json.loads(three)["bbox"] == [43.5, 16.123457, 44.0, 17.25]


def test_without_points_there_is_no_box():
    assert "bbox" not in json.loads(_written(publics.incident(places=())))


def test_coordinates_that_are_nowhere_are_no_point():
    nowhere = replace(publics.TOWN, latitude=95.0)
    [feature] = json.loads(_written(publics.incident(places=(nowhere,))))["features"]
    assert feature["geometry"] is None


def test_a_box_around_the_world_is_no_narrower_than_it_must_be():
    assert geojson.bounds([-100, 0, 100], [0]) == [-100, 0, 100, 0]
    assert geojson.bounds([-170, 0, 100], [0]) == [0, 0, -170, 0]


def test_what_is_written_twice_is_the_same_bytes(three):
    again = json.loads(three)
    assert [one["id"] for one in again["features"]] == [
        f"inc_{number:016d}" for number in (1, 2, 3)
    ]
    assert _written(publics.incident()) == _written(publics.incident())
