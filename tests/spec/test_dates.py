"""
When it happened: how words for a time become days, against the day of publication.

The table is that of the UCDP GED Codebook 19.1, appendix 2. The reports below were all
published on Thursday 17 July 2014.
"""

from datetime import date

import pytest

from onrecord import resolve
from onrecord.model import When

THURSDAY = date(2014, 7, 17)


def told(
    words: str, published: date | None = THURSDAY
) -> tuple[str | None, str | None, int] | None:
    """Return first day, last day and precision of what words tell."""
    when = resolve.when(words, published)
    if when is None:
        return None
    first, last = (day.isoformat() if day else None for day in (when.earliest, when.latest))
    return first, last, when.precision


@pytest.mark.parametrize(
    ("words", "first", "last", "precision"),
    [
        ("today", "2014-07-17", "2014-07-17", 1),
        ("yesterday", "2014-07-16", "2014-07-16", 1),
        ("last Tuesday", "2014-07-15", "2014-07-15", 1),
        ("14 January", "2014-01-14", "2014-01-14", 1),
        ("Monday night", "2014-07-14", "2014-07-14", 1),
        ("last night", "2014-07-16", "2014-07-16", 1),
        ("the other day", "2014-07-16", "2014-07-16", 1),
        ("recently", "2014-07-14", "2014-07-16", 2),
        ("the past few days", "2014-07-14", "2014-07-16", 2),
        ("the last few days", "2014-07-14", "2014-07-16", 2),
        ("around 2 July", "2014-07-01", "2014-07-03", 2),
        ("over the weekend", "2014-07-12", "2014-07-13", 2),
        ("this week", "2014-07-14", "2014-07-17", 2),
        ("since the beginning of the week", "2014-07-14", "2014-07-17", 2),
        ("the night between Sunday and Monday", "2014-07-13", "2014-07-14", 2),
        ("the night-long battle", "2014-07-16", "2014-07-17", 2),
        ("the past 24 hours", "2014-07-16", "2014-07-17", 2),
        ("the past 48 hours", "2014-07-15", "2014-07-17", 2),
        ("the past 72 hours", "2014-07-15", "2014-07-17", 2),
        ("the past 2 days", "2014-07-15", "2014-07-16", 2),
        ("since Tuesday", "2014-07-15", "2014-07-17", 2),
        ("a five-day offensive", "2014-07-13", "2014-07-17", 2),
        ("the last 6 days of January", "2014-01-25", "2014-01-30", 2),
        ("late last week", "2014-07-11", "2014-07-13", 2),
        ("last week", "2014-07-07", "2014-07-13", 3),
        ("the past week", "2014-07-11", "2014-07-17", 3),
        ("a week-old offensive", "2014-07-11", "2014-07-17", 3),
        ("the first week of August 2013", "2013-08-01", "2013-08-07", 3),
        ("early March", "2014-03-01", "2014-03-10", 4),
        ("mid-March", "2014-03-10", "2014-03-20", 4),
        ("late March", "2014-03-15", "2014-03-31", 4),
        ("late July", "2014-07-15", "2014-07-17", 4),
        ("recent weeks", "2014-06-26", "2014-07-17", 4),
        ("several weeks", "2014-06-26", "2014-07-17", 4),
        ("earlier this month", "2014-07-01", "2014-07-16", 4),
        ("last month", "2014-06-01", "2014-06-30", 4),
        ("a fortnight ago", "2014-07-04", "2014-07-17", 4),
        ("1995", "1995-01-01", "1995-12-31", 5),
        ("last year", "2013-01-01", "2013-12-31", 5),
        ("the past year", "2014-01-01", "2014-07-17", 5),
        ("early 1999", "1999-01-01", "1999-04-30", 5),
        ("mid-1999", "1999-05-01", "1999-08-31", 5),
        ("late 1999", "1999-09-01", "1999-12-31", 5),
        ("the past 3 months", "2014-04-17", "2014-07-17", 5),
        ("the past few months", "2014-04-17", "2014-07-17", 5),
    ],
)
def test_the_codebooks_table(words: str, first: str, last: str, precision: int) -> None:
    """UCDP GED Codebook 19.1, appendix 2, row by row."""
    assert told(words) == (first, last, precision)


