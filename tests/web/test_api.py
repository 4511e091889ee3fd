"""The desk for programs: what a page shows and decides, as JSON."""

import json
import re
import sys
import threading
from pathlib import Path

import pytest

from onrecord.web.api import shapes
from onrecord.workflow import choosing, deciding
from onrecord.workflow.desk import incident as incidents
from onrecord.workflow.desk.incident import ready

sys.path.insert(0, str(Path(__file__).parent))
import walking

WHO = {"by": "Amal", "why": "Looked at."}


@pytest.fixture
def claim_id(desk):
    return next(iter(desk.view.record.claims))


@pytest.fixture
def incident(desk):
    return max(desk.view.record.incidents, key=lambda one: len(one.claim_ids))


def _decide(client, *asked, **more):
    return client.post("/api/decisions", json={**WHO, "decide": list(asked), **more})


def test_every_list_and_everything_in_it_is_given(client, desk):
    schema = client.get("/api/openapi.json").json()
    for path, methods in schema["paths"].items():
        if "get" in methods and "{" not in path and path not in {"/api/lookup", "/api/search"}:
            answer = client.get(path)
            assert answer.status_code == 200, (path, answer.text[:300])
    record = desk.view.record
    ids = {
        "claims": next(iter(record.claims)),
        "incidents": record.incidents[0].id,
        "documents": next(iter(record.documents.values())).id,
        "problems": record.problems[0].id,
    }
    for kind, one in ids.items():
        assert client.get(f"/api/{kind}/{one}").status_code == 200
        missing = client.get(f"/api/{kind}/nothing")
        assert missing.status_code == 404
        assert missing.json()["error"] == "not-there"


def test_every_claim_is_as_claims_jsonl_has_it(client, desk):
    lines = client.get("/api/claims.jsonl").text.splitlines()
    rows = [json.loads(line) for line in lines]
    assert len(rows) == len(desk.view.record.claims)
    pages = client.get("/api/claims").json()["pages"]
    told = [r for n in range(pages) for r in client.get(f"/api/claims?page={n + 1}").json()["rows"]]
    assert told == rows


def test_an_incident_comes_with_all_that_was_worked_out(client, incident):
    told = client.get(f"/api/incidents/{incident.id}").json()
    assert len(told["claims"]) == len(incident.claim_ids)
    assert {figure["outcome"] for figure in told["figures"]} <= {"killed", "injured"}
    assert told["origins"]
    rulings = client.get(f"/api/incidents/{incident.id}/rulings").json()
    assert {"ucdp-ged", "acled", "airwars"} <= {one["rulebook"] for one in rulings}
    assert client.get(f"/api/incidents/{incident.id}/corroboration").status_code == 200


def test_a_large_incident_comes_page_by_page(client, incident, monkeypatch):
    """Each claim once, with its origin and problems; sums and decisions with the first page."""
    whole = client.get(f"/api/incidents/{incident.id}").json()
    assert (whole["page"], whole["pages"]) == (1, 1)
    monkeypatch.setattr(shapes, "CLAIMS_A_PAGE", 1)
    told = [
        client.get(f"/api/incidents/{incident.id}?page={n + 1}").json()
        for n in range(len(incident.claim_ids))
    ]
    assert {one["pages"] for one in told} == {len(incident.claim_ids)}
    assert [claim for one in told for claim in one["claims"]] == whole["claims"]
    for what in ("sums", "decisions"):
        assert [len(one[what]) for one in told] == [len(whole[what]), *[0] * (len(told) - 1)]
    traced = {t["claim_id"] for one in told for o in one["origins"] for t in o["traces"]}
    assert traced == {t["claim_id"] for o in whole["origins"] for t in o["traces"]}
    problems = [problem["id"] for one in told for problem in one["problems"]]
    assert problems == [problem["id"] for problem in whole["problems"]]


def test_what_takes_long_is_answered_when_it_is_ready(client, incident, monkeypatch):
    """A program is told to ask again, and does not wait for minutes."""
    monkeypatch.setattr(ready, "_AT_ONCE", 0)
    monkeypatch.setattr(ready, "_PATIENCE", 0)
    go_on = threading.Event()
    bounded = incidents.with_bounds

    def with_bounds(view, one):
        go_on.wait(30)
        return bounded(view, one)

    monkeypatch.setattr(incidents, "with_bounds", with_bounds)
    monkeypatch.setattr(incidents, "rulings", lambda view, one: go_on.wait(30) and ())
    address = f"/api/incidents/{incident.id}"
    told = client.get(address).json()
    assert told["claims"]
    assert (told["bounds"], told["conflicts"]) == (None, None)
    later = client.get(f"{address}/rulings")
    assert later.status_code == 503
    assert int(later.headers["retry-after"]) > 0
    go_on.set()
    monkeypatch.setattr(ready, "_PATIENCE", 30)
    told = client.get(address).json()
    assert told["bounds"] is not None
    assert told["conflicts"] is not None
    assert client.get(f"{address}/rulings").json() == []


