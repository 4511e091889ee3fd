"""What a page offers: only what whoever looks at it may do. The table of permissions says it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from fastapi import Request

from onrecord.model import OF_CLAIMS, Account, Choice, Decision, Permission
from onrecord.web.door import account_of, accounts_of
from onrecord.workflow import permissions

_OWN_WORK = OF_CLAIMS | {Choice.NOTE}
_LOOKS: ContextVar[tuple[bool, Account | None]] = ContextVar("looks", default=(False, None))


@contextmanager
def to(request: Request) -> Iterator[None]:
    """Make a page for whoever asks."""
    token = _LOOKS.set((accounts_of(request) is not None, account_of(request)))
    try:
        yield
    finally:
        _LOOKS.reset(token)


def may(path: str, method: str = "POST") -> bool:
    """
    Return whether whoever looks may do something; without accounts everybody may.

    Args:
        path: Where it is done, as the table has it.
        method: How.
    """
    has_accounts, account = _LOOKS.get()
    return not has_accounts or permissions.may(account, permissions.of_route(method, path))


def may_undo(decision: Decision) -> bool:
    """Return whether whoever looks may undo a decision."""
    has_accounts, account = _LOOKS.get()
    return not has_accounts or (account is not None and undoes(account, decision))


def undoes(account: Account, decision: Decision) -> bool:
    """Return whether somebody may undo a decision: their own about a report, or else any."""
    is_own = decision.by == account.name and decision.choice in _OWN_WORK
    return account.may(Permission.CODE if is_own else Permission.REVIEW)
