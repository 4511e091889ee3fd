"""What is another in a document than before: words that went and came, claims side by side."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text as Line

from onrecord.cli import wording
from onrecord.cli.output import on_one_line, safe
from onrecord.model import Claim, Document
from onrecord.workflow import Differing


def difference(document: Document, told: Differing) -> RenderableType:
    """
    Return a document's difference: claims first, then the text.

    What went stands after − in [- -], what came after + in {+ +}, so that it is seen without
    colour too.
    """
    found = told.difference
    days = f"{told.before.taken_at:%Y-%m-%d %H:%M} to {told.after.taken_at:%Y-%m-%d %H:%M} UTC"
    parts: list[RenderableType] = [
        Line(f"{on_one_line(document.title or document.name)}  {days}", style="bold")
    ]
    if found.changed:
        parts += [Line(""), _changed(told)]
    parts += [Line(f"− {_claim(one)}") for one in found.gone]
    parts += [Line(f"+ {_claim(one)}") for one in found.came]
    if not (found.changed or found.gone or found.came):
        parts.append(Line("The same claims as before."))
    return Group(*parts, Line(""), *_text(told))


def _changed(told: Differing) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0))
    table.add_column("before", overflow="fold")
    table.add_column("now", overflow="fold")
    for one in told.difference.changed:
        table.add_row(Line(_claim(one.before)), Line(_claim(one.after)))
    return table


def _claim(one: Claim) -> str:
    return f"{one.count} {one.outcome}: “{on_one_line(one.passage.exact)}”"


def _text(told: Differing) -> Iterator[RenderableType]:
    for piece in told.difference.pieces:
        if piece.how == "same":
            yield Line(f"  {wording.counted(piece.many, 'sentence')} as before", style="dim")
            continue
        if piece.before:
            yield _runs("− ", piece.before, "[-", "-]")
        if piece.after:
            yield _runs("+ ", piece.after, "{+", "+}")


def _runs(mark: str, runs: tuple[tuple[str, bool], ...], opening: str, closing: str) -> Line:
    line = Line(mark, style="")
    for words, is_other in runs:
        shown = safe(words)
        line.append(f"{opening}{shown}{closing}" if is_other else shown, style="bold" * is_other)
    return line
