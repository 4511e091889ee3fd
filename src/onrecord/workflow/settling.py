"""What would be public, made once: of a large record by a process of its own."""

import multiprocessing
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

from onrecord import store
from onrecord.kit.passphrases import KNOWN
from onrecord.kit.processes import no_signals
from onrecord.model import OnRecordError
from onrecord.publish.release import Settled
from onrecord.workflow import settler
from onrecord.workflow.exchanging import Noting

MOST_HERE = 500  # incidents that are made sooner here than another process could begin
_LOOK = 0.2  # seconds between looks whether to stop


def settled(
    kept: store.RecordStore, place: Path, day: date, noting: Noting, look: Callable[[], None]
) -> Settled:
    """
    Make what would be public of a record, with its incidents in a file.

    A large record is loaded by a process of its own, which ends when they are there. Python
    gives little of what a record took back to the system, and pages and data are made by
    several processes: so none of them stands beside the record in memory.

    Args:
        kept: The record, which nobody writes to meanwhile.
        place: The file; there is none yet.
        day: The day of the release.
        noting: Is told how much testimony was left out, if any.
        look: Is called again and again, to stop the work by what it raises.

    Raises:
        OnRecordError: It cannot be made public, or the process was ended.
    """
    if kept.count("incidents") <= MOST_HERE:
        return settler.made(kept, place, day, noting)
    ours, theirs = multiprocessing.Pipe()
    secret = KNOWN.told(str(kept.folder.resolve()))
    told = (theirs, kept.folder, secret, os.getpid(), place, day)
    context = multiprocessing.get_context("spawn")  # a fork copies threads' locks, and the memory
    process = context.Process(target=settler.serve, args=told, name="public")
    try:
        with no_signals():
            process.start()
        theirs.close()
        while not ours.poll(_LOOK):
            look()
        answer: settler.Answer = ours.recv()
    except EOFError as fault:
        raise OnRecordError(
            "the process that makes what is public was ended, for want of memory or by somebody"
        ) from fault
    finally:
        ours.close()
        process.kill()  # it has nothing more to say, or nobody listens any more
        process.join()
    return _of(answer, noting)


def _of(answer: "settler.Answer", noting: Noting) -> Settled:
    if isinstance(answer, settler.Fault):
        raise answer.fault or RuntimeError(f"what is public could not be made: {answer.name}")
    for leaves in answer.left_out:
        noting(leaves)
    return answer.settled
