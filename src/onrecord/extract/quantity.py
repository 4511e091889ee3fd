"""
Quantities of people as reports write them, with the bounds and the hedge of their words.

The table of vague words and the reading of hedges follow the annotation guideline that
the project's figures are measured against: "dozens" sets a lower bound of 24 and no
upper one; "more than 30" starts at 31; "nearly 250" ends at 250.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from onrecord import vocab
from onrecord.model import Count, Qualifier

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_WORDS = {w: n for n, w in enumerate(_UNITS)} | {w: 10 * n for n, w in enumerate(_TENS, 2)}

_NUMBER_WORD = "|".join(sorted([*_WORDS, "hundred", "thousand", "million"], key=len, reverse=True))
_WRITTEN = rf"(?:a\s+|half\s+a\s+)?(?:{_NUMBER_WORD})(?:(?:[\s-]+(?:and\s+)?)(?:{_NUMBER_WORD}))*"
_DIGITS = r"\d{1,3}(?:[,\u066c]\d{3})+(?![\d,])|\d+(?:\.\d+)?(?!\d)"
_SCALED = rf"(?:{_DIGITS})(?:\s*-?(?:hundred|thousand|million|billion)\b|k\b|m\b)?"
_ATOM = rf"(?:{_SCALED}|\b{_WRITTEN}\b)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """
    A number of something, with where its words stand.

    Attributes:
        start, end: Code points of all its words, hedge included.
        core: Where the number's own words start, after the hedge.
        count: The bounds.
        is_share: A percentage or a fraction of a whole.
        is_ratio: "ten times more".
        is_more: "another 12", "30 more": people beyond those already counted.
    """

    start: int
    end: int
    core: int
    count: Count
    is_share: bool = False
    is_ratio: bool = False
    is_more: bool = False


def number(words: str) -> float | None:
    """
    Return the value of a number in digits or English words; None if it is none.

    >>> number("6,000"), number("two hundred and twelve"), number("1.5 million")
    (6000.0, 212.0, 1500000.0)
    >>> number("half a million"), number("a dozen"), number("dozen")
    (500000.0, 12.0, 12.0)
    """
    said = words.lower().replace(",", "").replace("\u066c", "").strip()
    if said.startswith("half a "):
        whole = number(said.removeprefix("half a "))
        return None if whole is None else whole / 2
    total, current, seen = 0.0, 0.0, False
    for part in re.findall(r"\d+(?:\.\d+)?|[a-z]+", said):
        seen = True
        if part[0].isdigit():
            current += float(part)
        elif part in _WORDS:
            current += _WORDS[part]
        elif part == "dozen":
            current = (current or 1) * 12
        elif part == "hundred":
            current = (current or 1) * 100
        elif part in _SCALES or part in {"k", "m"}:
            total += (current or 1) * _SCALES.get(part, 1_000 if part == "k" else 1_000_000)
            current = 0.0
        elif part not in {"and", "a"}:
            return None
    return total + current if seen else None


def _spaced(words: str) -> str:
    """Return a pattern for words with any white space between them."""
    return r"\s+".join(map(re.escape, words.split()))


@lru_cache(1)
def _vague() -> tuple[tuple[re.Pattern[str], float, float | None], ...]:
    """Vague words with the least, and where they say it the most, they allow, longest first, from `vague.yaml`."""
    table = vocab.read_table("onrecord.extract", "lexicon", "vague.yaml")
    rows = [(str(words), float(e["low"]), e.get("high")) for words, e in table.items()]
    rows.sort(key=lambda row: -len(row[0]))
    return tuple(
        (re.compile(rf"\b{_spaced(w)}\b", re.IGNORECASE), low, high) for w, low, high in rows
    )


@lru_cache(1)
def _hedges() -> tuple[tuple[re.Pattern[str], Qualifier], ...]:
    """Words before a number that hedge it, longest first, from `hedges.yaml`."""
    table = vocab.read_table("onrecord.extract", "lexicon", "hedges.yaml")
    rows = [
        (str(words), Qualifier(str(kind)))
        for kind, entry in table["before"].items()
        for words in entry["words"]
    ]
    rows.sort(key=lambda row: -len(row[0]))
    return tuple((re.compile(rf"\b{_spaced(w)}\s+(?:the\s+)?$", re.IGNORECASE), kind) for w, kind in rows)


@lru_cache(1)
def _hedges_after() -> tuple[tuple[re.Pattern[str], Qualifier], ...]:
    table = vocab.read_table("onrecord.extract", "lexicon", "hedges.yaml")
    return tuple(
        (re.compile(rf"\s+{_spaced(str(w))}\b", re.IGNORECASE), Qualifier(str(kind)))
        for kind, entry in table["after"].items()
        for w in entry["words"]
    )


_BETWEEN = re.compile(
    rf"\bbetween\s+(?P<a>{_ATOM})\s+and\s+(?P<b>{_ATOM})"
    rf"|(?P<c>{_ATOM})\s*(?:-|–|—|\bto\b|\bor\b)\s*(?P<d>{_ATOM})",
    re.IGNORECASE,
)
_DOZEN = re.compile(rf"\b(?:(?P<n>a|half\s+a|{_ATOM})\s+)?dozen\b", re.IGNORECASE)
_PLAIN = re.compile(_ATOM, re.IGNORECASE)
_SHARE = re.compile(r"\s*(?:%|per\s?cent\b|percent\b)|\s+percentage points\b", re.IGNORECASE)
_TIMES = re.compile(r"[\s-]+(?:times|fold)\b|fold\b", re.IGNORECASE)
_MOST = re.compile(
    r"\b(?:most|the majority|a majority|more than half|over half|half)\s+of\s+(?:the|those|them|its|their)\b",
    re.IGNORECASE,
)

# What follows a number that counts no people: time, age, money, distance, weight, clock.
_NOT_PEOPLE = re.compile(
    r"(?:\s*-\s*|\s+)(?:(?:more|consecutive|straight|long|whole|full|further|to\s+\w+)\s+)?(?:"
    r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|centur(?:y|ies)|"
    r"mornings?|afternoons?|evenings?|weekends?)\b(?:[\s-]olds?)?"
    r"|(?:dollars?|euros?|pounds?\s+(?:sterling|worth)|usd|cents?|dirhams?|rials?|naira|hryvnias?|"
    r"us\s+dollars)\b"
    r"|(?:km|kms|kilomet(?:re|er)s?|miles?|met(?:re|er)s?|mm|cm|feet|foot|inch(?:es)?|yards?|"
    r"hectares?|acres?|tons?|tonnes?|kg|kilos?|kilograms?|grams?|lit(?:re|er)s?|degrees?|square)\b"
    r"|(?:a\.?m\.?|p\.?m\.?|o'clock|hrs|gmt|local\s+time)(?![a-z])"
    r"|(?:thirds?|quarters?|fifths?)\b"
    r"|(?:and\s+(?:under|over|above|below|older|younger)|or\s+(?:under|older|younger))\b"
    r")|-(?:strong|members?|man|person|stor(?:e?y|ies)|point|part|way|star|nation|party)\b"
    r"|[:.]\d\d\b|(?:st|nd|rd|th)\b|[-/]\d|\s*(?:km|kg|mm|cm|am|pm)\b",
    re.IGNORECASE,
)
_OLD = re.compile(r"[\s-]*(?:year|month|day|week)s?[\s-]+olds?\b", re.IGNORECASE)
# "as many as 40", "20 others": the vague word belongs to the number beside it.
_PART_OF_ANOTHER = re.compile(
    rf"(?:\bas|\bhow|\beach|{_ATOM}|\bhundreds\s+of|\bdozens\s+of|\bscores\s+of)\s+$", re.IGNORECASE
)

# What precedes a number that counts no people: currency, ages, names with numbers.
_BEFORE_NOT_PEOPLE = re.compile(
    r"[$€£¥#№]\s*$|\b(?:usd|eur|aged?|ages|aged\s+(?:between|under|over)|resolution|articles?|"
    r"chapter|section|pages?|no\.|number|numbers|route|highway|room|"
    r"over\s+the\s+age\s+of|age\s+of|ages\s+of|phase|"
    r"covid|channel|"
    r"(?:children|boys|girls|minors|those|anyone)\s+(?:under|below|over)|"
    r"age[ds]?\s+(?:\w+\s*(?:,|,?\s+and|,?\s+or|\s+to)\s+)+)\s*$",
    re.IGNORECASE,
)
_GLUED_BEFORE = re.compile(r"(?:[A-Za-z]-|\d[,.:/]|\d-|[A-Za-z]|\+)$")
_YEAR = re.compile(r"(?:1[89]|20)\d\d$")


def quantities(content: str, start: int = 0, end: int | None = None) -> tuple[Quantity, ...]:
    """
    Return the quantities in a stretch of text, in order, not overlapping.

    Numbers that count time, age, money, distance, weight, a clock or a serial number are
    left out; whether the rest count people is for the rules that use them.

    >>> [(q.count.low, q.count.high) for q in quantities("at least 11 dead, over 30 hurt")]
    [(11.0, None), (31.0, None)]
    >>> [str(q.count) for q in quantities("between 40 and 50 people, dozens of them children")]
    ['40 to 50', '24 or more']
    >>> quantities("a 13-year conflict, 3rd day, $500, 14 kilometres away")
    ()
    """
    stop = len(content) if end is None else end
    found: list[Quantity] = []
    taken = start
    for spoken in sorted(_matches(content, start, stop), key=lambda q: (q.core, -(q.end - q.core))):
        if spoken.core >= taken:
            found.append(spoken)
            taken = spoken.end
    return tuple(found)


def _matches(content: str, start: int, stop: int) -> list[Quantity]:
    found = [
        q
        for q in map(lambda m: _range(content, m, start), _BETWEEN.finditer(content, start, stop))
        if q
    ]
    for match in _DOZEN.finditer(content, start, stop):
        said = re.sub(r"^a\s+", "", match.group(), flags=re.IGNORECASE)
        value = 6.0 if said.lower().startswith("half") else number(said)
        if value is not None:
            found.append(_hedged(content, match.start(), match.end(), value, start))
    for pattern, low, high in _vague():
        found.extend(
            _vague_quantity(content, m, Count(low=low, high=high, qualifier=Qualifier.VAGUE), start)
            for m in pattern.finditer(content, start, stop)
            if not _PART_OF_ANOTHER.search(content[max(start, m.start() - 20) : m.start()])
        )
    for match in _MOST.finditer(content, start, stop):
        count = Count(low=50, qualifier=Qualifier.VAGUE)
        found.append(
            Quantity(
                start=match.start(), end=match.end(), core=match.start(), count=count, is_share=True
            )
        )
    for match in _PLAIN.finditer(content, start, stop):
        value = number(match.group())
        if value is not None and _counts_things(content, match):
            found.append(_hedged(content, match.start(), match.end(), value, start))
    return found


def _counts_things(content: str, match: re.Match[str]) -> bool:
    before = content[max(0, match.start() - 32) : match.start()]
    said = match.group()
    if _NOT_PEOPLE.match(content, match.end()) or _OLD.match(content, match.end()):
        return False
    if said[0].isdigit() and _GLUED_BEFORE.search(before):
        return False
    if _BEFORE_NOT_PEOPLE.search(before):
        return False
    # "by one" and "no one", "one of the": the word is a pronoun there, not a count.
    if said.lower() == "one" and re.search(
        r"\b(?:no|any|every|each|some|this|that|by)\s+$", before, re.IGNORECASE
    ):
        return False
    if said.lower() in {"one", "two"} and re.match(
        r"\s+(?:another|side|hand|day|night)\b", content[match.end() :]
    ):
        return False
    return not (
        _YEAR.match(said)
        and not re.match(r"\s+(?:people|civilians|men|women)", content[match.end() :])
    )


def _range(content: str, match: re.Match[str], floor: int) -> Quantity | None:
    low, high = number(match["a"] or match["c"]), number(match["b"] or match["d"])
    if low is None or high is None or high <= low or _NOT_PEOPLE.match(content, match.end()):
        return None
    said = match["c"]
    if said and _YEAR.match(said) and _YEAR.match(match["d"] or ""):
        return None
    joined_by_to = said is not None and re.search(r"\bto\b", match.group(), re.IGNORECASE)
    before = content[max(floor, match.start() - 20) : match.start()]
    if joined_by_to and re.search(r"\bfrom\s+$", before, re.IGNORECASE):
        return None  # "rose from 58 to 70": two figures and no range
    if re.search(r"[\d-]$|\d[,.]$", before):
        return None
    # "2 or 3 thousand", "5 to 6 million": the scale belongs to both ends
    if high >= 1_000 and low < 100 and not re.search(r"[a-z]", said or match["a"] or "x"):
        scale = next((s for s in (1_000_000, 1_000) if high >= s), 1)
        if re.search(r"million|thousand", match["b"] or match["d"] or "", re.IGNORECASE):
            low *= scale
    count = Count(low=low, high=high, qualifier=Qualifier.RANGE)
    return Quantity(start=match.start(), end=match.end(), core=match.start(), count=count)


def _vague_quantity(content: str, match: re.Match[str], count: Count, floor: int) -> Quantity:
    begin, _ = _hedge_before(content, match.start(), floor)
    return Quantity(start=begin, end=match.end(), core=match.start(), count=count)


# "has gone up to 43": a toll that rises to a figure, and no upper bound
_RISES = re.compile(
    r"\b(?:go|goes|gone|going|went|rise|rises|risen|rose|climb\w*|jump\w*|move[ds]?|revised?|bring|brought|take[ns]?|took|shot|creep\w*|crept|put)\s+$",
    re.IGNORECASE,
)


# "what it knows about two attacks": the word is a preposition there
_TOLD_ABOUT = re.compile(
    r"\b(?:know\w*|knew|tell\w*|told|talk\w*|report\w*|statement|complain\w*|worr\w+|concern\w*|information|stor(?:y|ies)|"
    r"article|ask\w*|sa(?:y|ys|id)|learn\w*|heard|wrote|speak\w*|spoke|thing|doubts?|questions?)\s+about\b",
    re.IGNORECASE,
)


def _hedge_before(content: str, core: int, floor: int) -> tuple[int, list[Qualifier]]:
    """Walk back over hedges ("perhaps as many as"), collecting them, the nearest first."""
    begin, kinds = core, []
    for _ in range(3):
        before = content[max(floor, begin - 40) : begin]
        for pattern, kind in _hedges():
            match = pattern.search(before)
            if match and kind is Qualifier.ABOUT and _TOLD_ABOUT.search(before[: match.start() + 6]):
                continue
            if match and not (kind is Qualifier.UP_TO and _RISES.search(before[: match.start()])):
                begin -= len(before) - match.start()
                kinds.append(kind)
                break
        else:
            break
    return begin, kinds


def _hedged(content: str, core: int, end: int, value: float, floor: int) -> Quantity:
    begin, kinds = _hedge_before(content, core, floor)
    stop = end
    is_more = bool(
        re.search(
            r"\b(?:another|(?:a\s+)?further|an\s+additional|additional)\s+$",
            content[max(floor, core - 16) : core],
            re.IGNORECASE,
        )
    )
    for pattern, kind in _hedges_after():
        match = pattern.match(content, stop)
        if match:
            kinds.append(kind)
            stop = match.end()
            break
    more = re.match(r"\s+more\b(?!\s+than)", content[stop:])
    share = _SHARE.match(content, stop)
    times = _TIMES.match(content, stop)
    stop = share.end() if share else times.end() if times else stop
    return Quantity(
        start=begin,
        end=stop,
        core=core,
        count=_bounds(value, kinds),
        is_share=share is not None,
        is_ratio=times is not None,
        is_more=is_more or more is not None,
    )


def _bounds(value: float, kinds: list[Qualifier]) -> Count:
    """Apply hedges to a value; a bounding hedge outranks "about"."""
    for kind in (Qualifier.AT_LEAST, Qualifier.MORE_THAN, Qualifier.ALMOST, Qualifier.UP_TO):
        if kind in kinds:
            if kind is Qualifier.AT_LEAST:
                return Count(low=value, qualifier=kind)
            if kind is Qualifier.MORE_THAN:
                return Count(low=value + 1, qualifier=kind)
            return Count(high=value, qualifier=kind)
    if Qualifier.ABOUT in kinds:
        return Count(low=value, high=value, qualifier=Qualifier.ABOUT)
    return Count(low=value, high=value, qualifier=Qualifier.EXACT)
