"""What a command loads before it has done anything: nobody waits for what others use."""

import subprocess
import sys

HEAVY = ("scipy", "rapidfuzz", "splink", "duckdb", "pyarrow", "pandas", "spacy.pipeline")


def test_the_jobs_are_there_without_what_only_lists_and_estimates_use():
    asked = f"import sys, onrecord.workflow; print([m for m in {HEAVY} if m in sys.modules])"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_what_is_loaded_later_is_found_by_its_name():
    from onrecord import workflow

    for name in workflow.__all__:
        assert getattr(workflow, name) is not None
