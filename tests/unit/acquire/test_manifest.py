"""What a person tells in manifest.csv, and the ways in which it goes wrong."""

from datetime import date

import pytest

from onrecord import acquire
from onrecord.model import Problem, Told


def read(tmp_path, manifest, names=("a.txt",)):
    for name in names:
        (tmp_path / name).write_text("Nine people died.")
    data = manifest if isinstance(manifest, bytes) else manifest.encode()
    (tmp_path / "manifest.csv").write_bytes(data)
    items = list(acquire.folder(tmp_path))
    told = {i.document.name: i.document.told for i in items if not isinstance(i, Problem)}
    return told, [(p.code, p.where) for p in items if isinstance(p, Problem)]


FULL = Told(
    url="https://example.org/a", title="Nine dead, five hurt", author="L. Haddad",
    publisher="Coast Daily", published=date(2025, 3, 12), language="en",
)  # fmt: skip


@pytest.mark.parametrize(
    "manifest",
    [
        'file,url,title,author,publisher,published,language\na.txt,https://example.org/a,"Nine dead, five hurt",L. Haddad,Coast Daily,2025-03-12,en\n',
        "file;url;title;author;publisher;published;language\na.txt;https://example.org/a;Nine dead, five hurt;L. Haddad;Coast Daily;2025-03-12;en\n",
        "file\turl\ttitle\tauthor\tpublisher\tpublished\tlanguage\na.txt\thttps://example.org/a\tNine dead, five hurt\tL. Haddad\tCoast Daily\t2025-03-12\ten\n",
        ' File , URL,Title,Author,Publisher,Published,Language\r\n./a.txt, https://example.org/a ,"Nine dead, five hurt",L. Haddad,Coast Daily,2025-03-12,EN-gb\r\n',
    ],
    ids=["comma", "semicolon", "tab", "spaces and capitals"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_it_tells_is_told(tmp_path, manifest, encoding):
    assert read(tmp_path, manifest.encode(encoding)) == ({"a.txt": FULL}, [])


def test_no_manifest_tells_nothing(tmp_path):
    (tmp_path / "a.txt").write_text("x")
    (found,) = acquire.folder(tmp_path)
    assert found.document.told == Told()


def test_without_its_column_file_it_is_ignored_with_an_error(tmp_path):
    told, problems = read(tmp_path, "name,title\na.txt,Nine dead\n")
    assert told == {"a.txt": Told()}
    assert problems == [("manifest-no-file-column", "manifest.csv:1")]


def test_a_column_nobody_knows_is_noted_and_the_rest_used(tmp_path):
    told, problems = read(tmp_path, "file,title,mood\na.txt,Nine dead,sad\n")
    assert told["a.txt"].title == "Nine dead"
    assert problems == [("manifest-column-unknown", "manifest.csv:1")]


def test_a_column_that_stands_twice_counts_once(tmp_path):
    told, problems = read(tmp_path, "file,title,title\na.txt,First,Second\n")
    assert told["a.txt"].title == "First"
    assert problems == [("manifest-column-twice", "manifest.csv:1")]


def test_rows_that_name_no_report_are_problems_with_their_line(tmp_path):
    manifest = "file,title\na.txt,Nine dead\n\ngone.txt,Gone\n,Nameless\n../b.txt,Outside\n"
    told, problems = read(tmp_path, manifest)
    assert told["a.txt"].title == "Nine dead"
    assert sorted(problems) == [
        ("manifest-file-missing", "manifest.csv:4"),
        ("manifest-file-missing", "manifest.csv:6"),
        ("manifest-row", "manifest.csv:5"),
    ]


def test_of_two_rows_for_one_file_the_first_holds(tmp_path):
    told, problems = read(tmp_path, "file,title\na.txt,First\na.txt,Second\n")
    assert told["a.txt"].title == "First"
    assert problems == [("manifest-row-twice", "manifest.csv:3")]


@pytest.mark.parametrize("day", ["2025-03", "2025", "12/03/2025", "2025-02-30", "soon", "=1+1"])
def test_a_day_that_is_no_day_is_not_used(tmp_path, day):
    told, problems = read(tmp_path, f"file,published,title\na.txt,{day},Nine dead\n")
    assert told["a.txt"] == Told(title="Nine dead")
    assert problems == [("manifest-date", "manifest.csv:2")]


def test_a_language_that_is_no_code_is_not_used(tmp_path):
    told, problems = read(tmp_path, "file,language\na.txt,English\n")
    assert told["a.txt"].language is None
    assert problems == [("manifest-language", "manifest.csv:2")]


def test_formulas_are_words(tmp_path):
    title = '=HYPERLINK("http://example.org")'
    told, problems = read(tmp_path, 'file,title\na.txt,"=HYPERLINK(""http://example.org"")"\n')
    assert (told["a.txt"].title, problems) == (title, [])


def test_too_many_cells_are_a_problem_and_the_row_is_used(tmp_path):
    told, problems = read(tmp_path, "file,title\na.txt,Nine dead, five hurt\n")
    assert told["a.txt"].title == "Nine dead"
    assert problems == [("manifest-row", "manifest.csv:2")]


def test_one_name_may_be_spelled_in_two_unicode_forms(tmp_path):
    (tmp_path / "café.txt").write_text("x")
    told, problems = read(tmp_path, "file,title\ncafe\u0301.txt,Nine dead\n", names=())
    assert told["café.txt"].title == "Nine dead"
    assert problems == []


def test_an_old_encoding_is_guessed_with_a_warning(tmp_path):
    told, problems = read(tmp_path, "file,author\na.txt,René\n".encode("cp1252"))
    assert told["a.txt"].author == "René"
    assert problems == [("encoding-guessed", "manifest.csv")]


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"\x00\x01\x02",
        b'file,title\na.txt,"never closed',
        b"\n\n\n",
        b"file," + b"x" * 300_000,
    ],
)
def test_junk_stops_nothing(tmp_path, junk):
    told, problems = read(tmp_path, junk)
    assert set(told) == {"a.txt"}
    assert all(code.startswith("manifest-") for code, _ in problems)


def test_the_order_of_days_in_a_table_is_told_by_one_of_two_words(tmp_path):
    told, problems = read(tmp_path, "file,dates\na.txt,Month-First\n")
    assert (told["a.txt"].dates, problems) == ("month-first", [])
    told, problems = read(tmp_path, "file,dates\na.txt,american\n")
    assert told["a.txt"].dates is None
    assert problems == [("manifest-date", "manifest.csv:2")]
