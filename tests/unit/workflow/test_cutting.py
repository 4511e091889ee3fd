"""A text cut into pages and runs, so that every word stands on exactly one page."""

from dataclasses import replace
from itertools import pairwise

import pytest

from onrecord import testing
from onrecord.model import Block, Text, Voice
from onrecord.workflow import finding
from onrecord.workflow.desk import cutting


def text(*lines, voice=Voice.BODY):
    content, blocks = "\n\n".join(lines), []
    at = 0
    for line in lines:
        blocks.append(Block(start=at, end=at + len(line), voice=voice, rule="made"))
        at += len(line) + 2
    return Text(snapshot_id="s", content=content, blocks=tuple(blocks), language="en", reader="p")


def claims(content, *words):
    table = "\n".join(f'a | "{one}" | killed | 3 | at {content.index(one)}' for one in words)
    return {one.id: one for one in testing.claims(table)}


def test_overlapping_claims_are_cut_into_runs_that_add_up_to_the_text():
    told = text("On Monday 12 people, 5 of them children, were killed 😢 there.")
    held = claims(told.content, "12 people, 5 of them", "5 of them children", "😢")
    whole, part, last = held
    (paragraph,) = cutting.paragraphs(told, (0, len(told.content)), held)
    assert "".join(run.words for run in paragraph.runs) == told.content
    marked = [(run.words, run.claims) for run in paragraph.runs if run.claims]
    assert marked == [
        ("12 people, ", (whole,)), ("5 of them", (whole, part)), (" children", (part,)),
        ("😢", (last,)),
    ]  # fmt: skip
    assert [run.closing for run in paragraph.runs if run.closing] == [(whole,), (part,), (last,)]
    assert all(told.words(run.start, run.end) == run.words for run in paragraph.runs)


def test_what_cannot_be_shown_is_a_run_of_its_own():
    told = text("12\u202e killed\x00")
    (paragraph,) = cutting.paragraphs(told, (0, 11), {})
    assert [(run.words, run.is_odd) for run in paragraph.runs] == [
        ("12", False), ("\u202e", True), (" killed", False), ("\x00", True),
    ]  # fmt: skip


def test_quotations_are_told_apart():
    told = text("He said “they shot four men” and left.")
    (paragraph,) = cutting.paragraphs(told, (0, len(told.content)), {})
    assert [run.words for run in paragraph.runs if run.is_quoted] == ["“they shot four men”"]


@pytest.mark.parametrize(
    "told",
    [
        text("word " * 30_000),
        text("x" * 90_000),
        text(*(f"Line {n} says nothing much." for n in range(3_000))),
        replace(text("no blocks " * 5_000), blocks=()),
    ],
    ids=["a long paragraph", "no blank at all", "many lines", "no blocks"],
)
def test_no_page_is_long_and_nothing_is_lost_or_shown_twice(told):
    pages = cutting.parts(told, ())
    assert len(pages) > 2
    assert max(end - start for start, end in pages) <= cutting.LONGEST_PART
    shown = [p for page in pages for p in cutting.paragraphs(told, page, {})]
    between = "".join(told.words(p.start, p.end) for p in shown)
    assert "".join(between.split()) == "".join(told.content.split())
    assert all(a.end <= b.start for a, b in pairwise(shown))


def test_a_page_ends_before_it_holds_too_many_claims():
    told = text(*(f"{n} killed" for n in range(1000)))
    held = claims(told.content, *(f"{n} killed" for n in range(100, 400)))
    pages = cutting.parts(told, tuple(held.values()))
    starts = [one.passage.start for one in held.values()]
    most = max(sum(start <= one < end for one in starts) for start, end in pages)
    assert most <= cutting.MOST_CLAIMS


def test_an_empty_text_has_one_page():
    assert cutting.parts(text(""), ()) == ((0, 0),)


def test_words_are_found_whatever_their_case_and_white_space():
    told = text("Twelve  people\nwere killed. TWELVE PEOPLE.")
    found = [told.words(*at) for at in finding.finds(told, "twelve people")]
    assert found == ["Twelve  people", "TWELVE PEOPLE"]
    assert finding.finds(told, "  ") == finding.finds(told, "nobody") == ()
