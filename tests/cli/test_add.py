"""`onrecord add`: pages, feeds and files into a record, run as a user runs it."""

import os
import shutil
import subprocess
import sys
import textwrap
import zipfile

import pytest

from onrecord import store
from onrecord.model import Act, Capture, CustodyEvent, Way
from onrecord.preserve import wacz

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

PAGE = """<!DOCTYPE html><html><head><title>Market of Qasra</title>
<meta property="article:published_time" content="2024-05-04"></head><body>
<h1>Shelling of the market</h1><img src="/one.png" alt="The market">
<p>At least {} people were killed in Homs on Friday, the hospital said.</p>
<p>The market was open, and many had come from the villages around the town.</p></body></html>"""
FILE = "Raid on Harbour Street\n\nGunmen killed 14 farmers in Homs on 3 May 2024, a doctor said.\n"


@pytest.fixture
def here(tmp_path, monkeypatch, site, onrecord):
    """Run `onrecord add rec ...` in an empty folder; the test's site may be asked."""
    monkeypatch.chdir(tmp_path)
    site.page("/a", PAGE.format(12), etag='"1"')
    site.page("/one.png", b"\x89PNG", "image/png")
    (tmp_path / "rec").mkdir()
    (tmp_path / "rec" / "onrecord.toml").write_text(
        '[web]\npause_seconds = 0\ncontact = "desk@example.org"\n', "utf-8"
    )
    (tmp_path / "a.txt").write_text(FILE, "utf-8")

    def add(*words, is_near=True):
        near = ["--allow-private", "--port", str(site.port)] if is_near else []
        return onrecord("add", "rec", *words, *near)

    add.folder, add.ran = tmp_path, onrecord
    return add


def opened(here):
    return store.open_record(here.folder / "rec")


def test_a_page_is_read_and_how_it_came_is_kept(here, site):
    done = here(f"{site.url}/a")
    assert done.code == 0
    assert "1 document new, 0 changed, 0 as before." in done.out
    with opened(here) as kept:
        (capture,) = kept.evidence("captures", Capture)
        record = kept.load()
        taken = [e for e in kept.evidence("custody", CustodyEvent) if e.act is Act.TAKEN]
    assert (capture.way, capture.asked) == (Way.WEB, f"{site.url}/a")
    assert [part.caption for part in capture.parts] == ["The market"]
    assert dict(taken[0].details)["asked"] == f"{site.url}/a"
    for sha256 in capture.kept:
        assert (here.folder / "rec" / "archive" / sha256[:2] / sha256[2:]).is_file()
    assert [c.count.low for c in record.claims.values()] == [12]
    assert site.asked[-1].headers["user-agent"].endswith("(desk@example.org)")


def test_the_same_again_adds_nothing(here, site):
    here(f"{site.url}/a", "a.txt")
    with opened(here) as kept:
        before = kept.evidence("captures", Capture), kept.custody_head(), kept.builds().newest
    done = here(f"{site.url}/a?utm_source=x", f"{site.url}/a", "a.txt")
    assert "0 documents new, 0 changed, 3 as before." in done.out
    with opened(here) as kept:
        after = kept.evidence("captures", Capture), kept.custody_head(), kept.builds().newest
    assert after == before


def test_a_page_that_has_changed_is_the_same_document_with_another_snapshot(here, site):
    here(f"{site.url}/a")
    site.page("/a", PAGE.format(19))
    done = here(f"{site.url}/a?fbclid=x")
    assert "0 documents new, 1 changed, 0 as before." in done.out
    with opened(here) as kept:
        record = kept.load()
        (document,) = record.documents.values()
        assert document.name == f"{site.url}/a"
        assert len(kept.custody(document.id).snapshots) == 2
        assert [c.count.low for c in record.claims.values()] == [19]


def test_only_what_is_new_is_asked_for(here, site):
    here(f"{site.url}/a")
    site.answers["/a"] = site.answer(status="304 Not Modified", content_length=None)
    done = here(f"{site.url}/a")
    assert "0 documents new, 0 changed, 1 as before." in done.out
    assert site.asked[-1].headers["if-none-match"] == '"1"'


