"""The table notation: one row a claim, as a recorder would note it down."""

import calendar
import re
from collections.abc import Callable
from datetime import date
from typing import Any

from onrecord.model import (
    Candidate,
    Claim,
    Grain,
    Measure,
    Mention,
    Outcome,
    Passage,
    Stance,
    VictimClass,
    Voice,
    When,
)
from onrecord.testing.numbers import count
from onrecord.testing.world import actor_id, place_id

_FIRST_CELLS = 4  # document, words, outcome, count
_GAP = 40  # characters between two claims of a document where the row gives no place in it


def claims(table: str) -> tuple[Claim, ...]:
    """
    Return the claims that a table states, one row each.

    A row is `document | "exact words" | outcome | count` and then, in any order, cells that
    say what they are by their first word:

    | cell | meaning |
    |---|---|
    | `in Old Market, Tal Amar` | places, most specific first |
    | `2018-08-09`, `2018-08`, `2018`, `2018-08-09..2018-08-11` | when |
    | `on Monday`, `on 3/4/2018` | the words that tell when |
    | `by rebels; the army` | perpetrators |
    | `according to SNHR` / `according to Reuters < residents` | sources, nearest first |
    | `of children` | victims, as written |
    | `civilian`, `combatant`, `mixed` | victim class |
    | `part of "exact words"`, `same as "exact words"` | another row of the same document |
    | `with shelling` | weapon |
    | `strikes`, `munitions`, `buildings`, `share`, `ratio` | measure, people if not told |
    | `denied`, `hypothetical`, `reported`, ... | stance |
    | `voice comment` | who speaks, the body if not told |
    | `row 12` | the incident as its source tells it: a row of a table |
    | `cumulative` | it totals a longer time or a wider place |
    | `at 120` | where in the text the words start |

    A name followed by `?` stays unresolved: `in Nowhere?` has no candidate.

    Raises:
        ValueError: if a row cannot be read, with the row.

    >>> (claim,) = claims('report.txt | "about 40 people" | killed | ~40 | in Dahyan | 2018-08-09')
    >>> str(claim.count), claim.when.date_from, claim.places[0].best
    ('about 40', '2018-08-09', 'place:dahyan')
    """
    made: list[Claim] = []
    links: list[tuple[int, str, str]] = []
    ends: dict[str, int] = {}
    for row in filter(None, (line.strip() for line in table.splitlines())):
        cells = [cell.strip() for cell in row.split("|")]
        if len(cells) < _FIRST_CELLS:
            raise ValueError(f'a row is document | "words" | outcome | count, not {row!r}')
        slots, links_of_row = _slots(cells[_FIRST_CELLS:], row)
        words = cells[1].strip('“”"')
        start = slots.pop("start", ends.get(cells[0], -_GAP) + _GAP)
        ends[cells[0]] = start + len(words)
        links += [(len(made), field, to) for field, to in links_of_row]
        made.append(_claim(cells, words, start, slots))
    return _linked(made, links)


def _claim(cells: list[str], words: str, start: int, slots: dict[str, Any]) -> Claim:
    return Claim(
        document=cells[0],
        passage=Passage(snapshot_id=None, start=start, end=start + len(words), exact=words),
        outcome=Outcome(cells[2]),
        count=count(cells[3]),
        **{"measure": Measure.PEOPLE, "engine": "table", **slots},
    )


def _slots(cells: list[str], row: str) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    slots: dict[str, Any] = {}
    links = []
    for cell in filter(None, cells):
        if link := re.fullmatch(r"(part of|same as) [\"“](.+)[\"”]", cell):
            links.append((link[1].replace(" ", "_"), link[2]))
            continue
        slots |= _slot(cell, row)
    if "sources" in slots:
        slots.setdefault("stance", Stance.REPORTED)
    return slots, links


def _slot(cell: str, row: str) -> dict[str, Any]:
    for lead, field, read in _LEADS:
        if cell.startswith(lead):
            return {field: read(cell.removeprefix(lead))}
    if cell == "cumulative":
        return {"is_cumulative": True}
    for field, kind in (
        ("measure", Measure),
        ("stance", Stance),
        ("victim_class", VictimClass),
    ):
        if cell in {str(value) for value in kind}:
            return {field: kind(cell)}
    if re.match(r"\d{4}", cell):
        return {"when": when(cell)}
    raise ValueError(f"no cell begins like {cell!r} in {row!r}")


def when(words: str) -> When:
    """
    Return the time that a cell states: a day, a month, a year, or two of them.

    >>> when("2018-08").latest
    datetime.date(2018, 8, 31)
    """
    first, _, last = words.partition("..")
    ends = (first.strip(), (last or first).strip())
    grain = {4: Grain.YEAR, 7: Grain.MONTH, 10: Grain.DAY}[max(len(end) for end in ends)]
    return When(earliest=_day(ends[0], last=False), latest=_day(ends[1], last=True), grain=grain)


def _day(words: str, *, last: bool) -> date | None:
    if not words:
        return None
    year, month, day = ([int(part) for part in words.split("-")] + [0, 0])[:3]
    if not month:
        return date(year, 12, 31) if last else date(year, 1, 1)
    if not day:
        day = calendar.monthrange(year, month)[1] if last else 1
    return date(year, month, day)


def _mentions(
    split: str, named: Callable[[str], str] | None
) -> Callable[[str], tuple[Mention, ...]]:
    def read(words: str) -> tuple[Mention, ...]:
        names = [name.strip() for name in words.split(split)]
        return tuple(_mention(name, named) for name in names)

    return read


def _mention(name: str, named: Callable[[str], str] | None) -> Mention:
    if named is None or name.endswith("?"):
        return Mention(name=name.removesuffix("?"))
    return Mention(
        name=name, candidates=(Candidate(id=named(name), score=1.0, why="the table says so"),)
    )


def _source(name: str) -> str:
    return actor_id(name)


def _sources(words: str) -> tuple[Mention, ...]:
    """Give candidates only to names: `residents` stays a voice without one."""
    names = [name.strip() for name in words.split("<")]
    return tuple(_mention(name, _source if name[0].isupper() else None) for name in names)


_LEADS: tuple[tuple[str, str, Callable[[str], Any]], ...] = (
    ("in ", "places", _mentions(",", place_id)),
    ("by ", "perpetrators", _mentions(";", actor_id)),
    ("according to ", "sources", _sources),
    ("on ", "times", _mentions(";", None)),
    ("of ", "victims", str),
    ("with ", "weapon", str),
    ("voice ", "voice", Voice),
    ("row ", "told_incident", str),
    ("at ", "start", int),
)


def _linked(made: list[Claim], links: list[tuple[int, str, str]]) -> tuple[Claim, ...]:
    by_words = {(claim.document, claim.passage.exact): claim.id for claim in reversed(made)}
    for position, field, words in links:
        target = by_words.get((made[position].document, words))
        if target is None:
            raise ValueError(f"no row of {made[position].document} has the words {words!r}")
        made[position] = made[position].with_(**{field: target})
    return tuple(made)
