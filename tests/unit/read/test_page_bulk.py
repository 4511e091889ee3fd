"""Web pages read in bulk."""

import time
from datetime import UTC, date, datetime

import pytest

from onrecord import read
from onrecord.model import Document, Snapshot, Told, Voice
from onrecord.read.page_bulk_child import Line, report
from onrecord.read.standing import standing

MENU = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/world'>World</a></li></ul></nav>"
FIRST = "Eleven people died in Kareth on Monday when shells hit the market, its mayor said."
LAST = "Two of the wounded, a nurse and her son, were taken to the hospital in Tell Amra."
HEAD = (
    "<head><title>Market hit | Coast Daily</title>"
    "<meta property='article:published_time' content='2016-03-29T10:00:00Z'>"
    "<meta property='og:site_name' content='Coast Daily'>"
    "<script type='application/ld+json'>{'no json'}</script>"
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Market hit", '
    '"author": {"@type": "Person", "name": "Lina Haddad"}}</script></head>'
)
PAGE = (
    f"<html lang='en-GB'>{HEAD}<body>{MENU}<article><h1>Market hit</h1><p>{FIRST}</p>"
    "<figure><img src='a.jpg'><figcaption>The market in May.</figcaption></figure>"
    f"<h2>The wounded</h2><p>{LAST}</p></article>"
    "<div id='comments'><p>Thank you for this, it is what my uncle saw there, too.</p></div>"
    "<footer><a href='/imprint'>Imprint</a></footer></body></html>"
)


