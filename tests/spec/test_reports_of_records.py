"""A report of a record that the program built itself, from its examples and from real reports."""

import re
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest

from onrecord import workflow
from onrecord.model import OnRecordError
from onrecord.testing import planted

pytestmark = pytest.mark.slow
EXAMPLES = Path(__file__).parents[2] / "examples"


def built(folder: Path, source: Path) -> Path:
    workflow.build(source, folder)
    return folder


@pytest.fixture(scope="module")
def examples(tmp_path_factory) -> Path:
    """The record of the examples."""
    return built(tmp_path_factory.mktemp("examples") / "demo", EXAMPLES)


def reports(record: Path, out: Path, **wanted: str) -> tuple[bytes, bytes]:
    """Return a page and a paper of a record, with what nobody decided on."""
    made = []
    for form in ("html", "pdf"):
        file = out / f"a.{form}"
        workflow.write_report(record, file, form, workflow.WantedReport(**wanted), proposals=True)
        made.append(file.read_bytes())
    return made[0], made[1]


def text_of(paper: bytes) -> str:
    document = pypdfium2.PdfDocument(paper)
    return " ".join(" ".join(p.get_textpage().get_text_range().split()) for p in document)


def test_every_incident_of_the_examples_is_in_the_page_and_in_the_paper(examples, tmp_path):
    """The most that the record says of the bus in Dahyan is 51, and both say so."""
    record = workflow.load(examples)
    page, paper = reports(examples, tmp_path)
    for one in record.incidents:
        assert f'id="{one.id}"'.encode() in page
    text = text_of(paper)
    assert f"the record holds {len(record.incidents)} incidents" in text
    assert "39–51 people were killed" in text


def test_nothing_is_public_of_a_record_on_which_nobody_decided(examples, tmp_path):
    """Machine output is a proposal: without --proposals there is nothing to report."""
    with pytest.raises(OnRecordError, match="held back"):
        workflow.write_report(examples, tmp_path / "a.html", "html", workflow.WantedReport())
    assert list(tmp_path.iterdir()) == []


def test_no_path_of_the_machine_is_in_a_report(examples, tmp_path):
    """A report is handed to strangers."""
    for made in reports(examples, tmp_path, language="ar"):
        assert planted.secrets_in(made, [str(examples), str(EXAMPLES)]) == ()


def test_real_reports_give_a_page_and_a_paper_with_every_note_in_its_place(shared, tmp_path):
    """Five real reports: each number that points at a note finds it, and back."""
    record = built(tmp_path / "coast", shared / "reports")
    for language in ("en", "ar"):
        page, paper = reports(record, tmp_path, language=language)
        told = page.decode()
        ids = Counter(re.findall(r'\sid="([^"]+)"', told))
        assert max(ids.values()) == 1
        pointed = set(re.findall(r'href="#(n\d+)"', told))
        assert pointed == set(re.findall(r'<li id="(n\d+)"', told))
        assert set(re.findall(r'href="#(r\d+-\d+)"', told)) <= set(ids)
        assert b"pdfuaid" in paper
