"""What people decide about single claims goes before every reader, now and later."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from onrecord import review, testing
from onrecord.model import (
    Actor,
    ActorKind,
    Candidate,
    Choice,
    Count,
    Decision,
    Mention,
    Place,
    PlaceKind,
    Qualifier,
    Record,
    Snapshot,
    Text,
)

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
SHELF = testing.documents("a.txt | The Courier | 2018-08-20")
CONTENT = "A ministry said 12 people were killed in Tal Amar. Four were wounded."
SNAPSHOT = Snapshot(
    document_id=SHELF["a.txt"].id, sha256="0" * 64, size=70, media_type="text/plain", taken_at=NOON
)


def claim(words, low, **told):
    start = CONTENT.index(words)
    (made,) = testing.claims(f'a.txt | "{words}" | killed | {low}')
    passage = replace(made.passage, snapshot_id=SNAPSHOT.id, start=start, end=start + len(words))
    return made.with_(passage=passage, **told)


TWELVE = claim("12 people were killed", 12)


def record(*claims, decisions=(), content=CONTENT):
    text = Text(snapshot_id=SNAPSHOT.id, content=content, blocks=(), language="en", reader="plain")
    return Record(
        documents=SHELF,
        snapshots={"a.txt": SNAPSHOT},
        texts={SNAPSHOT.id: text},
        claims={one.id: one for one in claims},
        decisions=decisions,
    )


def decision(choice, minutes=0, by="Amal", **about):
    return Decision(choice=choice, by=by, at=NOON + timedelta(minutes=minutes), **about)


def accepted(one, minutes=0, **more):
    return decision(Choice.ACCEPT, minutes, claims=(one.id,), claim=one, **more)


def corrected(one, **slots):
    claim = one.with_(told_id=one.id, **slots)
    return decision(Choice.CORRECT, claims=(one.id,), claim=claim)


def rejected(one, minutes=0, **more):
    return decision(Choice.REJECT, minutes, claims=(one.id,), why="No toll.", **more)


def as_decided(*claims, decisions, **more):
    return review.decided(record(*claims, decisions=decisions, **more))


def test_an_accepted_claim_stays_as_it_was_though_a_later_reader_reads_otherwise():
    """Amal accepted 12 killed with no perpetrator; a newer reader fills one in."""
    later = TWELVE.with_(perpetrators=(Mention(name="a ministry"),))
    found = as_decided(later, decisions=(accepted(TWELVE),))
    assert found.claims[TWELVE.id] == TWELVE.with_(decision="accepted")
    assert found.as_read[TWELVE.id] == later


def test_an_accepted_claim_stays_though_a_later_reader_finds_it_no_more():
    """The words still stand in the document: what a person saw there is there."""
    found = as_decided(decisions=(accepted(TWELVE),))
    assert found.claims[TWELVE.id].decision == "accepted"


def test_a_decided_claim_is_left_out_where_its_words_were_taken_back():
    """The page says something else now. The record says so instead of keeping the number."""
    changed = CONTENT.replace("12 people", "16 people")
    found = as_decided(decisions=(accepted(TWELVE),), content=changed)
    assert found.claims == {}
    assert [problem.code for problem in found.problems] == ["decided-words-gone"]


def test_a_corrected_claim_keeps_its_id_and_what_the_reader_said():
    """The reader took 12 for an exact number; the words around say "at least"."""
    right = Count(low=12, high=None, qualifier=Qualifier.AT_LEAST)
    found = as_decided(TWELVE, decisions=(corrected(TWELVE, count=right),))
    assert found.claims[TWELVE.id].count == right
    assert found.claims[TWELVE.id].decision == "corrected"
    assert found.as_read[TWELVE.id].count == TWELVE.count


def test_a_claim_that_no_reader_found_is_there_as_if_it_had_been_read():
    """A person selects "Four were wounded", which no reader took."""
    four = claim("Four were wounded", 4, engine="person")
    added = decision(Choice.ADD, claims=(four.id,), claim=four)
    found = as_decided(TWELVE, decisions=(added,))
    assert list(found.claims) == [TWELVE.id, four.id]
    assert found.claims[four.id].decision == "added"


def test_of_several_decisions_the_last_holds_and_undoing_brings_back_the_one_before():
    """Amal accepts; Basil rejects; Amal undoes Basil's."""
    first = accepted(TWELVE)
    second = rejected(TWELVE, 1, by="Basil")
    undo = decision(Choice.UNDO, 2, target=second.id, why="It is one.")
    assert as_decided(TWELVE, decisions=(first, second)).claims[TWELVE.id].decision == "rejected"
    found = as_decided(TWELVE, decisions=(first, second, undo))
    assert found.claims[TWELVE.id].decision == "accepted"


def test_leaving_a_claim_open_does_not_take_back_what_it_was_corrected_to():
    """Amal corrects to 13; Basil is not sure. It is 13, and open."""
    right = Count(low=13, high=13, qualifier=Qualifier.EXACT)
    unsure = decision(Choice.UNSURE, 1, by="Basil", claims=(TWELVE.id,))
    found = as_decided(TWELVE, decisions=(corrected(TWELVE, count=right), unsure))
    assert (found.claims[TWELVE.id].count, found.claims[TWELVE.id].decision) == (right, "unsure")


