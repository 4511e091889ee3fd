"""
The order of the queue: a person's time goes first where much hangs and much is doubtful.

Each table is a record; beside each claim stand the points that it gets, and why.
"""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from onrecord import checks, review
from onrecord.model import Candidate, Choice, Decision, Mention
from onrecord.review import Because, Kind

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def queue(record_of):
    """Return a maker of queues: words by score, after readers that are right 93 times of 100."""

    def make(table, confidence=0.93, **slots):
        record = record_of(table)
        told = {
            one.id: one.with_(confidence=confidence, **slots.get(one.passage.exact, {}))
            for one in record.claims.values()
        }
        record = replace(record, claims=told)
        record = replace(record, problems=checks.run(record))
        return {record.claims[one.claim_id].passage.exact: one for one in review.proposals(record)}

    return make


def why(proposal):
    return {reason.because for reason in proposal.reasons}


def test_what_sets_an_end_of_a_figure_comes_before_what_is_only_counted(queue):
    """
    Three voices tell of one strike. 12 is its minimum and 19 its maximum; 14 changes nothing.
    """
    found = queue(
        """
        a.txt | "14 people were killed" | killed | 14 | in Dahyan | 2018-08-09 | according to Amal Watch
        b.txt | "12 people were killed" | killed | 12 | in Dahyan | 2018-08-09 | according to Health Ministry
        c.txt | "19 people were killed" | killed | 19 | in Dahyan | 2018-08-09 | according to River Front
        """
    )
    assert list(found)[-1] == "14 people were killed"
    assert Because.SETS_AN_END in why(found["12 people were killed"])
    assert Because.SETS_AN_END in why(found["19 people were killed"])
    assert Because.SETS_AN_END not in why(found["14 people were killed"])


def test_a_large_number_comes_before_a_small_one(queue):
    """Each is the only claim of its incident; ten people or more give a point, hundreds two."""
    found = queue(
        """
        a.txt | "3 people were killed" | killed | 3 | in Dahyan | 2018-08-09
        b.txt | "30 people were killed" | killed | 30 | in Tal Amar | 2018-03-09
        c.txt | "300 people were killed" | killed | 300 | in Tal Amar | 2018-05-09
        """
    )
    assert [one.hangs for one in found.values()] == [9, 8, 7]
    assert list(found) == [
        "300 people were killed",
        "30 people were killed",
        "3 people were killed",
    ]


def test_a_doubtful_claim_comes_before_a_sure_one_on_which_as_much_hangs(queue):
    """A place that no map knows gives two points of doubt, and it is a question of place."""
    found = queue(
        """
        a.txt | "30 people were killed" | killed | 30 | in Dahyan | 2018-08-09
        b.txt | "40 people were killed" | killed | 40 | in Nowhere? | 2018-03-09
        """
    )
    first, second = found.values()
    assert (first.kind, first.doubt, second.doubt) == (Kind.PLACE, 3, 1)
    assert why(first) >= {Because.PLACE_UNKNOWN}


def test_a_doubtful_claim_on_which_nothing_hangs_waits(queue):
    """The two are multiplied: of two forecasts neither sets a figure, however doubtful."""
    found = queue(
        """
        a.txt | "30 people were killed" | killed | 30 | in Nowhere? | 2018-08-09
        b.txt | "up to 5 may die" | killed | 0-5 | in Nowhere? | hypothetical
        """
    )
    assert list(found) == ["30 people were killed", "up to 5 may die"]
    assert why(found["up to 5 may die"]) >= {Because.SET_ASIDE}


def test_two_places_that_answer_nearly_as_well_are_a_question_of_place(queue):
    """A second candidate within six tenths of the first's score gives two points."""
    near = (
        Candidate(id="place:dahyan", score=0.5, why="town"),
        Candidate(id="place:tal amar", score=0.4, why="town"),
    )
    far = (near[0], Candidate(id="place:tal amar", score=0.1, why="town"))
    table = 'a.txt | "3 people were killed" | killed | 3 | in Dahyan | 2018-08-09'
    for candidates, expected in ((near, True), (far, False)):
        slots = {"3 people were killed": {"places": (Mention(name="D", candidates=candidates),)}}
        (one,) = queue(table, **slots).values()
        assert (Because.PLACE_AMBIGUOUS in why(one)) is expected


