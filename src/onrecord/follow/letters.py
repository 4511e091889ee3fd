"""
A letter with alerts, as text and as HTML, that its reader can end with one press.

`List-Unsubscribe` is RFC 2369, the press RFC 8058: both headers name an address with a token
that nobody can guess; the mail provider sends `List-Unsubscribe=One-Click` there. Where no
page of the desk can be reached, a mail address takes its place, and a person does it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256
from html import escape
from urllib.parse import quote

from onrecord.follow import wording
from onrecord.kit import shown
from onrecord.model import Alert

_MOST = 50  # alerts in one letter; the rest is a number
_POLICY = policy.SMTP.clone(max_line_length=300)  # an address for leaving is not folded
_STYLE = "font-family: sans-serif; line-height: 1.5; color: #1a1a1a; background: #ffffff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """
    From where letters come, and what is in them.

    Attributes:
        record: The record's name.
        sender: The address that they are from.
        desk: The public address of the desk's page for unsubscribing; "" for none.
        unsubscribe: The address to write to instead.
        link: The address of the page with the alerts; "" for none.
        has_words: Say what the alerts say; else only how many there are.
    """

    record: str
    sender: str
    desk: str
    unsubscribe: str
    link: str
    has_words: bool


def letter(
    sending: Sending, to: str, token: str, alerts: Sequence[Alert], at: datetime
) -> EmailMessage:
    """
    Return a letter with alerts to one reader.

    Args:
        sending: From where, and what is in it.
        to: The reader's address.
        token: Theirs alone.
        alerts: What is told; at least one.
        at: The time.
    """
    made = EmailMessage(_POLICY)
    made["From"], made["To"] = _as_written(sending.sender), _as_written(to)
    many = f"{len(alerts):,} alert{'s' if len(alerts) > 1 else ''}"
    name = _as_written(" ".join(sending.record.split()))
    made["Subject"] = shown.clean(f"{name}: {many}")
    made["Date"] = format_datetime(at)
    made["Message-ID"] = _as_written(_message_id(sending, token, alerts))
    made["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answering machine answers
    end = way_out(sending, token)
    made["List-Unsubscribe"] = f"<{_as_written(end)}>"
    if sending.desk:
        made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    lines = _lines(sending, alerts)
    made.set_content(_plain(sending, lines, end))
    made.add_alternative(_html(sending, lines, end), subtype="html")
    return made


def _as_written(words: str) -> str:
    """Return words in which nothing is taken for an encoded word, which could hold a line end.

    `email` decodes what comes as `=?utf-8?q?=0D=0ABcc:...?=` and writes the line end as it is.
    """
    return words.replace("=?", "= ?")


def way_out(sending: Sending, token: str) -> str:
    """Return the address by which one reader ends it."""
    if sending.desk:
        return f"{sending.desk.rstrip('/')}/unsubscribe/{token}"
    return f"mailto:{quote(sending.unsubscribe, safe='@')}?subject=unsubscribe%20{token}"


def _message_id(sending: Sending, token: str, alerts: Sequence[Alert]) -> str:
    """Return an id made from what is told to whom: sent twice, it is the same letter."""
    told = sha256("\n".join((token, *(one.id for one in alerts))).encode()).hexdigest()
    return f"<{told[:32]}@{sending.sender.rpartition('@')[2].rstrip('>') or 'localhost'}>"


def _lines(sending: Sending, alerts: Sequence[Alert]) -> list[str]:
    if not sending.has_words:
        topics = dict.fromkeys(topic for one in alerts for topic in one.topics)
        told = []
        for topic in topics or [""]:
            own = [one for one in alerts if not topic or topic in one.topics]
            words = "; ".join(wording.counts(own))
            told.append(f"{topic}: {words}" if topic else words)
        return told
    told = [wording.title(one) for one in alerts[:_MOST]]
    more = len(alerts) - _MOST
    return told + ([f"and {more:,} more"] if more > 0 else [])


def _plain(sending: Sending, lines: Sequence[str], end: str) -> str:
    told = [f"New in the record {sending.record}:", "", *(f"- {line}" for line in lines), ""]
    told += [f"See {sending.link}", ""] if sending.link else []
    told += ["What a program found, and no person has checked yet.", ""]
    return shown.clean("\n".join([*told, f"To end these letters: {end}", ""]))


def _html(sending: Sending, lines: Sequence[str], end: str) -> str:
    def fit(words: str) -> str:
        return escape(shown.clean(words))

    items = "".join(f"<li>{fit(line)}</li>" for line in lines)
    link = f'<p><a href="{fit(sending.link)}">See them at the desk</a></p>' if sending.link else ""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{fit(sending.record)}'
        f'</title></head><body style="{_STYLE}"><p>New in the record {fit(sending.record)}:</p>'
        f"<ul>{items}</ul>{link}<p>What a program found, and no person has checked yet.</p>"
        f'<p><a href="{fit(end)}">End these letters</a></p></body></html>\n'
    )
