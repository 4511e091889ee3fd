"""
Splink as the engine of large linkages: pairs are found, graded and learnt from in a database.

Splink (Linacre et al. 2022, doi:10.23889/ijpds.v7i3.1794) works in DuckDB, which goes to the disk
for what memory does not hold, or in Spark on a cluster. It is given numbers alone: no name
enters the database, its files, a cluster, or a log. Keys and levels are those of the own engine;
Splink blocks, grades and learns by expectation and maximisation how often one person's rows
agree. Only pairs worth keeping come back; they are weighed as every engine's are, so that
brothers, who share a line of forefathers, are not held for one person three times over. Needs
`onrecord[link]`.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.lists.linking.blocking import KEYS
from onrecord.lists.linking.columns import Columns
from onrecord.lists.linking.comparing import FIELDS, OTHER, Comparing, Grades, grades_of
from onrecord.lists.linking.own import nothing
from onrecord.lists.linking.scored import LEVELS, Scored
from onrecord.lists.linking.settings import Settings
from onrecord.lists.linking.splink_databases import Database, database
from onrecord.lists.linking.splink_levels import comparisons, rules
from onrecord.lists.linking.splink_met import Met
from onrecord.lists.linking.splink_rows import Keys, RowNumbers, row_numbers
from onrecord.lists.linking.splink_sieve import Sieve, Worth
from onrecord.lists.linking.weighing import Agreement, Weighing, by_chance, learnt, starts
from onrecord.model import MachineLacks, Problem

Numbers = NDArray[np.int64]

_LEAST = 1e-5
_SETTLED = 50  # log2 odds: no field but one number of a state weighs so much
_FLOOR = -14.0  # log2 odds below which a pair is not worth keeping
_SAMPLE = 30_000  # rows from which is drawn how often strangers agree
_ENOUGH = 1_000  # pairs; fewer teach nothing that is not known of names
_TRAINED_ON = 2_000_000  # pairs of each key that is learnt from
_MOST_BARRED = 5_000  # pairs of two first names that come back: the likeliest, for people to see
# Keys that Splink learns from have the given name: of rows that share all but that most are
# brothers' and sisters', whom it would take for one person.
_LEARNT_BY = (("given", "family"), ("given", "father"))
_WHOLE = "l.list <> r.list or l.twice = 1"
_LEVELS = ("same", "spelled", "close", "part")


def scored(columns_: Columns, settings: Settings, spark: Any = None) -> Scored:
    """
    Return the pairs of rows that Splink finds worth keeping, weighed field by field.

    Args:
        columns_: The rows.
        settings: Limits.
        spark: A session of Spark's in which it works; None takes DuckDB on this machine.

    Raises:
        MachineLacks: If `onrecord[link]` is not installed, or the database has no room left.
    """
    splink = _splink()
    name = f"splink {splink.__version__}"
    if len(columns_) < 2:
        return nothing(name)
    chance = _chance(columns_, settings)
    with database(spark) as held, _silence():
        found = _found(splink, held, columns_, chance, settings)
        name += held.name
    return _weighed(name, columns_, found, chance, settings)


def _chance(columns_: Columns, settings: Settings) -> Agreement:
    """Return how often fields agree between strangers, from some of the rows."""
    rows = len(columns_)
    if rows > _SAMPLE:
        drawn = np.random.default_rng(settings.seed).choice(rows, _SAMPLE, replace=False)
        columns_ = columns_.only(np.sort(drawn))
    return by_chance(columns_, Comparing(columns_), settings)


class _Found:
    """What comes back from the database: pairs of rows, and what was learnt."""

    def __init__(
        self,
        pairs: dict[str, Any],
        compared: int,
        m: dict[str, NDArray[np.float64]],
        problems: tuple[Problem, ...],
    ) -> None:
        self.problems = problems
        self.left = np.minimum(pairs["row_l"], pairs["row_r"]).astype(np.int64)
        self.right = np.maximum(pairs["row_l"], pairs["row_r"]).astype(np.int64)
        self.compared = compared
        self.m = m


def _found(
    splink: ModuleType,
    held: Database,
    columns_: Columns,
    chance: Agreement,
    settings: Settings,
) -> _Found:
    rows, comparing = row_numbers(columns_), Comparing(columns_)
    keys = rows.keys(settings.most_in_block)
    _tables(held, rows, keys)
    linker = splink.Linker(
        held.api.register("rows"), _settings(splink, rows.told(), chance), log_level=None
    )
    blocked = linker.inference.compute_blocked_pairs_for_predict()
    many = f"select count(*) as many from {blocked.physical_name}"  # noqa: S608 - Splink's own table
    compared = int(held.told(many)["many"][0])
    met = Met(rows)
    sieve = _sieve(held, rows, comparing, met, blocked) if held.is_here else None
    if sieve is None:
        met.of(_that_meet(held, rows, blocked.physical_name))
    _near(held, rows, met)
    if compared >= _ENOUGH:
        _learn(linker)
    model = linker.misc.save_model_to_json()
    if sieve is not None:
        _only(held, linker, sieve.kept(model, _worth(settings)))
    told = linker.inference.predict(threshold_match_weight=_FLOOR, warning_mode="never")
    pairs = held.told(_kept(told.physical_name, chance, settings))
    return _Found(pairs, compared, _learnt(model, chance), keys.problems())


def _sieve(held: Database, rows: RowNumbers, comparing: Comparing, met: Met, blocked: Any) -> Sieve:
    """Take the pairs out of the database, and every two values of names that meet in them."""
    pairs = held.told(
        "select cast(join_key_l as int) as left, cast(join_key_r as int) as right "  # noqa: S608 - Splink's own table
        f"from {blocked.physical_name}"
    )
    blocked.drop_table_from_database_and_remove_from_cache()
    return Sieve(rows, comparing, met, pairs)


def _worth(settings: Settings) -> Worth:
    return Worth(floor=_FLOOR, bars=settings.first_names_bar, barred=_MOST_BARRED)


def _only(held: Database, linker: Any, pairs: dict[str, Any]) -> None:
    """Let Splink weigh these pairs alone."""
    taken = '"left" as join_key_l, "right" as join_key_r, \'0\' as match_key'
    held.table("kept_pairs", pairs, taken)
    linker.table_management.register_blocked_pairs_for_predict(held.api.register("kept_pairs"))


def _learn(linker: Any) -> None:
    """Let Splink learn how often one person's rows agree, from the pairs of some keys."""
    from splink.internals.exceptions import EMTrainingException  # noqa: PLC0415 - an extra

    for fields in _LEARNT_BY:
        key = next(number for number, key in enumerate(KEYS) if key.fields == fields)
        known = " and ".join(f"l.{field} is not null" for field in fields)  # names what is known
        # Where no pair, or none of one person, shares a key there is nothing to learn from it.
        with suppress(EMTrainingException, ValueError):
            linker.training.estimate_parameters_using_expectation_maximisation(
                f"l.key_{key} = r.key_{key} and l.key_{key} % 4 = 0 and {known} and ({_WHOLE})",
                estimate_without_term_frequencies=True,
                max_pairs=_TRAINED_ON,
            )


