"""Packed bytes are unpacked to what may be, and no further."""

import gzip
import zlib

import pytest

from onrecord.kit.inflated import GZIP, RAW, ZLIB, NotInflated, first_inflated, inflated

DATA = b"Nine people were killed. " * 40
DEFLATE = zlib.compressobj(wbits=RAW)
RAW_DATA = DEFLATE.compress(DATA) + DEFLATE.flush()


@pytest.mark.parametrize(
    ("packed", "form"),
    [(gzip.compress(DATA, mtime=0), GZIP), (zlib.compress(DATA), ZLIB), (RAW_DATA, RAW)],
    ids=["gzip", "zlib", "raw"],
)
def test_each_form_is_unpacked_up_to_the_very_size(packed, form):
    assert inflated(packed, len(DATA), form) == DATA
    with pytest.raises(NotInflated, match="more than 999 bytes") as fault:
        inflated(packed, len(DATA) - 1, form)
    assert fault.value.is_too_large


def test_members_in_a_row_are_one_and_count_together():
    packed = gzip.compress(DATA) + gzip.compress(b"Ten more.")
    assert inflated(packed + b"\0\0", 2_000) == DATA + b"Ten more."
    with pytest.raises(NotInflated, match="more than"):
        inflated(packed, len(DATA) + 3)


def test_what_is_cut_off_or_damaged_is_not_taken_for_whole():
    packed = gzip.compress(DATA)
    with pytest.raises(NotInflated, match="cut off"):
        inflated(packed[:-9], 2_000)
    with pytest.raises(NotInflated, match="damaged") as fault:
        inflated(packed[:-8] + bytes(8), 2_000)
    assert not fault.value.is_too_large


def test_the_beginning_is_had_of_what_breaks_off():
    packed = gzip.compress(DATA)
    assert first_inflated(packed[:-9], 4) == b"Nine"
    assert first_inflated(b"\x1f\x8b nothing", 4) == b""
