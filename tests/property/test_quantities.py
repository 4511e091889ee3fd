"""Numbers come back as they were written; no text breaks the reader, and its words are exact."""

import itertools

from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord import extract, resolve
from onrecord.extract.number import number
from onrecord.extract.quantity import quantities
from onrecord.model import Block, Document, Text, Voice

UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
COUNTS = st.integers(1, 999_999)


def in_words(value: int) -> str:
    """Write a number out, the British way: 212 is "two hundred and twelve"."""
    if value < 20:
        return UNITS[value]
    if value < 100:
        return TENS[value // 10] + (f"-{UNITS[value % 10]}" if value % 10 else "")
    if value < 1_000:
        rest = f" and {in_words(value % 100)}" if value % 100 else ""
        return f"{UNITS[value // 100]} hundred{rest}"
    rest = value % 1_000
    joined = " and " if rest < 100 else " "
    return f"{in_words(value // 1_000)} thousand" + (joined + in_words(rest) if rest else "")


@given(COUNTS)
def test_a_number_in_words_is_the_number(value):
    assert number(in_words(value)) == value
    assert number(in_words(value).replace(" and ", " ").upper()) == value


@given(COUNTS)
def test_a_number_in_digits_is_the_number(value):
    assert number(str(value)) == number(f"{value:,}") == value


@given(COUNTS, st.sampled_from([str, "{:,}".format, in_words]))
@example(2_000, str)
def test_a_number_of_people_in_a_sentence_is_one_quantity(value, written):
    sentence = f"The raid killed {written(value)} people in the valley."
    (found,) = quantities(sentence)
    assert (found.count.low, found.count.high) == (value, value)
    assert sentence[found.start : found.end].strip() == written(value)


@given(COUNTS, COUNTS)
def test_a_range_runs_from_its_lower_to_its_upper_end(one, other):
    low, high = sorted((one, other))
    found = quantities(f"killed between {low:,} and {high:,} people")
    if low < high:
        assert [(q.count.low, q.count.high) for q in found] == [(low, high)]


PIECES = st.sampled_from(
    [
        "at least", "more than", "up to", "nearly", "about", "some", "between", "and", "to", "or", "from", "dozen",
        "dozens", "hundreds of", "several", "a", "half a", "12", "1,500", "2", "3", "thousand", "million", "percent",
        "%", "times", "people", "years", "km", "$", "-", "–", ",", ".", "the", "by the", "in the", "one", "twenty", "two",
        "(", ")", "of them", "or more", "at a minimum", "or so", "another", "killed", "٬", "1٬000", "é", "\n", "\u00a0", "٣",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(PIECES, max_size=20).map(" ".join),
    st.lists(PIECES, max_size=20).map("".join),
)


@settings(max_examples=300)
@given(TEXTS)
def test_quantities_stand_in_order_apart_and_in_the_text(content):
    found = quantities(content)
    for quantity in found:
        assert 0 <= quantity.start <= quantity.core < quantity.end <= len(content)
        low, high = quantity.count.low, quantity.count.high
        assert low is None or high is None or low <= high
        assert quantity.count.is_known
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@given(TEXTS, TEXTS, TEXTS)
def test_quantities_of_a_stretch_do_not_look_beyond_it(before, content, after):
    whole = f"{before}\n{content}\n{after}"
    start, end = len(before) + 1, len(before) + 1 + len(content)
    for quantity in quantities(whole, start, end):
        assert start <= quantity.start < quantity.end <= end


SENTENCES = st.sampled_from(
    [
        "Rebel shelling killed 11.",
        "At least 40 villagers, including 12 children, were massacred in the north.",
        "This number included 20 guards and 30 farmers.",
        "“They shot four men in the square,” a teacher, Sami Noor, said.",
        "According to the United Nations 22 children died [there] on Friday – perhaps more.",
        "The army jailed activists by the hundreds.",
        "KABUL, 12 June (Hill Press) - A bomb (a big one) killed between 4 and 6 people.",
        "Non-violent marchers fled; dozens of thousands were displaced since 2012.",
        "30 percent of the civilians killed were women.",
        "Residents fear that the militia might massacre the villagers.",
        "Soldiers burned 30 houses and fired 12 rockets.",
        "22 dead, 50 hurt in market blast",
        "No one was hurt… said the ministry of health’s spokesman.",
        "09.40 At least two people have been killed, a deputy mayor writes.",
        "Killed: 12 at least about 14, another 3 or more than 5.",
    ]
)


def read(content):
    """Read a text as one block of body text, with its names."""
    block = Block(start=0, end=len(content), voice=Voice.BODY, rule="test")
    text = Text(snapshot_id="snp_x", content=content, blocks=(block,), language="en", reader="test")
    names = resolve.names().find(content)
    return extract.rules_reader().claims(Document(name="line.txt"), text, names)


@settings(max_examples=60, deadline=None)
@given(st.lists(SENTENCES, max_size=5), st.sampled_from([" ", "\n", "  ", "\u00a0"]))
def test_the_words_of_every_claim_stand_where_it_says(sentences, joined):
    content = joined.join(sentences)
    for claim in read(content):
        assert content[claim.passage.start : claim.passage.end] == claim.passage.exact != ""
        for mention in (*claim.perpetrators, *claim.places, *claim.times, *claim.sources):
            assert mention.start is None or 0 <= mention.start < mention.end <= len(content)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | SENTENCES, max_size=12).map(" ".join))
def test_no_text_breaks_the_reader(content):
    for claim in read(f"{content} killed"):
        assert f"{content} killed"[claim.passage.start : claim.passage.end] == claim.passage.exact
