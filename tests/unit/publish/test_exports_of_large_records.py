"""A large record never stands whole in memory: incidents are made once and written as they come."""

import io

import pytest

from onrecord.publish.formats import FORMATS
from onrecord.publish.formats.tables import incidents
from onrecord.publish.release import folder, writing
from onrecord.testing import publics

OURS = ("csv", "parquet", "geojson", "jsonld")


class Coming:
    """Incidents that note how much had been written when each was asked for."""

    def __init__(self, out, many):
        self.out, self.many = out, many
        self.written = []
        self.walks = 0

    def __iter__(self):
        self.walks += 1
        for number in range(1, self.many + 1):
            self.written.append(self.out.tell())
            yield publics.incident(number)


@pytest.mark.parametrize("form", OURS)
def test_incidents_are_made_once(form):
    out = io.BytesIO()
    coming = Coming(out, 3)
    FORMATS[form].write(publics.public(incidents=coming, count=3), out)
    assert coming.walks == 1


@pytest.mark.parametrize("form", ["geojson", "jsonld"])
def test_each_incident_is_written_before_the_next_is_made(form):
    out = io.BytesIO()
    coming = Coming(out, 5)
    FORMATS[form].write(publics.public(incidents=coming, count=5), out)
    steps = [b - a for a, b in zip(coming.written, coming.written[1:], strict=False)]
    assert all(step > 500 for step in steps)


def test_tables_lie_in_files_while_they_are_made(tmp_path):
    out = io.BytesIO()

    class Looking(Coming):
        def __iter__(self):
            for number in range(1, 400):
                yield publics.incident(number)
            self.seen = (tmp_path / "incidents.csv").stat().st_size

    looking = Looking(out, 400)
    FORMATS["csv"].write_folder(publics.public(incidents=looking, count=400), tmp_path)
    assert looking.seen > 50_000


def test_all_layouts_of_a_release_are_written_in_one_walk(tmp_path):
    """And each is what it is when it is written alone."""
    coming = Coming(io.BytesIO(), 9)
    public = publics.public(incidents=coming, count=9)
    filled = folder.Folder(tmp_path, is_for_all=True)
    files, _ = writing.data(filled, public, FORMATS, lambda _: None)
    assert coming.walks == 1
    for name, file in files:
        out = io.BytesIO()
        FORMATS[name].write(public, out)
        assert (tmp_path / file.path).read_bytes() == out.getvalue(), name


def test_rows_that_two_layouts_write_are_made_once(tmp_path, monkeypatch):
    """The CSV and the Parquet tables: of each incident its point is looked for once."""
    asked = []
    monkeypatch.setattr(incidents, "point", lambda one: asked.append(one.id))
    filled = folder.Folder(tmp_path, is_for_all=True)
    both = {name: FORMATS[name] for name in ("csv", "parquet")}
    many = publics.public(*(publics.incident(number) for number in range(1, 6)))
    writing.data(filled, many, both, lambda _: None)
    assert len(asked) == len(set(asked)) == 5
