"""What the tests of papers make their papers with."""

import io
import zlib
from datetime import UTC, datetime

import pytest
from reportlab.pdfgen.canvas import Canvas

from onrecord import preserve, read
from onrecord.model import Document, Told

PDF = "application/pdf"
AT = datetime(2024, 5, 6, tzinfo=UTC)


@pytest.fixture
def reading():
    """Read some bytes as a report of a kind."""

    def made(data, kind=PDF, name="report", told=None, **more):
        document = Document(name=name, told=told or Told())
        return read.text(document, preserve.snapshot(document, data, kind, AT), data, **more)

    return made


@pytest.fixture
def blocks():
    """Return a reading's blocks as voices and words."""

    def made(found):
        text = found.text
        return [(b.voice.value, text.words(b.start, b.end)) for b in text.blocks]

    return made


@pytest.fixture
def codes():
    """Return the codes of what was wrong, those about unknown days apart."""

    def made(found):
        about_days = {"no-publication-date", "file-date"}
        return [p.code for p in found.problems if p.code not in about_days]

    return made


@pytest.fixture
def printed():
    """Return a PDF of pages; each is a list of (x, y from the top, words, size)."""

    def made(*pages, size=(595, 842), **options):
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=size, **options)
        for page in pages:
            for x, y, words, *more in page:
                canvas.setFont(more[1] if len(more) > 1 else "Times-Roman", more[0] if more else 10)
                canvas.drawString(x, size[1] - y, words)
            canvas.showPage()
        canvas.save()
        return out.getvalue()

    return made


@pytest.fixture
def raw_pdf():
    """Return a PDF made of the bodies of its objects, numbered from 1; the first is the root."""

    def made(*bodies):
        out, places = b"%PDF-1.7\n", []
        for number, body in enumerate(bodies, 1):
            places.append(len(out))
            held = body if isinstance(body, bytes) else body.encode()
            out += f"{number} 0 obj\n".encode() + held + b"\nendobj\n"
        table = "".join(f"{place:010} 00000 n \n" for place in places)
        end = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}trailer\n"
        end += f"<< /Size {len(places) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
        return out + end.encode()

    return made


@pytest.fixture
def page_of(raw_pdf):
    """Return a PDF of one page that draws what is given, packed as often as is told."""

    def made(drawing, packed=1, *, box="0 0 595 842", root="", more=()):
        for _ in range(packed):
            drawing = zlib.compress(drawing, 9)
        filters = " ".join(["/FlateDecode"] * packed)
        return raw_pdf(
            f"<< /Type /Catalog /Pages 2 0 R {root} >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents 4 0 R "
            "/Resources << /Font << /F1 5 0 R >> >> >>",
            f"<< /Length {len(drawing)} /Filter [{filters}] >>\nstream\n".encode()
            + drawing
            + b"\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            *more,
        )

    return made
