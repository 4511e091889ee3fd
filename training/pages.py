"""
Web pages saved as text, with what of them is the report: the benchmark of article extraction.

The folder holds `ground-truth.json` (a page's `articleBody`, by its name) and `html/NAME.html.gz`:
a checkout of scrapinghub's article-extraction-benchmark is one. Each page becomes a plain text, a
line for each block that a reader sees. How well lines are chosen is told as that benchmark tells
it: by runs of four words, each page weighing the same.
"""

import gzip
import json
import re
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import html

from onrecord.read.lines import Line, lines
from onrecord.read.page_search import parsed
from onrecord.read.web_page import decode_page

_SKIPPED = frozenset("script style noscript template svg head iframe object".split())
_BLOCKS = frozenset(
    "address article aside blockquote body br center dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol "
    "option p pre section summary table tbody td tfoot th thead tr ul".split()
)
_GRAM = 4
_MOSTLY = 0.5


@dataclass(frozen=True)
class Page:
    """A page as text, its lines, and the words of it that are the report."""

    name: str
    content: str
    lines: Sequence[Line]
    body: str
    markup: str

    def words(self, chosen: Iterable[object]) -> str:
        """Return the lines that are chosen."""
        each = zip(self.lines, chosen, strict=True)
        return "\n".join(self.content[line.start : line.end] for line, is_in in each if is_in)

    def truth(self) -> list[bool]:
        """Return which lines are of the report: most of their runs of words stand in it."""
        grams = _grams(self.body)
        short = {" ".join(_words(line)) for line in self.body.split("\n")}
        found = []
        for line in self.lines:
            mine = _words(line.words)
            if len(mine) < _GRAM:
                found.append(" ".join(mine) in short)
            else:
                told = _grams(line.words)
                share = sum(n for gram, n in told.items() if gram in grams) / told.total()
                found.append(share >= _MOSTLY)
        return found


def pages(folder: Path) -> list[Page]:
    """Return the pages of a folder, in the order of their names."""
    truths = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    found = []
    for name in sorted(truths):
        markup = decode_page(
            gzip.decompress((folder / f"html/{name}.html.gz").read_bytes())
        ).content
        tree = parsed(markup)
        content = "\n\n".join(_flat(tree)) if tree is not None else ""
        body = truths[name].get("articleBody", "")
        found.append(Page(name, content, lines(content), body, markup))
    return found


def _flat(tree: html.HtmlElement) -> Iterator[str]:
    """Return the words of each block that a page shows, in order."""
    body = tree.find("body")
    gathered: list[str] = []
    ends: list[tuple[html.HtmlElement | None, bool]] = [(tree if body is None else body, False)]
    while ends:
        element, is_end = ends.pop()
        if element is None or not isinstance(element.tag, str) or element.tag in _SKIPPED:
            gathered += [element.tail or ""] if element is not None and element is not body else []
            continue
        if element.tag in _BLOCKS:
            words = " ".join("".join(gathered).split())
            gathered.clear()
            if words:
                yield words
        if is_end:
            gathered += [element.tail or ""] if element is not body else []
            continue
        gathered.append(element.text or "")
        ends.append((element, True))
        ends += [(child, False) for child in reversed(element)]
    words = " ".join("".join(gathered).split())
    if words:
        yield words


def figures(each: Mapping[str, tuple[str, str]]) -> tuple[float, float, float]:
    """Return F1, precision and recall of texts (true, told), as the benchmark counts them."""
    precisions, recalls = [], []
    for true, told in each.values():
        wanted, given = _grams(true, whole=True), _grams(told, whole=True)
        both = (wanted & given).total()
        if given:
            precisions.append(both / given.total())
        if wanted:
            recalls.append(both / wanted.total())
    precision, recall = statistics.mean(precisions), statistics.mean(recalls)
    return 2 * precision * recall / (precision + recall), precision, recall


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _grams(text: str, *, whole: bool = False) -> Counter[tuple[str, ...]]:
    """Return the runs of four words; of a shorter text, where `whole`, all of it as one run."""
    words = _words(text)
    many = len(words) - _GRAM + 1
    if many < 1:
        return Counter([tuple(words)] if whole and words else [])
    return Counter(tuple(words[i : i + _GRAM]) for i in range(many))
