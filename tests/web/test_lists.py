"""Lists at the desk: pairs decided, persons taken apart and brought together, rows by the page."""

import logging
import shutil

import pytest
from lxml import html
from starlette.testclient import TestClient

from onrecord import store, workflow
from onrecord.model import Choice
from onrecord.web import app
from onrecord.workflow import ListTold
from onrecord.workflow.desk import Desk

PLANTED = "Zanzabeel"  # a name that stands on lists only
MAY = f"""\
Ref,Name,Sex,Age,Date of death,Place,National ID,Status
M-1,Omar {PLANTED} Haddad,M,34,2024-05-03,Qasra,900111222,killed
M-2,Layla Omar Haddad,F,7,2024-05-03,Qasra,900111223,killed
M-3,Yusuf Sami Nasser,M,51,2024-05-04,Dahyan,900111224,killed
M-5,Salim Sami Nasser,M,49,2024-05-04,Dahyan,900111229,killed
"""
JUNE = f"""\
Ref,Name,Sex,Age,Date of death,Place,National ID,Status
M-1,Omar {PLANTED} Haddad,M,34,2024-05-03,Qasra,900111222,killed
M-3,Yusuf Sami Nasser,M,52,2024-05-04,Dahyan,900111224,killed
M-4,Hana Adel Saleh,F,20,2024-06-01,Dahyan,900111225,killed
M-5,Salim Sami Nasser,M,49,2024-05-04,Dahyan,900111229,killed
"""
WALL = """\
الاسم,الجنس,العمر,تاريخ الوفاة,المكان,الحالة
يوسف سامي ناصر,ذكر,51,2024-05-04,دهيان,مفقود
هناء عادل صالح,أنثى,20,2024-06-01,دهيان,قتيل
"""


@pytest.fixture(scope="module")
def listed(built, tmp_path_factory):
    """The record with two lists, linked; one of them was given out twice."""
    folder = tmp_path_factory.mktemp("listed") / built.name
    shutil.copytree(built, folder)
    told = (("may", MAY, "ministry"), ("june", JUNE, "ministry"), ("wall", WALL, "wall"))
    for name, rows, of in told:
        path = folder.parent / f"{name}.csv"
        path.write_text(rows, "utf-8")
        workflow.take_list(folder, path, ListTold(name=of, keeper=f"The {of}", by="Amal"))
    workflow.link_lists(folder)
    return folder


@pytest.fixture
def folder(listed, tmp_path):
    return shutil.copytree(listed, tmp_path / listed.name)


@pytest.fixture
def desk(folder):
    with Desk(folder, person="Amal") as held:
        yield held


def text(answer):
    return " ".join(html.fromstring(answer.text).text_content().split())


def lists(desk):
    return desk.lists(desk.view)


def person(desk, name):
    return next(e.person for e in lists(desk).people.listed.entries if name in e.name)


def send(client, form, **more):
    """Send a form of a page, as somebody does who presses its button."""
    fields = [(i.get("name"), i.get("value", "")) for i in form.iter("input") if i.get("name")]
    data = {}
    for name, value in fields:
        data.setdefault(name, []).append(value)
    return client.post(form.get("action"), data={**data, **more})


def form(page, action):
    return html.fromstring(page.text).xpath(f"//main//form[@action='{action}']")[0]


def test_the_first_pair_is_a_death_to_confirm_with_both_rows_in_their_own_script(client, desk):
    page = client.get("/lists/pairs")
    told = text(page)
    assert "One list has this person as killed, the other as missing or alive." in told
    assert "يوسف سامي ناصر" in told
    assert "Yusuf Sami Nasser" in told
    assert "two spellings" in told
    assert "times likelier for one person" in told


def test_brothers_on_the_same_list_are_a_warning(client, desk):
    page = client.get("/lists/pairs")
    (warned,) = html.fromstring(page.text).xpath("//section[@class='siblings']")
    assert "Salim Sami Nasser" in warned.text_content()


def test_a_pair_is_decided_the_groups_follow_and_it_waits_no_more(client, desk):
    page = client.get("/lists/pairs")
    waiting = len(lists(desk).waiting)
    answer = send(client, form(page, "/decide/one-person"))
    assert answer.status_code == 303
    last = desk.view.record.decisions[-1]
    assert (last.choice, last.by) == (Choice.ONE_PERSON, "Amal")
    assert last.why == "Both rows looked at side by side."
    assert len(lists(desk).waiting) == waiting - 1
    home = lists(desk).home
    assert home[last.persons[0]].id == home[last.persons[1]].id
    assert home[last.persons[0]].is_decided


def test_what_the_desk_decides_is_what_the_store_and_the_terminal_see(client, desk, folder):
    page = client.get("/lists/pairs")
    send(client, form(page, "/decide/other-persons"))
    again = workflow.linking_of(folder)
    assert again.grouped.groups == lists(desk).linking.grouped.groups
    assert again.grouped.given == lists(desk).linking.grouped.given
    assert [d.choice for d in again.decisions] == [Choice.OTHER_PERSONS]


