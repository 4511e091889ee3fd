"""Deciding about claims in the browser's forms: once, in a batch, and against others."""

import pytest

from onrecord import store
from onrecord.workflow import choosing

BACK = "/documents/doc_x?part=2"


@pytest.fixture
def claims(desk):
    return list(desk.view.record.claims)


@pytest.fixture
def send(client, desk):
    """Send a form of a decision as Amal, with what she saw."""

    def sent(verb, *claims, seen=None, **fields):
        view = desk.view
        seen = seen or [f"{one}:{view.last_word_on(one)}" for one in claims]
        client.cookies.set("person", "Amal")
        return client.post(
            f"/decide/{verb}", data={"claim": claims, "seen": seen, "back": BACK, **fields}
        )

    return sent


@pytest.mark.parametrize(
    ("verb", "status"), [("accept", "accepted"), ("unsure", "unsure"), ("reject", "rejected")]
)
def test_a_claim_is_decided_and_the_page_goes_on(send, desk, claims, verb, status):
    told = send(verb, claims[0], reason="wrong-number" if verb == "reject" else "")
    assert (told.status_code, told.headers["location"]) == (303, BACK)
    assert desk.view.record.claims[claims[0]].decision == status
    (decision,) = desk.view.record.decisions
    assert decision.by == "Amal"


def test_several_are_decided_together(send, desk, claims):
    assert send("accept", *claims[:3]).status_code == 303
    assert {desk.view.record.claims[one].decision for one in claims[:3]} == {"accepted"}


def test_a_rejection_keeps_the_picked_reason_and_ones_own_words(send, desk, claims):
    send("reject", claims[0], reason="not-said", why="It is a   drill.")
    assert desk.view.record.decisions[0].why == "Not what the words say. It is a drill."


def test_a_rejection_without_a_reason_is_refused(send, desk, claims):
    told = send("reject", claims[0])
    assert told.status_code == 422
    assert "Say why it is rejected" in told.text
    assert desk.view.record.decisions == ()


def test_nothing_chosen_decides_nothing(send):
    assert "Choose at least one claim" in send("accept", seen=["x:"]).text


def test_whoever_was_slower_sees_what_others_decided_and_can_decide_all_the_same(
    send, desk, claims
):
    seen = [f"{claims[0]}:{desk.view.last_word_on(claims[0])}"]
    desk.decide(choosing.reject(claims[0]), by="Basil", why="A <b>drill</b>.")
    told = send("accept", claims[0], seen=seen, why="I telephoned.")
    assert told.status_code == 409
    assert "Basil" in told.text
    assert "A &lt;b&gt;drill&lt;/b&gt;." in told.text
    assert "I telephoned." in told.text
    mark = f"{claims[0]}:{desk.view.last_word_on(claims[0])}"
    assert f'name="seen" value="{mark}"' in told.text
    assert desk.view.record.claims[claims[0]].decision == "rejected"
    assert send("accept", claims[0], seen=[mark]).status_code == 303


def test_nobody_named_is_asked_who_decides_and_every_claim_of_the_batch_is_kept(client, claims):
    told = client.post("/decide/accept", data={"claim": claims[:2], "back": BACK})
    assert told.status_code == 403
    for one in claims[:2]:
        assert f'name="claim" value="{one}"' in told.text


@pytest.mark.parametrize("back", ["//elsewhere.example/", "https://elsewhere.example/", "x"])
def test_a_decision_never_leads_elsewhere(send, claims, back):
    assert send("accept", claims[0], back=back).headers["location"] == "/"


def test_a_blind_decision_shapes_nothing(send, desk, claims):
    send("reject", claims[0], reason="not-harm", is_blind="yes")
    assert desk.view.record.claims[claims[0]].decision is None
    assert desk.view.record.decisions[0].is_blind


def test_a_script_that_takes_a_piece_of_the_page_is_given_all_of_it(client, claims):
    asked = {"hx-request": "true", "hx-request-type": "full"}
    told = client.post("/decide/reject", data={"claim": claims[0]}, headers=asked)
    assert 'id="main"' in told.text


def test_while_another_process_writes_the_form_is_kept_to_be_sent_again(client, claims, folder):
    """A build runs beside the desk: one clear line, nothing written, nothing typed lost."""
    client.cookies.set("person", "Amal")
    sent = {"claim": claims[0], "why": "It says “12” twice.", "back": "/queue"}
    with store.open_record(folder) as other, other.build(doing="build"):
        answer = client.post("/decide/reject", data=sent)
    assert answer.status_code == 503
    assert "another build is writing to this record" in answer.text
    assert 'action="/decide/reject"' in answer.text
    assert "It says “12” twice." in answer.text
    assert claims[0] in answer.text
    assert client.post("/decide/reject", data=sent).status_code == 303
