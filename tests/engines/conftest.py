"""Engines that read shards, each in processes of its own; a real Spark cluster on this machine."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import pytest

from onrecord import preserve, read
from onrecord.acquire import Acquired
from onrecord.model import Document
from onrecord.workflow.bulk import local, shards
from onrecord.workflow.bulk.engine import Running
from onrecord.workflow.bulk.shards import Shard

# Ray warns of its own settings when it makes them.
WARNINGS = {"ray": ("-W", "error", "-W", "ignore::DeprecationWarning")}
SHARDS = 12
NOON = datetime(2025, 3, 12, 12, tzinfo=UTC)
PAGE = b"<html><head><title>Strike</title></head><body><article><p>%s</p></article></body></html>"

RUN = """
import sys
from pathlib import Path
from onrecord import read
from onrecord.workflow.bulk import by_spark, shards
from onrecord.workflow.bulk.engine import Running, engine
by_spark._GONE = 2.0
name, given, out, master, workers = sys.argv[1:6]
paths = sorted(Path(given).glob("*.parquet"))
given = [shards.Shard(name=one.name, path=one, rows=%(rows)d) for one in paths]
running = Running(master=master or None, workers=int(workers))
for shard in engine(name)(given, Path(out), read.AS_USUAL, running):
    print(shard.name, flush=True)
"""


def missing(what: str) -> None:
    """Skip what this machine cannot run; a build server has to."""
    if os.environ.get("CI") == "true":
        raise AssertionError(f"{what}, and on a build server nothing is skipped")
    pytest.skip(what)


@pytest.fixture(scope="session", autouse=True)
def quick_java() -> Iterator[None]:
    """What runs for seconds is not worth compiling well: two fifths less work for these tests."""
    with pytest.MonkeyPatch.context() as around:
        around.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        yield


@pytest.fixture(scope="session")
def spark() -> None:
    """Spark and Java are here."""
    if not find_spec("pyspark"):
        missing("pyspark is not installed: pip install 'onrecord[spark]'")
    if not shutil.which("java"):
        missing("there is no Java here: apt-get install default-jre-headless")


@pytest.fixture(scope="session")
def ray() -> None:
    """Ray is here."""
    if not find_spec("ray"):
        missing("Ray is not installed: pip install 'onrecord[ray]'")


def reports(number: int) -> list[tuple[Acquired, preserve.Snapshot]]:
    """Return the reports of one shard: told plainly, as a page, in Arabic, and one that is broken."""
    told = f"On Monday {number + 2} people were killed in Aleppo, residents said."
    files = {
        "plain.txt": (told.encode(), "text/plain"),
        "page.html": (PAGE % told.encode(), "text/html"),
        "arabic.txt": (f"قُتل {number + 3} أشخاص في حلب يوم الاثنين.".encode(), "text/plain"),
        "broken.pdf": (b"%PDF-1.7 nothing of the kind", "application/pdf"),
    }
    found = []
    for name, (data, media_type) in files.items():
        document = Document(name=f"{number:03}-{name}", publisher="The Courier")
        acquired = Acquired(document=document, data=data, media_type=media_type)
        found.append((acquired, preserve.snapshot(document, data, media_type, NOON)))
    return found


@pytest.fixture(scope="session")
def given(tmp_path_factory) -> list[Shard]:
    """Shards of reports; no engine changes them."""
    folder = tmp_path_factory.mktemp("given")
    return [shards.save_reports(folder, reports(number)) for number in range(SHARDS)]


@pytest.fixture(scope="session")
def truth(given, tmp_path_factory) -> dict[str, bytes]:
    """What one machine makes of the shards, by file."""
    out = tmp_path_factory.mktemp("truth")
    assert len(list(local.run(given, out, read.AS_USUAL, Running(workers=1)))) == SHARDS
    return written(out)


def written(out: Path) -> dict[str, bytes]:
    """Return every file of a folder of shards; what an engine left lying would be among them."""
    return {str(one.relative_to(out)): one.read_bytes() for one in out.rglob("*") if one.is_file()}


@pytest.fixture
def running(given, tmp_path) -> Iterator[Callable[..., "Run"]]:
    """Start an engine in a process of its own."""

    runs: list[Run] = []

    def started(engine: str, master: str = "", out: Path = tmp_path / "out") -> Run:
        asked = (engine, str(given[0].path.parent), str(out), master, "2")
        words = RUN % {"rows": given[0].rows}
        around = os.environ | {"OMP_NUM_THREADS": "1", "HOME": str(tmp_path)}
        said, complained = tmp_path / "said", tmp_path / "complained"
        with said.open("wb") as one, complained.open("wb") as two:
            process = subprocess.Popen(
                [sys.executable, *WARNINGS.get(engine, ("-W", "error")), "-c", words, *asked], stdout=one, stderr=two,
                env=around, start_new_session=True,
            )  # fmt: skip
        runs.append(Run(process, out, said, complained))
        return runs[-1]

    yield started
    for run in runs:
        with suppress(ProcessLookupError):
            os.killpg(run.process.pid, signal.SIGKILL)
        run.process.wait()


@dataclass
class Run:
    """An engine at work."""

    process: subprocess.Popen
    out: Path
    said: Path
    complained: Path

    def end(self, seconds: float = 240) -> dict[str, bytes]:
        """Wait for its end, which has to be a good one, and return what it wrote."""
        code = self.process.wait(seconds)
        assert code == 0, self.complained.read_text()[-3000:]
        assert len(set(self.said.read_text().split())) == SHARDS
        return self.written()

    def written(self) -> dict[str, bytes]:
        """Return what it has written so far."""
        return written(self.out)

    def committed(self) -> int:
        """Return how many shards a cluster has read so far."""
        return len(list((self.out / ".parts").rglob("task_*/part-*.parquet")))


@dataclass
class Cluster:
    """A Spark master with workers."""

    master: str
    folder: Path
    processes: list[subprocess.Popen] = field(default_factory=list)

    def executors(self) -> list[int]:
        """Return the processes that run tasks: those of the workers' children that are Java."""
        workers = {one.pid for one in self.processes}
        found = []
        for one in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                above = int((one / "stat").read_text().rpartition(")")[2].split()[1])
                runs = b"CoarseGrainedExecutorBackend" in (one / "cmdline").read_bytes()
                found += [int(one.name)] if above in workers and runs else []
        return found

    def lose(self) -> None:
        """Let all of it go at once, without a word: the master, its workers, what runs tasks."""
        for pid in self.executors():
            os.kill(pid, signal.SIGKILL)
        while self.processes:
            self.lose_master()

    def lose_master(self) -> None:
        """Let the first of its processes go: the master, as long as it is there."""
        gone = self.processes.pop(0)
        os.killpg(gone.pid, signal.SIGKILL)
        gone.wait()

    def started(self) -> int:
        """Return how many executors there ever were."""
        return len(list(self.folder.glob("worker-*/app-*/*/stderr")))


