"""UCDP GED, Codebook 19.1: what an event is, its estimates, its place and its time."""

import pytest

from onrecord.reconcile.rulebooks import splitting

BOOK = "ucdp-ged"


def columns(ruling, *names):
    return tuple(ruling.value(name) for name in names)


class TestEvents:
    """Codebook 19.1, definition of an event."""

    def test_one_death_makes_an_event(self, ruled) -> None:
        """At least one direct death in the low, best or high estimate."""
        ruling = ruled(BOOK, 'a.txt | "up to 1 person died" | killed | <=1 | 2018-08-09')
        assert columns(ruling, "is_event", "low", "high") == (True, None, 1)

    def test_without_a_death_it_is_no_event(self, ruled) -> None:
        """The injured make no event; nobody killed makes none."""
        assert not ruled(BOOK, 'a.txt | "9 hurt" | injured | 9 | 2018-08-09').value("is_event")
        assert not ruled(BOOK, 'a.txt | "none died" | killed | 0 | 2018-08-09').value("is_event")

    def test_deaths_without_a_number_are_an_event_without_estimates(self, ruled) -> None:
        """ "Villagers were killed" tells of a death, and of no number."""
        ruling = ruled(BOOK, 'a.txt | "villagers were killed" | killed | - | 2018-08-09')
        assert columns(ruling, "is_event", "low", "best", "high") == (True, None, None, None)

    def test_hunger_is_no_direct_death(self, ruled, sorted_out) -> None:
        """Only deaths directly from the use of armed force."""
        table = 'a.txt | "9 starved" | killed | 9 | with starvation | 2018-08-09'
        ruling = ruled(BOOK, table)
        assert not ruling.value("is_event")
        assert sorted_out(ruling, table)[1] == {"9 starved": "ucdp-ged:direct-deaths"}

    def test_the_injured_are_set_aside(self, ruled, sorted_out) -> None:
        """GED has no column for them."""
        table = """
            a.txt | "4 died" | killed | 4 | 2018-08-09
            a.txt | "9 were hurt" | injured | 9 | 2018-08-09
        """
        used, aside = sorted_out(ruled(BOOK, table), table)
        assert used == {"4 died": "onrecord:in-the-figure"}
        assert aside == {"9 were hurt": "ucdp-ged:deaths-only"}

    def test_what_cannot_be_placed_in_a_year_is_no_event(self, ruled) -> None:
        """date_prec ends at a year."""
        ruling = ruled(BOOK, 'a.txt | "4 died" | killed | 4 | 2012..2015')
        assert columns(ruling, "is_event", "date_prec") == (False, None)


