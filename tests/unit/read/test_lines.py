"""Lines, narrow columns, and places that never shift."""

import time
import tracemalloc

import pytest

from onrecord.model import Voice
from onrecord.read.lines import lines

LONG = "Eleven people were killed when shells hit the market in the old town, a doctor said. "


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\u2028"])
def test_the_text_is_the_file_whatever_ends_its_lines(reading, end):
    words = f"Market hit{end}{LONG}{end}It was noon."
    found = reading(words)
    assert found.text.content == words
    assert [found.text.words(b.start, b.end) for b in found.text.blocks] == [
        "Market hit", LONG.strip(), "It was noon.",
    ]  # fmt: skip


def test_every_line_knows_its_number():
    assert [line.number for line in lines("a\n\nb\r\n\r\nc\rd")] == [1, 3, 5, 6]


def test_unseen_characters_are_not_part_of_a_block():
    (line,) = lines("\u200f \u200bقتل أحد عشر\u200f\u200b ")
    assert line.words == "قتل أحد عشر"


def test_paragraphs_in_a_narrow_column_are_one_block_each():
    text = (
        "The two field officers counted fourteen new graves in the cemetery and\n"
        "spoke with the families of nine of the dead, who all named the same\n"
        "attack.\n"
        "\n"
        "In the villages that they could not reach people said by telephone that\n"
        "nobody had been killed since July.\n"
    )
    assert [(line.number, line.words.split()[0]) for line in lines(text)] == [(1, "The"), (5, "In")]


def test_a_list_in_a_narrow_column_stays_a_list():
    text = (
        "The two field officers counted fourteen new graves in the cemetery and\n"
        "spoke with the families of nine of the dead, who all named the same men\n"
        "as those who had fired on the houses from the hill above the village:\n"
        "- Kafr Lahm: four dead, of whom one a child, and eleven wounded people\n"
        "- Tell Amra: three\n"
    )
    assert [line.number for line in lines(text)] == [1, 4, 5]


def test_short_paragraphs_of_one_line_are_not_joined():
    text = "\n".join(f"On day {n} the shelling killed {n} people in the town." for n in range(9))
    assert len(lines(text)) == 9


def test_thirty_megabytes_in_one_line_are_read_in_a_moment(reading):
    data = (LONG * 370_000).encode()[:30_000_000]
    tracemalloc.start()
    started = time.process_time()
    found = reading(data)
    spent = time.process_time() - started
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.text.content == data.decode()
    assert [block.voice for block in found.text.blocks] == [Voice.BODY]
    assert spent < 10
    assert peak < 150_000_000
