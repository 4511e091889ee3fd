"""
What outside programs take for a page's main text; each is one voice among several.

They are loaded where they run: only the process that takes pages apart needs them.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord.read.guard import shown
from onrecord.read.page_body import Extractor

if TYPE_CHECKING:
    from turbohtml import Document

_MOST_TAGS = 50_000  # resiliparse takes four times as long for twice as many (2.0)

Extractors = tuple[tuple[Extractor, ...], int]


def usual() -> Extractors:
    """
    Return the quick extractors and how many voices, ours included, a block needs.

    Measured on 181 public pages in docs/explanation/decisions.md.
    """
    return (_resiliparse, _turbohtml), 2


def careful() -> Extractors:
    """Return the extractors for a careful reading, which takes about twice as long."""
    return (_resiliparse, _trafilatura), 2


def _resiliparse(markup: str) -> str:
    if markup.count("<") > _MOST_TAGS:
        return _turbohtml(markup)
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415

    # Its own defaults take readers' comments for the report.
    found: str = extract_plain_text(
        markup, main_content=True, comments=False, post_meta=False, links=False, alt_texts=False
    )
    return found


def _turbohtml(markup: str) -> str:
    return _tree(markup).main_text()


def seen(markup: str) -> int:
    """Return how many characters another parser than ours finds on a page, blanks left out."""
    try:
        return shown(_tree(markup).to_text())
    except Exception:  # noqa: BLE001 - whatever the page did to it, nothing is known then
        return len(markup)


@lru_cache(maxsize=1)
def _tree(markup: str) -> "Document":
    import turbohtml  # noqa: PLC0415

    return turbohtml.parse(markup, positions=False)


def forget() -> None:
    """Let the last page go, which is kept for whoever asks of it again."""
    _tree.cache_clear()


def _trafilatura(markup: str) -> str:
    from trafilatura import extract  # noqa: PLC0415

    return extract(markup, include_comments=False, favor_precision=True) or ""
