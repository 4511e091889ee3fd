"""The words in a text among which the tagger chooses who, where, when and whose voice."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from onrecord.extract import dateline, naming, people, timing, wordlist
from onrecord.extract.tagger import Sight
from onrecord.model import Mention, Named

_ARTICLE = re.compile(r"^(?:the|a|an|some|several)(?:\s+|$)", re.IGNORECASE)
_OPEN = re.compile(r"\s+(?:of|in|at|near|the|and|from)$", re.IGNORECASE)
_OWNER = re.compile(r"(?:['’]s?)?[\s-]*$")
_LETTERS = re.compile(r"[^\W\d_]{3}|[A-Z]{2}")
_CAPITAL = re.compile(r"\b[A-Z][^\W\d_]{2}")
_PRONOUN = re.compile(
    r"(?:the|an?|this|these|those|both|some|others?|sides?|it|he|she|they|we|i|us|them|him|her|who|that|its|his|their|our|my)$",
    re.IGNORECASE,
)


def words(sight: Sight, names: Sequence[Named]) -> dict[str, list[Mention]]:
    """
    Return by kind of role (P, L, T, S) the words that may fill it, in the order of the text.

    Places and times are those that the program finds by itself, and names that the tagger takes
    for a place; perpetrators and sources are words that the tagger takes for somebody, by their
    name where they hold one. A weapon or an act is nobody.

    Args:
        sight: What the tagger saw of the text.
        names: The names found in it.
    """
    return {
        "P": list(_doers(sight, names)),
        "L": _places(sight, names),
        "T": [naming.mention(n) for n in names if _is_of_event(n, sight.content)],
        "S": [
            m
            for m in _spoken(sight, names, "S")
            if not _is_named_before(m) and not _is_filed(sight.content, m)
        ],
    }


_LINE = 200  # characters of a line in which a dateline or a credit stands


def _is_filed(content: str, mention: Mention) -> bool:
    """As in "GOMA, 4 March -": where a report was filed says nothing."""
    at = mention.start or 0
    is_first = content[max(0, at - 1) : at] in {"", "\n"}
    if mention.candidates or not is_first or not mention.name.isupper():
        return False
    return dateline.dateline(content, at, min(len(content), at + _LINE)) > 0


_CREDITED = re.compile(r"\s[-–—]\s(?:the\s+)?$")
_LINE_ENDS = re.compile(r"[^\S\n]*(?:\n|\Z)")


def _is_credit(content: str, start: int, end: int) -> bool:
    """As in "Shelling kills nine in Aden – agency": who says so did not do it."""
    is_last = _LINE_ENDS.match(content, end)
    return bool(is_last and _CREDITED.search(content, max(0, start - _WORD), start))


def _is_of_event(named: Named, content: str) -> bool:
    """Whether it is a time, and not that of "today's report", "said on Monday", "will meet on"."""
    return named.kind == "time" and not (
        timing.is_of_saying(content, 0, named) or timing.is_to_come(content, 0, named)
    )


def _places(sight: Sight, names: Sequence[Named]) -> list[Mention]:
    """Places that the program finds, and names that the tagger takes for one."""
    places = [n for n in names if n.kind == "place"]
    known = [naming.mention(n) for n in places if not _is_landmark(n, places, sight.content)]
    more = [
        _mention(sight.content, r.start, r.end, ())
        for r in sight.roles
        if r.kind == "L"
        and _CAPITAL.search(_ARTICLE.sub("", sight.content[r.start : r.end]))
        and not _among(names, r.start, r.end)
        and not _OPEN.search(sight.content[r.start : r.end])  # "the Saudi city of", and no name
        and not _POINTING.match(sight.content, r.start, r.end)
    ]
    return sorted([*known, *more], key=lambda m: m.start or 0)


# "this Croatian city": another name says which
_POINTING = re.compile(
    r"(?:this|that|the|its)\b.*\b(?:capital|city|town|village|region|province|country|republic)$",
    re.IGNORECASE,
)
_FROM_IT = re.compile(r"\b(?:north|south|east|west)\w*\s+of\s+(?:the\s+)?$", re.IGNORECASE)
_BEFORE = 60  # characters


def _is_landmark(named: Named, places: Sequence[Named], content: str) -> bool:
    """As in "in Dahyan, a small town north of Saada": it only says where the other place lies."""
    start = max(0, named.start - _BEFORE)
    at = bisect_left(places, named.start, key=lambda n: n.start)
    is_near = at > 0 and start <= places[at - 1].start and places[at - 1].end < named.start
    return is_near and bool(_FROM_IT.search(content, start, named.start))


def _doers(sight: Sight, names: Sequence[Named]) -> Iterator[Mention]:
    """As in "the air strike", "the coalition's raid": who it was, not what it was done with."""
    for mention in _spoken(sight, names, "P"):
        start, end = mention.start or 0, mention.end or 0
        if _is_credit(sight.content, start, end):
            continue
        near = _acts(sight.content, max(0, start - _WORD), end + _WORD)
        acts = [(a, b) for a, b in near if a < end and start < b]
        if any(a <= start and end <= b for a, b in acts):
            continue
        cut = min((a for a, b in acts if a > start and b >= end), default=end)
        kept = _OWNER.sub("", sight.content[start:cut]) if cut < end else sight.content[start:end]
        if _is_name(kept):
            yield _mention(sight.content, start, start + len(kept), names)


_WORD = 20  # characters


def _acts(content: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where words for weapons and acts stand; "snipers", who are in that list too, are people."""
    for listed, key in (("weapons", "weapons"), ("violence", "acts")):
        for found in wordlist.pattern(listed, key).finditer(content, start, end):
            if not people.is_noun_for_people(found.group().split()[-1]):
                yield found.span()


