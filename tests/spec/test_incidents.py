"""Which claims tell of one happening, and which are kept apart or set aside."""

import pytest

from onrecord import group, testing
from onrecord.group.relations import Places, places
from onrecord.group.spot import spot_of
from onrecord.model import Candidate, Mention, Place, PlaceKind

MAP = testing.world("""
    site Old Market < town Tal Amar < province Northern < country Ardania
    site Grain Silos < town Tal Amar < province Northern < country Ardania
    town Dahyan < province Northern < country Ardania
    town Port Sela < province Coastal < country Ardania
    area the coast < country Ardania
    country Ardania
    country Belmora
""")


def grouped(table, shelf="a.txt | The Courier | 2018-08-20\nb.txt | Northern Post | 2018-08-21"):
    """Return each incident as the words of its claims, and the asides as words and reason."""
    claims = testing.claims(table)
    words = {claim.id: claim.passage.exact for claim in claims}
    found = group.incidents(claims, testing.documents(shelf), MAP.place, MAP.actor)
    incidents = {frozenset(words[name] for name in one.claim_ids) for one in found.incidents}
    asides = {words[aside.claim_id]: aside.reason.value for aside in found.asides}
    return incidents, asides


def test_killed_and_injured_of_one_attack_are_one_incident():
    """Two outcomes with one time and place in one report are one happening."""
    incidents, _ = grouped("""
        a.txt | "killed 11" | killed | 11 | in Old Market, Tal Amar | 2018-08-09 | by rebels
        a.txt | "wounded over 30" | injured | >30 | in Old Market, Tal Amar | 2018-08-09 | by rebels
    """)
    assert incidents == {frozenset({"killed 11", "wounded over 30"})}


def test_two_reports_of_one_day_and_town_are_one_incident_though_tolls_rise():
    """Another report of the day with a higher toll tells of the same happening."""
    incidents, _ = grouped("""
        a.txt | "15 people died" | killed | 15 | in Dahyan | 2018-08-09
        b.txt | "the toll reached 20" | killed | 20 | in Dahyan | 2018-08-09
    """)
    assert incidents == {frozenset({"15 people died", "the toll reached 20"})}


def test_a_market_is_in_its_town():
    """One report names the site, the other only the town around it."""
    incidents, _ = grouped("""
        a.txt | "12 shoppers" | killed | 12 | in Old Market | 2018-08-09
        b.txt | "12 dead" | killed | 12 | in Tal Amar | 2018-08-09
    """)
    assert len(incidents) == 1


def test_two_raids_on_one_village_a_day_apart_stay_apart():
    """Disjoint days are never one incident, whatever the numbers."""
    incidents, _ = grouped("""
        a.txt | "16 villagers" | killed | 16 | in Dahyan | 2018-08-09
        a.txt | "another 16" | killed | 16 | in Dahyan | 2018-08-10
        b.txt | "sixteen dead" | killed | 16 | in Dahyan | 2018-08-10
    """)
    assert incidents == {frozenset({"16 villagers"}), frozenset({"another 16", "sixteen dead"})}


def test_a_month_does_not_tie_two_days():
    """Sixteen now and sixteen in July are not tied by a sum over the summer."""
    incidents, _ = grouped("""
        a.txt | "16 today" | killed | 16 | in Dahyan | 2018-08-20
        a.txt | "16 in July" | killed | 16 | in Dahyan | 2018-07
        a.txt | "32 this summer" | killed | 32 | in Dahyan | 2018-07-01..2018-08-20
    """)
    assert len(incidents) == 3


def test_different_towns_on_one_day_stay_apart():
    """The same day and number in two towns are two incidents."""
    incidents, _ = grouped("""
        a.txt | "8 in one" | killed | 8 | in Dahyan | 2018-08-09
        b.txt | "8 in the other" | killed | 8 | in Tal Amar | 2018-08-09
    """)
    assert len(incidents) == 2


