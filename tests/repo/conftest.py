"""What tests of the project itself look at."""

import ast
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOT_OURS = {"_build", "build", "dist", "demo-record", "__pycache__"}
OURS = {".ci", ".gitignore"}  # all else that begins with a dot is a tool's


@cache
def _kept_files() -> tuple[Path, ...]:
    """Return the files that are, or are about to be, in the repository."""
    try:
        told = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
            cwd=ROOT,
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        found = [ROOT / name for name in told.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):  # no git, or an unpacked archive
        found = [
            path
            for path in ROOT.rglob("*")
            if not any(
                part in NOT_OURS or (part.startswith(".") and part not in OURS)
                for part in path.relative_to(ROOT).parts
            )
        ]
    return tuple(sorted(path for path in found if path.is_file()))


@pytest.fixture(scope="session")
def kept_files() -> tuple[Path, ...]:
    """Every file of the project, whether git is here or not."""
    return _kept_files()


@pytest.fixture(scope="session")
def sources() -> dict[str, ast.Module]:
    """Every module of the package, parsed, by its path from the project's folder."""
    return {
        str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8"))
        for path in _kept_files()
        if path.suffix == ".py" and (ROOT / "src") in path.parents
    }


@pytest.fixture(scope="session")
def docs() -> dict[str, str]:
    """Every page of the manual, by its path inside docs/."""
    return {
        str(path.relative_to(ROOT / "docs")): path.read_text(encoding="utf-8")
        for path in _kept_files()
        if path.suffix == ".md" and (ROOT / "docs") in path.parents
    }
