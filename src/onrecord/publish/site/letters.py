"""The way to the keepers, with what it is about already written."""

import re
from functools import lru_cache
from urllib.parse import quote

from onrecord.kit import shown

_MAIL = re.compile(r"[^@\s<>\"'?&#%]+@[^@\s<>\"'?&#%]+")


@lru_cache(maxsize=256)  # the foot of every page has one
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
