"""What others take from a record, by an example of each rule."""

import csv
import io
import json
import zipfile
from dataclasses import replace

from onrecord.model import Count, Qualifier
from onrecord.model.public import Allegation, Piece, PublicFigure, Withheld, Words
from onrecord.publish.formats import FORMATS
from onrecord.testing import publics


def _table(name, *incidents):
    out = io.BytesIO()
    FORMATS["csv"].write(publics.public(*incidents), out)
    with zipfile.ZipFile(out) as archive:
        text = archive.read(f"{name}.csv").decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _features(*incidents):
    out = io.BytesIO()
    FORMATS["geojson"].write(publics.public(*incidents), out)
    return json.loads(out.getvalue())["features"]


def test_what_is_not_known_is_empty_and_zero_is_zero():
    """
    "At least 12 killed" sets no upper end, so `high` is empty; "no injuries" is 0 to 0.

    ACLED writes 0 for both; a reader of these tables can tell them apart.
    """
    killed = publics.claim(1, 12, None, count=Count(low=12, qualifier=Qualifier.AT_LEAST))
    nobody = publics.claim(2, 0, 0)
    rows = _table("claims", publics.incident(claims=(killed, nobody), figures=()))
    assert [(row["low"], row["high"]) for row in rows] == [("12", ""), ("0", "0")]


def test_a_figure_that_is_open_upwards_has_no_maximum():
    """An incident of which every source says "at least" has a minimum and an empty maximum."""
    figure = PublicFigure(outcome="killed", minimum=12, maximum=None, rule="two", used=())
    [row] = _table("incidents", publics.incident(figures=(figure,)))
    assert (row["killed_minimum"], row["killed_maximum"]) == ("12", "")
    assert (row["injured_minimum"], row["injured_maximum"]) == ("", "")


def test_who_is_accused_never_stands_without_who_says_so():
    """A cell of `incidents` names the speaker with the accused, since cells are copied alone."""
    told = Allegation(name="Red Army", said_by=("Saada health office", "a ministry"))
    [row] = _table("incidents", publics.incident(accused=(told,)))
    assert json.loads(row["allegations"]) == [
        "Red Army, according to Saada health office, a ministry"
    ]


def test_a_name_that_may_not_be_seen_is_marked_where_it_stood():
    """The reader is told that something is left out, and what kind of thing it is."""
    words = Words(pieces=(Piece(text="the body of "), Piece(text="", withheld=Withheld.NAME)))
    [row] = _table("claims", publics.incident(claims=(publics.claim(exact=words),)))
    assert row["exact"] == "the body of [name withheld]"


def test_a_formula_in_a_source_is_text_in_a_spreadsheet():
    """A name that begins with `=` would run in a spreadsheet, so an apostrophe stands before it."""
    [row] = _table("documents", publics.incident())
    assert row["publisher"] == "Harbour Gazette"
    harmful = publics.incident(victims="=HYPERLINK(1)")
    assert _table("incidents", harmful)[0]["victims"] == "'=HYPERLINK(1)"


def test_a_point_on_a_map_is_the_most_specific_place_with_coordinates():
    """A hamlet that no map has is drawn at its province, and the point says so."""
    hamlet = replace(publics.TOWN, name="Upper hamlet", id=None, latitude=None, longitude=None)
    province = replace(publics.TOWN, name="Saada", latitude=16.94, longitude=43.76, precision=4)
    [feature] = _features(publics.incident(places=(hamlet, province)))
    assert feature["geometry"]["coordinates"] == [43.76, 16.94]
    assert feature["properties"]["point_place"] == "Saada"
    assert feature["properties"]["point_precision"] == 4


def test_an_incident_that_is_nowhere_on_the_map_is_not_dropped():
    """It has no geometry (RFC 7946, section 3.2) and all its figures."""
    [feature] = _features(publics.incident(places=()))
    assert feature["geometry"] is None
    assert feature["properties"]["killed_minimum"] == 12
