"""Lists that come as text: delimited, or as JSON in the shapes that programs give it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from onrecord.kit import cells
from onrecord.kit.decode import Decoded, decode
from onrecord.lists.tables.sheet import MOST_COLUMNS, Sheet, headed
from onrecord.model import Problem, Severity

_JSON = (".json", ".jsonl", ".ndjson", ".geojson")
_MOST_NAMED = 5


def sheets(data: bytes, file_name: str) -> tuple[Sheet, ...]:
    r"""
    Return the tables of a file of text: delimited text, or JSON.

    Taken are lists of objects, an object of lists (one a column), a list of lists, one of these
    under a key such as `data`, and an object a line. Nothing raises: what cannot be read is a
    problem of a sheet without rows.

    Args:
        data: The file's bytes, in any encoding.
        file_name: Its name, for its ending and for the problems.

    >>> (sheet,) = sheets('الاسم;العمر\n"عمر صالح";7\n'.encode("cp1256"), "list.csv")
    >>> sheet.headings, sheet.rows
    (('الاسم', 'العمر'), (('عمر صالح', '7'),))
    """
    decoded = decode(data)
    content = decoded.content.removeprefix("\ufeff")
    problems = _about_letters(decoded, file_name)
    if "\x00" in content:
        return (_nothing(file_name, "It is no text: it holds bytes of another kind."),)
    if not content.strip():
        return (_nothing(file_name, "It holds nothing."),)
    if file_name.casefold().endswith(_JSON) or content.lstrip()[0] in "[{":
        return _from_json(content, file_name, problems)
    return (_delimited(content, file_name, problems),)


def _about_letters(decoded: Decoded, file_name: str) -> list[Problem]:
    if decoded.damaged:
        return [
            _problem(
                file_name,
                f"{decoded.damaged:,} letters of the file are damaged, the first at byte "
                f"{decoded.first_damage:,}. They stand as “\ufffd”; the names that they are in "
                "match no others.",
            )
        ]
    if decoded.is_guessed:
        message = (
            f"Nothing in the file says in which letters it is written; {decoded.encoding} fits."
        )
        return [_problem(file_name, message, Severity.QUESTION)]
    return []


def _problem(where: str, message: str, severity: Severity = Severity.WARNING) -> Problem:
    return Problem(code="list-file", message=message, where=where, severity=severity)


def _nothing(file_name: str, message: str) -> Sheet:
    return Sheet(headings=(), rows=(), problems=(_problem(file_name, message, Severity.ERROR),))


# -- Delimited ---------------------------------------------------------------------------------


def _delimited(content: str, file_name: str, problems: list[Problem]) -> Sheet:
    broken: list[int] = []
    grid = list(_grid(content, broken))
    if broken:
        shown = ", ".join(f"{number:,}" for number in broken[:_MOST_NAMED])
        more = f" and {len(broken) - _MOST_NAMED:,} more" if len(broken) > _MOST_NAMED else ""
        message = f"A quotation mark opens a cell and none closes it, in row {shown}{more}."
        problems.append(_problem(file_name, message))
    if not any(cell.strip() for row in grid for cell in row):
        problems.append(_problem(file_name, "It holds nothing.", Severity.ERROR))
    return headed("", grid, problems=problems)


def _grid(content: str, broken: list[int]) -> Iterator[list[str]]:
    """Return every row, those that hold nothing too; a row is numbered as in the file."""
    number = 0
    for row in cells.rows(content):
        while number + 1 < row.number:
            number += 1
            yield []
        number = row.number
        if row.is_broken:
            broken.append(number)
        yield [cell.value for cell in islice(row.cells, MOST_COLUMNS + 1)]


# -- JSON --------------------------------------------------------------------------------------


def _from_json(content: str, file_name: str, problems: list[Problem]) -> tuple[Sheet, ...]:
    try:
        held = _loaded(content)
    except RecursionError:
        return (_nothing(file_name, "Its JSON is nested without end, as no list of names is."),)
    except ValueError as fault:
        return (_nothing(file_name, f"Its JSON is damaged: {fault}."),)
    found = [*_tables(held, "")]
    if not found:
        return (_nothing(file_name, "Its JSON holds no list of objects and no columns."),)
    return tuple(_of_rows(name, rows, problems) for name, rows in found)


def _loaded(content: str) -> Any:
    try:
        return json.loads(content)
    except ValueError as fault:
        lines = [line for line in content.splitlines() if line.strip()]
        if len(lines) < 2 or not all(line.lstrip().startswith(("{", "[")) for line in lines):
            raise
        try:
            return [json.loads(line) for line in lines]
        except ValueError:
            raise fault from None


def _tables(held: Any, name: str) -> Iterator[tuple[str, Sequence[Any]]]:
    """Return what of some JSON is a table, each with the key that it stands under."""
    if isinstance(held, list):
        if held and all(isinstance(one, dict) for one in held):
            yield name, [one.get("properties", one) if _is_feature(one) else one for one in held]
        elif held and all(isinstance(one, list) for one in held):
            yield name, held
    elif isinstance(held, dict):
        if held and all(isinstance(one, list) for one in held.values()) and _are_columns(held):
            yield name, _turned(held)
            return
        inner = [(str(key), one) for key, one in held.items() if isinstance(one, list | dict)]
        for key, one in inner:
            yield from _tables(one, key if len(inner) > 1 else name)


def _is_feature(one: Mapping[str, Any]) -> bool:
    return one.get("type") == "Feature" and isinstance(one.get("properties"), dict)


def _are_columns(held: Mapping[str, list[Any]]) -> bool:
    return len({len(one) for one in held.values()}) == 1 and not any(
        isinstance(value, dict | list) for one in held.values() for value in one[:_MOST_NAMED]
    )


def _turned(held: Mapping[str, list[Any]]) -> list[dict[str, Any]]:
    return [dict(zip(held, row, strict=True)) for row in zip(*held.values(), strict=True)]


def _of_rows(name: str, rows: Sequence[Any], problems: Sequence[Problem]) -> Sheet:
    if isinstance(rows[0], list):
        return headed(name, [[_shown(cell) for cell in row] for row in rows], problems=problems)
    flat = [dict(_flat(row)) for row in rows]
    headings = tuple(dict.fromkeys(key for row in flat for key in row))[:MOST_COLUMNS]
    return Sheet(
        name=name,
        headings=headings,
        rows=tuple(
            tuple(row.get(key, "") for key in headings) if any(row.values()) else () for row in flat
        ),
        first=1,
        problems=tuple(problems),
    )


def _flat(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Return an object's values as text; of an object in it each value by itself."""
    for key, value in row.items():
        if isinstance(value, dict):
            for inner, held in value.items():
                yield f"{key} {inner}", _shown(held)
        else:
            yield str(key), _shown(value)


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and not any(isinstance(one, list | dict) for one in value):
        return "; ".join(_shown(one) for one in value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value).strip()