def test_a_province_is_tied_to_a_town_in_it_only_by_the_same_number():
    """A report that names only the province joins where the count fits, and not elsewhere."""
    incidents, _ = grouped("""
        a.txt | "45 in the town" | killed | 45 | in Dahyan | 2018-08-09
        b.txt | "45 in the province" | killed | 45 | in Northern | 2018-08-09
        b.txt | "9 in the province" | killed | 9 | in Northern | 2018-08-09
    """)
    assert frozenset({"45 in the town", "45 in the province"}) in incidents
    assert frozenset({"9 in the province"}) in incidents


def test_two_parties_in_one_town_on_one_day_are_two_incidents():
    """Shelling by one side and bombing by the other are not one act."""
    incidents, _ = grouped("""
        a.txt | "rebel shells killed 4" | killed | 4 | in Dahyan | 2018-08-09 | by rebels
        a.txt | "army jets killed 19" | killed | 19 | in Dahyan | 2018-08-09 | by the army
    """)
    assert len(incidents) == 2


def test_a_bomb_and_a_shooting_of_one_day_that_one_report_tells_apart_are_two_incidents():
    """Two weapons and other victims: two attacks, and every report's toll goes to its own."""
    incidents, _ = grouped("""
        a.txt | "a lorry bomb killed 17" | killed | 17 | in Dahyan | 2018-08-09 | with lorry bomb
        a.txt | "30 were hurt" | injured | 30 | in Dahyan | 2018-08-09 | with lorry bomb
        a.txt | "gunmen shot four soldiers" | killed | 4 | in Dahyan | 2018-08-09 | of soldiers | with gunfire
        b.txt | "the bombing, now 19" | killed | 19 | in Dahyan | 2018-08-09 | with bombing
        b.txt | "five dead at the gate" | killed | 5 | in Dahyan | 2018-08-09 | of soldiers
    """)
    assert incidents == {
        frozenset({"a lorry bomb killed 17", "30 were hurt", "the bombing, now 19"}),
        frozenset({"gunmen shot four soldiers", "five dead at the gate"}),
    }


def test_dawn_and_evening_of_one_day_are_two_attacks_where_others_were_harmed():
    """The hour alone is how tolls rise; with other victims it is another attack."""
    incidents, _ = grouped("""
        a.txt | "12 farmers" | killed | 12 | in Dahyan | 2018-08-09 | on at dawn | of farmers
        a.txt | "five guards" | killed | 5 | in Dahyan | 2018-08-09 | on that evening | of guards
        b.txt | "11 by morning" | killed | 11 | in Tal Amar | 2018-08-09 | on this morning
        b.txt | "30 by night" | killed | 30 | in Tal Amar | 2018-08-09 | on tonight
    """)
    assert incidents == {
        frozenset({"12 farmers"}),
        frozenset({"five guards"}),
        frozenset({"11 by morning", "30 by night"}),
    }


def test_what_a_report_calls_another_attack_is_another():
    """ "A second blast" of the same day and town, with another number, is no toll of the first."""
    incidents, _ = grouped("""
        a.txt | "killed 23 at the market" | killed | 23 | in Dahyan | 2018-08-09 | with bombing
        a.txt | "three died in a separate explosion" | killed | 3 | in Dahyan | 2018-08-09
    """)
    assert len(incidents) == 2


def test_one_voice_that_names_two_perpetrators_for_two_tolls_tells_two_attacks():
    """ACLED: one event is one pair of actors; a third report without them joins neither to both."""
    incidents, _ = grouped("""
        a.txt | "the gang killed 20" | killed | 20 | in Dahyan | 2018-08-09 | by the gang
        a.txt | "that night police killed six" | killed | 6 | in Dahyan | 2018-08-09 | by police
        b.txt | "18 dead" | killed | 18 | in Dahyan | 2018-08-09
        b.txt | "six dead" | killed | 6 | in Dahyan | 2018-08-09
    """)
    assert frozenset({"the gang killed 20", "18 dead"}) in incidents


