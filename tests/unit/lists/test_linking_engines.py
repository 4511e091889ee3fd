"""One suite for every engine: the same rows, the same levels, and nearly the same links."""

import logging
import os
import tempfile
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from onrecord.lists.linking import ENGINES, Settings, columns, link, link_row
from onrecord.lists.linking.comparing import FIELDS, Comparing, grades_of
from onrecord.lists.linking.engines import engine_named
from onrecord.lists.linking.scored import LEVELS
from onrecord.lists.names import NameParts
from onrecord.model import Level, MachineLacks
from onrecord.testing.people import FOUR_KEEPERS, Keeper, Writing, lists, population

TOLERANCE = 0.99  # of the links of one engine are links of the other; both ways


def is_missing(engine):
    if engine == "own" or find_spec("splink"):
        return False
    if os.environ.get("CI"):
        raise AssertionError("splink is not installed, and in CI nothing is skipped")
    return True


def engine_or_skip(name):
    if is_missing(name):
        pytest.skip("splink is not installed: pip install 'onrecord[link]'")
    return engine_named(name)


@pytest.fixture(params=sorted(ENGINES))
def engine(request):
    engine_or_skip(request.param)
    return request.param


@pytest.fixture(scope="module")
def made():
    return lists(population(1500, seed=11), FOUR_KEEPERS, seed=12)


@pytest.fixture(scope="module")
def told(made):
    once = [one.id for one in made.lists if one.has_each_once]
    return columns(map(link_row, made.entries()), once)


@pytest.fixture(scope="module")
def links(made):
    """By engine: the links that `link` accepts."""
    known = {}

    def of(name):
        if name not in known:
            engine_or_skip(name)
            known[name] = link(list(made.entries()), made.lists, engine=name)
        return known[name]

    return of


class TestEveryEngine:
    def test_links_are_right_and_most_are_found(self, engine, links, made):
        linked = links(engine)
        pairs = [(pair.left, pair.right) for pair in linked.pairs if pair.is_linked]
        right = sum(made.truth[left] == made.truth[right] for left, right in pairs)
        assert right / len(pairs) > 0.98
        assert right / made.true_pairs() > 0.85

    def test_no_two_rows_of_a_list_that_has_each_once_are_one_person(self, engine, links, made):
        once = {one.id for one in made.lists if one.has_each_once}
        home = {entry.person: entry.list for entry in made.entries()}
        for group in links(engine).groups:
            of = [home[person] for person in group.persons if home[person] in once]
            assert len(of) == len(set(of))

    def test_two_first_names_are_never_brought_together(self, engine, links):
        for pair in links(engine).pairs:
            given = next(one for one in pair.evidence if one.field == "given")
            assert not (pair.is_linked and given.level is Level.OTHER)

    def test_levels_are_those_of_the_fields_side_by_side(self, engine, told):
        scored = engine_named(engine)(told, Settings())
        grades = Comparing(told).grades(scored.left, scored.right)
        for number, field in enumerate(FIELDS):
            levels = [LEVELS.index(level) for level in grades_of(field)]
            same = np.array(levels)[grades[:, number]] == scored.levels[:, number]
            assert same.all(), field

    def test_pairs_are_in_order_and_none_is_there_twice(self, engine, told):
        scored = engine_named(engine)(told, Settings())
        assert (scored.left < scored.right).all()
        packed = scored.left * len(told) + scored.right
        assert (np.diff(packed) > 0).all()
        assert told.can_pair(scored.left, scored.right).all()

    def test_the_same_rows_give_the_same_bytes(self, engine, told):
        one, two = (engine_named(engine)(told, Settings()) for _ in range(2))
        for name in ("left", "right", "levels", "weights", "prior"):
            assert getattr(one, name).tobytes() == getattr(two, name).tobytes(), name

    def test_nothing_and_one_row_are_no_pairs(self, engine, told):
        for rows in (0, 1):
            few = columns(told.rows[:rows])
            assert len(engine_named(engine)(few, Settings())) == 0

    def test_rows_that_say_nothing_are_linked_to_nobody(self, engine, told):
        empty = [
            replace(
                row,
                arabic=None,
                other=None,
                sex="",
                age=None,
                born_day=None,
                born_year=None,
                place="",
            )
            for row in told.rows[:40]
        ]
        assert len(engine_named(engine)(columns(empty), Settings())) == 0

    def test_rows_with_one_number_of_a_state_come_back_whatever_else_they_say(self, engine, told):
        given = {row.name.given for row in told.rows[:200]} - {None}
        one, two = sorted(given, key=lambda part: part.folded)[:2]
        pair = [
            replace(row, national_id="123456789", arabic=NameParts(part), other=None, list=name)
            for row, part, name in zip(told.rows[:2], (one, two), told.lists[:2], strict=True)
        ]
        table = columns([*pair, *told.rows[2:400]])
        scored = engine_named(engine)(table, Settings())
        wanted = {number for number, row in enumerate(table.rows) if row.national_id}
        found = zip(scored.left.tolist(), scored.right.tolist(), strict=True)
        assert wanted in [set(pair) for pair in found]

    def test_lists_in_two_letters_are_linked(self, engine):
        keepers = (
            Keeper(
                name="one", chances=(0.8,), writing=Writing.ARABIC, other_writing=Writing.ENGLISH
            ),
            Keeper(name="two", chances=(0.8,), writing=Writing.EGYPTIAN),
        )
        both = lists(population(300, seed=3), keepers, seed=4)
        linked = link(list(both.entries()), both.lists, engine=engine)
        pairs = [(pair.left, pair.right) for pair in linked.pairs if pair.is_linked]
        assert sum(both.truth[a] == both.truth[b] for a, b in pairs) > 0.8 * both.true_pairs()


