"""Words inside their sentence, and no more of the text than that."""

import pytest

from onrecord.model import Block, Passage, Text, Voice
from onrecord.publish.quotation import around


def quoted(content: str, words: str, blocks: tuple[tuple[int, int], ...] | None = None):
    start = content.index(words)
    text = Text(
        snapshot_id="snp_1", content=content, language="en", reader="plain 1",
        blocks=tuple(
            Block(start=a, end=b, voice=Voice.BODY, rule="x")
            for a, b in blocks or ((0, len(content)),)
        ),
    )  # fmt: skip
    return around(
        Passage(snapshot_id="snp_1", start=start, end=start + len(words), exact=words), text
    )


@pytest.mark.parametrize(
    ("content", "words", "before", "after"),
    [
        (
            "It rained. Six people were killed in Orna. It stopped.",
            "Six people were killed",
            "",
            " in Orna.",
        ),
        (
            "It rained. There, Dr. Mio said, six were killed. Then more.",
            "six were killed",
            "There, Dr. Mio said, ",
            ".",
        ),
        (
            "“Six died,” he said. “Why?” asked Gen. Oro. Nobody knew.",
            "Six died",
            "“",
            ",” he said.",
        ),
        ("He said: “Six died.” She left.", "Six died", "He said: “", ".”"),
        ("Six died.", "Six died.", "", ""),
        ("قتل ثلاثة أشخاص في القصف. وقال شاهد شيئا.", "ثلاثة أشخاص", "قتل ", " في القصف."),
        (
            "Up 3.5 percent, six were killed near U.S. troops there. End.",
            "six were killed",
            "Up 3.5 percent, ",
            " near U.S. troops there.",
        ),
    ],
)
def test_the_sentence_and_no_more(content, words, before, after):
    shown = quoted(content, words)
    assert (shown.before, shown.exact, shown.after) == (before, words, after)


def test_the_next_block_is_never_shown():
    first = "Six people were killed"
    content = f"{first}\n\nThe mayor fled"
    shown = quoted(content, first, ((0, len(first)), (len(first) + 2, len(content))))
    assert shown.after == ""


def test_a_sentence_without_end_is_cut_at_words():
    shown = quoted(f"{'long ' * 500}six were killed{' long' * 500}", "six were killed")
    assert shown.before.startswith("… long ")
    assert shown.after.endswith("long …")
    assert len(shown.before) + len(shown.after) < 600


def test_without_a_text_the_words_stand_alone():
    shown = around(Passage(snapshot_id=None, start=0, end=8, exact="Six died"), None)
    assert (shown.before, shown.exact, shown.after) == ("", "Six died", "")


def test_words_that_are_not_at_their_place_get_no_surroundings_made_up():
    text = Text(snapshot_id="s", content="other words", blocks=(), language=None, reader="x")
    shown = around(Passage(snapshot_id="s", start=0, end=8, exact="Six died"), text)
    assert (shown.before, shown.exact, shown.after) == ("", "Six died", "")