@pytest.mark.parametrize(
    ("words", "first", "last", "precision"),
    [
        ("Tuesday night", "2014-07-15", "2014-07-15", 1),
        ("the past days", "2014-07-14", "2014-07-16", 2),
        ("the past two days", "2014-07-15", "2014-07-16", 2),
        ("around July 2", "2014-07-01", "2014-07-03", 2),
        ("since the start of the week", "2014-07-14", "2014-07-17", 2),
        ("overnight Sunday to Monday", "2014-07-13", "2014-07-14", 2),
        ("a 5-day offensive", "2014-07-13", "2014-07-17", 2),
        ("the last six days of January", "2014-01-25", "2014-01-30", 2),
        ("the last seven days", "2014-07-11", "2014-07-17", 3),
        ("the first week of August", "2013-08-01", "2013-08-07", 3),
        ("early in March", "2014-03-01", "2014-03-10", 4),
        ("middle of March", "2014-03-10", "2014-03-20", 4),
        ("mid-July", "2014-07-10", "2014-07-17", 4),
        ("the past few weeks", "2014-06-26", "2014-07-17", 4),
        ("earlier in the month", "2014-07-01", "2014-07-16", 4),
        ("a 1995 massacre", "1995-01-01", "1995-12-31", 5),
        ("late in 1999", "1999-09-01", "1999-12-31", 5),
        ("the past three months", "2014-04-17", "2014-07-17", 5),
        ("recent months", "2014-04-17", "2014-07-17", 5),
    ],
)
def test_the_codebooks_table_in_other_words(
    words: str, first: str, last: str, precision: int
) -> None:
    """UCDP GED Codebook 19.1, appendix 2: the same rows as reports also write them."""
    assert told(words) == (first, last, precision)


def test_early_this_month_ends_with_the_report() -> None:
    """Appendix 2: "early March" is 1-10 March, or to the report day where that is sooner."""
    assert told("early July", date(2014, 7, 7)) == ("2014-07-01", "2014-07-07", 4)


def test_past_months_do_not_cross_the_year() -> None:
    """The codebook's "past 3 months" stops at 1 January."""
    assert told("the past 3 months", date(2014, 2, 10)) == ("2014-01-01", "2014-02-10", 5)


class TestWeekdays:
    """A bare weekday is the latest one that publication can look back on."""

    def test_the_day_of_publication_itself(self) -> None:
        """ "On Thursday" in Thursday's paper is that Thursday, not a week before."""
        assert told("on Thursday") == ("2014-07-17", "2014-07-17", 1)

    def test_last_thursday_is_a_week_before(self) -> None:
        """ "Last Thursday" is never today."""
        assert told("last Thursday") == ("2014-07-10", "2014-07-10", 1)

    def test_a_later_weekday_name_is_in_the_week_before(self) -> None:
        """ "On Friday" in Thursday's paper was six days ago."""
        assert told("on Friday") == ("2014-07-11", "2014-07-11", 1)

    def test_a_stretch_of_weekdays_ends_with_the_latest(self) -> None:
        """ "From Friday to Tuesday" is one run of days, its end the latest Tuesday."""
        assert told("From Friday to Tuesday") == ("2014-07-11", "2014-07-15", 2)

    def test_two_nights(self) -> None:
        """ "Overnight Saturday to Sunday" is both days."""
        assert told("overnight Saturday to Sunday") == ("2014-07-12", "2014-07-13", 2)


