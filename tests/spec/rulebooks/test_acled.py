"""ACLED, web codebook of 2025/26: fatalities from wording, one event a day and place."""

from datetime import date

import pytest

from onrecord.reconcile.rulebooks import acled_actors

BOOK = "acled"


def why(ruling, name):
    return next(one.why for one in ruling.values if one.name == name)


class TestFatalities:
    """Codebook, Fatalities."""

    @pytest.mark.parametrize(
        ("words", "count", "recorded"),
        [
            ("43 people were killed", "43", 43),
            ("at least 43 people were killed", "43+", 43),
            ("more than 43 people were killed", ">43", 43),
            ("about 43 people were killed", "~43", 43),
            ("between 30 and 40 people were killed", "30-40", 30),
            ("dozens were killed", "dozens", 12),
            ("hundreds were killed", "hundreds", 100),
        ],
    )
    def test_wording(self, ruled, words, count, recorded) -> None:
        """The number as reported, the lower of two; dozens 12, hundreds 100."""
        ruling = ruled(BOOK, f'a.txt | "{words}" | killed | {count} | 2018-08-09')
        assert ruling.value("fatalities") == recorded

    @pytest.mark.parametrize("words", ["several were killed", "a few were killed", "people died"])
    def test_a_number_that_is_not_known_is_3_at_a_small_scale(self, ruled, words) -> None:
        """Several, few, a plural: 3, where nothing tells of a large scale; and it says so."""
        ruling = ruled(BOOK, f'a.txt | "{words}" | killed | several | 2018-08-09')
        assert ruling.value("fatalities") == 3
        assert "nothing tells of a large scale" in why(ruling, "fatalities")

    @pytest.mark.parametrize(
        ("row", "because"),
        [
            ('a.txt | "many died" | killed | several', "the word is many"),
            ('a.txt | "several died" | killed | several | with air strike', "air strike"),
            ('a.txt | "several died" | killed | several\na.txt | "50 hurt" | injured | 50', "50"),
            ('a.txt | "people died" | killed | - | with car bomb', "car bomb"),
        ],
    )
    def test_it_is_10_at_a_large_scale(self, ruled, row, because) -> None:
        """10, by scale and context, with what told the scale."""
        ruling = ruled(BOOK, row)
        assert ruling.value("fatalities") == 10
        assert because in why(ruling, "fatalities")

    def test_a_word_that_the_codebook_does_not_list_is_left_to_a_person(self, ruled) -> None:
        """ "Scores" is in no row of the codebook, so there is no number."""
        ruling = ruled(BOOK, 'a.txt | "scores were killed" | killed | scores | 2018-08-09')
        assert ruling.value("fatalities") is None

    @pytest.mark.parametrize(
        "row", ['a.txt | "40 casualties" | casualties | 40', 'a.txt | "9 hurt" | injured | 9']
    )
    def test_only_casualties_are_0(self, ruled, row) -> None:
        """0 means none or unknown: our own columns beside it say which."""
        ruling = ruled(BOOK, row)
        assert ruling.value("fatalities") == 0
        assert ruling.value("fatalities_known") is False
        assert ruling.value("killed_minimum") is None

    def test_nobody_killed_is_0_and_known(self, ruled) -> None:
        """A report that says so."""
        ruling = ruled(BOOK, 'a.txt | "nobody was killed" | killed | 0')
        assert (ruling.value("fatalities"), ruling.value("fatalities_known")) == (0, True)

    def test_the_lowest_number_reported_is_recorded(self, ruled, sorted_out) -> None:
        """Where reports conflict; the others are set aside by that rule."""
        table = """
            a.txt | "43 died" | killed | 43 | 2018-08-09 | according to SNHR
            b.txt | "51 died" | killed | 51 | 2018-08-09 | according to Amal Watch
        """
        ruling = ruled(BOOK, table)
        assert ruling.value("fatalities") == 43
        assert (ruling.value("killed_minimum"), ruling.value("killed_maximum")) == (43, 51)
        assert sorted_out(ruling, table) == (
            {"43 died": "acled:lowest"},
            {"51 died": "acled:lowest"},
        )

    def test_a_later_number_of_the_same_voice_is_the_better_one(self, ruled) -> None:
        """Revised up or down at any time: SNHR's 43 gives way to its own 51."""
        table = """
            a.txt | "43 died" | killed | 43 | 2018-08-09 | according to SNHR
            b.txt | "51 died" | killed | 51 | 2018-08-09 | according to SNHR
        """
        assert ruled(BOOK, table).value("fatalities") == 51

    def test_civilians_killed_in_a_battle_are_among_its_fatalities(self, ruled) -> None:
        """Added to the fighters, not separated, also where two voices count one each."""
        table = """
            a.txt | "12 soldiers" | killed | 12 | of soldiers | combatant | according to Army
            b.txt | "5 villagers" | killed | 5 | of villagers | civilian | according to SNHR
        """
        ruling = ruled(BOOK, table)
        assert ruling.value("fatalities") == 17
        assert ruling.value("killed_minimum") == 5

    def test_a_total_across_the_country_is_not_recorded(self, ruled, sorted_out) -> None:
        """ "1,000 across the country" waits until it can be split into events."""
        table = 'a.txt | "1,000 across Syria" | killed | 1000 | in Syria | 2018-06..2018-08'
        ruling = ruled(BOOK, table)
        assert ruling.value("fatalities") is None
        assert sorted_out(ruling, table)[1] == {"1,000 across Syria": "acled:across-the-country"}

    def test_a_total_over_days_is_divided_the_first_getting_the_odd_one(self) -> None:
        """11 dead from Monday to Wednesday: 4, 4 and 3, and the notes say so."""
        ruling = _with_times("from Monday to Wednesday")
        assert [share.people for share in ruling.shares] == [4, 4, 3]
        assert ruling.shares[0].day == date(2018, 8, 6)
        assert ruling.value("notes") == "11 over 3 events: 4, 4, 3"

    def test_a_day_that_is_not_known_exactly_is_not_divided(self) -> None:
        """ "Early in the week" is one time that nobody knows exactly."""
        ruling = _with_times("early in the week")
        assert ruling.shares == ()

    def test_a_total_over_places_is_divided(self, ruled) -> None:
        """As even as possible, the first getting the odd one."""
        table = 'a.txt | "9 died" | killed | 9 | in Tal Amar, Kafr Dan | 2018-08-09'
        shares = ruled(BOOK, table).shares
        assert [(s.place, s.people) for s in shares] == [("Tal Amar", 5), ("Kafr Dan", 4)]


