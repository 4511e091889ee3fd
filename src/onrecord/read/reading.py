"""What reading a snapshot gives."""

from dataclasses import dataclass

from onrecord.model import Document, Problem, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """
    A document read.

    Attributes:
        document: With title, author, publisher, day and language filled where known.
        text: Its words, each block with its voice; None if they could not be read.
        problems: What was wrong or doubtful.
    """

    document: Document
    text: Text | None
    problems: tuple[Problem, ...] = ()
