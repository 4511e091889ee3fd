"""What a name is made of: given name, father, grandfather …, family."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from onrecord.lists.names.tables import Table, table
from onrecord.lists.names.words import Kind, Marker, Part, Words, is_article, part_of

_PARTED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[/\\;؛|]")
_MAY_PART = re.compile(r"[(\[/\\;؛|,،]")  # without one of these nothing parts a name
_COMMA = re.compile(r"\s*[,،]\s*")


@dataclass(frozen=True, slots=True)
class NameParts:
    """
    A name taken apart, in the order given, father, grandfather …, family.

    Attributes:
        given: None if the list does not know it ("unknown", "daughter of").
        fathers: Father, grandfather and so on, as far as they are told; those that the list
            says it does not know are left out. In names that have no fathers' names: what
            stands between the first and the last.
        family: The last part; None for a name of one part.
        order: `patronymic` where fathers' names stand between, `western` where others do.
    """

    given: Part | None
    fathers: tuple[Part, ...] = ()
    family: Part | None = None
    order: str = "patronymic"

    @property
    def rest(self) -> tuple[Part, ...]:
        """All parts but the given name."""
        return self.fathers if self.family is None else (*self.fathers, self.family)


_MOST_LETTERS = 200  # of a name that are compared: what it costs grows with their square

_known: dict[str, Words] = {}


def parts(name: str, by: str | Table = "arabic") -> NameParts:
    """
    Return the parts of a whole name, in either script.

    Only the first 200 letters are looked at: no name has more, and a cell that somebody filled
    with a hundred thousand would hold up everything.

    Args:
        name: As written.
        by: The table of letters and words that it is read by, or its name.

    >>> found = parts("Abd al-Rahman Yusuf Abu Ali al-Masri")
    >>> found.given.written, [one.written for one in found.fathers], found.family.written
    ('Abd al-Rahman', ['Yusuf', 'Abu Ali'], 'al-Masri')
    >>> found.given.skeleton == parts("عبدالرحمن").given.skeleton
    True
    """
    words = _words(by)
    name = name[:_MOST_LETTERS]
    if _MAY_PART.search(name):
        return _with_markers(name, words)
    told = list(map(words.__getitem__, name.split()))
    if len(told) < 2 or Marker in map(type, told):
        return _placed(_joined(told, words), words.table.order)
    given, *rest, family = cast("list[Part]", told)
    return NameParts(given, tuple(rest), family, words.table.order)


def _placed(made: Sequence[Part | None], order: str) -> NameParts:
    if not made:
        return NameParts(None, order=order)
    given, *rest = made
    told = [one for one in rest if one is not None]
    if not told:
        return NameParts(given, order=order)
    return NameParts(given, tuple(told[:-1]), told[-1], order)


def _words(by: str | Table) -> Words:
    name = by if isinstance(by, str) else by.name
    held = _known.get(name)
    if held is None or (not isinstance(by, str) and held.table is not by):
        held = _known[name] = Words(table(by) if isinstance(by, str) else by)
    return held


def _with_markers(name: str, words: Words) -> NameParts:
    sides = [side for side in _COMMA.split(_PARTED.sub(" ", name)) if side]
    if len(sides) == 2:  # "Family, Given Father"
        family, given = (_joined(_told(side, words), words) for side in sides)
        return _placed([*given, *family], words.table.order)
    return _placed(_joined(_told(" ".join(sides), words), words), words.table.order)


def _told(name: str, words: Words) -> list[Part | Marker]:
    return [words[written] for written in name.split()]


def _joined(told: Sequence[Part | Marker], words: Words) -> list[Part | None]:
    """Return parts with what belongs together joined; None where the list says "unknown"."""
    made: list[Part | None] = []
    waiting: list[Marker] = []  # "Abd al-", which makes a name with what comes
    told = [word for word in told if word.__class__ is Part or not _is_nothing(word)]
    phrases = words.table.phrases
    at = 0
    while at < len(told):
        word, past = told[at], 1
        if isinstance(word, Part) and not waiting and word.folded not in phrases:
            made.append(word)  # as most are: a name by itself
            at += 1
            continue
        kind = word.kind if isinstance(word, Marker) else None
        if not waiting and (found := _phrase(told, at, words.table, is_first=not made)):
            past, is_missing = found
            made += [None] * is_missing
        elif isinstance(word, Marker) and _waits(word, told[at + 1 : at + 2], words.table):
            waiting.append(word)
        elif kind is Kind.MISSING:
            made.append(None)
        elif kind is Kind.AFTER and made and made[-1] and _are_articles(waiting):
            made[-1], waiting = _with([made[-1], *waiting, word], words), []
        else:
            made.append(_with([*waiting, word], words))
            waiting = []
        at += past
    if waiting and not (made and all(one.kind is Kind.OF for one in waiting)):
        made.append(_with(waiting, words))  # nothing came: it is a name itself
    return made


def _is_nothing(word: Part | Marker) -> bool:
    return isinstance(word, Marker) and word.kind is Kind.NOTHING


def _phrase(
    told: Sequence[Part | Marker], at: int, by: Table, *, is_first: bool
) -> tuple[int, bool] | None:
    """Return how many words say "unknown" or the like, and whether a name is missing there."""
    for words, kind in by.phrases.get(_pieces(told[at])[0], ()) if _pieces(told[at]) else ():
        end = at + len(words)
        said = tuple(piece for word in told[at:end] for piece in _pieces(word))
        if said != words or (kind != "missing" and not is_first):
            continue
        if kind == "missing" or end < len(told):
            return len(words), kind != "titles"
    return None


def _waits(word: Marker, after: Sequence[Part | Marker], by: Table) -> bool:
    """Return whether a word makes a name with the one behind it."""
    if word.kind is Kind.ARTICLE:
        return bool(after) and is_article(word.pieces[0], (*_pieces(after[0]), "")[0], by)
    return word.kind is Kind.OF or (word.kind is Kind.BEFORE and bool(after))


def _are_articles(waiting: list[Marker]) -> bool:
    return all(one.kind is Kind.ARTICLE for one in waiting)


def _pieces(word: Part | Marker) -> tuple[str, ...]:
    return word.pieces if isinstance(word, Marker) else (word.folded,)


def _with(told: Sequence[Part | Marker], words: Words) -> Part:
    """Return the part that words make together."""
    if len(told) == 1 and isinstance(told[0], Part):
        return told[0]
    written = " ".join(one.written for one in told)
    held = words.together.get(written)
    if held is not None:
        return held
    pieces = [
        piece
        for at, one in enumerate(told, 1)
        if not (at < len(told) and isinstance(one, Marker) and one.kind is Kind.OF)
        for piece in _pieces(one)
    ]
    made = words.together[written] = part_of(written, tuple(pieces), words.table)
    return made
