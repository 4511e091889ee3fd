"""What a page names that it needs to be shown: found in a process of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any, NamedTuple

from onrecord.kit import apart

_MOST = 2000  # named parts that are told; how many are fetched, manners say
_LONGEST = 1000  # characters of a caption
_SECONDS = 15.0


class Named(NamedTuple):
    """A part of a page: its address as it stands there, and the words printed beside it."""

    url: str
    caption: str | None


@dataclass(frozen=True, slots=True)
class PageParts:
    """
    What a page names.

    Attributes:
        base: The address that it says its own addresses start from; None if it does not.
        parts: Pictures and styles, in order, each once.
    """

    base: str | None
    parts: tuple[Named, ...]


def parts_of(data: bytes, charset: str | None) -> PageParts:
    """
    Return what a page needs to be shown.

    Raises:
        apart.TooHard: It cannot be taken apart.
    """
    what = "onrecord.acquire.web.markup:found"
    told = apart.asked(what, data, charset, seconds=_SECONDS).told
    return PageParts(told["base"], tuple(Named(*one) for one in told["parts"]))


def found(data: bytes, told: Any) -> dict[str, Any]:
    """Return what a page names; runs in the other process."""
    try:
        markup = data.decode(told or "utf-8", "replace")
    except LookupError:
        markup = data.decode("utf-8", "replace")
    page = _Page()
    page.feed(markup)
    page.close()
    page.end_figure()
    named: dict[str, str | None] = {}
    for part in page.parts:
        url, caption = part["url"], " ".join((part["caption"] or "").split())[:_LONGEST]
        if url and not url.lower().startswith(("data:", "blob:", "javascript:", "about:")):
            named[url] = named.get(url) or caption or None
    return {"base": page.base, "parts": list(named.items())[:_MOST]}


class _Page(HTMLParser):
    """Collects pictures and styles; a figure's caption belongs to all pictures in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.base: str | None = None
        self.parts: list[dict[str, str | None]] = []
        self._figure: int | None = None  # the first part in the open figure
        self._caption: list[str] = []
        self._in_caption = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value for name, value in reversed(attrs) if value}
        if tag == "figure":
            self.end_figure()
            self._figure = len(self.parts)
        elif tag == "figcaption":
            self._in_caption = True
        elif tag == "base" and self.base is None:
            self.base = told.get("href")
        elif tag in {"img", "image", "input"} and (tag != "input" or told.get("type") == "image"):
            self._part(_picture(told), told.get("alt"))
        elif tag in {"video", "embed"}:
            self._part(told.get("poster"), None)
        elif tag == "link" and "stylesheet" in (told.get("rel") or "").lower().split():
            self._part(told.get("href"), None)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "figcaption":
            self._in_caption = False
        elif tag == "figure":
            self.end_figure()

    def handle_data(self, data: str) -> None:
        if self._in_caption and self._figure is not None:
            self._caption.append(data)

    def end_figure(self) -> None:
        """Give the open figure's caption to its pictures."""
        if self._figure is not None and self._caption:
            for part in self.parts[self._figure :]:
                part["caption"] = "".join(self._caption)
        self._figure, self._in_caption = None, False
        self._caption.clear()

    def _part(self, url: str | None, caption: str | None) -> None:
        if url:
            self.parts.append({"url": url.strip(), "caption": caption})


def _picture(told: Mapping[str, str]) -> str | None:
    """
    Return the address of a picture.

    Pages that load pictures late put a blank one in `src` and the real one elsewhere; of
    several sizes the largest is evidence.
    """
    sized = _largest(told.get("data-srcset") or told.get("srcset") or "")
    late = told.get("data-src") or told.get("data-lazy-src") or told.get("data-original")
    return sized or late or told.get("src")


def _largest(srcset: str) -> str | None:
    best, size = None, -1.0
    for one in srcset.split(", "):
        words = one.strip().rstrip(",").split()
        if not words:
            continue
        try:
            told = float(words[1][:-1]) if len(words) > 1 else 0.0
        except ValueError:
            told = 0.0
        if told > size:
            best, size = words[0], told
    return best
