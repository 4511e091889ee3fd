"""Airwars: a grade and what it rests on; civilians unless there is evidence to the contrary."""

import pytest

BOOK = "airwars"


def ends(ruling, name):
    return ruling.value(f"{name}_min"), ruling.value(f"{name}_max")


def why(ruling, name):
    return next(one.why for one in ruling.values if one.name == name)


ONE = (
    'a.txt | "43 died" | killed | 43 | 2018-08-09 | in Tal Amar | by Coalition | according to SNHR'
)
TWO = f"""
    {ONE}
    b.txt | "51 died" | killed | 51 | 2018-08-09 | in Tal Amar | by Coalition | according to Amal Watch
"""


class TestGrades:
    """The definitions in Airwars' own program."""

    def test_confirmed_is_accepted_by_a_belligerent(self, ruled) -> None:
        """A specific belligerent has accepted responsibility for civilian harm."""
        table = ONE + (
            '\nb.txt | "our strike killed 40" | killed | 40 | civilian | by Coalition'
            " | according to Coalition"
        )
        ruling = ruled(BOOK, table)
        assert ruling.value("grade") == "Confirmed"
        assert why(ruling, "grade") == "accepted: Coalition, “our strike killed 40”"

    def test_what_a_belligerent_says_of_others_confirms_nothing(self, ruled) -> None:
        """The coalition on the army's doing is a source like any other."""
        table = 'a.txt | "43 died" | killed | 43 | by Army | according to Coalition'
        assert ruled(BOOK, table).value("grade") == "Weak"

    def test_fair_is_two_credible_sources_and_a_belligerent(self, ruled) -> None:
        """With likely or confirmed near actions by a belligerent: both name it."""
        ruling = ruled(BOOK, TWO)
        assert ruling.value("grade") == "Fair"
        assert "SNHR, Amal Watch" in why(ruling, "grade")

    def test_two_papers_with_one_origin_are_no_two_sources(self, ruled) -> None:
        """Origins, not outlets."""
        assert ruled(BOOK, TWO.replace("Amal Watch", "SNHR")).value("grade") == "Weak"

    @pytest.mark.parametrize("by", ["", "by Coalition"])
    def test_two_sources_of_which_at_most_one_names_anybody_have_no_grade(self, ruled, by) -> None:
        """Whether a belligerent acted there, a person has to judge."""
        table = f"""
            a.txt | "43 died" | killed | 43 | 2018-08-09 | {by} | according to SNHR
            b.txt | "51 died" | killed | 51 | 2018-08-09 | according to Amal Watch
        """
        ruling = ruled(BOOK, table)
        assert ruling.value("grade") is None
        assert ruling.value("in_published_totals") is None

    def test_weak_is_a_single_source(self, ruled) -> None:
        """Single source claim, though sometimes with significant information."""
        assert ruled(BOOK, ONE).value("grade") == "Weak"

    def test_contested_is_competing_claims_of_responsibility(self, ruled) -> None:
        """Two voices name two belligerents."""
        table = """
            a.txt | "43 died" | killed | 43 | by Coalition | according to SNHR
            b.txt | "51 died" | killed | 51 | by Turkey | according to Amal Watch
        """
        ruling = ruled(BOOK, table)
        assert ruling.value("grade") == "Contested"
        assert "Coalition, Turkey" in why(ruling, "grade")

    def test_a_command_and_its_coalition_do_not_compete(self, ruled) -> None:
        """One belongs to the other."""
        table = TWO.replace(
            "by Coalition | according to Amal", "by Coalition Command | according to Amal"
        )
        assert ruled(BOOK, table).value("grade") == "Fair"

    def test_discounted_is_combatants(self, ruled) -> None:
        """Those killed were combatants, as somebody else than the belligerent says."""
        table = (
            'a.txt | "9 militants" | killed | 9 | of militants | combatant | by Coalition'
            " | according to SNHR"
        )
        assert ruled(BOOK, table).value("grade") == "Discounted"

    def test_a_denial_is_noted_and_does_not_change_the_grade(self, ruled) -> None:
        """It stands outside the incident, and is of the same place and day."""
        table = TWO + (
            'c.txt | "no civilians were hit" | killed | 0 | in Tal Amar | 2018-08-09'
            " | by Coalition | denied | according to Coalition"
        )
        ruling = ruled(BOOK, table)
        assert (ruling.value("grade"), ruling.value("belligerent_position")) == ("Fair", "denied")
        assert "denied: Coalition, “no civilians were hit”" in why(ruling, "grade")

    @pytest.mark.parametrize(
        ("table", "published"), [(TWO, True), (ONE, False)], ids=["Fair", "Weak"]
    )
    def test_totals_hold_fair_and_confirmed(self, ruled, table, published) -> None:
        """Weak, Contested and Discounted are shown apart."""
        assert ruled(BOOK, table).value("in_published_totals") is published


class TestStrikeStatus:
    """Declared, likely, single-source claim, contested: apart from the grade."""

    @pytest.mark.parametrize(
        ("table", "status"),
        [
            (TWO, "likely"),
            (ONE, "single-source claim"),
            (ONE.replace("SNHR", "Coalition"), "declared"),
            (ONE.replace("by Coalition | ", ""), None),
        ],
    )
    def test_status(self, ruled, table, status) -> None:
        """From who names the belligerent, and what it says itself."""
        assert ruled(BOOK, table).value("strike_status") == status

    def test_contested(self, ruled) -> None:
        """Two voices name two belligerents."""
        table = ONE + '\nb.txt | "9 died" | killed | 9 | by Turkey | according to Amal Watch'
        assert ruled(BOOK, table).value("strike_status") == "contested"


