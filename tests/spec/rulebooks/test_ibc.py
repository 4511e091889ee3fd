"""Iraq Body Count: documented civilian deaths, minimum and maximum, two sources or provisional."""

BOOK = "ibc"


def ends(ruling, name="deaths"):
    return ruling.value(f"minimum {name}"), ruling.value(f"maximum {name}")


TWO = """
    a.txt | "43 civilians" | killed | 43 | civilian | 2018-08-09 | according to SNHR
    b.txt | "51 civilians" | killed | 51 | civilian | 2018-08-09 | according to Amal Watch
"""


def test_minimum_and_maximum_are_those_of_the_reports(ruled) -> None:
    """Summary of the method, 2005: where reports differ, both are kept."""
    assert ends(ruled(BOOK, TWO)) == (43, 51)


def test_fighters_are_not_counted(ruled, sorted_out) -> None:
    """Methods pages 1-3: civilians only."""
    table = (
        TWO + 'a.txt | "9 militants" | killed | 9 | of militants | combatant | according to SNHR'
    )
    ruling = ruled(BOOK, table)
    assert ends(ruling) == (43, 51)
    assert sorted_out(ruling, table)[1] == {"9 militants": "ibc:civilians-only"}


def test_people_of_unclear_status_are_in_the_maximum_only(ruled, sorted_out) -> None:
    """Summary of the method, 2005: civilian status unclear widens the range."""
    table = TWO + 'c.txt | "60 people" | killed | 60 | of people | according to Health Ministry'
    ruling = ruled(BOOK, table)
    assert ends(ruling) == (43, 60)
    assert sorted_out(ruling, table)[0]["60 people"] == "ibc:unclear-status"


def test_where_nobody_calls_them_civilians_the_minimum_is_0_by_rule(ruled) -> None:
    """Not an unknown: nobody is documented to have been a civilian, and the ruling says so."""
    ruling = ruled(BOOK, 'a.txt | "12 people" | killed | 12 | of people | 2018-08-09')
    assert ends(ruling) == (0, 12)
    why = next(one.why for one in ruling.values if one.name == "minimum deaths")
    assert why == "no report calls any of them civilians; up to 12 may be"


def test_a_total_of_all_the_dead_bounds_the_civilians(ruled) -> None:
    """26 dead in all leave no room for another report's 55 civilians."""
    table = """
        a.txt | "55 civilians" | killed | 55 | civilian | 2018-08-09 | according to SNHR
        b.txt | "26 deaths" | killed | 26 | of people | 2018-08-09 | according to Amal Watch
    """
    assert ends(ruled(BOOK, table)) == (26, 55)


def test_two_independent_sources(ruled) -> None:
    """Methods pages 1-3: a minimum of two."""
    ruling = ruled(BOOK, TWO)
    assert ruling.value("provisional") is False
    assert ruling.value("sources") == ("SNHR", "Amal Watch")


def test_one_origin_in_two_papers_is_provisional(ruled) -> None:
    """Origins, not outlets: "often the second source is just a reprint of the first"."""
    ruling = ruled(BOOK, TWO.replace("Amal Watch", "SNHR"))
    assert ruling.value("provisional") is True
    assert ruling.value("sources") == ("SNHR",)


def test_a_body_and_what_it_belongs_to_are_one_source(ruled) -> None:
    """A command and the coalition that it is part of corroborate nothing of each other."""
    table = TWO.replace("SNHR", "Coalition").replace("Amal Watch", "Coalition Command")
    assert ruled(BOOK, table).value("provisional") is True


def test_injuries_have_a_minimum_and_a_maximum_too(ruled) -> None:
    """Two of the 18 variables."""
    table = (
        TWO
        + """
        a.txt | "61 civilians hurt" | injured | 61 | civilian | according to SNHR
        b.txt | "79 civilians hurt" | injured | 79 | civilian | according to Amal Watch
    """
    )
    assert ends(ruled(BOOK, table), "injuries") == (61, 79)


def test_estimates_are_not_documented(ruled, sorted_out) -> None:
    """Methods pages 1-3: nothing inferred or extrapolated."""
    table = TWO + 'c.txt | "90 by our model" | killed | 90 | civilian | estimated'
    ruling = ruled(BOOK, table)
    assert ends(ruling) == (43, 51)
    assert sorted_out(ruling, table)[1] == {"90 by our model": "ibc:documented-only"}


def test_cumulative_figures_are_left_out(ruled, sorted_out) -> None:
    """Database note x132: a morgue's total of a month is no incident."""
    table = TWO + 'c.txt | "900 this month" | killed | 900 | civilian | cumulative'
    ruling = ruled(BOOK, table)
    assert ends(ruling) == (43, 51)
    assert sorted_out(ruling, table)[1] == {"900 this month": "ibc:no-cumulative"}


def test_civilians_among_others_are_the_minimum(ruled) -> None:
    """Five children and four women of twelve dead are nine civilians at least; a role adds none."""
    table = """
        a.txt | "12 people" | killed | 12 | of people | 2018-08-09 | according to SNHR
        a.txt | "5 children" | killed | 5 | civilian | of children | 2018-08-09 | according to SNHR | part of "12 people"
        a.txt | "4 women" | killed | 4 | civilian | of women | 2018-08-09 | according to SNHR | part of "12 people"
        a.txt | "a journalist" | killed | 1 | civilian | of journalist | 2018-08-09 | according to SNHR | part of "12 people"
    """
    assert ends(ruled(BOOK, table)) == (9, 12)
