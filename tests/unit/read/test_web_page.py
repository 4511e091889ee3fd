"""Web pages: voices by their tags, what they say of themselves, and hostile ones."""

import json
import time
from datetime import date

import pytest

from onrecord.kit import apart
from onrecord.kit.apart import asking
from onrecord.model import Severity, Voice

LEDE = (
    "A ferry with about 140 people on board was shelled and sank off the northern port on "
    "Tuesday, and coast guards said that they had found 31 bodies by nightfall."
)
SECOND = (
    "Survivors who were brought ashore told reporters that the vessel had been flying a white "
    "flag since it left the island, and that nobody had warned them."
)
NAVY = (
    "The navy said in a statement that the captain had failed to stop when he was ordered to, "
    "and that warning shots had been fired before the guns were used."
)
DATA = json.dumps(
    {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "Organization", "name": "Gazette"},
            {
                "@type": "NewsArticle",
                "headline": "Ferry shelled off northern port",
                "datePublished": "2017-05-03T08:00:00+03:00",
                "author": [{"@type": "Person", "name": "Nadia Farouk"}],
                "publisher": {"@type": "Organization", "name": "The Northern Gazette"},
            },
        ],
    }
)
HEAD = f'<title>Ferry shelled | Gazette</title><script type="application/ld+json">{DATA}</script>'
ARTICLE = f"""
<header><a href="/">Northern Gazette</a><nav><a href="/n">News</a></nav></header>
<main><article>
<h1>Ferry shelled off northern port</h1>
<p class="standfirst">Survivors say the vessel flew a white flag.</p>
<p class="byline">By <a rel="author">Nadia Farouk</a> <time>3 May 2017</time></p>
<figure><img src="a.jpg"><figcaption>Rescuers carry a survivor ashore</figcaption></figure>
<div class="social-share">Facebook</div>
<p>{LEDE}</p><p>{SECOND}</p>
<p><a href="/b">The island that nobody may leave</a></p>
<h2>What the navy says</h2>
<p>{NAVY}<br><br>It promised an inquiry.</p>
<table><tr><th>Day</th><th>Bodies</th></tr><tr><td>Tuesday</td><td>31</td></tr></table>
<p>Originally published at Coast Daily.</p>
</article></main>
<section id="comments"><h3>2 comments</h3><ol class="comment-list"><li><footer>Old Sailor says:</footer>
<p>It carried 160 people, so “about 140 people on board” is wrong.</p><a>Reply</a></li></ol>
<form><label>Your name</label></form></section>
<aside class="related-posts"><a href="/r">Town council resigns after water riots</a></aside>
<footer>© 2017 The Northern Gazette</footer>
<script>var shown = "never";</script><p hidden>Never seen</p>
"""
PAGE = f'<!doctype html><html lang="en"><head><meta charset="utf-8">{HEAD}</head><body>{ARTICLE}</body></html>'


def codes(found):
    return [p.code for p in found.problems if p.code != "no-publication-date"]


@pytest.mark.parametrize(
    ("words", "voice"),
    [
        ("News", Voice.BOILERPLATE),
        ("Ferry shelled off northern port", Voice.TITLE),
        ("Survivors say the vessel flew a white flag.", Voice.TITLE),
        ("By Nadia Farouk 3 May 2017", Voice.BYLINE),
        ("Rescuers carry", Voice.CAPTION),
        ("Facebook", Voice.BOILERPLATE),
        (LEDE, Voice.BODY),
        (SECOND, Voice.BODY),
        ("The island that nobody may leave", Voice.BOILERPLATE),
        ("What the navy says", Voice.HEADING),
        ("It promised an inquiry.", Voice.BODY),
        ("Tuesday | 31", Voice.BODY),
        ("Originally published", Voice.NOTE),
        ("2 comments", Voice.BOILERPLATE),
        ("Old Sailor", Voice.COMMENT),
        ("160 people", Voice.COMMENT),
        ("Reply", Voice.BOILERPLATE),
        ("Your name", Voice.BOILERPLATE),
        ("Town council", Voice.BOILERPLATE),
        ("© 2017", Voice.BOILERPLATE),
    ],
)
def test_the_tags_tell_who_speaks(page, words, voice):
    text = page(PAGE).text
    voices = {b.voice for b in text.blocks if words in text.words(b.start, b.end)}
    assert voice in voices


def test_the_text_is_its_blocks_and_nothing_unseen(page):
    text = page(PAGE).text
    assert text.content == "\n\n".join(text.words(b.start, b.end) for b in text.blocks)
    assert "never" not in text.content.lower()


def test_what_it_says_of_itself(page):
    document = page(PAGE).document
    assert (document.title, document.author) == ("Ferry shelled off northern port", "Nadia Farouk")
    assert (document.publisher, document.published) == ("The Northern Gazette", date(2017, 5, 3))
    assert dict(document.found_in) == {
        "title": "h1", "author": "json-ld", "publisher": "json-ld",
        "published": "beside the headline, json-ld", "language": "its words",
    }  # fmt: skip


def test_the_comment_that_corrects_it_is_a_question(page):
    (question,) = [p for p in page(PAGE).problems if p.code == "comment-corrects"]
    assert question.severity is Severity.QUESTION
    assert "about 140 people on board was shelled" in question.message


