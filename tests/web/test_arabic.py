"""The desk in Arabic: words, numbers and the names of the record in a line to the left."""

from datetime import date

import pytest

from onrecord.model import Claim, Count, Grain, Measure, Outcome, Passage, When
from onrecord.web import follow_words, wording, words


@pytest.fixture
def arabic():
    """Speak Arabic while the test runs."""
    with words.speaking(words.LANGUAGES["ar"]):
        yield


def _killed(**count) -> Claim:
    return Claim(
        document="a.txt",
        passage=Passage(snapshot_id=None, start=0, end=3, exact="one"),
        measure=Measure.PEOPLE,
        outcome=Outcome.KILLED,
        count=Count(**count),
    )


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (4, 11, "من 4 إلى 11"),
        (31, None, "31 أو أكثر"),
        (None, 9, "ما يصل إلى 9"),
        (12400, 12400, "12,400"),
        (None, None, "غير مذكور"),
    ],
)
def test_a_range_is_said_in_words_since_a_dash_would_turn_it_around(arabic, low, high, told):
    assert wording.between(low, high) == told


def test_a_number_of_people_needs_no_noun_that_agrees_with_it(arabic):
    assert wording.harm(_killed(low=1, high=1)) == "قتلى: 1"
    assert wording.harm(_killed(low=40, high=51)) == "قتلى: من 40 إلى 51"


def test_months_have_both_of_their_names(arabic):
    assert wording.day(date(2018, 8, 9)) == "9 آب/أغسطس 2018"
    march = When(earliest=date(2011, 3, 1), latest=None, grain=Grain.MONTH)
    assert wording.when(march) == "منذ آذار/مارس 2011"


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (0, "لا ادعاءات"),
        (1, "ادعاء واحد"),
        (2, "ادعاءان"),
        (7, "7 ادعاءات"),
        (44, "44 ادعاءً"),
        (100, "100 ادعاء"),
    ],
)
def test_what_is_counted_agrees_with_its_number(arabic, number, told):
    counted = words.ngettext("%(n)s claim", "%(n)s claims", number)
    assert counted % {"n": number} == told


def test_a_latin_name_does_not_drag_the_day_after_it_to_its_own_side(arabic):
    """Each stands in isolates of its own (UAX #9), and the whole in one that runs to the left."""
    told = words.filled("%(place)s، %(when)s", place="Ghouta", when="21 آب/أغسطس")
    assert told == "\u2067\u2068Ghouta\u2069، \u206821 آب/أغسطس\u2069\u2069"


def test_names_of_the_record_cannot_turn_a_line_or_write_to_the_page(arabic):
    told = words.filled("%(place)s", place="\u202e<b>Ghouta")
    assert told == "\u2067\u2068⟦RLO⟧&lt;b&gt;Ghouta\u2069\u2069"


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        ("2018-08-09", "9 آب/أغسطس 2018"),
        ("2011-03 to 2011-04", "من آذار/مارس 2011 إلى نيسان/أبريل 2011"),
        ("2011", "2011"),
    ],
)
def test_the_time_of_an_alert_is_told_in_arabic_and_no_finer_than_it_is_known(arabic, kept, told):
    assert follow_words.when(kept) == told


@pytest.mark.parametrize(
    ("kept", "told"),
    [("12–1,400", "من 12 إلى 1,400"), ("?–9", "ما يصل إلى 9"), ("51 or more", "51 أو أكثر")],
)
def test_the_figure_of_an_alert_is_told_in_arabic(arabic, kept, told):
    assert follow_words.figure(kept) == told


def test_english_lines_are_left_as_they_are():
    assert words.filled("%(place)s, %(when)s", place="Ghouta", when="2013") == "Ghouta, 2013"


def test_a_page_says_its_language_and_direction_and_leaves_reports_their_own(client):
    page = client.get("/queue", headers={"accept-language": "ar"}).text
    assert '<html lang="ar" dir="rtl"' in page
    assert "قائمة المراجعة" in page
    assert 'lang="en"' in page


def test_sentences_about_decisions_are_told_in_arabic(client, desk):
    claim = next(iter(desk.view.record.claims))
    back = {"claim": claim, "seen": desk.view.last_word_on(claim), "back": "/history"}
    sent = {"origin": "http://127.0.0.1:8440", "sec-fetch-site": "same-origin"}
    client.cookies.set("person", "Amal")
    assert client.post("/decide/accept", data=back, headers=sent).status_code == 303
    assert "قبول: " in client.get("/history", headers={"accept-language": "ar"}).text
