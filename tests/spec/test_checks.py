"""What the checks find, and what they leave alone: each planted fault beside its clean twin."""

from pathlib import Path

import pytest

from onrecord import checks, group, reconcile, testing
from onrecord.model import Block, Record, Severity, Snapshot, Text, Voice

SHELF = """
    a.txt | The Courier | 2018-08-20
    b.txt | Northern Post | 2018-08-21
    c.txt | Daily Herald | 2018-08-22
"""
MAP = testing.world(
    "town Dahyan < province Northern < country Ardania",
    "documenter Amal Watch\nofficial Health Ministry",
)
HERE = "in Dahyan | 2018-08-19"


def record(table, texts=None):
    """Return a record of a table's claims, grouped and reconciled as a build would."""
    claims = testing.claims(table)
    shelf = testing.documents(SHELF)
    texts = texts or {}
    grouping = group.incidents(claims, shelf, MAP.place, MAP.actor)
    origins = reconcile.origins(claims, shelf, texts, MAP.actor)
    by_id = {claim.id: claim for claim in claims}
    told = grouping.incidents
    return Record(
        documents=shelf,
        snapshots={
            name: Snapshot(
                document_id=shelf[name].id,
                sha256=name,
                size=1,
                media_type="text/plain",
                taken_at=None,
            )
            for name in texts
        },
        texts={
            Snapshot(
                document_id=shelf[name].id,
                sha256=name,
                size=1,
                media_type="text/plain",
                taken_at=None,
            ).id: text
            for name, text in texts.items()
        },
        claims=by_id,
        incidents=told,
        asides=grouping.asides,
        origins=origins,
        sums={one.id: reconcile.sums(one, by_id, origins) for one in told},
        figures={one.id: reconcile.figures(one, by_id, origins, shelf) for one in told},
        conflicts={one.id: reconcile.conflicts(one, by_id, origins, shelf) for one in told},
    )


def found(code, table, texts=None):
    """Return the messages of one code."""
    return [problem.message for problem in checks.run(record(table, texts)) if problem.code == code]


