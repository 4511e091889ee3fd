"""What a report for a reader says, and what it never says."""

import html
import re
from datetime import date

import pytest

from onrecord.model import Count, OnRecordError, Outcome, Qualifier, Role, Stance, When
from onrecord.model.public import (
    Allegation,
    Doubt,
    Method,
    Piece,
    PublicCell,
    PublicFigure,
    PublicRuling,
    PublicSource,
    PublicWeighed,
    Withheld,
    Words,
)
from onrecord.publish import paper
from onrecord.publish.paper.paper import paper as made
from onrecord.publish.paper.runs import plain
from onrecord.testing import publics

ALL = paper.Asked()


def page(public, asked=ALL) -> str:
    """Return the words of the page, without its style and its tags."""
    told = paper.html(public, asked).decode()
    words = html.unescape(re.sub(r"<[^>]+>", "", told.split("</style>")[1]))
    return " ".join(re.sub("[\u2068\u2069]", "", words).split())


def summary(public, asked=ALL) -> str:
    return " ".join(plain(line) for line in made(public, asked).summary)


def killed(low, high, *, claims=(), number=1, **changes):
    """Return an incident in which a number of people were killed."""
    said = claims or (publics.claim(number, low, high),)
    figure = PublicFigure(
        outcome="killed", minimum=low, maximum=high, rule="", used=tuple(c.id for c in said)
    )
    return publics.incident(number, claims=said, figures=(figure,), **changes)


def two_origins():
    """Return an incident of which the health office says 12 and a monitor at least 20."""
    monitor = PublicSource(
        id="org_0000000000000002", name="Harbour Monitor", role=Role.OTHER_PARTY,
        claim_ids=("clm_0000000000000002",),
    )  # fmt: skip
    office = publics.incident().sources[0]
    more = publics.claim(
        2, None, None, count=Count(low=20, qualifier=Qualifier.AT_LEAST), source_id=monitor.id,
        exact=publics.words("at least 20 dead"), sources=("Harbour Monitor",),
    )  # fmt: skip
    return killed(12, 20, claims=(publics.claim(), more), sources=(office, monitor))


def test_every_number_of_a_figure_has_a_footnote_that_leads_to_its_source_and_back():
    """
    Whoever must rely on a number has to find where it was said.

    RULES 1.5 (Standards for Casualty Recording): a reader must be able to go back to the source.
    """
    told = paper.html(publics.public(two_origins()), ALL).decode()
    for large in re.findall(r'<p class="large">(.*?)</p>', told):
        assert '<a role="doc-noteref" id="' in large
    pointing = re.findall(r'id="(r\d+-\d+)" href="#(n\d+)"', told)
    back = set(re.findall(r'href="#(r\d+-\d+)"', told))
    assert pointing
    assert {turn for turn, _ in pointing} == back
    for _, note in pointing:
        assert f'id="{note}"' in told


def test_a_footnote_tells_publisher_title_day_page_address_and_the_sha256_of_the_bytes():
    """A source is named so that anybody can find the same bytes again."""
    one = killed(12, 12, claims=(publics.claim(page=7),))
    notes = page(publics.public(one)).split("Sources", 1)[1]
    for words in (
        "Harbour Gazette", "Strike on a market", "15 May 2024", "page 7",
        "https://gazette.example/market", "ab" * 32,
    ):  # fmt: skip
        assert words in notes


def test_one_document_has_one_footnote_and_each_page_of_a_paper_its_own():
    """The same source cited twice is not two sources."""
    claims = (publics.claim(1), publics.claim(2), publics.claim(3, page=2))
    assert len(made(publics.public(killed(12, 12, claims=claims)), ALL).notes) == 2


def test_notes_are_numbered_as_a_reader_meets_them():
    """1 comes before 2 on the page."""
    documents = {
        f"doc_{n}": publics.PublicDocument(id=f"doc_{n}", publisher=f"Paper {n}")
        for n in range(1, 5)
    }
    incidents = [
        killed(n, n, number=n, claims=(publics.claim(n, n, n, document_id=f"doc_{n}"),))
        for n in range(1, 5)
    ]
    told = paper.html(publics.public(*incidents, documents=documents), ALL).decode()
    met = list(dict.fromkeys(re.findall(r'href="#n(\d+)"', told)))
    assert met == sorted(met, key=int)