def test_a_claim_that_fits_two_incidents_is_a_question_of_incident(queue):
    """Two incidents at one place on neighbouring days: a report of either may be of the other."""
    found = queue(
        """
        a.txt | "30 people were killed" | killed | 30 | in Dahyan | 2018-08-09 | by Northern Army
        b.txt | "4 people were injured" | injured | 4 | in Dahyan | 2018-08-10 | by River Front
        """
    )
    assert len(found) == 2
    for one in found.values():
        assert Because.TWO_INCIDENTS in why(one)
        assert one.kind is Kind.INCIDENT


def test_what_cannot_be_right_together_comes_first_of_all_doubts(queue):
    """Parts that are more than their whole: three points, and a question of contradiction."""
    found = queue(
        """
        a.txt | "10 people were killed" | killed | 10 | in Dahyan | 2018-08-09
        a.txt | "8 men" | killed | 8 | of men | in Dahyan | 2018-08-09 | part of "10 people were killed"
        a.txt | "7 women" | killed | 7 | of women | in Dahyan | 2018-08-09 | part of "10 people were killed"
        """
    )
    first = next(iter(found.values()))
    assert (first.kind, Because.CONTRADICTED in why(first)) == (Kind.CONTRADICTION, True)


@pytest.mark.parametrize(
    ("confidence", "reason"),
    [
        (0.93, None),
        (0.73, Because.ONE_READER),
        (0.55, Because.UNSURE_READER),
        (None, Because.UNMEASURED),
    ],
)
def test_the_measured_share_of_right_claims_is_the_reader_s_doubt(queue, confidence, reason):
    """Both readers 0.93: none. One of them 0.73: two points. Rules alone 0.55: three."""
    table = 'a.txt | "3 people were killed" | killed | 3 | in Dahyan | 2018-08-09'
    (one,) = queue(table, confidence).values()
    of_reader = {Because.ONE_READER, Because.UNSURE_READER, Because.UNMEASURED}
    assert why(one) & of_reader == ({reason} if reason else set())


def test_a_reader_s_comment_and_a_share_do_not_wait(queue):
    """Nothing that a person could correct would make them count."""
    found = queue(
        """
        a.txt | "30 people were killed" | killed | 30 | in Dahyan | 2018-08-09
        a.txt | "they killed 500" | killed | 500 | voice comment
        a.txt | "40 percent of the dead" | killed | 40 | share
        """
    )
    assert list(found) == ["30 people were killed"]


def test_a_settled_problem_is_no_doubt_any_more(record_of):
    """Whoever settles a problem has looked at it."""
    record = record_of(
        """
        a.txt | "10 people were killed" | killed | 10 | in Dahyan | 2018-08-09
        a.txt | "8 men" | killed | 8 | of men | in Dahyan | 2018-08-09 | part of "10 people were killed"
        a.txt | "7 women" | killed | 7 | of women | in Dahyan | 2018-08-09 | part of "10 people were killed"
        """
    )
    record = replace(record, problems=checks.run(record))
    settled = tuple(
        Decision(choice=Choice.SETTLE, by="Amal", at=NOON, why="Known.", target=problem.id)
        for problem in record.problems
    )
    before = sum(one.doubt for one in review.proposals(record))
    after = sum(one.doubt for one in review.proposals(replace(record, decisions=settled)))
    assert after < before


def test_the_points_are_written_down_in_the_manual(root):
    """Everybody can work the order out by hand: the manual has each reason with its points."""
    manual = (root / "docs/explanation/what-comes-first-in-the-queue.md").read_text("utf-8")
    for because, reason in review.REASONS.items():
        assert f"| {because} | {reason.points} |" in manual
