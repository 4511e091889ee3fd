"""What two readers find is put together: agreement, what one finds alone, what is too weak."""

import pytest

from onrecord import resolve
from onrecord.extract import parts
from onrecord.extract.draft import Tier
from onrecord.extract.drafting import drafts
from onrecord.extract.merging import merged
from onrecord.extract.parse import sentences
from onrecord.extract.tagger import Tagged
from onrecord.extract.tiers import confidence, engine
from onrecord.model import Block, Outcome, Stance, Voice


def tag(text, words, outcome="killed", sure=0.95, outcome_sure=0.95, stance="asserted"):
    start = text.index(words)
    return Tagged(
        start=start,
        end=start + len(words),
        outcomes=tuple(outcome.split("+")),
        stance=stance,
        sure=sure,
        outcome_sure=outcome_sure,
    )


def read(text, *tags):
    block = Block(start=0, end=len(text), voice=Voice.BODY, rule="test")
    (parsed,) = sentences(text, [(0, len(text))], resolve.names().find(text))
    found = [d for sentence in parsed for d in drafts(sentence, block)]
    return merged(found, tags, parsed, [block])


def test_what_both_find_is_one_claim_of_the_surest_tier():
    text = "Gunmen killed nine farmers in Idlib."
    (found,) = read(text, tag(text, "nine farmers"))
    assert found.tier is Tier.BOTH
    assert engine(found.tier, "tagger-en 2") == "rules-en 6 + tagger-en 2"


def test_what_the_rules_alone_find_is_kept():
    (found,) = read("Gunmen killed nine farmers in Idlib.")
    assert found.tier is Tier.RULES


def test_what_the_tagger_alone_finds_has_its_number_from_the_text():
    text = "At least nine farmers did not survive the raid."
    (found,) = read(text, tag(text, "nine farmers"))
    assert (found.tier, found.outcome) == (Tier.TAGGER, Outcome.KILLED)
    assert (found.count.low, found.count.high) == (9, None)
    assert text[found.start : found.end] == "At least nine farmers"


def test_the_tiers_are_worth_what_was_measured():
    text = "Gunmen killed nine farmers. Six traders never came home."
    both, tagged = read(
        text, tag(text, "nine farmers"), tag(text, "Six traders", outcome="disappeared")
    )
    (rules,) = read("Gunmen killed nine farmers.")
    assert confidence(both) > confidence(tagged) > confidence(rules)


def test_how_strong_a_force_is_counts_nobody_harmed():
    text = "There are around 900 rebels in the hills."
    assert read(text, tag(text, "around 900 rebels")) == []


def test_who_does_no_more_than_speak_is_not_harmed():
    text = (
        "Gunmen killed nine farmers near Goma on Tuesday, a police officer and two residents told"
        " the agency."
    )
    (found,) = read(text, tag(text, "nine farmers"), tag(text, "two"))
    assert found.count.low == 9


def test_who_tells_of_himself_may_be_harmed():
    text = "Two residents said they had been beaten."
    (found,) = read(text, tag(text, "Two residents", outcome="tortured"))
    assert found.outcome is Outcome.TORTURED


@pytest.mark.parametrize(("sure", "kept"), [(0.95, 1), (0.5, 0)])
def test_a_tagger_that_is_unsure_is_not_believed_alone(sure, kept):
    text = "Nine farmers came by the road."
    assert len(read(text, tag(text, "Nine farmers", sure=sure))) == kept


def test_a_word_that_tells_the_harm_makes_it_easier_to_believe():
    text = "Nine farmers from the east came to the clinic with wounds; dozens had been injured."
    words = tag(text, "Nine farmers", outcome="injured", sure=0.7, outcome_sure=0.7)
    assert any(text[d.start : d.end] == "Nine farmers" for d in read(text, words))


@pytest.mark.parametrize("text", ["Farmers came by the road.", "The farmers met the governor."])
def test_a_bare_plural_is_not_taken_from_the_tagger_alone(text):
    words = tag(text, "Farmers" if text.startswith("Farmers") else "farmers")
    assert read(text, words) == []


