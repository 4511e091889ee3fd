"""A round trip loses nothing."""

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import (
    Claim,
    Count,
    Document,
    Measure,
    Mention,
    Outcome,
    Passage,
    Place,
    Record,
    exchange,
)  # fmt: skip

ids = st.none() | st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=16, max_size=16).map(
    "clm_{}".format
)
DECISIONS = st.sampled_from([None, "accepted", "rejected"])


@st.composite
def records(draw, a):
    drawn = draw(st.lists(a(Place), max_size=2))
    places = {p.id: replace(p, precision=draw(st.integers(1, 7))) for p in drawn}
    claims = [
        claim.with_(
            document=claim.document or "a.txt", told_id=None, decision=draw(DECISIONS),
            part_of=draw(ids), same_as=draw(ids), origin=claim.origin or None,
        )
        for claim in draw(st.lists(a(Claim), max_size=2))
    ]  # fmt: skip
    documents = [draw(a(Document)) for _ in claims]
    return Record(
        documents={c.document: d for c, d in zip(claims, documents, strict=True)},
        claims={c.id: c for c in claims},
        places=places,
    )


def told(handed):
    return Record(
        documents={d.name: d for d in handed.documents},
        claims={c.id: c for c in handed.claims},
        places={p.id: p for p in handed.places},
    )


@settings(max_examples=40)
@given(data=st.data())
def test_what_is_taken_is_written_again_byte_for_byte(a, data):
    lines = list(exchange.claims_as_lines(data.draw(records(a))))
    handed = exchange.claims_from_lines([line.encode("utf-8") + b"\n" for line in lines], "x")
    assert handed.problems == ()
    assert list(exchange.claims_as_lines(told(handed))) == lines


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@settings(max_examples=40)
@given(data=st.data())
def test_no_row_however_strange_stops_the_others(a, data):
    (line, *_) = [*exchange.claims_as_lines(data.draw(records(a))), "{}"]
    row = json.loads(line)
    for key in data.draw(st.lists(st.sampled_from([*row, "x"]), max_size=4)):
        row[key] = data.draw(anything)
    good = exchange.claims_as_lines(record_of_one())
    handed = exchange.claims_from_lines([json.dumps(row), *good], "x")
    assert len(handed.claims) + len(handed.problems) == 2
    assert handed.claims[-1].document == "good.txt"
    again = exchange.claims_from_lines(exchange.claims_as_lines(told(handed)), "x")
    assert again.problems == ()


@given(st.lists(st.binary(max_size=40) | st.text(max_size=40), max_size=5))
def test_no_line_however_strange_stops_the_reading(lines):
    handed = exchange.claims_from_lines(lines, "x")
    assert handed.claims == ()


def record_of_one():
    claim = Claim(
        document="good.txt", passage=Passage(snapshot_id=None, start=0, end=3, exact="Ten"),
        measure=Measure.PEOPLE, outcome=Outcome.KILLED, count=Count(low=10, high=10),
        places=(Mention(name="x"),),
    )  # fmt: skip
    return Record(claims={claim.id: claim})
