"""How names are compared: keys that forgive spelling, skeletons that forgive transliteration."""

import re
import unicodedata
from functools import lru_cache
from itertools import takewhile

# Letters that Unicode does not take apart into a plain letter and a mark.
PLAIN_LETTERS = str.maketrans(
    {
        "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "e",
        "ð": "d", "þ": "th", "ħ": "h", "ŋ": "ng", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ɛ": "e", "ɔ": "o",
    }
)  # fmt: skip
ARABIC_ALIKE = str.maketrans({
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك",
    "ؤ": "و", "ئ": "ي", "ـ": None, "ء": None,
})  # fmt: skip
_QUOTES = re.compile(r"['’‘`´ʼʻʿʾʹ′\"“”]")
_ARABIC = re.compile(r"[\u0620-\u06ff]")
_WORD = re.compile(r"[^\W_]+")

ARTICLES = frozenset("al el as es an en ash esh at et ad ed ar er az ez ath adh ul the".split())


def is_arabic(name: str) -> bool:
    """Return whether a name is written in Arabic letters."""
    return not name.isascii() and bool(_ARABIC.search(name))


def words_of(name: str) -> list[str]:
    """
    Return a name's words without case, marks, quotes or hyphens; articles are kept.

    >>> words_of("Ma‘arrat an-Nu‘mān")
    ['maarrat', 'an', 'numan']
    """
    if name.isascii():
        return _WORD.findall(_QUOTES.sub("", name.lower()))
    folded = _QUOTES.sub("", name.casefold()).translate(PLAIN_LETTERS).translate(ARABIC_ALIKE)
    taken_apart = unicodedata.normalize("NFKD", folded)
    bare = "".join(c for c in taken_apart if not unicodedata.combining(c))
    return _WORD.findall(_QUOTES.sub("", bare).translate(ARABIC_ALIKE))


def plain(name: str) -> str:
    """
    Return a name as it stands in an id: small letters, no marks, single spaces.

    >>> plain("Bustan al-Qasr")
    'bustan al qasr'
    """
    return " ".join(words_of(name))


def key(name: str) -> str:
    """
    Return what two spellings of one name share: no case, marks, hyphens, spaces or article.

    >>> key("al-Raqqa"), key("Ar Raqqa"), key("الرقة") == key("رقة")
    ('raqqa', 'raqqa', True)
    """
    return _key(name) if len(name) <= _SHORT else _key.__wrapped__(name)


_SHORT = 100  # characters: what is longer is no name that comes again


@lru_cache(maxsize=65_536)
def _key(name: str) -> str:
    words = words_of(name)
    if is_arabic(name):
        return "".join(w[2:] if w.startswith("ال") and len(w) > 3 else w for w in words)
    kept = [w for w in words if w not in ARTICLES]
    return "".join(kept or words)


def exact_key(name: str) -> str:
    """
    Return a key that keeps the article, for names that differ by it (El Salvador, Salvador).

    >>> exact_key("El Salvador")
    'elsalvador'
    """
    return _exact_key(name) if len(name) <= _SHORT else _exact_key.__wrapped__(name)


@lru_cache(maxsize=65_536)
def _exact_key(name: str) -> str:
    return "".join(words_of(name))


def is_one_letter_apart(one: str, other: str) -> bool:
    """
    Return whether a letter more, less or another makes one name of the other.

    >>> is_one_letter_apart("dahyan", "dhahyan"), is_one_letter_apart("sadaqa", "sadaga")
    (True, True)
    >>> is_one_letter_apart("dahyan", "dahyan"), is_one_letter_apart("dahyan", "haydan")
    (False, False)
    """
    pairs = zip(one, other, strict=False)
    start = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    left, right = one[start:], other[start:]
    while left and right and left[-1] == right[-1]:
        left, right = left[:-1], right[:-1]
    return max(len(left), len(right)) == 1


# What different transliterations write for one sound. Order matters: the longer first.
SOUNDS = (
    ("sch", "s"), ("tch", "s"), ("sh", "s"), ("ch", "s"), ("kh", "k"), ("gh", "g"),
    ("dh", "d"), ("th", "t"), ("dj", "j"), ("dzh", "j"), ("zh", "j"), ("ph", "f"), ("ts", "s"),
    ("q", "k"), ("c", "k"), ("x", "k"), ("p", "b"), ("v", "w"), ("z", "s"),
)  # fmt: skip
_DOUBLE = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiouyw]+")


def skeleton(name: str) -> str:
    """
    Return the consonants of a name as any transliteration would leave them.

    Vowels, doubled letters and a final h go; letters that stand for one Arabic or
    Cyrillic sound become one. A vowel at the start is kept as `a`.

    >>> skeleton("Khanaser") == skeleton("Khanāşir")
    True
    >>> skeleton("Maaret al-Numan") == skeleton("Ma‘arrat an Nu‘mān")
    True
    """
    return _bones(key(name))


# The same sounds in Arabic letters; long vowels go as vowels do.
ARABIC_SOUNDS = str.maketrans({
    "ب": "b", "ت": "t", "ث": "t", "ج": "j", "ح": "h", "خ": "k", "د": "d", "ذ": "d", "ر": "r",
    "ز": "s", "س": "s", "ش": "s", "ص": "s", "ض": "d", "ط": "t", "ظ": "s", "غ": "g", "ف": "f",
    "ق": "k", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "پ": "b", "چ": "s", "ژ": "j",
    "گ": "g", "ا": "a", "ع": "a", "و": "w", "ي": "y",
})  # fmt: skip


def sounds(word: str) -> str:
    """
    Return what a word of a name sounds like, whether Latin or Arabic letters write it.

    Args:
        word: Folded, as `search_words` gives it.

    >>> sounds("hudaydah"), sounds("حديده"), sounds("الحديده")
    ('hd', 'hd', 'hd')
    >>> sounds("khanasir") == sounds("خناصر")
    True
    """
    if not is_arabic(word):
        return _bones(word)
    bare = word[2:] if word.startswith("ال") and len(word) > 3 else word
    return _boned(bare.translate(ARABIC_SOUNDS))


def _bones(letters: str) -> str:
    for written, sound in SOUNDS:
        letters = letters.replace(written, sound)
    return _boned(letters)


def _boned(letters: str) -> str:
    first = "a" if letters[:1] in {"a", "e", "i", "o", "u"} else ""
    bones = _VOWELS.sub("", letters)
    if len(bones) > 1 and bones.endswith("h"):
        bones = bones[:-1]
    return first + _DOUBLE.sub(r"\1", bones)


def within_one(a: str, b: str) -> bool:
    """
    Return whether two strings differ by at most one letter added, lost or changed.

    >>> within_one("ksb", "ksab"), within_one("ksb", "kb"), within_one("abc", "xyz")
    (True, True, False)
    """
    if a == b:
        return True
    if abs(len(a) - len(b)) > 1:
        return False
    shorter, longer = sorted((a, b), key=len)
    start = 0
    while start < len(shorter) and shorter[start] == longer[start]:
        start += 1
    rest = longer[start + 1 :]
    return rest == shorter[start:] or (len(a) == len(b) and rest == shorter[start + 1 :])
