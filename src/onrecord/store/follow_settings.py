"""`[follow]`, `[[feed]]`, `[[topic]]`, `[mail]` in `onrecord.toml`: what is followed, for whom."""

import ipaddress
from dataclasses import MISSING, Field, dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from onrecord.model import RecordUnusable
from onrecord.store.settings_file import write_whole

Table = TypeVar("Table")
_CALLED: dict[str, str] = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "date": "a day such as 2024-03-05",
}
TABLES = ("follow", "feed", "topic", "mail")


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowTable:
    """
    `[follow]`: how feeds are asked, and when a week is called an escalation.

    Attributes:
        every_minutes: How long a feed rests between two questions.
        at_most_hours: The longest rest, where a feed failed again and again.
        is_counting: Hold each week against the weeks before (see the reference: alerts).
        false_alarms_a_year: How many weeks a year may hold a false escalation, over all
            that is counted together.
    """

    every_minutes: int = 30
    at_most_hours: int = 24
    is_counting: bool = True
    false_alarms_a_year: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedTable:
    """
    `[[feed]]`: one feed.

    Attributes:
        url: Its address; or a folder, from where the record is.
        every_minutes: How long it rests; 0 for as long as the others.
    """

    url: str
    every_minutes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicTable:
    """
    `[[topic]]`: a saved search; alerts say for which topic they are.

    Attributes:
        name: What it is called.
        place: A place, with everything in it.
        actor: Who did it.
        since, until: When it happened.
        words: Words of the reports or claims.
        outcome: `killed`, `injured`, ...
    """

    name: str
    place: str = ""
    actor: str = ""
    since: date | None = None
    until: date | None = None
    words: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailTable:
    """
    `[mail]`: the user's own mail server, by which alerts are sent.

    Attributes:
        host, port: The server.
        security: `starttls`, `tls`, or `none`, which is for this machine itself alone.
        user: Who signs in; "" for nobody.
        password_env: The environment variable that holds the password.
        password_file: The file that holds it, which nobody else may read.
        sender: The address that mail is from.
        desk: The address under which readers reach the desk's page for unsubscribing,
            such as `https://desk.example.org`; "" where they do not.
        unsubscribe: The address to write to instead.
        link: The address of the page with the alerts, for those who may see it; "" for none.
        content: `counts` (numbers and links) or `words` (what the alerts say).
    """

    host: str
    sender: str
    port: int = 587
    security: str = "starttls"
    user: str = ""
    password_env: str = ""
    password_file: str = ""
    desk: str = ""
    unsubscribe: str = ""
    link: str = ""
    content: str = "counts"


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowSettings:
    """
    Everything that the settings say about following.

    Attributes:
        follow: How.
        feeds: What.
        topics: For what; none is the whole record.
        mail: By which server; None sends no mail.
    """

    follow: FollowTable = FollowTable()
    feeds: tuple[FeedTable, ...] = ()
    topics: tuple[TopicTable, ...] = ()
    mail: MailTable | None = None


def follow_settings(path: Path, told: dict[str, Any]) -> FollowSettings:
    """
    Return what the tables about following say, and take them out of the others.

    Args:
        path: The file, to name in what is wrong.
        told: The whole file.

    Raises:
        RecordUnusable: A setting is unknown, missing, of the wrong kind or not safe.
    """
    own = {name: told.pop(name) for name in TABLES if name in told}
    mail = _table(path, "mail", MailTable, own["mail"]) if "mail" in own else None
    found = FollowSettings(
        follow=_table(path, "follow", FollowTable, own.get("follow", {})),
        feeds=_several(path, "feed", FeedTable, own.get("feed", [])),
        topics=_several(path, "topic", TopicTable, own.get("topic", [])),
        mail=mail,
    )
    _check_feeds(path, found.feeds)
    _check_topics(path, found.topics)
    if mail is not None:
        _check_mail(path, mail)
    return found


def _several(path: Path, name: str, kind: type[Table], told: Any) -> tuple[Table, ...]:
    if not isinstance(told, list):
        raise RecordUnusable(f"{path}: “{name}” is written as [[{name}]], once for each")
    return tuple(_table(path, name, kind, one) for one in told)


