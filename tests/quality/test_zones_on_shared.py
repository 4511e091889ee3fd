"""The five sample reports, line by line: body, forms, policies, pingbacks, links, captions."""

import json
from collections import Counter

import pytest

from onrecord import workflow
from onrecord.model import Severity, Voice
from onrecord.read.lines import lines
from onrecord.read.voices import blocks

# How each kind of boilerplate is told by the rule that found it.
RULES = {
    "form": {"opens-form", "zone-form", "invitation", "opens-comments"},
    "policy": {"opens-policy", "zone-policy"},
    "pingback": {"pingback"},
    "related": {"link-headline"},
}
AT_LEAST = {"form": 11, "policy": 10, "pingback": 3, "related": 2}


@pytest.fixture(scope="module")
def read(shared):
    """Return each line's true voice with the block that was read, for all five reports."""
    gold = json.loads((shared / "gold" / "blocks.json").read_text(encoding="utf-8"))
    found = []
    for name, labels in gold.items():
        content = (shared / "reports" / name).read_bytes().decode("utf-8")
        told = lines(content)
        by_line = {
            line.number: block for line, block in zip(told, blocks(told), strict=True)
        }  # fmt: skip
        found += [(Voice(label["voice"]), by_line[label["line"]]) for label in labels]
    return found


@pytest.mark.parametrize("voice", [Voice.BODY, Voice.CAPTION, Voice.COMMENT, Voice.BOILERPLATE])
def test_no_line_of_the_five_reports_is_taken_for_something_else(read, voice):
    counted = Counter(block.voice for true, block in read if true is voice)
    assert counted == {voice: sum(true is voice for true, _ in read)}


@pytest.mark.parametrize("kind", AT_LEAST)
def test_each_kind_of_boilerplate_is_named_by_its_rule(read, kind):
    assert sum(block.rule in RULES[kind] for _, block in read) >= AT_LEAST[kind]


def test_the_comment_that_corrects_its_article_is_offered_to_a_person(shared, tmp_path):
    record = workflow.build(shared / "reports", tmp_path / "record").record
    asked = [p for p in record.problems if p.code == "comment-corrects"]
    assert [p.where[:3] for p in asked] == ["000"]
    assert asked[0].severity is Severity.QUESTION
    assert "It is about line" in asked[0].message
