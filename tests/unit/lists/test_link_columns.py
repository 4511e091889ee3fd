"""Rows as columns of numbers: what is kept, and what rows share."""

import numpy as np
import pytest

from onrecord.lists.linking import columns, columns_of, link_row
from onrecord.lists.linking.blocking import KEYS
from onrecord.lists.linking.splink_rows import NONE, _key, _pairs, _Step, row_numbers
from onrecord.model import Entry, Sex
from onrecord.testing.people import FOUR_KEEPERS, lists, population


def _entry(person, name, **told):
    return Entry(list="lst-one", person=person, issue="i", row=1, name=name, **told)


def test_a_row_that_is_put_together_again_is_what_it_was():
    entries = [
        _entry("p2", "Samir Khalil Hassan Odeh", sex=Sex.MALE, age=40, place="Old Mill"),
        _entry("p1", "هناء خليل عودة", other_names=("Hana Khalil Odeh",), national_id="12 34"),
        _entry("p3", "?", mother="Um Salim"),
    ]
    rows = [link_row(entry) for entry in entries]
    assert list(columns(rows).rows) == sorted(rows, key=lambda row: row.person)
    assert columns(rows).rows[1:] == [rows[0], rows[2]]


def test_of_two_rows_of_one_person_the_last_counts():
    told = columns([link_row(_entry("p1", name)) for name in ("Samir Odeh", "Samira Odeh")])
    assert [row.name.given.written for row in told.rows] == ["Samira"]


def test_columns_of_entries_are_those_of_their_rows_one_by_one(monkeypatch):
    """However many are taken at once, and whatever fields they lack."""
    monkeypatch.setattr("onrecord.lists.linking.making_columns._AT_ONCE", 7)
    made = lists(population(40, seed=2), FOUR_KEEPERS, seed=3)
    entries = [*made.entries(), _entry("p1", "?", mother="Um Samir", sex=Sex.FEMALE)]
    assert list(columns_of(entries).rows) == list(columns(map(link_row, entries)).rows)
    assert len(columns_of([])) == 0


def test_two_names_are_the_same_whichever_stands_first_and_in_either_letters():
    names = ("Samir Odeh", "Odeh Samir", "Samir Khalil Odeh", "سمير عودة", "Karim Odeh", "Samir")
    told = columns([link_row(_entry(f"p{at}", name)) for at, name in enumerate(names)])
    both = told.both_names()
    assert both.other[0] == both.other[1] == both.arabic[3]
    assert both.other[4] not in {both.other[0], -1}
    assert both.other[2] == both.other[5] == both.arabic[0] == -1


@pytest.fixture(scope="module")
def numbers():
    made = lists(population(400, seed=5), FOUR_KEEPERS, seed=6)
    return row_numbers(columns(map(link_row, made.entries())))


@pytest.mark.parametrize("key", KEYS, ids=str)
def test_pairs_of_a_key_are_counted_as_its_blocks_have_them(numbers, key):
    """Rows of a block are each beside all others; a block that is too large is divided."""
    steps = [_Step.of(*step) for step in numbers._steps(key)]
    for limit, counted in zip((2, 8, 40), _pairs(steps, (2, 8, 40)), strict=True):
        shared, _ = _key(key, steps, limit)
        _, sizes = np.unique(shared[shared != NONE], return_counts=True)
        assert (sizes <= limit).all()
        assert int((sizes * (sizes - 1)).sum() // 2) <= counted


def test_fields_that_no_row_tells_are_not_compared():
    """A given name and a number stay: which pairs come back goes by them."""
    bare = row_numbers(columns_of([_entry("p1", "Samir Odeh"), _entry("p2", "Hana Odeh", age=4)]))
    assert bare.told() == ("given", "family", "born", "number")
    more = _entry("p3", "Samir Khalil Odeh", mother="Hana", sex=Sex.MALE, place="Old Mill")
    assert row_numbers(columns_of([more])).told() == (
        "given", "father", "family", "mother", "sex", "place", "number",
    )  # fmt: skip
