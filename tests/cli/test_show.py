"""Reading a record in the terminal."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from onrecord import workflow
from onrecord.cli import incident_table, shortened, wording
from onrecord.model import (
    Act,
    Capture,
    Claim,
    CustodyEvent,
    Figure,
    Hop,
    Incident,
    Record,
    Severity,
    Way,
    When,
)

HASH = "5a678acc740c870d" * 4
NOON = datetime(2024, 5, 4, 12, tzinfo=UTC)
CAME = workflow.Custody(
    captures=(
        Capture(
            way=Way.WEB, at=NOON, by="Heron", asked="https://example.org/a",
            hops=(Hop(url="https://example.org/a", status=200, certificates=("c1", "c2")),),
            faults=("a picture did not come",),
        ),
    ),
    events=(
        CustodyEvent(
            act=Act.TAKEN, subject="snp_1", at=NOON, by="Heron", program="onrecord 1",
            details=(("sha256", HASH),), number=7,
        ),
    ),
)  # fmt: skip


@pytest.fixture(autouse=True)
def loaded(monkeypatch, made):
    monkeypatch.setattr(workflow, "load", lambda _folder: made)
    monkeypatch.setattr(workflow, "custody", lambda _folder, _document: CAME)
    monkeypatch.setattr(workflow, "checked", lambda _folder: (made, made.problems))


def _claim(made: Record, words: str) -> Claim:
    return next(c for c in made.claims.values() if c.passage.exact.startswith(words))


def test_the_table_says_when_where_who_and_how_many(onrecord):
    told = onrecord("show", "harbour")
    (row,) = [line for line in told.out.splitlines() if "3 May 2024" in line]
    cells = row.split()
    assert "Qasra" in cells
    assert "12–14" in cells
    assert cells[-3:] == ["3", "2", "1"]  # claims, origins, problems
    assert "1 incident from 4 claims in 2 documents; 2 origins." in told.out
    assert "1 claim (1 forecast)." in told.out
    assert "Problems: 1 question." in told.out


@pytest.mark.parametrize("width", [60, 80, 100, 120, 200])
def test_every_page_fits_the_width(onrecord, monkeypatch, made, width):
    monkeypatch.setenv("COLUMNS", str(width))
    for words in ([], ["abcd"], ["--claims"], ["--documents"], ["--set-aside"], ["--origins"],
                  ["post/qasra.txt"], [next(iter(made.claims))]):  # fmt: skip
        told = onrecord("show", "harbour", *words)
        assert told.code == 0
        assert max(map(_cells, told.out.splitlines())) <= width


@pytest.mark.parametrize("width", [60, 80, 100, 129, 130, 200])
def test_the_table_cuts_nothing(onrecord, monkeypatch, made, width):
    """When, where, who and whom wrap; on a narrow screen they stand in one column."""
    happened = replace(
        made.incidents[0],
        place_names=("Harbour Street", "Qasra al-Bahriya", "Northern Coast"),
        perpetrators=("the Northern Coast brigade", "unidentified gunmen on motorbikes"),
    )
    monkeypatch.setattr(workflow, "load", lambda _folder: replace(made, incidents=(happened,)))
    monkeypatch.setenv("COLUMNS", str(width))
    table = onrecord("show", "harbour").out.split("1 incident from")[0]
    assert "…" not in table
    words = "3 May 2024 Harbour Street Qasra al-Bahriya Northern Coast brigade gunmen motorbikes"
    assert set(words.split()) <= set(table.replace(",", " ").split())


def test_one_document_of_all_claims_is_named_once(onrecord, made, monkeypatch):
    several = onrecord("show", "harbour", "--claims").out
    assert "all in" not in several
    held = {i: c for i, c in made.claims.items() if c.document == "post/qasra.txt"}
    monkeypatch.setattr(workflow, "load", lambda _folder: replace(made, claims=held))
    out = onrecord("show", "harbour", "--claims").out
    assert out.count("post/qasra.txt") == 1
    assert "all in post/qasra.txt" in out


def _cells(line: str) -> int:
    from rich.cells import cell_len

    return cell_len(line)


def test_an_incident_shows_its_claims_in_their_words_with_hedge_and_attribution(
    onrecord, monkeypatch
):
    monkeypatch.setenv("COLUMNS", "160")
    out = onrecord("show", "harbour", "inc_abcdefghijklmnop").out
    for said in ("“At least 12 people were killed”", "12 or more (at least)", "قتل 14 شخصا",
                 "✓ 5 of 12: holds", "Qasra hospital: 2 claims", "same place, same day",
                 "least and most that the origins say", "origins-differ"):  # fmt: skip
        assert said in out


def test_a_document_shows_voices_and_marks_its_claims(onrecord, made):
    out = onrecord("show", "harbour", "post/qasra.txt").out
    short = shortened.of(made)[_claim(made, "At least").id].removeprefix("clm_")
    assert f"body │ ⟦At least 12 people were killed⟧{short} in Qasra" in out
    assert "title │ Shelling of Harbour Street" in out
    assert "published  2024-05-04  (manifest)" in out


def test_a_claim_shows_the_words_around_it_and_every_slot(onrecord, made):
    out = " ".join(onrecord("show", "harbour", _claim(made, "5 of them").id).out.split())
    assert "⟦5 of them children⟧" in out
    assert "the Qasra hospital said," in out
    assert "none yet: a proposal" in out
    assert "Qasra [geo:1]" in out


def test_an_origin_shows_what_goes_back_to_it(onrecord):
    out = onrecord("show", "harbour", "org_aaaa").out
    assert "2 claims in 1 document" in out


def test_lists(onrecord, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    assert "forecast" in onrecord("show", "harbour", "--set-aside").out
    assert "The Harbour Post" in onrecord("show", "harbour", "--documents").out
    assert "hypothetical" in onrecord("show", "harbour", "--claims").out
    assert "Qasra hospital" in onrecord("show", "harbour", "--origins").out


def test_a_shortened_id_works_with_and_without_its_kind(onrecord):
    whole = onrecord("show", "harbour", "inc_abcdefghijklmnop").out
    assert onrecord("show", "harbour", "inc_ab").out == whole
    assert onrecord("show", "harbour", "abcd").out == whole


def test_what_fits_several_things_or_none_is_wrong_use(onrecord):
    several = onrecord("show", "harbour", "post/")
    assert several.code == 2
    assert "post/qasra.txt, post/qasra-ar.txt" in several.err
    assert "type more of it" in several.err
    nothing = onrecord("show", "harbour", "zzz")
    assert nothing.code == 2
    assert "nothing in harbour is called zzz" in nothing.err


@pytest.mark.parametrize(
    "words", [[], ["--documents"], ["--claims"], ["--incidents"], ["--set-aside"], ["--origins"]]
)
def test_json_lists_hold_everything(onrecord, words, made):
    values = json.loads(onrecord("show", "harbour", "--json", *words).out)
    expected = {"--documents": 2, "--claims": 4, "--origins": 2}.get("".join(words), 1)
    assert len(values) == expected


def test_json_of_one_thing(onrecord, made):
    incident = json.loads(onrecord("show", "harbour", "abcd", "--json").out)
    assert incident["id"] == "inc_abcdefghijklmnop"
    assert [c["passage"]["exact"] for c in incident["claims"]][2] == "قتل 14 شخصا"
    assert incident["figures"][0]["maximum"] == 14
    assert incident["when"]["earliest"] == "2024-05-03"
    document = json.loads(onrecord("show", "harbour", "post/qasra.txt", "--json").out)
    assert document["text"]["content"].startswith("Shelling of")
    claim = json.loads(onrecord("show", "harbour", _claim(made, "5 of").id, "--json").out)
    assert claim["count"] == {"low": 5, "high": 5, "qualifier": "exact"}


def test_words_of_a_report_cannot_steer_the_terminal(onrecord, made, monkeypatch):
    text = made.text_of("post/qasra.txt")
    evil = text.content.replace("Aid workers fear", "\x1b[2J\u202eAid\r\x9b31m wor")
    changed = replace(made, texts={**made.texts, text.snapshot_id: replace(text, content=evil)})
    monkeypatch.setattr(workflow, "load", lambda _folder: changed)
    out = onrecord("show", "harbour", "post/qasra.txt").out
    assert not set("\x1b\u202e\r\x9b") & set(out)


def test_no_colour_when_not_a_terminal_or_not_wanted(onrecord, monkeypatch):
    assert "\x1b" not in onrecord("show", "harbour", "abcd").out


def test_of_many_incidents_the_gravest_are_shown_and_the_rest_counted(onrecord, made, monkeypatch):
    many = _with_incidents(made, 55)
    monkeypatch.setattr(workflow, "load", lambda _folder: many)
    out = onrecord("show", "harbour").out
    assert sum(" 2024" in line for line in out.splitlines()) == 40
    assert "and 15 incidents more" in " ".join(out.split())
    every = onrecord("show", "harbour", "--incidents").out
    assert sum(" 2024" in line for line in every.splitlines()) == 55


def test_the_gravest_are_those_with_most_killed_then_the_latest(made):
    many = _with_incidents(made, 5)
    shown = incident_table.foremost(many, 2)
    killed = [wording.figure(i, "killed", many).minimum for i in shown]
    assert killed == [103, 104]


def _with_incidents(made: Record, number: int) -> Record:
    days = [date(2024, 1 + n // 28, 1 + n % 28) for n in range(number)]
    incidents = tuple(
        Incident(
            id=f"inc_{n:016}",
            claim_ids=made.incidents[0].claim_ids,
            when=When(earliest=day, latest=day),
            place_ids=(),
            place_names=(f"Town {n}",),
            perpetrators=(),
        )
        for n, day in enumerate(days)
    )
    figures = {
        i.id: (Figure(incident_id=i.id, outcome="killed", minimum=100 + n, maximum=None,
                      used=(), left_out=(), rule=""),)
        for n, i in enumerate(incidents)
    }  # fmt: skip
    return replace(made, incidents=incidents, figures=figures)


def test_an_empty_record_says_so(onrecord, monkeypatch):
    monkeypatch.setattr(workflow, "load", lambda _folder: Record(name="empty"))
    assert "No incident was found." in onrecord("show", "empty").out
    for which in ("documents", "claims", "incidents", "set-aside", "origins"):
        told = onrecord("show", "empty", f"--{which}")
        assert told.code == 0
        assert told.out.strip().startswith("No")


def test_check_lists_problems_and_fails_for_errors_and_warnings_only(onrecord, made, monkeypatch):
    told = onrecord("check", "harbour")
    assert told.code == 0
    assert "question origins-differ inc_abcdefghijklmnop: Two origins give" in told.out
    assert onrecord("check", "harbour", "--strict").code == 1
    worse = replace(made.problems[0], severity=Severity.WARNING)
    monkeypatch.setattr(workflow, "checked", lambda _folder: (made, (*made.problems, worse)))
    assert onrecord("check", "harbour").code == 1
    listed = json.loads(onrecord("check", "harbour", "--json").out)
    assert [p["severity"] for p in listed] == ["warning", "question"]


def test_check_of_a_clean_record(onrecord, made, monkeypatch):
    monkeypatch.setattr(workflow, "checked", lambda _folder: (made, ()))
    told = onrecord("check", "harbour", "--strict")
    assert (told.code, told.out) == (0, "Problems: none.\n")


def test_a_document_shows_how_it_came_and_every_line_of_its_custody(onrecord, made):
    told = onrecord("show", "harbour", "post/qasra.txt").out
    after = told.partition("How it came")[2]
    assert "web, 2024-05-04 12:00 UTC, by Heron" in after
    assert "200 https://example.org/a, 2 certificates" in after
    assert "a picture did not come" in after
    assert "7. 2024-05-04 12:00 taken in by Heron" in after
    assert HASH in after
    plain = json.loads(onrecord("show", "harbour", "post/qasra.txt", "--json").out)
    assert plain["custody"][0]["act"] == "taken in"
    assert plain["captures"][0]["way"] == "web"
