"""The page on the method follows the record: another number there is another number here."""

import re
from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest

from onrecord.model.public import Method, PublicRule, PublicRulebook
from onrecord.model.ruling import Rule
from onrecord.publish.changes import Altered, Notice
from onrecord.publish.site import method
from onrecord.publish.site.page import Site
from onrecord.testing import publics

METHOD = Method(
    publishers=(("Harbour Gazette", 301), ("", 302)),
    languages=(("en", 303), ("ar", 304)),
    media_types=(("text/html", 305),),
    engines=(("rules 7", 306),),
    decisions=(("accept", 307), ("reject", 308)),
    people=309,
    asides=(("forecast", 310),),
    problems=(("single-origin", 311),),
    documents=312,
    claims=1313,
    incidents=314,
    origins=315,
    undecided=316,
    held_back=317,
    first=date(2018, 3, 18),
    last=date(2019, 3, 19),
)
RULE = Rule(
    id="ibc:two-sources", says="Two independent sources at least.", source="Methods, page 2"
)
BOOK = PublicRulebook(
    name="ibc",
    version="41",
    codebook="IBC methods",
    seen="pages 1 to 3",
    rules=(PublicRule(rule=RULE, applied="in part", but="independence is judged by a person"),),
)


def page(language="en", notices=(), allowed=(), **changes):
    public = publics.public(**{"method": METHOD, "count": 318, "rulebooks": (BOOK,), **changes})
    public = replace(public, allowed=replace(public.allowed, **dict(allowed)))
    site = Site(public=public, stations=("home", "method", "changes", "corrections"))
    made = {one.path: one.body.decode() for one in method.pages(site, notices)}
    return made["method.html" if language == "en" else "ar/method.html"]


def words(html):
    return " ".join(
        re.sub(r"<[^>]+>", " ", html).replace("\u2068", "").replace("\u2069", "").split()
    )


NUMBERS = (
    *map(str, (*range(301, 313), *range(314, 316))),
    "1,313",
    "317",
    "318 of 314",
    "997 of 1,313",
)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_number_of_the_record_is_on_the_page(language):
    told = words(page(language))
    for number in NUMBERS:
        assert number.replace(" of ", " of " if language == "en" else " من ") in told


def test_a_number_that_changes_in_the_record_changes_on_the_page():
    """Each number is raised by itself, and the page must be another."""
    before = page()
    for field in fields(Method):
        value = getattr(METHOD, field.name)
        if isinstance(value, int):
            other = replace(METHOD, **{field.name: value + 5000})
        elif isinstance(value, date):
            other = replace(
                METHOD, **{field.name: value.replace(year=2017 if field.name == "first" else 2022)}
            )
        else:
            other = replace(METHOD, **{field.name: ((value[0][0], value[0][1] + 5000), *value[1:])})
        assert page(method=other) != before, field.name


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_sentence_runs_into_the_next(language):
    assert re.findall(r"\w[.؟]<?[A-Z\u0621-\u064a]\w+", words(page(language))) == []


def test_it_has_the_five_areas_and_how_to_read_the_data():
    told = page()
    for area in ("reading", "sources", "collection", "evaluation", "corroboration", "quality",
                 "definitions", "counted", "withheld", "limits", "rulebooks", "altered"):  # fmt: skip
        assert f'<section id="{area}"' in told
        assert f'href="#{area}"' in told


def test_rules_stand_with_their_source_and_how_far_they_are_followed():
    told = page()
    assert '<tr id="ibc-two-sources">' in told
    for part in (
        "Two independent sources at least.",
        "Methods, page 2",
        "in part: independence is judged by a person",
        "IBC methods",
        "pages 1 to 3",
        "version 41",
    ):
        assert part in words(told)


@pytest.mark.parametrize(
    ("setting", "withheld", "told"),
    [
        ({"names": "dead"}, "Names of people who were harmed withheld", "Names of people who were harmed of people said to be killed"),
        ({"religion": True}, "Words for religion withheld", "Words for religion shown"),
        ({"ethnicity": True}, "Words for peoples and tribes withheld", "Words for peoples and tribes shown"),
        ({"kinship": True}, "Words for kinship withheld", "Words for kinship shown"),
        ({"authors": True}, "Names of documents’ authors withheld", "Names of documents’ authors shown"),
        ({"addresses": False}, "Addresses of documents on the web shown, unless", "Addresses of documents on the web withheld"),
        ({"exact_sites": True}, "schools told as the wider place", "schools shown exactly"),
        ({"recent_days": 77}, "less exactly for 30 days", "less exactly for 77 days"),
        ({"recent_days": 0}, "less exactly for 30 days", "recent incidents told as exactly as others"),
        ({"sign_offs": 3}, "before it goes out: 1", "before it goes out: 3"),
        ({"proposals": True}, "In this release a person has also decided on it.", "This release also shows proposals"),
        ({"rulebook": "ibc"}, "figures that stand first follow no rulebook", "counted under the rulebook ibc"),
    ],
)  # fmt: skip
def test_what_is_withheld_follows_the_keepers_settings(setting, withheld, told):
    by_default, let_through = words(page()), words(page(allowed=setting))
    assert withheld in by_default
    assert told not in by_default
    assert told in let_through
    assert withheld not in let_through


def test_nothing_is_said_of_accuracy_that_nobody_measured():
    told = words(page())
    assert "so no accuracy is stated here" in told
    assert not re.search(r"\bF1\b|accuracy of|\d %|percent", told)


def test_changes_of_method_are_told_by_release():
    altered = (Altered(what="setting", name="names", before="none", after="dead"),)
    at = datetime(2026, 11, 22, 9, tzinfo=UTC)
    notices = (
        Notice(release="second", at=at, incidents=1, altered=altered),
        Notice(release="first", at=at, incidents=1, is_first=True),
    )
    told = words(page(notices=notices))
    assert "Release second, 22 November 2026" in told
    assert "whose names are shown: from nobody’s to those of people said to be killed" in told
    assert "Release first" not in told
    assert "None is known" not in told
    assert "None is known: this is the first release" in words(page())


def test_an_empty_record_has_a_page_too():
    told = words(page(method=Method(), count=0, rulebooks=(), incidents=(), documents={}))
    assert "No day of publication is known." in told
    assert "This release shows no rulebook." in told


def test_names_that_hold_markup_are_shown_as_they_are():
    told = page(method=replace(METHOD, publishers=(("<script>alert(1)</script>", 1),)))
    assert "<script>" not in told
    assert "&lt;script&gt;" in told


def test_the_page_is_small():
    assert len(page("ar").encode()) < 200_000
