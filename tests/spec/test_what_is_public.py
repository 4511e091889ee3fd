"""What of a record goes out: only what people decided, worked out as if there were no more."""

import shutil
from pathlib import Path

import pytest

from onrecord import store, workflow
from onrecord.workflow import publishing

EARLY = (
    "On Monday 12 people were killed in an air strike in Aleppo, the Aleppo health office said.\n"
)
LATER = "On Monday 19 people were killed in an air strike in Aleppo, SNHR said.\n"
ELSEWHERE = "On 3 March 2025 four people were killed in a raid in Idlib, SNHR said.\n"
MANIFEST = """file,publisher,published
early.txt,The Courier,2025-03-12
later.txt,The Herald,2025-03-13
elsewhere.txt,The Herald,2025-03-13
"""


@pytest.fixture(scope="module")
def read_record(tmp_path_factory) -> Path:
    """Three reports, read, of which nobody has decided anything."""
    folder = tmp_path_factory.mktemp("public")
    reports = folder / "reports"
    reports.mkdir()
    (reports / "early.txt").write_text(EARLY)
    (reports / "later.txt").write_text(LATER)
    (reports / "elsewhere.txt").write_text(ELSEWHERE)
    (reports / "manifest.csv").write_text(MANIFEST)
    workflow.build(reports, folder / "record")
    return folder / "record"


@pytest.fixture
def record(read_record, tmp_path) -> Path:
    return Path(shutil.copytree(read_record, tmp_path / "record"))


def _public(record: Path, **options: bool):
    with store.open_record(record) as kept:
        return publishing.public_of(kept, **options)


def _killed(public) -> dict[str, tuple[int | None, int | None]]:
    told = {one.places[0].name: one.figure("killed") for one in public.incidents}
    return {place: (made.minimum, made.maximum) for place, made in told.items() if made}


def _accept(record: Path, document: str) -> None:
    claims = [c.id for c in workflow.load(record).claims.values() if c.document == document]
    assert claims
    for claim in claims:
        workflow.decide(record, workflow.accept(claim), by="Amal", why="the words say it")


def test_what_nobody_decided_on_does_not_go_out(record):
    """A machine's reading is a proposal until a person decides."""
    public = _public(record)
    assert (public.count, list(public.incidents), public.documents) == (0, [], {})
    assert public.method.held_back == 2


def test_proposals_go_out_where_that_is_asked_for_and_say_what_they_are(record):
    """An editor wants to see what it would look like."""
    public = _public(record, proposals=True)
    assert _killed(public) == {"Aleppo": (12, 19), "Idlib": (4, 4)}
    assert not any(one.is_decided for one in public.incidents)


def test_figures_that_go_out_are_made_of_what_was_decided(record):
    """Of two reports on one strike one is accepted: the figure is its, not a range of both."""
    _accept(record, "early.txt")
    public = _public(record)
    assert _killed(public) == {"Aleppo": (12, 12)}
    (one,) = public.incidents
    assert one.is_decided
    assert {public.documents[claim.document_id].publisher for claim in one.claims} == {
        "The Courier"
    }


def test_an_incident_keeps_its_id_when_more_of_it_is_decided(record):
    """Its address stands in letters: it must not change with the next release."""
    _accept(record, "early.txt")
    (before,) = _public(record).incidents
    _accept(record, "later.txt")
    (after,) = _public(record).incidents
    (whole, _) = sorted(_public(record, proposals=True).incidents, key=lambda one: len(one.claims))[
        ::-1
    ]
    assert before.id == after.id == whole.id
    assert _killed(_public(record)) == {"Aleppo": (12, 19)}


def test_an_incident_that_is_held_back_is_not_called_retired(record):
    """Its id lives: a page that says it was given up would be wrong, and would tell of it."""
    _accept(record, "early.txt")
    assert _public(record).retired == ()
