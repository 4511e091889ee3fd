"""Several processes make one site: the same bytes, and no word of theirs when it is stopped."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from onrecord.publish.release import spool
from onrecord.publish.release.spool import Spool
from onrecord.publish.site import incident
from onrecord.testing import publics

SITE = """
import sys
from onrecord.publish import site
from onrecord.testing import publics

if __name__ == "__main__":
    many = publics.public(*(publics.incident(n) for n in range(3000)))
    try:
        for number, page in enumerate(site.pages(many, workers=2)):
            if number == int(sys.argv[1]):
                print("ready", flush=True)
    except KeyboardInterrupt:
        sys.exit(130)
"""


def test_incidents_on_the_disk_give_the_same_bytes(made, tmp_path):
    """Each worker reads its own; neighbours in time lead from one batch to the next."""
    told = [publics.incident(n) for n in range(150)]
    public = publics.public(*told)
    place = tmp_path / "spool"
    with spool.filled(place) as take:
        for batch in spool.in_batches(told, lambda one: len(one.claims)):
            take(spool.pack(batch), b"one\n" * len(batch))
    held = Spool(place)
    assert isinstance(held, incident.Kept)
    assert len(list(held)) == 150
    assert len(list(held.batches())) == 3
    assert list(held.told()) == [b"one\n"] * 150
    assert made(replace(public, incidents=held), workers=2) == made(public)


@pytest.mark.skipif(sys.platform == "win32", reason="no signals to a group of processes")
@pytest.mark.parametrize(("pages", "wait"), [(0, 0.4), (100, 0)])
def test_ctrl_c_is_answered_once(tmp_path, pages, wait):
    """A terminal sends it to all of them: while workers begin (0), or in their midst (100)."""
    script = tmp_path / "making.py"
    script.write_text(SITE)
    with subprocess.Popen(
        [sys.executable, str(script), str(pages)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stdout.readline() == "ready\n"
        time.sleep(wait)
        os.killpg(process.pid, signal.SIGINT)
        _, told = process.communicate(timeout=60)
    assert told == ""
    assert process.returncode == 130
