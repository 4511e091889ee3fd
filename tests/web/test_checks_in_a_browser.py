"""Checks and History in a browser: for everybody, at every width, with and without scripts."""

import os

import pytest

from onrecord.workflow import choosing

# A wide page in the light and a narrow one in the dark; test_every_screen turns them around.
LOOKS = pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])


@pytest.fixture
def decided(desk):
    """Some decisions, one of them undone, and a problem settled."""
    one, two, *_ = desk.view.record.claims
    problem = desk.view.record.problems[0]
    made = desk.decide([choosing.accept(one), choosing.leave_open(two)], by="Amal")
    made += desk.decide(choosing.settle(problem.id), by="Basil", why="A misprint in the report.")
    made += desk.decide(choosing.undo(made[0].id), by="Basil", why="Read it again.")
    return made


def _paths(desk, decided):
    kinds = [problem.code for problem in desk.view.index.problems.values()]
    one = next(p for p in desk.view.index.problems.values() if p.where in desk.view.record.claims)
    return {
        "checks": "/checks",
        "kind": f"/checks?code={max(set(kinds), key=kinds.count)}",
        "settled": "/checks?state=settled",
        "problem": f"/checks/{one.id}",
        "history": "/history",
        "decision": f"/history/{decided[0].id}",
        "api": "/api",
    }


@LOOKS
@pytest.mark.parametrize(
    "name", ["checks", "kind", "settled", "problem", "history", "decision", "api"]
)
def test_a_page_is_clean_quiet_and_no_wider_than_the_window(
    browse, axe, desk, decided, name, width, scheme
):
    path = _paths(desk, decided)[name]
    opened = browse(path, width=width, color_scheme=scheme, person="Amal")
    if folder := os.environ.get("PICTURES"):  # for whoever wants to look
        opened.page.screenshot(path=f"{folder}/{name}-{width}-{scheme}.png", full_page=True)
    assert opened.elsewhere == []
    assert opened.errors == []
    assert axe(opened.page) == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_problem_is_settled_and_opened_again_without_scripts(browse, desk):
    one = next(iter(desk.view.index.problems.values()))
    opened = browse(f"/checks/{one.id}", java_script_enabled=False, person="Amal")
    page = opened.page
    page.get_by_label("What did you find?").fill("The author: a misprint.")
    page.get_by_role("button", name="Settle it").click()
    page.get_by_text("The author: a misprint.").wait_for()
    assert desk.view.settled[one.id].by == "Amal"
    page.get_by_label("Why?").fill("It was none.")
    page.get_by_role("button", name="Undo this decision").click()
    page.get_by_text("This is open.").wait_for()


def test_several_problems_are_settled_without_scripts(browse, desk):
    kinds = [problem.code for problem in desk.view.index.problems.values()]
    code = max(set(kinds), key=kinds.count)
    page = browse(f"/checks?code={code}", java_script_enabled=False, person="Amal").page
    boxes = page.get_by_role("checkbox")
    number = min(boxes.count(), 2)
    for at in range(number):
        boxes.nth(at).check()
    page.get_by_label("Tick what you have looked at").fill("All known.")
    page.get_by_role("button", name="Settle those ticked").click()
    assert len(desk.view.settled) == number


def test_a_file_of_decisions_is_taken_without_scripts(browse, desk, decided, tmp_path):
    opened = browse("/history", java_script_enabled=False, person="Amal")
    with opened.page.expect_download() as told:
        opened.page.get_by_role("link", name="Download all decisions").click()
    told.value.save_as(tmp_path / "decisions.jsonl")
    opened.page.set_input_files("#file", tmp_path / "decisions.jsonl")
    opened.page.get_by_role("button", name="Take them").click()
    opened.page.get_by_text("here already").wait_for()
    assert len(desk.view.record.decisions) == len(decided)
