"""What a page tells of itself: which element is believed, and what two of them disagree about."""

import json
from datetime import date

import pytest

from onrecord.read import page_text, page_told

WORDS = "<p>" + "Nine people were killed in the market on Monday, two doctors said. " * 4 + "</p>"


@pytest.fixture
def document(reading):
    def read(head="", body="<h1>Market hit again</h1>", url=None):
        markup = f"<html><head>{head}</head><body>{body}{WORDS}{WORDS}</body></html>"
        found = reading(markup.encode(), kind="text/html", url=url)
        said = dict(found.document.found_in)
        return found.document, said, {p.code: p.message for p in found.problems}

    return read


def data(*things, **thing):
    told = list(things) or {"@type": "NewsArticle", **thing}
    return f'<script type="application/ld+json">{json.dumps(told)}</script>'


def test_two_kinds_of_elements_that_agree_are_named_together(document):
    found, said, problems = document(
        data(datePublished="2017-05-03T08:00:00+03:00"), "<h1>Market hit</h1><p>3 May 2017</p>"
    )
    assert found.published == date(2017, 5, 3)
    assert said["published"] == "beside the headline, json-ld"
    assert "date-doubtful" not in problems


def test_days_that_differ_are_a_question_with_both_and_their_elements(document):
    found, said, problems = document(
        data(datePublished="2016-01-02"), "<h1>Market hit</h1><p>3 May 2017</p>"
    )
    assert (found.published, said["published"]) == (date(2017, 5, 3), "beside the headline")
    assert "2017-05-03 (beside the headline)" in problems["date-doubtful"]
    assert "2016-01-02 (json-ld)" in problems["date-doubtful"]


def test_a_day_that_time_zones_part_is_no_question(document):
    head = data(datePublished="2017-05-03T23:30:00Z")
    _, _, problems = document(head, "<h1>Market hit</h1><p>4 May 2017</p>")
    assert "date-doubtful" not in problems


def test_publication_and_update_stay_apart(document):
    found, said, problems = document(
        data(datePublished="2017-05-03", dateModified="2017-05-09"),
        "<h1>Market hit</h1><p>Last updated: 9 May 2017</p><p>Published 3 May 2017</p>",
    )
    assert (found.published, found.updated) == (date(2017, 5, 3), date(2017, 5, 9))
    assert said["updated"] == "beside the headline"
    assert "date-doubtful" not in problems


def test_a_change_on_the_day_of_publication_is_none(document):
    found, said, _ = document(data(datePublished="2017-05-03", dateModified="2017-05-03"))
    assert (found.updated, "updated" in said) == (None, False)


def test_the_day_in_the_pages_own_address(document):
    link = '<link rel="canonical" href="https://example.org/2017/05/03/market/">'
    found, said, _ = document(link)
    assert (found.published, said["published"]) == (date(2017, 5, 3), "address")


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("Publié le 1er août 2014", date(2014, 8, 1)),
        ("03.08.2014, 14:05 Uhr", date(2014, 8, 3)),
        ("3 de agosto de 2014", date(2014, 8, 3)),
        ("3 Ağustos 2014", date(2014, 8, 3)),
        ("3 августа 2014, 14:05", date(2014, 8, 3)),
        ("٣ آب ٢٠١٤", date(2014, 8, 3)),
    ],
)
def test_days_beside_the_headline_in_many_languages(document, printed, day):
    found, said, _ = document(body=f"<h1>Market hit again</h1><p>{printed}</p>")
    assert (found.published, said["published"]) == (day, "beside the headline")


# -- Structured data ---------------------------------------------------------------------------


def test_an_author_that_a_graph_only_refers_to_is_found(document):
    found, said, _ = document(
        data(
            {"@type": "Article", "author": {"@id": "#lina"}, "headline": "Market hit again"},
            {"@type": "Person", "@id": "#lina", "name": "Lina Haddad"},
        )
    )
    assert (found.author, said["author"]) == ("Lina Haddad", "json-ld")


def test_an_addresses_and_accounts_are_no_names(document):
    found, _, _ = document(
        data(author=[{"name": "https://example.org/lina"}, {"name": "L. Haddad"}])
    )
    assert found.author == "L. Haddad"


