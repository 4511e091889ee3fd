"""Made-up records of every shape, their sites, and what reads the pages again."""

import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from html.parser import HTMLParser

import pytest

from onrecord.model import Count, Outcome, Qualifier, Role, VictimClass, Voice, When
from onrecord.model.public import (
    Allegation,
    Doubt,
    Piece,
    Public,
    PublicCell,
    PublicFigure,
    PublicIncident,
    PublicRule,
    PublicRulebook,
    PublicRuling,
    PublicSource,
    PublicWeighed,
    Withheld,
    Words,
)
from onrecord.model.publishing import Allowed
from onrecord.model.ruling import Rule
from onrecord.publish import site
from onrecord.testing import publics

RULE = Rule(
    id="airwars:totals", says="Published totals hold Fair and Confirmed.", source="tooltips"
)
BOOKS = (
    PublicRulebook(
        name="airwars", version="1", codebook="Airwars, definitions", seen="page",
        rules=(PublicRule(rule=RULE, applied="wholly"),),
    ),
)  # fmt: skip
VOID = {"meta", "link", "br", "img", "input", "hr", "path", "rect", "circle"}
ARABIC = Words(
    pieces=(
        Piece(text="قال "), Piece(text="", withheld=Withheld.WITNESS),
        Piece(text=" إن 3 أشخاص قُتلوا في السوق يوم الثلاثاء"),
    ),
    language="ar",
)  # fmt: skip


@dataclass
class Read:
    """A page as a browser's parser would take it in."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    text: str = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.read = Read()
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if len(told) != len(attrs):
            self.read.faults.append(f"an attribute twice on {tag}")
        if "id" in told:
            self.read.ids.append(told["id"])
        if tag == "a" and "href" in told:
            self.read.links.append(told["href"])
        if tag in {"link", "img", "script"}:
            self.read.loaded.append(told.get("href") or told.get("src"))
        if tag not in VOID:
            self.open.append(tag)
        if any(name.startswith("on") or name == "style" for name in told):
            self.read.faults.append(f"{tag} acts or is styled by itself: {attrs}")

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.read.faults.append(f"</{tag}> where it is not open")

    def handle_data(self, data):
        self.read.text += data


@pytest.fixture(scope="session")
def read() -> Callable[[bytes], Read]:
    """Take a page in: its ids, links, what it loads, its words, and what is wrong with it."""

    def taken(body: bytes) -> Read:
        reader = _Reader()
        reader.feed(body.decode("utf-8"))
        reader.close()
        if reader.open:
            reader.read.faults.append(f"left open: {reader.open}")
        return reader.read

    return taken


@pytest.fixture(scope="session")
def goes() -> Callable[[str, str], str]:
    """Return where a link on a page leads, in the site's folder."""

    def leads(path: str, link: str) -> str:
        way = link.partition("#")[0]
        return posixpath.normpath(posixpath.join(posixpath.dirname(path), way)) if way else path

    return leads


@pytest.fixture(scope="session")
def made() -> Callable[..., dict[str, bytes]]:
    """Make a whole site: its files by path."""

    def all_of(public: Public, edition: site.Edition | None = None, **how) -> dict[str, bytes]:
        files: dict[str, bytes] = {}
        for page in site.pages(public, edition or EDITION, **how):
            assert page.path not in files, f"{page.path} is written twice"
            files[page.path] = page.body
        return files

    return all_of


EDITION = site.Edition(
    id="2026-1",
    day=date(2026, 11, 22),
    files=(site.DataFile(path="data/figures.csv", kind="csv", size=1200, sha256="cd" * 32),),
)


