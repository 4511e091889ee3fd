"""Papers through the whole program: a PDF and a mail in a folder of reports."""

import io
import json
from email.message import EmailMessage

import pytest
from reportlab.pdfgen.canvas import Canvas


@pytest.fixture
def there(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _pdf(*pages):
    out = io.BytesIO()
    canvas = Canvas(out)
    for lines in pages:
        for i, line in enumerate(lines):
            canvas.drawString(60, 760 - 14 * i, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_claims_of_a_pdf_know_their_page_and_building_again_adds_nothing(onrecord, there):
    reports = there / "reports"
    reports.mkdir()
    (reports / "a.pdf").write_bytes(
        _pdf(["At least 12 people were killed in Aleppo on 3 May 2024."],
             ["Another nine people were killed in Homs on 4 May 2024."])
    )  # fmt: skip
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Lina Haddad <lina@example.org>", "Idlib"
    mail["Date"] = "Fri, 03 May 2024 10:00:00 +0300"
    mail.set_content(
        "Three people were killed in Idlib yesterday.\n\nOn 2 May Omar wrote:\n> 30 people were killed.\n"
    )
    mail.add_attachment(
        _pdf(["Four people were killed in Hama on 5 May 2024."]),
        maintype="application",
        subtype="pdf",
        filename="annex.pdf",
    )
    (reports / "m.eml").write_bytes(mail.as_bytes())
    assert onrecord("build", "reports", "--record", "coast").code == 0
    rows = [
        json.loads(line)
        for line in onrecord("export", "coast", "--format", "claims").out.splitlines()
    ]
    assert [(row["doc"], row.get("page"), row["low"]) for row in rows] == [
        ("a.pdf", 1, 12), ("a.pdf", 2, 9), ("m.eml", None, 3), ("m.eml/annex.pdf", 1, 4),
    ]  # fmt: skip
    claim = onrecord("show", "coast", rows[1]["id"]).out
    assert ["page", "2"] in [line.split() for line in claim.splitlines()]
    shown = onrecord("show", "coast", "a.pdf").out
    assert "page 1" in shown
    assert "page 2" in shown
    assert ", page 2" in (there / "coast" / "report.html").read_text(encoding="utf-8")
    again = onrecord("build", "reports", "--record", "coast")
    assert "0 documents new, 0 changed, 0 gone, 3 as before" in again.out


def test_a_setting_that_names_no_model_of_tesseract_is_one_clear_line(onrecord, there):
    (there / "reports").mkdir()
    (there / "reports" / "a.txt").write_text("Nine people were killed in Homs.")
    onrecord("build", "reports", "--record", "coast")
    settings = there / "coast" / "onrecord.toml"
    settings.write_text(settings.read_text() + '\n[read]\nocr = true\nlanguages = ["xyz"]\n')
    told = onrecord("build", "reports", "--record", "coast")
    assert told.code == 4
    assert "Tesseract" in told.err
    assert told.err.count("\n") == 1
