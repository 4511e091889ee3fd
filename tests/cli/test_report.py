"""A report for a reader, from the command line."""

import sys
from contextlib import nullcontext

import pypdfium2
import pytest

from onrecord import workflow
from onrecord.model.publishing import Allowed
from onrecord.testing import publics
from onrecord.workflow import reporting

INCIDENT = publics.incident().id


@pytest.fixture
def public():
    """Two incidents, on 14 May and 1 June 2024."""
    later = publics.incident(2, when=publics.day(2024, 6, 1))
    return publics.public(publics.incident(1), later, allowed=Allowed(title="Northern record"))


@pytest.fixture(autouse=True)
def opened(monkeypatch, public, tmp_path):
    """Stand in for the record; that what is public is asked for with its proposals is noted."""
    asked = []

    def public_of(_kept, *, proposals, noting):
        del noting
        asked.append(proposals)
        return public

    monkeypatch.setattr(reporting.store, "open_record", lambda _: nullcontext(object()))
    monkeypatch.setattr(reporting, "public_of", public_of)
    monkeypatch.chdir(tmp_path)
    return asked


def test_without_more_words_it_is_a_page_of_the_whole_record(onrecord, tmp_path):
    told = onrecord("report", "coast")
    assert (told.code, told.out) == (0, "")
    page = tmp_path / "report-coast.html"
    assert told.err == f"report-coast.html: {page.stat().st_size:,} bytes\n"
    assert "2 incidents" in page.read_text(encoding="utf-8")


def test_a_period_as_a_pdf(onrecord, tmp_path):
    told = onrecord("report", "coast", "--from", "2024-05-01", "--to", "2024-05-31", "-o", "m.PDF")
    assert told.code == 0
    text = pypdfium2.PdfDocument(tmp_path / "m.PDF")[0].get_textpage().get_text_range()
    assert "Between 1 May 2024 and 31 May 2024 the record holds 1 incident" in " ".join(
        text.split()
    )


def test_one_incident_in_arabic_named_after_it(onrecord, tmp_path):
    assert onrecord("report", "coast", INCIDENT, "--language", "ar").code == 0
    page = (tmp_path / f"report-{INCIDENT}.html").read_text(encoding="utf-8")
    assert 'lang="ar" dir="rtl"' in page
    assert f'id="{INCIDENT}"' in page


def test_a_page_on_standard_output_for_another_program(onrecord):
    told = onrecord("report", "coast", "-o", "-")
    assert told.code == 0
    assert told.out.startswith("<!doctype html>")
    assert told.out.rstrip().endswith("</html>")


def test_proposals_are_asked_for_by_name(onrecord, opened):
    onrecord("report", "coast", "-o", "a.html")
    onrecord("report", "coast", "--proposals", "-o", "a.html")
    assert opened == [False, True]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("-o", "a.docx"), "a.docx says neither .html nor .pdf"),
        ((INCIDENT, "--from", "2024-05-01"), "an incident or a period, not both"),
        (("--from", "2024-05-02", "--to", "2024-05-01"), "time runs forward"),
        (("--from", "2019-01-01", "--to", "2019-02-01"), "holds no incident from 2019-01-01"),
        (("inc_zzzz",), "no incident that may be published is called inc_zzzz"),
        (("--from", "May"), "--from"),
        (("--rulebook", "mine"), "mine"),
        (("--language", "fr"), "fr"),
    ],
)
def test_what_cannot_be_is_one_line_and_writes_nothing(onrecord, tmp_path, words, line):
    told = onrecord("report", "coast", *words)
    assert (told.code, told.out) == (2, "")
    assert line in told.err
    assert told.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_rulebook_that_is_not_published_is_one_line(onrecord, monkeypatch, public):
    few = publics.public(*public.incidents, allowed=Allowed(rulebooks=("ibc",)))
    monkeypatch.setattr(reporting, "public_of", lambda *_, **__: few)
    told = onrecord("report", "coast", "--rulebook", "acled")
    assert told.code == 2
    assert "acled is not one of the rulebooks that [publish]" in told.err


def test_a_pdf_without_the_typesetter_is_one_line_and_another_exit_code(onrecord, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    told = onrecord("report", "coast", "-o", "a.pdf")
    assert told.code == 4
    assert told.err == (
        "onrecord: a report as PDF needs the typesetter: pip install 'onrecord[pdf]' (or name "
        "a file that ends in .html)\n"
    )
    assert onrecord("report", "coast", "-o", "a.html").code == 0


def test_a_stopped_report_leaves_the_old_file(tmp_path, monkeypatch):
    old = tmp_path / "a.html"
    old.write_text("old", encoding="utf-8")
    with pytest.raises(workflow.Stopped, match="nothing was written"):
        workflow.write_report(tmp_path, old, "html", workflow.WantedReport(), stopping=lambda: True)
    assert old.read_text(encoding="utf-8") == "old"
