"""Who acts and who speaks: names of parties and organisations, whatever they are called."""

import pytest

from onrecord import resolve
from onrecord.model import ActorKind


def actors(text: str) -> dict[str, str]:
    """Return the actor names of a text, each with the id it means first."""
    return {n.name: n.candidates[0].id for n in resolve.names().find(text) if n.kind == "actor"}


@pytest.mark.parametrize(
    ("text", "name", "actor"),
    [
        ("SNHR said so.", "SNHR", "actor:snhr"),
        (
            "The Syrian Network for Human Rights said so.",
            "Syrian Network for Human Rights",
            "actor:snhr",
        ),
        ("وثقت الشبكة السورية لحقوق الإنسان", "الشبكة السورية لحقوق الإنسان", "actor:snhr"),
        ("IS beheaded them.", "IS", "actor:islamic-state"),
        ("Daesh beheaded them.", "Daesh", "actor:islamic-state"),
        ("Jabhat al-Nusra split.", "Jabhat al-Nusra", "actor:nusra"),
        ("Jabhat an-Nusra split.", "Jabhat an-Nusra", "actor:nusra"),
        ("pro-Assad militias came.", "pro-Assad militias", "actor:pro-assad-forces"),
        ("Assad’s regime fell.", "Assad’s regime", "actor:assad-government"),
        ("Russian warplanes struck.", "Russian warplanes", "actor:forces-ru"),
        ("the Ukrainian army fired.", "Ukrainian army", "actor:forces-ua"),
        ("the UN refugee agency said", "UN refugee agency", "actor:unhcr"),
        ("the U.S. military said", "U.S. military", "actor:forces-us"),
        ("the U.S.-led coalition struck", "U.S.-led coalition", "actor:coalition-inherent-resolve"),
        ("Moscow denied it.", "Moscow", "actor:state-ru"),
        ("Myanmar's military shelled it.", "Myanmar's military", "actor:tatmadaw"),
    ],
)
def test_one_actor_by_many_names(text: str, name: str, actor: str) -> None:
    """Acronym, full name, other spelling, other script, capital city."""
    assert actors(text)[name] == actor


@pytest.mark.parametrize(
    "text",
    [
        "this is what they gave us",
        "a nation who amnestied car thieves",
        "anti-Assad forces came",
        "They drove in Moscow traffic.",
        "Syrian refugees and Iraqi children fled.",
    ],
)
def test_what_is_no_actor(text: str) -> None:
    """ "is" is not IS, "us" is not the US, those against somebody are not his."""
    assert actors(text) == {}


def test_an_organisations_name_holds_no_place() -> None:
    """ "Syrian Network" is not Syria, but a state is both an actor and a place."""
    found = resolve.names().find("The Syrian Observatory for Human Rights blamed Russia.")
    assert [(n.kind, n.name) for n in found] == [
        ("actor", "Syrian Observatory for Human Rights"),
        ("actor", "Russia"),
        ("place", "Russia"),
    ]


def test_namesakes_are_told_apart_by_the_country() -> None:
    """ISI is an intelligence service in Pakistan and was an armed group in Iraq."""
    assert actors("In Pakistan, in Lahore, the ISI said so.")["ISI"] == "actor:isi-pk"
    assert actors("In Iraq, in Mosul, the ISI said so.")["ISI"] == "actor:islamic-state-iraq"


def test_a_ministry_belongs_to_the_country_named_or_else_to_the_texts() -> None:
    """ "Health ministry" is a pattern, so that no country's is missing."""
    assert (
        actors("The Lebanese health ministry said so.")["Lebanese health ministry"]
        == "actor:ministry-health.LB"
    )
    text = "In Yemen, Yemenis mourned. The Ministry of Health said so."
    assert actors(text)["Ministry of Health"] == "actor:ministry-health.YE"


def test_whose_they_were_and_when() -> None:
    """A group's parent and its years are kept: the same men had another name before."""
    actor = resolve.names().actor("actor:nusra")
    assert actor is not None
    assert (actor.kind, actor.part_of, actor.until) == (
        ActorKind.ARMED_GROUP,
        "actor:al-qaeda",
        "2017-01-28",
    )


def test_every_actor_that_another_belongs_to_is_known() -> None:
    """`part_of` never points at nobody."""
    names = resolve.names()
    lost = [a.id for a in names.roster if a.part_of and names.actor(a.part_of) is None]
    assert lost == []


def test_unknown_ids() -> None:
    """An id that names nobody is answered with None."""
    assert resolve.names().actor("actor:nobody") is None
    assert resolve.names().actor("actor:ministry-magic.SY") is None
