"""A folder of reports, with everything that folders hold."""

import os
import tracemalloc

import pytest

from onrecord import acquire
from onrecord.model import OnRecordError, Problem, Severity


def acquired(items):
    return [item for item in items if isinstance(item, acquire.Acquired)]


def problems(items):
    return [item for item in items if isinstance(item, Problem)]


def written(folder, **files):
    for name, data in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


def test_reports_come_in_the_order_of_their_names_from_folders_within(tmp_path):
    for name in ("b.txt", "a.txt", "north/c.txt", "B.txt", "north/deep/d.html"):
        written(tmp_path, **{name.replace("/", "__"): "Nine people died."})
    names = [item.document.name for item in acquire.folder(tmp_path)]
    assert names == ["B.txt", "a.txt", "b.txt", "north/c.txt", "north/deep/d.html"]


def test_hidden_files_and_the_manifest_are_no_reports(tmp_path):
    (tmp_path / ".git").mkdir()
    for name in (".DS_Store", ".git/config", "manifest.csv", "a.txt"):
        (tmp_path / name).write_text("file\na.txt\n")
    assert [item.document.name for item in acquire.folder(tmp_path)] == ["a.txt"]


def test_a_manifest_inside_a_folder_within_is_only_a_file(tmp_path):
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "manifest.csv").write_text("file\n")
    assert [item.document.name for item in acquire.folder(tmp_path)] == ["old/manifest.csv"]


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.txt", b"<html>", "text/plain"),
        ("a.text", b"x", "text/plain"),
        ("a.md", b"# x", "text/plain"),
        ("a", b"plain words", "text/plain"),
        ("a.HTML", b"x", "text/html"),
        ("a.htm", b"x", "text/html"),
        ("a.xhtml", b"x", "text/html"),
        ("saved", b"<!DOCTYPE html><p>x", "text/html"),
        ("a.php", b'<?xml version="1.0"?>\n<!-- saved --> <html><p>x', "text/html"),
        ("a.log", b"plain words", "text/plain"),
    ],
)
def test_the_kind_of_a_file(tmp_path, name, data, media_type):
    (tmp_path / name).write_bytes(data)
    assert [item.media_type for item in acquire.folder(tmp_path)] == [media_type]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"PK\x03\x04rest", "office document"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"{\\rtf1 words}", "RTF"),
        (b"words\x00words and more words", "binary data"),
        ("words".encode("utf-16-le"), "UTF-16 without its mark"),
    ],
)
def test_what_is_no_text_is_named_and_not_read(tmp_path, data, what):
    (tmp_path / "a.txt").write_bytes(data)
    (found,) = acquire.folder(tmp_path)
    assert (found.code, found.where, found.severity) == ("not-text", "a.txt", Severity.ERROR)
    assert what in found.message


def test_text_in_utf_16_with_its_mark_is_text(tmp_path):
    (tmp_path / "a.txt").write_bytes("Nine people died.".encode("utf-16"))
    assert len(acquired(acquire.folder(tmp_path))) == 1


def test_an_empty_file_is_a_problem_and_the_rest_goes_on(tmp_path):
    written(tmp_path, **{"a.txt": "", "b.txt": "Nine people died."})
    first, second = acquire.folder(tmp_path)
    assert (first.code, first.where) == ("empty-document", "a.txt")
    assert second.document.name == "b.txt"


def test_a_file_that_is_too_large_is_not_read_into_memory(tmp_path):
    with (tmp_path / "a.txt").open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)
    tracemalloc.start()
    (found,) = acquire.folder(tmp_path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.code == "too-large"
    assert "104,857,600" in found.message
    assert peak < 1_000_000


def test_the_limit_is_the_callers(tmp_path):
    written(tmp_path, **{"a.txt": "12345", "b.txt": "1234"})
    first, second = acquire.folder(tmp_path, most_bytes=4)
    assert (first.code, second.data) == ("too-large", b"1234")


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text("secret")
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").symlink_to(outside)
    (folder / "all").symlink_to(tmp_path, target_is_directory=True)
    (folder / "b.txt").write_text("Nine people died.")
    (folder / "c.txt").symlink_to(folder / "b.txt")
    items = list(acquire.folder(folder))
    assert [(p.code, p.where) for p in problems(items)] == [
        ("link-leaves-folder", "all"),
        ("link-leaves-folder", "a.txt"),
    ]
    assert [a.document.name for a in acquired(items)] == ["b.txt", "c.txt"]


def test_a_link_to_nothing_is_a_problem(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    assert [item.code for item in acquire.folder(tmp_path)] == ["file-unreadable"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_a_problem(tmp_path):
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "a.txt").chmod(0)
    assert [item.code for item in acquire.folder(tmp_path)] == ["file-unreadable"]


def test_a_file_that_goes_while_the_folder_is_read_is_a_problem(tmp_path):
    written(tmp_path, **{"a.txt": "x", "b.txt": "y"})
    items = acquire.folder(tmp_path)
    next(items)
    (tmp_path / "b.txt").unlink()
    assert [item.code for item in items] == ["file-unreadable"]


def test_a_pipe_does_not_stop_the_work(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    assert [item.code for item in acquire.folder(tmp_path)] == ["file-unreadable"]


def test_a_name_that_is_no_unicode_can_still_be_stored(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("x")
    (found,) = acquire.folder(tmp_path)
    assert found.document.name == "caf\\xe9.txt"
    found.document.name.encode()


def test_files_about_the_folder_are_no_reports_unless_the_manifest_says_so(tmp_path):
    written(tmp_path, **{"README.md": "About", "LICENSE": "Terms", "a.txt": "Nine people died."})
    assert [item.document.name for item in acquire.folder(tmp_path)] == ["a.txt"]
    (tmp_path / "manifest.csv").write_text("file\nREADME.md\n")
    assert [item.document.name for item in acquire.folder(tmp_path)] == ["README.md", "a.txt"]


def test_nothing_there_is_one_clear_line(tmp_path):
    with pytest.raises(OnRecordError, match="there is no folder or file of reports at"):
        acquire.folder(tmp_path / "gone")
    with pytest.raises(OnRecordError, match="there is no folder or file"):
        acquire.folder(tmp_path / "a\0b")


def test_a_folder_without_reports_says_so(tmp_path):
    assert [item.code for item in acquire.folder(tmp_path)] == ["no-reports"]


def test_a_single_file_may_be_given_and_its_manifest_is_used(tmp_path):
    written(tmp_path, **{"a.txt": "x", "b.txt": "y", "manifest.csv": "file,title\na.txt,First\n"})
    (found,) = acquire.folder(tmp_path / "a.txt")
    assert (found.document.name, found.document.told.title) == ("a.txt", "First")


def test_ten_thousand_files_are_read_one_at_a_time(tmp_path):
    for number in range(10_000):
        (tmp_path / f"{number:05}.txt").write_bytes(b"x" * 5_000)
    tracemalloc.start()
    count = sum(isinstance(item, acquire.Acquired) for item in acquire.folder(tmp_path))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 10_000
    assert peak < 20_000_000  # all of them together are 50 MB; other threads have their share
