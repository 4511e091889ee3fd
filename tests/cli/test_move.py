"""`onrecord move`: a record goes to a server and comes back, and every other command goes on."""

import pytest

from onrecord.cli import run

REPORT = "Shelling\n\nOn 3 May 2024, 12 people were killed in Aleppo, residents said.\n"


@pytest.fixture
def told(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "300")

    def ran(*words):
        code = run([str(word) for word in words])
        return (code, *capsys.readouterr())

    return ran


def test_a_record_goes_to_a_server_and_back(tmp_path, told, postgresql):
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text(REPORT)
    told("build", "reports", "--record", "coast")
    shown, proven = told("show", "coast"), told("verify", "coast", "--json")
    exported = told("export", "coast", "--format", "claims")
    code, out, err = told("move", "coast", "--to", postgresql.address(tmp_path / "coast"))
    assert (code, err) == (0, "")
    assert "each compared row by row" in out
    assert told("show", "coast") == shown
    assert told("export", "coast", "--format", "claims") == exported
    assert told("verify", "coast")[0] == 0
    assert told("build", "reports", "--record", "coast")[0] in {0, 1}
    assert told("move", "coast", "--to", "sqlite")[0] == 0
    assert told("show", "coast") == shown
    after = told("verify", "coast", "--json")
    assert after[0] == proven[0] == 0


def test_a_password_in_the_address_is_one_line_that_does_not_repeat_it(tmp_path, told):
    (tmp_path / "coast").mkdir()
    told("build", "coast", "--record", "r")
    code, out, err = told("move", "r", "--to", "postgresql://me:secret@host/db")
    assert code == 3
    assert "secret" not in out + err
    assert err.count("\n") == 1
