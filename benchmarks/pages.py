"""
How well and how fast the reports on web pages are found, beside trafilatura in the same run.

The pages are those of a public benchmark: a folder with `ground-truth.json` (for each page its
`articleBody`) and `html/NAME.html.gz`, as in github.com/scrapinghub/article-extraction-benchmark.
Its measure is written anew here: runs of four words, counted with their repeats; precision and
recall are means over pages, F1 is theirs. What is measured of ours is the text of the
blocks labelled `body` and `heading` by `onrecord.read.text`. Numbers are counted over all pages.

Each tool reads all pages, one tool after another, three times over; the times are medians of
processor time. All run in one process and on one core, so that ratios are safer than absolute
speeds. (Page by page in turn, each would find the processor's caches full of another's code,
which is nobody's use of any of them, and slows the quickest by a fifth.) Ours includes voices,
the page's own data and the language (in bulk: fewer of them, see `onrecord.read.page_bulk`).
Differences are from resampled pages, the same for both. Behind the table stands how many
sentences of body, headings, titles and captions are found in the page's source.

Run: `python benchmarks/pages.py FOLDER [pages]`.
"""

# ruff: noqa: INP001, T201 - a program to be run by hand

import gzip
import json
import random
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import trafilatura

from onrecord import read
from onrecord.kit import apart
from onrecord.model import Document, Snapshot, Voice
from onrecord.read import page_bulk_child, page_child, page_source

SHINGLE = 4
RESAMPLED = 2_000
BAD = 0.9
WARMED = 25
TURNS = 3
# Of few pages is the day searched with a library that takes half a second to load.
LATE = tuple(
    f"<html><body><p class='date'>{day}</p><p>Two died.</p></body></html>".encode()
    for day in ("3rd of Sept in the year 2014 BST", "Pet, 12 avg ob 10 45 uri")
)
OURS = {Voice.BODY, Voice.HEADING}
FOLLOWED = {*OURS, Voice.TITLE, Voice.CAPTION}
SENTENCE = re.compile(r"\S.*?(?:[.!?](?=\s)|$)", re.DOTALL | re.MULTILINE)
WORD = re.compile(r"\w+")
NUMBER = re.compile(r"\d[\d,.]*")
DOUBT = "extraction-doubtful"

Bag = Counter[Any]


