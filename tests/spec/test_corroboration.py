"""
The corroboration of an incident: what a court, an editor or a critic asks of a figure.

Who says, who repeats whom, who could have known first-hand, what is excluded, what would
change the figure. Every Casualty's Standards (page 25): free of contradictions, and borne out
by sources independent of one another.
"""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from onrecord import reconcile, testing
from onrecord.model import Choice, Decision, Knowing, Problem, Severity
from onrecord.reconcile.corroboration import corroboration
from onrecord.reconcile.rulebooks import Evidence

SHELF = """
    a.txt | The Courier | 2018-08-10
    b.txt | Northern Post | 2018-08-11
    c.txt | Daily Herald | 2018-08-12
    d.txt | Coast Daily | 2018-08-13
"""
MAP = testing.world(
    "town Dahyan < province Northern < country Ardania",
    """
    documenter Amal Watch
    official Health Ministry
    official Dahyan Hospital
    media Border News
    force Northern Army
    armed_group River Front
    humanitarian Relief League
    """,
)


@pytest.fixture
def asked(record_of):
    """Return a maker: the corroboration of the one incident that a table's claims make."""

    def ask(table, texts=None, problems=(), decisions=()):
        rows = [row for row in map(str.strip, table.splitlines()) if row]
        table = "\n".join(f"{row} | in Dahyan | 2018-08-09" for row in rows)
        record = record_of(table, texts, shelf=SHELF, world=MAP)
        (incident,) = record.incidents
        told = reconcile.sides(record.origins, record.incidents, record.claims, MAP.actor)
        record = replace(
            record,
            origins=told,
            problems=tuple(replace(one, where=incident.id) for one in problems),
            decisions=tuple(made(incident) for made in decisions),
        )
        evidence = Evidence(
            incident=incident,
            claims=record.claims,
            voices=reconcile.by_claim(told),
            documents=record.documents,
            place=MAP.place,
            actor=MAP.actor,
        )
        return corroboration(record, evidence, reconcile.Timing())

    return ask


def by_name(found):
    return {one.name: one for one in found.tellings}


HOSPITAL_AND_MINISTRY = """
    a.txt | "12 dead" | killed | 12 | according to Dahyan Hospital
    b.txt | "14 were killed" | killed | 14 | according to Relief League
    c.txt | "19 killed" | killed | 19 | according to Health Ministry
"""


def test_what_is_the_figure_and_what_stands_behind_it(asked):
    """The figure as it is published, with links, outlets and origins."""
    found = asked(HOSPITAL_AND_MINISTRY)
    assert [str(figure) for figure in found.figures] == ["12–19"]
    assert str(found.backing) == "3 links, 3 outlets, 3 origins"


def test_who_says_so(asked):
    """Each origin with what it says now: its words, the document, the day, the way to it."""
    found = by_name(asked(HOSPITAL_AND_MINISTRY))["Health Ministry"]
    ((statement, way),) = found.said
    assert (statement.words, statement.document, statement.publisher, str(statement.published)) == (
        "19 killed", "c.txt", "Daily Herald", "2018-08-12",
    )  # fmt: skip
    assert way == "according to Health Ministry"
    assert statement.is_used


@pytest.mark.parametrize(
    ("cell", "known"),
    [
        ("according to Dahyan Hospital", Knowing.FIRST_HAND),
        ("according to residents", Knowing.FIRST_HAND),
        ("according to a civil defence worker", Knowing.FIRST_HAND),
        ("according to the mayor", Knowing.FIRST_HAND),
        ("according to local police in Dahyan", Knowing.FIRST_HAND),
        ("according to her uncle", Knowing.FIRST_HAND),
        ("according to a hospital spokesman", Knowing.FROM_OTHERS),
        ("according to Health Ministry", Knowing.FROM_OTHERS),
        ("according to Border News", Knowing.FROM_OTHERS),
        ("according to Northern Army", Knowing.FROM_OTHERS),
        ("", Knowing.FROM_OTHERS),
        ("according to Relief League", Knowing.NOT_TOLD),
        ("according to Amal Watch", Knowing.NOT_TOLD),
        ("according to police", Knowing.NOT_TOLD),
        ("according to Amal Watch < residents", Knowing.FROM_OTHERS),
    ],
)
def test_who_could_have_known_first_hand(asked, cell, known):
    """
    Told by who they are, conservatively; where the record does not tell, it says so.

    A spokesman of a hospital is a spokesman; whoever names a source has it from that source;
    a paper that speaks for itself has it from others. Plain "police" may sit anywhere.
    """
    (one,) = asked(f'a.txt | "12 dead" | killed | 12 | {cell}').tellings
    assert one.knowing is known
    assert one.why


