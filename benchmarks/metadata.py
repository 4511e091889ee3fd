"""
How often a page's day, author and title are right, beside trafilatura and htmldate.

The folder holds `evaldata.json` (for each address a page's file, `date`, `author`, `title`) and
the pages in `eval/` and `cache/`: the `tests` folder of trafilatura's repository is one. All of
them run page by page in one process, so the ratios of their CPU times can be trusted more than
the times themselves. Titles and names are compared without case and punctuation, authors as a
set, days exactly; a truth that is no day counts as wrong for everybody.

Run: `python benchmarks/metadata.py FOLDER [pages]` (all pages unless told otherwise).
"""

# ruff: noqa: INP001, T201 - a program to be run by hand

import json
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

from htmldate import find_date
from trafilatura import bare_extraction

from onrecord import read
from onrecord.kit import apart
from onrecord.model import Document, Snapshot
from onrecord.read import page_child, page_day, page_told, web_page
from onrecord.read.page_text import parsed

FIELDS = ("title", "author", "date")


class Answer(NamedTuple):
    """What a tool says of a page."""

    title: str | None = None
    author: str | None = None
    date: str | None = None
    is_sure: bool = False


TOLD: list[dict[str, Any]] = []


def in_this_process(_name: str, data: bytes, told: object = None, **_: object) -> SimpleNamespace:
    """Take a page apart here, so that its time is counted; else a process of its own does it."""
    TOLD[:] = [page_child.answer(data, told)]
    return SimpleNamespace(told=TOLD[0])


def ours(markup: str) -> Answer:
    """Return what this program says, the page read whole: its words, voices, language, days."""
    document = Document(name="page.html")
    snapshot = Snapshot(
        document_id=document.id,
        sha256="0" * 64,
        size=len(markup),
        media_type="text/html",
        taken_at=datetime.now(UTC),
    )
    found = read.text(document, snapshot, markup.encode())
    text, told = found.text, TOLD[0]["told"] if TOLD else {}
    days = page_day.said(told.get("published", {}), text.content, text.blocks) if text else []
    published = found.document.published
    return Answer(
        title=found.document.title,
        author=found.document.author,
        date=published.isoformat() if published else None,
        is_sure=bool(days) and days[0].is_sure,
    )


def ours_elements(markup: str) -> Answer:
    """Return nothing: only to time what reads the elements that tell of the page."""
    page_told.told(parsed(markup))
    return Answer()


def theirs(markup: str) -> Answer:
    """Return what trafilatura says."""
    found = bare_extraction(markup, with_metadata=True)
    if found is None or isinstance(found, dict):
        return Answer()
    return Answer(title=found.title, author=found.author, date=found.date)


def searched(markup: str) -> Answer:
    """Return what htmldate says."""
    return Answer(date=find_date(markup, extensive_search=True, original_date=True))


TOOLS: dict[str, Callable[[str], Answer]] = {
    "onrecord, with the text": ours,
    "onrecord, elements only": ours_elements,
    "trafilatura": theirs,
    "htmldate": searched,
}


def folded(words: str) -> str:
    """Return words without case and punctuation."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", words).casefold()))


def names(value: Any) -> frozenset[str]:
    """Return the names in a truth or an answer."""
    each = [value] if isinstance(value, str) else value
    parts = (part for one in each for part in re.split(r"[;,|/•]| & | and | und | et | y ", one))
    return frozenset(name for part in parts if (name := folded(part)))


def is_right(field: str, truth: Any, said: str | None) -> bool:
    """Whether an answer is the truth."""
    if said is None:
        return False
    if field == "author":
        return names(truth) == names(said)
    return said == truth if field == "date" else folded(said) == folded(truth)


def pages(folder: Path) -> list[tuple[dict[str, Any], str]]:
    """Return each page's truth and its markup."""
    found = []
    for truth in json.loads((folder / "evaldata.json").read_text(encoding="utf-8")).values():
        path = next(
            (p for n in ("eval", "cache") if (p := folder / n / truth["file"]).exists()), None
        )
        if path is not None:
            found.append((truth, web_page.decode_page(path.read_bytes()).content))
    return found


def main() -> None:
    """Run every tool on every page and print how often each was right."""
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    apart.asked = in_this_process  # type: ignore[assignment]
    told = pages(Path(sys.argv[1]))[: int(sys.argv[2]) if len(sys.argv) > 2 else None]
    right: Counter[tuple[str, str]] = Counter()
    given: Counter[tuple[str, str]] = Counter()
    total: Counter[str] = Counter()
    seconds: Counter[str] = Counter()
    for truth, markup in told:
        total.update(field for field in FIELDS if truth.get(field))
        for name, tool in TOOLS.items():
            start = time.process_time()
            answer = tool(markup)
            seconds[name] += time.process_time() - start  # type: ignore[assignment]
            for field in FIELDS:
                said = getattr(answer, field)
                if truth.get(field):
                    given[name, field] += said is not None
                    right[name, field] += is_right(field, truth[field], said)
            if truth.get("date") and answer.is_sure:
                given[name, "sure date"] += 1
                right[name, "sure date"] += is_right("date", truth["date"], answer.date)
    print(f"{len(told)} pages; with a known {', '.join(f'{f} {total[f]}' for f in FIELDS)}")
    for name in TOOLS:
        cells = [
            f"{field} {right[name, field] / max(1, total[field]):.3f} right, "
            f"{given[name, field] / max(1, total[field]):.3f} given"
            for field in FIELDS
            if given[name, field]
        ]
        sure = given[name, "sure date"]
        if sure:
            share = right[name, "sure date"] / sure
            cells.append(f"sure dates {sure / total['date']:.3f} of all, {share:.3f} right")
        print(f"{name:26} {'; '.join(cells)}; {len(told) / seconds[name]:.1f} pages a CPU second")


if __name__ == "__main__":
    main()
