"""
What the tagger learns from: passages and reports with marks, and gold reports.

A passage is one line of `passages/*.txt`; `reports/*.txt` holds whole reports, each under a
line that begins with `===` and gives its day. `{killed u r P1 L1 T1 S1|at least 14 people}` marks
words that count the harmed, with the outcome, the class of the harmed (c, k, m, u), the
stance (a, r, e, l, d, h) and who, where, when and according to whom; `{P1|Gunmen}` marks who did
it, L a place, T a time, S a source, at each of its mentions. `{T1=2014-08-20|on Wednesday}` says
which day is meant. Gold reports say the same by field; where their words stand is looked for here.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from onrecord.extract.quantity import quantities
from onrecord.extract.tagger import labels
from onrecord.extract.tagger.windows import windows

_MARK = re.compile(r"\{([^{}|]+)\|([^{}]+)\}")
_ROLE = re.compile(r"([PLTS]\d+)(?:=(\S+))?")
_CLASSES = dict(zip("ckmu", labels.CLASSES, strict=True))
_STANCES = dict(zip("arelhd", labels.STANCES, strict=True))


@dataclass(frozen=True, slots=True)
class Counted:
    """Words that count the harmed: where they stand, what is said, which entities belong to it."""

    start: int
    end: int
    outcome: str
    victim_class: str | None
    stance: str
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Role:
    """
    Words for a perpetrator, place, time or source.

    Attributes:
        entity: Whom or what they stand for, as claims name it; "" if for nothing that one does.
        is_marked: Whether somebody marked them; else a name that was found where no mark stands.
    """

    start: int
    end: int
    kind: str
    entity: str
    is_marked: bool = True


@dataclass(frozen=True, slots=True)
class Whole:
    """
    A report or passage with all that is marked in it.

    Attributes:
        published: The day that a report bears; None if it bears none.
        days: What the entities that are times mean: "2014-08-20", "2014-08-01..2014-08-20".
        known: The kinds of role that are marked wherever they stand; of the others nothing
            can be learned of where they stand.
        linked: The kinds of role of which it is known to which claims they belong.
    """

    words: str
    counted: tuple[Counted, ...]
    roles: tuple[Role, ...]
    known: frozenset[str]
    linked: frozenset[str]
    source: str
    published: date | None = None
    days: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a whole that the network sees at once, places counted from its start."""

    start: int
    words: str
    counted: tuple[tuple[int, Counted], ...]  # with its number in the whole
    roles: tuple[tuple[int, Role], ...]  # likewise


def windows_of(whole: Whole) -> tuple[Window, ...]:
    """Return a whole as the program will see it, window by window."""
    blocks = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", whole.words)]
    return tuple(
        Window(
            start,
            whole.words[start:end],
            tuple((i, c) for i, c in enumerate(whole.counted) if start <= c.start and c.end <= end),
            tuple((i, r) for i, r in enumerate(whole.roles) if start <= r.start and r.end <= end),
        )
        for start, end in windows(whole.words, blocks)
    )


def passages(folder: Path) -> Iterator[Whole]:
    """Return every marked passage of a folder."""
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield marked(line, path.stem)


def reports(folder: Path) -> Iterator[Whole]:
    """Return every marked report of a folder."""
    for path in sorted(folder.glob("*.txt")):
        for part in re.split(r"(?m)^(?==== )", path.read_text(encoding="utf-8")):
            head, _, body = part.partition("\n")
            if body.strip():
                yield _report(head, body, path.stem)


def _report(head: str, body: str, source: str) -> Whole:
    """A report without the sign before its title."""
    day = re.match(r"=== (\d{4}-\d\d-\d\d) ", head)
    body = re.sub(r"(?m)^# ", "", body.strip())
    return marked(body, source, date.fromisoformat(day[1]) if day else None)


