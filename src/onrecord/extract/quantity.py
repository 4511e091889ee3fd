"""
Quantities of people as reports write them, with the bounds and the hedge of their words.

The table of vague words and the reading of hedges follow the annotation guideline that
the project's figures are measured against: "dozens" sets a lower bound of 24 and no
upper one; "more than 30" starts at 31; "nearly 250" ends at 250.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from onrecord.extract import hedge, uncounted, wordlist
from onrecord.extract.number import ANY, is_compound, number
from onrecord.model import Count, Qualifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """
    A number of something, with where its words stand.

    Attributes:
        start, end: Code points of all its words, hedge included.
        core: Where the number's own words start, after the hedge.
        count: The bounds; of a share, in percent.
        is_share: A percentage or a fraction of a whole.
        is_ratio: "ten times more".
    """

    start: int
    end: int
    core: int
    count: Count
    is_share: bool = False
    is_ratio: bool = False


def quantities(content: str, start: int = 0, end: int | None = None) -> tuple[Quantity, ...]:
    """
    Return the quantities in a stretch of text, in order, not overlapping.

    Numbers that count time, age, money, distance, weight, a clock or a serial number are
    left out; whether the rest count people is for the rules that use them.

    >>> [(q.count.low, q.count.high) for q in quantities("at least 11 dead, over 30 hurt")]
    [(11, None), (31, None)]
    >>> [str(q.count) for q in quantities("between 40 and 50 people, dozens of them children")]
    ['40 to 50', '24 or more']
    >>> quantities("a 13-year conflict, 3rd day, $500, 14 kilometres away")
    ()
    """
    stop = len(content) if end is None else end
    found: list[Quantity] = []
    taken = start
    rules = (_parts_of, _ranges, _dozens, _vague, _majorities, _plain)
    matches = [q for rule in rules for q in rule(content, start, stop)]
    for spoken in sorted(matches, key=lambda q: (q.core, -(q.end - q.core))):
        if spoken.core >= taken:
            # a hedge between two numbers ("12 at least about 14") is of the first alone
            found.append(replace(spoken, start=max(spoken.start, taken)))
            taken = spoken.end
    return tuple(found)


_RANGE = re.compile(
    rf"\bbetween\s+(?P<a>{ANY})\s+and\s+(?P<b>{ANY})"
    rf"|(?P<c>{ANY})\s*(?:-|–|—|\bto\b|\bor\b)\s*(?P<d>{ANY})",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom\s+$", re.IGNORECASE)
_ANYTHING_FROM = re.compile(
    r"\b(?:anything|anywhere|ranging|range|vary|varying)\s+from\s+$", re.IGNORECASE
)
_TO = re.compile(r"\bto\b", re.IGNORECASE)
_LONGER_NUMBER = re.compile(r"[\d-]$|\d[,.]$")


def _ranges(content: str, start: int, stop: int) -> Iterator[Quantity]:
    """As in "between 40 and 50", "40 to 50", "4 or 5"."""
    for match in _RANGE.finditer(content, start, stop):
        said = (match["a"] or match["c"], match["b"] or match["d"])
        low, high = map(number, said)
        if low is None or high is None or high <= low or uncounted.has_unit(content, match.end()):
            continue
        if match["c"] and not _is_range(content, match, start):
            continue
        if uncounted.are_ages(content, match.start(), match.start() + len(said[0])):
            continue
        if match["a"] and uncounted.follow_ages(content, match.start("a")):
            continue
        if _LONGER_NUMBER.search(content[max(start, match.start() - 20) : match.start()]):
            continue
        low *= _shared_scale(said, low, high)
        count = Count(low=low, high=high, qualifier=Qualifier.RANGE)
        yield Quantity(start=match.start(), end=match.end(), core=match.start(), count=count)


def _is_range(content: str, match: re.Match[str], floor: int) -> bool:
    """
    Whether two numbers are one range: "40 to 50".

    "1988 to 1993" is a time, "rose from 58 to 70" two figures, "twenty-four thousand" one.
    """
    if uncounted.YEAR.match(match["c"]) and uncounted.YEAR.match(match["d"]):
        return False
    if is_compound(match.group(), match.end("c") - match.start()):
        return False
    before = content[max(floor, match.start() - 20) : match.start()]
    if _ANYTHING_FROM.search(before):
        return True  # "anything from 9 to 20"
    return not (_TO.search(match.group()) and _FROM.search(before))


def _shared_scale(said: tuple[str, str], low: float, high: float) -> int:
    """As in "2 or 3 thousand", "5 to 6 million": the scale belongs to both ends."""
    if high < 1_000 or low >= 100 or re.search(r"[a-z]", said[0]):
        return 1
    if not re.search(r"million|thousand", said[1], re.IGNORECASE):
        return 1
    return 1_000_000 if high >= 1_000_000 else 1_000


_DOZEN = re.compile(rf"\b(?:(?P<n>a|half\s+a|{ANY})\s+)?dozen\b", re.IGNORECASE)
_ARTICLE = re.compile(r"^a\s+", re.IGNORECASE)


def _dozens(content: str, start: int, stop: int) -> Iterator[Quantity]:
    """As in "a dozen", "two dozen", "half a dozen"."""
    if "dozen" not in content[start:stop].lower():
        return
    for match in _DOZEN.finditer(content, start, stop):
        said = _ARTICLE.sub("", match.group())
        value = 6.0 if said.lower().startswith("half") else number(said)
        if value is not None:
            yield _hedged(content, match, value, start)


# "as many as 40", "20 others": the vague word belongs to the number beside it
_PART_OF_ANOTHER = re.compile(
    rf"(?:\bas|\bhow|\beach|{ANY}|\bhundreds\s+of|\bdozens\s+of|\bscores\s+of)\s+$", re.IGNORECASE
)


@cache
def _vague_words() -> tuple[tuple[re.Pattern[str], Count], ...]:
    """Vague words with what they allow, longest first."""
    listed = wordlist.table("vague")["words"].items()
    return tuple(
        (
            re.compile(rf"\b{wordlist.any_of([words])}\b", re.IGNORECASE),
            Count(low=entry["low"], high=entry.get("high"), qualifier=Qualifier.VAGUE),
        )
        for words, entry in sorted(listed, key=lambda row: -len(row[0]))
    )


@cache
def _any_vague() -> re.Pattern[str]:
    """Any of them, since most texts have none."""
    listed = map(str, wordlist.table("vague")["words"])
    return re.compile(rf"\b{wordlist.any_of(listed)}\b", re.IGNORECASE)


def _vague(content: str, start: int, stop: int) -> Iterator[Quantity]:
    """As in "dozens", "several hundred"."""
    if _any_vague().search(content, start, stop) is None:
        return
    for pattern, count in _vague_words():
        for match in pattern.finditer(content, start, stop):
            if _PART_OF_ANOTHER.search(content[max(start, match.start() - 20) : match.start()]):
                continue
            begin, _ = hedge.before(content, match.start(), start)
            yield Quantity(start=begin, end=match.end(), core=match.start(), count=count)


_MOST = re.compile(
    r"\b(?:most|the majority|a majority|more than half|over half|half)"
    r"\s+of\s+(?:the|those|them|its|their)\b",
    re.IGNORECASE,
)


def _majorities(content: str, start: int, stop: int) -> Iterator[Quantity]:
    """As in "most of the dead": half of them at least."""
    for match in _MOST.finditer(content, start, stop):
        yield Quantity(
            start=match.start(),
            end=match.end(),
            core=match.start(),
            count=Count(low=50, qualifier=Qualifier.VAGUE),
            is_share=True,
        )


_FRACTIONS = {
    "half": (1, 2), "third": (1, 3), "quarter": (1, 4), "fifth": (1, 5),
    "two thirds": (2, 3), "three quarters": (3, 4),
}  # fmt: skip
_WHOSE = r"(?:the|its|their|those|these|our|his|her)\s+"
_PART_OF = re.compile(
    r"\b(?:(?P<most>most|the\s+majority|more\s+than\s+half|over\s+half)"
    r"|(?:an?\s+|one[\s-])?(?P<part>half|third|quarter|fifth|two[\s-]thirds|three[\s-]quarters))"
    rf"\s+(?:of\s+(?:{_WHOSE})?|{_WHOSE})(?P<of>(?>{ANY}))(?!\s*(?:%|per\s?cent))"
    # "a third of the 11,000 wounded are children": the wounded are all of them
    r"(?!\s+(?:\w+\s+)?(?:dead|deaths|killed|wounded|injured|missing|displaced|detained|arrested"
    r"|abducted|casualties|victims|fatalities)\b)",
    re.IGNORECASE,
)


def _parts_of(content: str, start: int, stop: int) -> Iterator[Quantity]:
    """As in "half of the 60", "a third of its 90", "most of the 12": so many, not all of them."""
    for match in _PART_OF.finditer(content, start, stop):
        whole = number(match["of"])
        if whole is None or uncounted.is_uncounted(content, match.start("of"), match.end()):
            continue
        begin, kinds = hedge.before(content, match.start(), start)
        count = _most_of(whole) if match["most"] else _part(whole, match["part"], kinds)
        yield Quantity(start=begin, end=match.end(), core=match.start(), count=count)


def _most_of(whole: float) -> Count:
    return Count(low=whole // 2 + 1, high=whole, qualifier=Qualifier.VAGUE)


def _part(whole: float, words: str, hedges: list[Qualifier]) -> Count:
    """A fraction of a number; where it is no whole number, the two that it lies between."""
    of, by = _FRACTIONS[re.sub(r"[\s-]+", " ", words.casefold())]
    low, rest = divmod(whole * of, by)
    if rest:
        return Count(low=low, high=low + 1, qualifier=Qualifier.RANGE)
    return hedge.bounds(low, hedges)


_ONE_NUMBER = re.compile(ANY, re.IGNORECASE)


def _plain(content: str, start: int, stop: int) -> Iterator[Quantity]:
    """As in "40", "two hundred and twelve", "at least 1.5 million"."""
    for match in _ONE_NUMBER.finditer(content, start, stop):
        value = number(match.group())
        if value is not None and not uncounted.is_uncounted(content, match.start(), match.end()):
            yield _hedged(content, match, value, start)


_SHARE = re.compile(r"\s*(?:%|per\s?cent\b|percent\b)|\s+percentage points\b", re.IGNORECASE)
_TIMES = re.compile(r"[\s-]+(?:times|fold)\b|fold\b", re.IGNORECASE)


def _hedged(content: str, match: re.Match[str], value: float, floor: int) -> Quantity:
    """A number with the hedges before and after it, and what it is a number of."""
    core = match.start()
    begin, kinds = hedge.before(content, core, floor)
    stop, kinds_after = hedge.after(content, match.end())
    share = _SHARE.match(content, stop)
    times = _TIMES.match(content, stop)
    last = share or times
    return Quantity(
        start=begin,
        end=last.end() if last else stop,
        core=core,
        count=hedge.bounds(value, kinds + kinds_after),
        is_share=share is not None,
        is_ratio=times is not None,
    )
