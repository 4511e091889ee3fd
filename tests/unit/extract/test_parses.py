"""A parse that is remembered is the parse that the model gives."""

import pytest

from onrecord.extract.parse import english
from onrecord.extract.parses import Parses
from onrecord.testing.reports import reports

TEXTS = [part for one in reports(40, seed=7) for part in one.text.split("\n\n")]


def told(doc):
    tokens = [
        (t.text, t.idx, t.pos_, t.tag_, t.dep_, t.lemma_, str(t.morph), t.head.i, t.whitespace_)
        for t in doc
    ]
    family = [[c.i for c in t.children] + [t.left_edge.i, t.right_edge.i] for t in doc]
    return tokens, family, [(s.start, s.end) for s in doc.sents], [c.text for c in doc.noun_chunks]


def test_what_is_remembered_is_what_the_model_gives():
    parses = Parses(english())
    fresh = [told(doc) for doc in english().pipe(TEXTS)]
    assert [told(doc) for doc in parses.of(TEXTS)] == fresh
    assert [told(doc) for doc in parses.of(TEXTS)] == fresh


def test_the_same_words_twice_are_two_places():
    parses = Parses(english())
    for _ in range(2):
        first, second = parses.of(["Nine died.", "Nine died."])
        assert first is not second
        assert first[0] != second[0]


@pytest.mark.parametrize("words", ["", " ", "\n", "Nine"])
def test_texts_of_no_sentence_are_remembered_too(words):
    parses = Parses(english())
    before = [told(doc) for doc in parses.of([words])]
    assert [told(doc) for doc in parses.of([words])] == before


def test_without_room_nothing_is_remembered_and_all_is_parsed():
    parses = Parses(english(), most=1)
    assert [told(doc) for doc in parses.of(TEXTS[:6])] == [
        told(doc) for doc in english().pipe(TEXTS[:6])
    ]