@pytest.fixture(scope="session")
def cluster(tmp_path_factory, spark) -> Iterator[Cluster]:
    """A master and two workers of one core each, from the classes of the pip package."""
    with started(tmp_path_factory.mktemp("cluster")) as made:
        yield made


@pytest.fixture
def cluster_to_lose(tmp_path, spark) -> Iterator[Cluster]:
    """Such a cluster for one test alone."""
    (tmp_path / "cluster").mkdir()
    with started(tmp_path / "cluster") as made:
        yield made


@contextmanager
def started(folder: Path) -> Iterator[Cluster]:
    """Start a master and two workers, and end them."""
    made = Cluster("", folder)

    def start(name: str, *words: str) -> Path:
        process, said = _spark(folder, name, "spark-class", *words)
        made.processes.append(process)
        return said

    where = ("--host", "127.0.0.1", "--port", "0", "--webui-port", "0")
    try:
        log = start("master", "org.apache.spark.deploy.master.Master", *where)
        made.master = _said(log, r"Starting Spark master at (spark://\S+)")
        for number in range(2):
            work = folder / f"worker-{number}"
            worker = ("org.apache.spark.deploy.worker.Worker", *where, "-c", "1", "-m", "1g")
            start(f"worker{number}", *worker, "-d", str(work), made.master)
        for number in range(2):
            _said(folder / f"worker{number}.log", r"(Successfully registered with master)")
        yield made
    finally:
        made.lose()


@pytest.fixture(scope="session")
def connect(tmp_path_factory, spark) -> Iterator[str]:
    """A server of Spark Connect with two processes that read."""
    words = ("--master", "local[2,4]")
    around = {"ui.enabled": "false", "connect.grpc.binding.address": "127.0.0.1",
              "connect.grpc.binding.port": "0", "log.level": "INFO"}  # fmt: skip
    told = [word for name, value in around.items() for word in ("--conf", f"spark.{name}={value}")]
    server = ("--class", "org.apache.spark.sql.connect.service.SparkConnectServer")
    folder = tmp_path_factory.mktemp("connect")
    words = (*words, *told, *server, "spark-internal")
    process, log = _spark(folder, "connect", "spark-submit", *words, memory="1g")
    try:
        yield "sc://127.0.0.1:" + _said(log, r"Spark Connect server started at: \S*?:(\d+)")
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _spark(
    folder: Path, name: str, program: str, *words: str, memory: str = "256m"
) -> tuple[subprocess.Popen, Path]:
    """Start a program of the pip package, seen on this machine only, and return its log."""
    import pyspark

    home, log = Path(pyspark.__file__).parent, folder / f"{name}.log"
    around = os.environ | {
        "SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_DIRS": str(folder),
        "SPARK_DAEMON_MEMORY": memory, "OMP_NUM_THREADS": "1", "HOME": str(folder),
        "PYSPARK_PYTHON": sys.executable,
    }  # fmt: skip
    with log.open("wb") as said:
        process = subprocess.Popen(
            [home / "bin" / program, *words], env=around, stdout=said, stderr=said, cwd=folder,
            start_new_session=True,
        )  # fmt: skip
    return process, log


def _said(log: Path, pattern: str, seconds: float = 90) -> str:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = re.search(pattern, log.read_text())
        if found:
            return found[1]
        time.sleep(0.1)
    raise AssertionError(log.read_text()[-2000:])
