"""Passwords, names, tokens and attempts, without a record."""

from datetime import UTC, datetime, timedelta

import pytest

from onrecord.access import names, passwords, tokens
from onrecord.access.attempts import Attempts, machine, wait

CHEAP = passwords.Cost(passes=1, memory=64, lanes=1)
NOW = datetime(2025, 3, 12, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "told",
    [
        "short",
        "password1234",
        "PassWord1234",
        "abcabcabcabcabc",
        "123456789012",
        "cdefghijklmnop",
        "zyxwvutsrqponm",
        "Amal Haddad 2025",
        "x" * 513,
    ],
)
def test_a_password_that_is_guessed_first_is_not_taken(told):
    assert passwords.wrong(told, "Amal Haddad")


@pytest.mark.parametrize(
    "told",
    [
        "seven trees behind the mill",
        "сім дерев за млином",
        "سبع شجرات خلف الطاحونة",
        "amal haddad likes plums",
        "            1 2          3",
    ],
)
def test_no_rule_says_which_signs_a_password_has(told):
    assert passwords.wrong(told, "Amal Haddad") is None


def test_the_same_password_is_kept_otherwise_each_time():
    one, two = (passwords.hashed("seven trees", CHEAP) for _ in "ab")
    assert one != two
    assert one.startswith("$argon2id$")
    assert passwords.fits(one, "seven trees", CHEAP)
    assert not passwords.fits(one, "seven treez", CHEAP)


def test_where_nothing_is_kept_the_same_work_is_done(monkeypatch):
    """Else the time that an answer takes would tell which names there are."""
    from argon2 import PasswordHasher

    done = []
    real = PasswordHasher.verify

    def verify(self, *told):
        done.append(self.memory_cost)
        return real(self, *told)

    monkeypatch.setattr(PasswordHasher, "verify", verify)
    assert not passwords.fits(None, "nobody has this", CHEAP)
    assert not passwords.fits(passwords.hashed("seven trees", CHEAP), "other", CHEAP)
    assert done == [64, 64]


def test_what_is_kept_is_made_anew_when_the_cost_rises():
    kept = passwords.hashed("seven trees", CHEAP)
    assert not passwords.is_outdated(kept, CHEAP)
    assert passwords.is_outdated(kept, passwords.Cost(passes=2, memory=64, lanes=1))


def test_what_is_kept_and_is_no_hash_fits_nothing():
    assert not passwords.fits("seven trees", "seven trees", CHEAP)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Amal", "аmаl"),  # Cyrillic
        ("Amal", "AMAL"),
        ("Amal Haddad", "amal-haddad"),
        ("Βετα", "Bετα"),  # a Latin B
        ("Zoë", "Zoe"),
        ("Ali", "AIi"),
        ("أحمد", "احمد"),
        ("هدى", "هدي"),
        ("ﬁona", "fiona"),
        ("Amal\u200d", "Amal"),
    ],
)
def test_names_that_look_alike_are_one_name(one, other):
    assert names.looks(one) == names.looks(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Amal", "Jamal"), ("Amal", "Amal 2"), ("Omar", "Umar"), ("نور", "نورا")]
)
def test_other_names_stay_other_names(one, other):
    assert names.looks(one) != names.looks(other)


@pytest.mark.parametrize("told", ["", " ", "...", "1984", "x" * 61])
def test_a_name_has_letters_and_is_not_too_long(told):
    assert names.wrong(told)


def test_tokens_are_never_the_same_twice():
    assert len({tokens.new() for _ in range(1000)}) == 1000


def test_failures_are_free_at_first_and_then_each_costs_twice_as_long():
    attempts = Attempts()
    for _ in range(5):
        assert not attempts.begin("amal", "", NOW)
    assert attempts.begin("amal", "", NOW) == timedelta(seconds=1)
    assert not attempts.begin("amal", "", NOW + timedelta(seconds=1))
    assert attempts.begin("amal", "", NOW + timedelta(seconds=1)) == timedelta(seconds=2)


def test_nobody_waits_longer_than_a_quarter_of_an_hour():
    assert wait(10_000, 5) == timedelta(minutes=15)


def test_a_machine_from_which_somebody_came_is_not_held_back_by_strangers():
    attempts = Attempts()
    attempts.succeed("amal", "192.0.2.1", NOW)
    for _ in range(30):
        attempts.begin("amal", "198.51.100.9", NOW)
    assert attempts.begin("amal", "198.51.100.9", NOW)
    assert attempts.begin("amal", "203.0.113.5", NOW)
    assert not attempts.begin("amal", "192.0.2.1", NOW)


def test_one_machine_that_tries_many_names_waits_too():
    attempts = Attempts()
    waits = [attempts.begin(f"name{n}", "192.0.2.1", NOW) for n in range(21)]
    assert not any(waits[:20])
    assert waits[20]


def test_a_network_of_ipv6_counts_as_one_machine():
    assert machine("2001:db8::1") == machine("2001:db8::ffff")
    assert machine("2001:db8::1") != machine("2001:db8:0:1::1")


def test_failures_are_forgotten_after_a_day():
    attempts = Attempts()
    for _ in range(5):
        attempts.begin("amal", "192.0.2.1", NOW)
    assert not attempts.begin("amal", "192.0.2.1", NOW + timedelta(hours=25))


def test_no_address_stands_in_what_is_remembered():
    attempts = Attempts()
    attempts.begin("amal", "192.0.2.1", NOW)
    attempts.succeed("amal", "192.0.2.1", NOW)
    assert b"192.0.2.1" not in repr(vars(attempts)).encode()
    assert "amal" not in repr(vars(attempts))
