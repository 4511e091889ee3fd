"""
What is another in a text than before, sentence by sentence and word by word.

Sentences are lined up first, as difflib finds the longest runs that are the same; a sentence
that took another's place is compared with it word by word. What is no reporting (menus,
related links, comments) is left out: it is another at every visit.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import islice

from onrecord.model import Claim, Text, Voice

_SENTENCE = re.compile(r"\S.*?(?:[.!?؟。]+[\"'”’»)]*(?=\s|$)|$)", re.MULTILINE)
_WORD = re.compile(r"\s+|\w+|[^\w\s]")
_ALIKE = 0.5  # of two sentences that are one, changed
_NEAR = 10  # sentences further on in which a changed one is looked for
_MOST_CLAIMS = 60  # on either side that are held against each other
_MOST = 4_000  # sentences that are lined up; the rest of a longer text is compared as a whole
_NOT_REPORTING = frozenset({Voice.BOILERPLATE, Voice.COMMENT})


class How(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """
    A sentence, or several that stayed.

    Attributes:
        how: What became of it.
        before, after: Its words, in runs, and whether each run went or came; of one that
            stayed only `after`.
        many: How many sentences stayed.
    """

    how: How
    before: tuple[tuple[str, bool], ...] = ()
    after: tuple[tuple[str, bool], ...] = ()
    many: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A claim that says something else now; both in their words."""

    before: Claim
    after: Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """
    What is another in a document than before.

    Attributes:
        pieces: The text, in order; sentences that stayed stand together.
        gone, came: Claims that are there no more, and new ones.
        changed: Claims whose number is another.
    """

    pieces: tuple[Piece, ...]
    gone: tuple[Claim, ...] = ()
    came: tuple[Claim, ...] = ()
    changed: tuple[Changed, ...] = ()

    @property
    def is_any(self) -> bool:
        """Whether a reader would see any difference."""
        return bool(self.gone or self.came or self.changed or self.many(*list(How)[1:]))

    def many(self, *how: How) -> int:
        """Return how many sentences became so."""
        return sum(piece.many for piece in self.pieces if piece.how in how)


def difference(
    before: Text | None,
    after: Text | None,
    claims_before: Sequence[Claim] = (),
    claims_after: Sequence[Claim] = (),
) -> Difference:
    """Return what is another in a document; None for a text is one that could not be read."""
    gone = {claim.id: claim for claim in claims_before}
    came = {claim.id: claim for claim in claims_after}
    changed = []
    for same in gone.keys() & came.keys():
        del gone[same], came[same]
    for old in _unmoved(gone, came):
        del gone[old[0]], came[old[1]]
    for was, now in _pairs(gone, came):
        changed.append(Changed(before=gone.pop(was), after=came.pop(now)))
    return Difference(
        pieces=tuple(_pieces(sentences(before), sentences(after))),
        gone=tuple(gone.values()),
        came=tuple(came.values()),
        changed=tuple(changed),
    )


def _unmoved(gone: dict[str, Claim], came: dict[str, Claim]) -> tuple[tuple[str, str], ...]:
    """Return claims that only stand elsewhere now: the same words, counting the same."""
    by_saying: dict[tuple[object, ...], list[str]] = {}
    for one in came.values():
        by_saying.setdefault((*_of_whom(one), one.passage.exact, one.count), []).append(one.id)
    found = []
    for one in gone.values():
        same = by_saying.get((*_of_whom(one), one.passage.exact, one.count))
        if same:
            found.append((one.id, same.pop(0)))
    return tuple(found)


def _pairs(gone: dict[str, Claim], came: dict[str, Claim]) -> tuple[tuple[str, str], ...]:
    """Return which claims that went and came tell of the same people: most alike in words."""
    likely = sorted(
        (
            (-_likeness(was.passage.exact, now.passage.exact), one, other)
            for one, was in islice(gone.items(), _MOST_CLAIMS)
            for other, now in islice(came.items(), _MOST_CLAIMS)
            if _of_whom(was) == _of_whom(now)
        ),
    )
    taken: set[str] = set()
    found = []
    for worst, one, other in likely:
        if -worst >= _ALIKE and not {one, other} & taken:
            taken |= {one, other}
            found.append((one, other))
    return tuple(found)


def _of_whom(claim: Claim) -> tuple[object, ...]:
    return (claim.measure, claim.outcome, claim.victim_class)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, _WORD.findall(one), _WORD.findall(other), autojunk=False).ratio()


def sentences(text: Text | None) -> tuple[str, ...]:
    """Return the sentences of what a document reports, in order; headings are sentences, too."""
    if text is None:
        return ()
    whole = (text.words(one.start, one.end) for one in text.blocks if _reports(one.voice))
    return tuple(
        " ".join(found[0].split())
        for block in whole
        for found in _SENTENCE.finditer(block)
        if found[0].strip()
    )


def _reports(voice: Voice) -> bool:
    return voice not in _NOT_REPORTING


def _pieces(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    if max(len(before), len(after)) > _MOST:
        yield from _one_by_one(before, after)
        return
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            told = " ".join(after[k:m])
            yield Piece(how=How.SAME, after=((told, False),), many=m - k)
        else:
            yield from _replaced(before[i:j], after[k:m])


def _one_by_one(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    """Yield what went and what came of texts too long to be lined up."""
    old, new = set(before), set(after)
    yield from (Piece(how=How.REMOVED, before=((s, True),)) for s in before if s not in new)
    yield from (Piece(how=How.ADDED, after=((s, True),)) for s in after if s not in old)


def _replaced(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    """Yield sentences that took others' places, each with the one that it is most like."""
    left = list(after)
    for one in before:

        def likeness(other: str, one: str = one) -> float:
            return _likeness(one, other)

        like = max(left[:_NEAR], key=likeness, default=None)
        if like is None or _likeness(one, like) < _ALIKE:
            yield Piece(how=How.REMOVED, before=((one, True),))
            continue
        at = left.index(like)
        yield from (Piece(how=How.ADDED, after=((s, True),)) for s in left[:at])
        del left[: at + 1]
        was, now = _runs(one, like)
        yield Piece(how=How.CHANGED, before=was, after=now)
    yield from (Piece(how=How.ADDED, after=((s, True),)) for s in left)


Runs = tuple[tuple[str, bool], ...]


def _runs(before: str, after: str) -> tuple[Runs, Runs]:
    """
    Return the words of two sentences in runs, and whether each run went or came.

    >>> _runs("At least 12 dead.", "At least 14 dead.")[1]
    (('At least ', False), ('14', True), (' dead.', False))
    """
    one, other = _WORD.findall(before), _WORD.findall(after)
    was: list[tuple[str, bool]] = []
    now: list[tuple[str, bool]] = []
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if i < j:
            was.append(("".join(one[i:j]), tag != "equal"))
        if k < m:
            now.append(("".join(other[k:m]), tag != "equal"))
    return tuple(was), tuple(now)
