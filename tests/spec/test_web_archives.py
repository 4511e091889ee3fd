"""Web archives come into a record page by page, and a record goes out as one."""

import hashlib
from datetime import UTC, datetime

import pytest

from onrecord import store, workflow
from onrecord.cli.verify_wacz import verify
from onrecord.kit import warc
from onrecord.model import Act, Capture, CustodyEvent, Way

AT = datetime(2025, 3, 9, 10, 0, tzinfo=UTC)
LATER = datetime(2025, 3, 12, 10, 0, tzinfo=UTC)
URL = "https://example.org/banias"


def page(toll, at=AT, url=URL):
    """A page as a crawler kept it."""
    words = f"{toll} people were killed in Banias on 7 March 2025, local officials said."
    body = f"<html><title>Killings in Banias</title><body><p>{words}</p></body></html>".encode()
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    fields = [("WARC-Target-URI", url), ("Content-Type", "application/http; msgtype=response")]
    return warc.written("response", fields, block, at=at, payload=body)


@pytest.fixture
def add(tmp_path):
    """Return what adds a web archive to the record `coast`, as the command does."""

    def added(name, *parts):
        path = tmp_path / name
        if parts:
            path.write_bytes(b"".join(parts))
        adding = workflow.Adding(places=(str(path),))
        report = workflow.bring_in(tmp_path / "coast", adding)
        codes = [one.code for one in report.problems]
        return len(report.new), len(report.changed), codes

    return added


def evidence(folder, kind, of):
    with store.open_record(folder / "coast") as kept:
        return kept.evidence(kind, of)


def test_a_page_of_a_web_archive_is_read_like_any_other(add, tmp_path):
    """
    The page is named by its address. How it was got stands with it: out of which kept file,
    which record of it, and when the crawler got it, which is not when it was added.
    """
    assert add("coast.warc.gz", page("Nine")) == (1, 0, [])
    record = workflow.load(tmp_path / "coast")
    assert [claim.count.low for claim in record.claims.values()] == [9]
    (capture,) = evidence(tmp_path, "captures", Capture)
    whole = (tmp_path / "coast.warc.gz").read_bytes()
    assert (capture.way, capture.asked, capture.at) == (Way.CONTAINER, URL, AT)
    assert capture.container == hashlib.sha256(whole).hexdigest()


def test_adding_the_same_archive_again_adds_nothing(add):
    """Nor does it where the archive holds one page in two states: the later one holds."""
    parts = (page("Nine"), page("Eleven", LATER))
    assert add("coast.warc.gz", *parts) == (1, 1, [])
    assert add("coast.warc.gz") == (0, 0, [])


def test_an_earlier_state_does_not_take_the_place_of_a_later_one(add, tmp_path):
    """An archive of the first day is found after one of the fourth: eleven stays the toll."""
    assert add("fourth-day.warc.gz", page("Eleven", LATER)) == (1, 0, [])
    assert add("first-day.warc.gz", page("Nine")) == (0, 0, ["web-archive-earlier"])
    record = workflow.load(tmp_path / "coast")
    assert [claim.count.low for claim in record.claims.values()] == [11]


def test_a_record_that_is_cut_off_is_named_and_the_rest_is_read(add):
    """Half a page may lack the sentence that says how many; it is never shown as the page."""
    broken = page("Nine", url="https://example.org/other")[:-40]
    assert add("coast.warc.gz", page("Nine"), broken) == (1, 0, ["web-archive-record"])


def test_a_record_goes_out_as_a_wacz_and_comes_back_whole(add, tmp_path):
    """
    Reports that were files come back under their names, with the same bytes, as do pages.
    That it was handed over is a line of the chain of custody, with the file's hash.
    """
    (tmp_path / "reports" / "north").mkdir(parents=True)
    words = "Four people were killed in Latakia on 8 March 2025, residents said."
    (tmp_path / "reports" / "north" / "a note.txt").write_text(words)
    workflow.build(tmp_path / "reports", tmp_path / "coast")
    add("coast.warc.gz", page("Nine"))
    out = tmp_path / "coast.wacz"
    told = workflow.export_wacz(tmp_path / "coast", out)
    assert (told.written.pages, told.left_out) == (2, 0)
    assert told.sha256 == hashlib.sha256(out.read_bytes()).hexdigest()
    events = evidence(tmp_path, "custody", CustodyEvent)
    assert [event.subject for event in events if event.act is Act.HANDED_OVER] == [told.sha256]
    before = workflow.load(tmp_path / "coast")
    (tmp_path / "coast").rename(tmp_path / "first")
    assert add("coast.wacz") == (2, 0, [])
    after = workflow.load(tmp_path / "coast")
    assert set(after.documents) == set(before.documents) == {URL, "north/a note.txt"}
    assert {one.sha256 for one in after.snapshots.values()} == {
        one.sha256 for one in before.snapshots.values()
    }
    assert workflow.export_wacz(tmp_path / "first", out).sha256 == told.sha256


def test_what_a_wacz_proves_is_said_and_no_more(add, tmp_path, capsys):
    """
    Ours agrees in every part, and so would one that somebody made anew: only a hash that
    was written down elsewhere tells them apart. The record has it in its chain of custody.
    """
    add("coast.warc.gz", page("Nine"))
    out = tmp_path / "coast.wacz"
    workflow.export_wacz(tmp_path / "coast", out)
    assert verify(out, tmp_path / "coast") == 0
    said = capsys.readouterr().out
    assert "consistent, unsigned" in said
    assert "could have made every part of it anew" in said
    assert "the very file that" in said
    add("forged.warc.gz", page("Four", LATER))
    forged = tmp_path / "forged.wacz"
    workflow.export_wacz(tmp_path / "coast", forged)
    (tmp_path / "coast").rename(tmp_path / "other")
    add("coast.warc.gz")
    assert verify(forged, tmp_path / "coast") == 0
    assert "did not hand over this file" in capsys.readouterr().out


def test_a_wacz_that_was_tampered_with_is_refused(add, tmp_path, capsys):
    """One letter is changed, and nothing else: the exit code is 1, and the place is named."""
    add("coast.warc.gz", page("Nine"))
    out = tmp_path / "coast.wacz"
    workflow.export_wacz(tmp_path / "coast", out)
    out.write_bytes(out.read_bytes().replace(b'"All Pages"', b'"Old Pages"'))
    assert verify(out) == 1
    assert "pages/pages.jsonl" in capsys.readouterr().out
    assert verify(out, for_machines=True) == 1
    assert '"level": "refused"' in capsys.readouterr().out
