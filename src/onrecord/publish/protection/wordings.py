"""Words for religion, ethnicity and kinship; sites; days; and scripts that cannot be read here."""

import re
from collections.abc import Iterator
from functools import lru_cache

from onrecord.model.public import Withheld
from onrecord.model.publishing import Allowed
from onrecord.publish.protection.arabic import is_arabic
from onrecord.publish.protection.known import Known, Means, Name
from onrecord.publish.protection.lists import joined, lists
from onrecord.publish.protection.spans import Span, Word, key

_KINDS_OF_SITE = frozenset(
    "field general national university military teaching public private primary secondary "
    "central maternity children's mobile makeshift surgical refugee displacement".split()
)
_NUMBERED = re.compile(r"\b(\w+)\s+((?:No\.?|Number|number|no\.|#)\s*\d+)")
_SUNNA, _BESIDE_SUNNA = key("السنة"), frozenset(map(key, ("أهل", "العرب", "المسلمين", "المسلمون")))
_REACH = 3  # words on either side that may make a party's name of a people's
_OTHER_SCRIPT = re.compile(
    r"[\u0530-\u05ff\u0700-\u08ff\u0900-\u1c7f\u2d30-\u2d7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
    r"[\u0530-\u05ff\u0700-\u08ff\u0900-\u1c7f\u2d30-\u2d7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\s]*"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_NTH = (
    r"(?:(?:twenty|thirty)[ -]?)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
    r"|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth"
)
_DAY = re.compile(
    r"\b(?:"
    r"\d{4}-\d{1,2}-\d{1,2}(?:T[\d:.+Z-]+)?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{1,2}:\d{2}(?:\s?[ap]\.?m\.?)?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?[\s-]+{_MONTH}\.?(?:[\s,-]+\d{{4}})?"
    rf"|{_MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+\d{{4}})?"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:mon|tues?|wed|thurs?|fri)\b\.?(?=[\s,])"
    r"|(?:the\s+)?(?:day|night|evening|morning)\s+(?:before|after)|yesterday|tomorrow|today|tonight|overnight"
    r"|(?:this|last|that|the\s+same|the\s+next|the\s+following|the\s+previous)\s+(?:day|night|evening|morning|afternoon|weekend)"
    rf"|(?:{_NTH})\s+of\s+{_MONTH}|(?:on|by|since|until|from)\s+the\s+(?:{_NTH}|\d{{1,2}}(?:st|nd|rd|th))"
    r"(?=\s*(?:[.,;:)]|$|(?:and|at|in|when|near|after|before|of)\b))"
    r"|(?:at|around|before|after|by)\s+(?:noon|midday|dawn|dusk|midnight|sunset|sunrise)|\d{1,2}\s?[ap]\.?m\b"
    r"|(?:\w+|\d+)\s+(?:hours?|days?|nights?)\s+(?:ago|earlier|later|before)"
    r"|(?:past|last)\s+\w+\s+(?:hours?|days?)|weekend|christmas(?:\s+eve)?|easter|new\s+year'?s?(?:\s+(?:eve|day))?|eid(?:\s+al-\w+)?|ashura"
    r")\b",
    re.IGNORECASE,
)
_ARABIC_MONTH = (
    r"(?:كانون|شباط|آذار|اذار|نيسان|أيار|ايار|حزيران|تموز|آب|أيلول|ايلول|تشرين|يناير|فبراير|مارس|أبريل|ابريل|"
    r"مايو|يونيو|يوليو|أغسطس|اغسطس|سبتمبر|أكتوبر|اكتوبر|نوفمبر|ديسمبر)(?:\s+(?:الأول|الثاني))?"
)
_ARABIC_DAY = re.compile(
    r"[وفبل]?(?:ال(?:سبت|أحد|احد|اثنين|إثنين|ثلاثاء|أربعاء|اربعاء|خميس|جمعة)|أمس|امس|اليوم|الليلة|غدا|البارحة|الفجر|فجر)"
    r"|[\d٠-٩]{1,4}[/\-][\d٠-٩]{1,2}[/\-][\d٠-٩]{1,4}"
    rf"|[\d٠-٩]{{1,2}}\s+{_ARABIC_MONTH}"
    rf"|ال\w+(?:\s+عشر|\s+و\w+)?\s+من\s+(?:شهر\s+)?{_ARABIC_MONTH}"
)


def protected(
    text: str, words: list[Word], allowed: Allowed, known: Known, own: list[Name]
) -> Iterator[Span]:
    """Yield words for religion, ethnicity and kinship that are in no party's or place's name."""
    off = {
        Withheld.RELIGION: not allowed.religion,
        Withheld.ETHNICITY: not allowed.ethnicity,
        Withheld.KINSHIP: not allowed.kinship,
    }
    for at, word in enumerate(words):
        kind = _kind(word.key, is_arabic=is_arabic(word))
        if kind is None and is_arabic(word) and _is_of_sunna(words, at):
            kind = Withheld.RELIGION
        if (
            kind is None
            or not off[kind]
            or any(one.first <= at <= one.last for one in own if one.means is not Means.PERSON)
        ):
            continue
        if kind is Withheld.KINSHIP or not _is_in_a_name(text, words, at, known):
            yield Span(word.start, word.end, kind)


