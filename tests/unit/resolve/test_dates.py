"""Words for times that the codebook's table does not have; reports of Thursday 17 July 2014."""

from datetime import date

import pytest

from onrecord import resolve
from onrecord.model import Grain, When

THURSDAY = date(2014, 7, 17)
MAY = When(earliest=date(2013, 5, 1), latest=date(2013, 5, 31), grain=Grain.MONTH)
DAY = When(earliest=date(2013, 5, 20), latest=date(2013, 5, 20))


def told(words: str, spoken: When | None = None) -> tuple[str | None, str | None] | None:
    day = spoken.earliest if spoken and spoken.grain is Grain.DAY else None
    when = resolve.when(words, THURSDAY, reference=day, spoken=spoken)
    return (when.date_from, when.date_to) if when else None


def found(sentence: str) -> list[str]:
    return [n.name for n in resolve.names().find(sentence) if n.kind == "time"]


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("on Friday last week", "2014-07-11", "2014-07-11"),
        ("Monday night of last week", "2014-07-07", "2014-07-07"),
        ("on Tuesday this week", "2014-07-15", "2014-07-15"),
        ("two Sundays ago", "2014-07-06", "2014-07-06"),
        ("penultimate Saturday", "2014-07-05", "2014-07-05"),
        ("the Monday before last", "2014-07-07", "2014-07-07"),
        ("last Monday week", "2014-07-07", "2014-07-07"),
        ("Saturday the 12th", "2014-07-12", "2014-07-12"),
        ("last Wednesday", "2014-07-09", "2014-07-09"),
        ("last Tuesday", "2014-07-15", "2014-07-15"),
    ],
)
def test_a_weekday_with_a_word_that_says_which(words: str, first: str, last: str) -> None:
    assert told(words) == (first, last)


def test_a_day_of_this_week_that_is_still_to_come_is_no_finer_than_the_week() -> None:
    assert told("on Saturday this week") == ("2014-07-14", "2014-07-17")


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("the first half of 2013", "2013-01", "2013-06"),
        ("the second half of last year", "2013-07", "2013-12"),
        ("in the first quarter", "2014-01", "2014-03"),
        ("in the last quarter", "2013-10", "2013-12"),
        ("the second quarter of 2012", "2012-04", "2012-06"),
        ("the first five months of the year", "2014-01", "2014-05"),
        ("the last three months of 2013", "2013-10", "2013-12"),
        ("so far this year", "2014-01-01", "2014-07-17"),
        ("so far in 2014", "2014-01-01", "2014-07-17"),
        ("since the beginning of the year", "2014-01-01", "2014-07-17"),
        ("the spring of last year", "2013-03", "2013-05"),
        ("the winter of last year", "2013-12", "2014-02"),
        ("since the start of the month", "2014-07-01", "2014-07-17"),
        ("at the beginning of the month", "2014-07-01", "2014-07-10"),
    ],
)
def test_counted_parts_of_a_year(words: str, first: str, last: str) -> None:
    assert told(words) == (first, last)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("in the four years to June 2012", "2008-06", "2012-06"),
        ("the decade to 2006", "1996", "2006"),
        ("the second of March", "2014-03-02", "2014-03-02"),
        ("the twenty-third of May 1992", "1992-05-23", "1992-05-23"),
    ],
)
def test_years_up_to_one_and_days_in_words(words: str, first: str, last: str) -> None:
    assert told(words) == (first, last)


def test_fifteen_months_are_no_part_of_a_year() -> None:
    assert told("the first 15 months of the year") is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("on Christmas Eve", "2013-12-24"),
        ("Christmas Day 2010", "2010-12-25"),
        ("New Year’s Day", "2014-01-01"),
        ("Good Friday", "2014-04-18"),
        ("on Palm Sunday last year", "2013-03-24"),
        ("Easter Monday 1998", "1998-04-13"),
    ],
)
def test_a_feast_has_its_day(words: str, day: str) -> None:
    assert told(words) == (day, day)


