"""Numbers that count no people: time, age, money, distance, weight, a clock, a serial number."""

import re
from functools import cache

from onrecord.extract import people, wordlist

YEAR = re.compile(r"(?:1[89]|20)\d\d$")
_OLD = re.compile(r"[\s-]*(?:year|month|day|week)s?[\s-]+olds?\b", re.IGNORECASE)
_GLUED = re.compile(r"(?:[A-Za-z]-|\d[,.:/]|\d-|[A-Za-z]|\+)\Z")  # not across a line's end
_AGED = (
    r"(?:children|boys|girls|minors|those|anyone)\s+(?:under|below|over)"
    r"|age[ds]?\s+(?:\w+\s*(?:,|,?\s+and|,?\s+or|\s+to)\s+)+"
)
_PRONOUN = re.compile(r"\b(?:no|any|every|each|some|this|that|by)\s+$", re.IGNORECASE)
_THAT = re.compile(r"\bthat\s+$", re.IGNORECASE)
_NEXT_WORD = re.compile(r"\s+([a-z]+)")
# "one deplores eleven wounded": whoever speaks
_ONE_SAYS = re.compile(
    r"\s+(?:also\s+)?(?:deplores|counts|speaks|hears|sees|must|can|cannot|should|wonders|fears)\b"
)
_ONE_SIDE = re.compile(r"\s+(?:another|side|hand|day|night)\b")
# "a grandmother of 80", "Rana Saleh, 34,": how old, not how many
_OF_AGE = re.compile(
    r"(?i:\b(?:a|an|the|his|her|their)\s+(?:[\w-]+\s+){0,2}(?:wo)?(?:man|girl|boy|child|baby|youth|teenager"
    r"|(?:grand)?(?:mother|father|son|daughter)|student|farmer|widow|teacher)\s+of\s+)$"
    r"|\b(?i:(?:wo)?man|girl|boy|baby|son|daughter|brother|sister|mother|father|wife|husband|nephew"
    r"|niece|cousin|youth|student|farmer|officer|soldier|driver|teacher),\s+$"
    r"|[A-Z][\w'’-]+,\s+(?:\d{1,2}\s+and\s+)?$"
)
# "a father of two", "all men of 18 to 45", "ten more than last year"
_PARENT_OF = re.compile(r"(?i:\b(?:father|mother|dad|mum|mom|parent|widow(?:er)?)\s+of\s+)$")
_FEW = re.compile(r"1?\d$|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)$")
_AGES = (
    r"\b(?:(?:males|females|men|women|boys|girls|youths|children|anyone)\s+(?:of|from|between)"
    r"|age[ds]?|age\s+range)\s+"
)
_FROM_AGE = re.compile(rf"{_AGES}$", re.IGNORECASE)
_TO_AGE = re.compile(rf"{_AGES}\d\d?\s*(?:to|and|-|–)\s*$", re.IGNORECASE)
_TO = re.compile(r"\s*(?:to|and|-|–)\s*\d\d?\b")
_THAN = re.compile(
    r"\s+(?:more|fewer|less)\s+than\b"
    r"|\s+to\s+(?:a|an|each|every|the)\s+(?:bed|mattress|room|cell|tent|grave|cot|family)\b",
    re.IGNORECASE,
)
_FINE = re.compile(r"\d+\.\d{4,}")  # "36.20217": a place on a map
_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d$|0\d{3}$")
_PERCENT = re.compile(r"\s*(?:%|per)")
_AGE = re.compile(r"\d{1,2}$")
_AGE_ENDS = re.compile(r"(?:\s+and\s+\d{1,2})?,")
_NAME = r"[A-Z][\w'’-]+\s+(?:(?:al|el|bin|ibn|de|von|van|da)[\s-])?[A-Z][\w'’-]+"
# ages, as in "Gul Wali (51)", "Omar, 17, and Ali, 22.", "an olive picker, 40, was"
_OF_NAMED = re.compile(
    rf"\b(?!(?:Rural|North|South|East|West|New|Upper|Lower|Greater|Eastern|Western)\b){_NAME}\s+\($"
    r"|[A-Z][\w'’-]+,\s+\d{1,2},?\s+and\s+[A-Z][\w'’-]+,\s+$"
)
_NAMED_ENDS = re.compile(r"[.,;)]")
_OF_ONE = re.compile(
    r"(?i:\b(?:an?|another|the|his|her|their|our|my)\s+)(?:[\w'’-]+\s+){0,3}?([a-z-]+),\s+$"
)
_OF_TWO = re.compile(
    r"(?i:\b(?:two|both)\s+)(?:[\w'’-]+\s+){0,2}?([a-z-]+),\s+(?:\d{1,2}\s+and\s+)?$"
)
_TWO_AGES = re.compile(r"(?:\s+and\s+\d{1,2})?,\s+(?!\d)")
_OLDEST = re.compile(
    r"\b(?:young|old)est(?:\s+(?:of\s+them\s+)?(?:was|is|being|aged))?\s+$", re.IGNORECASE
)
_AGED_ABOUT = re.compile(
    r"\bage[ds]?\s+(?:about|around|some|roughly|nearly|almost|only|just)\s+$", re.IGNORECASE
)
# "of the dead, 14, all of them": no word for one person
_ARE_MANY = re.compile(
    r"(?:s|men|women|people|children|police|dead|wounded|injured|killed|missing|displaced|family"
    r"|crew|staff|group|community|population|militia|personnel)$"
)
_FIRST_YEARS = frozenset({"one", "two", "three"})
_AGE_IN_WORDS = re.compile(r"(?:four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen)$")
_ONE_OF_AGE = re.compile(
    r"(?i:\b(?:an?|one|another|his|her|their)\s+(?:girl|boy|child|youth|infant|baby|toddler|son"
    r"|daughter)\s+of\s+)$"
)
# "one of them, who is 61,", "the eldest, who was twelve"
_WHO_IS = re.compile(
    r"\bwho(?:\s+(?:is|was)|['’]s)\s+(?:just\s+|only\s+|about\s+)?$", re.IGNORECASE
)
_WHO_IS_ENDS = re.compile(r"\s*(?:[,.;)]|and\b|(?:years?|says?|said|told)\b|$)")
_YOUNG = re.compile(
    r"\bas (?:young|old) as\s+$"
    r"|\b(?:men|women|them|all|most|mostly|many|some|both|none)\s+(?:under|over)\s+$",
    re.IGNORECASE,
)
_IN_SO_MANY = re.compile(
    r"\s+(?:in|out\s+of)\s+(?:every\s+)?(?:two|three|four|five|six|seven|eight|nine|ten|twenty"
    r"|a\s+hundred|\d{1,3})\b(?!\s+\w+s\b|[-,.:/]\d)",
    re.IGNORECASE,
)
_SO_MANY_IN = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|\d{1,2})\s+(?:in|out\s+of)\s+(?:every\s+)?$",
    re.IGNORECASE,
)
_HARMED_NUMBER = re.compile(  # "the wounded now number 210"
    r"\b(?:dead|deaths|killed|wounded|injured|missing|detained|displaced|casualties|victims)\s+"
    r"(?:(?:now|already|today)\s+)?numbers?\s+$",
    re.IGNORECASE,
)
# "all but six": how many are left out, not how many there were
_ALL_BUT = re.compile(
    r"\b(?:all|every\w*(?:\s+\w+)?|none|nobody|no\s+one|nothing)\s+(?:but|except(?:\s+for)?)\s+$",
    re.IGNORECASE,
)
_OF_PEOPLE = re.compile(r"\s+(?:people|civilians|men|women)")