def test_the_manifest_wins(page):
    found = page(PAGE, title="Told", published=date(2017, 5, 9))
    assert (found.document.title, found.document.published) == ("Told", date(2017, 5, 9))
    assert "dates-differ" in codes(found)


@pytest.mark.parametrize(
    ("head", "day", "element"),
    [
        (
            '<meta property="article:published_time" content="2017-05-03T01:00Z">',
            date(2017, 5, 3),
            "meta article:published_time",
        ),
        ('<meta name="DC.date" content="2017-05-03">', date(2017, 5, 3), "meta dc.date"),
        ('<meta name="date" content="soon">', None, ""),
    ],
)
def test_the_day_in_a_pages_head(page, head, day, element):
    found = page(
        f"<html><head>{head}</head><body><h1>Ferry hit</h1><p>{LEDE}</p><p>{SECOND}</p>"
    ).document
    assert found.published == day
    assert dict(found.found_in).get("published", "") == element


def test_data_and_words_that_differ_are_a_question(page):
    found = page(PAGE.replace("2017-05-03T08", "2016-01-02T08"))
    assert "date-doubtful" in codes(found)
    assert found.document.published == date(2017, 5, 3)


def test_a_page_too_short_for_a_main_text_is_read_by_its_lines(page):
    found = page(
        "<p>Market hit again</p><p>Nine people were killed there on Monday, a doctor said.</p>"
    )
    assert [b.voice for b in found.text.blocks] == [Voice.TITLE, Voice.BODY]


def test_a_page_in_an_old_encoding_is_read_as_it_says(page, reading):
    markup = '<meta charset="windows-1256"><p>قتل أحد عشر مدنياً في قصف على السوق ظهر أمس.</p>'
    found = reading(markup.encode("cp1256"), kind="text/html")
    assert "أحد عشر" in found.text.content
    assert codes(found) == []


def test_old_pages_laid_out_in_tables_keep_their_paragraphs(page):
    markup = f"<table><tr><td><a href=x>Home</a></td><td><p>{LEDE}</p><p>{SECOND}</p><p>{NAVY}</p></td></tr></table>"
    found = page(markup)
    assert [b.voice for b in found.text.blocks][-3:] == [Voice.BODY] * 3


def test_xhtml_with_its_declaration_is_read(page):
    found = page(
        f'<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{LEDE}</p></body></html>'
    )
    assert found.text.content == LEDE


def test_a_page_of_links_is_told_to_hold_no_report(page):
    links = "".join(
        f'<li><a href="/{n}">Another story about the town, number {n}</a></li>' for n in range(80)
    )
    assert "extraction-incomplete" in codes(page(f"<nav><ul>{links}</ul></nav><p>Short.</p>"))


HOSTILE = {
    "attributes": "<p>Eleven died.<div " + " ".join(f"a{n}" for n in range(200_000)) + ">x</div>",
    "nested": "<div>" * 60_000 + "Eleven died.",
    "unclosed links": '<a href="x">t ' * 60_000,
    "too many tags": "<p>a" * 200_001,
    "openings without an end": "<a " * 500_000,
    "quotation marks without an end": "<a '\"" * 500_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_page_that_is_too_complex_is_kept_and_not_parsed(page, name):
    started = time.monotonic()
    found = page(HOSTILE[name])
    assert found.text is None
    assert codes(found) == ["too-complex"]
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    "markup",
    [
        "<" * 500_000,
        "<!--" * 200_000,
        "<script " * 200_000,
        '<script type="application/ld+json">' + "[" * 50_000 + f"</script><p>{LEDE}</p>",
        f"<p>{LEDE}</p><p>\ufffe\x0b\x1f</p>",
        "<html></html>",
    ],
    ids=["brackets", "comments", "scripts", "nested data", "control characters", "nothing"],
)
def test_junk_stops_nothing(page, markup):
    started = time.monotonic()
    found = page(markup)
    assert found.text is not None or "empty-document" in codes(found)
    assert time.monotonic() - started < 20


def test_a_very_long_text_is_not_lost_in_silence(page):
    found = page("<p>" + (LEDE + " ") * 80_000 + "</p>")
    assert len(found.text.content) > 79_000 * len(LEDE)


def test_a_parser_that_takes_too_long_is_stopped_and_the_next_page_is_read(page, monkeypatch):
    page(PAGE)
    monkeypatch.setitem(apart.asked.__kwdefaults__, "seconds", 0.0)
    found = page("<p>a</p>" * 20_000)
    assert codes(found) == ["too-complex"]
    assert "took longer than" in found.problems[-1].message
    monkeypatch.undo()
    assert page(PAGE).text is not None


def test_a_parser_that_dies_is_a_problem_and_the_next_page_is_read(page, monkeypatch):
    page(PAGE)
    monkeypatch.setattr(asking, "_send", lambda child, *_: child.process.kill())
    found = page(PAGE)
    assert codes(found) == ["too-complex"]
    monkeypatch.undo()
    assert page(PAGE).text is not None


def test_words_that_the_parser_loses_are_missed(page, monkeypatch):
    monkeypatch.setattr(
        apart,
        "asked",
        lambda *_, **_of: apart.Answer(
            {
                "pieces": [[len("Two died."), "p", "", 0.0]],
                "in_report": [True],
                "agreement": 1.0,
                "told": {},
                "seen": 20 * len(LEDE),
            },
            b"Two died.",
        ),
    )
    found = page("<p>" + LEDE * 20)
    assert "extraction-incomplete" in codes(found)
