"""A real PostgreSQL for tests: one that is told, or the system's own, started for them."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

_AT_ITS_LEISURE = "synchronous_commit=off"  # what it says is written may be lost when it is killed
_SETTINGS = (
    "fsync=off",  # what a test wrote need not survive a power cut
    _AT_ITS_LEISURE,
    "full_page_writes=off",
    "listen_addresses=",  # a socket in the folder and nothing else
    "max_connections=40",
    "shared_buffers=32MB",
    "autovacuum=off",
)
_USERS = ("postgres", "nobody")  # the server refuses to be run by root


class NoServer(Exception):
    """There is no PostgreSQL on this machine."""


@contextmanager
def server() -> Iterator[str]:
    """
    Yield the address of an empty database, on a server that is stopped afterwards.

    `ONRECORD_TEST_PG` may hold an address of one that is there already: every test makes
    schemas of its own in it, and drops them.

    Raises:
        NoServer: There is none, and no programs from which one could be started.
    """
    told = os.environ.get("ONRECORD_TEST_PG")
    if told:
        yield told
        return
    programs = _programs()
    if programs is None:
        raise NoServer("there is no PostgreSQL on this machine; install Debian's postgresql")
    with _place() as place:
        made = Own(programs, place, _SETTINGS)
        made.make()
        made.start()
        try:
            yield made.url
        finally:
            made.stop()


@contextmanager
def of_its_own() -> Iterator["Own"]:
    """
    Yield a server that a test may stop and start again; what it said is written stays.

    Raises:
        NoServer: There are no programs from which one could be started.
    """
    programs = _programs()
    if programs is None:
        raise NoServer("there is no PostgreSQL on this machine; install Debian's postgresql")
    with _place() as place:
        made = Own(programs, place, [one for one in _SETTINGS if one != _AT_ITS_LEISURE])
        made.make()
        made.start()
        try:
            yield made
        finally:
            with suppress(NoServer):  # it is stopped already
                made.stop()


@contextmanager
def _place() -> Iterator[Path]:
    told = tempfile.TemporaryDirectory(prefix="onrecord-pg-", ignore_cleanup_errors=True)
    with told as name:
        yield Path(name)


def _programs() -> Path | None:
    """Return the folder of the newest server's programs."""
    found = [p.parent for p in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    on_path = shutil.which("initdb")
    found += [Path(on_path).resolve().parent] if on_path else []
    return max(found, key=lambda p: [int(x) for x in p.parts if x.isdigit()], default=None)


class Own:
    """A server in a folder of its own."""

    def __init__(self, programs: Path, place: Path, settings: Sequence[str]) -> None:
        self.url = f"postgresql://onrecord@/postgres?host={place}"
        self._programs = programs
        self._place = place
        self._settings = (*settings, f"unix_socket_directories={place}")

    def make(self) -> None:
        """Make its files."""
        who = _who()
        if who is not None:
            os.chown(self._place, pwd.getpwnam(who).pw_uid, -1)
        kind = ("--auth=trust", "--username=onrecord", "--encoding=UTF8", "--locale=C", "--no-sync")
        self._run("initdb", *kind)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        settings = " ".join(f"-c {one}" for one in self._settings)
        told = (f"--log={self._place / 'log'}", f"--options={settings}")
        self._run("pg_ctl", "start", "--wait", *told)

    def stop(self, mode: str = "immediate") -> None:
        """Stop it at once, as a machine that goes down does, or `fast`: connections are closed."""
        self._run("pg_ctl", "stop", "--wait", f"--mode={mode}")

    def _run(self, program: str, *words: str) -> None:
        told = (str(self._programs / program), f"--pgdata={self._place / 'data'}", *words)
        done = subprocess.run(told, user=_who(), cwd=self._place, capture_output=True, check=False)
        if done.returncode:
            raise NoServer(f"PostgreSQL does not do it: {done.stderr.decode()[-500:]}")


def _who() -> str | None:
    """Return whom the server is run by; None for whoever runs the tests."""
    if os.geteuid() != 0:
        return None
    known = {one.pw_name for one in pwd.getpwall()}
    return next((one for one in _USERS if one in known), None)
