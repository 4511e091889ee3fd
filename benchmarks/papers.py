"""
How fast PDFs are read, how whole, and in what order, beside pypdf on the same files.

    python benchmarks/papers.py [--pages 60]

It makes its own reports (ReportLab): one column, two columns drawn line by line across both,
and a table of names over many pages. Nothing of other people's is used. Both programs read
the same bytes in the same run, one after the other; the time is that of the processor.
Recall is the share of all runs of four words of the report, in its order, that the text has.
"""

# ruff: noqa: INP001, T201 - a program to be run by hand

import argparse
import io
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from pypdf import PdfReader
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from onrecord.read.papers import pdf_child

_WORDS = (
    "civilians were killed when artillery struck the market of a town near the river according "
    "to the health directorate which counted bodies in two hospitals while witnesses described "
    "aircraft over the neighbourhood and relatives buried those who died at night under fire "
    "investigators documented at least several attacks on schools and bakeries in that month"
).split()
_SIZE, _LEADING = 10, 12.5


def _paragraphs(rng: random.Random, letters: int) -> Iterator[str]:
    while letters > 0:
        words = [rng.choice(_WORDS) for _ in range(rng.randint(30, 90))]
        words[rng.randrange(len(words))] = str(rng.randint(2, 900))
        made = " ".join(words).capitalize() + "."
        letters -= len(made)
        yield made


def _wrapped(paragraph: str, width: float) -> Iterator[str]:
    line = ""
    for word in paragraph.split():
        longer = f"{line} {word}".strip()
        if stringWidth(longer, "Times-Roman", _SIZE) <= width:
            line = longer
            continue
        room = width - stringWidth(f"{line} -", "Times-Roman", _SIZE)
        cut = next(
            (n for n in range(len(word) - 3, 2, -1)
             if word.isalpha() and stringWidth(word[:n], "Times-Roman", _SIZE) <= room), 0,
        )  # fmt: skip
        if cut:
            yield f"{line} {word[:cut]}-"
            line = word[cut:]
        else:
            yield line
            line = word
    yield line


def _furnished(canvas: Canvas, number: int) -> None:
    canvas.setFont("Times-Roman", 8)
    canvas.drawString(60, A4[1] - 36, "Monitor of harm - quarterly report")
    canvas.drawCentredString(A4[0] / 2, 28, f"Page {number}")
    canvas.setFont("Times-Roman", _SIZE)


def prose(pages: int, columns: int, seed: int) -> tuple[bytes, list[str]]:
    """Return a report in columns as a PDF, and its paragraphs."""
    rng = random.Random(seed)  # noqa: S311 - made-up words
    gap = 22
    width = (A4[0] - 120 - gap * (columns - 1)) / columns
    per_column = int((A4[1] - 130) / _LEADING)
    told: list[str] = []
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for number in range(1, pages + 1):
        _furnished(canvas, number)
        lines: list[str] = []
        for made in _paragraphs(rng, 10**9):
            wrapped = list(_wrapped(made, width))
            if len(lines) + len(wrapped) + 1 > per_column * columns:
                break
            told.append(made)
            lines += [*wrapped, ""]
        held = [lines[i * per_column : (i + 1) * per_column] for i in range(columns)]
        for row in range(per_column):  # across both columns, as some programs draw
            for column, side in enumerate(held):
                if row < len(side) and side[row]:
                    x, y = 60 + column * (width + gap), A4[1] - 70 - row * _LEADING
                    canvas.drawString(x, y, side[row])
        canvas.showPage()
    canvas.save()
    return buffer.getvalue(), told


def table(rows: int, seed: int) -> tuple[bytes, list[str]]:
    """Return a list of names as a PDF, and its rows with a bar between their cells."""
    rng = random.Random(seed)  # noqa: S311 - made-up names
    told: list[str] = []
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    per_page = 48
    for number in range(rows):
        if number % per_page == 0:
            if number:
                canvas.showPage()
            _furnished(canvas, number // per_page + 1)
        name = f"{rng.choice(_WORDS).capitalize()} {rng.choice(_WORDS).capitalize()}"
        cells = [str(number + 1), name, str(rng.randint(1, 90)), f"{rng.randint(1, 28)} May 2024"]
        y = A4[1] - 80 - (number % per_page) * 14
        for x, cell in zip((60, 110, 300, 380), cells, strict=True):
            canvas.drawString(x, y, cell)
        told.append(" | ".join(cells))
    canvas.save()
    return buffer.getvalue(), told


def _ours(data: bytes) -> tuple[str, int]:
    found = pdf_child.answer(data, {"most_pages": 2_000})
    if "refused" in found:
        raise SystemExit(f"refused: {found['refused']}")
    held: list[list[object]] = found["paragraphs"]  # type: ignore[assignment]
    words = ("".join(f"{p[1]}{p[2]}" for p in parts) for _, _, parts in held)  # type: ignore[attr-defined]
    return "\n".join(words), int(str(found["pages"]))


def _pypdf(data: bytes) -> tuple[str, int]:
    reader = PdfReader(io.BytesIO(data))
    return "\n".join(page.extract_text() for page in reader.pages), len(reader.pages)


def _runs(words: Sequence[str]) -> Counter[tuple[str, ...]]:
    return Counter(tuple(words[i : i + 4]) for i in range(len(words) - 3))


def recall(told: Sequence[str], text: str) -> float:
    """Return the share of runs of four words in the paragraphs that a text has."""
    wanted: Counter[tuple[str, ...]] = Counter()
    for paragraph in told:
        wanted.update(_runs(paragraph.split()))
    return (wanted & _runs(text.split())).total() / wanted.total()


def in_order(told: Sequence[str], text: str) -> int:
    """Return how many rows are found, each whole and behind the one before."""
    squeezed = "".join(text.replace("|", "").split())
    at = found = 0
    for row in told:
        here = squeezed.find("".join(row.replace("|", "").split()), at)
        if here >= 0:
            at, found = here + 1, found + 1
    return found


def _timed(read: Callable[[bytes], tuple[str, int]], data: bytes) -> tuple[str, float]:
    began = time.process_time()
    text, pages = read(data)
    return text, pages / (time.process_time() - began)


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pages", type=int, default=60)
    pages = asked.parse_args().pages
    for read in (_ours, _pypdf):
        read(prose(1, 1, 9)[0])  # imports are no part of the time
    print(f"{'':24}{'onrecord':>22}{'pypdf':>22}")
    for columns in (1, 2):
        data, told = prose(pages, columns, columns)
        cells = []
        for read in (_ours, _pypdf):
            text, speed = _timed(read, data)
            cells.append(f"{speed:8.0f} p/s  {recall(told, text):.3f}")
        print(f"{f'{columns} column(s), {pages} pages':24}{cells[0]:>22}{cells[1]:>22}")
    data, told = table(1000, 3)
    cells = []
    for read in (_ours, _pypdf):
        text, speed = _timed(read, data)
        cells.append(f"{speed:8.0f} p/s  {in_order(told, text)}/1000")
    print(f"{'table of 1,000 rows':24}{cells[0]:>22}{cells[1]:>22}")


if __name__ == "__main__":
    main()
