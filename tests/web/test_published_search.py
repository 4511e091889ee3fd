"""Searching a published site: from a folder, in a browser, with no server and no network."""

import random
import sys
import unicodedata
from dataclasses import dataclass, replace
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from onrecord.kit.search_words import fold_word, search_words
from onrecord.kit.spelling import sounds
from onrecord.model.public import Piece, PublicSource, Withheld, Words
from onrecord.model.side import Role
from onrecord.publish.site import navigation, printing, search
from onrecord.publish.site.page import Site
from onrecord.testing import publics

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Row:
    id: str
    when: object
    places: tuple
    killed: object
    injured: object
    is_decided: bool


def row(one):
    ends = SimpleNamespace(minimum=None, maximum=None, is_open=False)
    told = one.figure("killed")
    figure = (
        SimpleNamespace(minimum=told.minimum, maximum=told.maximum, is_open=False) if told else ends
    )
    return Row(one.id, one.when, tuple(p.name for p in one.places), figure, ends, one.is_decided)


def hudaydah():
    masked = Words(
        pieces=(Piece(text="", withheld=Withheld.NAME), Piece(text=" وثلاثة آخرون قُتِلوا")),
        language="ar",
    )
    source = PublicSource(id="org_2", name="وزارة الصحة", role=Role.NOT_A_PARTY, claim_ids=())
    return publics.incident(
        2,
        claims=(publics.claim(2, exact=masked, after=publics.words(""), places=()),),
        places=(replace(publics.TOWN, name="Al Ḩudaydah", district=None),),
        when=publics.day(2024, 6, 2),
        sources=(source,),
        is_decided=False,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A published site of 62 incidents, as far as searching goes."""
    many = [
        publics.incident(n, places=(replace(publics.TOWN, name=f"Hamlet {n}"),), claims=())
        for n in range(3, 63)
    ]
    public = publics.public(publics.incident(1), hudaydah(), *many)
    site = Site(public=public, stations=(*navigation.OURS, "search"))
    index = search.Index(documents=public.documents)
    for one in public.incidents:
        index.see(one)
    at = tmp_path_factory.mktemp("site")
    pages = [printing.style(), *search.pages(site, index, [row(i) for i in public.incidents])]
    for page in pages:
        path = at / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page.body)
    return at


@pytest.fixture
def looking(open_page, folder):
    """Look for words on the page, from the folder: `looking("hudaydah").found`."""

    def ask(question, path="search.html", **options):
        opened = open_page(folder / path, **options)
        page = opened.page
        page.fill("#q", question)
        page.keyboard.press("Enter")
        page.wait_for_selector("#found:not([aria-busy])", state="attached")
        return SimpleNamespace(
            page=page,
            errors=opened.errors,
            status=page.inner_text("#status"),
            found=page.locator("#found > li").all_inner_texts(),
        )

    return ask


@pytest.mark.parametrize(
    "question",
    [
        "hudaydah", "Al-Ḥudayda", "الحديدة", "حُدَيْدَة", "hudaid", "صحة", "وزاره", "2 June 2024",
        "2024-06-02", "يونيو 2024", "inc_0000000000000002", "clm_0000000000000002", "قتلوا hudaydah",
    ],
)  # fmt: skip
def test_an_incident_is_found_by_place_day_source_words_and_id_in_any_spelling(looking, question):
    told = looking(question)
    assert told.errors == []
    assert [text for text in told.found if "Ḩudaydah" in text], told.status


def test_what_is_found_is_shown_with_place_day_and_figure_and_leads_to_its_page(looking):
    told = looking("market northport")
    assert told.status == "Incidents found: 1."
    assert "Northport" in told.found[0]
    assert "14 May 2024" in told.found[0]
    assert "killed: 12" in told.found[0]
    link = told.page.locator("#found a").first.get_attribute("href")
    assert link == "incidents/inc_0000000000000001.html"


def test_a_gap_holds_no_words_and_parts_those_beside_it(looking):
    assert looking("withheld").found == []
    assert len(looking("وثلاثة").found) == 1


def test_all_words_must_fit_and_nothing_found_is_said(looking):
    told = looking("hudaydah northport")
    assert told.found == []
    assert told.status.startswith("No incident has all of these words.")


def test_many_are_shown_by_twenties_and_the_keyboard_goes_on_where_it_was(looking):
    told = looking("hamlet")
    assert told.status == "Incidents found: 60."
    assert len(told.found) == 20
    assert "Hamlet 62" in told.found[0]
    told.page.click("#more")
    told.page.wait_for_selector("#found > li:nth-child(40)")
    assert "Hamlet 42" in told.page.evaluate("document.activeElement.textContent")


def test_a_proposal_is_marked_as_one(looking):
    assert "nobody has decided" in looking("hudaydah").found[0]
    assert "nobody has decided" not in looking("northport market").found[0]


def test_an_address_with_a_question_asks_it(open_page, folder):
    page = open_page(folder / "search.html").page
    page.goto((folder / "search.html").as_uri() + "#q=hudaydah")
    page.wait_for_selector("#found > li")
    assert "Ḩudaydah" in page.inner_text("#found")


def test_the_arabic_page_answers_in_arabic(looking):
    told = looking("northport market", path="ar/search.html")
    assert told.errors == []
    assert "مايو" in told.found[0]
    assert "2024" in told.found[0]


def test_without_scripts_the_page_leads_to_the_lists(open_page, folder):
    page = open_page(folder / "search.html", java_script_enabled=False).page
    assert not page.locator("#ask").is_visible()
    assert "Scripts are off" in page.inner_text("main")
    expect(page.locator("main a[href='incidents/index.html']")).to_be_visible()


@pytest.mark.parametrize(
    ("path", "width", "scheme"), [("search.html", 1280, "dark"), ("ar/search.html", 390, "light")]
)
def test_the_checker_of_accessibility_finds_nothing(looking, axe, path, width, scheme):
    page = looking("hamlet", path=path, width=width, color_scheme=scheme, bypass_csp=True).page
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_nothing_is_asked_of_the_network_and_the_page_is_small(open_page, folder):
    opened = open_page(folder / "search.html")
    opened.page.fill("#q", "hamlet")
    opened.page.wait_for_selector("#found > li")
    assert opened.errors == []
    assert not [url for url in opened.requests if not url.startswith(folder.as_uri())]
    static = ("search.html", "search.js", "style.css", "search/index.js")
    assert sum((folder / name).stat().st_size for name in static) < 200_000


def folded(page, texts):
    return page.evaluate(
        """async (texts) => {
            const made = [];
            for (const text of texts) made.push(await onrecordSearch.words(text));
            return made;
        }""",
        texts,
    )


def test_the_script_folds_every_character_as_the_program_does(open_page, folder):
    """Each letter of Unicode that the program knows, between two that hold the word together."""
    page = open_page(folder / "search.html").page
    letters = [
        chr(code)
        for code in range(0x80, sys.maxunicode + 1)
        if unicodedata.category(chr(code))[0] in "LNM"
        and not 0x3400 <= code <= 0x4DBF and not 0x4E00 <= code <= 0x9FFF
        and not 0xAC00 <= code <= 0xD7A3 and code < 0x20000
    ]  # fmt: skip
    assert len(letters) > 20_000
    texts = [f"a{letter}b" for letter in letters]
    differs = [
        (f"U+{ord(letter):04X}", ours, theirs)
        for letter, text, theirs in zip(letters, texts, folded(page, texts), strict=True)
        if (ours := [one.word for one in search_words(text)]) != theirs
    ]
    assert differs == []


def test_the_script_parts_and_sounds_words_as_the_program_does(open_page, folder):
    page = open_page(folder / "search.html").page
    chance = random.Random(7)  # noqa: S311 - the same words each time
    letters = (
        "aeiouwyhbtdsklmnrgqzxAHSÉéḥḤṣāīūʿʾ’'`‘-_ .,12٣٤۵"
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإآؤئءـًٌٍَُِّْٰپچگ\u200f\u200dß ﷺﻼ"
        "ЖжЁёΣςσאבגכּिकฺกां"
    )
    texts = ["".join(chance.choices(letters, k=chance.randrange(1, 14))) for _ in range(4000)]
    for text, theirs in zip(texts, folded(page, texts), strict=True):
        assert [one.word for one in search_words(text)] == theirs, ascii(text)
    single = [fold_word(text.replace(" ", "")) for text in texts]
    heard = page.evaluate(
        "async (w) => { const made = []; for (const one of w) made.push(await"
        " onrecordSearch.sounds(one)); return made; }",
        single,
    )
    for word, theirs in zip(single, heard, strict=True):
        assert sounds(word) == theirs, ascii(word)
