"""What fuzzing found stays mended, and what fuzzes is itself able to find."""

import importlib.machinery
import importlib.util
import random
import zipfile
from pathlib import Path

import hostile
import pytest
import targets

ROOT = Path(__file__).parents[2]
FOUND = sorted((Path(__file__).parent / "found").glob("*-*"))
QUICK = (
    "number",
    "cells",
    "counts",
    "mapping",
    "claim",
    "codec",
    "inflated",
    "warc",
    "zip",
    "backup",
)


@pytest.fixture(scope="module")
def fuzz():
    """The program of the nightly target."""
    loader = importlib.machinery.SourceFileLoader("fuzz", str(ROOT / "script" / "fuzz"))
    spec = importlib.util.spec_from_loader("fuzz", loader)
    made = importlib.util.module_from_spec(spec)
    loader.exec_module(made)
    return made


def test_what_was_found_is_mended(fuzz):
    for path in FOUND:
        one = targets.TARGETS[path.name.rpartition("-")[0]]
        assert fuzz.tried(one, path.read_bytes()) is None, path.name


@pytest.mark.parametrize("name", QUICK)
def test_a_few_damaged_inputs_break_nothing(name, fuzz):
    one = targets.TARGETS[name]
    drawn = random.Random(7)  # noqa: S311 - the same every time
    seeds = one.seeds()
    for _ in range(30):
        data = fuzz.mutated(*drawn.choices(seeds, k=2), drawn, one.words)[:8_000]
        assert fuzz.tried(one, data) is None, data[:200]


def test_a_target_that_breaks_is_told(fuzz):
    def breaks(data):
        if b"killed" in data:
            raise LookupError("words")

    one = targets.Target(breaks, (zipfile.BadZipFile,), lambda: [b""])
    assert fuzz.tried(one, b"12 killed").startswith("LookupError")
    assert fuzz.tried(one, b"none") is None
    declared = targets.Target(breaks, (LookupError,), lambda: [b""])
    assert fuzz.tried(declared, hostile.SAID.encode()) is None
