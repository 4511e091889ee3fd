"""Whole reports, invented: what lends a claim the time and the place that it does not name."""

from collections.abc import Sequence
from datetime import date

import pytest

import one_report
from onrecord.extract import wordlist
from onrecord.extract.dateline import dateline
from onrecord.model import Claim

FRIDAY = date(2021, 8, 6)


def read(*lines: str, published: date | None = FRIDAY) -> tuple[Claim, ...]:
    return one_report.read(*lines, published=published)


def of(claims: Sequence[Claim], words: str) -> Claim:
    return next(c for c in claims if words in c.passage.exact)


def days(claim: Claim) -> tuple[str, str] | None:
    when = claim.when
    return (str(when.earliest), str(when.latest)) if when else None


def places(claim: Claim) -> list[str]:
    return [p.name for p in claim.places]


def test_the_day_of_the_event_comes_before_the_day_of_the_saying() -> None:
    claims = read(
        "Market bombed in Taiz",
        "A bomb killed 12 people in a market in Taiz on Tuesday, residents told this newspaper.",
        "The hospital there was full by noon, and relatives waited in the street until dark.",
        "A doctor said on Thursday that 31 people had been wounded.",
    )
    assert days(of(claims, "31")) == ("2021-08-03", "2021-08-03")


def test_the_day_of_the_saying_counts_where_nothing_else_does() -> None:
    claims = read(
        "Blast in Taiz", "Police said on Thursday that 12 people had been killed in Taiz."
    )
    assert days(of(claims, "12")) == ("2021-08-05", "2021-08-05")


@pytest.mark.parametrize(
    ("head", "first", "last"),
    [
        ("Reporting period: 1-31 July 2021", "2021-07-01", "2021-07-31"),
        ("Covers: Thursday 5 August 2021", "2021-08-05", "2021-08-05"),
        ("Figures for the 24 hours to 08:00", "2021-08-05", "2021-08-06"),
        ("Monthly summary, July 2021", "2021-07-01", "2021-07-31"),
    ],
)
def test_a_bulletin_lends_the_time_that_it_covers(head: str, first: str, last: str) -> None:
    claims = read(
        "ADEN RIGHTS WATCH BULLETIN", head, "Twelve farmers were killed by mines in Aden."
    )
    assert days(of(claims, "Twelve")) == (first, last)


def test_the_entries_of_a_list_have_their_own_places() -> None:
    claims = read(
        "YEMEN INCIDENT LOG",
        "Friday 6 August 2021",
        "TAIZ - Gunmen killed three soldiers at a checkpoint.",
        "ADEN - A mine wounded four children on a road.",
        "SAADA - Police found the bodies of two men. They had been shot.",
    )
    assert places(of(claims, "three soldiers")) == ["TAIZ"]
    assert places(of(claims, "four children")) == ["ADEN"]
    assert days(of(claims, "four children")) == ("2021-08-06", "2021-08-06")


def test_a_row_has_its_own_day() -> None:
    claims = read(
        "MINE MONITOR",
        "Bulletin, July 2021\nIncidents\n03/07 | Taiz | 4 killed\n19/07 | Aden | 6 killed",
    )
    assert days(of(claims, "4 killed")) == ("2021-07-03", "2021-07-03")
    assert days(of(claims, "6 killed")) == ("2021-07-19", "2021-07-19")


def test_a_time_that_is_compared_with_is_not_the_time() -> None:
    claims = read("Mines", "In July 40 people were killed by mines in Yemen, fewer than in June.")
    assert days(of(claims, "40")) == ("2021-07-01", "2021-07-31")


@pytest.mark.parametrize(
    ("line", "words", "when"),
    [
        (
            "Twelve villagers abducted near Taiz in June were released on Thursday.",
            "Twelve villagers",
            ("2021-08-05", "2021-08-05"),
        ),
        (
            "It was the first attack in Taiz since 24 May 2019, when a bomb killed nine soldiers.",
            "nine soldiers",
            ("2019-05-24", "2019-05-24"),
        ),
        (
            "The police in Taiz have held six protesters since Tuesday.",
            "six protesters",
            ("2021-08-03", "2021-08-03"),
        ),
        (
            "Two more men died on Thursday, bringing to 54 the number of people killed in the "
            "bombing of Taiz on Tuesday.",
            "54",
            ("2021-08-03", "2021-08-03"),
        ),
        (
            "In July the desk in Taiz logged 612 people killed, down from 733 in June.",
            "733",
            ("2021-06-01", "2021-06-30"),
        ),
        (
            "Shells fell on Monday. Rebels shot nine farmers in Taiz; by Thursday they had left.",
            "nine farmers",
            ("2021-08-02", "2021-08-02"),
        ),
        (
            "Since the army entered Taiz, in the south, on Tuesday, 60 people were arrested.",
            "60 people",
            ("2021-08-03", "2021-08-06"),
        ),
        (
            "In Taiz 40 people have been killed since Tuesday, when shelling began.",
            "40 people",
            ("2021-08-03", "2021-08-06"),
        ),
    ],
)
def test_which_day_of_a_sentence_is_a_claims(line: str, words: str, when: tuple[str, str]) -> None:
    assert days(of(read("Taiz", line), words)) == when


