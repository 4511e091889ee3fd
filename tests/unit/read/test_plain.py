"""What a plain text says of itself, and what readers say of it."""

from datetime import date

import pytest

BODY = (
    "Eleven people were killed when shells hit the market of Tell Amra at noon, a doctor said.\n\n"
    "The army denied that it had fired and blamed a faction on the other bank of the river.\n"
)


def codes(found):
    return [problem.code for problem in found.problems]


@pytest.mark.parametrize(
    ("head", "day", "element"),
    [
        ("By Lina Haddad on March 29, 2016\n\n", date(2016, 3, 29), "byline"),
        ("Published 3 May 2014\n\n", date(2014, 5, 3), "byline"),
        ("Updated 9 May 2014\nPublished 3 May 2014\n\n", date(2014, 5, 3), "byline"),
        ("2025-03-12\n\n", date(2025, 3, 12), "byline"),
        ("Tuesday, 4th June 2019\n\n", date(2019, 6, 4), "byline"),
        ("14.05.2013\n\n", date(2013, 5, 14), "byline"),
        ("TELL AMRA, 4 June 2019 (Coast News) — ", date(2019, 6, 4), "dateline"),
        ("TELL AMRA, June 4, 2019 (Coast News) - ", date(2019, 6, 4), "dateline"),
        ("TELL AMRA (Coast News) — June 4, 2019 — ", date(2019, 6, 4), "dateline"),
        ("TELL AMRA, North Coast (Coast News) — 4 Jun. 2019 ", date(2019, 6, 4), "dateline"),
        ("تل عمرة، 4 يونيو 2019 - ", date(2019, 6, 4), "dateline"),
        ("تل عمرة (وكالة الساحل) الثلاثاء ٤ يونيو ٢٠١٩: ", date(2019, 6, 4), "dateline"),
        ("١٢ آذار ٢٠١٣\n\n", date(2013, 3, 12), "byline"),
        ("نشر في: 12 مارس 2013\n\n", date(2013, 3, 12), "byline"),
    ],
)
def test_the_day_of_publication(reading, head, day, element):
    found = reading(f"Market hit again\n\n{head}{BODY}")
    assert found.document.published == day
    assert ("published", element) in found.document.found_in
    assert "no-publication-date" not in codes(found)


@pytest.mark.parametrize("line", ["Tell Amra, 4 June 2019", "تل عمرة، الثلاثاء 4 يونيو 2019"])
def test_a_first_line_that_says_where_and_when_tells_the_day(reading, line):
    found = reading(f"{line}\n\n{BODY}")
    assert found.document.published == date(2019, 6, 4)


@pytest.mark.parametrize(
    "line", ["Tell Amra, the day after 4 June 2019: what remains", "June 2019"]
)
def test_a_headline_that_names_a_day_does_not(reading, line):
    assert reading(f"{line}\n\n{BODY}").document.published is None


@pytest.mark.parametrize("head", ["", "TELL AMRA, June 4 (Coast News) - ", "31 February 2014\n\n"])
def test_without_a_full_day_there_is_none(reading, head):
    found = reading(f"Market hit again\n\n{head}{BODY}")
    assert found.document.published is None
    assert codes(found) == ["no-publication-date"]


def test_a_day_that_can_be_read_in_two_ways_is_not_used(reading):
    found = reading(f"Market hit again\n\nPosted: 04/05/2014\n\n{BODY}")
    assert found.document.published is None
    assert codes(found) == ["date-doubtful", "no-publication-date"]


def test_a_day_in_the_story_is_not_the_day_of_publication(reading):
    found = reading(f"Market hit again\n\nOn 3 May 2014 there was another attack. {BODY}")
    assert found.document.published is None


def test_the_manifest_wins_and_another_day_on_the_page_is_a_question(reading):
    found = reading(f"Market hit\n\nPublished 3 May 2014\n\n{BODY}", published=date(2014, 5, 4))
    assert found.document.published == date(2014, 5, 4)
    assert ("published", "manifest") in found.document.found_in
    assert codes(found) == ["dates-differ"]
    agreed = reading(f"Market hit\n\nPublished 3 May 2014\n\n{BODY}", published=date(2014, 5, 3))
    assert codes(agreed) == []


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("By Lina Haddad", "Lina Haddad"),
        ("By Lina Haddad (@lhaddad) on March 29, 2016", "Lina Haddad"),
        ("By Lina Haddad and M. Petrov", "Lina Haddad and M. Petrov"),
        ("Posted on 3 September 2014 by Samer Khatib", "Samer Khatib"),
        ("Written by: Samer Khatib | 3 May 2014", "Samer Khatib"),
        ("بقلم ليلى حداد", "ليلى حداد"),
        ("Published 3 May 2014", None),
    ],
)
def test_the_author(reading, byline, author):
    assert reading(f"Market hit again\n\n{byline}\n\n{BODY}").document.author == author


def test_an_author_at_the_end(reading):
    found = reading(f"Market hit again\n\n{BODY}\nLina Haddad is a columnist for Coast Daily.")
    assert found.document.author == "Lina Haddad"


def test_the_title_is_the_first_headline_unless_told(reading):
    text = f"Market hit again\n\n{BODY}"
    assert reading(text).document.title == "Market hit again"
    told = reading(text, title="Another headline").document
    assert (told.title, dict(told.found_in)["title"]) == ("Another headline", "manifest")


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (BODY, "en"),
        ("قتل أحد عشر مدنياً على الأقل في قصف على سوق البلدة.", "ar"),
        ("یازده نفر در گلوله‌باران بازار شهر کشته شدند، پزشکان می‌گویند.", "fa"),
        ("При обстреле рынка погибли одиннадцать человек, сообщили врачи.", "ru"),
        ("Onze personnes ont été tuées au marché, selon un médecin.", "fr"),
        ("אחד עשר בני אדם נהרגו בשוק, אמר רופא", "he"),
        ("12:40", None),
    ],
)
def test_the_language(reading, words, language):
    assert reading(words).text.language == language


def test_a_told_language_holds(reading):
    found = reading(BODY, language="tr")
    assert (found.text.language, found.document.language) == ("tr", "tr")


COMMENTS = "\n2 comments\n\n{}\n"


@pytest.mark.parametrize(
    ("comment", "about"),
    [
        ("“killed when shells hit the market” is false, it was a mine.", "Eleven people were"),
        ("The market is not in Tell Amra at all.", "Eleven people were"),
        ("There is a serious error in this piece.", None),
    ],
)
def test_a_comment_that_corrects_is_a_question(reading, comment, about):
    found = reading(BODY + COMMENTS.format(comment))
    (question,) = [p for p in found.problems if p.code == "comment-corrects"]
    assert comment in question.message
    assert (about is None) == ("It is about" not in question.message)
    assert about is None or about in question.message.partition("It is about")[2]


def test_a_comment_that_denies_a_number_is_about_the_sentence_that_has_it(reading):
    """Not about one that only shares a name with the comment."""
    body = "Nine people were killed in Kareth. Among them was Omar Saleh, a nurse, residents said."
    comment = "It was ten, not nine; I was there when Omar Saleh was buried."
    found = reading(f"{BODY}\n\n{body}\n" + COMMENTS.format(comment))
    (question,) = [p for p in found.problems if p.code == "comment-corrects"]
    assert "Nine people were killed" in question.message.partition("It is about")[2]


def test_a_comment_that_agrees_is_no_question(reading):
    found = reading(BODY + COMMENTS.format("Thank you for this. It is not easy to read."))
    assert "comment-corrects" not in codes(found)
