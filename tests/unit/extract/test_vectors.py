"""Vectors of words, remembered by kind of word, are those that the model itself works out."""

from itertools import pairwise

import numpy as np
import pytest

from onrecord.extract import vectors
from onrecord.extract.vectors import RememberingVectors

LINES = [
    "Gunmen killed nine farmers near the river on Tuesday.",
    "Nine.",
    "The 5th brigade's losses:  up to 40 %\tof its men; \"it's over\", he didn't say.",
    "Gunmen KILLED nine more Farmers near the River on Wednesday, الجيش said.",
]


def is_alike(plain, own, lines):
    docs = [plain.make_doc(line) for line in lines]
    told = zip(plain.get_pipe("tok2vec").model.predict(docs), own(docs), strict=True)
    return all(a.shape == b.shape and np.allclose(a, b, atol=2e-5) for a, b in told)


def test_they_are_what_the_model_works_out(plain):
    own = RememberingVectors(plain.get_pipe("tok2vec").model)
    assert is_alike(plain, own, LINES)
    assert is_alike(plain, own, LINES), "a second time they are remembered, and no different"
    assert is_alike(plain, own, LINES[::-1])


def test_a_text_does_not_change_the_one_beside_it(plain):
    own = RememberingVectors(plain.get_pipe("tok2vec").model)
    alone = [own([plain.make_doc(line)])[0] for line in LINES]
    together = own([plain.make_doc(line) for line in LINES])
    assert all(np.allclose(a, b, atol=2e-5) for a, b in zip(alone, together, strict=True))
    assert not any(np.array_equal(a, b) for a, b in pairwise(together))


def test_a_text_without_a_word_has_no_vector(plain):
    own = RememberingVectors(plain.get_pipe("tok2vec").model)
    assert [len(rows) for rows in own([plain.make_doc(""), plain.make_doc("Nine.")])] == [0, 2]


@pytest.mark.parametrize("most", [3, 12, 25])
def test_more_kinds_of_words_than_are_kept_change_nothing(plain, monkeypatch, most):
    monkeypatch.setattr(vectors, "_MOST", most)
    own = RememberingVectors(plain.get_pipe("tok2vec").model)
    for line in LINES * 2:
        assert is_alike(plain, own, [line])
    assert is_alike(plain, own, LINES)


def test_another_build_of_the_model_is_refused(plain):
    whole = plain.get_pipe("tok2vec").model
    own, looks = whole.layers
    with pytest.raises(ValueError, match="made in another way"):
        RememberingVectors(type(whole)("another", lambda *_: None, layers=[looks, own]))