@pytest.mark.parametrize(
    ("line", "words", "when"),
    [
        (
            "More than 40 people were killed in Taiz in clashes on Tuesday.",
            "40",
            ("2021-08-03", "2021-08-03"),
        ),
        (
            "Rebels have killed more than 200 soldiers since 20 July, when they left Aden.",
            "200",
            ("2021-07-20", "2021-08-06"),
        ),
        (
            "Since 20 July, when the raids began, over 900 soldiers have been killed.",
            "900",
            ("2021-07-20", "2021-08-06"),
        ),
    ],
)
def test_the_than_of_a_number_compares_no_times_and_since_lasts(
    line: str, words: str, when: tuple[str, str]
) -> None:
    assert days(of(read("War in Taiz", line), words)) == when


def test_what_was_counted_by_a_day_is_of_the_day_of_the_event() -> None:
    claims = read(
        "Raid on a market in Taiz",
        "Shells fell on a market in Taiz on Tuesday and killed four guards, residents said.",
        "By Thursday rescuers had carried 20 bodies from it.",
    )
    assert days(of(claims, "20")) == ("2021-08-03", "2021-08-03")


def test_a_live_page_that_tells_of_its_own_day_lends_it() -> None:
    claims = read(
        "Yemen: live",
        "18:45\n\nFour people were killed in Aden, medics say.",
        "17:20\n\nTwo people were wounded in Saada this morning.",
        "10:30\n\nOn Monday ten people were killed in Taiz.",
    )
    assert days(of(claims, "Four people")) == ("2021-08-06", "2021-08-06")
    assert days(of(claims, "ten people")) == ("2021-08-02", "2021-08-02")


def test_a_headline_that_counts_speaks_for_itself_alone() -> None:
    claims = read(
        "WORLD IN BRIEF - Friday 6 August 2021",
        "Yemen: Roadside bomb kills 8 wedding guests in Taiz",
        "UN: 1,190 civilians killed in Yemen January to June, up a quarter on 2020",
        "Gunmen free 3 abducted vaccinators",
        "Suicide bomber wounds dozens in Aden market",
    )
    assert days(of(claims, "wounds dozens")) is None


def test_when_the_dead_were_dug_out_is_not_when_they_died_if_that_is_told() -> None:
    line = "Shells hit Taiz on Monday. The bodies of four men were exhumed on Thursday."
    assert days(of(read("Taiz", line), "four men")) == ("2021-08-02", "2021-08-02")
    alone = read("Taiz", "The bodies of four men were dug out of the rubble in Taiz on Thursday.")
    assert days(of(alone, "four men")) == ("2021-08-05", "2021-08-05")


def test_headlines_lend_each_other_no_day() -> None:
    claims = read(
        "Yemen at a glance",
        "Van of villagers hit near Taiz: 11 die",
        "Shell lands in Aden market, one killed",
        "Army says four of its soldiers killed at Saada",
        "Two men shot on 12 July are named",
        "Six wounded as mine explodes in Marib",
    )
    assert days(of(claims, "one killed")) is None


def test_where_the_wounded_were_taken_is_not_where_they_were_hurt() -> None:
    claims = read(
        "Rockets hit Taiz",
        "Rockets killed three people in Taiz on Tuesday. Seven of the wounded were flown to Aden.",
    )
    assert all("Aden" not in places(c) for c in claims)


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("A shell hit the bus station in this southern port city on Friday, killing four.", "ADEN"),
        ("Since Friday 40 people have been killed across the country.", "Yemen"),
    ],
)
def test_words_may_point_to_a_place(line: str, place: str) -> None:
    claims = read("Four die", f"ADEN, Yemen, Aug 6 (Red Sea Wire) - {line}", "Yemen is at war.")
    assert claims
    assert all(places(c) == [place] for c in claims)


def test_a_people_is_no_place() -> None:
    claims = read("Seized", "Gunmen abducted 23 traders and 5 Roma in Kosovo on Thursday.")
    assert all(places(c) == ["Kosovo"] for c in claims)


