"""The tagger's own part: pieces, windows, and from tables of numbers to words."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract import tagger
from onrecord.extract.tagger import labels
from onrecord.extract.tagger.belonging import Nearness
from onrecord.extract.tagger.nearness import SIZE, Layout
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

    nearness = Nearness(
        near=np.zeros((2, SIZE), dtype=np.float32),
        near_bias=np.zeros(2, dtype=np.float32),
        nearer=np.zeros((4, 2), dtype=np.float32),
        nearer_bias=np.zeros(4, dtype=np.float32),
    )

    def __init__(self, counted, *, outcome="killed", stance="reported", by=()):
        self.counted, self.outcome, self.stance, self.by = counted, outcome, stance, by

    def see(self, words):
        told = VOCABULARY.pieces(words)
        size = len(told.ids)
        outcomes = np.zeros((size, len(labels.COUNTED)))
        outcomes[:, labels.COUNTED.index(self.outcome)] = 8
        stances = np.zeros((size, len(labels.STANCES)))
        stances[:, labels.STANCES.index(self.stance)] = 8
        classes = np.zeros((size, len(labels.CLASSES)))
        classes[:, labels.CLASSES.index("civilian")] = 8
        by = marked(told, words, self.by, 9)
        vectors = np.zeros((size, len(labels.ROLES), 2), dtype=np.float32)
        vectors[..., 0] = 3
        answering = vectors.copy()
        answering[by.argmax(-1) == 0] *= -1
        return Seen(
            spans=told.spans,
            counted=softmax(marked(told, words, self.counted, 3)),
            outcomes=softmax(outcomes),
            stances=softmax(stances),
            classes=softmax(classes),
            roles=softmax(by),
            asking=vectors,
            answering=answering,
        )


def marked(told, words, parts, labels_):
    """Scores that tag some words, the first piece as such; label 1 is a perpetrator's first."""
    scores = np.zeros((len(told.ids), labels_))
    for at, (a, b) in enumerate(told.spans):
        for part in parts:
            start = words.index(part)
            if a < b and start <= a < start + len(part):
                scores[at, 1 + (a > start)] = 8
    return scores


def softmax(scores):
    raised = np.exp(scores)
    return (raised / raised.sum(-1, keepdims=True)).astype(np.float32)


def read(network, words=SENTENCE):
    return tagger.read(network, words, [(0, len(words))])[0]


def test_words_that_count_are_found_with_what_is_said_of_them():
    (found,) = read(Says(["nine farmers"]))
    assert SENTENCE[found.start : found.end] == "nine farmers"
    assert (found.outcomes, found.stance) == (("killed",), "reported")
    assert found.sure > 0.9
    assert found.outcome_sure > 0.9
    assert found.victim_class == "civilian"
    assert found.class_sure > 0.9


def test_who_is_spoken_of_and_what_belongs_to_what():
    network = Says(["nine farmers"], by=["Gunmen"])
    (claim,), sight = tagger.read(network, SENTENCE, [(0, len(SENTENCE))], wanted=[26])
    (role,) = sight.roles
    assert (SENTENCE[role.start : role.end], role.kind) == ("Gunmen", "P")
    spans = [(role.start, role.end), (26, 31)]
    chances = sight.belonging(sight.layout(), (claim.start, claim.end), "P", spans, [0, 26])
    assert chances[0] > 0.9
    assert chances[1] < 0.1


def test_of_words_that_the_network_did_not_see_nothing_is_said():
    _, sight = tagger.read(Says(["nine farmers"]), SENTENCE, [(0, len(SENTENCE))])
    assert sight.belonging(sight.layout(), (0, 6), "T", [(26, 31)], [26]) == [0.0]
    assert sight.belonging(sight.layout(), (14, 26), "T", [(26, 31)], [26]) == [0.0]


TEXT = "Title here\n\nGunmen came on Monday. They killed nine. On Friday ten died."


@given(st.integers(0, len(TEXT) - 2), st.integers(0, len(TEXT) - 2))
def test_how_words_stand_to_a_claim_is_told_in_as_many_numbers_wherever_they_stand(one, other):
    told = Layout(TEXT).nearness((one, one + 1), (other, other + 1), sorted({other, 5}))
    assert len(told) == SIZE
    assert set(told) <= {0.0, 1.0}


def test_between_a_claim_and_words_that_begin_where_it_does_stands_nothing():
    told = Layout(TEXT).nearness((5, 8), (5, 9), [5, 12])
    assert told[-4:] == [1.0, 0.0, 0.0, 0.0]


def test_two_outcomes_of_the_same_words():
    (found,) = read(Says(["nine farmers"], outcome="killed+injured"))
    assert found.outcomes == ("killed", "injured")


def test_half_a_word_is_made_a_whole_one():
    (found,) = read(Says(["Gun"]))
    assert SENTENCE[found.start : found.end] == "Gunmen"


def test_words_in_a_window_stand_where_the_text_has_them():
    text = f"A line before.\n{SENTENCE}"
    start = text.index(SENTENCE)
    (found,), _ = tagger.read(Says(["nine farmers"]), text, [(start, len(text))])
    assert text[found.start : found.end] == "nine farmers"


def test_the_model_package_is_installed_and_reads():
    network = tagger.installed()
    assert network is not None, "script/bootstrap installs models/onrecord-model-en"
    text = "Gunmen killed nine farmers in a village near Idlib on Tuesday, police said."
    (found,) = read(network, text)
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
