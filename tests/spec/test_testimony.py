"""What may be done with a statement: what its giver agreed to, within how it is protected."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from onrecord import model
from onrecord.model import Protection, Purpose, may, withheld

ALL = tuple(Purpose)
TOLD = model.Testimony(
    plain_sha256="0" * 64,
    pseudonym="W-3",
    taken_by="R-1",
    taken_on=date(2024, 5, 3),
    consents=ALL,
    protection=Protection.OPEN,
)


@pytest.mark.parametrize("purpose", ALL)
def test_each_purpose_is_agreed_to_by_itself(purpose):
    """Consent to one purpose is none to another (Every Casualty, Standards, p. 44)."""
    only = replace(TOLD, consents=(purpose,))
    assert [one for one in ALL if may(only, one)] == [purpose]
    but = replace(TOLD, consents=tuple(one for one in ALL if one is not purpose))
    assert [one for one in ALL if not may(but, one)] == [purpose]


def test_what_is_for_two_purposes_needs_both():
    """The report is shared and public: one of the two is not enough."""
    shared = replace(TOLD, consents=(Purpose.RECORD, Purpose.SHARE))
    assert not may(shared, Purpose.SHARE, Purpose.PUBLISH)
    assert may(TOLD, Purpose.SHARE, Purpose.PUBLISH)


@pytest.mark.parametrize(
    ("protection", "allowed"),
    [
        (Protection.OPEN, set(ALL)),
        (Protection.RESTRICTED, {Purpose.RECORD, Purpose.ANALYSIS}),
        (Protection.SECRET, {Purpose.RECORD}),
    ],
)
def test_protection_goes_before_consent(protection, allowed):
    """Somebody agreed to everything, and it was kept safer: the safer holds."""
    assert {one for one in ALL if may(replace(TOLD, protection=protection), one)} == allowed


def test_consent_that_was_taken_back_is_none():
    """Not even for keeping: what is kept is kept out of sight."""
    back = replace(TOLD, withdrawn_at=datetime(2024, 6, 1, tzinfo=UTC), withdrawn_by="R-1")
    assert not [one for one in ALL if may(back, one)]
    assert withheld([back, TOLD], Purpose.SHARE) == {back.document}


def test_its_name_tells_nothing_and_its_title_how_it_is_kept():
    """Names of documents are printed everywhere, titles are shown at the desk."""
    assert TOLD.pseudonym not in TOLD.document
    assert replace(TOLD, protection=Protection.RESTRICTED).title == "Statement of W-3 (restricted)"
