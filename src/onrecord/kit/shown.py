"""Other people's words made fit to show: nothing in them acts on the page."""

import re
from urllib.parse import urlsplit

# Characters that a page cannot hold (NUL, lone surrogates), that show nothing (other
# controls), or that turn the order of the words around them (embeddings, overrides and
# isolates). The marks that honest Arabic and Persian need (U+200C to U+200F) stay.
_UNFIT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_TURNS = {
    0x202A: "LRE", 0x202B: "RLE", 0x202C: "PDF", 0x202D: "LRO", 0x202E: "RLO",
    0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI",
    0x2028: "LS", 0x2029: "PS",
}  # fmt: skip
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_C0_PICTURES = 0x2400  # U+2400 "␀" and on: a picture for each of the first 32 controls
_DELETE = 0x7F


def clean(text: str) -> str:
    r"""
    Return the text with what cannot be shown made visible; everything else untouched.

    >>> clean("17 killed\x00 \u202eyesterday")
    '17 killed␀ ⟦RLO⟧yesterday'
    """
    if _UNFIT.search(text) is None:
        return text
    return _UNFIT.sub(_visible, text.replace("\r\n", "\n"))


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code in _TURNS:
        return f"⟦{_TURNS[code]}⟧"
    if code < 0x20:
        return chr(_C0_PICTURES + code)
    return "␡" if code == _DELETE else "\ufffd"


def cut(text: str, most: int) -> str:
    """
    Return the text, shortened to about `most` characters at a word's end.

    >>> cut("Eleven people were killed by shells", 20)
    'Eleven people were…'
    """
    text = text.strip()
    if len(text) <= most:
        return text
    head = text[:most]
    return (head.rsplit(None, 1)[0] if " " in head else head).rstrip(" ,;:") + "…"


def language(code: str | None) -> str | None:
    """Return a language's code if a browser would know it for one; else None."""
    return code if code and _LANGUAGE.fullmatch(code) else None


def link(url: str | None) -> str | None:
    """
    Return an address that is safe to click, or None: only http and https are.

    >>> link("javascript:alert(1)")
    >>> link("https://example.org/a")
    'https://example.org/a'
    """
    if not url or _UNFIT.search(url) or len(url) > 2000:
        return None
    url = url.strip()
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def odd(text: str) -> list[int]:
    r"""
    Return where characters stand that `clean` shows otherwise than they are.

    >>> odd("17\x00 \u202eyesterday\r\n")
    [2, 4, 14]
    """
    return [match.start() for match in _UNFIT.finditer(text)]