class TestDaysAndMonths:
    """Dates that name a month: the latest past one, unless the words say the year."""

    @pytest.mark.parametrize(
        "words",
        [
            "7 March 2014", "March 7, 2014", "7th of March, 2014", "Friday, 7 March 2014",
            "Mar. 7, 2014", "2014-03-07", "the 7th of March 2014", "March 7th 2014",
        ],
    )  # fmt: skip
    def test_one_day_in_many_orders(self, words: str) -> None:
        """Day, month and year in any usual order are one day."""
        assert told(words) == ("2014-03-07", "2014-03-07", 1)

    def test_a_day_without_a_year_is_the_latest_past_one(self) -> None:
        """In July 2014, "March 7" was four months ago and "November 7" eight."""
        assert told("on March 7") == ("2014-03-07", "2014-03-07", 1)
        assert told("on November 7") == ("2013-11-07", "2013-11-07", 1)

    def test_a_year_told_elsewhere_wins(self) -> None:
        """A chronicle of 2012 says "on March 7" and means 2012."""
        when = resolve.when("March 7", THURSDAY, year=2012)
        assert when is not None
        assert when.date_from == "2012-03-07"

    def test_numbers_alone_are_read_day_first_and_doubted(self) -> None:
        """07/03/2014 may be July in some papers: the precision says that it is not sure."""
        assert told("07/03/2014") == ("2014-03-07", "2014-03-07", 5)
        assert told("03/25/2014") == ("2014-03-25", "2014-03-25", 1)

    def test_last_august_is_the_latest_whole_one(self) -> None:
        """Said in July 2014 it is August 2013; said in August 2014 it is August 2013 too."""
        assert told("last August") == ("2013-08-01", "2013-08-31", 4)
        assert told("last August", date(2014, 8, 20)) == ("2013-08-01", "2013-08-31", 4)

    @pytest.mark.parametrize(
        ("words", "first", "last"),
        [
            ("March 2011", "2011-03-01", "2011-03-31"),
            ("May and June 2011", "2011-05-01", "2011-06-30"),
            ("between November 2012 and February 2013", "2012-11-01", "2013-02-28"),
            ("the summer of 2013", "2013-06-01", "2013-08-31"),
            ("the end of 2013", "2013-12-01", "2013-12-31"),
            ("2-4 June 2014", "2014-06-02", "2014-06-04"),
            ("between 3 and 7 May", "2014-05-03", "2014-05-07"),
            ("from December 30 to January 2, 2014", "2013-12-30", "2014-01-02"),
            ("between 15 April and mid-May 2013", "2013-04-15", "2013-05-20"),
            ("from March 2012 to early 2013", "2012-03-01", "2013-04-30"),
            ("the 1980s", "1980-01-01", "1989-12-31"),
            ("from 2003 to 2011", "2003-01-01", "2011-12-31"),
        ],
    )
    def test_stretches(self, words: str, first: str, last: str) -> None:
        """Stretches run from the first day of the first to the last day of the last."""
        found = told(words)
        assert found is not None
        assert found[:2] == (first, last)

    def test_days_into_something_are_no_finer_than_the_month(self) -> None:
        """When the siege began is not said, so only the month is known."""
        assert told("Nine days into the siege in April 2013") == ("2013-04-01", "2013-04-30", 4)

    def test_a_month_is_written_as_a_month(self) -> None:
        """A time is written in the unit it was said in: never finer than its words."""
        when = resolve.when("in March 2011", THURSDAY)
        assert when is not None
        assert (when.date_from, when.date_to) == ("2011-03", "2011-03")


class TestOpenEnds:
    """Since, until, by, before."""

    def test_since_reaches_to_publication(self) -> None:
        """ "Since 2011" ends on the day of the report: it can tell of nothing later."""
        assert told("since 2011") == ("2011-01-01", "2014-07-17", 5)

    def test_until_has_no_beginning(self) -> None:
        """ "Until the end of 2013" does not say from when."""
        assert told("until the end of 2013") == (None, "2013-12-31", 5)


class TestPublication:
    """What the day of publication does and does not do."""

    def test_nothing_outlasts_publication(self) -> None:
        """ "In 2014", printed in July, is January to July."""
        assert told("in 2014") == ("2014-01-01", "2014-07-17", 5)

    def test_a_stated_future_stays(self) -> None:
        """A date after publication is kept, for a check to ask about."""
        assert told("1 September 2014") == ("2014-09-01", "2014-09-01", 1)

    @pytest.mark.parametrize("words", ["yesterday", "on Monday", "March 7", "last week", "أمس"])
    def test_without_it_nothing_is_guessed(self, words: str) -> None:
        """Only words that tell their own date resolve when nobody knows the day of print."""
        assert told(words, None) is None

    def test_without_it_a_full_date_stands(self) -> None:
        """A date with its year needs no publication."""
        assert told("7 March 2014", None) == ("2014-03-07", "2014-03-07", 1)

    def test_the_next_day_needs_a_day_before_it(self) -> None:
        """ "The next day" resolves only where the text told a day."""
        assert resolve.when("the next day", THURSDAY) is None
        when = resolve.when("the next day", THURSDAY, reference=date(2014, 7, 1))
        assert when is not None
        assert when.earliest == date(2014, 7, 2)


