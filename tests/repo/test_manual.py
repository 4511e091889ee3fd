"""The manual cannot fall behind: what the program has, a page tells."""

import ast
import re

import click
import pytest

KEBAB = re.compile(r"[a-z]+(-[a-z]+)+")


def _problem_codes(sources):
    """Return every code that some module gives to a Problem: its `code=` or first argument."""
    for name, tree in sources.items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            for keyword in node.keywords:
                if keyword.arg == "code" and isinstance(keyword.value, ast.Constant):
                    yield keyword.value.value, name


def _literals(sources):
    """Return every string in the code that has the form of a code."""
    return {
        node.value
        for tree in sources.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and KEBAB.fullmatch(node.value)
    }


def _sections(docs):
    return re.findall(r"^## `([a-z-]+)`$", docs["reference/problems.md"], flags=re.MULTILINE)


def test_every_problem_has_a_section(sources, docs):
    known = set(_sections(docs))
    missing = sorted(
        {f"{code} ({where})" for code, where in _problem_codes(sources) if code not in known}
    )
    assert not missing, "add a section to docs/reference/problems.md"


def test_every_section_is_about_a_problem_that_can_arise(sources, docs):
    assert not set(_sections(docs)) - _literals(sources)


def test_no_problem_has_two_sections(docs):
    assert len(_sections(docs)) == len(set(_sections(docs)))


@pytest.fixture(scope="module")
def commands():
    """Every command of the program, by name."""
    from onrecord.cli import app

    context = click.Context(app.app)
    return {name: app.app.get_command(context, name) for name in app.app.list_commands(context)}


def test_every_command_says_what_it_does_and_is_in_the_manual(commands, docs):
    manual = "\n".join(docs.values())
    assert commands
    assert not [name for name, command in commands.items() if not command.help]
    assert not [name for name in commands if f"onrecord {name}" not in manual]


def test_every_option_says_what_it_does(commands):
    silent = [
        f"{name} --{option.name}"
        for name, command in commands.items()
        for option in command.params
        if isinstance(option, click.Option) and not option.help and not option.hidden
    ]
    assert not silent