@pytest.mark.parametrize(
    ("cell", "content", "reason"),
    [
        ("according to Amal Watch", "12 dead, says Amal Watch, which has the list of names.",
         "it documents the dead one by one: “list of names”"),
        ("", "Our correspondent saw it: 12 dead.",
         "its words say that it was there: “Our correspondent”"),
    ],
)  # fmt: skip
def test_words_that_say_how_somebody_knows_count_for_more_than_what_they_are(
    asked, cell, content, reason
):
    """A documenter with names, and an outlet with its own correspondent on the spot."""
    found = asked(f'a.txt | "12 dead" | killed | 12 | {cell}', {"a.txt": content})
    (one,) = found.tellings
    assert (one.knowing, one.why) == (Knowing.FIRST_HAND, reason)


def test_a_party_to_the_conflict_has_it_from_itself(asked):
    """An accused army's own count is its position; the reason says how it is a party."""
    found = asked('a.txt | "2 dead" | killed | 2 | according to Northern Army | by Northern Army')
    (one,) = found.tellings
    assert one.is_party
    assert one.why == "a party to the conflict speaks for itself (it is named as perpetrator)"


def test_who_repeats_whom(asked):
    """Three papers carry the ministry's nineteen: one line for one way, and no confirmation."""
    found = asked("""
        a.txt | "19 killed" | killed | 19 | according to Health Ministry
        b.txt | "nineteen dead" | killed | 19 | according to Health Ministry
        c.txt | "a toll of 19" | killed | 19 | according to Health Ministry
    """)
    (one,) = found.tellings
    assert [statement.document for statement, _ in one.said] == ["a.txt"]
    (way,) = one.passed_on
    assert (way.why, way.documents) == ("according to Health Ministry", ("b.txt", "c.txt"))


COPIED = (
    "Fire from the hills hit the crowded market at noon while traders were packing up their "
    "stalls and children were walking home from the school across the road, and 12 people died."
)


def test_a_copy_is_shown_with_the_text_that_it_was_copied_from(asked):
    """Coast Daily printed the Courier's text; the way says so step by step."""
    found = asked(
        """
        a.txt | "12 people died" | killed | 12
        d.txt | "12 people died" | killed | 12
        """,
        {"a.txt": COPIED, "d.txt": COPIED},
    )
    (one,) = found.tellings
    (way,) = one.passed_on
    assert (one.name, way.documents) == ("The Courier", ("d.txt",))
    assert way.why == "words copied from a.txt; the document's own voice"


def test_what_is_not_counted_and_why(asked):
    """A part stands inside its whole, and an older toll gives way: each with the reason."""
    found = asked("""
        a.txt | "12 dead" | killed | 12 | according to Health Ministry
        b.txt | "19 dead" | killed | 19 | according to Health Ministry
        b.txt | "5 children" | killed | 5 | of children | part of "19 dead" | according to Health Ministry
    """)
    assert [(one.statement.words, one.why) for one in found.not_counted] == [
        ("12 dead", "superseded by 19 of 2018-08-11, the same voice"),
        ("5 children", "part of 19, counted there"),
    ]


def test_a_denial_is_in_no_incident_and_yet_shown(asked):
    """What was set aside and speaks of the same place is told with its reason."""
    found = asked("""
        a.txt | "12 dead" | killed | 12 | according to Health Ministry
        a.txt | "no dead at all" | killed | 0 | denied | according to Northern Army
    """)
    (aside,) = [one for one in found.not_counted if one.is_aside]
    assert (aside.statement.words, aside.why) == ("no dead at all", "denial")


def test_what_an_origin_leaves_out_of_its_own_count_is_told(asked):
    """Who counts and what they exclude travels with the number (RULES.md 1.8)."""
    said = "Amal Watch counted 12 dead. Its figures do not include soldiers."
    found = asked('a.txt | "12 dead" | killed | 12 | according to Amal Watch', {"a.txt": said})
    assert found.tellings[0].excludes == ("Its figures do not include soldiers.",)


def test_what_contradicts_it(asked):
    """Problems of the incident, then failing sums that no problem tells of, each once."""
    rival = Problem(code="rival-figures", message="12 or 19", where="", severity=Severity.QUESTION)
    found = asked(
        """
        a.txt | "12 dead" | killed | 12 | according to Health Ministry
        a.txt | "8 women" | killed | 8 | of women | part of "12 dead" | according to Health Ministry
        a.txt | "9 children" | killed | 9 | of children | part of "12 dead" | according to Health Ministry
        """,
        problems=[rival],
    )
    told = [(one.kind, one.settled) for one in found.contradictions]
    assert told[:2] == [("rival-figures", None), ("sum", None)]
    assert "9 + 8" in found.contradictions[1].text or "8 + 9" in found.contradictions[1].text


