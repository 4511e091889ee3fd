"""Whatever is stored comes back as it was."""

import json
from dataclasses import fields, is_dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import model
from onrecord.model import Claim, Count, Document, Snapshot, Text
from onrecord.model.codec import as_text, from_text

# Values that are never stored: they hold others, or are made anew each time.
UNSTORED = {"Backing", "Point", "Question", "Record", "Grouping", "Named", "Handed"} | {
    "Contradiction", "Corroboration", "End", "NotCounted", "PassedOn", "Sensitivity", "Statement",
    "Telling", "Without",  # likewise a corroboration
    "Bound", "Conflict",  # likewise what claims leave room for
    "Rule", "Ruled", "Ruling", "Share", "Weighed",  # a ruling follows from the claims each time
}  # fmt: skip


def test_every_value_of_the_model_is_tried_here(kinds):
    made = {n for n in model.__all__ if is_dataclass(getattr(model, n))} - UNSTORED
    assert made == {kind.__name__ for kind in kinds}


@settings(max_examples=150)
@given(data=st.data())
def test_every_value_comes_back_as_it_was(a, kinds, data):
    kind = data.draw(st.sampled_from(kinds))
    value = data.draw(a(kind))
    text = as_text(value)
    assert from_text(kind, text) == value
    assert as_text(from_text(kind, text)) == text
    text.encode("utf-8")


@settings(max_examples=25)
@given(data=st.data())
def test_equal_text_means_equal_values(a, data):
    one, other = data.draw(a(Claim)), data.draw(a(Claim))
    assert (as_text(one) == as_text(other)) == (one == other)


@settings(max_examples=25)
@given(data=st.data())
def test_what_holds_its_default_is_left_out(a, data):
    claim = data.draw(a(Claim))
    told = json.loads(as_text(claim))
    for field in fields(Claim):
        if getattr(claim, field.name) is field.default:
            assert field.name not in told


@given(st.text(st.characters(codec=None, categories=["Cs", "Lo", "Cc"]), max_size=9))
def test_characters_cut_in_half_come_back_too(words):
    text = Text(snapshot_id="s", content=words, blocks=(), language=None, reader="r")
    written = as_text(text)
    written.encode("utf-8")
    assert from_text(Text, written) == text


def test_a_field_of_a_newer_program_is_passed_over():
    assert from_text(Count, '{"low":3,"median":4}') == Count(low=3)


def test_a_value_without_what_it_needs_is_refused():
    with pytest.raises(ValueError, match="a Document without name"):
        from_text(Document, "{}")


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_number_is_not_stored(number):
    with pytest.raises(ValueError, match="an end or none"):
        as_text(Count(low=number))


def test_what_the_model_does_not_have_is_not_stored():
    with pytest.raises(TypeError, match="set has no place in a record"):
        as_text({1, 2})


@given(data=st.data())
def test_times_keep_their_zone(a, data):
    snapshot = data.draw(a(Snapshot))
    assert from_text(Snapshot, as_text(snapshot)).taken_at.tzinfo is not None
