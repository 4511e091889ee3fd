"""Deciding in the terminal: what it says, what it changes, what it refuses."""

import json
import shutil

import pytest

from onrecord import workflow
from onrecord.cli import run

ROWS = [
    ("a.txt", "16 villagers killed", 16, "killed", "Wadi Lir", "2018-08-09"),
    ("a.txt", "9 hurt", 9, "injured", "Wadi Lir", "2018-08-09"),
    ("b.txt", "sixteen dead", 20, "killed", "Umm Qasab", "2018-08-09"),
    ("c.txt", "twenty bodies", 20, "killed", "Umm Qasab", "2018-08-09"),
    ("c.txt", "may kill 50", 50, "killed", "Umm Qasab", "2018-08-09"),
]
WHO = ("--by", "Amal", "--why", "Two spellings of one village.")


def row(place, told):
    doc, quote, number, outcome, where, day = told
    feared = {"stance": "hypothetical"} if quote.startswith("may") else {}
    return {
        "doc": doc, "start": 100 * place, "end": 100 * place + len(quote), "quote": quote,
        "measure": "people", "outcome": outcome, "low": number, "high": number,
        "qualifier": "exact", "places": [where], "date_from": day, "date_to": day, **feared,
    }  # fmt: skip


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    folder = tmp_path_factory.mktemp("imported")
    lines = "\n".join(json.dumps(row(place, told)) for place, told in enumerate(ROWS))
    (folder / "claims.jsonl").write_text(lines, "utf-8")
    workflow.import_claims(folder / "coast", folder / "claims.jsonl", create=True)
    return folder / "coast"


@pytest.fixture
def coast(imported, tmp_path):
    """A record with two incidents, of 16 and of 20 killed."""
    return shutil.copytree(imported, tmp_path / "coast")


@pytest.fixture
def ids(coast):
    """Return the ids of the incident and the claim in which some words stand."""

    def found(words):
        record = workflow.load(coast)
        claim = next(c for c in record.claims.values() if c.passage.exact == words)
        home = next((i.id for i in record.incidents if claim.id in i.claim_ids), None)
        return home, claim.id

    return found


@pytest.fixture
def two(ids):
    return ids("16 villagers killed")[0], ids("sixteen dead")[0]


def test_a_merge_says_what_changed(onrecord, coast, two):
    told = onrecord("decide", coast, "merge", *two, *WHO)
    assert told.code == 0
    lines = told.out.splitlines()
    assert lines[0].startswith("Decided: dec_")
    assert "4 claims tell of one incident" in lines[0]
    assert "decided by Amal on " in lines[0]
    assert "4 claims, killed 16–20" in lines[1]
    assert "is now in" in lines[2]
    assert "decided by" in (coast / "report.html").read_text("utf-8")
    assert len(workflow.load(coast).incidents) == 1


def test_a_preview_writes_nothing(onrecord, coast, two):
    def content():
        return {
            p: p.read_bytes() for p in coast.rglob("*") if p.name in {"record.db", "report.html"}
        }

    before = content()
    told = onrecord("decide", coast, "merge", *two, *WHO, "--preview")
    assert told.code == 0
    assert told.out.startswith("Would be decided: 4 claims")
    assert told.out.endswith("Nothing was written.\n")
    assert content() == before
    assert workflow.load(coast).decisions == ()


def test_a_retired_id_shows_where_its_claims_are(onrecord, coast, two):
    onrecord("decide", coast, "merge", *two, *WHO)
    (kept,) = (i.id for i in workflow.load(coast).incidents)
    gone = next(one for one in two if one != kept)
    told = onrecord("show", coast, gone[:8])
    assert told.out.startswith(f"{gone} is now in {kept}\n")
    assert "decided by Amal" in told.out
    as_json = onrecord("show", coast, gone, "--json")
    assert json.loads(as_json.out)["id"] == kept
    assert json.loads(as_json.out)["decisions"][0]["by"] == "Amal"
    assert f"{gone} is now in {kept}" in as_json.err
    ruled = onrecord("figure", coast, gone, "--json")
    assert json.loads(ruled.out)["incident"]["id"] == kept
    again = onrecord("decide", coast, "merge", gone, kept, *WHO)
    assert again.code == 2
    assert "that is one incident already" in again.err


