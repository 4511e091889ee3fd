"""The Checks screen: every problem with its place, settled and opened again."""

import re

import pytest
from lxml import html


@pytest.fixture
def signed(client):
    """The same, by somebody who said who they are."""
    client.cookies.set("person", "Amal")
    return client


def _open(client, **asked):
    return html.fromstring(client.get("/checks", params=asked).text)


def _code_with_most(desk):
    codes = [problem.code for problem in desk.view.index.problems.values()]
    return max(set(codes), key=codes.count)


def test_every_kind_of_problem_is_listed_with_how_many(client, desk):
    page = _open(client)
    codes = {problem.code for problem in desk.view.index.problems.values()}
    assert codes
    text = page.text_content()
    assert all(code in text for code in codes)


def test_a_kind_is_explained_and_all_of_it_listed(client, desk):
    code = _code_with_most(desk)
    page = _open(client, code=code)
    ids = {p.id for p in desk.view.index.problems.values() if p.code == code}
    shown = {li.get("id") for li in page.iter("li") if "problem" in (li.get("class") or "").split()}
    assert shown == ids
    assert "What to do" in page.text_content()


def test_a_problem_leads_to_its_words(client, desk):
    found = next(p for p in desk.view.index.problems.values() if p.where in desk.view.record.claims)
    page = html.fromstring(client.get(f"/checks/{found.id}").text)
    links = {a.get("href") for a in page.iter("a")}
    assert f"/claims/{found.where}" in links


def test_a_problem_is_settled_with_a_reason_and_opened_again(signed, desk):
    code = _code_with_most(desk)
    one = next(p for p in desk.view.index.problems.values() if p.code == code)
    form = {"problem": one.id, "seen": f"{one.id}:", "back": f"/checks/{one.id}"}
    assert signed.post("/decide/settle", data={**form, "why": ""}).status_code == 422
    answer = signed.post("/decide/settle", data={**form, "why": "A misprint."})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/checks/{one.id}")
    assert "A misprint." in signed.get("/checks", params={"state": "settled"}).text
    decision = desk.view.settled[one.id]
    form = {"decision": decision.id, "seen": f"{decision.id}:", "back": "/checks"}
    assert signed.post("/decide/undo", data={**form, "why": "It is none."}).status_code == 303
    assert one.id not in desk.view.settled


def test_problems_of_one_kind_are_settled_together_with_one_reason(signed, desk):
    code = _code_with_most(desk)
    ids = [p.id for p in desk.view.index.problems.values() if p.code == code][:5]
    page = _open(signed, code=code)
    seen = [i.get("value") for i in page.iter("input") if i.get("name") == "seen"]
    data = {"problem": ids, "seen": seen, "why": "All looked at.", "back": "/checks"}
    assert signed.post("/decide/settle", data=data).status_code == 303
    assert set(ids) <= desk.view.settled.keys()
    assert {desk.view.settled[one].why for one in ids} == {"All looked at."}


def test_problems_of_two_kinds_are_not_settled_with_one_reason(signed, desk):
    by_code = {problem.code: problem.id for problem in desk.view.index.problems.values()}
    two = list(by_code.values())[:2]
    answer = signed.post("/decide/settle", data={"problem": two, "why": "so", "back": "/"})
    assert answer.status_code == 422
    assert not desk.view.settled


def test_what_somebody_settled_meanwhile_is_not_settled_again(signed, desk):
    one = next(iter(desk.view.index.problems.values()))
    form = {"problem": one.id, "seen": f"{one.id}:", "back": "/", "why": "known"}
    assert signed.post("/decide/settle", data=form).status_code == 303
    assert signed.post("/decide/settle", data=form).status_code in {409, 422}
    assert len(desk.view.record.decisions) == 1


def test_only_what_is_asked_for_is_listed(client, desk):
    one = next(p for p in desk.view.index.problems.values() if p.where in desk.view.record.claims)
    word = max(re.findall(r"[a-z]{6,}", one.message), key=len)
    text = client.get("/checks", params={"q": word.upper(), "severity": one.severity.value}).text
    assert one.id in text
    document = desk.view.record.documents[desk.view.record.claims[one.where].document]
    assert one.id in client.get("/checks", params={"at": document.id}).text
    assert one.id not in client.get("/checks", params={"q": "zzqqzz"}).text


def test_an_id_that_is_not_there_is_said_to_be_missing(client):
    assert client.get("/checks/prb_none").status_code == 404
    assert client.get("/checks", params={"severity": "<b>", "page": 99}).status_code == 200


def test_preserved_bytes_are_gone_through(client, desk):
    assert "as it came" in client.post("/checks/kept").text
    snapshot = next(iter(desk.view.record.snapshots.values()))
    path = desk.folder / "archive" / snapshot.sha256[:2] / snapshot.sha256[2:]
    path.chmod(0o644)
    path.write_bytes(b"another")
    assert snapshot.sha256[2:] in client.post("/checks/kept").text
