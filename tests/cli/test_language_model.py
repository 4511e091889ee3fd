"""A build that asks a language model: what is sent, how often, and what comes of its answers."""

import json
import os
import subprocess
import sys
import textwrap

import pytest

from onrecord.ask import endpoint as asking

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

REPORTS = {
    "a.txt": "Raid on Harbour Street\n\nBy Sami Noor\n\n"
    "Gunmen killed 14 civilians in Douma on Friday, the ministry said.\n",
    "b.txt": "The market\n\nThe market was open, and the harbour was quiet.\n",
    "c.txt": "Shelling of Homs\n\nShelling killed 3 farmers in Homs on Monday.\n",
}
GOOD = {
    "claim_quote": "killed 14 civilians in Douma",
    "count_text": "14",
    "outcome": "killed",
    "victim_text": "civilians",
    "perpetrator_text": "Gunmen",
    "place_text": "Douma",
    "date_text": "on Friday",
    "source_text": "the ministry",
}
HALLUCINATED = json.dumps(
    {"claims": [{**GOOD, "claim_quote": "at least 14 civilians were killed in Douma"}]}
)


def good(words):
    """Read one paragraph rightly, and find nothing in the others."""
    paragraph = words.split("PARAGRAPH: ")[-1]
    return json.dumps({"claims": [GOOD] if "Douma" in paragraph else []})


