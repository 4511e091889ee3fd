"""What a number counts: people, or a clock, an age, a difference, one of several by its label."""

import pytest

from onrecord.extract.quantity import quantities


def said(words: str) -> list[tuple[float | None, float | None]]:
    """The bounds of every quantity in some words."""
    return [(q.count.low, q.count.high) for q in quantities(words)]


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("The army killed 3,450, doctors said.", [(3450, 3450)]),
        ("1,300, 40 of them children", [(1300, 1300), (40, 40)]),
        ("The mayor said that one soldier was hurt.", [(1, 1)]),
        ("She was a widow of two soldiers.", [(2, 2)]),
        ("Some 12.50 percent of the herders", [(12.5, 12.5)]),
        ("In all over 20 people fell ill.", [(21, None)]),
    ],
)
def test_a_number_is_read_whole_beside_a_comma_or_a_small_word(
    words: str, bounds: list[tuple[float, float]]
) -> None:
    assert said(words) == bounds


@pytest.mark.parametrize(
    "words",
    [
        "07.45 The market is burning.",
        "A father of three, he was shot.",
        "All males of 16 to 50 were led off.",
        "The wounded, aged 8 to 85, lay in the hall.",
        "It is six more than last month.",
        "They led off every man between sixteen and sixty.",
        "All but six gave evidence.",
        "A boy of two lived.",
        "The eldest, who is 61, was beaten.",
        "He knew that one was killed.",
        "The house stood at 36.20217, 37.13434.",
        "The bodies of children, all under 15, lay there.",
    ],
)
def test_a_clock_an_age_a_difference_and_a_place_on_a_map_count_nobody(words: str) -> None:
    assert said(words) == []


@pytest.mark.parametrize(
    ("words", "counted"),
    [
        ("Gul Noor (51), Sami Noor (19) and Asif Maru (16) were shot.", []),
        ("He lost two sons, Omar, 17, and Ali, 22.", [2]),
        ("An olive picker, 40, was shot dead.", []),
        ("Two men, 21 and 38, were wounded.", [2]),
        ("Eleven women (the youngest 12) were raped.", [11]),
        ("A child, aged around nine, died.", []),
        ("Rural Tamm (8), Idlib (19)", [8, 19]),
        ("Of the dead, 14, all of them farmers, lay there.", [14]),
        ("Two women, 12 men and a child died.", [2, 12]),
    ],
)
def test_an_age_beside_a_person_counts_nobody(words: str, counted: list[int]) -> None:
    assert [q.count.low for q in quantities(words)] == counted
