"""Tables in layouts of the field: UCDP GED, ACLED, HXL, GeoJSON, and this program's own."""

import json
from datetime import date

import pytest

from onrecord import resolve

GED = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,"
    "conflict_name,dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,"
    "side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,source_office,"
    "source_date,source_headline,source_original,where_prec,where_coordinates,"
    "where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,"
    "region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,"
    "deaths_unknown,best,high,low,gwnoa,gwnob"
).split(",")
ACLED = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,"
    "assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,"
    "country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,"
    "notes,fatalities,tags,timestamp"
).split(",")
A_DAY = "2026-07-11 00:00:00.000"


def ged(*, header=True, **cells):
    """Return a GED table of one event, as a candidate release writes it."""
    row = {
        "id": "501", "year": "2026", "type_of_violence": "1", "side_a": "Government of Toland",
        "side_b": "Tal Front", "source_office": "The Post", "source_original": "police",
        "where_prec": "1", "where_coordinates": "Narwa town", "adm_1": "Tal province",
        "adm_2": "Lower Tal district", "latitude": "15.1", "longitude": "43.2",
        "country": "Toland", "event_clarity": "1", "date_prec": "1", "date_start": A_DAY,
        "date_end": A_DAY, "deaths_a": "1", "deaths_b": "0", "deaths_civilians": "4",
        "deaths_unknown": "2", "best": "7", "high": "9", "low": "6",
    } | cells  # fmt: skip
    assert len(GED) == 49
    lines = [",".join(GED)] if header else []
    return "\r\n".join((*lines, ",".join(row.get(name, "") for name in GED), ""))


def acled(after=(), **cells):
    """Return a table of one event in ACLED's columns, with a byte order mark."""
    row = {
        "event_id_cnty": "TLD1", "event_date": "2031-05-08", "time_precision": "1",
        "event_type": "Battles", "sub_event_type": "Armed clash", "actor1": "Tal Front",
        "inter1": "Rebel group", "actor2": "Military Forces of Toland", "inter2": "State forces",
        "country": "Toland", "admin1": "Tal", "location": "Narwa", "latitude": "15.1",
        "longitude": "43.2", "geo_precision": "1", "source": "The Post; Desk", "fatalities": "3",
    } | cells  # fmt: skip
    assert len(ACLED) == 31
    names = [*ACLED, *after]
    lines = (",".join(names), ",".join(row.get(name, "") for name in names), "")
    return "\ufeff" + "\n".join(lines)


def told(claim):
    """Return what a claim says of its incident, without its numbers."""
    return (
        claim.told_incident,
        [place.name for place in claim.places],
        [name.name for name in claim.perpetrators],
        [name.name for name in claim.sources],
    )


# --- UCDP GED -------------------------------------------------------------------------------


@pytest.mark.parametrize("header", [True, False])
def test_a_release_of_ged_is_known_with_and_without_its_header(table_of, header):
    """Some candidate releases come without; the order of the 49 columns tells them."""
    found = table_of(ged(header=header))
    assert found.layout == "the UCDP GED layout"
    whole, *parts = found.claims
    assert (whole.passage.exact, str(whole.count)) == ("7,9,6", "6 to 9")
    assert told(whole) == (
        "501",
        ["Narwa town", "Lower Tal district", "Tal province", "Toland"],
        ["Government of Toland", "Tal Front"],
        ["The Post", "police"],
    )
    assert (whole.when.earliest, whole.when.latest) == (date(2026, 7, 11), date(2026, 7, 11))
    assert [(part.victims, str(part.count), part.part_of == whole.id) for part in parts] == [
        ("Government of Toland", "1", True),
        ("civilians", "4", True),
        ("people of unknown status", "2", True),
    ]


def test_any_49_columns_are_no_ged(table_of):
    """A first row is a header unless its cells are those of an event."""
    assert table_of(ged(header=False, type_of_violence="war")).layout is None


