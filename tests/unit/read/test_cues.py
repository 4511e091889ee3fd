"""Every cue's examples and counter-examples."""

import time

import pytest

from onrecord.read.cues import cues
from onrecord.read.lines import lines

EXAMPLES = [(cue, words) for cue in cues() for words in cue.examples]
OTHERS = [(cue, words) for cue in cues() for words in cue.counter_examples]


@pytest.mark.parametrize(("cue", "words"), EXAMPLES, ids=lambda value: getattr(value, "id", value))
def test_an_example_fits(cue, words):
    assert cue.fits(lines(words)[0])


@pytest.mark.parametrize(("cue", "words"), OTHERS, ids=lambda value: getattr(value, "id", value))
def test_a_counter_example_does_not_fit(cue, words):
    assert not cue.fits(lines(words)[0])


def test_every_cue_has_both():
    assert not [cue.id for cue in cues() if not (cue.examples and cue.counter_examples)]


def test_no_pattern_takes_long_over_a_hostile_line():
    started = time.process_time()
    for words in ("a " * 700, "by " * 200, "(" * 1_400, "photo: " * 100, "Aa-" * 400, "1:" * 700):
        line = lines(words)[0]
        assert len(line.folded) <= 1_500
        for cue in cues():
            for pattern in filter(None, (cue.opening, cue.within)):
                pattern.search(line.folded)
    assert time.process_time() - started < 5
