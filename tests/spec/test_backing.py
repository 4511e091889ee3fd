"""
What stands behind a figure: links, outlets, origins, and whose side they are on.

Nineteen links may be three origins. Only origins corroborate one another, and a voice that is
itself accused is told apart from one that is not.
"""

import pytest

from onrecord import reconcile, testing
from onrecord.model import (
    Actor,
    ActorKind,
    Backing,
    Document,
    Figure,
    Incident,
    Record,
    Role,
    Told,
    backings,
    host,
)

SHELF = """
    a.txt | The Courier | 2018-08-10
    b.txt | the Courier | 2018-08-11
    c.txt | Daily Herald | 2018-08-12
    d.txt | | 2018-08-12
"""


def incident(claims):
    return Incident(
        id="inc_x", claim_ids=tuple(c.id for c in claims), when=None,
        place_ids=("place:dahyan",), place_names=("Dahyan",), perpetrators=(),
    )  # fmt: skip


def backing(table, documents=None, used=()):
    """Return what stands behind an incident of all the claims of a table."""
    claims = testing.claims(table)
    shelf = documents or testing.documents(SHELF)
    one = incident(claims)
    made = Figure(
        incident_id=one.id, outcome="killed", minimum=1, maximum=1, left_out=(), rule="",
        used=tuple(c.id for c in claims if c.passage.exact in used),
    )  # fmt: skip
    record = Record(
        documents=shelf,
        claims={c.id: c for c in claims},
        incidents=(one,),
        origins=reconcile.origins(claims, shelf, {}, lambda _: None),
        figures={one.id: (made,)} if used else {},
    )
    return backings(record)[one.id]


def test_three_links_of_two_outlets_may_be_one_origin():
    """The two spellings of The Courier are one outlet."""
    assert (
        str(
            backing("""
        a.txt | "40 dead" | killed | 40 | according to Amal Watch
        b.txt | "forty killed" | killed | 40 | according to Amal Watch
        c.txt | "a toll of 40" | killed | 40 | according to Amal Watch
    """)
        )
        == "3 links, 2 outlets, 1 origin"
    )


def test_one_of_each_is_said_in_the_singular():
    """One link, one outlet, one origin."""
    assert str(backing('a.txt | "40 dead" | killed | 40')) == "1 link, 1 outlet, 1 origin"


def test_a_voice_that_gives_no_number_is_no_origin_of_the_figures():
    """The Herald describes bodies in the street; only Amal Watch's number is in the figure."""
    assert str(backing(
        """
        a.txt | "40 dead" | killed | 40 | according to Amal Watch
        c.txt | "bodies in the street" | killed | -
        """,
        used={"40 dead"},
    )) == "2 links, 2 outlets, 1 origin"  # fmt: skip


def test_a_link_of_an_unknown_outlet_is_in_no_outlet():
    """Unknown is not zero, and not one either."""
    assert (
        str(
            backing("""
        a.txt | "40 dead" | killed | 40 | according to Amal Watch
        d.txt | "forty killed" | killed | 40 | according to Amal Watch
    """)
        )
        == "2 links, 1 outlet (1 link of an unknown outlet), 1 origin"
    )


def test_where_no_outlet_is_known_that_is_said():
    """Neither a publisher nor an address."""
    assert str(backing('d.txt | "40 dead" | killed | 40')) == "1 link, outlet unknown, 1 origin"


def test_an_address_tells_the_outlet_where_no_publisher_is_named():
    """The page kept by an archive and the one for telephones are of one site."""
    documents = {
        "a.txt": Document(name="a.txt", told=Told(url="https://www.courier.example/1")),
        "b.txt": Document(
            name="b.txt",
            told=Told(url="https://web.archive.org/web/2018/http://m.courier.example/2"),
        ),
    }
    table = 'a.txt | "40 dead" | killed | 40\nb.txt | "forty" | killed | 40'
    assert backing(table, documents) == Backing(links=2, outlets=1, unknown=0, origins=2)


def test_a_site_is_the_publisher_that_its_other_pages_name():
    """One page names The Courier, another of the same site nobody."""
    documents = {
        "a.txt": Document(
            name="a.txt", publisher="The Courier", told=Told(url="https://courier.example/1")
        ),
        "b.txt": Document(name="b.txt", told=Told(url="https://courier.example/2")),
    }
    table = 'a.txt | "40 dead" | killed | 40\nb.txt | "forty" | killed | 40'
    assert backing(table, documents).outlets == 1


@pytest.mark.parametrize("url", [None, "", "not an address", "http://[broken"])
def test_what_is_no_address_names_no_site(url):
    """A manifest may hold anything."""
    assert host(url) is None


# --- parties to the conflict -----------------------------------------------------------------

