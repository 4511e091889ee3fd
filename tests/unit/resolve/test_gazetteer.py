"""The index file, and the lists of countries and regions written by hand."""

import gzip
import time
from collections import Counter

import pytest

from onrecord.kit.spelling import key, skeleton, within_one
from onrecord.resolve.gazetteer import Index, Town, write
from onrecord.resolve.gazetteer.regions import countries, regions


@pytest.fixture(scope="module")
def index():
    return Index()


def _town(number, name, country, division, population=0):
    return Town(
        number=number,
        geoname=100 + number,
        name=name,
        country=country,
        division=division,
        latitude=1.5 + number,
        longitude=-2.25,
        population=population,
    )


def test_what_is_written_is_read_again(tmp_path):
    towns = [
        _town(0, "Áal", "AA", "01", 5),
        _town(1, "Bil", "BB", "02"),
        _town(2, "Bil", "BB", "03", 9),
    ]
    path = tmp_path / "index.gz"
    write(path, towns, {"aal": [0], "bil": [1, 2], "بيل": [1]})
    read = Index(path)
    assert len(read) == 3
    assert read.find("aal") == (towns[0],)
    assert read.find("bil") == (towns[2], towns[1])  # the larger first
    assert read.find("بيل") == (towns[1],)
    assert [read.find(k) for k in ["", "a", "zzz", "bi", "bill", "\ud800"]] == [()] * 6
    assert read.by_geoname(102) == towns[2]
    assert read.by_geoname(7) is None


def test_the_same_towns_give_the_same_file(tmp_path):
    towns, keys = [_town(0, "Aal", "AA", "01")], {"aal": [0]}
    write(tmp_path / "one", towns, keys)
    write(tmp_path / "two", towns, keys)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_another_file_is_refused(tmp_path):
    path = tmp_path / "other.gz"
    path.write_bytes(gzip.compress(b"\x05\x00\x00\x00hello"))
    with pytest.raises(ValueError, match="not a gazetteer index"):
        Index(path)


def test_it_loads_fast_enough_for_a_command_line():
    start = time.process_time()
    Index()
    assert time.process_time() - start < 1.0  # a quarter of it on an idle core


def test_divisions_have_their_towns_middle(index):
    aleppo = index.divisions()["SY", "09"]
    assert 35.5 < aleppo.latitude < 37
    assert index.town(aleppo.largest).name == "Aleppo"


def test_another_spelling_is_looked_for_in_one_country_only(index):
    assert {t.name for _, t in index.sounding_like("Khanaser", "SY")} == {"Khanāşir"}
    assert list(index.sounding_like("Khanaser", "QQ")) == []


@pytest.fixture(scope="module")
def of_yemen(index):
    towns = (t.geoname for t in map(index.town, range(len(index))) if t.country == "YE")
    return [(k, town) for town, keys in index.keys_of(set(towns)).items() for k in keys]


@pytest.mark.parametrize("name", ["Hudaydah", "Khanaser", "Maarat al-Numan", "Ibb", "aeiou"])
def test_towns_that_sound_alike_are_all_that_a_look_at_each_would_find(index, of_yemen, name):
    wanted = skeleton(name)
    alike = [
        (written, town)
        for written, town in of_yemen
        if written.isascii() and _sounds_like(skeleton(written), wanted)
    ]
    found = [(written, t.geoname) for written, t in index.sounding_like(name, "YE")]
    assert sorted(found) == sorted(alike)


def _sounds_like(bones, wanted):
    is_one_off = bones[:1] == wanted[:1] and within_one(bones, wanted)
    return bones == wanted or (len(wanted) >= 5 and is_one_off)


def test_a_word_longer_than_any_name_is_no_town(index):
    assert index.find("a" * 256) == ()


def test_every_capital_is_in_the_index(index):
    lost = [
        c.name
        for c in countries().values()
        if c.capital and not any(t.country == c.iso for t in index.find(key(c.capital)))
    ]
    assert lost == []


def test_every_division_has_a_code_of_its_own(index):
    listed = [r.place for r in regions(index)]
    shared = [i for i, n in Counter(p.id for p in listed).items() if n > 1]
    assert shared == []


def test_no_division_of_the_list_is_lost(index):
    from onrecord.resolve.gazetteer import regions as module

    wanted = {
        (iso, name)
        for iso, row in module._yaml("regions.yaml").items()
        for name in [*row.get("divisions", {}), *row.get("areas", {})]
    }
    got = {(r.place.id.partition(":")[2].partition(".")[0], r.place.name) for r in regions(index)}
    assert wanted == got


def test_regions_lie_near_the_towns_of_their_country(index):
    towns = {(d.country, round(d.latitude), round(d.longitude)) for d in index.divisions().values()}
    far = [
        r.place.name
        for r in regions(index)
        if r.place.country
        and not any(
            c == r.place.country
            and abs(a - r.place.latitude) < 8
            and abs(b - r.place.longitude) < 10
            for c, a, b in towns
        )
    ]
    assert far == []