def _spoken(sight: Sight, names: Sequence[Named], kind: str) -> Iterator[Mention]:
    for role in sight.roles:
        if role.kind == kind and _is_name(sight.content[role.start : role.end]):
            yield _mention(sight.content, *_whole(sight.content, role.start, role.end), names)


_HALF_BEFORE = re.compile(r"[\w.]+-$")
_HALF_AFTER = re.compile(r"-\w+")
_LOOSE = re.compile(r"\s+(?:of|in|at|on|near|the|and|from|with|by)$", re.IGNORECASE)


def _whole(content: str, start: int, end: int) -> tuple[int, int]:
    """As in "Mai-", "led", "rebels in": words whole, and none that lead on to others."""
    before = _HALF_BEFORE.search(content, max(0, start - _WORD), start)
    after = _HALF_AFTER.match(content, end - 1 if content[end - 1] == "-" else end)
    start, end = (before.start() if before else start), (after.end() if after else end)
    loose = _LOOSE.search(content, start, end)
    return start, loose.start() if loose else end


def _is_named_before(mention: Mention) -> bool:
    """As in "the ministry", "the same article": a voice that other words name."""
    bare = mention.name.lower().removeprefix("same ")
    return not mention.candidates and bare in wordlist.words("said", "generic")


def _is_name(words: str) -> bool:
    return bool(_LETTERS.search(words)) and not _PRONOUN.match(words)


def _mention(content: str, start: int, end: int, names: Sequence[Named]) -> Mention:
    words = content[start:end]
    article = _ARTICLE.match(words)
    known = next((n for n in _among(names, start, end) if n.kind == "actor"), None)
    return Mention(
        name=words[article.end() :] if article else words,
        start=start,
        end=end,
        candidates=known.candidates if known else (),
    )


def _among(names: Sequence[Named], start: int, end: int) -> list[Named]:
    """The names, in order, that share letters with a stretch of the text."""
    last = bisect_left(names, end, key=lambda n: n.start)
    return [n for n in names[max(0, last - _MOST) : last] if start < n.end]


_MOST = 8  # names that can begin within one name and before it
