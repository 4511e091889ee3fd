"""
Accounts: who may use a record that a team keeps, and how it is known who they are.

A record without accounts is one person's on one machine: nobody is asked for a password.
"""

import sqlite3
import time
from datetime import UTC, datetime, timedelta

import pytest

from onrecord.access.passwords import Cost
from onrecord.model import AccountRole, MayNot, OnRecordError, Refused
from onrecord.workflow.accounts import open_accounts

CHEAP = Cost(passes=1, memory=64, lanes=1)  # the usual cost would make these tests slow
GOOD = "seven trees behind the mill"
BETTER = "a heron over the salt flats"
OFFICE = "192.0.2.7"


class Clock:
    """A clock that a test moves."""

    def __init__(self):
        self.now = datetime(2025, 3, 12, 9, 0, tzinfo=UTC)

    def __call__(self):
        return self.now

    def later(self, **more):
        self.now += timedelta(**more)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def accounts(tmp_path, clock):
    with open_accounts(tmp_path, make=True, clock=clock, cost=CHEAP) as held:
        yield held


@pytest.fixture
def admin(accounts):
    return accounts.accept(accounts.invite("Amal", AccountRole.ADMIN, None), GOOD).account


def joined(accounts, admin, name, role):
    return accounts.accept(accounts.invite(name, role, admin), GOOD).account


def test_a_record_has_no_accounts_until_somebody_makes_one(tmp_path):
    """`onrecord build` and `serve` on one laptop go on as ever: no file, no password."""
    assert open_accounts(tmp_path) is None
    assert not list(tmp_path.iterdir())


def test_the_first_account_is_an_admins(accounts):
    """Else nobody could ever let anybody in."""
    with pytest.raises(OnRecordError, match="first account must be an admin"):
        accounts.invite("Amal", AccountRole.CODER, None)


def test_an_invitation_is_taken_up_once(accounts, admin):
    """The secret that an admin hands over opens the account once, for a password of its owner."""
    secret = accounts.invite("Basel", AccountRole.CODER, admin)
    assert accounts.invited(secret).name == "Basel"
    came = accounts.accept(secret, BETTER)
    assert (came.account.name, came.account.role) == ("Basel", AccountRole.CODER)
    with pytest.raises(Refused, match="invitation does not hold"):
        accounts.accept(secret, GOOD)


def test_an_invitation_ends_after_three_days(accounts, admin, clock):
    """What lies in an old letter opens nothing."""
    secret = accounts.invite("Basel", AccountRole.CODER, admin)
    clock.later(hours=72)
    with pytest.raises(Refused):
        accounts.accept(secret, GOOD)


def test_a_password_that_is_not_taken_leaves_the_invitation_as_it_was(accounts, admin):
    """Whoever types a short password is told so, and tries again."""
    secret = accounts.invite("Basel", AccountRole.CODER, admin)
    with pytest.raises(OnRecordError, match="12 signs or more"):
        accounts.accept(secret, "short")
    assert accounts.accept(secret, GOOD).account.name == "Basel"


def test_a_refusal_never_tells_what_was_wrong(accounts, admin):
    """A wrong name, a wrong password and a closed account are answered in the same words."""
    basel = joined(accounts, admin, "Basel", AccountRole.CODER)
    accounts.close(basel, admin)
    lines = set()
    for name, password in (("Amal", "not that one"), ("Nobody", GOOD), ("Basel", GOOD)):
        with pytest.raises(Refused) as refused:
            accounts.sign_in(name, password, whence=OFFICE)
        lines.add(str(refused.value))
    assert lines == {"that name and password do not go together"}


def test_after_five_failures_each_try_waits_longer(accounts, admin, clock):
    """Guessing becomes slow; after a quarter of an hour at most the owner is looked at again."""
    for _ in range(5):
        with pytest.raises(Refused, match="do not go together"):
            accounts.sign_in("Amal", "a guess", whence="198.51.100.1")
    with pytest.raises(Refused, match="too many tries") as refused:
        accounts.sign_in("Amal", GOOD, whence="198.51.100.1")
    assert refused.value.wait <= 2
    clock.later(minutes=15)
    assert accounts.sign_in("Amal", GOOD, whence="198.51.100.1").account == admin


def test_a_session_ends_after_an_hour_without_a_word(accounts, admin, clock):
    """A browser that somebody left open is nobody's after an hour."""
    token = accounts.sign_in("Amal", GOOD, whence=OFFICE).token
    clock.later(minutes=59)
    assert accounts.who(token) == admin
    clock.later(minutes=59)
    assert accounts.who(token) == admin
    clock.later(minutes=61)
    assert accounts.who(token) is None


def test_a_session_ends_after_twelve_hours_whatever_is_done(accounts, admin, clock):
    """Who sits there is asked again once a day."""
    token = accounts.sign_in("Amal", GOOD, whence=OFFICE).token
    for _ in range(24):
        clock.later(minutes=30)
        last = accounts.who(token)
    assert last == admin
    clock.later(minutes=1)
    assert accounts.who(token) is None


