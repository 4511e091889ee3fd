"""The Incident screen and the list of incidents: everything a figure rests on, on one page."""

import re

import pytest

from onrecord.model import Choice
from onrecord.workflow import choosing


@pytest.fixture
def record(desk):
    return desk.view.record


@pytest.fixture
def big(record):
    """The most told incident: an air strike on a market, in English and Arabic reports."""
    return max(record.incidents, key=lambda incident: len(incident.claim_ids))


@pytest.fixture
def page(client, big):
    """Open a page of the big incident."""

    def opened(rest=""):
        told = client.get(f"/incidents/{big.id}{rest}")
        assert told.status_code == 200, told.text[:600]
        return told.text

    return opened


def places_of(text, *words):
    return [text.index(word) for word in words]


def test_the_list_has_every_incident_with_its_figures(client, record):
    text = client.get("/incidents").text
    for incident in record.incidents:
        assert f"/incidents/{incident.id}" in text
    assert "39–51" in text
    assert "proposed" in text


def test_the_list_is_sorted_by_time_by_size_and_by_doubt(client, record):
    by_time = [f"/incidents/{one.id}" for one in record.incidents]
    text = client.get("/incidents").text
    assert places_of(text, *by_time) == sorted(places_of(text, *by_time))
    most = max(
        record.incidents,
        key=lambda one: max(
            (f.maximum or 0 for f in record.figures[one.id] if f.outcome == "killed"), default=0
        ),
    )
    for sort, first in (
        ("size", most.id),
        ("claims", max(record.incidents, key=lambda i: len(i.claim_ids)).id),
    ):
        found = re.findall(
            r'<th scope="row"><a href="/incidents/(inc_\w+)"',
            client.get(f"/incidents?sort={sort}").text,
        )
        assert found[0] == first
    doubtful = client.get("/incidents?sort=doubt").text
    assert doubtful.index("1 sum fails") < doubtful.index("one origin")


def test_the_list_is_filtered_by_place_doer_and_status(client, desk, big):
    some = client.get("/incidents", params={"by": big.perpetrators[0]}).text
    assert f"/incidents/{big.id}" in some
    assert some.count("<tr>") < client.get("/incidents").text.count("<tr>")
    inside = client.get("/incidents", params={"place": big.place_ids[0]}).text
    assert f"/incidents/{big.id}" in inside
    assert "No incident fits" in client.get("/incidents?looked=part").text
    desk.decide(choosing.accept(big.claim_ids[0]), by="Amal")
    assert f"/incidents/{big.id}" in client.get("/incidents?looked=part").text


@pytest.mark.parametrize("asked", ["sort=nonsense", "page=900", "looked=%00", "turned=x"])
def test_what_makes_no_sense_in_a_list_does_no_harm(client, asked):
    assert client.get(f"/incidents?{asked}").status_code == 200


def test_the_head_says_where_when_and_who_as_it_is_said(page):
    text = page()
    assert "9 August 2018" in text
    assert "known to the day" in text
    assert "coalition" in text
    assert "not told by" in text
    assert "proposed: nobody has looked" in text


def test_a_figure_shows_every_claim_that_it_uses_or_not(page, record, big):
    text = page()
    killed = next(f for f in record.figures[big.id] if f.outcome == "killed")
    assert "39–51" in text
    assert killed.rule.split(":")[0] in text
    assert f"{len(killed.left_out)} claims not used, and why" in text
    for claim_id in (*killed.used, *dict(killed.left_out)):
        assert f'id="{claim_id}"' in text


def test_each_claim_stands_once_in_its_own_words_with_its_document(page, record, big):
    text = page() + page("?page=2")
    for claim_id in big.claim_ids:
        assert text.count(f'id="{claim_id}"') == 1
        document = record.documents[record.claims[claim_id].document]
        assert f"/documents/{document.id}#{claim_id}" in text or "in the same sentence" in text
    assert "dozens of dead" in text


