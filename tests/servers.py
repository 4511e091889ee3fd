"""A real PostgreSQL for tests: one that is told, or the system's own, started for them."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SETTINGS = (
    "fsync=off",  # what a test wrote need not survive a power cut
    "synchronous_commit=off",
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
    with tempfile.TemporaryDirectory(prefix="onrecord-pg-", ignore_cleanup_errors=True) as place:
        yield from _started(programs, Path(place))


def _programs() -> Path | None:
    """Return the folder of the newest server's programs."""
    found = [p.parent for p in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    on_path = shutil.which("initdb")
    found += [Path(on_path).resolve().parent] if on_path else []
    return max(found, key=lambda p: [int(x) for x in p.parts if x.isdigit()], default=None)


def _started(programs: Path, place: Path) -> Iterator[str]:
    who = _who()
    if who is not None:
        os.chown(place, pwd.getpwnam(who).pw_uid, -1)
    data = place / "data"

    def run(*words: str) -> None:
        done = subprocess.run(words, user=who, cwd=place, capture_output=True, check=False)
        if done.returncode:
            raise NoServer(f"PostgreSQL does not start: {done.stderr.decode()[-500:]}")

    kind = ("--auth=trust", "--username=onrecord", "--encoding=UTF8", "--locale=C", "--no-sync")
    run(str(programs / "initdb"), f"--pgdata={data}", *kind)
    settings = " ".join(f"-c {one}" for one in (*_SETTINGS, f"unix_socket_directories={place}"))
    control = (str(programs / "pg_ctl"), f"--pgdata={data}")
    run(*control, "start", "--wait", f"--log={place / 'log'}", f"--options={settings}")
    try:
        yield f"postgresql://onrecord@/postgres?host={place}"
    finally:
        run(*control, "stop", "--mode=immediate")


def _who() -> str | None:
    """Return whom the server is run by; None for whoever runs the tests."""
    if os.geteuid() != 0:
        return None
    known = {one.pw_name for one in pwd.getpwall()}
    return next((one for one in _USERS if one in known), None)
