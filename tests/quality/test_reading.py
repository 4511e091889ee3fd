"""
How well the program reads: floors under what was measured, on two sets of reports.

The floors are in floors.toml, each with its reason. The figures and what they mean are in
docs/explanation/how-well-it-reads.md.
"""

import csv
import hashlib
import json
import tomllib
from pathlib import Path

import pytest

from onrecord import workflow
from onrecord.evaluation.accuracy import measure, readings, rows

HERE = Path(__file__).parent
HELD_OUT = HERE / "held-out"
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
RATES = ("detect", "value", "full")
MOST = {"asides_as_fact", "distractors_taken"}
READINGS = {path.stem: json.loads(path.read_text("utf-8")) for path in HELD_OUT.glob("*.json")}


def fingerprint(*folders):
    """Return one hash over the names and bytes of every text, manifest and reading."""
    whole = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.iterdir()):
            if path.suffix in {".txt", ".json", ".csv"}:
                whole.update(f"{path.name}\0".encode())
                whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def read_by_program(reports, tmp_path_factory):
    folder = tmp_path_factory.mktemp("measured")
    workflow.build(reports, folder / "record")
    workflow.export_claims(folder / "record", folder / "claims.jsonl")
    return rows(folder / "claims.jsonl")


@pytest.fixture(scope="module")
def held_out(tmp_path_factory):
    reports = tmp_path_factory.mktemp("reports")
    for path in [*HELD_OUT.glob("*.txt"), HELD_OUT / "manifest.csv"]:
        (reports / path.name).write_bytes(path.read_bytes())
    return measure(readings(HELD_OUT), read_by_program(reports, tmp_path_factory))


@pytest.fixture(scope="module")
def on_shared(shared, tmp_path_factory):
    return measure(readings(shared / "gold"), read_by_program(shared / "reports", tmp_path_factory))


def measured(accuracy, name):
    if name in RATES:
        return getattr(accuracy, name).f1
    return getattr(accuracy, name) if name in MOST else accuracy.share(name)


def check_floors(accuracy, floors):
    fallen = {
        name: f"{measured(accuracy, name):.3f}, pinned at {floor['at']} ({floor['because']})"
        for name, floor in floors.items()
        if (
            measured(accuracy, name) > floor["at"]
            if name in MOST
            else measured(accuracy, name) < floor["at"]
        )
    }
    assert not fallen


def test_the_reader_on_reports_that_it_was_not_written_for(held_out):
    check_floors(held_out, FLOORS["held-out"]["floors"])


def test_the_reader_on_real_reports(on_shared):
    check_floors(on_shared, FLOORS["shared"]["floors"])


def test_the_floors_stand_on_these_texts_and_readings():
    """Who changes a text or a reading measures anew, and writes the new fingerprint here."""
    assert fingerprint(HELD_OUT) == FLOORS["held-out"]["corpus"]


def test_the_floors_for_real_reports_stand_on_these_texts_and_readings(shared):
    assert fingerprint(shared / "reports", shared / "gold") == FLOORS["shared"]["corpus"]


@pytest.mark.parametrize("corpus", ["held-out", "shared"])
def test_every_floor_has_its_reason(corpus):
    floors = FLOORS[corpus]["floors"]
    assert {"value", "full", *MOST} <= floors.keys()
    assert all(floor["because"].strip() for floor in floors.values())


@pytest.mark.parametrize("name", sorted(READINGS))
def test_a_reading_points_at_its_words(name):
    reading = READINGS[name]
    data = (HELD_OUT / reading["doc"]).read_bytes()
    text = data.decode("utf-8")
    places = {
        (row["start"], row["end"]): row["quote"]
        for row in [*reading["claims"], *reading["distractors"]]
    }
    assert reading["sha256"] == hashlib.sha256(data).hexdigest()
    assert {place: text[slice(*place)] for place in places} == places


@pytest.mark.parametrize("name", sorted(READINGS))
def test_a_reading_refers_only_to_itself(name):
    claims = READINGS[name]["claims"]
    ids = [claim["id"] for claim in claims]
    assert ids == [f"c{number}" for number in range(1, len(ids) + 1)]
    assert {claim[to] for claim in claims for to in ("part_of", "same_as")} <= {*ids, None}
    assert [c["start"] for c in claims] == sorted(c["start"] for c in claims)


def test_the_manifest_and_the_readings_tell_the_same():
    with (HELD_OUT / "manifest.csv").open(encoding="utf-8", newline="") as stream:
        told = list(csv.DictReader(stream))
    keys = ("title", "author", "publisher", "published")
    assert {row["file"] for row in told} == {path.name for path in HELD_OUT.glob("*.txt")}
    for row in told:
        reading = READINGS[Path(row["file"]).stem]
        assert {key: row[key] or None for key in keys} == {key: reading[key] for key in keys}
