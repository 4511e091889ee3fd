"""Files that are no good report: each is a Problem in its place, and the rest is read."""

import json

import pytest


@pytest.fixture
def built(onrecord, write):
    """Build the folder with three good reports in it and return what was told, and problems."""

    def run():
        write(3)
        told = onrecord("build", "reports", "--record", "r")
        problems = json.loads(onrecord("check", "r", "--json").out)
        return told, problems

    return run


def _at(problems, where):
    return [p["code"] for p in problems if p["where"] == where]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.txt", b"", "empty-document"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "not-text"),
        ("noise.txt", bytes(range(256)) * 40, "not-text"),
        ("huge.txt", b"x" * (100 * 1024 * 1024), "too-large"),
    ],
)
def test_a_file_that_is_no_report(built, reports, name, data, code):
    (reports / name).write_bytes(data)
    told, problems = built()
    assert told.code == 0
    assert _at(problems, name) == [code]
    assert "3 documents new, 0 changed, 0 gone, 0 as before" in told.out
    assert "in 3 documents" in told.out


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("report.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
        ("report.docx", b"PK\x03\x04word/document.xml"),
    ],
)
def test_a_damaged_paper_is_kept_and_said_to_be_damaged(built, reports, name, data):
    (reports / name).write_bytes(data)
    told, problems = built()
    assert told.code == 0
    assert _at(problems, name) == ["file-damaged"]
    assert "4 documents new" in told.out


def test_a_mis_encoded_file_is_read_and_said_to_be_so(built, reports):
    (reports / "old.txt").write_bytes(
        "Café bombing\n\nAt the café, 7 people were killed in Homs – déjà vu.\n".encode("cp1252")
    )
    told, problems = built()
    assert told.code == 0
    assert "4 documents new" in told.out
    assert _at(problems, "old.txt")


def test_half_a_character_at_the_end_of_a_file(built, reports):
    (reports / "cut.txt").write_bytes("9 people were killed in Homs, قت".encode()[:-1])
    told, _ = built()
    assert told.code == 0
    assert "4 documents new" in told.out


@pytest.mark.parametrize(
    "words",
    [
        "\ufeff3 people were killed in Homs.\n",
        "3 people were killed in Homs.\r\n\r\nNo more.\r\n",
        "a" * 3_000_000,
        "\x1b[2J3 people were killed in Homs\x07\n",
        "\u202e3 people were killed in Homs\u2028",
        "\n" * 50_000 + "3 people were killed in Homs",
        "<" * 20_000,
    ],
    ids=["mark", "windows lines", "one long word", "escapes", "turned", "blank lines", "brackets"],
)
def test_odd_text_is_read(built, reports, words):
    (reports / "odd.txt").write_bytes(words.encode())
    told, _ = built()
    assert told.code == 0
    assert "4 documents new" in told.out
    assert "\x1b" not in told.out


def test_odd_pages_are_read(built, reports):
    (reports / "deep.html").write_text("<div>" * 3000 + "3 people were killed in Homs")
    (reports / "cut.html").write_text("<html><body><p>3 people were killed in Ho")
    (reports / "bare.html").write_text("<html></html>")
    told, _ = built()
    assert told.code == 0
    assert "6 documents new" in told.out


def test_a_folder_with_nothing_readable_still_makes_the_record(onrecord, reports, tmp_path):
    (reports / "empty.txt").write_bytes(b"")
    (reports / "noise.txt").write_bytes(bytes(range(256)) * 40)
    told = onrecord("build", "reports", "--record", "r")
    assert told.code == 1
    assert (tmp_path / "r" / "record.db").exists()
    assert (tmp_path / "r" / "report.html").exists()
    codes = {p["code"] for p in json.loads(onrecord("check", "r", "--json").out)}
    assert {"empty-document", "not-text"} <= codes
    assert onrecord("check", "r").code == 1


def test_an_empty_folder_is_said_to_be_empty(onrecord, reports):
    told = onrecord("build", "reports", "--record", "r")
    assert told.code == 1
    assert "No incident was found." in told.out


def test_a_folder_that_is_not_there_is_wrong_use(onrecord, tmp_path):
    told = onrecord("build", "nowhere", "--record", "r")
    assert (told.code, told.out) == (2, "")
    assert told.err.count("\n") == 1
    assert "nowhere" in told.err
    assert not (tmp_path / "r").exists()


def test_a_fault_in_the_reader_is_a_problem_without_the_words_of_the_report(
    built, reports, onrecord
):
    (reports / "bad.txt").write_text("An unreadable report names Amina Haddad.\n")
    told, problems = built()
    assert told.code == 0
    assert "4 documents new" in told.out
    (found,) = [p for p in problems if p["code"] == "reader-failed"]
    assert found["where"] == "bad.txt"
    assert "LookupError" in found["message"]
    assert "Amina" not in told.out + told.err + found["message"]
    text = json.loads(onrecord("show", "r", "bad.txt", "--json").out)["text"]["content"]
    assert "Amina Haddad" in text


def test_names_of_files_in_any_script_and_in_none(built, reports, tmp_path):
    (reports / "تقرير.txt").write_text("8 people were killed in Homs.\n")
    (reports / "a b'c\"d;e.txt").write_text("9 people were killed in Homs.\n")
    (reports / "-rf.txt").write_text("10 people were killed in Homs.\n")
    with open(bytes(reports) + b"/caf\xe9.txt", "w") as file:  # noqa: PTH123 - a name that is no UTF-8
        file.write("11 people were killed in Homs.\n")
    told, _ = built()
    assert told.code == 0
    assert "7 documents new" in told.out


def test_a_record_inside_its_own_folder_of_reports_does_not_read_itself(onrecord, write, tmp_path):
    write(2)
    for expected in ("2 documents new", "2 as before"):
        told = onrecord("build", ".", "--record", "r", inside=tmp_path / "reports")
        assert told.code == 0
        assert expected in told.out


def test_a_folder_that_is_the_record_is_refused(onrecord, write):
    write(2)
    assert onrecord("build", "reports", "--record", "r").code == 0
    for folder in ("r", "r/archive"):
        told = onrecord("build", folder, "--record", "r")
        assert told.code == 2
        assert told.err.count("\n") == 1


def test_no_record_is_made_among_other_things(onrecord, write, tmp_path):
    write(2)
    told = onrecord("build", "reports", "--record", "reports-too")
    assert told.code == 0
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "thesis.txt").write_text("mine")
    told = onrecord("build", "reports", "--record", "papers")
    assert told.code == 3
    assert told.err.count("\n") == 1
    assert [p.name for p in (tmp_path / "papers").iterdir()] == ["thesis.txt"]


def test_the_record_is_named_after_the_folder_unless_told(onrecord, write, tmp_path):
    write(1)
    told = onrecord("build", "reports/")
    assert told.code == 0
    assert str(tmp_path / "reports-record" / "report.html") in told.out
