"""A process that loads a record and makes what is public of it, and so holds it for nobody else."""

import gc
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from onrecord import store
from onrecord.kit import processes
from onrecord.kit.passphrases import KNOWN
from onrecord.model import OnRecordError, Record
from onrecord.publish import release
from onrecord.publish.release import Settled
from onrecord.workflow import publishing, settling_crew
from onrecord.workflow.exchanging import Noting
from onrecord.workflow.leaving import Leaving


@dataclass(frozen=True, slots=True)
class Done:
    """
    What was made.

    Attributes:
        settled: It, with its incidents in the file.
        left_out: How much testimony was left out, if any; without the record itself.
    """

    settled: Settled
    left_out: tuple[Leaving, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """
    Why nothing was made.

    Attributes:
        name: Its kind.
        fault: For people to read; None for a fault of this program, whose words may be a
            record's.
    """

    name: str
    fault: OnRecordError | OSError | None = None


Answer = Done | Fault


def made(
    kept: store.RecordStore, place: Path, day: date, noting: Noting, helpers: int = 0
) -> Settled:
    """Make what would be public of a record, by this process and as many beside it as help."""
    public = publishing.public_of(kept, on=day, noting=noting, texts_when_asked=True)
    with closing(settling_crew.made(public, helpers)) as ready:
        return release.settled(public, place, ready if helpers else None)


def serve(line: Any, folder: Path, passphrase: str, parent: int, place: Path, day: date) -> None:
    """
    Make what would be public, tell it, and end; also as soon as the parent does.

    It reads the record by itself and writes nothing but the file of incidents.

    Args:
        line: The connection to whoever asked: an `Answer` goes.
        folder: The record's.
        passphrase: What opens the record where it is encrypted; else empty.
        parent: The process that started this one.
        place: Where the incidents are to be.
        day: The day of the release.
    """
    processes.end_with(parent)
    processes.say_nothing()
    gc.disable()  # a seventh of the time until the first incident; of a record nothing is in rings
    if passphrase:
        KNOWN.tell(str(folder.resolve()), passphrase)
    with suppress(OSError):  # nobody listens any more
        line.send(_answer(folder, place, day))


def _answer(folder: Path, place: Path, day: date) -> Answer:
    left_out: list[Leaving] = []
    try:
        with store.open_record(folder) as kept:
            found = made(kept, place, day, left_out.append, settling_crew.helpers())
    except (OnRecordError, OSError) as fault:
        return Fault(type(fault).__name__, fault)
    except Exception as fault:  # noqa: BLE001 - its words may be a record's
        return Fault(type(fault).__name__)
    return Done(found, tuple(replace(one, record=Record()) for one in left_out))
