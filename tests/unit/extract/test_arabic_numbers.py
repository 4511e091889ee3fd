"""Numbers, hedges and particles as Arabic writes them."""

import pytest

from onrecord.extract.arabic.letters import fold
from onrecord.extract.arabic.number import number_at
from onrecord.extract.arabic.quantity import quantities
from onrecord.extract.arabic.words import dateline, readings, sentences_of, words_of


def words(text):
    return words_of(text, 0, len(text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("واحد", 1),
        ("ثلاث", 3),
        ("ثماني", 8),
        ("أحد عشر", 11),
        ("اثني عشر", 12),
        ("تسعة عشر", 19),
        ("عشرين", 20),
        ("خمسة وعشرين", 25),
        ("مئة", 100),
        ("مائتين", 200),
        ("مئة وخمسة وثلاثين", 135),
        ("خمسمئة", 500),
        ("ألف", 1_000),
        ("ألفان", 2_000),
        ("ألفي", 2_000),
        ("سبعة آلاف", 7_000),
        ("مئتان وخمسة وعشرون ألف", 225_000),
        ("ألف ومئتي", 1_200),
        ("مليون ونصف مليون", 1_500_000),
        ("2.5 مليون", 2_500_000),
        ("٣٢٠", 320),
        ("۳۲۰", 320),
        ("24,285", 24_285),
        ("٢٤٬٢٨٥", 24_285),
        ("1.200", 1_200),
        ("40 ألف", 40_000),
    ],
)
def test_a_number_has_its_value(text, value):
    read = number_at(words(text), 0)
    assert read is not None
    assert (read.value, read.last) == (value, len(words(text)))


@pytest.mark.parametrize("text", ["12%", "شخص", "الأحد", "الثانية", "12.30.14"])
def test_no_number(text):
    assert number_at(words(text), 0) is None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("ما لا يقل عن 11 شخصا", "11 or more"),
        ("11 شخصا على الأقل", "11 or more"),
        ("أكثر من ثلاثين شخصا", "31 or more"),
        ("ما يزيد على 30 شخصا", "31 or more"),
        ("نحو 20 شخصا", "about 20"),
        ("حوالي 20 شخصا", "about 20"),
        ("قرابة 20 شخصا", "about 20"),
        ("ما يقارب 20 شخصا", "about 20"),
        ("ما يصل إلى 30 شخصا", "up to 30"),
        ("بين 10 و12 شخصا", "10 to 12"),
        ("ما بين عشرة وعشرين شخصا", "10 to 20"),
        ("بين 40 إلى 50 شخصا", "40 to 50"),
        ("ما بين ثمانية وتسعة ملايين شخص", "8,000,000 to 9,000,000"),
        ("عشرات الأشخاص", "20 or more"),
        ("مئات الأشخاص", "200 or more"),
        ("آلاف الأشخاص", "2,000 or more"),
        ("عشرات الآلاف", "20,000 or more"),
        ("مئات الآلاف", "200,000 or more"),
        ("عدد من الأشخاص", "3 or more"),
        ("عدة أشخاص", "3 or more"),
        ("قتيلان", "2"),
        ("شخصين", "2"),
        ("طفلتين", "2"),
        ("خمس عائلات", "10 or more"),
    ],
)
def test_a_quantity_has_its_bounds(text, count):
    assert [str(q.count) for q in quantities(words(text))] == [count]


@pytest.mark.parametrize(
    "text",
    [
        "34 عاما",
        "في عام 2019",
        "300 رأس من الأغنام",
        "14 كيلومترا",
        "500 دولار",
        "70% منهم",
        "أربعة طوابق",
    ],
)
def test_what_counts_no_people(text):
    assert quantities(words(text)) == ()


def test_vowel_signs_and_hamzas_make_no_other_word():
    assert fold("أُصِيبَ") == fold("اصيب")
    assert fold("شخصـــاً") == fold("شخصا")


@pytest.mark.parametrize(
    ("form", "bare"), [("وبالقصف", "قصف"), ("والقتلى", "قتلى"), ("للنظام", "نظام"), ("فقتل", "قتل")]
)
def test_particles_come_off(form, bare):
    assert fold(bare) in readings(fold(form))


def test_a_dateline_is_no_sentence():
    text = "ود مدني - قتل خمسة أشخاص."
    assert text[dateline(text, 0, len(text)) :] == "قتل خمسة أشخاص."


def test_a_page_without_a_stop_is_cut():
    text = "قتل خمسة " * 1000
    pieces = sentences_of(text, 0, len(text))
    assert max(b - a for a, b in pieces) <= 2000
    assert pieces[-1][1] == len(text)
