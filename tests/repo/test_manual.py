"""The manual cannot fall behind: what the program has, a page tells."""

import ast
import re
from dataclasses import fields

import click
import pytest

KEBAB = re.compile(r"[a-z]+(-[a-z]+)+")


def _code_of(call: ast.Call, position: int, name: str) -> ast.expr | None:
    """Return what a call gives as a parameter, by its name or by its position."""
    for keyword in call.keywords:
        if keyword.arg == name:
            return keyword.value
    return call.args[position] if position < len(call.args) else None


def _called(module: str, call: ast.Call) -> str:
    """Return the name that a call uses; a private one belongs to its module."""
    return _known_as(module, ast.unparse(call.func).split(".")[-1])


def _known_as(module: str, name: str) -> str:
    return f"{module}:{name}" if name.startswith("_") else name


def _makers(sources):
    """Return the functions that make problems, each with the parameter that is the code."""
    makers = {"Problem": (0, "code")}
    before = None
    while before != len(makers):
        before = len(makers)
        for module, tree in sources.items():
            for function in ast.walk(tree):
                if not isinstance(function, ast.FunctionDef):
                    continue
                given = function.args
                names = [a.arg for a in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
                for call in ast.walk(function):
                    if isinstance(call, ast.Call) and _called(module, call) in makers:
                        code = _code_of(call, *makers[_called(module, call)])
                        if isinstance(code, ast.Name) and code.id in names:
                            where = (names.index(code.id), code.id)
                            makers.setdefault(_known_as(module, function.name), where)
    return makers


def _problem_codes(sources):
    """Yield every code that is given to a Problem, straight or through a function, and where."""
    makers = _makers(sources)
    for name, tree in sources.items():
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and _called(name, call) in makers:
                code = _code_of(call, *makers[_called(name, call)])
                for part in ast.walk(code) if code else ():
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield part.value, name


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


PAGES = "reference/problems/"


def _pages(docs):
    return {path.removeprefix(PAGES).removesuffix(".md") for path in docs if path.startswith(PAGES)}


def test_every_problem_has_a_page(sources, docs):
    known = _pages(docs)
    missing = sorted(
        {f"{code} ({where})" for code, where in _problem_codes(sources) if code not in known}
    )
    assert not missing, "write its page in docs/reference/problems/, then run script/generate"


def test_every_page_is_about_a_problem_that_can_arise(sources, docs):
    assert not _pages(docs) - _literals(sources)


def test_every_page_of_a_problem_names_it_and_says_what_to_do(docs):
    silent = [
        code
        for code in sorted(_pages(docs))
        if not docs[f"{PAGES}{code}.md"].startswith(f"# `{code}`\n\n")
        or "*What to do:*" not in docs[f"{PAGES}{code}.md"]
    ]
    assert not silent


def test_the_list_of_problems_names_each_page_once(docs):
    listed = re.findall(r"^## `([a-z-]+)`$", docs["reference/problems.md"], flags=re.MULTILINE)
    assert sorted(listed) == sorted(_pages(docs))


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


def test_every_setting_is_in_the_manual(docs):
    from onrecord.store import FeedTable, FollowTable, MailTable, TopicTable, settings
    from onrecord.store.read_settings import ReadSettings

    page = docs["reference/record.md"]
    own = {"person", "following", *(name for name, _ in settings._TABLES.values())}
    named = [f.name for f in fields(settings.Settings) if f.name not in own]
    named += ["people.name", "read.languages"]
    named += [f"reader.llm.{f.name}" for f in fields(settings.AskedSettings)]
    named += [f"web.{f.name}" for f in fields(settings.WebSettings)]
    named += [f"seal.{f.name}" for f in fields(settings.SealSettings)]
    named += [f"read.{f.name}" for f in fields(ReadSettings)]
    named += [f"serve.{f.name}" for f in fields(settings.ServeSettings)]
    named += [f"oidc.{f.name}" for f in fields(settings.OidcSettings)]
    tables = {"follow": FollowTable, "feed": FeedTable, "topic": TopicTable, "mail": MailTable}
    named += [f"{name}.{f.name}" for name, table in tables.items() for f in fields(table)]
    named += [f"protect.{f.name}" for f in fields(settings.ProtectSettings)]
    assert not [name for name in named if f"| `{name}` |" not in page]


def test_every_table_is_in_the_manual(docs):
    from onrecord.store.tables import metadata

    page = docs["reference/record.md"].partition("## Tables")[2]
    assert not [name for name in metadata.tables if f"`{name}`" not in page]


def test_every_field_of_an_exported_claim_is_in_the_manual(docs):
    from onrecord.model import Claim, Count, Measure, Outcome, Passage, Record
    from onrecord.model.exchange import claim_as_row

    claim = Claim(
        document="a.txt",
        passage=Passage(snapshot_id=None, start=0, end=3, exact="one"),
        measure=Measure.PEOPLE,
        outcome=Outcome.KILLED,
        count=Count(),
    )
    page = docs["reference/claims-jsonl.md"].partition("## An example")[0]
    assert not [key for key in claim_as_row(claim, Record()) if f"`{key}`" not in page]


@pytest.mark.parametrize(
    "kind", ["Measure", "Outcome", "Qualifier", "VictimClass", "Stance", "Voice", "SetAside"]
)
def test_every_word_that_a_claim_may_have_is_in_the_manual(docs, kind):
    from onrecord import model

    page = docs["reference/claims-jsonl.md"]
    assert not [word.value for word in getattr(model, kind) if f"`{word}`" not in page]
