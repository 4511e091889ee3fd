"""
Strings that make a regular expression slow, made from the expression itself.

An expression that a program goes through a text with takes time that grows faster than the
text in three ways: a repetition within a repetition, two neighbours that want the same
characters, and a beginning that stands at every place while the end never comes. For each
repetition of a pattern there are strings here that pump it, with what stands before it, and
an end that does not fit. What counts is measured: the time at one length and at twice it.
"""

import math
import random
import re
import sys
from collections.abc import Iterator
from re import _constants as op  # the only description of a pattern that Python has
from re import _parser
from time import thread_time

_ENDLESS = 40  # a repetition that may be as long as this is one that may be pumped
_PLAIN = (" ", "a", "A", "0", "a ", "A a ", "1,", ".", "-", "\n", "\t ", '"', "<", "(", "ا", "ا ",
          "aB", "0 ", "  \n", "and ", ", a", "’", "_", "a.", "&", "/", "=")  # fmt: skip
_ENDS = ("", "\x00", "!\n", "\u2603")
_CATEGORIES = {
    op.CATEGORY_DIGIT: "07٣",
    op.CATEGORY_SPACE: " \n\t",
    op.CATEGORY_WORD: "aZ0_ا",
    op.CATEGORY_NOT_DIGIT: "a .",
    op.CATEGORY_NOT_SPACE: "a0.",
    op.CATEGORY_NOT_WORD: " .-",
}
_ANY = 'a 0.\n-,"<(ا'


def attacks(pattern: str, flags: int, *, seed: int = 0) -> Iterator[tuple[str, str, str]]:
    """Return beginnings, what is repeated, and ends."""
    drawn = random.Random(seed)  # noqa: S311 - the same strings every time
    seen = set()
    for before, unit in _units(_parser.parse(pattern, flags), drawn):
        for start, pump in (
            (before, unit), ("", unit), ("", before + unit), ("", before), ("", unit + before)
        ):  # fmt: skip
            if pump and (start, pump) not in seen:
                seen.add((start, pump))
                for end in _ENDS:
                    yield start, pump, end
    for pump in _PLAIN:
        yield "", pump, ""
        yield "", pump, "\x00"


def _units(parsed, drawn) -> Iterator[tuple[str, str]]:  # noqa: C901, PLR0912 - a case a kind of node
    """Return for each repetition what may stand before it, and what it repeats."""
    before = ""
    for node in parsed:
        what, told = node
        if what in {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}:
            _, most, body = told
            if most >= _ENDLESS:
                for _ in range(3):
                    yield before, _drawn(body, drawn)
            for inner, unit in _units(body, drawn):
                yield before + inner, unit
        elif what is op.SUBPATTERN:
            for inner, unit in _units(told[-1], drawn):
                yield before + inner, unit
        elif what is op.BRANCH:
            for branch in told[1][:30]:
                for inner, unit in _units(branch, drawn):
                    yield before + inner, unit
        elif what in {op.ASSERT, op.ASSERT_NOT}:
            for inner, unit in _units(told[1], drawn):
                yield before + inner, unit
        elif what is op.ATOMIC_GROUP:
            for inner, unit in _units(told, drawn):
                yield before + inner, unit
        before += _drawn([node], drawn)


def _drawn(parsed: object, drawn: random.Random) -> str:
    return "".join(_one(what, told, drawn) for what, told in parsed)


def _one(what, told, drawn) -> str:  # noqa: PLR0911 - likewise
    if what is op.LITERAL:
        return chr(told)
    if what is op.NOT_LITERAL:
        return drawn.choice([c for c in _ANY if ord(c) != told])
    if what is op.ANY:
        return drawn.choice("a 0.")
    if what is op.IN:
        return _of_class(told, drawn)
    if what in {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}:
        least, most, body = told
        return "".join(_drawn(body, drawn) for _ in range(max(least, min(1, most))))
    if what is op.SUBPATTERN:
        return _drawn(told[-1], drawn)
    if what is op.BRANCH:
        return _drawn(drawn.choice(told[1]), drawn)
    if what is op.ATOMIC_GROUP:
        return _drawn(told, drawn)
    return ""  # places and looks ahead take no characters; a reference to a group is passed over


def _of_class(told: list, drawn: random.Random) -> str:
    if told and told[0][0] is op.NEGATE:
        inside = re.compile("".join(["[^", *map(_written, told[1:]), "]"]))
        return drawn.choice([c for c in _ANY + "aZ;:" if inside.match(c)] or ["☃"])
    what, value = drawn.choice(told)
    if what is op.RANGE:
        return chr(drawn.randint(*value))
    if what is op.CATEGORY:
        return drawn.choice(_CATEGORIES.get(value, "a"))
    return chr(value)


def _written(item: tuple) -> str:
    what, value = item
    if what is op.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    if what is op.CATEGORY:
        names = {op.CATEGORY_DIGIT: r"\d", op.CATEGORY_SPACE: r"\s", op.CATEGORY_WORD: r"\w",
                 op.CATEGORY_NOT_DIGIT: r"\D", op.CATEGORY_NOT_SPACE: r"\S",
                 op.CATEGORY_NOT_WORD: r"\W"}  # fmt: skip
        return names[value]
    return re.escape(chr(value))


def gone_through(pattern: re.Pattern, words: str, how: str) -> float:
    """Return the seconds of the processor that a whole text takes: the least of three."""
    best = sys.float_info.max
    for _ in range(3):
        begun = thread_time()
        if how == "search":
            for _found in pattern.finditer(words):
                pass
        else:
            getattr(pattern, how)(words)
        best = min(best, thread_time() - begun)
        if best > 0.05:
            break
    return best


def slow(
    pattern: re.Pattern, *, how: str, most: int, tries: int, enough: float = 0.002
) -> tuple[str, float] | None:
    """
    Return what makes a pattern slow, and how its time grows with the length; None if nothing.

    Args:
        pattern: The pattern.
        how: `search`, `match` or `fullmatch`.
        most: Characters to which it is tried.
        tries: How many of the strings are tried.
        enough: Seconds that the longest of the first texts may take without being looked at.
    """
    told = pattern.pattern
    words = told if isinstance(told, str) else told.decode("latin-1")
    found = list(attacks(words, pattern.flags & ~re.UNICODE))
    step = max(1, len(found) // tries)
    for attack in found[::step]:
        size = 64
        while size <= most // 4:
            took = gone_through(pattern, _of(attack, size, pattern), how)
            if took > 10 * enough:
                break
            size *= 4
        if took < enough:
            continue
        grown = _growth(pattern, attack, how, min(size, most // 4))
        if grown > 1.6:
            start, pump, end = attack
            return f"{start[-40:]!r} + {pump[:40]!r} x n + {end!r}", grown
    return None


def _growth(pattern, attack, how, size) -> float:
    """Return the power of the length with which the time grows, from one length to twice it."""
    low = gone_through(pattern, _of(attack, size // 2, pattern), how)
    high = gone_through(pattern, _of(attack, size, pattern), how)
    higher = gone_through(pattern, _of(attack, size * 2, pattern), how) if high < 0.25 else high * 4
    return min(math.log2(max(high, 1e-6) / max(low, 1e-6)), math.log2(higher / high))


def _of(attack: tuple[str, str, str], size: int, pattern: re.Pattern):
    start, pump, end = attack
    words = start + pump * max(1, size // len(pump)) + end
    return words.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else words
