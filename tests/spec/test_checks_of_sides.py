"""Who speaks of whom, and what lies where."""

from dataclasses import replace

import pytest

from onrecord import testing
from onrecord.checks import run
from onrecord.model import Actor, ActorKind, Candidate
from onrecord.testing.world import World

HERE = "in Dahyan | 2018-08-19"


def _sides():
    """Return a state with two forces and a ministry, and a movement with two groups."""
    base = testing.world("town Dahyan < province Northern < country Ardania")
    rows = [
        ("state", ActorKind.STATE, None),
        ("northern army", ActorKind.FORCE, "state"),
        ("air force", ActorKind.FORCE, "northern army"),
        ("defence ministry", ActorKind.OFFICIAL, "state"),
        ("movement", ActorKind.ARMED_GROUP, None),
        ("river front", ActorKind.ARMED_GROUP, "movement"),
        ("hill front", ActorKind.ARMED_GROUP, "movement"),
        ("amal watch", ActorKind.DOCUMENTER, None),
    ]
    actors = {
        f"actor:{name}": Actor(
            id=f"actor:{name}",
            name=name.title(),
            kind=kind,
            part_of=f"actor:{whole}" if whole else None,
        )
        for name, kind, whole in rows
    }
    return World(places=base.places, actors=actors)


SIDES = _sides()


@pytest.mark.parametrize(
    ("speaker", "blamed"),
    [
        ("Northern Army", "Northern Army"),
        ("Defence Ministry", "Air Force"),  # both of one state, one through the army
        ("State", "Air Force"),
        ("River Front", "Movement"),
    ],
)
def test_a_party_speaks_of_its_own_victims(speaker, blamed, found):
    """A ministry speaks for the air force that it is over."""
    row = f'a.txt | "12 killed" | killed | 12 | {HERE} | by {blamed} | according to {speaker}'
    assert len(found("own-victims", row, world=SIDES)) == 1


def test_a_named_spokesman_speaks_for_the_party_told_before_the_name(found):
    """The front says that it did it, and that all the dead were soldiers."""
    who = "according to the spokesman of the Lake Front, Karim Sabah"
    row = f'a.txt | "24 dead" | killed | 24 | {HERE} | by Lake Front? | {who}'
    assert len(found("own-victims", row, world=SIDES)) == 1


def test_whom_another_report_blames_is_blamed(found):
    """The army's figure names nobody; the documenter's names the army."""
    table = f"""
        a.txt | "3 killed" | killed | 3 | {HERE} | according to Northern Army
        b.txt | "12 killed" | killed | 12 | {HERE} | by Air Force | according to Amal Watch
    """
    (message,) = found("own-victims", table, world=SIDES)
    assert message.startswith("Northern Army gives 3 killed of those whom Air Force is said")


@pytest.mark.parametrize(
    "table",
    [
        # its losses at others' hands
        f'a.txt | "12 killed" | killed | 12 | {HERE} | by River Front | according to Northern Army',
        # two groups of one movement are two parties
        f'a.txt | "12 killed" | killed | 12 | {HERE} | by Hill Front | according to River Front',
        # both sides of a clash
        f'a.txt | "12 killed" | killed | 12 | {HERE} | by Northern Army; River Front | according to Northern Army',
        # a documenter blames
        f'a.txt | "12 killed" | killed | 12 | {HERE} | by Northern Army | according to Amal Watch',
        # its own soldiers, in a fight where it is blamed for others
        f"""
        a.txt | "5 soldiers" | killed | 5 | {HERE} | combatant | according to Northern Army
        b.txt | "12 killed" | killed | 12 | {HERE} | by Northern Army | according to Amal Watch
        """,
        # the newspaper's own voice
        f'a.txt | "12 killed" | killed | 12 | {HERE} | by Northern Army',
    ],
)
def test_figures_that_are_not_of_ones_own_victims(table, found):
    """Losses, clashes, other groups and other voices are left alone."""
    assert found("own-victims", table, world=SIDES) == []


def test_its_own_strikes_are_the_speakers(found):
    """ "The army said its strikes killed 12" names no perpetrator but the speaker."""
    row = f'a.txt | "killed 12 people" | killed | 12 | {HERE} | according to Northern Army'
    own = {"a.txt": "The Northern Army said its air strikes killed 12 people in Dahyan."}
    other = {"a.txt": "The Northern Army said a bomb at its gate killed 12 people in Dahyan."}
    assert len(found("own-victims", row, own, world=SIDES)) == 1
    assert found("own-victims", row, other, world=SIDES) == []


