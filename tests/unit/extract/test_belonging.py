"""What the tagger says of who, where and when: it fills, changes and empties only where it is sure."""

from dataclasses import dataclass, field

import pytest

from onrecord import resolve
from onrecord.extract.belonging import WHY, chosen
from onrecord.extract.drafting import drafts
from onrecord.extract.parse import sentences
from onrecord.extract.tagger import RoleSeen
from onrecord.model import Block, Voice


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

    def belonging(self, layout, claim, kind, spans):
        return [self.chances.get(self.content[a:b], 0.0) for a, b in spans]


def role(text, words, kind="P"):
    start = text.index(words)
    return RoleSeen(start=start, end=start + len(words), kind=kind, sure=0.9)


def read(text, chances, *roles):
    """The first draft of the last sentence, as the tagger would have it."""
    names = resolve.names().find(text)
    (parsed,) = sentences(text, [(0, len(text))], names)
    block = Block(start=0, end=len(text), voice=Voice.BODY, rule="test")
    found = [d for sentence in parsed for d in drafts(sentence, block)]
    return chosen(found, Says(text, chances, roles), names)[-1]


BEFORE = "Rebels came to Homs on Monday. It was Tuesday. Nine farmers were killed."


def test_who_is_told_in_another_sentence_is_filled_in_and_says_so():
    found = read(BEFORE, {"Rebels": 0.9}, role(BEFORE, "Rebels"))
    (who,) = found.perpetrators
    assert (who.name, who.carried) == ("Rebels", WHY)


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
