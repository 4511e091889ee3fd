"""What is another in a page: sentences and words that went and came, and claims side by side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import follow
from onrecord.follow import How
from onrecord.follow.difference import sentences
from onrecord.model import Block, Claim, Count, Measure, Outcome, Passage, Text, Voice


def text(*lines, voices=()):
    content = "\n".join(lines)
    blocks, at = [], 0
    for n, line in enumerate(lines):
        voice = voices[n] if n < len(voices) else Voice.BODY
        blocks.append(Block(start=at, end=at + len(line), voice=voice, rule="made"))
        at += len(line) + 1
    return Text(
        snapshot_id="snp_a", content=content, blocks=tuple(blocks), language="en", reader="made"
    )


def claim(words, low, start=0, outcome=Outcome.KILLED):
    return Claim(
        document="a.txt",
        passage=Passage(snapshot_id="snp_a", start=start, end=start + len(words), exact=words),
        measure=Measure.PEOPLE,
        outcome=outcome,
        count=Count(low=low, high=low),
    )


BEFORE = text(
    "Gunmen attack Safita", "At least 4 people were killed. The road was closed. Nobody was held."
)
AFTER = text(
    "Gunmen attack Safita",
    "At least 9 people were killed. Nobody was held. The hospital was full.",
)


def test_words_that_changed_are_marked_in_their_sentence():
    found = follow.difference(BEFORE, AFTER).pieces
    changed = next(piece for piece in found if piece.how is How.CHANGED)
    assert [run for run, is_gone in changed.before if is_gone] == ["4"]
    assert [run for run, is_new in changed.after if is_new] == ["9"]


def test_sentences_that_went_and_came_are_whole():
    found = follow.difference(BEFORE, AFTER)
    assert [p.before[0][0] for p in found.pieces if p.how is How.REMOVED] == [
        "The road was closed."
    ]
    assert [p.after[0][0] for p in found.pieces if p.how is How.ADDED] == ["The hospital was full."]
    assert found.many(How.SAME) == 2


def test_what_is_no_reporting_is_left_out():
    voices = (Voice.BODY, Voice.BOILERPLATE)
    one = text("Four were killed.", "Most read today: apples", voices=voices)
    other = text("Four were killed.", "Most read today: pears", voices=voices)
    assert not follow.difference(one, other).is_any


def test_a_claim_whose_number_is_another_stands_beside_what_it_was():
    was, now = claim("4 people were killed", 4), claim("9 people were killed", 9)
    injured = claim("3 people were injured", 3, outcome=Outcome.INJURED)
    found = follow.difference(BEFORE, AFTER, (was, injured), (now,))
    assert [(one.before, one.after) for one in found.changed] == [(was, now)]
    assert found.gone == (injured,)
    assert found.came == ()


def test_a_claim_that_only_stands_elsewhere_is_no_difference():
    found = follow.difference(
        BEFORE, BEFORE, (claim("4 people were killed", 4),), (claim("4 people were killed", 4, 9),)
    )
    assert not found.is_any


def test_a_page_that_could_not_be_read_is_all_gone():
    assert follow.difference(BEFORE, None).many(How.REMOVED) == 4


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("It cost 1.5 million. Then it ended!", ["It cost 1.5 million.", "Then it ended!"]),
        ("“Nobody came.” He left.", ["“Nobody came.”", "He left."]),
        ("قتل 14 شخصا؟ لم يعرف أحد.", ["قتل 14 شخصا؟", "لم يعرف أحد."]),
        ("A heading without an end", ["A heading without an end"]),
        ("  ", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(line, parts):
    assert list(sentences(text(line))) == parts


LINES = st.lists(st.sampled_from(["Four died.", "Five died.", "A road.", "B 2 c.", "Nobody."]))


@given(LINES, LINES)
def test_from_the_pieces_both_texts_can_be_put_together_again(one, other):
    found = follow.difference(text(*one or [""]), text(*other or [""])).pieces

    def joined(side, kinds):
        told = []
        for piece in found:
            if piece.how is How.SAME:
                told.append(piece.after[0][0])
            elif piece.how in kinds:
                told.append("".join(run for run, _ in getattr(piece, side)))
        return " ".join(told)

    assert joined("before", {How.REMOVED, How.CHANGED}) == " ".join(one)
    assert joined("after", {How.ADDED, How.CHANGED}) == " ".join(other)


def test_a_page_of_ten_thousand_sentences_takes_no_long_time():
    one = text(*(f"Sentence number {n} of the page." for n in range(10_000)))
    other = text(*(f"Sentence number {n} of the pages." for n in range(10_000)))
    assert follow.difference(one, other).many(How.ADDED) == 10_000
