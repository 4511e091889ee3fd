"""In what language a text is written: first by its script, then by its words."""

import re
import unicodedata
from collections import Counter
from copy import copy
from functools import cache, lru_cache
from typing import Protocol

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


class _Identifier(Protocol):
    @property
    def labels(self) -> list[str]: ...

    def set_languages(self, langs: list[str] | None = None) -> None: ...

    def classify(self, text: str) -> tuple[str, float]: ...


def language(content: str) -> str | None:
    """
    Return a text's language as a two-letter code; None if there is too little to tell.

    >>> language("قصفت الطائرات السوق ظهر أمس")
    'ar'
    >>> language("14:05") is None
    True
    """
    sample = content[:_SAMPLE]
    letters = scripts(sample)
    if letters.total() < _FEWEST_LETTERS:
        return None
    script = letters.most_common(1)[0][0]
    if script == "HEBREW":
        return "he"
    if script == "ARABIC" and len(_NOT_ARABIC.findall(sample)) < _SHARE_NOT_ARABIC * len(sample):
        return "ar"
    return str(_identifier(script).classify(sample)[0])


def scripts(sample: str) -> Counter[str]:
    """
    Count letters by script; a letter's Unicode name begins with it.

    >>> scripts("Aleppo حلب 2016").most_common()
    [('LATIN', 6), ('ARABIC', 3)]
    """
    counted: Counter[str] = Counter()
    for character, times in Counter(sample).items():
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


@cache
def _identifier(script: str) -> _Identifier:
    made = copy(_model())  # choosing languages gives the copy tables of its own
    if script in _BY_SCRIPT:
        have = set(made.labels)
        made.set_languages([code for code in _BY_SCRIPT[script] if code in have])
    return made


@cache
def _model() -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - slow

    made: _Identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    return made
