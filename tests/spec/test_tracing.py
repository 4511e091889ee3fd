"""
The way from a claim to whoever first said it: each step with its reason.

A reader who does not believe that two links are one voice must see why the program thinks
so, and a person may overrule it.
"""

from datetime import UTC, datetime

import pytest

from onrecord import reconcile, testing
from onrecord.model import Block, Choice, Decision, How, Text, Voice, trail

SHELF = """
    a.txt | The Courier | 2018-08-10
    b.txt | Northern Post | 2018-08-11
    c.txt | Daily Herald | 2018-08-12
"""
KNOWN = testing.world(
    "town Dahyan < country Ardania\ntown Marib < country Ardania\ntown Saada < country Ardania",
    "documenter Amal Watch",
)


def text(content, language="en"):
    block = Block(start=0, end=len(content), voice=Voice.BODY, rule="test")
    return Text(snapshot_id="s", content=content, blocks=(block,), language=language, reader="t")


def origins(claims, shelf=SHELF, texts=None, **more):
    return reconcile.origins(
        claims, testing.documents(shelf), texts or {}, KNOWN.actor, KNOWN.place, **more
    )


def steps(table, **more):
    """Return, for the last row of a table, each step to its origin: how, and why."""
    claims = testing.claims(table)
    traces = {t.claim_id: t for origin in origins(claims, **more) for t in origin.traces}
    return [(step.how, step.why) for step in trail(claims[-1].id, traces)]


def test_every_voice_that_passed_it_on_is_kept():
    """Residents told Amal Watch, which told the wire, which the paper quotes."""
    claims = testing.claims(
        'a.txt | "40 dead" | killed | 40 | according to Wire Service < Amal Watch < residents'
    )
    (origin,) = origins(claims)
    (trace,) = origin.traces
    assert (origin.name, trace.how, trace.through) == (
        "Amal Watch", How.ATTRIBUTED, ("Wire Service",),
    )  # fmt: skip
    assert trace.why == "according to Amal Watch, told by Wire Service, who has it from residents"


def test_a_part_of_a_repetition_is_followed_step_by_step():
    """The children are part of the forty, which the headline had said already."""
    assert steps("""
        a.txt | "40 dead" | killed | 40 | according to Amal Watch
        a.txt | "Forty die" | killed | 40 | voice title | same as "40 dead"
        a.txt | "12 children" | killed | 12 | of children | part of "Forty die"
    """) == [
        (How.PART, "part of what the document has from Amal Watch"),
        (How.REPEATED, "repeats what the document has from Amal Watch"),
        (How.ATTRIBUTED, "according to Amal Watch"),
    ]


def test_an_echo_leads_to_the_claim_that_it_echoes():
    """“Dozens” above, Amal Watch's count below."""
    assert [
        how
        for how, _ in steps("""
        a.txt | "40 dead" | killed | 40 | in Dahyan | 2018-08-09 | according to Amal Watch
        a.txt | "dozens died" | killed | dozens | in Dahyan | 2018-08-09
    """)
    ] == [How.ECHOED, How.ATTRIBUTED]


def test_a_number_among_numbers_of_one_voice_is_that_voices():
    """“79 were injured”, says the report and goes on with Amal Watch's dead."""
    assert [
        how
        for how, _ in steps("""
        a.txt | "40 dead" | killed | 40 | 2018-08-09 | according to Amal Watch
        a.txt | "79 were injured" | injured | 79 | 2018-08-09
    """)
    ] == [How.NEIGHBOUR, How.ATTRIBUTED]


def test_claims_that_repeat_one_another_in_a_circle_are_the_documents_own():
    """A faulty import may say so; nothing runs in a circle."""
    one, other = testing.claims("""
        a.txt | "40 dead" | killed | 40
        a.txt | "forty died" | killed | 40
    """)
    circle = [one.with_(same_as=other.id), other.with_(same_as=one.id)]
    (origin,) = origins(circle)
    assert origin.name == "The Courier"


def test_a_chain_of_thousands_of_repetitions_is_followed():
    """A table of a live page may say the same again all day."""
    made = list(testing.claims('a.txt | "n0" | killed | 40 | according to Amal Watch | at 0'))
    for number in range(1, 3_000):
        (claim,) = testing.claims(f'a.txt | "n{number}" | killed | 40 | at {number * 1000}')
        made.append(claim.with_(same_as=made[-1].id))
    (origin,) = origins(made)
    assert len(origin.claim_ids) == 3_000


# --- translations ----------------------------------------------------------------------------

STATEMENT = """
    {0} | "17 dead" | killed | 17 | in Dahyan | 2018-08-09{1}
    {0} | "40 hurt" | injured | 40 | in Dahyan | 2018-08-09{1}
    {0} | "3 missing" | disappeared | 3 | in Marib | 2018-08-08{1}
"""


def bilingual(first, second, texts=None, shelf=None):
    """Return the names of the origins of an Arabic and an English report."""
    shelf = shelf or "ar.txt | Sahel News | 2018-08-10\nen.txt | Northern Post | 2018-08-11"
    texts = texts or {"ar.txt": text("نص", "ar"), "en.txt": text("words", "en")}
    claims = testing.claims(first + second)
    return {o.name for o in origins(claims, shelf=shelf, texts=texts)}


ARABIC, ENGLISH = STATEMENT.format("ar.txt", ""), STATEMENT.format("en.txt", "")


def test_one_statement_in_two_languages_is_one_origin():
    """Three figures with their days and places are the same, and the later cites nobody."""
    assert bilingual(ARABIC, ENGLISH) == {"Sahel News"}


