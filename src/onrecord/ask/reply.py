"""What an endpoint answered, read from its raw bytes, which may hold anything."""

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """
    What a model said.

    Attributes:
        words: Its words; "" where it refused or said nothing.
        tokens: What the endpoint says that question and answer took; None if it does not.
    """

    words: str
    tokens: int | None


def reply(raw: str) -> Reply | None:
    """
    Return what a model said; None where the bytes are no chat completion.

    >>> reply('{"choices": [{"message": {"content": "{}"}}], "usage": {"total_tokens": 7}}')
    Reply(words='{}', tokens=7)
    >>> reply('{"choices": [{"message": {"content": null, "refusal": "I can not"}}]}')
    Reply(words='', tokens=None)
    >>> reply("<html>") is None, reply('{"error": "no such model"}') is None
    (True, True)
    """
    try:
        told = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    message = _at(told, "choices", 0, "message")
    if not isinstance(message, dict):
        return None
    words, tokens = message.get("content"), _at(told, "usage", "total_tokens")
    is_count = isinstance(tokens, int) and not isinstance(tokens, bool) and tokens >= 0
    return Reply(words=words if isinstance(words, str) else "", tokens=tokens if is_count else None)


def _at(told: Any, *path: str | int) -> Any:
    for step in path:
        try:
            told = told[step]
        except (KeyError, IndexError, TypeError):
            return None
    return told
