"""What a web page's blocks are: rows, posts put in, pull quotes, links between, comments."""

import pytest

from onrecord import extract, resolve
from onrecord.model import Voice

FIRST = (
    "A hospital in the old quarter was hit by two rockets on Sunday night, and doctors there said "
    "that seven patients had been killed in their beds."
)
SECOND = (
    "The generator failed with the second blast, so that nurses had to carry the newborn down four "
    "floors in the dark, one of them told us by telephone."
)
THIRD = (
    "Nobody has said who fired. The ministry promised an inquiry, as it had done after the attack "
    "on the same street in March, of which nothing was heard again."
)


def page_of(inside, below=""):
    return (
        "<html><body><nav><a href=/>News</a></nav><article><h1>Hospital hit by rockets</h1>"
        f"<p>{FIRST}</p>{inside}<p>{SECOND}</p><p>{THIRD}</p></article>{below}</body></html>"
    )


@pytest.fixture
def labelled(page):
    """Return a function that gives the blocks of a page that hold some words."""

    def found(markup, words):
        text = page(markup).text
        return [b for b in text.blocks if words in text.words(b.start, b.end)]

    return found


def test_each_item_of_a_list_is_a_block(labelled):
    markup = page_of("<p>The dead:</p><ul><li>Sami Haddad, 44</li><li>Rana Qassem, 9</li></ul>")
    (block,) = labelled(markup, "Rana Qassem")
    assert (block.voice, block.end - block.start) == (Voice.BODY, len("Rana Qassem, 9"))


def test_each_row_of_a_table_is_a_block(labelled):
    rows = "<tr><th>Ward</th><th>Killed</th></tr><tr><td>Maternity</td><td>5</td></tr>"
    (block,) = labelled(page_of(f"<table>{rows}</table>"), "Maternity | 5")
    assert block.voice is Voice.BODY


def test_an_empty_cell_moves_no_figure_to_another_column(labelled, page):
    rows = (
        "<tr><th>Town</th><th>Killed</th><th>Wounded</th></tr>"
        "<tr><td>Kareth</td><td> </td><td>3</td></tr><tr><td>Tell Amra</td><td>2</td><td></td></tr>"
    )
    markup = page_of(f"<table>{rows}</table>")
    assert labelled(markup, "Kareth | | 3")
    (last,) = labelled(markup, "Tell Amra")
    assert page(markup).text.words(last.start, last.end) == "Tell Amra | 2"


def test_what_stands_below_a_picture_is_a_caption_and_its_credit_too(labelled):
    markup = page_of(
        "<figure><img src=a.jpg><figcaption>The ward on Monday</figcaption></figure>"
        '<div class="photo-credit">Photograph: Lina Saleh</div>'
    )
    (caption,), (credit,) = labelled(markup, "The ward on"), labelled(markup, "Lina Saleh")
    assert caption.voice is credit.voice is Voice.CAPTION


POST = (
    '<blockquote class="twitter-tweet"><p>Twelve killed in the hospital, not seven.</p>'
    "&mdash; Dr Omar (@dromar) <a href=x>March 3, 2021</a></blockquote>"
)


def test_a_post_put_into_the_report_is_part_of_it_and_says_so(labelled):
    (block,) = labelled(page_of(POST), "Twelve killed")
    assert (block.voice, block.rule) == (Voice.BODY, "embedded-post")


def test_a_post_is_found_inside_what_a_site_calls_a_social_widget(labelled):
    (block,) = labelled(page_of(f'<div class="social-embed">{POST}</div>'), "Twelve killed")
    assert block.rule == "embedded-post"


def test_a_post_beside_the_report_is_no_part_of_it(labelled):
    (block,) = labelled(page_of("", f"<aside>{POST}</aside>"), "Twelve killed")
    assert block.voice is Voice.BOILERPLATE


def test_what_a_post_claims_is_said_in_another_voice(page):
    reading = page(page_of(POST))
    reader = extract.english_reader()
    named = resolve.names().find(reading.text.content)
    claims = reader.claims(reading.document, reading.text, named)
    said = {(claim.count.low, claim.voice) for claim in claims if claim.count}
    assert {(12, Voice.QUOTE), (7, Voice.BODY)} <= said
    assert (12, Voice.BODY) not in said


def test_the_words_of_a_frame_are_put_in_and_its_code_is_not(labelled):
    words = "<iframe src=x>Watch: the hospital on Monday morning.</iframe>"
    code = '<iframe src=x>&amp;lt;span data-x="1"&amp;gt;</iframe>'
    (frame,), (span,) = labelled(page_of(words), "Watch:"), labelled(page_of(code), "span")
    assert frame.rule == "embedded-post"
    assert span.voice is Voice.BOILERPLATE


def test_a_pull_quote_repeats_the_paragraph_it_was_taken_from(page):
    quote = "“Nurses had to carry the newborn down four floors”".replace("N", "n")
    text = page(page_of(f'<aside class="pullquote"><p>{quote}</p></aside>')).text
    (pulled,) = [b for b in text.blocks if b.rule == "pull-quote"]
    assert pulled.voice is Voice.BODY
    assert text.content[pulled.repeats :].startswith("The generator failed")


def test_a_link_to_another_story_between_paragraphs_is_boilerplate(labelled):
    (block,) = labelled(page_of("<p><a href=/x>Ten killed at the market</a></p>"), "Ten killed")
    assert (block.voice, block.rule) == (Voice.BOILERPLATE, "link-alone")


