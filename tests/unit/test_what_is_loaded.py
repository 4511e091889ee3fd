"""What a command loads before it has done anything: nobody waits for what others use."""

import subprocess
import sys

import pytest

from onrecord.cli.app import COMMANDS

ARRAYS = ("scipy", "rapidfuzz", "splink", "duckdb", "pyarrow", "pandas", "spacy.pipeline")
READERS = ("numpy", "onrecord.extract", "onrecord.resolve.dates", "onrecord.workflow.engines")


def loaded(modules, heavy):
    """Return which heavy modules are there once a process of its own has imported others."""
    asked = f"import sys, {', '.join(modules)}; print([m for m in {heavy} if m in sys.modules])"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    return told.stdout.strip()


def test_only_lists_the_desk_that_shows_them_and_shards_load_arrays():
    others = [m for name, (m, _) in COMMANDS.items() if name not in {"lists", "serve", "read"}]
    assert loaded(others, ARRAYS) == "[]"


@pytest.mark.parametrize("command", ["show", "check", "verify", "decide", "build", "add"])
def test_a_command_loads_no_reader_before_it_reads(command):
    assert loaded([COMMANDS[command][0]], READERS) == "[]"


def test_what_is_loaded_later_is_found_by_its_name():
    from onrecord import workflow

    for name in workflow.__all__:
        assert getattr(workflow, name) is not None
