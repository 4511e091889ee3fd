"""Estimates of a record's lists: chosen, counted, refused, kept."""

from datetime import UTC, date, datetime
from shutil import copytree

import numpy as np
import pytest

from onrecord import store
from onrecord.estimate import Kind, Population
from onrecord.model import (
    Entry,
    InclusionTable,
    Issue,
    Linkage,
    MatchGroup,
    NameList,
    OnRecordError,
    Origin,
    Outcome,
    Sex,
    Verdict,
)
from onrecord.preserve import Archive
from onrecord.workflow.estimating import (
    EstimateAsked,
    estimate_lists,
    estimate_table,
    estimates_of,
    simulate_lists,
)
from onrecord.workflow.linking import link_lists
from onrecord.workflow.list_citings import citings
from onrecord.workflow.list_regions import regions

NOON = datetime(2025, 3, 12, 12, tzinfo=UTC)
LISTS = [NameList(name=name) for name in ("clinic", "families", "ministry")]
ASKED = EstimateAsked(methods=("graphs", "chao"), vary=False, linkages=0, seed=1)
# Names that nobody bears, so unlike one another that linking makes hardly a mistake.
SYLLABLES = "ba do fe gi ka lu mo na ro tu ze shi".split()


def named(number):
    rng = np.random.default_rng(number)
    parts = ["".join(rng.choice(SYLLABLES, 4)).capitalize() for _ in range(3)]
    told = dict(zip(("given", "father", "family"), parts, strict=True))
    return {"name": " ".join(parts), **told}


@pytest.fixture(scope="module")
def made_once(tmp_path_factory):
    """A record with three lists of 400 people each has a third or half of; women and men."""
    folder = tmp_path_factory.mktemp("estimating") / "coast"
    rng = np.random.default_rng(7)
    on = rng.random((400, 3)) < (0.55, 0.45, 0.35)
    with store.open_record(folder, create=True, clock=lambda: NOON) as kept:
        for place, one in enumerate(LISTS):
            issue = Issue(
                list=one.id, sha256=Archive(kept.archive).keep(one.name.encode()), file="a.csv",
                issued=date(2025, 3, 1), rows=int(on[:, place].sum()), by="R", at=NOON,
            )  # fmt: skip
            rows = [entry(one, issue, number) for number in np.flatnonzero(on[:, place]).tolist()]
            kept.save_issue(one, issue, rows, [row.id for row in rows])
    return folder


@pytest.fixture
def folder(made_once, tmp_path):
    return copytree(made_once, tmp_path / "coast")


def entry(name_list, issue, number):
    return Entry(
        list=name_list.id,
        person=f"per_{name_list.name}_{number:03}",
        issue=issue.id,
        row=number + 1,
        sex=Sex.FEMALE if number % 2 else Sex.MALE,
        age=20 + number % 40,
        **named(number),
    )


@pytest.fixture(scope="module")
def linked_once(made_once, tmp_path_factory):
    """The same record, in which somebody told which rows are one person."""
    folder = copytree(made_once, tmp_path_factory.mktemp("linked") / "coast")
    with store.open_record(folder) as kept:
        ids = [row.person for one in LISTS for row in kept.current_entries(one.id)]
        by_number = {}
        for person in ids:
            by_number.setdefault(person[-3:], []).append(person)
        groups = tuple(
            MatchGroup(id=f"grp_{number}", persons=tuple(sorted(persons)))
            for number, persons in by_number.items()
            if len(persons) > 1
        )
        kept.save_grouped(store.Grouped(linkage=Linkage(engine="own 1"), groups=groups))
    return folder


@pytest.fixture
def linked(linked_once, tmp_path):
    return copytree(linked_once, tmp_path / "coast")


def test_an_estimate_of_a_records_lists_is_near_the_truth_and_kept(linked):
    made = estimate_lists(linked, ASKED, by="Lina")
    graphs = made.estimates[0].interval
    assert graphs.low <= 400 <= graphs.high
    assert made.by == "Lina"
    assert made.program.startswith("onrecord ")
    assert len(made.issues) == 3
    assert made.linkage
    assert estimates_of(linked) == (made,)


def test_lists_are_chosen_by_name_and_two_are_too_few(linked):
    made = estimate_lists(
        linked, EstimateAsked(lists=("clinic", "ministry"), linkages=0), by="Lina"
    )
    assert made.table.lists == ("clinic", "ministry")
    assert {one.code: one.verdict for one in made.diagnoses}["too-few-lists"] is Verdict.FAILS
    assert all(one.is_refused for one in made.estimates)


def test_people_are_divided_by_what_lists_say_of_them(linked):
    asked = EstimateAsked(
        methods=("graphs",), by=("sex",), vary=False, linkages=0, outcomes=(Outcome.KILLED,)
    )
    made = estimate_lists(linked, asked, by="Lina")
    assert [part.name for part in made.strata] == ["female", "male"]
    assert made.of == "people killed"


def test_a_lists_keeper_may_say_that_it_draws_on_another(linked):
    with store.open_record(linked) as kept:
        issue = kept.issues(LISTS[1].id)[0]
        drawing = NameList(name="families", draws_on=("Ministry",))
        kept.save_issue(drawing, issue, (), ())
    made = estimate_lists(linked, ASKED, by="Lina")
    assert {one.code: one.verdict for one in made.diagnoses}["lists-cite"] is Verdict.FAILS