def test_undoing_at_the_desk_brings_groups_back(client, desk, folder):
    before = lists(desk).linking.grouped.groups
    send(client, form(client.get("/lists/pairs"), "/decide/other-persons"))
    assert lists(desk).linking.grouped.groups != before
    answer = send(client, form(client.get("/lists/pairs"), "/decide/undo"))
    assert answer.status_code == 303
    assert lists(desk).linking.grouped.groups == before
    assert workflow.linking_of(folder).grouped.groups == before


def test_a_reason_that_is_written_is_kept(client, desk):
    page = client.get("/lists/pairs")
    send(client, form(page, "/decide/one-person"), why="The family confirmed it.")
    assert desk.view.record.decisions[-1].why == "The family confirmed it."


def test_two_people_who_decide_the_same_pair_are_told_of_each_other(client, desk):
    page = client.get("/lists/pairs")
    send(client, form(page, "/decide/one-person"))
    answer = send(client, form(page, "/decide/other-persons"))
    assert answer.status_code == 409
    assert "Somebody was quicker" in text(answer)
    assert len([d for d in desk.view.record.decisions if d.persons]) == 1


def test_somebody_who_is_on_no_list_is_refused(client, desk):
    answer = client.post("/decide/one-person", data={"person": ["per_x", "per_y"], "why": "no"})
    assert answer.status_code == 422
    assert not desk.view.record.decisions


def test_a_pair_that_there_is_not_is_said_so(client):
    assert client.get("/lists/pairs?at=par_aaaaaaaaaaaaaaaa").status_code == 404


def test_a_page_of_one_person_has_all_rows_evidence_and_history(client, desk):
    who = person(desk, "Yusuf Sami")
    page = client.get(f"/lists/people/{who}")
    assert page.status_code == 302
    told = text(client.get(page.headers["location"]))
    assert "2 rows held to be one person." in told
    assert "يوسف سامي ناصر" in told
    assert "changed: Age" in told
    assert "Why they are held to be one person" in told


def test_a_row_taken_out_is_by_itself_and_the_retired_id_leads_on(client, desk):
    who = person(desk, "Yusuf Sami")
    group = lists(desk).home[who].id
    page = client.get(f"/lists/people/{group}")
    answer = send(client, form(page, "/decide/take-out"), person=who, why="Another village.")
    assert answer.status_code == 303
    assert who not in lists(desk).home
    assert "A row by itself" in text(client.get(f"/lists/people/{who}"))
    gone = client.get(f"/lists/people/{group}")
    assert gone.status_code == 200
    assert "No longer one person" in text(gone)
    assert gone.text.count('href="/lists/people/') == 2


def test_rows_are_brought_together_from_the_page_of_a_person(client, desk):
    one, other = person(desk, "Omar"), person(desk, "Salim")
    page = client.get(f"/lists/people/{one}?q=salim+nas")
    choose = html.fromstring(page.text).xpath("//input[@type='radio']/@value")
    assert choose == [other]
    (asking,) = html.fromstring(page.text).xpath("//form[.//input[@type='radio']]")
    marks = asking.xpath(".//input[@name='seen']/@value")
    data = {"person": [one, other], "why": "Two names.", "seen": marks, "back": "/lists"}
    assert client.post("/decide/one-person", data=data).status_code == 303
    assert lists(desk).home[one].persons == tuple(sorted((one, other)))


def test_nobody_is_called_an_id_that_was_never_given(client):
    assert client.get("/lists/people/grp_aaaaaaaaaaaaaaaa").status_code == 404


def test_lists_tell_keeper_persons_last_change_and_links(client, desk):
    told = text(client.get("/lists"))
    assert "The ministry" in told
    assert "1 added" in told
    assert "1 removed" in told
    assert "1 changed" in told
    assert "wall: " in told
    assert "onrecord lists add" in told


def test_differences_of_an_issue_are_a_table_and_can_be_narrowed(client, desk):
    named = next(n for n in lists(desk).people.listed.lists if n.name == "ministry")
    issue = lists(desk).issues[named.id][-1]
    told = text(client.get(f"/lists/list/ministry/{issue.id}"))
    assert "Layla Omar Haddad" in told
    assert "Hana Adel Saleh" in told
    only = text(client.get(f"/lists/list/ministry/{issue.id}?change=removed"))
    assert "Layla Omar Haddad" in only
    assert "Hana Adel Saleh" not in only


def test_rows_of_a_list_are_searched_by_words_of_a_name_in_either_script(client, desk):
    assert "1 row found." in text(client.get("/lists/list/ministry?q=hana"))
    told = text(client.get("/lists/list/wall?q=هناء"))
    assert "هناء عادل صالح" in told
    assert "يوسف" not in told


