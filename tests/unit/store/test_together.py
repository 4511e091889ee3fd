"""Several saves as one transaction."""

import pytest

from onrecord import workflow
from onrecord.model import Act, CustodyEvent, RecordUnusable


def lines(record):
    return [one.subject for one in record.evidence("custody", CustodyEvent)]


def test_what_is_saved_together_is_all_kept(record):
    with record.together("attach"):
        record.note_custody(Act.OPENED, "one")
        record.note_custody(Act.OPENED, "two")
        assert lines(record) == []  # what is read in the block was there before it
    assert lines(record) == ["one", "two"]


def stopped_half_way(record):
    with record.together("attach"):
        record.note_custody(Act.OPENED, "one")
        raise KeyboardInterrupt


def stopped_after_a_block_within(record):
    with record.together("attach"):
        with record.together("attach"):
            record.note_custody(Act.OPENED, "one")
        raise KeyboardInterrupt


def test_what_fails_half_way_leaves_nothing(record):
    with pytest.raises(KeyboardInterrupt):
        stopped_half_way(record)
    assert lines(record) == []
    record.note_custody(Act.OPENED, "two")
    assert lines(record) == ["two"]


def test_a_block_within_a_block_is_part_of_it(record):
    with pytest.raises(KeyboardInterrupt):
        stopped_after_a_block_within(record)
    assert lines(record) == []


def test_a_record_that_was_killed_while_it_was_made_is_said_to_be_so(tmp_path):
    (tmp_path / "coast").mkdir()
    (tmp_path / "coast" / "record.db").touch()
    with pytest.raises(RecordUnusable, match="nothing is in this record yet"):
        workflow.verify(tmp_path / "coast")
