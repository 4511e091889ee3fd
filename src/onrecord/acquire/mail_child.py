"""The part of taking a mail apart that runs in a process of its own."""

from typing import Any

from onrecord.kit import mails

_MOST_BYTES = 200 * 1024 * 1024


def answer(data: bytes, _: Any) -> tuple[list[dict[str, object]], bytes]:
    """
    Return what is attached to a mail: names, kinds and sizes, and all bytes one after another.

    Args:
        data: The mail.
    """
    told: list[dict[str, object]] = []
    files: list[bytes] = []
    for part in mails.opened(data).parts:
        if part.is_attached and part.data and sum(map(len, files)) < _MOST_BYTES:
            files.append(part.data)
            told.append(
                {
                    "name": part.name,
                    "kind": part.media_type,
                    "size": len(part.data),
                    "is_mail": part.is_mail,
                }
            )
    return told, b"".join(files)
