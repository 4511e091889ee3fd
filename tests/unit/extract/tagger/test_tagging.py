"""The tagger's own part: pieces, windows, and from tables of numbers to words."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract import tagger
from onrecord.extract.tagger import labels
from onrecord.extract.tagger.network import Seen
from onrecord.extract.tagger.pieces import Vocabulary
from onrecord.extract.tagger.windows import windows

WORDS = ["gun", "##men", "killed", "nine", "farmers", "in", "id", "##lib", ".", "x", "##x", "'"]
VOCABULARY = Vocabulary(["[UNK]", "[CLS]", "[SEP]", *WORDS])
SENTENCE = "Gunmen killed nine farmers in Idlib."


@given(st.text(max_size=80))
def test_pieces_stand_where_they_say_in_any_text(words):
    told = VOCABULARY.pieces(words)
    inner = told.spans[1:-1]
    assert len(told.ids) == len(told.spans) == len(told.shapes)
    assert all(0 <= a < b <= len(words) for a, b in inner)
    assert all(a[1] <= b[0] for a, b in pairwise(inner))


@given(st.text(alphabet="Gunme idlib killed x'.\n", max_size=200), st.integers(5, 60))
def test_windows_lose_no_word_and_overlap_nowhere(words, most):
    lines, start = [], 0
    for line in words.split("\n"):
        if line.strip():
            lines.append((start, start + len(line)))
        start += len(line) + 1
    found = windows(words, lines, most)
    covered = "".join(words[a:b] for a, b in found)
    assert "".join(covered.split()) == "".join(words.split())
    assert all(a[1] <= b[0] for a, b in pairwise(found))


def test_a_word_without_pieces_is_unknown_and_stands_where_it_stands():
    told = VOCABULARY.pieces("Gunmen قتلوا nine")
    assert told.ids[3] == 0
    assert "Gunmen قتلوا nine"[slice(*told.spans[3])] == "قتلوا"


def test_a_long_text_is_cut_and_keeps_its_end():
    told = VOCABULARY.pieces("nine " * 50, most=10)
    assert len(told.ids) == 10
    assert told.ids[-1] == 2


class Says:
    """A network that says what it is told to, word by word."""

    def __init__(self, counted, *, outcome="killed", stance="reported"):
        self.counted, self.outcome, self.stance = counted, outcome, stance

    def see(self, words):
        told = VOCABULARY.pieces(words)
        size = len(told.ids)
        counted = np.zeros((size, 3))
        for at, (a, b) in enumerate(told.spans):
            for word in self.counted:
                start = words.index(word)
                if a < b and start <= a < start + len(word):
                    counted[at, 1 + (a > start)] = 8
        outcomes = np.zeros((size, len(labels.COUNTED)))
        outcomes[:, labels.COUNTED.index(self.outcome)] = 8
        stances = np.zeros((size, len(labels.STANCES)))
        stances[:, labels.STANCES.index(self.stance)] = 8
        return Seen(
            spans=told.spans,
            counted=softmax(counted),
            outcomes=softmax(outcomes),
            stances=softmax(stances),
        )


def softmax(scores):
    raised = np.exp(scores)
    return (raised / raised.sum(-1, keepdims=True)).astype(np.float32)


def read(network, words=SENTENCE):
    return tagger.tagged(network, words, [(0, len(words))])


def test_words_that_count_are_found_with_what_is_said_of_them():
    (found,) = read(Says(["nine farmers"]))
    assert SENTENCE[found.start : found.end] == "nine farmers"
    assert (found.outcomes, found.stance) == (("killed",), "reported")
    assert found.sure > 0.9
    assert found.outcome_sure > 0.9


def test_two_outcomes_of_the_same_words():
    (found,) = read(Says(["nine farmers"], outcome="killed+injured"))
    assert found.outcomes == ("killed", "injured")


def test_half_a_word_is_made_a_whole_one():
    (found,) = read(Says(["Gun"]))
    assert SENTENCE[found.start : found.end] == "Gunmen"


def test_words_in_a_window_stand_where_the_text_has_them():
    text = f"A line before.\n{SENTENCE}"
    start = text.index(SENTENCE)
    (found,) = tagger.tagged(Says(["nine farmers"]), text, [(start, len(text))])
    assert text[found.start : found.end] == "nine farmers"


def test_the_model_package_is_installed_and_reads():
    network = tagger.installed()
    assert network is not None, "script/bootstrap installs models/onrecord-model-en"
    text = "Gunmen killed nine farmers in a village near Idlib on Tuesday, police said."
    (found,) = tagger.tagged(network, text, [(0, len(text))])
    assert "nine" in text[found.start : found.end]
    assert found.outcomes == ("killed",)


def test_the_same_words_are_tagged_alike_each_time():
    network = tagger.installed()
    text = "Shelling wounded 12 people in Taiz; four children were among the dead."
    assert read(network, text) == read(network, text)


@pytest.mark.parametrize(
    ("word", "kind"),
    [("iPhone", 5), ("A", 2), ("7", 4), ("d'Ivoire", 5), ("-", 0), ("IS", 3), ("is", 1)],
)
def test_how_a_word_is_written(word, kind):
    assert labels.shape(word) == kind