@pytest.mark.parametrize("ahead", [{"hours": 1}, {"days": 1}, {"days": 3650}])
def test_a_session_that_a_clock_ahead_began_ends_when_it_is_set_right(
    accounts, admin, clock, ahead
):
    """It would hold for as long as the clock was ahead; who it is is asked again."""
    clock.later(**ahead)
    token = accounts.sign_in("Amal", GOOD, whence=OFFICE).token
    clock.later(**{unit: -many for unit, many in ahead.items()})
    assert all(one.began <= clock() for one in accounts.sessions(admin))
    assert accounts.who(token) is None
    assert accounts.who(accounts.sign_in("Amal", GOOD, whence=OFFICE).token) == admin


def test_seconds_back_end_no_session(accounts, admin, clock):
    """A network sets clocks right by seconds."""
    token = accounts.sign_in("Amal", GOOD, whence=OFFICE).token
    clock.later(minutes=-4)
    assert accounts.who(token) == admin


def test_whoever_failed_waits_no_longer_because_the_clock_was_set_back(accounts, admin, clock):
    """A quarter of an hour is the longest that anybody waits, also where ten years are taken back."""
    for _ in range(5):
        with pytest.raises(Refused):
            accounts.sign_in("Amal", "wrong words entirely", whence=OFFICE)
    clock.later(days=-3650)
    with pytest.raises(Refused, match="too many tries") as refused:
        accounts.sign_in("Amal", GOOD, whence=OFFICE)
    assert refused.value.wait <= 2
    clock.later(seconds=2)
    assert accounts.sign_in("Amal", GOOD, whence=OFFICE).account == admin


def test_an_invitation_of_a_clock_that_was_years_ahead_ends_with_the_mistake(
    accounts, admin, clock
):
    """Set back by an hour or a day it holds on; it never holds for years."""
    first = accounts.invite("Basel", AccountRole.CODER, admin)
    clock.later(days=-1)
    assert accounts.invited(first) is not None
    clock.later(days=3650)
    second = accounts.invite("Dina", AccountRole.CODER, admin)
    clock.later(days=-3650)
    assert accounts.invited(second) is None


def test_sessions_that_are_over_leave_nothing_behind(accounts, admin, clock, tmp_path):
    """Nobody reads in the file, weeks later, who sat there when."""
    accounts.sign_in("Amal", GOOD, whence=OFFICE)
    clock.later(hours=13)
    accounts.sign_in("Amal", GOOD, whence=OFFICE)
    with sqlite3.connect(tmp_path / "accounts.db") as connection:
        assert connection.execute("SELECT count(*) FROM accounts_sessions").fetchone() == (1,)
    connection.close()


@pytest.mark.parametrize("what", ["password", "role", "closing", "sign out", "sign out everywhere"])
def test_sessions_end_when_something_changes(accounts, admin, what):
    """What somebody had open under the old password or the old role is not open any more."""
    basel = joined(accounts, admin, "Basel", AccountRole.CODER)
    token = accounts.sign_in("Basel", GOOD, whence=OFFICE).token
    done = {
        "password": lambda: accounts.change_password(basel, GOOD, BETTER),
        "role": lambda: accounts.give_role(basel, AccountRole.REVIEWER, admin),
        "closing": lambda: accounts.close(basel, admin),
        "sign out": lambda: accounts.sign_out(token),
        "sign out everywhere": lambda: accounts.sign_out_everywhere(basel),
    }
    assert accounts.who(token) == basel
    done[what]()
    assert accounts.who(token) is None


def test_whoever_changes_a_password_says_the_old_one(accounts, admin):
    """A browser left open is not enough to take an account over."""
    with pytest.raises(Refused):
        accounts.change_password(admin, "a guess", BETTER)
    accounts.change_password(admin, GOOD, BETTER)
    with pytest.raises(Refused):
        accounts.sign_in("Amal", GOOD, whence=OFFICE)
    assert accounts.sign_in("Amal", BETTER, whence=OFFICE).account == admin


def test_names_that_look_alike_are_one_name(accounts, admin):
    """Decisions are signed with names: nobody signs with what looks like another's."""
    with pytest.raises(OnRecordError, match="there is an account Amal already"):
        accounts.invite("Аmаl", AccountRole.CODER, admin)  # two letters are Cyrillic


def test_the_last_admin_stays(accounts, admin):
    """A record in which nobody says who has an account could only be opened with its files."""
    for change in (
        lambda: accounts.close(admin, admin),
        lambda: accounts.give_role(admin, AccountRole.EDITOR, admin),
    ):
        with pytest.raises(OnRecordError, match="last admin"):
            change()
    accounts.invite("Basel", AccountRole.ADMIN, admin)  # and has not come yet
    with pytest.raises(OnRecordError, match="last admin"):
        accounts.close(admin, admin)
    joined(accounts, admin, "Carine", AccountRole.ADMIN)
    assert accounts.close(admin, None).closed is not None