@pytest.mark.parametrize(
    ("code", "finest"),
    [
        ("1", "geo:70225"),
        ("4", "adm1:YE.25"),
        ("6", "country:YE"),
    ],
)
def test_no_place_is_finer_than_where_prec_says(table_of, code, finest):
    """4 is a province, 6 a country: town and point only stand for it."""
    where = {"where_coordinates": "Taiz", "adm_1": "Taiz", "adm_2": "", "country": "Yemen"}
    at = {"latitude": "13.5795", "longitude": "44.0209"}
    found = table_of(ged(where_prec=code, **where, **at))
    told = resolve.in_rows(
        found.claims, resolve.names(), None, provinces=found.provinces, points=found.points
    )
    assert told[0].places[0].best == finest


def test_a_name_on_no_map_stays_beside_its_province(table_of):
    """It is known no better than the province, so nothing finer is said."""
    where = {"where_coordinates": "Bayt Hisham", "adm_1": "Taiz", "adm_2": "", "country": "Yemen"}
    found = table_of(ged(where_prec="4", **where))
    told = resolve.in_rows(
        found.claims, resolve.names(), None, provinces=found.provinces, points=found.points
    )
    assert told[0].places[0].best == "within:adm1:YE.25:bayt hisham"


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("1", date(2026, 7, 11), date(2026, 7, 11)),
        ("3", date(2026, 7, 8), date(2026, 7, 14)),
        ("4", date(2026, 7, 1), date(2026, 7, 31)),
        ("5", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_no_day_is_surer_than_date_prec_says(table_of, code, first, last):
    """Where first and last day are one and the code says that it may be another."""
    when = table_of(ged(date_prec=code)).claims[0].when
    assert (when.earliest, when.latest) == (first, last)


def test_a_high_below_the_low_bounds_from_the_other_side(table_of):
    """Clarity-2 rows subtract deaths coded elsewhere: low <= best <= high is not insisted on."""
    found = table_of(ged(best="5", high="4", low="6", event_clarity="2"))
    assert str(found.claims[0].count) == "4 to 6"
    assert [problem.code for problem in found.problems] == ["table-zeros"]


def test_the_target_of_one_sided_violence_did_nothing(table_of):
    """Type 3: the second side is who was attacked."""
    found = table_of(ged(type_of_violence="3", side_b="Civilians", deaths_a="0"))
    assert [name.name for name in found.claims[0].perpetrators] == ["Government of Toland"]


def test_our_own_rows_in_geds_layout_are_known_by_relid(table_of):
    """The ids of UCDP are UCDP's, so that column is empty there."""
    assert table_of(ged(id="", relid="inc_7-1")).claims[0].told_incident == "inc_7-1"


# --- ACLED ----------------------------------------------------------------------------------


def test_the_31_columns_of_acled_behind_a_byte_order_mark(table_of):
    """Several sources in one cell stay one voice: who of them gave the number is not known."""
    (claim,) = table_of(acled()).claims
    assert told(claim) == (
        "TLD1",
        ["Narwa", "Tal", "Toland"],
        ["Tal Front", "Military Forces of Toland"],
        ["The Post; Desk"],
    )
    assert claim.when.date_from == "2031-05-08"


@pytest.mark.parametrize("mark", ["Civilian targeting", "Civilians targeted"])
def test_whoever_is_targeted_did_nothing(table_of, mark):
    """The codebook and its files write the mark differently."""
    table = acled(civilian_targeting=mark, actor2="Farmers of Narwa")
    (claim,) = table_of(table).claims
    assert [name.name for name in claim.perpetrators] == ["Tal Front"]


@pytest.mark.parametrize("kind", ["7", "Civilians", "6", "Protesters"])
def test_kinds_of_actors_come_as_words_or_as_numbers(table_of, kind):
    """Older files have 1 to 8; civilians and protesters did no violence."""
    (claim,) = table_of(acled(inter2=kind, actor2="Farmers of Narwa")).claims
    assert [name.name for name in claim.perpetrators] == ["Tal Front"]


def test_no_fatalities_in_acled_are_unknown_not_none(table_of):
    """No claim; it is said, and the row is among those that give nothing."""
    found = table_of(acled(fatalities="0"))
    assert (found.claims, [problem.code for problem in found.problems]) == ((), ["table-zeros"])
    assert [one.row for one in found.left] == [2]


def test_a_larger_region_is_no_town(table_of):
    """geo_precision 3: the location is only the nearest that stands for it."""
    where = {"location": "Taiz", "admin1": "Taiz", "country": "Yemen"}
    found = table_of(acled(geo_precision="3", **where))
    told = resolve.in_rows(
        found.claims, resolve.names(), None, provinces=found.provinces, points=found.points
    )
    assert told[0].places[0].best == "adm1:YE.25"


OURS = ("fatalities_min", "fatalities_max", "fatalities_known", "claim_ids")


@pytest.mark.parametrize(
    ("cells", "counts"),
    [
        ({"fatalities": "12", "fatalities_min": "24", "fatalities_max": ""}, ["24 or more"]),
        ({"fatalities": "0", "fatalities_min": "0", "fatalities_max": "0"}, ["0"]),
        ({"fatalities": "0", "fatalities_known": "false"}, []),
        ({"fatalities": "4", "share": "2 of 3"}, ["4"]),
    ],
)
def test_our_own_columns_behind_acleds_say_what_its_zero_does_not(table_of, cells, counts):
    """`fatalities` alone holds where they say nothing: in a row that is one share of a total."""
    found = table_of(acled(after=(*OURS, "share"), **cells))
    assert [str(claim.count) for claim in found.claims] == counts
    assert "table-bounds" not in {problem.code for problem in found.problems}


# --- HXL ------------------------------------------------------------------------------------

HXL = {
    "#event+id": "E1",
    "#date+occurred+start": "2031-05-08",
    "#date+occurred+end": "2031-05-09",
    "#date+reported": "2031-06-01",
    "#country+name": "Toland",
    "#country+code": "TL",
    "#adm1+name": "Tal",
    "#loc+name": "Narwa",
    "#geo+lat": "15.1",
    "#geo+lon": "43.2",
    "#affected+killed+ind+min": "3",
    "#affected+killed+ind+max": "5",
    "#affected+killed+civilian+min": "2",
    "#affected+killed+children+min": "1",
    "#affected+f+adults+killed+min": "1",
    "#affected+injured+ind+min": "7",
    "#group+perpetrator+name": "Tal Front; River Front",
    "#cause+weapon+type": "small arms",
    "#status+grade": "fair",
    "#meta+source": "The Post",
    "#meta+source+perpetrator": "a ministry",
    "#sector": "protection",
}


def hxl(order, above=()):
    """Return a table with hashtags, its columns in an order of their own."""
    tags = sorted(HXL, key=lambda tag: tag[::-1]) if order == "any" else [*HXL]
    tags = tags[::-1] if order == "reversed" else tags
    rows = [*above, ",".join(tags), ",".join(HXL[tag] for tag in tags)]
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize("order", ["as listed", "reversed", "any"])
def test_columns_are_known_by_their_hashtags_in_any_order(table_of, order):
    """Also the order of attributes within a tag says nothing."""
    found = table_of(hxl(order))
    assert found.layout == "HXL hashtags"
    claims = {(str(c.outcome), c.victims): str(c.count) for c in found.claims}
    assert claims == {
        ("killed", None): "3 to 5",
        ("killed", "civilians"): "2 or more",
        ("killed", "children"): "1 or more",
        ("killed", "women"): "1 or more",
        ("injured", None): "7 or more",
    }
    assert told(found.claims[0]) == (
        "E1",
        ["Narwa", "Tal", "Toland"],
        ["Tal Front", "River Front"],
        ["The Post"],
    )
    assert [c.heading for c in found.columns if c.meaning == "not understood"] == ["#sector"]


@pytest.mark.parametrize(
    "above",
    [
        (),
        (",".join(f"heading {n}" for n in range(len(HXL))),),
        ("A title of the table,,", "", ",".join(f"Killed {n}" for n in range(len(HXL)))),
    ],
)
def test_the_hashtags_may_stand_in_any_row(table_of, above):
    """What stands above them is no data; headings above them do not overrule them."""
    found = table_of(hxl("as listed", above))
    assert str(found.claims[0].count) == "3 to 5"
    assert {claim.told_incident for claim in found.claims} == {"E1"}


@pytest.mark.parametrize("tag", ["#affected", "#affected+killed+hh", "#affected+killed+sad"])
def test_a_hashtag_with_an_attribute_that_is_not_known_counts_nobody(table_of, tag):
    """Households are no people, and +sad may be anything."""
    found = table_of(f"#event+id,{tag},#affected+injured\nE1,3,4\n")
    assert [str(claim.outcome) for claim in found.claims] == ["injured"]


# --- GeoJSON and our own tables -------------------------------------------------------------


def test_features_are_rows_and_their_properties_columns(table_of):
    """A point's coordinates are the place's; a feature without a shape is an incident too."""
    features = [
        {
            "type": "Feature",
            "id": "A",
            "geometry": {"type": "Point", "coordinates": [43.2, 15.1]},
            "properties": {"date": "2031-05-08", "place": "Narwa", "killed": 3},
        },
        {
            "type": "Feature",
            "geometry": None,
            "properties": {"id": "B", "date": "2031-05", "killed": 4.0, "children": None},
        },
    ]
    data = json.dumps({"type": "FeatureCollection", "features": features})
    found = table_of(data, name="t.geojson", kind="application/geo+json")
    assert [(c.told_incident, str(c.count), c.when.date_from) for c in found.claims] == [
        ("A", "3", "2031-05-08"),
        ("B", "4", "2031-05"),
    ]
    ((point),) = found.points.values()
    assert (point.latitude, point.longitude) == (15.1, 43.2)


INCIDENTS = """\
id,date_earliest,date_latest,date_precision,date_grain,allegations,victims,weapons,place,country,\
country_name,province,latitude,longitude,point_place,point_precision,killed_minimum,\
killed_maximum,injured_minimum,injured_maximum,claims,origins,is_decided
inc_1,2031-05-08,2031-05-09,2,day,"[""Tal Front, according to a ministry, the Post""]",\
many people,"[""air strike""]",Narwa,TL,Toland,Tal,15.1,43.2,Tal,4,3,5,,,4,2,true
"""


def test_our_own_table_of_incidents(table_of):
    """An allegation stands there with its speaker, and a point with what it stands for."""
    found = table_of(INCIDENTS)
    (claim,) = found.claims
    assert told(claim) == ("inc_1", ["Narwa", "Tal", "Toland"], ["Tal Front"], [])
    assert (str(claim.count), claim.victims, claim.weapon) == ("3 to 5", None, "air strike")
    assert not found.points  # it is the province's


CLAIMS = """\
id,incident_id,document_id,exact,measure,outcome,low,high,qualifier,is_cumulative,victims,\
victim_class,accused,places,date_earliest,date_latest,sources,stance,voice,part_of,decision
c2,inc_1,doc_1,five children,people,killed,5,5,exact,false,children,civilian,[],"[""Narwa""]",\
2031-05-08,2031-05-08,"[""police"",""the mayor""]",reported,body,c1,accepted
c1,inc_1,doc_1,at least 12,people,killed,12,,at_least,false,,unknown,"[""Tal Front""]",\
"[""Narwa"",""Tal""]",2031-05-08,2031-05-08,[],denied,quote,,accepted
c3,inc_1,doc_2,three strikes,strikes,attacked,3,3,exact,false,,unknown,[],[],,,[],asserted,body,,
"""


def test_our_own_table_of_claims(table_of):
    """Each row is a claim, with its voice and stance; several are of one incident, and no fault."""
    found = table_of(CLAIMS)
    part, whole = found.claims
    assert (part.part_of, str(part.count), part.victims) == (whole.id, "5", "children")
    assert told(part) == ("inc_1", ["Narwa"], [], ["police", "the mayor"])
    assert (str(whole.count), str(whole.stance), str(whole.voice)) == (
        "12 or more", "denied", "quote",
    )  # fmt: skip
    assert [(one.row, one.why) for one in found.left] == [(4, "it counts strikes, not people")]
