"""The examples beside each word list are read as they say; the counter-examples are not."""

from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files

import pytest

from onrecord import resolve
from onrecord.extract import is_worth_parsing, lend, rules_reader, wordlist
from onrecord.extract.drafting import drafts
from onrecord.extract.parse import sentences
from onrecord.extract.quantity import quantities
from onrecord.model import Block, Claim, Document, Measure, Stance, Text, Voice
from onrecord.model.ports import Names

LEXICON = (
    "cumulative",
    "events",
    "harm",
    "harm_counted",
    "no_violence",
    "of_whom",
    "partial",
    "people_named",
    "rival",
    "people",
    "perpetrators",
    "said",
    "stance",
    "things",
    "violence",
    "weapons",
    "where",
)

# what an example of a list shows without saying so: the name of its list
SHOWN = {
    "harm": "outcome",
    "things": "measure",
    "people": "side",
}
SIDES = {"words_for_civilians": "civilian", "words_for_combatants": "combatant"}
STANCES = {"feared": "hypothetical", "intended": "hypothetical", "intended_for": "hypothetical"}

OF_CLAIM: dict[str, Callable[[Claim], object]] = {
    "outcome": lambda c: c.outcome,
    "measure": lambda c: c.measure,
    "side": lambda c: c.victim_class,
    "low": lambda c: c.count.low,
    "high": lambda c: c.count.high,
    "stance": lambda c: c.stance,
    "weapon": lambda c: c.weapon,
    "by": lambda c: [m.name for m in c.perpetrators],
    "voices": lambda c: [m.name for m in c.sources],
    "time": lambda c: c.times[0].name if c.times else None,
    "place": lambda c: c.places[0].name if c.places else None,
    "is_cumulative": lambda c: c.is_cumulative,
    "is_partial": lambda c: c.is_partial,
}


@cache
def _names() -> Names:
    return resolve.names()


def read(words: str) -> tuple[Claim, ...]:
    """Read one line of body text."""
    block = Block(start=0, end=len(words), voice=Voice.BODY, rule="test")
    text = Text(snapshot_id="snp_x", content=words, blocks=(block,), language="en", reader="test")
    return rules_reader().claims(Document(name="line.txt"), text, _names().find(words))


def unfiltered(words: str) -> bool:
    """Whether a line makes a claim when it is parsed without a look before."""
    block = Block(start=0, end=len(words), voice=Voice.BODY, rule="test")
    return any(
        drafts(sentence, block)
        for sentence in sentences(words, [(0, len(words))], _names().find(words))[0]
    )


def _lists() -> Iterator[tuple[str, str, dict[str, list[object]]]]:
    for name in LEXICON:
        for key, entry in wordlist.table(name).items():
            yield name, key, entry


def _examples() -> Iterator[tuple[str, str, str, dict[str, object]]]:
    for name, key, entry in _lists():
        for example in entry.get("examples", ()):
            told = dict(example) if isinstance(example, dict) else {"text": example}
            text = str(told.pop("text"))
            yield name, key, text, _shown(name, key) | told


def _shown(name: str, key: str) -> dict[str, object]:
    if name == "stance":
        return {"stance": STANCES.get(key, key)}
    if name == "cumulative":
        return {"is_cumulative": True}
    if name not in SHOWN or key == "collective":
        return {}
    return {SHOWN[name]: SIDES.get(key, key)}


def _counter_examples() -> Iterator[tuple[str, str, str]]:
    for name, key, entry in _lists():
        for text in entry.get("not", ()):
            yield name, key, str(text)


@pytest.mark.parametrize(("name", "key", "text", "shown"), list(_examples()))
def test_an_example_is_read_as_its_list_says(
    name: str, key: str, text: str, shown: dict[str, object]
) -> None:
    claims = read(text)
    assert any(all(OF_CLAIM[slot](c) == value for slot, value in shown.items()) for c in claims), [
        {slot: OF_CLAIM[slot](c) for slot in shown} for c in claims
    ]


# what a counter-example makes: no claim at all, or claims of which none has what the list gives
WITHOUT: dict[str, Callable[[Claim, str], object]] = {
    "cumulative": lambda c, _: c.is_cumulative,
    "people": lambda c, key: c.victim_class == SIDES.get(key, key),
    "perpetrators": lambda c, _: c.perpetrators,
    "said": lambda c, _: c.sources,
    "stance": lambda c, key: c.stance == STANCES.get(key, key),
    "weapons": lambda c, _: c.weapon,
    "where": lambda c, _: c.places,
}


