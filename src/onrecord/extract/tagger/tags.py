"""From the network's numbers to words: who is counted, and what happened to them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.extract.tagger import labels
from onrecord.extract.tagger.network import Network, Seen

_FURTHER = 2  # the label of a piece that goes on from the one before


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """
    Words that count the harmed, as the tagger sees them.

    Attributes:
        start, end: Code points into the text: the number, its hedge and its noun.
        outcomes: What happened; two for "killed and injured dozens".
        stance: As in `model`, by name.
        sure: 0 to 1, that these words count people who came to harm.
        outcome_sure: 0 to 1, that it was this harm.
    """

    start: int
    end: int
    outcomes: tuple[str, ...]
    stance: str
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
    sure: float


def _in_window(seen: Seen, offset: int, content: str) -> Iterator[Tagged]:
    for span in _spans(seen, offset, content):
        outcomes = seen.outcomes[span.first]
        yield Tagged(
            start=span.start,
            end=span.end,
            outcomes=tuple(labels.COUNTED[int(outcomes.argmax())].split("+")),
            outcome_sure=round(float(outcomes.max()), 3),
            stance=labels.STANCES[int(seen.stances[span.first].argmax())],
            sure=span.sure,
        )


def _spans(seen: Seen, offset: int, content: str) -> list[_Span]:
    """Stretches of pieces that count: a first piece, and those that go on from it."""
    best, places = seen.counted.argmax(axis=-1), seen.spans
    found: list[_Span] = []
    at = 0
    while at < len(best):
        if not best[at] or places[at][0] == places[at][1]:
            at += 1
            continue
        stop = at + 1
        while stop < len(best) and best[stop] == _FURTHER:
            stop += 1
        sure = float((1 - seen.counted[at:stop, 0]).mean())
        start, end = offset + places[at][0], offset + places[stop - 1][1]
        found.append(_Span(at, *_whole_words(content, start, end), round(sure, 3)))
        at = stop
    return found


def _whole_words(content: str, start: int, end: int) -> tuple[int, int]:
    """A stretch made to begin and end where words do."""
    while start > 0 and content[start - 1].isalnum() and content[start].isalnum():
        start -= 1
    while end < len(content) and content[end].isalnum() and content[end - 1].isalnum():
        end += 1
    return start, end
