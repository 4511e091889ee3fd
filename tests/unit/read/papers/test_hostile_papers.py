"""Papers made to harm whoever reads them: each with what becomes of it."""

import io
import socket
import threading
import tracemalloc
import zipfile
import zlib

import pytest

from onrecord.kit import apart, zips

MIB = 1024 * 1024
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet; sheet=Deaths"
SAID = b"BT /F1 12 Tf 50 700 Td (At least 12 people were killed in Hajin.) Tj ET\n"


@pytest.fixture
def reading(reading):
    """Read as always, and see that this process hardly grows, whatever a paper does."""

    reading(
        b"At least nine people died in Hajin on Friday.", "text/plain"
    )  # loads what is loaded once

    def watched(*asked):
        tracemalloc.start()
        try:
            found = reading(*asked)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert peak < 50 * MIB
        return found

    return watched


@pytest.fixture
def listening(socket_enabled):
    """A server that nobody may ask anything."""
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.1)
    asked = []

    def wait():
        while not done.is_set():
            try:
                asked.append(server.accept()[1])
            except TimeoutError:
                continue

    done = threading.Event()
    waiting = threading.Thread(target=wait)
    waiting.start()
    yield server.getsockname()[1], asked
    done.set()
    waiting.join()
    server.close()


def test_a_drawing_that_of_a_kilobyte_that_unpacks_to_two_hundred_megabytes_is_refused(
    page_of, reading, codes
):
    data = page_of(bytes(200 * MIB), packed=2)
    assert len(data) < 5_000
    found = reading(data)
    assert (found.text, codes(found)) == (None, ["too-complex"])


def test_a_drawing_of_two_million_operators_is_refused(page_of, reading, codes):
    found = reading(page_of(b"BT /F1 1 Tf\n" + b"(a)Tj " * 2_000_000 + b"ET"))
    assert codes(found) == ["too-complex"]
    assert "draws too much" in found.problems[0].message


def test_a_tree_of_pages_that_leads_back_to_itself(raw_pdf, reading, codes):
    data = raw_pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 2 >>",
        "<< /Type /Pages /Kids [2 0 R] /Count 2 >>",
    )
    found = reading(data)
    assert codes(found) == ["too-complex"]
    assert "leads back to itself" in found.problems[0].message


def test_a_count_of_a_million_pages_is_not_believed(raw_pdf, reading, codes):
    data = raw_pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1000000 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(SAID)} >>\nstream\n".encode() + SAID + b"endstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    found = reading(data)
    assert found.text.content == "At least 12 people were killed in Hajin."
    assert codes(found) == ["pages-unread"]
    assert "1,000,000" in found.problems[0].message


def test_arrays_nested_a_hundred_thousand_deep(page_of, reading, codes):
    found = reading(page_of(SAID, root="/Deep " + "[" * 100_000 + "]" * 100_000))
    assert codes(found) in (["too-complex"], ["file-damaged"], [])


def test_scripts_and_programs_in_a_pdf_are_named_and_not_run(page_of, reading, codes, listening):
    port, asked = listening
    found = reading(
        page_of(
            SAID,
            root="/OpenAction << /S /Launch /F (calc.exe) >> /AA << /WC << /S /JavaScript "
            f"/JS (app.launchURL\\('http://127.0.0.1:{port}/'\\)) >> >>",
        )
    )
    assert found.text.content == "At least 12 people were killed in Hajin."
    assert codes(found) == ["active-content"]
    assert "Launch" in found.problems[0].message
    assert asked == []


def test_a_page_of_a_thousand_kilometres(page_of, reading):
    found = reading(page_of(SAID, box="0 0 99999999 99999999"))
    assert "At least 12 people" in found.text.content


