"""Who may do what in a record that several people keep."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from onrecord.model.problem import OnRecordError


class AccountRole(StrEnum):
    """
    What somebody does for a record. Each may do what the one before it may, and more.

    Attributes:
        VIEWER: Reads.
        CODER: Reads reports and says what stands in them: accepts, rejects, corrects, adds.
        REVIEWER: Decides about incidents, names, persons, and where coders disagree.
        EDITOR: Brings in and takes out: reports, lists, exports, publications, sign-offs.
        ADMIN: Says who has an account, and may change the record's settings.
    """

    VIEWER = "viewer"
    CODER = "coder"
    REVIEWER = "reviewer"
    EDITOR = "editor"
    ADMIN = "admin"


class Permission(StrEnum):
    """
    What a page or a command needs of whoever asks for it.

    Attributes:
        OPEN: Nothing: the page of signing in, styles, the state of the server.
        OWN: An account, whatever its role: its own password, passkeys and sessions.
        READ: See the record, without the testimony that may not be shared.
        READ_PROTECTED: See also what testimony and protected fields hold.
        CODE: Say what stands in a report.
        REVIEW: Decide about what claims have in common.
        BRING_IN: Take reports, lists and tables into the record.
        TAKE_OUT: Write exports, evidence, reports for readers.
        PUBLISH: Sign off and publish.
        SETTLE: Change settings, back up, restore, move.
        ACCOUNTS: Say who has an account, and read the log of who did what.
    """

    OPEN = "open"
    OWN = "own"
    READ = "read"
    READ_PROTECTED = "read-protected"
    CODE = "code"
    REVIEW = "review"
    BRING_IN = "bring-in"
    TAKE_OUT = "take-out"
    PUBLISH = "publish"
    SETTLE = "settle"
    ACCOUNTS = "accounts"


_VIEWER = frozenset({Permission.OPEN, Permission.OWN, Permission.READ})
_CODER = _VIEWER | {Permission.CODE}
_REVIEWER = _CODER | {Permission.REVIEW, Permission.READ_PROTECTED}
_EDITOR = _REVIEWER | {Permission.BRING_IN, Permission.TAKE_OUT, Permission.PUBLISH}
_ADMIN = _EDITOR | {Permission.SETTLE, Permission.ACCOUNTS}

# What is not named here is denied.
MAY: Mapping[AccountRole, frozenset[Permission]] = {
    AccountRole.VIEWER: _VIEWER,
    AccountRole.CODER: _CODER,
    AccountRole.REVIEWER: _REVIEWER,
    AccountRole.EDITOR: _EDITOR,
    AccountRole.ADMIN: _ADMIN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """
    Somebody who may use a record. What proves that it is they is kept apart from it.

    Attributes:
        id: Random, never given again.
        name: What they sign in with and what their decisions are signed with; one line,
            unlike every other account's, also where letters only look another's.
        role: What they do.
        since: When the account was made, with its zone.
        closed: When it was closed; None while it is open. It is never deleted: decisions
            bear its name.
    """

    id: str
    name: str
    role: AccountRole
    since: datetime
    closed: datetime | None = None

    def may(self, permission: Permission) -> bool:
        """
        Return whether they may; nothing is allowed to a closed account.

        >>> from datetime import UTC
        >>> amal = Account(id="a", name="Amal", role=AccountRole.CODER, since=datetime.now(UTC))
        >>> amal.may(Permission.CODE), amal.may(Permission.PUBLISH)
        (True, False)
        """
        return self.closed is None and permission in MAY[self.role]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEvent:
    """
    One line of the log of who did what: signed in or was refused, asked for, was given a role.

    Attributes:
        number: Of the line, from 1.
        at: When, with its zone.
        by: The account's id; empty for somebody who is not known.
        did: A code: `signed-in`, `refused`, `role-given`, `asked`, …
        about: The path, the account or the thing that it was about; no words of a report.
        details: More, by name; no password, no token, no address of a reader's machine.
    """

    number: int
    at: datetime
    by: str
    did: str
    about: str = ""
    details: tuple[tuple[str, str], ...] = ()


class Refused(OnRecordError):
    """
    Somebody was not let in: one line, which never tells what of it was wrong.

    Attributes:
        wait: Seconds to wait before another try is looked at; 0 for none.
    """

    def __init__(self, line: str, wait: int = 0) -> None:
        super().__init__(line)
        self.wait = wait


class MayNot(OnRecordError):
    """Somebody is known, and may not do what they asked for."""
