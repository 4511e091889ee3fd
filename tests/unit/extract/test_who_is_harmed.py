"""Whom the rules take for harmed: one told by name, a headline's noun, the last of a list."""

import pytest

from onrecord import resolve
from onrecord.extract import rules_reader
from onrecord.model import Block, Claim, Document, Measure, Text, Voice


def read(words: str) -> tuple[Claim, ...]:
    """Read one line of body text with the rules alone."""
    block = Block(start=0, end=len(words), voice=Voice.BODY, rule="test")
    text = Text(snapshot_id="snp_x", content=words, blocks=(block,), language="en", reader="test")
    return rules_reader().claims(Document(name="line.txt"), text, resolve.names().find(words))


def told(words: str) -> set[tuple[str, float | None]]:
    """What is claimed of how many at least."""
    return {(str(c.outcome), c.count.low) for c in read(words)}


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        ("Dr Amal Haddad, 41, was abducted at dawn.", ("abducted", 1)),
        ("Years ago Mikhail Haidar was shot by a shepherd.", ("killed", 1)),
        ("The army killed Abu Omar al-Rashi, the leader, in a raid.", ("killed", 1)),
        ("Hasan was abducted at dawn.", ("abducted", 1)),
        ("Journalist Sara Amin abducted in Kano", ("abducted", 1)),
        ("Union leader slain in Istanbul", ("killed", 1)),
        ("Voters massacred in Kano", ("killed", 2)),
    ],
)
def test_one_told_by_name_or_in_a_headline_is_one(words: str, claim: tuple[str, float]) -> None:
    assert claim in told(words)


@pytest.mark.parametrize(
    "words",
    [
        "Gunmen seized Fort Knox.",
        "Rebels shot in the air",
        "He met worshippers leaving a service in town.",
        "The strike killed off Camp Arrow.",
    ],
)
def test_a_name_of_a_thing_is_nobody(words: str) -> None:
    assert told(words) == set()


@pytest.mark.parametrize(
    ("words", "last"),
    [
        (
            "He is charged with killing fourteen comrades and a gamekeeper at the post.",
            "gamekeeper",
        ),
        ("She has lost her mother, her brother and her aunt.", "her aunt"),
        ("A supervisor and her driver died at noon.", "supervisor"),
    ],
)
def test_each_of_a_list_is_harmed(words: str, last: str) -> None:
    assert last in {c.victims for c in read(words)}


def test_a_part_is_of_the_count_and_not_of_the_family_inside_it() -> None:
    words = "He killed seven members of one family, two of whom were journalists."
    assert told(words) == {("killed", 7), ("killed", 2)}


@pytest.mark.parametrize(
    ("words", "claims"),
    [
        ("Nine are in hospital.", {("injured", 9)}),
        ("A boy was hit in the face by a bullet.", {("injured", 1)}),
        ("Two more blue helmets lost their lives.", {("killed", 2)}),
        ("Six people were killed; doctors say eight.", {("killed", 6), ("killed", 8)}),
        ("Six people met; doctors say eight.", set()),
    ],
)
def test_harm_told_in_other_words(words: str, claims: set[tuple[str, float]]) -> None:
    assert told(words) == claims


def test_one_told_by_he_or_she_is_no_toll_of_the_whole() -> None:
    assert [c.is_partial for c in read("She was shot in the leg.")] == [True]


def test_the_voice_of_another_figure_is_its_source() -> None:
    figures = read("Six people were killed. Doctors put the number at eight.")
    assert [[m.name for m in c.sources] for c in figures] == [[], ["Doctors"]]


