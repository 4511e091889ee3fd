"""Sets of things as bits of one whole number: cheap to join, to cut and to count."""

from collections.abc import Iterable, Mapping, Sequence

_IN_A_BYTE = tuple(tuple(n for n in range(8) if byte >> n & 1) for byte in range(256))

Bits = int


def bits_of(places: Iterable[int], many: int) -> Bits:
    """
    Return the set of some places of a row.

    Args:
        places: From 0.
        many: How long the row is.

    >>> places_in(bits_of([1, 9], 12))
    [1, 9]
    """
    held = bytearray((many + 7) // 8)
    for place in places:
        held[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(held, "little")


def all_of(many: int) -> Bits:
    """Return the set of a whole row."""
    return (1 << many) - 1


def places_in(bits: Bits) -> list[int]:
    """Return the places of a set, in order."""
    found: list[int] = []
    for at, byte in enumerate(bits.to_bytes((bits.bit_length() + 7) // 8, "little")):
        if byte:
            found += [at * 8 + n for n in _IN_A_BYTE[byte]]
    return found


def by_value(values: Sequence[Iterable[str]]) -> Mapping[str, Bits]:
    """
    Return which things have each value.

    Args:
        values: Those of each thing, in the things' order.

    >>> {value: places_in(bits) for value, bits in by_value([["a"], ["a", "b"]]).items()}
    {'a': [0, 1], 'b': [1]}
    """
    places: dict[str, list[int]] = {}
    for place, held in enumerate(values):
        for value in held:
            places.setdefault(value, []).append(place)
    return {value: bits_of(found, len(values)) for value, found in places.items()}
