"""A look before parsing saves time and loses no claim."""

import ast
from pathlib import Path

import pytest

from onrecord import resolve
from onrecord.extract import is_worth_parsing
from onrecord.extract.drafting import drafts
from onrecord.extract.parse import sentences
from onrecord.model import Block, Voice

SPECS = Path(__file__).parents[2] / "spec" / "test_claims.py"


def _lines() -> list[str]:
    """The sentences of the spec tests."""
    texts = [n.value for n in ast.walk(ast.parse(SPECS.read_text())) if isinstance(n, ast.Constant)]
    return sorted({t for t in texts if isinstance(t, str) and len(t.split()) > 3 and "\n" not in t})


@pytest.mark.parametrize("line", _lines())
def test_a_sentence_of_the_manual_that_makes_a_claim_is_worth_parsing(line: str) -> None:
    block = Block(start=0, end=len(line), voice=Voice.BODY, rule="test")
    (parsed,) = sentences(line, [(0, len(line))], resolve.names().find(line))
    assert is_worth_parsing(line) or not any(drafts(s, block) for s in parsed)


@pytest.mark.parametrize(
    "line",
    [
        "The coalition carried out 12 airstrikes.",
        "A fire destroyed 30 houses.",
        "Two rockets landed in a field.",
        "Police held 12 men in custody.",
        "Eight families sought refuge in a school.",
        "Soldiers found four men hanged.",
    ],
)
def test_a_claim_without_a_common_word_for_harm_is_worth_parsing(line: str) -> None:
    assert is_worth_parsing(line)


@pytest.mark.parametrize(
    "line",
    ["The market reopened.", "Two schools reopened in the town.", "Prices rose by 12 percent."],
)
def test_a_line_without_harm_is_not(line: str) -> None:
    assert not is_worth_parsing(line)
