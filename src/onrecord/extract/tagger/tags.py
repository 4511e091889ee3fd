"""From the network's numbers to words: who is counted, and what happened to them."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onrecord.extract.tagger import labels
from onrecord.extract.tagger.belonging import RoleSeen, Sight
from onrecord.extract.tagger.network import Network, Seen

_FURTHER = 2  # the label of a piece that goes on from the one before


if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """
    Words that count the harmed, as the tagger sees them.

    Attributes:
        start, end: Code points into the text: the number, its hedge and its noun.
        outcomes: What happened; two for "killed and injured dozens".
        stance: As in `model`, by name.
        victim_class: Of the harmed, by name as in `model`.
        class_sure: 0 to 1, that they are of it.
        sure: 0 to 1, that these words count people who came to harm.
        outcome_sure: 0 to 1, that it was this harm.
    """

    start: int
    end: int
    outcomes: tuple[str, ...]
    stance: str
    sure: float
    outcome_sure: float
    victim_class: str = "unknown"
    class_sure: float = 0.0


def read(
    network: Network,
    content: str,
    windows: Sequence[tuple[int, int]],
    wanted: Collection[int] = (),
) -> tuple[tuple[Tagged, ...], Sight | None]:
    """
    Return everything that the network tags in some windows of a text, in order, and its sight.

    The sight is None where the network has not learned what belongs to what.

    Args:
        network: The network.
        content: The text.
        windows: From where to where it is to look.
        wanted: Where words begin of which it will be asked what belongs to what; those that it
            tags itself need not be named.
    """
    found: list[Tagged] = []
    roles: list[RoleSeen] = []
    asking, answering = {}, {}
    points = sorted(wanted)
    for start, end in windows:
        seen = network.see(content[start:end])
        here = list(_in_window(seen, start, content))
        found.extend(here)
        if seen.roles is None or seen.asking is None or seen.answering is None:
            continue
        said = list(_roles(seen, seen.roles, start, content))
        inside = points[bisect_left(points, start) : bisect_left(points, end)]
        for at in {*inside, *(t.start for t in here), *(r.start for r in said)}:
            piece = _piece_at(seen, at - start)
            asking[at], answering[at] = seen.asking[piece], seen.answering[piece]
        roles.extend(said)
    if network.nearness is None:
        return tuple(found), None
    return tuple(found), Sight(content, network.nearness, tuple(roles), asking, answering)


def _piece_at(seen: Seen, at: int) -> int:
    """The piece that holds a character, or the first after it."""
    return next((i for i, (a, b) in enumerate(seen.spans) if a < b and b > at), 0)


@dataclass(frozen=True, slots=True)
class _Span:
    first: int  # piece
    start: int
    end: int
    sure: float


def _in_window(seen: Seen, offset: int, content: str) -> Iterator[Tagged]:
    for span in _spans(seen, offset, content):
        outcomes = seen.outcomes[span.first]
        classes = seen.classes[span.first] if seen.classes is not None else np.array([0, 0, 0, 0.0])
        yield Tagged(
            start=span.start,
            end=span.end,
            outcomes=tuple(labels.COUNTED[int(outcomes.argmax())].split("+")),
            outcome_sure=round(float(outcomes.max()), 3),
            stance=labels.STANCES[int(seen.stances[span.first].argmax())],
            victim_class=labels.CLASSES[int(classes.argmax())] if classes.any() else "unknown",
            class_sure=round(float(classes.max()), 3),
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


def _roles(
    seen: Seen, chances: "NDArray[np.float32]", offset: int, content: str
) -> Iterator[RoleSeen]:
    """Stretches of pieces for one kind of role: a first piece, and those that go on from it."""
    best, places = chances.argmax(axis=-1), seen.spans
    at = 0
    while at < len(best):
        if not best[at] or places[at][0] == places[at][1]:
            at += 1
            continue
        kind, stop = (int(best[at]) - 1) // 2, at + 1
        first, further = 2 * kind + 1, 2 * kind + 2
        # a single piece is no whole name: "the" and "army" are one, wherever it is thought to begin
        while stop < len(best) and best[stop] in (
            (first, further) if stop == at + 1 else (further,)
        ):
            stop += 1
        start, end = offset + places[at][0], offset + places[stop - 1][1]
        start, end = _whole_words(content, start, end)
        sure = float((1 - chances[at:stop, 0]).mean())
        yield RoleSeen(start=start, end=end, kind=labels.ROLES[kind], sure=round(sure, 3))
        at = stop


def _whole_words(content: str, start: int, end: int) -> tuple[int, int]:
    """A stretch made to begin and end where words do."""
    while start > 0 and content[start - 1].isalnum() and content[start].isalnum():
        start -= 1
    while end < len(content) and content[end].isalnum() and content[end - 1].isalnum():
        end += 1
    return start, end
