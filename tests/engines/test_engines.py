"""One suite for every engine: the same shards in, the same bytes out."""

import os
import signal
import time

import pytest

from onrecord import read
from onrecord.workflow import engines
from onrecord.workflow.bulk import local, shards
from onrecord.workflow.bulk.engine import Running


def test_what_one_machine_reads_is_what_is_there(truth, given):
    assert len(truth) == 2 * len(given)  # claims and readings of each


def test_one_machine_gives_the_same_bytes_with_two_processes(running, truth):
    assert running("local").end() == truth


@pytest.mark.slow
def test_spark_connect_gives_the_same_bytes(running, truth, connect):
    assert running("spark", connect).end() == truth


@pytest.mark.slow
def test_a_cluster_that_loses_a_machine_while_it_reads_gives_the_same_bytes(
    running, truth, cluster
):
    run = running("spark", cluster.master)
    under_way = run.out / ".parts"
    while not list(under_way.rglob("part-*")):
        assert run.process.poll() is None, run.complained.read_text()[-2000:]
        time.sleep(0.02)
    before = cluster.executors()
    assert len(before) == 2
    os.kill(before[0], signal.SIGKILL)
    assert run.process.poll() is None
    assert run.end() == truth
    assert cluster.started() == 3  # the two, and the one in place of that which was lost


@pytest.mark.slow
def test_a_cluster_that_goes_away_keeps_what_it_read_and_the_next_run_goes_on(
    running, truth, given, cluster_to_lose
):
    """It reads on without its master; where its workers go too, one line says so."""
    run = running("spark", cluster_to_lose.master)
    for lose in (cluster_to_lose.lose_master, cluster_to_lose.lose):
        before = run.committed()
        while run.committed() == before:
            assert run.process.poll() is None, run.complained.read_text()[-2000:]
            time.sleep(0.01)
        lose()
    assert run.process.wait(60) == 1
    told = run.complained.read_text().splitlines()[-1]
    assert told.endswith(
        "all machines of the cluster are gone; what was read stands; run the same command again "
        "to go on"
    )
    kept = run.written()
    assert kept.items() < truth.items()
    assert len(kept) >= 4  # claims and readings of each shard
    left = [one for one in given if not shards.is_read(run.out, one, engines.by())]
    assert len(left) == len(given) - len(kept) // 2
    assert list(local.run(left, run.out, read.AS_USUAL, Running(workers=1))) == left
    assert run.written() == truth


@pytest.mark.slow
def test_ray_gives_the_same_bytes(running, truth, ray):
    assert running("ray", "local").end() == truth