def test_a_range_is_said_and_drawn_as_a_range():
    """
    A range has two ends and no middle: nobody's best guess is put between them.

    RULES 4: a range is not an interval; never average sources.
    """
    one, other = killed(4, 40), killed(3, 3, number=2, when=publics.day(2024, 6, 1))
    drawn = str(made(publics.public(one, other), ALL).drawing.svg)
    assert "4–40 people were killed" in summary(publics.public(one, other))
    bar = re.search(r'<rect class="bar"[^>]*height="([\d.]+)"', drawn)
    assert bar is not None
    assert float(bar[1]) > 20
    assert drawn.count('class="bar"') == 1
    assert drawn.count('class="dot"') == 1
    assert " 22" not in page(publics.public(one, other))


def test_a_figure_that_is_open_above_says_or_more_and_is_drawn_with_an_arrow():
    """
    "At least 20" sets no upper end, and a figure that rests on it has none either.

    The word at the end of the range keeps what the source left open.
    """
    other = killed(5, 5, number=3, when=publics.day(2024, 6, 1))
    told = made(publics.public(two_origins(), other), ALL)
    assert "12–20 or more" in told.accounts[0].figures[0].words
    assert 'class="more"' in str(told.drawing.svg)


def test_unknown_is_not_zero_in_words_nor_in_the_drawing():
    """
    An incident of which nobody tells a number has a ring below the axis and no 0.

    RULES 4: unknown is not zero.
    """
    unknown = killed(None, None, claims=(publics.claim(low=None, high=None),))
    other = killed(5, 5, number=2, when=publics.day(2024, 6, 1))
    public = publics.public(unknown, other)
    told = made(public, ALL)
    assert told.accounts[0].figures[0].words == "not told"
    assert not told.accounts[0].figures[0].is_known
    assert "no number of people killed is told; unknown is not zero" in summary(public)
    assert 'class="ring"' in str(told.drawing.svg)


def test_a_zero_that_a_source_says_is_told_as_nobody():
    """To say that nobody was hurt is a number that somebody gave; it is not the same as no number."""
    one = killed(0, 0, claims=(publics.claim(low=0, high=0),))
    alone = paper.Asked(incident=one.id)
    assert "nobody was killed, according to Saada health office alone" in summary(
        publics.public(one), alone
    )


def test_acled_writes_0_for_not_known_and_the_report_says_not_told():
    """RULES 1.2: 0 in ACLED's column means none or unknown; `fatalities_known` tells which."""
    cells = tuple(
        PublicCell(name=name, value=value, why=publics.words(""))
        for name, value in (("fatalities", 0), ("fatalities_known", False))
    )
    ruling = PublicRuling(rulebook="acled", version="1", codebook="ACLED", cells=cells)
    one = publics.incident(rulings=(ruling,))
    row = made(publics.public(one), ALL).accounts[0].beside[1]
    assert (row.name, plain(row.killed)) == ("ACLED", "not told")


def test_numbers_of_different_incidents_are_never_added():
    """
    The report names the largest, and adds nothing up.

    RULES 4: do not add national totals to incidents; people may be in more than one.
    """
    public = publics.public(killed(12, 12), killed(30, 30, number=2), killed(5, 5, number=3))
    told = page(public)
    assert "47" not in told
    assert "30 people were killed" in summary(public)
    assert "are not added up" in summary(public)


def test_each_rulebook_stands_beside_the_figure_with_what_it_rests_on():
    """Same claims, another rule: the reader sees both (RULES 1.2 and 1.3)."""
    cells = tuple(
        PublicCell(name=name, value=value, why=publics.words(""))
        for name, value in (("minimum deaths", 0), ("maximum deaths", 12))
    )
    claim = publics.claim()
    ruling = PublicRuling(
        rulebook="ibc", version="1", codebook="Iraq Body Count, methods", cells=cells,
        used=(PublicWeighed(claim_id=claim.id, rule="ibc:x"),), in_short=(("verdict", "provisional"),),
    )  # fmt: skip
    one = publics.incident(rulings=(ruling,))
    public = publics.public(one)
    row = made(public, ALL).accounts[0].beside[1]
    assert plain(row.killed) == "0–12"
    assert any(run.look == "note" for run in row.killed)
    assert plain(row.injured) == "not told"
    by_ibc = made(public, paper.Asked(rulebook="ibc"))
    assert by_ibc.accounts[0].figures[0].words == "0–12"
    assert by_ibc.columns[0] == "Iraq Body Count"


