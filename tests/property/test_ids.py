"""The same thing has the same id, and nothing else has it."""

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from onrecord.kit.ids import content_id
from onrecord.model import Claim, Count, Document, Mention

plain = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
parts = st.recursive(plain, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))


def written(value):
    return json.dumps(value, sort_keys=True)


@given(st.lists(parts, max_size=4))
def test_an_id_says_what_it_names_and_is_always_the_same(told):
    made = content_id("clm", *told)
    assert re.fullmatch(r"clm_[a-z2-7]{16}", made)
    assert made == content_id("clm", *json.loads(written(told)))


@given(st.lists(parts, max_size=3), st.lists(parts, max_size=3))
def test_different_content_has_different_ids(one, other):
    same = written(one) == written(other)
    assert (content_id("clm", *one) == content_id("clm", *other)) == same


@given(data=st.data())
def test_a_better_reading_of_the_slots_keeps_a_claim_s_id(a, data):
    claim = data.draw(a(Claim))
    mentions = data.draw(st.lists(a(Mention), max_size=2).map(tuple))
    better = claim.with_(perpetrators=mentions, places=mentions, weapon="x", rule="y")
    assert better.id == claim.id


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_twelve_and_twelve_point_nought_are_one_number(low, more):
    whole, broken = Count(low=low, high=low + more), Count(low=float(low), high=float(low + more))
    assert repr(whole) == repr(broken)


@given(st.text(), st.text())
def test_a_document_s_id_is_made_from_its_name_alone(name, title):
    assert Document(name=name).id == Document(name=name, title=title).id
