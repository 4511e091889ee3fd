"""What goes to a spreadsheet, a terminal, a header or a file's name cannot act there."""

import csv
import io
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.cli.output import on_one_line, safe
from onrecord.publish.formats import sheet
from onrecord.workflow import names_table

UNSEEN = ("", " ", "\t", "\n", "\r", "\u200b", "\ufeff", "\u00ad", "\u200f", "\u00a0", " \n ;\t")
SIGNS = "=+-@＝＋－＠"
FORMULAS = ("cmd|' /C calc'!A0", "1+1", 'HYPERLINK("http://x.example")', "SUM(A1)*1", "x", "")


def _cells(written: str):
    """Return a cell's parts as any country's spreadsheet program would part them."""
    for line in written.splitlines():
        for by_tab in line.split("\t"):
            yield from by_tab.split(";")


def _is_formula(part: str) -> bool:
    seen = "".join(
        s for s in part if not s.isspace() and unicodedata.category(s) not in {"Cf", "Cc"}
    )
    return seen[:1] in set(SIGNS) and not sheet._NUMBER.fullmatch(seen)


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("unseen", UNSEEN)
def test_no_cell_of_a_sheet_is_a_formula(sign, unseen):
    for formula in FORMULAS:
        for words in (f"{unseen}{sign}{formula}", f"Aleppo;{unseen}{sign}{formula}",
                      f"Aleppo\n{unseen}{sign}{formula}"):  # fmt: skip
            written = sheet.text(words)
            assert not any(_is_formula(part) for part in _cells(written)), (words, written)


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("unseen", ["", " ", "\t", "\u200b", "\ufeff", "\u00a0"])
def test_no_name_in_the_table_of_names_is_a_formula_and_it_comes_back(sign, unseen):
    guarded = names_table._guarded(f"{unseen}{sign}1+1")
    assert guarded.startswith("'")
    assert names_table._bare(guarded) == f"{unseen}{sign}1+1"


@given(st.text())
def test_a_name_that_was_guarded_is_the_same_again(name):
    for told in (name, f"'{name}", f"={name}"):
        guarded = names_table._guarded(told)
        if guarded != told:
            assert names_table._bare(guarded) == guarded.strip()[1:]


def test_a_cell_of_a_megabyte_of_blanks_takes_no_longer_than_another():
    begun = time.process_time()
    sheet.text("\n" * 1_000_000)
    sheet.text(";\u180e" * 500_000)
    assert time.process_time() - begun < 5


@given(st.text(max_size=200))
def test_any_words_stay_one_cell_of_one_row(words):
    out = io.BytesIO()
    sheet.write_sheet(out, ["a", "b"], [{"a": words, "b": "end"}])
    rows = list(csv.reader(io.StringIO(out.getvalue().decode(), newline="")))
    assert len(rows) == 2
    assert rows[1][1] == "end"


@given(st.text(max_size=200))
def test_nothing_that_is_printed_steers_a_terminal(words):
    shown = safe(words)
    kinds = {unicodedata.category(sign) for sign in shown if sign not in "\n\t"}
    assert not kinds & {"Cc", "Cs", "Zl", "Zp"}
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert "\n" not in on_one_line(words)


STEERS = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e12 dead\u2066\x08\x7f\r"


def test_names_of_files_titles_and_settings_are_shown_without_what_steers(
    tmp_path, capsys, monkeypatch
):
    """Whatever is named so, each command that lists it prints none of it raw."""
    from onrecord.cli import run

    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "reports"
    folder.mkdir()
    name = f"a{STEERS.replace(chr(0), '')}.txt"
    (folder / name).write_text(
        f"{STEERS} 12 people were killed in Aleppo on 3 May 2024, {STEERS} said.\n"
    )
    (folder / f"b{STEERS}.pdf").write_bytes(b"%PDF-1.7\n")
    (folder / "manifest.csv").write_text(
        f'file,title,author,publisher\n"{name}","{STEERS}","{STEERS}","{STEERS}"\nno{STEERS}.txt,x,y,z\n'
    )
    run(["build", "reports", "--record", "r"])
    for words in (["show", "r"], ["show", "r", "--documents"], ["check", "r"], ["show", "r", "--origins"],
                  ["show", "r", name], ["show", "r", f"no{STEERS}"], ["figure", "r", STEERS],
                  ["build", f"x{STEERS}"], ["verify", "r"], ["corroborate", "r", STEERS]):  # fmt: skip
        run(words)
    told = "".join(capsys.readouterr())
    raw = {sign for sign in told if unicodedata.category(sign) == "Cc"} - {"\n", "\t"}
    assert raw == set()
    assert not set(told) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
