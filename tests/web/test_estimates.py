"""The Estimate screen: models side by side, refusals with their reasons, a page to keep."""

from datetime import UTC, datetime

import pytest
from lxml import html

from onrecord import store
from onrecord.model import (
    Diagnosis,
    Estimate,
    InclusionTable,
    Interval,
    Method,
    Mode,
    ModelEstimate,
    Variation,
    Verdict,
)

TABLE = InclusionTable(
    lists=("ministry", "<b>press</b>", "لجنة"), cells=(("100", 1400), ("010", 30), ("011", 12))
)


def interval(low, point, high):
    return Interval(low=low, high=high, point=point)


@pytest.fixture
def estimate(folder):
    """Three models: one answers, one bounds, one finds two answers."""
    graphs = ModelEstimate(
        method=Method.GRAPHS,
        settings=(("delta", "0.125"),),
        interval=interval(1803.2, 2104.4, 2611.0),
        density=((1700.0, 0.1), (2100.0, 1.0), (2700.0, 0.1)),
    )
    bound = ModelEstimate(
        method=Method.CHAO, interval=interval(1655.0, 1700.0, 1800.0), is_lower_bound=True
    )
    torn = ModelEstimate(
        method=Method.LATENT_CLASSES,
        modes=(
            Mode(interval=interval(1500, 1600, 1700), share=0.5),
            Mode(interval=interval(4000, 5000, 6000), share=0.5),
        ),
        diagnoses=(
            Diagnosis(code="r-hat", verdict=Verdict.FAILS, says="The chains do not agree."),
        ),
    )
    without = Variation(kind="without-list", what="<b>press</b>", estimates=(graphs,))
    one = Estimate(
        of="people killed in Harbour Province",
        table=TABLE,
        estimates=(graphs, bound, torn),
        variations=(without,),
        diagnoses=(Diagnosis(code="sparse", verdict=Verdict.DOUBTFUL, says="Few are shared."),),
        seed=7,
        program="onrecord",
        by="Amal",
        at=datetime(2025, 3, 9, 12, tzinfo=UTC),
    )
    with store.open_record(folder) as kept, kept.build(doing="estimate"):
        kept.save_estimate(one)
    return one


def text(answer):
    return " ".join(html.fromstring(answer.text).text_content().split())


def test_without_an_estimate_the_page_says_how_to_make_one(client):
    assert "onrecord lists estimate" in text(client.get("/estimates"))


def test_the_list_tells_what_each_model_says_and_which_says_nothing(client, estimate):
    told = text(client.get("/estimates"))
    assert "people killed in Harbour Province" in told
    assert "Graphs of lists: 2,100 (1,800 to 2,610)" in told
    assert "Chao's lower bound: at least 1,660" in told or "at least 1,650" in told
    assert "Latent classes: separate answers, none of them chosen" in told


def test_separate_answers_stand_apart_with_their_shares_and_no_average(client, estimate):
    told = text(client.get(f"/estimates/{estimate.id}"))
    assert "1,500 to 1,700 (50 % of the runs)" in told
    assert "4,000 to 6,000 (50 % of the runs)" in told
    assert "3,300" not in told
    assert "3,200" not in told
    assert "fails The chains do not agree." in told


def test_every_pattern_is_in_the_table_and_nothing_is_taken_for_markup(client, estimate):
    page = client.get(f"/estimates/{estimate.id}")
    tree = html.fromstring(page.text)
    rows = tree.xpath("//section[@aria-labelledby='overlaps']//tbody/tr")
    assert [row.xpath("string(td[last()])") for row in rows] == ["1,400", "30", "12"]
    assert not tree.xpath("//svg//b")
    assert "<b>press" not in page.text


def test_it_is_said_that_an_estimate_is_no_figure(client, estimate):
    told = text(client.get(f"/estimates/{estimate.id}"))
    assert "never added to them" in told


def test_the_account_is_told_in_arabic_too(client, estimate):
    client.cookies.set("language", "ar")
    tree = html.fromstring(client.get(f"/estimates/{estimate.id}").text)
    (account,) = tree.xpath("//section[@aria-labelledby='account']")
    assert "الأشخاص" in account.text_content() or "شخص" in account.text_content()
    assert "people in all" not in account.text_content()


def test_the_page_to_keep_needs_nothing_else(client, estimate):
    answer = client.get(f"/estimates/{estimate.id}/page.html")
    assert "estimate-2025-03-09.html" in answer.headers["content-disposition"]
    tree = html.fromstring(answer.text)
    assert not tree.xpath("//script | //link | //img | //@src")
    assert not tree.xpath("//a[starts-with(@href, '/')]")
    assert "default-src 'none'" in tree.xpath("string(//meta[@http-equiv]/@content)")


def test_an_estimate_that_is_not_there_is_said_so(client, estimate):
    answer = client.get("/estimates/est_aaaaaaaaaaaaaaaa")
    assert answer.status_code == 404
    assert "no estimate with that id" in text(answer)
