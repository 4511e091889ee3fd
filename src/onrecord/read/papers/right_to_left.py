"""
Arabic and Hebrew lines, rebuilt from where their glyphs stand on a page.

The order in which a PDF draws the glyphs of such a line is anybody's: as they are read, as they
stand from left to right, or word by word. So it is not used. Glyphs are sorted by place and
then read as a person does: from right to left, numbers and Latin words from left to right.

Source: UAX #9, the rules for resolving levels, applied backwards to one line.
"""

import itertools
import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

# Hebrew, Arabic, Syriac and their presentation forms.
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_DIGITS = re.compile("[0-9\u0660-\u0669\u06f0-\u06f9]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u058f]")
# Between two digits these belong to the number (UAX #9: class CS, and the Arabic separators).
_IN_NUMBER = frozenset(".,:/\u066b\u066c")
_BRACKETS = {"(": ")", "[": "]", "{": "}", "«": "»", "<": ">"}
_MIRRORED = {**_BRACKETS, **{close: mark for mark, close in _BRACKETS.items()}}
_LAM, _ALEFS = "\u0644", frozenset("\u0627\u0622\u0623\u0625")
_UNEVEN = 0.25  # times the size of the font
_SPACE = 0.11  # times the size of the font: so wide a gap between two glyphs is a space


class Glyph(NamedTuple):
    """
    One glyph: its character, its place from the page's top, its font's size, its number.

    `base` is how far down the line is that it is written on.
    """

    sign: str
    left: float
    right: float
    top: float
    bottom: float
    em: float
    at: int
    base: float

    @property
    def middle(self) -> float:
        """Half way between its edges."""
        return (self.left + self.right) / 2


def is_in(words: str) -> bool:
    """
    Return whether some words hold letters that are written from right to left.

    >>> is_in("12 killed"), is_in("12 قتيلا")
    (False, True)
    """
    return bool(_RTL.search(words))


def is_mostly(words: str) -> bool:
    """Return whether most letters of some words are written from right to left."""
    return len(_RTL.findall(words)) > len(_LATIN.findall(words))


def rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return glyphs line by line, from the top; those of each line from left to right."""
    solid = [g for g in glyphs if g.sign.strip()]
    found = _on_baselines(solid)
    lines = [n for n, row in enumerate(found) if not _is_loose(row)]
    drawn = {g.at: (g, n) for n in lines for g in found[n] if not _is_mark(g.sign)}
    raised = [
        glyph
        for n, row in enumerate(found)
        for glyph in row
        if lines and (n not in lines or _is_mark(glyph.sign))
    ]
    found = [[g for g in row if g.at in drawn] for row in found] if lines else found
    for glyph in raised:
        # Of what is drawn just before or after it, the letter that it stands over is its own.
        beside = [drawn[at] for at in range(glyph.at - 3, glyph.at + 4) if at in drawn]
        nearest = (
            min(beside, key=lambda one: abs(one[0].middle - glyph.middle))[1]
            if beside
            else min(lines, key=lambda n: abs(found[n][0].base - glyph.base))
        )
        found[nearest].append(glyph)
    for space in [g for g in glyphs if not g.sign.strip()] if lines else ():
        min((found[n] for n in lines), key=lambda row: abs(row[0].base - space.base)).append(space)
    held = [_ligatures(row) for row in found if row]
    return [sorted(row, key=lambda g: (g.middle, g.left, -g.at)) for row in held]


def _on_baselines(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return glyphs by the line that they are written on; raised signs may be by themselves."""
    found: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: (g.base, g.at)):
        if found and glyph.base - found[-1][-1].base < _UNEVEN * glyph.em:
            found[-1].append(glyph)
        else:
            found.append([glyph])
    return found


def _is_loose(row: Sequence[Glyph]) -> bool:
    """
    Whether a row is no line but vowel signs raised above one.

    A letter may be among them: some programs name a raised sign by its letter and itself.
    """
    marks = sum(_is_mark(glyph.sign) for glyph in row)
    return 2 * marks >= len(row)


def _ligatures(glyphs: list[Glyph]) -> list[Glyph]:
    """
    Return glyphs with the letters of one shape together, as they are read.

    PDFium takes a shape such as lam-alef apart into letters that all stand in the same place.
    """
    found: dict[tuple[float, float, float], Glyph] = {}
    for glyph in sorted(glyphs, key=lambda g: g.at):
        place = glyph.left, glyph.right, glyph.top
        first = found.get(place)
        if first is None:
            found[place] = glyph
        elif first.sign in _ALEFS and glyph.sign == _LAM:
            found[place] = first._replace(sign=glyph.sign + first.sign)
        elif _RTL.match(glyph.sign):
            found[place] = first._replace(sign=first.sign + glyph.sign)
    return list(found.values())


def parted(row: Sequence[Glyph], gap: float) -> list[list[Glyph]]:
    """Return a line's runs, from right to left: a gap wider than its height parts two of them."""
    size = _size(row)
    runs: list[list[Glyph]] = []
    edge = 0.0
    for glyph in row:
        if not glyph.sign.strip():
            if runs:
                runs[-1].append(glyph)
            continue
        if not runs or glyph.left - edge > gap * size:
            runs.append([])
            edge = glyph.right
        runs[-1].append(glyph)
        edge = max(edge, glyph.right)
    return runs[::-1]


def _size(row: Sequence[Glyph]) -> float:
    return max((g.em for g in row), default=1.0)


