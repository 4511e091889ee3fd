"""
The index file: sorted keys and columns of numbers, searched without making objects.

A dictionary of 600,000 names would cost hundreds of megabytes and seconds; bytes and arrays
cost about thirty and a quarter of a second. The format is ours, little-endian throughout.
"""

import gzip
import math
import sys
from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

from onrecord.kit.spelling import skeleton, within_one

_MAGIC = b"onrecord-gazetteer-1"
_HERE = Path(__file__).parent / "index.gz"
_KM_PER_DEGREE = 111.2
_MOST = 50_000  # keys whose towns are remembered, some 15 MB; most of them have none
_LONGEST_KEY = 255  # its length is kept in a byte
_HALF_TURN = 18_000_000  # of longitude, in hundred-thousandths of a degree


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """
    One populated place of the gazetteer.

    Attributes:
        number: Its row in the index.
        geoname: Its GeoNames number.
        name: Its main name there.
        country: Two-letter ISO code.
        division: Code of its first-level division, as GeoNames has it; empty if none.
        latitude, longitude: Degrees, WGS 84.
        population: People; 0 where GeoNames does not tell.
    """

    number: int
    geoname: int
    name: str
    country: str
    division: str
    latitude: float
    longitude: float
    population: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """A first-level division as its towns show it: their middle and the largest of them."""

    country: str
    code: str
    latitude: float
    longitude: float
    largest: int


class Index:
    """The gazetteer in memory. Reads only."""

    def __init__(self, path: Path = _HERE) -> None:
        parts = _Parts(gzip.decompress(path.read_bytes()))
        self._keys, self._key_at = parts.strings()
        self._hits_at = _running(parts.numbers("B"))
        self._hits = parts.numbers("I")
        self._names, self._name_at = parts.strings()
        self._countries = parts.list()
        self._divisions = parts.list()
        self._country = parts.numbers("B")
        self._division = parts.numbers("H")
        self._geoname = parts.numbers("I")
        self._latitude = parts.numbers("i")
        self._longitude = parts.numbers("i")
        self._population = parts.numbers("I")
        self._skeletons: dict[str, _Skeletons] = {}
        self._country_of_hit = b""
        self._remembered = lru_cache(_MOST)(self._find)  # most words are no town's name
        self._by_geoname: dict[int, int] | None = None
        self._by_division: dict[tuple[str, str], Division] | None = None

    def __len__(self) -> int:
        return len(self._geoname)

    def find(self, key: str) -> tuple[Town, ...]:
        """Return the towns that go by a key (`spelling.key`), largest first."""
        return self._remembered(key) if len(key) <= _LONGEST_KEY else ()

    def _find(self, key: str) -> tuple[Town, ...]:
        wanted = key.encode("utf-8", "replace")
        low, high = 0, len(self._key_at) - 1
        while low < high:
            middle = (low + high) // 2
            if self._keys[self._key_at[middle] : self._key_at[middle + 1]] < wanted:
                low = middle + 1
            else:
                high = middle
        if low >= len(self._key_at) - 1:
            return ()
        if self._keys[self._key_at[low] : self._key_at[low + 1]] != wanted:
            return ()
        hits = self._hits[self._hits_at[low] : self._hits_at[low + 1]]
        return tuple(sorted(map(self.town, hits), key=lambda t: -t.population))

    def town(self, number: int) -> Town:
        """Return the town in a row."""
        name = self._names[self._name_at[number] : self._name_at[number + 1]].decode()
        return Town(
            number=number,
            geoname=self._geoname[number],
            name=name,
            country=self._countries[self._country[number]],
            division=self._divisions[self._division[number]],
            latitude=self._latitude[number] / 1e5,
            longitude=self._longitude[number] / 1e5,
            population=self._population[number],
        )

    def by_geoname(self, geoname: int) -> Town | None:
        """Return the town with a GeoNames number; None if the index lacks it."""
        if self._by_geoname is None:
            self._by_geoname = {n: i for i, n in enumerate(self._geoname)}
        number = self._by_geoname.get(geoname)
        return None if number is None else self.town(number)

    def keys_of(self, geonames: Collection[int]) -> dict[int, list[str]]:
        """Return every key that some towns go by, by their GeoNames numbers."""
        self.by_geoname(0)
        known = self._by_geoname or {}
        rows = {known[geoname]: geoname for geoname in geonames if geoname in known}
        found: dict[int, list[str]] = {geoname: [] for geoname in rows.values()}
        for at, number in enumerate(self._hits if rows else ()):
            if number in rows:
                key = bisect_right(self._hits_at, at) - 1
                words = self._keys[self._key_at[key] : self._key_at[key + 1]].decode()
                found[rows[number]].append(words)
        return found

    def near(self, latitude: float, longitude: float, km: float) -> tuple[Town, ...]:
        """Return the towns within so many kilometres of a point, the nearest first."""
        scale = _KM_PER_DEGREE / 1e5
        flat = math.cos(math.radians(latitude))
        north, east = round(latitude * 1e5), round(longitude * 1e5)
        reach = round(km / scale)
        found = []
        for number, held in enumerate(self._latitude):
            if -reach <= held - north <= reach:
                across = (self._longitude[number] - east + _HALF_TURN) % (2 * _HALF_TURN)
                away = math.hypot(held - north, (across - _HALF_TURN) * flat) * scale
                if away <= km:
                    found.append((away, number))
        return tuple(self.town(number) for _, number in sorted(found))

    def divisions(self) -> Mapping[tuple[str, str], Division]:
        """Return every first-level division that has a town, by country and code."""
        if self._by_division is None:
            self._by_division = {(d.country, d.code): d for d in self._middles()}
        return self._by_division

    def sounding_like(self, name: str, country: str) -> Iterator[tuple[str, Town]]:
        """Yield (key, town) of one country whose consonants are those of a name, or one off."""
        wanted = skeleton(name)
        for key, number in self._skeletons_of(country).like(wanted):
            yield key, self.town(number)

    def _skeletons_of(self, country: str) -> "_Skeletons":
        if country not in self._skeletons:
            ascii_keys = ((k, number) for k, number in self._keys_of(country) if k.isascii())
            self._skeletons[country] = _Skeletons(ascii_keys)
        return self._skeletons[country]

    def _keys_of(self, country: str) -> Iterator[tuple[str, int]]:
        if country not in self._countries:
            return
        code = self._countries.index(country)
        if not self._country_of_hit:  # a byte each, so that a country is found at memory's speed
            self._country_of_hit = bytes(map(self._country.__getitem__, self._hits))
        at = self._country_of_hit.find(code)
        while at >= 0:
            place = bisect_right(self._hits_at, at) - 1
            key = self._keys[self._key_at[place] : self._key_at[place + 1]]
            yield key.decode(), self._hits[at]
            at = self._country_of_hit.find(code, at + 1)

    def _middles(self) -> Iterator[Division]:
        sums: dict[tuple[int, int], list[int]] = {}
        for i, pair in enumerate(zip(self._country, self._division, strict=True)):
            row = sums.setdefault(pair, [0, 0, 0, i])
            row[0] += self._latitude[i]
            row[1] += self._longitude[i]
            row[2] += 1
            if self._population[i] > self._population[row[3]]:
                row[3] = i
        for (country, division), (lat, lon, count, largest) in sums.items():
            yield Division(
                country=self._countries[country],
                code=self._divisions[division],
                latitude=round(lat / count / 1e5, 3),
                longitude=round(lon / count / 1e5, 3),
                largest=largest,
            )


