"""The examples beside each Arabic word list are read as they say; the counter-examples are not."""

from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files

import pytest

from onrecord import resolve
from onrecord.extract import ArabicReader, wordlist
from onrecord.model import Block, Claim, Document, Stance, Text, Voice

LEXICON = (
    "arabic_harm",
    "arabic_hedges",
    "arabic_people",
    "arabic_said",
    "arabic_stance",
    "arabic_weapons",
    "arabic_who",
)
SIDES = {"civilian", "combatant", "unknown"}
STANCES = {s.value for s in Stance} | {"negated"}

OF_CLAIM: dict[str, Callable[[Claim], object]] = {
    "outcome": lambda c: c.outcome.value,
    "side": lambda c: c.victim_class.value,
    "low": lambda c: c.count.low,
    "high": lambda c: c.count.high,
    "stance": lambda c: c.stance.value,
    "weapon": lambda c: c.weapon,
    "by": lambda c: [m.name for m in c.perpetrators],
    "voices": lambda c: [m.name for m in c.sources],
}


@cache
def names():
    return resolve.names()


def read(content: str) -> tuple[Claim, ...]:
    block = Block(start=0, end=len(content), voice=Voice.BODY, rule="test")
    text = Text(snapshot_id="s", content=content, blocks=(block,), language="ar", reader="test")
    return ArabicReader().claims(Document(name="a.txt"), text, names().find(content))


def entries() -> Iterator[tuple[str, str, dict]]:
    for name in LEXICON:
        for key, entry in wordlist.table(name).items():
            if key in {"before", "after"}:
                yield from ((name, kind, held) for kind, held in entry.items())
            else:
                yield name, key, entry


def examples():
    for name, key, entry in entries():
        for example in entry.get("examples", ()):
            told = dict(example) if isinstance(example, dict) else {"text": example}
            if name == "arabic_harm":
                told["outcome"] = key
            if name == "arabic_stance" and key in STANCES:
                told["stance"] = "denied" if key == "negated" else key
            yield pytest.param(told, id=f"{name} {key}: {told['text'][:30]}")


@pytest.mark.parametrize("told", [*examples()])
def test_an_example_is_read_as_it_says(told):
    claims = read(told["text"])
    wanted = {key: value for key, value in told.items() if key != "text"}
    read_as = [{key: OF_CLAIM[key](claim) for key in wanted} for claim in claims]
    assert wanted in read_as


def counter_examples():
    for name, key, entry in entries():
        for words in entry.get("not", ()):
            yield pytest.param(name, key, words, id=f"{name} {key}: {words[:30]}")


@pytest.mark.parametrize(("name", "key", "words"), [*counter_examples()])
def test_a_counter_example_is_not_read_so(name, key, words):
    for claim in read(words):
        if name == "arabic_harm":
            assert claim.outcome != key
        elif name == "arabic_people" and key in SIDES:
            assert claim.victim_class != key
        elif name == "arabic_said":
            assert not claim.sources
        elif name == "arabic_who":
            assert not claim.perpetrators
        elif name == "arabic_weapons":
            assert claim.weapon is None


@pytest.mark.parametrize("words", wordlist.table("arabic_things")["things"]["examples"])
def test_things_are_no_people(words):
    assert not [c for c in read(words) if c.count.low == 12]


@pytest.mark.parametrize("words", wordlist.table("arabic_things")["ages"]["examples"])
def test_an_age_is_no_number_of_people(words):
    assert [c.count.low for c in read(words)] == [1]


def test_every_arabic_list_is_tested():
    """Of the three others, numbers have tests of their own, things are tested here, places in the spec."""
    folder = files("onrecord.extract").joinpath("lexicon")
    lists = {p.name.removesuffix(".yaml") for p in folder.iterdir()}
    others = {"arabic_numbers", "arabic_things", "arabic_where"}
    assert {name for name in lists if name.startswith("arabic_")} == {*LEXICON, *others}


def test_each_outcome_has_examples_and_counter_examples():
    table = wordlist.table("arabic_harm")
    assert all(entry["examples"] and entry["not"] for entry in table.values())