def test_a_split_and_its_undoing(onrecord, coast, ids):
    home, claim = ids("sixteen dead")
    before = onrecord("show", coast, "--incidents", "--json").out
    told = onrecord("decide", coast, "split", home, claim, *WHO)
    assert "is new: 1 claim, killed 20" in told.out
    assert ids("sixteen dead")[0] != home
    (decision,) = json.loads(onrecord("decide", coast, "list", "--json").out)
    assert (decision["choice"], decision["is_undone"]) == ("apart", False)
    undone = onrecord("decide", coast, "undo", decision["id"][:9], *WHO)
    assert undone.code == 0
    assert onrecord("show", coast, "--incidents", "--json").out == before
    assert onrecord("decide", coast, "list").out.startswith("undone: dec_")
    again = onrecord("decide", coast, "undo", decision["id"], *WHO)
    assert "is undone already" in again.err


def test_an_undone_undoing_brings_the_decision_back(onrecord, coast, two):
    onrecord("decide", coast, "merge", *two, *WHO)
    for number in (0, 1):
        name = workflow.load(coast).decisions[number].id
        assert onrecord("decide", coast, "undo", name, *WHO).code == 0
    assert len(workflow.load(coast).incidents) == 1


def test_a_decision_stays_when_the_claims_are_taken_in_again(onrecord, coast, imported, two):
    onrecord("decide", coast, "merge", *two, *WHO)
    before = onrecord("show", coast, "--incidents", "--json").out
    assert onrecord("import", coast, imported.parent / "claims.jsonl").code == 0
    assert onrecord("show", coast, "--incidents", "--json").out == before


def test_a_settled_problem_fails_no_check_and_opens_again_when_it_changes(onrecord, coast):
    found = json.loads(onrecord("check", coast, "--json").out)
    assert found
    assert onrecord("check", coast, "--strict").code == 1
    for problem in found:
        assert problem["settled"] is None
        assert onrecord("decide", coast, "settle", problem["id"], *WHO).code == 0
    told = onrecord("check", coast, "--strict")
    assert told.code == 0
    assert "(settled: decided by Amal on " in told.out
    assert told.out.endswith(f"Problems: none; {len(found)} settled.\n")
    assert "Settled by people" in (coast / "report.html").read_text("utf-8")
    again = onrecord("decide", coast, "settle", found[0]["id"], *WHO)
    assert "is settled already, by Amal" in again.err
    more = row(9, ("d.txt", "30 dead", 30, "killed", "Umm Qasab", "2018-08-09"))
    (coast.parent / "more.jsonl").write_text(json.dumps(more), "utf-8")
    onrecord("import", coast, coast.parent / "more.jsonl")
    assert onrecord("check", coast, "--strict").code == 1


def test_a_trace_is_kept_and_shown(onrecord, coast, ids):
    _, claim = ids("9 hurt")
    told = onrecord("decide", coast, "trace", claim, "Wadi Lir hospital", *WHO)
    assert told.code == 0
    assert "traced to Wadi Lir hospital" in onrecord("show", coast, ids("9 hurt")[0]).out
    again = onrecord("decide", coast, "trace", claim, "Wadi Lir  hospital", *WHO)
    assert "was traced to Wadi Lir hospital already" in again.err


def test_a_claim_set_aside_for_what_it_is_joins_no_incident(onrecord, coast, two, ids):
    told = onrecord("decide", coast, "merge", two[0], ids("may kill 50")[1], *WHO)
    assert told.code == 2
    assert "it was set aside as “forecast”" in told.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["merge", "FIRST", *WHO], "that is one incident already"),
        (["merge", "CLAIM", *WHO], "name at least one incident"),
        (["merge", "SECOND", "CLAIM", *WHO], "name that, or split the claim off first"),
        (["merge", "nothing", *WHO], "nothing in coast is called nothing"),
        (["merge", "a.txt", *WHO], "a.txt is neither an incident nor a claim"),
        (["split", "FIRST", "OTHER", *WHO], "is not in inc_"),
        (["split", "FIRST", "CLAIM", "NINE", *WHO], "these are all the claims of"),
        (["split", "CLAIM", "CLAIM", *WHO], "is no incident"),
        (["split", "FIRST", "FIRST", *WHO], "is no claim"),
        (["trace", "CLAIM", " ", *WHO], "say the name of the origin"),
        (["settle", "prb_zzzz", *WHO], "nothing in coast is called prb_zzzz"),
        (["undo", "dec_zzzz", *WHO], "nothing in coast is called dec_zzzz"),
        (["merge", "FIRST", "SECOND", "--by", "Amal"], "Missing option '--why'"),
        (["merge", "FIRST", "SECOND", "--by", "Amal", "--why", " "], "say why"),
        (["merge", "FIRST", "SECOND", "--why", "Seen."], "say who decides: --by NAME"),
    ],
)
def test_what_says_nothing_new_is_refused_in_one_line(onrecord, coast, two, ids, words, says):
    names = {
        "FIRST": two[0], "SECOND": two[1], "CLAIM": ids("16 villagers killed")[1],
        "NINE": ids("9 hurt")[1], "OTHER": ids("sixteen dead")[1],
    }  # fmt: skip
    told = onrecord("decide", coast, *(names.get(word, word) for word in words))
    assert told.code == 2
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert says in told.err
    assert workflow.load(coast).decisions == ()


