"""What each kind of problem is, in the words of the manual, and where its pages lie."""

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Run:
    """
    Words of one look.

    Attributes:
        words: As they stand.
        look: `plain`, `emphasis`, `strong` or `code`.
        code: Of another problem, where the words lead to its page; else empty.
    """

    words: str
    look: str = "plain"
    code: str = ""


@dataclass(frozen=True, slots=True)
class Explained:
    """
    A problem's page of the manual.

    Attributes:
        first: Its first sentence.
        parts: Paragraphs, and lists of lines: each a tuple of lines; a paragraph has one.
        is_list: For each part whether it is a list.
    """

    first: str
    parts: tuple[tuple[tuple[Run, ...], ...], ...]
    is_list: tuple[bool, ...]


@cache
def problems() -> dict[str, Explained]:
    """Return every problem's page by its code (`script/generate` makes the file)."""
    path = resources.files("onrecord.web").joinpath("problems.json")
    told = json.loads(path.read_text(encoding="utf-8"))
    return {code: _explained(page) for code, page in told.items()}


def problem(code: str) -> Explained | None:
    """Return the page of one kind of problem; None for a code that the manual does not know."""
    return problems().get(code)


def _explained(page: dict[str, object]) -> Explained:
    parts = page["parts"]
    if not isinstance(parts, list):
        raise TypeError("problems.json holds no parts: run script/generate")
    return Explained(
        first=str(page["first"]),
        parts=tuple(
            tuple(tuple(Run(*run) for run in line) for line in part["lines"]) for part in parts
        ),
        is_list=tuple(bool(part["is_list"]) for part in parts),
    )
