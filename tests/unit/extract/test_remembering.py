"""Word classes asked once for each kind of word are those that the model itself gives."""

import pytest

from onrecord.extract.parse import english

LINES = [
    "There were 12 dead in the market; \"it's over\", he said, but didn't say who'd done it.",
    "Gunmen who had been gonna leave killed nine of their own.",
    "She has two sons, and had they been here they would have died.",
    "We're told that all but one do not know. Y'all can't let's go.",
    "The 5th brigade's losses:  up to 40 %\tof its men ain't coming home.",
]


@pytest.mark.parametrize("line", LINES)
def test_it_gives_what_the_model_gives(plain, line):
    def told(model):
        return [
            (t.text, t.pos_, t.tag_, t.dep_, t.lemma_, str(t.morph), t.head.i) for t in model(line)
        ]

    assert told(english()) == told(plain)
    assert told(english()) == told(plain), "a second time it is remembered, and no different"
