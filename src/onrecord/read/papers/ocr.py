"""
Pages without words, read from their picture by Tesseract.

Reading from a picture makes mistakes, and a mistake in a digit is a wrong figure. So the text
says that it was read so, each page how sure that was, and numbers that are less than sure are
questions to a person. The program is the system's own; it is started only where the record's
settings ask for it.
"""

import shutil
import subprocess
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from onrecord.kit import apart
from onrecord.model import Document, MachineLacks, Problem, Severity
from onrecord.read.doubt import problem_of
from onrecord.read.papers.assembled import Piece

PROGRAM = "tesseract"
OFFER = (
    "It can be read from its picture: install Tesseract and set `ocr = true` under `[read]` in "
    "the record's onrecord.toml."
)
_ARABIC = (  # measured: of 22 such numbers on a clean page one was right
    "The Arabic model misreads digits such as ١٢٣, however sure it says that it is, so no number "
    "of an Arabic page is trusted. "
)
SURE = 90  # of 100; measured: of numbers above it hardly one in a hundred is wrong
_READ = "onrecord.read.papers.ocr_child:answer"
_SECONDS = 120.0  # for one page
_MEMORY = 2 * 1024 * 1024 * 1024
_MOST_NAMED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Ocr:
    """
    How pictures are read.

    Attributes:
        languages: Names of Tesseract's models, such as `eng` and `ara`, the likeliest first.
        version: Of the program on this machine.
    """

    languages: tuple[str, ...]
    version: str

    @property
    def name(self) -> str:
        """The reader's name in what it read."""
        return f"tesseract {self.version} {'+'.join(self.languages)}"


class Seen(NamedTuple):
    """What pictures gave: their paragraphs, by whom, the pages that gave none, and doubts."""

    pieces: list[Piece]
    reader: str
    unread: list[int]
    problems: list[Problem]


def ready(languages: Sequence[str]) -> Ocr:
    """
    Return how pictures are read on this machine.

    Args:
        languages: Names of the models wanted.

    Raises:
        MachineLacks: Tesseract is not installed, or one of the models is not.
    """
    version, known = _installed()
    if not version:
        raise MachineLacks(
            "onrecord.toml says `ocr = true`, but Tesseract is not on this machine: install it "
            "(Debian: `apt-get install tesseract-ocr tesseract-ocr-ara`), or say `ocr = false`"
        )
    missing = [one for one in languages if one not in known]
    if missing:
        raise MachineLacks(
            f"Tesseract has no model {' or '.join(missing)} on this machine; it has "
            f"{', '.join(sorted(known - {'osd'})) or 'none'}. Install it (Debian: `apt-get install "
            f"tesseract-ocr-{missing[0]}`), or change `languages` in onrecord.toml"
        )
    return Ocr(languages=tuple(languages), version=version)


@cache
def _installed() -> tuple[str, frozenset[str]]:
    program = shutil.which(PROGRAM)
    if program is None:
        return "", frozenset()
    version = _said(program, "--version").split()[1:2]
    known = _said(program, "--list-langs").splitlines()[1:]
    return (version[0].lstrip("v") if version else "?"), frozenset(map(str.strip, known))


def _said(program: str, option: str) -> str:
    done = subprocess.run(  # noqa: S603 - the program that the settings ask for
        [program, option], capture_output=True, text=True, check=False, timeout=30
    )
    return done.stdout or done.stderr


def read_pages(document: Document, data: bytes, pages: Sequence[int], using: Ocr) -> Seen:
    """
    Return what stands in the pictures of some pages of a PDF.

    Args:
        document: The report.
        data: The PDF.
        pages: Their numbers, from 1.
        using: The program's languages.
    """
    pieces: list[Piece] = []
    unread: list[int] = []
    sure: dict[int, float] = {}
    arabic: set[int] = set()
    doubtful: list[tuple[int, str, float]] = []
    for page in pages:
        told = page_read(data, page, using)
        if not told["paragraphs"]:
            unread.append(page)
            continue
        sure[page] = told["sure"]
        doubtful += [(page, word, score) for word, score in told["doubtful"]]
        if told["is_arabic"]:
            arabic.add(page)
        pieces += [Piece("paragraph", ((page, "", words),)) for words in told["paragraphs"]]
    problems = _about(document, sure, doubtful, arabic, using)
    return Seen(pieces, using.name, unread, problems)


def page_read(data: bytes, page: int, using: Ocr) -> dict[str, Any]:
    """Return the paragraphs of one page's picture, how sure they are, and numbers that are not."""
    asked = {"page": page, "languages": "+".join(using.languages), "sure": SURE}
    try:
        told: dict[str, Any] = apart.asked(
            _READ, data, asked,
            seconds=_SECONDS, memory=_MEMORY, is_fresh=True, may_start_programs=True,
        ).told  # fmt: skip
    except apart.TooHard:
        return {"paragraphs": [], "sure": 0.0, "is_arabic": False, "doubtful": []}
    return told


def _about(
    document: Document,
    sure: dict[int, float],
    doubtful: Sequence[tuple[int, str, float]],
    arabic: Collection[int],
    using: Ocr,
) -> list[Problem]:
    if not sure:
        return []
    scores = ", ".join(f"page {page}: {score:.0f}" for page, score in [*sure.items()][:40])
    message = (
        f"Read from pictures by {using.name}; how sure it was, of 100: {scores}. Such a reading "
        "makes mistakes: compare figures with the picture of the page."
    )
    found = [problem_of(document, "read-by-ocr", message, Severity.NOTE)]
    for page in dict.fromkeys(page for page, _, _ in doubtful):
        here = [(word, score) for on, word, score in doubtful if on == page]
        shown = ", ".join(f"“{word:.20}” ({score:.0f})" for word, score in here[:_MOST_NAMED])
        more = f" and {len(here) - _MOST_NAMED} more" if len(here) > _MOST_NAMED else ""
        why = _ARABIC if page in arabic else ""
        message = (
            f"Page {page}: the picture does not show these numbers surely: {shown}{more}. {why}"
            "Look at the page before a claim with one of them is accepted."
        )
        found.append(problem_of(document, "ocr-number-doubtful", message, Severity.QUESTION))
    return found


def put_in(pieces: Sequence[Piece], seen: Sequence[Piece]) -> list[Piece]:
    """Return a paper's pieces with those read from pictures in their places, page by page."""
    new: dict[int, list[Piece]] = {}
    for piece in seen:
        new.setdefault(piece.parts[0][0] or 0, []).append(piece)
    kept = [p for p in pieces if any(page not in new for page, _, _ in p.parts)]
    found: list[Piece] = []
    due = sorted(new)
    for piece in kept:
        while due and due[0] < (piece.parts[0][0] or 0):
            found += new[due.pop(0)]
        found.append(piece)
    for page in due:
        found += new[page]
    return found
