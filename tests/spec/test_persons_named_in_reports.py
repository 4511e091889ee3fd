"""Persons whom reports name are rows of a list, each with the claim that tells of them."""

from datetime import UTC, date, datetime

from onrecord.model import NameList, Outcome
from onrecord.workflow import named_persons

LIST = NameList(name="reports", has_each_once=False)
AT = datetime(2024, 6, 1, tzinfo=UTC)
ASK = {"by": "amal", "at": AT}


def rows(found):
    return [(e.name, e.age, e.outcome.value, e.place, e.row) for e in found.entries]


def test_a_claim_of_one_person_by_name_is_a_row(record_of):
    record = record_of("""
        a.txt | "a shell killed Omar Saleh" | killed | 1 | of Omar Saleh, 34 | in Old Market | 2018-08-09 | according to Amal Watch
    """)
    found = named_persons.in_reports(record, LIST, **ASK)
    assert rows(found) == [("Omar Saleh", 34, "killed", "Old Market", 1)]
    (entry,), (issue,) = found.entries, found.issues
    assert record.claims[entry.claim].passage.exact == "a shell killed Omar Saleh"
    assert entry.said_by == "Amal Watch"
    assert entry.when.earliest == date(2018, 8, 9)
    assert (issue.id, issue.file, issue.issued) == (entry.issue, "a.txt", date(2018, 8, 20))


def test_names_listed_behind_a_number_are_its_persons(record_of):
    text = "Three people were killed in the strike. They are: Omar Saleh (34), Luz Henao and Amal Haddad."
    record = record_of('a.txt | "Three people" | killed | 3', {"a.txt": text})
    found = named_persons.in_reports(record, LIST, **ASK)
    assert [(e.name, e.age) for e in found.entries] == [
        ("Omar Saleh", 34), ("Luz Henao", None), ("Amal Haddad", None),
    ]  # fmt: skip
    assert len({e.person for e in found.entries}) == 3
    assert {e.claim for e in found.entries} == set(record.claims)


def test_who_was_hurt_is_not_listed_among_the_dead(record_of):
    """Where a list may be of either, nobody is taken."""
    text = "Two people were killed and three wounded. Their names are: Omar Saleh, Luz Henao and Amal Haddad."
    record = record_of(
        'a.txt | "Two people" | killed | 2\na.txt | "three" | injured | 3', {"a.txt": text}
    )
    assert named_persons.in_reports(record, LIST, **ASK).entries == ()


def test_no_office_and_no_place_is_a_person(record_of):
    record = record_of("""
        a.txt | "a guard" | killed | 1 | of a guard
        b.txt | "Old Market Street" | killed | 1 | of Old Market Street
    """)
    assert named_persons.in_reports(record, LIST, **ASK).entries == ()


def test_a_person_is_one_row_of_each_report_and_working_it_out_again_changes_nothing(record_of):
    record = record_of("""
        a.txt | "Omar Saleh was killed" | killed | 1 | of Omar Saleh
        a.txt | "they buried Omar Saleh" | killed | 1 | of Omar Saleh
        b.txt | "Omar Saleh died" | killed | 1 | of Omar Saleh
    """)
    found = named_persons.in_reports(record, LIST, **ASK)
    assert [e.row for e in found.entries] == [1, 1]
    assert len({e.issue for e in found.entries}) == 2
    assert named_persons.in_reports(record, LIST, **ASK) == found
    assert all(e.outcome is Outcome.KILLED for e in found.entries)
