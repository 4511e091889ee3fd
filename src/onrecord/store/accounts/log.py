"""
The log of who did what: each line is chained to the one before, as in `onrecord.store.log`.

The link of a line is the SHA-256, in small hexadecimal letters, of four lines in UTF-8 with a
line feed between them: the link of the line before it (for the first line the SHA-256 of
`onrecord accounts_log` and the tables' `created`); the SHA-256 of its `content`; its `at`; its
number. Whoever writes down the last link can see later that no line before it was changed,
moved or taken out.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import Connection, insert, select

from onrecord.model import AuditEvent, Problem, Severity
from onrecord.store.accounts.tables import log, meta
from onrecord.store.log import hashed, next_link

NAME = "accounts"  # what this log is called beside those of the record
_CREATED = select(meta.c.value).where(meta.c.key == "created")


def append(connection: Connection, event: AuditEvent) -> None:
    """Write a line at the end; its number is given here. In a transaction that writes."""
    # On PostgreSQL this makes writers wait for one another; SQLite lets only one in anyway.
    connection.execute(_CREATED.with_for_update())
    last = connection.execute(
        select(log.c.number, log.c.chain).order_by(log.c.number.desc()).limit(1)
    ).first()
    number = last.number + 1 if last else 1
    content = _content(event)
    made = hashlib.sha256(content.encode()).hexdigest()
    at = event.at.isoformat()
    before = last.chain if last else first(connection)
    row = {
        "number": number,
        "at": at,
        "content": content,
        "content_hash": made,
        "chain": next_link(before, made, at, str(number)),
    }
    connection.execute(insert(log), [row])


def _content(event: AuditEvent) -> str:
    told = {"by": event.by, "did": event.did, "about": event.about, "details": event.details}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def first(connection: Connection) -> str:
    """Return what the first line follows."""
    return hashed("onrecord accounts_log", connection.execute(_CREATED).scalar() or "")


def head(connection: Connection) -> str:
    """Return the link of the last line."""
    last = connection.execute(select(log.c.chain).order_by(log.c.number.desc()).limit(1)).scalar()
    return first(connection) if last is None else last


def lines(connection: Connection, after: int, limit: int | None) -> Iterator[AuditEvent]:
    """Return the lines after a number, the oldest first."""
    asked = select(log).where(log.c.number > after).order_by(log.c.number).limit(limit)
    for row in connection.execute(asked):
        told = json.loads(row.content)
        yield AuditEvent(
            number=row.number,
            at=datetime.fromisoformat(row.at),
            by=told["by"],
            did=told["did"],
            about=told["about"],
            details=tuple((name, value) for name, value in told["details"]),
        )


def links(connection: Connection) -> Iterator[str]:
    """Return what the first line follows, and every link after it."""
    yield first(connection)
    yield from connection.execute(select(log.c.chain).order_by(log.c.number)).scalars()


def broken(connection: Connection, *, most: int = 20) -> Iterable[Problem]:
    """Return the first lines that are not what was written down, or not where it was."""
    found: list[Problem] = []
    before, number = first(connection), 0
    for row in connection.execute(select(log).order_by(log.c.number)):
        number += 1
        where = f"line {row.number} of the log of accounts"
        if row.content_hash != hashlib.sha256(row.content.encode()).hexdigest():
            found.append(_problem("It is not as it was written down: its words changed.", where))
        elif row.number != number or row.chain != next_link(
            before, row.content_hash, row.at, str(row.number)
        ):
            words = (
                "It does not follow from the line before it: one of them was changed, put in "
                "or taken out, outside the program."
            )
            found.append(_problem(words, where))
        before, number = row.chain, row.number
        if len(found) >= most:
            break
    return found


def _problem(message: str, where: str) -> Problem:
    return Problem(code="log-broken", message=message, where=where, severity=Severity.ERROR)
