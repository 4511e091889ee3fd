"""Tables of texts made to harm: each ends in a problem, and good rows beside a bad one are read."""

import io
import struct
import time

import pyarrow as pa
import pytest
from pyarrow import parquet as files

from onrecord.acquire import parquet
from onrecord.model import Problem

SECONDS = 8  # of a core: a busy machine is no fault of a table


def table(columns, **more):
    out = io.BytesIO()
    files.write_table(pa.table(columns), out, **more)
    return out.getvalue()


def repeated(words, times):
    """Return a column that says one thing many times, packed as one."""
    return pa.DictionaryArray.from_arrays(pa.array([0] * times, pa.int32()), pa.array([words]))


def words(*each):
    """Return a column of these bytes, called text whatever they are."""
    ends = struct.pack(
        f"<{len(each) + 1}i", *(sum(map(len, each[:n])) for n in range(len(each) + 1))
    )
    return pa.Array.from_buffers(
        pa.string(), len(each), [None, pa.py_buffer(ends), pa.py_buffer(b"".join(each))]
    )


def deep(kind, how, depth):
    for _ in range(depth):
        kind = how(kind)
    return pa.array([None], kind)


GOOD = table({"text": ["Five were hurt."], "id": ["1"]})
_PACKED = {"compression": "zstd", "use_dictionary": True}
FILES = {
    "footer of nothing": lambda: GOOD[:-8] + struct.pack("<I", 0) + b"PAR1",
    "footer of two gigabytes": lambda: GOOD[:-8] + struct.pack("<I", 2**31 - 1) + b"PAR1",
    "footer below nothing": lambda: GOOD[:-8] + struct.pack("<I", 2**32 - 1) + b"PAR1",
    "footer before its file": lambda: GOOD[:-8] + struct.pack("<I", len(GOOD) * 2) + b"PAR1",
    "cut": lambda: GOOD[:-20],
    "two magics": lambda: b"PAR1PAR1",
    "name that is no text": lambda: GOOD.replace(b"text", b"t\xffxt"),
    "schema that is no text": lambda: GOOD.replace(b"Five were", b"\xff\xfe\xed\xa0\x80ere"),
    "lists in lists": lambda: table({"text": ["a"], "id": deep(pa.string(), pa.list_, 300)}),
    "structs in structs": lambda: table(
        {"text": deep(pa.string(), lambda kind: pa.struct([("text", kind)]), 99)}),
    "list for a report": lambda: table({"text": [["a"]]}),
    "a dictionary that unpacks": lambda: table({"text": repeated("x" * 2_000_000, 400)}, **_PACKED),
    "rows without end": lambda: table({"text": pa.nulls(500_000, pa.string())}),
    "columns without end": lambda: table(
        {**{f"c{n}": pa.nulls(1, pa.bool_()) for n in range(20_000)}, "id": ["1"]}),
}  # fmt: skip


def taken(tmp_path, data):
    path = tmp_path / "news.parquet"
    path.write_bytes(data)
    found = list(parquet.texts(path, path.name, most_bytes=10_000_000))
    told = {one.code: one.message for one in found if isinstance(one, Problem)}
    return [one for one in found if not isinstance(one, Problem)], told


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_table_ends_in_a_problem(tmp_path, name):
    data = FILES[name]()
    begun = time.process_time()
    found, told = taken(tmp_path, data)
    assert {"texts-unusable", "not-text"} & set(told), told
    assert sum(len(one.data) for one in found) < len(data) * 1_000 + 80_000_000
    assert all(len(message) < 1_500 and message.count("\n") == 0 for message in told.values())
    assert time.process_time() - begun < SECONDS


def test_what_is_no_utf_8_stops_no_other_row(tmp_path):
    bad = words(b"\xff\xfe\xed\xa0\x80", b"Good one.")
    found, told = taken(tmp_path, table({"text": bad, "title": bad, "id": ["1", "2"]}))
    assert [one.data for one in found] == [b"\xff\xfe\xed\xa0\x80", b"Good one."]
    assert set(told) == {"columns-taken"}


@pytest.mark.parametrize(
    "days",
    [pa.array([0, 2**55, 0], pa.timestamp("ms")), pa.array([0, 2**30, 0], pa.date32()),
     pa.array([0, 2**62, 0], pa.duration("s"))],
)  # fmt: skip
def test_a_day_that_no_calendar_has_stops_no_other_row(tmp_path, days):
    found, told = taken(tmp_path, table({"text": ["a", "b", "c"], "date": days}))
    assert [one.data for one in found] == [b"a", b"b", b"c"]
    assert "manifest-date" in told
