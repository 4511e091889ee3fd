"""Lists of named persons: what a file of them says, and taking an issue into a record."""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from onrecord import store
from onrecord.lists import tables
from onrecord.model import (
    Change,
    Column,
    Issue,
    Meaning,
    NameList,
    OnRecordError,
    Outcome,
    Problem,
)
from onrecord.preserve.sealed import Keys
from onrecord.workflow import kept_files, list_files
from onrecord.workflow.deciding import on_one_line
from onrecord.workflow.listed_people import before_issue
from onrecord.workflow.reported import REPORTS
from onrecord.workflow.testifying import KEYS

_MOST_MIB = 200  # a million rows take about half of it
_MIB = 1024 * 1024
_MOST_NAME = 40
# What a list that is kept sealed leaves to the sealed file alone.
_ONLY_SEALED = frozenset({Meaning.NATIONAL_ID, Meaning.NOTE})


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTold:
    """
    What is told of an issue of a list when it is taken in.

    Attributes:
        name: What the list is called in the record: `ministry`.
        title, keeper, draws_on: As in `NameList`; None leaves what is known.
        has_each_once, outcome: Likewise.
        issued: The day on which its keeper gave it out; None if unknown.
        sheet: Which sheet of the file; "" for the only one.
        mapping: A file that says what columns mean; None takes them as in the issue before,
            else as they are proposed.
        sealed: Whether the file is kept sealed.
        by: Who takes it in; None for the person that the settings name.
    """

    name: str
    title: str | None = None
    keeper: str | None = None
    draws_on: tuple[str, ...] | None = None
    has_each_once: bool | None = None
    outcome: Outcome | None = None
    issued: date | None = None
    sheet: str = ""
    mapping: Path | None = None
    sealed: bool = False
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A column as it is understood, with the first value that stands in it; "" if none does."""

    column: Column
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """
    What taking a file in would do.

    Attributes:
        name_list: The list, as it would then be told of.
        columns: What each column was taken to say.
        rows: How many rows hold anything.
        doubts: What a person should look at, in words.
        problems: What is wrong with the file.
        is_known: Whether exactly this issue is in the record already.
        issues: How many issues of the list are in the record.
    """

    name_list: NameList
    columns: tuple[Shown, ...]
    rows: int
    doubts: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_known: bool = False
    issues: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenList:
    """
    An issue that was taken in.

    Attributes:
        name_list: The list.
        issue: The issue; that of before where exactly this was there already.
        is_new: Whether it was not there before.
        changes: How many persons were added, removed, returned or changed.
        problems: What is wrong with its rows.
    """

    name_list: NameList
    issue: Issue
    is_new: bool
    changes: Mapping[Change, int]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _File:
    """A file of a list as it lies there, with the sheet that is meant."""

    name: str
    data: bytes
    sheet: tables.Sheet

    @property
    def sha256(self) -> str:
        return sha256(self.data).hexdigest()


def look_at_list(record_folder: Path, file: Path, told: ListTold) -> Looked:
    """
    Return how a file of a list is understood, writing nothing.

    Args:
        record_folder: The record that it would go into; it need not be there.
        file: The file.
        told: What is told of it.

    Raises:
        OnRecordError: There is no such file, no table in it, or several, and none is named.
        RecordUnusable: There is something that is no record.
    """
    found = _file(file, told)
    is_there = (record_folder / store.SETTINGS).exists()
    with store.open_record(record_folder) if is_there else nullcontext() as kept:
        known = {one.name: one for one in kept.name_lists()} if kept else {}
        name_list = _name_list(told, known.get(told.name))
        issues = kept.issues(name_list.id) if kept else ()
    columns, doubts = _columns(found.sheet, _sealed_as_before(told, issues), issues)
    return Looked(
        name_list=name_list,
        columns=tuple(
            Shown(column=column, example=on_one_line(next(found.sheet.column(at), "")))
            for at, column in enumerate(columns)
        ),
        rows=sum(map(bool, found.sheet.rows)),
        doubts=doubts,
        problems=found.sheet.problems,
        is_known=any((one.sha256, one.sheet) == (found.sha256, found.sheet.name) for one in issues),
        issues=len(issues),
    )


def take_list(record_folder: Path, file: Path, told: ListTold) -> TakenList:
    """
    Take an issue of a list into a record, which is made if it is not there.

    The bytes come into the archive, and the issue with all its rows into the database in one
    transaction: killed at any moment, the list is as it was, or has the issue whole. The
    same file again changes nothing.

    Raises:
        OnRecordError: As `look_at_list`, or it is to be kept sealed and the settings name
            nobody who could open it.
        RecordUnusable: The record cannot be opened or written.
    """
    found = _file(file, told)
    with store.open_record(record_folder, create=True) as kept, kept.build(doing="list"):
        known = {one.name: one for one in kept.name_lists()}
        name_list = _name_list(told, known.get(told.name))
        issues = kept.issues(name_list.id)
        told = _sealed_as_before(told, issues)
        there = next((one for one in issues if _is_it(one, found)), None)
        if there is not None:
            kept.save_issue(name_list, there, (), ())
            return TakenList(
                name_list=name_list, issue=there, is_new=False, changes={}, problems=()
            )
        return _taken(kept, name_list, issues, found, told)


def _taken(
    kept: store.RecordStore,
    name_list: NameList,
    issues: Sequence[Issue],
    found: _File,
    told: ListTold,
) -> TakenList:
    columns, _ = _columns(found.sheet, told, issues)
    issue = Issue(
        list=name_list.id,
        sha256=found.sha256,
        file=found.name,
        sheet=found.sheet.name,
        issued=told.issued,
        columns=columns,
        pages=found.sheet.pages,
        by=told.by or kept.settings.person,
        at=_after_all(issues, kept.moment()),
    )
    before, earlier = before_issue(kept, issue, issues)
    made = tables.entries(
        found.sheet, columns, name_list=name_list, issue=issue, before=before, earlier=earlier
    )
    issue = replace(issue, rows=len(made.listed), sealed=_put_away(kept, issue, found, told))
    kept.save_issue(name_list, issue, made.entries, made.listed, made.rows)
    return TakenList(
        name_list=name_list,
        issue=issue,
        is_new=True,
        changes=Counter(one.change for one in made.changes),
        problems=(*found.sheet.problems, *made.problems),
    )


def _after_all(issues: Sequence[Issue], now: datetime) -> datetime:
    """
    Return the time, or that of the last issue that was taken in if it lies ahead.

    Where keepers tell no day, issues stand in the order of these times: one that comes after a
    clock was set back is still the later one.
    """
    return max((now.replace(microsecond=0), *(one.at for one in issues)))


def _file(path: Path, told: ListTold) -> _File:
    try:
        if path.stat().st_size > _MOST_MIB * _MIB:
            raise OnRecordError(f"{path} is larger than {_MOST_MIB} MiB: part it and take it so")
        data = path.read_bytes()
    except OSError as fault:
        raise OnRecordError(f"{path} cannot be read: {fault.strerror or fault}") from None
    sheets = list_files.sheets(data, path.name)
    if told.sheet:
        sheets = tuple(one for one in sheets if one.name == told.sheet)
    held = [one for one in sheets if any(one.rows)]
    if not held:
        why = next((p.message for one in sheets for p in one.problems), "there is no table in it")
        raise OnRecordError(f"{path.name} cannot be read as a list: {why}")
    if len(held) > 1:
        names = ", ".join(one.name or "(without a name)" for one in held)
        raise OnRecordError(f"{path.name} has several sheets: {names}; name one with --sheet")
    return _File(path.name, data, held[0])


def _sealed_as_before(told: ListTold, issues: Sequence[Issue]) -> ListTold:
    """Return what is told; a list of which an issue is sealed stays so, if nobody says it."""
    return replace(told, sealed=told.sealed or any(one.sealed for one in issues))


def _is_it(issue: Issue, found: _File) -> bool:
    return (issue.sha256, issue.sheet) == (found.sha256, found.sheet.name)


def _name_list(told: ListTold, known: NameList | None) -> NameList:
    is_word = told.name.replace("-", "").replace("_", "").isalnum()
    if not is_word or told.name != told.name.lower() or len(told.name) > _MOST_NAME:
        raise OnRecordError("a list is called by one word in small letters, such as ministry")
    if told.name == REPORTS:
        raise OnRecordError(f"“{REPORTS}” are those whom reports name; call the list otherwise")
    before = known or NameList(name=told.name)
    more = {
        what: value
        for what in ("title", "keeper", "draws_on", "has_each_once", "outcome")
        if (value := getattr(told, what)) is not None
    }
    return replace(before, **more)


def _columns(
    sheet: tables.Sheet, told: ListTold, issues: Sequence[Issue]
) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    """Return what columns say: as told, as in the issue before, or as proposed; and doubts."""
    columns: tuple[Column, ...]
    doubts: tuple[str, ...] = ()
    if told.mapping is not None:
        columns = tables.columns_from(*_words(told.mapping), sheet)
    elif issues:
        columns, doubts = tables.fitted(issues[-1].columns, sheet)
    else:
        proposed = tables.propose(sheet)
        columns, doubts = proposed.columns, proposed.doubts
    if told.sealed:
        columns = tuple(_unsaid(one) for one in columns)
    if not any(one.meaning in _NAMING for one in columns):
        raise OnRecordError("no column holds names: say which with a mapping file (--mapping)")
    return columns, doubts


def propose_columns(file: Path, sheet: str = "") -> str:
    """
    Return a mapping file to begin with: what each column seems to mean, with its doubts.

    It quotes cells of the list as comments, so it holds names.

    Raises:
        OnRecordError: There is no such file, or it is no list.
    """
    found = _file(file, ListTold(name="any", sheet=sheet))
    return tables.mapping_of(tables.propose(found.sheet), found.name)


def _words(path: Path) -> tuple[str, str]:
    try:
        return path.read_text(encoding="utf-8-sig"), path.name
    except (OSError, UnicodeDecodeError):
        raise OnRecordError(f"{path} cannot be read as text in UTF-8") from None


_NAMING = frozenset({Meaning.NAME, Meaning.OTHER_NAME, Meaning.GIVEN, Meaning.FAMILY})


def _unsaid(column: Column) -> Column:
    is_hidden = column.meaning in _ONLY_SEALED
    return replace(column, meaning=Meaning.NOTHING) if is_hidden else column


def _put_away(kept: store.RecordStore, issue: Issue, found: _File, told: ListTold) -> str | None:
    """Keep the bytes; return the SHA-256 of the sealed ones, if they are kept sealed."""
    archive = kept_files.of(kept.folder)
    if not told.sealed:
        archive.keep(found.data)
        return None
    protect = kept.settings.protect
    if protect is None:
        raise OnRecordError(
            "to keep a list sealed, name who can open it, under [protect] in "
            f"{kept.folder / store.SETTINGS}"
        )
    sealed = Keys(kept.folder / KEYS).seal(issue.id, found.data, protect.recipients)
    return archive.keep(sealed)
