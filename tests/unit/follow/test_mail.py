"""Letters through the user's own server: over TLS, each alert once, and ended with one press."""

import base64
import email
import ssl
import stat
import threading
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email import policy
from socketserver import StreamRequestHandler, ThreadingTCPServer

import pytest
import trustme

from onrecord import follow, store, workflow
from onrecord.follow import NotTaken, Sending
from onrecord.model import Alert, AlertKind, MachineLacks, OnRecordError, RecordUnusable
from onrecord.store import Subscriber

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
NOON = datetime(2025, 3, 17, 12, tzinfo=UTC)
MONDAY, AFTER = date(2025, 3, 10), date(2025, 3, 17)
PASSWORD = "open sesame"  # noqa: S105 - of the test's own server


@dataclass
class Post:
    """
    A mail server that keeps what it takes.

    Attributes:
        port: Where it listens, on 127.0.0.1.
        letters: What it took: to whom, and the bytes.
        refused: What it answers instead, by address.
        signed_in: User and password of each who signed in.
        was_plain: Whether a letter came without TLS.
        certificates: The file by which it is trusted.
    """

    port: int = 0
    letters: list[tuple[str, bytes]] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    signed_in: list[str] = field(default_factory=list)
    was_plain: bool = False
    certificates: str = ""


class Handler(StreamRequestHandler):
    """One line of a client, word by word (RFC 5321)."""

    to, is_safe = "", False

    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")
        self.wfile.flush()

    def handle(self):
        self.say("220 post")
        while line := self.rfile.readline().decode().strip():
            word = line.split()[0].lower()
            if word == "quit":
                self.say("221 bye")
                return
            if not getattr(self, f"do_{word}", self.ok)(line):
                return

    def finish(self):
        super().finish()
        self.connection.close()

    def ok(self, _):
        self.say("250 ok")
        return True

    def do_ehlo(self, _):
        self.say("250-post\r\n250-AUTH PLAIN\r\n250 " + ("SIZE" if self.is_safe else "STARTTLS"))
        return True

    def do_starttls(self, _):
        self.say("220 go on")
        self.rfile.close()
        self.wfile.close()
        try:
            self.connection = self.server.own.wrap_socket(self.connection, server_side=True)
        except OSError:
            return False  # whoever asked does not trust this certificate
        finally:
            self.rfile = self.connection.makefile("rb")
            self.wfile = self.connection.makefile("wb")
        self.is_safe = True
        return True

    def do_auth(self, line):
        told = base64.b64decode(line.split()[-1]).decode().split("\0")
        self.server.kept.signed_in.append(":".join(told[1:]))
        self.say("235 in" if told[2] == PASSWORD else "535 no")
        return True

    def do_rcpt(self, line):
        self.to = line[line.index("<") + 1 : line.index(">")]
        self.say(self.server.kept.refused.get(self.to, "250 ok"))
        return True

    def do_data(self, _):
        self.say("354 go on")
        lines = []
        while (row := self.rfile.readline()) != b".\r\n":
            lines.append(row)
        self.server.kept.letters.append((self.to, b"".join(lines)))
        self.server.kept.was_plain = self.server.kept.was_plain or not self.is_safe
        self.say("250 taken")
        return True


class Server(ThreadingTCPServer):
    """Waits for its lines to end when it is closed."""

    daemon_threads = False
    allow_reuse_address = True


@pytest.fixture
def post(tmp_path):
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    server = Server(("127.0.0.1", 0), Handler)
    server.own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(server.own)
    server.kept = Post(port=server.server_address[1], certificates=str(tmp_path / "authority.pem"))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server.kept
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def mailed(coast, post, monkeypatch):
    """The coast with a mail server, somebody who gets everything and somebody with a topic."""
    monkeypatch.setenv("COAST_MAIL", PASSWORD)
    coast.certificates = post.certificates
    coast.setting(
        f'\n[mail]\nhost = "127.0.0.1"\nport = {post.port}\nuser = "desk"\n'
        'password_env = "COAST_MAIL"\nsender = "Coast desk <desk@example.org>"\n'
        'desk = "https://desk.example.org"\n'
        '\n[[topic]]\nname = "all"\n\n[[topic]]\nname = "inland"\nplace = "Homs"\n'
    )
    workflow.subscribe(coast.folder, "amal@example.org", ())
    workflow.subscribe(coast.folder, "basil@example.org", ("inland",))
    return coast


