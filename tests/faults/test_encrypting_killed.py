"""`kill -9` at the steps of `onrecord encrypt`: the record opens whole, and the work goes on."""

import os
import signal
import traceback
from datetime import UTC, datetime

import pytest

from onrecord import store, workflow
from onrecord.kit.passphrases import KNOWN
from onrecord.model import Act, RecordUnusable
from onrecord.preserve import archive
from onrecord.preserve import encrypting as in_archive
from onrecord.store import archive_key, encrypting, keyed, store_settings
from onrecord.store.accounts.opening import open_book

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="each run is a fork of its own")
NOON = datetime(2025, 3, 12, 12, tzinfo=UTC)
STEPS = [  # each with how often it comes: for the settings, the record and its accounts
    (store_settings, "write_encrypted", 1), (encrypting, "_leave_log", 2), (encrypting, "_write", 2),
    (encrypting, "_compare", 2), (encrypting.os, "link", 3), (encrypting.Path, "replace", 3),
    (archive_key, "_write", 1), (in_archive, "_encrypt", 2), (in_archive, "_put_aside", 2),
    (archive, "_put_in_place", 2),
]  # fmt: skip
KILLS = [(place, name, n) for place, name, often in STEPS for n in range(1, often + 1)]


@pytest.fixture
def coast(tmp_path, keep_reports, monkeypatch):
    monkeypatch.setattr(KNOWN, "_known", {})
    folder = tmp_path / "coast"
    keep_reports(folder, 2)
    open_book(folder, now=NOON).close()
    return folder


def killed(folder, place, name, when):
    """Encrypt in a child that kills itself right after the `when`th call of a function."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    real, calls = getattr(place, name), []

    def called(*values, **more):
        done = real(*values, **more)
        calls.append(values)
        if len(calls) == when:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    try:
        setattr(place, name, called)
        workflow.encrypt(folder, "olive")
    except BaseException:  # noqa: BLE001 - nothing of a child may come back into the test
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


@pytest.mark.parametrize(
    ("place", "name", "when"), KILLS, ids=[f"{p.__name__} {name} {n}" for p, name, n in KILLS]
)
def test_killed_after_a_step_it_opens_whole_and_is_encrypted_again(coast, place, name, when):
    assert killed(coast, place, name, when) == -signal.SIGKILL
    KNOWN.tell(str(coast.resolve()), "olive")
    assert workflow.verify(coast).holds
    with store.open_record(coast) as kept:
        assert len(kept.load().documents) == 2
    open_book(coast, now=NOON, make=False).close()
    plain = [keyed.is_plain(coast / name) for name in ("record.db", "accounts.db")]
    if any(plain) or in_archive.is_plain(coast / "archive"):
        workflow.encrypt(coast, "olive")
    assert not in_archive.is_plain(coast / "archive")
    archived = [path for path in (coast / "archive").rglob("*") if path.is_file()]
    put_aside = [path for path in (coast / "archive-plain").rglob("*") if path.is_file()]
    assert len(archived) == len(put_aside) == 2
    assert not list(coast.rglob("*.part"))
    assert not keyed.is_plain(coast / "record.db")
    assert not keyed.is_plain(coast / "accounts.db")
    assert workflow.verify(coast).holds


def test_who_had_the_plain_record_at_hand_writes_no_more(coast):
    """Its engine was not connected yet, so nobody could see it; it is told to start again."""
    with store.open_record(coast) as old:
        workflow.encrypt(coast, "olive")
        plain = (coast / "record-plain.db").read_bytes()
        with pytest.raises(RecordUnusable, match="was encrypted, or put back, meanwhile"):
            old.note_custody(Act.CHECKED, "x")
    assert (coast / "record-plain.db").read_bytes() == plain


def test_nobody_writes_while_it_is_encrypted(coast, monkeypatch):
    def compared(*_):
        with store.open_record(coast) as other:
            other.note_custody(Act.CHECKED, "x")

    monkeypatch.setattr(encrypting, "_compare", compared)
    with pytest.raises(RecordUnusable, match="another encrypt is writing"):
        workflow.encrypt(coast, "olive")


def test_who_opens_accounts_meanwhile_stops_it(coast, monkeypatch):
    def compared(path, _):
        if path.name == "accounts.db":
            held.append(open_book(coast, now=NOON))

    held = []
    monkeypatch.setattr(encrypting, "_compare", compared)
    with pytest.raises(RecordUnusable, match="somebody opened this record meanwhile"):
        workflow.encrypt(coast, "olive")
    held[0].close()
    monkeypatch.undo()
    assert keyed.is_plain(coast / "accounts.db")
    KNOWN.tell(str(coast.resolve()), "olive")
    workflow.encrypt(coast, "olive")
