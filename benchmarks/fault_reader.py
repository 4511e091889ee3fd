"""
The program with a reader that is quick to start, for builds whose processes are killed.

Run as a program, it is `onrecord` with that reader, in the processes beside it, too, of which
it starts some for few reports already. The reader finds "<number> people were killed in
<place>"; a text with `ENDS_READERS` ends the process that reads it, as a fault of a library
does.
"""

# ruff: noqa: INP001 - a program to be run by hand

import os
import re
import signal
import time
from collections.abc import Sequence

from onrecord import cli, extract, resolve
from onrecord.model import (
    Claim,
    Count,
    Document,
    Measure,
    Mention,
    Named,
    Outcome,
    Passage,
    Qualifier,
    Text,
)
from onrecord.workflow.bulk import side_by_side

ENDS_READERS = "This page ends whoever reads it."
_SAYS = re.compile(r"(\d+) people were killed in (\w+)")
_SECONDS = float(os.environ.get("SECONDS_A_REPORT", "0"))


class NoNames:
    """Knows nothing by name: to load what the program knows takes longer than to read."""

    def find(self, content: str) -> tuple[Named, ...]:  # noqa: ARG002 - as `model.Names` has it
        """Find nothing."""
        return ()

    def place(self, place_id: str) -> None:
        """Know no place."""

    def actor(self, actor_id: str) -> None:
        """Know no actor."""


class QuickReader:
    """Reads tolls by one pattern."""

    engine = "quick 1"

    def reads(self, language: str | None) -> bool:  # noqa: ARG002 - as `model.Reader` has it
        """Read whatever language it is."""
        return True

    def claims(self, document: Document, text: Text, _: Sequence[Named]) -> tuple[Claim, ...]:
        """Return the tolls of a text, or end this process."""
        time.sleep(_SECONDS)
        if ENDS_READERS in text.content:
            os.kill(os.getpid(), signal.SIGKILL)
        return tuple(
            Claim(
                document=document.name,
                passage=Passage(
                    snapshot_id=text.snapshot_id,
                    start=found.start(1),
                    end=found.end(),
                    exact=text.content[found.start(1) : found.end()],
                ),
                measure=Measure.PEOPLE,
                outcome=Outcome.KILLED,
                count=Count(low=int(found[1]), high=int(found[1]), qualifier=Qualifier.EXACT),
                places=(Mention(name=found[2], start=found.start(2), end=found.end(2)),),
                engine=self.engine,
            )
            for found in _SAYS.finditer(text.content)
        )


def take_place() -> None:
    """Let this reader stand where the program's own do, in this process, for the rest of it."""
    extract.english_reader = QuickReader  # type: ignore[assignment,misc]
    resolve.names = NoNames  # type: ignore[assignment]
    side_by_side.MANY = 10


if __name__ in {"__main__", "__mp_main__"}:  # the program, and each process beside it
    take_place()

if __name__ == "__main__":
    cli.main()