def test_a_heading_with_nothing_of_the_report_below_it_is_boilerplate(labelled):
    markup = page_of("").replace("</article>", "<h3>Most read today</h3></article>")
    (block,) = labelled(markup, "Most read")
    assert block.voice is Voice.BOILERPLATE


def test_a_report_cut_into_parts_is_taken_whole(labelled):
    part = "<div class=ad><p>Advertisement</p></div><div class=chunk><p>{}</p></div>"
    many = [f"{SECOND[:-1]}, part {n} of what she told." for n in range(9)]
    body = "".join(part.format(words) for words in many)
    markup = f"<html><body><h1>Hospital hit</h1><div class=chunk><p>{FIRST}</p></div>{body}</body>"
    assert all(labelled(markup, words)[0].voice is Voice.BODY for words in many)


def test_a_paragraph_that_tells_where_a_thing_first_appeared_is_no_note(labelled):
    told = (
        "The rockets first appeared in the north of the province in spring, when a depot was "
        "overrun, and have been used in at least nine attacks on hospitals and schools since."
    )
    assert labelled(page_of(f"<p>{told}</p>"), "first appeared")[0].voice is Voice.BODY


COMMENT = "<{tag} class='{name}'><p>My cousin worked there. It was three rockets.</p></{tag}>"


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("div", "comment-list"),
        ("ol", "commentlist"),
        ("section", "xenforo-comment-widget"),
        ("div", "kommentare"),
        ("div", "leserbrief"),
        ("article", "comment"),
        ("div", "MtnCommentText"),
    ],
)
def test_readers_comments_are_found_by_the_names_that_sites_give_them(labelled, tag, name):
    markup = page_of("", COMMENT.format(tag=tag, name=name))
    assert labelled(markup, "My cousin")[0].voice is Voice.COMMENT


@pytest.mark.parametrize(
    "told",
    [
        'itemprop="comment" itemscope',
        'itemscope itemtype="https://schema.org/Comment"',
        'itemscope itemtype="http://schema.org/UserComments"',
        'aria-label="Comments"',
        'aria-label="12 reader comments"',
        'aria-label="التعليقات"',
    ],
)
def test_comments_that_are_told_in_data_or_to_those_who_hear_the_page(labelled, told):
    comment = f"<div {told}><p>My cousin worked there. It was three rockets.</p></div>"
    assert labelled(page_of("", comment), "My cousin")[0].voice is Voice.COMMENT


def test_a_button_for_comments_holds_none(labelled):
    leave = '<div aria-label="Leave a comment"><p>My cousin may write here what she saw.</p></div>'
    assert labelled(page_of("", leave), "My cousin")[0].voice is Voice.BOILERPLATE


@pytest.mark.parametrize("name", ["comment-form", "comments-link", "recent-comments"])
def test_where_comments_are_written_counted_or_linked_there_are_none(labelled, name):
    markup = page_of("", COMMENT.format(tag="div", name=name))
    assert labelled(markup, "My cousin")[0].voice is Voice.BOILERPLATE


def test_a_commentary_is_no_comment(labelled):
    markup = page_of("", COMMENT.format(tag="div", name="commentary"))
    assert labelled(markup, "My cousin")[0].voice is not Voice.COMMENT


def test_a_list_that_ends_a_report_is_part_of_it(labelled):
    names = "<ul><li>Sami Haddad, 44</li><li>Rana Qassem, 9</li></ul><ul><li><a href=/>Home</a></li></ul>"
    markup = page_of("").replace("</article>", f"<h3>The dead</h3>{names}</article>")
    assert labelled(markup, "Rana Qassem")[0].voice is Voice.BODY
    assert labelled(markup, "The dead")[0].voice is Voice.HEADING
    assert labelled(markup, "Home")[0].voice is Voice.BOILERPLATE


def test_a_part_named_for_comments_that_holds_the_headline_is_the_page(labelled):
    markup = f"<div class='page-comments'>{page_of('')}</div>"
    assert labelled(markup, "generator failed")[0].voice is Voice.BODY


def test_two_ways_that_differ_on_what_the_report_is_are_a_question(page):
    menu = "".join(
        f"<div class=card><h3>Story {n}</h3><p>What was said in the town about it, in a line or "
        f"so that ends here, number {n}.</p></div>"
        for n in range(5)
    )
    found = page(f"<html><body><div><p>{FIRST}</p></div><div>{menu}</div></body></html>")
    (problem,) = [p for p in found.problems if p.code == "extraction-doubtful"]
    assert "share only" in problem.message
    assert "%" in problem.message


def test_a_plain_article_is_not_doubted(page):
    assert all(p.code != "extraction-doubtful" for p in page(page_of("")).problems)


def test_a_page_read_with_care_says_so(reading):
    from onrecord import read

    found = reading(page_of(""), kind="text/html")
    careful = read.text(
        found.document, _snapshot(found), page_of("").encode(), read.Manner(careful=True)
    )
    assert (found.text.reader, careful.text.reader) == ("html 4", "html 4, with care")
    assert careful.text.blocks == found.text.blocks


def _snapshot(found):
    from datetime import UTC, datetime

    from onrecord.model import Snapshot

    return Snapshot(
        document_id=found.document.id,
        sha256="0" * 64,
        size=1,
        media_type="text/html",
        taken_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