def _kept(table: str, chance: Agreement, settings: Settings) -> str:
    """Return what takes pairs out of Splink's table: few of those that first names bar."""
    taken = f"select row_l, row_r from {table}"  # noqa: S608 - Splink's own table
    if not settings.first_names_bar:
        return f"{taken} order by 1, 2"
    # Splink gives weights, not levels; that of two first names is as it was told.
    weight = np.log2(starts("given")[0][OTHER] / chance.u["given"][OTHER])
    differ = f"(abs(mw_given - ({weight})) < 1e-6 and mw_number < {_SETTLED})"
    return (
        f"({taken} where not {differ}) union all ({taken} where {differ}"
        f" order by match_weight desc, row_l, row_r limit {_MOST_BARRED}) order by 1, 2"
    )


def _tables(held: Database, rows: RowNumbers, keys: Keys) -> None:
    made = rows.table(keys)
    taken = ", ".join(
        name if name in {"row", "list", "twice"} else f"nullif({name}, -1) as {name}"
        for name in made
    )
    held.table("rows", made, taken)


def _settings(splink: ModuleType, told: Sequence[str], chance: Agreement) -> Any:
    shares = {field: (starts(field)[0], chance.u[field]) for field in told}
    return splink.SettingsCreator(
        link_type="dedupe_only",  # which lists may meet, the keys say
        unique_id_column_name="row",
        comparisons=comparisons(shares),
        blocking_rules_to_generate_predictions=[
            {"blocking_rule": f"l.key_{number} = r.key_{number} and ({_WHOLE})"}
            for number in range(len(KEYS))
        ],
        probability_two_random_records_match=float(1 / (1 + np.exp2(-chance.prior.max()))),
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=True,  # what each field weighs: see `_kept`
    )


