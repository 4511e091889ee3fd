"""The examples beside each word list are read as they say; the counter-examples make no claim."""

from collections.abc import Iterator

import pytest

from onrecord import vocab
from onrecord.extract import RulesReader
from onrecord.model import Block, Claim, Document, Measure, Stance, Text, Voice


def read(words: str) -> tuple[Claim, ...]:
    """Read one line of body text in which nothing is named."""
    block = Block(start=0, end=len(words), voice=Voice.BODY, rule="test")
    text = Text(snapshot_id="snp_x", content=words, blocks=(block,), language="en", reader="test")
    return RulesReader().claims(Document(name="line.txt"), text, ())


def _harm() -> dict[str, dict[str, list[object]]]:
    table = vocab.read_yaml("onrecord.extract", "lexicon", "harm.yaml")
    assert isinstance(table, dict)
    return table


def _examples() -> Iterator[tuple[str, str, float | None, float | None]]:
    for outcome, entry in _harm().items():
        for example in entry["examples"]:
            assert isinstance(example, dict)
            yield outcome, example["text"], example["low"], example["high"]


def _counter_examples() -> Iterator[str]:
    for entry in _harm().values():
        yield from map(str, entry["not"])


@pytest.mark.parametrize(("outcome", "text", "low", "high"), list(_examples()))
def test_an_example_is_read_as_its_list_says(
    outcome: str, text: str, low: float | None, high: float | None
) -> None:
    found = [(c.outcome, c.count.low, c.count.high) for c in read(text)]
    assert (outcome, low, high) in found


@pytest.mark.parametrize("text", list(_counter_examples()))
def test_a_counter_example_makes_no_claim(text: str) -> None:
    assert read(text) == ()


def _stances() -> Iterator[tuple[str, str]]:
    table = vocab.read_yaml("onrecord.extract", "lexicon", "stance.yaml")
    assert isinstance(table, dict)
    for kind, entry in table.items():
        for text in entry["examples"]:
            yield kind, text


@pytest.mark.parametrize(("kind", "text"), list(_stances()))
def test_what_is_feared_intended_or_denied_is_no_fact(kind: str, text: str) -> None:
    told = Stance.DENIED if kind == "denied" else Stance.HYPOTHETICAL
    claims = read(text)
    assert claims
    assert {c.stance for c in claims} == {told}


@pytest.mark.parametrize(
    "text",
    [
        "There are around 100,000 rebels in the east.",
        "The siege entered its 14th month.",
        "A 35-year-old teacher spoke of three lost years.",
        "The war has cost $500 million.",
        "Two courts heard five appeals in the murder case.",
        "Children 12 and under may not enter.",
    ],
)
def test_strengths_durations_ages_and_money_are_no_casualties(text: str) -> None:
    assert [c for c in read(text) if c.count.is_known and c.measure is Measure.PEOPLE] == []


def test_the_exact_words_stand_where_the_claim_says() -> None:
    words = "Officials said that “at least 12 miners” — some say 15 — were killed on Friday."
    for claim in read(words):
        start, end = claim.passage.start, claim.passage.end
        assert words[start:end] == claim.passage.exact
