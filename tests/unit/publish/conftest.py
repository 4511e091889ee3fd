"""What tests of the page look at: an invented record, its page, and a page taken apart."""

import importlib.util
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import pytest

from onrecord import publish

_BLOCKS = {"p", "li", "dt", "dd", "td", "th", "tr", "h1", "h2", "h3", "h4", "small", "text"}
_VOID = {"meta", "link", "br", "input", "line", "path", "rect", "circle"}


def _load(name: str) -> ModuleType:
    """Load the module beside this file; tests are no package."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


class Taken(HTMLParser):
    """
    A page taken apart as a browser would.

    Attributes:
        ids: How often each id occurs.
        targets: What links on the page point at, inside it.
        addresses: Every address that an attribute holds and that leads elsewhere.
        tags: How often each element occurs.
        marks: The words of every `mark`, in order.
        blocks: What `style` and `script` hold.
        words: The visible words, by the id of each element that they stand in.
    """

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: Counter[str] = Counter()
        self.tags: Counter[str] = Counter()
        self.targets: list[str] = []
        self.addresses: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.marks: list[str] = []
        self.blocks: dict[str, list[str]] = {"style": [], "script": []}
        self.words: dict[str, str] = {}
        self._open: list[tuple[str, str | None]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags[tag] += 1
        told = dict(attrs)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if "id" in told:
            self.ids[told["id"]] += 1
            self.words.setdefault(told["id"], "")
        for name in ("href", "src", "srcset", "action", "xlink:href", "data", "poster"):
            value = told.get(name)
            if value and value.startswith("#"):
                self.targets.append(value[1:])
            elif value:
                self.addresses.append(value)
        if tag in _BLOCKS:
            self.handle_data(" ")
        if tag == "mark":
            self.marks.append("")
        if tag not in _VOID:
            self._open.append((tag, told.get("id")))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self._open.pop()

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        open_tags = [tag for tag, _ in self._open]
        if open_tags and open_tags[-1] in self.blocks:
            self.blocks[open_tags[-1]].append(data)
            return
        if "mark" in open_tags:
            self.marks[-1] += data
        for _, name in self._open:
            if name:
                self.words[name] += data
        self.words["page"] = self.words.get("page", "") + data

    def said(self, name: str = "page") -> str:
        """Return the words under an id, white space made single."""
        return " ".join(self.words[name].split())


@pytest.fixture(scope="session")
def invented() -> ModuleType:
    """The module that writes invented records."""
    return _load("invented")


@pytest.fixture(scope="session")
def record(invented):
    """The invented record."""
    return invented.record()


@pytest.fixture(scope="session")
def taken():
    """Take a record's page apart."""
    return lambda record: Taken(publish.report(record))


@pytest.fixture(scope="session")
def page(record, taken):
    """The invented record's page, taken apart."""
    return taken(record)