def test_a_file_that_is_a_pdf_and_a_web_page_is_read_as_one_and_asked_about(
    page_of, reading, codes
):
    data = page_of(SAID).replace(b"%PDF-1.7\n", b"%PDF-1.7\n%<html><p>Nobody was killed.</p>\n")
    found = reading(data)
    assert found.text.content == "At least 12 people were killed in Hajin."
    assert "two-kinds" in codes(found)


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.9])
def test_a_pdf_that_was_cut_off(page_of, reading, cut):
    data = page_of(SAID)
    found = reading(data[: int(cut * len(data))])
    assert found.text is None or "At least 12" in found.text.content
    assert found.problems


def test_no_process_is_left_and_pdfs_are_read_on(page_of, reading):
    reading(page_of(b"BT /F1 1 Tf\n" + b"(a)Tj " * 2_000_000 + b"ET"))
    assert "12 people" in reading(page_of(SAID)).text.content
    assert not [what for what in apart.asking._children if "pdf" in what]


# -- Office documents --------------------------------------------------------------------------

_TYPES = b"""<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
_RELS = b"""<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"""
_BODY = """<?xml version="1.0"?>{doctype}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body></w:document>"""


def _docx(words="Nine people died.", doctype="", more=()):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELS)
        archive.writestr("word/document.xml", _BODY.format(words=words, doctype=doctype))
        for name, data in more:
            archive.writestr(name, data)
    return out.getvalue()


def test_the_smallest_word_document_is_read(reading):
    assert reading(_docx(), WORD).text.content == "Nine people died."


def test_a_zip_bomb_is_refused_by_its_list(reading, codes):
    found = reading(_docx(more=[("word/media/a.bin", bytes(500 * MIB))]), WORD)
    assert codes(found) == ["too-complex"]


def test_members_that_share_their_bytes_are_refused(reading, codes):
    data = bytearray(_docx(more=[(f"word/{i}.bin", b"x" * 99) for i in range(20)]))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        first = archive.getinfo("word/0.bin").header_offset
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:  # every entry of the list says one place
        data[at + 42 : at + 46] = first.to_bytes(4, "little")
        at += 4
    found = reading(bytes(data), WORD)
    assert codes(found) == ["too-complex"]
    assert "share their bytes" in found.problems[0].message


@pytest.mark.parametrize("name", ["../../evil.xml", "/etc/evil.xml", "..\\..\\evil.xml"])
def test_names_that_lead_out_of_the_archive(name):
    data = _docx(more=[(name, b"<a/>")])
    assert "leads outside of it" in zips.why_not(data)


def test_entities_that_name_files_and_addresses_are_refused(reading, codes, listening, tmp_path):
    port, asked = listening
    (tmp_path / "secret").write_text("secret")
    doctype = (
        f'<!DOCTYPE a [<!ENTITY file SYSTEM "file://{tmp_path}/secret">'
        f'<!ENTITY web SYSTEM "http://127.0.0.1:{port}/">]>'
    )
    found = reading(_docx("&file;&web;", doctype), WORD)
    assert (found.text, codes(found)) == (None, ["too-complex"])
    assert asked == []


def test_what_a_document_points_to_elsewhere_is_not_fetched(reading, listening):
    port, asked = listening
    rels = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        'relationships"><Relationship Id="r9" TargetMode="External" Target="http://127.0.0.1:'
        f'{port}/t.dotm" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'attachedTemplate"/></Relationships>'
    )
    found = reading(_docx(more=[("word/_rels/document.xml.rels", rels)]), WORD)
    assert found.text.content == "Nine people died."
    assert asked == []


@pytest.mark.parametrize("kind", [WORD, SHEET])
def test_noise_in_the_form_of_an_archive(reading, codes, kind):
    found = reading(b"PK\x03\x04word/document.xml" + bytes(range(256)) * 9, kind)
    assert codes(found) == ["file-damaged"]


def test_a_workbook_with_a_bomb_for_a_sheet(reading, codes):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"<row/>" * (60 * MIB))
    assert codes(reading(out.getvalue(), SHEET)) == ["too-complex"]


def test_packed_noise_is_no_bomb():
    assert zips.why_not(_docx(more=[("a.bin", zlib.compress(bytes(range(256)) * 400))])) == ""