@pytest.fixture
def in_bulk():
    """Return a function that reads words as a web page, in bulk."""

    def made(markup, **told):
        data = markup if isinstance(markup, bytes) else markup.encode()
        document = Document(name="page.html", told=Told(**told))
        snapshot = Snapshot(
            document_id=document.id,
            sha256="0" * 64,
            size=len(data),
            media_type="text/html",
            taken_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
        return read.text(document, snapshot, data, read.Manner(bulk=True))

    return made


def said(found):
    return [(b.voice, found.text.words(b.start, b.end)) for b in found.text.blocks]


def test_the_report_is_told_from_what_stands_around_it(in_bulk):
    """Each line of the report is a block; what stands outside is one for each stretch."""
    assert said(in_bulk(PAGE)) == [
        (Voice.BOILERPLATE, "Home\n\nWorld"),
        (Voice.TITLE, "Market hit"),
        (Voice.BODY, FIRST),
        (Voice.CAPTION, "The market in May."),
        (Voice.HEADING, "The wounded"),
        (Voice.BODY, LAST),
        (Voice.COMMENT, "Thank you for this, it is what my uncle saw there, too."),
        (Voice.BOILERPLATE, "Imprint"),
    ]


def test_the_text_says_that_it_was_read_in_bulk(in_bulk):
    assert in_bulk(PAGE).text.reader == "html 4, in bulk"


def test_the_page_s_elements_tell_of_it(in_bulk):
    """Only what elements say counts: words are not searched for a day or a writer."""
    found = in_bulk(PAGE)
    document = found.document
    assert (document.title, document.author, document.publisher, document.language) == (
        "Market hit",
        "Lina Haddad",
        "Coast Daily",
        "en",
    )
    assert document.published == date(2016, 3, 29)
    assert dict(document.found_in)["language"] == "html lang"
    bare = in_bulk(f"<p>29 May 2016</p><p>{FIRST}</p>")
    assert bare.document.published is None
    assert "no-publication-date" in {problem.code for problem in bare.problems}


@pytest.mark.parametrize(
    "told",
    [
        'class="wc-comment-text"',
        'class="leserbrief"',
        'id="disqus_thread"',
        'itemprop="comment"',
        'aria-label="Comments"',
        'aria-label="التعليقات"',
    ],
)
def test_comments_are_found_by_the_names_that_sites_give_them(in_bulk, told):
    found = said(in_bulk(PAGE.replace("id='comments'", told)))
    assert (Voice.COMMENT, "Thank you for this, it is what my uncle saw there, too.") in found


def test_a_language_that_the_page_s_script_contradicts_is_not_believed(in_bulk):
    words = "قصفت الطائرات السوق ظهر أمس وقتل أحد عشر شخصا في المدينة، كما قال رئيس البلدية."
    found = in_bulk(f"<html lang='en'><body><p>{words}</p></body></html>")
    assert found.text.language == "ar"
    assert dict(found.document.found_in)["language"] == "its words"


def test_words_of_the_report_are_followed_to_the_source(in_bulk):
    text = in_bulk(PAGE).text
    start = text.content.index("Two of the wounded")
    place = standing(PAGE.encode(), text, start, start + len("Two of the wounded"))
    assert place.exact == "Two of the wounded"
    assert PAGE[place.start : place.end] == "Two of the wounded"


def test_blocks_cover_every_word(in_bulk):
    """A list's bullets and numbers are no words of the page; all else stands in some block, once."""
    markup = f"<ul><li>One  of\u00a0them</li><li>Another</li></ul><p>{FIRST}</p><ol><li>x</li></ol>"
    found = in_bulk(markup)
    left = list(found.text.content)
    for block in found.text.blocks:
        left[block.start : block.end] = " " * (block.end - block.start)
    assert not "".join(left).strip()
    assert found.text.content == f"One of them\n\nAnother\n\n{FIRST}\n\nx"


def test_every_word_stands_in_the_source(in_bulk):
    """Numbers before items are the browser's; a star and a number in the words are the page's."""
    markup = (
        f"<p>\u200b</p><p>{FIRST}</p><ol><li>Kareth\u200b market</li><li>Tell\xad Amra</li></ol>"
        f"<p>* {LAST}</p><p>1. {FIRST}</p>"
    )
    text = in_bulk(markup).text
    words = [text.words(block.start, block.end) for block in text.blocks]
    assert words[-2:] == [f"* {LAST}", f"1. {FIRST}"]
    for block in text.blocks:
        assert standing(markup.encode(), text, block.start, block.end) is not None


def test_a_page_in_another_encoding_is_read_as_it_says(in_bulk):
    words = "قصفت الطائرات السوق ظهر أمس وقتل أحد عشر شخصا في المدينة، كما قال رئيس البلدية."
    markup = f"<meta charset='windows-1256'><p>{words}</p>".encode("cp1256")
    found = in_bulk(markup)
    assert said(found) == [(Voice.BODY, words)]
    assert "encoding-guessed" not in {problem.code for problem in found.problems}


def test_words_in_a_wrong_encoding_are_repaired(in_bulk):
    wrong = "La maire de Kareth a été emmenée; où, personne ne le sait, dit l’hôpital.".encode()
    found = in_bulk(f"<p>{wrong.decode('cp1252')}</p>")
    assert said(found) == [(Voice.BODY, wrong.decode())]
    assert "encoding-repaired" in {problem.code for problem in found.problems}


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 60_000 + "Eleven died.",
        f"<p>{FIRST}<div " + " ".join(f"a{n}" for n in range(200_000)) + ">x</div>",
        '<a href="x">t ' * 60_000,
        "<script " * 200_000,
        "<" * 500_000,
        "<html></html>",
    ],
    ids=["nested", "attributes", "links", "scripts", "brackets", "nothing"],
)
def test_junk_stops_nothing(in_bulk, markup):
    started = time.monotonic()
    found = in_bulk(markup)
    assert found.text is not None or {p.code for p in found.problems} & {
        "empty-document",
        "too-complex",
    }
    assert time.monotonic() - started < 20


def test_what_is_no_page_is_not_read(in_bulk):
    assert {p.code for p in in_bulk(b"<p>a\x00b").problems} >= {"not-text"}
    assert {p.code for p in in_bulk("<p>a " * 5_000_000).problems} >= {"too-complex"}


def test_a_run_of_prose_is_the_report_and_its_links_are_not():
    """Other stories among the paragraphs are left out; a short line among them stays."""
    lines = [
        Line("Most read", 1.0),
        Line(f"{FIRST} {LAST}"),
        Line("A nurse", 0.0),
        Line("Harvest is late in the north", 1.0),
        Line(f"{LAST} {FIRST}"),
        Line("Share this story", 1.0),
    ]
    assert report(lines, [False] * 6) == [False, True, True, False, True, False]
