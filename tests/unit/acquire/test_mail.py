"""Mails, mailboxes and workbooks in a folder of reports."""

import hashlib
import mailbox
from email.message import EmailMessage

import openpyxl
import pytest

from onrecord import acquire
from onrecord.model import Way

PNG = b"\x89PNG\r\n\x1a\n1234"


def _mail(number=1, *attached):
    message = EmailMessage()
    message["From"], message["Subject"] = "lina@example.org", f"Hajin {number}"
    if number:
        message["Message-ID"] = f"<{number}/x@example.org>"
    message.set_content("Nine people died.\nFrom there they fled.\n")
    for name, data, kind in attached:
        message.add_attachment(
            data, maintype=kind.partition("/")[0], subtype=kind.partition("/")[2], filename=name
        )
    return message


def _names(folder):
    return [one.document.name for one in acquire.folder(folder)]


def test_an_attachment_that_can_be_read_is_a_report_and_a_picture_a_part(tmp_path):
    whole = _mail(
        1, ("annex.html", b"<p>Ten died.", "text/html"), ("a.png", PNG, "image/png")
    ).as_bytes()
    (tmp_path / "m.eml").write_bytes(whole)
    mail, annex = acquire.folder(tmp_path)
    assert (mail.document.name, mail.data, mail.media_type) == ("m.eml", whole, "message/rfc822")
    assert [part.url for part in mail.capture.parts] == ["annex.html", "a.png"]
    assert mail.capture.parts[1].sha256 == hashlib.sha256(PNG).hexdigest()
    assert PNG in mail.kept
    assert (annex.document.name, annex.data) == ("m.eml/annex.html", b"<p>Ten died.")
    assert (annex.capture.way, annex.capture.member) == (Way.CONTAINER, "annex.html")
    assert annex.capture.container == hashlib.sha256(whole).hexdigest()
    assert annex.kept == (whole,)


def test_each_message_of_a_mailbox_is_a_report_named_by_its_id(tmp_path):
    box = mailbox.mbox(tmp_path / "box.mbox")
    for number in (1, 0, 1):
        box.add(_mail(number))
    box.close()
    found = list(acquire.folder(tmp_path))
    assert [one.document.name for one in found] == [
        "box.mbox/1_x@example.org", "box.mbox/2", "box.mbox/1_x@example.org#3",
    ]  # fmt: skip
    whole = (tmp_path / "box.mbox").read_bytes()
    assert {one.capture.container for one in found} == {hashlib.sha256(whole).hexdigest()}
    assert all(one.kept[0] is found[0].kept[0] for one in found)
    assert b"\nFrom there they fled." in found[0].data


def test_a_message_keeps_its_name_when_the_mailbox_grows(tmp_path):
    box = mailbox.mbox(tmp_path / "box.mbox")
    box.add(_mail(7))
    box.flush()
    (before,) = acquire.folder(tmp_path)
    box.add(_mail(8))
    box.close()
    after, _ = acquire.folder(tmp_path)
    assert (after.document.name, after.data) == (before.document.name, before.data)


def test_a_text_that_begins_with_from_is_no_mailbox(tmp_path):
    (tmp_path / "a.txt").write_text("From here we saw at 10:00\nNine people died.\n")
    assert [one.media_type for one in acquire.folder(tmp_path)] == ["text/plain"]


@pytest.mark.parametrize(
    "name", ["../../evil.html", "/etc/evil.html", "..\\evil.html", "a\x00b.html", "..", ""]
)
def test_names_of_attachments_lead_nowhere(tmp_path, name):
    (tmp_path / "m.eml").write_bytes(
        _mail(1, (name, b"<html><p>Ten died.", "text/html")).as_bytes()
    )
    for found in _names(tmp_path):
        parts = found.split("/")
        assert len(parts) <= 2
        assert ".." not in parts
        assert "\x00" not in found


def test_a_mail_within_a_mail_is_a_report_but_not_without_end(tmp_path):
    message = _mail(1)
    for number in range(2, 9):
        outer = _mail(number)
        outer.add_attachment(message, filename=f"{number}.eml")
        message = outer
    (tmp_path / "m.eml").write_bytes(message.as_bytes())
    assert [name.count("/") for name in _names(tmp_path)] == [0, 1, 2, 3]


def test_a_mail_whose_attachments_cannot_be_taken_out_is_still_a_report(tmp_path):
    data = b"From: a@example.org\nSubject: x\n"
    for i in range(10_000):
        data += b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (i, i)
    (tmp_path / "m.eml").write_bytes(data)
    problem, mail = acquire.folder(tmp_path)
    assert (problem.code, mail.document.name) == ("mail-damaged", "m.eml")


def test_each_sheet_that_holds_anything_is_a_report(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Deaths"
    book.active.append(["Date", "Killed"])
    book.create_sheet("Nothing")
    book.create_sheet("Injured").append(["Date", "Injured"])
    book.save(tmp_path / "b.xlsx")
    found = list(acquire.folder(tmp_path))
    assert [one.document.name for one in found] == ["b.xlsx/Deaths", "b.xlsx/Injured"]
    assert {one.data for one in found} == {(tmp_path / "b.xlsx").read_bytes()}
    assert found[1].media_type.endswith("; sheet=Injured")


def test_files_within_a_pdf_are_kept_with_it_and_not_read(tmp_path):
    import io

    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_attachment("names.txt", b"Nine names.")
    out = io.BytesIO()
    writer.write(out)
    (tmp_path / "a.pdf").write_bytes(out.getvalue())
    note, one = acquire.folder(tmp_path)
    assert (note.code, one.document.name) == ("files-within", "a.pdf")
    assert one.kept == (b"Nine names.",)
    assert [part.url for part in one.capture.parts] == ["names.txt"]