def test_two_parties_that_kill_one_another_are_one_fight():
    """Each side's dead are the other's doing: one battle, not two attacks."""
    incidents, _ = grouped("""
        a.txt | "rebels killed two soldiers" | killed | 2 | in Dahyan | 2018-08-09 | of soldiers | by rebels
        a.txt | "soldiers killed six rebels" | killed | 6 | in Dahyan | 2018-08-09 | of rebels | by soldiers
    """)
    assert len(incidents) == 1


def test_two_reports_that_give_one_attack_two_weapons_are_one_incident():
    """Only a report that tells both attacks parts them: shells and an air strike are often mixed up."""
    incidents, _ = grouped("""
        a.txt | "shells killed 14" | killed | 14 | in Dahyan | 2018-08-09 | with shelling
        b.txt | "an air strike killed 15" | killed | 15 | in Dahyan | 2018-08-09 | with air strike
    """)
    assert len(incidents) == 1


def test_bomb_and_bullets_that_a_report_sums_are_one_attack():
    """Parts of one toll stay with it, whatever each died of."""
    incidents, _ = grouped("""
        a.txt | "25 killed" | killed | 25 | in Dahyan | 2018-08-09 | with car bomb
        a.txt | "19 by the bomb" | killed | 19 | in Dahyan | 2018-08-09 | with car bomb | part of "25 killed"
        a.txt | "six shot" | killed | 6 | in Dahyan | 2018-08-09 | of guards | with gunfire | part of "25 killed"
    """)
    assert len(incidents) == 1


def test_reports_that_blame_different_parties_for_one_toll_are_one_incident():
    """Same day, town and number: it is one happening with a contested perpetrator."""
    claims = testing.claims("""
        a.txt | "killed 21" | killed | 21 | in Dahyan | 2018-08-09 | by rebels
        b.txt | "21 died" | killed | 21 | in Dahyan | 2018-08-09 | by the army
    """)
    (incident,) = group.incidents(claims, {}, MAP.place).incidents
    assert incident.perpetrators == ("rebels", "the army")
    assert "different perpetrators" in incident.why[0][1]


def test_a_wave_that_its_source_sums_is_one_incident():
    """Four days on a coast, summed by the source with its parts, are one incident."""
    incidents, _ = grouped("""
        a.txt | "about 700 over four days" | killed | ~700 | in the coast | 2018-08-06..2018-08-09
        a.txt | "400 by militias" | killed | 400+ | in the coast | 2018-08-06..2018-08-09 | by militias | part of "about 700 over four days"
        a.txt | "300 by loyalists" | killed | 300+ | in Port Sela | 2018-08-07 | by loyalists | part of "about 700 over four days"
    """)
    assert len(incidents) == 1


def test_a_day_inside_a_wave_is_an_incident_of_its_own_where_nobody_sums_it():
    """One town's day within the coast's four days is not counted in them by us."""
    incidents, _ = grouped("""
        a.txt | "about 700 over four days" | killed | ~700 | in the coast | 2018-08-06..2018-08-09
        a.txt | "6 in the port" | killed | 6 | in Port Sela | 2018-08-07
    """)
    assert len(incidents) == 2


