"""A manifest that is wrong in some way: told with its line, and the reports are read."""

import json

import pytest


@pytest.mark.parametrize(
    ("manifest", "code", "where"),
    [
        ("file,published\nreport-00000.txt,2024-05-04\nlost.txt,2024-05-04\n", "manifest-file-missing", "manifest.csv:3"),
        ("name,day\nreport-00000.txt,2024-05-04\n", "manifest-no-file-column", "manifest.csv:1"),
        ("file,colour\nreport-00000.txt,red\n", "manifest-column-unknown", "manifest.csv:1"),
        ("file,published\nreport-00000.txt,yesterday\n", "manifest-date", "manifest.csv:2"),
        ("file,title\nreport-00000.txt,a,b,c\n", "manifest-row", "manifest.csv:2"),
        ("file\nreport-00000.txt\nreport-00000.txt\n", "manifest-row-twice", "manifest.csv:3"),
        ("", "manifest-no-file-column", "manifest.csv:1"),
    ],
)  # fmt: skip
def test_a_wrong_manifest_is_a_problem_with_its_line(
    onrecord, write, reports, manifest, code, where
):
    write(3)
    (reports / "manifest.csv").write_text(manifest)
    told = onrecord("build", "reports", "--record", "r")
    assert told.code == 0
    assert "3 documents new" in told.out
    problems = json.loads(onrecord("check", "r", "--json").out)
    assert (code, where) in {(p["code"], p["where"]) for p in problems}


def test_a_corrected_manifest_clears_its_problem_and_reads_only_what_it_changes(
    onrecord, write, reports
):
    write(3)
    manifest = reports / "manifest.csv"
    manifest.write_text("file,published\nreport-00000.txt,4 May\n")
    onrecord("build", "reports", "--record", "r")
    manifest.write_text("file,published\nreport-00000.txt,2024-05-04\n")
    told = onrecord("build", "reports", "--record", "r")
    assert "0 documents new, 1 changed, 0 gone, 2 as before" in told.out
    codes = {p["code"] for p in json.loads(onrecord("check", "r", "--json").out)}
    assert "manifest-date" not in codes


def test_a_binary_manifest(onrecord, write, reports):
    write(2)
    (reports / "manifest.csv").write_bytes(bytes(range(256)) * 10)
    told = onrecord("build", "reports", "--record", "r")
    assert told.code == 0
    assert "2 documents new" in told.out
