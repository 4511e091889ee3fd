"""Real reports, read by people, through grouping, origins, sums, figures and checks."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from onrecord import checks, group, reconcile, resolve
from onrecord.model import (
    Block,
    Claim,
    Count,
    Document,
    Measure,
    Mention,
    Outcome,
    Passage,
    Qualifier,
    Record,
    SetAside,
    Stance,
    Text,
    VictimClass,
    Voice,
)
from onrecord.testing.table import when

SHARED = Path(__file__).parents[4] / "shared"

pytestmark = pytest.mark.skipif(
    not (SHARED / "gold").is_dir(), reason="the shared reports are not on this machine"
)


def _mention(name, kind, names):
    found = [entry for entry in names.find(name) if entry.kind == kind]
    return Mention(name=name, candidates=found[0].candidates if found else ())


def _claim(told, document, names, ids):
    time = f"{told['date_from'] or ''}..{told['date_to'] or ''}"
    return Claim(
        document=document,
        passage=Passage(
            snapshot_id=None, start=told["start"], end=told["end"], exact=told["quote"]
        ),
        measure=Measure(told["measure"]),
        outcome=Outcome(told["outcome"]),
        count=Count(low=told["low"], high=told["high"], qualifier=Qualifier(told["qualifier"])),
        victims=told["victims"],
        victim_class=VictimClass(told["victim_class"]),
        perpetrators=tuple(_mention(name, "actor", names) for name in told["perpetrators"]),
        places=tuple(_mention(name, "place", names) for name in told["places"]),
        when=when(time) if time != ".." else None,
        sources=tuple(_mention(name, "actor", names) for name in told["sources"]),
        stance=Stance(told["stance"]),
        voice=Voice(told["voice"]),
        part_of=ids.get(told["part_of"]),
        same_as=ids.get(told["same_as"]),
    )


@pytest.fixture(scope="module")
def record():
    names = resolve.names()
    with (SHARED / "reports" / "manifest.csv").open(encoding="utf-8") as stream:
        told = {row["file"]: row for row in csv.DictReader(stream)}
    documents, claims, texts = {}, [], {}
    for path in sorted((SHARED / "gold").glob("0*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        name, row = gold["doc"], told[gold["doc"]]
        documents[name] = Document(
            name=name,
            publisher=row["publisher"] or None,
            published=date.fromisoformat(row["published"]),
        )
        content = (SHARED / "reports" / name).read_bytes().decode("utf-8")
        block = Block(start=0, end=len(content), voice=Voice.BODY, rule="test")
        texts[name] = Text(
            snapshot_id=name, content=content, blocks=(block,), language="en", reader="test"
        )
        ids = {}
        for row_of_claim in gold["claims"]:
            claim = _claim(row_of_claim, name, names, ids)
            ids[row_of_claim["id"]] = claim.id
            claims.append(claim)
    by_id = {claim.id: claim for claim in claims}
    grouping = group.incidents(claims, documents, names.place, names.actor)
    origins = reconcile.origins(claims, documents, texts, names.actor, names.place)
    made = grouping.incidents
    return Record(
        documents=documents,
        claims=by_id,
        incidents=made,
        asides=grouping.asides,
        origins=origins,
        sums={one.id: reconcile.sums(one, by_id, origins) for one in made},
        figures={one.id: reconcile.figures(one, by_id, origins, documents) for one in made},
    )


def _with(record, low, outcome=Outcome.KILLED):
    """Return the incident that has a claim of this number."""
    (claim,) = (c for c in record.claims.values() if c.count.low == low and c.outcome is outcome)
    (found,) = (one for one in record.incidents if claim.id in one.claim_ids)
    return found


def test_a_wave_with_its_parts_is_one_incident_whose_sums_hold(record):
    wave = _with(record, 779)
    assert {_with(record, low).id for low in (383, 172, 211, 396)} == {wave.id}
    assert [total.holds for total in record.sums[wave.id]] == [True, True]


def test_the_waves_figure_rests_on_one_origin_that_says_what_it_leaves_out(record):
    wave = _with(record, 779)
    (origin,) = record.origins_behind(wave)
    assert len(origin.excludes) == 1
    assert str(record.figures[wave.id][0]) == "779"


def test_repeated_claims_of_one_bombing_are_one_incident(record):
    document = min(record.documents)
    (found,) = (
        one for one in record.incidents if record.claims[one.claim_ids[0]].document == document
    )
    assert len(found.claim_ids) == 3
    assert str(record.figures[found.id][0]) == "4"


def test_totals_shares_ratios_forecasts_and_comments_are_in_no_incident(record):
    reasons = {aside.claim_id: aside.reason for aside in record.asides}

    def of(**wanted):
        return {
            reasons.get(claim.id)
            for claim in record.claims.values()
            if all(getattr(claim, field) == value for field, value in wanted.items())
        }

    assert of(measure=Measure.SHARE) == {SetAside.SHARE}
    assert of(measure=Measure.RATIO) == {SetAside.RATIO}
    assert of(stance=Stance.HYPOTHETICAL, voice=Voice.BODY) == {SetAside.FORECAST}
    assert of(voice=Voice.COMMENT) == {SetAside.COMMENT}
    war = Count(low=470_000, high=470_000, qualifier=Qualifier.ABOUT)
    assert of(count=war) == {SetAside.TOTAL}


def test_a_day_outside_its_paragraphs_period_is_one_incident_and_a_question(record):
    dead, hurt = _with(record, 11), _with(record, 31, Outcome.INJURED)
    assert dead.id == hurt.id
    asked = [problem.where for problem in checks.run(record) if problem.code == "date-doubtful"]
    assert set(asked) & set(dead.claim_ids)
