"""The accounts of a record: read, and changed with a line in the log in the same transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, Engine, Row, delete, func, insert, select, update

from onrecord.model import Account, AccountRole, AuditEvent
from onrecord.store.accounts import log, tables
from onrecord.store.faults import in_one_line

_MOST_ASKED = 5_000  # questions that wait: whoever asks without end fills no disk


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """
    Somebody at a browser.

    Attributes:
        account: Who.
        began: When they signed in.
        seen: When they last asked for something, to the minute.
    """

    account: Account
    began: datetime
    seen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Passkey:
    """
    A passkey as it is kept.

    Attributes:
        id: The authenticator's name for it, in base64url.
        account: The account's id.
        public_key: In COSE.
        uses: What the authenticator counted last; 0 for one that does not count.
        label: What its owner calls it.
        added: When it was.
        used: When it was used last; None for never.
    """

    id: str
    account: str
    public_key: bytes
    uses: int
    label: str
    added: datetime
    used: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """
    What was asked, and may be answered once.

    Attributes:
        purpose: What for; an answer for another purpose is none.
        account: Of whom; empty for whoever answers.
        content: What was asked.
    """

    purpose: str
    account: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAs:
    """
    Who an account is to a provider of identities.

    Attributes:
        account: The account's id.
        email: By which address it was made known.
        subject: The provider's own name for the person; None until they came first.
    """

    account: str
    email: str
    subject: str | None


class AccountBook:
    """
    The accounts of one record; a context manager. Made by `open_book`.

    Args:
        engine: The database.
        place: Where it is, to name in what is wrong.
    """

    def __init__(self, engine: Engine, place: Path) -> None:
        self._engine = engine
        self._place = place

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with in_one_line(self._place), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def changing(self) -> Iterator["Change"]:
        """Change something: all of the block is written, with its lines in the log, or nothing."""
        with (
            in_one_line(self._place),
            self._engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield Change(connection)

    def everyone(self) -> tuple[Account, ...]:
        """Return all accounts, the oldest first, with those that were closed."""
        with self._reading() as connection:
            return Looking(connection).everyone()

    def by_looks(self, looks: str) -> Account | None:
        """Return the account whose name looks like this."""
        with self._reading() as connection:
            return Looking(connection).account(tables.accounts.c.looks == looks)

    def by_id(self, account_id: str) -> Account | None:
        """Return an account by its id."""
        with self._reading() as connection:
            return Looking(connection).account(tables.accounts.c.id == account_id)

    def password_of(self, account_id: str) -> str | None:
        """Return what is kept of a password; None where there is none."""
        with self._reading() as connection:
            return Looking(connection).password_of(account_id)

    def proven(self) -> frozenset[str]:
        """Return the ids of the accounts that have a password, a passkey or a provider."""
        with self._reading() as connection:
            return Looking(connection).proven()

    def session(self, digest: str) -> Session | None:
        """Return a session by the hash of its token."""
        joined = tables.sessions.join(tables.accounts)
        asked = select(tables.sessions.c.began_at, tables.sessions.c.seen_at, *tables.accounts.c)
        with self._reading() as connection:
            row = connection.execute(
                asked.select_from(joined).where(tables.sessions.c.id == digest)
            ).first()
        if row is None:
            return None
        return Session(
            account=_account(row),
            began=datetime.fromisoformat(row.began_at),
            seen=datetime.fromisoformat(row.seen_at),
        )

    def sessions_of(self, account_id: str) -> tuple[tuple[str, datetime, datetime, str], ...]:
        """Return somebody's sessions, the last used first: digest, begun, used, browser."""
        kept = tables.sessions
        asked = select(kept).where(kept.c.account == account_id).order_by(kept.c.seen_at.desc())
        with self._reading() as connection:
            return tuple(
                (
                    row.id,
                    datetime.fromisoformat(row.began_at),
                    datetime.fromisoformat(row.seen_at),
                    row.browser,
                )
                for row in connection.execute(asked)
            )

    def passkeys_of(self, account_id: str) -> tuple[Passkey, ...]:
        """Return somebody's passkeys, the oldest first."""
        kept = tables.passkeys
        asked = select(kept).where(kept.c.account == account_id).order_by(kept.c.added_at)
        with self._reading() as connection:
            return tuple(map(_passkey, connection.execute(asked)))

    def passkey(self, passkey_id: str) -> Passkey | None:
        """Return a passkey by the authenticator's name for it."""
        kept = tables.passkeys
        with self._reading() as connection:
            row = connection.execute(select(kept).where(kept.c.id == passkey_id)).first()
        return None if row is None else _passkey(row)

    def invited(self, digest: str, now: datetime, given_for: timedelta) -> Account | None:
        """Return who was invited by a secret, by its hash; None where it holds no longer."""
        with self._reading() as connection:
            return Looking(connection).invited(digest, now, given_for)

    def log(self, after: int = 0, limit: int | None = None) -> tuple[AuditEvent, ...]:
        """Return lines of the log after a number, the oldest first."""
        with self._reading() as connection:
            return tuple(log.lines(connection, after, limit))

    def log_length(self) -> int:
        """Return how many lines the log has."""
        with self._reading() as connection:
            return connection.execute(select(func.max(tables.log.c.number))).scalar() or 0

    def head(self) -> str:
        """Return the last link of the log."""
        with self._reading() as connection:
            return log.head(connection)


