"""
How long checking an incident's sums and bounding its cells takes, by how many claims it has.

Run: `python benchmarks/sums.py`. Others call `measured()`.
"""

# ruff: noqa: INP001, T201 - a program to be run by hand

import math
import statistics
import time
from collections.abc import Callable, Iterable

from onrecord import reconcile, testing
from onrecord.model import Claim, Document, Incident, Origin

SIZES = (1, 5, 20, 60)
TURNS = 5
PARTS = ("children", "women", "men", "civilians", "fighters", "journalists", "pilgrims")
Known = tuple[Incident, dict[str, Claim], dict[str, Origin], dict[str, Document], reconcile.Timing]


def incident(claims: int, *, fails: bool = False) -> Known:
    """Return a made-up incident: reports of several voices, each a toll with some parts of it."""
    rows = []
    for number in range(claims):
        report, place = divmod(number, 5)
        document, voice = f"{report:02}.txt", f"according to Watch {report % 4}"
        whole = f"{40 + report} dead"
        if place == 0:
            rows.append(f'{document} | "{whole}" | killed | {40 + report} | {voice}')
            continue
        whom = PARTS[(number + report) % len(PARTS)]
        many = 30 if fails and place < 3 else place + 2
        words = f"{many} {whom} {number}"
        cells = f'of {whom} | {voice} | by side {place % 2} | part of "{whole}"'
        rows.append(f'{document} | "{words}" | killed | {many} | {cells}')
    made = testing.claims("\n".join(rows))
    shelf = testing.documents(
        "\n".join(
            f"{n:02}.txt | Paper {n} | 2018-{1 + n // 28:02}-{1 + n % 28:02}"
            for n in range(claims // 5 + 1)
        )
    )
    origins = reconcile.by_claim(reconcile.origins(made, shelf, {}, lambda _: None))
    one = Incident(
        id="inc_x",
        claim_ids=tuple(claim.id for claim in made),
        when=None,
        place_ids=(),
        place_names=(),
        perpetrators=(),
    )
    tolls = reconcile.timing(made, origins, shelf)
    return one, {claim.id: claim for claim in made}, dict(origins), shelf, tolls


def milliseconds(ask: Callable[..., object], known: Known) -> float:
    """Return the median time of asking, in milliseconds."""
    spent = []
    for _ in range(TURNS):
        start = time.perf_counter()
        ask(*known)
        spent.append(1000 * (time.perf_counter() - start))
    return statistics.median(spent)


def measured(sizes: Iterable[int] = SIZES) -> list[tuple[int, float, float, float]]:
    """Return for each size: conflicts where there is none, where there are some, bounds; in ms."""
    milliseconds(reconcile.conflicts, incident(5))  # loads the solver
    return [
        (
            size,
            milliseconds(reconcile.conflicts, incident(size)),
            milliseconds(reconcile.conflicts, incident(size, fails=True)),
            milliseconds(reconcile.bounds_of, incident(size)),
        )
        for size in sizes
    ]


def main() -> None:
    """Print a row for each size, and how the time grows with the claims."""
    rows = measured()
    print("claims  holds ms  fails ms  bounds ms")
    for size, holds, fails, bounds in rows:
        print(f"{size:6}  {holds:8.2f}  {fails:8.2f}  {bounds:9.2f}")
    (few, *_, first), (many, *_, last) = rows[1], rows[-1]
    print(f"bounds grow with the claims to the power {math.log(last / first, many / few):.2f}")


if __name__ == "__main__":
    main()
