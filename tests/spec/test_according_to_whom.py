"""According to whom: the voice that a sentence gives, however it gives it."""

from datetime import date

import pytest

import one_report
from onrecord.model import Claim, Stance


def read(*lines: str) -> tuple[Claim, ...]:
    return one_report.read("Notes of the day", *lines, published=date(2024, 3, 5))


def voices(claims: tuple[Claim, ...]) -> dict[float | None, list[str]]:
    """The voices of each claim, by its number."""
    return {c.count.low: [s.name for s in c.sources] for c in claims}


@pytest.mark.parametrize(
    ("line", "number", "voice"),
    [
        ("The Observatory had 26 dead, most of them militiamen.", 26, "Observatory"),
        ("The ministry has only ever accepted 43 deaths.", 43, "ministry"),
        ("The office continues to corroborate another 198 killings.", 198, "office"),
        ("A separate count, kept by the bar association, has 310 dead.", 310, "bar association"),
        ("The federation of teachers alleges two hundred dead.", 200, "federation of teachers"),
        (
            "A rights group that checked hospital lists later came to a figure of 28 dead.",
            28,
            "rights group",
        ),
        ("By calculations of the interior ministry, the war has killed 4,800 people.", 4800,
         "interior ministry"),
        ("Nineteen miners were shot at the gate of the pit, as the union has it.", 19, "union"),
        ("A list of 103 dead, nearly all of fighting age, says a local teacher.", 103,
         "local teacher"),
        ("Six inhabitants perished too, write local channels.", 6, "local channels"),
    ],
)  # fmt: skip
def test_a_number_may_be_given_without_said(line: str, number: int, voice: str) -> None:
    claims = read(line)
    assert voices(claims)[number] == [voice]
    assert {c.stance for c in claims if c.count.low == number} <= {Stance.REPORTED, Stance.ALLEGED}


def test_one_announcement_gives_the_dead_and_the_injured() -> None:
    claims = read("An official announcement put the dead at 350 and the injured at 600.")
    assert voices(claims) == {350: ["official announcement"], 600: ["official announcement"]}


def test_who_ends_a_clause_speaks_for_the_few_words_after_it() -> None:
    claims = read(
        "At least 15 men were shot at the march in Taiz, activists said; 30 were wounded."
    )
    assert voices(claims) == {15: ["activists"], 30: ["activists"]}


def test_a_longer_clause_is_not_put_in_that_mouth() -> None:
    claims = read(
        "At least 542 people have died in Aden since the war broke out, the health ministry "
        "reckons; 51 soldiers, most of them conscripts from the north, were killed on the border."
    )
    assert voices(claims)[542] == ["health ministry"]
    assert voices(claims)[51] == []


@pytest.mark.parametrize(
    "line",
    ["The army had 26 dead.", "Armed groups have in recent weeks killed 26 bus passengers."],
)
def test_who_has_dead_of_their_own_gives_no_count(line: str) -> None:
    assert voices(read(line))[26] == []


def test_a_colon_brings_in_what_follows() -> None:
    claims = read("The Observatory has raised its count again: 98 killed since dawn.")
    assert voices(claims)[98] == ["Observatory"]


def test_the_observatory_is_one_that_is_called_so() -> None:
    """Not whoever else was named in between."""
    claims = read(
        "SOHR said on Monday that 12 people had died in Taiz.",
        "President Assad spoke of terrorists. The Observatory said 15 more were wounded.",
    )
    of_the_wounded = next(c for c in claims if c.count.low == 15)
    assert [s.best for s in of_the_wounded.sources] == [
        s.best for c in claims if c.count.low == 12 for s in c.sources
    ]
