"""
Secrets planted into a record, looked for in every byte that was written from it.

`secrets_in(place, secrets)` opens what is packed and undoes what writers do to words (an
encoding, an escape, an address, base64, markup between two words), so that a test need not
know how a layout writes. It cannot look into a font's glyphs or a compressed column: give
it `opening` for files that need a reader of their own.
"""

import base64
import binascii
import gzip
import html
import io
import json
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

_DEEPEST = 4  # packings inside each other
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{12,}={0,2}")
_JSON_ESCAPE = re.compile(r"(?:\\u[0-9a-fA-F]{4})+")
_TAG = re.compile(r"<[^<>]*>")
_ALIKE = str.maketrans({
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك",
    "ـ": None, "’": "'", "‘": "'", "ʼ": "'", "\u200e": None, "\u200f": None, "\u200b": None,
    "\u00ad": None,
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A secret that got out: which, in which file or part of one, and the words around it."""

    secret: str
    where: str
    around: str


def secrets_in(
    place: Path | bytes,
    secrets: Iterable[str],
    *,
    opening: Mapping[bytes, Callable[[bytes], str]] | None = None,
) -> tuple[Found, ...]:
    """
    Return every secret that can be found in something that was written.

    Names of files and folders count as written, too.

    Args:
        place: A file, a folder with all that is below it, or bytes.
        secrets: What must not be there. Case, Arabic marks and kinds of space do not matter.
        opening: For kinds of file that hide their words, by how they begin (`b"PAR1"`): what
            makes text of them.

    >>> [one.secret for one in secrets_in(b"<b>Sal</b>im%20Darwish", ["Salim Darwish", "Homs"])]
    ['Salim Darwish']
    """
    wanted = {folded(secret): secret for secret in secrets}
    found: dict[tuple[str, str], Found] = {}
    for where, data in _files(place):
        for part, text in _texts(data, where, opening or {}, 0):
            for key, secret in wanted.items():
                at = text.find(key)
                if at >= 0 and (secret, part) not in found:
                    around = text[max(0, at - 40) : at + len(key) + 40]
                    found[secret, part] = Found(secret=secret, where=part, around=around)
    return tuple(found.values())


def folded(words: str) -> str:
    """Return words in the form in which they are looked for: no case, no marks, single spaces."""
    marked = unicodedata.normalize("NFKD", words).translate(_ALIKE).casefold()
    bare = "".join(sign for sign in marked if not unicodedata.combining(sign))
    return " ".join(bare.split())


def _files(place: Path | bytes) -> Iterator[tuple[str, bytes]]:
    if isinstance(place, bytes):
        yield "bytes", place
    elif place.is_dir():
        for path in sorted(place.rglob("*")):
            name = str(path.relative_to(place))
            yield f"name of {name}", name.encode("utf-8", "surrogatepass")
            if path.is_file():
                yield name, path.read_bytes()
    else:
        yield f"name of {place.name}", place.name.encode("utf-8", "surrogatepass")
        yield place.name, place.read_bytes()


def _texts(
    data: bytes, where: str, opening: Mapping[bytes, Callable[[bytes], str]], depth: int
) -> Iterator[tuple[str, str]]:
    """Yield every text that some bytes may be read as, folded, with where it stands."""
    for begin, opened in opening.items():
        if data.startswith(begin):
            yield from _read(opened(data), f"{where}, opened")
    for encoding in _encodings(data):
        yield from _read(data.decode(encoding, "replace"), where)
    if depth < _DEEPEST:
        for name, inner in _unpacked(data):
            yield from _texts(inner, f"{where}: {name}", opening, depth + 1)


def _encodings(data: bytes) -> tuple[str, ...]:
    """Return how some bytes may be read; every second byte 0 means sixteen bits a letter."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return ("utf-16",)
    return ("utf-8", "utf-16-le", "utf-16-be") if b"\0" in data or _many_high(data) else ("utf-8",)


def _many_high(data: bytes) -> bool:
    """Whether many letters may be Arabic in sixteen bits, which have no zero bytes."""
    return data.count(b"\x06") * 4 > len(data)


def _read(text: str, where: str) -> Iterator[tuple[str, str]]:
    for how, plain in _undone(text):
        yield f"{where}{how}", folded(plain)
        if "<" in plain:
            yield f"{where}{how}, without tags", folded(_TAG.sub("", plain))


def _undone(text: str) -> Iterator[tuple[str, str]]:
    """Yield a text as it stands, and with one and all escapes undone."""
    yield "", text
    seen = {text}
    addressed, marked, escaped = unquote(text), html.unescape(text), _unescaped(text)
    ways = {
        ", percent-decoded": addressed,
        ", percent-decoded twice": unquote(addressed),
        ", with + for spaces": addressed.replace("+", " "),
        ", HTML-unescaped": marked,
        ", HTML-unescaped twice": html.unescape(marked),
        ", JSON-unescaped": escaped,
        ", all undone": html.unescape(unquote(escaped)),
    }
    for how, plain in ways.items():
        if plain not in seen:
            seen.add(plain)
            yield how, plain


def _unescaped(text: str) -> str:
    def plain(match: re.Match[str]) -> str:
        return str(json.loads(f'"{match[0]}"'))

    spaced = text.replace("\\n", " ").replace("\\t", " ").replace("\\/", "/")
    return _JSON_ESCAPE.sub(plain, spaced).replace('\\"', '"')


def _unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    if data[:2] == b"\x1f\x8b":
        yield "gunzipped", gzip.decompress(data)
    elif data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as held:
            for name in held.namelist():
                yield f"name {name}", name.encode()
                yield name, held.read(name)
    else:
        yield from _streams(data)
        yield from _in_base64(data)


def _streams(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what a PDF's compressed streams hold."""
    if data[:5] == b"%PDF-":
        for number, stream in enumerate(
            re.finditer(rb"stream\r?\n(.*?)endstream", data, re.DOTALL)
        ):
            try:
                yield f"stream {number}", zlib.decompressobj().decompress(stream[1])
            except zlib.error:  # a stream that is not deflated: it was read as it stands
                continue


def _in_base64(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what runs of base64 hold, all in one piece: they are short, or whole files."""
    plain: list[bytes] = []
    for run in _BASE64.finditer(data):
        signs = run[0].replace(b"-", b"+").replace(b"_", b"/").rstrip(b"=")
        try:
            plain.append(base64.b64decode(signs + b"=" * (-len(signs) % 4), validate=True))
        except binascii.Error:
            continue
    if plain:
        yield "from base64", b"\n".join(plain)