def _that_meet(held: Database, rows: RowNumbers, blocked: str) -> Any:
    """Return any two values that stand side by side in a blocked pair, each two as one number."""
    size = len(rows.skeletons)
    sides = " union ".join(
        f"select {_two(f'l.{field}', f'r.{field}', size)} as two from {blocked} as b "  # noqa: S608 - our own names
        f"join rows as l on l.row = b.join_key_l "
        f"join rows as r on r.row = b.join_key_r where l.{field} <> r.{field}"
        for field in rows.named
    )
    return held.told(f"select two from ({sides}) as sides")["two"].astype(np.int64)  # noqa: S608


def _near(held: Database, rows: RowNumbers, met: Met) -> None:
    """Tell the database how well any two values agree that have met."""
    size = len(rows.skeletons)
    for level, name in enumerate(_LEVELS):
        alike = met.at(level)
        body = "false"  # what holds of no values costs nothing to look up
        if len(alike):
            held.table(f"{name}_values", {"two": alike})
            body = f"{_two('a', 'b', size)} in (select two from {name}_values)"  # noqa: S608
        held.function(f"near_{name}", body)


def _two(one: str, other: str, size: int) -> str:
    """Return SQL for two values as one number, whichever comes first."""
    return f"cast(least({one}, {other}) as bigint) * {size} + greatest({one}, {other})"


def _learnt(model: dict[str, Any], chance: Agreement) -> dict[str, NDArray[np.float64]]:
    """Return the shares of grades among pairs of one person, as Splink has learnt them."""
    told = dict(chance.m)  # of what no row tells nothing was learnt
    for comparison in model["comparisons"]:
        field = comparison["output_column_name"]
        m = chance.m[field].copy()
        for rule, level in zip(rules(field), comparison["comparison_levels"], strict=True):
            share = level.get("m_probability")
            if rule.grade is not None and not rule.is_of_kin and share is not None:
                m[rule.grade] = max(float(share), _LEAST)
        told[field] = m / m.sum()
    return told


def _weighed(
    name: str, columns_: Columns, found: _Found, chance: Agreement, settings: Settings
) -> Scored:
    """Weigh pairs as all engines do, learning on from what Splink has learnt."""
    rows = (found.left, found.right)
    grades = _graded(columns_, *rows)
    weighing = Weighing(columns_, rows, grades)
    start = Agreement(found.m, chance.u, chance.in_family, chance.prior)
    shares = learnt(columns_, weighing, rows, start, settings)
    levels = np.empty_like(grades)
    for number, field in enumerate(FIELDS):
        of = np.array([LEVELS.index(level) for level in grades_of(field)], dtype=np.int8)
        levels[:, number] = of[grades[:, number]]
    return Scored(
        engine=name,
        left=found.left,
        right=found.right,
        fields=FIELDS,
        levels=levels,
        weights=weighing.weights(shares),
        prior=weighing.prior(shares),
        compared=found.compared,
        problems=found.problems,
    )


def _graded(columns_: Columns, left: Numbers, right: Numbers) -> Grades:
    """Return the grades of pairs, of which only their own rows are looked at."""
    used = np.unique(np.concatenate([left, right]))
    return Comparing(columns_.only(used)).grades(
        np.searchsorted(used, left), np.searchsorted(used, right)
    )


def _splink() -> ModuleType:
    try:
        import splink  # noqa: PLC0415 - an extra: only those who link large lists need it
    except ImportError as fault:
        raise MachineLacks(
            "Splink is not installed: pip install 'onrecord[link]', or link with the own engine"
        ) from fault
    return splink


@contextmanager
def _silence() -> Iterator[None]:
    """Keep Splink from saying what it does: its log is no place for what lists hold."""
    log = logging.getLogger("splink")
    before = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        log.setLevel(before)
