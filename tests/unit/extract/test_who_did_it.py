"""Who did it, as the claim's own sentence says."""

import pytest

from onrecord import resolve
from onrecord.extract import rules_reader
from onrecord.model import Block, Document, Text, Voice


def doers(words: str) -> set[str]:
    """Whom the rules name as perpetrators in one line of body text."""
    block = Block(start=0, end=len(words), voice=Voice.BODY, rule="test")
    text = Text(snapshot_id="snp_x", content=words, blocks=(block,), language="en", reader="test")
    read = rules_reader().claims(Document(name="line.txt"), text, resolve.names().find(words))
    return {mention.name for claim in read for mention in claim.perpetrators}


@pytest.mark.parametrize(
    ("words", "by"),
    [
        ("More than 40 pupils were shot by a crowd.", {"crowd"}),
        ("Twelve farmers were killed by villagers and a teacher.", {"villagers", "teacher"}),
        ("A driver stabbed two guards.", {"driver"}),
        ("The police took 12 men into custody.", {"police"}),
    ],
)
def test_the_deed_itself_may_be_anybodys(words: str, by: set[str]) -> None:
    """Who kills is a perpetrator, fighter or not."""
    assert doers(words) == by


@pytest.mark.parametrize(
    "words",
    [
        "Twelve wounded farmers were admitted by a doctor.",
        "Villagers buried 12 farmers.",
        "The first one killed two farmers.",
        "Two babies hurt in the blast.",
        "Twelve farmers were injured by a doctor's count.",
    ],
)
def test_who_tends_buries_or_counts_did_not_harm(words: str) -> None:
    """Nor does a number or the harmed themselves."""
    assert doers(words) == set()


@pytest.mark.parametrize(
    ("words", "by"),
    [
        ("Six clerks were killed when a youth hurled a grenade into a bank.", {"youth"}),
        ("Twelve people died when Maoist rebels set off a mine.", {"Maoist rebels"}),
        ("Twelve people died when a government jet fired two missiles.", {"government"}),
        ("Twelve people died when villagers threw a party.", set()),
        ("Twelve people died when a jet fired two missiles.", set()),
    ],
)
def test_some_deeds_are_attacks_whoever_does_them(words: str, by: set[str]) -> None:
    """A jet alone is nobody: its owner is."""
    assert doers(words) == by


@pytest.mark.parametrize(
    ("words", "by"),
    [
        ("Nine men held by the police were beaten to death.", {"police"}),
        ("Nine suspects are detained, in the hands of the militia.", {"militia"}),
        ("Nine men died at the hands of the militia.", {"militia"}),
    ],
)
def test_who_holds_people_answers_for_them(words: str, by: set[str]) -> None:
    """As far as the sentence says so."""
    assert doers(words) == by