def test_what_was_worked_out_holds_until_something_in_it_is_decided(desk, incident, monkeypatch):
    """A decision elsewhere takes nothing from whoever waits for a large incident."""
    monkeypatch.setattr(ready, "_AT_ONCE", 0)
    monkeypatch.setattr(ready, "_PATIENCE", 30)
    worked = []

    def work(view, one):
        worked.append(view)
        return incidents.corroboration(view, one)

    def after(view, claim):
        about = choosing.accept(claim)(view.record)
        return view.with_decided(
            [deciding.signed(about, "Amal", "Looked at.", view.record.decisions)]
        )

    view = desk.view
    documents = {view.record.claims[one].document for one in incident.claim_ids}
    elsewhere = next(
        one.id for one in view.record.claims.values()
        if one.document not in documents and one.decision is None and one.stance != "denied"
    )  # fmt: skip
    first = ready.when_ready(view, incident, work)
    other = after(view, elsewhere)
    assert ready.when_ready(other, incident, work) is first
    assert incidents.corroboration(other, incident) is first
    here = after(other, incident.claim_ids[0])
    ready.when_ready(here, incident, work)
    assert worked == [view, here]


def test_several_decisions_are_written_together_or_none(client, desk, claim_id):
    other = list(desk.view.record.claims)[1]
    bad = _decide(
        client, {"choice": "accept", "claim": claim_id}, {"choice": "reject", "claim": "x"}
    )
    assert bad.status_code == 422
    assert bad.json()["error"] == "wrong"
    assert not desk.view.record.decisions
    made = _decide(
        client, {"choice": "accept", "claim": claim_id}, {"choice": "reject", "claim": other}
    )
    assert made.status_code == 201
    assert [one["by"] for one in made.json()["decisions"]] == ["Amal", "Amal"]
    assert desk.view.record.claims[other].decision == "rejected"
    assert made.json()["decisions"][1]["says"].endswith("rejected")


def test_a_claim_is_corrected_by_its_row_and_by_what_is_picked(client, desk, claim_id):
    row = client.get(f"/api/claims/{claim_id}").json()["claim"]
    same = _decide(client, {"choice": "correct", "claim": claim_id, "row": row})
    assert same.status_code == 422, same.text
    told = {**row, "low": 99, "high": 99, "qualifier": "exact"}
    made = _decide(client, {"choice": "correct", "claim": claim_id, "row": told})
    assert made.status_code == 201, made.text
    assert desk.view.record.claims[claim_id].count.low == 99
    assert client.get(f"/api/claims/{claim_id}").json()["as_read"]["low"] == row["low"]
    picked = {"outcome": ["injured"]}
    made = _decide(client, {"choice": "correct", "claim": claim_id, "picked": picked})
    assert made.status_code == 201, made.text
    assert desk.view.record.claims[claim_id].outcome == "injured"


def test_a_claim_is_added_by_its_row(client, desk, claim_id):
    row = client.get(f"/api/claims/{claim_id}").json()["claim"]
    told = {key: row[key] for key in ("doc", "start", "end", "quote", "measure")}
    told |= {"outcome": "detained", "low": 7, "high": 7, "places": row["places"]}
    made = _decide(client, {"choice": "add", "row": told})
    assert made.status_code == 201, made.text
    (new,) = made.json()["decisions"][0]["claims"]
    assert desk.view.record.claims[new].decision == "added"
    assert (
        _decide(client, {"choice": "add", "row": {**told, "quote": "not there"}}).status_code == 422
    )


def test_incidents_are_split_merged_and_traced_and_it_is_undone(client, desk, incident):
    leaving = incident.claim_ids[-1]
    split = {"choice": "split", "incident": incident.id, "claims": [leaving]}
    would = client.post("/api/decisions/preview", json=split)
    assert would.status_code == 200, would.text
    assert would.json()["incidents"]
    assert not desk.view.record.decisions
    made = _decide(client, split)
    assert made.status_code == 201, made.text
    trace = {"choice": "trace", "claim": leaving, "origin": "Port Sela hospital"}
    assert _decide(client, trace).status_code == 201
    undo = {"choice": "undo", "decision": made.json()["decisions"][0]["id"]}
    assert _decide(client, undo).status_code == 201
    assert leaving in desk.view.index.incident_of[incident.claim_ids[0]].claim_ids
    first, second, *_ = desk.view.record.incidents
    merge = _decide(client, {"choice": "merge", "things": [first.id, second.id]})
    assert merge.status_code == 201, merge.text


def test_names_notes_and_problems_are_decided_on(client, desk, claim_id):
    problem = desk.view.record.problems[0]
    place = next(iter(desk.view.record.places))
    made = _decide(
        client,
        {"choice": "settle", "problem": problem.id},
        {"choice": "note", "thing": claim_id},
        {"choice": "name", "name": "the old quay", "means": place},
    )
    assert made.status_code == 201, made.text
    settled = client.get("/api/problems", params={"state": "settled"}).json()
    assert [one["id"] for one in settled["rows"]] == [problem.id]
    described = {
        "id": "within:x:quay", "name": "New Quay", "kind": "site", "country": None,
        "latitude": 1.5, "longitude": 2.5,
    }  # fmt: skip
    made = _decide(client, {"choice": "name", "name": "new quay", "means": described})
    assert made.status_code == 201, made.text
    assert made.json()["decisions"][0]["place"]["latitude"] == 1.5


