"""
Published pages.

A site is for readers who were not there when the record was made. On every page a figure leads
back to the sentence that it is taken from, says who says so, and says what it leaves out.
"""

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from onrecord.model import Count, Outcome, Qualifier
from onrecord.model.public import (
    Allegation,
    Piece,
    PublicCell,
    PublicFigure,
    PublicRule,
    PublicRulebook,
    PublicRuling,
    PublicWeighed,
    Withheld,
    Words,
)
from onrecord.model.publishing import Allowed
from onrecord.model.ruling import Rule
from onrecord.publish import site
from onrecord.testing import publics

ONE = "incidents/inc_0000000000000001.html"


def pages(public, **edition):
    """Return the text of every page by its path."""
    made = site.pages(public, site.Edition(**edition))
    return {page.path: page.body.decode("utf-8") for page in made}


def words(page):
    """Return what a page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.partition("<main")[2])).split())


def airwars(killed, *, added, most=None):
    """Return a ruling of Airwars that gives a number, and whether it is in published totals."""
    most = killed if most is None else most
    values = {
        "civilians_killed_min": killed,
        "civilians_killed_max": most,
        "in_published_totals": added,
    }
    return PublicRuling(
        rulebook="airwars",
        version="1",
        codebook="Airwars, definitions",
        cells=tuple(
            PublicCell(name=name, value=value, why=Words(), rules=("airwars:totals",))
            for name, value in values.items()
        ),
        used=(PublicWeighed(claim_id="clm_0000000000000001", rule="airwars:totals"),),
        in_short=(("killed", "as told"),),
    )


TOTALS = Rule(
    id="airwars:totals", says="Published totals hold Fair and Confirmed.", source="tooltips"
)
BOOK = PublicRulebook(
    name="airwars", version="1", codebook="Airwars, definitions", seen="page",
    rules=(PublicRule(rule=TOTALS, applied="wholly"),),
)  # fmt: skip


def by_airwars(*incidents):
    """Return a record whose figures stand by Airwars first."""
    return publics.public(*incidents, rulebooks=(BOOK,), allowed=Allowed(rulebook="airwars"))


def test_a_number_leads_to_the_sentence_that_it_is_taken_from():
    """The large figure of an incident is a link to the sentence, its words marked in it."""
    page = pages(publics.public())[ONE]
    link = re.search(r'<dd class="big"><a href="#(clm_\d+)">12</a>', page)
    sentence = page.partition(f'<article class="claim" id="{link[1]}">')[2].partition("</article>")[
        0
    ]
    assert "<mark>12 people were killed</mark> when a market in Northport was hit" in sentence


def test_both_ends_of_a_range_lead_to_the_sentences_that_state_them():
    """Of "3–12" the 3 leads to who said 3, and the 12 to who said 12."""
    low = publics.claim(2, 3, None, count=Count(low=3, qualifier=Qualifier.AT_LEAST))
    claims = (publics.claim(1), low)
    figure = PublicFigure(
        outcome="killed",
        minimum=3,
        maximum=12,
        rule="two origins",
        used=tuple(c.id for c in claims),
    )
    page = pages(publics.public(publics.incident(claims=claims, figures=(figure,))))[ONE]
    assert f'<a href="#{low.id}">3</a>–<a href="#{claims[0].id}">12</a>' in page


def test_beside_a_sentence_stand_who_says_it_and_where():
    """Its source and whether that is a party; the document, its publisher, day and hash."""
    page = words(pages(publics.public())[ONE])
    assert "Saada health office not a party" in page
    assert "Strike on a market , Harbour Gazette , 15 May 2024" in page
    assert "SHA-256 " + "ab" * 32 in page


def test_an_allegation_is_never_shown_without_its_speaker():
    """Who is accused stands beside who says so; where no speaker is known, it is not shown."""
    spoken = Allegation(name="Red Army", said_by=("Saada health office",))
    nobody = Allegation(name="Blue Army", said_by=())
    claim = publics.claim(
        sources=(), source_id=None, document_id="doc_of_nobody", accused=("Blue Army",)
    )
    files = pages(
        publics.public(publics.incident(claims=(publics.claim(2), claim), accused=(spoken, nobody)))
    )
    for path, page in files.items():
        assert "Blue Army" not in page, path
    assert "Red Army according to Saada health office" in words(files[ONE])
    assert "Red Army Saada health office 1" in words(files["accused/index.html"])
    assert "Red Army according to Saada health office" in words(files["incidents/index.html"])


def test_unknown_is_not_zero():
    """Where no source gives a number the page says so; a zero is shown only where one is said."""
    untold = publics.incident(1, figures=())
    nobody = PublicFigure(outcome="killed", minimum=0, maximum=0, rule="one origin", used=())
    files = pages(publics.public(untold, publics.incident(2, figures=(nobody,))))
    first = files[ONE].partition("Killed</dt>")[2].partition("</dd>")[0]
    assert words("<main" + first).strip().endswith("not told")
    second = files["incidents/inc_0000000000000002.html"].partition("Killed</dt>")[2]
    assert '<dd class="big">0</dd>' in second


def test_an_open_end_stays_open():
    """ "At least 26" is "26 or more", here and in a sum."""
    open_end = PublicFigure(
        outcome="killed",
        minimum=26,
        maximum=None,
        rule="one origin",
        used=("clm_0000000000000001",),
    )
    assert "26 or more" in pages(publics.public(publics.incident(figures=(open_end,))))[ONE]


def test_or_more_is_not_lost_where_another_source_gives_less():
    """One source says 26 and another "at least 55": the range is "26–55 or more" everywhere."""
    range_of_two = PublicFigure(
        outcome="killed", minimum=26, maximum=55, rule="two origins",
        used=("clm_0000000000000001", "clm_0000000000000002"),
    )  # fmt: skip
    at_least = Count(low=55, qualifier=Qualifier.AT_LEAST)
    claims = (publics.claim(1, 26, 26), publics.claim(2, count=at_least))
    one = publics.incident(figures=(range_of_two,), claims=claims)
    made = pages(publics.public(one))
    assert ">26–55 or more</a></dd>" in made[ONE]
    assert "26–55 or more" in made["index.html"]
    assert "26–55 or more" in made["incidents/index.html"]


def test_a_total_is_given_only_where_a_rulebook_allows_it():
    """
    Airwars adds Fair and Confirmed; the rest stands apart, and nothing untold is added as zero.

    RULES of the field: totals of different rulebooks are never added, nor national totals.
    """
    home = words(
        pages(
            by_airwars(
                publics.incident(1, rulings=(airwars(12, added=True),)),
                publics.incident(2, rulings=(airwars(14, most=43, added=True),)),
                publics.incident(3, rulings=(airwars(None, added=True),)),
                publics.incident(4, rulings=(airwars(500, added=False),)),
            )
        )["index.html"]
    )
    assert (
        "Killed 26–55 or more 2 of 4 incidents. Airwars: civilians in incidents graded Fair or Confirmed"
        in home
    )
    assert "1 incident : no number told" in home.replace("incident:", "incident :")
    assert "1 incident : graded otherwise, or not graded yet" in home.replace(
        "incident:", "incident :"
    )


def test_without_a_chosen_rulebook_nothing_is_added_up():
    """The opening page then counts incidents, and shows each rulebook's own total by itself."""
    one = publics.incident(1, rulings=(airwars(12, added=True),))
    home = words(pages(publics.public(one, rulebooks=(BOOK,)))["index.html"])
    assert "no rulebook is chosen here, so nothing is added up" in home