@cache
def _after() -> re.Pattern[str]:
    """What follows: "14 years", "$500 million", "3 km", "9 a.m.", "two thirds", "12 and under"."""
    listed = {k: wordlist.alternatives("units", k) for k in wordlist.table("units")}
    return re.compile(
        r"(?:\s*-\s*|\s+)(?:(?:more|consecutive|straight|long|whole|full|further|to\s+\w+)\s+)?(?:"
        rf"{listed['time']}\b(?:[\s-]olds?)?"
        rf"|{listed['money']}\b|{listed['size']}\b"
        rf"|(?:a\.?m\.?|p\.?m\.?|{listed['clock']})(?![a-z])|{listed['parts']}\b"
        r"|(?:and\s+(?:under|over|above|below|older|younger)|or\s+(?:under|older|younger))\b"
        rf")|-{listed['joined']}\b"
        r"|[:.]\d\d\b|(?:st|nd|rd|th)\b|[-/]\d|\s*(?:km|kg|mm|cm|am|pm)\b",
        re.IGNORECASE,
    )


@cache
def _before() -> re.Pattern[str]:
    """What precedes: "$500", "aged 12", "resolution 2254", "children under 5"."""
    listed = wordlist.alternatives("units", "before")
    return re.compile(rf"[$€£¥#№]\s*$|\b(?:{listed}|{_AGED})\s*$", re.IGNORECASE)


def has_unit(content: str, end: int) -> bool:
    """Whether what follows a number makes it a measure of something: "14 years", "3 km"."""
    return bool(_after().match(content, end))


def _is_age(content: str, before: str, said: str, end: int) -> bool:
    """As in "a grandmother of 80", "Rana Saleh, 34,", "a girl of six", "as young as eight"."""
    if _FEW.match(said) and _PARENT_OF.search(before) and not _are_people(content, end):
        return True
    is_small, is_word = bool(_AGE.match(said)), bool(_AGE_IN_WORDS.match(said))
    if is_small and are_ages(content, end - len(said), end):
        return True
    if is_small and _is_age_of_somebody(content, before, end):
        return True
    if (is_small or is_word) and (_OLDEST.search(before) or _AGED_ABOUT.search(before)):
        return True
    of_age = _OF_AGE.search(before) if is_small else None
    if of_age and (of_age.group().rstrip().endswith("of") or _AGE_ENDS.match(content, end)):
        return True
    if (is_word or said in _FIRST_YEARS) and _ONE_OF_AGE.search(before):
        return True
    if (is_small or is_word) and _WHO_IS.search(before) and _WHO_IS_ENDS.match(content, end):
        return True
    is_young = (is_small or is_word) and _YOUNG.search(before)
    return bool(is_young) and not _are_people(content, end)  # "some over 20 people" are counted