ACTORS = [
    ("ardania", "Ardania", ActorKind.STATE, None),
    ("old government", "old government", ActorKind.STATE, "ardania"),
    ("army", "Ardanian army", ActorKind.FORCE, "old government"),
    ("health ministry", "Health Ministry", ActorKind.OFFICIAL, "old government"),
    ("spokesman", "Colonel Darwish", ActorKind.PERSON, "army"),
    ("new government", "new government", ActorKind.STATE, "ardania"),
    ("new ministry", "New Ministry", ActorKind.OFFICIAL, "new government"),
    ("front", "Northern Front", ActorKind.ARMED_GROUP, None),
    ("backed", "Coast Brigade", ActorKind.ARMED_GROUP, "ardania"),
    ("front radio", "Front Radio", ActorKind.MEDIA, "front"),
    ("amal watch", "Amal Watch", ActorKind.DOCUMENTER, None),
    ("city office", "City Office", ActorKind.OFFICIAL, None),
    ("borduria", "Borduria", ActorKind.STATE, None),
]
KNOWN = {
    f"actor:{i}": Actor(id=f"actor:{i}", name=name, kind=kind, part_of=of and f"actor:{of}")
    for i, name, kind, of in ACTORS
}


def side(source, by="", more=""):
    """Return how a source stands to an incident, told by whom it accuses."""
    claims = testing.claims(
        f'a.txt | "40 dead" | killed | 40 | according to {source}{" | by " + by if by else ""}{more}'
    )
    claims = [
        c.with_(
            sources=tuple(map(named, c.sources)), perpetrators=tuple(map(named, c.perpetrators))
        )
        for c in claims
    ]
    by_id = {c.id: c for c in claims}
    origins = reconcile.origins(claims, testing.documents(SHELF), {}, KNOWN.get)
    (origin,) = reconcile.sides(origins, [incident(claims)], by_id, KNOWN.get)
    return origin.side_in("inc_x")


def named(mention):
    """Return a mention with the actor of that name, whatever its id."""
    found = next((i for i, actor in KNOWN.items() if actor.name == mention.name), None)
    made = [candidate for candidate in mention.candidates if found]
    return type(mention)(
        name=mention.name,
        candidates=tuple(type(c)(id=found, score=c.score, why=c.why) for c in made),
    )


@pytest.mark.parametrize(
    ("source", "by", "role", "why"),
    [
        ("Ardanian army", "Ardanian army", Role.ACCUSED, "it is named as perpetrator"),
        ("Colonel Darwish", "Ardanian army", Role.ACCUSED, "it belongs to Ardanian army, named as perpetrator"),
        ("Health Ministry", "Ardanian army", Role.ACCUSED, "it belongs to old government, as Ardanian army does, named as perpetrator"),
        ("Front Radio", "Northern Front", Role.ACCUSED, "it belongs to Northern Front, named as perpetrator"),
        ("Northern Front", "Ardanian army", Role.OTHER_PARTY, "it is an armed group, not accused here"),
        ("Amal Watch", "Ardanian army", Role.NOT_A_PARTY, "one who documents, of no side that is known"),
        ("City Office", "Ardanian army", Role.UNKNOWN, "an official body of which it is not known to whom it belongs"),
        ("Borduria", "Ardanian army", Role.UNKNOWN, "it is a state of which nothing here says that it takes part"),
        ("residents", "Ardanian army", Role.UNKNOWN, "the voice is no actor that is known"),
    ],
)  # fmt: skip
def test_each_voice_has_a_side_with_a_reason(source, by, role, why):
    """Who is accused, who is another party, who is none, and what is not known."""
    found = side(source, by)
    assert (found.role, found.why) == (role, why)


def test_where_the_accused_name_is_no_known_actor_nobody_is_called_unaccused():
    """“The coalition” may be the very voice that speaks."""
    found = side("Northern Front", "the coalition?")
    assert (found.role, found.why) == (
        Role.UNKNOWN,
        "it is an armed group; “the coalition”, named as perpetrator, is no actor that is known",
    )


def test_where_nobody_is_accused_a_force_is_another_party():
    """It is a party to the conflict whoever did it."""
    found = side("Northern Front")
    assert (found.role, found.why) == (
        Role.OTHER_PARTY,
        "it is an armed group, and nobody is accused here",
    )


def test_a_new_government_is_not_accused_of_what_the_old_one_did():
    """Both are of one country."""
    assert side("New Ministry", "Ardanian army").role is not Role.ACCUSED


def test_a_government_is_not_accused_of_what_a_group_did_that_it_backs():
    """Being backed is not being commanded; the reader is told of the tie elsewhere."""
    assert side("Ardania", "Coast Brigade").role is not Role.ACCUSED


def test_a_force_whose_fighters_fell_is_of_the_victims_side():
    """It counts its own dead."""
    more = " | combatant | of fighters of the Northern Front"
    found = side("Northern Front", "Ardanian army", more)
    assert found.role is Role.VICTIM_SIDE
    assert side("Front Radio", "Ardanian army", more).role is Role.VICTIM_SIDE


def test_civilians_of_a_state_do_not_make_it_the_victims_side():
    """“Ardania's children” are nobody's soldiers."""
    found = side("Ardania", "Northern Front", " | civilian | of children in Ardania")
    assert found.role is not Role.VICTIM_SIDE
