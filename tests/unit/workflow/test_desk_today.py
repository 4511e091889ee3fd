"""Today: what came in and what changed is right after a real build that adds a report."""

from datetime import datetime

import pytest

from onrecord import workflow
from onrecord.workflow import choosing
from onrecord.workflow.desk import Desk, today
from onrecord.workflow.desk.changes import What

FIRST = {
    "one.txt": "Aleppo strike\n\nALEPPO, March 5, 2024 - An air strike killed 12 people in Aleppo "
    "on Tuesday, the health ministry said.\n",
    "two.txt": "Hama\n\nHAMA, March 7, 2024 - Shelling killed three people and injured five in Hama on Thursday, "
    "the civil defence said.\n",
}
LATER = (
    "Aleppo toll rises\n\nALEPPO, March 6, 2024 - Nineteen people were killed in the air strike "
    "on Aleppo on Tuesday, the Syrian Observatory for Human Rights said.\n"
)


@pytest.fixture
def reports(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in FIRST.items():
        (folder / name).write_text(text, encoding="utf-8")
    workflow.build(folder, tmp_path / "coast")
    return folder


@pytest.fixture
def desk(reports, tmp_path):
    with Desk(tmp_path / "coast", person="Amal") as held:
        yield held


def page(desk, seen=None):
    builds = desk.builds()
    number = today.last_seen(builds, seen)
    after = next((one for one in reversed(builds.brought) if one.number <= number), None)
    day = datetime.now().astimezone()
    since = desk.since(number) if after is not None else None
    return today.today(desk.view, since, after, "Amal", day)


def add_a_report(desk, reports):
    (reports / "three.txt").write_text(LATER, encoding="utf-8")
    workflow.build(reports, desk.folder)
    desk._held._looked = 0  # the desk looks for other writers four times a second


def test_of_a_new_record_everything_is_new(desk):
    told = page(desk)
    assert told.after is None
    assert {one.document.name for one in told.arrived} == set(FIRST)
    assert all(one.is_new and one.waiting == one.claims for one in told.arrived)
    assert told.events == ()
    assert told.claims == len(desk.view.record.claims)


def test_a_build_that_adds_a_report_tells_of_it_and_of_what_it_changed(desk, reports):
    before = len(desk.view.record.claims)
    add_a_report(desk, reports)
    told = page(desk)
    assert told.after is not None
    assert [one.document.name for one in told.arrived] == ["three.txt"]
    assert told.claims == len(desk.view.record.claims) - before
    rose = next(one for one in told.events if one.what is What.ROSE)
    assert (rose.outcome, str(rose.before), str(rose.after)) == ("killed", "12", "12–19")
    origin = next(one for one in told.events if one.what is What.NEW_ORIGIN)
    assert (origin.incident, origin.of) == (rose.incident, 2)
    assert "Observatory" in origin.origins[0]
    rival = next(one for one in told.events if one.what is What.CONTRADICTED)
    assert rival.problem.code == "rival-figures"
    hama = [e for e in told.events if e.incident and "Hama" in str(e.incident.place_names)]
    assert hama == []


def test_whoever_says_to_have_seen_it_is_told_of_nothing_until_the_next_build(desk, reports):
    add_a_report(desk, reports)
    told = page(desk, seen=desk.builds().newest)
    assert (told.arrived, told.events) == ((), ())
    whole = page(desk, seen=0)
    assert {one.document.name for one in whole.arrived} == {*FIRST, "three.txt"}


def test_a_decision_that_changes_a_figure_is_told_of(desk, reports):
    add_a_report(desk, reports)
    seen = desk.builds().newest
    nineteen = next(c for c in desk.view.record.claims.values() if c.count.low == 19)
    desk.decide(choosing.reject(nineteen.id), why="Not said.")
    fell = next(one for one in page(desk, seen=seen).events if one.what is What.FELL)
    assert (str(fell.before), str(fell.after)) == ("12–19", "12")


def test_an_incident_that_is_new_is_told_of_once_and_one_that_is_gone_with_its_heir(desk, reports):
    (reports / "four.txt").write_text(
        "Homs\n\nHOMS, March 9, 2024 - A bomb killed 40 people in Homs on Friday, police said.\n",
        encoding="utf-8",
    )
    workflow.build(reports, desk.folder)
    desk._held._looked = 0
    found = [one for one in page(desk).events if one.after and one.after.minimum == 40]
    assert [one.what for one in found] == [What.NEW_INCIDENT]
    seen = desk.builds().newest
    first, *others = desk.view.record.incidents
    desk.decide(choosing.merge([first.id, others[-1].id]), why="One and the same.")
    assert desk.wait()
    gone = next(one for one in page(desk, seen=seen).events if one.what is What.GONE)
    assert gone.followed_by == (first.id,)


def test_progress_counts_standing_decisions_by_person_and_day(desk):
    claims = list(desk.view.record.claims)
    desk.decide(choosing.accept(claims[0]))
    (second,) = desk.decide(choosing.accept(claims[1]), by="Badr")
    desk.decide(choosing.accept(claims[2]), by="Badr")
    desk.decide(choosing.undo(second.id), by="Badr", why="Too quick.")
    told = page(desk).progress
    assert (told.decided, told.today) == (2, 2)
    assert set(told.by) == {("Amal", 1, 1), ("Badr", 1, 1)}
    assert told.of == len(claims)


def test_open_problems_are_counted_by_severity(desk, reports):
    add_a_report(desk, reports)
    before = page(desk).problems
    problem = desk.view.record.problems[0]
    desk.decide(choosing.settle(problem.id), why="Known.")
    after = page(desk).problems
    assert sum(after.values()) == sum(before.values()) - 1