def test_no_accusation_stands_without_who_makes_it():
    """
    An accusation of which no speaker is known is left out, and that it is left out is said.

    RULES 4: never print an allegation without its speaker.
    """
    said = Allegation(name="Red Army", said_by=("Saada health office",))
    unsaid = Allegation(name="Blue Guard", said_by=())
    told = page(publics.public(publics.incident(accused=(said, unsaid))))
    for match in re.finditer("Red Army", told):
        assert "according to Saada health office" in told[match.end() : match.end() + 60]
    assert "Blue Guard" not in told
    assert "left out since nobody is known who says so" in told


def test_the_accused_are_counted_in_incidents_and_not_in_people():
    """A bar of deaths by perpetrator would add up what must not be added, as if it were found."""
    told = made(publics.public(killed(12, 12), killed(30, 30, number=2)), ALL)
    (tally,) = told.accused
    assert (plain(tally.name), tally.incidents) == ("Red Army", 2)
    assert plain(tally.note) == "according to Saada health office"


def test_each_origin_stands_with_its_role_and_what_it_says():
    """RULES 1.4: what a party to the conflict says is told apart from what others say."""
    told = page(publics.public(two_origins()))
    assert "Saada health office (not a party to the conflict)" in told
    assert "Harbour Monitor (another party to the conflict)" in told
    assert "killed: at least 20" in told


def test_what_a_source_denies_or_fears_is_marked_as_such():
    """What is denied or feared is never a fact."""
    denied = publics.claim(stance=Stance.DENIED)
    assert "killed: 12 (denied)" in page(publics.public(killed(12, 12, claims=(denied,))))


def test_what_is_withheld_of_a_quotation_stands_in_its_place():
    """A reader sees that something is left out, what kind it is, and why."""
    words = Words(
        pieces=(Piece(text="said "), Piece(text="", withheld=Withheld.WITNESS)), language="en"
    )
    one = killed(12, 12, claims=(publics.claim(after=words),), withheld=((Withheld.WITNESS, 1),))
    told = page(publics.public(one))
    assert "said [witness withheld]" in told
    assert "witness withheld, in one place. Who tells what they saw did not agree" in told


def test_what_no_person_decided_on_is_a_proposal_wherever_it_is_shown():
    """DESIGN 3: machine output is a proposal until a person decides, and looks like one."""
    one = publics.incident(is_decided=False, claims=(publics.claim(decision=None),))
    told = made(publics.public(one), ALL)
    assert told.rows[0].is_proposal
    assert "Proposal: no person has decided" in plain(told.accounts[0].standing[0])
    assert "proposal" in plain(told.accounts[0].words[0].by)
    assert "no person has decided on every claim of 1 of these" in summary(publics.public(one))
    assert "roposal" not in page(publics.public(publics.incident()))


def test_a_period_holds_the_incidents_of_its_days_and_tells_apart_those_that_may_be():
    """
    An incident "in May" may be of the first week of May; nobody knows, so it is told apart.

    One of which no day is known is of no period, and is counted.
    """
    may = When(earliest=date(2024, 5, 1), latest=date(2024, 5, 31))
    public = publics.public(
        publics.incident(1), publics.incident(2, when=may), publics.incident(3, when=None),
        publics.incident(4, when=publics.day(2024, 7, 1)),
    )  # fmt: skip
    asked = paper.Asked(first=date(2024, 5, 10), last=date(2024, 5, 20))
    told = made(public, asked)
    assert [(row.anchor[-1], row.is_perhaps) for row in told.rows] == [("1", False), ("2", True)]
    said = summary(public, asked)
    assert "Between 10 May 2024 and 20 May 2024 the record holds 1 incident." in said
    assert "1 more may have happened in that time" in said
    assert "1 more incident of the record has no day that is known" in said