def test_a_mail_at_an_address_is_read_with_what_is_attached_and_can_be_handed_on(here, site):
    mail = (
        b"From: lina@example.org\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\n"
        b"Three people were killed in Homs on 3 May 2024, a doctor said.\n--x\n"
        b"Content-Disposition: attachment; filename=annex.txt\n\n" + FILE.encode() + b"--x--\n"
    )
    site.page("/1.eml", mail, "message/rfc822", etag='"1"')
    assert "2 documents new" in here(f"{site.url}/1.eml").out
    with opened(here) as kept:
        names, claims = sorted(kept.load().documents), kept.load().claims
    assert names == [f"{site.url}/1.eml", f"{site.url}/1.eml/annex.txt"]
    assert sorted(one.count.low for one in claims.values()) == [3, 14]
    again = here(f"{site.url}/1.eml", f"{site.url}/1.eml")
    assert "0 documents new, 0 changed" in again.out
    assert here.ran("export", "rec", "--format", "wacz", "-o", "mail.wacz").code == 0
    with zipfile.ZipFile(here.folder / "mail.wacz") as made:
        listed = made.read("pages/pages.jsonl").decode()
        assert not made.testzip()
    assert all(f'"{name}"' in listed for name in names)
    assert not wacz.verified(here.folder / "mail.wacz").problems
    assert here.ran("verify", "rec").code == 0


def test_a_charset_that_only_the_server_names_is_believed(here, site):
    words = "Three people were killed in Homs on 3 May 2024: من آل حي.".encode("windows-1256")
    site.page("/b", b"<html><p>" + words + b"</p></html>", "text/html; charset=windows-1256")
    here(f"{site.url}/b")
    with opened(here) as kept:
        record = kept.load()
    (text,) = record.texts.values()
    assert "من آل حي" in text.content
    assert [one.media_type for one in record.snapshots.values()] == [
        "text/html; charset=windows-1256"
    ]


def test_without_leave_this_machine_is_not_asked(here, site):
    done = here(f"{site.url}/a", "http://localhost/", is_near=False)
    assert done.code == 1
    assert "error web-address-refused" in done.out
    assert site.asked == []


def test_what_does_not_come_is_a_problem_until_it_comes(here, site):
    done = here(f"{site.url}/late", "a.txt")
    assert done.code == 1
    assert f"error web-status {site.url}/late: The server answered 404, not found." in done.out
    assert "1 document new" in done.out
    assert "web-status" in here.ran("check", "rec").out
    here("a.txt")
    assert "web-status" in here.ran("check", "rec").out  # nobody asked for it again
    site.page("/late", PAGE.format(3))
    assert here(f"{site.url}/late").code == 0
    assert "web-status" not in here.ran("check", "rec").out


def test_a_feed_brings_its_pages_and_its_word_is_noted(here, site):
    silent = (
        "<html><body><p>At least 3 people were killed in Homs, a doctor said.</p></body></html>"
    )
    site.page("/one", silent)
    site.page(
        "/feed",
        "<rss><channel><item><title>Three killed</title><link>/one</link>"
        "<pubDate>Tue, 07 May 2024 08:00:00 GMT</pubDate></item></channel></rss>",
        "application/rss+xml",
    )
    assert here(f"{site.url}/feed").code == 0
    site.page("/one", silent + "<!-- changed -->")
    here(f"{site.url}/one")  # by itself: what the feed said stays
    with opened(here) as kept:
        (document,) = kept.load().documents.values()
    assert document.published.isoformat() == "2024-05-07"
    assert dict(document.found_in)["published"] == "feed"


def test_a_dry_run_lists_what_would_be_asked_and_asks_nothing(here, site):
    done = here(f"{site.url}/a", "a.txt", "--dry-run")
    assert done.out == f"{site.url}/a\na.txt\n"
    assert site.asked == []
    assert not (here.folder / "rec" / "record.db").exists()


def test_a_dry_run_of_a_feed_asks_for_the_feed_alone(here, site):
    site.page("/feed", "<rss><channel><item><link>/one</link></item></channel></rss>")
    done = here(f"{site.url}/feed", "--feed", "--dry-run")
    assert done.out == f"{site.url}/one\n"
    assert site.paths() == ["/feed"]


def test_pictures_are_left_out_where_nobody_wants_them(here, site):
    here(f"{site.url}/a", "--bare")
    assert site.paths() == ["/a"]


def test_what_robots_txt_forbids_is_not_asked_unless_a_person_decides_so(here, site):
    site.page("/robots.txt", "User-agent: *\nDisallow: /\n", "text/plain")
    done = here(f"{site.url}/a")
    assert (done.code, site.paths()) == (1, [])
    assert "error web-robots" in done.out
    assert here(f"{site.url}/a", "--ignore-robots").code == 0
    with opened(here) as kept:
        (capture,) = kept.evidence("captures", Capture)
    assert "because a person decided so" in capture.faults[0]