class TestArabic:
    """Three calendars' month names, and digits of both kinds."""

    @pytest.mark.parametrize(
        "words", ["7 آذار 2014", "7 مارس 2014", "٧ آذار ٢٠١٤", "7 آذار/مارس 2014", "7 من آذار 2014"]
    )
    def test_a_day(self, words: str) -> None:
        """Levantine, Egyptian and both at once name one day."""
        assert told(words) == ("2014-03-07", "2014-03-07", 1)

    @pytest.mark.parametrize(
        ("words", "first", "last"),
        [
            ("أمس", "2014-07-16", "2014-07-16"),
            ("أول أمس", "2014-07-15", "2014-07-15"),
            ("اليوم", "2014-07-17", "2014-07-17"),
            ("قبل يومين", "2014-07-15", "2014-07-15"),
            ("الأسبوع الماضي", "2014-07-07", "2014-07-13"),
            ("يوم الثلاثاء", "2014-07-15", "2014-07-15"),
            ("منذ عام 2011", "2011-01-01", "2014-07-17"),
            ("تشرين الثاني 2013", "2013-11-01", "2013-11-30"),
            ("جويلية 2013", "2013-07-01", "2013-07-31"),
            ("خلال الـ24 ساعة الماضية", "2014-07-16", "2014-07-17"),
        ],
    )
    def test_phrases(self, words: str, first: str, last: str) -> None:
        """The same table, in Arabic."""
        found = told(words)
        assert found is not None
        assert found[:2] == (first, last)


@pytest.mark.parametrize(
    "sentence",
    [
        "They lived through forty years of rule.",
        "The thirteen-year conflict ruined the town.",
        "A girl of 14 and 2,011 others were counted.",
        "See page 2014 for the full table.",
        "At least 1995 people signed.",
        "Marching may help, said the second man.",
        "It was the third hospital to be hit in the city.",
        "Rebels hold 12 villages, 20 shells fell.",
        "Some 2015 fighters were killed there.",
    ],
)
def test_what_is_no_date(sentence: str) -> None:
    """Ages, lengths of time, pages and numbers of people tell no date."""
    assert [n.name for n in resolve.names().find(sentence) if n.kind == "time"] == []


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("On March 7 alone eleven died.", ["March 7"]),
        (
            "The attack, in May 2012, was followed by another two years ago.",
            ["May 2012", "two years ago"],
        ),
        (
            "Shells fell from Monday to Wednesday and again overnight.",
            ["from Monday to Wednesday", "overnight"],
        ),
        ("In May 15 people were killed.", ["May"]),
        (
            "Three days after the raid of 2 May nine died. Two days after the attack one more did.",
            ["Three days after the raid of 2 May", "Two days after the attack"],
        ),
        (
            "Police said on Wednesday, two days after Monday's raid, that all is calm.",
            ["Wednesday", "Monday"],
        ),
        ("It has gone on since late 2011.", ["since late 2011"]),
        ("قتل خمسة يوم الخميس 7 آذار 2014.", ["يوم الخميس", "7 آذار 2014"]),
    ],
)
def test_where_words_for_a_time_stand(sentence: str, words: list[str]) -> None:
    """The words are found as they stand, without the preposition that leads to them."""
    assert [n.name for n in resolve.names().find(sentence) if n.kind == "time"] == words


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("in the twenty-four hours to noon today", "2014-07-16", "2014-07-17"),
        ("the week ending 12 July", "2014-07-06", "2014-07-12"),
        ("in the first half of the month", "2014-07-01", "2014-07-15"),
        ("the second half of February", "2014-02-16", "2014-02-28"),
        ("now in its 21st month", "2012-11-01", "2014-07-17"),
        ("after eight days of fighting", "2014-07-09", "2014-07-17"),
        ("a decade of conflict", "2004-01-01", "2014-07-17"),
        ("since last June", "2014-06-01", "2014-07-17"),
        ("mid-April of last year", "2013-04-01", "2013-04-30"),
        ("two nights ago", "2014-07-15", "2014-07-15"),
        ("MON 14", "2014-07-14", "2014-07-14"),
        ("19/06", "2014-06-19", "2014-06-19"),
        ("18 JAN 93", "1993-01-18", "1993-01-18"),
    ],
)
def test_a_stretch_ends_with_the_report(words: str, first: str, last: str) -> None:
    assert told(words)[:2] == (first, last)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("the same night", "2014-05-20", "2014-05-20"),
        ("the following Friday", "2014-05-23", "2014-05-23"),
        ("that Tuesday", "2014-05-20", "2014-05-20"),
        ("since that Tuesday", "2014-05-20", "2014-07-17"),
        ("two days later", "2014-05-22", "2014-05-22"),
        ("Two days after the attack", "2014-05-22", "2014-05-22"),
        ("Three days after the raid of 2 May", "2014-05-05", "2014-05-05"),
        ("Two weeks before the vote on 30 May", "2014-05-16", "2014-05-16"),
        ("that year", "2014-01-01", "2014-07-17"),
        ("between February and April of that year", "2014-02-01", "2014-04-30"),
        ("in the same month", "2014-05-01", "2014-05-31"),
        ("over the same period", "2014-05-20", "2014-05-20"),
        ("since then", "2014-05-20", "2014-07-17"),
    ],
)
def test_a_time_is_counted_from_the_one_told_before(words: str, first: str, last: str) -> None:
    tuesday = date(2014, 5, 20)
    spoken = When(earliest=tuesday, latest=tuesday)
    when = resolve.when(words, THURSDAY, reference=tuesday, spoken=spoken)
    assert (str(when.earliest), str(when.latest)) == (first, last)


