"""Which of the places that a sentence names are where it happened."""

import pytest

from onrecord import resolve
from onrecord.extract import rules_reader
from onrecord.model import Block, Document, Text, Voice


def places(words: str) -> list[list[str]]:
    """The places of each claim that the rules read in one line of body text."""
    block = Block(start=0, end=len(words), voice=Voice.BODY, rule="test")
    text = Text(snapshot_id="snp_x", content=words, blocks=(block,), language="en", reader="test")
    read = rules_reader().claims(Document(name="line.txt"), text, resolve.names().find(words))
    return [[p.name for p in claim.places] for claim in read]


@pytest.mark.parametrize(
    "words",
    [
        "Twelve students from Aden were killed.",
        "Rabat's figure is 12 killed.",
        "Officials in Aden fear that 12 people were killed.",
        "The director of the clinic in Aden says 12 people were killed.",
        "Twelve wounded people were treated at the hospital in Aden.",
        "Twelve people were killed, the Aden governor said.",
        "Gunmen abducted seven Aden State University students.",
    ],
)
def test_origin_seat_and_sickbed_are_not_where_it_was(words: str) -> None:
    """Nobody says where the harm was: another sentence may."""
    assert places(words) == [[]]


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("An air strike on the hospital in Aden killed 12 people.", ["Aden"]),
        ("Twelve people were killed near the post office in Aden.", ["Aden"]),
        ("Twelve students were abducted in Aden.", ["Aden"]),
    ],
)
def test_a_hospital_that_is_hit_is_where_it_was(words: str, where: list[str]) -> None:
    """Nor is every office the seat of a voice."""
    assert places(words) == [where]


def test_the_place_of_each_number_stands_right_beside_it() -> None:
    """Behind "in" or before a bracket, not merely nearer."""
    assert places("Six people were killed in Taiz, two were killed in Aden.") == [
        ["Taiz"],
        ["Aden"],
    ]
    assert places("The worst days were in Aden (52 killed) and Taiz (19 killed).") == [
        ["Aden"],
        ["Taiz"],
    ]
