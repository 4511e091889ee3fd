"""What a critic asks of an incident, in the terminal."""

import json

import pytest
from rich.cells import cell_len

from onrecord import workflow

INCIDENT = "inc_abcdefghijklmnop"
QUESTIONS = (
    "What is the figure, and what stands behind it?",
    "Who says so, and could they know?",
    "Who repeats whom?",
    "What is not counted, and why?",
    "What contradicts it?",
    "What would change the figure?",
    "What have people decided?",
)


@pytest.fixture(autouse=True)
def loaded(monkeypatch, made):
    monkeypatch.setattr(workflow, "load", lambda _folder: made)


def test_seven_questions_are_answered_in_order(onrecord):
    told = onrecord("corroborate", "harbour", "inc_abcd")
    assert told.code == 0
    assert [line for line in told.out.splitlines() if line in QUESTIONS] == list(QUESTIONS)
    flat = " ".join(told.out.split())
    for said in (
        "May have counted itself: the dead and wounded are brought there",
        "“At least 12 people were killed” killed 12 or more",
        "Without The Harbour Post: killed 12 or more instead of 12–14",
        "origins-differ Two origins give different tolls.",
        "“5 of them children” killed 5",
    ):
        assert said in flat


@pytest.mark.parametrize("width", [60, 80, 100])
def test_it_fits_the_width(onrecord, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", str(width))
    out = onrecord("corroborate", "harbour", INCIDENT).out
    assert max(map(cell_len, out.splitlines())) <= width


def test_json_holds_everything(onrecord, made):
    told = json.loads(onrecord("corroborate", "harbour", "abcd", "--json").out)
    found = told["corroboration"]
    assert told["incident"]["id"] == INCIDENT
    said = [one[0]["claim_id"] for t in found["tellings"] for one in t["said"]]
    again = [s["claim_id"] for t in found["tellings"] for w in t["passed_on"]
             for s in w["statements"]]  # fmt: skip
    out = [one["statement"]["claim_id"] for one in found["not_counted"]]
    assert sorted((*said, *again, *out)) == sorted(made.incidents[0].claim_ids)
    assert {"ends", "without", "open_hedges", "second_origin"} <= found["sensitivity"].keys()


def test_what_is_no_incident_is_one_line(onrecord, made):
    told = onrecord("corroborate", "harbour", made.incidents[0].claim_ids[0])
    assert (told.code, told.out) == (2, "")
    assert f"is no incident; it is in {INCIDENT}" in told.err