def _table(path: Path, name: str, kind: type[Table], told: Any) -> Table:
    if not isinstance(told, dict):
        raise RecordUnusable(f"{path}: “{name}” is a table, [{name}]")
    known: dict[str, Field[Any]] = {f.name: f for f in fields(kind)}  # type: ignore[arg-type]
    for key, value in told.items():
        if key not in known:
            names = ", ".join(known)
            raise RecordUnusable(f"{path}: there is no setting “{name}.{key}”; known are {names}")
        _check_value(path, f"{name}.{key}", value, known[key])
    for key, one in known.items():
        if one.default is MISSING and not told.get(key):
            raise RecordUnusable(f"{path}: “{name}.{key}” is missing")
    return kind(**told)


def _check_value(path: Path, name: str, value: Any, known: Field[Any]) -> None:
    wanted = str(getattr(known.type, "__name__", known.type)).partition(" ")[0]
    wanted = "date" if "date" in str(known.type) else wanted
    given = type(value).__name__
    is_right = given == wanted or (wanted == "float" and given == "int")
    if not is_right or isinstance(value, datetime):
        raise RecordUnusable(f"{path}: “{name}” must be {_CALLED[wanted]}, not {value!r}")
    if isinstance(value, int | float) and value < 0:
        raise RecordUnusable(f"{path}: “{name}” cannot be less than nothing: {value}")


def _check_feeds(path: Path, feeds: tuple[FeedTable, ...]) -> None:
    named = [one.url for one in feeds]
    for url in named:
        check_feed(url, str(path))
        if named.count(url) > 1:
            raise RecordUnusable(f"{path}: the feed {url} stands there twice")


def check_feed(url: str, where: str) -> None:
    """
    See that an address is one that can be followed.

    Raises:
        RecordUnusable: It holds a user or a password, or cannot be read.
    """
    try:
        address = urlsplit(url)
        _ = address.port
    except ValueError as fault:
        raise RecordUnusable(f"{where}: {url} is no address: {fault}") from fault
    if address.username is not None or address.password is not None:
        raise RecordUnusable(f"{where}: a feed's address holds no user and no password")


def _check_topics(path: Path, topics: tuple[TopicTable, ...]) -> None:
    named = [one.name for one in topics]
    for one in topics:
        if named.count(one.name) > 1:
            raise RecordUnusable(f"{path}: two topics are called {one.name}")
        if one.since and one.until and one.since > one.until:
            raise RecordUnusable(f"{path}: the topic {one.name} ends before it begins")


def _check_mail(path: Path, mail: MailTable) -> None:
    if mail.security not in {"starttls", "tls", "none"}:
        raise RecordUnusable(f"{path}: “mail.security” is starttls, tls or none")
    if mail.security == "none" and not is_here(mail.host):
        raise RecordUnusable(
            f"{path}: “mail.security” cannot be none, since {mail.host} is another machine"
        )
    if mail.content not in {"counts", "words"}:
        raise RecordUnusable(f"{path}: “mail.content” is counts or words")
    if mail.desk and (not mail.desk.startswith("https://") or urlsplit(mail.desk).query):
        raise RecordUnusable(f"{path}: “mail.desk” must begin with https:// and end before any ?")
    if not mail.desk and not mail.unsubscribe:
        raise RecordUnusable(
            f"{path}: “mail.unsubscribe” is missing: whoever gets mail must be able to end it"
        )
    if mail.user and not (mail.password_env or mail.password_file):
        raise RecordUnusable(f"{path}: “mail.password_env” or “mail.password_file” is missing")


def is_here(host: str) -> bool:
    """Return whether a host is this machine itself, by its address or as `localhost`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def add_feed(path: Path, settings: FollowSettings, url: str) -> bool:
    """
    Write a feed into a settings file, below what stands there; comments stay.

    Args:
        path: The file.
        settings: What it says already.
        url: The feed's address.

    Returns:
        Whether it was not there yet.

    Raises:
        RecordUnusable: It cannot be followed.
    """
    check_feed(url, "this feed")
    if url in {one.url for one in settings.feeds}:
        return False
    import tomlkit  # noqa: PLC0415 - for the one moment in which settings are written

    page = tomlkit.parse(path.read_text(encoding="utf-8-sig"))
    made = tomlkit.table()
    made.add("url", url)
    several = page.get("feed")
    if several is None:
        several = tomlkit.aot()
        page.add("feed", several)
    several.append(made)
    write_whole(path, tomlkit.dumps(page))
    return True