class TestFiles:
    """Files and folders come by `add`, too, and nothing is gone because it does not come."""

    def test_a_name_that_is_taken_is_asked_about(self, here):
        here("a.txt")
        (here.folder / "a.txt").write_text(FILE.replace("14", "15"), "utf-8")
        done = here("a.txt")
        assert done.code == 1
        assert "error name-taken a.txt: The record has another report of this name." in done.out
        assert "--again" in done.out
        with opened(here) as kept:
            assert [c.count.low for c in kept.load().claims.values()] == [14]

    def test_it_may_be_the_same_report_changed(self, here):
        here("a.txt")
        (here.folder / "a.txt").write_text(FILE.replace("14", "15"), "utf-8")
        done = here("a.txt", "--again")
        assert (done.code, "0 documents new, 1 changed" in done.out) == (0, True)

    def test_it_may_be_another_report(self, here):
        here("a.txt")
        (here.folder / "a.txt").write_text(FILE.replace("14", "15"), "utf-8")
        done = here("a.txt", "--as", "other/a.txt")
        assert (done.code, "1 document new, 0 changed" in done.out) == (0, True)
        with opened(here) as kept:
            assert set(kept.load().documents) == {"a.txt", "other/a.txt"}

    def test_build_calls_nothing_gone_that_came_by_add(self, here, site):
        (here.folder / "reports").mkdir()
        (here.folder / "reports" / "b.txt").write_text(FILE, "utf-8")
        (here.folder / "reports" / "c.txt").write_text(FILE, "utf-8")
        here.ran("build", "reports", "--record", "rec")
        here(f"{site.url}/a", "a.txt")
        (here.folder / "reports" / "c.txt").unlink()
        done = here.ran("build", "reports", "--record", "rec")
        assert "0 documents new, 0 changed, 1 gone, 1 as before." in done.out
        assert "document-gone c.txt" in here.ran("check", "rec").out

    def test_add_calls_nothing_gone(self, here):
        (here.folder / "reports").mkdir()
        (here.folder / "reports" / "b.txt").write_text(FILE, "utf-8")
        here.ran("build", "reports", "--record", "rec")
        shutil.rmtree(here.folder / "reports")
        here("a.txt")
        assert "document-gone" not in here.ran("check", "rec").out

    def test_what_was_added_is_read_again_when_what_reads_it_has_changed(
        self, here, site, monkeypatch
    ):
        from onrecord.workflow import engines

        here(f"{site.url}/a")
        asked = len(site.asked)
        monkeypatch.setattr(engines, "by", lambda *_: "onrecord next")
        (here.folder / "reports").mkdir()
        (here.folder / "reports" / "b.txt").write_text(FILE, "utf-8")
        done = here.ran("build", "reports", "--record", "rec")
        assert "1 document new, 0 changed, 0 gone, 0 as before, 1 read again" in done.out
        assert len(site.asked) == asked


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ftp://news.example/a"], "only addresses that begin with http:// or https:// can"),
        (["nothing.txt"], "an address of the web begins with https://"),
        (["a.txt", "reports", "--as", "x"], "no folder or file"),
        (["a.txt", "./a.txt", "--as", "x"], "--as names the one file"),
        (["rec"], "lie in the record"),
    ],
)
def test_wrong_use_is_one_line(words, said, here):
    done = here(*words)
    assert done.code == 2
    assert said in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    "line",
    [
        "pause_seconds = -1",
        "ports = [0]",
        'ports = "80"',
        'proxy = "http://127.0.0.1:9"',
        "most_mib = 0",
        'contact = "a\\nX: y"',
        "deadline_seconds = true",
        "colour = 1",
    ],
)
def test_a_wrong_setting_is_named(line, here):
    (here.folder / "rec" / "onrecord.toml").write_text(f"[web]\n{line}\n", "utf-8")
    done = here("a.txt")
    assert done.code == 3
    assert f"web.{line.partition(' ')[0]}" in done.err


def test_a_build_does_not_even_load_what_asks_the_web(tmp_path):
    """Whatever a folder of reports holds, nothing in the program that runs could ask for it."""
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text(FILE, "utf-8")
    program = textwrap.dedent("""
        import sys
        from onrecord.cli import run

        for words in (["build", "reports", "--record", "r"], ["add", "r", "reports/a.txt"]):
            run(words)
        print("LOADED", [m for m in sys.modules if m.startswith("onrecord.acquire.web")])
    """)
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.stdout.endswith("LOADED []\n"), done.stderr
