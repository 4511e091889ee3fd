"""Where a record is too large for a page, the page says what it leaves out."""

import pytest

from onrecord.publish import contents, evidence, registers


@pytest.fixture
def cramped(monkeypatch):
    """Limits so low that the invented record is too large."""
    monkeypatch.setattr(contents, "_OPEN_INCIDENTS", 3)
    monkeypatch.setattr(contents, "_FULL_CLAIMS", 6)
    monkeypatch.setattr(contents, "_BRIEF_CLAIMS", 5)
    monkeypatch.setattr(registers, "_MOST_ASIDES", 0)
    monkeypatch.setattr(registers, "_MOST_ORIGINS", 2)
    monkeypatch.setattr(registers, "_MOST_PROBLEMS", 0)
    monkeypatch.setattr(evidence, "_MOST_DOCUMENTS", 2)


def test_every_incident_keeps_its_row_and_its_account(cramped, taken, record):
    page = taken(record)
    for incident in record.incidents:
        assert ", ".join(incident.place_names) in page.said("table")
        assert page.ids[incident.id] == 1
    assert page.tags["details"] >= len(record.incidents)


def test_what_is_left_out_is_counted(cramped, taken, record):
    said = taken(record).said("page")
    assert "This record is large." in said
    assert "4 more origins" in said
    assert "4 more documents" in said
    assert "onrecord check lists them all" in said


def test_the_claims_that_a_figure_rests_on_are_kept_first(cramped, taken, record):
    page = taken(record)
    for incident in record.incidents:
        for figure in record.figures.get(incident.id, ())[:1]:
            first = record.claims[figure.used[0]]
            assert first.passage.exact in page.said(incident.id)


def test_no_link_leads_to_what_was_left_out(cramped, taken, record):
    page = taken(record)
    assert not set(page.targets) - set(page.ids)
    assert not [name for name, times in page.ids.items() if times > 1]
