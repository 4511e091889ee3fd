"""What people decide is added, never changed; an undoing is a decision too."""

from datetime import UTC, datetime, timedelta

import pytest

from onrecord.model import Choice, Decision, standing, undone

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


def told(choice, minutes=0, **about):
    return Decision(
        choice=choice, by="Amal", at=NOON + timedelta(minutes=minutes), why="Seen.", **about
    )


def test_a_decision_holds_until_it_is_undone_and_again_when_the_undoing_is():
    settled = told(Choice.SETTLE, target="prb_1")
    undone = told(Choice.UNDO, 1, target=settled.id)
    again = told(Choice.UNDO, 2, target=undone.id)
    assert standing([settled]) == (settled,)
    assert standing([undone, settled]) == ()
    assert standing([again, undone, settled]) == (settled,)


@pytest.mark.parametrize(
    ("choice", "about"),
    [
        (Choice.TOGETHER, {"claims": ("clm_1",)}),
        (Choice.APART, {"claims": ("clm_1",)}),
        (Choice.TRACE, {"claims": ("clm_1",)}),
        (Choice.SETTLE, {}),
        (Choice.UNDO, {}),
    ],
)
def test_a_decision_that_says_nothing_is_refused(choice, about):
    with pytest.raises(ValueError, match="does not say what it is about"):
        told(choice, **about)


def test_a_decision_needs_a_person_a_reason_and_a_time_zone():
    for wrong in ({"by": " "}, {"why": ""}, {"at": NOON.replace(tzinfo=None)}):
        told_so = {"by": "Amal", "why": "Seen.", "at": NOON, **wrong}
        with pytest.raises(ValueError, match=r"needs a (person|time zone)"):
            Decision(choice=Choice.SETTLE, target="prb_1", **told_so)


def test_undoings_are_told_by_what_they_are_about_whatever_the_clocks_said():
    settled = told(Choice.SETTLE, target="prb_1")
    undone_on_a_fast_machine = told(Choice.UNDO, 90, target=settled.id)
    again = told(Choice.UNDO, 1, target=undone_on_a_fast_machine.id)
    assert standing([undone_on_a_fast_machine, again, settled]) == (settled,)
    assert undone([undone_on_a_fast_machine, again, settled]) == {undone_on_a_fast_machine.id}


def test_undone_twice_and_one_undoing_undone_it_stays_undone():
    settled = told(Choice.SETTLE, target="prb_1")
    one, other = (told(Choice.UNDO, n, target=settled.id) for n in (1, 2))
    again = told(Choice.UNDO, 3, target=one.id)
    assert standing([settled, one, other, again]) == ()


def test_an_undoing_of_what_is_not_there_undoes_nothing():
    assert standing([told(Choice.UNDO, target="dec_elsewhere")]) == ()


def test_no_claim_is_on_both_sides_of_a_split():
    with pytest.raises(ValueError, match="does not say what it is about"):
        told(Choice.APART, claims=("clm_1", "clm_2"), others=("clm_2",))


def test_a_decision_bears_on_claims_that_it_brings_together_or_keeps_apart():
    merged = told(Choice.TOGETHER, claims=("clm_1", "clm_2"))
    split = told(Choice.APART, claims=("clm_1",), others=("clm_2",))
    assert merged.bears_on({"clm_1", "clm_2", "clm_3"})
    assert not merged.bears_on({"clm_1"})
    assert split.bears_on({"clm_2"})
    assert not split.bears_on({"clm_3"})
