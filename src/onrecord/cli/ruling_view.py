"""Rulings in a terminal: a table of all, then each with its claims and its rules."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.cli import shortened, wording
from onrecord.cli.output import on_one_line, safe
from onrecord.model import Cell, Incident, Record, Ruled, Ruling, Share, Weighed

_NOTE = (
    "Proposals. The program follows the rules that a program can follow; what it leaves open, "
    "and whether the rest is right, a person decides. Low and high, minimum and maximum are "
    "what sources say: never a confidence interval."
)
_IN_SHORT = ("killed", "injured", "when", "where", "verdict")


def rulings(made: Sequence[Ruling], incident: Incident, record: Record) -> RenderableType:
    """Return rulings of one incident: side by side, then one by one."""
    parts: list[RenderableType] = [
        Text.assemble(
            (f"{wording.when(incident.when)}, {wording.where(incident)}", "bold"),
            f"\n{wording.who_harmed_whom(incident, record)}\n",
            (incident.id, "dim"),
        ),
        Text(f"\n{_NOTE}", style="yellow"),
        _side_by_side(made),
    ]
    short = shortened.of(record)
    for ruling in made:
        parts += _one(ruling, record, short)
    return Group(*parts)


def _table(*columns: tuple[str, int]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), expand=True)
    for heading, ratio in columns:
        table.add_column(heading, ratio=ratio or None, no_wrap=not ratio, overflow="fold")
    return table


def _side_by_side(made: Sequence[Ruling]) -> Table:
    table = _table(("rulebook", 0), *((name, 3) for name in _IN_SHORT))
    for ruling in made:
        told = dict(ruling.in_short)
        cells = [Text(on_one_line(told.get(name, ""))) for name in _IN_SHORT]
        table.add_row(Text(ruling.rulebook, style="bold"), *cells)
    return table


def _one(ruling: Ruling, record: Record, short: Mapping[str, str]) -> Iterator[RenderableType]:
    yield Text.assemble(
        (f"\n{ruling.rulebook}", "bold"),
        f"  {ruling.codebook}; our reading, version {ruling.version}",
    )
    yield Padding(_columns(ruling), (0, 0, 0, 2))
    if ruling.shares:
        yield Padding(Text(f"spread: {_shares(ruling.shares)}"), (0, 0, 1, 2))
    for title, weighed in (("used", ruling.used), ("set aside", ruling.set_aside)):
        yield Text(f"  Claims {title}: {len(weighed):,}", style="bold")
        if weighed:
            yield Padding(_claims(weighed, record, short), (0, 0, 0, 2))
    yield Text("  Rules that did it", style="bold")
    for rule in ruling.rules:
        line = Text.assemble((rule.id, "cyan"), f"  {rule.says} ", (f"[{rule.source}]", "dim"))
        yield Padding(line, (0, 0, 0, 2))


def _columns(ruling: Ruling) -> Table:
    """Return the columns of a rulebook; neighbours that say the same stand in one row."""
    table = _table(("column", 3), ("value", 3), ("how", 6))
    for _, group in groupby(ruling.values, key=_alike):
        same = list(group)
        names = ", ".join(f"{one.name}{' (ours)' if one.is_ours else ''}" for one in same)
        table.add_row(Text(names), Text(value(same[0].value), style="bold"), _how(same[0]))
    return table


def _alike(ruled: Ruled) -> tuple[str, str, bool]:
    return (value(ruled.value), ruled.why, ruled.is_ours)


def _how(ruled: Ruled) -> Text:
    shorts = ", ".join(rule.id.partition(":")[2] for rule in ruled.rules)
    return Text.assemble(safe(ruled.why), (f" [{shorts}]" if shorts else "", "cyan"))


def value(cell: Cell) -> str:
    """
    Return a value of a column; a dash where there is none, for none is not nought.

    >>> value(None), value(False), value(1200), value(("SNHR", "SOHR"))
    ('–', 'no', '1,200', 'SNHR; SOHR')
    """
    if cell is None:
        return "–"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int):
        return f"{cell:,}"
    if isinstance(cell, tuple):
        return "; ".join(map(on_one_line, cell))
    return on_one_line(str(cell))


def _shares(shares: Sequence[Share]) -> str:
    return ", ".join(f"{share.day or share.place}: {share.people:,}" for share in shares)


def _claims(weighed: Sequence[Weighed], record: Record, short: Mapping[str, str]) -> Table:
    table = _table(("id", 0), ("words", 4), ("who says so", 4), ("rule", 5))
    for one in weighed:
        claim = record.claims[one.claim_id]
        rule = Text.assemble((_short_rule(one), "cyan"), f": {safe(one.note)}" if one.note else "")
        table.add_row(
            Text(short[claim.id].removeprefix("clm_"), style="dim"),
            Text(f"“{on_one_line(claim.passage.exact)}”"),
            Text(wording.attribution(claim)),
            rule,
        )
    return table


def _short_rule(one: Weighed) -> str:
    book, _, rule = one.rule.id.partition(":")
    return one.rule.id if book == "onrecord" else rule
