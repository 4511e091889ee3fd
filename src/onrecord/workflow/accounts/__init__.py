"""
Who may use a record that several people keep, and who they are.

A record without accounts is one person's on one machine, as ever: `open_accounts` is None.
Whatever changes an account stands in its log in the same transaction.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from onrecord.access import passwords
from onrecord.store.accounts import open_book
from onrecord.workflow.accounts.by_passkey import Asked, Passkeys
from onrecord.workflow.accounts.by_provider import Providers
from onrecord.workflow.accounts.held import INVITED_FOR, LONGEST, SignedIn
from onrecord.workflow.accounts.people import People
from onrecord.workflow.accounts.sessions import IDLE, OpenSession, Sessions

SHORTEST_PASSWORD = passwords.SHORTEST  # signs

__all__ = [
    "IDLE",
    "INVITED_FOR",
    "LONGEST",
    "SHORTEST_PASSWORD",
    "Accounts",
    "Asked",
    "OpenSession",
    "SignedIn",
    "open_accounts",
]


class Accounts(Sessions, Passkeys, Providers, People):
    """
    The accounts of one record, held open; a context manager. Made by `open_accounts`.

    Any number of threads may use it. `by` is who asks, and is looked at here again, whatever
    a page looked at before; None is somebody at a terminal of the machine, who can open the
    files anyway.
    """


def _now() -> datetime:
    return datetime.now(UTC)


def open_accounts(
    record_folder: Path,
    *,
    make: bool = False,
    clock: Callable[[], datetime] = _now,
    cost: passwords.Cost = passwords.USUAL,
) -> Accounts | None:
    """
    Open the accounts of a record; None where it has none: one person, one laptop.

    Args:
        record_folder: The record.
        make: Make room for accounts where there are none.
        clock: Where the time comes from.
        cost: What finding out a password is to cost.

    Raises:
        RecordUnusable: They cannot be opened.
    """
    book = open_book(record_folder, now=clock(), make=make)
    if book is None:
        return None
    if not make and not book.everyone():  # the first was begun, and never made
        book.close()
        return None
    return Accounts(book, record_folder, clock=clock, cost=cost)