def test_a_months_sum_leaves_its_raids_apart():
    """A part of a sum over many weeks that has its own day is its own incident."""
    incidents, _ = grouped("""
        a.txt | "60 in August" | killed | 60 | in Northern | 2018-08
        a.txt | "16 on the 3rd" | killed | 16 | in Dahyan | 2018-08-03 | part of "60 in August"
        a.txt | "20 on the 9th" | killed | 20 | in Tal Amar | 2018-08-09 | part of "60 in August"
    """)
    assert len(incidents) == 3


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('"may kill 50" | killed | 50 | in Dahyan | 2018-08-09 | hypothetical', "forecast"),
        ('"denied killing 5" | killed | 5 | in Dahyan | 2018-08-09 | denied', "denial"),
        ('"it was 7" | killed | 7 | in Dahyan | 2018-08-09 | voice comment', "comment"),
        ('"40 dead elsewhere" | killed | 40 | in Dahyan | voice boilerplate', "boilerplate"),
        ('"nearly 90 percent" | killed | <90 | in Ardania | share', "share"),
        ('"ten times more" | killed | <10 | in Ardania | ratio', "ratio"),
        ('"40,000 in the war" | killed | 40000 | in Ardania | 2011-03..2018-08', "total"),
        ('"9,000 since then" | killed | 9000 | in Dahyan | 2018-08-09 | cumulative', "total"),
        ('"11,000 in the country" | killed | 11000+ | in Ardania', "total"),
        ('"20 shells" | attacked | 20 | in Dahyan | 2018-08-09 | munitions', "not people"),
        ('"massacres" | killed | - | in Dahyan | 2018-08-09', "no number"),
        ('"nine people" | killed | 9', "neither place nor time"),
    ],
)
def test_what_is_no_incident_is_set_aside_with_its_reason(row, reason):
    """Forecasts, denials, comments, totals and shares stay in the record as what they are."""
    words = row.split('"')[1]
    incidents, asides = grouped(f"a.txt | {row}")
    assert (incidents, asides) == (set(), {words: reason})


def test_a_forecast_is_not_drawn_in_by_an_incident_beside_it():
    """A feared toll with the time and place of a real one is still a fear."""
    incidents, asides = grouped("""
        a.txt | "killed 11" | killed | 11 | in Dahyan | 2018-08-09
        a.txt | "could reach 50" | killed | 50 | in Dahyan | 2018-08-09 | hypothetical
    """)
    assert incidents == {frozenset({"killed 11"})}
    assert asides == {"could reach 50": "forecast"}


def test_shells_and_burnt_houses_stand_beside_the_people_they_harmed():
    """Claims of things join an incident of people with their time and place."""
    incidents, asides = grouped("""
        a.txt | "killed 11" | killed | 11 | in Dahyan | 2018-08-09
        a.txt | "20 shells" | attacked | 20 | in Dahyan | 2018-08-09 | munitions
        a.txt | "shells on the port" | attacked | dozens | in Port Sela | 2018-08-09 | munitions
    """)
    assert incidents == {frozenset({"killed 11", "20 shells"})}
    assert asides == {"shells on the port": "not people"}


def test_what_stands_beside_never_joins_two_incidents():
    """Shells over three days hang on one day's incident, not on each."""
    incidents, _ = grouped("""
        a.txt | "killed 11" | killed | 11 | in Dahyan | 2018-08-08
        a.txt | "60 shells" | attacked | 60 | in Dahyan | 2018-08-08..2018-08-09 | munitions
        a.txt | "killed 5" | killed | 5 | in Dahyan | 2018-08-09
    """)
    assert len(incidents) == 2


def test_people_who_fled_belong_to_the_incident_that_drove_them_out():
    """Displaced people of the same report, days and place stand in the incident."""
    incidents, _ = grouped("""
        a.txt | "killed 11" | killed | 11 | in Dahyan | 2018-08-09
        a.txt | "300 families fled" | displaced | 600+ | in Dahyan | 2018-08-09..2018-08-10
        a.txt | "4,000 crossed" | displaced | 4000 | in Belmora | 2018-08-09..2018-08-12
    """)
    assert incidents == {
        frozenset({"killed 11", "300 families fled"}),
        frozenset({"4,000 crossed"}),
    }


def test_a_repetition_without_time_and_place_follows_what_it_repeats():
    """A headline that says the same as the body is in the body's incident."""
    incidents, asides = grouped("""
        a.txt | "Eleven die" | killed | 11 | voice title
        a.txt | "killed 11" | killed | 11 | in Dahyan | 2018-08-09 | same as "Eleven die"
        a.txt | "11 killed in the country" | killed | 11 | in Ardania | same as "killed 11"
    """)
    assert len(incidents) == 1
    assert asides == {}


