"""Blocks in another language than their text are seen; names and short sentences are not taken."""

import pytest

ENGLISH = "Nine people were killed when shells hit the market on Monday, two doctors said at noon."
ARABIC = "قتل تسعة مدنيين في قصف على السوق ظهر يوم الاثنين بحسب طبيبين."
FRENCH = (
    "Neuf personnes ont été tuées lundi lorsque des obus ont frappé le marché, ont indiqué deux "
    "médecins de l'hôpital de la ville, qui manque de sang et de médicaments depuis le début du "
    "siège, il y a maintenant plus de trois mois."
)


def foreign(found):
    text = found.text
    return {text.words(b.start, b.end): b.language for b in text.blocks if b.language}


@pytest.mark.parametrize(
    ("other", "code"),
    [
        (ARABIC, "ar"),
        ("قصف السوق ظهر أمس", "ar"),
        ("Девять человек погибли, когда снаряды попали в рынок, сообщили врачи.", "ru"),
        (FRENCH, "fr"),
    ],
)
def test_a_paragraph_in_another_language_is_seen(reading, other, code):
    found = reading(f"Market hit again\n\n{ENGLISH}\n\n{other}\n\n{ENGLISH * 6}")
    assert found.text.language == "en"
    assert foreign(found) == {other: code}
    assert "other-language" in {p.code for p in found.problems}


def test_an_english_statement_in_an_arabic_report_is_seen(reading):
    found = reading(f"قصف السوق من جديد\n\n{ARABIC} {ARABIC}\n\n{ENGLISH}\n\n{ARABIC}")
    assert (found.text.language, foreign(found)) == ("ar", {ENGLISH: "en"})


@pytest.mark.parametrize(
    "line",
    [
        "Ahmad al-Khatib, Samer Haddad, Khaled Abu Zeid and Umm Nour al-Masri were buried at dawn.",
        "Deir ez-Zor, Al-Mayadin, Abu Kamal, Al-Bukamal, Tell Abyad, Ras al-Ayn, Qamishli",
        "The word شهيد (martyr) was written on the wall of the house where the family had lived.",
        "14:05",
        "Plus ça change, a resident said.",
    ],
)
def test_names_and_single_words_are_no_other_language(reading, line):
    found = reading(f"Market hit again\n\n{ENGLISH}\n\n{line}\n\n{ENGLISH} {ENGLISH}")
    assert foreign(found) == {}
    assert "other-language" not in {p.code for p in found.problems}


def test_several_paragraphs_are_one_question_with_the_first_of_them(reading):
    text = f"Market hit\n\n{ENGLISH}\n\n{ARABIC}\n\n{ENGLISH}\n\n{ARABIC} نعم\n\n{ENGLISH}"
    (question,) = [p for p in reading(text).problems if p.code == "other-language"]
    assert question.message.startswith("2 paragraphs are in Arabic")
    assert "(line 5: “قتل تسعة" in question.message
