"""What the checks find, and what they leave alone: each planted fault beside its clean twin."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from onrecord import checks
from onrecord.model import Choice, Decision, Severity

HERE = "in Dahyan | 2018-08-19"

# Each code with a planted fault and its clean twin: a table, or a table and the texts.
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
    "date-after-publication": (
        'a.txt | "7 killed" | killed | 7 | in Dahyan | 2018-08-29',
        'a.txt | "7 killed" | killed | 7 | in Dahyan | 2018-08-20',
    ),
    "day-month-swapped": (
        """
        a.txt | "14 killed" | killed | 14 | in Dahyan | 2018-08-07
        b.txt | "14 dead" | killed | 14 | in Dahyan | 2018-07-08
        """,
        """
        a.txt | "14 killed" | killed | 14 | in Dahyan | 2018-08-07
        b.txt | "15 dead" | killed | 15 | in Dahyan | 2018-07-08
        """,
    ),
    "wrong-year": (
        f"""
        a.txt | "14 killed" | killed | 14 | {HERE}
        b.txt | "14 dead" | killed | 14 | in Dahyan | 2017-08-19
        """,
        f"""
        a.txt | "14 killed" | killed | 14 | {HERE}
        b.txt | "14 dead" | killed | 14 | in Dahyan | 2016-08-19
        """,
    ),
    "date-differs": (
        'a.txt | "On 9 August 2018 12 were killed" | killed | 12 | in Dahyan | 2018-08-19',
        'a.txt | "On 19 August 2018 12 were killed" | killed | 12 | in Dahyan | 2018-08-19',
    ),
    "own-victims": (
        f"""
        a.txt | "killed 12 people" | killed | 12 | {HERE} | by Northern Army | according to Northern Army
        """,
        f"""
        a.txt | "killed 12 people" | killed | 12 | {HERE} | by Northern Army | according to Amal Watch
        """,
    ),
    "names-exceed-count": (
        (
            f'a.txt | "Three people were killed" | killed | 3 | {HERE}',
            {
                "a.txt": "Three people were killed in Dahyan: Ahmad Saleh (34), Omar Saleh (12), "
                "Layla Hassan and Huda Hassan."
            },
        ),
        (
            f'a.txt | "Three people were killed" | killed | 3 | {HERE}',
            {
                "a.txt": "Three people were killed in Dahyan: Ahmad Saleh (34), Omar Saleh (12) "
                "and Layla Hassan."
            },
        ),
    ),
    "share-against-count": (
        (
            f"""
            a.txt | "40 dead" | killed | 40 | {HERE}
            a.txt | "30 children" | killed | 30 | {HERE} | of children | part of "40 dead"
            """,
            {"a.txt": "Half of the 40 dead were children. The list has 30 children."},
        ),
        (
            f"""
            a.txt | "40 dead" | killed | 40 | {HERE}
            a.txt | "19 children" | killed | 19 | {HERE} | of children | part of "40 dead"
            """,
            {"a.txt": "Half of the 40 dead were children. The list has 19 children."},
        ),
    ),
    "zero-for-unknown": (
        (
            f'a.txt | "0 injured" | injured | 0 | {HERE}',
            {"a.txt": "Dahyan: 7 killed, 0 injured. The number of injured is not known."},
        ),
        (
            f'a.txt | "No one was injured" | injured | 0 | {HERE}',
            {"a.txt": "No one was injured. The number of wounded animals is not known."},
        ),
    ),
    "name-in-two-incidents": (
        """
        a.txt | "Ahmad Saleh, 34, was shot" | killed | 1 | in Dahyan | 2018-08-12 | of Ahmad Saleh, 34
        b.txt | "killed Ahmad Saleh (34)" | killed | 1 | in Tal Amar | 2018-08-19 | of Ahmad Saleh (34)
        """,
        """
        a.txt | "Ahmad Saleh, 34, was shot" | killed | 1 | in Dahyan | 2018-08-12 | of Ahmad Saleh, 34
        b.txt | "killed Ahmad Saleh (71)" | killed | 1 | in Tal Amar | 2018-08-19 | of Ahmad Saleh (71)
        """,
    ),
    "place-outside-parent": (
        'a.txt | "7 killed" | killed | 7 | in Dahyan, Eastern, Ardania | 2018-08-19',
        'a.txt | "7 killed" | killed | 7 | in Dahyan, Northern, Ardania | 2018-08-19',
    ),
    "place-unresolved": (
        'a.txt | "7 killed" | killed | 7 | in Wadi Lir? | 2018-08-19',
        'a.txt | "7 killed" | killed | 7 | in Dahyan | 2018-08-19',
    ),
}


def _case(told):
    """Return a table and its texts."""
    return told if isinstance(told, tuple) else (told, None)


@pytest.mark.parametrize("code", sorted(FAULTS))
def test_a_planted_fault_is_found_and_its_clean_twin_is_not(code, found):
    """Each check finds what it is for, and is silent beside it."""
    planted, clean = FAULTS[code]
    assert len(found(code, *_case(planted))) == 1
    assert found(code, *_case(clean)) == []


def test_every_check_has_a_planted_fault():
    """A check that nobody shows at work is no check."""
    # Neither is a fault of claims: the first is below, those of pictures in test_pictures.py.
    planted = {*FAULTS, "decision-lost-claims", "picture-seen-earlier", "picture-place"}
    assert {check.__name__.replace("_", "-") for check in checks.CHECKS} == planted


def test_a_decision_about_claims_that_are_gone_is_a_question(record_of):
    """A report was changed: what was decided about its old words is not carried over."""
    whole = record_of(f'a.txt | "16 dead" | killed | 16 | {HERE}')
    decision = Decision(
        choice=Choice.TOGETHER, by="Amal", at=datetime(2024, 5, 1, tzinfo=UTC), why="One raid.",
        claims=(*whole.claims, "clm_gone"),
    )  # fmt: skip
    (problem,) = [
        problem
        for problem in checks.run(replace(whole, decisions=(decision,)))
        if problem.code == "decision-lost-claims"
    ]
    assert (problem.where, problem.severity) == (decision.id, Severity.QUESTION)
    assert problem.message == (
        "“One raid.”, decided by Amal on 2024-05-01, is about 2 claims, of which 1 are no longer "
        "in the record as they were: does it still say what it should?"
    )
    undone = replace(decision, choice=Choice.UNDO, claims=(), target=decision.id)
    again = checks.run(replace(whole, decisions=(decision, undone)))
    assert "decision-lost-claims" not in {problem.code for problem in again}


def test_every_check_has_its_page_in_the_reference():
    """A code that a reader meets has a page that says what to do."""
    pages = Path(__file__).parents[2] / "docs" / "reference" / "problems"
    assert [code for code in FAULTS if not (pages / f"{code}.md").is_file()] == []


def test_a_doubtful_date_is_a_question_with_both_readings(found):
    """The period and the day are quoted, so that a person can decide."""
    (message,) = found("date-doubtful", FAULTS["date-doubtful"][0])
    assert message == (
        "“11 on the 7th alone” is dated 2018-07-07, but just before it the text speaks of "
        "2018-08-10 to 2018-08-20 (“dozens in ten days”): is the day right?"
    )


def test_a_day_in_another_paragraph_is_no_contradiction(found):
    """Only the same paragraph's period binds a day: elsewhere another time may be told."""
    table = """
        a.txt | "Dozens in ten days" | killed | dozens | in Dahyan | 2018-08-10..2018-08-20
        a.txt | "11 died" | killed | 11 | in Dahyan | 2018-07-07
    """
    apart = {"a.txt": "Dozens in ten days.\nOn 7 July 11 died."}
    assert found("date-doubtful", table, apart) == []
    assert len(found("date-doubtful", table)) == 1


