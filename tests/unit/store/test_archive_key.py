"""The key of preserved files: made once, whole or not at all."""

import pytest

from onrecord import store
from onrecord.model import RecordUnusable
from onrecord.store import archive_key


@pytest.fixture
def coast(tmp_path, encrypted):
    encrypted.prepare(tmp_path / "coast")
    store.open_record(tmp_path / "coast", create=True).close()
    return tmp_path / "coast"


def test_it_is_made_once(coast):
    """Whoever comes second gets the first one's: what that encrypted must stay readable."""
    assert archive_key.kept(coast) == ""
    assert archive_key.made(coast, lambda: "first") == "first"
    assert archive_key.made(coast, lambda: "second") == "first"
    assert archive_key.kept(coast) == "first"
    assert not list(coast.glob("*.part*"))
    assert b"first" not in (coast / archive_key.FILE).read_bytes()


def test_a_disk_without_links_has_it_too(coast, monkeypatch):
    """Sticks and cameras have none."""

    def refused(*_):
        raise OSError("no links here")

    monkeypatch.setattr(archive_key.os, "link", refused)
    assert archive_key.made(coast, lambda: "first") == "first"
    assert archive_key.made(coast, lambda: "second") == "first"


def test_one_that_holds_nothing_is_refused(coast):
    """It is not made anew: what the lost one encrypted would be lost with it."""
    archive_key.made(coast, lambda: "first")
    (coast / archive_key.FILE).write_bytes(b"")
    with pytest.raises(RecordUnusable, match="restore it from a copy"):
        archive_key.kept(coast)
