"""Linked data, as a program that knows nothing but the standards reads it."""

import io
import json
import re
from dataclasses import replace

import pytest
import rdflib

from onrecord.model import Count, Qualifier, Rule
from onrecord.model.public import (
    Piece,
    PublicCell,
    PublicRule,
    PublicRulebook,
    PublicRuling,
    PublicWeighed,
    Withheld,
    Words,
)
from onrecord.model.publishing import Allowed
from onrecord.publish.formats import FORMATS
from onrecord.testing import publics

# rdflib's own reader of JSON-LD uses what rdflib advises against.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")

TO_THE_BYTES = """
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rec: <urn:onrecord:vocab:>
SELECT ?figure ?minimum ?exact ?sha256 ?document WHERE {
  ?figure a rec:Figure ; rec:minimum ?minimum ; prov:wasDerivedFrom ?claim .
  ?claim oa:hasTarget ?passage .
  ?passage oa:hasSource ?snapshot ; oa:hasSelector / oa:exact ?exact .
  ?snapshot rec:sha256 ?sha256 ; prov:specializationOf ?document .
}"""
BOOK = PublicRulebook(
    name="ucdp-ged",
    version="1",
    codebook="UCDP GED Codebook 19.1",
    seen="in full",
    rules=(
        PublicRule(
            rule=Rule(id="ucdp-ged:best", says="Best is the sum.", source="page 5"),
            applied="wholly",
        ),
    ),
)
RULING = PublicRuling(
    rulebook="ucdp-ged",
    version="1",
    codebook="UCDP GED Codebook 19.1",
    cells=(
        PublicCell(name="best", value=12, why=publics.words("the sum"), rules=("ucdp-ged:best",)),
        PublicCell(name="dyad_name", value=None, why=publics.words("for a person")),
        PublicCell(name="source_office", value=("b", "a"), why=publics.words("as told")),
    ),
    used=(PublicWeighed(claim_id="clm_0000000000000001", rule="ucdp-ged:best"),),
)


def written(public):
    out = io.BytesIO()
    FORMATS["jsonld"].write(public, out)
    return out.getvalue()


def graph(public):
    return rdflib.Graph().parse(data=written(public), format="json-ld")


def asked(public, question):
    prefixes = "PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX oa: <http://www.w3.org/ns/oa#> "
    own = "PREFIX rec: <urn:onrecord:vocab:> PREFIX dcterms: <http://purl.org/dc/terms/> "
    rows = graph(public).query(prefixes + own + question)
    return sorted(tuple(None if cell is None else cell.toPython() for cell in row) for row in rows)


@pytest.fixture(scope="module")
def northern():
    return publics.public(publics.incident(rulings=(RULING,)), rulebooks=(BOOK,))


def test_a_figure_is_walked_to_its_words_and_to_the_bytes(northern):
    told = [tuple(cell.toPython() for cell in row) for row in graph(northern).query(TO_THE_BYTES)]
    assert told == [
        (
            "urn:onrecord:inc_0000000000000001:figure:killed",
            12,
            "12 people were killed",
            "ab" * 32,
            "urn:onrecord:doc_0000000000000001",
        )
    ]


def test_the_chain_of_prov_alone_leads_from_a_figure_to_its_document(northern):
    assert asked(
        northern,
        "SELECT DISTINCT ?document { ?figure a rec:Figure ; "
        "prov:wasDerivedFrom+ / prov:specializationOf ?document }",
    ) == [("urn:onrecord:doc_0000000000000001",)]


def test_a_snapshot_says_when_its_bytes_were_taken(northern):
    [(when,)] = asked(northern, "SELECT ?when { ?s a rec:Snapshot ; prov:generatedAtTime ?when }")
    assert when.isoformat() == "2024-05-16T08:30:00+00:00"


def test_a_claim_has_its_origin_its_reader_and_what_a_person_decided(northern):
    assert asked(
        northern,
        "SELECT ?who ?reader ?decided { ?claim a rec:Claim ; "
        "prov:wasAttributedTo / dcterms:title ?who ; "
        "prov:wasGeneratedBy / prov:wasAssociatedWith [ a prov:SoftwareAgent ; "
        "dcterms:title ?reader ] ; prov:wasInfluencedBy / rec:decided ?decided }",
    ) == [("Saada health office", "rules 1", "accepted")]


def test_what_a_rulebook_made_names_its_rules_and_where_they_stand(northern):
    assert asked(
        northern,
        "SELECT ?column ?value ?says ?where { ?ruling a rec:Ruling ; rec:hasCell ?cell ; "
        "prov:wasGeneratedBy / prov:qualifiedAssociation / prov:hadPlan / rec:hasRule ?rule . "
        "?cell rec:cellName ?column ; rec:cellValue ?value ; rec:byRule ?rule . "
        "?rule a prov:Plan ; dcterms:description ?says ; dcterms:bibliographicCitation ?where }",
    ) == [("best", 12, "Best is the sum.", "page 5")]


def test_several_values_of_a_column_keep_their_order(northern):
    [node] = [one for one in json.loads(written(northern))["@graph"] if "hasRuling" in one]
    cells = node["hasRuling"][0]["hasCell"]
    assert cells[2]["cellValue"] == {"@list": ["b", "a"]}
    assert "cellValue" not in cells[1]


