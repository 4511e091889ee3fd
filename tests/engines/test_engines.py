"""One suite for every engine: the same shards in, the same bytes out."""

import os
import signal
import time

import pytest


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
def test_ray_gives_the_same_bytes(running, truth, ray):
    assert running("ray", "local").end() == truth