FAULTS = {
    "sum-fails": (
        f"""
        a.txt | "383 people" | killed | 383 | {HERE}
        a.txt | "172 soldiers" | killed | 172 | {HERE} | combatant | part of "383 people"
        a.txt | "201 civilians" | killed | 201 | {HERE} | civilian | part of "383 people"
        """,
        f"""
        a.txt | "383 people" | killed | 383 | {HERE}
        a.txt | "172 soldiers" | killed | 172 | {HERE} | combatant | part of "383 people"
        a.txt | "211 civilians" | killed | 211 | {HERE} | civilian | part of "383 people"
        """,
    ),
    "parts-exceed-whole": (
        f"""
        a.txt | "16 people" | killed | 16 | {HERE}
        a.txt | "12 women" | killed | 12 | {HERE} | of women | part of "16 people"
        a.txt | "9 children" | killed | 9 | {HERE} | of children | part of "16 people"
        """,
        f"""
        a.txt | "16 people" | killed | 16 | {HERE}
        a.txt | "12 civilians" | killed | 12 | {HERE} | civilian | part of "16 people"
        a.txt | "9 children" | killed | 9 | {HERE} | of children | part of "16 people"
        """,
    ),
    "claims-conflict": (
        f"""
        a.txt | "20 people" | killed | 20 | {HERE}
        a.txt | "15 civilians" | killed | 15 | {HERE} | of civilians | part of "20 people"
        a.txt | "9 women" | killed | 9 | {HERE} | of women | part of "15 civilians"
        a.txt | "12 children" | killed | 12 | {HERE} | of children | part of "20 people"
        """,
        f"""
        a.txt | "20 people" | killed | 20 | {HERE}
        a.txt | "15 civilians" | killed | 15 | {HERE} | of civilians | part of "20 people"
        a.txt | "9 women" | killed | 9 | {HERE} | of women | part of "15 civilians"
        a.txt | "8 children" | killed | 8 | {HERE} | of children | part of "20 people"
        """,
    ),
    "date-doubtful": (
        """
        a.txt | "dozens in ten days" | killed | dozens | in Dahyan | 2018-08-10..2018-08-20
        a.txt | "11 on the 7th alone" | killed | 11 | in Dahyan | 2018-07-07
        """,
        """
        a.txt | "dozens in ten days" | killed | dozens | in Dahyan | 2018-08-10..2018-08-20
        a.txt | "11 on the 17th alone" | killed | 11 | in Dahyan | 2018-08-17
        """,
    ),
    "rival-figures": (
        f"""
        b.txt | "12 dead" | killed | 12 | {HERE} | according to Health Ministry
        a.txt | "31 dead" | killed | 31 | {HERE} | according to Amal Watch
        """,
        f"""
        a.txt | "at least 12 dead" | killed | 12+ | {HERE} | according to Health Ministry
        b.txt | "31 dead" | killed | 31 | {HERE} | according to Amal Watch
        """,
    ),
    "same-origin-two-figures": (
        f"""
        a.txt | "12 dead" | killed | 12 | {HERE} | according to Amal Watch
        a.txt | "a toll of 14" | killed | 14 | {HERE} | according to Amal Watch
        """,
        f"""
        a.txt | "12 dead" | killed | 12 | {HERE} | according to Amal Watch
        b.txt | "a toll of 14" | killed | 14 | {HERE} | according to Amal Watch
        """,
    ),
    "stale-toll": (
        f"""
        a.txt | "12 dead" | killed | 12 | {HERE} | according to Amal Watch
        b.txt | "18 dead" | killed | 18 | {HERE} | according to Amal Watch
        c.txt | "12 killed" | killed | 12 | {HERE} | according to Amal Watch
        """,
        f"""
        a.txt | "12 dead" | killed | 12 | {HERE} | according to Amal Watch
        b.txt | "12 killed" | killed | 12 | {HERE} | according to Amal Watch
        c.txt | "18 dead" | killed | 18 | {HERE} | according to Amal Watch
        """,
    ),
    "hedge-dropped": (
        f"""
        a.txt | "at least 40" | killed | 40+ | {HERE} | according to Amal Watch
        b.txt | "40 dead" | killed | 40 | {HERE} | according to Amal Watch
        """,
        f"""
        a.txt | "at least 40" | killed | 40+ | {HERE} | according to Amal Watch
        b.txt | "40 or more dead" | killed | 40+ | {HERE} | according to Amal Watch
        """,
    ),
    "killed-injured-conflated": (
        f"""
        a.txt | "7 killed" | killed | 7 | {HERE} | according to Amal Watch
        a.txt | "13 injured" | injured | 13 | {HERE} | according to Amal Watch
        b.txt | "20 killed" | killed | 20 | {HERE}
        """,
        f"""
        a.txt | "7 killed" | killed | 7 | {HERE} | according to Amal Watch
        a.txt | "13 injured" | injured | 13 | {HERE} | according to Amal Watch
        b.txt | "20 casualties" | casualties | 20 | {HERE}
        """,
    ),
    "single-origin": (
        f"""
        a.txt | "7 killed" | killed | 7 | {HERE} | according to Amal Watch
        b.txt | "seven dead" | killed | 7 | {HERE} | according to Amal Watch
        """,
        f"""
        a.txt | "7 killed" | killed | 7 | {HERE} | according to Amal Watch
        b.txt | "seven dead" | killed | 7 | {HERE} | according to Health Ministry
        """,
    ),
    "place-unresolved": (
        'a.txt | "7 killed" | killed | 7 | in Wadi Lir? | 2018-08-19',
        'a.txt | "7 killed" | killed | 7 | in Dahyan | 2018-08-19',
    ),
}


@pytest.mark.parametrize("code", sorted(FAULTS))
def test_a_planted_fault_is_found_and_its_clean_twin_is_not(code):
    """Each check finds what it is for, and is silent beside it."""
    planted, clean = FAULTS[code]
    assert len(found(code, planted)) == 1
    assert found(code, clean) == []