def test_an_empty_period_is_one_clear_line():
    """Nothing to report is no report: nobody takes an empty page for peace."""
    asked = paper.Asked(first=date(2019, 1, 1), last=date(2019, 12, 31))
    public = publics.public(method=Method(held_back=3))
    with pytest.raises(OnRecordError, match=r"no incident from 2019-01-01 to 2019-12-31") as told:
        paper.html(public, asked)
    assert "3 are held back (--proposals)" in str(told.value)


def test_more_incidents_than_anybody_reads_are_refused_with_a_way_out():
    """A table is the better file for thousands."""
    public = publics.public(*(publics.incident(n) for n in range(1, paper.MOST + 2)))
    with pytest.raises(OnRecordError, match="onrecord export"):
        paper.html(public, ALL)


def test_an_id_that_an_incident_had_once_leads_to_the_one_that_holds_its_claims():
    """An id in an older report is still found."""
    public = publics.public(retired=(("inc_old0000000000", (publics.incident().id,)),))
    assert paper.meant("inc_old", public) == publics.incident().id
    assert paper.meant("0000000000000001", public) == publics.incident().id
    with pytest.raises(OnRecordError, match="no incident that may be published"):
        paper.meant("inc_zz", public)
    two = publics.public(publics.incident(1), publics.incident(2))
    with pytest.raises(OnRecordError, match="type more of it"):
        paper.meant("inc_0", two)


def test_sums_doubts_and_what_was_set_aside_stand_in_the_account():
    """What speaks against a figure is printed with it."""
    base = killed(12, 12)
    figure = PublicFigure(
        outcome="killed", minimum=12, maximum=12, rule="", used=(base.claims[0].id,),
        left_out=((base.claims[0].id, "counts only children"),),
    )  # fmt: skip
    doubt = Doubt(code="rival-figures", severity="warning", words=publics.words("12 and 20."))
    one = publics.incident(
        claims=base.claims, figures=(figure,), doubts=(doubt,), sums=("5 + 7 = 12: holds",)
    )
    told = page(publics.public(one))
    for words in ("5 + 7 = 12: holds", "Warning: 12 and 20.", "counts only children"):
        assert words in told


def test_the_words_that_a_figure_rests_on_are_marked_in_their_sentence():
    """No figure without its words."""
    told = paper.html(publics.public(), ALL).decode()
    assert "<mark>12 people were killed</mark> when a market in Northport was hit" in told


def test_what_is_told_less_exactly_than_it_is_known_says_so():
    """A reader must not take a coarse day or place for all that is known."""
    one = publics.incident(is_day_coarsened=True)
    assert "told less exactly than it is known" in page(publics.public(one))


def test_a_report_says_how_to_correct_it_and_who_keeps_the_record():
    """RULES 4: keep a way of correction open for families."""
    told = page(publics.public())
    assert "write to desk@record.example" in told
    assert "Northern Casualty Desk" in told
    assert "onrecord 0.1.0" in told


def test_in_arabic_everything_of_the_report_is_arabic_and_runs_from_the_right():
    """Words of sources stay theirs; all others are translated, ranges said in words."""
    told = paper.html(publics.public(killed(4, 40)), paper.Asked(language="ar")).decode()
    assert '<html lang="ar" dir="rtl">' in told
    assert "من 4 إلى 40" in told
    assert "14 أيار/مايو 2024" in told
    ours = re.sub(
        r"<(style|bdi|mark|blockquote|cite|code|title)\b.*?</\1>", "", told, flags=re.DOTALL
    )
    words = re.sub(r"<[^>]+>|SHA-256|https?://\S+", " ", ours)
    left = set(re.findall(r"[A-Za-z]{4,}", words))
    assert left <= {"Iraq", "Body", "Count", "Airwars", "OHCHR", "ACLED", "UCDP", "Northern",
                    "record", "Yemen", "Northport", "origin"}, left  # fmt: skip


@pytest.mark.parametrize("outcome", [Outcome.DETAINED, Outcome.ABDUCTED])
def test_harm_that_no_figure_is_made_of_is_told_by_who_says_it(outcome):
    """A report leaves out no kind of harm because no rulebook counts it."""
    claim = publics.claim(outcome=outcome)
    one = publics.incident(claims=(claim,), figures=())
    assert f"{outcome.value}: 12" in page(publics.public(one))
