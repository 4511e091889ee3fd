import json
from datetime import UTC, date, datetime

import pytest

from onrecord.model import (
    Aside,
    Candidate,
    Claim,
    Count,
    Document,
    Grain,
    Incident,
    Measure,
    Mention,
    Origin,
    Outcome,
    Passage,
    Place,
    PlaceKind,
    Qualifier,
    Record,
    SetAside,
    Snapshot,
    Told,
    VictimClass,
    Voice,
    When,
    exchange,
)  # fmt: skip

KEYS = (
    "doc start end quote measure outcome low high qualifier victims victim_class perpetrators places"
    " date_from date_to weapon sources stance voice part_of same_as"
    " id incident set_aside actor_ids place_ids origin engine rule confidence decision is_cumulative"
    " is_partial told_incident document mentions times when"
).split()


@pytest.fixture
def row():
    """What a careful reader without this program would write."""
    return {
        "doc": "quay.txt", "start": 10, "end": 31, "quote": "at least four dockers",
        "measure": "people", "outcome": "killed", "low": 4, "high": None, "qualifier": "at_least",
        "victims": "dockers", "victim_class": "civilian", "perpetrators": ["the navy"],
        "places": ["the quay", "Hodeidah"], "date_from": "2024-05-13", "date_to": "2024-05-13",
        "weapon": "shells", "sources": ["the port's clinic"], "stance": "reported",
        "voice": "body", "part_of": None, "same_as": None,
    }  # fmt: skip


def lines_of(*rows):
    return exchange.claims_from_lines([json.dumps(row) for row in rows], "claims.jsonl")


def exported(record):
    return list(exchange.claims_as_lines(record))


def record_of(handed):
    return Record(
        documents={d.name: d for d in handed.documents},
        claims={c.id: c for c in handed.claims},
        places={p.id: p for p in handed.places},
    )