def read(row: Sequence[Glyph]) -> str:
    """
    Return the words of one line from the places of its glyphs.

    >>> line = "١٢ ةزغ"  # as it stands on the page, from left to right
    >>> read([Glyph(sign, 10 * i, 10 * i + 9, 0, 20, 20, i, 20) for i, sign in enumerate(line)])
    'غزة ١٢'
    """
    signs = _with_spaces(_with_marks(row))
    is_from_right = is_mostly("".join(signs))
    words = _read_from_right(signs) if is_from_right else "".join(_read_from_left(signs))
    letters = "".join(_letters(sign) for sign in words)
    return " ".join(_brackets_put_right(letters).split())


def _with_marks(row: Sequence[Glyph]) -> list[Glyph]:
    """
    Return a line's glyphs, each vowel sign with the letter it stands on.

    Such signs stand above or below a letter and not beside it, so their place in the line
    says nothing about what they follow.
    """
    bases = [g for g in row if not _is_mark(g.sign)]
    marks = [g for g in row if _is_mark(g.sign)]
    letters = [i for i, g in enumerate(bases) if _RTL.match(g.sign)]
    for mark in sorted(marks, key=lambda g: g.at):
        nearest = min(letters, key=lambda i: abs(bases[i].middle - mark.middle), default=None)
        if nearest is not None:
            base = bases[nearest]
            bases[nearest] = base._replace(
                sign=base.sign + mark.sign,
                left=min(base.left, mark.left),
                right=max(base.right, mark.right),
            )
    return bases


def _is_mark(sign: str) -> bool:
    return all(unicodedata.category(one) == "Mn" for one in sign)


def _with_spaces(row: Sequence[Glyph]) -> list[str]:
    """Return the signs of a line with a space at every gap, from left to right."""
    least = _SPACE * _size(row)
    signs: list[str] = []
    edge: float | None = None
    for glyph in row:
        if not glyph.sign.strip():
            is_between = edge is None or glyph.middle >= edge - least
            if is_between and signs and signs[-1] != " ":
                signs.append(" ")
            continue
        if edge is not None and glyph.left - edge > least and signs[-1] != " ":
            signs.append(" ")
        signs.append(glyph.sign)
        edge = glyph.right if edge is None else max(edge, glyph.right)
    return signs


def _read_from_right(signs: Sequence[str]) -> str:
    """Turn a line around; within it numbers and Latin words stay as they stand."""
    kinds = _kinds(signs)
    read_order: list[str] = []
    i = len(signs)
    while i > 0:
        start = i - 1
        if kinds[start] != "R":
            while start > 0 and kinds[start - 1] == kinds[i - 1]:
                start -= 1
        run = signs[start:i]
        read_order.extend(run)
        i = start
    return "".join(read_order)


def _kinds(signs: Sequence[str]) -> list[str]:
    """Return of each sign whether it is read from the right (R), or of a number or Latin run."""
    kinds = ["N" if _DIGITS.match(s) else "L" if _LATIN.match(s) else "R" for s in signs]
    for i in range(1, len(signs) - 1):
        if signs[i] in _IN_NUMBER and kinds[i - 1] == kinds[i + 1] == "N":
            kinds[i] = "N"
    # Latin words that stand beside one another are one run, with what is between them.
    latin = [i for i, kind in enumerate(kinds) if kind == "L"]
    for one, other in itertools.pairwise(latin):
        between = signs[one + 1 : other]
        if all(not _RTL.match(s) for s in between):
            kinds[one + 1 : other] = ["L"] * len(between)
    for i in range(1, len(signs)):  # "B52", "3D"
        if kinds[i] == "N" and kinds[i - 1] == "L":
            kinds[i] = "L"
    for i in reversed(range(len(signs) - 1)):
        if kinds[i] == "N" and kinds[i + 1] == "L":
            kinds[i] = "L"
    return kinds


def _read_from_left(signs: Sequence[str]) -> list[str]:
    """Leave a line as it stands; within it words from right to left are turned around."""
    found: list[str] = []
    run: list[str] = []
    for sign in signs:
        if _RTL.match(sign) or (run and not sign.strip()):
            run.append(sign)
            continue
        found.extend(_turned(run))
        run = []
        found.append(sign)
    return [*found, *_turned(run)]


def _turned(run: list[str]) -> list[str]:
    ends = len(run)
    while ends and not run[ends - 1].strip():
        ends -= 1
    return [*run[:ends][::-1], *run[ends:]]


def _letters(sign: str) -> str:
    """Return a glyph's letters: presentation forms are shapes of letters, and no letters."""
    is_form = any("\ufb1d" <= s <= "\ufdff" or "\ufe70" <= s <= "\ufefc" for s in sign)
    return unicodedata.normalize("NFKC", sign).strip(" ") if is_form and sign.strip() else sign


def _brackets_put_right(words: str) -> str:
    """
    Turn a line's brackets around where the words around them say that they are the other one.

    Some programs name a mirrored bracket by its shape and some by its meaning, and PDFium
    mirrors some again. What it is shows in the gaps: a word stands close inside a bracket.

    >>> _brackets_put_right("قتلى )نساء وأطفال( في")
    'قتلى (نساء وأطفال) في'
    """
    signs = list(words)
    for i, sign in enumerate(signs):
        if sign not in _MIRRORED:
            continue
        is_free_before = i == 0 or signs[i - 1].isspace()
        is_free_after = i + 1 == len(signs) or signs[i + 1].isspace() or signs[i + 1] in ".،,؛:"
        opens = sign in _BRACKETS
        if is_free_before not in (is_free_after, opens):
            signs[i] = _MIRRORED[sign]
    return "".join(signs)
