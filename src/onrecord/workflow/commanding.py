"""
What a command of a record with accounts needs before it decides or publishes: a name.

Whoever can open a record's files at a terminal can do everything with them; no program can
change that. What stands in a team's record under somebody's name, though, is to be theirs:
there a command that decides or publishes needs the name of an open account that may do so,
and is written to the log of accounts before it begins.
"""

from pathlib import Path

from onrecord import store
from onrecord.model import Account, MayNot, Permission
from onrecord.workflow import permissions
from onrecord.workflow.accounts import open_accounts

_SIGNED = frozenset({Permission.CODE, Permission.REVIEW, Permission.PUBLISH})


def check_command(record_folder: Path, command: str, by: str | None, *, looks: bool) -> None:
    """
    Refuse a command that nobody may give under that name; nothing where there are no accounts.

    Args:
        record_folder: The record.
        command: Its words, `decide merge`.
        by: The name that was given; None for the one in the settings.
        looks: Whether it only shows what it would do.

    Raises:
        MayNot: The table of permissions does not know the command, or there is no open
            account of that name which may do it.
        RecordUnusable: The accounts or the settings cannot be read.
    """
    if not record_folder.is_dir():
        return  # no record; the command itself says so
    accounts = open_accounts(record_folder)
    if accounts is None:
        return
    with accounts:
        needed = permissions.COMMANDS.get(command)
        if needed is None:
            raise MayNot(f"nobody may use “{command}” in a record with accounts")
        if needed not in _SIGNED or looks:
            return
        name = by or store.read_settings(record_folder / store.SETTINGS).person
        account = accounts.named(name) if name else None
        _check(account, name, command, needed)
        accounts.noted(account, "commanded", command)


def _check(account: Account | None, name: str, command: str, needed: Permission) -> None:
    if not name:
        raise MayNot("this record has accounts: say with --by (or --sign) whose decision it is")
    if account is None or account.closed is not None:
        raise MayNot(f"there is no open account called {name}; `onrecord accounts list` has them")
    if account.name != name:
        raise MayNot(f"the account is written {account.name}; decisions are signed just so")
    if not account.may(needed):
        raise MayNot(f"{account.name} is {account.role} and may not {command}")
