"""How words for who, where, when or whose voice stand to a claim: what a person sees first."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

_SENTENCE = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n+")
_LINE = re.compile(r"\n+")
_SENTENCES = (
    -3,
    -2,
    -1,
    0,
    1,
    2,
    3,
)  # how many sentences before or after the claim; more is the last
_LETTERS = (15, 40, 90)  # characters apart within a sentence
_LINES = (-2, -1, 0, 1, 2)
_BETWEEN = 3  # others of its kind that stand between; more are as many

SIZE = len(_SENTENCES) + 2 * (len(_LETTERS) + 1) + len(_LINES) + 4 + _BETWEEN + 1


def _rows(many: int) -> tuple[tuple[float, ...], ...]:
    """For each of some values that lie side by side the row in which it alone is 1."""
    return tuple(tuple(float(at == own) for at in range(many)) for own in range(many))


# Made once: there is a row for each claim and each name in its report.
_OF_SENTENCES, _OF_LINES = _rows(len(_SENTENCES)), _rows(len(_LINES))
_OF_LETTERS, _OF_BETWEEN = _rows(2 * (len(_LETTERS) + 1)), _rows(_BETWEEN + 1)
_NO_LETTERS = (0.0,) * len(_OF_LETTERS)


@dataclass(frozen=True)
class Layout:
    """Where the sentences and lines of a text end."""

    content: str
    _sentences: Sequence[int] = field(init=False)
    _lines: Sequence[int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_sentences", _ends(_SENTENCE, self.content))
        object.__setattr__(self, "_lines", _ends(_LINE, self.content))

    def nearness(
        self, claim: tuple[int, int], role: tuple[int, int], of_kind: Sequence[int]
    ) -> list[float]:
        """
        Return SIZE numbers, each 0 or 1.

        Args:
            claim: Where the words that count stand.
            role: Where the words for who, where, when or whose voice stand.
            of_kind: The starts of all words of the same kind in the text, in order.
        """
        sentence, own = (bisect_right(self._sentences, at) for at in (role[0], claim[0]))
        line, own_line = (bisect_right(self._lines, at) for at in (role[0], claim[0]))
        is_before = role[0] < claim[0]
        apart = max(claim[0] - role[1] if is_before else role[0] - claim[1], 0)
        letters = _NO_LETTERS
        if sentence == own:
            step = bisect_right(_LETTERS, apart)
            letters = _OF_LETTERS[step if is_before else len(_LETTERS) + 1 + step]
        low, high = sorted((role[0], claim[0]))
        between = bisect_right(of_kind, high - 1) - bisect_right(of_kind, low)
        return [
            *_one_of(_OF_SENTENCES, _SENTENCES, sentence - own),
            *letters,
            *_one_of(_OF_LINES, _LINES, line - own_line),
            float(line == 0),
            float(own_line == 0),
            float(line == 1),
            float(bool(of_kind) and role[0] == of_kind[0]),
            *_one_of(_OF_BETWEEN, range(_BETWEEN + 1), between),
        ]


def _ends(pattern: re.Pattern[str], content: str) -> list[int]:
    return [m.end() for m in pattern.finditer(content)]


def _one_of(
    rows: Sequence[tuple[float, ...]], values: Sequence[int], value: int
) -> tuple[float, ...]:
    return rows[min(max(value, values[0]), values[-1]) - values[0]]
