"""The same evidence under each rulebook, in the terminal."""

import json

import pytest
from rich.cells import cell_len

from onrecord import workflow

INCIDENT = "inc_abcdefghijklmnop"


@pytest.fixture(autouse=True)
def loaded(monkeypatch, made):
    monkeypatch.setattr(workflow, "load", lambda _folder: made)


def test_all_rulebooks_stand_side_by_side_and_then_one_by_one(onrecord):
    told = onrecord("figure", "harbour", "inc_abcd")
    assert told.code == 0
    table = told.out.split("ucdp-ged  UCDP GED Codebook 19.1")[0]
    assert [w for w in workflow.RULEBOOKS if w in table] == list(workflow.RULEBOOKS)
    for said in ("Claims used", "Claims set aside", "Rules that did it", "a person decides",
                 "“5 of them children”", "UCDP GED Codebook 19.1, variable best",
                 "never a confidence interval"):  # fmt: skip
        assert " ".join(said.split()) in " ".join(told.out.split())


def test_one_rulebook_alone(onrecord):
    out = onrecord("figure", "harbour", INCIDENT, "--rulebook", "acled").out
    assert "fatalities_known (ours)" in out
    assert "ucdp-ged" not in out


@pytest.mark.parametrize("width", [60, 80, 100])
def test_it_fits_the_width(onrecord, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", str(width))
    out = onrecord("figure", "harbour", INCIDENT).out
    assert max(map(cell_len, out.splitlines())) <= width


def test_json_holds_everything(onrecord, made):
    told = json.loads(onrecord("figure", "harbour", "abcd", "--json").out)
    assert told["is_proposal"] is True
    assert told["incident"]["id"] == INCIDENT
    for ruling in told["rulings"]:
        weighed = [w["claim_id"] for w in (*ruling["used"], *ruling["set_aside"])]
        assert sorted(weighed) == sorted(made.incidents[0].claim_ids)
        assert all(w["rule"]["source"] for w in ruling["used"])
        assert all({"name", "value", "why", "rules"} <= set(one) for one in ruling["values"])


def test_what_is_no_incident_is_one_line(onrecord, made):
    told = onrecord("figure", "harbour", made.incidents[0].claim_ids[0])
    assert (told.code, told.out) == (2, "")
    assert f"is no incident; it is in {INCIDENT}" in told.err


def test_an_unknown_rulebook_is_one_line(onrecord):
    told = onrecord("figure", "harbour", INCIDENT, "--rulebook", "mine")
    assert told.code == 2
    assert "ucdp-ged" in told.err


def test_words_of_a_report_cannot_steer_the_terminal(onrecord, monkeypatch, made):
    from dataclasses import replace

    bad = {
        i: c.with_(weapon="shell\x1b[2K", victims="people\x1b[31m") for i, c in made.claims.items()
    }
    monkeypatch.setattr(workflow, "load", lambda _folder: replace(made, claims=bad))
    assert "\x1b" not in onrecord("figure", "harbour", INCIDENT).out
