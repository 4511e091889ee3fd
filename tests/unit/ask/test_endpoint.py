"""One question out and one raw answer in, whatever the endpoint does."""

import json
import time

import pytest

from onrecord import ask
from onrecord.ask import endpoint as module
from onrecord.model import MachineLacks, Question

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

QUESTION = Question(instructions="Read it.", words="PARAGRAPH: 4 men died.", schema='{"a": 1}')


@pytest.fixture
def asking(endpoint, monkeypatch):
    monkeypatch.setattr(module, "_TRIES_AGAIN", 0)

    def ready(**changes):
        told = {"base_url": endpoint.url, "model": "small", "key": None, "timeout_seconds": 5}
        return ask.Endpoint(**{**told, **changes})

    return ready


def test_the_question_is_sent_as_it_is_and_the_answer_comes_back_raw(endpoint, asking):
    told = asking(key="secret").ask(QUESTION)
    assert told.fault is None
    assert ask.reply(told.raw) == ask.Reply(words='{"claims": []}', tokens=100)
    (sent,) = endpoint.asked
    assert sent.path == "/v1/chat/completions"
    assert sent.headers["authorization"] == "Bearer secret"
    assert sent.body == {
        "model": "small",
        "messages": [
            {"role": "system", "content": "Read it."},
            {"role": "user", "content": "PARAGRAPH: 4 men died."},
        ],
        "temperature": 0,
        "max_tokens": 2000,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "claims", "strict": True, "schema": {"a": 1}},
        },
    }


def test_nothing_is_told_of_the_machine_or_taken_from_its_environment(
    endpoint, asking, monkeypatch
):
    for name, value in {
        "OPENAI_API_KEY": "from-the-environment",
        "OPENAI_BASE_URL": "https://example.org",
        "OPENAI_ORG_ID": "org",
        "OPENAI_PROJECT_ID": "project",
        "OPENAI_CUSTOM_HEADERS": "X-Who: me",
        "HTTP_PROXY": "http://192.0.2.1:1",
        "ALL_PROXY": "http://192.0.2.1:1",
    }.items():
        monkeypatch.setenv(name, value)
    assert asking().ask(QUESTION).fault is None
    known = {
        "host", "user-agent", "accept", "accept-encoding", "content-type", "content-length",
        "connection", "x-stainless-raw-response",
    }  # fmt: skip
    headers = {name.lower(): value for name, value in endpoint.asked[0].headers.items()}
    assert set(headers) <= known
    assert headers["user-agent"] == "onrecord"


@pytest.mark.parametrize("status", [400, 401, 404, 429, 500, 503])
def test_a_status_is_told(endpoint, asking, status):
    endpoint.status = status
    told = asking().ask(QUESTION)
    assert (told.raw, told.fault) == (None, f"it answered with status {status}")


def test_a_redirection_is_not_followed(endpoint, asking):
    endpoint.status = 307
    endpoint.headers = {"location": f"{endpoint.url}/elsewhere"}
    assert asking().ask(QUESTION).fault == "it answered with status 307"
    assert len(endpoint.asked) == 1


@pytest.mark.parametrize("how", ["seconds", "drip"])
def test_what_takes_too_long_is_left(endpoint, asking, how):
    setattr(endpoint, how, {"seconds": 20.0, "drip": 0.1}[how])
    began = time.monotonic()
    assert asking(timeout_seconds=1).ask(QUESTION).fault == "it took too long"
    assert time.monotonic() - began < 5


def test_what_does_not_end_is_left(endpoint, asking, monkeypatch):
    monkeypatch.setattr(module, "_MOST_BYTES", 1_000)
    endpoint.raw = b"x" * 50_000
    assert asking().ask(QUESTION).fault == "its answer was too long"


def test_nobody_there(asking):
    told = asking(base_url="http://127.0.0.1:9/v1").ask(QUESTION)
    assert told.fault == "it could not be reached"


@pytest.mark.parametrize("raw", [b"", b"<html>", b"[]", b'{"choices": []}', b"\xff\xfe", b"1" * 9])
def test_what_is_no_chat_completion_is_none(endpoint, asking, raw):
    endpoint.raw = raw
    assert ask.reply(asking().ask(QUESTION).raw) is None


@pytest.mark.parametrize("tokens", [None, "many", -3, True, 1.5])
def test_odd_numbers_of_tokens_are_not_believed(tokens):
    raw = {"choices": [{"message": {"content": "{}"}}], "usage": {"total_tokens": tokens}}
    assert ask.reply(json.dumps(raw)).tokens is None


def test_no_word_of_a_question_is_logged(endpoint, asking, caplog):
    with caplog.at_level(0):
        asking().ask(QUESTION)
        endpoint.status = 500
        asking().ask(QUESTION)
    assert "4 men died" not in caplog.text


def test_without_the_client_library_one_line_says_what_to_install(monkeypatch):
    monkeypatch.setattr(module, "find_spec", lambda _: None)
    with pytest.raises(MachineLacks, match=r"onrecord\[llm\]"):
        ask.Endpoint(base_url="http://127.0.0.1:9/v1", model="m", key=None, timeout_seconds=1)
