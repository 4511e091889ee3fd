"""Whatever a source's words hold is shown as words: never markup, in the page or in the paper."""

import html
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pypdfium2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.model.public import Allegation, PublicSource
from onrecord.model.publishing import Allowed
from onrecord.publish import paper
from onrecord.testing import publics

HOSTILE = (
    '<script>alert(1)</script><img src=x onerror=alert(1)>"\'><a href="javascript:x">',
    '#panic("x") *bold* _it_ $x$ <label> @ref // /* ``` #let x = read("/etc/passwd") \\u{41}',
    "{{ 7 * 7 }} {% include '/etc/passwd' %} %(n)s %s {0} ]]> &amp; &#8296;",
    "\u202e12\u2066 \x00\x1b[2K \ud800 \ufffe \u2028 \u200f",
    '= heading\n- list\n+ enum\n/ term: x\n#footnote[x] #pagebreak() #link("x")',
    "قتل 12 شخصا \u200f<b>في</b> \u200fNorthport😀漢字",
)  # fmt: skip


class Taken(HTMLParser):
    """A page taken apart as a browser would: its elements with their attributes, its links."""

    def __init__(self):
        super().__init__()
        self.elements, self.schemes = set(), set()

    def handle_starttag(self, tag, attrs):
        self.elements.add(tag)
        self.elements.update(
            (tag, name)
            for name, _ in attrs
            if (tag, name) not in {("bdi", "lang"), ("cite", "lang")}
        )
        self.schemes.update(urlsplit(told).scheme for name, told in attrs if name == "href")


def hostile(words: str):
    """Return a record in which everything that others wrote is these words."""
    other = publics.words(words)
    source = PublicSource(
        id="org_0000000000000001", name=words, role=publics.incident().sources[0].role,
        claim_ids=("clm_0000000000000001",),
    )  # fmt: skip
    claim = publics.claim(
        exact=other, before=other, after=other, accused=(words,), sources=(words,), weapon=words,
        places=(words,),
    )  # fmt: skip
    document = publics.PublicDocument(
        id=publics.DOCUMENT.id, title=other, publisher=words, sha256="ab" * 32, language=words[:20],
        url=words if words != "calm" else "https://calm.example",
    )  # fmt: skip
    one = publics.incident(
        claims=(claim,), sources=(source,), weapons=(words,), sums=(words,), victims=words,
        accused=(Allegation(name=words or "x", said_by=(words or "x",)),),
        places=(publics.PublicPlace(name=words, country_name=words),),
    )  # fmt: skip
    return publics.public(
        one, publics.incident(2), documents={document.id: document}, name=words,
        allowed=Allowed(keeper=words, contact=words, about=words, licence=words),
    )  # fmt: skip


@given(st.text(max_size=60))
@example(HOSTILE[0])
@example(HOSTILE[1])
@example(HOSTILE[2])
@example(HOSTILE[3])
@example(HOSTILE[4])
@example(HOSTILE[5])
@settings(max_examples=40)
def test_no_words_of_others_become_elements_of_the_page(words):
    calm, told = Taken(), Taken()
    calm.feed(paper.html(hostile("calm"), paper.Asked()).decode())
    told.feed(paper.html(hostile(words), paper.Asked()).decode())
    assert told.elements <= calm.elements
    assert {scheme for scheme in told.schemes if scheme} <= {"http", "https"}


@given(st.text(max_size=60))
@example(HOSTILE[0])
@example(HOSTILE[1])
@example(HOSTILE[2])
@example(HOSTILE[3])
@example(HOSTILE[4])
@example(HOSTILE[5])
@settings(max_examples=30)
def test_no_words_of_others_steer_the_typesetter(words):
    made = paper.pdf(hostile(words), paper.Asked())
    assert made.startswith(b"%PDF-")
    assert b"/JavaScript" not in made
    assert b"/Launch" not in made


@pytest.mark.parametrize("words", [HOSTILE[0], HOSTILE[1], HOSTILE[2]])
def test_hostile_words_stand_on_the_page_and_on_the_paper_as_they_are(words):
    public = hostile(words)
    assert html.escape(words).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in (
        paper.html(public, paper.Asked()).decode()
    )
    document = pypdfium2.PdfDocument(paper.pdf(public, paper.Asked()))
    text = "".join(page.get_textpage().get_text_range() for page in document)
    assert "".join(words.split()) in "".join(text.split()).replace("\ufffe", "")


@pytest.mark.parametrize("words", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
def test_only_addresses_of_the_web_can_be_followed(words):
    public = hostile(words)
    assert f'href="{words}' not in paper.html(public, paper.Asked()).decode()
    made = paper.pdf(public, paper.Asked())
    assert f"/URI ({words}".encode() not in made
