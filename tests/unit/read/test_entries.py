"""Live pages: which hour opens an entry, and of which day it is."""

import json
from datetime import datetime

import pytest

from onrecord.model import Voice

WORDS = "Shells fell near the bridge again, and two people were hurt there, a medic said."
DATED = "Shelling of the coast: live\n\nPublished 16 December 2016"


def moments(found):
    """Return the moment of each block of the running text, each once, in order."""
    dated = [b.dated for b in found.text.blocks if b.voice is Voice.BODY and b.dated]
    return [moment.strftime("%Y-%m-%d %H:%M") for moment in dict.fromkeys(dated)]


def page_of(*heads, title="Shelling of the coast: live"):
    return "\n\n".join([title, *(f"{head}\n\n{WORDS} {n}" for n, head in enumerate(heads))])


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        (["09:15", "13:30", "18:40"], ["2016-12-16 09:15", "2016-12-16 13:30", "2016-12-16 18:40"]),
        (["6:40 pm", "1:30 p.m.", "9 am"], ["2016-12-16 18:40", "2016-12-16 13:30", "2016-12-16 09:00"]),
        (
            ["Updated 14:32 GMT", "Updated 12:10 GMT", "Updated 10:05 GMT"],
            ["2016-12-16 14:32", "2016-12-16 12:10", "2016-12-16 10:05"],
        ),
        (
            ["December 15, 14:05", "15 December, 22:10", "December 16, 06:00"],
            ["2016-12-15 14:05", "2016-12-15 22:10", "2016-12-16 06:00"],
        ),
        (
            ["14:05 – 14 December 2016", "15:05 – 14 December 2016", "16:05 – 14 December 2016"],
            ["2016-12-14 14:05", "2016-12-14 15:05", "2016-12-14 16:05"],
        ),
    ],
    ids=["24 hours", "12 hours, newest first", "updated", "with days", "day behind"],
)  # fmt: skip
def test_headings_that_open_entries(reading, heads, expected):
    found = reading(
        page_of(*heads, title="Shelling of the coast: live\n\nPublished 16 December 2016")
    )
    assert moments(found) == expected


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        (["21:00", "23:50", "00:20"], ["2016-12-16 21:00", "2016-12-16 23:50", "2016-12-17 00:20"]),
        (["00:20", "23:50", "21:00"], ["2016-12-17 00:20", "2016-12-16 23:50", "2016-12-16 21:00"]),
    ],
    ids=["oldest first", "newest first"],
)
def test_midnight_between_two_entries_is_a_day(reading, heads, expected):
    found = reading(page_of(*heads, title="Shelling: live\n\nPublished 16 December 2016"))
    assert moments(found) == expected


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        (
            ["UPDATE 11:05", "07:10", "08:30", "09:45"],
            ["2016-12-16 11:05", "2016-12-16 07:10", "2016-12-16 08:30", "2016-12-16 09:45"],
        ),
        (
            ["11:05", "07:40", "UPDATE 09:15:", "06:30", "06:10"],
            ["2016-12-16 11:05", "2016-12-16 07:40", "2016-12-16 09:15", "2016-12-16 06:30",
             "2016-12-16 06:10"],
        ),
        (
            ["21:05", "23:10", "UPDATE 00:40", "23:30", "01:15"],
            ["2016-12-16 21:05", "2016-12-16 23:10", "2016-12-17 00:40", "2016-12-16 23:30",
             "2016-12-17 01:15"],
        ),
    ],
    ids=["on top", "among falling hours", "after midnight"],
)  # fmt: skip
def test_an_update_is_of_the_day_of_the_entry_above_it_and_moves_no_other(reading, heads, expected):
    assert moments(reading(page_of(*heads, title=DATED))) == expected


def test_entries_a_little_out_of_order_are_not_a_day_apart(reading):
    """An hour back would be 23 hours of silence; from evening to morning a night lies between."""
    heads = ["09:10", "11:30", "10:55", "18:40", "09:00"]
    assert moments(reading(page_of(*heads, title=DATED))) == [
        "2016-12-16 09:10",
        "2016-12-16 11:30",
        "2016-12-16 10:55",
        "2016-12-16 18:40",
        "2016-12-17 09:00",
    ]


def test_an_entry_put_in_late_beside_midnight_stays_of_its_evening(reading):
    heads = ["22:50", "23:40", "00:10", "23:55", "00:30"]
    assert [moment[8:10] for moment in moments(reading(page_of(*heads, title=DATED)))] == [
        "16", "16", "17", "16", "17",
    ]  # fmt: skip