@pytest.mark.parametrize(
    ("words", "claims"),
    [
        ("Town riots: two shot in Kano", {("killed", 2)}),
        ("Two men shot and stabbed passengers in Kano.", {("injured", 2)}),
        ("Two men were wounded and a third died.", {("injured", 2), ("killed", 1)}),
        ("Some 9,000 residents have left the city.", {("displaced", 9000)}),
        ("The storm left 30 farmers homeless.", {("displaced", 30)}),
        ("The body of a student leader was found at dawn.", {("killed", 1)}),
        ("Two brothers were hit on Sunday; the toll hit 40.", {("injured", 2), ("killed", 40)}),
        ("In all a total of 1,232 Syrians were killed.", {("killed", 1232)}),
        ("The mission releases casualty figures for May.", set()),
        ("They shot dead a driver, an official and a survivor said.", {("killed", 1)}),
        ("It carried six men, none of whom was injured.", {("injured", 0)}),
        ("No remains have been found.", set()),
        ("Eight of the nine died in one place.", {("killed", 8)}),
        ("The ward had 90 wounded, lying two to a mattress.", {("injured", 90)}),
        ("Rebels inflicted heavy losses on the army.", {("casualties", 2)}),
        ("The bank reported heavy losses in May.", set()),
        ("Rockets claimed the lives of a shop owner and a nurse.", {("killed", 1)}),
        ("Among the martyrs are a father and a nurse.", {("killed", 1)}),
        ("Floods and shells: 40 head of cattle also died.", set()),
        ("In the province the death toll passes 50.", {("killed", 51)}),
        ("The arena, which holds 5,100, will host the prayer for the killed.", set()),
        ("Tamm: a drone hits a minibus, driver dead", {("killed", 1)}),
        ("An old couple dead on the stairs since noon.", {("killed", 2)}),
        ("The page speaks of women and children dead in markets.", {("killed", 2)}),
        ("The driver dead drunk again, the bus stood there.", set()),
        ("Eight died in the hall; a ninth passed away later.", {("killed", 8), ("killed", 1)}),
        ("He is the 95th soldier to die in the country this year.", {("killed", 95)}),
        ("She is at least the fifth campaigner to be killed.", {("killed", 5)}),
        ("It was the third attack to hit the town.", set()),
        ("At the bridge: 9 KIA, 17 WIA.", {("killed", 9), ("injured", 17)}),
        ("Some 8,000 residents remain encircled.", {("besieged", 8000)}),
    ],
)
def test_the_harmed_are_told_from_the_doers(words: str, claims: set[tuple[str, float]]) -> None:
    assert told(words) == claims


@pytest.mark.parametrize(
    "words",
    [
        "Six people were killed, including a nurse.",
        "Six people were killed, the nurse among them.",
        "Six people, a nurse among them, were killed.",
    ],
)
def test_one_of_those_counted_is_a_part(words: str) -> None:
    assert told(words) == {("killed", 6), ("killed", 1)}


def test_who_they_were_is_a_part_of_the_count_before() -> None:
    words = "Twenty people were killed. Ten were women and seven children; three were priests."
    assert {low for _, low in told(words)} == {20, 10, 7, 3}
    assert told("Twenty people met. Ten were women.") == set()


@pytest.mark.parametrize(
    ("words", "claims"),
    [
        ("Fourteen of the abducted came home.", {("released", 14)}),
        (
            "They took away 12 girls, of whom three have come back.",
            {("abducted", 12), ("released", 3)},
        ),
        ("They took away nine men. Four returned.", {("abducted", 9), ("released", 4)}),
        ("They wounded nine men. Four returned.", {("injured", 9)}),
        ("The army killed seven of its wounded.", {("killed", 7)}),
        ("Nine of the wounded were released.", {("injured", 9)}),
        ("Nine of the dead were taken to the hospital.", {("killed", 9)}),
        ("Gunmen took nine men from a bus.", {("abducted", 9)}),
        ("Police took nine men from a bus.", {("detained", 9)}),
        ("The class took nine men to the hall.", set()),
        ("The team has operated on 31 people.", {("injured", 31)}),
        ("Some 9,000 people crossed into Chad.", {("displaced", 9000)}),
        ("Some 9,000 soldiers crossed into Chad.", set()),
        ("Nine soldiers fell at the bridge.", {("killed", 9)}),
        ("Nine soldiers fell back to the bridge.", set()),
        ("She was shot in the leg.", {("injured", 1)}),
        ("He carried her to the road.", set()),
        ("A guard broke her jaw.", {("injured", 1)}),
        ("They spoke of a massacre with 31 victims.", {("killed", 31)}),
        ("A guard from a base of 60 men was hit in the leg.", {("injured", 1)}),
    ],
)
def test_what_became_of_them_is_told_by_whom_it_is_said_of(
    words: str, claims: set[tuple[str, float]]
) -> None:
    assert told(words) == claims


