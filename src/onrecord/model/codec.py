"""
Model values as JSON text and back.

Equal values give equal text, on every machine, so a row's hash tells whether anything
changed. A field that holds its default is left out: a new optional field in the model
then changes no stored row. A field that this program does not know is passed over.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache, lru_cache
from itertools import islice
from sys import intern
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from onrecord.model.claim import Candidate, Count
from onrecord.model.when import When

Value = TypeVar("Value")
_Decode = Callable[[Any], Any]
_PLAIN = frozenset({str, int, float, bool, NoneType})
_REPEATED = frozenset({Candidate, Count, When})  # values that many claims share
_SHORT, _KEPT = 64, 65_536  # characters of a name; values remembered of a kind
_BATCH = 20  # texts that are taken apart at once
_ASCII_JSON = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False)
_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def as_text(value: Any) -> str:
    """
    Return a model value as canonical JSON: sorted keys, no spaces, defaults left out.

    >>> from onrecord.model import Count
    >>> as_text(Count(low=3))
    '{"low":3}'
    """
    return written(as_plain(value))


def from_text(kind: type[Value], text: str) -> Value:
    """
    Return the value that `as_text` wrote.

    >>> from onrecord.model import Count
    >>> from_text(Count, '{"low":3}') == Count(low=3)
    True
    """
    return from_plain(kind, json.loads(text))


def from_plain(kind: type[Value], plain: Any) -> Value:
    """
    Return the value that `as_plain` took apart.

    Raises:
        ValueError, TypeError, AttributeError: It is no such value.
    """
    hint: Any = kind
    value: Value = _decoder(hint)(plain)
    return value


def from_texts(kind: type[Value], texts: Iterable[str]) -> Iterator[Value]:
    """
    Return the values of many texts: quicker than one after another, and the same.

    >>> from onrecord.model import Count
    >>> list(from_texts(Count, ['{"low":3}', '{}'])) == [Count(low=3), Count()]
    True
    """
    hint: Any = kind
    decode = _decoder(hint)
    stream = iter(texts)
    while batch := list(islice(stream, _BATCH)):
        yield from map(decode, json.loads(f"[{','.join(batch)}]"))


def written(plain: Any) -> str:
    """Return anything that JSON can hold as canonical text that UTF-8 can hold."""
    text = _JSON.encode(plain)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # half of a surrogate pair, from a page that was cut badly
        return _ASCII_JSON.encode(plain)
    return text


def as_plain(value: Any) -> Any:
    """Return a model value as dicts, lists, strings and numbers."""
    kind: Any = type(value)
    return _taker_apart(kind)(value)


@cache
def _taker_apart(kind: Any) -> _Decode:
    """Return the function that takes the values of a class apart."""
    if kind in _PLAIN:
        return _as_it_is
    if issubclass(kind, tuple | list):
        return lambda value: [as_plain(item) for item in value]
    if issubclass(kind, Enum):
        return lambda value: value.value
    if issubclass(kind, date):  # a datetime too
        return lambda value: value.isoformat()
    if is_dataclass(kind):
        return _taker_of_fields(kind)
    raise TypeError(f"{kind.__name__} has no place in a record")


def _taker_of_fields(kind: Any) -> _Decode:
    shape = tuple((field.name, field.default) for field in fields(kind))

    def taken(value: Any) -> dict[str, Any]:
        told: dict[str, Any] = {}
        for name, default in shape:
            held = getattr(value, name)
            # 0 is False and 1 is 1.0 to Python, but not to a reader of the record.
            if held is default or (type(held) is type(default) and held == default):
                continue
            told[name] = as_plain(held)
        return told

    return taken


@cache
def _decoder(hint: Any) -> _Decode:
    """Return the function that turns plain JSON into what a type hint names."""
    origin = get_origin(hint)
    if origin is Union or origin is UnionType:
        return _decode_optional(hint)
    if origin is tuple:
        return _decode_tuple(get_args(hint))
    if isinstance(hint, type) and is_dataclass(hint):
        decode_fields = _decode_fields(hint)
        return _shared(decode_fields) if hint in _REPEATED else decode_fields
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _decode_enum(hint)
    if hint is datetime or hint is date:
        decode: _Decode = hint.fromisoformat
        return decode
    return _name_once if hint is str else _as_it_is


def _as_it_is(plain: Any) -> Any:
    return plain


def _name_once(plain: Any) -> Any:
    """Return a short string so that all that are equal are one: names, ids, rules."""
    return intern(plain) if type(plain) is str and len(plain) <= _SHORT else plain


def _shared(decode: _Decode) -> _Decode:
    """Return equal values as one: a million claims have a few thousand candidates."""

    @lru_cache(maxsize=_KEPT, typed=True)  # 1 and 1.0 are equal, and stay two
    def once(names: tuple[str, ...], *held: Any) -> Any:
        return decode(dict(zip(names, held, strict=True)))

    def decode_once(plain: Mapping[str, Any]) -> Any:
        try:
            return once(tuple(plain), *plain.values())
        except TypeError:  # something of a newer program, which holds a list
            return decode(plain)

    return decode_once


def _decode_enum(kind: type[Enum]) -> _Decode:
    known = {member.value: member for member in kind}

    def decode(plain: Any) -> Any:
        return known.get(plain) or kind(plain)  # which says what is wrong

    return decode


def _decode_optional(hint: Any) -> _Decode:
    inner = [_decoder(kind) for kind in get_args(hint) if kind is not NoneType]
    if len(inner) != 1 or inner[0] is _as_it_is:
        return _as_it_is
    decode = inner[0]
    return lambda plain: None if plain is None else decode(plain)


def _decode_tuple(parts: tuple[Any, ...]) -> _Decode:
    if parts[-1] is Ellipsis:
        decode = _decoder(parts[0])
        return tuple if decode is _as_it_is else lambda plain: tuple(map(decode, plain))
    each = [_decoder(part) for part in parts]
    return lambda plain: tuple(decode(item) for decode, item in zip(each, plain, strict=True))


def _decode_fields(kind: type) -> _Decode:
    hints = get_type_hints(kind)
    known = {field.name: _decoder(hints[field.name]) for field in fields(kind)}
    needed = frozenset(f.name for f in fields(kind) if f.default is MISSING)

    def decode(plain: Mapping[str, Any]) -> Any:
        told = {name: known[name](held) for name, held in plain.items() if name in known}
        if not needed <= told.keys():
            missing = [name for name in known if name in needed and name not in told]
            raise ValueError(f"a {kind.__name__} without {', '.join(missing)}")
        return kind(**told)

    return decode
