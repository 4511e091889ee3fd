"""One word of a name: folded, without its article, spelled in sounds, reduced to a skeleton."""

import unicodedata
from dataclasses import dataclass
from enum import Enum, auto

from onrecord.kit.spelling import is_arabic, words_of
from onrecord.lists.names.sounds import skeleton_of
from onrecord.lists.names.tables import Table

_UNKNOWN_SIGNS = frozenset("?؟")
_KEPT = 200_000  # words remembered for each table; lists of a million rows have fewer
_LONG = 4  # letters that must stand behind an article that is written together with its name
_VOWELS = frozenset("aeiouy")


class Kind(Enum):
    """What a word of a name is."""

    ARTICLE = auto()
    BEFORE = auto()  # makes one name with what follows: "Abd"
    AFTER = auto()  # makes one name with what comes before: "al-Din"
    OF = auto()  # "bin"
    MISSING = auto()  # "unknown"
    TITLE = auto()
    NOTHING = auto()  # no letters


@dataclass(frozen=True, slots=True)
class Part:
    """
    One part of a name: "Abd al-Rahman" is one.

    Attributes:
        written: As it stands.
        folded: In its own script, without marks, case, article and what spellers leave out.
        skeleton: Its consonants in classes that Latin and Arabic letters share: two
            spellings of one name most often have one skeleton. Never shown.
        sound: Every sound of it, in the signs of `sounds.yaml`. Never shown.
    """

    written: str
    folded: str
    skeleton: str
    sound: str


@dataclass(frozen=True, slots=True)
class Marker:
    """
    A word that is no part by itself.

    Attributes:
        written: As it stands.
        kind: What it does.
        pieces: Its words, folded.
        part: What it is where it has to stand for itself; None if it has no letters.
    """

    written: str
    kind: Kind
    pieces: tuple[str, ...]
    part: Part | None


class Words(dict[str, Part | Marker]):
    """
    What the words of names are under one table; each is looked at once.

    >>> from onrecord.lists.names.tables import table
    >>> Words(table("arabic"))["al-Masri"]
    Part(written='al-Masri', folded='masri', skeleton='msr', sound='masri')
    """

    def __init__(self, table: Table) -> None:
        super().__init__()
        self.table = table

    def __missing__(self, written: str) -> Part | Marker:
        if len(self) > _KEPT:
            self.clear()
        made = self[written] = _looked_at(written, self.table)
        return made


def _looked_at(written: str, table: Table) -> Part | Marker:
    pieces = pieces_of(written, table)
    if not pieces:
        kind = Kind.MISSING if _UNKNOWN_SIGNS & set(written) else Kind.NOTHING
        return Marker(written, kind, (), None)
    part = part_of(written, pieces, table)
    found = _kind(pieces, table)
    return Marker(written, found, pieces, part) if found else part


def pieces_of(written: str, table: Table) -> tuple[str, ...]:
    """Return the words of a name, folded; hyphens part them."""
    whole = unicodedata.normalize("NFKC", written).translate(table.letters)
    return tuple(words_of(whole))


def _kind(pieces: tuple[str, ...], table: Table) -> Kind | None:
    first, last = pieces[0], pieces[-1]
    articles = table.words["articles"]
    if len(pieces) > 1 and all(piece in articles for piece in pieces[:-1]):
        return Kind.AFTER if last in table.words["after"] else None
    if len(pieces) > 1:
        return None
    if first in table.before:
        return Kind.BEFORE
    return next((kind for name, kind in _KINDS if first in table.words[name]), None)


_KINDS = (
    ("articles", Kind.ARTICLE),
    ("after", Kind.AFTER),
    ("of", Kind.OF),
    ("missing", Kind.MISSING),
    ("titles", Kind.TITLE),
)


def part_of(written: str, pieces: tuple[str, ...], table: Table) -> Part:
    """Return the part of a name that folded words make together."""
    joined = "".join(_names(pieces, table))
    sound = _sound(joined, table)
    return Part(written, joined, skeleton_of(sound), sound)


def _names(pieces: tuple[str, ...], table: Table) -> list[str]:
    """Return a part's words without articles, with what makes compounds spelled by one hand."""
    kept = [piece for piece in pieces if piece not in table.words["articles"]] or list(pieces)
    first, *others = kept
    bare = [_bare(one, table) for one in others]
    if others and first in table.before:
        return [table.before[first], *bare]
    found = table.begins.match(first)
    if found and found.lastindex:
        how = table.beginnings[found.lastindex - 1]
        return [how, _bare(first[found.end() :], table), *bare]
    return [_bare(first, table), *bare]


def _bare(word: str, table: Table) -> str:
    """Return a word without the article that is written together with it."""
    if word in table.words["no-article"]:
        return word
    for article in table.words["glued"]:
        rest = word[len(article) :]
        if word.startswith(article):
            if is_arabic(word):
                return rest if len(rest) > 1 else word
            if len(rest) >= _LONG and rest[0] not in _VOWELS:
                return rest
    return word


def _sound(joined: str, table: Table) -> str:
    sound = joined if joined.isascii() else joined.translate(table.script)
    if sound is not joined and sound.isascii():
        return sound
    return table.spelled.sub(lambda found: table.latin[found[0]], sound)
