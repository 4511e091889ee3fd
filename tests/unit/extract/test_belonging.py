"""What the tagger says of who, where and when: it fills, changes and empties only where it is sure."""

from dataclasses import dataclass, field

import pytest

from onrecord import resolve
from onrecord.extract import parts
from onrecord.extract.belonging import WHY, chosen
from onrecord.extract.dateline import Listing
from onrecord.extract.drafting import drafts
from onrecord.extract.parse import sentences
from onrecord.extract.tagger import RoleSeen
from onrecord.model import Block, Outcome, Text, Voice


@dataclass
class Says:
    """A tagger's sight that says of words what it is told to, and 0 of all others."""

    content: str
    chances: dict[str, float]
    roles: tuple[RoleSeen, ...] = ()
    asking: range = field(init=False)

    def __post_init__(self):
        self.asking = range(len(self.content))

    def layout(self):
        return None

    def belonging(self, layout, claim, kind, spans, of_kind):
        return [self.chances.get(self.content[a:b], 0.0) for a, b in spans]


def role(text, words, kind="P"):
    start = text.index(words)
    return RoleSeen(start=start, end=start + len(words), kind=kind, sure=0.9)


def read(text, chances, *roles):
    """The last draft, as the tagger would have it."""
    return read_all(text, chances, *roles)[-1]


def read_all(text, chances, *roles):
    """Every draft, as the tagger would have it."""
    names = resolve.names().find(text)
    (parsed,) = sentences(text, [(0, len(text))], names)
    for at, sentence in enumerate(parsed):
        sentence.index = at
    block = Block(start=0, end=len(text), voice=Voice.BODY, rule="test")
    found = [d for sentence in parsed for d in drafts(sentence, block)]
    return chosen(found, Says(text, chances, roles), names, parsed)


BEFORE = "Rebels came to Homs on Monday. It was Tuesday. Nine farmers were killed."


def test_who_is_told_in_another_sentence_is_filled_in_and_says_so():
    found = read(BEFORE, {"Rebels": 0.9}, role(BEFORE, "Rebels"))
    (who,) = found.perpetrators
    assert (who.name, who.carried) == ("Rebels", WHY)


@pytest.mark.parametrize(
    ("text", "by"),
    [
        (BEFORE, ["Rebels"]),
        ("Rebels came to Homs on Monday. Nine families fled their homes.", []),
        ("Nine farmers were killed, Rebels claim.", []),
        ("Rebels came to Homs." + " It rained." * 5 + " Nine farmers were killed.", []),
    ],
)
def test_who_can_act_and_was_told_of_just_before_need_be_less_sure(text, by):
    """Not of the displaced, nor from further back, nor where the rules read the very sentence."""
    found = read(text, {"Rebels": 0.6}, role(text, "Rebels"))
    assert [m.name for m in found.perpetrators] == by


@pytest.mark.parametrize(
    "text",
    [
        "It rains since Rebels came. Nine farmers were killed.",
        "Homs saw rain on Monday. Nine farmers were killed.",
        "A communal quarrel began. Nine farmers were killed.",
        "The ministry, which Rebels run, has spoken. Nine farmers were killed.",
    ],
)
def test_a_place_an_adjective_or_what_dates_a_time_is_nobody(text):
    """However sure the tagger is."""
    words = next(w for w in ("Rebels", "Homs", "communal") if w in text)
    assert read(text, {words: 0.99}, role(text, words)).perpetrators == ()


def test_where_and_when_come_from_the_names_that_the_program_finds():
    found = read(BEFORE, {"Homs": 0.9, "Tuesday": 0.8, "Monday": 0.3})
    assert [p.name for p in found.places] == ["Homs"]
    assert [t.name for t in found.times] == ["Tuesday"]


def test_what_is_unlikely_fills_nothing():
    found = read(BEFORE, {"Rebels": 0.4, "Homs": 0.4, "Monday": 0.4}, role(BEFORE, "Rebels"))
    assert found.perpetrators == found.places == found.times == ()


OWN = "Police came on Monday. Gunmen killed nine farmers in Aleppo on Friday."


def test_what_the_rules_found_stays_where_the_tagger_is_not_sure_of_another():
    found = read(OWN, {"Monday": 0.5, "Friday": 0.5, "Aleppo": 0.6})
    assert [t.name for t in found.times] == ["Friday"]
    assert [p.name for p in found.places] == ["Aleppo"]


def test_another_time_replaces_one_that_is_unlikely():
    words = read(OWN, {}).times
    found = read(OWN, {"Monday": 0.95, **{w.name: 0.1 for w in words}})
    assert [t.name for t in found.times] == ["Monday"]