def test_the_same_day_a_year_ago_is_told_as_such(found):
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


def test_a_later_and_higher_toll_is_a_question(record_of):
    """Two voices on two days may both have been right when they spoke."""
    told = record_of(f"""
        a.txt | "12 dead" | killed | 12 | {HERE} | according to Health Ministry
        b.txt | "31 dead" | killed | 31 | {HERE} | according to Amal Watch
    """)
    (problem,) = (one for one in checks.run(told) if one.code == "rival-figures")
    assert problem.severity is Severity.QUESTION
    assert "may have risen between 2018-08-20 and 2018-08-21" in problem.message


def test_rounded_figures_leave_room_for_one_another(found):
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


def test_the_same_record_gives_the_same_problems(record_of):
    """Checks are pure: twice is once."""
    table = "\n".join(_case(planted)[0] for planted, _ in FAULTS.values())
    assert checks.run(record_of(table)) == checks.run(record_of(table))


def test_checks_grade_what_they_find(record_of):
    """A contradiction is a warning, a doubt a question, a lack of voices a note."""
    table = "\n".join(_case(planted)[0] for planted, _ in FAULTS.values())
    grades = {problem.code: problem.severity for problem in checks.run(record_of(table))}
    assert grades["date-doubtful"] is Severity.QUESTION
    assert grades["place-unresolved"] is Severity.NOTE
    rivals = record_of(_case(FAULTS["rival-figures"][0])[0])
    assert {
        problem.severity for problem in checks.run(rivals) if problem.code == "rival-figures"
    } == {Severity.WARNING}