@pytest.mark.parametrize(("name", "key", "text"), list(_counter_examples()))
def test_a_counter_example_is_not_read_so(name: str, key: str, text: str) -> None:
    claims = read(text)
    if name in WITHOUT:
        assert claims
        assert not any(WITHOUT[name](c, key) for c in claims)
    else:
        assert claims == ()


@pytest.mark.parametrize(("name", "key"), [(n, k) for n, k, _ in _lists()])
def test_a_list_says_of_itself_what_it_does(name: str, key: str) -> None:
    entry = wordlist.table(name)[key]
    assert any(entry.get(tests) for tests in ("examples", "not", "lends"))


def test_every_list_is_tested() -> None:
    folder = files("onrecord.extract").joinpath("lexicon")
    lists = {p.name.removesuffix(".yaml") for p in folder.iterdir()}
    lists = {name for name in lists if not name.startswith("arabic_")}  # test_arabic_lexicon.py
    assert lists == {*LEXICON, "hedges", "period", "quick_look", "units", "vague"}


@pytest.mark.parametrize(
    ("title", "place"),
    [(title, ["Aden"]) for title in wordlist.table("violence")["acts"]["lends"]]
    + [(title, []) for title in wordlist.table("violence")["acts"]["not_lent"]],
)
def test_a_headline_that_tells_of_violence_lends_its_place(title: str, place: list[str]) -> None:
    lines = (title, "Twelve people died.", "Sanaa sent doctors. Sanaa sent food. Sanaa sent tents.")
    content = "\n".join(lines)
    starts = [content.index(line) for line in lines]
    blocks = tuple(
        Block(start=start, end=start + len(line), voice=voice, rule="test")
        for line, start, voice in zip(
            lines, starts, (Voice.TITLE, Voice.BODY, Voice.BODY), strict=True
        )
    )
    document = Document(name="line.txt")
    text = Text(snapshot_id="snp_x", content=content, blocks=blocks, language="en", reader="test")
    names = _names().find(content)
    (claim,) = lend(document, text, names, rules_reader().claims(document, text, names))
    assert [p.name for p in claim.places] == place


@pytest.mark.parametrize("entry", wordlist.table("quick_look").values())
def test_a_quick_look_finds_what_may_be_worth_parsing(entry: dict[str, list[str]]) -> None:
    assert all(map(is_worth_parsing, entry["examples"]))
    assert not any(map(is_worth_parsing, entry["not"]))


def test_a_quick_look_loses_no_claim() -> None:
    texts = [text for *_, text, _ in _examples()]
    lost = [t for t in texts if unfiltered(t) and not is_worth_parsing(t)]
    assert lost == []


def _hedges() -> Iterator[tuple[str, float | None, float | None]]:
    table = wordlist.table("hedges")
    for where in ("before", "after"):
        for entry in table[where].values():
            for example in entry["examples"]:
                yield example["text"], example["low"], example["high"]


@pytest.mark.parametrize(("text", "low", "high"), list(_hedges()))
def test_a_hedge_moves_the_bounds_as_its_list_says(
    text: str, low: float | None, high: float | None
) -> None:
    (found,) = quantities(text)
    assert (found.count.low, found.count.high) == (low, high)
    assert found.start == 0


@pytest.mark.parametrize("key", ["rises", "told_about"])
def test_a_hedge_that_is_none_is_left_out(key: str) -> None:
    for example in wordlist.table("hedges")[key]["examples"]:
        (found,) = quantities(example["text"])
        assert (found.count.low, found.count.high) == (example["low"], example["high"])


@pytest.mark.parametrize(("words", "entry"), list(wordlist.table("vague")["words"].items()))
def test_a_vague_word_allows_what_its_list_says(words: str, entry: dict[str, float]) -> None:
    (found,) = quantities(f"{words} farmers")
    assert (found.count.low, found.count.high) == (entry["low"], entry.get("high"))


@pytest.mark.parametrize("text", wordlist.table("vague")["not"])
def test_a_vague_word_beside_a_number_is_part_of_it(text: str) -> None:
    (found,) = quantities(text)
    assert found.count.low == found.count.high


@pytest.mark.parametrize("text", [t for e in wordlist.table("units").values() for t in e["not"]])
def test_a_number_with_a_unit_is_no_quantity(text: str) -> None:
    assert quantities(text) == ()
    assert [c for c in read(text) if c.count.is_known and c.measure is Measure.PEOPLE] == []


@pytest.mark.parametrize(
    "text",
    [
        "The front is held by some 40,000 rebels.",
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
    claims = read(words)
    assert claims
    for claim in claims:
        start, end = claim.passage.start, claim.passage.end
        assert words[start:end] == claim.passage.exact


def test_what_is_denied_is_no_fact() -> None:
    assert {c.stance for c in read("The army denied killing 12 farmers.")} == {Stance.DENIED}
