"""Words for months, weekdays and small numbers, English and Arabic."""

import re
import unicodedata

_ENGLISH_MONTHS = {
    "january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4,
    "may": 5, "june": 6, "jun": 6, "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9,
    "sept": 9, "sep": 9, "october": 10, "oct": 10, "november": 11, "nov": 11, "december": 12,
    "dec": 12,
}  # fmt: skip
# Three calendars' names for the same twelve months: Egypt and the Gulf, the Levant and Iraq,
# the Maghreb. Longer names first where one begins another.
_ARABIC_MONTHS = {
    "كانون الثاني": 1, "يناير": 1, "جانفي": 1, "شباط": 2, "فبراير": 2, "فيفري": 2,
    "آذار": 3, "اذار": 3, "أذار": 3, "مارس": 3, "نيسان": 4, "أبريل": 4, "ابريل": 4, "إبريل": 4,
    "أفريل": 4, "أيار": 5, "ايار": 5, "مايو": 5, "ماي": 5, "حزيران": 6, "يونيو": 6, "يونيه": 6,
    "جوان": 6, "تموز": 7, "يوليو": 7, "يوليه": 7, "جويلية": 7, "آب": 8, "اب": 8, "أغسطس": 8,
    "اغسطس": 8, "أوت": 8, "غشت": 8, "أيلول": 9, "ايلول": 9, "سبتمبر": 9, "شتنبر": 9,
    "تشرين الأول": 10, "تشرين الاول": 10, "أكتوبر": 10, "اكتوبر": 10, "تشرين الثاني": 11,
    "نوفمبر": 11, "نونبر": 11, "كانون الأول": 12, "كانون الاول": 12, "ديسمبر": 12, "دجنبر": 12,
}  # fmt: skip
_ENGLISH_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ARABIC_DAYS = {
    "الاثنين": 0, "الإثنين": 0, "الثلاثاء": 1, "الأربعاء": 2, "الاربعاء": 2, "الخميس": 3,
    "الجمعة": 4, "السبت": 5, "الأحد": 6, "الاحد": 6,
}  # fmt: skip
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}
"""The first and the last month of a season that does not cross a year."""
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "couple of": 2, "a couple of": 2, "three": 3, "four": 4,
    "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20, "twenty-four": 24, "thirty": 30, "forty-eight": 48,
    "seventy-two": 72, "ثلاثة": 3, "أربعة": 4, "اربعة": 4, "خمسة": 5, "ستة": 6, "سبعة": 7,
    "ثمانية": 8, "تسعة": 9, "عشرة": 10,
}  # fmt: skip


def any_of(words: "list[str] | tuple[str, ...] | dict[str, int]") -> str:
    """Return a pattern for any of some words, the longest first."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(w).replace("\\ ", r"\s+") for w in ordered) + ")"


def _capital(words: dict[str, int]) -> list[str]:
    return [w.capitalize() for w in words] + [w.upper() for w in words]


# A month or a weekday without its capital is a word ("may", "march", "sat").
_SHORT = {
    m: n for m, n in _ENGLISH_MONTHS.items() if len(m) <= 4 and m not in {"may", "june", "july"}
}
MONTH = rf"(?:(?:{any_of(_capital(_SHORT))}\.|{any_of(_capital(_ENGLISH_MONTHS))}\b))"
WEEKDAY = rf"(?:{any_of([d.capitalize() for d in _ENGLISH_DAYS])}\b)"
WEEKDAYS = rf"(?:{any_of([d.capitalize() + 's' for d in _ENGLISH_DAYS])}\b)"
ARABIC_MONTH = (
    rf"(?:{any_of(_ARABIC_MONTHS)}(?:\s*[/(]\s*{any_of(_ARABIC_MONTHS)}\)?)?)(?![\u0620-\u06ff])"
)
ARABIC_WEEKDAY = any_of(_ARABIC_DAYS)
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?!\d)"
YEAR = r"(?:1[89]\d\d|20\d\d)(?!\d)"
NUMBER = rf"(?:\d{{1,3}}|{any_of(_NUMBERS)})"


def month_number(word: str) -> int:
    """Return a month's number, 1 to 12, from its name in English or Arabic."""
    name = re.split(r"\s*[/(]", unicodedata.normalize("NFC", word))[0].strip(" .")
    name = " ".join(name.split())
    return _ARABIC_MONTHS.get(name) or _ENGLISH_MONTHS[name.casefold()]


def weekday_number(word: str) -> int:
    """Return a weekday's number, Monday 0, from its name in English or Arabic."""
    return _ARABIC_DAYS[word] if word in _ARABIC_DAYS else _ENGLISH_DAYS.index(word.casefold())


def number(word: str) -> int:
    """Return a small number written in digits of any script or in words."""
    if word.isdecimal():
        return int(word)
    return _NUMBERS[" ".join(word.casefold().split())]


def day_number(word: str) -> int:
    """Return the day of a month from "7", "7th", "٧"."""
    return int(re.sub(r"\D", "", word))
