"""Splink in Spark finds the groups that it finds in DuckDB."""

import json
import os
import subprocess
import sys

import pytest

from onrecord import workflow
from onrecord.lists.linking import link
from onrecord.model import OnRecordError
from onrecord.testing.people import FOUR_KEEPERS, lists, population

IN_SPARK = """
import json
from onrecord.lists.linking import link
from onrecord.testing.people import FOUR_KEEPERS, lists, population
from onrecord.workflow.bulk.spark_session import session
made = lists(population(150, seed=11), FOUR_KEEPERS, seed=12)
few = {"spark.sql.shuffle.partitions": "2", "spark.sql.adaptive.enabled": "false"}
with session("local[2]", few) as spark:
    linked = link(list(made.entries()), made.lists, engine="splink", spark=spark)
print(json.dumps({"engine": linked.linkage.engine, "compared": linked.linkage.pairs,
                  "groups": [group.persons for group in linked.groups],
                  "pairs": [[pair.left, pair.right, pair.is_linked] for pair in linked.pairs]}))
"""


@pytest.mark.slow
def test_a_list_has_the_same_groups_in_spark_as_in_duckdb(spark, tmp_path):
    around = os.environ | {"OMP_NUM_THREADS": "1", "HOME": str(tmp_path)}
    asked = [sys.executable, "-W", "error", "-c", IN_SPARK]
    run = subprocess.run(
        asked, check=False, capture_output=True, text=True, env=around, timeout=400
    )
    assert run.returncode == 0, run.stderr[-3000:]
    told = json.loads(run.stdout.splitlines()[-1])
    made = lists(population(150, seed=11), FOUR_KEEPERS, seed=12)
    here = link(list(made.entries()), made.lists, engine="splink")
    assert len(here.groups) > 40
    assert told["groups"] == [list(group.persons) for group in here.groups]
    assert told["pairs"] == [[pair.left, pair.right, pair.is_linked] for pair in here.pairs]
    assert told["compared"] == here.linkage.pairs
    assert told["engine"].startswith(f"{here.linkage.engine} on spark 4.")


@pytest.mark.parametrize(
    "asked",
    [
        {"engine": "own", "backend": "spark"},
        {"engine": "own", "master": "spark://node:7077"},
        {"engine": "splink", "master": "spark://node:7077"},
    ],
)
def test_who_asks_for_a_cluster_that_would_not_be_used_is_told(tmp_path, asked):
    with pytest.raises(OnRecordError, match="only --engine splink --backend spark"):
        workflow.link_lists(tmp_path, **asked)
