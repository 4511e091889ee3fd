"""Whatever a record holds, each layout tells its figures and no others."""

import csv
import io
import json
import zipfile

import pandas as pd
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.publish.formats import FORMATS, sheet
from onrecord.publish.formats.sheet import text

KINDS = ("killed", "injured")


def _written(form, public):
    out = io.BytesIO()
    FORMATS[form].write(public, out)
    return out.getvalue()


def figures_of(public):
    """Return every figure: incident, outcome, and its two ends."""
    return sorted(
        (one.id, made.outcome, made.minimum, made.maximum)
        for one in public.incidents
        for made in one.figures
    )


def _number(cell):
    return int(cell) if cell else None


def in_csv(public):
    with zipfile.ZipFile(io.BytesIO(_written("csv", public))) as archive:
        table = io.StringIO(archive.read("figures.csv").decode(), newline="")
    for row in csv.DictReader(table):
        ends = _number(row["minimum"]), _number(row["maximum"])
        yield row["incident_id"], row["outcome"], *ends


def in_parquet(public):
    with zipfile.ZipFile(io.BytesIO(_written("parquet", public))) as archive:
        table = pd.read_parquet(io.BytesIO(archive.read("figures.parquet")))
    for row in table.astype({"minimum": "Int64", "maximum": "Int64"}).itertuples():
        ends = (None if end is pd.NA else int(end) for end in (row.minimum, row.maximum))
        yield row.incident_id, row.outcome, *ends


READ = {"csv": in_csv, "parquet": in_parquet}


@pytest.mark.parametrize("form", READ)
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_every_figure_comes_out_as_it_is(publics, form, data):
    public = data.draw(publics)
    assert sorted(READ[form](public)) == figures_of(public)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_map_tells_each_incident_with_its_figures(publics, data):
    public = data.draw(publics)
    features = json.loads(_written("geojson", public))["features"]
    assert [one["id"] for one in features] == [one.id for one in public.incidents]
    for feature, one in zip(features, public.incidents, strict=True):
        for outcome in KINDS:
            made = one.figure(outcome)
            ends = [feature["properties"][f"{outcome}_{end}"] for end in ("minimum", "maximum")]
            assert ends == ([made.minimum, made.maximum] if made else [None, None])


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_cells_of_claims_are_their_words_and_none_is_a_formula(publics, data):
    public = data.draw(publics)
    with zipfile.ZipFile(io.BytesIO(_written("csv", public))) as archive:
        tables = {n: archive.read(n).decode() for n in archive.namelist() if n.endswith(".csv")}
    told = {
        row["id"]: row["exact"]
        for row in csv.DictReader(io.StringIO(tables["claims.csv"], newline=""))
    }
    claims = [claim for one in public.incidents for claim in one.claims]
    assert told == {text(claim.id): text(str(claim.exact)) for claim in claims}
    for table in tables.values():
        for row in csv.reader(io.StringIO(table, newline="")):
            assert not [c for c in row if c[:1] in set("=+-@\t") and not _is_number(c)]


def _is_number(cell):
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _inside(value):
    """Go through every node of linked data, those within others too."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _inside(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _inside(inner)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_linked_data_names_each_thing_once_and_nothing_that_is_not_there(publics, data):
    told = json.loads(_written("jsonld", data.draw(publics)))
    links = {
        name
        for name, term in told["@context"].items()
        if isinstance(term, dict) and term.get("@type") == "@id"
    } - {"url", "landingPage"}
    nodes = [one for one in _inside(told["@graph"]) if "id" in one]
    ids = [one["id"] for one in nodes]
    assert len(set(ids)) == len(ids)
    for one in nodes:
        for name in links & one.keys():
            ends = one[name] if isinstance(one[name], list) else [one[name]]
            assert not {end for end in ends if isinstance(end, str)} - set(ids)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_linked_data_tells_every_figure_and_leads_from_each_to_its_bytes(publics, data):
    public = data.draw(publics)
    graph = rdflib.Graph().parse(data=_written("jsonld", public), format="json-ld")
    assert not [one for one in graph.all_nodes() if isinstance(one, rdflib.BNode)
        and (one, rdflib.RDF.first, None) not in graph]  # fmt: skip
    rows = graph.query(
        "PREFIX rec: <urn:onrecord:vocab:> SELECT ?id ?of ?low ?high { ?id a rec:Figure ; "
        "rec:outcome ?of . OPTIONAL { ?id rec:minimum ?low } OPTIONAL { ?id rec:maximum ?high } }"
    )
    ends = [
        (str(of), *(None if end is None else end.toPython() for end in (low, high)))
        for _, of, low, high in rows
    ]
    assert sorted(ends, key=str) == sorted((one[1:] for one in figures_of(public)), key=str)
    walked = graph.query(
        "PREFIX rec: <urn:onrecord:vocab:> PREFIX prov: <http://www.w3.org/ns/prov#> "
        "PREFIX oa: <http://www.w3.org/ns/oa#> SELECT DISTINCT ?figure ?claim ?sha256 { "
        "?figure a rec:Figure ; prov:wasDerivedFrom ?claim . "
        "?claim oa:hasTarget / oa:hasSource / rec:sha256 ?sha256 }"
    )
    assert len(walked) == sum(
        public.documents[claim.document_id].sha256 is not None
        for one in public.incidents
        for claim in one.claims
        for figure in one.figures
        if claim.id in figure.used
    )


@pytest.mark.parametrize("form", ["csv", "parquet", "geojson", "jsonld"])
@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_the_same_record_gives_the_same_bytes(publics, form, data):
    public = data.draw(publics)
    assert _written(form, public) == _written(form, public)


@settings(max_examples=300)
@given(
    st.text("aéع1٣_-=+@ ;'\"\t\n\r\0\u202e\u2028\u200f\ufeff\ud83d[](),.:/", max_size=6)
    | st.text(max_size=6)
)
def test_words_are_the_same_in_every_sheet(words):
    assert sheet.text(words) == sheet._looked_through(words)
