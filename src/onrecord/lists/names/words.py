"""One word of a name: folded, without its article, spelled in sounds, reduced to a skeleton."""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from onrecord.kit.spelling import is_arabic, words_of
from onrecord.lists.names.sounds import skeleton_of, unlike
from onrecord.lists.names.tables import Table

_UNKNOWN_SIGNS = frozenset("?؟")
_KEPT = 200_000  # words remembered for each table; lists of a million rows have fewer
_LONG = 4  # letters that must stand behind an article that is written together with its name
_VOWELS = frozenset("aeiouy")
_MEANT, _AS_NEAR = 0.3, 0.2  # how unlike a known name may sound; how much more than the nearest


class Kind(Enum):
    """What a word of a name is."""

    ARTICLE = auto()
    BEFORE = auto()  # makes one name with what follows: "Abd"
    AFTER = auto()  # makes one name with what comes before: "al-Din"
    OF = auto()  # "bin"
    PHRASE = auto()  # may begin "unknown", "daughter of", a title
    MISSING = auto()  # "?"
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
        known: Which of the given names that many have it may be, as the table spells them.
        customary: Which others it may be meant for by custom, where it is in Latin letters
            and stands beside Arabic ones: Amina for آمنة.
    """

    written: str
    folded: str
    skeleton: str
    sound: str
    known: tuple[str, ...] = ()
    customary: tuple[str, ...] = ()

    def may_be(self, other: "Part") -> bool:
        """Return whether both may be one of the given names that many have."""
        if not {*self.known}.isdisjoint(other.known):
            return True
        if is_arabic(self.folded) == is_arabic(other.folded):
            return False
        ours, theirs = {*self.known, *self.customary}, {*other.known, *other.customary}
        return not ours.isdisjoint(theirs)


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

    Attributes:
        table: By which they are read.
        together: Several words that make one part, as written → the part.

    >>> from onrecord.lists.names.tables import table
    >>> Words(table("arabic"))["al-Masri"]
    Part(written='al-Masri', folded='masri', skeleton='msr', sound='masri', known=(), customary=())
    """

    def __init__(self, table: Table) -> None:
        super().__init__()
        self.table = table
        self.together: dict[str, Part] = {}

    def __missing__(self, written: str) -> Part | Marker:
        if len(self) + len(self.together) > _KEPT:
            self.clear()
            self.together.clear()
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
    if len(pieces) > 1:
        is_after = last in table.words["after"] and all(one in articles for one in pieces[:-1])
        return Kind.AFTER if is_after else None
    if first in table.before:
        return Kind.BEFORE
    if first in table.phrases:
        return Kind.PHRASE
    return next((kind for name, kind in _KINDS if first in table.words[name]), None)


_KINDS = (
    ("articles", Kind.ARTICLE),
    ("after", Kind.AFTER),
    ("of", Kind.OF),
    ("nothing", Kind.NOTHING),
)


def is_article(word: str, after: str, table: Table) -> bool:
    """
    Return whether a word is the article of what follows.

    "al" always is, "an" only before an n: its consonant is that of the word.
    """
    return (
        after != ""
        and word in table.words["articles"]
        and (word[-1] in "lل" or after.startswith(word[1:]))
    )


def part_of(written: str, pieces: tuple[str, ...], table: Table) -> Part:
    """Return the part of a name that folded words make together."""
    names = _names(pieces, table)
    sound = "".join(_sound(name, table) for name in names)
    skeleton = skeleton_of(sound)
    folded = "".join(names)
    known, meant = _known(skeleton, sound, table), _customary(table).get(folded, ())
    return Part(written, folded, skeleton, sound, known, meant)


def _known(skeleton: str, sound: str, table: Table) -> tuple[str, ...]:
    """Return the given names that are nearest, if any is near enough to be meant."""
    costs = {name: unlike(sound, said) for name, said in given_names(table).get(skeleton, ())}
    nearest = min(costs.values(), default=1.0)
    if nearest > _MEANT:
        return ()
    return tuple(name for name, cost in costs.items() if cost <= nearest + _AS_NEAR)


@lru_cache(maxsize=16)
def given_names(table: Table) -> dict[str, list[tuple[str, str]]]:
    """Return the given names that a table tells apart: skeleton → each with its sound."""
    held: dict[str, list[tuple[str, str]]] = {}
    for name in _given(table):
        names = _names(pieces_of(name, table), table)
        sound = "".join(_sound(one, table) for one in names)
        held.setdefault(skeleton_of(sound), []).append(("".join(names), sound))
    return held


@lru_cache(maxsize=16)
def _customary(table: Table) -> dict[str, tuple[str, ...]]:
    """Return the names that Latin spellings are by custom meant for: spelling → names."""
    held: dict[str, list[str]] = {}
    for name, spellings in table.says.get("customary", {}).items():
        meant = "".join(_names(pieces_of(name, table), table))
        for spelling in spellings:
            held.setdefault("".join(_names(pieces_of(spelling, table), table)), []).append(meant)
    return {spelling: tuple(names) for spelling, names in held.items()}


@lru_cache(maxsize=16)
def _mended(table: Table) -> dict[str, str]:
    """
    Return known given names as they come out of PDFs that turn lam and alef round: عال for علا.

    Those that are another name so (صلاح, صالح) are not among them.
    """
    known = {piece for one in _given(table) for piece in pieces_of(one, table)}
    turned = {name.replace("لا", "ال"): name for name in known if "لا" in name}
    return {broken: name for broken, name in turned.items() if broken not in known}


def _given(table: Table) -> list[str]:
    return str(table.says.get("given", "")).split()


def _names(pieces: tuple[str, ...], table: Table) -> list[str]:
    """Return a part's words without articles, with what makes compounds spelled by one hand."""
    mended = _mended(table)
    whole = "-".join(mended.get(piece, piece) for piece in pieces)
    told = table.inside.sub("", whole).split("-")
    kept = [
        one
        for one, after in zip(told, [*told[1:], ""], strict=True)
        if not is_article(one, after, table)
    ]
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
    sound = joined
    if not joined.isascii():
        last = table.ends.get(joined[-1:])
        first = table.starts.get(joined[:1])
        sound = joined.translate(table.script)
        sound = sound[:-1] + last if last else sound
        sound = first + sound[1:] if first else sound
        if is_arabic(joined) and sound.isascii():
            return sound
    return table.spelled.sub(lambda found: _spelled(found, table), sound)


def _spelled(found: re.Match[str], table: Table) -> str:
    letters = found[0]
    if found.start() == 0 and "^" + letters in table.latin:
        return table.latin["^" + letters]
    if found.end() == len(found.string) and letters + "$" in table.latin:
        return table.latin[letters + "$"]
    return table.latin[letters]
