"""How far people agree is measured on what they decided without each other, and on nothing else."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from onrecord import review, testing
from onrecord.model import Choice, Count, Decision, Record

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
TABLE = "\n".join(
    f'a.txt | "{n} people were killed" | killed | {n} | in Dahyan | 2018-08-09'
    for n in range(1, 31)
)
CLAIMS = {one.id: one for one in testing.claims(TABLE)}
FIRST = next(iter(CLAIMS))


def decided(choice, claim_id=FIRST, by="Amal", minute=0, *, is_blind=False, **slots):
    held = choice in {Choice.ACCEPT, Choice.CORRECT, Choice.ADD}
    claim = CLAIMS[claim_id].with_(told_id=claim_id, **slots) if slots else CLAIMS[claim_id]
    return Decision(
        choice=choice,
        by=by,
        at=NOON + timedelta(minutes=minute),
        why="So." if choice is Choice.REJECT else "",
        claims=(claim_id,),
        claim=claim if held else None,
        is_blind=is_blind,
    )


def twice(*decisions):
    told = Record(documents=testing.documents("a.txt | The Courier"), claims=CLAIMS)
    return review.twice(review.decided(replace(told, decisions=decisions)))


def test_a_blind_decision_beside_the_first_open_one_is_without_the_other():
    (found,) = twice(
        decided(Choice.ACCEPT), decided(Choice.REJECT, by="Badr", minute=1, is_blind=True)
    )
    assert [(one.by, one.verdict) for one in found.held] == [
        ("Amal", "claim"),
        ("Badr", "no claim"),
    ]
    assert found.differ == ("verdict",)


def test_an_open_decision_after_another_s_has_seen_it_and_is_not_counted():
    assert twice(decided(Choice.ACCEPT), decided(Choice.REJECT, by="Badr", minute=1)) == ()


def test_of_one_person_s_decisions_the_last_before_others_counts():
    (found,) = twice(
        decided(Choice.ACCEPT),
        decided(Choice.REJECT, minute=1),
        decided(Choice.REJECT, by="Badr", minute=2, is_blind=True),
    )
    assert found.differ == ()


def test_two_who_both_hold_it_to_be_a_claim_may_differ_in_a_slot():
    (found,) = twice(
        decided(Choice.ACCEPT),
        decided(Choice.CORRECT, by="Badr", minute=1, is_blind=True, count=Count(low=9, high=9)),
    )
    assert found.differ == ("count",)


def test_a_disagreement_is_settled_by_whoever_decides_after_both():
    both = (
        decided(Choice.ACCEPT),
        decided(Choice.REJECT, by="Badr", minute=1, is_blind=True),
    )
    assert not twice(*both)[0].is_settled
    assert twice(*both, decided(Choice.REJECT, by="Chadia", minute=2))[0].is_settled


def test_a_decision_taken_back_is_not_counted():
    blind = decided(Choice.REJECT, by="Badr", minute=1, is_blind=True)
    undo = Decision(
        choice=Choice.UNDO, by="Badr", at=NOON + timedelta(hours=1), why="No.", target=blind.id
    )
    assert twice(decided(Choice.ACCEPT), blind, undo) == ()


def blind_claim(words, n, minute=5):
    start = CLAIMS[FIRST].passage.start
    (made,) = testing.claims(
        f'a.txt | "{words}" | killed | {n} | in Dahyan | 2018-08-09 | at {start}'
    )
    return Decision(
        choice=Choice.ADD,
        by="Badr",
        at=NOON + timedelta(minutes=minute),
        claims=(made.id,),
        claim=made,
        is_blind=True,
    )


def test_what_a_person_marked_blind_is_matched_by_the_words_that_it_shares():
    """Amal accepts “1 people were killed”, Badr marks “1 people” as 2 killed, reading blind."""
    (found,) = twice(decided(Choice.ACCEPT), blind_claim("1 people", 2))
    assert found.claim_id == FIRST
    assert found.differ == ("count",)


def test_what_only_one_of_two_found_is_a_disagreement_where_the_other_read_all():
    """Amal decided on every claim of the document; Badr, reading it blind, marked only one."""
    everything = [decided(Choice.ACCEPT, one, minute=n) for n, one in enumerate(CLAIMS)]
    found = twice(*everything, blind_claim("1 people", 1, minute=99))
    assert len(found) == len(CLAIMS)
    assert sum("verdict" in one.differ for one in found) == len(CLAIMS) - 1
    (only,) = twice(everything[0], blind_claim("1 people", 1, minute=99))
    assert only.differ == ()


def test_alpha_is_refused_below_twenty_claims():
    """With nineteen claims one disagreement more would move it by a tenth."""
    pairs = [
        told
        for n, one in enumerate(CLAIMS)
        for told in (
            decided(Choice.ACCEPT if n % 2 else Choice.REJECT, one, minute=n),
            decided(Choice.ACCEPT if n % 2 else Choice.REJECT, one, "Badr", n, is_blind=True),
        )
    ]
    verdict = review.agreements(twice(*pairs[:38]))[0]
    assert (verdict.agreed, verdict.of, verdict.alpha) == (19, 19, None)


def test_alpha_says_nothing_where_everybody_said_the_same_of_everything():
    pairs = [
        told
        for one in CLAIMS
        for told in (
            decided(Choice.ACCEPT, one),
            decided(Choice.ACCEPT, one, "Badr", 1, is_blind=True),
        )
    ]
    verdict = review.agreements(twice(*pairs))[0]
    assert (verdict.agreed, verdict.of, verdict.alpha) == (30, 30, None)


@pytest.mark.parametrize(("is_copy", "low", "high"), [(True, 1.0, 1.0), (False, -0.4, 0.4)])
def test_alpha_is_one_for_full_agreement_and_near_nought_for_chance(is_copy, low, high):
    pytest.importorskip("nltk.metrics.agreement")
    dice = random.Random(7)  # noqa: S311 - chance, no secret
    pairs = []
    for one in CLAIMS:
        first = dice.choice([Choice.ACCEPT, Choice.REJECT])
        second = first if is_copy else dice.choice([Choice.ACCEPT, Choice.REJECT])
        pairs += [decided(first, one), decided(second, one, "Badr", 1, is_blind=True)]
    verdict = review.agreements(twice(*pairs))[0]
    assert low <= verdict.alpha <= high