def _is_of_sunna(words: list[Word], at: int) -> bool:
    """Whether a word is "the Sunnis" and not "the year", which is written alike."""
    if not words[at].key.endswith(_SUNNA):
        return False
    beside = [word.key for word in (*words[max(0, at - 1) : at], *words[at + 1 : at + 2])]
    protected = lists().protected
    return any(
        one in _BESIDE_SUNNA
        or any(protected.get(form) is Withheld.RELIGION for form in joined(one))
        for one in beside
    )


@lru_cache(maxsize=65_536)
def _kind(word: str, *, is_arabic: bool) -> Withheld | None:
    """Return what a word is for; None if for nothing that is protected."""
    told = lists().protected
    said = joined(word) if is_arabic else (word, *_parts(word))
    return next((told[one] for one in said if one in told), None)


def _parts(word: str) -> tuple[str, ...]:
    """Return a word without a prefix or an ending that makes no other word of it."""
    return tuple(
        word.removesuffix(ending) for ending in ("dom", "ism", "ness") if word.endswith(ending)
    )


def _is_in_a_name(text: str, words: list[Word], at: int, known: Known) -> bool:
    """Whether a word is part of a longer name of a party or a place."""
    first, last = max(0, at - _REACH), min(len(words) - 1, at + _REACH)
    begin = words[first].start
    word = words[at]
    for start, end, means in known.asked(text[begin : words[last].end].replace("\n", " ")):
        whole = end - start > word.end - word.start
        if (
            means is not Means.PERSON
            and whole
            and start <= word.start - begin
            and word.end - begin <= end
        ):
            return True
    return False


def sites(text: str, words: list[Word]) -> Iterator[Span]:
    """Yield the own names of hospitals, schools, shelters and the like; their kind stays."""
    for at, word in enumerate(words):
        size = _of_a_site(words, at)
        if not size:
            continue
        last = at + size - 1
        if is_arabic(word):
            yield from _arabic_after(words, last)
            continue
        first, end = _named_before(text, words, at)
        if first < end:
            yield Span(words[first].start, _end_of(text, words[end - 1]), Withheld.PLACE)
        yield from _named_after(text, words, last)
    for match in _NUMBERED.finditer(text):
        if lists().sites & {key(match[1])}:
            yield Span(match.start(2), match.end(2), Withheld.PLACE)


def _of_a_site(words: list[Word], at: int) -> int:
    """Return how many words, from one on, make a noun for a site; 0 if none."""
    told, word = lists(), words[at]
    if at + 1 < len(words) and (word.key, words[at + 1].key) in told.site_phrases:
        return 2
    if is_arabic(word):
        return int(word.key in told.sites or word.key[1:] in told.sites)
    return int(word.key in told.sites or word.key.rstrip("s") in told.sites)


def _arabic_after(words: list[Word], last: int) -> Iterator[Span]:
    after = words[last + 1 : last + 3]
    common = lists().ordinary
    named = [one for one in after if one.key.startswith("ال") or one.key not in common]
    if named and after[0] is named[0]:
        yield Span(named[0].start, named[-1].end, Withheld.PLACE)


def _named_before(text: str, words: list[Word], at: int) -> tuple[int, int]:
    """
    Return the first word of the own name before a noun for a site, and the first behind it.

    What kind of hospital it is stands between and stays: "the M10 field hospital".
    """
    end = at
    while end and words[end - 1].key in _KINDS_OF_SITE and _is_beside(text, words, end):
        end -= 1
    first = end
    while first and _is_beside(text, words, first):
        before = words[first - 1]
        is_name = before.is_capital and (before.key not in lists().ordinary or words[at].is_capital)
        is_part = before.key in lists().particles and before.key not in {"as", "at", "an", "de"}
        if not is_name and not is_part:
            break
        first -= 1
    while first < end and words[first].key in {"the", "a", "an", "in", "at", "on", "one", "two"}:
        first += 1
    return (first, end) if any(words[n].is_capital for n in range(first, end)) else (at, at)


def _end_of(text: str, word: Word) -> int:
    """Return where a word ends with the number that is tied to it: "M10"."""
    end = word.end
    while text[end : end + 1].isdigit():
        end += 1
    return end


def _is_beside(text: str, words: list[Word], at: int) -> bool:
    """Whether nothing but a space, a hyphen or a number stands before a word."""
    return not text[words[at - 1].end : words[at].start].strip(" -0123456789")


def _named_after(text: str, words: list[Word], last: int) -> Iterator[Span]:
    """Yield the own name behind a noun for a site: "Hospital Al-Quds"."""
    end = last
    while end + 1 < len(words) and text[words[end].end : words[end + 1].start] in {" ", "-"}:
        after = words[end + 1]
        is_part = after.key in lists().particles and after.key not in {"as", "at", "an", "de", "le"}
        if not (after.is_capital and after.key not in lists().ordinary) and not is_part:
            break
        end += 1
    while end > last and not words[end].is_capital:
        end -= 1
    if end > last:
        yield Span(words[last + 1].start, words[end].end, Withheld.PLACE)


def days(text: str) -> Iterator[Span]:
    """Yield words by which a day, or an hour of one, could be told."""
    for pattern in (_DAY, _ARABIC_DAY):
        for match in pattern.finditer(text):
            yield Span(match.start(), match.end(), Withheld.DAY)


def unread(text: str) -> Iterator[Span]:
    """Yield words in scripts in which names cannot be told from other words here."""
    if not text.isascii():
        for match in _OTHER_SCRIPT.finditer(text):
            yield Span(match.start(), match.end(), Withheld.WORDS)
