"""`manifest.csv`: what a person tells about reports that their bytes do not tell."""

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath

from onrecord.model import DAY_FIRST, MONTH_FIRST, Problem, Severity, Told

NAME = "manifest.csv"
COLUMNS = ("file", "url", "title", "author", "publisher", "published", "language", "dates")
_DATES = (DAY_FIRST, MONTH_FIRST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """
    What a manifest says of each file.

    Attributes:
        told: By the file's name in the folder, in one Unicode form.
        lines: The line of the manifest on which each file stands.
        problems: What was wrong with it; work goes on with the rest.
    """

    told: Mapping[str, Told] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def of(self, name: str) -> Told:
        """Return what is told of a file; an empty Told if nothing is."""
        return self.told.get(as_key(name), Told())


def as_key(name: str) -> str:
    r"""
    Return a file's name in the form in which names are compared.

    One system writes é as one character, another as two; some write `\` for `/`.

    >>> as_key(".\\a\\b.txt")
    'a/b.txt'
    """
    return unicodedata.normalize("NFC", name.strip().replace("\\", "/")).removeprefix("./")


def read_manifest(path: Path, most_bytes: int) -> Manifest:
    """Return what a folder's manifest says; an empty one if the folder has none."""
    if not path.is_file():
        return Manifest()
    try:
        with path.open("rb") as stream:
            data = stream.read(most_bytes + 1)
    except OSError as error:
        return _unusable(f"it cannot be read: {error.strerror or error}")
    if len(data) > most_bytes:
        return _unusable(f"it is larger than {most_bytes:,} bytes")
    content, problems = _decoded(data)
    try:
        return _parsed(content, problems)
    except csv.Error as error:
        return _unusable(f"it is no table of comma-separated values: {error}")


def _unusable(why: str) -> Manifest:
    message = f"The manifest was ignored because {why}."
    return Manifest(problems=(_problem("manifest-unreadable", message, 0, Severity.ERROR),))


def _decoded(data: bytes) -> tuple[str, list[Problem]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), []
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        message = (
            "The manifest is not UTF-8; it was read as Windows-1252. Check names with accents."
        )
        problem = _problem("encoding-guessed", message, 0, Severity.WARNING)
        return data.decode("cp1252", "replace"), [problem]


def _parsed(content: str, problems: list[Problem]) -> Manifest:
    first = content.lstrip("\r\n").partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    # A lone carriage return is a line end too, in files from old Macintosh programs.
    lines = io.StringIO(content.replace("\x00", ""), newline=None)
    rows = csv.reader(lines, delimiter=delimiter)
    header: list[str] = []
    for cells in rows:
        if any(cell.strip() for cell in cells):
            header = [cell.strip().lower() for cell in cells]
            break
    if "file" not in header:
        return _no_file_column(header, problems)
    problems.extend(_about_columns(header))
    return _collected(header, rows, problems)


def _no_file_column(header: list[str], problems: list[Problem]) -> Manifest:
    found = ", ".join(filter(None, header)) or "none"
    message = (
        f"The manifest was ignored because it has no column `file` (columns found: {found:.200}); "
        f"its first line should be {','.join(COLUMNS)}."
    )
    problem = _problem("manifest-no-file-column", message, 1, Severity.ERROR)
    return Manifest(problems=(*problems, problem))


def _about_columns(header: list[str]) -> Iterator[Problem]:
    for column in dict.fromkeys(header):
        if column and column not in COLUMNS:
            message = f"The manifest's column `{column:.60}` is not known and was not used."
            yield _problem("manifest-column-unknown", message, 1, Severity.NOTE)
        if column and header.count(column) > 1:
            message = f"The manifest has the column `{column:.60}` twice; the first was used."
            yield _problem("manifest-column-twice", message, 1, Severity.WARNING)


def _collected(header: list[str], rows: Iterator[list[str]], problems: list[Problem]) -> Manifest:
    told: dict[str, Told] = {}
    lines: dict[str, int] = {}
    reader = rows
    for cells in reader:
        line: int = getattr(reader, "line_num", 0)
        if not any(cell.strip() for cell in cells):
            continue
        row = dict(zip(reversed(header), reversed(_padded(cells, len(header))), strict=True))
        key = as_key(row["file"])
        if len(cells) > len(header):
            message = f"This row of the manifest has {len(cells)} cells for {len(header)} columns."
            problems.append(_problem("manifest-row", message, line, Severity.WARNING))
        if not key:
            message = "This row of the manifest names no file."
            problems.append(_problem("manifest-row", message, line, Severity.WARNING))
        elif key in told:
            message = f"`{key:.200}` stands in the manifest twice; line {lines[key]} was used."
            problems.append(_problem("manifest-row-twice", message, line, Severity.WARNING))
        else:
            told[key], found = told_by(row, f"{NAME}:{line}")
            lines[key] = line
            problems.extend(found)
    return Manifest(told=told, lines=lines, problems=tuple(problems))


def _padded(cells: list[str], width: int) -> list[str]:
    return [*cells[:width], *[""] * (width - len(cells))]


def told_by(row: Mapping[str, str], where: str) -> tuple[Told, list[Problem]]:
    """
    Return what a row tells of a report, and what in it cannot be used.

    Args:
        row: Cells by the manifest's columns.
        where: The row's place, for problems.
    """
    problems: list[Problem] = []
    words = {column: row.get(column, "").strip() or None for column in COLUMNS[1:5]}
    told = Told(url=words["url"], title=words["title"], author=words["author"],
                publisher=words["publisher"])  # fmt: skip
    day = row.get("published", "").strip()
    language = row.get("language", "").strip().lower().replace("_", "-").partition("-")[0]
    try:
        told = replace(told, published=date.fromisoformat(day) if day else None)
    except ValueError:
        message = f"`{day:.60}` is not a day written like 2025-03-12, so it was not used."
        problems.append(_unused("manifest-date", message, where))
    if language and not (language.isascii() and language.isalpha() and len(language) in {2, 3}):
        message = f"`{language:.60}` is not a language code such as en or ar, so it was not used."
        problems.append(_unused("manifest-language", message, where))
    else:
        told = replace(told, language=language or None)
    dates = row.get("dates", "").strip().lower()
    if dates and dates not in _DATES:
        message = f"`{dates:.60}` is neither {' nor '.join(_DATES)}, so it was not used."
        problems.append(_unused("manifest-date", message, where))
    else:
        told = replace(told, dates=dates or None)
    return told, problems


def _unused(code: str, message: str, where: str) -> Problem:
    return Problem(code=code, message=message, where=where, severity=Severity.WARNING)


def about_missing(manifest: Manifest, names: set[str]) -> Iterator[Problem]:
    """
    Return a Problem for each file that the manifest names and the folder lacks.

    What a file holds inside goes by the file: `box.mbox/3` is there if `box.mbox` is.
    """
    for key, line in manifest.lines.items():
        around = {parent.as_posix() for parent in PurePosixPath(key).parents}
        if key not in names and not around & names:
            message = f"The manifest names `{key:.200}`, but there is no such report in the folder."
            yield _problem("manifest-file-missing", message, line, Severity.WARNING)


def _problem(code: str, message: str, line: int, severity: Severity) -> Problem:
    where = f"{NAME}:{line}" if line else NAME
    return Problem(code=code, message=message, where=where, severity=severity)