class TestBothEngines:
    def test_they_accept_the_same_links_but_for_one_in_a_hundred(self, links):
        accepted = [
            {(pair.left, pair.right) for pair in links(name).pairs if pair.is_linked}
            for name in ("own", "splink")
        ]
        both = len(accepted[0] & accepted[1])
        assert both / len(accepted[0]) > TOLERANCE
        assert both / len(accepted[1]) > TOLERANCE

    def test_they_compare_the_same_pairs_where_lists_are_not_large(self, links):
        own, other = (links(name).linkage.pairs for name in ("own", "splink"))
        assert own == pytest.approx(other, rel=0.01)


class TestSplink:
    @pytest.fixture(autouse=True)
    def installed(self):
        engine_or_skip("splink")

    def test_it_is_told_apart_from_others_by_name_and_version(self, links):
        import splink

        assert links("splink").linkage.engine == f"splink {splink.__version__}"

    def test_no_name_enters_the_database_or_a_log(self, told, monkeypatch, caplog):
        from onrecord.lists.linking import by_splink

        seen = []
        monkeypatch.setattr(
            by_splink,
            "_kept",
            lambda *told, of=by_splink._kept: seen.append(told[0]) or of(*told),
        )
        kept = {}
        before = by_splink.RowNumbers.table

        def table(rows, keys):
            kept.update(before(rows, keys))
            return kept

        monkeypatch.setattr(by_splink.RowNumbers, "table", table)
        caplog.set_level(logging.DEBUG)
        engine_named("splink")(told, Settings())
        assert seen
        assert all(column.dtype == np.int32 for column in kept.values())
        assert not [record for record in caplog.records if record.name.startswith("splink")]

    def test_it_leaves_nothing_on_the_disk(self, told, monkeypatch, tmp_path):
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
        engine_named("splink")(told, Settings())
        assert list(tmp_path.iterdir()) == []

    def test_without_it_people_are_told_what_to_install(self, told, monkeypatch):
        monkeypatch.setitem(__import__("sys").modules, "splink", None)
        with pytest.raises(MachineLacks, match=r"onrecord\[link\]"):
            engine_named("splink")(told, Settings())

    def test_large_lists_are_compared_in_smaller_blocks_and_that_is_said(self, told, monkeypatch):
        from onrecord.lists.linking import splink_rows

        monkeypatch.setattr(splink_rows, "_ALWAYS", 0)
        monkeypatch.setattr(splink_rows, "_PAIRS_A_ROW", 3)
        scored = engine_named("splink")(told, Settings())
        assert scored.compared <= 3 * len(told)
        assert {problem.code for problem in scored.problems} == {"block-left-out"}

    @pytest.mark.parametrize(
        ("most_barred", "settings"),
        [(20, Settings()), (5_000, Settings()), (20, Settings(first_names_bar=False))],
    )
    def test_what_is_put_aside_before_is_what_would_not_have_come_back(
        self, told, monkeypatch, most_barred, settings
    ):
        """A cluster's pairs are all weighed there; here most are not asked about, to one end."""
        from onrecord.lists.linking import by_splink, splink_databases

        monkeypatch.setattr(by_splink, "_MOST_BARRED", most_barred)
        here = engine_named("splink")(told, settings)
        monkeypatch.setattr(splink_databases._DuckDB, "is_here", False)
        there = engine_named("splink")(told, settings)
        assert len(here) > 500
        assert here.compared == there.compared
        for column in ("left", "right", "levels", "weights", "prior"):
            assert np.array_equal(getattr(here, column), getattr(there, column)), column

    def test_pairs_of_two_first_names_come_back_where_these_do_not_bar(self, told):
        scored = engine_named("splink")(told, Settings(first_names_bar=False))
        given = scored.levels[:, scored.fields.index("given")]
        assert (given == LEVELS.index(Level.OTHER)).sum() > 1000


def test_the_extra_is_named_where_it_is_installed_from():
    text = Path(__file__).parents[3].joinpath("pyproject.toml").read_text(encoding="utf-8")
    assert "\nlink = [\n" in text
