"""Counts that are parts of others without the text saying so: the figures add up."""

import pytest

from onrecord import resolve
from onrecord.extract import rules_reader
from onrecord.model import Block, Document, Text, Voice


def read(words):
    block = Block(start=0, end=len(words), voice=Voice.BODY, rule="test")
    text = Text(snapshot_id="snp_x", content=words, blocks=(block,), language="en", reader="test")
    return rules_reader().claims(Document(name="a.txt"), text, resolve.names().find(words))


def test_a_voice_by_its_first_letters_and_by_its_name_is_one():
    """ "UN counts 31 dead" holds the four of whom the United Nations speaks."""
    whole, *parts = read(
        "UN counts 31 dead. The United Nations said that a raid killed four farmers. "
        "Twenty-seven traders died in another."
    )
    assert [p.count.low for p in parts] == [4, 27]
    assert {p.part_of for p in parts} == {whole.id}


@pytest.mark.parametrize(("one", "other"), [("UN", "The Red Cross"), ("Amal Haddad", "Adel Hasan")])
def test_another_voice_gives_no_part(one, other):
    """The same first letters do not make two people one."""
    whole, *others = read(
        f"{one} counts 31 dead. {other} said that a raid killed four farmers. "
        "Twenty-seven traders died in another."
    )
    assert all(o.part_of != whole.id for o in others)