def test_a_page_that_tells_only_its_last_change_ends_on_that_day(reading):
    title = "Shelling: live\n\nLast updated: 17 December 2016, 00:30 GMT"
    found = reading(page_of("00:20", "23:50", "21:00", title=title))
    assert moments(found) == ["2016-12-17 00:20", "2016-12-16 23:50", "2016-12-16 21:00"]


def test_a_line_with_a_day_gives_it_to_the_entries_below(reading):
    text = page_of("Thursday, 15 December", "18:00", "19:00", "Friday, 16 December", "08:00")
    assert moments(reading(text, published=None)) == []
    found = reading(f"{text}\n\nPublished 16 December 2016".replace(
        "live\n\n", "live\n\nPublished 16 December 2016\n\n", 1))  # fmt: skip
    assert moments(found)[-3:] == ["2016-12-15 18:00", "2016-12-15 19:00", "2016-12-16 08:00"]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (["09:00", "22:00", "00:15"], ["2016-12-15 09:00", "2016-12-15 22:00", "2016-12-16 00:15"]),
        (["22:00", "09:00", "08:00"], ["2016-12-15 22:00", "2016-12-15 09:00", "2016-12-15 08:00"]),
    ],
    ids=["oldest first", "newest first"],
)
def test_a_day_above_all_entries_is_that_of_the_entry_below_it(reading, hours, expected):
    """A page that was saved a day later was still written on the day that heads it."""
    title = "Shelling: live\n\nPublished 16 December 2016"
    found = reading(page_of("Thursday, 15 December", *hours, title=title))
    assert moments(found) == expected


def test_entries_in_arabic(reading):
    words = "سقطت قذائف قرب الجسر مجدداً وأصيب شخصان هناك بحسب مسعف في المكان."
    heads = ["الساعة ٩:١٥ صباحاً", "الساعة ١:٣٠ ظهراً", "٦:٤٠ مساءً"]
    body = "\n\n".join(f"{head}\n\n{words} {n}" for n, head in enumerate(heads))
    found = reading(f"قصف الساحل: مباشر\n\nنشر في 16 كانون الأول 2016\n\n{body}")
    assert moments(found) == ["2016-12-16 09:15", "2016-12-16 13:30", "2016-12-16 18:40"]


@pytest.mark.parametrize(
    "line",
    ["The 14:05 train was hit.", "3.5 tonnes of wheat burnt.", "12:4 they lost.", "At 14:05 it fell."],
)  # fmt: skip
def test_hours_in_sentences_open_nothing(reading, line):
    text = "\n\n".join(["Shelling", "Published 16 December 2016", *[f"{line} {WORDS}"] * 4])
    assert moments(reading(text)) == []


def test_two_hours_are_no_live_page(reading):
    found = reading(page_of("14:05", "15:05", title="Shelling\n\nPublished 16 December 2016"))
    assert moments(found) == []


def test_comments_have_hours_and_are_no_entries(reading):
    comments = "\n\n".join(
        f"Old Sailor, 17 December 2016 at 1{n}:05\n\nIt is wrong." for n in range(4)
    )
    text = f"Shelling\n\nPublished 16 December 2016\n\n{WORDS} {WORDS} {WORDS}\n\n4 comments\n\n{comments}"
    assert all(block.dated is None for block in reading(text).text.blocks)


def test_a_pages_data_tells_when_each_entry_was_written(page):
    entries = [
        {"@type": "BlogPosting", "headline": f"Entry number {n} of the day",
         "articleBody": f"{WORDS} {n}", "datePublished": f"2016-12-1{6 + n}T0{n}:30:00+02:00"}
        for n in range(3)
    ]  # fmt: skip
    live = {"@type": "LiveBlogPosting", "headline": "Shelling: live", "liveBlogUpdate": entries,
            "datePublished": "2016-12-16"}  # fmt: skip
    body = "".join(f"<h2>{e['headline']}</h2><p>{e['articleBody']} {WORDS}</p>" for e in entries)
    found = page(
        f'<html><head><script type="application/ld+json">{json.dumps(live)}</script></head>'
        f"<body><main><h1>Shelling: live</h1>{body}</main></body></html>"
    )
    assert moments(found) == ["2016-12-16 00:30", "2016-12-17 01:30", "2016-12-18 02:30"]


def test_what_stands_above_the_first_entry_has_no_moment(reading):
    intro = "This page follows the shelling of the coast through the day, hour by hour."
    text = page_of(
        "09:15", "10:15", "11:15", title=f"Live\n\nPublished 16 December 2016\n\n{intro}"
    )
    found = reading(text)
    first = next(b for b in found.text.blocks if found.text.words(b.start, b.end) == intro)
    assert first.dated is None
    assert found.text.block_at(first.start + 3) == first
    assert isinstance(found.text.blocks[-1].dated, datetime)