def test_intervals_carry_what_linking_does_not_know(folder):
    link_lists(folder)
    asked = EstimateAsked(methods=("graphs",), vary=False, linkages=20)
    made = estimate_lists(folder, asked, by="Lina")
    assert dict(made.estimates[0].settings)["linkages"] == "20"
    assert made.estimates[0].interval.low <= 400 <= made.estimates[0].interval.high


def test_lists_that_nobody_linked_are_not_estimated(folder):
    with pytest.raises(OnRecordError, match="lists link"):
        estimate_lists(folder, ASKED, by="Lina")


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (EstimateAsked(by=("height",)), "not by height"),
        (EstimateAsked(methods=("guess",)), "no model is called guess"),
        (EstimateAsked(citings="hope"), "refuse, merge, keep"),
        (EstimateAsked(level=1.0), "between 0.5 and 1"),
        (EstimateAsked(budget="lavish"), "quick, usual, thorough"),
        (EstimateAsked(since=date(2025, 2, 1), until=date(2025, 1, 1)), "after the last"),
        (EstimateAsked(merge=(("A", "Z"),)), "no list here is called Z"),
        (EstimateAsked(merge=(("A",),)), "two lists or more"),
        (EstimateAsked(merge=(("A", "B"), ("B", "C"))), "in two groups"),
        (EstimateAsked(imputations=1), "2 imputations or more"),
        (EstimateAsked(linkages=-1), "linkages"),
    ],
)
def test_what_is_asked_wrongly_is_one_clear_line(asked, says):
    table = InclusionTable(lists=("A", "B", "C"), cells=(("110", 20), ("011", 20), ("101", 9)))
    with pytest.raises(OnRecordError, match=says) as caught:
        estimate_table(table, asked)
    assert "\n" not in str(caught.value)


def test_a_table_that_was_handed_in_is_estimated_without_a_record():
    # Spina bifida in upstate New York (Madigan and York 1997, table 1): about 730.
    table = InclusionTable(
        lists=("A", "B", "C"),
        cells=(("001", 60), ("010", 49), ("011", 4), ("100", 247), ("101", 112), ("110", 142),
               ("111", 12)),
    )  # fmt: skip
    made = estimate_table(table, ASKED)
    assert [one.method.value for one in made.estimates] == ["graphs", "chao"]
    assert made.estimates[0].interval.point == pytest.approx(730, abs=5)
    assert made.linkage is None


def test_a_simulation_is_asked_for_by_the_names_of_models():
    people = Population(size=300, kinds=(Kind(share=1.0, chances=(0.5, 0.5, 0.4)),))
    told = simulate_lists(people, methods=("graphs", "independence"), draws=5)
    assert [(one.method.value, one.answered) for one in told] == [
        ("graphs", 5),
        ("independence", 5),
    ]
    with pytest.raises(OnRecordError, match="no model is called guess"):
        simulate_lists(people, methods=("guess",))


def test_rows_that_name_another_list_as_their_source_tell_of_citing():
    lists = [NameList(name="clinic"), NameList(name="ministry", keeper="Ministry of Health")]
    issue = Issue(list=lists[0].id, sha256="0", file="a.csv", at=NOON)
    rows = [entry(lists[0], issue, number) for number in range(100)]
    from dataclasses import replace

    saying = [replace(rows[0], said_by="ministry of health"), *rows[1:]]
    (found,) = citings(lists, saying)
    assert (found.list, found.cites) == ("clinic", "ministry")
    assert found.why == "1 of its 100 rows name it as their source"
    # One row of 101 is less than one in a hundred: a single story.
    assert not citings(lists, [*saying, replace(rows[1], person="per_x")])


def test_people_in_reports_that_go_back_to_a_lists_keeper_tell_of_citing():
    lists = [NameList(name="reports"), NameList(name="ministry", keeper="Ministry of Health")]
    issue = Issue(list=lists[0].id, sha256="0", file="a.csv", at=NOON)
    row = Entry(list=lists[0].id, person="p", issue=issue.id, row=1, name="…", claim="clm_1")
    origins = [Origin(id="org_1", name="Ministry of Health", claim_ids=("clm_1",))]
    (found,) = citings(lists, [row], origins)
    assert found.why == "1 of its 1 rows go back to its keeper"


def test_lists_that_draw_on_one_voice_are_not_separate():
    lists = [NameList(name=name, draws_on=("Civil Defence",)) for name in ("a", "b")]
    (found,) = citings(lists, [])
    assert (found.list, found.cites, found.why) == ("b", "a", "both take rows from Civil Defence")


def test_places_are_taken_as_the_provinces_of_the_country_that_lists_are_of():
    found = regions(["Homs", "Palmyra", "Aleppo", "حلب", "Nowhere at all"])
    assert found["Palmyra"] == found["Homs"] != found["Aleppo"] == found["حلب"]
    assert "Nowhere at all" not in found
    assert regions(["Nowhere at all"]) == {}
