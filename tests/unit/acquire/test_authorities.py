"""Asking a time authority: nothing more is sent than the question, and no answer without end."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest

from onrecord.acquire import authorities

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
KIND = "application/timestamp-reply"


@pytest.fixture
def server():
    """A server that answers as a test wants, and notes what it was asked."""
    held = SimpleNamespace(asked=[], answer=b"yes", status=200, kind=KIND, more={}, drip=False)
    ended = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            held.asked.append((self.path, dict(self.headers), body))
            self.send_response(held.status)
            for name, value in {"content-type": held.kind, **held.more}.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(held.answer)
                while held.drip and not ended.wait(0.05):
                    self.wfile.write(b".")
                    self.wfile.flush()
            except OSError:
                return

        def log_message(self, *_):
            pass

    serving = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    serving.daemon_threads = True
    thread = threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    held.url = f"http://127.0.0.1:{serving.server_address[1]}/tsr"
    yield held
    ended.set()
    serving.shutdown()
    serving.server_close()
    thread.join()


def ask(url, seconds=5.0):
    return authorities.answer(url, b"question", asks="a/question", answers=KIND, seconds=seconds)


def test_the_question_is_posted_and_nothing_else_is_told(server):
    assert ask(server.url) == b"yes"
    ((path, headers, body),) = server.asked
    assert (path, body) == ("/tsr", b"question")
    told = {name.lower() for name in headers}
    assert told == {"host", "content-type", "content-length", "accept", "user-agent",
                    "accept-encoding", "connection"}  # fmt: skip
    assert headers["User-Agent"] == "onrecord"


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"status": 503}, "status 503"),
        ({"status": 302, "more": {"location": "http://127.0.0.1:9/"}}, "status 302"),
        ({"kind": "text/html"}, "it is text/html"),
        ({"answer": b"x" * 300_000}, "more than 262,144 bytes"),
    ],
    ids=["refused", "sent elsewhere", "a page", "too long"],
)
def test_what_is_no_answer_is_refused_in_one_line(server, more, why):
    vars(server).update(more)
    with pytest.raises(authorities.NotAnswered, match=why) as raised:
        ask(server.url)
    assert str(raised.value).startswith(server.url)
    assert len(server.asked) == 1


def test_an_answer_that_drips_ends_when_its_time_is_over(server):
    server.drip = True
    with pytest.raises(authorities.NotAnswered, match="No whole answer came within"):
        ask(server.url, seconds=0.5)


def test_a_server_that_is_not_there_is_one_line(server):
    with pytest.raises(authorities.NotAnswered, match="did not answer"):
        ask("http://127.0.0.1:9/")


def test_it_goes_through_the_proxy_that_is_set_and_no_other_way(server, monkeypatch):
    """A proxy that refuses to connect is the only thing that is asked."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert ask(server.url) == b"yes"  # none of the environment is looked at
    server.asked.clear()
    near = server.url.removeprefix("http://").removesuffix("/tsr")
    with pytest.raises(authorities.NotAnswered, match="cannot be used"):
        authorities.answer(
            "http://time.example/tsr", b"q", asks="a/b", answers=KIND, seconds=5, proxy=near
        )
    assert server.asked == []
