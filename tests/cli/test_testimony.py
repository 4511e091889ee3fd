"""`onrecord testimony`: nothing of a statement leaves that was not agreed to."""

import gzip
import json
import zipfile
from contextlib import contextmanager
from datetime import UTC, date, datetime
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import pyrage
import pytest
from starlette.testclient import TestClient

from onrecord import workflow
from onrecord.model import (
    Act,
    Choice,
    CustodyEvent,
    Decision,
    OnRecordError,
    Protection,
    Purpose,
    handed_decisions,
)
from onrecord.store import open_record
from onrecord.web import app
from onrecord.workflow import leaving
from onrecord.workflow.desk import Desk

ADDRESS = "http://127.0.0.1:8440"
PLANTED = "Zanzabeel"  # a name that stands in the statement only
WORDS = (
    f"On 3 May 2014 nine people were killed in {PLANTED} village near Aleppo by the {PLANTED} Brigade, "
    f"Doctor {PLANTED} said.\n\nTwo of them were wounded before, {PLANTED} said.\n"
)
REPORT = "On 3 May 2014 at least 12 people were killed in Aleppo, a medic said.\n"
ALL = ",".join(f"{one}=yes" for one in Purpose)


def but(*no):
    """Consent to everything but some purposes."""
    return ",".join(f"{one}={'no' if one in no else 'yes'}" for one in Purpose)


@pytest.fixture
def coast(tmp_path):
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text(REPORT, encoding="utf-8")
    workflow.build(tmp_path / "reports", tmp_path / "coast")
    return tmp_path / "coast"


@pytest.fixture
def statement(tmp_path):
    path = tmp_path / "Lina Haddad.txt"  # a file's name may tell who spoke
    path.write_text(WORDS, encoding="utf-8")
    return path


@pytest.fixture
def add(onrecord, coast, statement):
    def added(protection, consent=ALL):
        return onrecord(
            "testimony", "add", coast, statement, "--given-by", "W-3", "--taken-by", "R-1",
            "--taken-on", "2024-05-03", "--consent", consent, "--protection", protection,
        )  # fmt: skip

    return added