@pytest.fixture
def record():
    claim = Claim(
        document="quay.txt",
        passage=Passage(snapshot_id="snp_a", start=10, end=31, exact="at least four dockers"),
        measure=Measure.PEOPLE, outcome=Outcome.KILLED,
        count=Count(low=4, high=None, qualifier=Qualifier.AT_LEAST),
        perpetrators=(
            Mention(name="the navy", start=2, end=10, carried="from the title",
                    candidates=(Candidate(id="actor:navy", score=0.5, why="its name"),)),
            Mention(name="somebody"),
        ),
        places=(
            Mention(name="the quay"),
            Mention(name="Hodeidah", candidates=(Candidate(id="geo:1", score=1, why="x"),)),
        ),
        times=(Mention(name="on Monday", start=40, end=49),),
        when=When(earliest=date(2024, 5, 1), latest=date(2024, 5, 31), grain=Grain.MONTH, stated_precision=5),
        engine="rules-en 1", rule="killed-active", is_cumulative=True, is_partial=True,
        told_incident="row 7",
    )  # fmt: skip
    aside = claim.with_(count=Count(), places=(), perpetrators=(), when=None, times=())
    document = Document(
        name="quay.txt", told=Told(url="https://example.org/quay"), title="Shells on the quay",
        published=date(2024, 5, 14), language="en", found_in=(("title", "manifest"),),
    )  # fmt: skip
    snapshot = Snapshot(
        document_id=document.id, sha256="0" * 64, size=100, media_type="text/plain",
        taken_at=datetime(2025, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    return Record(
        documents={"quay.txt": document},
        snapshots={"quay.txt": snapshot},
        claims={claim.id: claim, aside.id: aside},
        places={
            "geo:1": Place(id="geo:1", name="Hodeidah", kind=PlaceKind.TOWN, country="YE", latitude=14.8, longitude=42.95)
        },
        incidents=(
            Incident(id="inc_a", claim_ids=(claim.id,), when=claim.when, place_ids=("geo:1",), place_names=("Hodeidah",), perpetrators=()),
        ),
        asides=(Aside(claim_id=aside.id, reason=SetAside.NO_NUMBER),),
        origins=(Origin(id="org_a", name="The port's clinic", claim_ids=(claim.id,)),),
    )  # fmt: skip


def test_a_row_has_every_key_in_order(record):
    for line in exported(record):
        assert list(json.loads(line)) == KEYS


def test_a_row_tells_what_the_program_adds(record):
    row, aside = map(json.loads, exported(record))
    assert (row["incident"], row["set_aside"]) == ("inc_a", None)
    assert (aside["incident"], aside["set_aside"]) == (None, "no number")
    assert row["actor_ids"] == ["actor:navy", None]
    assert row["place_ids"] == [
        None,
        {
            "id": "geo:1",
            "name": "Hodeidah",
            "lat": 14.8,
            "lon": 42.95,
            "precision": 1,
            "kind": "town",
            "country": "YE",
        },
    ]
    assert row["origin"] == {"id": "org_a", "name": "The port's clinic"}
    assert (row["date_from"], row["date_to"]) == ("2024-05", "2024-05")
    assert row["when"] == {
        "earliest": "2024-05-01",
        "latest": "2024-05-31",
        "grain": "month",
        "precision": 5,
    }
    assert row["document"]["sha256"] == "0" * 64
    assert row["document"]["url"] == "https://example.org/quay"
    assert row["mentions"]["perpetrators"][0]["carried"] == "from the title"


def test_one_claim_is_the_same_alone_and_among_others(record):
    claim = next(iter(record.claims.values()))
    assert exchange.claim_as_row(claim, record) == json.loads(exported(record)[0])


def test_what_was_taken_is_written_again_byte_for_byte(record):
    lines = exported(record)
    handed = exchange.claims_from_lines(lines, "x")
    assert not handed.problems
    # The incident and the reasons to set aside are worked out anew; here they are the same.
    again = Record(
        documents={d.name: d for d in handed.documents},
        claims={c.id: c for c in handed.claims},
        places={p.id: p for p in handed.places},
        incidents=record.incidents,
        asides=record.asides,
    )
    assert exported(again) == lines


def test_a_careful_reader_s_row_is_enough(row):
    handed = lines_of(row)
    (claim,) = handed.claims
    assert claim.told_id is None
    assert claim.passage == Passage(
        snapshot_id=None, start=10, end=31, exact="at least four dockers"
    )
    assert claim.count == Count(low=4, high=None, qualifier=Qualifier.AT_LEAST)
    assert claim.victim_class is VictimClass.CIVILIAN
    assert claim.places == (Mention(name="the quay"), Mention(name="Hodeidah"))
    assert claim.when == When(earliest=date(2024, 5, 13), latest=date(2024, 5, 13))
    assert claim.voice is Voice.BODY
    assert handed.documents == (Document(name="quay.txt"),)
    again = json.loads(exported(record_of(handed))[0])
    assert {key: again[key] for key in row} == row


def test_the_least_row_is_enough(row):
    least = {k: row[k] for k in "doc start end quote measure outcome low high".split()}
    (claim,) = lines_of(least).claims
    assert claim.count.qualifier is Qualifier.AT_LEAST


@pytest.mark.parametrize(
    ("low", "high", "qualifier"),
    [(4, 4, "exact"), (4, 6, "range"), (None, 6, "up_to"), (None, None, "none")],
)
def test_a_hedge_that_is_not_told_follows_from_the_bounds(row, low, high, qualifier):
    del row["qualifier"]
    (claim,) = lines_of(row | {"low": low, "high": high}).claims
    assert claim.count.qualifier == qualifier


def test_an_id_of_one_document_is_made_whole(row):
    handed = lines_of(
        row | {"id": "c1"},
        row | {"id": "c2", "part_of": "c1", "same_as": "c1", "low": 3},
        row | {"id": "c1", "doc": "other.txt"},
    )
    assert [c.id for c in handed.claims] == ["quay.txt#c1", "quay.txt#c2", "other.txt#c1"]
    assert (handed.claims[1].part_of, handed.claims[1].same_as) == ("quay.txt#c1", "quay.txt#c1")
    again = exchange.claims_from_lines(exported(record_of(handed)), "x")
    assert again.claims == handed.claims


def test_an_id_that_the_program_would_give_is_not_kept_as_told(row):
    (claim,) = lines_of(row).claims
    (again,) = lines_of(row | {"id": claim.id}).claims
    assert again == claim
    (corrected,) = lines_of(row | {"id": claim.id, "low": 5}).claims
    assert corrected.told_id == claim.id


def test_a_name_that_a_person_changed_loses_what_was_known_of_the_old(record):
    row = json.loads(exported(record)[0])
    row["places"] = ["Hodeidah", "Yemen"]
    (claim,) = lines_of(row).claims
    assert [m.best for m in claim.places] == ["geo:1", None]


def test_dates_that_a_person_changed_count(record):
    row = json.loads(exported(record)[0])
    row["date_from"] = row["date_to"] = "2024-05-13"
    (claim,) = lines_of(row).claims
    assert claim.when == When(earliest=date(2024, 5, 13), latest=date(2024, 5, 13))
    row["date_from"] = row["date_to"] = None
    assert lines_of(row).claims[0].when is None


@pytest.mark.parametrize(
    ("first", "last", "earliest", "latest", "grain"),
    [
        ("2011", None, date(2011, 1, 1), None, Grain.YEAR),
        (None, "2014", None, date(2014, 12, 31), Grain.YEAR),
        ("2012-02", "2012-02", date(2012, 2, 1), date(2012, 2, 29), Grain.MONTH),
        ("2011", "2016-12", date(2011, 1, 1), date(2016, 12, 31), Grain.MONTH),
        ("2011-03-15", "2012", date(2011, 3, 15), date(2012, 12, 31), Grain.DAY),
    ],
)
def test_a_month_or_a_year_is_all_its_days(row, first, last, earliest, latest, grain):
    (claim,) = lines_of(row | {"date_from": first, "date_to": last}).claims
    assert claim.when == When(earliest=earliest, latest=latest, grain=grain)


def test_an_origin_s_name_comes_along(row):
    (claim,) = lines_of(row | {"origin": {"id": "org_a", "name": "The clinic"}}).claims
    assert (claim.origin, claim.origin_name) == ("org_a", "The clinic")
    (claim,) = lines_of(row | {"origin": "org_a"}).claims
    assert (claim.origin, claim.origin_name) == ("org_a", None)


def test_a_document_is_what_the_first_row_says_that_says_more_than_its_name(row):
    full = {"title": "Shells", "published": "2024-05-14", "sha256": "0" * 64, "url": None}
    handed = lines_of(
        row, row | {"low": 3, "document": full}, row | {"low": 2, "document": {"title": "X"}}
    )
    assert handed.documents == (
        Document(
            name="quay.txt", title="Shells", published=date(2024, 5, 14), told_sha256="0" * 64
        ),
    )


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"outcome": "slain"}, "“outcome” is 'slain', which is not one of killed, injured"),
        ({"outcome": None}, "“outcome” is None"),
        ({"measure": 3}, "“measure” must be text, not 3"),
        ({"low": 9, "high": 4}, "a count runs from low to high, not 9 to 4"),
        ({"low": -4}, "a count cannot be less than nothing: -4"),
        ({"low": "four"}, "“low” must be a number, not 'four'"),
        ({"low": True}, "“low” must be a number, not True"),
        ({"start": 1.5}, "“start” must be a whole number, not 1.5"),
        ({"start": None}, "its words and their place must be told"),
        ({"quote": ""}, "its words and their place must be told"),
        ({"start": 31, "end": 10}, "a passage runs forward, not from 31 to 10"),
        ({"end": 32}, "21 characters do not fill 10-32"),
        ({"doc": ""}, "“doc” is empty"),
        ({"qualifier": "roughly"}, "“qualifier” is 'roughly'"),
        ({"voice": "whisper"}, "“voice” is 'whisper'"),
        ({"places": "Hodeidah"}, "“places” must be a list of names"),
        ({"places": [None]}, "“places” must be a list of names"),
        ({"date_from": "13 May"}, "“13 May” is no day, month or year as in"),
        ({"date_from": "2024-02-30"}, "“2024-02-30” is not in the calendar"),
        ({"date_from": "2024-06-01"}, "time runs forward, not from 2024-06-01"),
        ({"decision": "maybe"}, "“decision” is 'maybe', which is not one of accepted, corrected"),
        ({"is_cumulative": "no"}, "“is_cumulative” must be true or false"),
        ({"mentions": [1]}, "“mentions” must be an object"),
        ({"mentions": {"places": {}}}, "“mentions.places” must be a list of objects"),
        ({"times": [{"start": 1}]}, "“name” is missing in “times”"),
        ({"times": [{"name": "x", "candidates": [{}]}]}, "“id” is missing in “times.candidates”"),
        ({"when": "May"}, "“when” must be an object"),
        ({"when": {"earliest": "2024-05-13", "latest": "2024-05-13", "precision": 9}}, "which is not 1 to 5"),
        ({"origin": 3}, "“origin” must be an id"),
        ({"document": "x"}, "“document” must be an object"),
        ({"place_ids": {"id": "geo:1"}}, "“place_ids” must be a list"),
        ({"place_ids": [{"id": "geo:1", "kind": "town"}]}, "“name” is missing in “place_ids”"),
    ],
)  # fmt: skip
def test_a_faulty_line_is_named_and_the_others_are_taken(row, change, why):
    handed = lines_of(row, row | change, row | {"low": 1})
    assert len(handed.claims) == 2
    (problem,) = handed.problems
    assert problem.where == "claims.jsonl, line 2"
    assert problem.message.startswith("A claim was not taken: ")
    assert why in problem.message