@pytest.mark.parametrize(
    "filed",
    ["SAADA, Yemen, Aug 9 (Red Sea Wire) - ", "Goma, 9 August 2016 - ", "GAZA CITY June 9 2018 "],
)
def test_a_dateline_is_no_part_of_the_sentence(filed: str) -> None:
    line = f"{filed}Soldiers shot four men."
    assert line[dateline(line, 0, len(line)) :] == "Soldiers shot four men."


@pytest.mark.parametrize("entry", wordlist.table("period").values())
def test_a_head_says_what_a_list_covers(entry: dict[str, list[dict[str, str]]]) -> None:
    for example in entry["lends"]:
        claims = read("YEMEN MINES", example["text"], *_ENTRIES)
        assert {time.name for c in claims for time in c.times} == {example["time"]}


_ENTRIES = (
    "TAIZ - Gunmen killed three soldiers.",
    "ADEN - A mine wounded four children.",
    "SAADA - Shells killed two men.",
)


def test_what_took_several_days_has_no_day_of_one_event() -> None:
    claims = read(
        "Mission counts 16 dead in two days",
        "On Tuesday an air strike hit a house in Taiz and killed four people, the mission said.",
        "A day later a car was struck there. Twelve people were killed in it.",
    )
    assert days(of(claims, "16")) is None
    assert days(of(claims, "four")) == ("2021-08-03", "2021-08-03")
    assert days(of(claims, "Twelve")) == ("2021-08-04", "2021-08-04")


def test_what_lasts_has_no_day_from_the_sentence_before() -> None:
    claims = read(
        "Notes on a long war",
        "On Tuesday shells killed 12 people in Taiz. Some 9,000 people sleep in schools.",
        "In 2015 a raid killed 30 people in Aden. In 2016 a raid killed 40 people in Mocha.",
    )
    assert days(of(claims, "12 people")) == ("2021-08-03", "2021-08-03")
    assert days(of(claims, "9,000")) is None


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Some 600 families have fled to the orchards.", None),
        ("Nine teachers are still held by the militia.", None),
        ("Some 600 families fled to the orchards.", ("2021-08-03", "2021-08-03")),
    ],
)
def test_who_is_gone_or_held_by_now_has_no_day_of_another_event(
    sentence: str, expected: tuple[str, str] | None
) -> None:
    """What was done keeps the day told just before; what is so at the time of writing has none."""
    claims = read("Notes", f"On Tuesday shells killed 12 people in Taiz. {sentence}")
    assert days(claims[-1]) == expected


def test_a_time_to_come_is_no_time_of_what_was() -> None:
    claims = read(
        "Court hears of a raid",
        "The trial of a major whose men shot nine farmers in Taiz resumes on Monday.",
    )
    assert days(of(claims, "nine farmers")) is None


def test_a_line_that_says_since_when_dates_the_lines_below_it() -> None:
    claims = read(
        "FIELD UPDATE, 6 August 2021",
        "TAIZ GOVERNORATE",
        "A shell fell on a bakery. Seven people were killed.",
        "ADEN GOVERNORATE",
        "A mine went off. Three people were killed.",
        "SINCE 15 APRIL",
        "1,136 civilians were killed",
    )
    assert days(of(claims, "1,136")) == ("2021-04-15", "2021-08-06")


def test_a_total_of_a_long_time_is_of_no_one_town() -> None:
    """The town of a report's event is lent to its event only."""
    claims = read(
        "Market bombed in Taiz",
        "A bomb killed 12 people in a market in Taiz on Tuesday, residents told this newspaper.",
        "At noon nine were dead.",
        "More than 340 people were killed last month, the union of doctors says.",
    )
    assert places(of(claims, "340")) == []
    assert places(of(claims, "nine")) == ["Taiz"]


def test_a_title_that_begins_with_a_place_and_a_colon_says_where() -> None:
    claims = read(
        "Aden University: statement of the students' union",
        "We mourn. Two explosions tore into the dormitories, and 82 people were killed.",
    )
    assert places(of(claims, "82")) == ["Aden"]


def test_a_bulletin_is_about_the_country_in_its_title_before_the_town_of_its_office() -> None:
    claims = read(
        "COMMITTEE FOR THE RECORD, ADEN",
        "Bulletin no. 6 - Yemen in July 2021",
        "In July the committee recorded the deaths of 97 farmers.",
    )
    assert places(of(claims, "97")) == ["Yemen"]


def test_a_headline_takes_the_name_of_those_who_did_it_from_the_body() -> None:
    """Who is only "rebels" there is named where the same fact is told again."""
    claims = read(
        "Rebels kill 31 farmers in Taiz",
        "Houthi fighters killed 31 farmers in Taiz on Tuesday, residents told this newspaper.",
    )
    assert {m.name for c in claims for m in c.perpetrators} == {"Houthi fighters"}
