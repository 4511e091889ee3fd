"""Every column that goes out is explained, in its order, and no other."""

import pytest

from onrecord.publish.formats import acled, hxl, ucdp_ged
from onrecord.vocab import read_table

COLUMNS = {"ucdp-ged": ucdp_ged.COLUMNS, "acled": acled.COLUMNS, "hxl": hxl.COLUMNS}
TOLD = read_table("onrecord.publish.formats", "columns.yaml")


def test_every_layout_is_explained():
    assert set(TOLD) == set(COLUMNS)


@pytest.mark.parametrize("layout", sorted(COLUMNS))
def test_every_column_is_explained_in_its_order(layout):
    assert tuple(TOLD[layout]) == COLUMNS[layout]
    assert all(words.endswith(".") for words in TOLD[layout].values())


def test_what_is_said_to_be_empty_is_what_belongs_to_others():
    empty = [name for name, words in TOLD["ucdp-ged"].items() if words.startswith("Empty")]
    assert len(empty) == 16


def test_no_word_calls_it_acled_data():
    assert not any("acled data" in words.lower() for words in TOLD["acled"].values())
