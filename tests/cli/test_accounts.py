"""`onrecord accounts`, and what accounts change of other commands."""

import re

import click
import pytest

from onrecord import workflow
from onrecord.access.passwords import Cost
from onrecord.cli import run
from onrecord.cli.app import app
from onrecord.model import AccountRole
from onrecord.workflow import permissions
from onrecord.workflow.accounts import open_accounts

CHEAP = Cost(passes=1, memory=64, lanes=1)
GOOD = "seven trees behind the mill"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("accounts")
    (folder / "reports").mkdir()
    (folder / "reports" / "a.txt").write_text("Two people were killed in Qasra on Friday.\n")
    workflow.build(folder / "reports", folder / "coast")
    return folder / "coast"


@pytest.fixture
def record(built):
    for one in built.glob("accounts.db*"):
        one.unlink()
    return built


@pytest.fixture
def told(record, capsys):
    """Run `onrecord accounts VERB RECORD …` and return its code and what it says."""

    def said(verb, *words):
        code = run(["accounts", verb, str(record), *words])
        out = capsys.readouterr()
        return code, out.out, out.err

    return said


@pytest.fixture
def team(record):
    """Amal, an admin; Basel, a coder; Carine, whose account is closed."""
    with open_accounts(record, make=True, cost=CHEAP) as accounts:
        admin = accounts.accept(accounts.invite("Amal", AccountRole.ADMIN, None), GOOD).account
        for name, role in (("Basel", AccountRole.CODER), ("Carine", AccountRole.EDITOR)):
            accounts.accept(accounts.invite(name, role, admin), GOOD)
        accounts.close(accounts.named("Carine"), admin)
    return record


def leaves(command, path=()):
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            yield from leaves(command.get_command(click.Context(command), name), (*path, name))
    else:
        yield " ".join(path), command


def test_every_command_has_a_line_in_the_table_and_the_table_no_other():
    assert {words for words, _ in leaves(app)} == set(permissions.COMMANDS)


def test_every_command_asks_first():
    assert [w for w, one in leaves(app) if not getattr(one.callback, "asks_first", False)] == []


def test_an_invitation_is_written_once_and_opens_the_account(told, record):
    code, out, err = told("add", "Amal", "--role", "admin")
    assert (code, err) == (0, "")
    secret = re.search(r"^  (\S{43})$", out, re.MULTILINE)[1]
    assert "72 hours" in out
    with open_accounts(record, cost=CHEAP) as accounts:
        assert accounts.accept(secret, GOOD).account.name == "Amal"
    assert secret not in told("list")[1] + told("log")[1]


def test_the_first_account_is_an_admins_and_a_refusal_leaves_no_accounts(told, record):
    code, _, err = told("add", "Basel", "--role", "coder")
    assert code == 2
    assert "--role admin" in err
    assert open_accounts(record) is None
    assert told("list")[0] == 2


def test_a_password_is_never_among_the_words_of_a_command(told):
    assert told("add", "Amal", "--role", "admin", "--password", GOOD)[0] == 2
    code, _, err = told("add", "Amal", "--role", "admin", "--password")
    assert code == 2
    assert "asks at a terminal" in err


def test_accounts_are_listed_with_what_they_are(told, team):
    code, out, _ = told("list")
    assert code == 0
    lines = out.splitlines()
    assert lines[0].startswith("Amal: admin, since ")
    assert lines[2].startswith("Carine: editor, closed on ")


def test_roles_change_and_accounts_close(told, team):
    assert told("role", "Basel", "reviewer", "--by", "Amal")[1] == "Basel is reviewer now.\n"
    assert told("sign-out", "Basel")[1] == "Basel is signed out everywhere.\n"
    assert told("close", "Basel", "--by", "Amal")[1] == "Basel is closed.\n"
    assert told("close", "Amal")[0] == 2
    assert told("role", "Amal", "viewer")[0] == 2
    assert told("role", "Nobody", "viewer")[0] == 2


def test_only_an_admin_is_believed_to_say_so(told, team):
    code, _, err = told("role", "Amal", "viewer", "--by", "Basel")
    assert code == 2
    assert "only an admin" in err


def test_the_log_ends_in_a_hash_that_verify_finds(told, team):
    head = told("log")[1].splitlines()[-1].removeprefix("The log ends in ").rstrip(".")
    assert workflow.verify(team, written_down=[head]).holds
    assert not workflow.verify(team, written_down=["0" * 64]).holds


@pytest.mark.parametrize(
    ("by", "says"),
    [
        ((), "say with --by"),
        (("--by", "Nobody"), "no open account called Nobody"),
        (("--by", "Carine"), "no open account called Carine"),
        (("--by", "amal"), "written Amal"),
        (("--by", "Basel"), "Basel is coder and may not decide merge"),
    ],
)
def test_a_decision_needs_the_name_of_somebody_who_may(team, capsys, by, says):
    assert run(["decide", str(team), "merge", "a", "b", "--why", "so", *by]) == 2
    assert says in capsys.readouterr().err


def test_what_somebody_decided_stands_in_the_log(team, capsys):
    record = workflow.load(team)
    claim = next(iter(record.claims))
    words = ["decide", str(team), "accept", claim, "--why", "read", "--by", "Basel"]
    assert run(words) == 0
    capsys.readouterr()
    with open_accounts(team) as accounts:
        last = accounts.log()[-1]
        assert (accounts.numbered(last.by).name, last.did) == ("Basel", "commanded")
        assert last.about == "decide accept"


def test_who_only_looks_says_no_name(team, capsys):
    assert run(["show", str(team)]) == 0
    assert run(["decide", str(team), "list"]) == 0
    assert run(["publish", str(team), "--log"]) == 0
    capsys.readouterr()


def test_a_signature_needs_somebody_who_may_publish(team, capsys):
    assert run(["publish", str(team), str(team.parent / "out"), "--sign", "Basel"]) == 2
    assert "Basel is coder and may not publish" in capsys.readouterr().err


def test_a_command_that_the_table_does_not_know_is_refused(team, capsys, monkeypatch):
    kept = {w: p for w, p in permissions.COMMANDS.items() if w != "check"}
    monkeypatch.setattr(permissions, "COMMANDS", kept)
    assert run(["check", str(team)]) == 2
    assert "nobody may use “check”" in capsys.readouterr().err


def test_without_accounts_every_command_is_as_ever(record, capsys):
    claim = next(iter(workflow.load(record).claims))
    assert run(["decide", str(record), "note", claim, "--why", "seen", "--by", "Whoever"]) == 0
    assert not list(record.glob("accounts.db*"))
    capsys.readouterr()


def test_the_desk_does_not_listen_beyond_the_machine_without_accounts(record, capsys):
    assert run(["serve", str(record), "--host", "0.0.0.0", "--port", "0"]) == 2  # noqa: S104
    err = capsys.readouterr().err
    assert "needs accounts" in err
    assert len(err.splitlines()) == 1