def attack(coast, number=1, town="Safita", dead=4):
    coast.web.put(
        f"https://coast-wire.example/attack/{number}",
        f"Gunmen killed {dead} civilians, Rima Haddad among them, in {town}, Tartus province, "
        "Syria, on 10 March 2025, the Coast Observatory said.",
        date(2025, 3, 11),
    )


def read(letter):
    return email.message_from_bytes(letter[1], policy=policy.default)


def test_an_alert_is_sent_once_over_tls_to_those_who_want_it(mailed, post):
    attack(mailed)
    assert mailed.asked(AFTER).letters == 1
    assert mailed.asked().letters == 0
    assert [to for to, _ in post.letters] == ["amal@example.org"]
    assert not post.was_plain
    assert post.signed_in == [f"desk:{PASSWORD}"]


def test_a_letter_holds_counts_and_no_names_unless_the_settings_say_so(mailed, post):
    attack(mailed)
    mailed.asked(AFTER)
    letter = read(post.letters[0])
    plain, html = (part.get_content() for part in letter.iter_parts())
    assert "all: 1 new incident" in plain
    for words in (plain, html):
        assert "Safita" not in words
        assert "Rima" not in words
        assert "no person has checked yet" in words
    path = mailed.folder / "onrecord.toml"
    told = path.read_text(encoding="utf-8").replace("[mail]", '[mail]\ncontent = "words"')
    path.write_text(told, encoding="utf-8")
    attack(mailed, 2, "Dreikish", 7)
    mailed.asked(date(2025, 3, 18))
    assert "a new incident: 7 killed" in read(post.letters[1]).get_body(("plain",)).get_content()


def test_a_letter_can_be_ended_with_one_press(mailed, post):
    attack(mailed)
    mailed.asked(AFTER)
    letter = read(post.letters[0])
    (amal, _) = store.read_subscribers(mailed.folder)
    way_out = f"https://desk.example.org/unsubscribe/{amal.token}"
    assert letter["List-Unsubscribe"] == f"<{way_out}>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert way_out in letter.get_body(("plain",)).get_content()
    assert len(amal.token) >= 32
    assert workflow.unsubscribe_by(mailed.folder, amal.token)
    assert not workflow.unsubscribe_by(mailed.folder, amal.token)
    assert b"amal" not in (mailed.folder / "subscribers.toml").read_bytes()


def test_without_a_public_address_a_letter_names_one_to_write_to():
    sending = Sending(
        record="coast", sender="desk@example.org", desk="", unsubscribe="desk@example.org",
        link="", has_words=False,
    )  # fmt: skip
    alert = Alert(kind=AlertKind.NEW_INCIDENT, about="inc_a", at=NOON)
    letter = follow.letter(sending, "amal@example.org", "a-token", [alert], NOON)
    assert letter["List-Unsubscribe"] == "<mailto:desk@example.org?subject=unsubscribe%20a-token>"
    assert letter["List-Unsubscribe-Post"] is None


def test_addresses_are_for_their_owner_alone_and_in_no_table(mailed, post):
    attack(mailed)
    mailed.asked(AFTER)
    path = mailed.folder / "subscribers.toml"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    holding = [
        p.name for p in mailed.folder.rglob("*") if p.is_file() and b"amal@" in p.read_bytes()
    ]
    assert holding == ["subscribers.toml"]
    workflow.unsubscribe(mailed.folder, "AMAL@example.org")
    workflow.unsubscribe(mailed.folder, "basil@example.org")
    assert not path.exists()


def test_who_comes_later_is_not_sent_what_was_told_before(mailed, post):
    attack(mailed)
    mailed.asked(AFTER)
    workflow.subscribe(mailed.folder, "late@example.org", ())
    assert mailed.asked().letters == 0


