"""What runs the reading of many shards: this machine, or others."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from onrecord import read
from onrecord.model import OnRecordError
from onrecord.workflow.bulk.shards import Shard
from onrecord.workflow.outcome import Progress, Stopping, never

SECONDS = 600.0  # of the processor that one report may take


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """
    How shards are read.

    Attributes:
        workers: How many processes read at once; None leaves it to the engine: on one machine
            as many as it has cores.
        seconds: Of the processor that one report may take. What takes longer is set aside.
        progress: Is told how many reports are done.
        stopping: Is asked now and then whether to stop. What was written until then stays.
        master: Where a cluster is, as its engine writes it; None for one on this machine.
        total: How many reports there are, for progress; None if that is not known.
    """

    workers: int | None = None
    seconds: float = SECONDS
    progress: Progress = lambda _: None
    stopping: Stopping = never
    master: str | None = None
    total: int | None = None


class Engine(Protocol):
    """
    Reads shards of reports into shards of readings.

    Every engine calls the same functions (`batches.read_batches`, `shards.save_readings`), so
    that the same shards give the same files, byte by byte, whoever runs them.
    """

    def __call__(
        self, given: Iterable[Shard], out: Path, manner: read.Manner, running: Running
    ) -> Iterator[Shard]:
        """
        Write, for each shard of reports, its readings with `shards.save_readings`.

        Returns each shard as it is done, in any order. What `shards.is_read` says was read
        already is not among those given. One report that cannot be read stops no other.

        Args:
            given: The shards, perhaps while they are still being made.
            out: The folder in which the folders of shards are; all workers reach it.
            manner: How reports are read.
            running: How many at once, and who is told.

        Raises:
            MachineLacks: A model, a program or a package is missing.
            Stopped: `running.stopping` said so.
        """
        ...


# By name, what is loaded only when it is wanted.
ENGINES: dict[str, tuple[str, str]] = {
    "local": ("onrecord.workflow.bulk.local", "run"),
    "spark": ("onrecord.workflow.bulk.by_spark", "run"),
    "ray": ("onrecord.workflow.bulk.by_ray", "run"),
}


def engine(name: str) -> Engine:
    """
    Return an engine by name.

    Raises:
        OnRecordError: There is none of that name.
        MachineLacks: What it needs is not installed.
    """
    if name not in ENGINES:
        raise OnRecordError(f"there is no engine {name!r}; there are: {', '.join(ENGINES)}")
    module, function = ENGINES[name]
    return cast("Engine", getattr(import_module(module), function))