def test_the_reason_for_a_translation_tells_what_coincides():
    """A proposal, and it says on what it rests."""
    shelf = "ar.txt | Sahel News | 2018-08-10\nen.txt | Northern Post | 2018-08-11"
    texts = {"ar.txt": text("نص", "ar"), "en.txt": text("words", "en")}
    (how, why), *_ = steps(ARABIC + ENGLISH, shelf=shelf, texts=texts)
    assert (how, why) == (
        How.TRANSLATED,
        "says in en what ar.txt says in ar: 3 claims with the same figures, days and places, "
        "published 1 day apart",
    )


@pytest.mark.parametrize(
    ("what", "english"),
    [
        ("a figure", ENGLISH.replace("| 40 |", "| 41 |")),
        ("a day", ENGLISH.replace("2018-08-08", "2018-08-07")),
        ("a place", ENGLISH.replace("in Marib", "in Saada")),
        ("a place that nobody knows", ENGLISH.replace("in Marib", "in Marib?")),
        ("a source of its own", STATEMENT.format("en.txt", " | according to Amal Watch")),
    ],
)
def test_two_reports_that_differ_in_anything_are_left_apart(what, english):
    """Two coinciding figures may be two reports of one happening."""
    assert len(bilingual(ARABIC, english)) == 2


def test_two_reports_three_days_apart_are_left_apart():
    """A statement is translated at once, or it is another statement."""
    shelf = "ar.txt | Sahel News | 2018-08-10\nen.txt | Northern Post | 2018-08-13"
    assert len(bilingual(ARABIC, ENGLISH, shelf=shelf)) == 2


def test_two_reports_in_one_language_are_no_translation():
    """They may have counted the same; their words are not copied."""
    texts = {name: text("words", "en") for name in ("ar.txt", "en.txt")}
    assert len(bilingual(ARABIC, ENGLISH, texts)) == 2


def test_a_report_that_says_it_is_translated_needs_two_figures_only():
    """Its own word is worth one."""
    english = "\n".join(ENGLISH.splitlines()[:3])
    texts = {"ar.txt": text("نص", "ar"), "en.txt": text("Translated from Arabic.\nwords", "en")}
    assert len(bilingual(ARABIC, english)) == 2
    assert bilingual(ARABIC, english, texts) == {"Sahel News"}


def test_one_publisher_in_two_languages_needs_two_figures_only():
    """An outlet with two editions."""
    english = "\n".join(ENGLISH.splitlines()[:3])
    shelf = "ar.txt | Sahel News | 2018-08-10\nen.txt | Sahel News | 2018-08-10"
    texts = {"ar.txt": text("نص", "ar"), "en.txt": text("words", "en")}
    claims = testing.claims(ARABIC + english)
    hows = [t.how for o in origins(claims, shelf=shelf, texts=texts) for t in o.traces]
    assert hows.count(How.TRANSLATED) == 2


# --- what people decide ----------------------------------------------------------------------


def decided(claims, origin, by="Lina", why="I telephoned them", day=1, **more):
    return Decision(
        choice=Choice.TRACE, by=by, at=datetime(2031, 1, day, tzinfo=UTC), why=why,
        claims=tuple(claim.id for claim in claims), origin=origin, **more,
    )  # fmt: skip


def test_a_person_overrules_any_edge_and_is_named():
    """“According to residents”: the recorder knows that Amal Watch had sent them."""
    claims = testing.claims("""
        a.txt | "40 dead" | killed | 40 | according to residents
        b.txt | "38 dead" | killed | 38 | according to Amal Watch
    """)
    (origin,) = origins(claims, decisions=[decided(claims[:1], "Amal Watch")])
    assert origin.name == "Amal Watch"
    trace = next(t for t in origin.traces if t.claim_id == claims[0].id)
    assert (trace.how, trace.why) == (How.DECIDED, "decided by Lina: I telephoned them")


def test_what_repeats_a_decided_claim_follows_it():
    """The copy of a claim whose origin was found out has that origin, too."""
    claims = testing.claims("""
        a.txt | "40 dead" | killed | 40
        a.txt | "forty" | killed | 40 | same as "40 dead"
    """)
    (origin,) = origins(claims, decisions=[decided(claims[:1], "the port's clinic")])
    assert origin.name == "the port's clinic"


def test_a_decided_name_may_be_any_name_of_a_known_actor():
    """The actor need not be mentioned in any claim."""
    claims = testing.claims('a.txt | "40 dead" | killed | 40')
    amal = KNOWN.actor("actor:amal watch")
    (origin,) = origins(
        claims,
        named=lambda name: amal if name == "AW" else None,
        decisions=[decided(claims, "AW")],
    )
    assert (origin.name, origin.actor_id) == ("Amal Watch", "actor:amal watch")


def test_a_decided_name_of_a_voice_inside_a_document_is_that_voice():
    """The program shows it as “residents, as told to The Courier”; the person says the same."""
    claims = testing.claims("""
        a.txt | "40 dead" | killed | 40 | according to residents
        b.txt | "41 dead" | killed | 41
    """)
    (origin,) = origins(
        claims, decisions=[decided(claims[1:], "residents, as told to The Courier")]
    )
    assert len(origin.claim_ids) == 2


def test_the_last_decision_holds_and_an_undone_one_does_not():
    """People change their minds; the log keeps both."""
    claims = testing.claims('a.txt | "40 dead" | killed | 40')
    first, second = decided(claims, "Amal Watch"), decided(claims, "the port's clinic", day=2)
    undo = Decision(
        choice=Choice.UNDO,
        by="Omar",
        at=datetime(2031, 1, 3, tzinfo=UTC),
        why="no",
        target=second.id,
    )
    assert [o.name for o in origins(claims, decisions=[second, first])] == ["the port's clinic"]
    assert [o.name for o in origins(claims, decisions=[first, second, undo])] == ["Amal Watch"]