def test_a_page_of_rows_reads_that_page_alone(folder):
    rows = "\n".join(f"P-{n},Person Number{n} Family,M,{n % 80}" for n in range(9_000))
    path = folder.parent / "long.csv"
    path.write_text(f"Ref,Name,Sex,Age\n{rows}\n", "utf-8")
    workflow.take_list(folder, path, ListTold(name="long", by="Amal"))
    with store.open_record(folder) as kept:
        named = next(one for one in kept.name_lists() if one.name == "long")
        (issue,) = kept.issues(named.id)
        every = kept.current_entries(named.id)
        assert kept.rows_of(issue, 3_990, 20) == every[3_990:4_010]  # over two rows of ids
        assert kept.rows_of(issue, 8_990, 50) == every[8_990:]
        assert kept.rows_of(issue, 9_500, 50) == ()


def test_lists_are_seen_at_once_when_a_terminal_takes_one_in(client, desk, folder):
    assert "barracks" not in text(client.get("/lists"))
    path = folder.parent / "barracks.csv"
    path.write_text("Name,Age\nOmar Adel Saleh,30\n", "utf-8")
    workflow.take_list(folder, path, ListTold(name="barracks", by="Amal"))
    told = text(client.get("/lists"))
    assert "barracks" in told
    assert "onrecord lists link" in told


def test_today_says_how_many_pairs_wait(client, desk):
    (link,) = html.fromstring(client.get("/").text).xpath("//main//a[@href='/lists/pairs']")
    assert str(len(lists(desk).waiting)) in link.text_content()


def test_nothing_of_lists_is_given_to_programs_found_or_logged(client, desk, caplog):
    caplog.set_level(logging.DEBUG)
    client.get("/lists/list/ministry", params={"q": PLANTED})
    send(client, form(client.get("/lists/pairs"), "/decide/one-person"))
    calls = client.get("/api/openapi.json").json()["paths"]
    assert not [path for path in calls if "list" in path or "pair" in path]
    for path in ("/history/decisions.jsonl", "/names.csv", "/api/decisions", "/api/state"):
        assert PLANTED not in client.get(path).text
    found = client.get("/explore", params={"of": "texts", "q": PLANTED})
    assert not html.fromstring(found.text).xpath("//main//mark")
    assert "Yusuf Sami" not in text(client.get("/history"))
    ours = [r.getMessage() for r in caplog.records if r.name.startswith("onrecord")]
    assert not any(PLANTED in line for line in ours)


def test_a_record_without_lists_says_how_to_take_one_in(built):
    with Desk(built) as bare:
        page = TestClient(app(bare), base_url="http://127.0.0.1:8440")
        assert "onrecord lists add" in text(page.get("/lists"))
        assert "onrecord lists add" in text(page.get("/lists/pairs"))
        assert "/lists/pairs" not in html.fromstring(page.get("/").text).xpath("//main//a/@href")


def test_the_pages_speak_arabic(client, desk):
    client.cookies.set("language", "ar")
    for path in ("/lists", "/lists/pairs", "/lists/list/ministry"):
        page = html.fromstring(client.get(path).text)
        assert page.xpath("//html/@dir") == ["rtl"]
    assert "كتابتان لاسم واحد" in text(client.get("/lists/pairs"))


def test_pairs_are_decided_with_the_keyboard_alone(browse, axe, desk):
    opened = browse("/lists/pairs", person="Amal")
    page = opened.page
    assert axe(page) == []
    first = page.locator("[data-pair]").get_attribute("data-pair")
    waiting = len(lists(desk).waiting)
    with page.expect_response(lambda r: "/decide/one-person" in r.url):
        page.keyboard.press("s")
    page.get_by_text("Decided last:").wait_for()
    assert len(lists(desk).waiting) == waiting - 1
    with page.expect_response(lambda r: "/decide/undo" in r.url):
        page.keyboard.press("z")
    page.locator(f"[data-pair='{first}']").wait_for()
    assert len(lists(desk).waiting) == waiting
    page.keyboard.press("w")
    page.keyboard.type("sad")  # letters, and no commands
    assert page.locator("#why").input_value() == "sad"
    with page.expect_response(lambda r: "/decide/one-person" in r.url):
        page.keyboard.press("Enter")
    page.get_by_text("Decided last:").wait_for()
    assert desk.view.record.decisions[-1].why == "sad"
    assert axe(page) == []
    assert opened.errors == []
    assert opened.elsewhere == []


def test_pairs_are_decided_without_scripts_on_a_phone(browse, desk):
    page = browse("/lists/pairs", person="Amal", width=390, java_script_enabled=False).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Different persons").first.click()
    assert desk.view.record.decisions[-1].choice is Choice.OTHER_PERSONS