@pytest.mark.parametrize(
    "words",
    ["the same night", "that year", "since then", "two days later", "Two days after the attack"],
)
def test_a_time_counted_from_another_is_open_where_none_was_told(words: str) -> None:
    assert told(words) is None


@pytest.mark.parametrize("words", ["the Monday Market", "the Sunday Times", "Friday Mosque"])
def test_a_name_with_a_day_in_it_is_no_day(words: str) -> None:
    assert told(words) is None


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("on the night that passed", "2014-07-16", "2014-07-16"),
        ("this past night", "2014-07-16", "2014-07-16"),
        ("a week ago Friday", "2014-07-11", "2014-07-11"),
        ("two weeks ago on Monday", "2014-06-30", "2014-06-30"),
        ("on Tuesday, three weeks ago", "2014-06-24", "2014-06-24"),
        ("in the week ending Sunday", "2014-07-07", "2014-07-13"),
        ("the week to Saturday", "2014-07-06", "2014-07-12"),
        ("between midnight on Tuesday and dawn on Wednesday", "2014-07-15", "2014-07-16"),
        ("from noon on Monday to dusk on Thursday", "2014-07-14", "2014-07-17"),
        ("before dawn on Tuesday", "2014-07-15", "2014-07-15"),
        ("three days before Monday", "2014-07-11", "2014-07-11"),
        ("a week after 4 June", "2014-06-11", "2014-06-11"),
    ],
)
def test_weeks_nights_and_days_counted_from_a_day(words: str, first: str, last: str) -> None:
    when = resolve.when(words, THURSDAY)
    assert (str(when.earliest), str(when.latest)) == (first, last)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("on the morrow", "2014-07-16"),
        ("24 hours later", "2014-07-16"),
        ("24 hours earlier", "2014-07-14"),
    ],
)
def test_the_morrow_is_a_day_on(words: str, day: str) -> None:
    when = resolve.when(words, THURSDAY, reference=date(2014, 7, 15))
    assert str(when.earliest) == day


@pytest.mark.parametrize(
    "words", ["the next day", "the following night", "two days later", "three weeks afterwards"]
)
def test_nothing_is_counted_to_a_day_after_the_report(words: str) -> None:
    """The day that the words count from is then another than the one told last."""
    assert resolve.when(words, THURSDAY, reference=THURSDAY) is None