def test_the_rule_that_used_a_sentence_is_cited():
    """Under each rulebook stands every rule that did something, with where it is written."""
    page = words(pages(by_airwars(publics.incident(rulings=(airwars(12, added=True),))))[ONE])
    assert "Published totals hold Fair and Confirmed. tooltips · airwars:totals 1" in page


def test_what_nobody_decided_on_is_marked():
    """A proposal looks like one: on its page, at its sentence, and in every list."""
    files = pages(
        publics.public(publics.incident(claims=(publics.claim(decision=None),), is_decided=False))
    )
    assert "Proposal: nobody has decided yet." in words(files[ONE])
    assert "12 killed proposal" in words(files[ONE])
    assert "Northport, Yemen proposal" in words(files["incidents/index.html"])
    assert "Some of this is a proposal" in words(files["index.html"])


def test_what_is_withheld_is_a_gap_with_its_reason():
    """A reader sees that something is left out, what kind of thing, how often and why."""
    told = Words(
        pieces=(Piece(text="said "), Piece(text="", withheld=Withheld.WITNESS)), language="en"
    )
    one = publics.incident(claims=(publics.claim(after=told),), withheld=((Withheld.WITNESS, 1),))
    files = pages(publics.public(one))
    gap = '<span class="gap" lang="en" dir="ltr">witness withheld</span>'
    assert f"</mark>said {gap}</p>" in files[ONE]
    assert "did not agree to stand in a public record" in words(files[ONE])
    assert '<span class="gap" lang="ar" dir="rtl">الشاهد محجوب</span>' in files[f"ar/{ONE}"]


