"""The desk by law: what it shows is what loading anew shows, and what follows from scratch."""

import random
import shutil
from pathlib import Path

import pytest

from onrecord import store, workflow
from onrecord.model import OnRecordError, Place, PlaceKind
from onrecord.workflow import choosing, correcting, derive, engines, loading
from onrecord.workflow.desk import Desk, following

REPORTS = {
    "a.txt": "Ministry: 12 killed in Aleppo\n\nAleppo, 5 March 2024 - An air strike killed 12 "
    "people, among them 4 children, in Aleppo on Tuesday, the health ministry said. The strike "
    "killed 12 people and wounded dozens, it said again. Soldiers and civilians were killed.\n",
    "b.txt": "Aleppo strike\n\nALEPPO, March 6, 2024 - Fourteen people were killed in an air "
    "strike on Aleppo on Tuesday, the Syrian Observatory for Human Rights said.\n",
}
YARD = Place(
    id="own:yard", name="The yard", kind=PlaceKind.TOWN, latitude=36.2, longitude=37.1, country="SY"
)
WAYS = (
    "accept", "accept", "reject", "unsure", "correct", "add", "name", "same", "merge", "split",
    "trace", "settle", "note", "undo", "undo", "undo", "blind", "taken",
)  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("law")
    (folder / "reports").mkdir()
    for name, text in REPORTS.items():
        (folder / "reports" / name).write_text(text, encoding="utf-8")
    workflow.build(folder / "reports", folder / "coast")
    return folder / "coast"


def asked(way, drawn, record):
    """Return something of a kind to ask of a record, drawn at random."""
    claims = list(record.claims.values())
    claim = drawn.choice(claims)
    mention = drawn.choice([m for c in claims for m in (*c.places, *c.perpetrators, *c.sources)])
    ids = sorted({*record.places, *record.actors})
    number = str(drawn.choice([4, 12, 14, 30]))
    added = {"words": [f"10:{drawn.randrange(40, 100)}"], "outcome": ["killed"], "low": ["3"]}
    incidents = [one.id for one in record.incidents]
    first = record.incidents[0] if record.incidents else None
    last = [one.id for one in record.decisions[-4:]]
    ways = {
        "reject": lambda: choosing.reject(claim.id),
        "unsure": lambda: choosing.leave_open(claim.id),
        "correct": lambda: correcting.correct(claim.id, {"low": [number], "high": [number]}),
        "add": lambda: correcting.add(claim.document, added),
        "name": lambda: choosing.name(mention.name, drawn.choice([YARD, *ids])),
        "same": lambda: choosing.same(drawn.choice(ids), drawn.choice(ids)),
        "merge": lambda: choosing.merge([*incidents[:2], claim.id]),
        "split": lambda: choosing.split(first.id, first.claim_ids[:1]) if first else None,
        "trace": lambda: choosing.trace(claim.id, drawn.choice(["The hospital", "A witness"])),
        "settle": lambda: choosing.settle(drawn.choice([p.id for p in record.problems] or [""])),
        "note": lambda: choosing.note(claim.id),
        "undo": lambda: choosing.undo(drawn.choice(last)) if last else None,
    }
    return ways.get(way, lambda: None)() or choosing.accept(claim.id)


def decide(desk, way, drawn, number):
    """Decide something; return whether it was written."""
    try:
        if way == "taken":  # a colleague's, made before all that is here
            claim = drawn.choice(list(desk.view.record.claims.values()))
            day = f"2020-01-{1 + number % 28:02}"
            line = (
                f'{{"choice": "reject", "by": "Basil", "at": "{day}T09:00:00+00:00", '
                f'"why": "A misprint.", "claims": ["{claim.id}"]}}'
            )
            return bool(desk.take([line.encode()], "from Basil").new)
        is_blind = way == "blind"
        told = asked("reject" if is_blind else way, drawn, desk.view.record)
        desk.decide(told, by=drawn.choice(["Amal", "Basil"]), why=f"{number}.", is_blind=is_blind)
    except OnRecordError:
        return False
    return True


def _some(by_incident):
    return {name: held for name, held in by_incident.items() if held}


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("is_large", [False, True])
def test_whatever_is_decided_the_desk_shows_what_loading_anew_and_working_out_anew_give(
    built, tmp_path, monkeypatch, seed, is_large
):
    folder = Path(shutil.copytree(built, tmp_path / "coast"))
    if is_large:
        monkeypatch.setattr(following, "AT_ONCE", 0)
        monkeypatch.setattr(following, "_SETTLED_DOWN", 1e9)
    drawn = random.Random(seed)  # noqa: S311 - the same every time
    ways = []
    with Desk(folder, person="Amal") as desk, store.open_record(folder) as other:
        for number in range(25):
            way = drawn.choice(WAYS)
            if not decide(desk, way, drawn, number):
                continue
            ways.append(way)
            here, again = desk.view.record, loading.load(other)
            assert here.claims == again.claims, ways
            assert list(here.claims) == list(again.claims), ways
            assert here.as_read == again.as_read, ways
            assert here.decisions == again.decisions, ways
            assert here.incidents == again.incidents, ways
            is_behind = any(one.code == "figures-behind" for one in again.problems)
            assert desk.view.is_behind or not is_behind, ways
            if not desk.view.is_behind:
                afresh = derive.derived(loading.told(other), engines.names())
                assert afresh.incidents == here.incidents, ways
                assert _some(afresh.figures) == _some(here.figures), ways
                assert _some(afresh.sums) == _some(here.sums), ways
                assert {o.id for o in afresh.origins} == {o.id for o in here.origins}, ways
                assert {p.id for p in afresh.problems} == {p.id for p in here.problems}, ways
                assert afresh.places.items() <= here.places.items(), ways