def test_a_claim_that_is_decided_looks_decided(page, desk, big):
    desk.decide(choosing.accept(big.claim_ids[0]), by="Basma")
    text = page()
    assert "Basma" in text
    assert f"1 of {len(big.claim_ids)} claims looked at" in text
    assert re.search(rf'said-one is-accepted[^>]*id="{big.claim_ids[0]}"', text)


def test_the_drawing_has_a_mark_for_what_is_said_and_a_table_that_says_the_same(page):
    text = page()
    assert text.count('class="through-time"') == 2
    assert "51 max" in text
    assert "39 min" in text
    assert "The same as a table" in text
    # "at least 43" printed twice, "dozens", "children", "at least 26 children", "19 more"
    assert text.count('class="arrow"') == 6


def test_sums_show_what_fails_first_with_the_numbers(page):
    text = page()
    fails, holds = places_of(text, "40 + 21 = 61", "40 + 11 = 51")
    assert fails < holds
    assert "does not hold" in text


def test_the_drawing_of_origins_says_how_each_document_has_it(page):
    text = page()
    assert "10 links" in text
    assert "7 origins behind the figures" in text
    assert "named as source" in text


def test_the_map_is_an_area_and_says_how_exactly(page):
    text = page()
    assert 'class="area"' in text
    assert "where_prec" in text
    assert "not how far the harm reached" in text


def test_persons_are_named_only_to_those_who_ask(page):
    text = page()
    assert "Show the names told" in text
    assert 'class="named"' not in text
    assert "Show the names told" not in page("?names=shown")


def test_a_critics_questions_are_answered_like_in_the_terminal(page):
    text = page("/corroboration")
    for question in (
        "could they know?",
        "What is not counted",
        "What contradicts it?",
        "What would change the figure?",
        "leave room for",
    ):
        assert question in text
    assert "Without" in text or "without" in text


def test_five_rulebooks_stand_side_by_side_with_the_rule_that_did_it(page):
    text = page("/rulebooks")
    for name in ("ucdp-ged", "acled", "ibc", "airwars", "ohchr"):
        assert f">{name}" in text
    assert "low-and-high-are-claims" in text
    assert "never a confidence interval" in text


def test_an_id_that_no_incident_ever_had_is_not_there(client):
    assert client.get("/incidents/inc_nothing").status_code == 404
    assert client.get("/incidents/inc_nothing/rulebooks").status_code == 404


def test_a_retired_id_leads_on_and_says_so(client, desk, big):
    other = next(i for i in desk.view.record.incidents if i.id != big.id)
    desk.decide(choosing.merge([big.id, other.id]), by="Amal", why="one strike")
    now = {incident.id for incident in desk.view.record.incidents}
    (gone,) = {big.id, other.id} - now
    (kept,) = {big.id, other.id} & now
    told = client.get(f"/incidents/{gone}")
    assert (told.status_code, told.headers["location"]) == (302, f"/incidents/{kept}?was={gone}")
    assert (
        f"The id {gone} was given to an incident whose claims are here now"
        in client.get(told.headers["location"]).text
    )
    assert client.get(f"/incidents/{kept}/history").text.count(gone) == 1


def test_a_note_is_kept_beside_an_incident_and_shapes_nothing(client, desk, big):
    client.cookies.set("person", "Amal")
    before = desk.view.record.figures
    told = client.post(
        "/decide/note",
        data={
            "thing": big.id,
            "why": "Ask the hospital again.",
            "back": f"/incidents/{big.id}#notes",
        },
    )
    assert told.status_code == 303
    (decision,) = desk.view.record.decisions
    assert (decision.choice, decision.by) == (Choice.NOTE, "Amal")
    assert desk.view.record.figures == before
    for rest in ("", "/history"):
        assert "Ask the hospital again." in client.get(f"/incidents/{big.id}{rest}").text


def test_the_history_of_an_incident_names_who_decided_and_what_was_undone(page, desk, big):
    assert "Nobody has decided anything here yet" in page("/history")
    (decision,) = desk.decide(choosing.reject(big.claim_ids[0]), by="Basma", why="a drill")
    desk.decide(choosing.undo(decision.id), by="Amal", why="it was none")
    text = page("/history")
    assert "Basma" in text
    assert "a drill" in text
    assert "undone" in text
