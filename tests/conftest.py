"""What tests ask for: sample reports, a browser, and settings of the property tests."""

import gc
import json
import os
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import NoReturn

import pytest
from hypothesis import settings

import servers
from databases import PASSPHRASE, Encrypted, File, Server
from onrecord import preserve, store, workflow
from onrecord.kit.passphrases import FILE, KNOWN
from onrecord.model import (
    Block,
    Capture,
    Claim,
    Count,
    Document,
    Measure,
    Outcome,
    Passage,
    Qualifier,
    Text,
    Voice,
    Way,
)  # fmt: skip
from onrecord.workflow import kept_files
from tabs import Tabs

ROOT = Path(__file__).parents[1]

# A shared build machine is no stopwatch, and a failure must be found again on any machine.
settings.register_profile("onrecord", deadline=None, print_blob=True, derandomize=True)
settings.load_profile("onrecord")

# A run of tests holds two gigabytes that stay: to go through them again and again for what can
# be thrown away took a sixth of its time.
gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """
    Real reports with careful readings of them, which cannot be given away with the project.

    They lie beside the checkout; tests that need them are skipped where they are not.
    """
    folder = ROOT.parent / "shared"
    if not (folder / "reports").is_dir():
        pytest.skip("the sample reports are not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """The system's Chromium, driven by playwright; skipped where there is none, but not in CI."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        _no_browser("there is no chromium on this machine")
    try:
        driver = sync_playwright().start()
    except Exception as fault:  # noqa: BLE001 - the driver says what it lacks on its own stderr
        _no_browser(f"the browser's driver does not start ({fault}); is libatomic1 installed?")
    browser = driver.chromium.launch(
        executable_path=program,
        args=[
            "--no-sandbox",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
        ],
    )
    yield browser
    browser.close()
    driver.stop()


def _no_browser(reason: str) -> NoReturn:
    """Skip what needs a browser; a build server must have one."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A PostgreSQL of the tests' own; skipped where there is none, but not in CI."""
    with ExitStack() as until_the_end:
        try:
            url = until_the_end.enter_context(servers.server())
        except servers.NoServer as fault:
            if os.environ.get("CI") == "true":
                pytest.fail(str(fault))
            pytest.skip(str(fault))
        server = Server(url)
        until_the_end.callback(server.close)
        yield server


@pytest.fixture
def database(request) -> File | Encrypted | Server:
    """The database of a test's record: SQLite's file, plain or encrypted, or a server."""
    match getattr(request, "param", "file"):
        case "file":
            return File()
        case "encrypted":
            return request.getfixturevalue("encrypted")
        case _:
            return request.getfixturevalue("postgresql")


@pytest.fixture
def encrypted(tmp_path, monkeypatch) -> Encrypted:
    """An encrypted file; this process and those that it starts know its passphrase."""
    named = tmp_path / "passphrase"
    named.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    monkeypatch.setenv(FILE, str(named))
    monkeypatch.setattr(KNOWN, "_known", {})
    return Encrypted()


def pytest_generate_tests(metafunc) -> None:
    """Run what is marked `both_databases` on both."""
    if metafunc.definition.get_closest_marker("both_databases"):
        metafunc.parametrize("database", ["file", "server"], indirect=True)


@pytest.fixture(scope="session")
def tabs(chromium) -> Iterator[Tabs]:
    """Tabs of the browser, lent to one test after another."""
    held = Tabs(chromium)
    yield held
    held.close()


@pytest.fixture
def open_page(tabs) -> Iterator[Callable[..., SimpleNamespace]]:
    """
    Open a file in the browser: `open_page(path, width=390, height=844)`.

    The answer has `page` (playwright's), `errors` (what the console said was wrong) and
    `requests` (every address asked for other than the file itself); both lists go on
    growing while the test acts on the page.
    """
    with tabs.lent() as take:

        def opened(path: Path, *, width: int = 1280, height: int = 900, **more) -> SimpleNamespace:
            own = path.resolve().as_uri()

            def is_own(asked: str) -> bool:
                return asked.split("#", maxsplit=1)[0] == own or asked.startswith("data:")

            tab = take(is_own, width=width, height=height, **more)
            tab.page.goto(own)
            return SimpleNamespace(page=tab.page, errors=tab.errors, requests=tab.elsewhere)

        yield opened


class Endpoint:
    """
    A stand-in for a language model's endpoint, on this machine, with answers that a test gives.

    Attributes:
        url: Its address.
        asked: What came, in order: path, headers and body.
        words: What the model says, or a function from the words sent to it to what it says.
        status, raw, seconds: Another status, other bytes than a chat completion, a wait.
        drip: Send the answer a byte at a time, with that many seconds between.
        tokens: What it says that each answer took.
    """

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[SimpleNamespace] = []
        self.words: str | Callable[[str], str] = '{"claims": []}'
        self.status = 200
        self.raw: bytes | None = None
        self.seconds = 0.0
        self.drip = 0.0
        self.tokens = 100
        self.headers: dict[str, str] = {}

    def answer(self, body: dict) -> bytes:
        """Return the bytes of an answer."""
        if self.raw is not None:
            return self.raw
        sent = body["messages"][-1]["content"]
        words = self.words(sent) if callable(self.words) else self.words
        message = {"role": "assistant", "content": words}
        told = {
            "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
            "usage": {"total_tokens": self.tokens},
        }
        return json.dumps(told).encode()


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    """A language model's endpoint in a thread; the test needs `allow_hosts(["127.0.0.1"])`."""
    model = Endpoint()
    ended = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["content-length"])
            body = json.loads(self.rfile.read(length))
            model.asked.append(
                SimpleNamespace(path=self.path, headers=dict(self.headers), body=body)
            )
            ended.wait(model.seconds)
            answer = model.answer(body)
            try:
                self.send_response(model.status)
                self.send_header("content-length", str(len(answer)))
                for name, value in model.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                for at in range(len(answer) if model.drip else 0):
                    self.wfile.write(answer[at : at + 1])
                    self.wfile.flush()
                    if ended.wait(model.drip):
                        return
                if not model.drip:
                    self.wfile.write(answer)
            except OSError:  # whoever asked has hung up
                return

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    model.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    yield model
    ended.set()
    server.shutdown()
    server.server_close()
    thread.join()


