"""Laws of dates: a day written in any usual way is that day; nothing breaks the finder."""

import itertools
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from onrecord import resolve
from onrecord.resolve import dates

MONTHS = (
    "January February March April May June July August September October November December".split()
)
LEVANT = [
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول",
    "تشرين الأول", "تشرين الثاني", "كانون الأول",
]  # fmt: skip
EGYPT = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split()
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 31))


def _nth(day):
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th") if day not in {11, 12, 13} else "th"
    return f"{day}{ending}"


WAYS = [
    lambda d: d.isoformat(),
    lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{MONTHS[d.month - 1]} {d.day}, {d.year}",
    lambda d: f"{_nth(d.day)} of {MONTHS[d.month - 1]}, {d.year}",
    lambda d: f"the {_nth(d.day)} of {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{MONTHS[d.month - 1][:3]}{'' if d.month == 5 else '.'} {d.day}, {d.year}",
    lambda d: f"{d:%A}, {d.day} {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{d:%A}, {MONTHS[d.month - 1]} {d.day}, {d.year}",
    lambda d: f"{d.day}\u00a0{MONTHS[d.month - 1]}\u00a0{d.year}",
    lambda d: f"{d.day} {LEVANT[d.month - 1]} {d.year}",
    lambda d: f"{d.day} {EGYPT[d.month - 1]} {d.year}",
    lambda d: f"{d.day} {LEVANT[d.month - 1]}/{EGYPT[d.month - 1]} {d.year}",
    lambda d: f"{d.day} {EGYPT[d.month - 1]} {d.year}".translate(EASTERN),
]


@given(DAYS, st.sampled_from(WAYS), st.one_of(st.none(), DAYS))
def test_a_full_date_is_its_day_whenever_it_is_printed(day, way, published):
    when = resolve.when(way(day), published)
    assert when is not None
    assert (when.earliest, when.latest, when.precision) == (day, day, 1)


@given(DAYS, st.sampled_from(WAYS))
def test_it_is_found_whole_in_a_sentence(day, way):
    words = way(day)
    content = f"Nine died ({words}) there."
    assert [content[s:e] for s, e in dates.find(content)] == [words]


@given(DAYS)
def test_day_first_numbers_are_never_more_certain_than_they_are(day):
    when = resolve.when(f"{day.day:02}/{day.month:02}/{day.year}", None)
    assert when is not None
    is_open = day.day <= 12 and day.day != day.month
    assert when.precision == (5 if is_open else 1)
    assert when.earliest == day


@given(DAYS, DAYS)
def test_a_bare_day_is_in_the_year_before_publication(day, published):
    when = resolve.when(f"{MONTHS[day.month - 1]} {day.day}", published)
    if when is None:
        assert (day.month, day.day) == (2, 29)
        return
    assert timedelta(0) <= published - when.earliest < timedelta(days=367)


@given(DAYS, st.sampled_from("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()))
def test_a_weekday_is_in_the_week_that_ends_with_publication(published, weekday):
    when = resolve.when(f"on {weekday}", published)
    assert when is not None
    assert f"{when.earliest:%A}" == weekday
    assert timedelta(0) <= published - when.earliest <= timedelta(days=6)


PHRASES = st.sampled_from(
    [
        "yesterday", "last week", "this week", "the past week", "over the weekend", "last month", "last year",
        "since Thursday", "since 2011", "the past 24 hours", "the past 10 days", "three days ago", "recently",
        "early March", "late last week", "in August", "last August", "the summer of 2014", "أمس", "قبل يومين",
        "الأسبوع الماضي", "from Thursday to Monday", "a five-day offensive", "earlier this month", "this year",
    ]
)  # fmt: skip


@given(PHRASES, DAYS)
def test_nothing_relative_outlasts_publication(words, published):
    when = resolve.when(words, published)
    if when is not None and when.earliest is not None and when.earliest <= published:
        assert when.latest is not None
        assert when.latest <= published


@given(st.text(max_size=300))
def test_no_text_breaks_the_finder(content):
    spans = dates.find(content)
    assert all(0 <= s < e <= len(content) for s, e in spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    for start, end in spans:
        resolve.when(content[start:end], date(2020, 2, 29))


WORDS = st.sampled_from(
    [
        "Monday", "March", "May", "7", "31", "2014", "29", "February", "since", "until", "last", "week",
        "the", "of", "past", "days", "and", "to", "–", "from", "between", "الخميس", "آذار", "منذ", "قبل",
        "early", "weekend", "night", "ago", "two", "99", ",", "in", "Aleppo", "\n",
    ]
)  # fmt: skip


@given(st.lists(WORDS, max_size=12).map(" ".join), DAYS)
def test_words_of_the_grammar_in_any_order_break_nothing(content, published):
    for start, end in dates.find(content):
        when = resolve.when(content[start:end], published)
        assert (
            when is None
            or when.earliest is None
            or when.latest is None
            or when.earliest <= when.latest
        )
