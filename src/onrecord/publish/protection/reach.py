"""
What leads to a person or a spot without naming either.

Telephone numbers, mail and page addresses, names on networks, numbers of papers and plates,
degrees, numbers of houses: a name taken out of a sentence is found again by the number beside
it. Their forms are known, so they are found by these.
"""

import re
from collections.abc import Iterator

from onrecord.model.public import Withheld
from onrecord.model.publishing import Allowed
from onrecord.publish.protection.spans import Span

_MAY_LEAD = re.compile(r"\d|@|://|www\.|\w/\w|[\[({]\s?at\s?[\])}]|[:：]\s*\w|\.(?:blog|word)")
_NETWORKS = (
    "telegram|twitter|facebook|instagram|whatsapp|signal|skype|tiktok|snapchat|viber|youtube|"
    "تلغرام|تيليغرام|فيسبوك|تويتر|واتساب|انستغرام"
)
_ADDRESS = re.compile(
    r"(?:https?|ftp|tg|onion)://[^\s<>\"'«»”]+"
    r"|\bwww\.[^\s<>\"'«»”]+"
    r"|(?<![\w@./-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}\.[a-z]{2,24}/[^\s<>\"'«»”]{0,300}[\w/]"
    r"|(?<![\w@./-])[\w-]{1,63}\.(?:blogspot|wordpress|substack|tumblr|livejournal|medium|github)\.\w+"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
    r"|(?<![\w.+-])[\w.+-]{1,64}\s?[\[({]\s?(?:at|@)\s?[\])}]\s?[\w-]{1,63}"
    r"(?:\s?(?:\.|[\[({]\s?(?:dot|\.)\s?[\])}])\s?\w{1,63}){1,4}"
    r"|(?<![\w@.])@\w[\w.]{1,60}"
    r"|(?<![\w/])u/\w{3,}"
    r"|(?<![\w#.])[\w.]{2,40}#\d{4}\b",
    re.IGNORECASE,
)
_ON_A_NETWORK = re.compile(
    rf"\b(?:{_NETWORKS})"
    r"(?:\s{1,3}(?:handle|channel|account|name|page|user))?\s{0,3}[:：]\s{0,3}(\S{0,80}\w)",
    re.IGNORECASE,
)
_NOT_A_DAY = r"(?!\d{1,2}[-./ ]\d{1,2}[-./ ]\d{2,4}(?!\d))"
_TELEPHONE = re.compile(
    rf"(?<![\w.,+-]){_NOT_A_DAY}(?:\+\s?\d{{1,3}}|00\d{{1,3}}|0\d{{1,4}}|\(\+?0?\d{{1,4}}\))"
    r"(?:[ \u00a0().-]{0,2}\d){6,12}(?!\w)"
    r"|(?<![\w.,+-])\d{3}[-.]\d{3}[-.]\d{4}(?!\w)"
    r"|(?:\b(?:phone|telephone|mobile|cell|tel|call|whatsapp|viber)|هاتف\w{0,3}|جوال\w{0,3}|موبايل\w{0,3}|واتساب)"
    r"\.?(?:\s{1,3}(?:number|no|at|on|رقم\w{0,3}))?\.?"
    r"\s{0,3}[:：]?\s{0,3}(\+?\d(?:[ \u00a0().-]?\d){4,14})",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![\w.,])\d{9,}(?![\w]|[.,]\d)"
    r"|\b(?:passport|identity|ID|I\.D\.|national (?:number|ID|no)|IBAN|account|licen[cs]e|"
    r"number plates?|plates?|registration)\b"
    r"(?:[\s:#.]{1,4}(?:card|numbers?|no|of|is|was|plates?)\b){0,3}[\s:#.]{1,4}"
    r"((?:[A-Z]{1,4}[\s-]?)?\d[\dA-Z/-]{0,30}\d(?:[ -]\d{1,12}){0,5})"
    r"|(?:هوية|هويته|هويتها|جواز|لوحة|لوحتها|الوطني|رقمه|رقمها)"
    r"(?:\s{1,3}(?:سفر|السفر|رقم\w{0,3}|السيارة)){0,3}\s{0,3}[:：]?\s{0,3}(\d[\d /-]{3,30}\d)"
)
_DEGREES = re.compile(
    r"[-+]?\d{1,3}(?:\.\d+)?\s?[°º](?!\s?[CF]\b|\s?م\b)"
    r"(?:\s?\d{1,2}(?:\.\d+)?\s?['’′])?(?:\s?\d{1,2}(?:\.\d+)?\s?(?:[\"”″]|''))?\s?[NSEW]?\b"
    r"|(?<![\w.])[-+]?\d{1,3}\.\d{3,}\s?[°NSEW]*\s?[,;/ ]\s?[-+]?\d{1,3}\.\d{3,}(?:\s?[°NSEW])?"
    r"|\b(?:lat|lon|long|latitude|longitude)\b\W{0,3}[-+]?\d{1,3}\.\d+"
    r"|\b\d{1,2}[C-X]\s?[A-HJ-NP-Z]{2}\s?\d{2,5}\s?\d{2,5}\b"
    r"|\b[2-9CFGHJMPQRVWX]{4,8}\+[2-9CFGHJMPQRVWX]{2,3}\b"
    r"|///\w+\.\w+\.\w+"
)
_LETTER_BY_LETTER = re.compile(
    r"(?<![\w.])(?:[^\W\d_][ .·•_*-]{1,2}){3,}[^\W\d_](?!\w)"  # "S a l i m", "س ل ي م"
    r"|(?<![\w.])(?!U\. [SNK]\.|E\. U\.|D\. C\.|[AP]\. M\.)[A-Z]\. [A-Z]\."  # "S. D."
)
_HOUSE = re.compile(
    r"\b(?:at|of|to|in|No\.?|number)\s+(\d{1,4}[A-Za-z]?,?\s+(?:[A-Z][\w'’-]{1,40}\s{1,3}){1,3}"
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Boulevard)\b)"
)


def leads(text: str, allowed: Allowed, *, is_strict: bool) -> Iterator[Span]:
    """
    Yield what of a text leads to a person or to a spot.

    Args:
        text: The whole.
        allowed: What the keepers allow: exact sites are told by their degrees, too.
        is_strict: The incident is recent, so that no spot is told whatever they allow.
    """
    yield from _met(_LETTER_BY_LETTER, text, Withheld.NAME)
    if not _MAY_LEAD.search(text):
        return
    for pattern, kind in (
        (_ADDRESS, Withheld.ADDRESS),
        (_ON_A_NETWORK, Withheld.ADDRESS),
        (_TELEPHONE, Withheld.ADDRESS),
        (_NUMBER, Withheld.NAME),
    ):
        yield from _met(pattern, text, kind)
    if is_strict or not allowed.exact_sites:
        for pattern in (_DEGREES, _HOUSE):
            yield from _met(pattern, text, Withheld.PLACE)


def _met(pattern: re.Pattern[str], text: str, kind: Withheld) -> Iterator[Span]:
    for match in pattern.finditer(text):
        start, end = match.span(match.lastindex or 0)
        yield Span(start, end, kind)