@pytest.mark.parametrize("chance", [0.001, 0.5])
def test_a_place_that_cannot_belong_is_taken_out_but_nobody_who_did_it(chance):
    found = read(OWN, {"Gunmen": chance, "Aleppo": chance}, role(OWN, "Gunmen"))
    assert bool(found.places) == (chance > 0.1)
    assert found.perpetrators


def test_somebody_whom_the_tagger_did_not_see_is_left_as_he_is():
    assert read(OWN, {}).perpetrators[0].name == "Gunmen"


def test_a_pronoun_names_nobody():
    text = "They came by night. Nine farmers were killed."
    assert read(text, {"They": 0.99}, role(text, "They")).perpetrators == ()


# --- what is offered ------------------------------------------------------------------------


RAID = "An air raid by the coalition's jets came at dawn. Nine farmers were killed."


def test_a_weapon_or_an_act_is_nobody():
    found = read(RAID, {"An air raid": 0.99, "air": 0.99}, role(RAID, "An air raid"))
    assert found.perpetrators == ()
    text = "The army's shelling went on. Nine farmers were killed."
    found = read(text, {"The army": 0.99}, role(text, "The army's shelling"))
    assert [p.name for p in found.perpetrators] == ["army"]


def test_snipers_are_somebody():
    text = "Army snipers were on the roofs. Nine farmers were killed."
    found = read(text, {"Army snipers": 0.99}, role(text, "Army snipers"))
    assert [p.name for p in found.perpetrators] == ["Army snipers"]


def test_an_article_alone_is_no_place():
    text = "The shelling went on. Nine farmers were killed."
    assert read(text, {"The": 0.99}, role(text, "The", "L")).places == ()


def test_a_landmark_is_not_where_it_was():
    """As in "Aleppo, south of Homs": the second only says where the first lies."""
    text = "They came to Aleppo, south of Homs. Nine farmers were killed."
    assert [p.name for p in read(text, {"Homs": 0.99}).places] == []
    assert [p.name for p in read(text, {"Homs": 0.99, "Aleppo": 0.7}).places] == ["Aleppo"]


def test_the_day_of_a_report_is_not_the_day_of_what_it_tells():
    text = "We welcome today's report. Nine farmers were killed."
    assert read(text, {"today": 0.99}).times == ()


def test_a_voice_that_stands_for_one_named_before_takes_no_voices_place():
    text = "The ministry spoke. Nine farmers were killed."
    assert read(text, {"The ministry": 0.99}, role(text, "The ministry", "S")).sources == ()


def test_where_a_report_was_filed_is_no_voice_and_whom_a_headline_credits_no_doer():
    text = "ADEN, 5 May - Nine farmers were killed."
    assert read(text, {"ADEN": 0.99}, role(text, "ADEN", "S")).sources == ()
    text = "Shelling kills nine farmers - Noor Agency"
    assert read(text, {"Noor Agency": 0.99}, role(text, "Noor Agency")).perpetrators == ()


def test_a_country_fills_no_place_since_the_report_lends_a_finer_one():
    text = "Syria mourns. Nine farmers were killed."
    assert read(text, {"Syria": 0.99}).places == ()


def test_a_second_place_stands_beside_the_first():
    text = (
        "They came to Homs in Idlib. Later, when nobody was left to shoot at, they went home "
        "through the hills to Hama. Nine farmers were killed."
    )
    found = read(text, {"Homs": 0.9, "Idlib": 0.85, "Hama": 0.85})
    assert [p.name for p in found.places] == ["Homs", "Idlib"]


# --- claims of one fact are asked together ----------------------------------------------------


def all_read(text, sight):
    names = resolve.names().find(text)
    (parsed,) = sentences(text, [(0, len(text))], names)
    for at, sentence in enumerate(parsed):
        sentence.index = at
    block = Block(start=0, end=len(text), voice=Voice.BODY, rule="test")
    found = [d for sentence in parsed for d in drafts(sentence, block)]
    return chosen(parts.in_sentence(found), sight(text), names, parsed)


@dataclass
class OfEach(Says):
    """A sight that says of words something else for each claim, by the claim's own words."""

    by_claim: dict[str, dict[str, float]] = field(default_factory=dict)

    def belonging(self, layout, claim, kind, spans, of_kind):
        words = self.content[claim[0] : claim[1]]
        told = next((c for key, c in self.by_claim.items() if key in words), {})
        return [told.get(self.content[a:b], 0.0) for a, b in spans]


def test_a_part_does_not_part_from_its_whole_for_want_of_a_word():
    """Of the 40 the tagger is sure; of the 12 among them it thinks nearly as well of Hama."""
    text = "They came to Homs, not to Hama. Forty people died, including 12 children."
    sure, torn = {"Homs": 0.95, "Hama": 0.1}, {"Homs": 0.6, "Hama": 0.65}

    def sight(content):
        return OfEach(content, {}, by_claim={"Forty": sure, "12": torn})

    found = all_read(text, sight)
    assert [[p.name for p in d.places] for d in found] == [["Homs"], ["Homs"]]


