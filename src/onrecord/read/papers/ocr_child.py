"""The part of reading a picture that runs in a process of its own (see `onrecord.kit.apart`)."""

import csv
import io
import os
import re
import subprocess
from collections.abc import Iterator
from typing import Any, NamedTuple

from onrecord.read.papers import right_to_left

_DOTS = 300  # an inch: what Tesseract's models were made for
_MOST_DOTS = 5_000  # along the longer side, whatever size the page says that it has
_DIGIT = re.compile(r"\d")
_UNSEEN = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"))


class _Word(NamedTuple):
    paragraph: tuple[int, int]
    line: int
    words: str
    sure: float


def answer(data: bytes, told: Any) -> dict[str, object]:
    """
    Return what Tesseract reads in the picture of a page.

    Args:
        data: The PDF.
        told: `page`, from 1; `languages` as Tesseract wants them; `sure`, below which a
            number is doubtful.
    """
    picture = drawn(data, int(told["page"]))
    if picture is None:
        return {"paragraphs": [], "sure": 0.0, "is_arabic": False, "doubtful": []}
    words = list(_read(picture, told["languages"]))
    is_arabic = right_to_left.is_mostly(" ".join(word.words for word in words))
    letters = sum(len(word.words) for word in words) or 1
    return {
        "paragraphs": _paragraphs(words),
        "sure": sum(word.sure * len(word.words) for word in words) / letters,
        "is_arabic": is_arabic,
        "doubtful": [
            [word.words, word.sure]
            for word in words
            if _DIGIT.search(word.words) and (is_arabic or word.sure < told["sure"])
        ],
    }


def drawn(data: bytes, number: int) -> bytes | None:
    """Return a page's picture in grey as PGM; None if there is no such page."""
    import pypdfium2 as pdfium  # noqa: PLC0415 - only the child parses

    document = pdfium.PdfDocument(data)
    if not 1 <= number <= len(document):
        return None
    page = document[number - 1]
    longest = max(page.get_width(), page.get_height(), 1.0)
    scale = min(_DOTS / 72, _MOST_DOTS / longest)
    shown = page.render(scale=scale, grayscale=True)
    lines = bytes(shown.buffer)
    wide, high, stride = shown.width, shown.height, shown.stride
    grey = (
        lines
        if stride == wide
        else b"".join(lines[row * stride : row * stride + wide] for row in range(high))
    )
    return f"P5 {wide} {high} 255\n".encode() + grey


def _read(picture: bytes, languages: str) -> Iterator[_Word]:
    done = subprocess.run(  # noqa: S603 - named by the program, fed by the pipe
        ["tesseract", "stdin", "stdout", "-l", languages, "--dpi", str(_DOTS), "tsv"],  # noqa: S607
        input=picture,
        capture_output=True,
        check=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    rows = csv.DictReader(
        io.StringIO(done.stdout.decode("utf-8", "replace")), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    for row in rows:
        words = (row.get("text") or "").translate(_UNSEEN).strip()
        if row.get("level") == "5" and words:
            paragraph = int(row["block_num"]), int(row["par_num"])
            yield _Word(paragraph, int(row["line_num"]), words, max(0.0, float(row["conf"])))


def _paragraphs(words: list[_Word]) -> list[str]:
    found: dict[tuple[int, int], list[str]] = {}
    for word in words:
        found.setdefault(word.paragraph, []).append(word.words)
    return [" ".join(held) for held in found.values()]