class Site:
    """
    A web server in a thread that answers just what it is told, byte for byte.

    Attributes:
        answers: By path, with or without a query, what is answered: bytes, a list of which one is used each time, or
            a function that is given the connection and the request's headers.
        asked: Each request: `path` and `headers`.
        port: Where it listens, at 127.0.0.1.
        ended: Set when the test is over; what drips waits for it.
    """

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.answers: dict[str, object] = {}
        self.asked: list[SimpleNamespace] = []
        self.ended = threading.Event()
        self._tls = tls
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}"
        self._threads = [threading.Thread(target=self._listen)]
        self._threads[0].start()

    def paths(self) -> list[str]:
        """Every path that was asked for, but robots.txt."""
        return [one.path for one in self.asked if one.path != "/robots.txt"]

    def page(self, path: str, body: bytes | str, kind: str = "text/html", **more: object) -> None:
        """Answer a path with a body."""
        self.answers[path] = self.answer(body, kind=kind, **more)

    @staticmethod
    def answer(
        body: bytes | str = b"", *, status: str = "200 OK", kind: str = "text/html", **more: object
    ) -> bytes:
        """A whole answer; a header is given as `retry_after=3`, and left out as None."""
        data = body.encode() if isinstance(body, str) else body
        told: dict[str, object] = {"content_type": kind, "content_length": len(data), **more}
        lines = [f"{k.replace('_', '-')}: {v}\r\n" for k, v in told.items() if v is not None]
        return f"HTTP/1.1 {status}\r\n{''.join(lines)}\r\n".encode() + data

    def close(self) -> None:
        self.ended.set()
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for thread in self._threads:
            thread.join()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            connection.settimeout(30)
            thread = threading.Thread(target=self._serve, args=(connection,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            if self._tls is not None:
                connection = self._tls.wrap_socket(connection, server_side=True)
            head = b""
            while b"\r\n\r\n" not in head:
                more = connection.recv(65536)
                if not more:
                    return
                head += more
            self._answer(connection, head)
        except OSError:
            return  # who asked has hung up
        finally:
            connection.close()

    def _answer(self, connection: socket.socket, head: bytes) -> None:
        first, *lines = head.decode("latin-1").partition("\r\n\r\n")[0].split("\r\n")
        path = first.split(" ")[1]
        headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines)}
        self.asked.append(SimpleNamespace(path=path, headers=headers))
        answer = self.answers.get(path) or self.answers.get(path.partition("?")[0])
        answer = answer or self.answer(b"not here", status="404 Not Found")
        if isinstance(answer, list):
            answer = answer.pop(0) if len(answer) > 1 else answer[0]
        if callable(answer):
            answer(connection, headers)
        else:
            connection.sendall(answer)