@pytest.fixture
def record(tmp_path, monkeypatch, endpoint):
    """A folder of reports, and a record whose settings name the endpoint."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(asking, "_TRIES_AGAIN", 0)
    (tmp_path / "reports").mkdir()
    for name, words in REPORTS.items():
        (tmp_path / "reports" / name).write_text(words, "utf-8")
    (tmp_path / "r").mkdir()
    endpoint.words = good

    def connected(**more):
        told = {"base_url": endpoint.url, "model": "small", **more}
        lines = [f"{k} = {json.dumps(v)}" for k, v in told.items()]
        settings = "\n".join(["[reader.llm]", *lines, ""])
        (tmp_path / "r" / "onrecord.toml").write_text(settings, "utf-8")

    connected()
    return connected


@pytest.fixture
def build(onrecord, record):
    return lambda: onrecord("build", "reports", "--record", "r")


@pytest.fixture
def problems(onrecord):
    def of(*codes):
        told = json.loads(onrecord("check", "r", "--json").out)
        return [p for p in told if p["code"].startswith("model-") and p["code"] in codes]

    return of


def claims(onrecord):
    told = json.loads(onrecord("show", "r", "--claims", "--json").out)
    return {c["passage"]["exact"]: c["engine"] for c in told}


CODES = ("model-claims-not-taken", "model-not-answering", "model-not-asked")


def test_it_says_before_anything_is_sent_what_goes_where(build, endpoint):
    told = build()
    host = endpoint.url.split("/")[2]
    (line,) = [line for line in told.err.splitlines() if host in line]
    assert line.startswith("onrecord: paragraphs that may tell of harm will be sent to")
    assert "model small" in line
    assert host not in told.out


def test_where_it_agrees_the_claim_says_so(build, endpoint, onrecord, problems):
    assert build().code == 0
    engines = list(claims(onrecord).values())
    assert len(engines) == 2
    assert sum(engine.endswith(" + llm:small") for engine in engines) == 1
    assert problems(*CODES) == []
    assert "Sami Noor" not in json.dumps([a.body for a in endpoint.asked])


def test_a_second_build_asks_nothing(build, endpoint, onrecord):
    build()
    asked, said = len(endpoint.asked), claims(onrecord)
    assert asked
    told = build()
    assert len(endpoint.asked) == asked
    assert "3 as before" in told.out
    assert claims(onrecord) == said


def test_a_new_record_of_answers_kept_asks_nothing(build, endpoint, onrecord, tmp_path):
    build()
    asked, said = len(endpoint.asked), claims(onrecord)
    for path in tmp_path.joinpath("r").glob("record.db*"):
        path.unlink()
    build()
    assert len(endpoint.asked) == asked
    assert claims(onrecord) == said


def test_an_answer_is_kept_with_model_prompt_and_raw_reply(build, endpoint, tmp_path):
    build()
    kept = [json.loads(p.read_text("utf-8")) for p in (tmp_path / "r/asked").rglob("*.json")]
    assert len(kept) == len(endpoint.asked)
    (one,) = [k for k in kept if "PARAGRAPH: Gunmen" in k["sent"]]
    assert one["model"] == "small"
    assert len(one["prompt"]) == 12
    assert json.loads(one["reply"])["choices"][0]["message"]["content"] == good(one["sent"])


def test_another_model_is_asked_anew(build, endpoint, record, onrecord):
    build()
    asked = len(endpoint.asked)
    record(model="other")
    told = build()
    assert len(endpoint.asked) == 2 * asked
    assert "3 read again because" in told.out
    assert any(e.endswith(" + llm:other") for e in claims(onrecord).values())


def test_what_it_makes_up_is_rejected_counted_and_never_shown(
    build, endpoint, onrecord, problems, tmp_path
):
    endpoint.words = HALLUCINATED
    told = build()
    assert len(claims(onrecord)) == 2
    assert "llm" not in "".join(claims(onrecord).values())
    found = problems(*CODES)
    assert {(p["code"], p["where"]) for p in found} == {
        ("model-claims-not-taken", "a.txt"),
        ("model-claims-not-taken", "c.txt"),
    }
    assert "at least 14 civilians" not in told.out + told.err + json.dumps(found)


def test_what_is_no_answer_is_a_problem_and_asked_again_by_the_next_build(
    build, endpoint, onrecord, problems
):
    endpoint.raw = b"<html>busy</html>"
    assert build().code == 0
    assert len(claims(onrecord)) == 2
    assert {p["where"] for p in problems("model-not-answering")} == {"a.txt", "c.txt"}
    endpoint.raw = None
    build()
    assert problems(*CODES) == []
    assert sum(e.endswith(" + llm:small") for e in claims(onrecord).values()) == 1


def test_a_refusal_is_kept_and_not_asked_again(build, endpoint, problems):
    message = {"role": "assistant", "content": None, "refusal": "I can not help with that."}
    endpoint.raw = json.dumps({"choices": [{"message": message}]}).encode()
    build()
    asked = len(endpoint.asked)
    assert "not in the form asked for" in problems("model-claims-not-taken")[0]["message"]
    build()
    assert len(endpoint.asked) == asked


@pytest.mark.parametrize(
    ("how", "why"), [({"status": 500}, "status 500"), ({"seconds": 9.0}, "it took too long")]
)
def test_a_slow_or_failing_endpoint_is_left_after_three_times(
    build, endpoint, record, problems, onrecord, how, why
):
    record(timeout_seconds=1)
    for name, value in how.items():
        setattr(endpoint, name, value)
    assert build().code == 0
    assert len(endpoint.asked) == 3
    assert len(claims(onrecord)) == 2
    assert why in problems("model-not-answering")[0]["message"]
    (left,) = problems("model-not-asked")
    assert "did not answer 3 times on end" in left["message"]


def test_it_stops_when_the_budget_is_spent_and_the_next_build_goes_on(
    build, endpoint, record, problems
):
    record(budget_tokens=150)
    seen = []
    for _ in range(4):
        told = build()
        seen.append(len(endpoint.asked))
        left = problems("model-not-asked")
        assert told.code == 0
        assert len(left) == (seen[-1] < 4)
        assert all(p["where"] == "onrecord.toml" for p in left)
    assert seen == [2, 4, 4, 4]
    assert "3 as before" in told.out


def test_without_a_budget_only_what_was_answered_before_is_used(build, endpoint, record):
    record(budget_tokens=0)
    build()
    assert endpoint.asked == []


def test_a_build_that_was_stopped_goes_on_from_what_was_answered(
    build, endpoint, monkeypatch, onrecord
):
    from onrecord.store import RecordStore

    def killed(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(RecordStore, "save_reading", killed)
        assert build().code == 130
    before = [a.body for a in endpoint.asked]
    assert before
    build()
    after = [a.body["messages"][-1] for a in endpoint.asked]
    assert len(after) == len({m["content"] for m in after})


def test_a_damaged_answer_is_asked_anew(build, endpoint, tmp_path, record):
    build()
    asked = len(endpoint.asked)
    (one, *_) = (tmp_path / "r/asked").rglob("*.json")
    one.write_text('{"reply": "', "utf-8")
    for path in tmp_path.joinpath("r").glob("record.db*"):
        path.unlink()
    build()
    assert len(endpoint.asked) == asked + 1


def test_a_key_that_is_not_there_is_one_line(build, record, endpoint, monkeypatch):
    record(api_key_env="MODEL_KEY")
    told = build()
    assert told.code == 4
    assert told.err.splitlines()[-1].endswith("variable MODEL_KEY, which is not set")
    monkeypatch.setenv("MODEL_KEY", "secret")
    assert build().code == 0
    assert {a.headers["authorization"] for a in endpoint.asked} == {"Bearer secret"}


def test_without_settings_nothing_is_sent_and_what_could_send_is_not_loaded(tmp_path):
    """Whatever the environment holds: only the record's own settings connect a model."""
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text(REPORTS["a.txt"], "utf-8")
    program = textwrap.dedent("""
        import sys
        from onrecord.cli import run

        code = run(["build", "reports", "--record", "r"])
        found = {"openai", "httpx2", "onrecord.ask", "onrecord.workflow.asking"}
        print("LOADED", sorted(found & set(sys.modules)))
        sys.exit(code)
    """)
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={
            **os.environ,
            "OPENAI_API_KEY": "k",
            "OPENAI_BASE_URL": "http://127.0.0.1:9",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert "LOADED []" in done.stdout
    assert "sent to" not in done.stderr
    assert not (tmp_path / "r" / "asked").exists()