_LONG = 5  # consonants: shorter skeletons must agree wholly, or half a country matches


class _Skeletons:
    """The keys of one country's towns by their consonants, and those by first and length."""

    def __init__(self, keys: Iterable[tuple[str, int]]) -> None:
        self._towns: dict[str, list[tuple[str, int]]] = {}
        for key, number in keys:
            self._towns.setdefault(skeleton(key), []).append((key, number))
        self._shaped: dict[tuple[str, int], list[str]] = {}
        for bones in self._towns:
            self._shaped.setdefault((bones[:1], len(bones)), []).append(bones)

    def like(self, wanted: str) -> Iterator[tuple[str, int]]:
        """Yield keys and rows of the same consonants or, where there are enough, one off."""
        if len(wanted) < _LONG:
            yield from self._towns.get(wanted, ())
            return
        for length in (len(wanted) - 1, len(wanted), len(wanted) + 1):
            for bones in self._shaped.get((wanted[:1], length), ()):
                if within_one(bones, wanted):
                    yield from self._towns[bones]


def write(path: Path, towns: Sequence[Town], keys: Mapping[str, Sequence[int]]) -> None:
    """Write an index file: towns in the order of their numbers, and towns by key."""
    countries = sorted({t.country for t in towns})
    divisions = sorted({t.division for t in towns})
    ordered = sorted((k.encode(), v) for k, v in keys.items())
    parts = [_MAGIC]
    parts += _packed_strings([k for k, _ in ordered])
    parts.append(_packed("B", [len(v) for _, v in ordered]))
    parts.append(_packed("I", [n for _, v in ordered for n in v]))
    parts += _packed_strings([t.name.encode() for t in towns])
    parts += ["\n".join(countries).encode(), "\n".join(divisions).encode()]
    parts.append(_packed("B", [countries.index(t.country) for t in towns]))
    where = {d: i for i, d in enumerate(divisions)}
    parts.append(_packed("H", [where[t.division] for t in towns]))
    parts.append(_packed("I", [t.geoname for t in towns]))
    parts.append(_packed("i", [round(t.latitude * 1e5) for t in towns]))
    parts.append(_packed("i", [round(t.longitude * 1e5) for t in towns]))
    parts.append(_packed("I", [t.population for t in towns]))
    whole = b"".join(len(p).to_bytes(4, "little") + p for p in parts)
    # No time stamp: the same source gives the same file.
    path.write_bytes(gzip.compress(whole, compresslevel=9, mtime=0))


def _packed(code: str, numbers: Sequence[int]) -> bytes:
    packed = array(code, numbers)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def _packed_strings(strings: Sequence[bytes]) -> list[bytes]:
    return [b"".join(strings), _packed("B", [len(s) for s in strings])]


def _running(lengths: Sequence[int]) -> "array[int]":
    return array("I", accumulate(lengths, initial=0))


class _Parts:
    """Reads the parts of an index file one after another."""

    def __init__(self, whole: bytes) -> None:
        self._whole = whole
        self._at = 0
        if self._next() != _MAGIC:
            raise ValueError("not a gazetteer index of this version")

    def _next(self) -> bytes:
        size = int.from_bytes(self._whole[self._at : self._at + 4], "little")
        start = self._at + 4
        self._at = start + size
        return self._whole[start : self._at]

    def numbers(self, code: str) -> "array[int]":
        numbers: array[int] = array(code)
        numbers.frombytes(self._next())
        if sys.byteorder == "big":
            numbers.byteswap()
        return numbers

    def strings(self) -> tuple[bytes, "array[int]"]:
        blob = self._next()
        return blob, _running(self.numbers("B"))

    def list(self) -> list[str]:
        return self._next().decode().split("\n")