@pytest.fixture
def sites() -> Iterator[Callable[..., Site]]:
    """Make web servers; the test needs `allow_hosts(["127.0.0.1"])`."""
    made: list[Site] = []

    def make(tls: ssl.SSLContext | None = None) -> Site:
        made.append(Site(tls))
        return made[-1]

    yield make
    for site in made:
        site.close()


@pytest.fixture
def site(sites) -> Site:
    """A web server; the test needs `allow_hosts(["127.0.0.1"])`."""
    return sites()


@pytest.fixture(scope="session")
def picture() -> Callable[[int], object]:
    """
    Make pictures: `picture(7)` is a Pillow image, always the same, unlike `picture(8)`.

    They have the spectrum of photographs (large shapes strong, small ones weak) and some
    things with edges before it.
    """
    import numpy as np
    from PIL import Image, ImageDraw, ImageFilter

    def made(seed: int, side: int = 320) -> object:
        dice = np.random.default_rng(seed)
        steps = np.fft.fftfreq(side)
        far = np.hypot(*np.meshgrid(steps, steps))
        far[0, 0] = 1
        noise = np.fft.fft2(dice.standard_normal((side, side))) / far**1.1
        grey = np.real(np.fft.ifft2(noise))
        grey = (grey - grey.min()) / np.ptp(grey) * 255
        image = Image.fromarray(np.stack([grey, grey[::-1], grey.T], -1).astype("uint8"))
        pen = ImageDraw.Draw(image)
        for _ in range(6):
            x, y, wide, high = (int(n) for n in dice.integers(20, side * 2 // 3, 4))
            colour = tuple(int(n) for n in dice.integers(0, 255, 3))
            pen.rectangle([x, y, x + wide // 2, y + high // 2], fill=colour)
        return image.filter(ImageFilter.GaussianBlur(1))

    return made


_AUTHORITY = """
[req]
distinguished_name = dn
prompt = no
x509_extensions = ca
[dn]
CN = Test CA of {name}
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[tsa]
extendedKeyUsage = critical,timeStamping
[stamps]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
{certs}
"""


class Authority:
    """A time authority made with the system's `openssl`, and what a test wants it to do."""

    def __init__(self, folder: Path, *, with_chain: bool) -> None:
        self.folder = folder
        self.url = ""
        self.asked = 0
        self.is_down = False
        self.spoil: Callable[[bytes], bytes] = lambda answer: answer
        certs = f"certs = {folder}/ca.pem" if with_chain else ""
        told = _AUTHORITY.format(folder=folder, name=folder.name, certs=certs)
        (folder / "conf").write_text(told)
        (folder / "serial").write_text("01\n")
        key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        self._run("req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-config", "conf")
        subject = ["-subj", f"/CN=Authority {folder.name}"]
        self._run("req", "-new", *key, "-keyout", "own.key", "-out", "own.csr", *subject)
        signed = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", "conf"]
        self._run(
            "x509", "-req", "-in", "own.csr", *signed, "-extensions", "tsa", "-out", "own.pem"
        )

    @property
    def ca(self) -> Path:
        """The certificate by which it is trusted."""
        return self.folder / "ca.pem"

    def answer(self, asked: bytes) -> bytes:
        """Seal what is asked."""
        self.asked += 1
        (self.folder / "asked").write_bytes(asked)
        signed = [
            "-config",
            "conf",
            "-section",
            "stamps",
            "-inkey",
            "own.key",
            "-signer",
            "own.pem",
        ]
        self._run("ts", "-reply", *signed, "-queryfile", "asked", "-out", "answer")
        return self.spoil((self.folder / "answer").read_bytes())

    def _run(self, *words: str) -> None:
        subprocess.run(
            ["openssl", *words],  # noqa: S607
            cwd=self.folder,
            check=True,
            capture_output=True,
        )


@pytest.fixture
def authority(tmp_path_factory) -> Iterator[Callable[..., Authority]]:
    """
    Make a time authority that answers on this machine: `authority("north", with_chain=True)`.

    With its chain `openssl` writes certificates in an order that strict readers refuse. The
    test needs `allow_hosts(["127.0.0.1"])` where it asks it in its own process.
    """
    if shutil.which("openssl") is None:
        pytest.skip("there is no openssl on this machine")
    servers: list[tuple[ThreadingHTTPServer, threading.Thread]] = []

    def made(name: str = "north", *, with_chain: bool = False) -> Authority:
        held = Authority(tmp_path_factory.mktemp(name), with_chain=with_chain)

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = self.rfile.read(int(self.headers["content-length"]))
                answer = b"" if held.is_down else held.answer(asked)
                self.send_response(503 if held.is_down else 200)
                self.send_header("content-type", "application/timestamp-reply")
                self.send_header("content-length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        servers.append((server, thread))
        held.url = f"http://127.0.0.1:{server.server_address[1]}/"
        return held

    yield made
    for server, thread in servers:
        server.shutdown()
        server.server_close()
        thread.join()


_WORDS = "On Monday {number} people were killed in Aleppo, residents said.\n"


@pytest.fixture(scope="session")
def keep_reports() -> Callable[..., list[Claim]]:
    """
    Write reports into a record without reading them: `keep_reports(folder, 3)`.

    Each has its bytes in the archive, a capture, a text, a claim and a line of custody.
    """
    noon = datetime(2025, 3, 12, 12, tzinfo=UTC)

    def kept(
        folder: Path, many: int, *, first: int = 0, at: datetime = noon, words: str = _WORDS
    ) -> list[Claim]:
        with store.open_record(folder, create=True, clock=lambda: at) as record:
            archive = kept_files.of(folder)
            with record.build():
                numbers = range(first, first + many)
                return [_keep(record, archive, number, at, words) for number in numbers]

    return kept


def _keep(
    record: store.RecordStore,
    archive: preserve.Archive,
    number: int,
    at: datetime,
    words: str = _WORDS,
) -> Claim:
    document = Document(name=f"report-{number}.txt", publisher="The Courier")
    words = words.format(number=number + 2)
    data = words.encode()
    snapshot = preserve.snapshot(document, data, "text/plain", at)
    archive.keep(data)
    exact = f"{number + 2} people were killed"
    start = words.index(exact)
    passage = Passage(snapshot_id=snapshot.id, start=start, end=start + len(exact), exact=exact)
    count = Count(low=number + 2, high=number + 2, qualifier=Qualifier.EXACT)
    claim = Claim(
        document=document.name, passage=passage, measure=Measure.PEOPLE, outcome=Outcome.KILLED,
        count=count, engine="test 1",
    )  # fmt: skip
    block = Block(start=0, end=len(words) - 1, voice=Voice.BODY, rule="test")
    text = Text(
        snapshot_id=snapshot.id, content=words, blocks=(block,), language="en", reader="test 1"
    )
    capture = Capture(snapshot_id=snapshot.id, way=Way.FILE, at=at, asked=document.name)
    record.save_reading(document, snapshot, text, [claim], by="test 1", capture=capture)
    return claim


_DECIDED = (("Homs", "2024-05-03", 12), ("Aleppo", "2024-05-09", 4), ("Idlib", "2024-06-01", 7))


@pytest.fixture(scope="session")
def decided_record(tmp_path_factory) -> Path:
    """
    A record of three incidents on which somebody decided, that may be published.

    Tests copy it, with `shutil.copytree`, and never write to it.
    """
    folder = tmp_path_factory.mktemp("decided") / "coast"
    lines = []
    for number, (town, day, many) in enumerate(_DECIDED):
        quote = f"{many} people were killed in {town}"
        told = {"doc": f"report-{number}.txt", "start": 0, "end": len(quote), "quote": quote,
                "measure": "people", "outcome": "killed", "low": many, "high": many,
                "qualifier": "exact", "victims": "people", "victim_class": "civilian",
                "places": [town], "date_from": day, "date_to": day, "sources": ["Amal Watch"],
                "stance": "reported", "voice": "body"}  # fmt: skip
        lines.append(json.dumps(told))
    claims = folder.with_suffix(".jsonl")
    claims.write_text("\n".join(lines) + "\n")
    record = workflow.import_claims(folder, claims, create=True).record
    for claim in record.claims:
        workflow.decide(folder, workflow.accept(claim), by="Amal", why="Read.")
    settings = folder / "onrecord.toml"
    allowed = '\n[publish]\ncontact = "desk@record.example"\nkeeper = "Northern Desk"\n'
    settings.write_text(settings.read_text() + allowed)
    return folder