class Looking:
    """What can be seen within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def everyone(self) -> tuple[Account, ...]:
        """Return all accounts, the oldest first."""
        asked = select(tables.accounts).order_by(tables.accounts.c.since, tables.accounts.c.name)
        return tuple(map(_account, self._connection.execute(asked)))

    def account(self, condition: Any) -> Account | None:
        """Return the account of which something holds."""
        row = self._connection.execute(select(tables.accounts).where(condition)).first()
        return None if row is None else _account(row)

    def password_of(self, account_id: str) -> str | None:
        """Return what is kept of a password; None where there is none."""
        kept = tables.passwords
        asked = select(kept.c.hash).where(kept.c.account == account_id)
        return self._connection.execute(asked).scalar()

    def proven(self) -> frozenset[str]:
        """Return the ids of the accounts that have a password, a passkey or a provider."""
        kept = (tables.passwords, tables.passkeys, tables.outside)
        return frozenset(
            one
            for table in kept
            for one in self._connection.execute(select(table.c.account)).scalars()
        )

    def invited(self, digest: str, now: datetime, given_for: timedelta) -> Account | None:
        """Return who was invited by a secret, by its hash."""
        joined = tables.invitations.join(tables.accounts)
        row = self._connection.execute(
            select(tables.invitations.c.until, *tables.accounts.c)
            .select_from(joined)
            .where(tables.invitations.c.id == digest)
        ).first()
        if row is None or not _holds(row.until, now, given_for):
            return None
        return _account(row)


class Change(Looking):
    """What can be changed within one transaction."""

    def note(self, event: AuditEvent) -> None:
        """Write a line at the end of the log."""
        log.append(self._connection, event)

    def add(self, account: Account, looks: str) -> None:
        """Add an account."""
        row = {
            "id": account.id,
            "name": account.name,
            "looks": looks,
            "role": account.role.value,
            "since": account.since.isoformat(),
        }
        self._connection.execute(insert(tables.accounts), [row])

    def set_account(self, account_id: str, **values: str) -> None:
        """Set the role of an account, or when it was closed."""
        kept = tables.accounts
        self._connection.execute(update(kept).where(kept.c.id == account_id).values(**values))

    def set_password(self, account_id: str, kept: str, now: datetime) -> None:
        """Keep a new hash of a password in place of the old one."""
        self._of(tables.passwords, account_id)
        row = {"account": account_id, "hash": kept, "changed_at": now.isoformat()}
        self._connection.execute(insert(tables.passwords), [row])

    def add_passkey(self, passkey: Passkey) -> None:
        """Keep a passkey."""
        row = {
            "id": passkey.id,
            "account": passkey.account,
            "public_key": passkey.public_key,
            "uses": passkey.uses,
            "label": passkey.label,
            "added_at": passkey.added.isoformat(),
        }
        self._connection.execute(insert(tables.passkeys), [row])

    def has_passkey(self, passkey_id: str) -> bool:
        """Return whether a passkey opens any account."""
        kept = tables.passkeys
        asked = select(kept.c.id).where(kept.c.id == passkey_id)
        return self._connection.execute(asked).first() is not None

    def used(self, passkey_id: str, before: int, uses: int, now: datetime) -> bool:
        """Keep what an authenticator counted; False where somebody was quicker."""
        kept = tables.passkeys
        made = self._connection.execute(
            update(kept)
            .where(kept.c.id == passkey_id, kept.c.uses == before)
            .values(uses=uses, used_at=now.isoformat())
        )
        return made.rowcount == 1

    def drop_passkey(self, account_id: str, passkey_id: str) -> bool:
        """Take somebody's passkey out; False where they have none of that id."""
        kept = tables.passkeys
        asked = delete(kept).where(kept.c.id == passkey_id, kept.c.account == account_id)
        return self._connection.execute(asked).rowcount == 1

    def open_session(self, digest: str, account_id: str, now: datetime) -> None:
        """Keep the hash of a new session's token."""
        at = now.isoformat()
        row = {"id": digest, "account": account_id, "began_at": at, "seen_at": at}
        self._connection.execute(insert(tables.sessions), [row])

    def seen(self, digest: str, now: datetime) -> None:
        """Keep when a session was used last."""
        kept = tables.sessions
        self._connection.execute(
            update(kept).where(kept.c.id == digest).values(seen_at=now.isoformat())
        )

    def opened_with(self, digest: str, browser: str) -> None:
        """Keep the family of the browser that a session is open in."""
        kept = tables.sessions
        self._connection.execute(update(kept).where(kept.c.id == digest).values(browser=browser))

    def end_session(self, digest: str) -> None:
        """Forget a session."""
        self._connection.execute(delete(tables.sessions).where(tables.sessions.c.id == digest))

    def forget_sessions(self, began_before: datetime, used_after: datetime) -> None:
        """Forget sessions that are over, however late they were used, or used after a time."""
        kept = tables.sessions
        over = kept.c.began_at < began_before.isoformat()
        ahead = kept.c.seen_at > used_after.isoformat()
        self._connection.execute(delete(kept).where(over | ahead))

    def end_sessions(self, account_id: str, but: str = "") -> None:
        """Forget somebody's sessions, but for one."""
        kept = tables.sessions
        self._connection.execute(delete(kept).where(kept.c.account == account_id, kept.c.id != but))

    def forget_proofs(self, account_id: str) -> None:
        """Forget by what somebody proved who they are: password, passkeys, provider."""
        for table in (tables.passwords, tables.passkeys, tables.outside):
            self._of(table, account_id)

    def invite(self, digest: str, account_id: str, until: datetime) -> None:
        """Keep the hash of an invitation's secret; an earlier one of the account ends."""
        self.end_invitation(account_id)
        row = {"id": digest, "account": account_id, "until": until.isoformat()}
        self._connection.execute(insert(tables.invitations), [row])

    def end_invitation(self, account_id: str) -> None:
        """Forget somebody's invitation."""
        self._of(tables.invitations, account_id)

    def ask(self, digest: str, challenge: Challenge, until: datetime, now: datetime) -> None:
        """Keep what was asked, and forget what nobody answered in time, or too much of it."""
        kept = tables.challenges
        self._connection.execute(delete(kept).where(kept.c.until <= now.isoformat()))
        newest = select(kept.c.id).order_by(kept.c.until.desc()).limit(_MOST_ASKED)
        self._connection.execute(delete(kept).where(kept.c.id.not_in(newest)))
        row = {
            "id": digest,
            "purpose": challenge.purpose,
            "account": challenge.account,
            "content": challenge.content,
            "until": until.isoformat(),
        }
        self._connection.execute(insert(kept), [row])

    def answered(
        self, digest: str, purpose: str, now: datetime, given_for: timedelta
    ) -> Challenge | None:
        """Return what was asked, and forget it: it is answered once, rightly or wrongly."""
        kept = tables.challenges
        row = self._connection.execute(select(kept).where(kept.c.id == digest)).first()
        gone = self._connection.execute(delete(kept).where(kept.c.id == digest)).rowcount
        if row is None or not gone or row.purpose != purpose:
            return None
        if not _holds(row.until, now, given_for):
            return None
        return Challenge(purpose=row.purpose, account=row.account or "", content=row.content)

    def known_outside(self, issuer: str) -> tuple[KnownAs, ...]:
        """Return who is who to a provider."""
        kept = tables.outside
        rows = self._connection.execute(select(kept).where(kept.c.issuer == issuer))
        return tuple(
            KnownAs(account=row.account, email=row.email, subject=row.subject) for row in rows
        )

    def set_outside(self, account_id: str, issuer: str, email: str, subject: str | None) -> None:
        """Keep who an account is to a provider."""
        self._of(tables.outside, account_id)
        row = {"account": account_id, "issuer": issuer, "email": email, "subject": subject}
        self._connection.execute(insert(tables.outside), [row])

    def _of(self, table: Any, account_id: str) -> None:
        self._connection.execute(delete(table).where(table.c.account == account_id))


def _holds(until: str, now: datetime, given_for: timedelta) -> bool:
    """
    Return whether what was given for some time holds still.

    What would hold for more than twice that time was given by a clock that was ahead, and once
    that is set right it would hold for years: it does not hold.
    """
    return timedelta() < datetime.fromisoformat(until) - now <= 2 * given_for


def _account(row: Row[Any]) -> Account:
    return Account(
        id=row.id,
        name=row.name,
        role=AccountRole(row.role),
        since=datetime.fromisoformat(row.since),
        closed=datetime.fromisoformat(row.closed) if row.closed else None,
    )


def _passkey(row: Row[Any]) -> Passkey:
    return Passkey(
        id=row.id,
        account=row.account,
        public_key=row.public_key,
        uses=row.uses,
        label=row.label,
        added=datetime.fromisoformat(row.added_at),
        used=datetime.fromisoformat(row.used_at) if row.used_at else None,
    )