def test_every_member_after_the_first_says_what_tied_it():
    """The reason names the values: which days, which places, whose words."""
    claims = testing.claims("""
        a.txt | "12 shoppers" | killed | 12 | in Old Market | 2018-08-09
        b.txt | "12 dead" | killed | 12 | in Tal Amar | 2018-08-09
    """)
    shelf = testing.documents("a.txt | The Courier | 2018-08-10")
    (incident,) = group.incidents(claims, shelf, MAP.place).incidents
    ((claim_id, why),) = incident.why
    assert claim_id == claims[1].id
    assert why == (
        "the same day, Old Market lies within Tal Amar, the same number killed: "
        "as “12 shoppers” in a.txt"
    )


def test_an_incident_shows_the_finest_place_and_time_that_members_agree_on():
    """The site of one report and the day of another are both kept."""
    claims = testing.claims("""
        a.txt | "12 shoppers" | killed | 12 | in Old Market | 2018-08-09..2018-08-10
        b.txt | "12 dead" | killed | 12 | in Tal Amar | 2018-08-09
    """)
    (incident,) = group.incidents(claims, {}, MAP.place).incidents
    assert incident.place_names == ("Old Market", "Tal Amar")
    assert incident.when is not None
    assert incident.when.date_to == "2018-08-09"


def test_places_without_a_map_are_compared_by_name():
    """Imported claims may have names and no candidates."""
    incidents, _ = grouped("""
        a.txt | "5 dead" | killed | 5 | in Umm Qasab? | 2018-08-09
        b.txt | "five bodies" | killed | 5 | in the Umm-Qasab? | 2018-08-09
        b.txt | "two men" | killed | 2 | in Wadi Lir? | 2018-08-09
    """)
    assert incidents == {frozenset({"5 dead", "five bodies"}), frozenset({"two men"})}


def test_different_sites_of_one_town_in_one_report_are_two_incidents():
    """A report that names two sites tells of two."""
    incidents, _ = grouped("""
        a.txt | "5 at the market" | killed | 5 | in Old Market | 2018-08-09
        a.txt | "7 at the silos" | killed | 7 | in Grain Silos | 2018-08-09
    """)
    assert len(incidents) == 2


def test_a_village_on_no_map_is_tied_to_its_region_by_the_days_number():
    """Only an equal number beyond chance speaks for it; a small or other one does not."""
    incidents, _ = grouped("""
        a.txt | "43 in the village" | killed | 43 | in Wadi Lir? | 2018-08-09
        b.txt | "43 in the province" | killed | 43 | in Northern | 2018-08-09
        b.txt | "4 in the province" | killed | 4 | in Coastal | 2018-08-09
        a.txt | "4 in another village" | killed | 4 | in Umm Qasab? | 2018-08-09
    """)
    assert frozenset({"43 in the village", "43 in the province"}) in incidents
    assert len(incidents) == 3


def test_an_undated_claim_whose_place_is_only_supposed_is_no_incident():
    """A place carried from elsewhere in the text, and no time, is nothing known."""
    (claim,) = testing.claims('a.txt | "11,000 prisoners" | killed | 11000 | in Dahyan')
    supposed = claim.with_(places=(Mention(name="Dahyan", carried="the document's main place"),))
    found = group.incidents([supposed], {}, MAP.place)
    assert [aside.reason.value for aside in found.asides] == ["neither place nor time"]


def test_a_supposed_place_does_not_keep_a_days_number_apart():
    """A place that only the document as a whole suggests is too little to part two reports."""
    here, elsewhere = testing.claims("""
        a.txt | "50 people" | killed | 50 | in Dahyan | 2018-08-09
        b.txt | "killed 50" | killed | 50 | in Port Sela | 2018-08-09
    """)
    place = elsewhere.places[0]
    supposed = Mention(
        name=place.name, carried="the document's main place", candidates=place.candidates
    )
    assert len(group.incidents([here, elsewhere], {}, MAP.place).incidents) == 2
    told = [here, elsewhere.with_(places=(supposed,))]
    assert len(group.incidents(told, {}, MAP.place).incidents) == 1


