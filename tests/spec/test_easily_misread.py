"""Sentences that are easily misread, and what they say: who was harmed, when, by whom."""

from datetime import date

import pytest

import one_report
from onrecord.model import Claim


def read(*lines: str) -> tuple[Claim, ...]:
    return one_report.read("Notes of the day", *lines, published=date(2024, 10, 4))


def told(claims: tuple[Claim, ...]) -> list[tuple[str, float | None]]:
    return [(c.outcome.value, c.count.low) for c in claims]


def day(claim: Claim) -> str | None:
    return str(claim.when.earliest) if claim.when else None


def test_a_lorry_did_nothing_by_itself() -> None:
    (claim,) = read(
        "Eleven people were killed when a lorry packed with explosives blew up in Taiz."
    )
    assert claim.perpetrators == ()


def test_a_raid_on_a_place_is_not_the_deed_of_the_place() -> None:
    claims = read(
        "Raiders came to the village of Guat at dawn.",
        "The minister said that the Guat raid had left 31 dead.",
    )
    assert "Guat" not in {p.name for c in claims for p in c.perpetrators}


def test_whose_they_were_adds_nobody() -> None:
    assert told(read("Three of one family were killed in a suburb of Tripoli.")) == [("killed", 3)]


def test_who_tells_is_not_among_the_dead() -> None:
    """However the sentence runs: name and office stand between the dead and the verb of saying."""
    claims = read(
        "A truck ran over a mine on the Taiz road, killing four traders and hurting two, the "
        "district commissioner of Maqbanah, Nabil Yare, said."
    )
    assert told(claims) == [("killed", 4), ("injured", 2)]


def test_who_fled_and_tells_is_no_count_of_the_displaced() -> None:
    claims = read("Six people were beheaded in the village, residents who fled told the paper.")
    assert told(claims) == [("killed", 6)]


def test_who_rounds_up_and_kills_is_not_detained() -> None:
    claims = read("Militants rounded up and killed 11 men on a football pitch near Taiz.")
    assert told(claims) == [("killed", 11)]


def test_more_than_the_number_that_somebody_else_gave_is_no_hedge_of_it() -> None:
    claims = read(
        "At least 22 people were killed in the town on Sunday, a rights group said, more than the "
        "18 that the mayor had counted."
    )
    assert ("killed", 19) not in told(claims)


def test_ages_in_a_list_of_the_dead_are_no_numbers_of_dead() -> None:
    claims = read("The list of the dead reads: Amal Haddad, 52; Sami Noor, 24; Salma Badr, 61.")
    assert not {52, 24, 61} & {c.count.low for c in claims}


def test_each_of_two_counts_has_the_day_behind_its_own_place() -> None:
    first, second = read("Eight people died in Hajjah last Saturday and eleven in Taiz on Sunday.")
    assert (day(first), day(second)) == ("2024-09-28", "2024-09-29")


def test_the_day_of_a_bomb_is_the_day_of_its_wounded() -> None:
    (claim,) = read("His wards had taken in twelve people wounded by Tuesday's bomb, he said.")
    assert day(claim) == "2024-10-01"


def test_the_day_before_is_the_one_before_the_report() -> None:
    """Where the report has told of no day yet."""
    (claim,) = read("Aircraft struck the day before the market of Taiz and killed 12 people.")
    assert day(claim) == "2024-10-03"


def test_a_weekday_is_no_place() -> None:
    (claim,) = read("Two men were wounded in last Thursday's bazaar blast in Hangu.")
    assert [p.name for p in claim.places] == ["Hangu"]


def test_the_word_source_stands_for_who_is_named_behind_it() -> None:
    claims = read("The ambush in Taiz (two killed, one injured, source: police) was the only one.")
    assert {s.name for c in claims for s in c.sources} == {"police"}


def test_what_is_put_in_between_commas_gives_the_voice_of_the_whole() -> None:
    (claim,) = read("There have been, the UN says, over a dozen abductions in the south.")
    assert [s.name for s in claim.sources] == ["UN"]