def _with_times(words):
    from onrecord import testing
    from onrecord.model import Incident, Mention
    from onrecord.reconcile import rulebooks

    (claim,) = testing.claims('a.txt | "11 died" | killed | 11 | 2018-08-06..2018-08-08')
    claim = claim.with_(times=(Mention(name=words),))
    incident = Incident(
        id="inc_test", claim_ids=(claim.id,), when=claim.when,
        place_ids=(), place_names=(), perpetrators=(),
    )  # fmt: skip
    return rulebooks.ruling(
        BOOK, rulebooks.Evidence(incident=incident, claims={claim.id: claim}, voices={})
    )


class TestTypes:
    """Codebook, Event types: what claims of harm tell of the six types and 25 sub-types."""

    @pytest.mark.parametrize(
        ("slots", "event", "sub_event"),
        [
            ("with air strike", "Explosions/Remote violence", "Air/drone strike"),
            ("with mortar fire", "Explosions/Remote violence", "Shelling/artillery/missile attack"),
            ("with roadside bomb", "Explosions/Remote violence", "Remote explosive/landmine/IED"),
            ("with suicide bombing", "Explosions/Remote violence", "Suicide bomb"),
            ("with grenade", "Explosions/Remote violence", "Grenade"),
            ("with sarin", "Explosions/Remote violence", "Chemical weapon"),
            ("with explosion", "Explosions/Remote violence", None),
            ("by Army; Northern Front", "Battles", "Armed clash"),
            ("by Army | of villagers | civilian", "Violence against civilians", "Attack"),
            (
                "by Army | of protesters | civilian",
                "Protests",
                "Excessive force against protesters",
            ),
            ("of people", None, None),
        ],
    )
    def test_event_and_sub_event(self, ruled, slots, event, sub_event) -> None:
        """From weapon, sides and those harmed; None where they do not tell."""
        ruling = ruled(BOOK, f'a.txt | "9 died" | killed | 9 | 2018-08-09 | {slots}')
        assert (ruling.value("event_type"), ruling.value("sub_event_type")) == (event, sub_event)

    @pytest.mark.parametrize(
        ("outcome", "sub_event"),
        [("abducted", "Abduction/forced disappearance"), ("sexual_violence", "Sexual violence")],
    )
    def test_violence_that_does_not_kill(self, ruled, outcome, sub_event) -> None:
        """Told from the outcome, where nobody was killed: an attack absorbs an abduction."""
        row = f'a.txt | "9 women" | {outcome} | 9 | of women | civilian | by Army'
        assert ruled(BOOK, row).value("sub_event_type") == sub_event
        both = f'{row}\na.txt | "2 died" | killed | 2 | of women | civilian | by Army'
        assert ruled(BOOK, both).value("sub_event_type") == "Attack"

    def test_there_are_six_types_and_25_sub_types(self) -> None:
        """As ACLED's own list has them."""
        from onrecord.reconcile.rulebooks.wordlists import sub_events

        types = {k: v for k, v in sub_events().items() if k != "disorder_of"}
        assert (len(types), sum(len(row["sub_events"]) for row in types.values())) == (6, 25)

    @pytest.mark.parametrize(
        ("slots", "disorder"),
        [
            ("with air strike", "Political violence"),
            ("by Army | of protesters | civilian", "Political violence; Demonstrations"),
            ("of people", None),
        ],
    )
    def test_disorder_type(self, ruled, slots, disorder) -> None:
        """It follows from the type of the event."""
        ruling = ruled(BOOK, f'a.txt | "9 died" | killed | 9 | 2018-08-09 | {slots}')
        assert ruling.value("disorder_type") == disorder

    @pytest.mark.parametrize(
        ("slots", "targeting"),
        [
            ("with air strike | of villagers | civilian", "Civilian targeting"),
            ("with air strike | of people", None),
            ("by Army | of villagers | civilian", "Civilian targeting"),
            ("by Army; Northern Front", None),
        ],
    )
    def test_civilian_targeting(self, ruled, slots, targeting) -> None:
        """Set where all those harmed are called civilians."""
        ruling = ruled(BOOK, f'a.txt | "9 died" | killed | 9 | 2018-08-09 | {slots}')
        assert ruling.value("civilian_targeting") == targeting


