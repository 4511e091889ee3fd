"""One report: bytes to text to claims, whatever may be wrong with it."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord import extract, read, resolve
from onrecord.extract.asked import Heard
from onrecord.model import (
    Claim,
    Document,
    LanguageModel,
    Named,
    Names,
    OnRecordError,
    Problem,
    Reader,
    Severity,
    Snapshot,
    Text,
    caution,
)
from onrecord.workflow import engines, tabled

_MOST = 2_000_000  # characters read for claims: a thousand pages; what is longer is no report

FAILED = "reader-failed"  # the problem of a report that a fault of this program kept unread
KILLED = "reader-killed"  # the problem of a report that ended the process reading it
_NO_MEMORY = "reading it takes more memory than there is"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """
    What one report gave.

    Attributes:
        document: With what reading found out about it.
        text: Its words; None if it could not be read.
        claims: Resolved; empty if it could not be read or says nothing of harm.
        problems: What was wrong with it.
        is_whole: Whether every question about it that a language model was to be asked was.
    """

    document: Document
    text: Text | None = None
    claims: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_whole: bool = True


def taken(
    document: Document,
    snapshot: Snapshot,
    data: bytes,
    names: Names,
    model: LanguageModel | None = None,
    manner: read.Manner = read.AS_USUAL,
) -> Taken:
    """
    Return what a report gives, never failing because of what stands in it.

    Args:
        document: The report.
        snapshot: Its bytes at this moment.
        data: The bytes.
        names: What the program knows by name.
        model: A language model to ask too; None asks none.
        manner: What the record's settings say of reading.

    Raises:
        OnRecordError: Not this report but the machine is at fault: a model is missing.
    """
    try:
        return attempted(document, snapshot, data, names, model, manner)
    except MemoryError:
        return Taken(document=document, problems=(set_aside(document.name, _NO_MEMORY),))


def attempted(
    document: Document,
    snapshot: Snapshot,
    data: bytes,
    names: Names,
    model: LanguageModel | None = None,
    manner: read.Manner = read.AS_USUAL,
) -> Taken:
    """
    Return the same as `taken`, to somebody who can try again with more memory.

    Raises:
        MemoryError: Of this report, or of all that this process read before it.
        OnRecordError: As with `taken`.
    """
    try:
        reading = read.text(document, snapshot, data, manner)
    except (OnRecordError, MemoryError):
        raise
    except Exception as fault:  # noqa: BLE001 - one odd report must not stop ten thousand others
        return Taken(document=document, problems=(_failed(document, "read", fault),))
    if reading.text is None:
        return Taken(document=reading.document, problems=reading.problems)
    try:
        found = _claims(reading.document, reading.text, names, model)
    except (OnRecordError, MemoryError):
        raise
    except Exception as fault:  # noqa: BLE001 - likewise; its text is kept and shown
        found = Heard(claims=(), problems=(_failed(document, "understood", fault),))
    return Taken(
        document=reading.document,
        text=reading.text,
        claims=found.claims,
        problems=(*reading.problems, *found.problems),
        is_whole=not found.unanswered,
    )


def _claims(document: Document, text: Text, names: Names, model: LanguageModel | None) -> Heard:
    reader = engines.reader_of(text)
    if reader is None:
        return Heard(claims=(), problems=(_no_reader(document, text),))
    if isinstance(reader, extract.TableReader):
        return tabled.heard(reader.understood(document, text), document, names)
    whole, text = text, _beginning(text)
    named = names.find(text.content)
    found = _heard(reader, model, document, text, named)
    told = resolve.claims(found.claims, document, text, names, named=named)
    lent = extract.lend(document, text, named, told)
    problems = [_text_cut(document, whole, text)] if text is not whole else []
    care = caution(reader.engine)
    if care is not None:
        problems.append(_read_by_lists(document, care, len(lent)))
    return replace(
        found,
        claims=resolve.claims(lent, document, text, names, named=named),
        problems=(*found.problems, *problems),
    )


def _heard(
    reader: Reader,
    model: LanguageModel | None,
    document: Document,
    text: Text,
    named: Sequence[Named],
) -> Heard:
    """Read by the readers of the program, and by a model beside them where rules can check it."""
    if model is not None and isinstance(reader, extract.EnglishReader):
        return extract.asked.heard(reader, model, document, text, named)
    return Heard(claims=reader.claims(document, text, named))


def _beginning(text: Text) -> Text:
    """
    Return as much of a text as is read for claims, ending where a line, sentence or word does.

    A number cut in two would be another number.
    """
    content = text.content
    if len(content) <= _MOST:
        return text
    ends = max(content.rfind("\n", 0, _MOST), content.rfind(". ", 0, _MOST) + 1)
    end = max(ends, 0) or max(content.rfind(" ", 0, _MOST), 0) or _MOST
    blocks = (b if b.end <= end else replace(b, end=end) for b in text.blocks if b.start < end)
    return replace(text, content=content[:end], blocks=tuple(blocks))


def _text_cut(document: Document, whole: Text, text: Text) -> Problem:
    length, read = len(whole.content), len(text.content)
    return Problem(
        code="text-cut",
        message=f"This text has {length:,} characters; only the first {read:,} were read for "
        f"claims, and {length - read:,} were left unread. All of it is kept.",
        where=document.name,
        severity=Severity.WARNING,
    )


def _no_reader(document: Document, text: Text) -> Problem:
    language = text.language or "an unknown language"
    return Problem(
        code="language-not-read",
        message=f"No claims were taken, because nothing here reads {language} yet: "
        "its text is kept, and a person has to read it.",
        where=document.name,
        severity=Severity.QUESTION,
    )


def _read_by_lists(document: Document, care: str, found: int) -> Problem:
    taken = f"{found} {'claim was' if found == 1 else 'claims were'} taken from this report"
    return Problem(
        code="read-by-lists",
        message=f"{care}. {taken[0].upper()}{taken[1:]}; there may be more in it.",
        where=document.name,
        severity=Severity.QUESTION,
    )


def _failed(document: Document, what: str, fault: Exception) -> Problem:
    """Say that a report could not be read, without a word of it: a message may hold some."""
    _log.debug("%s could not be %s", document.name, what, exc_info=fault)
    return Problem(
        code=FAILED,
        message=f"This report could not be {what}, by a fault of this program "
        f"({type(fault).__name__}); its bytes are kept. Please report it.",
        where=document.name,
        severity=Severity.ERROR,
    )


def set_aside(name: str, why: str) -> Problem:
    """Return the problem of a report that nobody could read and live, and why."""
    return Problem(
        code=KILLED,
        message=f"This report was set aside: {why}. Its bytes are kept; nothing was taken from it, "
        "and a person has to read it.",
        where=name,
        severity=Severity.ERROR,
    )
