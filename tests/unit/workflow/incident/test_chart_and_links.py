"""What claims say through time, and who has it from whom: where everything stands."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from onrecord import group, reconcile, testing
from onrecord.model import Record, Snapshot, Text
from onrecord.workflow.desk import incident as told
from onrecord.workflow.desk.view import view

MAP = testing.world("""
    town Dahyan < province Northern < country Ardania
""")
SHELF = testing.documents("""
    a.txt | The Courier | 2018-08-10
    b.txt | Northern Post | 2018-08-11
    c.txt | Harbour News | 2018-09-30
    d.txt | The Mail |
""")
DAY = "in Dahyan | 2018-08-09"


def a_view(table, **changes):
    """Return a view of the one record that some claims make."""
    claims = {claim.id: claim for claim in testing.claims(table)}
    grouping = group.incidents(list(claims.values()), SHELF, MAP.place, MAP.actor)
    origins = reconcile.origins(list(claims.values()), SHELF, {}, MAP.actor, MAP.place)
    voices = reconcile.by_claim(origins)
    figures = {i.id: reconcile.figures(i, claims, voices, SHELF) for i in grouping.incidents}
    sums = {i.id: reconcile.sums(i, claims, voices) for i in grouping.incidents}
    record = Record(
        documents=SHELF, claims=claims, incidents=grouping.incidents, origins=origins,
        figures=figures, sums=sums, asides=grouping.asides, given=grouping.given,
        places=MAP.places, actors=MAP.actors,
    )  # fmt: skip
    return view(replace(record, **changes))


@pytest.fixture
def now():
    return a_view(f"""
        a.txt | "about 12 dead" | killed | ~12 | {DAY} | according to Amal Watch
        b.txt | "at least 9" | killed | 9+ | {DAY} | according to the Ministry
        b.txt | "up to 20" | killed | <=20 | {DAY} | according to Red Relief
        c.txt | "between 10 and 14" | killed | 10-14 | {DAY} | according to City Hospital
        d.txt | "twelve killed" | killed | 12 | {DAY} | according to Amal Watch
    """)


def the_chart(now):
    (incident,) = now.record.incidents
    return told.charts(now, incident)[0]


def marks(chart):
    return {(mark.low, mark.high): mark for mark in chart.marks}


def test_days_run_from_the_first_with_the_empty_ones_told_and_undated_last(now):
    days = the_chart(now).days
    assert [(str(day.day) if day.day else None, day.empty) for day in days] == [
        ("2018-08-10", 0),
        ("2018-08-11", 0),
        ("2018-09-30", 49),
        (None, -1),
    ]
    assert [day.x for day in days] == sorted(day.x for day in days)


def test_open_ends_reach_out_and_a_range_has_two_ends(now):
    found = marks(the_chart(now))
    nine, twenty, ten = found[(9, None)], found[(None, 20)], found[(10, 14)]
    assert nine.top < nine.bottom
    assert twenty.bottom > twenty.top
    assert ten.top < ten.bottom
    assert found[(12, 12)].top == found[(12, 12)].bottom
    assert twenty.top < ten.top < ten.bottom < nine.bottom


def test_the_figure_is_a_band_from_minimum_to_maximum(now):
    chart = the_chart(now)
    assert chart.band.figure.outcome == "killed"
    assert chart.band.top <= chart.band.bottom <= chart.floor


def test_what_one_voice_says_twice_on_one_day_is_one_mark():
    now = a_view(f"""
        a.txt | "twelve dead" | killed | 12 | {DAY} | according to Amal Watch
        a.txt | "12 were killed" | killed | 12 | {DAY} | according to Amal Watch
        b.txt | "fourteen dead" | killed | 14 | {DAY} | according to the Ministry
    """)
    numbers = [len(mark.numbers) for mark in the_chart(now).marks]
    assert sum(numbers) == 3


def test_numbers_far_apart_are_drawn_by_tens():
    now = a_view(f"""
        a.txt | "three dead" | killed | 3 | {DAY} | according to Amal Watch
        b.txt | "900 dead" | killed | 900 | {DAY} | according to the Ministry
    """)
    claims, origins = now.record.claims, reconcile.by_claim(now.record.origins)
    one = replace(now.record.incidents[0], claim_ids=tuple(claims))  # as a person merged them
    made = reconcile.figures(one, claims, origins, SHELF)
    now = view(replace(now.record, incidents=(one,), figures={one.id: made}))
    chart = the_chart(now)
    assert chart.is_steep
    assert [people for _, people in chart.grid] == [0, 1, 10, 100]


def test_one_number_alone_makes_no_drawing():
    now = a_view(f'a.txt | "three dead" | killed | 3 | {DAY}')
    (incident,) = now.record.incidents
    assert told.charts(now, incident) == ()


def test_very_many_marks_are_drawn_in_part_and_it_is_said():
    rows = [
        f'a.txt | "{n} dead here" | killed | {n} | {DAY} | according to Group{chr(65 + n % 26)}'
        for n in range(1, 131)
    ]
    now = a_view("\n".join(rows))
    incident = max(now.record.incidents, key=lambda one: len(one.claim_ids))
    chart = told.charts(now, incident)[0]
    drawn = sum(len(mark.numbers) for mark in chart.marks)
    assert (len(chart.marks), chart.more > 0) == (90, True)
    assert drawn < len(incident.claim_ids)


def test_each_document_has_a_line_from_whoever_it_has_it_from(now):
    (incident,) = now.record.incidents
    graph = told.graph(now, incident)
    assert {node.words for node in graph.origins} == {
        "Amal Watch", "Ministry", "Red Relief", "City Hospital",
    } or len(graph.origins) == 4  # fmt: skip
    assert {(edge.target) for edge in graph.edges} == {"a.txt", "b.txt", "c.txt", "d.txt"}
    assert not any(edge.is_copy for edge in graph.edges)


WORDS = (
    "Shells fell on the market of Dahyan on Thursday while people were buying bread and milk. "
    "Fourteen people were killed by the shells, and the market burned until late at night. "
    "Nobody has said who fired them, and the town buried its dead on Friday morning in silence."
)


def test_a_copy_hangs_below_what_it_copies_with_a_dashed_line():
    claims = testing.claims(f"""
        a.txt | "Fourteen people were killed by the shells" | killed | 14 | {DAY} | at 89
        b.txt | "Fourteen people were killed by the shells" | killed | 14 | {DAY} | at 89
    """)
    snapshots, texts = {}, {}
    for name in ("a.txt", "b.txt"):
        document = SHELF[name]
        shot = Snapshot(
            document_id=document.id,
            sha256=name,
            size=1,
            media_type="text/plain",
            taken_at=datetime(2024, 1, 1, tzinfo=UTC),
        )
        snapshots[name] = shot
        texts[shot.id] = Text(
            snapshot_id=shot.id, content=WORDS, blocks=(), language="en", reader="t"
        )
    held = {
        one.id: one
        for one in (
            claim.with_(passage=replace(claim.passage, snapshot_id=snapshots[claim.document].id))
            for claim in claims
        )
    }
    start = WORDS.index("Fourteen")
    assert start == 89
    grouping = group.incidents(list(held.values()), SHELF, MAP.place, MAP.actor)
    origins = reconcile.origins(list(held.values()), SHELF, texts, MAP.actor, MAP.place)
    now = view(
        Record(documents=SHELF, snapshots=snapshots, texts=texts, claims=held, incidents=grouping.incidents, origins=origins)
    )  # fmt: skip
    (incident,) = now.record.incidents
    graph = told.graph(now, incident)
    (copy,) = [edge for edge in graph.edges if edge.is_copy]
    assert (copy.source, copy.target) == ("a.txt", "b.txt")
    first, second = graph.documents
    assert second.x > first.x
    assert second.y > first.y
    (voice,) = told.sheet(now, incident).voices
    assert [one.place.depth for one in voice.spoken] == [0, 1]


def test_a_part_that_has_parts_stands_once_in_its_place():
    now = a_view(f"""
        a.txt | "12 killed" | killed | 12 | {DAY} | according to Amal Watch
        a.txt | "eight civilians" | killed | 8 | {DAY} | of civilians | part of "12 killed" | according to Amal Watch
        a.txt | "four fighters" | killed | 4 | {DAY} | of fighters | part of "12 killed" | according to Amal Watch
        a.txt | "five of them children" | killed | 5 | {DAY} | of children | part of "eight civilians" | according to Amal Watch
    """)
    (incident,) = now.record.incidents
    (tree,) = told.trees(now, incident)
    assert tree.claim.count.low == 12
    assert sorted(part.claim.count.low for part in tree.parts) == [4, 8]
    (deeper,) = [part for part in tree.parts if part.sum]
    assert [leaf.claim.count.low for leaf in deeper.parts] == [5]