@pytest.mark.parametrize(
    "key", ["doc", "start", "end", "quote", "measure", "outcome", "low", "high"]
)
def test_a_missing_key_is_named(row, key):
    del row[key]
    (problem,) = lines_of(row).problems
    assert f"“{key}” is missing" in problem.message


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "it is not JSON"),
        ("[1]", "it is not an object in braces"),
        (b'"\xff"', "it is not UTF-8"),
        ('{"low": NaN}', "NaN is no number"),
        ("[" * 100_000, "it is not JSON"),
        ('{"low": 1' + "0" * 5000 + "}", "A claim was not taken"),
    ],
)
def test_a_line_that_is_no_row_is_named(line, why):
    handed = exchange.claims_from_lines(["\n", line], "x")
    (problem,) = handed.problems
    assert why in problem.message
    assert problem.where == "x, line 2"
    assert handed.claims == ()


def test_a_number_too_large_for_a_computer_is_named(row):
    line = json.dumps(row).replace('"low": 4', '"low": 1e999')
    (problem,) = exchange.claims_from_lines([line], "x").problems
    assert "“low” is too large" in problem.message


def test_empty_lines_and_a_mark_of_byte_order_are_passed_over(row):
    lines = [b"\xef\xbb\xbf" + json.dumps(row).encode(), b"\n", b"  \n"]
    handed = exchange.claims_from_lines(lines, "x")
    assert len(handed.claims) == 1
    assert not handed.problems


def test_words_with_half_a_character_can_be_written(row):
    handed = lines_of(row | {"victims": "\ud800"})
    (line,) = exported(record_of(handed))
    assert exchange.claims_from_lines([line.encode("utf-8")], "x").claims == handed.claims


def test_a_careful_reader_s_file_is_taken_whole(shared):
    """Hand-made readings of real reports, in the guideline's fields only."""
    rows = [
        {"doc": told["doc"], **claim}
        for path in sorted((shared / "gold").glob("0*.json"))
        for told in [json.loads(path.read_text("utf-8"))]
        for claim in told["claims"]
    ]
    handed = lines_of(*rows)
    assert handed.problems == ()
    assert len(handed.claims) == len(rows) == len({c.id for c in handed.claims})
    again = exchange.claims_from_lines(exported(record_of(handed)), "x")
    assert again.claims == handed.claims
