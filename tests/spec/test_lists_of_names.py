"""Lists of named victims: every issue stays, one person once, and no name goes where it need not."""

import pytest

from onrecord import workflow
from onrecord.model import Choice, Claim, Count, Document, Measure, Outcome, Passage, Record, Text
from onrecord.workflow import ListTold
from onrecord.workflow.reported import in_reports

HEAD = "Ref,Name,Sex,Age,Date of death,Place,Status\n"
OMAR = "M-1,Omar Khalil Haddad,M,34,2024-05-03,Qasra,killed\n"
LAYLA = "M-2,Layla Omar Haddad,F,7,2024-05-03,Qasra,killed\n"
YUSUF = "M-3,Yusuf Sami Nasser,M,51,2024-05-04,Dahyan,killed\n"
HANA = "M-4,Hana Adel Saleh,F,20,2024-06-01,Dahyan,killed\n"


@pytest.fixture
def coast(tmp_path):
    return tmp_path / "coast"


@pytest.fixture
def take(coast, tmp_path):
    """Take rows in as an issue of a list: `take("ministry", OMAR + LAYLA)`."""

    def taken(name, rows, head=HEAD, **more):
        path = tmp_path / f"{name}-{abs(hash(rows))}.csv"
        path.write_text(head + rows, encoding="utf-8")
        return workflow.take_list(coast, path, ListTold(name=name, **more))

    return taken


def names(coast, name="ministry"):
    return workflow.name_list(coast, name)


def test_an_issue_is_told_from_the_one_before_and_never_replaces_it(take, coast):
    """
    A keeper gives a list out again with one row gone and one new.

    Both issues are kept. That somebody was taken off a list is a fact of its own: a person may
    have been found alive, or counted twice.
    """
    take("ministry", OMAR + LAYLA)
    second = take("ministry", OMAR + HANA)
    assert dict(second.changes) == {"added": 1, "removed": 1}
    assert [one.rows for one in names(coast).issues] == [2, 2]
    assert names(coast).persons == 2


def test_whoever_comes_back_is_the_same_person(take, coast):
    """Somebody is off the list in one issue and on it again in the next: returned, not new."""
    for rows in (OMAR + LAYLA, OMAR, OMAR + LAYLA + HANA):
        last = take("ministry", rows)
    assert dict(last.changes) == {"returned": 1, "added": 1}
    layla = {one.person for one in names(coast).entries.values() if one.name.startswith("Layla")}
    assert len(layla) == 1


def test_a_row_that_says_something_else_is_the_same_person_still(take, coast):
    """An age is corrected: one person, two entries, and what changed is told."""
    take("ministry", YUSUF)
    second = take("ministry", YUSUF.replace(",51,", ",52,"))
    assert dict(second.changes) == {"changed": 1}
    assert len({one.person for one in names(coast).entries.values()}) == 1
    assert {one.age for one in names(coast).entries.values()} == {51, 52}


def test_the_same_file_again_is_the_same_issue(take, coast):
    """It has the same bytes, so nothing is new."""
    take("ministry", OMAR)
    assert not take("ministry", OMAR).is_new
    assert len(names(coast).issues) == 1


ARABIC = "الاسم,الجنس,العمر,تاريخ الوفاة,المكان,الحالة\n"
MISSING = "يوسف سامي ناصر,ذكر,51,2024-05-04,دهيان,مفقود\n"


@pytest.fixture
def missing(take, coast):
    """A list of the dead and a list of the missing that share one person, linked."""
    take("ministry", OMAR + YUSUF + HANA)
    take("families", MISSING, head=ARABIC)
    workflow.link_lists(coast)
    return coast


def test_a_list_of_the_missing_without_a_word_for_it_is_told_to_be_one(take, coast):
    """
    A list of the sought has names alone: what befell them is told of the whole list.

    So a link to a list of the dead finds somebody dead, and waits for a person.
    """
    take("ministry", OMAR + YUSUF + HANA)
    took = take("sought", YUSUF.replace("killed", ""), outcome=Outcome.DISAPPEARED)
    assert took.name_list.outcome is Outcome.DISAPPEARED
    held = workflow.link_lists(coast).linking
    assert {e.outcome for e in held.listed.entries if e.list == took.name_list.id} == {
        Outcome.DISAPPEARED
    }
    assert len(workflow.to_confirm(held)) == 1


