"""
How well readers' comments are kept apart, and whether one that corrects its report is offered.

Pages are made in the program (`comment_pages.py`), so it is known what each comment is: their
comments should be found as comments, no sentence of the report with them, and each comment that
corrects the report should become a question that names the sentence. In the same run the pages
are read in bulk, and trafilatura says which words it takes for comments and which for the report.

With a FOLDER, the `tests` folder of trafilatura's repository, the segments that its makers
annotated as comments are looked for too; what is asked there is a figure of public pages.

Run: `python benchmarks/comments.py [FOLDER] [--pages 280] [--show]`; `--show` prints what was
missed, and what is asked on the public pages.
"""

# ruff: noqa: INP001, T201 - a program to be run by hand

import argparse
import html
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from comment_pages import HELD_BACK, Made, made
from pages import OURS, here, reading
from trafilatura import bare_extraction

from onrecord import read
from onrecord.kit import apart
from onrecord.model import Problem, Voice

COMMENT, REPORT, NOWHERE = "as comments", "in the report", "elsewhere"
_ASKED = "comment-corrects"
_TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)


class Parts(NamedTuple):
    """The words of a page that a tool takes for comments, and those it takes for the report."""

    comments: str
    report: str
    questions: tuple[Problem, ...] = ()


def plain(words: str) -> str:
    """Return words with one blank between them."""
    return " ".join(words.split())


def ours(data: bytes, *, bulk: bool = False) -> Parts:
    """Return what we make of a page."""
    found = reading(data, read.Manner(bulk=bulk))
    text = found.text
    told = [(b.voice, plain(text.words(b.start, b.end))) for b in text.blocks] if text else []
    return Parts(
        "\n".join(words for voice, words in told if voice is Voice.COMMENT),
        "\n".join(words for voice, words in told if voice in OURS),
        tuple(problem for problem in found.problems if problem.code == _ASKED),
    )


def theirs(data: bytes) -> Parts:
    """Return what trafilatura makes of a page."""
    found: Any = bare_extraction(data, include_comments=True)
    if found is None:
        return Parts("", "")
    return Parts(plain(found.comments or ""), plain(found.text or ""))


TOOLS: dict[str, Callable[[bytes], Parts]] = {
    "ours": ours,
    "ours, in bulk": lambda data: ours(data, bulk=True),
    "trafilatura": theirs,
}


def where(words: str, parts: Parts) -> str:
    """Return where a comment's words were found; in the report is what must not be."""
    if words in parts.report:
        return REPORT
    return COMMENT if words in parts.comments else NOWHERE


def counted(found: Counter[str]) -> str:
    """Return counts as words."""
    return ", ".join(f"{found[kind]:,} {kind}" for kind in (COMMENT, REPORT, NOWHERE))


def kept_apart(pages: Sequence[Made]) -> None:
    """Print where each tool has the comments of made pages, and whether it kept the report."""
    for name, tool in TOOLS.items():
        found: Counter[str] = Counter()
        shapes: Counter[str] = Counter()
        taken = lost = 0
        for page in pages:
            parts = tool(page.markup.encode())
            places = [where(plain(comment.words), parts) for comment in page.comments]
            found.update(places)
            shapes[page.shape] += sum(place is not COMMENT for place in places)
            taken += sum(sentence in parts.comments for sentence in page.sentences)
            lost += sum(sentence not in parts.report for sentence in page.sentences)
        total = sum(len(page.sentences) for page in pages)
        print(f"{name}: of {found.total():,} comments {counted(found)}; of {total:,} sentences of "
              f"the report {taken:,} taken for comments, {lost:,} not in the report")  # fmt: skip
        missed = ", ".join(f"{shape} {n}" for shape, n in shapes.items() if n)
        print(f"  not found as comments: {missed or 'none'}")


def offered(pages: Sequence[Made], *, show: bool) -> None:
    """Print how many comments that correct are asked about, and how many others are."""
    right: Counter[tuple[bool, str]] = Counter()
    asked: Counter[tuple[bool, str]] = Counter()
    placed: Counter[str] = Counter()
    for page in pages:
        questions = [plain(problem.message) for problem in ours(page.markup.encode()).questions]
        for comment in page.comments:
            kind = comment.about is not None, comment.way
            mine = next((q for q in questions if f"text: “{plain(comment.words)}”" in q), None)
            right[kind] += 1
            asked[kind] += mine is not None
            about = mine.partition("It is about line")[2] if mine else ""
            placed[comment.way] += bool(comment.about) and str(comment.about)[:60] in about
            if show and (mine is not None) is not kind[0]:
                print(f"  {'missed' if kind[0] else 'asked'}: {comment.words}")
    for does, words in ((True, "that correct"), (False, "that correct nothing")):
        ways = [kind for kind in right if kind[0] is does]
        for sort, chosen in (
            ("", [way for way in ways if way[1] != HELD_BACK]),
            (", held back", [way for way in ways if way[1] == HELD_BACK]),
        ):
            all_, those = sum(right[way] for way in chosen), sum(asked[way] for way in chosen)
            line = f"comments {words}{sort}: {those:,} of {all_:,} asked about"
            named = sum(placed[way] for _, way in chosen)
            print(line + (f", {named:,} with the sentence" if does else ""))
            for way in sorted(chosen):
                print(f"  {way[1]}: {asked[way]:,} of {right[way]:,}")


# -- Public pages ------------------------------------------------------------------------------


def public(folder: Path) -> Iterator[tuple[bytes, Sequence[str]]]:
    """Return each public page with the segments that are comments."""
    for truth in json.loads((folder / "evaldata.json").read_text(encoding="utf-8")).values():
        paths = (folder / name / truth["file"] for name in ("eval", "cache"))
        path = next((path for path in paths if path.exists()), None)
        if path is not None:
            yield (
                path.read_bytes(),
                [plain(words) for words in truth.get("comments") or () if words.strip()],
            )


def on_public_pages(folder: Path, *, show: bool) -> None:
    """Print where the annotated segments are, and what is asked."""
    found: dict[str, Counter[str]] = {name: Counter() for name in TOOLS}
    in_source = pages = questions = with_comments = 0
    for data, segments in public(folder):
        pages += 1
        source = plain(html.unescape(_TAGS.sub(" ", data.decode("utf-8", "replace"))))
        in_source += sum(segment in source for segment in segments)
        parts = {name: tool(data) for name, tool in TOOLS.items() if segments or name == "ours"}
        for name, one in parts.items():
            found[name].update(where(segment, one) for segment in segments)
        with_comments += bool(parts["ours"].comments)
        questions += len(parts["ours"].questions)
        for problem in parts["ours"].questions if show else ():
            print(f"  asked: {problem.message}")
    print(f"{pages} public pages, {found['ours'].total()} segments annotated as comments, "
          f"{in_source} of them in the page as it was sent")  # fmt: skip
    for name, places in found.items():
        print(f"{name}: {counted(places)}")
    print(f"ours: comments on {with_comments} pages; {questions} asked about as corrections")


def main() -> None:
    """Measure on made pages, and on public ones if there are any."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--pages", type=int, default=280)
    parser.add_argument("--show", action="store_true")
    told = parser.parse_args()
    apart.asked = here
    pages = list(made(told.pages))
    kept_apart(pages)
    offered(pages, show=told.show)
    if told.folder is not None:
        on_public_pages(told.folder, show=told.show)


if __name__ == "__main__":
    main()