class TestTimeAndPlace:
    """Codebook, Time and Place: codes of their own, not convertible to UCDP's."""

    @pytest.mark.parametrize(
        ("when", "day", "precision"),
        [
            ("2018-08-09", "2018-08-09", 1),
            ("2018-08-06..2018-08-12", "2018-08-09", 2),
            ("2018-08", "2018-08-16", 3),
            ("2018-06..2018-08", None, None),
        ],
    )
    def test_time_precision(self, ruled, when, day, precision) -> None:
        """1 the day, 2 the middle of a week, 3 the middle of a month; less is left out."""
        ruling = ruled(BOOK, f'a.txt | "9 died" | killed | 9 | {when}')
        told = ruling.value("event_date")
        assert (told and str(told), ruling.value("time_precision")) == (day, precision)

    @pytest.mark.parametrize(
        ("words", "day"), [("early August", "2018-08-01"), ("the end of August", "2018-08-31")]
    )
    def test_the_beginning_or_end_of_a_month_is_its_first_or_last_day(self, words, day) -> None:
        """Where the report says which; precision 3."""
        from onrecord import testing
        from onrecord.reconcile.rulebooks.timing import event_date

        (claim,) = testing.claims('a.txt | "9 died" | killed | 9 | 2018-08')
        assert event_date(claim.when, words)[:2] == (date.fromisoformat(day), 3)

    @pytest.mark.parametrize(
        ("place", "precision"),
        [
            ("Tal Amar", 1),
            ("Old Market", 1),
            ("Tal Amar district", 2),
            ("Hasra", 3),
            ("Northern Plain", 3),
            ("Syria", None),
        ],
    )
    def test_geo_precision(self, ruled, place, precision) -> None:
        """1 a town or its quarter, 2 part of a region, 3 a larger region; no country."""
        table = f'a.txt | "9 died" | killed | 9 | in {place} | 2018-08-09'
        assert ruled(BOOK, table).value("geo_precision") == precision