def test_a_speaker_without_a_known_actor_is_met_by_name(found):
    """ "An army spokesman" speaks for "the army"."""
    row = 'a.txt | "12 killed" | killed | 12 | {} | by the army? | according to army spokesman?'
    assert len(found("own-victims", row.format(HERE))) == 1
    other = row.replace("army spokesman?", "hospital spokesman?")
    assert found("own-victims", other.format(HERE)) == []


def test_a_place_is_told_where_it_lies(found):
    """The message says where the map has it."""
    row = 'a.txt | "7 killed" | killed | 7 | in Dahyan, Eastern | 2018-08-19'
    (message,) = found("place-outside-parent", row)
    assert "it lies in Northern, Ardania, and no other place of that name" in message


@pytest.mark.parametrize(
    "places",
    [
        "Dahyan, Northern, Ardania",
        "Dahyan, Ardania",
        "Old Market, Tal Amar, Eastern",
        "Dahyan, Tal Amar",  # two towns
        "Northern, Eastern",  # two provinces
        "Dahyan",
        "Dahyan, Nowhere?",
    ],
)
def test_places_that_lie_where_they_are_said_to(places, found):
    """A chain that holds, two places side by side, and a name on no map."""
    row = f'a.txt | "7 killed" | killed | 7 | in {places} | 2018-08-19'
    assert found("place-outside-parent", row) == []


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("7 killed in Dahyan, Eastern", True),
        ("7 killed in Dahyan, in the province of Eastern", False),  # too far to be sure
        ("7 killed in Dahyan and Eastern", False),
        ("7 killed in Dahyan. Eastern", False),
    ],
)
def test_words_between_two_places_may_part_them(text, is_found, record_of):
    """ "In Dahyan and Eastern" is no place inside another."""
    row = 'a.txt | "7 killed" | killed | 7 | in Dahyan, Eastern | 2018-08-19'
    made = record_of(row, {"a.txt": text})
    (claim,) = made.claims.values()
    placed = tuple(
        replace(place, start=text.index(place.name), end=text.index(place.name) + len(place.name))
        for place in claim.places
    )
    told = replace(made, claims={claim.id: claim.with_(places=placed)})
    codes = [problem.code for problem in run(told)]
    assert ("place-outside-parent" in codes) == is_found


def test_another_place_of_the_name_that_would_fit_is_told(record_of):
    """The best candidate lies elsewhere, a further one lies where the words say."""
    atlas = testing.world("""
        town Dahyan < province Northern < country Ardania
        town Dahyan Bridge < province Eastern < country Ardania
    """)
    row = 'a.txt | "7 killed" | killed | 7 | in Dahyan, Eastern | 2018-08-19'
    made = record_of(row, world=atlas)
    (claim,) = made.claims.values()
    inner, outer = claim.places
    other = Candidate(id="place:dahyan bridge", score=0.5, why="the same name")
    both = (replace(inner, candidates=(*inner.candidates, other)), outer)
    told = replace(made, claims={claim.id: claim.with_(places=both)})
    (message,) = [one.message for one in run(told) if one.code == "place-outside-parent"]
    assert "another would fit, Dahyan Bridge, Eastern, Ardania" in message


@pytest.mark.parametrize(
    ("words", "blamed", "is_found"),
    [
        ("25 terrorists were killed", "air force", True),
        ("25 terrorists were killed", "air force of the Ardanian Army", True),  # of the country
        ("25 terrorists were killed", "air force of Borland", False),
        ("25 soldiers were killed", "air force", False),  # whose soldiers is not said
        ("4 soldiers were eliminated", "gunners", True),  # so speaks who did it
        ("4 soldiers were eliminated", "terrorists", False),
    ],
)
def test_a_military_source_speaks_for_its_own_force(words, blamed, is_found, found):
    """Which army it is of is told by how it speaks of the dead."""
    number = words.split()[0]
    row = (
        f'a.txt | "{words}" | killed | {number} | {HERE} | combatant | by {blamed}? '
        "| according to military source?"
    )
    assert len(found("own-victims", row, world=SIDES)) == is_found


def test_fighters_whom_a_party_says_it_killed_are_all_its_dead(found):
    """The army's 25 terrorists and the watch's 11 civilians are two tolls of one raid."""
    table = f"""
        a.txt | "25 terrorists were killed" | killed | 25 | {HERE} | combatant | by air force? | of terrorists | according to military source?
        b.txt | "11 civilians" | killed | 11 | {HERE} | civilian | of civilians | according to Amal Watch
    """
    assert len(found("rival-figures", table, world=SIDES)) == 1
    other = table.replace("military source?", "Amal Watch's reporter?")
    assert found("rival-figures", other, world=SIDES) == []