def test_a_page_says_that_nothing_is_withheld_only_where_that_is_so():
    """A gap in a sentence is enough: the page then says that gaps are marked."""
    nothing = "Nothing is withheld on this page."
    assert nothing in words(pages(publics.public())[ONE])
    gap = Words(pieces=(Piece(text="", withheld=Withheld.NAME),))
    told = words(pages(publics.public(publics.incident(claims=(publics.claim(after=gap),))))[ONE])
    assert nothing not in told
    assert "What is left out is marked where it would stand." in told


def test_other_peoples_words_keep_their_language_and_direction():
    """An Arabic sentence on an English page is marked as Arabic, and finds its own direction."""
    told = publics.claim(exact=publics.words("قُتل 12 شخصًا", "ar"))
    page = pages(publics.public(publics.incident(claims=(told,))))[ONE]
    assert '<blockquote dir="auto" lang="ar">' in page


@pytest.mark.parametrize(
    ("when", "shown"),
    [
        (publics.day(2024, 5, 14), "14 May 2024 known to the day"),
        (None, "day not told"),
    ],
)
def test_a_day_is_never_finer_than_it_is_known(when, shown):
    """The page says the day, and how exactly it is known."""
    assert shown in words(pages(publics.public(publics.incident(when=when)))[ONE])


def test_an_id_that_is_given_up_still_has_its_page():
    """The page of a retired id says where its sentences are now, however often they moved."""
    public = publics.public(
        retired=(
            ("inc_old", ("inc_newer",)),
            ("inc_newer", ("inc_0000000000000001",)),
            ("inc_gone", ()),
        )
    )
    files = pages(public)
    for old in ("inc_old", "inc_newer"):
        assert 'href="../incidents/inc_0000000000000001.html"' in files[f"incidents/{old}.html"]
    assert "stand in no public incident now" in files["incidents/inc_gone.html"]


def test_a_page_says_how_to_cite_it():
    """Who keeps the record, its name, the incident's id, the release and its day."""
    page = words(pages(publics.public(), id="2026-1", day=date(2026, 11, 22))[ONE])
    assert (
        "Northern Casualty Desk , Northern record , incident inc_0000000000000001 , "
        "release 2026-1, 22 November 2026"
    ) in page


def test_other_harm_is_named_and_not_counted_as_killed():
    """Who was abducted is in no figure of the killed."""
    taken = publics.claim(outcome=Outcome.ABDUCTED)
    page = words(pages(publics.public(publics.incident(claims=(taken,), figures=())))[ONE])
    assert "Sources also tell of people abducted: see what was said." in page
    assert "Killed not told" in page


def test_files_to_take_away_are_listed_with_their_hash():
    """Each with its layout, size and SHA-256, as the release gives them."""
    file = site.DataFile(path="data/figures.csv", kind="csv", size=1200, sha256="cd" * 32)
    page = pages(publics.public(), files=(file,))["data.html"]
    assert '<a href="data/figures.csv" download>' in page
    assert "cd" * 32 in page


def test_a_source_has_a_page_with_all_its_incidents():
    """With how it stands to each; it is not graded."""
    files = pages(publics.public(publics.incident(1), publics.incident(2)))
    page = words(files["sources/org_0000000000000001.html"])
    assert "Saada health office" in page
    assert "2 incidents" in page


def test_a_document_has_a_page_with_its_hash_and_address():
    """And what is withheld of it."""
    hidden = replace(publics.DOCUMENT, url=None, withheld=(Withheld.ADDRESS,))
    files = pages(publics.public(documents={hidden.id: hidden}))
    assert "address withheld" in words(files[f"documents/{hidden.id}.html"])
    files = pages(publics.public())
    assert 'href="https://gazette.example/market"' in files[f"documents/{hidden.id}.html"]