def test_a_share_is_no_count_of_people_whatever_the_tagger_says():
    text = "Some 40 percent of the farmers left for the city."
    assert all(d.tier is not Tier.TAGGER for d in read(text, tag(text, "40 percent")))


def test_what_the_tagger_takes_for_a_fear_is_set_aside():
    text = "Gunmen killed nine farmers in Idlib."
    (found,) = read(text, tag(text, "nine farmers", stance="hypothetical"))
    assert found.stance is Stance.HYPOTHETICAL


def test_the_one_harm_of_a_sentence_outweighs_an_unsure_guess():
    text = "Six traders from the valley: nobody has been released since."
    words = tag(text, "Six traders", outcome="killed", sure=0.99, outcome_sure=0.55)
    found = [d for d in read(text, words) if text[d.start : d.end].startswith("Six")]
    assert {d.outcome for d in found} <= {Outcome.RELEASED}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("At the edge of the town 29 small graves were dug.", "29"),
        ("The court found murder and six other crimes.", "six other"),
    ],
)
def test_a_number_counts_its_noun_even_where_only_the_number_is_tagged(text, words):
    """What lies in 29 graves is not told, and nobody is killed by being a crime."""
    assert not read(text, tag(text, words))


@pytest.mark.parametrize(
    ("text", "words", "low"),
    [
        ("Gunmen met Zahra Munir, killed at her gate.", "Zahra Munir", 1),
        ("We lost our foreman on that day.", "our foreman", 1),
        ("The two thieves, both of them, were shot and killed.", "both of them", 2),
        ("By the ministry's account 61 were herders.", "61", 61),
        ("The raid in Kafr kills 26, a council says.", "26", 26),
    ],
)
def test_the_tagger_is_believed_where_the_words_are_of_one_two_or_a_number(text, words, low):
    found = read(text, tag(text, words, sure=0.98, outcome_sure=0.98))
    assert (Outcome.KILLED, low) in {(d.outcome, d.count.low) for d in found}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He died in room 12 of the ward.", "12"),
        ("Gunmen met Zahra Munir at the gate.", "Zahra Munir"),
        ("Some fish were killed in Idlib.", "Idlib"),
        ("Critics say that both Assad and his foes kill freely.", "both Assad"),
    ],
)
def test_a_label_a_name_without_harm_and_a_place_are_nobody(text, words):
    assert not [d for d in read(text, tag(text, words)) if d.tier is Tier.TAGGER]


def test_a_count_that_no_count_before_it_holds_is_what_the_tagger_says():
    text = "At least 208 traders were brought in by police, nine of them women."
    tags = [tag(text, w, outcome="detained") for w in ("At least 208 traders", "nine of them")]
    found = parts.of_sentence_before(read(text, *tags))
    assert {(d.outcome, d.count.low) for d in found} == {
        (Outcome.DETAINED, 208),
        (Outcome.DETAINED, 9),
    }


def test_a_count_that_only_the_rules_see_and_nothing_holds_is_left_out():
    assert parts.of_sentence_before(read("This number included 40 traders.")) == []


def test_a_part_is_of_the_count_with_the_harm_that_the_tagger_sees():
    text = "Six herders were killed and 30 wounded. Ten of them were children."
    tags = [tag(text, "30", outcome="injured"), tag(text, "Ten of them", outcome="killed")]
    found = parts.of_sentence_before(read(text, *tags, tag(text, "Six herders")))
    assert (Outcome.INJURED, 10) not in {(d.outcome, d.count.low) for d in found}


def test_a_weak_rule_does_not_stand_in_the_tagger_s_way():
    text = "Police spoke of 40 herders near the missing lorry."
    found = read(text, tag(text, "40 herders", outcome="detained", sure=0.98, outcome_sure=0.98))
    assert Outcome.DETAINED in {d.outcome for d in found}


