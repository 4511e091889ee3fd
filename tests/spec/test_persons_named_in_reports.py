"""Persons whom reports name are rows of a list, each with the claim that tells of them."""

from dataclasses import replace
from datetime import date

from onrecord import model
from onrecord.model import Outcome
from onrecord.workflow.reported import LIST, in_reports


def rows(found):
    return [(e.name, e.age, e.outcome.value, e.place, e.row) for e in found]


def test_a_claim_of_one_person_by_name_is_a_row(record_of):
    record = record_of("""
        a.txt | "a shell killed Omar Saleh" | killed | 1 | of Omar Saleh, 34 | in Old Market | 2018-08-09 | according to Amal Watch
    """)
    found = in_reports(record)
    assert rows(found) == [("Omar Saleh", 34, "killed", "Old Market", 1)]
    (entry,) = found
    assert record.claims[entry.claim].passage.exact == "a shell killed Omar Saleh"
    assert entry.said_by == "Amal Watch"
    assert entry.when.earliest == date(2018, 8, 9)


def test_names_listed_behind_a_number_are_its_persons(record_of):
    text = "Three people were killed in the strike. They are: Omar Saleh (34), Luz Henao and Amal Haddad."
    record = record_of('a.txt | "Three people" | killed | 3', {"a.txt": text})
    found = in_reports(record)
    assert [(e.name, e.age) for e in found] == [
        ("Omar Saleh", 34), ("Luz Henao", None), ("Amal Haddad", None),
    ]  # fmt: skip
    assert len({e.person for e in found}) == 3
    assert {e.claim for e in found} == set(record.claims)


def test_who_was_hurt_is_not_listed_among_the_dead(record_of):
    """Where a list may be of either, nobody is taken."""
    text = "Two people were killed and three wounded. Their names are: Omar Saleh, Luz Henao and Amal Haddad."
    record = record_of(
        'a.txt | "Two people" | killed | 2\na.txt | "three" | injured | 3', {"a.txt": text}
    )
    assert in_reports(record) == ()


def test_no_office_and_no_place_is_a_person(record_of):
    record = record_of("""
        a.txt | "a guard" | killed | 1 | of a guard
        b.txt | "Old Market Street" | killed | 1 | of Old Market Street
    """)
    assert in_reports(record) == ()


def test_a_person_is_one_row_of_each_report_and_working_it_out_again_changes_nothing(record_of):
    record = record_of("""
        a.txt | "Omar Saleh was killed" | killed | 1 | of Omar Saleh
        a.txt | "they buried Omar Saleh" | killed | 1 | of Omar Saleh
        b.txt | "Omar Saleh died" | killed | 1 | of Omar Saleh
    """)
    found = in_reports(record)
    assert [e.row for e in found] == [1, 1]
    assert len({e.issue for e in found}) == 2
    assert in_reports(record) == found
    assert all(e.outcome is Outcome.KILLED for e in found)


def test_the_list_of_persons_in_reports_may_have_somebody_twice():
    """Two reports tell of one person: linkage finds it, as between two lists."""
    assert not LIST.has_each_once


def test_whom_a_person_gives_in_testimony_is_on_no_list(record_of):
    """Whoever spoke agreed to no list of names."""
    spoken = model.Testimony(
        plain_sha256="a" * 64, pseudonym="W-1", taken_by="R-1", taken_on=date(2024, 6, 1),
        consents=(), protection=model.Protection.OPEN,
    )  # fmt: skip
    record = record_of(f"""
        a.txt | "Omar Saleh was killed" | killed | 1 | of Omar Saleh
        {spoken.document} | "Luz Henao was killed" | killed | 1 | of Luz Henao
    """)
    assert [e.name for e in in_reports(record)] == ["Omar Saleh", "Luz Henao"]
    assert [e.name for e in in_reports(replace(record, statements=(spoken,)))] == ["Omar Saleh"]
