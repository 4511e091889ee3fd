"""How to make any value of the record: `data.draw(a(Claim))` inside a property test."""

import importlib.util
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args, get_origin, get_type_hints

import pytest
from hypothesis import strategies as st

from onrecord.model import (
    OF_CLAIMS,
    Account,
    Actor,
    Alert,
    ArchiveState,
    Aside,
    AuditEvent,
    Block,
    Candidate,
    Capture,
    Checkpoint,
    Choice,
    Claim,
    Column,
    Compared,
    Count,
    CustodyEvent,
    Decision,
    Diagnosis,
    Document,
    Entry,
    Estimate,
    Figure,
    FileClaim,
    Followed,
    GivenGroup,
    GivenId,
    Grain,
    Hop,
    Incident,
    InclusionTable,
    Interval,
    Issue,
    Linkage,
    ListChange,
    LogState,
    MatchGroup,
    Medium,
    Mention,
    Mode,
    ModelEstimate,
    NameList,
    Origin,
    Pair,
    Part,
    Passage,
    Place,
    Poll,
    Problem,
    Qualifier,
    Release,
    Seal,
    Shared,
    Side,
    SignOff,
    Snapshot,
    Stratum,
    Sum,
    TableState,
    Testimony,
    Text,
    Told,
    Trace,
    Variation,
    When,
)  # fmt: skip

words = st.text(max_size=6)
numbers = st.integers(0, 10**9) | st.floats(0, 1e6, allow_nan=False)


@st.composite
def counts(draw):
    low, high = draw(st.none() | numbers), draw(st.none() | numbers)
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Count(low=low, high=high, qualifier=draw(st.sampled_from(Qualifier)))


@st.composite
def passages(draw):
    exact, start = draw(st.text(min_size=1, max_size=30)), draw(st.integers(0, 10**6))
    where = draw(st.none() | words)
    return Passage(snapshot_id=where, start=start, end=start + len(exact), exact=exact)


@st.composite
def times(draw):
    first, last = sorted([draw(st.dates()), draw(st.dates())])
    return When(
        earliest=draw(st.just(first)),
        latest=draw(st.none() | st.just(last)),
        grain=draw(st.sampled_from(Grain)),
        stated_precision=draw(st.none() | st.integers(1, 5)),
    )


# What is said with claims, others and a target alone: the rest needs one claim, or a name.
WHOLE = [one for one in Choice if one not in OF_CLAIMS | {Choice.NAME, Choice.SAME}]


@st.composite
def decisions(draw):
    says = st.text(min_size=1, max_size=6).filter(str.strip)
    ids = tuple(draw(st.lists(words, unique=True, min_size=3, max_size=5)))
    return Decision(
        choice=draw(st.sampled_from(WHOLE)),
        by=draw(says),
        at=draw(st.datetimes(timezones=st.just(UTC))),
        why=draw(says),
        claims=ids[:2],
        others=ids[2:],
        origin=draw(says),
        target=draw(words),
        persons=ids,
    )


@st.composite
def until(draw):
    return When(earliest=None, latest=draw(st.dates()), grain=draw(st.sampled_from(Grain)))


def every_field(kind, *, counted=False):
    """Return values of a kind in which each field takes every kind of value it may have."""
    hints = get_type_hints(kind)
    told = {field.name: few(hints[field.name]) for field in fields(kind)}
    if counted:
        told |= {name: st.integers(0, 10**9) for name in told if hints[name] is int}
    return st.builds(kind, **told)


def few(hint):
    """Return values of a type; of a row of things no more than two."""
    parts = get_args(hint)
    if get_origin(hint) is tuple and parts[-1] is Ellipsis:
        return st.lists(st.from_type(parts[0]), max_size=2).map(tuple)
    return st.from_type(hint)


@st.composite
def pairs(draw):
    first, second = sorted(draw(st.lists(words, unique=True, min_size=2, max_size=2)))
    told = st.from_type(Compared)
    return Pair(
        left=first,
        right=second,
        probability=draw(st.floats(0, 1)),
        evidence=tuple(draw(st.lists(told, max_size=2))),
        barred=draw(words),
        engine=draw(words),
    )


@st.composite
def tables_of_inclusion(draw):
    lists = tuple(draw(st.lists(words, unique=True, min_size=1, max_size=4)))
    pattern = st.text("01", min_size=len(lists), max_size=len(lists)).filter(lambda p: "1" in p)
    cells = draw(st.dictionaries(pattern, st.integers(0, 10**9), max_size=4))
    return InclusionTable(lists=lists, cells=tuple(cells.items()))


st.register_type_strategy(str, words)
st.register_type_strategy(float, numbers)
st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))
st.register_type_strategy(Count, counts())
st.register_type_strategy(Passage, passages())
st.register_type_strategy(When, times() | until())
st.register_type_strategy(Decision, decisions())
st.register_type_strategy(Pair, pairs())
st.register_type_strategy(InclusionTable, tables_of_inclusion())
st.register_type_strategy(
    SignOff,  # by somebody who has a name
    st.builds(SignOff, by=words.map(lambda told: f"Amal {told}"), after=words, why=words),
)
KINDS = (  # those that others hold come first
    Candidate, Mention, Told, Block, Claim, Document, Snapshot, Text, Place, Actor,
    Incident, Aside, GivenId, Shared, Trace, Side, Origin, Sum, Figure, Problem,
    FileClaim, Medium, Testimony, Hop, Part, Capture, CustodyEvent, Seal,
    LogState, TableState, ArchiveState, Checkpoint, Alert, Poll, Followed, Release,
    Column, GivenGroup, NameList, Issue, Entry, ListChange, Compared, MatchGroup, Linkage,
    Diagnosis, Interval, Mode, ModelEstimate, Variation, Stratum, Estimate, Account, AuditEvent,
)  # fmt: skip
COUNTED = (LogState, TableState, ArchiveState, Checkpoint)  # their numbers are of rows and files
for kind in KINDS:
    st.register_type_strategy(kind, every_field(kind, counted=kind in COUNTED))


@pytest.fixture(scope="session")
def a():
    """Return a strategy for a kind of model value."""
    return st.from_type


@pytest.fixture(scope="session")
def kinds():
    """Every kind of value that a record holds."""
    return (*KINDS, InclusionTable, Pair, Count, Decision, Passage, SignOff, When)


@pytest.fixture(scope="session")
def publics():
    """Return a strategy for any record as anybody may see it: `data.draw(publics)`."""
    beside = Path(__file__).with_name("drawn_publics.py")
    spec = importlib.util.spec_from_file_location("drawn_publics", beside)
    drawn = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(drawn)
    return drawn.publics()
