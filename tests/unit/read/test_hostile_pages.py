"""Pages made to break what reads them: each has an outcome that is known beforehand."""

import resource
import sys

import pytest

from onrecord.model import Voice

LEDE = (
    "Eleven people were killed on Monday when a market in the old town was shelled, a doctor at "
    "the hospital said."
)
MIB = 1024 * 1024

# Pages that are read, with all their words.
READ = {
    "links": f"<p>{LEDE}</p>" + "".join(f"<a href='/{n}'>link {n}</a> " for n in range(15_000)),
    "colspan bomb": f"<table><tr><td colspan=1000000000 rowspan=1000000000>{LEDE}</td></tr></table>",
    "entity bomb": '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">'
    f'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]><p>{LEDE} &c;&c;&c;</p>',
    "giant base64": f"<p>{LEDE}</p><img src='data:image/png;base64,{'A' * 4_000_000}'>",
    "lists in lists": "<ul><li>" * 120 + LEDE,
    "tables in tables": "<table><tr><td>" * 80 + LEDE,
    "tables deeper than the walk goes": "<table><tr><td>" * 240 + LEDE,
    "bold that nothing closes in each of many cells": "<table><tr><td>"
    + "".join(f"<font size={n}>" for n in range(200))
    + "<p>x" * 200
    + f"<p>{LEDE}</table>",
    "paragraphs without an end": "<p>" * 50_000 + LEDE,
    "cells without a row": "<table>" + "<td>x" * 20_000 + f"</table><p>{LEDE}",
    "options": "<select>" + "<option>a" * 52_000 + f"</select><p>{LEDE}",
    "character references": "<p>" + "&#65;" * 500_000 + f" {LEDE}",
    "white space": "<p>" + " " * 4_000_000 + LEDE,
    "a class of many names": "<div class='" + "comment " * 100_000 + f"'><p>{LEDE}</p></div>",
    "a drawing without an end": "<svg>" * 200 + f"<p>{LEDE}",
    "a long text": "<p>" + "word " * 400_000 + f"</p><p>{LEDE}</p>",
    "stray quotation marks": f'<p class="a"">{LEDE}</p>' + '<i title="b"">c</i>' * 300,
}
# Pages that are kept and not read, and it is said why.
REFUSED = {
    "deep lists": ("<ul><li>" * 3_000 + LEDE, "too-complex"),
    "unclosed bold": ("<b>" * 60_000 + LEDE, "too-complex"),
    "unclosed links": ("<a href=x>t " * 60_000 + LEDE, "too-complex"),
    "more than 20 MiB": ("<p>" + "word " * 4_200_000, "too-complex"),
    "null bytes": (f"<p>{LEDE}" + "\x00" * 5_000, "not-text"),
}


def peak():
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


@pytest.mark.parametrize("name", READ)
def test_a_page_made_to_break_things_loses_no_words_and_leaves_the_program_small(page, name):
    page(f"<p>{LEDE}</p>")  # what the program loads once is not the page's doing
    before = peak()
    found = page(READ[name])
    assert LEDE in found.text.content
    assert peak() - before < 50 * MIB


@pytest.mark.parametrize("name", REFUSED)
def test_a_page_that_cannot_be_read_is_a_problem_and_the_next_one_is_read(page, name):
    markup, code = REFUSED[name]
    found = page(markup)
    assert found.text is None
    assert code in {problem.code for problem in found.problems}
    assert page(f"<p>{LEDE}</p>").text.blocks[0].voice is Voice.BODY


def test_a_page_of_links_alone_is_no_report_and_says_so(page):
    found = page(READ["links"].removeprefix(f"<p>{LEDE}</p>"))
    assert {"extraction-incomplete", "extraction-doubtful"} & {p.code for p in found.problems}
