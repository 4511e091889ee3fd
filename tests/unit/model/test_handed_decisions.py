"""Decisions as lines of JSON: what is handed over is what was decided, or it is refused."""

import json
from datetime import UTC, datetime

import pytest

from onrecord.model import Choice, Decision
from onrecord.model.handed_decisions import decisions_as_lines, decisions_from_lines

AT = datetime(2024, 5, 1, 12, 30, 0, 7, tzinfo=UTC)
EVERY = (
    Decision(choice=Choice.TOGETHER, by="Amal", at=AT, why="Ein Überfall.", claims=("c1", "c2")),
    Decision(choice=Choice.APART, by="Bo", at=AT, why="Two.", claims=("c1",), others=("c2",)),
    Decision(choice=Choice.TRACE, by="Bo", at=AT, why="Two.", claims=("c1",), origin="Ministry"),
    Decision(choice=Choice.SETTLE, by="Bo", at=AT, why="Half \ud83d a pair.", target="prb_1"),
    Decision(choice=Choice.UNDO, by="Bo", at=AT, why="No.", target="dec_1"),
)


def test_nothing_is_lost_on_the_way_and_nothing_is_another_decision():
    lines = [line.encode() for line in decisions_as_lines(EVERY)]
    told = decisions_from_lines([*lines, b""], "decisions.jsonl")
    assert told.decisions == EVERY
    assert told.problems == ()
    assert [decision.id for decision in told.decisions] == [decision.id for decision in EVERY]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"by": "Eve"}, "the line was changed since it had that id"),
        ({"by": None}, "“by” is missing"),
        ({"why": " "}, "a decision needs a person and a reason"),
        ({"choice": "burn"}, "is not one of accept, correct"),
        ({"at": "yesterday"}, "which is no time as in"),
        ({"at": "2024-05-01T12:00"}, "needs a time zone"),
        ({"claims": "c1"}, "“claims” must be a list of ids"),
        ({"claims": [1]}, "“claims” must be a list of ids"),
        ({"claims": ["c1"]}, "does not say what it is about"),
        ({"origin": 5}, "“origin” must be text"),
    ],
)
def test_a_faulty_line_is_named_and_the_others_are_taken(change, says):
    good = next(decisions_as_lines(EVERY))
    bad = json.dumps({**json.loads(good), **change})
    told = decisions_from_lines([bad, "no JSON", good], "d.jsonl")
    assert told.decisions == EVERY[:1]
    first, second = told.problems
    assert (first.where, first.code) == ("d.jsonl, line 1", "line-not-taken")
    assert first.message.startswith("A decision was not taken: ")
    assert says in first.message
    assert second.where == "d.jsonl, line 2"


def test_a_line_written_by_hand_needs_no_id():
    row = json.loads(next(decisions_as_lines(EVERY)))
    del row["id"], row["others"], row["origin"], row["target"]
    assert decisions_from_lines([json.dumps(row)], "d.jsonl").decisions == EVERY[:1]