def test_the_settings_may_name_who_decides(onrecord, coast, two):
    with (coast / "onrecord.toml").open("a", encoding="utf-8") as file:
        file.write('[people]\nname = "Bo"\n')
    assert onrecord("decide", coast, "merge", *two, "--why", "Seen.").code == 0
    assert [decision.by for decision in workflow.load(coast).decisions] == ["Bo"]


def test_nobody_has_decided_anything_at_first(onrecord, coast):
    assert onrecord("decide", coast, "list").out == "Nobody has decided anything yet.\n"
    assert onrecord("decide", coast, "list", "--json").out == "[]\n"


def test_a_record_that_is_not_there_is_one_line(onrecord, tmp_path):
    told = onrecord("decide", tmp_path / "none", "list")
    assert told.code == 3
    assert "there is no record here" in told.err


def test_every_command_of_it_explains_itself_with_an_example(onrecord):
    for name in ("merge", "split", "trace", "settle", "undo", "list"):
        told = onrecord("decide", "coast", name, "--help")
        assert told.code == 0
        assert f"onrecord decide coast {name}" in told.out


def test_stopped_before_it_is_written_nothing_was_decided(coast, two):
    stopped = iter([False, False, True, True])
    with pytest.raises(workflow.Stopped, match="nothing was decided"):
        workflow.decide(
            coast, workflow.merge(two), by="Amal", why="Seen.", stopping=lambda: next(stopped)
        )
    assert workflow.load(coast).decisions == ()


def test_what_is_decided_now_is_later_than_what_came_from_a_fast_clock(onrecord, coast, two):
    from datetime import UTC, datetime

    from onrecord import store
    from onrecord.model import Choice, Decision

    ahead = Decision(
        choice=Choice.SETTLE, by="Bo", at=datetime(2999, 1, 1, tzinfo=UTC), why="x", target="prb_1"
    )
    with store.open_record(coast) as kept:
        kept.save_decisions([ahead])
    assert run(["decide", str(coast), "merge", *two, *WHO]) == 0
    first, second = workflow.load(coast).decisions
    assert (first, second.by) == (ahead, "Amal")


def test_two_machines_exchange_what_their_people_decided(onrecord, coast, imported, two, tmp_path):
    other = shutil.copytree(imported, tmp_path / "other" / "coast")
    onrecord("decide", coast, "merge", *two, *WHO)
    told = onrecord("export", coast, "--format", "decisions", "-o", tmp_path / "d.jsonl")
    assert told.code == 0
    taken = onrecord("import", other, tmp_path / "d.jsonl", "--format", "decisions")
    assert taken.code == 0
    assert "decided by Amal" in taken.out
    assert "is now in" in taken.out
    assert "1 decision added, 0 lines not taken." in taken.out
    shown = [onrecord("show", where, "--incidents", "--json").out for where in (coast, other)]
    assert shown[0] == shown[1]
    again = onrecord("import", other, tmp_path / "d.jsonl", "--format", "decisions")
    assert "0 decisions added" in again.out


def test_a_line_that_was_changed_on_the_way_is_not_taken(onrecord, coast, two, tmp_path):
    onrecord("decide", coast, "merge", *two, *WHO)
    line = onrecord("export", coast, "--format", "decisions").out
    (tmp_path / "d.jsonl").write_text(line.replace("Amal", "Eve"), "utf-8")
    told = onrecord("import", coast, tmp_path / "d.jsonl", "--format", "decisions")
    assert told.code == 1
    assert "error line-not-taken d.jsonl, line 1: A decision was not taken" in told.out


# -- claims, names, notes ----------------------------------------------------------------------

REPORTS = {
    "wire.txt": "Strike on Aleppo\n\nALEPPO, 6 March 2024 - At least 12 people were killed in an "
    "air strike on the market on Tuesday, the health ministry said. 😢 Farmers fled. Three bodies "
    "lay in the road.\n",
}


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    folder = tmp_path_factory.mktemp("read")
    (folder / "reports").mkdir()
    for name, words in REPORTS.items():
        (folder / "reports" / name).write_text(words, "utf-8")
    workflow.build(folder / "reports", folder / "aleppo")
    return folder / "aleppo"


@pytest.fixture
def aleppo(read, tmp_path):
    """A record of one report, in which at least 12 were killed."""
    return shutil.copytree(read, tmp_path / "aleppo")


