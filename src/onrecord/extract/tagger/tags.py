"""From the network's numbers to words: who is counted, what happened, which names belong to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onrecord.extract.tagger import labels
from onrecord.extract.tagger.network import Network, Seen

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BELONGS = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """
    Words for a perpetrator (P), place (L), time (T) or source (S) that belong to a count.

    Attributes:
        start, end: Code points into the text.
        kind: Which of the four.
        sure: 0 to 1, that they belong to that count.
    """

    start: int
    end: int
    kind: labels.RoleKind
    sure: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """
    Words that count the harmed, as the tagger sees them.

    Attributes:
        start, end: Code points into the text: the number, its hedge and its noun.
        outcomes: What happened; two for "killed and injured dozens".
        victim_class, stance: As in `model`, by name.
        roles: What belongs to it.
        sure: 0 to 1, that these words count people who came to harm.
        outcome_sure: 0 to 1, that it was this harm.
    """

    start: int
    end: int
    outcomes: tuple[str, ...]
    victim_class: str
    stance: str
    roles: tuple[Role, ...]
    sure: float
    outcome_sure: float


def tagged(
    network: Network, content: str, windows: Sequence[tuple[int, int]]
) -> tuple[Tagged, ...]:
    """Return everything that the network tags in some windows of a text, in order."""
    found: list[Tagged] = []
    for start, end in windows:
        found.extend(_in_window(network.see(content[start:end]), start, content))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Span:
    first: int  # piece
    start: int
    end: int
    label: int
    sure: float


def _in_window(seen: Seen, offset: int, content: str) -> Iterator[Tagged]:
    roles = [
        span for span in _spans(seen.roles, seen.spans, offset, content) if span.end > span.start
    ]
    for span in _spans(seen.counted, seen.spans, offset, content):
        yield Tagged(
            start=span.start,
            end=span.end,
            outcomes=tuple(labels.COUNTED[int(seen.outcomes[span.first].argmax())].split("+")),
            outcome_sure=round(float(seen.outcomes[span.first].max()), 3),
            victim_class=labels.CLASSES[int(seen.classes[span.first].argmax())],
            stance=labels.STANCES[int(seen.stances[span.first].argmax())],
            roles=tuple(_belonging(seen, span, roles)),
            sure=span.sure,
        )


def _belonging(seen: Seen, counted: _Span, roles: Sequence[_Span]) -> Iterator[Role]:
    for role in roles:
        asked = seen.asking[counted.first, role.label]
        answered = seen.answering[role.first, role.label]
        score = float(asked @ answered) / float(np.sqrt(len(asked)))
        sure = 1 / (1 + float(np.exp(-score)))
        if sure >= _BELONGS:
            kind = labels.ROLES[role.label]
            yield Role(start=role.start, end=role.end, kind=kind, sure=round(sure, 3))


def _spans(
    table: "NDArray[np.float32]", places: Sequence[tuple[int, int]], offset: int, content: str
) -> list[_Span]:
    """Stretches of pieces of one label: a first piece, and those that go on from it."""
    best = table.argmax(axis=-1)
    found: list[_Span] = []
    at = 0
    while at < len(best):
        if not best[at] or places[at][0] == places[at][1]:
            at += 1
            continue
        label = (int(best[at]) - 1) // 2
        stop = at + 1
        while stop < len(best) and best[stop] == 2 * label + 2:
            stop += 1
        columns = table[at:stop, 2 * label + 1] + table[at:stop, 2 * label + 2]
        start, end = offset + places[at][0], offset + places[stop - 1][1]
        start, end = _whole_words(content, start, end)
        found.append(_Span(at, start, end, label, round(float(columns.mean()), 3)))
        at = stop
    return found


def _whole_words(content: str, start: int, end: int) -> tuple[int, int]:
    """A stretch made to begin and end where words do."""
    while start > 0 and content[start - 1].isalnum() and content[start].isalnum():
        start -= 1
    while end < len(content) and content[end].isalnum() and content[end - 1].isalnum():
        end += 1
    return start, end