def test_without_an_origin_the_figure_would_be_another(asked):
    """Leave one out: the ministry alone sets the maximum, the hospital alone the minimum."""
    told = [str(one) for one in asked(HOSPITAL_AND_MINISTRY).sensitivity.without]
    assert told == [
        "without Dahyan Hospital: killed 14–19 instead of 12–19",
        "without Relief League: killed 12–19 as before",
        "without Health Ministry: killed 12–14 instead of 12–19",
    ]


def test_a_single_claim_may_set_an_end(asked):
    """Each end names the claims and the origins that set it."""
    ends = asked(HOSPITAL_AND_MINISTRY).sensitivity.ends
    assert [str(end) for end in ends] == [
        "killed, minimum 12: set by one claim, of Dahyan Hospital",
        "killed, maximum 19: set by one claim, of Health Ministry",
    ]


def test_an_end_that_only_a_party_gives_is_said_to_be(asked):
    """The accused army's two dead are the minimum: a critic has to know whose number that is."""
    found = asked("""
        a.txt | "12 dead" | killed | 12 | according to Dahyan Hospital | by Northern Army
        b.txt | "2 dead" | killed | 2 | according to Northern Army | by Northern Army
    """)
    assert str(found.sensitivity.ends[0]) == (
        "killed, minimum 2: set by one claim, of Northern Army; "
        "nobody but a party to the conflict gives it"
    )


def test_an_open_hedge_is_named(asked):
    """“At least” leaves the upper end open, however exact the figure looks."""
    found = asked("""
        a.txt | "at least 12 dead" | killed | 12+ | according to Dahyan Hospital
        b.txt | "14 were killed" | killed | 14 | according to Relief League
    """)
    assert [one.words for one in found.sensitivity.open_hedges] == ["at least 12 dead"]


def test_what_comes_in_when_a_voice_goes_is_named(asked):
    """“Dozens” counts only where nobody gives a number: without the hospital, it does."""
    found = asked("""
        a.txt | "12 dead" | killed | 12 | according to Dahyan Hospital
        b.txt | "dozens of dead" | killed | dozens | according to Relief League
    """)
    (one,) = found.sensitivity.without
    assert str(one) == "without Dahyan Hospital: killed 24 or more instead of 12"
    assert [statement.words for statement in one.comes_in] == ["dozens of dead"]


def test_of_very_many_origins_only_those_are_left_out_that_alone_set_an_end(asked):
    """A hundred and one voices, of which one says 12 and one 19: these two could matter."""
    middle = "\n".join(
        f'a.txt | "toll {n}" | killed | 15 | according to Witness{n}' for n in range(99)
    )
    told = asked(f"""
        a.txt | "12 dead" | killed | 12 | according to Dahyan Hospital
        {middle}
        c.txt | "19 killed" | killed | 19 | according to Health Ministry
    """).sensitivity
    assert told.is_partial
    assert [str(one) for one in told.without] == [
        "without Dahyan Hospital: killed 15–19 instead of 12–19",
        "without Health Ministry: killed 12–15 instead of 12–19",
    ]


def test_parties_to_the_conflict_are_left_out_together_too(asked):
    """Where several parties give numbers: the figure without any of them."""
    found = asked("""
        a.txt | "12 dead" | killed | 12 | according to Dahyan Hospital | by Northern Army
        b.txt | "2 dead" | killed | 2 | according to Northern Army | by Northern Army
        c.txt | "40 dead" | killed | 40 | according to River Front | by Northern Army
    """)
    told = [str(one) for one in found.sensitivity.without]
    assert told[-1] == "without every party to the conflict: killed 12 instead of 2–40"


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ('a.txt | "12 dead" | killed | 12 | according to Dahyan Hospital',
         "it rests on Dahyan Hospital alone and is provisional; "
         "one more independent origin ends that"),
        (HOSPITAL_AND_MINISTRY,
         "3 are independent (Dahyan Hospital, Relief League, Health Ministry); "
         "no single one of them is needed"),
        ('a.txt | "12 hurt" | injured | 12 | according to Dahyan Hospital',
         "nobody tells of people killed who may be civilians: there is nothing to confirm"),
    ],
)  # fmt: skip
def test_what_one_more_independent_origin_would_do(asked, table, told):
    """Iraq Body Count asks for two independent sources; a second paper is not a second origin."""
    assert asked(table).sensitivity.second_origin == told


def test_what_people_decided(asked):
    """Who, when and why stands with the incident."""

    def together(incident):
        return Decision(
            choice=Choice.TOGETHER, by="Amal", at=datetime(2024, 6, 1, tzinfo=UTC),
            why="the same strike", claims=incident.claim_ids,
        )  # fmt: skip

    found = asked(HOSPITAL_AND_MINISTRY, decisions=[together])
    assert [(one.by, one.why) for one in found.decisions] == [("Amal", "the same strike")]
