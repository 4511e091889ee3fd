"""
Who speaks in a line.

A number in a privacy policy, in a link to another story or in a reader's comment is no
report of harm. So every line of a report gets a voice: title, byline, note, body, heading,
caption, comment or boilerplate. Nothing is deleted; a reader can see the rule that gave the
voice and overrule it.
"""

import pytest

from onrecord.model import Voice
from onrecord.read.lines import lines
from onrecord.read.voices import blocks

LEDE = "Eleven people were killed when shells hit the market of Tell Amra at noon, a doctor said."
MORE = "The army denied that it had fired and blamed a faction on the other bank of the river."
LAST = "Nobody has been able to reach the town since then, a driver of the relief committee said."


def voices(text):
    return [(block.voice.value, block.rule) for block in blocks(lines(text))]


def voice_of(words, text):
    found = lines(text)
    (voice,) = {
        b.voice for b, line in zip(blocks(found), found, strict=True) if line.words == words
    }
    return voice


def test_a_headline_and_the_line_under_it_are_titles():
    """Lines without a writer's name that stand above the byline are headline and summary."""
    summary = "At least eleven people were killed in the market of Tell Amra."
    text = f"Market hit again\n\n{summary}\n\nBy Lina Haddad\n\n{LEDE}\n\n{MORE}"
    assert voices(text)[:2] == [("title", "title-above-byline")] * 2


def test_a_first_paragraph_is_not_a_title():
    """A report may begin at once; its first sentence is body, not a summary of itself."""
    assert voices(f"{LEDE}\n\n{MORE}") == [("body", "rest")] * 2


def test_a_headline_alone_is_a_title():
    """A feed may bring no more than the headline."""
    assert voices("Car bomb kills 12 outside police academy") == [("title", "title-first-lines")]


@pytest.mark.parametrize(
    "line",
    [
        "By Lina Haddad",
        "Lina Haddad",
        "Coast Daily, 3 May 2014",
        "Published 3 May 2014",
        "بقلم ليلى حداد",
        "12 آذار 2013",
    ],
)
def test_who_wrote_it_and_when_is_a_byline(line):
    """A name or a day alone below the headline is no part of the story."""
    assert voice_of(line, f"Market hit again\n\n{line}\n\n{LEDE}\n\n{MORE}") is Voice.BYLINE


def test_a_list_of_victims_names_is_body():
    """Names in a list are the dead, not the writers."""
    names = "Ahmad Mansour\nHala Ibrahim\nOmar Darwish"
    text = f"Those killed at the bakery\n\n{LEDE}\n\n{names}\n\n{MORE}"
    assert {voice_of(name, text) for name in names.split("\n")} == {Voice.BODY}


def test_where_a_text_first_appeared_is_a_note():
    """A copy is not a second source: the note says where the text comes from."""
    note = "This post first appeared on the Orontes Notes blog."
    assert voice_of(note, f"Market hit again\n\n{note}\n\n{LEDE}\n\n{MORE}") is Voice.NOTE


@pytest.mark.parametrize(
    "caption",
    [
        "A woman carries water in the old town, May 4, 2013. (photo by Lina Haddad)",
        "Rubble in the main street.Credit: L. Haddad/AFP",
        "Children wait for bread outside a bakery in the old town on April 2, 2013",
        "رجال يبحثون بين الأنقاض بعد القصف (رويترز)",
    ],
)
def test_what_a_picture_shows_is_a_caption(caption):
    """A caption has its own place and day, which are not those of the story."""
    assert (
        voice_of(caption, f"Market hit\n\n{LEDE}\n\n{caption}\n\n{MORE}\n\n{LAST}") is Voice.CAPTION
    )


def test_a_caption_printed_twice_counts_once():
    """The same picture text with and without the credit is one caption."""
    once = "Rescuers carry a survivor ashore at the northern port on May 2, 2017"
    text = f"Ferry hit\n\n{once}\n{once}Credit: P. Laurent/AFP\n\n{LEDE}\n\n{MORE}"
    first, second = [b for b in blocks(lines(text)) if b.voice is Voice.CAPTION]
    assert (first.repeats, second.repeats) == (None, first.start)


def test_a_short_line_over_a_paragraph_is_a_heading():
    """Headings have no stop at their end, unless they ask."""
    text = f"{LEDE}\n{MORE}\nWho Fired?\n{LAST}"
    assert voice_of("Who Fired?", text) is Voice.HEADING


def test_a_link_to_another_story_is_boilerplate():
    """Its figures belong to another report, perhaps to a stale one."""
    link = "The island that nobody may leave: 'We eat once a day,' says a teacher"
    assert voice_of(link, f"{LEDE}\n\n{link}\n\n{MORE}\n\n{LAST}") is Voice.BOILERPLATE


def test_a_paragraph_that_lost_its_stop_is_body():
    """Where a speaker is quoted it is a report, whatever is missing at its end."""
    line = "The town's only doctor said: 'We counted eleven bodies and then the light failed'"
    assert voice_of(line, f"{LEDE}\n\n{line}\n\n{MORE}\n\n{LAST}") is Voice.BODY


def test_an_items_of_a_tally_is_body():
    """Lines of numbers are what a daily count consists of."""
    text = "Daily count, 14 May\n\nWe documented these deaths today:\n\n- Homs: 7\n- Idlib: 5, two of them children"
    assert [voice for voice, _ in voices(text)] == ["title", "body", "body", "body"]


def test_below_a_heading_for_comments_readers_speak():
    """A comment is kept: it may correct the article. It is never a report of harm."""
    text = f"{LEDE}\n\n{MORE}\n\n2 comments\n\nThis is wrong, there were fourteen dead.\n\nLeave a reply\n\nYour name"
    assert [voice for voice, _ in voices(text)[2:]] == [
        "boilerplate", "comment", "boilerplate", "boilerplate",
    ]  # fmt: skip


def test_a_signature_opens_comments_without_a_heading():
    """An address and a name below the article is a reader."""
    comment = "Interesting, but the clinic stands in the next village, not in Tell Amra."
    text = f"{LEDE}\n\n{MORE}\n\n  • http://blog.example.org/ Old Engineer\n\n    {comment}"
    assert voice_of(comment, text) is Voice.COMMENT


def test_a_policy_is_boilerplate_to_the_end():
    """It is fluent prose and only its heading tells."""
    text = f"{LEDE}\n\n{MORE}\n\nValley Voices Privacy Policy\n\nWe keep your address for as long as we need it to answer you.\n\nChildren\n\nWe store nothing about children under thirteen."
    assert [voice for voice, _ in voices(text)[2:]] == ["boilerplate"] * 4


def test_an_address_that_names_the_source_is_boilerplate_and_a_name_is_a_note():
    """`Source` with an address is a link; with a name it says whose text this is."""
    assert (
        voice_of("www.example.org", f"{LEDE}\n{MORE}\nSource\nwww.example.org") is Voice.BOILERPLATE
    )
    assert voice_of("Source: Coast Daily", f"{LEDE}\n{MORE}\nSource: Coast Daily") is Voice.NOTE


def test_what_no_rule_claims_is_body():
    """Losing a line about a victim costs more than keeping a line of a menu."""
    assert voices(f"{LEDE}\n\nOne of them was four years old\n\n{MORE}")[1] == ("body", "rest")