def test_a_time_of_another_entry_of_a_live_page_is_not_taken():
    text = """A day as it was told

15:10 A missile was fired last night.

13:20 Nine farmers were killed.

12:05 The market was hit."""
    assert read(text, {"last night": 0.99}).times == ()
    before = text.replace("15:10 ", "").replace("13:20 ", "").replace("12:05 ", "")
    assert [t.name for t in read(before, {"last night": 0.99}).times] == ["last night"]


ITEMS = """TAIZ - The market was hit on Monday.

ADEN - The road was closed.

SAADA - Nine farmers were killed."""


def test_a_time_of_another_item_of_a_list_is_not_taken():
    assert read(ITEMS, {"Monday": 0.9}).times == ()
    as_text = ITEMS.replace(" - ", ". ")
    assert [t.name for t in read(as_text, {"Monday": 0.9}).times] == ["Monday"]


def test_when_somebody_was_taken_is_not_when_he_was_let_go():
    text = "Twelve villagers abducted in June were released."
    taken, freed = sorted(read_all(text, {"June": 0.9}), key=lambda draft: draft.outcome)
    assert (taken.outcome, freed.outcome) == (Outcome.ABDUCTED, Outcome.RELEASED)
    assert [t.name for t in taken.times] == ["June"]
    assert freed.times == ()


def test_a_place_of_another_entry_of_a_live_page_is_not_taken():
    text = """A day as it was told

15:10 A missile was fired in Taiz.

13:20 Nine farmers were killed.

12:05 The market was hit."""
    assert read(text, {"Taiz": 0.99}).places == ()
    before = text.replace("15:10 ", "").replace("13:20 ", "").replace("12:05 ", "")
    assert [p.name for p in read(before, {"Taiz": 0.99}).places] == ["Taiz"]


def test_half_a_word_is_nobody_and_loose_words_are_left_out():
    text = "The Falcon-led militia came, and Rebels in Homs. Nine farmers were killed."
    assert read(text, {"led": 0.99}, role(text, "led")).perpetrators == ()
    (who,) = read(text, {"Rebels": 0.99}, role(text, "Rebels in")).perpetrators
    assert who.name == "Rebels"


@pytest.mark.parametrize(
    ("before", "named"),
    [
        ("Since the second war began in May 2016 many villages fell.", "since May 2016"),
        ("In May 2016 many villages fell.", "May 2016"),
    ],
)
def test_a_time_taken_from_another_sentence_keeps_its_since(before, named):
    found = read(f"{before} Nine farmers were killed.", {"May 2016": 0.9})
    assert [t.name for t in found.times] == [named]


@pytest.mark.parametrize("line", ["Next summary: Monday, 15:00.", "A court will meet on Monday."])
def test_a_time_to_come_is_not_offered(line):
    found = read(f"Nine farmers were killed. {line} Three farmers were killed.", {"Monday": 0.9})
    assert found.times == ()


@pytest.mark.parametrize(
    ("sentence", "times"),
    [
        ("Nine families have fled.", []),
        ("Nine families fled.", ["Monday"]),
    ],
)
def test_who_is_gone_by_now_has_no_day_of_another_sentence(sentence, times):
    found = read(f"Shells fell on Monday. It was cold. {sentence}", {"Monday": 0.9})
    assert [t.name for t in found.times] == times


LISTED = """NORTH

Aden: the road was closed.

HOMS STATE

The market was hit. Nine farmers were killed.

TAIZ STATE

The mill was hit. Three farmers were killed."""


def test_a_place_of_another_entrys_label_is_not_taken():
    """Under "HOMS STATE" nothing was in Taiz; above all entries nothing is in one of them."""
    names = resolve.names().find(LISTED)
    blocks, at = [], 0
    for line in LISTED.split("\n\n"):
        voice = Voice.HEADING if line.isupper() else Voice.BODY
        blocks.append(Block(start=at, end=at + len(line), voice=voice, rule="test"))
        at += len(line) + 2
    text = Text(
        snapshot_id="snp_x", content=LISTED, blocks=tuple(blocks), language="en", reader="test"
    )
    listing = Listing.of(text, names)
    homs, taiz = LISTED.index("HOMS"), LISTED.index("TAIZ")
    nine, three = LISTED.index("Nine"), LISTED.index("Three")
    assert (listing.offers(homs, nine), listing.offers(taiz, nine)) == (True, False)
    assert (listing.offers(homs, three), listing.offers(taiz, three)) == (False, True)
    assert not listing.offers(homs, LISTED.index("Aden"))
