"""What the manual says to type works on what is written."""

import io
import re

import duckdb
import pytest
import rdflib

from onrecord.publish.formats import FORMATS
from onrecord.testing import publics


@pytest.fixture(scope="module")
def page(root):
    return (root / "docs/how-to/take-figures-elsewhere.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exports")
    for name in ("csv", "parquet"):
        FORMATS[name].write_folder(publics.public(), folder)
    return folder


def _blocks(page, language):
    return re.findall(rf"```{language}\n(.*?)```", page, flags=re.DOTALL)


def test_the_questions_for_duckdb_are_answered(page, unpacked, monkeypatch):
    monkeypatch.chdir(unpacked)
    by_country, words = (duckdb.sql(block).fetchall() for block in _blocks(page, "sql"))
    assert by_country == [("Yemen", 1, 12, 0)]
    assert words == [
        ("inc_0000000000000001", 12, "12 people were killed", "Harbour Gazette", "ab" * 32)
    ]


def test_the_lines_of_python_run(page, unpacked, monkeypatch):
    monkeypatch.chdir(unpacked)
    told = {}
    for block in _blocks(page, "python"):
        exec(block, told)  # noqa: S102 - our own manual
    assert told["incidents"]["killed_minimum"].tolist() == [12]
    assert told["weapons"].tolist() == [["air strike"]]
    assert told["report"].valid


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
def test_the_question_in_sparql_is_answered(page):
    out = io.BytesIO()
    FORMATS["jsonld"].write(publics.public(), out)
    graph = rdflib.Graph().parse(data=out.getvalue(), format="json-ld")
    [question] = _blocks(page, "sparql")
    [(_, minimum, words, sha256)] = graph.query(question)
    assert (minimum.toPython(), str(words), str(sha256)) == (
        12,
        "12 people were killed",
        "ab" * 32,
    )


def test_the_commands_name_layouts_that_there_are(page):
    assert set(re.findall(r"--format ([a-z]+)", page)) <= set(FORMATS)
    assert {"csv", "parquet", "geojson", "jsonld"} <= set(FORMATS)