def test_a_town_that_shares_its_name_with_the_province_is_the_province_beside_another_town():
    """ "Marat (Dahyan)" is Dahyan in Marat province (UCDP GED: the higher level of one name)."""
    town, province = (Candidate(id=name, score=0.6, why="test") for name in ("t:marat", "p:marat"))
    places = {
        "t:marat": _place("t:marat", "Marat", PlaceKind.TOWN, "p:marat"),
        "p:marat": _place("p:marat", "Marat", PlaceKind.PROVINCE, None),
        "t:dahyan": _place("t:dahyan", "Dahyan", PlaceKind.TOWN, "p:marat"),
    }
    dahyan = Mention(name="Dahyan", candidates=(Candidate(id="t:dahyan", score=1, why="test"),))
    table = """
        a.txt | "26 lost their lives" | killed | 26 | in Marat | 2018-08-09
        b.txt | "25 dead" | killed | 25 | in Dahyan | 2018-08-09
    """
    one, other = testing.claims(table)
    told = [
        one.with_(places=(Mention(name="Marat", candidates=(town, province)), dahyan)),
        other.with_(places=(dahyan,)),
    ]
    assert len(group.incidents(told, {}, places.get).incidents) == 1


def _place(name, shown, kind, within):
    return Place(
        id=name, name=shown, kind=kind, country="AR", latitude=None, longitude=None, within=within
    )


def test_a_road_is_tied_to_either_town_by_the_days_number():
    """One report tells of the road between two towns, the other of the town it was near."""
    incidents, _ = grouped("""
        a.txt | "four traders" | killed | 4 | in road from Nara to Sulbarde? | 2018-08-09
        b.txt | "4 dead" | killed | 4 | in Sulbarde? | 2018-08-09
        b.txt | "4 others" | killed | 4 | in Marole? | 2018-08-09
    """)
    assert frozenset({"four traders", "4 dead"}) in incidents


def _of(name, *candidates):
    """Return a mention of a place with its candidates and how well each fits."""
    return Mention(
        name=name,
        candidates=tuple(Candidate(id=f"t:{at}", score=s, why="test") for at, s in candidates),
    )


def _spots(a, b):
    """Return how the finest places of two claims stand, on a small map with two Nadas."""
    known = {
        place.id: place
        for place in (
            _place("t:nada", "Nada", PlaceKind.TOWN, None),
            _place("t:far nada", "Nada", PlaceKind.TOWN, None),
            _place("t:sela", "Sela", PlaceKind.TOWN, None),
        )
    }
    return places(spot_of(a, known.get), spot_of(b, known.get))


def test_a_name_that_hardly_fits_far_away_is_a_quarter_of_the_town_beside_it():
    """ "Nada, Sela": the gazetteer has a far Nada, but the text speaks of Sela's quarter."""
    quarter = (_of("Nada", ("far nada", 0.31)), _of("Sela", ("sela", 0.8)))
    assert _spots(quarter, (_of("Sela", ("sela", 1.0)),)) is Places.WITHIN
    sure = (_of("Nada", ("nada", 0.8)), _of("Sela", ("sela", 0.8)))
    assert _spots(sure, (_of("Sela", ("sela", 1.0)),)) is not Places.WITHIN


def test_a_market_of_a_town_lies_in_whichever_town_of_the_name_is_meant():
    """One report is read as of the one Nada, the other as of the other, which it may also be."""
    market = Mention(
        name="old market",
        candidates=(Candidate(id="within:t:far nada:old market", score=0.5, why="test"),),
    )
    one = (market, _of("Nada", ("far nada", 0.75)))
    assert _spots(one, (_of("Nada", ("nada", 0.9), ("far nada", 0.5)),)) is Places.WITHIN
