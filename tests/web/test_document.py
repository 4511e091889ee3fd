"""The Document screen: the text and its claims, read, blind, folded, and where it is from."""

import re

import pytest
from starlette.testclient import TestClient

from onrecord import workflow
from onrecord.web import app
from onrecord.workflow import choosing
from onrecord.workflow.desk import Desk


@pytest.fixture
def document(desk):
    """The wire's report; two claims stand in its title and share words there."""
    return desk.view.record.documents["02-wire-first-day.txt"]


@pytest.fixture
def claims(desk, document):
    return [c for c in desk.view.record.claims.values() if c.document == document.name]


def bare(html):
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_a_document_shows_its_text_with_its_claims_marked_and_listed(client, document, claims):
    told = client.get(f"/documents/{document.id}")
    assert told.status_code == 200
    for claim in claims:
        assert re.search(rf'data-claims="([^"]* )?{claim.id}[ "]', told.text)
        assert f'id="{claim.id}"' in told.text
    assert 'class="voice-title"' in told.text
    assert "is-proposed" in told.text


def test_what_was_decided_looks_decided_and_says_who_and_when(client, desk, document, claims):
    killed, wounded = (next(c for c in claims if c.count.low == n) for n in (43, 63))
    desk.decide(choosing.accept(killed.id), by="Amal")
    desk.decide(choosing.reject(wounded.id), by="Basil", why="A <i>drill</i>.")
    told = client.get(f"/documents/{document.id}").text
    assert re.search(rf'<mark class="is-decided"[^>]*data-claims="{killed.id}"', told)
    assert re.search(rf'<mark class="is-rejected"[^>]*data-claims="{wounded.id}"', told)
    assert "by Amal , " in bare(told)
    assert "A &lt;i&gt;drill&lt;/i&gt;." in told


def test_where_it_is_from_is_told_with_which_element_said_so(client, desk, document):
    told = client.get(f"/documents/{document.id}").text
    assert "as told by: manifest" in told
    assert desk.view.record.snapshots[document.name].sha256 in told
    assert "bytes kept" in told
    assert document.told.url in told
    assert f'href="{document.told.url}"' not in told  # nothing leads elsewhere by a click


def test_how_it_came_and_every_line_of_its_custody_are_told(client, desk, document):
    page = bare(client.get(f"/documents/{document.id}").text)
    assert "How it came" in page
    assert "a file on this machine" in page
    assert "bytes taken in" in page
    told = client.get(f"/api/documents/{document.id}/custody").json()
    assert [one["way"] for one in told["captures"]] == ["file"]
    assert [one["act"] for one in told["events"]] == ["taken in"]
    assert dict(told["events"][0]["details"])["sha256"] in page


def test_other_bytes_of_the_same_document_stay_in_its_custody(tmp_path):
    reports, folder = tmp_path / "reports", tmp_path / "coast"
    reports.mkdir()
    for number in ("12", "14"):
        (reports / "a.txt").write_text(f"{number} people were killed in Aleppo.\n", "utf-8")
        workflow.build(reports, folder)
    with Desk(folder) as desk:
        custody = desk.custody("a.txt")
        snapshot = desk.view.record.snapshots["a.txt"]
        assert [one.sha256 == snapshot.sha256 for one in custody.snapshots] == [False, True]
        first, last = custody.readings
        assert (first.retired_at is None, last.retired_at) == (False, None)
        assert snapshot.id in (first.retired_why or "")
        page = TestClient(app(desk), base_url="http://127.0.0.1:8440")
        assert "other bytes kept" in page.get("/claims/" + next(iter(desk.view.record.claims))).text


def test_documents_are_listed_and_found(client):
    def names(**asked):
        return set(
            re.findall(r">([\w-]+\.(?:txt|html))<", client.get("/documents", params=asked).text)
        )

    everything = names()
    assert "02-wire-first-day.txt" in everything
    assert names(q="RED sea") < everything
    assert names(language="ar") == {"04-ar-dahyan.txt"}
    assert "14-opinion.txt" in everything
    assert names(left="open") <= everything
    assert "No document fits" in client.get("/documents?q=nothing+like+it").text


def test_a_claim_leads_to_its_place_and_to_its_editor(client, document, claims):
    told = client.get(f"/claims/{claims[0].id}")
    assert told.headers["location"] == f"/documents/{document.id}?claim={claims[0].id}"
    told = client.get(f"/claims/{claims[0].id}/edit")
    assert told.headers["location"] == f"/documents/{document.id}?edit={claims[0].id}"
    assert client.get("/claims/clm_nothing").status_code == 404
    assert client.get("/documents/doc_nothing").status_code == 404


def test_a_blind_reading_shows_no_claim_and_what_is_added_shapes_nothing(
    client, desk, document, claims
):
    page = f"/documents/{document.id}?blind=1"
    alone = client.get(page).text
    assert "<mark" not in alone
    assert claims[0].id not in alone
    client.cookies.set("person", "Amal")
    at = claims[1].passage
    words = f"{at.start}:{at.end}"
    form = {"document": document.id, "at": words, "words": words, "outcome": "killed", "low": "43",
            "is_blind": "yes", "back": page}  # fmt: skip
    assert "is_blind" in client.get(f"{page}&add={words}").text
    told = client.post("/decide/add", data=form)
    assert (told.status_code, told.headers["location"]) == (303, page)
    assert len(desk.view.record.claims) == len(desk.view.record.as_read | desk.view.record.claims)
    assert at.exact in bare(client.get(page).text.split("What you found")[1])
    client.cookies.set("person", "Basil")
    assert "Nothing yet" in client.get(page).text


def test_words_of_harm_are_folded_when_a_person_wishes(client, document):
    page = f"/documents/{document.id}"
    assert '<details class="folded"' not in client.get(page).text
    told = client.post("/documents/fold", data={"is_folded": "yes", "back": page})
    assert told.headers["location"] == page
    assert '<details class="folded"' in client.get(page).text
    client.post("/documents/fold", data={"is_folded": "no", "back": page})
    assert '<details class="folded"' not in client.get(page).text


def test_words_are_found_in_the_text_without_scripts(client, document, claims):
    told = client.get(f"/documents/{document.id}", params={"find": "the HEALTH ministry"}).text
    assert re.search(r'href="/documents/doc_\w+\?add=\d+%3A\d+"', told)
    assert "do not stand in the text" in client.get(f"/documents/{document.id}?find=zzz").text


def test_a_name_is_looked_up(client):
    found = client.get("/api/lookup", params={"kind": "place", "q": "Saada"}).json()
    assert found[0]["name"] == "Sa'dah"
    assert set(found[0]) == {"id", "name", "kind", "within", "why"}
    assert client.get("/api/lookup", params={"kind": "actor", "q": "zzzz"}).json() == []
    assert client.get("/api/lookup", params={"kind": "planet", "q": "x"}).status_code == 422