def test_words_that_may_not_be_seen_are_marked_and_nothing_is_quoted():
    hidden = Words(pieces=(Piece(text="killed "), Piece(text="", withheld=Withheld.NAME)))
    public = publics.public(publics.incident(claims=(publics.claim(exact=hidden),)))
    assert asked(
        public, "SELECT ?words ?kind { ?claim a rec:Claim ; rec:words ?words ; rec:withheld ?kind }"
    ) == [("killed [name withheld]", "name")]
    assert asked(public, "SELECT ?exact { ?selector oa:exact ?exact }") == []
    assert asked(public, "SELECT ?start ?end { ?s oa:start ?start ; oa:end ?end }") == [(40, 61)]


def test_words_that_were_cut_are_not_quoted_as_if_whole():
    public = publics.public(publics.incident(claims=(publics.claim(end=9_999),)))
    assert asked(public, "SELECT ?exact { ?selector oa:exact ?exact }") == []


def test_what_stands_beside_the_words_is_quoted_without_the_marks_of_a_cut():
    one = publics.claim(
        end=61, before=publics.words("… and then "), after=publics.words(" there …")
    )
    public = publics.public(publics.incident(claims=(one,)))
    assert asked(public, "SELECT ?p ?s { ?q oa:prefix ?p ; oa:suffix ?s }") == [
        ("and then ", " there")
    ]


def test_what_is_not_known_is_not_there_and_zero_is():
    none = Count(low=0, high=None, qualifier=Qualifier.AT_LEAST)
    public = publics.public(publics.incident(claims=(publics.claim(count=none),)))
    assert asked(public, "SELECT ?low { ?c a rec:Claim ; rec:low ?low }") == [(0,)]
    assert asked(public, "SELECT ?high { ?c a rec:Claim ; rec:high ?high }") == []


def test_a_claim_of_which_the_record_has_no_bytes_is_of_its_document():
    bare = replace(publics.DOCUMENT, snapshot_id=None, sha256=None)
    public = publics.public(documents={bare.id: bare})
    assert asked(public, "SELECT ?source { ?passage oa:hasSource ?source }") == [
        ("urn:onrecord:doc_0000000000000001",)
    ]


def test_two_documents_of_the_same_bytes_have_one_snapshot():
    other = replace(publics.DOCUMENT, id="doc_0000000000000002")
    both = {one.id: one for one in (publics.DOCUMENT, other)}
    public = publics.public(documents=both)
    rows = asked(public, "SELECT ?s ?d { ?s a rec:Snapshot ; prov:specializationOf ?d }")
    assert [(s[-4:], d[-1]) for s, d in rows] == [("0001", "1"), ("0001", "2")]


def test_no_person_who_decided_is_named(northern):
    decision = [
        node["wasInfluencedBy"]
        for one in json.loads(written(northern))["@graph"]
        for node in one.get("hasClaim", ())
    ]
    assert decision == [
        {
            "id": "on:clm_0000000000000001:decision",
            "type": ["Decision", "Activity"],
            "decided": "accepted",
        }
    ]


def test_a_proposal_says_that_it_is_one():
    public = publics.public(publics.incident(claims=(publics.claim(decision=None),)))
    assert asked(public, "SELECT ?is { ?c a rec:Claim ; rec:isProposal ?is }") == [(True,)]


def test_each_incident_stands_on_a_line_of_its_own():
    lines = written(publics.public(publics.incident(1), publics.incident(2))).splitlines()
    told = [json.loads(line.rstrip(b",")) for line in lines[1:-1]]
    assert [node["id"] for node in told if "Incident" in node["type"]] == [
        "on:inc_0000000000000001",
        "on:inc_0000000000000002",
    ]


def _keys(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)


def test_every_word_is_in_the_context_and_each_of_our_own_is_explained(northern):
    told = json.loads(written(northern))
    context = told["@context"]
    used = {key for key in _keys(told["@graph"]) if not key.startswith("@")}
    assert used <= set(context)
    own = {
        where["@id"] if isinstance(where, dict) else where
        for where in context.values()
        if "rec:" in str(where)
    }
    explained = {one["id"] for one in told["@graph"] if one["type"] in ("Class", "Property")}
    assert own == explained
    kinds = re.findall(rb'"type":(?:"(\w+)"|\[([^\]]*)\])', written(northern))
    named = {
        word for one, several in kinds for word in re.findall(r"\w+", (one + several).decode())
    }
    assert named <= set(context)


def test_names_are_no_addresses_and_the_publication_tells_where_it_stands():
    allowed = Allowed(title="Northern record", address="https://record.example/")
    told = json.loads(written(publics.public(allowed=allowed)))
    assert told["@context"]["on"] == "urn:onrecord:"
    [publication] = [one for one in told["@graph"] if "Publication" in one["type"]]
    assert publication["landingPage"] == "https://record.example/"


def test_an_address_that_is_none_is_left_out_and_odd_letters_are_escaped():
    odd = replace(publics.DOCUMENT, url="https://a.example/<x> y")
    bad = replace(publics.DOCUMENT, id="doc_2", url="javascript:alert(1)")
    public = publics.public(documents={one.id: one for one in (odd, bad)})
    urls = [one["url"] for one in json.loads(written(public))["@graph"] if "url" in one]
    assert urls == ["https://a.example/%3Cx%3E%20y"]


def test_an_id_that_was_given_up_leads_to_the_incident_that_is_there():
    public = publics.public(retired=(("inc_old", ("inc_0000000000000001", "inc_not_public")),))
    assert asked(public, "SELECT ?old ?new { ?old rec:followedBy ?new }") == [
        ("urn:onrecord:inc_old", "urn:onrecord:inc_0000000000000001")
    ]


def test_what_is_written_twice_is_the_same_bytes(northern):
    assert written(northern) == written(northern)