def test_the_tagger_that_is_sure_of_another_outcome_is_right():
    text = "Police said 22 herders were burned in a hut."
    (found,) = read(text, tag(text, "22 herders", sure=0.98, outcome_sure=0.99))
    assert (found.outcome, found.tier) == (Outcome.KILLED, Tier.BOTH)
    (unsure,) = read(text, tag(text, "22 herders", sure=0.9, outcome_sure=0.8))
    assert unsure.outcome is Outcome.INJURED


def test_killed_and_wounded_together_stay_together():
    text = "The raid caused 60 casualties."
    (found,) = read(text, tag(text, "60 casualties", sure=0.98, outcome_sure=0.99))
    assert found.outcome is Outcome.CASUALTIES


def test_a_headline_s_noun_is_one_person():
    text = "Off-duty clerk in the yard, killed"
    words = tag(text, "Off-duty clerk", sure=0.98, outcome_sure=0.98)
    assert (Outcome.KILLED, 1) in {(d.outcome, d.count.low) for d in read(text, words)}


def test_all_but_seven_are_not_seven():
    text = "All but seven came home with wounds."
    assert read(text, tag(text, "seven", outcome="injured", sure=0.99, outcome_sure=0.99)) == []


def test_hundreds_are_people_and_several_may_be_anything():
    text = "The senator spoke of hundreds. The bishop met several."
    tags = [tag(text, w, sure=0.95, outcome_sure=0.99) for w in ("hundreds", "several")]
    assert [d.count.low for d in read(text, *tags)] == [200]


def test_families_in_a_part_are_ten_people_and_more():
    text = "Some 60 households were displaced. Five families of them were nomads."
    tags = [tag(text, w, outcome="displaced") for w in ("60 households", "Five families")]
    found = parts.of_sentence_before(read(text, *tags))
    assert 10 in {d.count.low for d in found}


@pytest.mark.parametrize(
    ("text", "first", "again"),
    [
        ("One officer, Inspector Sami Noor, was shot.", "One officer", "Inspector Sami Noor"),
        ("Among the dead is a colleague, a school guard.", "a colleague", "a school guard"),
        ("Two more, a girl and her aunt, were shot.", "Two more", "a girl"),
    ],
)
def test_words_that_say_again_who_was_counted_count_nobody(text, first, again):
    tags = [tag(text, first), tag(text, again)]
    if "her aunt" in text:
        tags.append(tag(text, "her aunt"))
    assert again not in {text[d.start : d.end] for d in read(text, *tags)}


def test_each_of_a_list_counts():
    text = "The raid cost us a farmer, a nurse and a driver."
    tags = [tag(text, words) for words in ("a farmer", "a nurse", "a driver")]
    assert len(read(text, *tags)) == 3


def test_the_number_of_a_note_is_no_denial():
    text = "District note no 17 of the clerk who was killed"
    assert all(d.count.low != 0 for d in read(text, tag(text, "no")))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rescuers dug three people out alive.", "three people"),
        ("Four were caught and killed. Seven of us lived.", "Seven"),
        ("The aircraft carried six men, none of whom was hurt.", "six men"),
    ],
)
def test_those_who_lived_were_not_killed(text, words):
    assert words not in {text[d.start : d.end] for d in read(text, tag(text, words))}


def test_those_who_kill_are_not_the_killed_whatever_the_tagger_says():
    text = "In June three militants killed 44 people at the airport."
    found = read(text, tag(text, "three militants"))
    assert {text[d.start : d.end] for d in found} == {"killed 44 people"}


def test_those_of_a_headline_who_were_shot_dead_are_no_killers():
    text = "Twelve farm hands shot dead on Tamm estate"
    assert read(text, tag(text, "Twelve farm hands"))


@pytest.mark.parametrize(
    ("text", "words", "outcome"),
    [
        ("Around 5,000 people marched on Sunday.", "Around 5,000 people", "displaced"),
        ("Some 9,000 people had gone back to the villages.", "Some 9,000 people", "displaced"),
        ("The doctor saved dozens of lives.", "dozens of lives", "killed"),
    ],
)
def test_those_who_march_or_are_saved_came_to_no_harm(text, words, outcome):
    assert read(text, tag(text, words, outcome=outcome)) == []
