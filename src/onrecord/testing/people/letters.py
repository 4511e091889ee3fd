"""A scholar's letters → Arabic letters and the Latin ones of different hands; slips of a pen."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np


class Writing(IntEnum):
    """In which hand a list writes names; each `ʿabd al-raḥmān ḵālid šawqī` in its own way."""

    ARABIC = 0  # with every mark: عبد الرحمن
    PLAIN_ARABIC = 1  # as typed in haste: no hamza on an alif, ه for ة, عبدالرحمن
    ENGLISH = 2  # as the press: Abd al-Rahman Khalid Shawqi
    LEVANTINE = 3  # as people there sign: Abdul Rahman Khaled Shawqi, Fatimah, Noor
    EGYPTIAN = 4  # Abdelrahman Khaled Shawki, Gamal
    FRENCH = 5  # Abd El Rahman Khaled Chawki, Nour, Djamal
    GERMAN = 6  # Abd al-Rahman Chaled Schawqi

    @property
    def is_arabic(self) -> bool:
        """Whether its letters are Arabic."""
        return self <= Writing.PLAIN_ARABIC


_ARABIC = str.maketrans(dict(zip(
    "btṯjḥḵdḏrzsšṣḍṭẓʿġfqklmnhwyāīūá",
    "بتثجحخدذرزسشصضطظعغفقكلمنهوياويى",
    strict=True,
)) | {"ī": "ي", "ū": "و", "a": None, "i": None, "u": None})  # fmt: skip
_DOUBLED = re.compile(r"([^aiuāīū -])\1")
_WIDE_DOUBLED = re.compile(r"([ṯḵḏšġj])\1")  # nobody writes dhdh
_FIRST = {"a": "أ", "u": "أ", "i": "إ", "ā": "آ", "ī": "إي", "ū": "أو"}
_PLAIN = str.maketrans("أإآةى", "اااهي")


def arabic(word: str, *, is_plain: bool = False) -> str:
    """
    Return a name in Arabic letters.

    >>> arabic("ʿabd al-raḥmān"), arabic("fāṭima"), arabic("ʿabd al-raḥmān", is_plain=True)
    ('عبد الرحمن', 'فاطمة', 'عبدالرحمن')
    """
    written = " ".join(_arabic_part(part) for part in word.split())
    written = written.replace("الرحمان", "الرحمن").replace("عبد اللاه", "عبد الله")
    if is_plain:
        written = written.translate(_PLAIN).replace("عبد ال", "عبدال")
    return written


def _arabic_part(part: str) -> str:
    if part == "allāh":
        return "الله"
    article, bare = ("ال", part[3:]) if part.startswith("al-") else ("", part)
    bare = _DOUBLED.sub(r"\1", bare)
    first, rest = (_FIRST[bare[0]], bare[1:]) if bare[0] in _FIRST else ("", bare)
    if rest.endswith("a"):
        rest = rest[:-1] + "ة"
    rest = re.sub(r"[āīū]?ʾ$", lambda at: at[0][:-1] + "ء", rest)
    rest = re.sub(r"ʾ(?=[iī])", "ئ", rest)
    rest = re.sub(r"ʾ(?=[uū])|(?<=u)ʾ", "ؤ", rest).replace("ʾ", "أ")
    return article + first + rest.translate(_ARABIC)


_SHARED = {
    "b": "b", "t": "t", "ṯ": "th", "j": "j", "ḥ": "h", "ḵ": "kh", "d": "d", "ḏ": "dh", "r": "r",
    "z": "z", "s": "s", "š": "sh", "ṣ": "s", "ḍ": "d", "ṭ": "t", "ẓ": "z", "ʿ": "", "ʾ": "",
    "ġ": "gh", "f": "f", "q": "q", "k": "k", "l": "l", "m": "m", "n": "n", "h": "h", "w": "w",
    "y": "y", "ā": "a", "ī": "i", "ū": "u", "á": "a", "a": "a", "i": "i", "u": "u",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Hand:
    letters: Mapping[str, str]
    article: str  # before a name
    servant: str  # for `ʿabd al-`
    ending: str = "a"  # for the feminine ending
    sounds: Mapping[str, str] = field(default_factory=dict)  # before the letters
    keeps_doubled: bool = True


_HANDS = {
    Writing.ENGLISH: _Hand({}, "al-", "Abd al-"),
    Writing.LEVANTINE: _Hand(
        {"ī": "ee", "ū": "oo", "u": "o", "i": "e", "ḏ": "th", "ẓ": "th"},
        "Al ", "Abdul ", "ah", {"ay": "AI"},
    ),
    Writing.EGYPTIAN: _Hand(
        {"j": "g", "q": "k", "ṯ": "s", "ḏ": "z", "u": "o", "i": "e", "ū": "ou"},
        "El-", "Abdel", "a", {"ay": "E", "aw": "O"}, keeps_doubled=False,
    ),
    Writing.FRENCH: _Hand(
        {"j": "dj", "q": "k", "š": "ch", "ū": "ou", "u": "ou", "w": "ou", "ṯ": "t", "ḏ": "d"},
        "El ", "Abd El ", "a", {"iyy": "Iy"}, keeps_doubled=False,
    ),
    Writing.GERMAN: _Hand(
        {"j": "dsch", "ḵ": "ch", "š": "sch", "y": "j", "i": "e"}, "al-", "Abd al-", "e",
    ),
}  # fmt: skip


def latin(word: str, hand: Writing) -> str:
    """
    Return a name in Latin letters as one hand writes it.

    >>> [latin("ʿabd al-raḥmān", hand) for hand in (Writing.ENGLISH, Writing.EGYPTIAN)]
    ['Abd al-Rahman', 'Abdelrahman']
    >>> [latin("šawqī", hand) for hand in (Writing.LEVANTINE, Writing.FRENCH)]
    ['Shawqi', 'Chaouki']
    """
    if word == "ʿabd allāh":
        return "Abdullah" if hand is not Writing.EGYPTIAN else "Abdalla"
    told = _HANDS[hand]
    if word.startswith("ʿabd al-"):
        bare = _latin_part(word[8:], told)
        return told.servant + (bare.lower() if told.servant[-1].isalpha() else bare)
    return " ".join(
        told.article + _latin_part(part[3:], told)
        if part.startswith("al-")
        else _latin_part(part, told)
        for part in word.split()
    )


def _latin_part(part: str, hand: _Hand) -> str:
    ending = ""
    if len(part) > 2 and part.endswith("a"):
        part, ending = part[:-1], hand.ending
    for sound, so in hand.sounds.items():  # in capitals, which no letter of the hand changes
        part = part.replace(sound, so)
    part = (_WIDE_DOUBLED if hand.keeps_doubled else _DOUBLED).sub(r"\1", part)
    part = part[:-1] + "i" if part.endswith("ī") else part
    letters = "".join(hand.letters.get(one, _SHARED.get(one, one)) for one in part[:-1])
    last = part[-1] if part[-1] in "iu" else hand.letters.get(part[-1], _SHARED.get(part[-1], ""))
    return (letters + last + ending).capitalize()


def written(word: str, writing: Writing) -> str:
    """Return a name as one hand writes it."""
    if writing.is_arabic:
        return arabic(word, is_plain=writing is Writing.PLAIN_ARABIC)
    return latin(word, writing)


def slip(word: str, chance: np.random.Generator) -> str:
    """Return a word with a letter lost, doubled, mistaken for its neighbour, or two changed."""
    if len(word) < 3:
        return word
    at = int(chance.integers(1, len(word) - 1))
    here, after = word[at], word[at + 1]
    if not (here.isalpha() and after.isalpha()):
        return word[:at] + word[at] * 2 + word[at + 1 :] if here.isalpha() else word
    made = (after + here, here + here + after, after, here)
    return word[:at] + made[int(chance.integers(len(made)))] + word[at + 2 :]
