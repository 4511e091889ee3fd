"""
What the tagger learns from: passages with marks, and gold reports.

A passage is one line of `passages/*.txt`. `{killed u r P1 L1 T1 S1|at least 14 people}` marks
words that count the harmed, with the outcome, the class of the harmed (c, k, m, u), the
stance (a, r, e, l, d, h) and what belongs to it; `{P1|Gunmen}` marks who did it, L a place, T a
time, S a source. Gold reports say the same by field; where their words stand is looked for here.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import besides

from onrecord.extract.quantity import quantities
from onrecord.extract.tagger import labels
from onrecord.extract.tagger.windows import windows

_MARK = re.compile(r"\{([^{}|]+)\|([^{}]+)\}")
_CLASSES = dict(zip("ckmu", besides.CLASSES, strict=True))
_STANCES = dict(zip("arelhd", labels.STANCES, strict=True))
_NEAR = 700  # characters from a claim within which its actor, place or source is looked for


@dataclass(frozen=True, slots=True)
class Counted:
    """Words that count the harmed: where they stand, what is said, which roles belong to them."""

    start: int
    end: int
    outcome: str
    victim_class: str | None
    stance: str
    roles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """Words for a perpetrator, place, time or source."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Example:
    """
    A stretch of text with all that is marked in it.

    Attributes:
        known: The kinds of role that are marked wherever they stand; of the others nothing
            can be learned from this text.
    """

    words: str
    counted: tuple[Counted, ...]
    roles: tuple[Role, ...]
    known: frozenset[str]
    source: str


def passages(folder: Path) -> Iterator[Example]:
    """Return every marked passage of a folder."""
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield passage(line, path.stem)


def passage(line: str, source: str) -> Example:
    """Return one marked passage."""
    words, at = "", 0
    marks: list[tuple[int, int, str]] = []
    for match in _MARK.finditer(line):
        words += line[at : match.start()]
        marks.append((len(words), len(words) + len(match[2]), match[1]))
        words += match[2]
        at = match.end()
    words += line[at:]
    named = [m for m in marks if re.fullmatch(r"[PLTS]\d+", m[2])]
    index = {m[2]: i for i, m in enumerate(named)}
    counted = []
    for start, end, label in marks:
        if label in index:
            continue
        outcome, kind, stance, *linked = label.split()
        counted.append(
            Counted(
                start,
                end,
                labels.of_outcomes(outcome.split("+")),
                _CLASSES[kind],
                _STANCES[stance],
                tuple(index[name] for name in linked),
            )
        )
    roles = tuple(Role(start, end, label[0]) for start, end, label in named)
    return Example(words, tuple(counted), roles, frozenset("PLTS"), source)


def reports(folder: Path) -> Iterator[Example]:
    """Return every window of every gold report of a folder."""
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        words = (folder / gold["doc"]).read_bytes().decode("utf-8")
        yield from report(words, gold["claims"], path.stem)


def report(words: str, claims: Sequence[dict[str, object]], source: str) -> Iterator[Example]:
    """Return the windows of one gold report."""
    rows = [c for c in claims if c["measure"] == "people" and c["outcome"] in labels.OUTCOMES]
    rows = [c for c in rows if c["low"] is not None or c["high"] is not None]
    spans = [_counted_words(words, c) for c in rows]
    blocks = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", words)]
    for start, end in windows(words, blocks):
        inside = [
            (span, row)
            for span, row in zip(spans, rows, strict=True)
            if start <= span[0] and span[1] <= end
        ]
        yield _window(words, start, end, inside, source)


def _window(
    words: str,
    start: int,
    end: int,
    inside: Sequence[tuple[tuple[int, int], dict[str, object]]],
    source: str,
) -> Example:
    roles: dict[tuple[int, int, str], int] = {}
    found: dict[tuple[int, int], Counted] = {}
    for (begin, stop), row in inside:
        linked = []
        for kind, names in (
            ("P", row["perpetrators"]),
            ("L", row["places"]),
            ("S", row["sources"]),
        ):
            for name in names:  # type: ignore[attr-defined]
                spot = _nearest(words, str(name), begin, start, end)
                if spot and not _overlaps(spot, [s for s, _ in inside]):
                    key = (spot[0] - start, spot[1] - start, kind)
                    linked.append(roles.setdefault(key, len(roles)))
        outcome = str(row["outcome"])
        if (begin, stop) in found:
            outcome = labels.of_outcomes([found[begin, stop].outcome, outcome])
        found[begin, stop] = Counted(
            begin - start,
            stop - start,
            outcome,
            str(row["victim_class"]),
            str(row["stance"]),
            tuple(linked),
        )
    return Example(
        words[start:end],
        tuple(found.values()),
        tuple(Role(*key) for key in roles),
        frozenset(),
        source,
    )


def _overlaps(spot: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    return any(spot[0] < b and a < spot[1] for a, b in spans)


def _nearest(words: str, name: str, at: int, start: int, end: int) -> tuple[int, int] | None:
    """Where a name stands nearest to a claim, within its window; None if nowhere near."""
    pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, name.split())) + r"(?!\w)"
    spots = [(m.start(), m.end()) for m in re.finditer(pattern, words[:end], re.IGNORECASE)]
    near = [s for s in spots if s[0] >= start and abs(s[0] - at) <= _NEAR]
    return min(near, key=lambda s: abs(s[0] - at), default=None)


def _counted_words(words: str, row: dict[str, object]) -> tuple[int, int]:
    """The words of a gold claim that count the harmed: its number, with its noun if beside it."""
    start, end = int(str(row["start"])), int(str(row["end"]))
    number = _number(words, start, end, row)
    victims = _within(words, str(row["victims"] or ""), start, end)
    if number and victims and number[0] <= victims[0] and victims[0] - number[1] <= 4:
        return number[0], max(victims[1], number[1])
    return number or victims or (start, end)


def _number(words: str, start: int, end: int, row: dict[str, object]) -> tuple[int, int] | None:
    for quantity in quantities(words, start, end):
        if (quantity.count.low, quantity.count.high) == (row["low"], row["high"]):
            return quantity.start, quantity.end
    return None


def _within(words: str, name: str, start: int, end: int) -> tuple[int, int] | None:
    at = words.find(name, start, end) if name else -1
    return (at, at + len(name)) if at >= 0 else None