def _is_age_of_somebody(content: str, before: str, end: int) -> bool:
    """As in "Gul Wali (51)", "an olive picker, 40, was", "two men, 21 and 38, were"."""
    if _OF_NAMED.search(before) and _NAMED_ENDS.match(content, end):
        return True
    one, two = _OF_ONE.search(before), _OF_TWO.search(before)
    if one and content.startswith(",", end) and not _ARE_MANY.search(one[1]):
        return people.is_noun_for_people(one[1])
    is_pair = two is not None and _TWO_AGES.match(content, end) is not None
    return is_pair and people.is_noun_for_people(two[1] if two else "")


def _is_of_clause(content: str, before: str, end: int) -> bool:
    """As in "said that one soldier was killed": the "that" belongs to what is said."""
    return bool(_THAT.search(before)) and _are_people(content, end)


def _are_people(content: str, end: int) -> bool:
    """Whether the word after a number is a noun for people."""
    after = _NEXT_WORD.match(content, end)
    return after is not None and people.is_noun_for_people(after[1])


def are_ages(content: str, start: int, end: int) -> bool:
    """
    Whether a number begins or ends a range of ages.

    >>> are_ages("all men of 18 to 45", 11, 13), are_ages("he saw 18 to 20", 7, 9)
    (True, False)
    """
    before = content[max(0, start - 32) : start]
    is_first = _FROM_AGE.search(before) and _TO.match(content, end)
    return bool(is_first or _TO_AGE.search(before))


# "every man between sixteen and sixty"
_BETWEEN_AGES = re.compile(
    r"\b(?:m[ae]n|males?|boys?|wom[ae]n|females?|girls?|child(?:ren)?|youths?"
    r"|(?:any|every)(?:one|body)),?\s+between\s+$",
    re.IGNORECASE,
)


def follow_ages(content: str, start: int) -> bool:
    """
    Whether two numbers after "between" are ages.

    >>> follow_ages("every man between 16 and 60", 18), follow_ages("killed between 9 and 12", 15)
    (True, False)
    """
    return _BETWEEN_AGES.search(content[max(0, start - 32) : start]) is not None


def _is_pronoun(content: str, before: str, end: int) -> bool:
    """As in "by one", "no one", "one deplores": whoever it is, and not how many."""
    if _ONE_SAYS.match(content, end):
        return True
    return bool(_PRONOUN.search(before)) and not _is_of_clause(content, before, end)


def _is_share_of(content: str, end: int) -> bool:
    return not re.match(r"\s+\w+s\b", content[end : end + 24])


_WHOSE = re.compile(r"\s+(?:family|household|clan)\b", re.IGNORECASE)


def _is_whose(content: str, before: str, end: int) -> bool:
    """As in "three of one family": whose they were."""
    return before.lower().endswith(" of ") and _WHOSE.match(content, end) is not None


def is_uncounted(content: str, start: int, end: int) -> bool:
    """
    Whether a number counts no people, by the words around it.

    >>> [is_uncounted(t, t.index("12"), t.index("12") + 2) for t in ("12 years", "12 men")]
    [True, False]
    """
    said = content[start:end].lower()
    before = content[max(0, start - 32) : start]
    is_named = _before().search(before) and not _HARMED_NUMBER.search(before)
    if is_named or has_unit(content, end) or _OLD.match(content, end) or _ALL_BUT.search(before):
        return True
    if _FINE.fullmatch(said) or (said[0].isdigit() and _GLUED.search(before)):
        return True
    if _is_age(content, before, said, end) or _BETWEEN_AGES.search(before):
        return True
    # "10.05" is a clock, "ten more than last year" a difference, "two to a bed" a share
    if (_CLOCK.match(said) and not _PERCENT.match(content, end)) or _THAN.match(content, end):
        return True
    # "nine in ten of the dead": a share
    if _IN_SO_MANY.match(content, end) or (
        _SO_MANY_IN.search(before) and _is_share_of(content, end)
    ):
        return True
    # "by one" and "no one", "one of the": the word is a pronoun there, not a count
    if said == "one" and (_is_pronoun(content, before, end) or _is_whose(content, before, end)):
        return True
    if said in {"one", "two"} and _ONE_SIDE.match(content, end):
        return True
    return bool(YEAR.match(said)) and not _OF_PEOPLE.match(content, end)
