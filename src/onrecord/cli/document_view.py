"""A document's text with its voices beside it and its claims marked in it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text as Line

from onrecord.cli import shortened, views, wording
from onrecord.cli.output import on_one_line, safe
from onrecord.model import Block, Capture, Claim, Document, Record, Text
from onrecord.workflow import Custody


def document(found: Document, record: Record, came: Custody) -> RenderableType:
    """
    Return a document: what is known of it, its text by voice, its claims, problems and custody.

    Claims stand between ⟦ and ⟧ with their short id behind, so that they are seen without
    colour too.
    """
    held = [claim for claim in record.claims.values() if claim.document == found.name]
    text = record.text_of(found.name)
    parts: list[RenderableType] = [_known(found), Line("")]
    if text is None:
        parts.append(Line("No text of it is kept here; only its claims were handed over."))
    else:
        parts.append(_body(text, held, record))
    parts.append(Line(f"\n{wording.counted(len(held), 'claim')}", style="bold"))
    if held:
        parts.append(views.claims(held, record))
    parts += views.problem_lines({found.name, found.id, *(claim.id for claim in held)}, record)
    parts += _how_it_came(came)
    return Group(*parts)


def _how_it_came(came: Custody) -> Iterator[RenderableType]:
    """Return how the bytes were got each time, and what was done with them since."""
    yield Line("\nHow it came", style="bold")
    if not came.captures and not came.events:
        yield Line("Nothing was written down about it: it came before that was done.", style="dim")
    for one in came.captures:
        yield _facts(_capture(one))
    for line in came.events:
        more = "; ".join(f"{word} {says}" for word, says in line.details)
        told = f"{line.number}. {line.at:%Y-%m-%d %H:%M} {line.act}"
        by = f" by {line.by}" if line.by else ""
        yield Line.assemble(
            on_one_line(told + by), (f"  {on_one_line(more)}", "dim"), overflow="fold"
        )


def _capture(one: Capture) -> Iterator[tuple[str, str]]:
    yield "from", f"{one.way}, {one.at:%Y-%m-%d %H:%M} UTC" + (f", by {one.by}" if one.by else "")
    if one.asked:
        yield "asked for", one.asked
    for hop in one.hops:
        proof = f", {len(hop.certificates)} certificates" if hop.certificates else ""
        yield "answered", f"{hop.status} {hop.url}{proof}"
    if one.container:
        yield "taken out of", f"{one.container[:16]}… {one.member or ''}"
    if one.parts:
        yield "kept with it", str(len(one.parts))
    for fault in one.faults:
        yield "wrong", fault


def _facts(told: Iterator[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, says in told:
        table.add_row(name, Line(on_one_line(says)))
    return table


def _known(found: Document) -> RenderableType:
    said_by = dict(found.found_in)
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row("document", Line(f"{on_one_line(found.name)}  {found.id}", style="bold"))
    for name in ("title", "author", "publisher", "published", "language"):
        value = getattr(found, name)
        if value is not None:
            by = f"  ({said_by[name]})" if name in said_by else ""
            table.add_row(name, Line(f"{on_one_line(str(value))}{by}"))
    if found.told.url:
        table.add_row("url", Line(on_one_line(found.told.url)))
    return table


def _body(text: Text, held: Sequence[Claim], record: Record) -> Table:
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(style="dim", no_wrap=True, justify="right")
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    short = shortened.of(record)
    before: int | None = None
    for block in text.blocks:
        page = text.page(block.start)
        if page != before:
            table.add_row(f"page {page}", "│", "")
        before = page
        table.add_row(block.voice.value, "│", _marked(text, block, held, short))
    return table


def _marked(text: Text, block: Block, held: Sequence[Claim], short: Mapping[str, str]) -> Line:
    """Return a block's words with the claims in it between marks."""
    inside = [c for c in held if c.passage.start < block.end and c.passage.end > block.start]
    edges = {block.start, block.end}
    for claim in inside:
        edges |= {max(claim.passage.start, block.start), min(claim.passage.end, block.end)}
    line = Line()
    for start, end in pairwise(sorted(edges)):
        line.append("⟦" * sum(c.passage.start == start for c in inside), style="bold")
        covered = any(c.passage.start <= start < c.passage.end for c in inside)
        line.append(safe(text.words(start, end)), style="bold" if covered else "")
        for name in _ending(inside, end, short):
            line.append(f"⟧{name}", style="bold cyan")
    return line


def _ending(inside: Sequence[Claim], end: int, short: Mapping[str, str]) -> Iterator[str]:
    for claim in inside:
        if claim.passage.end == end:
            yield short[claim.id].removeprefix("clm_")