@pytest.fixture
def identity(tmp_path, coast):
    """The team's key, named in the record's settings."""
    own = pyrage.x25519.Identity.generate()
    path = tmp_path / "key.txt"
    path.write_text(f"# ours\n{own}\n", encoding="utf-8")
    with (coast / "onrecord.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'\n[protect]\ntestimony = "age"\nrecipients = ["{own.to_public()}"]\n')
    return path


@pytest.fixture
def outputs(onrecord, coast, tmp_path):
    """Everything that the program writes out for somebody, and everything that it prints."""

    def written():
        found = {"report.html": (coast / "report.html").read_bytes()}
        for form in ("claims", "decisions", "names"):
            told = onrecord("export", coast, "--format", form, "-o", tmp_path / form)
            found[form] = (tmp_path / form).read_bytes()
            found[f"{form}, printed"] = told.err.encode()
        onrecord("export", coast, "--format", "gold", "-o", tmp_path / "gold")
        for path in sorted((tmp_path / "gold").glob("*")):
            found[f"gold {path.name}"] = path.read_bytes()
        lists = ([], ["--json"], ["--set-aside"], ["--documents"], ["--origins"])
        for words in (*(["show", coast, *more] for more in lists), ["check", coast, "--json"],
                      ["check", coast], ["testimony", "list", coast],
                      ["decide", coast, "list", "--json"], ["decide", coast, "list"]):  # fmt: skip
            told = onrecord(*words)
            found[" ".join(map(str, words))] = f"{told.out}{told.err}".encode()
        found |= _of_archives(onrecord, coast, tmp_path)
        for incident in json.loads(onrecord("show", coast, "--json").out):
            for words in (["show"], ["figure"], ["corroborate"]):
                told = onrecord(*words, coast, incident["id"])
                found[f"{words} {incident['id']}"] = f"{told.out}{told.err}".encode()
        found["build"] = onrecord("build", tmp_path / "reports", "--record", coast).out.encode()
        return found | _of_desk(coast)

    return written


def _of_archives(onrecord, coast, tmp_path):
    """A WACZ, and an evidence bundle of every claim: every file inside them, and what is said."""
    found = {}
    told = onrecord("export", coast, "--format", "wacz", "-o", tmp_path / "coast.wacz")
    found["wacz, printed"] = f"{told.out}{told.err}".encode()
    found |= _inside(tmp_path / "coast.wacz")
    for claim_id in workflow.load_whole(coast).claims:
        out = tmp_path / f"{claim_id}.zip"
        told = onrecord("evidence", coast, claim_id, "-o", out)
        found[f"evidence {claim_id}, printed"] = f"{told.out}{told.err}".encode()
        found |= _inside(out) if told.code != 2 else {}
    return {name.replace(str(tmp_path), ""): data for name, data in found.items()}


def _inside(path):
    with zipfile.ZipFile(path) as held:
        files = {f"{path.name} {name}": held.read(name) for name in held.namelist()}
    return {
        name: gzip.decompress(data) if name.endswith(".gz") else data
        for name, data in files.items()
    }


def _of_desk(coast):
    """What the desk gives to programs and to be saved."""
    found = {}
    with Desk(coast) as desk:
        client = TestClient(app(desk), base_url=ADDRESS, follow_redirects=False)
        paths = [
            "/names.csv",
            "/history/decisions.jsonl",
            "/api/claims.jsonl",
            f"/api/search?q={PLANTED}",
        ]
        schema = client.get("/api/openapi.json").json()
        paths += [p for p, m in schema["paths"].items() if "get" in m and "{" not in p]
        paths += [
            path.replace("{claim_id}", one) for one in desk.view.record.claims
            for path in schema["paths"] if "{claim_id}" in path and "get" in schema["paths"][path]
        ]  # fmt: skip
        for path in paths:
            # what was asked is said again in the answer, and is no output of the record
            found[path] = client.get(path).content.replace(f'"q":"{PLANTED}"'.encode(), b"")
        for document in desk.view.record.documents.values():
            answer = client.get(f"/documents/{document.id}/bytes")
            found[f"{document.name} saved"] = answer.content
    return found


def decide_about_it(coast):
    """A person accepts a claim of the statement, writes a note and says what a name means."""
    with open_record(coast) as kept:
        record = kept.load()
    claims = [claim for claim in record.claims.values() if claim.document != "a.txt"]
    when = {"at": datetime(2024, 6, 1, tzinfo=UTC), "by": "Amal"}
    decided = [
        Decision(choice=Choice.ACCEPT, claims=(claims[0].id,), claim=claims[0], **when),
        Decision(choice=Choice.REJECT, claims=(claims[-1].id,), why=f"{PLANTED} erred", **when),
        Decision(choice=Choice.NOTE, target=claims[0].document, why=f"{PLANTED} is sure", **when),
        Decision(
            choice=Choice.NAME, name=f"{PLANTED} village", target="geo:170063", why="told", **when
        ),
    ]
    decided.append(Decision(choice=Choice.UNDO, target=decided[1].id, why=f"{PLANTED}: no", **when))
    workflow.deciding.take_decisions(coast, decided)
    return decided


def test_what_everybody_may_have_is_in_everything(add, coast, outputs):
    assert add("open").code in {0, 1}
    decide_about_it(coast)
    held = {name for name, data in outputs().items() if PLANTED.encode() in data}
    assert any(name.startswith("coast.wacz archive/") for name in held)
    assert any(name.endswith("/original.txt") for name in held)
    assert {"report.html", "claims", "decisions", "names", "/api/claims.jsonl"} <= held


@pytest.mark.parametrize(
    ("protection", "consent"),
    [
        ("restricted", ALL),
        ("open", but(Purpose.SHARE)),
        ("open", but(Purpose.SHARE, Purpose.PUBLISH)),
    ],
)
def test_what_may_not_be_shared_is_in_no_output_byte(add, coast, outputs, protection, consent):
    told = add(protection, consent)
    assert told.code in {0, 1}, told
    assert "claims to look at, at the desk" in told.out
    decided = decide_about_it(coast)
    found = outputs()
    held = [name for name, data in found.items() if PLANTED.encode() in data]
    if protection == "open":  # evidence was agreed to, and to hand it over there is only that
        held = [name for name in held if "/evidence-" not in name and " evidence-" not in name]
        found = {name: data for name, data in found.items() if "evidence" not in name}
    assert held == []
    named = [name for name, data in found.items() if decided[0].claims[0].encode() in data]
    assert [name for name in named if "evidence" not in name] == []
    assert found["wacz, printed"].endswith(b"since it may not be shared: 1 statement\n")
    assert (
        b"left out, since it may not be shared: 1 statement, 2 claims, 5 decisions"
        in found["claims, printed"]
    )
    assert b"12" in found["claims"]  # and the rest is there


def test_what_may_be_shared_and_not_made_public_is_not_in_the_report(add, coast, outputs):
    add("open", but(Purpose.PUBLISH))
    found = outputs()
    assert PLANTED.encode() in found["claims"]
    assert PLANTED.encode() not in found["report.html"]


def test_figures_that_leave_are_made_without_it(add, coast, onrecord):
    before = onrecord("show", coast, "--json").out
    add("restricted")
    assert json.loads(onrecord("show", coast, "--json").out) == json.loads(before)
    with Desk(coast) as desk:
        assert PLANTED in str(desk.view.record.incidents)


def test_the_desk_shows_it_and_says_at_every_place_how_it_is_kept(add, coast):
    add("restricted")
    with Desk(coast) as desk:
        client = TestClient(app(desk), base_url=ADDRESS, follow_redirects=False)
        record = desk.view.record
        document = next(d for d in record.documents.values() if d.name != "a.txt")
        claim = next(c for c in record.claims.values() if c.document == document.name)
        incident = next(i for i in record.incidents if claim.id in i.claim_ids)
        for path in (f"/documents/{document.id}", f"/incidents/{incident.id}", "/documents"):
            page = client.get(path).text
            assert "Statement of W-3 (restricted)" in page, path
        assert PLANTED in client.get(f"/documents/{document.id}").text
        assert client.get(f"/documents/{document.id}/bytes").status_code >= 400


def test_neither_the_files_name_nor_its_place_is_kept(add, coast, statement):
    add("restricted")
    everything = b"".join(path.read_bytes() for path in coast.rglob("*") if path.is_file())
    assert b"Haddad" not in everything
    assert str(statement.parent).encode() not in everything


def test_of_a_secret_statement_no_file_of_the_record_holds_a_word(
    add, coast, identity, outputs, onrecord
):
    told = add("secret")
    assert told.code == 0, told
    assert "it is secret: it is kept sealed, and nothing is read from it" in told.out
    for path in (path for path in coast.rglob("*") if path.is_file()):
        assert PLANTED.encode() not in path.read_bytes(), path
        assert b"nine people" not in path.read_bytes(), path
    assert not [name for name, data in outputs().items() if PLANTED.encode() in data]
    with open_record(coast) as kept:
        assert kept.search(PLANTED) == ()
        assert set(kept.load().texts) == {kept.load().snapshots["a.txt"].id}


def test_who_has_the_key_opens_it_and_custody_says_so(add, coast, identity, onrecord):
    add("secret")
    (one,) = workflow.statements(coast)
    told = onrecord("testimony", "open", coast, one.id, "--identity", identity)
    assert told.out.strip() == WORDS.strip()
    with open_record(coast) as kept:
        acts = [e for e in kept.evidence("custody", CustodyEvent) if e.act is Act.OPENED]
    assert [event.subject for event in acts] == [one.document]
    for path in (path for path in coast.rglob("*") if path.is_file()):
        assert PLANTED.encode() not in path.read_bytes(), path


def test_without_the_key_nobody_opens_it(add, coast, identity, onrecord, tmp_path):
    add("secret")
    other = tmp_path / "other.txt"
    other.write_text(str(pyrage.x25519.Identity.generate()), encoding="utf-8")
    (one,) = workflow.statements(coast)
    for more, why in (([], "name your age identity"), (["--identity", other], "does not open")):
        told = onrecord("testimony", "open", coast, one.id, *more)
        assert told.code == 2
        assert why in told.err


def test_what_is_sealed_may_be_read_all_the_same(add, coast, identity, onrecord):
    add("restricted")
    (one,) = workflow.statements(coast)
    assert (one.is_sealed, one.is_read) == (True, True)
    archive = b"".join(p.read_bytes() for p in (coast / "archive").rglob("*") if p.is_file())
    assert PLANTED.encode() not in archive
    assert "error" not in onrecord("check", coast).out


def test_what_was_not_agreed_to_is_not_done(add, coast):
    assert "did not agree that it is kept" in add("open", but(Purpose.RECORD)).err
    assert workflow.statements(coast) == ()
    assert "did not agree to analysis" in add("open", but(Purpose.ANALYSIS)).out
    for path in (coast / "record.db", coast / "report.html"):
        assert PLANTED.encode() not in path.read_bytes()


@pytest.mark.parametrize(
    "consent", ["record=yes", "record", ALL + ",fun=yes", ALL + ",record=no", "record=perhaps", ""]
)
def test_every_purpose_is_asked_for(add, coast, consent):
    told = add("open", consent)
    assert told.code == 2
    assert workflow.statements(coast) == ()


def test_a_secret_statement_needs_somebody_who_can_open_it(add, coast):
    told = add("secret")
    assert told.code == 2
    assert "name who can open it, under [protect]" in told.err
    assert not (coast / "keys").exists()


def test_taken_in_twice_it_is_there_once(add, coast):
    add("restricted")
    again = add("restricted")
    assert (again.code, len(workflow.statements(coast))) == (2, 1)
    assert "in the record already" in again.err


def test_built_again_it_stays(add, coast, onrecord, tmp_path):
    add("open")
    with open_record(coast) as kept:
        before = kept.load()
    told = onrecord("build", tmp_path / "reports", "--record", coast)
    assert "0 gone" in told.out
    with open_record(coast) as kept:
        assert kept.load().claims == before.claims


def test_consent_taken_back_retires_all_that_came_of_it(add, coast, onrecord, outputs):
    add("open")
    decide_about_it(coast)
    (one,) = workflow.statements(coast)
    told = onrecord("testimony", "withdraw", coast, one.id[:8], "--why", "fears for her family")
    assert told.code == 0, told
    assert [name for name, data in outputs().items() if PLANTED.encode() in data] == []
    with open_record(coast) as kept:
        record = kept.load()
        assert {claim.document for claim in record.claims.values()} == {"a.txt"}
        assert kept.search(PLANTED) == ()
        assert PLANTED not in str(
            (record.incidents, record.origins, record.figures, record.problems)
        )
        acts = [e for e in kept.evidence("custody", CustodyEvent) if e.act is Act.WITHDRAWN]
        assert dict(acts[0].details)["why"] == "fears for her family"
        assert not kept.verify_log()
    with Desk(coast) as desk:
        client = TestClient(app(desk), base_url=ADDRESS, follow_redirects=False)
        document = next(d for d in desk.view.record.documents.values() if d.name != "a.txt")
        page = client.get(f"/documents/{document.id}").text
        assert "Statement of W-3 (withdrawn)" in page
        for path in ("/", "/documents", "/incidents", "/checks", "/queue", "/sources", "/actors"):
            assert PLANTED not in client.get(path).text, path
        assert "village" not in client.get(f"/explore?of=texts&q={PLANTED}").text
    again = onrecord("testimony", "open", coast, one.id)
    assert "consent was taken back" in again.err


def test_a_sealed_statement_can_be_made_unreadable_for_ever(add, coast, identity, onrecord):
    add("secret")
    (one,) = workflow.statements(coast)
    key = coast / "keys" / f"{one.id}.age"
    assert key.is_file()
    told = onrecord("testimony", "withdraw", coast, one.id, "--why", "asked for it", "--destroy")
    assert "Its key is destroyed" in told.out
    assert not key.exists()
    with open_record(coast) as kept:
        (now,) = kept.evidence("statements", type(one))
        assert kept.verify_log() == ()
        told = [
            dict(e.details)
            for e in kept.evidence("custody", CustodyEvent)
            if e.act is Act.WITHDRAWN
        ]
    assert now.destroyed_at is not None
    assert now.destroyed_by is not None
    assert told[-1]["plain sha256"] == one.plain_sha256
    assert "error" not in onrecord("check", coast).out  # the archive is as it was
    with pytest.raises(OnRecordError, match="taken back"):
        workflow.opened(coast, one.id, identity)


@pytest.mark.parametrize("is_sealed", [True, False])
def test_what_cannot_be_destroyed_wholly_is_not_said_to_be(
    add, coast, onrecord, request, is_sealed
):
    if is_sealed:
        request.getfixturevalue("identity")
    add("restricted")
    (one,) = workflow.statements(coast)
    told = onrecord("testimony", "withdraw", coast, one.id, "--why", "asked for it", "--destroy")
    assert told.code == 2
    assert "it cannot be destroyed wholly" in told.err
    assert workflow.statements(coast) == (one,)


def test_no_language_model_is_asked_about_a_statement(add, coast, monkeypatch):
    asked = []
    monkeypatch.setattr("onrecord.extract.asked.heard", lambda *a: asked.append(a))
    with (coast / "onrecord.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[reader.llm]\nbase_url = "http://127.0.0.1:9/v1"\nmodel = "m"\n')
    assert add("open").code in {0, 1}
    assert asked == []


def test_a_recording_is_kept_and_not_read(onrecord, coast, tmp_path):
    path = tmp_path / "voice.mp3"
    path.write_bytes(b"ID3" + bytes(range(256)))
    given = workflow.Given(
        pseudonym="W-4", taken_by="R-1", taken_on=date(2024, 5, 3), consents=tuple(Purpose),
        protection=Protection.OPEN,
    )  # fmt: skip
    taken = workflow.take_down(coast, path, given)
    assert taken.why_not_read == "nothing here reads such a file: it is kept"
    told = onrecord("testimony", "open", coast, taken.testimony.id)
    assert "it is no text" in told.err
    assert Path(path).read_bytes() == workflow.opened(coast, taken.testimony.id, None)


def test_whoever_hands_out_the_archive_is_told_which_bytes_stay(add, coast, statement, tmp_path):
    add("open", but(Purpose.EVIDENCE))
    (one,) = workflow.statements(coast)
    (tmp_path / "note.bin").write_bytes(b"a drawing of the square")
    with open_record(coast) as kept:
        beside = workflow.Beside(document=kept.load().documents[one.document].id)
    workflow.attach(coast, [tmp_path / "note.bin"], beside)
    hashes = {sha256(path.read_bytes()).hexdigest() for path in (statement, tmp_path / "note.bin")}
    with open_record(coast) as kept:
        assert leaving.bytes_that_stay(kept, Purpose.EVIDENCE) == hashes
        assert leaving.bytes_that_stay(kept, Purpose.COURT) == frozenset()


def test_decisions_that_left_can_be_read_again(add, coast, outputs):
    add("restricted")
    decide_about_it(coast)
    lines = outputs()["decisions"].splitlines()
    assert handed_decisions.decisions_from_lines(lines, "decisions").problems == ()


def test_bytes_of_what_may_not_be_shared_are_looked_after_all_the_same(
    add, coast, onrecord, statement
):
    add("restricted")
    hashed = sha256(statement.read_bytes()).hexdigest()
    kept = coast / "archive" / hashed[:2] / hashed[2:]
    kept.chmod(0o644)
    kept.write_bytes(b"another")
    assert "archive-damaged" in onrecord("check", coast).out


def test_a_statement_is_handed_over_where_that_was_agreed_to(add, coast, onrecord, tmp_path):
    add("open", but(Purpose.SHARE, Purpose.PUBLISH))
    decide_about_it(coast)
    claim = next(c for c in workflow.load_whole(coast).claims.values() if c.document != "a.txt")
    told = onrecord("evidence", coast, claim.id, "-o", tmp_path / "e.zip")
    assert told.code in {0, 1}, told
    inside = _inside(tmp_path / "e.zip")
    (original,) = (data for name, data in inside.items() if name.endswith("/original.txt"))
    assert original.decode() == WORDS


@pytest.mark.parametrize(
    ("protection", "consent", "why"),
    [
        ("open", but(Purpose.EVIDENCE), "did not agree to this use (evidence)"),
        ("restricted", ALL, "kept restricted, which leaves in nothing"),
    ],
)
def test_a_statement_is_not_handed_over_else_and_the_reason_is_told(
    add, coast, onrecord, tmp_path, protection, consent, why
):
    add(protection, consent)
    decide_about_it(coast)
    record = workflow.load_whole(coast)
    own, other = sorted(record.claims.values(), key=lambda claim: claim.document == "a.txt")[::2]
    told = onrecord("evidence", coast, own.id, "-o", tmp_path / "e.zip")
    assert (told.code, (tmp_path / "e.zip").exists()) == (2, False)
    assert f"{own.document} is not handed over: it is testimony" in told.err
    assert why in " ".join(told.err.split())
    together = Decision(
        choice=Choice.TOGETHER, claims=(other.id, own.id), why=f"{PLANTED} again",
        at=datetime(2024, 6, 2, tzinfo=UTC), by="Amal",
    )  # fmt: skip
    workflow.deciding.take_decisions(coast, [together])
    assert onrecord("evidence", coast, other.id, "-o", tmp_path / "o.zip").code in {0, 1}
    inside = _inside(tmp_path / "o.zip")
    assert [name for name, data in inside.items() if PLANTED.encode() in data] == []
    assert [name for name, data in inside.items() if own.id.encode() in data] == []


@pytest.fixture
def followed(onrecord, coast, tmp_path, monkeypatch):
    """A record that is followed, and what a round of it gives to others."""
    letters = []

    @contextmanager
    def opened(_):
        yield SimpleNamespace(send=lambda letter: letters.append(letter.as_bytes()))

    monkeypatch.setattr("onrecord.follow.opened", opened)
    (tmp_path / "inbox").mkdir()
    with (coast / "onrecord.toml").open("a", encoding="utf-8") as settings:
        settings.write(
            '\n[mail]\nhost = "127.0.0.1"\nsender = "a@example.org"\n'
            'unsubscribe = "a@example.org"\ncontent = "words"\n'
        )
    onrecord("follow", coast, "--add", "../inbox")
    onrecord("follow", coast, "--once")
    workflow.subscribe(coast, "reader@example.org", ())

    def asked():
        letters.clear()
        told = onrecord("follow", coast, "--once")
        found = {"printed": f"{told.out}{told.err}".encode(), "letters": b"".join(letters)}
        found |= {path.name: path.read_bytes() for path in coast.glob("follow.*")}
        with Desk(coast) as desk:
            client = TestClient(app(desk), base_url=ADDRESS, follow_redirects=False)
            for path in ("/follow.atom", "/follow.json"):
                found[path] = client.get(path).content
            found["the desk"] = client.get("/follow").content
        return found

    return asked


OUT = ("printed", "letters", "follow.atom", "follow.json", "/follow.atom", "/follow.json")


def test_what_everybody_may_have_is_in_feeds_and_letters_until_it_is_taken_back(
    add, coast, followed, onrecord
):
    add("open")
    found = followed()
    assert [name for name in OUT if PLANTED.encode() not in found[name]] == []
    (one,) = workflow.statements(coast)
    onrecord("testimony", "withdraw", coast, one.id, "--why", "fears for her family")
    for path in coast.glob("follow.*"):  # at once, not with the next round
        assert PLANTED.encode() not in path.read_bytes()
    found = followed()
    assert [name for name in OUT if PLANTED.encode() in found[name]] == []


@pytest.mark.parametrize(
    ("protection", "consent"), [("restricted", ALL), ("open", but(Purpose.SHARE))]
)
def test_what_may_not_be_shared_is_told_at_the_desk_alone(
    add, coast, followed, tmp_path, protection, consent
):
    before = followed()
    add(protection, consent)
    found = followed()
    assert [name for name in OUT if PLANTED.encode() in found[name]] == []
    assert found["follow.atom"] == before["follow.atom"]
    assert found["letters"] == b""
    assert b"at the desk only, since testimony may not be shared" in found["printed"]
    assert PLANTED.encode() in found["the desk"]
    (tmp_path / "inbox" / "b.txt").write_text(
        "On 9 July 2014 a strike killed 7 people in Tartus, a medic said.\n", encoding="utf-8"
    )
    found = followed()
    assert [name for name in OUT if b"7 killed" not in found[name]] == []
    assert [name for name in OUT if PLANTED.encode() in found[name]] == []


def test_a_picture_beside_a_withheld_statement_is_no_file_of_a_wacz(add, coast, onrecord, tmp_path):
    """A mail that brought it too goes out as it came, as its own bytes; the picture does not."""
    drawing = b"\x89PNG\r\n\x1a\n a drawing of the square"
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "desk@example.org", "Aleppo"
    mail["Date"] = "Sat, 03 May 2014 10:00:00 +0000"
    mail.set_content(REPORT)
    mail.add_attachment(drawing, maintype="image", subtype="png", filename="square.png")
    (tmp_path / "reports" / "b.eml").write_bytes(mail.as_bytes())
    onrecord("build", tmp_path / "reports", "--record", coast)
    onrecord("export", coast, "--format", "wacz", "-o", tmp_path / "before.wacz")
    assert any(drawing in data for data in _inside(tmp_path / "before.wacz").values())
    add("restricted")
    (tmp_path / "square.png").write_bytes(drawing)
    (one,) = workflow.statements(coast)
    beside = workflow.Beside(document=workflow.load_whole(coast).documents[one.document].id)
    workflow.attach(coast, [tmp_path / "square.png"], beside)
    onrecord("export", coast, "--format", "wacz", "-o", tmp_path / "after.wacz")
    after = _inside(tmp_path / "after.wacz").values()
    assert [data for data in after if drawing in data] == []
    assert any(b"b.eml" in data for data in after)


def test_a_withdrawal_that_is_stopped_half_way_was_none(add, coast, monkeypatch):
    """Consent is never taken back on paper while the words are still in sight."""
    from onrecord.workflow import testifying

    def dies(*_):
        raise KeyboardInterrupt

    assert add("open").code in {0, 1}
    (one,) = workflow.statements(coast)
    with monkeypatch.context() as killed:
        killed.setattr(testifying, "_take_out_of_sight", dies)
        with pytest.raises(KeyboardInterrupt):
            workflow.withdraw(coast, one.id, "She asked.")
    assert workflow.statements(coast) == (one,)
    workflow.withdraw(coast, one.id, "She asked.")
    (now,) = workflow.statements(coast)
    assert now.withdrawn_at is not None
