"""`lists add` and `lists link` killed at any moment: nothing is lost, doubled or half there."""

import pytest

from onrecord import store, workflow
from onrecord.model import Act, CustodyEvent, RecordUnusable
from onrecord.workflow import ListTold

GIVEN = ("Omar", "Layla", "Yusuf", "Hana", "Sami", "Nour", "Adel", "Rima")
FAMILY = ("Haddad", "Nasser", "Saleh", "Darwish", "Khoury", "Mansour")
MANY = 400


def lines(many, *, shift=0):
    told = ["Ref,Name,Sex,Age,Date of death,Place"]
    for n in range(shift, many):
        name = f"{GIVEN[n % 8]} {GIVEN[n // 8 % 8]} {GIVEN[n // 64 % 8]} {FAMILY[n % 6]}"
        told.append(f"R-{n},{name},{'MF'[n % 2]},{n % 80},2024-05-{1 + n % 28:02},Qasra")
    return "\n".join(told) + "\n"


@pytest.fixture
def files(tmp_path):
    (tmp_path / "may.csv").write_text(lines(MANY))
    (tmp_path / "june.csv").write_text(lines(MANY + 40, shift=20))
    workflow.take_list(tmp_path / "coast", tmp_path / "may.csv", ListTold(name="ministry"))
    return tmp_path


def taken_in(folder):
    with store.open_record(folder) as kept:
        issues = kept.issues()
        lines = [
            one.subject for one in kept.evidence("custody", CustodyEvent) if one.act is Act.TAKEN
        ]
        assert sorted(lines) == sorted(one.id for one in issues)
        return [(len(kept.listed(one.id)), one.rows) for one in issues]


def test_a_full_disk_leaves_the_list_as_it_was(files, monkeypatch):
    with store.open_record(files / "coast") as kept:
        free = kept.settings.min_free_mib
    settings = files / "coast" / "onrecord.toml"
    words = settings.read_text().replace(f"min_free_mib = {free}", "min_free_mib = 900000000")
    settings.write_text(words)
    with pytest.raises(RecordUnusable, match="the disk is nearly full"):
        workflow.take_list(files / "coast", files / "june.csv", ListTold(name="ministry"))
    assert taken_in(files / "coast") == [(MANY, MANY)]
