"""Alerts by mail: who gets them, what was sent, and how somebody is forgotten."""

import os
import re
import secrets
import stat
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from onrecord import follow, store
from onrecord.model import Alert, MachineLacks, OnRecordError
from onrecord.store import MailTable, Subscriber
from onrecord.workflow import leaving

_ADDRESS = re.compile(r"[^@\s<>\",;:]{1,64}@[^@\s<>\",;:]{1,255}")
_TOKEN = 24  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """
    What became of mail.

    Attributes:
        letters: How many were handed to the server.
        faults: What was wrong, one line each; no line names an address.
    """

    letters: int = 0
    faults: tuple[str, ...] = ()


def subscribe(record_folder: Path, address: str, topics: Sequence[str]) -> None:
    """
    Send alerts to an address from now on. It is an editor who does it, with its owner's word.

    Raises:
        RecordUnusable: There is no record.
        OnRecordError: It is no address, is there already, or a topic is unknown.
    """
    if not _ADDRESS.fullmatch(address):
        raise OnRecordError("that is no mail address")
    with store.open_record(record_folder) as kept, kept.build(doing="follow"):
        known = [one.name for one in kept.settings.following.topics]
        for name in topics:
            if name not in known:
                raise OnRecordError(f"there is no topic “{name}” in onrecord.toml")
        if kept.settings.following.mail is None:
            raise OnRecordError("onrecord.toml names no mail server: add the table [mail]")
        held = store.read_subscribers(record_folder)
        if any(one.address.casefold() == address.casefold() for one in held):
            raise OnRecordError("this address gets alerts already")
        made = Subscriber(
            address=address,
            topics=tuple(dict.fromkeys(topics)),
            token=secrets.token_urlsafe(_TOKEN),
            since=datetime.now(UTC),
            sent=len(kept.evidence("alerts", Alert)),
        )
        store.write_subscribers(record_folder, (*held, made))


def unsubscribe(record_folder: Path, address: str) -> bool:
    """Forget an address, and return whether it was there."""
    return _forget(record_folder, lambda one: one.address.casefold() == address.casefold())


def unsubscribe_by(record_folder: Path, token: str) -> bool:
    """Forget whoever holds a token, and return whether anybody did."""
    return _forget(
        record_folder,
        lambda one: secrets.compare_digest(one.token.encode(), token.encode("utf-8", "replace")),
    )


def _forget(record_folder: Path, is_meant: Callable[[Subscriber], bool]) -> bool:
    # Not under the record's lock: nobody waits for a build to be forgotten. A letter that is
    # being sent meanwhile does not bring the address back (`_marked`).
    held = store.read_subscribers(record_folder)
    left = tuple(one for one in held if not is_meant(one))
    if len(left) < len(held):
        store.write_subscribers(record_folder, left)
    return len(left) < len(held)


def send(kept: store.RecordStore, now: datetime, certificates: str | None = None) -> Sent:
    """
    Send every subscriber the alerts that they were not sent yet; none is sent twice.

    A letter is noted before it is handed over. If the program is killed in between, nobody
    knows whether it went, and it is not sent again: the desk and the feeds show its alerts.

    Args:
        kept: The record, open.
        now: The time.
        certificates: A file of certificates that are trusted instead of the system's.
    """
    mail = kept.settings.following.mail
    held = store.read_subscribers(kept.folder)
    if mail is None or not held:
        return Sent()
    alerts = kept.evidence("alerts", Alert)
    faults = [_UNSURE for one in held if one.handing]
    for one in held:
        if one.handing:
            _marked(kept.folder, replace(one, sent=one.handing, handing=0))
    # Each alert has its place among all of them; what may not leave is in no letter.
    may = {one.id for one in leaving.alerts(kept)}
    waiting = [one for one in store.read_subscribers(kept.folder) if _wanted(one, alerts, may)]
    if not waiting:
        _pass_over(kept.folder, len(alerts))
        return Sent(faults=tuple(faults))
    letters = 0
    try:
        with follow.opened(_server(mail, kept.folder, certificates)) as line:
            for one in waiting:
                wanted = _wanted(one, alerts, may)
                fault = _sent(kept, mail, line, one, wanted, len(alerts), now)
                letters += fault is None
                faults += [fault] if fault else []
    except MachineLacks as fault:
        faults.append(str(fault))
    return Sent(letters=letters, faults=tuple(faults))


_UNSURE = (
    "whether one letter went out is not known, since the program was ended meanwhile; it is "
    "not sent again, and its alerts are at the desk"
)


def _wanted(one: Subscriber, alerts: Sequence[Alert], may: AbstractSet[str]) -> tuple[Alert, ...]:
    new = [alert for alert in alerts[one.sent :] if alert.id in may]
    return tuple(a for a in new if not one.topics or set(one.topics) & set(a.topics))


def _pass_over(folder: Path, many: int) -> None:
    """Note of everybody that nothing up to here is for them."""
    for one in store.read_subscribers(folder):
        if one.sent < many:
            _marked(folder, replace(one, sent=many))


def _sent(
    kept: store.RecordStore,
    mail: MailTable,
    line: follow.Line,
    one: Subscriber,
    alerts: Sequence[Alert],
    many: int,
    now: datetime,
) -> str | None:
    """Send one letter, after which somebody has `many` of all; return why not, None if sent."""
    letter = follow.letter(_sending(kept, mail), one.address, one.token, alerts, now)
    if not _marked(kept.folder, replace(one, handing=many)):
        return None  # unsubscribed a moment ago
    try:
        line.send(letter)
    except follow.NotTaken as fault:
        sent = many if fault.is_for_good else one.sent
        _marked(kept.folder, replace(one, sent=sent, handing=0))
        again = "it is not tried again" if fault.is_for_good else "it is tried again"
        return f"one letter was not sent: {fault}; {again}"
    _marked(kept.folder, replace(one, sent=many, handing=0))
    return None


def _marked(folder: Path, one: Subscriber) -> bool:
    """Write what was sent to somebody who is still there; return whether they are."""
    held = store.read_subscribers(folder)
    if all(other.token != one.token for other in held):
        return False
    changed = tuple(one if other.token == one.token else other for other in held)
    store.write_subscribers(folder, changed)
    return True


def _sending(kept: store.RecordStore, mail: MailTable) -> follow.Sending:
    return follow.Sending(
        record=kept.settings.name or kept.folder.name,
        sender=mail.sender,
        desk=mail.desk,
        unsubscribe=mail.unsubscribe,
        link=mail.link,
        has_words=mail.content == "words",
    )


def _server(mail: MailTable, folder: Path, certificates: str | None) -> follow.Server:
    return follow.Server(
        host=mail.host,
        port=mail.port,
        security=mail.security,
        user=mail.user,
        password=_password(mail, folder) if mail.user else "",
        certificates=certificates,
    )


def _password(mail: MailTable, folder: Path) -> str:
    """
    Return the password, from the environment or from a file that only its owner reads.

    Raises:
        MachineLacks: It is not there.
    """
    if mail.password_env:
        told = os.environ.get(mail.password_env, "")
        if not told:
            raise MachineLacks(f"the environment has no {mail.password_env}, the mail password")
        return told
    path = folder / Path(mail.password_file).expanduser()
    try:
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise MachineLacks(f"others may read {path}: take their right away (chmod 600)")
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise MachineLacks(f"the mail password cannot be read from {path}") from None
