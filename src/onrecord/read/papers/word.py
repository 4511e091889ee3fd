"""A Word document: its paragraphs, tables, notes, comments and what was changed in it."""

from typing import Any

from onrecord.kit import apart, zips
from onrecord.model import Document, Severity, Snapshot, Text, Voice
from onrecord.read import metadata
from onrecord.read.doubt import problem_of
from onrecord.read.labels import Label
from onrecord.read.papers import assembled, dates
from onrecord.read.papers.assembled import Piece
from onrecord.read.plain import empty
from onrecord.read.reading import Reading

READER = "word 2"
_TAKEN_APART = "onrecord.read.papers.word_child:answer"
_DAYS = {"created": "made on", "modified": "changed on"}
# What was struck out was taken back by who wrote it: kept in its place, and no part of the report.
LABELS = {
    "title": Label(Voice.TITLE, "word-title"),
    "heading": Label(Voice.HEADING, "word-heading"),
    "row": Label(Voice.BODY, "row"),
    "item": Label(Voice.BODY, "list-item"),
    "note": Label(Voice.BODY, "footnote"),
    "caption": Label(Voice.CAPTION, "word-caption"),
    "comment": Label(Voice.COMMENT, "word-comment"),
    "deleted": Label(Voice.BOILERPLATE, "word-deleted"),
    "page-head": Label(Voice.BOILERPLATE, "page-head"),
    "page-foot": Label(Voice.BOILERPLATE, "page-foot"),
}


def read_word(document: Document, snapshot: Snapshot, data: bytes) -> Reading:
    """
    Return a Word document's words; nothing that it points to is fetched.

    Inserted text is read as text. Deleted text is kept behind its paragraph, labelled. A
    comment is its author's: who wrote it stands before its words.

    Args:
        document: The report.
        snapshot: Its bytes.
        data: The bytes, a DOCX.
    """
    try:
        told: dict[str, Any] = apart.asked(_TAKEN_APART, data, is_fresh=True).told
    except apart.TooHard as why:
        told = {"refused": str(why)}
    if "refused" in told:
        message = f"The Word document is kept but was not read: {told['refused']}."
        code = zips.fault(told["refused"])
        problem = problem_of(document, code, message, Severity.ERROR)
        untouched = metadata.completed(document, metadata.Found(), None)
        return Reading(document=untouched, text=None, problems=(problem,))
    pieces = [Piece(kind, ((None, "", words),)) for kind, words in told["pieces"]]
    if not pieces:
        untouched = metadata.completed(document, metadata.Found(), None)
        return Reading(document=untouched, text=None, problems=(empty(document),))
    text = assembled.text(document, snapshot, pieces, LABELS, READER)
    return _completed(document, text, told)


def _completed(document: Document, text: Text, told: dict[str, Any]) -> Reading:
    printed = metadata.in_plain_text(document, text.content, text.blocks)
    own: dict[str, str] = told["told"]
    title = (printed.title[0], "document") if printed.title else None
    has_title = any(block.rule == "word-title" for block in text.blocks)
    if not has_title and own.get("title"):
        title = (own["title"], "core properties")
    author = printed.author
    if author is None and own.get("author"):
        author = (own["author"], "core properties")
    found = metadata.Found(
        title=title, author=author, published=printed.published, problems=printed.problems
    )
    completed = metadata.completed(document, found, text.language)
    problems = [*found.problems, *metadata.about_day(document, found)]
    problems += dates.about_file(completed, own, _DAYS)
    if told["changes"]:
        message = (
            f"This document was given out with its changes still marked ({told['changes']}). "
            "Inserted words were read; deleted ones are kept and labelled. Which version its "
            "author stands by, a person has to find out."
        )
        problems.append(problem_of(document, "changes-marked", message, Severity.QUESTION))
    return Reading(document=completed, text=text, problems=tuple(problems))
