"""Models asked, part by part and draw by draw, and their answers brought together."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from onrecord.estimate import people, refusing
from onrecord.estimate.combining import failing, pooled, refused, summed
from onrecord.estimate.inclusion import Fitted, inclusions
from onrecord.estimate.people import People
from onrecord.estimate.settings import Doing, Model, Models, Settings, Variant, in_silence
from onrecord.model import InclusionTable, Method

FEW = 5  # draws of the data that a model answers with all that it looks at


@dataclass(frozen=True, slots=True)
class Run:
    """One run of an estimate: its models, and answers to tables that came before."""

    models: Models
    settings: Settings
    doing: Doing = in_silence
    before: dict[tuple[object, ...], Fitted] = field(default_factory=dict)

    def answer(
        self, method: Method, table: InclusionTable, model: Model, called: object = None
    ) -> Fitted:
        """
        Return what a model makes of a table, or why it is not asked.

        Args:
            method: Whose answer it is.
            table: Of which lists nobody is on may be part.
            model: What is asked.
            called: What tells this model from others of its method.
        """
        key = (method, table.lists, table.cells, called)
        if key not in self.before:
            self.before[key] = self._asked(method, table, model)
        return self.before[key]

    def answer_together(self, method: Method, tables: Sequence[InclusionTable]) -> None:
        """Have a model that takes long answer several tables at once, in an order of their own."""
        open_ = {
            (method, one.lists, one.cells, None): one
            for one in sorted(tables, key=lambda table: table.cells)
            if not failing(refusing.refusals(one))
        }
        keys = [key for key in open_ if key not in self.before]
        if not keys:
            return
        held = [inclusions(_used(open_[key])) for key in keys]
        seed = zlib.crc32(f"{self.settings.seed} {[key[2] for key in keys]}".encode())
        self.doing(f"asking {method} of {len(held)} tables at once", 0, 1)
        told = self.models.together[method](held, seed, self.settings.level)
        self.before.update(zip(keys, told, strict=True))

    def model(self, method: Method, draw: int, variant: Variant | None) -> tuple[Model, object]:
        """Return what answers one of many draws of the data, and what it is called."""
        if variant:
            return variant.model, (variant.kind, variant.what)
        if draw >= FEW and method in self.models.quick:
            return self.models.quick[method], "quick"
        return self.models.by_method[method], None

    def _asked(self, method: Method, table: InclusionTable, model: Model) -> Fitted:
        found = refusing.refusals(table)
        if failing(found):
            return refused(method, *found)
        fitted = model(inclusions(_used(table)), self._seed(table), self.settings.level)
        if not self.settings.by:
            return fitted  # what is in doubt of the whole table stands beside all models
        told = replace(fitted.told, diagnoses=(*fitted.told.diagnoses, *found))
        return replace(fitted, told=told)

    def _seed(self, table: InclusionTable) -> int:
        """Return a seed that hangs on the table, not on the order of parts or draws."""
        return zlib.crc32(f"{self.settings.seed} {table.cells}".encode())


def _used(table: InclusionTable) -> InclusionTable:
    """Return a table without the lists that nobody is on."""
    kept = [number for number, name in enumerate(table.lists) if name in refusing.usable(table)]
    if len(kept) == len(table.lists):
        return table
    return InclusionTable(
        lists=tuple(table.lists[number] for number in kept),
        cells=tuple(
            ("".join(pattern[number] for number in kept), count)
            for pattern, count in table.cells
            if count
        ),
    )


def filled_names(draws: Sequence[People], by: Sequence[str]) -> list[str]:
    """Return the names of parts that anybody is in, in any draw."""
    if not by:
        return [""]
    seen = {name for one in draws for name, table in people.parts(one, by) if table.seen}
    return [name for name in people.part_names(draws[0], by) if name in seen]


def answers(
    run: Run,
    draws: Sequence[People],
    method: Method,
    what: str,
    variant: Variant | None = None,
) -> tuple[Fitted, list[Fitted]]:
    """Return a model's answer for the whole, and for each part that anybody is in."""
    settings = run.settings
    names = filled_names(draws, settings.by)
    each: list[list[Fitted]] = []
    slow_from = run.models.slow_from.get(method)
    takes_long = slow_from is not None and len(draws[0].lists) >= slow_from
    asked = draws[:FEW] if takes_long else draws
    for draw, one in enumerate(asked):
        if takes_long and len(asked) > 1:
            run.doing(f"asking {method}, once more with other data", draw, len(asked))
        tables = dict(people.parts(one, settings.by)) if settings.by else {"": people.table(one)}
        wanted = [tables[name] for name in names]
        if method in run.models.together and variant is None and len(wanted) * len(asked) > 1:
            run.answer_together(method, wanted)
        model, called = run.model(method, draw, variant)
        each.append([run.answer(method, table, model, called) for table in wanted])
        if takes_long and any(one.told.is_refused for one in each[-1]):
            break  # there will be no sum and no heap, and the rest would take long
    level, seed = settings.level, settings.seed
    wholes = [summed(row, names, level=level, seed=seed) for row in each]
    parts = [
        pooled([row[number] for row in each], level=level, seed=seed, what=what)
        for number in range(len(names))
    ]
    return pooled(wholes, level=level, seed=seed, what=what), parts


def mean_tables(
    draws: Sequence[People], by: Sequence[str]
) -> tuple[tuple[str, InclusionTable], ...]:
    """
    Return the table of each part; of several draws the mean, in whole people.

    Rounded so that the parts of a pattern still sum to all who have it (largest remainders).
    """
    names = filled_names(draws, by)
    sums: dict[str, np.ndarray] = {}
    for one in draws:
        tables = dict(people.parts(one, by))
        for number, name in enumerate(names):
            for pattern, count in tables[name].cells:
                sums.setdefault(pattern, np.zeros(len(names)))[number] += count
    cells: list[list[tuple[str, int]]] = [[] for _ in names]
    for pattern in sorted(sums):
        for number, count in enumerate(_apportioned(sums[pattern] / len(draws))):
            if count:
                cells[number].append((pattern, count))
    return tuple(
        (name, InclusionTable(lists=draws[0].lists, cells=tuple(held)))
        for name, held in zip(names, cells, strict=True)
    )


def _apportioned(shares: np.ndarray) -> list[int]:
    down = np.floor(shares + 1e-9).astype(int)
    short = round(float(shares.sum())) - int(down.sum())
    for number in np.argsort(-(shares - down), kind="stable")[:short]:
        down[number] += 1
    return [int(count) for count in down]
