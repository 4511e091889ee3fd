"""Working through the queue: what comes next, comes back, goes to a second reader."""

import shutil
from itertools import islice
from pathlib import Path

import pytest

from onrecord import workflow
from onrecord.model import Choice, Count
from onrecord.workflow import choosing
from onrecord.workflow.desk import Desk, queue, second, sheet, standing
from onrecord.workflow.desk.queue import Asked, Doubt, Kind

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("queue") / "coast"
    workflow.build(EXAMPLES, folder)
    return folder


@pytest.fixture
def desk(built, tmp_path):
    with Desk(Path(shutil.copytree(built, tmp_path / "coast")), person="Amal") as held:
        yield held


def ids(proposals, most=None):
    return [one.claim_id for one in islice(proposals, most)]


ALL = Asked()


def waiting_for(desk, person):
    found = tuple(queue.second(desk.view, person))
    assert len(found) == queue.many_second(desk.view, person)
    return found


def test_the_queue_is_in_order_of_score_and_a_decision_only_takes_its_claim_out(desk):
    before = list(queue.upcoming(desk.view, ALL))
    assert [one.score for one in before] == sorted((one.score for one in before), reverse=True)
    desk.decide(choosing.accept(before[0].claim_id))
    assert ids(queue.upcoming(desk.view, ALL)) == ids(before[1:])
    assert queue.left(desk.view).all == len(before) - 1


def test_what_is_left_for_later_comes_back_at_the_end(desk):
    first, *rest = ids(queue.upcoming(desk.view, ALL))
    assert ids(queue.upcoming(desk.view, ALL, first)) == rest
    last = rest[-1]
    assert ids(queue.upcoming(desk.view, ALL, last)) == [first, *rest[:-1]]


def test_one_can_look_again_at_what_was_decided_just_now(desk):
    first, then = ids(queue.upcoming(desk.view, ALL), 2)
    desk.decide(choosing.accept(first))
    assert queue.before(desk.view, ALL, then).claim_id == first
    assert queue.before(desk.view, ALL, first) is None


def test_the_queue_of_one_kind_of_doubt_holds_no_other(desk):
    for asked in (Asked(kind=Kind.PLACE), Asked(doubt=Doubt.MUCH)):
        found = list(queue.upcoming(desk.view, asked))
        left = queue.left(desk.view)
        many = left.kinds[Kind.PLACE] if asked.kind else left.doubts[Doubt.MUCH]
        assert len(found) == many > 0
        assert all(asked.kind is None or asked.kind in one.kinds for one in found)
        assert all(asked.doubt is None or queue.doubt_of(one) is asked.doubt for one in found)


def test_the_queue_of_a_document_has_all_of_its_claims_in_the_order_of_the_text(desk):
    name = "14-opinion.txt"
    found = ids(queue.upcoming(desk.view, Asked(document=name)))
    assert found == [one.id for one in desk.view.record.claims.values() if one.document == name]


def test_only_mine_is_of_the_documents_that_somebody_began(desk):
    claim = next(iter(desk.view.record.claims.values()))
    assert ids(queue.upcoming(desk.view, Asked(begun_by="Amal"))) == []
    desk.decide(choosing.accept(claim.id))
    found = ids(queue.upcoming(desk.view, Asked(begun_by="Amal")))
    claims = desk.view.record.claims
    assert found
    assert {claims[one].document for one in found} == {claim.document}


def test_the_queue_of_a_place_knows_it_by_id_and_by_name(desk):
    claim = next(
        one for one in desk.view.record.claims.values() if one.places and one.places[0].best
    )
    by_id = ids(queue.upcoming(desk.view, Asked(place=claim.places[0].best)))
    by_name = ids(queue.upcoming(desk.view, Asked(place=claim.places[0].name.upper())))
    assert claim.id in by_id
    assert claim.id in by_name


def test_others_decisions_wait_for_a_second_reader_those_left_open_first(desk):
    one, two, three = ids(queue.upcoming(desk.view, ALL), 3)
    desk.decide(choosing.accept(one))
    desk.decide(choosing.leave_open(two))
    desk.decide(choosing.reject(three), why="Not said.")
    assert waiting_for(desk, "Amal") == ()
    assert waiting_for(desk, "Badr")[0] == two
    assert set(waiting_for(desk, "Badr")) == {one, two, three}
    desk.decide(choosing.accept(two), by="Badr", is_blind=True)
    assert set(waiting_for(desk, "Badr")) == {one, three}


