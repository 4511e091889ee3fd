"""`onrecord accounts`: who may use a record that a team keeps."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from onrecord.cli import as_json, faults
from onrecord.cli.output import console, on_one_line
from onrecord.model import Account, AccountRole, AuditEvent, MayNot, OnRecordError
from onrecord.workflow.accounts import Accounts, open_accounts

_RECORD = click.argument("record_folder", metavar="RECORD", type=click.Path(path_type=Path))
_NAME = click.argument("name", metavar="NAME")
_ROLES = click.Choice([str(one) for one in AccountRole])
_BY = click.option(
    "--by", metavar="NAME", help="The admin who says so; it stands in the log. [default: nobody]"
)
_JSON = click.option("--json", "for_machines", is_flag=True, help="Write JSON for others.")


@click.group("accounts")
def command() -> None:
    """Say who may use a record that a team keeps.

    A record without accounts is one person's: nobody is asked for a password, and the desk
    answers on this machine only. The first account is an admin's. Accounts are kept beside
    the record's evidence, in accounts.db, and are in no export and no release.

    What each role may do: a viewer reads; a coder says what stands in reports; a reviewer
    decides about incidents, names and persons; an editor brings in, takes out and publishes;
    an admin says who has an account.

    \b
    Example:
      onrecord accounts add coast Amal --role admin
      onrecord accounts add coast Basel --role coder --by Amal
      onrecord accounts list coast

    Exit codes: 0 done, 2 wrong use, 3 the record cannot be used.
    """  # noqa: D301 - \b is click's mark for lines kept as they are


@command.command("add")
@_RECORD
@_NAME
@click.option("--role", type=_ROLES, required=True, help="What they do.")
@click.option(
    "--password",
    "asks",
    is_flag=True,
    help="Ask for a password here and now, instead of writing an invitation.",
)
@_BY
def add(record_folder: Path, name: str, role: str, by: str | None, *, asks: bool) -> int:
    """Make an account.

    Writes an invitation, a line to hand over in a way that nobody else can read: whoever has
    it within 72 hours chooses the password or makes the passkey. It is written once.

    \b
    Example:
      onrecord accounts add coast Amal --role admin --password
    """  # noqa: D301 - as above
    if asks and not sys.stdin.isatty():
        raise click.UsageError("--password asks at a terminal; leave it out for an invitation")
    if not (record_folder / "onrecord.toml").is_file():
        raise OnRecordError(f"there is no record here: {record_folder}")
    with _opened(record_folder, make=True) as accounts:
        secret = accounts.invite(name, AccountRole(role), _admin(accounts, by))
        made = accounts.invited(secret)
        called = on_one_line(made.name if made else name)
        if not asks:
            _print_invitation(called, role, secret)
            return faults.OK
        signed_in = _with_password(accounts, secret)
        accounts.sign_out(signed_in)
    console().print(f"{called} is {role} and signs in with that password.", soft_wrap=True)
    return faults.OK


def _with_password(accounts: Accounts, secret: str) -> str:
    while True:
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
        try:
            return accounts.accept(secret, password).token
        except OnRecordError as fault:
            click.echo(f"{fault}.", err=True)


@command.command("invite")
@_RECORD
@_NAME
@_BY
def invite(record_folder: Path, name: str, by: str | None) -> int:
    """Write a new invitation.

    For somebody who lost theirs, or the password, or the phone with the passkey. What they
    signed in with before holds until they take it up.

    \b
    Example:
      onrecord accounts invite coast Basel --by Amal
    """  # noqa: D301 - as above
    with _opened(record_folder) as accounts:
        account = _called(accounts, name)
        secret = accounts.invite_again(account, _admin(accounts, by))
        _print_invitation(on_one_line(account.name), account.role, secret)
    return faults.OK


@command.command("list")
@_RECORD
@_JSON
def listed(record_folder: Path, *, for_machines: bool) -> int:
    """List all accounts, with those that are closed.

    \b
    Example:
      onrecord accounts list coast --json
    """  # noqa: D301 - as above
    with _opened(record_folder) as accounts:
        every, waiting = accounts.everyone(), accounts.waiting()
    states = [_state(one, one.id in waiting) for one in every]
    if for_machines:
        rows = [
            {**as_json.plain(one), "state": state} for one, state in zip(every, states, strict=True)
        ]
        as_json.print_json(rows)
        return faults.OK
    screen = console()
    for one, state in zip(every, states, strict=True):
        screen.print(f"{on_one_line(one.name)}: {one.role}, {state}", soft_wrap=True)
    return faults.OK


@command.command("known-as")
@_RECORD
@_NAME
@click.argument("email", metavar="EMAIL")
@_BY
def known_as(record_folder: Path, name: str, email: str, by: str | None) -> int:
    """Say by which address the provider of identities knows somebody.

    For organisations that sign in by their own provider ([oidc] in onrecord.toml). Nobody
    gets an account by it who has none here.

    \b
    Example:
      onrecord accounts known-as coast Basel basel@example.org --by Amal
    """  # noqa: D301 - as above
    return _changed(
        record_folder,
        name,
        lambda accounts, found: accounts.known_as(found, email, _admin(accounts, by)),
        "may sign in by the provider.",
    )


@command.command("role")
@_RECORD
@_NAME
@click.argument("role", type=_ROLES)
@_BY
def role(record_folder: Path, name: str, role: str, by: str | None) -> int:
    """Give somebody another role; they sign in anew.

    \b
    Example:
      onrecord accounts role coast Basel reviewer --by Amal
    """  # noqa: D301 - as above
    return _changed(
        record_folder,
        name,
        lambda accounts, found: accounts.give_role(found, AccountRole(role), _admin(accounts, by)),
        f"is {role} now.",
    )


@command.command("close")
@_RECORD
@_NAME
@_BY
def close(record_folder: Path, name: str, by: str | None) -> int:
    """Close an account, at once and for good.

    What they decided stays, under their name; nobody else gets that name.

    \b
    Example:
      onrecord accounts close coast Basel --by Amal
    """  # noqa: D301 - as above
    return _changed(
        record_folder,
        name,
        lambda accounts, found: accounts.close(found, _admin(accounts, by)),
        "is closed.",
    )


@command.command("sign-out")
@_RECORD
@_NAME
@_BY
def sign_out(record_folder: Path, name: str, by: str | None) -> int:
    """End all of somebody's sessions; the account stays open.

    \b
    Example:
      onrecord accounts sign-out coast Basel --by Amal
    """  # noqa: D301 - as above
    return _changed(
        record_folder,
        name,
        lambda accounts, found: accounts.sign_out_everywhere(found, by=_admin(accounts, by)),
        "is signed out everywhere.",
    )


@command.command("log")
@_RECORD
@click.option("--after", type=click.IntRange(0), default=0, help="Only lines after this one.")
@_JSON
def log(record_folder: Path, after: int, *, for_machines: bool) -> int:
    """List who did what.

    The oldest first. The last line is the hash in which the log ends: written down
    elsewhere, `onrecord verify RECORD --head HASH` proves that no line before it was changed.

    \b
    Example:
      onrecord accounts log coast --after 120
    """  # noqa: D301 - as above
    with _opened(record_folder) as accounts:
        lines, head = accounts.log(after), accounts.log_head()
        names = {one.id: one.name for one in accounts.everyone()}
    if for_machines:
        as_json.print_json({"lines": as_json.plain(lines), "head": head})
        return faults.OK
    screen = console()
    for one in lines:
        screen.print(_line(one, names), soft_wrap=True)
    screen.print(f"The log ends in {head}.", soft_wrap=True)
    return faults.OK


def _line(one: AuditEvent, names: dict[str, str]) -> str:
    who = names.get(one.by, "at a terminal, or unknown")
    about = names.get(one.about, one.about) if one.about != one.by else ""
    more = "".join(f", {name} {value}" for name, value in one.details)
    at = f"{one.at:%Y-%m-%d %H:%M:%S}"
    return on_one_line(f"{one.number} {at} {who}: {one.did}{f' {about}' if about else ''}{more}")


def _state(one: Account, is_waiting: bool) -> str:  # noqa: FBT001 - two states of one thing
    if one.closed is not None:
        return f"closed on {one.closed:%Y-%m-%d}"
    return "invited, not here yet" if is_waiting else f"since {one.since:%Y-%m-%d}"


def _changed(folder: Path, name: str, change: Callable[[Accounts, Account], Any], told: str) -> int:
    with _opened(folder) as accounts:
        found = _called(accounts, name)
        change(accounts, found)
    console().print(f"{on_one_line(found.name)} {told}", soft_wrap=True)
    return faults.OK


def _print_invitation(name: str, role: str, secret: str) -> None:
    screen = console()
    screen.print(f"{name} is invited as {role}. Hand this over so that nobody else reads it:")
    screen.print(f"  {secret}", soft_wrap=True)
    screen.print("It opens the account once, at /invitation of the desk, within 72 hours.")


@contextmanager
def _opened(folder: Path, *, make: bool = False) -> Iterator[Accounts]:
    accounts = open_accounts(folder, make=make)
    if accounts is None:
        raise OnRecordError(f"this record has no accounts: {folder}")
    with accounts:
        yield accounts


def _called(accounts: Accounts, name: str) -> Account:
    found = accounts.named(name)
    if found is None:
        raise OnRecordError(f"there is no account called {name}")
    return found


def _admin(accounts: Accounts, by: str | None) -> Account | None:
    """Return whoever says so; nobody where no name was given."""
    if by is None:
        return None
    found = accounts.named(by)
    if found is None or found.name != by:
        raise MayNot(f"there is no account called {by}")
    return found