def test_microdata_of_a_comment_is_not_the_reports(document):
    comment = (
        '<div itemscope itemtype="https://schema.org/Comment"><b itemprop="author">Old Sailor</b>'
        '<time itemprop="datePublished" datetime="2019-01-01">later</time></div>'
    )
    found, said, _ = document(
        body='<div itemscope itemtype="https://schema.org/NewsArticle"><h1>Market hit again</h1>'
        '<span itemprop="author" itemscope itemtype="https://schema.org/Person">'
        '<span itemprop="name">Lina Haddad</span></span>'
        f'<meta itemprop="datePublished" content="2017-05-03">{comment}</div>'
    )
    assert (found.author, found.published) == ("Lina Haddad", date(2017, 5, 3))
    assert (said["author"], said["published"]) == ("microdata", "microdata")


def test_libraries_tags_name_each_author(document):
    found, said, _ = document(
        '<meta name="citation_author" content="Lina Haddad">'
        '<meta name="citation_author" content="M. Petrov">'
        '<meta name="citation_publication_date" content="2017/05/03">'
    )
    assert (found.author, said["author"]) == ("Lina Haddad; M. Petrov", "meta citation_author")
    assert found.published == date(2017, 5, 3)


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "datePublished": "2017-05-03",}',
        '<!-- {"@type": "NewsArticle", "datePublished": "2017-05-03"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "datePublished": "2017-05-03"}\n//]]>',
        '[{"@type": "WebSite"} {"@type": "NewsArticle", "datePublished": "2017-05-03"}]',
        '{"@type": "NewsArticle", "description": "two\nlines", "datePublished": "2017-05-03"}',
    ],
)
def test_a_slip_in_json_ld_is_put_right(document, script):
    found, said, problems = document(f'<script type="application/ld+json">{script}</script>')
    assert (found.published, said["published"]) == (date(2017, 5, 3), "json-ld")
    assert "page-data-unread" not in problems


def test_json_ld_that_only_a_guess_would_repair_is_a_note(document):
    script = """{"@type": "NewsArticle", "headline": 'Market', "publisher": "Coast Daily"}"""
    found, _, problems = document(f'<script type="application/ld+json">{script}</script>')
    assert found.publisher is None
    assert "1 of its JSON-LD scripts" in problems["page-data-unread"]


# -- Title, author, publisher ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Market hit again | Coast Daily</title>", "<h1>Coast Daily</h1>", "Market hit again"),
        ("<title>Market hit again – Coast Daily</title>", "<h1>Market hit again</h1>", "Market hit again"),
        ('<meta property="og:title" content="Market hit: nine dead">', "<h1>World</h1>", "Market hit: nine dead"),
    ],
)  # fmt: skip
def test_the_headline_is_the_heading_that_the_pages_data_has_too(document, head, body, title):
    site = '<meta property="og:site_name" content="Coast Daily">'
    assert document(site + head, body)[0].title == title


@pytest.mark.parametrize(
    ("head", "author"),
    [
        ('<meta name="author" content="Coast Daily">', None),
        ('<meta name="author" content="admin">', None),
        ('<meta name="author" content="By Lina Haddad | 3 May">', "Lina Haddad"),
    ],
)
def test_a_site_or_an_account_is_no_author(document, head, author):
    site = '<meta property="og:site_name" content="Coast Daily">'
    assert document(site + head)[0].author == author


def test_where_everything_was_found_is_kept(document):
    _, said, _ = document(
        data(
            headline="Market hit again", datePublished="2017-05-03",
            author={"name": "Lina Haddad"}, publisher={"name": "Coast Daily"},
        )
    )  # fmt: skip
    assert said == {
        "title": "h1", "author": "json-ld", "publisher": "json-ld",
        "published": "json-ld", "language": "its words",
    }  # fmt: skip


def test_thousands_of_things_and_deep_nests_are_read_in_a_moment():
    many = data(*[{"@type": "NewsArticle", "headline": f"Story {n}"} for n in range(10_000)])
    nest = '{"@graph": [' * 5_000 + '{"@type": "NewsArticle", "headline": "Deep"}' + "]}" * 5_000
    deep = f'<script type="application/ld+json">{nest}</script>'
    tree = page_text.parsed(f"<html><head>{many}{deep}</head><body><p>x</p></body></html>")
    assert page_told.told(tree)["title"]["json-ld"] == "Story 0"