@pytest.mark.parametrize(
    ("words", "claims"),
    [
        ("On 4 May at least five people died.", {("killed", 5)}),
        ("Some 600 farmers and activists dead since June.", {("killed", 600)}),
        ("Two of my drivers are wounded.", {("injured", 2)}),
        ("They killed 60 on Friday and 50 the next day.", {("killed", 60), ("killed", 50)}),
        ("They jailed activists by the thousand.", {("detained", 2000)}),
        ("Gunmen took 26 people hostage and let 15 go.", {("abducted", 26), ("released", 15)}),
        ("Rebels seize 31 villagers, free 12", {("abducted", 31), ("released", 12)}),
        (
            "Police said it hurt 20 men: 15 guards, five cooks.",
            {("injured", n) for n in (20, 15, 5)},
        ),
        ("Police said it hurt 20 men: 15 guards died.", {("injured", 20), ("killed", 15)}),
        ("The number of guests killed in the tent rose to 13.", {("killed", 13)}),
        ("The toll went up to 202 from 160, with 250 in hospital.", {("killed", 202)}),
        ("Two more died. This brings the total to nine.", {("killed", 2), ("killed", 9)}),
        ("Two more met. This brings the total to nine.", set()),
    ],
)
def test_a_number_is_of_the_noun_beside_it(words: str, claims: set[tuple[str, float]]) -> None:
    assert told(words) == claims


@pytest.mark.parametrize(
    ("words", "claims"),
    [
        ("One boy, 16, was shot in the back.", {("killed", 1)}),
        ("The brothers Amal and Sami, 17 and 21, were killed.", {("killed", 2)}),
        ("Children as young as eight were shot.", {("killed", 2)}),
        ("Nine in ten of the dead were men.", set()),
        ("His driver lost a leg.", {("injured", 1)}),
        ("Rioters hung a flag on the roof.", set()),
        ("Nine fighters gave their lives.", {("killed", 9)}),
        ("Some 310 nurses remain in detention.", {("detained", 310)}),
        ("The dead were nine women and two boys.", {("killed", 9), ("killed", 2)}),
        ("The raid wounded 17, the county's director, Omar Mbele, said.", {("injured", 17)}),
    ],
)
def test_ages_shares_and_limbs_are_no_people(words: str, claims: set[tuple[str, float]]) -> None:
    assert told(words) == claims


def test_most_of_them_are_a_part_of_the_count_before() -> None:
    found = read("Eighty-five people, most of them girls, died in bombings.")
    assert [c.rule for c in found] == ["subject of suffering", "of them"]


def test_a_man_a_woman_and_a_boy_are_three() -> None:
    assert len(read("Gunmen shot a man, a woman and a boy.")) == 3


@pytest.mark.parametrize(
    ("words", "claims"),
    [
        (
            "Six traders died and 14 were burned when a depot blew up.",
            {("killed", 6), ("injured", 14)},
        ),
        ("Two boys were badly burned.", {("injured", 2)}),
        ("Four herders were burned alive.", {("killed", 4)}),
        ("The bodies were burned.", set()),
        ("His brother lost his hand.", {("injured", 1)}),
    ],
)
def test_people_who_are_burned_are_injured(
    words: str, claims: set[tuple[str, float | None]]
) -> None:
    assert told(words) == claims


def test_burned_huts_are_nobody() -> None:
    read_so = read("Twelve huts were looted and nine were burned.")
    assert all(c.measure is not Measure.PEOPLE for c in read_so)


def test_one_killed_and_another_hurt_are_not_told_together() -> None:
    words = "One porter was killed by the gunmen and another slightly injured."
    assert ("casualties", 1) not in told(words)


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        ("One porter was killed by the gunmen and another slightly injured.", ("injured", 1)),
        ("Three of the raiders were killed and the fourth badly wounded.", ("injured", 1)),
        ("The army holds 40 men in the fort.", ("detained", 40)),
    ],
)
def test_one_more_who_shares_the_verb_of_others(words: str, claim: tuple[str, float]) -> None:
    assert claim in told(words)


@pytest.mark.parametrize(
    "words", ["The list holds 40 men of the town.", "The hall held 200 guests."]
)
def test_what_holds_names_and_guests_detains_nobody(words: str) -> None:
    assert told(words) == set()


def test_a_source_beside_a_number_tells_of_it() -> None:
    """ "Killing 28 and wounding 51, a hospital source said": no source was wounded."""
    text = (
        "A truck blew up in a market on Saturday, killing 28 people and wounding 51, a hospital "
        "source in the town northeast of the capital said."
    )
    assert [str(claim.count) for claim in read(text)] == ["28", "51"]