def test_a_feast_is_in_the_year_that_is_told_of() -> None:
    when = resolve.when("on Christmas Eve", THURSDAY, year=2009)
    assert when is not None
    assert when.date_from == "2009-12-24"
    assert resolve.when("on Christmas Eve", None) is None


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("a week earlier", "2013-05-13", "2013-05-13"),
        ("two weeks later", "2013-06-03", "2013-06-03"),
        ("five days on", "2013-05-25", "2013-05-25"),
        ("two days after that", "2013-05-22", "2013-05-22"),
        ("that same night", "2013-05-20", "2013-05-20"),
        ("the day after", "2013-05-21", "2013-05-21"),
        ("the week before", "2013-05-13", "2013-05-19"),
        ("the following week", "2013-05-21", "2013-05-27"),
        ("the year before", "2012", "2012"),
        ("the following year", "2014", "2014"),
        ("the month before", "2013-04", "2013-04"),
        ("the next month", "2013-06", "2013-06"),
        ("that autumn", "2013-09", "2013-11"),
        ("that October", "2013-10", "2013-10"),
        ("on the 23rd", "2013-05-23", "2013-05-23"),
        ("the night of the 4th", "2013-05-04", "2013-05-04"),
        ("from the 22nd to the 30th", "2013-05-22", "2013-05-30"),
        ("since the 22nd", "2013-05-22", "2014-07-17"),
        ("the same period of 2011", "2011-05-20", "2011-05-20"),
    ],
)
def test_a_time_is_counted_from_the_one_told_before(words: str, first: str, last: str) -> None:
    assert told(words, DAY) == (first, last)


def test_the_same_months_of_another_year() -> None:
    assert told("the same month of 2011", MAY) == ("2011-05", "2011-05")
    year = When(earliest=date(2013, 1, 1), latest=date(2013, 12, 31), grain=Grain.YEAR)
    assert told("the same period last year", year) == ("2013", "2013")


@pytest.mark.parametrize(
    "words",
    [
        "the week before", "the year before", "the month before", "that autumn", "that October",
        "a week earlier",
    ],
)  # fmt: skip
def test_it_stays_open_where_none_was_told(words: str) -> None:
    assert told(words) is None


def test_a_season_still_to_come_is_not_that_of_the_year_told_before() -> None:
    spoken = When(earliest=date(2014, 2, 1), latest=date(2014, 2, 28), grain=Grain.MONTH)
    assert told("that autumn", spoken) is None


def test_that_same_weekday_is_the_day_told_before() -> None:
    assert told("that same Monday", DAY) == ("2013-05-20", "2013-05-20")


@pytest.mark.parametrize(
    "words",
    [
        "on Friday last week", "two Sundays ago", "the Monday before last", "Saturday the 12th",
        "over the weekend", "from Monday to Friday", "so far this year", "in the first quarter",
        "the first five months of the year", "the spring of last year", "on the 3rd",
        "since the 3rd", "from the 3rd to the 5th", "since the start of the month", "Good Friday",
        "on June 8 last year", "the second half of this year",
    ],
)  # fmt: skip
def test_nothing_is_guessed_without_the_day_of_print(words: str) -> None:
    assert resolve.when(words, None) is None


