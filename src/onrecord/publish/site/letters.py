"""The way to the keepers, with what it is about already written."""

import re
from urllib.parse import quote

from onrecord.kit import shown

_MAIL = re.compile(r"[^@\s<>\"'?&#%]+@[^@\s<>\"'?&#%]+")


def letter(contact: str, subject: str = "", body: str = "") -> str:
    """
    Return an address to click: a mail that is begun, or a page; "" where it is neither.

    >>> letter("desk@record.example", "Correction: inc_1")
    'mailto:desk@record.example?subject=Correction%3A%20inc_1'
    >>> letter("https://record.example/write", "Correction: inc_1")
    'https://record.example/write'
    >>> letter("a letter box at the market")
    ''
    """
    told = contact.strip().removeprefix("mailto:")
    if not _MAIL.fullmatch(told):
        return shown.link(told) or ""
    asked = (("subject", subject), ("body", body.replace("\n", "\r\n")))
    query = "&".join(f"{name}={quote(words, safe='')}" for name, words in asked if words)
    return f"mailto:{quote(told, safe='@')}{'?' if query else ''}{query}"
