"""A site holds together: every link leads somewhere, and it is the same each time it is made."""

import re
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from onrecord.model.publishing import Allowed
from onrecord.publish import site
from onrecord.testing import publics


def test_every_link_leads_to_a_page_and_an_anchor_that_exist(rich_site, read, goes):
    pages = {path: read(body) for path, body in rich_site.items() if path.endswith(".html")}
    lost = []
    for path, page in pages.items():
        for link in page.links:
            if urlsplit(link).scheme:
                continue
            at, anchor = goes(path, link), link.partition("#")[2]
            if at.startswith("data/"):
                continue
            if at not in pages or (anchor and anchor not in pages[at].ids):
                lost.append((path, link))
    assert lost == []


def test_every_page_is_well_formed_and_no_id_is_there_twice(rich_site, read):
    faults = {}
    for path, body in rich_site.items():
        if path.endswith(".html"):
            page = read(body)
            twice = [one for one in page.ids if page.ids.count(one) > 1]
            if page.faults or twice:
                faults[path] = (page.faults, twice)
    assert faults == {}


def test_every_page_has_a_twin_in_each_language_and_leads_to_it(rich_site, read, goes):
    pages = {path for path in rich_site if path.endswith(".html")}
    english = {path for path in pages if not path.startswith("ar/")}
    assert pages == english | {f"ar/{path}" for path in english}
    for path in english:
        twin = [goes(path, link) for link in read(rich_site[path]).links]
        assert f"ar/{path}" in twin


def test_a_page_says_its_language_and_direction(rich_site):
    assert b'<html lang="en" dir="ltr">' in rich_site["index.html"]
    assert b'<html lang="ar" dir="rtl">' in rich_site["ar/index.html"]


def test_nothing_is_loaded_from_elsewhere_and_the_page_forbids_it(rich_site, read):
    for path, body in rich_site.items():
        if not path.endswith(".html"):
            assert b"url(" not in body
            assert b"@import" not in body
            continue
        assert b"default-src 'none'" in body
        assert not [one for one in read(body).loaded if urlsplit(one).scheme or one.startswith("/")]
        assert b"<script" not in body


def test_the_same_record_gives_the_same_bytes(rich, rich_site, made):
    assert made(rich) == rich_site


def test_several_processes_give_the_same_bytes(rich, rich_site, made):
    many = made(rich, workers=2)
    assert list(many) == list(rich_site)
    assert many == rich_site


def test_no_page_is_larger_than_200_kb_but_for_the_map(rich_site):
    heavy = {
        path: len(body)
        for path, body in rich_site.items()
        if len(re.sub(rb'<path class="land".*?/>', b"", body)) > 200_000
    }
    assert heavy == {}


@pytest.mark.parametrize("languages", [("en", "ar"), ("ar", "en"), ("ar",), ("en",), ("xx",)])
def test_the_first_language_stands_at_the_root(made, languages):
    files = made(publics.public(allowed=Allowed(languages=languages)))
    first = {"xx": "en"}.get(languages[0], languages[0])
    assert f'<html lang="{first}"'.encode() in files["index.html"]
    assert any(path.startswith("ar/") for path in files) is (languages == ("en", "ar"))


def test_an_empty_record_has_a_site_that_says_so(made, read):
    files = made(replace(publics.public(), incidents=(), count=0, documents={}))
    page = read(files["index.html"])
    assert "There is no incident that may be shown yet." in page.text
    assert "Killed" not in page.text


def test_a_record_without_rulebooks_or_edition_has_a_site(made, read, goes):
    files = made(publics.public(), site.Edition())
    pages = {path: read(body) for path, body in files.items() if path.endswith(".html")}
    for path, page in pages.items():
        assert all(goes(path, link) in pages for link in page.links if not urlsplit(link).scheme)


def test_a_list_of_a_thousand_incidents_is_cut_into_pages_that_load(made):
    many = publics.public(*(publics.incident(n) for n in range(1000)))
    files = made(many, site.Edition())
    lists = {
        path: body
        for path, body in files.items()
        if re.match(r"(ar/)?incidents/(index|page)", path)
    }
    assert len(lists) == 20
    assert max(map(len, files.values())) < 200_000


def test_words_of_others_cannot_act_on_a_page(made, read):
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\u202e\"'"
    claim = publics.claim(
        exact=publics.words(evil), before=publics.words(evil), victims=publics.words(evil),
        accused=(evil,), sources=(evil,), weapon=evil, places=(evil,),
    )  # fmt: skip
    document = replace(
        publics.DOCUMENT,
        title=publics.words(evil),
        publisher=evil,
        url="javascript:alert(1)",
        language=evil,
    )
    source = replace(publics.incident().sources[0], name=evil)
    public = publics.public(
        publics.incident(claims=(claim,), sources=(source,), victims=evil, weapons=(evil,)),
        documents={document.id: document},
        allowed=Allowed(
            title=evil, about=evil, keeper=evil, contact=evil, licence=evil, address=evil
        ),
    )
    for path, body in made(public).items():
        if path.endswith(".html"):
            assert read(body).faults == []
            assert b"<script" not in body
            assert b"<img" not in body
            assert b"javascript:" not in body
            assert "\u202e".encode() not in body


def test_a_very_long_sentence_keeps_its_page_small(made):
    long = publics.words("كلمة طويلة جدا " * 3000, "ar")
    claims = tuple(publics.claim(n, after=long) for n in range(6))
    files = made(publics.public(publics.incident(claims=claims)))
    assert max(map(len, files.values())) < 200_000
