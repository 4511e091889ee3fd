"""
Texts that copy one another, found by their rare runs of five words.

Whole-text similarity calls two massacres told in the same wire phrases copies, and misses
a story half of which is copied. Runs of five words that few texts share do neither, and
show which words are shared (measured: ACQUISITION.md section 6).
"""

import difflib
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.model import Document, Text, Voice

RUN = 5  # words
RARE = 30  # a run in more texts than this is a phrase of the trade
SHARED = 0.30  # of the shorter text's rare runs
FEWEST = 8  # runs: below this a quotation, not a copy
_SAMPLE_FROM = 2_000  # texts: from here on one run in four is looked at
_SAMPLE = 4
_INDEXED = 100_000  # words of a text that are indexed: more is no article
_LONGEST = 4_000  # words compared word by word; a longer text is compared so far only

_WORD = re.compile(r"\w+", re.UNICODE)
_NUMBER_WORDS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred thousand dozen dozens scores monday tuesday wednesday thursday friday saturday "
    "sunday january february march april may june july august september october november "
    "december".split()
)
_NOT_THE_AUTHOR = {Voice.COMMENT, Voice.BOILERPLATE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """
    A later text that carries words of an earlier one.

    Attributes:
        later, earlier: Names of the documents.
        share: Of the shorter text's rare runs, how many both have.
        spans: Shared stretches as (start, end) in the later and start in the earlier text.
        changes: Stretches of the later text where a number or a date was changed, with
            the words before and after: such a copy is a revision.
    """

    later: str
    earlier: str
    share: float
    spans: tuple[tuple[int, int, int], ...]
    changes: tuple[tuple[int, int, str, str], ...]


@dataclass(frozen=True, slots=True)
class _Words:
    """A text's words, folded, with where each stands."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def copies(texts: Mapping[str, Text], documents: Mapping[str, Document]) -> tuple[Copy, ...]:
    """
    Return which texts copy which, each with the earliest it copies from.

    Args:
        texts: By the document's name.
        documents: By name; an undated one counts as later than any dated one.
    """
    words = {name: _words(text) for name, text in sorted(texts.items())}
    rare = _rare_runs(words)
    shared: Counter[tuple[str, str]] = Counter()
    totals: Counter[str] = Counter()
    for holders in rare:
        totals.update(holders)
        for index, first in enumerate(holders):
            shared.update((first, second) for second in holders[index + 1 :])
    found: dict[str, Copy] = {}
    for (first, second), number in sorted(shared.items()):
        share = number / max(1, min(totals[first], totals[second]))
        if number < FEWEST or share < SHARED:
            continue
        earlier, later = sorted((first, second), key=lambda name: _age(name, documents))
        known = found.get(later)
        if known is None or _age(earlier, documents) < _age(known.earlier, documents):
            found[later] = _aligned(later, earlier, share, words)
    return tuple(found[name] for name in sorted(found))


def _age(name: str, documents: Mapping[str, Document]) -> tuple[date, str]:
    document = documents.get(name)
    return (document.published if document and document.published else date.max, name)


def _words(text: Text) -> _Words:
    """Return the words of what the author wrote: no comments, no menus."""
    blocks = [block for block in text.blocks if block.voice not in _NOT_THE_AUTHOR]
    stretches = [(block.start, block.end) for block in blocks]
    if not text.blocks:
        stretches = [(0, len(text.content))]
    found = [word for span in stretches for word in _WORD.finditer(text.content, *span)]
    return _Words(
        tuple(word[0].casefold() for word in found),
        tuple(word.start() for word in found),
        tuple(word.end() for word in found),
    )


def _rare_runs(words: Mapping[str, _Words]) -> list[list[str]]:
    """Return, for each run of words that is rare, who has it."""
    sample = _SAMPLE if len(words) > _SAMPLE_FROM else 1
    holders: dict[int, list[str]] = defaultdict(list)
    for name, text in words.items():
        last = min(len(text.words), _INDEXED) - RUN + 1
        runs = {" ".join(text.words[at : at + RUN]) for at in range(last)}
        for run in runs:
            key = zlib.crc32(run.encode()) << 32 | zlib.adler32(run.encode())
            if key % sample == 0:
                holders[key].append(name)
    return [names for names in holders.values() if len(names) <= RARE]


def _aligned(later: str, earlier: str, share: float, words: Mapping[str, _Words]) -> Copy:
    one, other = words[later], words[earlier]
    blocks = difflib.SequenceMatcher(
        None, one.words[:_LONGEST], other.words[:_LONGEST], autojunk=False
    ).get_opcodes()
    spans, changes = [], []
    for kind, first, last, first_other, last_other in blocks:
        if kind == "equal" and last - first >= RUN:
            spans.append((one.starts[first], one.ends[last - 1], other.starts[first_other]))
        if kind == "replace":
            new, old = one.words[first:last], other.words[first_other:last_other]
            if len(new) <= RUN + 1 and _numbers(new) != _numbers(old):
                changes.append(
                    (one.starts[first], one.ends[last - 1], " ".join(old), " ".join(new))
                )
    return Copy(
        later=later,
        earlier=earlier,
        share=round(share, 3),
        spans=tuple(spans),
        changes=tuple(changes),
    )


def _numbers(words: Sequence[str]) -> list[str]:
    return [word for word in words if word[0].isdigit() or word in _NUMBER_WORDS]
