"""Pages saved as text: the report is told from menus, nothing is lost, and other texts are left."""

from itertools import count

import pytest

from onrecord.model import Voice
from onrecord.read import flattened, looks, voices
from onrecord.read.lines import lines

REPORT = [
    "At least 31 people were killed when shells hit the fish market of the old port on Monday.",
    "Two doctors of the town's only hospital said that most of the dead were women and children.",
    "The army said that its guns had answered fire from the hill, and promised to look into it.",
    "People who fled told reporters that no warning was given, and that the shelling went on.",
]
ABOVE = [
    "Skip to content", "Menu", "Home", "World", "Politics", "Business", "Sport", "Weather",
    "Log in", "Subscribe", "Search", "Live TV", "Our journalists", "Photos",
]  # fmt: skip
BELOW = [
    "Share this article", "Tweet", "More from World", "Ministers meet in the capital",
    "Harvest is late in the north", "Markets fall", "Football: cup final moved", "Advertisement",
    "Contact us", "Careers", "Terms of use", "Cookie settings", "All rights reserved",
]  # fmt: skip
PAGE = [*ABOVE, "Fish market of the old port shelled", "Monday, 4 June 2018", *REPORT, *BELOW]


def voiced(words):
    content = "\n\n".join(words)
    return {content[b.start : b.end]: b for b in voices.blocks(lines(content))}


def test_of_a_saved_page_the_report_is_body_and_the_menus_are_boilerplate():
    found = voiced(PAGE)
    assert {found[line].voice for line in REPORT} == {Voice.BODY}
    assert {found[line].voice for line in (*ABOVE, *BELOW)} == {Voice.BOILERPLATE}
    assert found["Fish market of the old port shelled"].voice is Voice.TITLE
    assert found["Monday, 4 June 2018"].voice is Voice.BYLINE
    assert found["Harvest is late in the north"].rule in {flattened.OUTSIDE, "zone-related"}


def test_nothing_of_a_saved_page_is_left_out():
    content = "\n\n".join(PAGE)
    blocks = voices.blocks(lines(content))
    assert [content[b.start : b.end] for b in blocks] == PAGE


def test_a_counter_of_comments_above_the_report_opens_no_comments():
    found = voiced([*ABOVE, "Fish market shelled", "4 comments", *REPORT, *BELOW])
    assert {found[line].voice for line in REPORT} == {Voice.BODY}


def test_comments_below_the_report_stay_comments():
    comment = "I was there, and it was the bus station that was hit, not the market."
    found = voiced([*ABOVE, "Fish market shelled", *REPORT, "2 comments", comment, *BELOW[6:]])
    assert found[comment].voice is Voice.COMMENT


def test_a_list_of_the_dead_below_the_report_is_no_menu():
    names = [f"Samer Khatib {n}, {n + 20} years" for n in range(30)]
    found = voiced([*ABOVE, "Fish market shelled", *REPORT, *names, *BELOW])
    assert {found[name].voice for name in names} == {Voice.BODY}


@pytest.mark.parametrize("names", [40, 400])
def test_a_list_of_names_alone_is_no_saved_page(names):
    told = [f"Samer Khatib the {n}th" for n in range(names)]
    found = voiced(["Names of those killed at the old port", *REPORT, *told, "Share"])
    assert {found[name].voice for name in told} == {Voice.BODY}


def test_a_text_without_menus_keeps_the_labels_that_it_has():
    content = "\n\n".join(["Fish market shelled", "By Lina Haddad", *REPORT])
    told = lines(content)
    labels = voices.voices(told)
    assert flattened.relabelled(told, labels) == labels


def test_each_change_from_menu_to_report_has_its_price():
    alone = [-3.0] * 5 + [0.1] + [-3.0] * 5
    assert not any(looks.likeliest(alone))
    inside = [3.0] * 5 + [-0.5] + [3.0] * 5
    assert all(looks.likeliest(inside))


def test_a_page_of_ten_thousand_lines_takes_a_moment():
    numbers = count()
    many = [f"{line} {next(numbers)}" for _ in range(150) for line in PAGE]
    found = voiced(many)
    assert len(found) == len(many)
