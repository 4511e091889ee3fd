"""
How well the program reads: floors under what was measured, on four sets of reports.

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

HERE = Path(__file__).parent
HELD_OUT = HERE / "held-out"
OWN = {"held-out": HELD_OUT, **{name: workflow.corpus(name) for name in workflow.CORPORA}}
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
RATES = ("detect", "value", "full")
MOST = {"asides_as_fact", "distractors_taken"}
READINGS = {
    (name, path.stem): json.loads(path.read_text("utf-8"))
    for name, folder in OWN.items()
    for path in folder.glob("*.json")
}


def fingerprint(*folders):
    """Return one hash over the names and bytes of every text, manifest and reading."""
    whole = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.iterdir()):
            if path.suffix in {".txt", ".json", ".csv"}:
                whole.update(f"{path.name}\0".encode())
                whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def measured(accuracy, name):
    if name in RATES:
        return getattr(accuracy, name).f1
    if name == "both_readers":
        given, right = next(v for k, v in accuracy.by_engine.items() if " + " in k)
        return right / given
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


@pytest.mark.parametrize("name", OWN)
def test_the_readers_read_no_worse_than_they_did(name):
    check_floors(workflow.evaluate(OWN[name]), FLOORS[name]["floors"])


def test_the_readers_on_real_reports(shared):
    check_floors(workflow.evaluate(shared / "gold"), FLOORS["shared"]["floors"])


@pytest.mark.parametrize("name", OWN)
def test_the_floors_stand_on_these_texts_and_readings(name):
    """Who changes a text or a reading measures anew, and writes the new fingerprint here."""
    assert fingerprint(OWN[name]) == FLOORS[name]["corpus"]


def test_the_floors_for_real_reports_stand_on_these_texts_and_readings(shared):
    assert fingerprint(shared / "reports", shared / "gold") == FLOORS["shared"]["corpus"]


@pytest.mark.parametrize("corpus", [*OWN, "shared"])
def test_every_floor_has_its_reason(corpus):
    floors = FLOORS[corpus]["floors"]
    assert {"value", "full", *MOST} <= floors.keys()
    assert all(floor["because"].strip() for floor in floors.values())


@pytest.mark.parametrize(("corpus", "name"), sorted(READINGS))
def test_a_reading_points_at_its_words(corpus, name):
    reading = READINGS[corpus, name]
    data = (OWN[corpus] / reading["doc"]).read_bytes()
    text = data.decode("utf-8")
    places = {
        (row["start"], row["end"]): row["quote"]
        for row in [*reading["claims"], *reading["distractors"]]
    }
    assert reading["sha256"] == hashlib.sha256(data).hexdigest()
    assert {place: text[slice(*place)] for place in places} == places


@pytest.mark.parametrize(("corpus", "name"), sorted(READINGS))
def test_a_reading_refers_only_to_itself(corpus, name):
    claims = READINGS[corpus, name]["claims"]
    ids = [claim["id"] for claim in claims]
    assert len(ids) == len(set(ids))
    assert {claim[to] for claim in claims for to in ("part_of", "same_as")} <= {*ids, None}


def test_the_parts_of_the_corpus_share_no_conflict_and_no_text():
    conflicts = {name: set() for name in workflow.CORPORA}
    for (corpus, _), reading in READINGS.items():
        if corpus in conflicts:
            conflicts[corpus].add(reading["conflict"])
    texts = [reading["sha256"] for reading in READINGS.values()]
    assert not conflicts["development"] & conflicts["locked"]
    assert len(texts) == len(set(texts))
    assert sum(corpus in conflicts for corpus, _ in READINGS) >= 150


def test_the_manifest_and_the_readings_tell_the_same():
    with (HELD_OUT / "manifest.csv").open(encoding="utf-8", newline="") as stream:
        told = list(csv.DictReader(stream))
    keys = ("title", "author", "publisher", "published")
    assert {row["file"] for row in told} == {path.name for path in HELD_OUT.glob("*.txt")}
    for row in told:
        reading = READINGS["held-out", Path(row["file"]).stem]
        assert {key: row[key] or None for key in keys} == {key: reading[key] for key in keys}
