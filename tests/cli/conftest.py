"""Running the program as a user does: in this process where quick, else in one of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from onrecord.cli import run
from onrecord.model import (
    Aside,
    Block,
    Candidate,
    Claim,
    Count,
    Document,
    Figure,
    Incident,
    Measure,
    Mention,
    Origin,
    Outcome,
    Passage,
    Problem,
    Qualifier,
    Record,
    SetAside,
    Severity,
    Snapshot,
    Stance,
    Sum,
    Text,
    VictimClass,
    Voice,
    When,
)

DAY = When(earliest=date(2024, 5, 3), latest=date(2024, 5, 3))

_TITLE = "Shelling of Harbour Street"
_BODY = (
    "At least 12 people were killed in Qasra on Friday, the Qasra hospital said, "
    "5 of them children."
)
_FORECAST = "Aid workers fear that hundreds may die."
ENGLISH = f"{_TITLE}\n\n{_BODY}\n{_FORECAST}\n"
ARABIC = "قتل 14 شخصا في قصرة يوم الجمعة\n"


def text_of(name: str, content: str, voices: tuple[Voice, ...]) -> tuple[Document, Snapshot, Text]:
    """Return a document with its snapshot and its text, one block a line."""
    document = Document(
        name=name,
        title=content.splitlines()[0],
        publisher="The Harbour Post",
        published=date(2024, 5, 4),
        language="ar" if name.endswith("ar.txt") else "en",
        found_in=(("published", "manifest"),),
    )
    snapshot = Snapshot(
        document_id=document.id,
        sha256="0" * 64,
        size=len(content),
        media_type="text/plain",
        taken_at=datetime(2024, 6, 1, tzinfo=UTC),
    )
    blocks, at = [], 0
    lines = [line for line in content.split("\n") if line]
    for line, voice in zip(lines, voices, strict=True):
        start = content.index(line, at)
        at = start + len(line)
        blocks.append(Block(start=start, end=at, voice=voice, rule="made"))
    text = Text(
        snapshot_id=snapshot.id,
        content=content,
        blocks=tuple(blocks),
        language=document.language,
        reader="plain 1",
    )
    return document, snapshot, text


def claim(document: Document, text: Text, words: str, count: Count, **slots: object) -> Claim:
    """Return a claim anchored at the first place where its words stand."""
    start = text.content.index(words)
    passage = Passage(
        snapshot_id=text.snapshot_id, start=start, end=start + len(words), exact=words
    )
    plain = Claim(
        document=document.name,
        passage=passage,
        measure=Measure.PEOPLE,
        outcome=Outcome.KILLED,
        count=count,
        engine="made 1",
    )
    return plain.with_(**slots)


@pytest.fixture
def made() -> Record:
    """A small record: an Arabic report, a sum that holds, a forecast set aside."""
    voices = (Voice.TITLE, Voice.BODY, Voice.BODY)
    english, one, text = text_of("post/qasra.txt", ENGLISH, voices)
    arabic, two, arabic_text = text_of("post/qasra-ar.txt", ARABIC, (Voice.BODY,))
    hospital = Mention(name="the Qasra hospital")
    shared: dict[str, object] = {
        "victim_class": VictimClass.CIVILIAN,
        "places": (
            Mention(name="Qasra", candidates=(Candidate(id="geo:1", score=1, why="only one"),)),
        ),
        "times": (Mention(name="on Friday"),),
        "when": DAY,
    }
    at_least = Count(low=12, qualifier=Qualifier.AT_LEAST)
    whole = claim(
        english, text, "At least 12 people were killed", at_least,
        victims="people", sources=(hospital,), stance=Stance.REPORTED, **shared,
    )  # fmt: skip
    exact = Count(low=5, high=5, qualifier=Qualifier.EXACT)
    part = claim(
        english, text, "5 of them children", exact,
        victims="children", sources=(hospital,), stance=Stance.REPORTED, part_of=whole.id, **shared,
    )  # fmt: skip
    rival = claim(
        arabic, arabic_text, "قتل 14 شخصا", Count(low=14, high=14, qualifier=Qualifier.EXACT),
        victims="شخصا", **shared,
    )  # fmt: skip
    feared = claim(
        english, text, "hundreds may die", Count(low=200, qualifier=Qualifier.VAGUE),
        stance=Stance.HYPOTHETICAL,
    )  # fmt: skip
    held = {c.id: c for c in (whole, part, rival, feared)}
    incident = Incident(
        id="inc_abcdefghijklmnop",
        claim_ids=(whole.id, part.id, rival.id),
        when=DAY,
        place_ids=("geo:1",),
        place_names=("Qasra",),
        perpetrators=(),
        why=((part.id, "said to be part of it"), (rival.id, "same place, same day")),
    )
    figure = Figure(
        incident_id=incident.id, outcome="killed", minimum=12, maximum=14,
        used=(whole.id, rival.id), left_out=((part.id, "part of a whole"),),
        rule="least and most that the origins say",
    )  # fmt: skip
    return Record(
        name="harbour",
        documents={d.name: d for d in (english, arabic)},
        snapshots={english.name: one, arabic.name: two},
        texts={text.snapshot_id: text, arabic_text.snapshot_id: arabic_text},
        claims=held,
        incidents=(incident,),
        asides=(Aside(claim_id=feared.id, reason=SetAside.FORECAST),),
        origins=(
            Origin(id="org_aaaaaaaaaaaaaaaa", name="Qasra hospital", claim_ids=(whole.id, part.id)),
            Origin(id="org_bbbbbbbbbbbbbbbb", name="The Harbour Post", claim_ids=(rival.id,)),
        ),
        sums={
            incident.id: (
                Sum(
                    whole=whole.id,
                    parts=(part.id,),
                    low=5,
                    high=5,
                    holds=True,
                    text="5 of 12: holds",
                ),
            )
        },
        figures={incident.id: (figure,)},
        problems=(
            Problem(
                code="origins-differ",
                message="Two origins give different tolls.",
                where=incident.id,
                severity=Severity.QUESTION,
            ),
        ),
    )


Told = SimpleNamespace


@pytest.fixture
def onrecord(capfd, monkeypatch) -> Callable[..., Told]:
    """Run the program in this process: `onrecord("show", "coast")` gives code, out and err."""
    monkeypatch.setenv("COLUMNS", "100")

    def ran(*words: object) -> Told:
        code = run([str(word) for word in words])
        out, err = capfd.readouterr()
        assert "Traceback" not in out + err
        return Told(code=code, out=out, err=err)

    return ran


@pytest.fixture
def program(tmp_path: Path) -> Callable[..., Told]:
    """Run the program in a process of its own, in a folder of its own."""

    def ran(*words: object, **more: object) -> Told:
        settings = {**os.environ, "COLUMNS": "100", **more.pop("env", {})}
        done = subprocess.run(
            [sys.executable, "-m", "onrecord", *map(str, words)],
            cwd=tmp_path,
            env=settings,
            capture_output=True,
            timeout=120,
            check=False,
            **more,
        )
        out, err = done.stdout.decode(), done.stderr.decode()
        assert "Traceback" not in out + err
        return Told(code=done.returncode, out=out, err=err)

    return ran