class Score(NamedTuple):
    """Precision and recall of one page."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def shingles(text: str) -> Bag:
    """Return the runs of four words in a text, and how often each is there."""
    words = WORD.findall(text)
    runs = (tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)))
    return Counter(run for run in runs if run)


def numbers(text: str) -> Bag:
    """Return the numbers in a text, and how often each is there."""
    return Counter(number.rstrip(".,") for number in NUMBER.findall(text))


def scored(true: Bag, found: Bag) -> Score:
    """Return how much of what was found is true, and how much of what is true was found."""
    if not true and not found:
        return Score(1.0, 1.0)
    both = (true & found).total()
    return Score(
        both / found.total() if found else float(not true),
        both / true.total() if true else float(not found),
    )


def overall(scores: Iterable[Score]) -> Score:
    """Return the means over pages."""
    precisions, recalls = zip(*scores, strict=True)
    return Score(statistics.mean(precisions), statistics.mean(recalls))


def interval(ours: Sequence[Score], theirs: Sequence[Score]) -> tuple[float, float]:
    """Return the middle 95 in 100 of the differences in F1 over resampled pages."""
    chance = random.Random(1)  # noqa: S311 - nothing secret: the same pages at each run
    differences = []
    for _ in range(RESAMPLED):
        at = chance.choices(range(len(ours)), k=len(ours))
        one, other = overall(ours[i] for i in at), overall(theirs[i] for i in at)
        differences.append(one.f1 - other.f1)
    differences.sort()
    return differences[RESAMPLED // 40], differences[-RESAMPLED // 40]


# -- The tools ---------------------------------------------------------------------------------


CHILDREN: Mapping[str, Callable[[bytes, Any], Any]] = {
    "page_child": page_child.answer,
    "page_bulk_child": page_bulk_child.answer,
    "page_source": page_source.answer,
}


def here(name: str, data: bytes, told: Any = None, **__: Any) -> apart.Answer:
    """Answer in this process what another is asked otherwise, so that its time is counted."""
    answer = CHILDREN[name.partition(":")[0].rpartition(".")[2]]
    found = answer(data, told)
    words, lines = found if isinstance(found, tuple) else (found, b"")
    return apart.Answer(json.loads(json.dumps(words)), lines)


def reading(data: bytes, manner: read.Manner) -> read.Reading:
    """Return a page read by us."""
    document = Document(name="page.html")
    snapshot = Snapshot(
        document_id=document.id,
        sha256="0" * 64,
        size=len(data),
        media_type="text/html",
        taken_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    return read.text(document, snapshot, data, manner)


def ours(data: bytes, *, careful: bool = False, bulk: bool = False) -> tuple[str, bool]:
    """Return our text of a page, and whether it is flagged as doubtful."""
    found = reading(data, read.Manner(careful=careful, bulk=bulk))
    if found.text is None:
        return "", True
    words = (found.text.words(b.start, b.end) for b in found.text.blocks if b.voice in OURS)
    return "\n".join(words), any(problem.code == DOUBT for problem in found.problems)


Tool = Callable[[bytes], tuple[str, bool]]


def theirs(**options: Any) -> Tool:
    """Return trafilatura with some options, as a tool."""
    return lambda data: (trafilatura.extract(data, include_comments=False, **options) or "", False)


TOOLS: Mapping[str, Tool] = {
    "ours": ours,
    "ours, careful": lambda data: ours(data, careful=True),
    "ours, in bulk": lambda data: ours(data, bulk=True),
    "trafilatura": theirs(),
    "trafilatura fast": theirs(fast=True),
    "trafilatura precision": theirs(favor_precision=True),
}


class Run(NamedTuple):
    """What one tool made of all pages."""

    texts: list[str]
    flagged: list[bool]
    seconds: float


def runs(pages: Sequence[bytes]) -> dict[str, Run]:
    """Return what each tool makes of the pages, and the median of the times that it took."""
    for tool in TOOLS.values():
        for data in (*LATE, *pages[:WARMED]):  # what is loaded once, some of it late, is not timed
            tool(data)
    times: dict[str, list[float]] = {name: [] for name in TOOLS}
    read_: dict[str, list[tuple[str, bool]]] = {}
    for _ in range(TURNS):
        for name, tool in TOOLS.items():
            start = time.process_time()
            read_[name] = [tool(data) for data in pages]
            times[name].append(time.process_time() - start)
    return {
        name: Run([t for t, _ in read_[name]], [f for _, f in read_[name]], statistics.median(each))
        for name, each in times.items()
    }


# -- The table ---------------------------------------------------------------------------------


def table(true: Sequence[str], found: Mapping[str, Run]) -> None:
    """Print a line for each tool."""
    bags, counts = [shingles(text) for text in true], [numbers(text) for text in true]
    scores = {
        name: [scored(bag, shingles(text)) for bag, text in zip(bags, run.texts, strict=True)]
        for name, run in found.items()
    }
    print(
        f"{'':22}{'F1':>7}{'P':>7}{'R':>7}  {'numbers R':>9}{'P':>7}{'bad':>5}{'pages/s':>9}"
        f"{'speed':>7}  F1 less trafilatura's (95%)"
    )
    for name, run in found.items():
        whole = overall(scores[name])
        figures = [(count, numbers(text)) for count, text in zip(counts, run.texts, strict=True)]
        both = sum((a & b).total() for a, b in figures)
        recall = both / sum(a.total() for a, _ in figures)
        precision = both / sum(b.total() for _, b in figures)
        bad = sum(score.f1 < BAD for score in scores[name])
        low, high = interval(scores[name], scores["trafilatura"])
        print(
            f"{name:22}{whole.f1:7.4f}{whole.precision:7.3f}{whole.recall:7.3f}  {recall:9.3f}"
            f"{precision:7.3f}{bad:5}{len(true) / run.seconds:9.1f}"
            f"{found['trafilatura'].seconds / run.seconds:6.2f}x  {low:+.3f}..{high:+.3f}"
        )
    for name in ("ours", "ours, careful"):
        _about_doubt(name, scores[name], found[name].flagged)


def _about_doubt(name: str, scores: Sequence[Score], flagged: Sequence[bool]) -> None:
    bad = [is_flagged for score, is_flagged in zip(scores, flagged, strict=True) if score.f1 < BAD]
    print(
        f"{name}: {sum(flagged)} of {len(flagged)} pages flagged as doubtful, with "
        f"{sum(bad)} of the {len(bad)} whose F1 is under {BAD}"
    )


def followed(pages: Sequence[bytes], manner: read.Manner) -> tuple[int, int]:
    """Return how many sentences are found in the source they were made from, and how many not."""
    found = lost = 0
    for data in pages:
        text = reading(data, manner).text
        for block in text.blocks if text else ():
            if block.voice not in FOLLOWED:
                continue
            for sentence in SENTENCE.finditer(text.content, block.start, block.end):
                is_there = read.standing(data, text, *sentence.span()) is not None
                found, lost = found + is_there, lost + (not is_there)
    return found, lost


def main(folder: Path, most: int | None) -> None:
    """Measure all tools on the pages of a folder."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    names = sorted(truth)[:most]
    pages = [gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()) for name in names]
    apart.asked = here
    table([truth[name].get("articleBody", "") for name in names], runs(pages))
    for name, manner in (("ours", read.AS_USUAL), ("ours, in bulk", read.Manner(bulk=True))):
        found, lost = followed(pages, manner)
        share = found / (found + lost)
        print(f"{name}: {found:,} of {found + lost:,} sentences stand in the source ({share:.2%})")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else None)
