"""The words of headings and cells, made comparable: the reader of `words.yaml`."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from onrecord.kit.spelling import words_of
from onrecord.model import Meaning, Outcome, Sex
from onrecord.vocab import read_table

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PARTING = re.compile(r"\s*[/|(\[\n\r]+\s*|\s+[-–—]\s+")
_SCRIPTS = re.compile(r"(?<=[\u0620-\u06ff])\s+(?=[A-Za-z])|(?<=[A-Za-z.])\s+(?=[\u0620-\u06ff])")
_LONGEST_MARK, _MOST_WORDS = 24, 3  # of a mark for what is not known
_ARTICLE, _SHORT = "ال", 4
RUNNING = frozenset({"#", "№", "n°", "nº", "no."})  # headings that are only a sign for a number


@cache
def _table() -> dict[str, Any]:
    return read_table("onrecord.lists.tables", "words.yaml")


@lru_cache(maxsize=65_536)
def plain(words: str) -> str:
    """
    Return words as headings and cells are compared: no case, marks, signs or article.

    >>> plain("DateOfDeath"), plain("  Prénom: "), plain("رقم الهوية")
    ('date of death', 'prenom', 'رقم هويه')
    """
    return " ".join(map(_bare, words_of(_CAMEL.sub(" ", words))))


def _bare(word: str) -> str:
    is_defined = word.startswith(_ARTICLE) and len(word) >= _SHORT
    return word[2:] if is_defined else word


@lru_cache(maxsize=65_536)
def in_cell(words: str) -> str:
    """Return a cell in the form in which signs such as `?` are compared, too."""
    return plain(words) or "".join(words.split())


@cache
def _said(key: str) -> frozenset[str]:
    return frozenset(in_cell(str(word)) for word in _table()[key])


@cache
def _headings() -> Mapping[str, tuple[Meaning, str]]:
    return {
        plain(word): (Meaning(held["means"]), held.get("how", ""))
        for held in reversed(_table()["headings"])
        for word in held["words"]
    }


def heading_parts(heading: str) -> Iterator[str]:
    """
    Return a heading, then the parts that signs, lines or scripts divide it in, the last first.

    >>> list(heading_parts("الاسم / Name"))
    ['الاسم / Name', 'Name', 'الاسم']
    """
    yield heading
    parts = [piece for part in _PARTING.split(heading) for piece in _SCRIPTS.split(part)]
    if len(parts) > 1:
        yield from (part.strip(" )]") for part in reversed(parts) if part.strip(" )]"))


def meaning_of(heading: str) -> tuple[Meaning, str] | None:
    """
    Return what a heading says and how its cells are read; None if no list has it.

    >>> meaning_of("تاريخ الميلاد (Date of birth)")
    (<Meaning.BORN: 'born'>, '')
    >>> meaning_of("Ward") is None
    True
    """
    found = (_headings().get(plain(part)) for part in heading_parts(heading))
    return next((held for held in found if held is not None), None)


def heading(words: str) -> Meaning | None:
    """Return what a heading says of each person; None if no list has it."""
    known = meaning_of(words)
    return known[0] if known else None


def is_running(heading: str) -> bool:
    """Return whether a heading is one of a column that numbers the rows."""
    if heading.strip().casefold() in RUNNING or plain(heading) in _said("running"):
        return True
    parts = [plain(part) for part in heading_parts(heading)]
    return any(len(part) > 1 and part in _said("running") for part in parts)  # "N/A" is none


def is_kept(heading: str) -> bool:
    """Return whether a heading is known, and none of what an entry has a field for."""
    return any(plain(part) in _said("kept") for part in heading_parts(heading))


def is_known(heading: str) -> bool:
    """Return whether any list has a heading; marks in cells, such as N/A, are none."""
    if is_unknown(heading) or (is_yes_or_no(heading) and not is_running(heading)):
        return False
    return meaning_of(heading) is not None or is_running(heading) or is_kept(heading)


def is_unknown(cell: str) -> bool:
    """
    Return whether a cell says that nothing is known.

    >>> is_unknown("مجهولة الهوية"), is_unknown(" ? "), is_unknown("N/A"), is_unknown("0")
    (True, True, True, False)
    """
    if len(cell) > _LONGEST_MARK or cell.count(" ") >= _MOST_WORDS or cell[-2:].isdecimal():
        return False  # most cells are names and numbers: folding them all takes seconds
    return in_cell(cell) in _said("unknown")


def is_total(cell: str) -> bool:
    """Return whether a cell begins a row that adds up the others."""
    return plain(cell) in _said("totals")


def is_yes_or_no(cell: str) -> bool:
    """Return whether a cell says yes or no."""
    return in_cell(cell) in _said("yes_no")


@cache
def _sexes() -> Mapping[str, Sex]:
    return {in_cell(w): Sex(code) for code, words in _table()["sexes"].items() for w in words}


@lru_cache(maxsize=4_096)
def sex(cell: str) -> Sex | None:
    """
    Return the sex that a cell names; None if it names none.

    >>> sex("أنثى"), sex("Homme"), sex("1")
    (<Sex.FEMALE: 'female'>, <Sex.MALE: 'male'>, None)
    """
    return _sexes().get(in_cell(cell))


@cache
def _outcomes() -> Mapping[str, Outcome]:
    found = _table()["outcomes"]
    return {in_cell(w): Outcome(code) for code, words in found.items() for w in words}


@lru_cache(maxsize=4_096)
def outcome(cell: str) -> Outcome | None:
    """Return what a cell says befell a person; None if it is no word of that."""
    return _outcomes().get(in_cell(cell))


@cache
def age_words() -> tuple[Mapping[str, str], Mapping[str, str], frozenset[str]]:
    """Return units of age by word, units that come in pairs by word, and words for below one."""
    held = _table()["ages"]
    units = {
        plain(word): unit
        for unit in ("years", "months", "weeks", "days", "hours")
        for word in held[unit]
    }
    pairs = {plain(word): unit for word, unit in held["pairs"].items()}
    return units, pairs, frozenset(plain(word) for word in held["below_one"])