def test_a_second_reader_decides_on_the_claim_as_it_was_read(desk):
    claim_id = ids(queue.upcoming(desk.view, ALL), 1)[0]
    read = desk.view.record.claims[claim_id]
    desk.decide(choosing.correct(claim_id, read.with_(count=Count(low=1, high=1))))
    shown = sheet.sheet(desk.view, claim_id, is_blind=True)
    assert shown.claim == read
    assert (shown.incident, shown.changes, shown.past, shown.near) == (None, (), (), ())
    (blind,) = desk.decide(choosing.accept(claim_id), by="Badr", is_blind=True)
    assert blind.claim == read
    assert desk.view.record.claims[claim_id].count.low == 1
    (found,) = second.disagreements(desk.view)
    assert found.differ == ("count",)


def test_a_disagreement_is_settled_as_one_of_the_two_holds_it(desk):
    claim_id = ids(queue.upcoming(desk.view, ALL), 1)[0]
    desk.decide(choosing.accept(claim_id))
    desk.decide(choosing.reject(claim_id), by="Badr", why="No.", is_blind=True)
    (found,) = second.disagreements(desk.view)
    amal, badr = found.held
    desk.decide(second.settling(claim_id, amal), by="Chadia")
    assert second.disagreements(desk.view) == ()
    ((_, last),) = second.settled(desk.view)
    assert (last.choice, last.by) == (Choice.ACCEPT, "Chadia")
    desk.decide(second.settling(claim_id, badr), by="Dara", why="As Badr.")
    assert desk.view.record.claims[claim_id].decision == "rejected"


def test_the_sheet_says_what_the_figure_would_be_without_the_claim(desk):
    """Without the 26 of one voice the incident's minimum is the 40 of the next."""
    claim = next(c for c in desk.view.record.claims.values() if c.passage.exact == "26 deaths")
    killed = sheet.sheet(desk.view, claim.id).changes[0]
    assert (str(killed.now), str(killed.without), killed.is_other) == ("26–55", "40–55", True)
    desk.decide(choosing.reject(claim.id), why="Not said.")
    assert (
        str(
            sheet.sheet(desk.view, desk.view.index.incidents[killed.now.incident_id].claim_ids[0])
            .changes[0]
            .now
        )
        == "40–55"
    )


def test_the_sheet_has_the_sentence_the_claims_near_it_and_what_was_decided_alike(desk):
    claims = desk.view.record.claims
    first, other = (one for one in claims.values() if one.passage.exact in {"39 قتيلا", "50 قتيلا"})
    told = sheet.sheet(desk.view, first.id)
    text = desk.view.record.text_of(first.document).content
    assert told.words.before + told.words.exact + told.words.after in text
    assert other.id in sheet.like(desk.view, first)
    assert told.like == len(list(sheet.like(desk.view, first)))
    least, next_one = (c for c in claims.values() if c.passage.exact in {"26 deaths", "40"})
    assert next_one.id in {one.claim.id for one in sheet.sheet(desk.view, least.id).near}
    desk.decide(choosing.reject(other.id), why="Not said.")
    past = sheet.sheet(desk.view, first.id).past
    assert [(one.claim.id, one.is_same_words) for one in past] == [(other.id, True)]
    (undone,) = desk.view.about(other.id)
    desk.decide(choosing.undo(undone.id), why="It was.")
    assert sheet.sheet(desk.view, first.id).past == ()


def test_there_is_no_sheet_of_what_is_no_claim(desk):
    assert sheet.sheet(desk.view, "clm_none") is None


def test_what_is_left_is_kept_up_with_decisions_and_their_undoing_as_if_counted_anew(desk):
    def counted():
        claims = desk.view.record.claims
        waiting = [one for one in queue.upcoming(desk.view, ALL) if claims[one.claim_id]]
        return len(waiting), sum(one.kind is Kind.PLACE for one in waiting)

    first, then, third = ids(queue.upcoming(desk.view, ALL), 3)
    (one,) = desk.decide(choosing.accept(first))
    desk.decide(choosing.leave_open(then))
    (back,) = desk.decide(choosing.undo(one.id), why="Too quick.")
    desk.decide(choosing.undo(back.id), why="It was right.")
    desk.decide([choosing.accept(third), choosing.accept(then)])
    left = queue.left(desk.view)
    assert left.all == counted()[0] == left.of - 3
    assert waiting_for(desk, "Badr") == (first, then, third)


def test_until_the_queue_of_a_large_record_is_in_order_the_order_before_serves(desk, monkeypatch):
    queue.prepare(desk.view)
    claim_id = ids(queue.upcoming(desk.view, ALL), 1)[0]
    monkeypatch.setattr(standing, "_AT_ONCE", 0)
    monkeypatch.setattr(standing, "prepare", lambda now: pytest.fail("somebody had to wait"))
    desk.decide(choosing.reject(claim_id), why="Not said.")
    assert claim_id not in ids(queue.upcoming(desk.view, ALL))
