"""Words found in a text as somebody typed them."""

import re

from onrecord.model import Text


def finds(text: Text, typed: str, most: int = 30) -> tuple[tuple[int, int], ...]:
    """Return where some typed words stand in a text, whatever their case and white space."""
    words = typed.split()
    if not words or len(typed) > 2_000:
        return ()
    sought = re.compile(r"\s+".join(map(re.escape, words)), re.IGNORECASE)
    found = []
    for match in sought.finditer(text.content):
        found.append((match.start(), match.end()))
        if len(found) == most:
            break
    return tuple(found)
