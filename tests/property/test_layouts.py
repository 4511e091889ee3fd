"""What holds of any record in the layouts of the field."""

import csv
import io
from dataclasses import replace

import duckdb
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord import publish
from onrecord.model import Share
from onrecord.model.public import PublicCell, PublicRuling, PublicWeighed, Words
from onrecord.publish.formats import acled, hxl, sheet, ucdp_ged

COLUMNS = {"ucdp-ged": ucdp_ged.COLUMNS, "acled": acled.COLUMNS, "hxl": hxl.COLUMNS}
WIDTH = {"ucdp-ged": 49, "acled": 42, "hxl": 30}
# Cells that a ruling of that name gives, beside the layout's own columns.
BESIDE = {
    "ucdp-ged": ("is_event",),
    "acled": ("fatalities_known", "killed_minimum", "killed_maximum"),
    "airwars": ("grade", "civilians_killed_min", "civilians_killed_max", "children_killed_min"),
    "ohchr": ("cause",),
}
odd = st.text("=+-@\t\r\n\0;,'\"\u202e\u200fعم1 a", max_size=8)
values = (
    st.none() | st.integers(-3, 999) | st.booleans() | st.dates() | odd
    | st.lists(odd, max_size=2).map(tuple)
)  # fmt: skip


@st.composite
def rulings(draw, book, one):
    """Any ruling with the columns that a layout looks for, each as odd as may be."""
    names = [*COLUMNS.get(book, ()), *BESIDE[book]]
    told = draw(st.dictionaries(st.sampled_from(names), values, max_size=12))
    told |= {"is_event": draw(st.sampled_from([True, True, False, None]))}
    if draw(st.booleans()):
        told |= {"event_date": draw(st.dates()), "geo_precision": 1, "event_type": "Battles"}
    if draw(st.booleans()):
        parts = draw(st.lists(st.integers(0, 9), min_size=4, max_size=4))
        told |= dict(zip(ucdp_ged.PARTS, parts, strict=True)) | {"best": sum(parts)}
    shares = st.builds(Share, people=st.integers(0, 9), day=st.none() | st.dates(), place=odd)
    return PublicRuling(
        rulebook=book,
        version="1",
        codebook="",
        cells=tuple(PublicCell(name=name, value=v, why=Words()) for name, v in told.items()),
        used=tuple(PublicWeighed(claim_id=claim.id, rule="x:y") for claim in one.claims),
        shares=tuple(draw(st.lists(shares, max_size=2))),
        places=one.places,
    )


@pytest.fixture(scope="session")
def any_public(publics):
    """Any record, with rulings that the layouts are made by."""

    @st.composite
    def make(draw):
        public = draw(publics)
        incidents = tuple(
            replace(one, rulings=tuple(draw(rulings(book, one)) for book in BESIDE))
            for one in public.incidents
        )
        return replace(public, incidents=incidents)

    return make()


def written(form, public):
    out = io.BytesIO()
    left_out = publish.FORMATS[form].write(public, out)
    return out.getvalue(), left_out


@settings(max_examples=30)
@given(data=st.data())
def test_any_record_fits_every_layout(any_public, data):
    public = data.draw(any_public)
    rows = {form: _whole_rows(form, public) for form in COLUMNS}
    for row in rows["ucdp-ged"]:
        _best_is_the_sum(row)
    decided = {sheet.cell(one.id): one.is_decided for one in public.incidents}
    for row in rows["acled"]:
        assert (row["decision"] == "decided") == decided[row["incident_id"]]
    if not any(decided.values()):
        assert {row["code_status"] for row in rows["ucdp-ged"]} <= {"Proposal"}


def _whole_rows(form, public):
    """Return the rows by column, each as wide as the layout and the same when written again."""
    told, left_out = written(form, public)
    rows = list(csv.reader(io.StringIO(told.decode(), newline=""), strict=True))
    assert {len(row) for row in rows} == {WIDTH[form]}
    assert tuple(rows[0]) == COLUMNS[form]
    assert 0 <= left_out <= public.count
    assert told.endswith(b"\r\n")
    again = io.StringIO(newline="")
    csv.writer(again, lineterminator="\r\n").writerows(rows)
    assert again.getvalue().encode() == told
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def _best_is_the_sum(row):
    parts = [row[name] for name in ucdp_ged.PARTS]
    if row["best"]:
        assert sum(map(int, parts)) == int(row["best"])
    else:
        assert parts[2:] == ["", ""]


@given(cells=st.lists(st.lists(odd | st.text(max_size=6), min_size=2, max_size=2), max_size=4))
def test_any_text_comes_back_from_a_sheet_and_begins_no_formula(cells):
    out = io.BytesIO()
    rows = [dict(zip("ab", row, strict=True)) for row in cells]
    sheet.write_sheet(out, ["a", "b"], rows)
    back = list(csv.reader(io.StringIO(out.getvalue().decode(), newline="")))[1:]
    assert back == [[sheet.cell(one) for one in row] for row in cells]
    for told in (told for row in back for told in row):
        assert sheet.text(told) == told  # to take it in and write it again changes nothing
        is_number = told.lstrip("+-").replace(".", "", 1).isdecimal()
        assert is_number or not told.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def _sheet_of(cells):
    """Return a sheet of some cells, and the cells that its reader must get."""
    out = io.BytesIO()
    sheet.write_sheet(out, ["name", "words"], [{"name": a, "words": b} for a, b in cells])
    return out.getvalue(), [["name", "words"], *([sheet.cell(a), sheet.cell(b)] for a, b in cells)]


@given(cells=st.lists(st.tuples(odd, odd), max_size=4))
def test_pandas_reads_the_same_cells(cells):
    told, rows = _sheet_of([("first", "row"), *cells])
    frame = pd.read_csv(io.BytesIO(told), dtype=str, keep_default_na=False, skip_blank_lines=False)
    assert [list(frame.columns), *frame.to_numpy().tolist()] == rows


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(st.tuples(odd, odd), max_size=4))
def test_duckdb_reads_the_same_cells(tmp_path, cells):
    told, rows = _sheet_of([("first", "row"), *cells])
    (tmp_path / "out.csv").write_bytes(told)
    with duckdb.connect() as database:
        read = database.execute(
            "select * from read_csv(?, header = true, all_varchar = true, delim = ',', "
            "quote = '\"', escape = '\"', auto_detect = false, "
            "columns = {'name': 'varchar', 'words': 'varchar'})",
            [str(tmp_path / "out.csv")],
        )
        got = [[cell or "" for cell in row] for row in read.fetchall()]
    assert got == rows[1:]
