"""A claim as a person says it should be: made of picked words, ids, codes and numbers."""

from dataclasses import replace

import pytest

from onrecord import review, testing
from onrecord.model import Actor, ActorKind, Place, PlaceKind, Text, Voice

CONTENT = (
    "Shelling in Tal Amar\n"
    "At least 12 farmers were killed by rebels in the market, a medic said. "
    "A clinic in Dahyan took in the wounded 😢 on Monday.\n"
    "قتل ثلاثة في تل عمر"
)
TEXT = Text(snapshot_id="snp_1", content=CONTENT, blocks=(), language="en", reader="plain")
KNOWN = {
    "geo:1": Place(
        id="geo:1", name="Tal Amar", kind=PlaceKind.TOWN, country="SY", latitude=1, longitude=2
    ),
    "actor:front": Actor(id="actor:front", name="The Front", kind=ActorKind.ARMED_GROUP),
}
(TWELVE, THREE) = (
    one.with_(passage=replace(one.passage, snapshot_id="snp_1"))
    for one in testing.claims(f"""
        a.txt | "At least 12 farmers were killed" | killed | 12+ | by rebels? | at {CONTENT.index("At least")}
        a.txt | "قتل ثلاثة"                        | killed | 3   | at {CONTENT.index("قتل")}
    """)
)
GROUND = review.Ground(
    document="a.txt", text=TEXT, claims={c.id: c for c in (TWELVE, THREE)}, known=KNOWN.get
)


def at(words):
    """Return where words stand, as a person's selection is written."""
    start = CONTENT.index(words)
    return f"{start}:{start + len(words)}"


def corrected(before=TWELVE, **slots):
    return review.corrected(
        before, {slot: [told] if isinstance(told, str) else told for slot, told in slots.items()},
        GROUND,
    )  # fmt: skip


def wrong(before=TWELVE, **slots):
    """Return what is wrong with what was picked, by slot."""
    with pytest.raises(review.Unfit) as caught:
        corrected(before, **slots)
    return caught.value.slots


def test_what_is_not_picked_stays_as_it_was_and_the_claim_keeps_its_id():
    """Only the victims are picked."""
    made = corrected(victims=at("farmers"))
    assert made == TWELVE.with_(victims="farmers", told_id=TWELVE.id)
    assert made.id == TWELVE.id


def test_words_are_the_documents_own_and_the_white_space_around_them_is_not_picked():
    """A selection often takes the blank before a word along."""
    start = CONTENT.index(" farmers ")
    assert corrected(victims=f"{start}:{start + 9}").victims == "farmers"


def test_a_claims_words_can_be_others():
    """The hedge was left out."""
    made = corrected(words=at("At least 12 farmers were killed by rebels"))
    assert made.passage.exact == "At least 12 farmers were killed by rebels"
    assert made.passage.snapshot_id == "snp_1"


def test_offsets_count_code_points_past_an_emoji_and_in_arabic():
    """An emoji is one character; so is every Arabic letter."""
    made = corrected(THREE, times=at("on Monday"), places=at("تل عمر"))
    assert made.times[0].name == "on Monday"
    assert made.places[0].name == "تل عمر"


def test_words_of_another_sentence_are_marked_as_carried_and_those_of_the_same_are_not():
    """Dahyan stands in the next sentence, the market in the claim's own."""
    near, far = corrected(places=[at("the market"), at("Dahyan")]).places
    assert near.carried is None
    assert far.carried == "from another sentence, picked by a person"


def test_a_name_may_be_said_to_mean_a_place_or_an_actor_that_is_known():
    """The person says which, so it goes before what the program would take it for."""
    made = corrected(places=f"{at('the market')}@geo:1", perpetrators="keep:0@actor:front")
    assert made.places[0].candidates[0].why == "picked by a person"
    assert (made.places[0].best, made.perpetrators[0].best) == ("geo:1", "actor:front")
    assert made.perpetrators[0].name == "rebels"


def test_an_id_without_words_says_that_no_words_say_it():
    """Nothing in the text names the town, but a person knows."""
    (place,) = corrected(places="@geo:1").places
    assert (place.name, place.start) == ("Tal Amar", None)
    assert place.carried == "told by a person; no words of the text say it"


def test_a_slot_is_emptied_by_picking_nothing():
    """The rebels did not do it."""
    assert corrected(perpetrators="").perpetrators == ()
    assert corrected(corrected(victims=at("farmers")), victims="").victims is None


@pytest.mark.parametrize(
    ("picked", "count"),
    [
        ({"low": "15"}, "15+"),
        ({"high": "12", "qualifier": "exact"}, "12"),
        ({"high": "12"}, "12"),
        ({"low": "", "high": "1,200"}, "<=1200"),
        ({"low": "10", "high": "12"}, "10-12"),
        ({"low": "", "high": ""}, "-"),
        ({"low": "١٢", "high": "12", "qualifier": "about"}, "~12"),
    ],
)
def test_a_hedge_that_was_not_picked_follows_the_numbers(picked, count):
    """At least 12 with a most of 12 is exactly 12."""
    from onrecord.testing import numbers

    assert corrected(**picked).count == numbers.count(count)


