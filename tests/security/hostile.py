"""
Files made to harm whoever reads them: small, made when they are wanted, each with its outcome.

What is attacked is named by the file's name. The outcome is the code of the problem that the
file must end in, or nothing where it must be read; `MAY` is where either is right.
"""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import NamedTuple

MIB = 1024 * 1024
SAID = "On 3 May 2024, 12 people were killed in Aleppo, residents said."
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
    'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"'
    "/></Types>"
)
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
_BODY = (
    '{doctype}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body>{words}</w:body></w:document>"
)
_LAUGHS = "<!DOCTYPE a [<!ENTITY a 'ha'>{}]>".format(
    "".join(f"<!ENTITY {b} '&{a};&{a};&{a};&{a};&{a};&{a};&{a};&{a};&{a};&{a};'>"
            for a, b in zip("abcdefgh", "bcdefghi", strict=True))
)  # fmt: skip
_READS_A_FILE = "<!DOCTYPE a [<!ENTITY i SYSTEM 'file:///etc/passwd'>]>"

READ = frozenset({""})  # read, and nothing said
COMPLEX = frozenset({"too-complex"})
DAMAGED = frozenset({"file-damaged"})
NOT_TEXT = frozenset({"not-text"})


class Hostile(NamedTuple):
    """A file's name, and the codes of which one must be among what is told."""

    name: str
    ends: frozenset[str]
    reads: bool | None  # whether the words `SAID` must be read from it; None: they may be


def outcome(name: str) -> Hostile:
    """Return what must become of a file."""
    _, ends, reads = _FILES[name]
    return Hostile(name, ends, reads)


def data(name: str) -> bytes:
    """Return a file's bytes, made now."""
    return _FILES[name][0]()


def page(inner: str) -> bytes:
    """Return a web page with a sentence before what is hostile."""
    return f"<!doctype html><title>A report</title><p>{SAID}</p>{inner}".encode()


def zipped(*members: tuple[str, bytes], packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packed) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def docx(doctype: str = "", words: str | None = None, *more: tuple[str, bytes]) -> bytes:
    """Return a Word document."""
    told = words if words is not None else f"<w:p><w:r><w:t>{SAID}</w:t></w:r></w:p>"
    return zipped(
        ("[Content_Types].xml", _TYPES.encode()),
        ("_rels/.rels", _RELS.encode()),
        ("word/document.xml", _BODY.format(doctype=doctype, words=told).encode()),
        *more,
    )


def xlsx(sheet: str, *more: tuple[str, bytes]) -> bytes:
    """Return a workbook of one sheet."""
    return zipped(
        ("xl/workbook.xml", b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006'
         b'/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
         b'<sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels", b'<Relationships xmlns="http://schemas.openxmlformats.org/pack'
         b'age/2006/relationships"><Relationship Id="r1" Target="worksheets/sheet1.xml" Type="http://'
         b'schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>'),
        ("xl/worksheets/sheet1.xml", sheet.encode()),
        *more,
    )  # fmt: skip


def sharing(data: bytes) -> bytes:
    """Return an archive in which every entry of the list says one place: a kilobyte, many times."""
    made = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        first = archive.infolist()[-1].header_offset
    at = 0
    while (at := made.find(b"PK\x01\x02", at)) >= 0:
        made[at + 42 : at + 46] = first.to_bytes(4, "little")
        at += 4
    return bytes(made)


def with_count(data: bytes, count: int) -> bytes:
    """Return an archive whose end says that it holds so many files."""
    at = data.rindex(b"PK\x05\x06")
    return data[: at + 8] + struct.pack("<HH", count, count) + data[at + 12 :]


def linked(name: str, to: str) -> tuple[zipfile.ZipInfo, bytes]:
    """Return a member that is a link to a place outside."""
    made = zipfile.ZipInfo(name)
    made.create_system, made.external_attr = 3, 0o120777 << 16
    return made, to.encode()


