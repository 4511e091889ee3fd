"""Processes that hold no record help to make its incidents; whatever becomes of them, none is lost."""

import multiprocessing
from dataclasses import replace
from datetime import date

import pytest

from onrecord import publish, store
from onrecord.publish import release
from onrecord.publish.protection import parcels
from onrecord.publish.protection.parcels import NotHere, Only
from onrecord.publish.release import spool
from onrecord.workflow import publishing, settling_crew

DAY = date(2031, 6, 1)


@pytest.fixture
def public(decided_record, monkeypatch):
    """What is public of a record, of which every incident is a parcel of its own."""
    monkeypatch.setattr(spool, "_INCIDENTS", 1)
    monkeypatch.setattr(settling_crew, "_AHEAD", 100)  # helpers are asked for all
    with store.open_record(decided_record) as kept:
        yield publishing.public_of(kept, on=DAY, texts_when_asked=True)


@pytest.fixture
def alone(public, tmp_path):
    """What comes of it without helpers."""
    return told(release.settled(public, tmp_path / "alone"))


@pytest.fixture
def here(monkeypatch):
    """Which incidents the process made that holds the record."""
    ids = []
    make = settling_crew._Crew._here

    def noted(crew, batch):
        ids.extend(one.id for one in batch)
        return make(crew, batch)

    monkeypatch.setattr(settling_crew._Crew, "_here", noted)
    return ids


def told(settled):
    return settled.sha256, settled.summary, list(settled.public.incidents), list(settled.told())


def helped(public, place):
    return told(release.settled(public, place, settling_crew.made(public, 1)))


def test_helpers_make_what_one_process_makes(public, alone, here, tmp_path):
    assert helped(public, tmp_path / "helped") == alone
    assert len(alone[2]) == 3
    assert alone[1] == publish.summary(public)  # counted batch by batch, and all at once
    assert here == []
    assert multiprocessing.active_children() == []


def test_what_is_not_in_a_parcel_is_made_where_the_record_is(
    public, alone, here, tmp_path, monkeypatch
):
    whole = parcels.parcel
    ids = [one.id for one in public.incidents.registers.record.incidents]

    def lacking(incidents, *rest):
        made = whole(incidents, *rest)
        return replace(made, claims={}) if incidents[0].id == ids[1] else made

    monkeypatch.setattr(settling_crew, "parcel", lacking)
    assert helped(public, tmp_path / "helped") == alone
    assert here == [ids[1]]


def test_what_a_killed_helper_leaves_is_made_where_the_record_is(
    public, alone, here, tmp_path, monkeypatch
):
    whole = parcels.parcel
    asked = []

    def struck(incidents, *rest):
        asked.append(incidents)
        if len(asked) == 2:
            for child in multiprocessing.active_children():
                child.kill()
                child.join()
        return whole(incidents, *rest)

    monkeypatch.setattr(settling_crew, "parcel", struck)
    assert helped(public, tmp_path / "helped") == alone
    assert here


def test_whoever_gives_up_leaves_no_helper_behind(public):
    ready = settling_crew.made(public, 1)
    next(ready)
    ready.close()
    assert multiprocessing.active_children() == []


def test_only_what_was_looked_up_has_an_answer():
    """None says that there is no such thing; of anything else nothing is known."""
    held = Only({"clm_a": 1, "clm_b": None})
    assert held["clm_a"] == 1
    assert held.get("clm_b") is None
    assert "clm_b" not in held
    for ask in (held.get, held.__contains__, lambda _: list(held), lambda _: len(held)):
        with pytest.raises(NotHere):
            ask("clm_c")