def test_a_number_alone_is_of_the_month_of_the_report_where_none_was_told() -> None:
    assert told("on the 3rd") == ("2014-07-03", "2014-07-03")
    assert told("on the 23rd") == ("2014-06-23", "2014-06-23")
    assert resolve.when("on the 23rd", None) is None


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("since the war began on 3 May", "2014-05-03", "2014-07-17"),
        ("since rebels took up arms in February 2011", "2011-02", "2014-07"),
        ("since the spring of 2013", "2013-03", "2014-07"),
        ("since Monday of last week", "2014-07-07", "2014-07-17"),
        ("since Monday morning", "2014-07-14", "2014-07-17"),
        ("since mid-April of last year", "2013-04", "2014-07"),
        ("since last year", "2013", "2014"),
        ("since New Year", "2014-01-01", "2014-07-17"),
        ("between 21 June and today", "2014-06-21", "2014-07-17"),
        ("March 2013 to last month", "2013-03", "2014-06"),
        ("from Christmas Eve to 17 January", "2013-12-24", "2014-01-17"),
        ("on June 8 last year", "2013-06-08", "2013-06-08"),
        ("March-May", "2014-03", "2014-05"),
        ("September of '73", "1973-09", "1973-09"),
        ("in the preceding 24 hours", "2014-07-16", "2014-07-17"),
        ("in the seven weeks to 7 April", "2014-02-18", "2014-04-07"),
        ("the ten days to May 20", "2014-05-11", "2014-05-20"),
        ("the two months to 30 June", "2014-05-01", "2014-06-30"),
        ("in April and May", "2014-04", "2014-05"),
        ("this February", "2014-02", "2014-02"),
        ("to-day", "2014-07-17", "2014-07-17"),
    ],
)
def test_stretches_and_their_ends(words: str, first: str, last: str) -> None:
    assert told(words) == (first, last)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1987 - More than a hundred were burned.", ["1987"]),
        ("* 2003: the gates open.", ["2003"]),
        ("2006, 29 January. Rebels come.", ["2006, 29 January"]),
        ("1960, April - The town burns.", ["1960, April"]),
        ("2005, June to December. They hid.", ["2005", "June to December"]),
        ("Twenty-six in Oldtown, 2012. Seventeen in Newtown, 2013.", ["2012", "2013"]),
        ("The agency has 1,022 deaths for 2013.", ["2013"]),
        ("August. In the north nine loggers were killed.", ["August"]),
        ("Nine farmers died (August).", ["August"]),
        ("- Mon 14 - one soldier died", ["Mon 14"]),
        ("Oldtown, the 19th: fourteen dead.", ["the 19th"]),
        ("2014 - 17 - 39", ["2014"]),
        ("In June 15 policemen were shot.", ["June"]),
        ("He was shot in '92.", ["'92"]),
        ("The paper was paid for. 2013: 250 killed. May: nine dead.", ["2013", "May"]),
        ("Six have died since the 7th in Oldtown.", ["since the 7th"]),
        ("Shells fell during the night of 6 to 7 June.", ["6 to 7 June"]),
        ("Six have died since last year.", ["since last year"]),
        ("On 7 June 17 people were shot.", ["7 June"]),
        ("It was on Friday, the 20th anniversary of the state.", ["Friday"]),
    ],
)
def test_where_words_for_a_time_stand(text: str, words: list[str]) -> None:
    assert found(text) == words


@pytest.mark.parametrize(
    "sentence",
    [
        "The Special Powers Act, 1958, is in force.",
        "1830. The line is quiet.",
        "The other half of the men left.",
        "They signed the Good Friday Agreement.",
        "Forty years after Bloody Sunday nobody has been tried.",
        "March on the square, they shouted.",
        "It has stood since the 7th century.",
        "He took '92 boxes from March & Sons.",
        "For two weeks before that nobody came.",
    ],
)
def test_what_is_no_time(sentence: str) -> None:
    assert found(sentence) == []


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("on Sunday, 20 July", "2014-07-20"),  # three days after the report: announced, or a slip
        ("on Saturday, 20 July", "2013-07-20"),
        ("on 20 July", "2013-07-20"),
        ("on Tuesday, 15 July", "2014-07-15"),
        ("on Sunday, 20 July 2013", "2013-07-20"),  # a year that is told stands
        ("on Friday, 20 July", "2013-07-20"),  # a weekday that fits neither year says nothing
    ],
)
def test_a_weekday_tells_a_day_of_this_year_from_last_years(words, day):
    assert told(words) == (day, day)
