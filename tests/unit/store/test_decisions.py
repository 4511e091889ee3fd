"""What people decide, and the ids of incidents: written with what follows, never lost."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from onrecord import store
from onrecord.model import Choice, Decision, GivenId, Grouping, Incident, Problem, Severity
from onrecord.store import Derived, schema

NOON = datetime(2025, 3, 12, 12, tzinfo=UTC)
PROBLEM = Problem(code="q", message="Look.", where="a.txt", severity=Severity.QUESTION)


def told(choice=Choice.TOGETHER, minutes=0, **about):
    about = about or {"claims": ("clm_1", "clm_2")}
    at = NOON + timedelta(minutes=minutes)
    return Decision(choice=choice, by="Amal", at=at, why="One raid.", **about)


def derived(*given, incidents=()):
    return Derived(grouping=Grouping(incidents=incidents, asides=(), given=given))


def test_a_decision_is_loaded_as_it_was_saved(record):
    first, second = told(), told(Choice.SETTLE, 1, target="prb_1")
    record.save_decisions([second])
    record.save_decisions([first])
    assert record.load().decisions == (first, second)


@pytest.mark.parametrize("way", ["load", "load_again"])
def test_what_accepts_a_claim_holds_the_record_s_own(record, read, save, way):
    """It stands in memory once, and the decision says what it said."""
    made = read()
    save(made)
    accepted = told(Choice.ACCEPT, claims=(made.claims[0].id,), claim=made.claims[0])
    record.save_decisions([accepted])
    loaded = getattr(record, way)()
    assert loaded.decisions == (accepted,)
    assert loaded.decisions[0].id == accepted.id
    assert loaded.decisions[0].claim is loaded.claims[made.claims[0].id]


@pytest.mark.parametrize("told_as", [{"weapon": "a shell"}, {"confidence": 1.0}])
def test_what_corrects_a_claim_holds_it_as_it_was_corrected(record, read, save, told_as):
    """One that is equal and written otherwise too: 1 and 1.0 make two ids of a decision."""
    made = read(confidence=1)
    save(made)
    other = made.claims[0].with_(**told_as)
    corrected = told(Choice.CORRECT, claims=(other.id,), claim=other)
    record.save_decisions([corrected])
    (loaded,) = record.load().decisions
    assert (loaded, loaded.id) == (corrected, corrected.id)


def test_the_same_decision_saved_again_is_the_same_row(record, dump):
    record.save_decisions([told()])
    before = dump()
    assert record.save_decisions([told()]).changes == {}
    assert dump() == before


def test_a_decision_is_there_with_what_follows_or_not_at_all(record, monkeypatch):
    def fail(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("onrecord.store.derived.write_difference", fail)
    with pytest.raises(ZeroDivisionError):
        record.save_derived(Derived(problems=[PROBLEM]), [told()])
    assert record.load().decisions == ()


def test_the_row_says_when_it_was_written_and_by_which_run(record, sql):
    record.save_decisions([told()])
    ((added, doing),) = sql(
        "SELECT added_at, doing FROM decisions JOIN builds ON builds.seq = added_build"
    )
    assert added.startswith("2025-03-12T12:00")
    assert doing == "decision"


def test_ids_are_loaded_in_the_order_in_which_they_were_first_given(record):
    one, other = GivenId(id="inc_z", claim_ids=("c1",)), GivenId(id="inc_a", claim_ids=("c2",))
    record.save_derived(derived(one, other))
    merged = (
        GivenId(id="inc_z", claim_ids=("c1", "c2"), own=("c1",)),
        GivenId(id="inc_a", claim_ids=("c2",), is_retired=True, followed_by=("inc_z",)),
    )
    record.save_derived(derived(*merged))
    assert record.load().given == merged


def test_every_id_ever_given_keeps_a_live_row_and_its_history(record):
    one = GivenId(id="inc_z", claim_ids=("c1",))
    gone = GivenId(id="inc_z", claim_ids=("c1",), is_retired=True)
    record.save_derived(derived(one))
    record.save_derived(derived())  # told of no id, it forgets none
    assert record.load().given == (one,)
    record.save_derived(derived(gone))
    assert [row["retired_at"] is None for row in record.history("incident_ids", "inc_z")] == [
        False,
        True,
    ]


@pytest.fixture
def old(folder, monkeypatch, sql):
    """A record as version 0.1.0 made it: two incidents, and one that became one of them."""
    with monkeypatch.context() as before:
        before.setattr(schema, "NEWEST", "0001")
        before.setattr(schema, "KNOWN", ("0001",))
        store.open_record(folder, create=True).close()
    sql(
        "INSERT INTO builds (id, doing, began_at, program, settings) VALUES ('b', '', '', '', '{}')"
    )
    rows = [("inc_old", ["c1"], "2025"), ("inc_1", ["c1", "c2"], None), ("inc_2", ["é"], None)]
    for name, claims, retired in rows:
        incident = {"claim_ids": claims, "id": name, "when": None, "place_ids": [],
                    "place_names": [], "perpetrators": []}  # fmt: skip
        sql(
            "INSERT INTO incidents (id, scope, content, content_hash, added_at, added_build,"
            " retired_at, retired_build, retired_why) VALUES (?, 'derived', ?, 'x', '2024', 1, ?, 1, ?)",
            name, json.dumps(incident), retired, retired,
        )  # fmt: skip
    return folder


@pytest.mark.only_file  # no server ever had a record so old
def test_an_old_record_is_brought_up_to_date_and_its_incidents_keep_their_ids(old):
    with store.open_record(old) as record:
        loaded = record.load()
    assert (old / "record-schema-0001.db").exists()
    assert loaded.decisions == ()
    assert loaded.given == (
        GivenId(id="inc_old", claim_ids=("c1",), is_retired=True, followed_by=("inc_1",)),
        GivenId(id="inc_1", claim_ids=("c1", "c2")),
        GivenId(id="inc_2", claim_ids=("é",)),
    )
    assert [incident.id for incident in loaded.incidents_called("inc_old")] == ["inc_1"]


@pytest.mark.only_file  # no server ever had a record so old
def test_ids_that_an_old_record_brought_are_not_written_twice(old, dump):
    with store.open_record(old) as record:
        loaded = record.load()
        before = dump()
        record.save_derived(
            Derived(grouping=Grouping(incidents=loaded.incidents, asides=(), given=loaded.given))
        )
        incidents = [row for row in dump() if 'INTO "incident_ids"' in row]
    assert incidents == [row for row in before if 'INTO "incident_ids"' in row]


def test_a_retired_id_leads_through_others_to_where_its_claims_are(record):
    here = Incident(
        id="inc_3", claim_ids=("c1",), when=None, place_ids=(), place_names=(), perpetrators=()
    )
    given = (
        GivenId(id="inc_1", claim_ids=("c0",), is_retired=True, followed_by=("inc_2",)),
        GivenId(id="inc_2", claim_ids=("c0",), is_retired=True, followed_by=("inc_3", "inc_1")),
        GivenId(id="inc_3", claim_ids=("c1",)),
        GivenId(id="inc_4", claim_ids=("c9",), is_retired=True),
    )
    record.save_derived(derived(*given, incidents=(here,)))
    loaded = record.load()
    assert loaded.incidents_called("inc_1") == loaded.incidents_called("inc_3") == (here,)
    assert loaded.incidents_called("inc_4") == loaded.incidents_called("inc_9") == ()
