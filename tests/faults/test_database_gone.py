"""A record on PostgreSQL whose server goes down while it is used, and comes back."""

import json
import os
import time

import pytest
from starlette.testclient import TestClient

import servers
from databases import Server
from onrecord import extract, workflow
from onrecord.web import app
from onrecord.workflow.desk import Desk
from onrecord.workflow.desk.held_open import _LOOK_AGAIN

HERE = "http://127.0.0.1:8440"
MODES = ("immediate", "fast")  # as when its machine goes down, and as when it is restarted


@pytest.fixture
def server():
    """A server that the test may stop and start."""
    try:
        with servers.of_its_own() as made:
            yield made
    except servers.NoServer as fault:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(fault))


@pytest.fixture
def on_server(server, tmp_path):
    """Let the settings of a record's folder say that its database is on the server."""
    records = Server(server.url)

    def told(name: str):
        records.prepare(tmp_path / name)
        return tmp_path / name

    return told


@pytest.mark.parametrize("mode", MODES)
def test_a_build_says_so_in_one_line_and_the_same_build_goes_on(
    mode, onrecord, write, on_server, server, dump, monkeypatch
):
    write(12)
    on_server("whole")
    on_server("r")
    assert onrecord("build", "reports", "--record", "whole").code == 0
    read = extract.english_reader.claims

    def stopping(self, document, text, named):
        if document.name == "report-00007.txt":
            server.stop(mode)
        return read(self, document, text, named)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(extract.english_reader, "claims", stopping)
        gone = onrecord("build", "reports", "--record", "r")
    said = [line for line in gone.err.splitlines() if line.startswith("onrecord: ")]
    assert gone.code == 3
    assert len(said) == 1
    assert "the database" in said[0]
    for words in (("show", "r"), ("check", "r"), ("build", "reports", "--record", "r")):
        told = onrecord(*words)
        assert told.code == 3
        assert "the database cannot be reached" in told.err
    server.start()
    again = onrecord("build", "reports", "--record", "r")
    assert again.code == 0
    assert "All holds" in onrecord("verify", "r").out
    assert dump("r") == dump("whole")


@pytest.mark.parametrize("mode", MODES)
def test_the_desk_asks_to_come_back_later_and_goes_on_by_itself(
    mode, onrecord, write, on_server, server
):
    write(3)
    folder = on_server("r")
    assert onrecord("build", "reports", "--record", "r").code == 0
    first, second, third = sorted(workflow.load(folder).claims)
    with Desk(folder, person="Amal") as desk:
        client = TestClient(app(desk), base_url=HERE, follow_redirects=False)
        assert accept(client, first).status_code == 201
        assert desk.wait(30)  # while figures are worked out, pages show what was there before
        server.stop(mode)
        time.sleep(2 * _LOOK_AGAIN)  # a page that asks nothing else looks no oftener
        for path in ("/", "/queue", "/incidents", "/api/queue"):
            answer = client.get(path)
            assert answer.status_code == 503, path
            assert int(answer.headers["retry-after"]) > 0
            assert "the database" in answer.text
        refused = accept(client, second)
        assert refused.status_code == 503
        assert int(refused.headers["retry-after"]) > 0
        client.cookies.set("person", "Amal")
        form = client.post("/decide/accept", data={"claim": second, "why": "Seen.", "back": "/"})
        assert form.status_code == 503
        assert "Seen." in form.text  # what was typed is kept, to be sent again
        server.start()
        assert client.get("/").status_code == 200
        assert accept(client, second).status_code == 201
        assert accept(client, third).status_code == 201
        assert desk.wait(30)
    decided = [one.claims[0] for one in workflow.load(folder).decisions]
    assert sorted(decided) == [first, second, third]
    assert "All holds" in onrecord("verify", "r").out


def test_who_asks_is_no_riddle_where_nobody_can_be_asked(onrecord, write, on_server, server):
    """Without accounts to look at, whoever asks is told when to come back, and nothing more."""
    write(1)
    folder = on_server("secret-name")
    assert onrecord("build", "reports", "--record", "secret-name").code == 0
    with Desk(folder) as desk:
        made = app(desk)
        server.stop()
        client = TestClient(made, base_url=HERE, follow_redirects=False)
        page, program = client.get("/incidents"), client.get("/api/incidents")
        sent = client.post("/decide/accept", data={"claim": "clm_x", "why": "I saw it."})
    for answer in (page, program, sent):
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) > 0
    assert "Deciding as" not in page.text
    assert program.json()["error"] == "unusable"
    assert "I saw it." in sent.text


def accept(client: TestClient, claim: str):
    """Decide as a program does."""
    told = {"by": "Amal", "decide": [{"choice": "accept", "claim": claim}]}
    return client.post(
        "/api/decisions", content=json.dumps(told), headers={"content-type": "application/json"}
    )