def test_what_a_cell_says_goes_before_what_is_told_of_the_whole_list(take, coast):
    """On a list of the missing some are marked as found dead, and some in words nobody knows."""
    told = OMAR + YUSUF.replace("killed", "") + HANA.replace("killed", "went out")
    took = take("sought", told, outcome=Outcome.DISAPPEARED)
    assert took.issue.rows == 3
    view = names(coast, "sought")
    found = [e.outcome for e in sorted(view.entries.values(), key=lambda e: e.row)]
    assert found == [Outcome.KILLED, Outcome.DISAPPEARED, None]


def test_a_death_that_only_a_link_tells_leaves_once_a_person_confirmed_it(missing, tmp_path):
    """
    By one list he is missing, by the other killed; the engine is sure that both are him.

    His family may hear of it from this file. So the two rows stand apart in it until somebody
    looked and decided.
    """
    out = tmp_path / "linked.csv"
    told = workflow.export_lists(missing, out)
    assert (told.persons, told.waiting) == (4, 1)
    (pair,) = workflow.to_decide(workflow.linking_of(missing))
    ends = (pair.left, pair.right)
    workflow.decide_persons(missing, ends, Choice.ONE_PERSON, by="Amal", why="Asked his brother.")
    told = workflow.export_lists(missing, out)
    assert (told.persons, told.waiting) == (3, 0)
    assert workflow.to_decide(workflow.linking_of(missing)) == ()


def test_a_decision_holds_against_the_engine_when_lists_are_linked_again(missing):
    """Somebody said that they are cousins; no later run brings them together."""
    (pair,) = workflow.to_decide(workflow.linking_of(missing))
    ends = (pair.left, pair.right)
    workflow.decide_persons(missing, ends, Choice.OTHER_PERSONS, by="Amal", why="Cousins.")
    again = workflow.link_lists(missing)
    assert again.linking.grouped.groups == ()
    assert again.linking.waiting == ()


def test_overlaps_count_each_person_once(missing):
    """Three on the one list, one of them on both: `{ministry: 2, both: 1}`."""
    held = workflow.link_lists(missing)
    assert dict(held.overlaps) == {("ministry",): 2, ("families", "ministry"): 1}


WORDS = (
    "Three people were killed in Qasra on 3 May 2024: Omar Haddad, Layla Haddad and Sami Nour.\n"
)


def reported(statements=()):
    document = Document(name="a.txt")
    claim = Claim(
        document=document.name, measure=Measure.PEOPLE, outcome=Outcome.KILLED,
        count=Count(low=3, high=3),
        passage=Passage(snapshot_id=None, start=0, end=24, exact=WORDS[:24]),
    )  # fmt: skip
    return Record(documents={document.name: document}, claims={claim.id: claim}), claim


def test_persons_whom_reports_name_are_a_list_of_their_own(monkeypatch):
    """A report lists three names beside its number: three rows, each with the claim."""
    record, claim = reported()
    text = Text(snapshot_id="snp_a", content=WORDS, blocks=(), language="en", reader="t")
    monkeypatch.setattr(Record, "text_of", lambda *_: text)
    found = in_reports(record)
    assert [one.name for one in found] == ["Omar Haddad", "Layla Haddad", "Sami Nour"]
    assert {one.claim for one in found} == {claim.id}
    assert {one.outcome for one in found} == {Outcome.KILLED}


def test_one_harmed_person_told_by_name_is_a_row():
    """“Omar Haddad was killed”: a claim of one, whose words for the harmed are a name."""
    record, claim = reported()
    one = claim.with_(count=Count(low=1, high=1), victims="Omar Haddad")
    (found,) = in_reports(Record(documents=record.documents, claims={one.id: one}))
    assert found.name == "Omar Haddad"
