"""As much of a record as one incident needs answers every question like the whole record."""

import importlib.util
from pathlib import Path

import pytest

from onrecord import workflow
from onrecord.workflow.desk import incident as told
from onrecord.workflow.desk.view import view

EXAMPLES = Path(__file__).parents[4] / "examples"
INVENTED = Path(__file__).parents[2] / "publish" / "invented.py"


@pytest.fixture(scope="module")
def examples(tmp_path_factory):
    folder = tmp_path_factory.mktemp("around") / "harbour-coast"
    workflow.build(EXAMPLES, folder)
    return workflow.load(folder)


@pytest.fixture(scope="module")
def invented():
    spec = importlib.util.spec_from_file_location("invented_around", INVENTED)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.record()


@pytest.mark.parametrize("which", ["examples", "invented"])
def test_rulebooks_critics_and_bounds_say_of_a_part_what_they_say_of_the_whole(which, request):
    record = request.getfixturevalue(which)
    now = view(record)
    for incident in record.incidents:
        assert told.rulings(now, incident) == workflow.rulings(record, incident)
        assert told.corroboration(now, incident) == workflow.corroboration(record, incident)
        whole = workflow.with_bounds(record, incident.id)
        part = told.with_bounds(now, incident)
        assert part.bounds.get(incident.id) == whole.bounds.get(incident.id)
        assert part.conflicts.get(incident.id) == whole.conflicts.get(incident.id)


@pytest.mark.parametrize("which", ["examples", "invented"])
def test_every_claim_stands_once_and_in_every_section_under_one_number(which, request):
    record = request.getfixturevalue(which)
    now = view(record)
    for incident in record.incidents:
        known = told.order(now, incident)
        assert set(known.numbers) == {c for c in incident.claim_ids if c in record.claims}
        assert sorted(known.numbers.values()) == list(range(1, len(known.numbers) + 1))
        pages = told.sheet(now, incident).pages
        shown = [
            one.claim.id
            for number in range(1, pages + 1)
            for voice in told.sheet(now, incident, number).voices
            for one in voice.spoken
        ]
        assert sorted(shown) == sorted(known.numbers)


@pytest.mark.parametrize("which", ["examples", "invented"])
def test_every_claim_of_a_figures_outcome_is_used_or_left_out_for_a_reason(which, request):
    record = request.getfixturevalue(which)
    now = view(record)
    for incident in record.incidents:
        for one in told.derived(now, incident):
            left = [c for reason in one.left_out for c in reason.claims]
            assert set(one.used).isdisjoint(left)
            known = record.claims.keys()
            wanted = {c for c in (*one.figure.used, *dict(one.figure.left_out)) if c in known}
            assert {*one.used, *left} == wanted


@pytest.mark.parametrize("which", ["examples", "invented"])
def test_no_section_fails_where_day_place_or_figure_is_not_told(which, request):
    record = request.getfixturevalue(which)
    now = view(record)
    for incident in record.incidents:
        head = told.head(now, incident)
        assert head.claims == len(told.order(now, incident).numbers)
        graph = told.graph(now, incident)
        inside = {record.claims[c].document for c in incident.claim_ids if c in record.claims}
        assert {node.key for node in graph.documents} == inside
        where = told.whereabouts(now, incident)
        assert bool(where.areas) == bool(incident.place_ids or incident.place_names)
        for chart in told.charts(now, incident):
            for mark in chart.marks:
                assert 0 <= mark.top <= mark.bottom <= chart.floor
                assert chart.left <= mark.x <= chart.right
        told.people(now, incident)
        told.past(now, incident)
        assert incident.id not in {one.row.incident.id for one in told.near(now, incident)}
