"""A fault or a doubt found while a document is read, with the document as its place."""

from onrecord.model import Document, Problem, Severity


def problem_of(
    document: Document, code: str, message: str, severity: Severity = Severity.QUESTION
) -> Problem:
    """
    Return what is wrong or doubtful with a document.

    >>> problem_of(Document(name="a.txt"), "file-date", "Nothing else tells a day.").where
    'a.txt'
    """
    return Problem(code=code, message=message, where=document.name, severity=severity)
