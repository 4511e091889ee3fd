"""
How well the report is told from the menus of web pages that were saved as text.

The folder is a checkout of the article extraction benchmark (see `training/pages.py`). Our own
figure is of pages held back: for each fifth of them the weights are fitted on the others. In the
same run: keeping everything, trafilatura on the lines as paragraphs, the one run of lines with
most running text, our rules of words alone, and a perfect choice of lines (what is possible).

Run: `PYTHONPATH=src python benchmarks/plain_zones.py FOLDER`
"""

# ruff: noqa: INP001, T201 - a program to be run by hand

import html
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))

import zones
from pages import Page, figures, pages
from trafilatura import extract

from onrecord.model import Voice
from onrecord.read import density, voices
from onrecord.read.lines import lines


def everything(page: Page) -> str:
    """Return the whole text."""
    return page.content


def theirs(page: Page) -> str:
    """Return what trafilatura keeps of the lines, each as a paragraph."""
    markup = "".join(f"<p>{html.escape(line.words)}</p>" for line in page.lines)
    return extract(f"<html><body>{markup}</body></html>") or ""


def one_run(page: Page) -> str:
    """Return the run of lines with most running text, cut by no model."""
    found = voices.voices(page.lines)
    first, last = density.run(page.lines, {i: v for i, v in found.items() if v.rule != "rest"})
    return page.words(first <= i <= last for i in range(len(page.lines)))


def rules_alone(page: Page) -> str:
    """Return what the rules of words and place call report."""
    found = voices.voices(page.lines)
    return page.words(found[i].voice in zones.KEPT for i in range(len(page.lines)))


def perfect(page: Page) -> str:
    """Return the lines of which most stands in the true report."""
    return page.words(page.truth())


METHODS: dict[str, Callable[[Page], str]] = {
    "everything": everything,
    "trafilatura on paragraphs": theirs,
    "run of running text": one_run,
    "our rules alone": rules_alone,
    "perfect choice of lines": perfect,
}


def main() -> None:
    """Measure each way of choosing lines on every page."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    told = pages(Path(sys.argv[1]))
    print(f"{len(told)} pages, {sum(len(page.lines) for page in told):,} lines")
    for name, method in METHODS.items():
        start = time.process_time()
        texts = {page.name: (page.body, method(page)) for page in told}
        _print(name, figures(texts), len(told) / (time.process_time() - start))
    examples = [zones.example(page) for page in told]
    labels = zones.held_back(examples)
    texts = {page.name: (page.body, zones.reported(page, labels[page.name])) for page in told}
    _print("onrecord, held back", figures(texts), _speed(told))


def _speed(told: list[Page]) -> float:
    """Return how many texts a CPU second are read into blocks, from their words on."""
    start = time.process_time()
    kept = 0
    for page in told:
        blocks = voices.blocks(lines(page.content))
        kept += sum(block.voice is Voice.BODY for block in blocks)
    return len(told) / (time.process_time() - start) if kept else 0.0


def _print(name: str, figure: tuple[float, float, float], speed: float) -> None:
    f1, precision, recall = figure
    print(
        f"{name:26} F1 {f1:.3f}  precision {precision:.3f}  recall {recall:.3f}"
        f"  {speed:8.1f} a CPU second"
    )


if __name__ == "__main__":
    main()
