"""A page's JSON-LD: what schema.org things it describes, repaired where that is safe."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Thing = dict[str, Any]

_MOST = 1_000_000  # characters of one script; more than this describes no article
_DEEPEST = 6
_MOST_THINGS = 2_000
_OPENED = re.compile(r"^\s*(?:(?:/[*/]\s*)?<!\[CDATA\[(?:\s*\*/)?|<!--)")
_CLOSED = re.compile(r"(?:(?:/[*/]\s*)?\]\]>(?:\s*\*/)?|-->|;)\s*$")
_HOLDING = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart")
# A string, kept as it is; or a comma before a closing bracket, or between two things; these
# are the slips that editors' templates make.
_PARTS = re.compile("[/#:]")
_DECODER = json.JSONDecoder(strict=False)
_STRING_OR_COMMA = re.compile(r'"(?:[^"\\]|\\.)*"|,(?=\s*[}\]])|\}(?=\s*\{)', re.DOTALL)


@dataclass(slots=True)
class LinkedData:
    """
    What a page's scripts describe.

    Attributes:
        things: All things with a type, in order.
        by_id: Those that others refer to by `@id`.
        repaired: How many scripts could be read only after a slip was put right.
        unread: How many could not be read at all.
    """

    things: list[Thing] = field(default_factory=list)
    by_id: dict[str, Thing] = field(default_factory=dict)
    repaired: int = 0
    unread: int = 0

    def meant(self, value: object) -> object:
        """Return the thing that a bare reference means; anything else as it is."""
        if isinstance(value, dict) and "@id" in value and len(value) <= 2 and "name" not in value:
            return self.by_id.get(str(value["@id"]), value)
        return value


def linked_data(scripts: list[str]) -> LinkedData:
    """
    Return what the scripts of a page describe.

    What is no JSON is repaired only where nothing is guessed: comment marks around it, a
    comma too many, a comma missing between two things, characters written as HTML.

    >>> linked_data(['{"@type": "NewsArticle", "headline": "Market hit",}']).things
    [{'@type': 'NewsArticle', 'headline': 'Market hit'}]
    """
    found = LinkedData()
    for script in scripts:
        if len(script) > _MOST or not script.strip():
            continue
        value, is_repaired = _parsed(script)
        if value is None:
            found.unread += 1
            continue
        found.repaired += is_repaired
        for thing in _things(value, 0):
            if len(found.things) >= _MOST_THINGS:
                break
            found.things.append(thing)
            if "@id" in thing:
                found.by_id.setdefault(str(thing["@id"]), thing)
    return found


def _parsed(script: str) -> tuple[object, bool]:
    """Return what a script says, and whether it had to be repaired."""
    plain = _loaded(script)
    if plain is not None:
        return plain, False
    bare = _CLOSED.sub("", _OPENED.sub("", script))
    for attempt in (bare, _mended(bare), _mended(html.unescape(bare))):
        value = _loaded(attempt)
        if value is not None:
            return value, True
    return None, False


def _loaded(words: str) -> object:
    try:
        value: object = _DECODER.decode(words)
    except (ValueError, RecursionError):
        return None
    return value


def _mended(words: str) -> str:
    """
    Return JSON without commas that stand too much, and with those that lack between things.

    >>> _mended('[{"a": "x,}"} {"b": 2,}]')
    '[{"a": "x,}"}, {"b": 2}]'
    """
    return _STRING_OR_COMMA.sub(_without_slip, words)


def _without_slip(found: re.Match[str]) -> str:
    if found[0] == ",":
        return ""
    return "}," if found[0] == "}" else found[0]


def _things(value: object, depth: int) -> Iterator[Thing]:
    """Return the things in a value, which may be a list, a graph, or hold others."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _things(item, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for name in _HOLDING:
            if isinstance(value.get(name), dict | list):
                yield from _things(value[name], depth + 1)
        for name in ("author", "publisher", "creator"):  # what others may refer to
            if isinstance(value.get(name), dict) and "@id" in value[name] and "name" in value[name]:
                yield value[name]


def types(thing: Thing) -> tuple[str, ...]:
    """
    Return what a thing is, without the address before it.

    >>> types({"@type": ["http://schema.org/NewsArticle", "Thing"]})
    ('NewsArticle', 'Thing')
    """
    kinds = thing.get("@type", ())
    named = kinds if isinstance(kinds, list) else [kinds]
    return tuple(_PARTS.split(str(kind))[-1] for kind in named[:10])