def ruling(incident: str, killed: int | None = 12, *, counts: bool = True) -> PublicRuling:
    """Return what Airwars makes of an incident."""
    return PublicRuling(
        rulebook="airwars",
        version="1",
        codebook="Airwars, definitions",
        cells=(
            PublicCell(name="civilians_killed_min", value=killed, why=publics.words("as told", None), rules=(RULE.id,)),
            PublicCell(name="civilians_killed_max", value=killed, why=publics.words("as told", None)),
            PublicCell(name="in_published_totals", value=counts, why=ARABIC, rules=(RULE.id,)),
            PublicCell(name="ours", value=None, why=Words(), is_ours=True),
        ),
        used=(PublicWeighed(claim_id=incident, rule=RULE.id),),
        in_short=(("killed", str(killed)), ("injured", "not told"), ("verdict", "Fair")),
    )  # fmt: skip


def full(number: int = 1) -> PublicIncident:
    """Return an incident with something of everything that a page can show."""
    first, second = 2 * number, 2 * number + 1
    claims = (
        publics.claim(first),
        publics.claim(
            second, 3, None, exact=ARABIC, before=Words(), after=Words(language="ar"),
            count=Count(low=3, qualifier=Qualifier.AT_LEAST), voice=Voice.QUOTE,
            victim_class=VictimClass.UNKNOWN, accused=("Blue <b>Army</b>",), sources=(),
            source_id=None, decision=None, is_cumulative=True, page=4,
        ),
    )  # fmt: skip
    ids = tuple(claim.id for claim in claims)
    return publics.incident(
        number,
        claims=claims,
        is_decided=False,
        is_day_coarsened=True,
        places=(replace(publics.TOWN, is_coarsened=True, precision=3),),
        accused=(Allegation(name="Red Army", said_by=("Saada health office",)),),
        figures=(
            PublicFigure(outcome="killed", minimum=3, maximum=12, rule="two origins", used=ids),
            PublicFigure(
                outcome="injured", minimum=None, maximum=None, rule="nobody says", used=(),
                left_out=((ids[1], "a total"),),
            ),
        ),
        rulings=(ruling(ids[0]),),
        sources=(
            PublicSource(
                id="org_0000000000000001", name="Saada health office",
                role=Role.NOT_A_PARTY, claim_ids=ids[:1],
            ),
        ),
        sums=("10 + 2 = 12: holds",),
        doubts=(Doubt(code="rival-figures", severity="question", words=ARABIC),),
        withheld=((Withheld.WITNESS, 2), (Withheld.PLACE, 1)),
    )  # fmt: skip


@pytest.fixture(scope="session")
def rich() -> Public:
    """A record with something of everything."""
    undated = publics.incident(3, when=None, places=(), accused=(), figures=(), first_reported=None)
    big = publics.incident(
        4,
        claims=tuple(publics.claim(100 + n) for n in range(90)),
        when=When(earliest=date(2024, 6, 1), latest=None),
        rulings=(ruling("clm_0000000000000100", None, counts=False),),
        figures=(
            PublicFigure(
                outcome="killed", minimum=12, maximum=12, rule="one origin",
                used=("clm_0000000000000100",),
                left_out=tuple((f"clm_{100 + n:016d}", "again") for n in range(1, 90)),
            ),
        ),
        sources=(
            PublicSource(
                id="org_0000000000000002", name="a person, name withheld", role=Role.UNKNOWN,
                claim_ids=("clm_0000000000000100",), is_withheld=True,
            ),
        ),
    )  # fmt: skip
    other = publics.claim(900, None, None, outcome=Outcome.ABDUCTED, count=Count())
    alone = publics.incident(5, claims=(other,), figures=())
    return publics.public(
        full(), full(2), undated, big, alone,
        rulebooks=BOOKS,
        retired=(("inc_00000000000000aa", ("inc_00000000000000bb",)),
                 ("inc_00000000000000bb", ("inc_0000000000000001",)),
                 ("inc_00000000000000cc", ())),
        allowed=Allowed(
            title="Northern record", about="What was said of harm in the north.",
            keeper="Northern Casualty Desk", contact="desk@record.example",
            licence="CC BY 4.0", rulebook="airwars", address="https://record.example/",
        ),
    )  # fmt: skip


@pytest.fixture(scope="session")
def rich_site(rich, made) -> dict[str, bytes]:
    """Its site."""
    return made(rich)