def test_only_an_admin_says_who_has_an_account(accounts, admin):
    """Also where a page forgot to ask."""
    basel = joined(accounts, admin, "Basel", AccountRole.EDITOR)
    for change in (
        lambda: accounts.invite("Dima", AccountRole.VIEWER, basel),
        lambda: accounts.invite_again(admin, basel),
        lambda: accounts.give_role(basel, AccountRole.ADMIN, basel),
        lambda: accounts.close(admin, basel),
        lambda: accounts.sign_out_everywhere(admin, by=basel),
    ):
        with pytest.raises(MayNot):
            change()


def test_a_role_that_was_taken_away_counts_at_once(accounts, admin):
    """Whoever was an admin when a page was opened is looked at as they are now."""
    basel = joined(accounts, admin, "Basel", AccountRole.ADMIN)
    accounts.give_role(basel, AccountRole.VIEWER, admin)
    with pytest.raises(MayNot):
        accounts.close(admin, basel)


def test_who_lost_a_password_is_invited_again(accounts, admin):
    """The old password holds until the new invitation is taken up, and never after."""
    basel = joined(accounts, admin, "Basel", AccountRole.CODER)
    token = accounts.sign_in("Basel", GOOD, whence=OFFICE).token
    secret = accounts.invite_again(basel, admin)
    assert accounts.who(token) == basel
    accounts.accept(secret, BETTER)
    assert accounts.who(token) is None
    with pytest.raises(Refused):
        accounts.sign_in("Basel", GOOD, whence=OFFICE)


def test_a_closed_account_stays_in_the_list(accounts, admin):
    """Its decisions bear its name; and nobody gets an account under that name again."""
    basel = joined(accounts, admin, "Basel", AccountRole.CODER)
    accounts.close(basel, admin)
    assert [(one.name, one.closed is None) for one in accounts.everyone()] == [
        ("Amal", True),
        ("Basel", False),
    ]
    with pytest.raises(OnRecordError, match="already"):
        accounts.invite("Basel", AccountRole.CODER, admin)


def test_who_did_what_stands_in_a_log(accounts, admin):
    """In order, by whom, and without a password, a token or the address of a machine."""
    basel = joined(accounts, admin, "Basel", AccountRole.CODER)
    with pytest.raises(Refused):
        accounts.sign_in("Basel", "a guess", whence=OFFICE)
    accounts.noted(basel, "asked", "/documents/doc_1/bytes")
    told = [(one.number, one.by, one.did, one.about) for one in accounts.log(after=3)]
    assert told == [
        (4, admin.id, "invited", basel.id),
        (5, basel.id, "accepted", basel.id),
        (6, basel.id, "signed-in", ""),
        (7, "", "refused", basel.id),
        (8, basel.id, "asked", "/documents/doc_1/bytes"),
    ]
    whole = repr(accounts.log())
    assert "guess" not in whole
    assert OFFICE not in whole


def test_no_secret_is_in_the_file(accounts, admin, tmp_path):
    """Whoever copies the file finds no password, no token, no invitation and no address."""
    secret = accounts.invite("Basel", AccountRole.CODER, admin)
    token = accounts.sign_in("Amal", GOOD, whence=OFFICE).token
    held = b"".join(one.read_bytes() for one in tmp_path.iterdir())
    assert b"Amal" in held
    for one in (GOOD, secret, token, OFFICE):
        assert one.encode() not in held


def test_the_file_is_its_owners_alone(accounts, tmp_path):
    """Nobody else who works on the machine may read it."""
    file = tmp_path / "accounts.db"
    assert file.stat().st_mode & 0o777 == 0o600
    file.chmod(0o644)  # as it may come out of a copy
    with open_accounts(tmp_path, make=True):
        assert file.stat().st_mode & 0o777 == 0o600


def test_a_line_of_the_log_is_never_changed(accounts, admin, tmp_path):
    """The database itself refuses."""
    with sqlite3.connect(tmp_path / "accounts.db") as connection:
        for words in ("UPDATE accounts_log SET at = ''", "DELETE FROM accounts_log"):
            with pytest.raises(sqlite3.IntegrityError, match="never changed or taken out"):
                connection.execute(words)
    connection.close()


def test_nobody_takes_the_desk_from_the_others(accounts, admin):
    """Sixty searches a minute are a person's; a program that asks on is told to wait."""
    basel = joined(accounts, admin, "Basel", AccountRole.CODER)
    for _ in range(60):
        accounts.spend(basel, "search")
    with pytest.raises(Refused, match="too much at once") as refused:
        accounts.spend(basel, "search")
    assert 0 < refused.value.wait <= 61
    accounts.spend(basel, "preview")
    accounts.spend(admin, "search")


@pytest.mark.parametrize("hours", [-1, 24, -24 * 3650])
def test_a_clock_that_is_set_keeps_nobody_from_the_desk(accounts, admin, monkeypatch, hours):
    """What was had by the old time does not count for ten years: counting begins anew."""
    for _ in range(60):
        accounts.spend(admin, "search")
    told = time.time
    monkeypatch.setattr(time, "time", lambda: told() + hours * 3600)
    for _ in range(60):
        accounts.spend(admin, "search")
    with pytest.raises(Refused, match="too much at once") as refused:
        accounts.spend(admin, "search")
    assert 0 < refused.value.wait <= 61