def twelve(folder):
    return next(c for c in workflow.load(folder).claims.values() if c.count.low == 12)


def test_a_claim_is_accepted_left_open_or_rejected(onrecord, aleppo):
    claim = twelve(aleppo).id
    for verb, status, why in (
        ("accept", "accepted", ()), ("unsure", "unsure", ()), ("reject", "rejected", ("--why", "No.")),
    ):  # fmt: skip
        told = onrecord("decide", aleppo, verb, claim[:8], "--by", "Amal", *why)
        assert told.code == 0, told.err
        assert twelve(aleppo).decision == status
    assert "left open" in onrecord("decide", aleppo, "list").out


def test_a_rejection_needs_a_reason(onrecord, aleppo):
    assert onrecord("decide", aleppo, "reject", twelve(aleppo).id, "--by", "Amal").code == 2


def test_a_claim_is_corrected_by_codes_numbers_and_words_of_the_text(onrecord, aleppo):
    claim = twelve(aleppo)
    told = onrecord(
        "decide", aleppo, "correct", claim.id, "--by", "Amal", "--set", "high=12",
        "--words", "victims=farmers", "--words", "places=the market", "--words", "places=keep:0",
    )  # fmt: skip
    assert told.code == 0, told.err
    made = workflow.load(aleppo).claims[claim.id]
    assert (str(made.count), made.count.qualifier, made.victims) == ("12", "exact", "Farmers")
    assert made.places[0].name == "the market"
    assert made.places[1:] == claim.places[:1]
    assert made.when == claim.when
    assert "corrected" in told.out


def test_a_correction_can_be_tried_first(onrecord, aleppo):
    claim = twelve(aleppo)
    told = onrecord(
        "decide", aleppo, "correct", claim.id, "--set", "low=15", "--by", "A", "--preview"
    )
    assert "Nothing was written" in told.out
    assert "15" in told.out
    assert workflow.load(aleppo).decisions == ()


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (("--set", "low=ten"), "low: “ten” is no number"),
        (("--set", "outcome=hurt", "--set", "low=x"), "outcome: hurt is not one of"),
        (("--words", "victims=nobody there"), "does not stand in wire.txt"),
        (("--set", "low"), "--set needs SLOT=VALUE"),
        (("--set", "colour=red"), "no such slot"),
        (("--set", "places=@geo:0"), "no place is known as geo:0"),
        ((), "say what to correct"),
    ],
)
def test_what_makes_no_claim_is_said_in_one_line(onrecord, aleppo, told, why):
    said = onrecord("decide", aleppo, "correct", twelve(aleppo).id, "--by", "Amal", *told)
    assert said.code == 2
    assert why in said.err
    assert said.err.count("\n") == 1


def test_a_claim_that_no_reader_found_is_added_at_its_words(onrecord, aleppo):
    told = onrecord(
        "decide", aleppo, "add", "wire", "Farmers fled", "--by", "Amal",
        "--set", "outcome=displaced", "--words", "victims=Farmers", "--words", "places=Aleppo",
    )  # fmt: skip
    assert told.code == 0, told.err
    (made,) = (c for c in workflow.load(aleppo).claims.values() if c.decision == "added")
    assert (made.passage.exact, made.engine, made.outcome) == (
        "Farmers fled",
        "person",
        "displaced",
    )
    assert made.places[0].best == "geo:170063"
    again = onrecord(
        "decide", aleppo, "add", "wire", f"{made.passage.start}:{made.passage.end}",
        "--by", "Amal", "--set", "outcome=displaced", "--words", "victims=Farmers",
    )  # fmt: skip
    assert "has this claim already" in again.err


def test_a_name_is_explained_and_two_places_are_one(onrecord, aleppo):
    told = onrecord("decide", aleppo, "name", "the market", "geo:170063", *WHO)
    assert told.code == 0, told.err
    assert "“the market” means" in told.out
    assert onrecord("decide", aleppo, "name", "x", "geo:0", *WHO).code == 2
    told = onrecord("decide", aleppo, "same", "adm1:SY.09", "geo:170063", *WHO)
    assert told.code == 0, told.err
    assert onrecord("decide", aleppo, "same", "geo:170063", "geo:170063", *WHO).code == 2


def test_a_note_stands_beside_a_claim_a_document_or_an_incident(onrecord, aleppo):
    record = workflow.load(aleppo)
    for thing in (twelve(aleppo).id, "wire.txt", record.incidents[0].id):
        told = onrecord("decide", aleppo, "note", thing, *WHO)
        assert told.code == 0, told.err
    assert len(workflow.load(aleppo).decisions) == 3
    assert onrecord("decide", aleppo, "note", "zzzz", *WHO).code == 2
