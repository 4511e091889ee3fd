"""A build that is stopped at whatever moment: it goes on as if nothing had been."""

import random
import signal
import time

import pytest

STOPS = (
    (signal.SIGINT, 3, {0, 130}),
    (signal.SIGTERM, 2, {0, 130, -signal.SIGTERM}),  # the last, before anything is written
)
TRIES = 20


@pytest.mark.slow
def test_stopped_at_any_moment_the_record_can_be_read_and_goes_on(onrecord, write, dump, tmp_path):
    """
    At random moments, most of them while it works and not while it loads.

    A program that came to its end all the same tells how long one takes by now: the machine may
    have become quicker or slower, and the next signal goes by that.
    """
    write(10)
    taken = float("inf")
    for record in ("whole", "warm"):  # the first waits for the disk, which those after it do not
        began = time.monotonic()
        assert onrecord.ended(onrecord.start("build", "reports", "--record", record)).code == 0
        taken = min(taken, time.monotonic() - began)
    whole = dump("whole")
    chance = random.Random(20)  # noqa: S311 - no secret
    for sent, moments, codes in STOPS:
        seen = set()
        for number in range(TRIES):
            if number >= moments and seen - {0}:
                break
            record = f"{sent.name}-{number}"
            began = time.monotonic()
            process = onrecord.start("build", "reports", "--record", record)
            time.sleep((0.3 + 0.7 * (number % moments + chance.random()) / moments) * taken)
            process.send_signal(sent)
            told = onrecord.ended(process)  # and sees that there is no trace
            if told.code == 0:
                taken = time.monotonic() - began
            seen.add(told.code)
            assert told.code in codes
            said = [line for line in told.err.splitlines() if line.startswith("onrecord: ")]
            assert len(said) == (told.code == 130)
            again = onrecord("build", "reports", "--record", record)
            assert again.code == 0, again.err
            assert dump(record) == whole
            assert not list((tmp_path / record).glob("*.part"))
        assert seen - {0}, "the program was never stopped"
