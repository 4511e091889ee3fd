"""Files that hold reports of their own."""

from datetime import UTC, datetime

import pytest

from onrecord import acquire
from onrecord.acquire import containers
from onrecord.model import Capture, Document, Problem, Severity, Way

AT = datetime(2024, 5, 1, tzinfo=UTC)


def halves(name, data):
    """A made-up container: two reports, and one that is damaged."""
    for number, half in enumerate(data[4:].split(b"|"), 1):
        if not half:
            yield Problem(
                code="empty-document",
                message="Empty.",
                where=f"{name}/{number}",
                severity=Severity.WARNING,
            )
            continue
        yield acquire.Acquired(
            document=Document(name=f"{name}/{number}"),
            data=half,
            media_type="text/plain",
            capture=Capture(way=Way.CONTAINER, at=AT, member=str(number)),
            kept=(data,),
        )


@pytest.fixture
def _halves(monkeypatch):
    kind = containers.Container(frozenset({".two"}), (b"TWO:",), halves)
    monkeypatch.setattr(containers, "CONTAINERS", (kind,))


@pytest.mark.usefixtures("_halves")
def test_a_files_reports_come_in_its_place_and_a_faulty_one_stops_none(tmp_path):
    (tmp_path / "a.txt").write_text("First.")
    (tmp_path / "b.two").write_bytes(b"TWO:Nine died.||Ten died.")
    (tmp_path / "c.txt").write_text("Last.")
    found = list(acquire.folder(tmp_path))
    assert [one.where if isinstance(one, Problem) else one.document.name for one in found] == [
        "a.txt", "b.two/1", "b.two/2", "b.two/3", "c.txt",
    ]  # fmt: skip


@pytest.mark.usefixtures("_halves")
def test_its_first_bytes_tell_a_container_whatever_its_name(tmp_path):
    (tmp_path / "b.txt").write_bytes(b"TWO:Nine died.|Ten died.")
    assert [one.data for one in acquire.folder(tmp_path)] == [b"Nine died.", b"Ten died."]


@pytest.mark.usefixtures("_halves")
def test_the_manifest_tells_of_one_report_inside_or_of_all(tmp_path):
    (tmp_path / "b.two").write_bytes(b"TWO:Nine died.|Ten died.")
    (tmp_path / "manifest.csv").write_text(
        "file,publisher\nb.two,The Monitor\nb.two/2,The Gazette\n"
    )
    found = list(acquire.folder(tmp_path))
    assert [one.document.told.publisher for one in found] == ["The Monitor", "The Gazette"]
