"""Where a claim's words stand in the original of a bundle, told in words and as a command."""

import re
from dataclasses import dataclass

_UTF_8 = frozenset({"utf-8", "ascii"})
_ISO = re.compile(r"ISO-?8859-(\d+)")
_UTF = re.compile(r"UTF-(16|32)-(LE|BE)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """
    A stretch of the original as it stands there.

    Attributes:
        start, end: Code points into the original as it was decoded.
        encoding: How it was decoded, as Python names it.
        exact: What stands there, with the tags of a page in it.
        first_byte, size: The same in bytes, counted from 0; None where bytes and characters
            cannot be told apart surely.
    """

    start: int
    end: int
    encoding: str
    exact: str
    first_byte: int | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InOriginal:
    """
    Where the words of a claim stand in the original.

    Attributes:
        file: The original's name in the bundle.
        stretch: Where they stand in it; None where that is not sure, or makes no sense.
        page: The page of a paper on which they begin; None without pages.
        why: What cannot be told and why, in words; "" if everything is told.
    """

    file: str
    stretch: Stretch | None = None
    page: int | None = None
    why: str = ""

    @property
    def command(self) -> str:
        """
        The command that prints the stretch as it stands in the original; "" without bytes.

        >>> words = Stretch(start=3, end=8, encoding="cp1256", exact="", first_byte=3, size=5)
        >>> InOriginal(file="original.html", stretch=words).command
        'tail -c +4 original.html | head -c 5 | iconv -f CP1256 -t UTF-8'
        """
        found = self.stretch
        if found is None or found.first_byte is None:
            return ""
        shown = f"tail -c +{found.first_byte + 1} {self.file} | head -c {found.size}"
        if found.encoding in _UTF_8:
            return shown
        return f"{shown} | iconv -f {_for_iconv(found.encoding)} -t UTF-8"

    def words(self) -> str:
        """Return the place in words."""
        told = [f"page {self.page} of {self.file}"] if self.page else []
        if (found := self.stretch) is not None:
            told.append(
                f"characters {found.start} to {found.end} of {self.file}, which is written in "
                f"{found.encoding}"
            )
            if found.first_byte is not None and found.size is not None:
                last = found.first_byte + found.size
                told.append(f"bytes {found.first_byte} to {last}, counted from 0")
        return ". ".join(filter(None, ("; ".join(told), self.why)))

    def told(self) -> dict[str, object]:
        """Return the place for `manifest.json`."""
        found = self.stretch
        return {
            "file": self.file,
            "page": self.page,
            "start": found and found.start,
            "end": found and found.end,
            "encoding": found and found.encoding,
            "first_byte": found and found.first_byte,
            "size": found and found.size,
            "exact": found and found.exact,
            "not_told": self.why or None,
        }


def _for_iconv(encoding: str) -> str:
    """
    Return an encoding by the name that `iconv` has for it on Linux and on a Mac.

    >>> _for_iconv("utf-16-le"), _for_iconv("iso8859-6"), _for_iconv("euc_jp")
    ('UTF-16LE', 'ISO-8859-6', 'EUC-JP')
    """
    name = encoding.upper().replace("_", "-").replace("LATIN-1", "ISO8859-1")
    return _UTF.sub(r"UTF-\1\2", _ISO.sub(r"ISO-8859-\1", name))
