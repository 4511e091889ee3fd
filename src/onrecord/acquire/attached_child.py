"""The part of taking files out of a PDF that runs in a process of its own."""

import io
from typing import Any

_MOST_FILES = 100
_MOST_BYTES = 200 * 1024 * 1024


def answer(data: bytes, _: Any) -> tuple[list[dict[str, object]], bytes]:
    """
    Return the files within a PDF: names and sizes, and all bytes one after another.

    Args:
        data: The PDF.
    """
    from pypdf import PdfReader  # noqa: PLC0415 - only the child parses

    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        reader.decrypt("")
    told: list[dict[str, object]] = []
    files: list[bytes] = []
    for held in list(reader.attachment_list)[:_MOST_FILES]:
        content = held.content
        if sum(map(len, files)) + len(content) > _MOST_BYTES:
            break
        files.append(content)
        told.append({"name": str(held.name)[:200], "size": len(content)})
    return told, b"".join(files)