class TestStatusOfPeople:
    """Methodology: who is a civilian."""

    def test_people_are_civilians_unless_told_otherwise(self, ruled, sorted_out) -> None:
        """ "43 died" is 43 civilians."""
        ruling = ruled(BOOK, ONE)
        assert ends(ruling, "civilians_killed") == (43, 43)
        assert sorted_out(ruling, ONE)[0] == {"43 died": "airwars:civilian-assumed"}

    def test_militants_by_the_alleged_perpetrator_alone_are_context(
        self, ruled, sorted_out
    ) -> None:
        """Its claim is no evidence: the civilians stay, and nothing is contested."""
        table = ONE + (
            '\nb.txt | "40 militants" | killed | 40 | of militants | combatant | by Coalition'
            " | according to Coalition"
        )
        ruling = ruled(BOOK, table)
        assert ends(ruling, "civilians_killed") == (43, 43)
        assert ends(ruling, "militants_killed") == (None, None)
        assert sorted_out(ruling, table)[1] == {"40 militants": "airwars:militant-claim-is-context"}

    def test_contested_status_makes_both_minimums_0(self, ruled) -> None:
        """One voice calls them civilians, another, not the belligerent, calls them fighters."""
        table = ONE + (
            '\nb.txt | "43 militants" | killed | 43 | of militants | combatant'
            " | according to Amal Watch"
        )
        ruling = ruled(BOOK, table)
        assert ends(ruling, "civilians_killed") == (0, 43)
        assert ends(ruling, "militants_killed") == (0, 43)

    def test_a_voice_that_counts_both_contests_nothing(self, ruled) -> None:
        """Nine fighters and 43 others are two groups of people."""
        table = ONE + (
            '\na.txt | "9 militants" | killed | 9 | of militants | combatant | according to SNHR'
        )
        ruling = ruled(BOOK, table)
        assert ends(ruling, "civilians_killed") == (43, 43)
        assert ends(ruling, "militants_killed") == (9, 9)

    def test_what_a_belligerent_concedes_has_its_own_columns(self, ruled) -> None:
        """deaths_conceded_min and _max."""
        table = ONE + (
            '\nb.txt | "our strike killed 40" | killed | 40 | civilian | by Coalition'
            " | according to Coalition"
        )
        ruling = ruled(BOOK, table)
        assert ends(ruling, "deaths_conceded") == (40, 40)
        assert ruling.value("belligerent_position") == "accepted"


class TestHarmClasses:
    """Sum fields: children, women, men; and roles that overlap with them."""

    TABLE = (
        ONE
        + """
        a.txt | "29 children" | killed | 29 | of children | civilian | part of "43 died" | according to SNHR
        a.txt | "8 women" | killed | 8 | of women | civilian | part of "43 died" | according to SNHR
        a.txt | "2 journalists" | killed | 2 | of journalists | civilian | part of "43 died" | according to SNHR
    """
    )

    def test_children_women_and_men(self, ruled) -> None:
        """What is not told is None."""
        ruling = ruled(BOOK, self.TABLE)
        assert ends(ruling, "children_killed") == (29, 29)
        assert ends(ruling, "women_killed") == (8, 8)
        assert ends(ruling, "men_killed") == (None, None)

    def test_roles_overlap_and_are_never_added(self, ruled) -> None:
        """A journalist is counted beside, inside the 43."""
        ruling = ruled(BOOK, self.TABLE)
        assert ends(ruling, "journalists_killed") == (2, 2)
        assert ends(ruling, "civilians_killed") == (43, 43)


def test_a_total_is_no_incident(ruled, sorted_out) -> None:
    """An incident is one moment in time and space."""
    table = ONE + '\nb.txt | "900 this year" | killed | 900 | cumulative | according to SNHR'
    assert sorted_out(ruled(BOOK, table), table)[1] == {"900 this year": "airwars:no-total"}


class TestPeopleOfMixedStatus:
    """A total of civilians and fighters together is a highest number for each."""

    WHOLE = """
        a.txt | "779 people" | killed | 779 | mixed | 2018-08-09
        a.txt | "383 of them" | killed | 383+ | mixed | part of "779 people"
        a.txt | "172 soldiers" | killed | 172 | of soldiers | combatant | part of "383 of them"
        a.txt | "211 civilians" | killed | 211 | of civilians | civilian | part of "383 of them"
    """

    def maximum(self, ruled, table):
        ruling = ruled(BOOK, table)
        return tuple(ruling.value(f"{who}_killed_max") for who in ("civilians", "militants"))

    def test_those_known_to_be_of_the_other_status_are_taken_off(self, ruled) -> None:
        """Of 779 at least 172 are soldiers: 607 civilians at most; and 568 soldiers."""
        assert self.maximum(ruled, self.WHOLE) == (607, 568)

    def test_people_of_whom_nothing_more_is_told_may_all_be_either(self, ruled) -> None:
        """Without the parts the whole is the most for both."""
        assert self.maximum(ruled, self.WHOLE.splitlines()[1]) == (779, 779)

    def test_parts_that_may_be_the_same_people_are_not_added(self, ruled) -> None:
        """Soldiers and officers may overlap: only the larger part is sure."""
        table = self.WHOLE + (
            '\n        a.txt | "40 officers" | killed | 40 | of officers | combatant'
            ' | part of "779 people"'
        )
        assert self.maximum(ruled, table)[0] == 607