def test_every_check_has_a_planted_fault():
    """A check that nobody shows at work is no check."""
    assert {check.__name__.replace("_", "-") for check in checks.CHECKS} == set(FAULTS)


def test_every_check_has_its_section_in_the_reference():
    """A code that a reader meets has a page that says what to do."""
    reference = Path(__file__).parents[2] / "docs" / "reference" / "problems.md"
    sections = reference.read_text(encoding="utf-8")
    missing = [code for code in FAULTS if f"## `{code}`" not in sections]
    assert missing == []


def test_a_doubtful_date_is_a_question_with_both_readings():
    """The period and the day are quoted, so that a person can decide."""
    (message,) = found("date-doubtful", FAULTS["date-doubtful"][0])
    assert message == (
        "“11 on the 7th alone” is dated 2018-07-07, but just before it the text speaks of "
        "2018-08-10 to 2018-08-20 (“dozens in ten days”): is the day right?"
    )


def test_a_day_after_publication_is_doubtful():
    """A report cannot tell of the week after it."""
    assert (
        len(found("date-doubtful", 'a.txt | "7 dead" | killed | 7 | in Dahyan | 2018-08-29')) == 1
    )


def test_a_day_in_another_paragraph_is_no_contradiction():
    """Only the same paragraph's period binds a day: elsewhere another time may be told."""
    content = "Dozens in ten days.\nOn 7 July 11 died."
    text = Text(
        snapshot_id="snp",
        content=content,
        blocks=(
            Block(start=0, end=19, voice=Voice.BODY, rule="test"),
            Block(start=20, end=len(content), voice=Voice.BODY, rule="test"),
        ),
        language="en",
        reader="test",
    )
    table = """
        a.txt | "Dozens in ten days" | killed | dozens | in Dahyan | 2018-08-10..2018-08-20 | at 0
        a.txt | "11 died" | killed | 11 | in Dahyan | 2018-07-07 | at 30
    """
    assert found("date-doubtful", table, {"a.txt": text}) == []
    assert len(found("date-doubtful", table)) == 1


def test_the_same_day_a_year_ago_is_told_as_such():
    """A date far back is another occasion, and no slip."""
    assert (
        found(
            "date-doubtful",
            """
        a.txt | "dozens in ten days" | killed | dozens | in Dahyan | 2018-08-10..2018-08-20
        a.txt | "11 in 2016" | killed | 11 | in Dahyan | 2016-08-17
    """,
        )
        == []
    )


def test_a_later_and_higher_toll_is_a_question():
    """Two voices on two days may both have been right when they spoke."""
    told = record(f"""
        a.txt | "12 dead" | killed | 12 | {HERE} | according to Health Ministry
        b.txt | "31 dead" | killed | 31 | {HERE} | according to Amal Watch
    """)
    (problem,) = (found for found in checks.run(told) if found.code == "rival-figures")
    assert problem.severity is Severity.QUESTION
    assert "may have risen between 2018-08-20 and 2018-08-21" in problem.message


def test_rounded_figures_leave_room_for_one_another():
    """About 40 and 43 are no rivals."""
    assert (
        found(
            "rival-figures",
            f"""
        a.txt | "about 40" | killed | ~40 | {HERE} | according to Health Ministry
        b.txt | "43 dead" | killed | 43 | {HERE} | according to Amal Watch
    """,
        )
        == []
    )


def test_the_same_record_gives_the_same_problems():
    """Checks are pure: twice is once."""
    table = "\n".join(planted for planted, _ in FAULTS.values())
    assert checks.run(record(table)) == checks.run(record(table))


def test_checks_grade_what_they_find():
    """A contradiction is a warning, a doubt a question, a lack of voices a note."""
    table = "\n".join(planted for planted, _ in FAULTS.values())
    grades = {problem.code: problem.severity for problem in checks.run(record(table))}
    assert grades["date-doubtful"] is Severity.QUESTION
    assert grades["place-unresolved"] is Severity.NOTE
    assert grades["rival-figures"] is Severity.WARNING
