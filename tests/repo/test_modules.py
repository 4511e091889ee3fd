"""Modules stay short, are named for what they hold, and say what they are."""

import ast
import sys

import grimp
import pytest

MOST_LINES = 500
# A module that must be longer goes here with its reason.
LONGER: dict[str, str] = {}
SAYS_NOTHING = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "manager",
    "misc",
    "data",
    "info",
    "process",
}


def test_no_module_is_too_long_to_read_at_once(sources, root):
    long = {
        name: lines
        for name in sources
        if (lines := len((root / name).read_text(encoding="utf-8").splitlines())) > MOST_LINES
        and name not in LONGER
    }
    assert not long, f"split these, or give the reason in LONGER: {long}"


def test_names_of_modules_say_what_is_in_them(sources):
    empty = [
        name
        for name in sources
        if SAYS_NOTHING & {part.removesuffix(".py").strip("_") for part in name.split("/")}
    ]
    assert not empty


def _public(tree: ast.Module):
    """Yield what a module shows: functions, classes and their methods without an underscore."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    for node in tree.body:
        if isinstance(node, kinds) and not node.name.startswith("_"):
            yield node.name, node
            if isinstance(node, ast.ClassDef):
                for inner in node.body:
                    if isinstance(inner, kinds) and not inner.name.startswith("_"):
                        yield f"{node.name}.{inner.name}", inner


def test_every_public_name_says_what_it_is(sources):
    silent = [
        f"{name}: {called}"
        for name, tree in sources.items()
        for called, node in _public(tree)
        if not ast.get_docstring(node)
    ]
    assert not silent


def test_every_module_says_what_it_is(sources):
    assert not [name for name, tree in sources.items() if not ast.get_docstring(tree)]


def test_values_of_the_record_are_frozen(sources):
    """A value that could be changed in place could be changed without anyone's knowing."""
    loose = []
    for name, tree in sources.items():
        if not name.startswith("src/onrecord/model/"):
            continue
        for node in ast.walk(tree):
            for decorator in getattr(node, "decorator_list", []):
                words = ast.unparse(decorator)
                if words.startswith("dataclass") and not all(
                    f"{wanted}=True" in words for wanted in ("frozen", "slots", "kw_only")
                ):
                    loose.append(f"{name}: {node.name}")
    assert not loose


@pytest.mark.parametrize("package", ["model", "kit"])
def test_the_core_needs_only_the_standard_library(package):
    graph = grimp.build_graph("onrecord", include_external_packages=True, cache_dir=None)
    whole = f"onrecord.{package}"
    modules = {whole, *graph.find_descendants(whole)}
    reached = {
        found.split(".")[0]
        for module in modules
        for found in graph.find_modules_directly_imported_by(module)
    }
    assert reached - sys.stdlib_module_names - {"onrecord"} == set()