def pdf(*objects: str | bytes, trailer: str = "/Root 1 0 R") -> bytes:
    """Return a PDF of these objects with a table of where they stand."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    at = []
    for number, one in enumerate(objects, 1):
        at.append(out.tell())
        out.write(b"%d 0 obj\n" % number + (one.encode() if isinstance(one, str) else one))
        out.write(b"\nendobj\n")
    begun = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(at) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % one for one in at))
    out.write(f"trailer << /Size {len(at) + 1} {trailer} >>\nstartxref\n{begun}\n%%EOF\n".encode())
    return out.getvalue()


def paper(drawing: bytes, *, filters: str = "", pages: str = "", page_more: str = "") -> bytes:
    """Return a PDF of one page with a drawing."""
    return pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        pages or "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        f"/Resources << /Font << /F1 5 0 R >> >> {page_more} >>",
        f"<< /Length {len(drawing)} {filters} >>\nstream\n".encode() + drawing + b"\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )


_DRAWN = f"BT /F1 12 Tf 50 700 Td ({SAID}) Tj ET\n".encode()
_TWICE = "/Filter [/FlateDecode /FlateDecode]"


def _bomb(size: int) -> bytes:
    return zlib.compress(zlib.compress(bytes(size), 9), 9)


def mail(body: str, head: str = "") -> bytes:
    """Return a mail."""
    return (
        "From: desk@example.org\r\nTo: a@example.org\r\nSubject: Aleppo\r\nDate: Fri, 3 May 2024 "
        f"12:00:00 +0000\r\nMIME-Version: 1.0\r\n{head}\r\n{body}\r\n"
    ).encode("utf-8", "surrogateescape")


def _nested(depth: int) -> bytes:
    inner = f"Content-Type: text/plain\r\n\r\n{SAID}\r\n"
    for n in range(depth):
        inner = (
            f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n{inner}--b{n}--\r\n'
        )
    head, _, body = inner.partition("\r\n\r\n")
    return mail(body, head + "\r\n")


def _forwarded(depth: int) -> bytes:
    made = mail(SAID)
    for _ in range(depth):
        made = mail(made.decode(), "Content-Type: message/rfc822\r\n")
    return made


def _many_parts(count: int) -> bytes:
    parts = "".join(f"--b\r\nContent-Type: text/plain\r\n\r\npart {n}\r\n" for n in range(count))
    body = f"--b\r\nContent-Type: text/plain\r\n\r\n{SAID}\r\n{parts}--b--\r\n"
    return mail(body, 'Content-Type: multipart/mixed; boundary="b"\r\n')


def _box(count: int) -> bytes:
    one = b"From x@example.org Fri May  3 12:00:00 2024\r\nContent-Length: 99999999999\r\n"
    return b"".join(one + mail(SAID) + b"\r\n" for _ in range(2)) + (
        b"From \r\n" * count + b"From x@example.org Fri May  3 12:00:00 2024\r\n\r\n" * 5
    )


def _record(body: bytes, length: int | str | None = None, kind: str = "response") -> bytes:
    return (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:0>\r\nWARC-Date: 2024-05-03T12:00"
        "0Z\r\nWARC-Target-URI: http://news.example/a\r\nContent-Type: application/http; msgtype="
        f"response\r\nContent-Length: {len(body) if length is None else length}\r\n\r\n"
    ).replace("12:000Z", "12:00:00Z").encode() + body + b"\r\n\r\n"  # fmt: skip


def _answer(body: bytes, head: str = "") -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + head.encode() + b"\r\n" + body


_JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xfe"
_ROWS = f"date,place,killed,notes\n2024-05-03,Aleppo,12,{SAID}\n"


def _numbers(digits: str) -> bytes:
    return (
        f"On 3 May 2024, {digits} people were killed in Aleppo by the Syrian army, residents said. The "
        "mayor of the town told reporters that the market was shelled twice in the morning. Aged "
        f"{digits}, the victims {digits} were buried on Monday. {digits}% of them were women. At least "
        f"{digits} of the dead were children, and between 12 and {digits} were injured."
    ).encode()


_Made = tuple[Callable[[], bytes], frozenset[str], bool | None]
_FILES: dict[str, _Made] = {
    # -- pages: what section 5 of the measurements found to hang or to lose words --------------
    "attributes.html": (
        lambda: page("<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">x</p>"),
        COMPLEX, False),
    "nested.html": (lambda: page("<div>" * 60_000), COMPLEX, False),
    "unclosed.html": (lambda: page("<a href=x>tttt " * 60_000), COMPLEX, False),
    "one-text-node.html": (lambda: page("<p>" + "word " * 400_000), READ, True),
    "links.html": (lambda: page("<a href=x>link</a> " * 30_000), COMPLEX | READ, None),
    "entities.xhtml": (lambda: _LAUGHS.encode() + page("<p>&i;&i;&i;</p>"), READ, True),
    "reads-a-file.xhtml": (lambda: _READS_A_FILE.encode() + page("<p>&i;</p>"), READ, True),
    "comment-without-end.html": (lambda: page("<!--" + "-" * 500_000), READ, True),
    "data-without-end.html": (lambda: page("<script>" + "<!--<script>" * 40_000), READ, True),
    "half-a-pair.html": (lambda: page("<p>\ufffd").replace(b"\xef\xbf\xbd", b"\xed\xa0\x80" * 5_000),
                         READ | {"encoding-damaged", "encoding-guessed"}, True),
    "picture-and-page.html": (lambda: _JPEG + b"\x00\x40" + page("<script>alert(1)</script>"),
                              NOT_TEXT, False),
    "nulls.html": (lambda: page("\x00" * 5_000), NOT_TEXT, False),
    "linked-data.html": (
        lambda: page('<script type="application/ld+json">' + "[" * 100_000 + "</script>"),
        READ | {"page-data-unread"}, True),
    "numbers-in-data.html": (
        lambda: page('<script type="application/ld+json">{"datePublished":' + "9" * 50_000
                     + "}</script>"), READ | {"page-data-unread"}, True),
    # -- papers ------------------------------------------------------------------------------
    "bomb.pdf": (lambda: paper(_bomb(200 * MIB), filters=_TWICE), COMPLEX, False),
    "operators.pdf": (
        lambda: paper(zlib.compress(_DRAWN + b"BT /F1 1 Tf " + b"(a)Tj " * 2_000_000 + b"ET"),
                      filters="/Filter /FlateDecode"), COMPLEX, False),
    "loop.pdf": (lambda: paper(_DRAWN, pages="<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>"),
                 COMPLEX, False),
    "million-pages.pdf": (
        lambda: paper(_DRAWN, pages="<< /Type /Pages /Kids [3 0 R] /Count 1000000 >>"),
        frozenset({"pages-unread"}), True),
    "table-that-loops.pdf": (
        lambda: paper(_DRAWN).replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev 9"),
        READ | DAMAGED | COMPLEX, None),
    "length-that-loops.pdf": (
        lambda: paper(_DRAWN).replace(b"/Length %d" % len(_DRAWN), b"/Length 4 0 R"),
        READ | DAMAGED | COMPLEX, None),
    "paper-and-archive.pdf": (
        lambda: paper(_DRAWN) + zipped(("evil.txt", b"Nobody was killed.")),
        READ | {"two-kinds"}, True),
    "paper-and-page.pdf": (
        lambda: b"%PDF-1.7\n<html><script>alert(1)</script>\n" + paper(_DRAWN)[9:],
        READ | DAMAGED | {"two-kinds"}, None),
    "picture-of-ten-gigapixels.pdf": (
        lambda: pdf(
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            "/Resources << /XObject << /I 5 0 R >> >> >>",
            "<< /Length 6 >>\nstream\n/I Do\n\nendstream",
            b"<< /Type /XObject /Subtype /Image /Width 100000 /Height 100000 /ColorSpace /DeviceRGB"
            b" /BitsPerComponent 8 /Filter /FlateDecode /Length 20 >>\nstream\n"
            + zlib.compress(bytes(2000)) + b"\nendstream",
        ), COMPLEX | DAMAGED | {"no-text-layer", "picture-not-read"}, False),
    # -- documents of office programs ----------------------------------------------------------
    "entities.docx": (lambda: docx(_LAUGHS, "<w:p><w:r><w:t>&i;</w:t></w:r></w:p>"), COMPLEX, False),
    "reads-a-file.docx": (
        lambda: docx(_READS_A_FILE, "<w:p><w:r><w:t>&i;</w:t></w:r></w:p>"), COMPLEX, False),
    "bomb.docx": (lambda: docx("", None, ("word/media/a.bin", bytes(300 * MIB))), COMPLEX, False),
    "sharing.docx": (
        lambda: sharing(docx("", None, *((f"word/{n}.bin", b"x" * 999) for n in range(900)))),
        COMPLEX, False),
    "leads-out.docx": (lambda: docx("", None, ("../../../tmp/evil", b"x")), COMPLEX, False),
    "absolute.docx": (lambda: docx("", None, ("C:\\windows\\evil", b"x")), COMPLEX, False),
    "link.docx": (lambda: docx("", None, linked("word/link", "/etc/passwd")), COMPLEX, False),
    "count.docx": (lambda: with_count(docx(), 65_535), READ | COMPLEX | DAMAGED, None),
    "nested.docx": (
        lambda: docx("", "<w:p>" * 100_000 + SAID), COMPLEX | DAMAGED, False),
    "entities.xlsx": (lambda: xlsx(_LAUGHS + "<worksheet>&i;</worksheet>"), COMPLEX, False),
    "bomb.xlsx": (lambda: xlsx("<row/>" * (20 * MIB)), COMPLEX, False),
    "far-cell.xlsx": (
        lambda: xlsx('<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
                     '<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                     "</worksheet>"),
        READ | DAMAGED | COMPLEX | {"empty-document", "no-claims", "table-no-columns"}, False),
    # -- archives ------------------------------------------------------------------------------
    "plain.zip": (lambda: zipped(("../../evil.txt", SAID.encode())), NOT_TEXT, False),
    "bomb.gz": (lambda: gzip.compress(bytes(64 * MIB)), NOT_TEXT, False),
    "leads-out.wacz": (
        lambda: zipped(("../archive/a.warc", b"x"), ("archive/a.warc", b"WARC/1.1\r\n"),
                       packed=zipfile.ZIP_STORED), frozenset({"web-archive-unsafe"}), False),
    "sharing.wacz": (
        lambda: sharing(zipped(*((f"archive/{n}.warc", _record(_answer(page("")))) for n in range(99)),
                               packed=zipfile.ZIP_STORED)),
        frozenset({"web-archive-unsafe"}), False),
    "bomb.wacz": (
        lambda: zipped(("archive/a.warc", bytes(300 * MIB))), frozenset({"web-archive-unsafe"}), False),
    "cut.warc": (lambda: _record(_answer(page("")))[:-200],
                 frozenset({"web-archive-record", "web-archive-unsafe"}), False),
    "length.warc": (
        lambda: _record(_answer(page("")), "9" * 40) + _record(_answer(page(""))),
        frozenset({"web-archive-record", "web-archive-unsafe"}), None),
    "bomb.warc.gz": (
        lambda: gzip.compress(_record(_answer(bytes(64 * MIB)))),
        frozenset({"web-archive-record", "web-archive-unsafe", "too-large"}), False),
    "packed-in-packed.warc": (
        lambda: _record(_answer(gzip.compress(gzip.compress(bytes(64 * MIB))),
                                "Content-Encoding: gzip, gzip\r\n")),
        frozenset({"web-archive-record", "web-archive-unsafe", "web-archive-body", "too-large"}),
        False),
    # -- mails ---------------------------------------------------------------------------------
    "nested.eml": (lambda: _nested(1_000), READ | COMPLEX | DAMAGED | {"mail-damaged"}, None),
    "forwarded.eml": (lambda: _forwarded(100), READ | {"mail-damaged", "file-damaged"}, None),
    "parts.eml": (lambda: _many_parts(3_000), READ | COMPLEX | {"mail-damaged"}, None),
    "headers.eml": (lambda: mail(SAID, "X-A: b\r\n" * 100_000), READ | {"mail-damaged"}, None),
    "long-header.eml": (lambda: mail(SAID, f"References: {'<a@b> ' * 100_000}\r\n"), COMPLEX, False),
    "encoded-words.eml": (
        lambda: mail(SAID, f"X-Subject: {'=?utf-8?q?a?= ' * 20_000}\r\n"), COMPLEX, False),
    "names.eml": (
        lambda: mail(f"--b\r\nContent-Type: text/plain\r\n\r\n{SAID}\r\n--b\r\nContent-Type: text/plain"
                     '\r\nContent-Disposition: attachment; filename="../../../etc/cron.d/evil"\r\n\r\n'
                     "killed\r\n--b--", 'Content-Type: multipart/mixed; boundary="b"\r\n'),
        READ, True),
    "charset.eml": (
        lambda: mail(SAID, "Content-Type: text/plain; charset=../../etc/passwd\r\n"),
        READ | {"mail-damaged", "encoding-guessed"}, None),
    "lies.mbox": (lambda: _box(4_000), READ | {"mail-damaged", "empty-document"}, None),
    # -- tables --------------------------------------------------------------------------------
    "nulls.csv": ((_ROWS + "\x00" * 5_000).encode, NOT_TEXT, False),
    "quotes.csv": ((_ROWS + ',"' * 200_000).encode, frozenset({"table-row"}) | READ, None),
    "one-cell.csv": (
        (_ROWS + f'2024-05-04,Homs,3,"{"word " * 400_000}"\n').encode,
        READ | {"table-cell"}, None),
    "columns.csv": (
        (",".join(f"c{n}" for n in range(40_000)) + "\n" + "1," * 40_000).encode,
        READ | {"table-no-columns", "table-row", "table-too-wide"}, None),
    "nested.geojson": (
        lambda: b'{"type":"FeatureCollection","features":' + b"[" * 100_000, READ | {"file-damaged",
        "table-damaged", "not-text"}, False),
    "numbers.geojson": (
        lambda: b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"killed":'
        + b"9" * 100_000 + b'},"geometry":{"type":"Point","coordinates":[1e999,-1e999]}}]}',
        READ | {"file-damaged", "table-damaged"}, None),
    # -- numbers that no machine holds: one of these once stopped a whole build -------------------
    "endless.txt": (lambda: _numbers("9" * 400), READ, None),
    "endless-again.txt": (lambda: _numbers("8" * 400), READ, None),
    "five-thousand-digits.txt": (lambda: _numbers("9" * 5_000), READ, None),
    "five-thousand-more.txt": (lambda: _numbers("8" * 5_000), READ, None),
    "endless-arabic.txt": (
        f"قتل {'9' * 400} شخصا في حلب يوم الجمعة 3 مايو 2024، بينهم {'9' * 400} طفلا. وقال "
        f"المرصد إن {'٩' * 5000} مدنيا قتلوا في حمص".encode, READ, None),
    "no-day.txt": (
        f"{SAID} At least 12 people were killed in Aleppo, up from 10.5.2 earlier, residents "
        "said. The victims were named as Amina Haddad, Omar Saleh, ², Hasan Ali, "
        f"{'9' * 5000}, and Lina Said.".encode, READ, True),
    "days.txt": (
        lambda: "On {0} May {0}, {0} hours ago, in {0}, {0}/{0}/{0}, the {0}th of May 2024, between "
        "{0} and {0} May, 12 people were killed in Homs.".format("9" * 5000).encode(), READ, None),
    "endless.csv": (
        f"date,place,killed\n2024-05-03,Aleppo,{'9' * 5000}\n2024-05-03,Homs,{'9' * 400}\n"
        f"03/05/{'9' * 5000},Homs,5\n2024-05-04,Homs,7\n".encode, frozenset({"table-cell"}), None),
    "powers.csv": (
        f"year,month,day,place,killed\n²,5,3,Aleppo,3\n{'9' * 5000},5,3,Aleppo,3\n2024,²"
        ",3,Homs,²\n2024,13,99,Homs,4\n".encode, frozenset({"table-cell"}), None),
    # -- other things that lie in folders --------------------------------------------------------
    "pixels.png": (
        lambda: b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBBI", 13, b"IHDR", 60_000, 60_000,
                                                   8, 2, 0, 0, 0, 0), NOT_TEXT, False),
    "program.txt": (lambda: b"\x7fELF" + bytes(999), NOT_TEXT, False),
    "marks.txt": ((SAID + "\n" + "\u202e" * 50_000 + "\u0301" * 100_000 + "\n").encode, READ, True),
    "lines.txt": ((SAID + "\n" + "\r" * 50_000).encode, READ, True),
}  # fmt: skip

NAMES = tuple(_FILES)
