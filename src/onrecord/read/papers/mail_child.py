"""The part of reading a mail that runs in a process of its own (see `onrecord.kit.apart`)."""

from typing import Any

from onrecord.kit import mails

_MOST_WORDS = 5_000_000
_STUB = 200  # characters: a plain body so short beside a long page says "see the HTML"


def answer(data: bytes, _: Any) -> dict[str, object]:
    """
    Return a mail's head and its body.

    Args:
        data: The mail.
    """
    held = mails.opened(data)
    plain = _longest(held, "text/plain")
    page = _longest(held, "text/html")
    is_stub = bool(page) and len(plain.strip()) < _STUB and len(page) > 3 * max(len(plain), 60)
    date_told, date_iso = mails.sent(held.message)
    return {
        "subject": mails.header(held.message, "Subject"),
        "from": mails.writer(held.message),
        "date": date_told,
        "date_iso": date_iso,
        "plain": "" if is_stub else plain,
        "html": page if is_stub else "",
        "defects": list(held.defects),
        "left_out": held.left_out,
    }


def _longest(held: "mails.Held", kind: str) -> str:
    """Return the body of a kind: all of its parts, in order."""
    parts = [p.words for p in held.parts if p.media_type == kind and not p.is_attached]
    return "\n\n".join(part for part in parts if part.strip())[:_MOST_WORDS]