class TestActors:
    """Codebook, Actors: who stands where, and what kind of actor each is."""

    NAMES = ("actor1", "assoc_actor_1", "inter1", "actor2", "inter2", "interaction")

    def told(self, ruled, slots, place="Rimal"):
        table = f'a.txt | "9 died" | killed | 9 | 2018-08-09 | {slots}'
        ruling = ruled(BOOK, table, place)
        return tuple(ruling.value(name) for name in self.NAMES)

    def test_civilians_who_are_the_target_are_the_second_actor(self, ruled) -> None:
        """They are named with their country, and who is accused stands first."""
        assert self.told(ruled, "by Army | of villagers | civilian") == (
            "Army", None, "State forces", "Civilians (Syria)", "Civilians", "State forces-Civilians",
        )  # fmt: skip

    def test_a_state_outside_its_country_is_an_external_force(self, ruled) -> None:
        """What the actor is follows from where it acts."""
        assert self.told(ruled, "by Turkey | of villagers | civilian")[2] == "External/Other forces"

    def test_protesters_are_named_as_such(self, ruled) -> None:
        """Excessive force against protesters has protesters as its second actor."""
        told = self.told(ruled, "by Army | of protesters | civilian")
        assert told[3:] == ("Protesters (Syria)", "Protesters", "State forces-Protesters")

    def test_in_a_battle_allies_stand_beside_the_first_of_their_side(self, ruled) -> None:
        """Two who are told to be on one side; what kind a group is, a person tells."""
        told = self.told(ruled, "by Army; Turkey; Northern Front")
        assert told == ("Army", ("Turkey",), None, "Northern Front", None, None)

    def test_several_who_are_accused_are_not_made_allies(self, ruled) -> None:
        """One voice may blame one, another voice another: no actor is filled in."""
        told = self.told(ruled, "by Northern Front; Eastern Brigade | of villagers | civilian")
        assert told[0] is None
        assert told[3:] == ("Civilians (Syria)", "Civilians", None)

    def test_nobody_named_leaves_the_actors_empty(self, ruled) -> None:
        """Unknown is empty: ACLED's name for a group nobody knows is for a person to give."""
        assert self.told(ruled, "with air strike") == (None,) * 6

    def test_every_pair_of_kinds_has_its_own_order(self) -> None:
        """State forces first and civilians last, as published lists of interactions have it."""
        assert acled_actors.KINDS.index("State forces") == 0
        assert acled_actors.KINDS[-2:] == ("External/Other forces", "Civilians")


class TestPlaces:
    """Which place is coded, for its coordinates."""

    def test_a_quarter_is_coded_to_its_town(self, ruled) -> None:
        """The ruling's own place is told, which may be wider than the incident's."""
        ruling = ruled(BOOK, 'a.txt | "9 died" | killed | 9 | in Old Market', "Old Market")
        assert ruling.place_ids == ("place:tal amar",)

    def test_each_share_of_a_total_has_its_place(self, ruled) -> None:
        """In the order of the shares."""
        ruling = ruled(BOOK, 'a.txt | "9 died" | killed | 9 | in Rimal, Kafr Dan | 2018-08-09')
        assert [share.place for share in ruling.shares] == ["Rimal", "Kafr Dan"]
        assert ruling.place_ids == ("place:rimal", "place:kafr dan")