def test_two_reports_that_put_one_name_in_two_provinces(found):
    """Barwana in Northern, and Barwana in Eastern: on no map, so no report is wrong by itself."""
    table = """
        a.txt | "38 killed" | killed | 38 | in Barwana?, {} | 2018-08-19 | by rebels?
        b.txt | "38 dead" | killed | 38 | in Barwanah?, Northern | 2018-08-19 | by rebels?
    """
    assert len(found("place-outside-parent", table.format("Eastern"))) == 1
    assert found("place-outside-parent", table.format("Northern")) == []


COUNTRY = testing.world(
    "town Dahyan < country Ardania\ntown Borl < country Borland",
    "force Northern Army\nofficial Health Ministry\narmed_group River Front\nmedia The Courier",
)


def _of_countries():
    """Return places and actors that have a country, as those of a real list have."""
    actors = {
        key: replace(one, country="BL" if "Borl" in one.name else "AR")
        for key, one in COUNTRY.actors.items()
    }
    codes = {"Ardania": "AR", "Dahyan": "AR", "Borland": "BL", "Borl": "BL"}
    places = {key: replace(one, country=codes.get(one.name)) for key, one in COUNTRY.places.items()}
    return World(places=places, actors=actors)


@pytest.mark.parametrize(
    ("row", "is_found"),
    [
        # a voice of the force without a name, and the force by its name
        ('"12 rebels" | killed | 12 | {} | combatant | by Northern Army | according to military spokesman?', True),
        ('"12 rebels" | killed | 12 | {} | combatant | by Northern Army | according to the junta?', True),
        ('"12 cadres" | killed | 12 | {} | combatant | by troops? | according to Northern Army', True),
        ('"12 people" | killed | 12 | {} | civilian | by government soldiers? | according to army?', True),
        # whoever else speaks, fights or dies
        ('"12 rebels" | killed | 12 | {} | combatant | by River Front | according to military spokesman?', False),
        ('"12 rebels" | killed | 12 | {} | combatant | by Northern Army | according to hospital?', False),
        ('"12 people" | killed | 12 | {} | by Northern Army | according to rebel command?', False),
        ('"12 soldiers" | killed | 12 | {} | combatant | by troops? | according to army?', False),
        ('"12 people" | killed | 12 | {} | by Northern Army | according to The Military Times?', False),
        # an armed group and its own men
        ('"12 people" | killed | 12 | {} | by our fighters? | according to River Front', True),
        ('"12 people" | killed | 12 | {} | by fighters? | according to River Front', False),
        # articles, ranks and numbers make no other name
        ('"12 people" | killed | 12 | {} | by the rebels? | according to a rebel commander?', True),
        ('"12 people" | killed | 12 | {} | by police? | according to the police officer?', True),
    ],
)  # fmt: skip
def test_who_speaks_for_the_force_that_did_it(row, is_found, found):
    """A state's spokesman speaks for its army; a rebel's and a paper's do not."""
    table = f"a.txt | {row.format(HERE)}"
    assert len(found("own-victims", table, world=_of_countries())) == is_found


def test_a_force_abroad_is_not_the_voices_own(found):
    """ "A military source" in Borland speaks for no army of Ardania."""
    row = 'a.txt | "12 rebels" | killed | 12 | in {} | combatant | by Northern Army | according to military source?'
    assert len(found("own-victims", row.format("Dahyan"), world=_of_countries())) == 1
    assert found("own-victims", row.format("Borl"), world=_of_countries()) == []


def test_an_army_that_publishes_itself_speaks_of_its_own(found):
    """No paper stands between: the command's own bulletin is the command's voice."""
    shelf = "a.txt | Joint Forces Command | 2018-08-20\nb.txt | The Courier | 2018-08-20"
    row = 'a.txt | "12 rebels" | killed | 12 | {} | combatant | by our troops?'
    assert len(found("own-victims", row.format(HERE), shelf=shelf)) == 1
    assert found("own-victims", row.replace("a.txt", "b.txt").format(HERE), shelf=shelf) == []


def test_rebels_whom_an_army_counts_rival_a_watchs_civilians(found):
    """The army by its name, its voice without one: two tolls of one raid all the same."""
    table = f"""
        a.txt | "12 insurgents" | killed | 12 | {HERE} | combatant | by Northern Army | according to army spokesman?
        a.txt | "5 villagers" | killed | 5 | {HERE} | civilian | by Northern Army | according to Amal Watch?
    """
    assert len(found("rival-figures", table, world=_of_countries())) == 1