@pytest.mark.parametrize(
    ("sentence", "when"),
    [
        (
            "Amin, 62, died in hospital on Monday, three days after men threw a petrol bomb at his "
            "shop in Taiz.",
            "2024-09-27",
        ),
        (
            "Two men succumbed to their wounds on Wednesday, a day after police opened fire on a "
            "crowd in Taiz.",
            "2024-10-01",
        ),
        (
            "A girl died of her burns on 20 September, a week after a shell hit her home in "
            "Hajjah.",
            "2024-09-13",
        ),
        (
            "A soldier died at a military clinic on Thursday, four days after the ambush.",
            "2024-09-29",
        ),
        ("Nine people were killed on Monday, two days after the truce, in Taiz.", "2024-09-30"),
        ("Five shepherds died on Tuesday, a week after the road to Taiz was shut.", "2024-10-01"),
    ],
)
def test_who_dies_of_wounds_was_harmed_on_the_day_of_the_deed(sentence: str, when: str) -> None:
    (claim,) = read(sentence)
    assert day(claim) == when


@pytest.mark.parametrize(
    ("sentence", "when"),
    [
        ("The road has been shut since Monday. On that day men shot two boys.", "2024-09-30"),
        ("The town is besieged since Sunday. That night shells killed eight.", "2024-09-29"),
        ("On 12 September it rained. On that day shells killed four in Taiz.", "2024-09-12"),
    ],
)
def test_on_that_day_is_the_day_since_which_it_is_so(sentence: str, when: str) -> None:
    (claim,) = read(sentence)
    assert day(claim) == when


def test_a_total_goes_on_from_the_stretch_that_was_told_before() -> None:
    claims = read(
        "The ombudsman knows of 58 deaths in Yemen since protests began on 28 August. Two officers "
        "have been killed and more than 1,100 people have been injured, the ministry says."
    )
    assert {day(c) for c in claims} == {"2024-08-28"}


@pytest.mark.parametrize(
    ("sentence", "doers"),
    [
        ("Sunday's killing of a judge in Taiz shocked the town.", []),
        ("Monday's murder of two aid workers in Taiz went unpunished.", []),
        ("In May 2018 gunmen kidnapped two tourists in Taiz.", ["gunmen"]),
    ],
)
def test_no_day_and_no_month_did_it(sentence: str, doers: list[str]) -> None:
    (claim,) = read(sentence)
    assert [p.name for p in claim.perpetrators] == doers


@pytest.mark.parametrize(
    ("sentence", "low", "high"),
    [
        ("Half of the 60 people on board were taken hostage.", 30, 30),
        ("Half the 40 prisoners were shot.", 20, 20),
        ("A third of the 90 hostages were killed.", 30, 30),
        ("Two thirds of the 100 men were detained in Taiz.", 66, 67),
        ("Nearly half of the 60 prisoners were shot in Taiz.", None, 30),
        ("About a quarter of its 40 staff were arrested.", 10, 10),
        ("Most of the 12 passengers were shot.", 7, 12),
        ("The majority of the 30 villagers were killed in Taiz.", 16, 30),
        ("Three quarters of a million people were displaced.", 750_000, 750_000),
    ],
)
def test_a_part_of_a_number_is_no_more_than_the_part(
    sentence: str, low: int | None, high: int
) -> None:
    (claim,) = read(sentence)
    assert (claim.count.low, claim.count.high) == (low, high)


def test_a_part_of_the_dead_leaves_all_of_them_dead() -> None:
    assert ("injured", 1100) in told(read("A third of the 1,100 wounded in Taiz are children."))


def test_the_bodies_of_six_are_six() -> None:
    claims = read("The bodies of six abducted men were found near Taiz.")
    assert told(claims) == [("killed", 6), ("abducted", 6)]


def test_a_score_is_twenty() -> None:
    assert told(read("The shelling wounded a score of people in Taiz.")) == [("injured", 20)]


def test_so_many_more_are_more_of_those_just_counted() -> None:
    """As many more as were counted before them; "others" may be anybody."""
    dead, hurt = read("Shells killed at least 26 children and wounded 19 more in Taiz.")
    assert (dead.victims, hurt.victims) == ("children", "children")
    assert hurt.victim_class is dead.victim_class
    assert read("Shells killed 26 children and wounded 19 others in Taiz.")[1].victims == "others"
    assert read("The blast killed 26 children. It wounded 19 more.")[1].victims is None