def test_what_somebody_decided_meanwhile_is_told_and_nothing_written(client, desk, claim_id):
    seen = client.get(f"/api/claims/{claim_id}").json()["last_word"]
    desk.decide(choosing.accept(claim_id), by="Basil")
    late = _decide(client, {"choice": "reject", "claim": claim_id}, seen={claim_id: seen})
    assert late.status_code == 409
    told = late.json()
    assert (told["error"], told["thing"]) == ("overtaken", claim_id)
    assert [one["by"] for one in told["earlier"]] == ["Basil"]
    assert len(desk.view.record.decisions) == 1
    now = _decide(
        client, {"choice": "reject", "claim": claim_id}, seen={claim_id: told["last_word"]}
    )
    assert now.status_code == 201


def test_who_regrouped_an_incident_meanwhile_is_told(client, desk, incident):
    seen = client.get(f"/api/incidents/{incident.id}").json()["last_word"]
    desk.decide(choosing.trace(incident.claim_ids[0], "A hospital"), by="Basil", why="Its list.")
    split = {"choice": "split", "incident": incident.id, "claims": [incident.claim_ids[-1]]}
    late = _decide(client, split, seen={incident.id: seen})
    assert late.status_code == 409
    assert late.json()["earlier"][0]["by"] == "Basil"


def test_nobody_decides_without_a_name(client, claim_id):
    asked = {"decide": [{"choice": "accept", "claim": claim_id}]}
    nobody = client.post("/api/decisions", json=asked)
    assert (nobody.status_code, nobody.json()["error"]) == (403, "nobody")
    told = {"onrecord-person": "Dalal%20Hassan"}
    made = client.post("/api/decisions", json=asked, headers=told)
    assert made.json()["decisions"][0]["by"] == "Dalal Hassan"


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"decide": []},
        {"decide": [{"choice": "burn", "claim": "x"}]},
        {"decide": [{"choice": "accept"}]},
        {"decide": [{"choice": "accept", "claim": "x", "more": 1}]},
        {"decide": [{"choice": "add"}]},
        {"decide": [{"choice": "add", "row": {"doc": 7}}]},
        {"decide": [{"choice": "correct", "claim": "x", "row": {}, "picked": {}}]},
        {"decide": [{"choice": "undo", "decision": "dec_none"}]},
        {"decide": [{"choice": "settle", "problem": "prb_none"}]},
        {"decide": [{"choice": "same", "given_up": "a", "kept": "a"}]},
    ],
)
def test_what_makes_no_decision_is_refused_in_one_shape(client, desk, asked):
    answer = client.post("/api/decisions", json={**WHO, **asked})
    assert answer.status_code == 422, answer.text
    told = answer.json()
    assert {"error", "status", "message", "fields"} <= told.keys()
    assert "\n" not in told["message"]
    assert not desk.view.record.decisions


def test_other_pages_of_the_browser_cannot_decide(client, desk, claim_id):
    asked = {**WHO, "decide": [{"choice": "accept", "claim": claim_id}]}
    for headers in (
        {"origin": "https://elsewhere.example"},
        {"sec-fetch-site": "cross-site"},
        {"host": "elsewhere.example"},
    ):
        assert client.post("/api/decisions", json=asked, headers=headers).status_code in {403, 421}
    assert not desk.view.record.decisions


def test_every_action_of_a_page_is_a_call_too(client):
    """Each form that decides has a verb of POST /api/decisions, or a call of its own."""
    schema = client.get("/api/openapi.json").json()
    union = schema["components"]["schemas"]["Deciding"]["properties"]["decide"]["items"]
    verbs = set(union["discriminator"]["mapping"])
    forms = {
        match[1]
        for route in walking.routes(client.app)
        if "POST" in (route.methods or ()) and (match := re.fullmatch(r"/decide/(\w+)", route.path))
    }
    assert {"accept", "reject", "unsure", "correct", "add", "settle", "undo"} <= forms
    assert forms <= verbs
    calls = {path for path, methods in schema["paths"].items() if "post" in methods}
    assert {"/api/decisions", "/api/decisions/preview", "/api/decisions/take"} <= calls


def test_every_call_says_what_it_does_and_answers_in_a_known_shape(client):
    schema = client.get("/api/openapi.json").json()
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            assert told.get("description"), (method, path)
            answers = told["responses"]
            good = answers.get("200") or answers.get("201")
            if path.endswith((".jsonl", ".geojson")):
                continue
            assert good["content"]["application/json"]["schema"], (method, path)


def test_a_name_can_mean_only_what_is_known(client):
    asked = {"by": "Amal", "why": "No.", "decide": [{"choice": "name", "name": "X", "means": "y"}]}
    answer = client.post("/api/decisions", json=asked)
    assert answer.status_code == 422
    assert "nothing that is known" in answer.json()["message"]