class TestEstimates:
    """Codebook 19.1, variables low, best and high."""

    DIFFER = """
        a.txt | "43 died" | killed | 43 | 2018-08-09 | according to SNHR
        b.txt | "at least 51 died" | killed | 51+ | 2018-08-09 | according to Amal Watch
    """

    def test_low_is_the_lowest_and_high_the_highest_claim(self, ruled) -> None:
        """They are what sources claim: never a confidence interval."""
        ruling = ruled(BOOK, self.DIFFER)
        assert columns(ruling, "low", "high") == (43, 51)
        assert "ucdp-ged:low-and-high-are-claims" in {rule.id for rule in ruling.rules}

    def test_best_is_not_picked_among_several(self, ruled) -> None:
        """Which number is the most reliable is a person's judgement."""
        ruling = ruled(BOOK, self.DIFFER)
        assert ruling.value("best") is None
        assert ruling.value("best_candidates") == ("SNHR: 43", "Amal Watch: 51 or more")
        (why,) = (one.why for one in ruling.values if one.name == "best")
        assert "a person decides" in why

    def test_best_is_proposed_where_all_give_one_number(self, ruled) -> None:
        """Nothing is left to decide, and it is still called a proposal."""
        table = self.DIFFER.replace("51+", "43")
        ruling = ruled(BOOK, table)
        assert ruling.value("best") == 43
        (why,) = (one.why for one in ruling.values if one.name == "best")
        assert why.startswith("proposed")

    @pytest.mark.parametrize("count", ["several", "hundreds"])
    def test_a_word_gives_no_highest_number(self, ruled, count) -> None:
        """ "Civilians were executed" is two or more: two is nobody's high."""
        ruling = ruled(BOOK, f'a.txt | "civilians died" | killed | {count} | 2018-08-09')
        assert ruling.value("low") > 0
        assert columns(ruling, "is_event", "best", "high") == (True, None, None)

    @pytest.mark.parametrize("count", ["30-40", "<=40", "dozens"])
    def test_best_is_no_end_of_a_range_and_no_word(self, ruled, count) -> None:
        """The codebook has no rule that makes one number of "30 to 40" or "dozens"."""
        ruling = ruled(BOOK, f'a.txt | "so many died" | killed | {count} | 2018-08-09')
        assert ruling.value("best") is None

    def test_best_is_always_the_sum_of_its_parts(self, ruled) -> None:
        """best = deaths_a + deaths_b + deaths_civilians + deaths_unknown."""
        ruling = ruled(
            BOOK,
            """
            a.txt | "20 died" | killed | 20 | 2018-08-09 | by Army; Northern Front
            a.txt | "7 soldiers" | killed | 7 | of soldiers | combatant | part of "20 died"
            a.txt | "5 civilians" | killed | 5 | of civilians | civilian | part of "20 died"
            """,
        )
        parts = columns(ruling, "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
        assert parts == (7, 0, 5, 8)
        assert ruling.value("best") == sum(parts) == 20

    def test_people_of_whom_nothing_is_told_are_of_unknown_status(self, ruled) -> None:
        """A bare number of dead is deaths_unknown, and nobody's."""
        ruling = ruled(BOOK, 'a.txt | "9 people" | killed | 9 | of people | 2018-08-09')
        parts = columns(ruling, "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
        assert parts == (0, 0, 0, 9)

    def test_parts_that_differ_are_left_to_a_person(self, ruled) -> None:
        """Two numbers of civilians in one total: no part is filled in."""
        ruling = ruled(
            BOOK,
            """
            a.txt | "20 died" | killed | 20 | 2018-08-09 | according to SNHR
            b.txt | "20 dead" | killed | 20 | 2018-08-09 | according to Amal Watch
            a.txt | "5 civilians" | killed | 5 | of civilians | civilian | part of "20 died" | according to SNHR
            b.txt | "8 civilians" | killed | 8 | of civilians | civilian | part of "20 dead" | according to Amal Watch
            """,
        )
        assert ruling.value("best") == 20
        parts = columns(ruling, "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
        assert parts == (None,) * 4


class TestTypes:
    """Codebook 19.1, type_of_violence: 1 state-based, 2 non-state, 3 one-sided."""

    @pytest.mark.parametrize(
        ("slots", "kind"),
        [
            ("by Army; Northern Front", 1),
            ("by Syria; Turkey", 1),
            ("by Northern Front | of soldiers | combatant", 1),
            ("by Northern Front; Eastern Brigade", 2),
            ("by Northern Front | of villagers | civilian | with gunfire", 3),
        ],
    )
    def test_the_sides_tell_the_type(self, ruled, slots, kind) -> None:
        """A state among two sides is 1, two groups are 2, one of either against civilians 3."""
        table = f'a.txt | "9 died" | killed | 9 | 2018-08-09 | {slots}'
        assert ruled(BOOK, table).value("type_of_violence") == kind

    @pytest.mark.parametrize(
        "slots",
        [
            "of people",
            "by Army | of villagers | civilian | with air strike",
            "by Somebody? | of villagers | civilian | with gunfire",
        ],
    )
    def test_what_cannot_be_told_has_no_type(self, ruled, slots) -> None:
        """Nobody named; civilians who may be collateral to a bomb; an actor nobody knows."""
        table = f'a.txt | "9 died" | killed | 9 | 2018-08-09 | {slots}'
        assert ruled(BOOK, table).value("type_of_violence") is None

    def test_one_sided_violence_has_no_deaths_of_sides(self, ruled) -> None:
        """deaths_a and deaths_b are always 0; the dead are civilians."""
        table = (
            'a.txt | "9 died" | killed | 9 | of villagers | civilian | by Army'
            " | with gunfire | 2018-08-09"
        )
        parts = columns(
            ruled(BOOK, table), "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"
        )
        assert parts == (0, 0, 9, 0)

    def test_one_sided_violence_has_none_either_where_best_is_open(self, ruled) -> None:
        """Always 0: also where a person has yet to say which number is the best."""
        table = """
            a.txt | "9 died" | killed | 9 | of villagers | civilian | by Army | with gunfire | 2018-08-09 | according to SNHR
            b.txt | "7 died" | killed | 7 | of villagers | civilian | by Army | with gunfire | 2018-08-09 | according to Amal Watch
        """
        ruling = ruled(BOOK, table)
        assert columns(ruling, "best", "deaths_a", "deaths_b", "deaths_civilians") == (
            None, 0, 0, None,
        )  # fmt: skip

    def test_clarity_1_is_an_incident_of_a_day(self, ruled) -> None:
        """event_clarity: a report lets one tell the incident apart."""
        ruling = ruled(BOOK, 'a.txt | "9 died" | killed | 9 | 2018-08-09')
        assert ruling.value("event_clarity") == 1

    def test_clarity_2_is_a_total_of_several_fights(self, ruled) -> None:
        """event_clarity: all that is told is a total over more than a day."""
        table = 'a.txt | "9 died" | killed | 9 | cumulative | 2018-08-01..2018-08-09'
        assert ruled(BOOK, table).value("event_clarity") == 2

    def test_clarity_2_is_a_total_over_a_run_of_days(self, ruled) -> None:
        """event_clarity: "from Thursday to Monday" is more than a day; which day is not told."""
        slots = "2018-08-09..2018-08-13 | on from Thursday to Monday"
        ruling = ruled(BOOK, f'a.txt | "779 died" | killed | 779 | {slots}')
        assert columns(ruling, "event_clarity", "date_prec") == (2, 2)

    def test_one_day_that_is_not_known_exactly_leaves_clarity_open(self, ruled) -> None:
        """ "Early in the week" may be one incident or several: a person tells."""
        slots = "2018-08-06..2018-08-08 | on early in the week"
        ruling = ruled(BOOK, f'a.txt | "9 died" | killed | 9 | {slots}')
        assert ruling.value("event_clarity") is None


class TestPlaces:
    """Codebook 19.1, where_prec and the rules for places."""

    @pytest.mark.parametrize(
        ("place", "precision"),
        [
            ("Tal Amar", 1),
            ("Tal Amar district", 3),
            ("Hasra", 4),
            ("Northern Plain", 5),
            ("Syria", 6),
        ],
    )
    def test_where_prec(self, ruled, place, precision) -> None:
        """1 the place, 3 its ADM2, 4 its ADM1, 5 an area, 6 the country."""
        table = f'a.txt | "9 died" | killed | 9 | in {place} | 2018-08-09'
        assert ruled(BOOK, table).value("where_prec") == precision

    def test_near_a_town_is_2(self) -> None:
        """ "Near", "area of", "outskirts", "north of": about 25 km of a known point."""
        from onrecord import resolve

        (named,) = [n for n in resolve.names().find("killed near Idlib") if n.kind == "place"]
        assert resolve.names().place(named.candidates[0].id).precision == 2

    def test_the_sea_is_7(self) -> None:
        """Sea or air, international waters."""
        from onrecord import resolve

        words = "It sank in the Mediterranean Sea"
        (named,) = [n for n in resolve.names().find(words) if n.kind == "place"]
        assert resolve.names().place(named.candidates[0].id).precision == 7

    def test_a_quarter_is_coded_to_its_town(self, ruled) -> None:
        """The quarter's name is kept in the text."""
        table = 'a.txt | "9 died" | killed | 9 | in Old Market, Tal Amar | 2018-08-09'
        ruling = ruled(BOOK, table)
        coded = columns(ruling, "where_coordinates", "where_description", "where_prec")
        assert coded == ("Tal Amar", "Old Market", 1)

    def test_sources_that_name_different_districts_make_it_the_province(self, ruled) -> None:
        """Different ADM2 by different sources: ADM1."""
        table = """
            a.txt | "9 died" | killed | 9 | in Tal Amar district | 2018-08-09 | according to SNHR
            b.txt | "8 died" | killed | 8 | in Rimal district | 2018-08-09 | according to Amal Watch
        """
        assert columns(ruled(BOOK, table), "where_coordinates", "where_prec") == ("Hasra", 4)

    def test_towns_in_two_provinces_make_it_the_country(self, ruled) -> None:
        """The smallest unit that holds what sources differ on."""
        table = """
            a.txt | "9 died" | killed | 9 | in Tal Amar | 2018-08-09 | according to SNHR
            b.txt | "8 died" | killed | 8 | in Kafr Dan | 2018-08-09 | according to Amal Watch
        """
        assert columns(ruled(BOOK, table), "where_coordinates", "where_prec") == ("Syria", 6)

    def test_a_report_that_says_less_contradicts_nothing(self, ruled) -> None:
        """ "In Hasra" and "in Tal Amar", which lies in it, agree on Tal Amar."""
        table = """
            a.txt | "9 died" | killed | 9 | in Tal Amar | 2018-08-09 | according to SNHR
            b.txt | "8 died" | killed | 8 | in Hasra | 2018-08-09 | according to Amal Watch
        """
        assert columns(ruled(BOOK, table), "where_coordinates", "where_prec") == ("Tal Amar", 1)

    def test_a_name_of_town_and_province_is_the_province(self) -> None:
        """Same name, and not said which: the highest is coded."""
        assert _where_of("9 people were killed in Idlib") == ("Idlib", 4)
        assert _where_of("9 people were killed in the city of Idlib") == ("Idlib", 1)

    def test_one_total_for_several_places_is_split_evenly(self, ruled) -> None:
        """One event per place, deaths split as evenly as whole numbers allow."""
        table = 'a.txt | "9 died" | killed | 9 | in Tal Amar, Kafr Dan | 2018-08-09'
        shares = ruled(BOOK, table).shares
        assert [(s.place, s.people) for s in shares] == [("Tal Amar", 5), ("Kafr Dan", 4)]

    def test_fewer_deaths_than_places_are_not_split(self, ruled) -> None:
        """One event in the smallest unit that holds them all."""
        table = 'a.txt | "one died" | killed | 1 | in Tal Amar, Kafr Dan | 2018-08-09'
        ruling = ruled(BOOK, table)
        assert ruling.shares == ()
        assert ruling.value("events") == 1
        assert splitting.over_places(1, ["Tal Amar", "Kafr Dan"]) == ()


def _where_of(sentence: str):
    from onrecord import resolve, testing
    from onrecord.model import Incident, Mention
    from onrecord.reconcile.rulebooks import Evidence
    from onrecord.reconcile.rulebooks.whereabouts import whereabouts

    names = resolve.names()
    (found,) = [n for n in names.find(sentence) if n.kind == "place"]
    (claim,) = testing.claims('a.txt | "9 people were killed" | killed | 9')
    claim = claim.with_(places=(Mention(name=found.name, candidates=found.candidates),))
    incident = Incident(
        id="inc_test", claim_ids=(claim.id,), when=None,
        place_ids=(found.candidates[0].id,), place_names=(found.name,), perpetrators=(),
    )  # fmt: skip
    evidence = Evidence(incident=incident, claims={claim.id: claim}, voices={}, place=names.place)
    where = whereabouts(evidence, [claim])
    return where.name, where.precision


class TestTimes:
    """Codebook 19.1, page 25 and appendix 2; the phrases are in tests/spec/test_dates.py."""

    @pytest.mark.parametrize(
        ("when", "precision"),
        [
            ("2018-08-09", 1),
            ("2018-08-06..2018-08-09", 2),
            ("2018-08-03..2018-08-09", 3),
            ("2018-08-01..2018-08-09", 4),
            ("2018-08", 4),
            ("2018-06..2018-08", 5),
            ("2018", 5),
        ],
    )
    def test_date_prec(self, ruled, when, precision) -> None:
        """1 a day, 2 two to six days, 3 a week, 4 to a month, 5 to a year."""
        table = f'a.txt | "9 died" | killed | 9 | {when}'
        assert ruled(BOOK, table).value("date_prec") == precision

    def test_without_a_word_for_a_time_it_was_in_the_three_days_before(self, ruled) -> None:
        """Appendix 2: the report day itself is left out; its precision is that of its span."""
        ruling = ruled(BOOK, 'a.txt | "9 died" | killed | 9 | in Tal Amar')
        first, last, precision = columns(ruling, "date_start", "date_end", "date_prec")
        assert (str(first), str(last), precision) == ("2018-08-07", "2018-08-09", 2)


class TestSources:
    """Codebook 19.1, source_original and number_of_sources."""

    def test_source_original_is_who_first_said_it(self, ruled) -> None:
        """Not the paper: "Reuters, citing SNHR" is SNHR."""
        table = 'a.txt | "9 died" | killed | 9 | 2018-08-09 | according to Reuters < SNHR'
        assert ruled(BOOK, table).value("source_original") == ("SNHR",)

    def test_number_of_sources_is_minus_one_where_not_known(self, ruled) -> None:
        """-1 is the codebook's word for not known; else the reports are counted."""
        assert ruled(BOOK, "").value("number_of_sources") == -1
        table = 'a.txt | "9 died" | killed | 9\nb.txt | "8 died" | killed | 8'
        assert ruled(BOOK, table).value("number_of_sources") == 2
