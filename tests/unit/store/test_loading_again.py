"""A program that keeps the record open loads it again quickly, and gets the same."""

import gc
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from onrecord import store
from onrecord.model import Choice, Decision, Place, PlaceKind, Problem, Severity
from onrecord.store import Derived, texts

NOON = datetime(2025, 3, 12, 12, tzinfo=UTC)


def told(number):
    at = NOON + timedelta(minutes=number)
    return Decision(choice=Choice.SETTLE, by="Amal", at=at, why="Seen.", target=f"prb_{number}")


def place(name):
    return Place(
        id=f"geo:{name}", name=name, kind=PlaceKind.TOWN, country=None,
        latitude=None, longitude=None,
    )  # fmt: skip


def problem(words):
    return Problem(code="q", message=words, where="a.txt", severity=Severity.QUESTION)


def test_what_did_not_change_is_the_same_object(record, read, save):
    save(read())
    record.save_derived(Derived(places=[place("Dahyan")], problems=[problem("Look.")]))
    before = record.load_again()
    record.save_derived(Derived(places=[place("Dahyan")], problems=[problem("Look again.")]))
    after = record.load_again()
    assert after.claims is before.claims
    assert after.places is before.places
    assert [one.message for one in after.problems] == ["Look again."]
    assert after == record.load()


def test_what_is_new_retired_or_said_otherwise_is_loaded(record, read, save):
    save(read("a.txt"))
    record.load_again()
    for made in (read("b.txt"), read("a.txt", words=("two",)), read("a.txt", "Six died.", ["Six"])):
        save(made)
        record.save_derived(Derived(places=[place(made.text.content[:3])]))
        assert record.load_again() == record.load()


def test_what_another_process_wrote_is_loaded(folder, record, read, save):
    save(read("a.txt"))
    record.load_again()
    with store.open_record(folder) as second:
        made = read("b.txt")
        second.save_reading(made.document, made.snapshot, made.text, made.claims, by="x")
        second.save_decisions([told(1)])
    assert list(record.load_again().documents) == ["a.txt", "b.txt"]
    assert record.load_again().decisions == (told(1),)


def test_a_text_is_read_when_it_is_asked_for_and_remembered(record, read, save):
    made = [read(f"{n}.txt", f"Ten were killed in town {n}.") for n in range(200)]
    with record.build():
        for one in made:
            save(one)
    loaded = record.load_again()
    assert len(loaded.texts) == 200
    assert loaded.text_of("7.txt") == made[7].text
    assert loaded.text_of("7.txt") is loaded.text_of("7.txt")
    assert loaded.text_of("no such.txt") is None
    assert "snp_x" not in loaded.texts
    for name in loaded.documents:
        assert loaded.text_of(name).content.endswith(f"town {name.removesuffix('.txt')}.")
    assert loaded.texts.read_all() == record.load().texts


def test_texts_that_are_asked_for_in_a_known_order_are_read_several_at_once(
    record, read, save, monkeypatch
):
    """Also those that come again and again, and one out of its turn."""
    made = [read(f"{n}.txt", f"Ten were killed in town {n}.") for n in range(200)]
    with record.build():
        for one in made:
            save(one)
    loaded = record.load(texts_when_asked=True)
    assert loaded == replace(record.load(), texts=loaded.texts)
    asked = []
    whole = texts.read
    monkeypatch.setattr(texts, "read", lambda by, ids: whole(by, asked.append(ids) or ids))
    order = [one.snapshot.id for one in made for _ in range(3)]
    held = loaded.texts.in_turn([*order, "snp_x", *reversed(order)])
    for one in (made[150], *made, *reversed(made), made[3]):
        assert held[one.snapshot.id] == one.text
    assert len(asked) <= 5
    assert sum(map(len, asked)) == 200
    assert "snp_x" not in held


def test_of_texts_in_turn_only_some_are_remembered(record, read, save, monkeypatch):
    monkeypatch.setattr(texts, "_MOST", 8)
    monkeypatch.setattr(texts, "_AHEAD", 3)
    made = [read(f"{n}.txt", f"Ten were killed in town {n}.") for n in range(40)]
    with record.build():
        for one in made:
            save(one)
    order = [one.snapshot.id for one in made]
    held = record.load(texts_when_asked=True).texts.in_turn(order + order)
    for one in (*made, *made, *made[5:9]):
        assert held[one.snapshot.id] == one.text
        assert len(held._last) <= 8


def test_texts_of_before_can_be_read_after_a_report_changed(record, read, save):
    save(read("a.txt"))
    before = record.load_again()
    save(read("a.txt", "Six died.", ["Six"]))
    assert before.text_of("a.txt").content == "Ten were killed, two hurt."
    assert record.load_again().text_of("a.txt").content == "Six died."


def test_many_threads_may_ask_for_texts(record, read, save):
    with record.build():
        for n in range(40):
            save(read(f"{n}.txt", f"Ten were killed in town {n}."))
    loaded = record.load_again()
    wrong = []

    def ask(first):
        for n in range(first, first + 40):
            name = f"{n % 40}.txt"
            if not loaded.text_of(name).content.endswith(f"town {n % 40}."):
                wrong.append(name)

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(0, 40, 5)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert wrong == []


def test_only_decisions_that_are_new_are_loaded(record):
    assert record.load_decisions() == ((), 0)
    record.save_decisions([told(2), told(1)])
    first, last = record.load_decisions()
    assert first == (told(2), told(1))
    assert record.load_decisions(last) == ((), last)
    record.save_decisions([told(3)])
    assert record.load_decisions(last)[0] == (told(3),)


@pytest.mark.parametrize("was_looking", [True, False])
def test_loading_leaves_the_garbage_collector_as_it_was(record, was_looking):
    (gc.enable if was_looking else gc.disable)()
    try:
        record.load_again()
        assert gc.isenabled() == was_looking
    finally:
        gc.enable()