def test_an_address_that_is_refused_for_good_is_not_tried_again_and_one_for_now_is(mailed, post):
    workflow.subscribe(mailed.folder, "busy@example.org", ())
    post.refused = {"amal@example.org": "550 nobody", "busy@example.org": "450 later"}
    attack(mailed)
    made = mailed.asked(AFTER)
    assert made.letters == 0
    assert len(made.faults) == 2
    assert "example.org" not in str(made.faults)
    post.refused = {}
    assert mailed.asked().letters == 1
    assert [to for to, _ in post.letters] == ["busy@example.org"]


def test_killed_while_a_letter_is_handed_over_it_is_not_sent_again(mailed, post, monkeypatch):
    attack(mailed)
    send = follow.Line.send

    def killed(self, letter):
        send(self, letter)
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr(follow.Line, "send", killed)
        with pytest.raises(MemoryError):
            mailed.asked(AFTER)
    made = mailed.asked()
    assert len(post.letters) == 1
    assert made.letters == 0
    assert "not known" in made.faults[0][1]
    assert mailed.asked().faults == ()


def test_a_server_that_shows_no_good_certificate_gets_no_letter_and_it_is_tried_again(mailed, post):
    mailed.certificates = None
    attack(mailed)
    made = mailed.asked(AFTER)
    assert post.letters == []
    assert post.signed_in == []
    assert "no certificate that holds" in made.faults[0][1]
    mailed.certificates = post.certificates
    assert mailed.asked().letters == 1


def test_a_wrong_password_is_one_line_without_it(mailed, post, monkeypatch):
    monkeypatch.setenv("COAST_MAIL", "wrong")
    attack(mailed)
    (_, why) = mailed.asked(AFTER).faults[0]
    assert why == f"the mail server 127.0.0.1:{post.port} does not take the user or the password"


def test_a_password_file_that_others_may_read_is_refused(mailed, post, tmp_path):
    path = mailed.folder / "onrecord.toml"
    told = path.read_text(encoding="utf-8").replace(
        'password_env = "COAST_MAIL"', f'password_file = "{tmp_path / "key"}"'
    )
    path.write_text(told, encoding="utf-8")
    (tmp_path / "key").write_text(f"{PASSWORD}\n", encoding="utf-8")
    (tmp_path / "key").chmod(0o644)
    attack(mailed)
    assert "chmod 600" in mailed.asked(AFTER).faults[0][1]
    (tmp_path / "key").chmod(0o600)
    assert mailed.asked().letters == 1


def test_a_server_that_is_not_there_is_one_line():
    server = follow.Server(host="127.0.0.1", port=1, security="starttls")
    with pytest.raises(MachineLacks, match="cannot be reached"), follow.opened(server):
        pass


@pytest.mark.parametrize(
    ("address", "topics", "why"),
    [
        ("nobody", (), "no mail address"),
        ("a@b\nBcc: c@d", (), "no mail address"),
        ("amal@example.org", (), "already"),
        ("new@example.org", ("far",), "no topic “far”"),
    ],
)
def test_what_cannot_be_subscribed_is_one_clear_line(mailed, address, topics, why):
    with pytest.raises(OnRecordError, match=why):
        workflow.subscribe(mailed.folder, address, topics)


def test_without_a_mail_server_nobody_is_subscribed(coast):
    with pytest.raises(OnRecordError, match=r"add the table \[mail\]"):
        workflow.subscribe(coast.folder, "amal@example.org", ())


def test_a_damaged_file_of_readers_is_one_line(coast):
    (coast.folder / "subscribers.toml").write_text("[[subscriber]]\naddress = 3\n", "utf-8")
    with pytest.raises(RecordUnusable, match="not as it was written"):
        store.read_subscribers(coast.folder)


def test_what_is_written_of_readers_is_read(tmp_path):
    readers = (
        Subscriber(address="a@example.org", token="t", since=NOON, topics=("x", "y"), sent=3),  # noqa: S106
        Subscriber(address="b@example.org", token="u", since=NOON, handing=4),  # noqa: S106
    )
    store.write_subscribers(tmp_path, readers)
    assert store.read_subscribers(tmp_path) == readers


def test_a_letter_that_is_not_taken_says_whether_it_may_be_later():
    assert NotTaken("busy", is_for_good=False).is_for_good is False
