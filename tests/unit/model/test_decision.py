"""What people decide is added, never changed; an undoing is a decision too."""

from datetime import UTC, datetime, timedelta

import pytest

from onrecord.model import Choice, Decision, standing

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
