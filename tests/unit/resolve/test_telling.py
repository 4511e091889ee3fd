"""Times are read after the times that the text told before, and for the day it was written on."""

from datetime import date

import pytest

from onrecord import resolve
from onrecord.resolve.telling import times_told

THURSDAY = date(2014, 7, 17)


def told(text: str, published: date | None = THURSDAY) -> dict[str, tuple[str | None, str | None]]:
    times = times_told(resolve.names().find(text), lambda _: published, text)
    return {t.words: (t.when.date_from, t.when.date_to) for t in times}


@pytest.mark.parametrize(
    "dateline",
    [
        "OLDTOWN, July 16 -",
        "Oldtown, 16 July:",
        "OLDTOWN, Wednesday -",
        "OLDTOWN, Wednesday night -",
        "OLDTOWN, July 16 (Wire) -",
    ],
)
def test_a_report_speaks_of_the_day_of_its_dateline(dateline: str) -> None:
    text = f"Bus bombed\n\n{dateline} A bomb killed five this morning, a day after nine died."
    assert told(text)["this morning"] == ("2014-07-16", "2014-07-16")


@pytest.mark.parametrize("dateline", ["OLDTOWN, July 2 -", "OLDTOWN, July 17 -", "OLDTOWN -"])
def test_a_dateline_long_before_the_print_says_nothing(dateline: str) -> None:
    text = f"{dateline} A bomb killed five today."
    assert told(text)["today"] == ("2014-07-17", "2014-07-17")


def test_without_a_day_of_print_a_dateline_says_nothing() -> None:
    assert "today" not in told("OLDTOWN, July 16 - A bomb killed five today.", None)


@pytest.mark.parametrize(
    ("text", "words", "first"),
    [
        ("In June 1992 shells fell. In August more fell.", "August", "1992-08"),
        ("The riots of May 1998.\n\nOn 12 May ten died.", "12 May", "1998-05-12"),
        ("Oldtown, 25 May 2009\n\nTen died on 25 May.", "25 May", "2009-05-25"),
        ("1987 - A town is burned on 28 March.", "28 March", "1987-03-28"),
        ("In 1983 soldiers came. On 3 June ten died.", "3 June", "1983-06-03"),
        ("Two vanished in 2013. Four were held in June.", "June", "2014-06"),
        ("In June 2013 ten died. On Monday two died, after six in May.", "May", "2014-05"),
        ("Since June 2009 ten died. In August two died.", "August", "2013-08"),
        ("In April 2010 ten died.\n\nIn August two died.", "August", "2013-08"),
        ("We saw it in May 1999.\n\nOn 4 April ten had died.", "4 April", "1999-04-04"),
        ("We saw it in May 1999.\n\nOn 4 March two died.", "4 March", "1999-03-04"),
        ("We saw it in May 1999.\n\nOn 4 December two died.", "4 December", "2013-12-04"),
        ("On Monday ten died.\n\nIn May 1999 six.\n\nOn 4 June two.", "4 June", "2014-06-04"),
        ("Ten died on 3 May 2010. Two died in the same town on 5 May.", "5 May", "2010-05-05"),
        ("In February 2010 ten died. This February two died.", "This February", "2014-02"),
    ],
)
def test_the_year_of_a_day_without_one(text: str, words: str, first: str) -> None:
    assert told(text)[words][0] == first


def test_a_year_told_in_the_paragraph_serves_where_no_day_of_print_is_known() -> None:
    text = "1987 - A town is burned on 28 March."
    assert told(text, None)["28 March"] == ("1987-03-28", "1987-03-28")


def test_a_text_without_a_day_of_print_stays_in_the_year_that_it_told() -> None:
    text = "The revolt of 1947 spread.\n\nOn 6 May soldiers fired.\n\nIn June it was over."
    assert told(text, None)["6 May"] == ("1947-05-06", "1947-05-06")
    assert told(text, None)["June"] == ("1947-06", "1947-06")
    assert "6 May" not in told("Soldiers fired on 6 May.", None)


def test_a_number_alone_is_of_the_month_told_last() -> None:
    text = "On 3 March 2009 ten died. On the 5th two died; on the 40th nobody."
    assert told(text)["On the 5th"] == ("2009-03-05", "2009-03-05")


def test_a_number_that_the_month_told_last_has_not_had_is_of_the_month_of_print() -> None:
    text = "On 16 July two died. Five have died since the 20th."
    assert told(text)["since the 20th"] == ("2014-06-20", "2014-07-17")


def test_the_same_day_is_not_the_day_on_which_the_report_was_issued() -> None:
    text = "Thursday 17 July 2014\n\nTen died at the church; two more died elsewhere the same day."
    assert "the same day" not in told(text)


def test_after_an_aside_the_report_is_back_with_its_news() -> None:
    aside = "Bombs struck on Tuesday.\n\nOn 23 October 1983 many died.{}\n\nOne died {}."
    assert told(aside.format("", "the same day"))["the same day"][0] == "2014-07-15"
    assert told(aside.format("", "that night"))["that night"][0] == "1983-10-23"
    within = aside.format(" Ten more died the next day.", "")
    assert told(within)["the next day"][0] == "1983-10-24"


def test_a_stretch_over_two_years_leaves_the_paragraph_in_the_later() -> None:
    text = "Nine died between June 2012 and September 2013. One was shot on 3 March."
    assert told(text)["3 March"] == ("2013-03-03", "2013-03-03")


@pytest.mark.parametrize(
    "aside",
    ["Police said on Wednesday.", "Elections are due on 3 August.", "The court told us on Friday."],
)
def test_the_same_day_is_not_that_of_a_saying_nor_one_to_come(aside: str) -> None:
    text = f"Ten died on Tuesday. {aside} Two more died the same day."
    assert told(text)["the same day"] == ("2014-07-15", "2014-07-15")


def test_the_day_of_a_saying_serves_where_no_other_is_told() -> None:
    text = "Police said on Wednesday that ten were dead. Two more died the same day."
    assert told(text)["the same day"] == ("2014-07-16", "2014-07-16")


def test_a_number_alone_is_of_the_month_of_the_last_day_after_longer_times() -> None:
    text = "Men came on 19 November. More fled in December and January. Nine died on the 23rd."
    assert told(text, date(2014, 3, 5))["on the 23rd"] == ("2013-11-23", "2013-11-23")


def test_a_month_some_years_ago() -> None:
    assert told("In May two years ago ten died.")["May two years ago"] == ("2012-05", "2012-05")
