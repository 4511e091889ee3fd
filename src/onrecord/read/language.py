"""In what language a text is written: first by its script, then by its words."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from string import ascii_letters

from onrecord.read.language_model import chooser

_SAMPLE = 4_000  # characters: more tell nothing new
_FEWEST_LETTERS = 12
_SCRIPTS = ("ARABIC", "CYRILLIC", "HEBREW", "LATIN")
# What a script is likely to be in reporting on conflict; another language than these in
# that script is rarer than a wrong guess.
_BY_SCRIPT: dict[str, tuple[str, ...]] = {
    "ARABIC": ("ar", "fa", "ur", "ps", "ku", "ug"),
    "CYRILLIC": ("ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "mn"),
    "LATIN": (
        "en", "fr", "es", "pt", "it", "de", "nl", "tr", "ku", "sv", "no", "da", "fi", "pl", "cs",
        "sk", "hu", "ro", "hr", "sl", "sq", "et", "lv", "lt", "id", "ms", "sw", "vi", "tl",
        "ca", "az", "bs", "ha", "so", "am", "mg", "af",
    ),
}  # fmt: skip
_NOT_ARABIC = re.compile("[پچژگکیٹڈڑںےہۀټډړږښۍېۆێڕڵەڭۇۈ]")
_SHARE_NOT_ARABIC = 0.01
# Words that stand so close to one another in English alone: the model need not be asked.
_ENGLISH = (" the ", " of ", " and ")
_ENGLISH_EACH, _ENGLISH_FEWEST = 80, 4  # characters for one of them, and how many there must be
_NO_LETTERS = bytes(sorted({*range(128)} - {*ascii_letters.encode()}))
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")


def language(content: str) -> str | None:
    """
    Return a text's language as a two-letter code; None if there is too little to tell.

    >>> language("قصفت الطائرات السوق ظهر أمس")
    'ar'
    >>> language("14:05") is None
    True
    """
    return languages([content])[0]


def languages(contents: Sequence[str]) -> list[str | None]:
    """
    Return the language of each of several texts, which takes less time than one after another.

    >>> languages(["They were taken away.", "14:05", "Ils ont été emmenés ailleurs."])
    ['en', None, 'fr']
    """
    samples = [content[:_SAMPLE] for content in contents]
    found: list[str | None] = [None] * len(samples)
    left: dict[str, list[int]] = {}
    for i, sample in enumerate(samples):
        script, _, letters = most_in(sample)
        if letters < _FEWEST_LETTERS:
            continue
        found[i] = _by_script(script, sample)
        if found[i] is None:
            left.setdefault(script, []).append(i)
    for script, which in left.items():
        codes = chooser(_BY_SCRIPT.get(script, ())).likeliest([samples[i] for i in which])
        for i, code in zip(which, codes, strict=True):
            found[i] = code
    return found


def may_be_in(code: str, words: str) -> bool:
    """
    Whether words are in the script of a language, so that its name may be believed.

    >>> may_be_in("en", "Three people were taken away."), may_be_in("ar", "Three people")
    (True, False)
    """
    return code in _BY_SCRIPT.get(most_in(words)[0], ())


def _by_script(script: str, sample: str) -> str | None:
    """Return the language that a script tells, or some words that are in no other."""
    if script == "HEBREW":
        return "he"
    if script == "LATIN":
        many = sum(map(sample.count, _ENGLISH))
        return "en" if many >= max(_ENGLISH_FEWEST, len(sample) / _ENGLISH_EACH) else None
    if script == "ARABIC" and len(_NOT_ARABIC.findall(sample)) < _SHARE_NOT_ARABIC * len(sample):
        return "ar"
    return None


def most_in(sample: str) -> tuple[str, int, int]:
    """
    Return the script that most letters are of, how many of it there are, and how many in all.

    >>> most_in("Aleppo حلب 2016"), most_in("2016")
    (('LATIN', 6, 9), ('', 0, 0))
    """
    if sample.isascii():
        latin = _latin(sample)
        return ("LATIN" if latin else "", latin, latin)
    letters = scripts(sample)
    script, many = letters.most_common(1)[0] if letters else ("", 0)
    return script, many, letters.total()


def _latin(sample: str) -> int:
    return len(sample.encode("ascii", "ignore").translate(None, _NO_LETTERS))


def scripts(sample: str) -> Counter[str]:
    """
    Count letters by script; a letter's Unicode name begins with it.

    >>> scripts("Aleppo حلب 2016").most_common()
    [('LATIN', 6), ('ARABIC', 3)]
    """
    counted: Counter[str] = Counter()
    latin = _latin(sample)
    if latin:
        counted["LATIN"] = latin
    if sample.isascii():
        return counted
    for character, times in Counter("".join(_BEYOND_ASCII.findall(sample))).items():
        script = _script(character)
        if script:
            counted[script] += times
    return counted


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    """Return the script of a letter; "" for what is no letter."""
    if not character.isalpha():
        return ""
    name = unicodedata.name(character, "OTHER")
    return next((script for script in _SCRIPTS if name.startswith(script)), "OTHER")
