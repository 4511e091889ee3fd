"""
What is left of a published estimate where people of unknown age or sex are left out.

The table is public: Jamaluddine and others, "Traumatic injury mortality in the Gaza Strip from
Oct 7, 2023, to June 30, 2024: a capture–recapture analysis", The Lancet 2025; the workbook
`2.gaza_list_capture_analysis_pub.xlsx` of their repository. It holds no names. They publish
64,260 (55,298 to 78,525) people killed.

Their method, done anew here to be compared with and not used by the program: within each of
ten parts (sex, and age under 15, 30, 45, 60 and over) the eight log-linear models of three
lists are averaged by their AIC (Rossi, Pepe, Curzio and Zappa 2010), those left out that put the
unlisted at more than five times the listed; so are both ends of the models' Wald intervals;
the medians over the imputations are added up. The program itself neither averages models nor
adds interval ends: its own answers on the same people stand below.

Run: `python benchmarks/imputation.py WORKBOOK [IMPUTATIONS]`. Others call `people()`,
`published_way()`.
"""

# ruff: noqa: INP001, T201 - a program to be run by hand

import itertools
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import openpyxl

from onrecord.estimate import Evidence, Settings, estimate, standard
from onrecord.estimate.imputing import imputed
from onrecord.estimate.people import People, chosen, gathered, known, lost, parts
from onrecord.model import InclusionTable

BY = ("sex", "age")
SEXES, AGES = ("men", "women"), ("0-14", "15-29", "30-44", "45-59", "60 and over")
PUBLISHED = (64_260, 55_298, 78_525)
PLAUSIBLE = 5  # times as many unlisted as listed
PATTERNS = tuple("".join(signs) for signs in itertools.product("01", repeat=3))[1:]
PAIRS = ((0, 1), (0, 2), (1, 2))


def people(workbook: Path) -> People:
    """Return the people of the published workbook with their sex and age."""
    sheet = openpyxl.load_workbook(workbook, read_only=True).active
    rows = sheet.iter_rows(values_only=True)
    at = {heading: number for number, heading in enumerate(next(rows))}
    on, values = [], []
    for row in rows:
        on.append([bool(row[at[f"list{number}"]]) for number in (1, 2, 3)])
        age, sex = row[at["age"]], row[at["gender"]]
        values.append(
            [
                {"male": 0, "female": 1}.get(sex, -1),
                -1 if age is None else int(np.digitize(float(age), (15, 30, 45, 60))),
                -1 if row[at["month_death"]] is None else 0,
            ]
        )
    return gathered(
        People(
            lists=("hospitals", "survey", "obituaries"),
            on=np.array(on),
            many=np.ones(len(on), dtype=np.int64),
            fields=(*BY, "month"),
            values=np.array(values),
            labels=(SEXES, AGES, ("known",)),
        )
    )


def _designs() -> list[np.ndarray]:
    """Return the eight models' matrices: a row for each pattern, the last for those on no list."""
    on = np.array([[int(sign) for sign in pattern] for pattern in (*PATTERNS, "000")], dtype=float)
    pairs = np.stack([on[:, a] * on[:, b] for a, b in PAIRS], axis=1)
    plain = np.hstack([np.ones((8, 1)), on])
    chosen_pairs = itertools.chain.from_iterable(
        itertools.combinations(range(3), many) for many in range(4)
    )
    return [np.hstack([plain, pairs[:, list(some)]]) for some in chosen_pairs]


def _poisson(design: np.ndarray, counts: np.ndarray) -> tuple[float, float, float]:
    """Return the expected number on no list, the standard error of its logarithm, and the AIC."""
    seen, unseen = design[:-1], design[-1]
    mean = counts + 0.5
    for _ in range(100):
        working = np.log(mean) + (counts - mean) / mean
        root = np.sqrt(mean)
        told = np.linalg.lstsq(seen * root[:, None], working * root, rcond=None)[0]
        new = np.exp(np.clip(seen @ told, -30, 30))
        if np.abs(new - mean).max() < 1e-9 * (1 + mean.max()):
            break
        mean = new
    spread = np.linalg.pinv(seen.T @ (seen * mean[:, None]))
    log_likelihood = float((counts * np.log(mean) - mean).sum())
    error = float(np.sqrt(unseen @ spread @ unseen))
    return float(np.exp(unseen @ told)), error, 2 * design.shape[1] - 2 * log_likelihood


def averaged(table: InclusionTable) -> np.ndarray:
    """Return one part's estimate and bounds, models weighed by AIC as they did."""
    cells = dict(table.cells)
    counts = np.array([cells.get(pattern, 0) for pattern in PATTERNS], dtype=float)
    fits = [_poisson(design, counts) for design in _designs()]
    fits = [fit for fit in fits if fit[0] <= PLAUSIBLE * table.seen and fit[1] < 50]
    aic = np.array([fit[2] for fit in fits])
    weights = np.exp(-(aic - aic.min()) / 2)
    weights /= weights.sum()
    unlisted = np.array(
        [[n, n * np.exp(-1.96 * error), n * np.exp(1.96 * error)] for n, error, _ in fits]
    )
    return table.seen + weights @ unlisted


def published_way(draws: Sequence[People]) -> tuple[float, ...]:
    """Return the whole as they add it up: medians over imputations, part by part."""
    each = np.array(
        [[averaged(table) for _, table in parts(one, BY)] for one in draws]
    )  # (imputations, parts, 3)
    return tuple(np.median(each, axis=0).sum(axis=0).tolist())


def complete_cases(whole: People) -> People:
    """Return those whose sex, age and month are known, as their scripts have complete cases."""
    return chosen(whole, known(whole, (*BY, "month")))


def _line(name: str, found: Sequence[float]) -> None:
    print(f"{name:34} {found[0]:9,.0f} {found[1]:9,.0f} {found[2]:9,.0f}")


def main(workbook: Path, draws: int) -> None:
    """Print the published figures, ours by their method, and what the program says."""
    whole = people(workbook)
    print(f"{whole.seen:,} people on any list; left out where age or sex is unknown:")
    for one in lost(whole, BY):
        print(f"  only on {', '.join(one.lists)}: {one.lost:,} of {one.of:,}")
    _line("published", PUBLISHED)
    began = time.process_time()
    _line(
        f"their method, {draws} imputations", published_way(imputed(whole, BY, draws=draws).draws)
    )
    print(f"  {time.process_time() - began:.2f} CPU seconds")
    _line("their method, complete cases", published_way([complete_cases(whole)]))
    _line("  month unknown kept", published_way([chosen(whole, known(whole, BY))]))
    for name, complete in (("imputed", False), ("complete cases", True)):
        began = time.process_time()
        settings = Settings(by=BY, imputations=draws, complete_cases=complete, vary=False)
        told = estimate(Evidence(people=whole), settings, standard(), at=datetime.now(UTC))
        print(f"the program, {name} ({time.process_time() - began:.1f} CPU seconds):")
        for diagnosis in told.diagnoses:
            print(f"  {diagnosis.code}: {diagnosis.says}")
        for one in told.estimates:
            if one.interval is None:
                print(f"  {one.method}: refused: {one.diagnoses[0].says}")
            else:
                found = one.interval
                _line(f"  {one.method}", (found.point or found.low, found.low, found.high))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 20)
