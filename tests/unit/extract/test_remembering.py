"""Word classes asked once for each kind of word are those that the model itself gives."""

import pytest

from onrecord.extract.parse import english
from onrecord.extract.remembering import RememberingRuler

LINES = [
    "There were 12 dead in the market; \"it's over\", he said, but didn't say who'd done it.",
    "Gunmen who had been gonna leave killed nine of their own.",
    "She has two sons, and had they been here they would have died.",
    "We're told that all but one do not know. Y'all can't let's go.",
    "The 5th brigade's losses:  up to 40 %\tof its men ain't coming home.",
    "Nothin' was left; nuthin' but shells, you can't, cannot, and y' all weren't there.",
    "The wounded were the ones carrying the slain, the killing having worsened.",
]


@pytest.mark.parametrize("line", LINES)
def test_it_gives_what_the_model_gives(plain, line):
    def told(model):
        return [
            (t.text, t.pos_, t.tag_, t.dep_, t.lemma_, str(t.morph), t.head.i) for t in model(line)
        ]

    assert told(english()) == told(plain)
    assert told(english()) == told(plain), "a second time it is remembered, and no different"


def test_a_ruler_that_asks_for_more_is_refused(plain):
    ruler = plain.get_pipe("attribute_ruler")
    more = type(ruler)(plain.vocab)
    more.add_patterns([{"patterns": [[{"SHAPE": "dd"}]], "attrs": {"POS": "NUM"}, "index": 0}])
    with pytest.raises(ValueError, match="asks for more than"):
        RememberingRuler(more, plain.get_pipe("lemmatizer"))
