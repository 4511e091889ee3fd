"""
What outside programs take for a page's main text; each is one voice among several.

They are loaded where they run: only the process that takes pages apart needs them.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from onrecord.read.guard import shown

if TYPE_CHECKING:
    from turbohtml import Document

NEEDED = 2  # voices, our own choice included, that a block needs
_MOST_TAGS = 50_000  # resiliparse takes four times as long for twice as many (2.0)


def texts(markup: str, tree: "Document", *, is_careful: bool) -> tuple[str, str]:
    """
    Return what two extractors take for the report; the first finds the most.

    Measured on 181 public pages in docs/explanation/decisions.md.

    Args:
        markup: The page.
        tree: The same, parsed.
        is_careful: Whether trafilatura is asked in turbohtml's place, which takes about twice
            as long.
    """
    by_tree = partial(_asked, tree.main_text)
    is_large = markup.count("<") > _MOST_TAGS
    first = by_tree() if is_large else _asked(partial(_resiliparse, markup))
    return first, _asked(partial(_trafilatura, markup)) if is_careful else by_tree()


def seen(tree: "Document") -> int:
    """Return how many characters the parser itself finds on a page, blanks left out."""
    return shown(_asked(tree.to_text))


def _asked(extractor: Callable[[], str]) -> str:
    """Return what an extractor takes for the report; one that fails has no voice."""
    try:
        return extractor()
    except Exception:  # noqa: BLE001 - whatever a page does to one of them, the others go on
        return ""


def _resiliparse(markup: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415

    # Its own defaults take readers' comments for the report.
    found: str = extract_plain_text(
        markup, main_content=True, comments=False, post_meta=False, links=False, alt_texts=False
    )
    return found


def _trafilatura(markup: str) -> str:
    from trafilatura import extract  # noqa: PLC0415

    return extract(markup, include_comments=False, favor_precision=True) or ""