@pytest.mark.parametrize(
    ("picked", "slot", "why"),
    [
        ({"low": "ten"}, "low", "“ten” is no number"),
        ({"low": "-3"}, "low", "cannot be counted"),
        ({"low": "1e400"}, "low", "is no number"),
        ({"low": "2.5"}, "low", "no whole number"),
        ({"high": "3"}, "low", "the fewest, 12, is more than the most, 3"),
        ({"qualifier": "exact"}, "qualifier", "an exact number has the same fewest and most"),
        ({"qualifier": "roughly"}, "qualifier", "is not one of exact, at_least"),
        ({"outcome": "hurt"}, "outcome", "hurt is not one of killed"),
        ({"victims": "a farmer"}, "victims", "picks nothing"),
        ({"victims": "0:99999"}, "victims", "are no words of a text of"),
        ({"victims": "5:5"}, "victims", "are no words"),
        ({"victims": "20:21"}, "victims", "only white space"),
        ({"victims": "@geo:1"}, "victims", "it has no id"),
        ({"words": ""}, "words", "a claim needs its words"),
        ({"places": "@geo:7"}, "places", "no place is known as geo:7"),
        ({"places": "@actor:front"}, "places", "no place is known as actor:front"),
        ({"times": "@geo:1"}, "times", "has words and dates, and no id"),
        ({"places": "keep:4"}, "places", "nothing numbered 4"),
        ({"date_from": "Monday"}, "date_from", "is no day, month or year"),
        ({"date_from": "2018-02-30"}, "date_from", "is not in the calendar"),
        ({"date_from": "2019", "date_to": "2018"}, "date_from", "time runs forward"),
        ({"part_of": "clm_nothing"}, "part_of", "has no claim clm_nothing"),
        ({"is_partial": "maybe"}, "is_partial", "neither yes nor no"),
        ({"colour": "red"}, "colour", "a claim has no such slot"),
    ],
)
def test_what_makes_no_claim_is_said_for_its_slot(picked, slot, why):
    """One sentence, naming what is wrong."""
    told = wrong(**picked)
    assert list(told) == [slot]
    assert why in told[slot]


def test_everything_wrong_is_said_at_once():
    """Two slots, two sentences."""
    assert wrong(low="ten", outcome="hurt", victims=at("farmers")).keys() == {"low", "outcome"}


def test_dates_that_a_person_states_hold_in_the_unit_they_are_written_in():
    """A month is a month."""
    when = corrected(date_from="2018-08", date_to="2018-08").when
    assert (when.date_from, when.date_to, when.precision) == ("2018-08", "2018-08", 4)


def test_dates_left_as_they_were_follow_new_words_for_the_time():
    """Whoever resolves words fills in what is left empty."""
    dated = corrected(date_from="2018-08-09", date_to="2018-08-09")
    made = corrected(dated, times=at("on Monday"), date_from="2018-08-09", date_to="2018-08-09")
    assert made.when is None
    assert corrected(dated, victims=at("farmers")).when == dated.when


def test_a_claim_may_be_part_of_another_of_its_document_and_never_of_itself():
    """The circle is refused, at whatever length."""
    part = corrected(THREE, part_of=TWELVE.id)
    assert part.part_of == TWELVE.id
    assert "no part" in wrong(part_of=TWELVE.id)["part_of"]
    beside = replace(GROUND, claims={TWELVE.id: TWELVE, part.id: part})
    with pytest.raises(review.Unfit, match="no part"):
        review.corrected(TWELVE, {"part_of": [part.id]}, beside)


def test_a_claim_that_no_reader_found_needs_its_words_and_an_outcome():
    """All else may be left untold."""
    made = review.added({"words": [at("took in the wounded")], "outcome": ["injured"]}, GROUND)
    assert (made.engine, made.outcome, made.count.is_known) == ("person", "injured", False)
    assert TEXT.words(made.passage.start, made.passage.end) == made.passage.exact
    with pytest.raises(review.Unfit) as caught:
        review.added({}, GROUND)
    assert caught.value.slots.keys() == {"words", "outcome"}


def test_an_added_claim_speaks_in_the_voice_of_its_place_and_is_reported_if_somebody_says_it():
    """A headline's voice is the title's; "a medic said" makes it reported."""
    from onrecord.model import Block

    blocks = (Block(start=0, end=20, voice=Voice.TITLE, rule="first line"),)
    ground = replace(GROUND, text=replace(TEXT, blocks=blocks))
    picked = {"words": ["0:8"], "outcome": ["attacked"], "sources": [at("a medic")]}
    made = review.added(picked, ground)
    assert (made.voice, made.stance) == ("title", "reported")


def test_without_a_text_only_what_needs_no_words_can_be_corrected():
    """Claims that were handed over may come without their documents."""
    bare = replace(GROUND, text=None)
    assert review.corrected(TWELVE, {"low": ["13"]}, bare).count.low == 13
    with pytest.raises(review.Unfit, match="does not hold the words"):
        review.corrected(TWELVE, {"victims": ["0:4"]}, bare)