def test_a_later_reader_that_finds_the_corrected_claim_by_itself_adds_no_second_one():
    """A newer reader reads 13 where a person had corrected 12 to 13."""
    right = Count(low=13, high=13, qualifier=Qualifier.EXACT)
    newer = claim("12 people were killed", 13)
    assert newer.id != TWELVE.id
    found = as_decided(newer, decisions=(corrected(TWELVE, count=newer.count),))
    assert right == newer.count
    assert list(found.claims) == [TWELVE.id]


def test_a_blind_reading_measures_and_shapes_nothing():
    """Made to see how well two people agree, it changes no claim."""
    blind = rejected(TWELVE, is_blind=True)
    assert as_decided(TWELVE, decisions=(blind,)).claims == {TWELVE.id: TWELVE}


@pytest.mark.parametrize(
    ("decisions", "is_same"),
    [
        ((accepted(TWELVE),), True),
        ((decision(Choice.UNSURE, claims=(TWELVE.id,)),), True),
        ((decision(Choice.NOTE, target=TWELVE.id, why="Ask them."),), True),
        ((rejected(TWELVE),), False),
        ((rejected(TWELVE), accepted(TWELVE, 1)), True),
        ((corrected(TWELVE, weapon="rocket"),), False),
    ],
)
def test_figures_are_worked_out_anew_only_where_a_decision_changes_what_they_are_made_of(
    decisions, is_same
):
    """Accepting leaves all figures as they are; rejecting and correcting do not."""
    before = review.shape(as_decided(TWELVE, decisions=()))
    assert (review.shape(as_decided(TWELVE, decisions=decisions)) == before) is is_same


def test_a_place_that_no_list_has_is_described_once_and_meant_wherever_its_name_stands():
    """Tal Amar is in no gazetteer; Amal puts it on the map."""
    place = Place(
        id="own:tal amar", name="Tal Amar", kind=PlaceKind.TOWN, country="SY",
        latitude=35.1, longitude=36.2,
    )  # fmt: skip
    named = decision(Choice.NAME, name="Tall 'Amar", target=place.id, place=place, why="A map.")
    there = TWELVE.with_(places=(Mention(name="tall amar"),))
    found = as_decided(there, decisions=(named,))
    assert found.claims[there.id].places[0].best == place.id
    assert found.places[place.id] == place


def test_another_name_of_an_actor_and_two_actors_that_are_one():
    """ "The ministry" is the Ministry of Health; and that is the actor of another list."""
    health = Actor(id="actor:health", name="Ministry of Health", kind=ActorKind.OFFICIAL)
    named = decision(Choice.NAME, name="the ministry", target=health.id, actor=health, why="Yes.")
    same = decision(Choice.SAME, 1, name=health.id, target="actor:moh", why="One office.")
    said = (Mention(name="The Ministry"), Mention(name="x", candidates=(
        Candidate(id=health.id, score=0.5, why="named so"),)))  # fmt: skip
    found = as_decided(TWELVE.with_(sources=said), decisions=(named, same))
    assert [source.best for source in found.claims[TWELVE.id].sources] == ["actor:moh"] * 2


def test_two_claims_that_readers_found_in_the_same_words_stay_two_when_one_is_accepted():
    """
    Readers found “soldiers and civilians” as two claims of one number and one place.

    Accepting the first says nothing of the second, which stays proposed.
    """
    second = TWELVE.with_(told_id="clm_second", perpetrators=(Mention(name="gunmen"),))
    found = as_decided(TWELVE, second, decisions=(accepted(TWELVE),))
    assert {one.id: one.decision for one in found.claims.values()} == {
        TWELVE.id: "accepted",
        second.id: None,
    }


def same(given_up, kept, minutes):
    return decision(Choice.SAME, minutes, name=given_up, target=kept, why="One town.")


@pytest.mark.parametrize("ways", [("a>b", "b>a"), ("a>b", "b>c", "c>a"), ("b>a", "a>c", "c>a")])
def test_of_decisions_that_go_round_in_a_circle_the_last_says_what_stays(ways):
    """
    “a is b”, later “b is a”: they are one, and it is a that stays.

    Without the rule each would be given up for the other, and the two would change places.
    """
    told = tuple(same(f"geo:{w[0]}", f"geo:{w[2]}", n) for n, w in enumerate(ways))
    letters = sorted({letter for way in ways for letter in way if letter != ">"})
    names = tuple(
        Mention(name=one, candidates=(Candidate(id=f"geo:{one}", score=1.0, why="exact"),))
        for one in letters
    )
    found = as_decided(TWELVE.with_(places=names), decisions=told).claims[TWELVE.id]
    assert {mention.best for mention in found.places} == {"geo:a"}


def test_only_what_single_claims_say_is_decided_blind():
    """A blind reading shapes nothing; one that merged or undid would."""
    with pytest.raises(ValueError, match="blind"):
        decision(Choice.UNDO, target="dec_1", why="No.", is_blind=True)
