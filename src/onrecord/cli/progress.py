"""Progress of long work: a bar on a terminal, now and then a plain line elsewhere."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

from onrecord.cli.output import console, on_one_line
from onrecord.workflow import Progress, Step

_SECONDS = 4.0  # between plain lines
_LONGEST_NAME = 30


@contextmanager
def shown() -> Iterator[Progress]:
    """Show progress on stderr while the block runs."""
    screen = console(stderr=True)
    if not screen.is_terminal:
        yield plain(lambda line: screen.print(line, soft_wrap=True), time.monotonic)
        return
    with _bar(screen) as progress:
        yield progress


def plain(write: Callable[[str], None], clock: Callable[[], float]) -> Progress:
    """
    Return a progress that writes a line every few seconds, and none for quick work.

    >>> told = plain(print, iter([0.0, 1.0, 7.0, 8.0]).__next__)
    >>> for done in (0, 1, 2):
    ...     told(Step(doing="reading", done=done, total=3))
    reading: 1 of 3

    Where nobody can know out of how many, it says how many are done.

    >>> plain(print, iter([0.0, 7.0]).__next__)(Step(doing="reading", done=1_480))
    reading: 1,480
    """
    last = clock()

    def progress(step: Step) -> None:
        nonlocal last
        now = clock()
        if now - last < _SECONDS:
            return
        last = now
        write(f"{step.doing}: {_how_far(step)}" if step.done or step.total else step.doing)

    return progress


def _how_far(step: Step) -> str:
    return f"{step.done:,}" if step.total is None else f"{step.done:,} of {step.total:,}"


@contextmanager
def _bar(screen: Console) -> Iterator[Progress]:
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(compact=True),
        TextColumn("{task.fields[at]}", markup=False, style="dim"),
    )
    with Bars(*columns, console=screen, transient=True) as bars:
        task = bars.add_task("starting", total=None, at="")

        def progress(step: Step) -> None:
            at = on_one_line(step.at or "")
            cut = at if len(at) <= _LONGEST_NAME else f"{at[: _LONGEST_NAME - 1]}…"
            bars.update(task, description=step.doing, completed=step.done, total=step.total, at=cut)

        yield progress
