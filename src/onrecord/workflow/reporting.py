"""A record to a report for a reader, through what anybody may see of it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO, Literal

from onrecord import publish, store
from onrecord.model import OnRecordError
from onrecord.model.public import Public
from onrecord.publish.paper import Asked
from onrecord.workflow.exchanging import Noting, opened, silent
from onrecord.workflow.outcome import Stopping, never, stop_if_asked
from onrecord.workflow.publishing import public_of

Language = Literal["en", "ar"]
REPORT_LANGUAGES: tuple[Language, ...] = ("en", "ar")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """
    What a person asked for, as typed.

    Attributes:
        incident: An id or its beginning; None for a period or the whole record.
        first, last: The period's days; None where it is open.
        rulebook: Whose figure stands first; None for the one that the settings name.
        language: `en` or `ar`; None for the first that the settings name.
    """

    incident: str | None = None
    first: date | None = None
    last: date | None = None
    rulebook: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderReport:
    """
    What a report for a reader holds.

    Attributes:
        size: Of the file, in bytes.
        held_back: How many incidents of the record are not in it because nobody decided.
    """

    size: int
    held_back: int


def write_report(
    record_folder: Path,
    out: Path | BinaryIO,
    form: Literal["html", "pdf"],
    wanted: Wanted,
    *,
    proposals: bool = False,
    stopping: Stopping = never,
    noting: Noting = silent,
) -> ReaderReport:
    """
    Write a report for a reader, from what anybody may see of a record and nothing else.

    Args:
        record_folder: The record.
        out: An open stream, or a path; a file there is replaced whole, at the end.
        form: A page, or a paper.
        wanted: What it is of.
        proposals: Also what nobody has decided on, marked as such.
        stopping: Is asked before it is written whether to stop there.
        noting: Is told how much testimony was left out, if any.

    Raises:
        RecordUnusable: There is no record, or it cannot be opened.
        MachineLacks: It is to be a paper, and the typesetter is not installed.
        OnRecordError: There is no such incident, none in that time, or too many.
        OSError: `out` cannot be written.
        Stopped: `stopping` said so; a file that stood there before stands there still.
    """
    with store.open_record(record_folder) as kept:
        public = public_of(kept, proposals=proposals, noting=noting)
        asked = _asked(wanted, public)
        made = (publish.paper.pdf if form == "pdf" else publish.paper.html)(public, asked)
    stop_if_asked(stopping, "stopped; nothing was written")
    with opened(out) as stream:
        stream.write(made)
        stream.flush()
    return ReaderReport(size=len(made), held_back=public.method.held_back)


def _asked(wanted: Wanted, public: Public) -> Asked:
    allowed = public.allowed
    rulebook = allowed.rulebook if wanted.rulebook is None else wanted.rulebook
    if rulebook and rulebook not in allowed.rulebooks:
        raise OnRecordError(
            f"{rulebook} is not one of the rulebooks that [publish] in onrecord.toml shows"
        )
    if wanted.first and wanted.last and wanted.first > wanted.last:
        raise OnRecordError(f"time runs forward, not from {wanted.first} to {wanted.last}")
    return Asked(
        incident=publish.paper.meant(wanted.incident, public) if wanted.incident else None,
        first=wanted.first,
        last=wanted.last,
        rulebook=rulebook,
        language=wanted.language or next(iter(allowed.languages), "en"),
    )
