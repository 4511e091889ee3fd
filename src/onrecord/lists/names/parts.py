"""What a name is made of: given name, father, grandfather …, family."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.lists.names.tables import Table, table
from onrecord.lists.names.words import Kind, Marker, Part, Words, part_of

_PARTED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[/\\;؛|]")
_COMMA = re.compile(r"\s*[,،]\s*")


@dataclass(frozen=True, slots=True)
class NameParts:
    """
    A name taken apart, in the order given, father, grandfather …, family.

    Attributes:
        given: None if the list does not know it ("unknown", "daughter of").
        fathers: Father, grandfather and so on, as far as they are told; those that the list
            says it does not know are left out.
        family: The last part; None for a name of one part.
    """

    given: Part | None
    fathers: tuple[Part, ...] = ()
    family: Part | None = None

    @property
    def rest(self) -> tuple[Part, ...]:
        """All parts but the given name."""
        return self.fathers if self.family is None else (*self.fathers, self.family)


_known: dict[str, Words] = {}


def parts(name: str, by: str | Table = "arabic") -> NameParts:
    """
    Return the parts of a whole name, in either script.

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
    made: list[Part] = []
    plain = True
    for written in name.split():
        word = words[written]
        if word.__class__ is Part:
            made.append(word)
        else:
            plain = False
            break
    if not plain or _PARTED.search(name) or "," in name or "،" in name:
        return _with_markers(name, words)
    return _placed(made)


def _placed(made: Sequence[Part | None]) -> NameParts:
    if not made:
        return NameParts(None)
    given, *rest = made
    told = [one for one in rest if one is not None]
    if not told:
        return NameParts(given)
    return NameParts(given, tuple(told[:-1]), told[-1])


def _words(by: str | Table) -> Words:
    name = by if isinstance(by, str) else by.name
    held = _known.get(name)
    if held is None or (not isinstance(by, str) and held.table is not by):
        held = _known[name] = Words(table(by) if isinstance(by, str) else by)
    return held


def _with_markers(name: str, words: Words) -> NameParts:
    sides = [side for side in _COMMA.split(_PARTED.sub(" ", name)) if side]
    if len(sides) == 2:  # "Family, Given Father"
        family, given = (_joined(side, words) for side in sides)
        return _placed([*given, *family])
    return _placed(_joined(" ".join(sides), words))


def _joined(name: str, words: Words) -> list[Part | None]:
    """Return parts with what belongs together joined; None where the list says "unknown"."""
    made: list[Part | None] = []
    waiting: list[Marker] = []  # "Abd al-", which makes a name with what comes
    for written in name.split():
        word = words[written]
        if isinstance(word, Part):
            made.append(_with(waiting, word, words.table))
            waiting = []
        elif word.kind in {Kind.ARTICLE, Kind.BEFORE, Kind.OF}:
            waiting.append(word)
        elif word.kind is Kind.MISSING:
            made.append(None)
        elif word.kind is Kind.AFTER and word.part is not None:
            if waiting or not made or made[-1] is None:
                made.append(_with(waiting, word.part, words.table))
            else:
                made[-1] = _after(made[-1], word, words.table)
            waiting = []
    if waiting and waiting[-1].part is not None:  # nothing came: it is a name itself
        made.append(_with(waiting[:-1], waiting[-1].part, words.table))
    return made


def _with(waiting: list[Marker], last: Part, by: Table) -> Part:
    if not waiting:
        return last
    written = " ".join([*(one.written for one in waiting), last.written])
    pieces = [p for one in waiting if one.kind is not Kind.OF for p in one.pieces]
    return part_of(written, (*pieces, last.folded), by)


def _after(before: Part, word: Marker, by: Table) -> Part:
    return part_of(f"{before.written} {word.written}", (before.folded, *word.pieces), by)