def marked(line: str, source: str, published: date | None = None) -> Whole:
    """Return words with marks as a whole without them."""
    words, at = "", 0
    marks: list[tuple[int, int, str]] = []
    for match in _MARK.finditer(line):
        words += line[at : match.start()]
        marks.append((len(words), len(words) + len(match[2]), match[1]))
        words += match[2]
        at = match.end()
    words += line[at:]
    counted, roles, days = [], [], {}
    for start, end, label in marks:
        role = _ROLE.fullmatch(label)
        if role:
            roles.append(Role(start, end, label[0], role[1]))
            days.update({role[1]: role[2]} if role[2] else {})
            continue
        outcome, kind, stance, *linked = label.split()
        counted.append(
            Counted(
                start,
                end,
                labels.of_outcomes(outcome.split("+")),
                _CLASSES[kind],
                _STANCES[stance],
                frozenset(linked),
            )
        )
    every = frozenset("PLTS")
    return Whole(words, tuple(counted), tuple(roles), every, every, source, published, days)


def gold(folder: Path) -> Iterator[Whole]:
    """Return every gold report of a folder."""
    for path in sorted(folder.glob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        words = (folder / told["doc"]).read_bytes().decode("utf-8")
        day = told.get("published")
        yield _gold(words, told["claims"], path.stem, date.fromisoformat(day) if day else None)


_FIELDS = {"P": "perpetrators", "L": "places", "S": "sources"}


def _gold(
    words: str, claims: Sequence[Mapping[str, object]], source: str, published: date | None
) -> Whole:
    """A gold report: who and where stand wherever their names do, the days by their value."""
    rows = [c for c in claims if c["measure"] == "people" and c["outcome"] in labels.OUTCOMES]
    rows = [c for c in rows if c["low"] is not None or c["high"] is not None]
    spans = [_counted_words(words, c) for c in rows]
    found: dict[tuple[int, int], Counted] = {}
    for span, row in zip(spans, rows, strict=True):
        outcome = str(row["outcome"])
        if span in found:
            outcome = labels.of_outcomes([found[span].outcome, outcome])
        found[span] = Counted(
            *span, outcome, str(row["victim_class"]), str(row["stance"]), _entities(row)
        )
    named = {
        (kind, str(name))
        for row in rows
        for kind, field in _FIELDS.items()
        for name in row[field]  # type: ignore[attr-defined]
    }
    roles = [
        Role(*spot, kind, f"{kind}:{name.casefold()}")
        for kind, name in sorted(named)
        for spot in _spots(words, name)
        if not any(spot[0] < end and start < spot[1] for start, end in spans)
    ]
    return Whole(
        words,
        tuple(found.values()),
        tuple(roles),
        frozenset(),
        frozenset("PLTS") if published else frozenset("PLS"),
        source,
        published,
    )


def _entities(row: Mapping[str, object]) -> frozenset[str]:
    names = {
        kind + ":" + str(name).casefold()
        for kind, field in _FIELDS.items()
        for name in row[field]  # type: ignore[attr-defined]
    }
    first, last = row["date_from"], row["date_to"]
    return frozenset({*names, *([f"T:{first}..{last or first}"] if first else [])})


def _spots(words: str, name: str) -> list[tuple[int, int]]:
    pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, name.split())) + r"(?!\w)"
    return [(m.start(), m.end()) for m in re.finditer(pattern, words, re.IGNORECASE)]


def _counted_words(words: str, row: Mapping[str, object]) -> tuple[int, int]:
    """The words of a gold claim that count the harmed: its number, with its noun if beside it."""
    start, end = int(str(row["start"])), int(str(row["end"]))
    number = _number(words, start, end, row)
    victims = _within(words, str(row["victims"] or ""), start, end)
    if number and victims and number[0] <= victims[0] and victims[0] - number[1] <= 4:
        return number[0], max(victims[1], number[1])
    return number or victims or (start, end)


def _number(words: str, start: int, end: int, row: Mapping[str, object]) -> tuple[int, int] | None:
    for quantity in quantities(words, start, end):
        if (quantity.count.low, quantity.count.high) == (row["low"], row["high"]):
            return quantity.start, quantity.end
    return None


def _within(words: str, name: str, start: int, end: int) -> tuple[int, int] | None:
    at = words.find(name, start, end) if name else -1
    return (at, at + len(name)) if at >= 0 else None
