"""
Builds with processes beside them: killed, and short of memory, they say what they would have said.

A short version of `build, workers` of `benchmarks/faults.py`, which kills at hundreds of moments.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="it does not say here who began which process"
)


def test_killed_at_random_with_what_reads_a_build_comes_to_the_same(told_by_kind):
    """The program, then it and one that reads, and once more while it goes on."""
    kinds = ("build, workers",)
    [found] = told_by_kind("faults.py", "--kills", "3", "--refusals", "0", kinds=kinds).values()
    assert found["faults"] == []
    assert (found["lost"], found["doubled"]) == (0, 0)
    assert found["struck"] >= 2, "it was hardly ever struck"
    assert found["verified"] >= 2


LIMITED = """
import resource, sys

from onrecord import cli, extract, resolve
from onrecord.workflow.bulk import side_by_side

sys.path.insert(0, {benchmarks!r})
import fault_reader

fault_reader.take_place()
quick = fault_reader.QuickReader.claims


def claims(self, document, text, named):
    if "without end" in text.content:
        held = [bytearray(1 << 24) for _ in range(1 << 20)]  # until the system refuses
    return quick(self, document, text, named)


fault_reader.QuickReader.claims = claims
if __name__ == "__main__":
    cli.main()
else:
    resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
"""


def test_a_report_that_truly_takes_all_memory_is_one_problem_and_the_rest_goes_on(
    onrecord, write, reports, root, tmp_path
):
    write(30)
    (reports / "report-00017.txt").write_text("A list without end. 9 people were killed in Homs.")
    program = tmp_path / "limited.py"
    program.write_text(LIMITED.format(benchmarks=str(root / "benchmarks")))
    words = [sys.executable, program, "build", "reports", "--record", "r", "--workers", "2"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "30 documents new" in done.stdout
    problems = json.loads(onrecord("check", "r", "--json").out)
    [aside] = [one for one in problems if one["severity"] == "error"]
    assert (aside["code"], aside["where"]) == ("reader-killed", "report-00017.txt")
    assert "it had too little memory, 3 times" in aside["message"]
    claims = json.loads(onrecord("show", "r", "--claims", "--json").out)
    assert len(claims) == 29
    assert "All holds" in onrecord("verify", "r").out
