"""
When lists do not support an estimate, and what to say then: one plain sentence for each reason.

Each check looks at who is on which lists before any model does. One that fails keeps all models
from answering; one in doubt stands beside every answer.
"""

import math
from collections.abc import Sequence

import numpy as np

from onrecord.estimate.citing import hanging_together
from onrecord.estimate.people import UNKNOWN, Lost, People
from onrecord.model import Diagnosis, InclusionTable, Outcome, Verdict

LEAST_LISTS = 3
LEAST_SHARED = 7  # people on two or more lists: Robson and Regier 1964
LEAST_COVERAGE = 0.55  # Chao and others 2001
# Who was killed stays so. These people may come back while lists are being kept.
_OPEN = {
    Outcome.DETAINED,
    Outcome.DISAPPEARED,
    Outcome.ABDUCTED,
    Outcome.DISPLACED,
    Outcome.BESIEGED,
}


def _fails(code: str, value: float, asked: float, says: str) -> Diagnosis:
    return Diagnosis(code=code, verdict=Verdict.FAILS, value=value, asked=asked, says=says)


def usable(table: InclusionTable) -> tuple[str, ...]:
    """Return the lists that have anybody."""
    return tuple(
        name
        for number, name in enumerate(table.lists)
        if any(count and pattern[number] == "1" for pattern, count in table.cells)
    )


def refusals(table: InclusionTable) -> tuple[Diagnosis, ...]:
    """
    Return why a table supports no estimate, or what makes it doubtful; nothing if all is well.

    The rules, each with its code:

    - `too-few-lists`: fewer than three lists have anybody. With two, how far they depend on each
      other cannot be seen in the data at all (International Working Group for Disease
      Monitoring and Forecasting 1995).
    - `lists-share-nobody`: some lists have nobody in common with the rest, directly or through
      others. How many people such a group missed, the rest cannot tell; models would extrapolate
      a dependence of minus infinity (Fienberg and Rinaldo 2012).
    - `sparse`: fewer than seven people are on two or more lists. With fewer the simplest
      estimator is biased, and no model can tell dependence from chance (Robson and Regier 1964).
    - `coverage` (in doubt): lists are estimated to cover less than 55 % of the people of whom
      they tell, the share below which estimators of this kind were found unsound (Chao, Tsay,
      Lin, Shau and Chao 2001).
    """
    lists = usable(table)
    if len(lists) < LEAST_LISTS:
        return (_too_few(lists),)
    groups = hanging_together(lists, lambda a, b: _shared(table, a, b) > 0)
    if len(groups) > 1:
        return (_apart(groups),)
    many = sum(count for pattern, count in table.cells if pattern.count("1") > 1)
    if many < LEAST_SHARED:
        return (_sparse(many),)
    return _coverage(table, lists)


def _shared(table: InclusionTable, first: str, second: str) -> int:
    a, b = table.lists.index(first), table.lists.index(second)
    return sum(count for pattern, count in table.cells if pattern[a] == pattern[b] == "1")


def _too_few(lists: Sequence[str]) -> Diagnosis:
    have = ", ".join(lists) or "none"
    return _fails(
        "too-few-lists",
        float(len(lists)),
        float(LEAST_LISTS),
        f"An estimate needs three separate lists of the same people; here there "
        f"{'is' if len(lists) == 1 else 'are'} {len(lists)} ({have}).",
    )


def _apart(groups: Sequence[Sequence[str]]) -> Diagnosis:
    named = " | ".join(", ".join(group) for group in groups)
    return _fails(
        "lists-share-nobody",
        float(len(groups)),
        1.0,
        f"Some lists have nobody in common with the rest ({named}), so nothing tells how many "
        f"people they all missed: leave a list out, or have small lists count as one.",
    )


def _sparse(many: int) -> Diagnosis:
    return _fails(
        "sparse",
        float(many),
        float(LEAST_SHARED),
        f"Only {many} {'person is' if many == 1 else 'people are'} on two lists or more; below "
        f"{LEAST_SHARED} no number can be told from chance: make parts larger, or add lists.",
    )


def coverage(table: InclusionTable) -> float:
    """
    Return the share of the people that lists are estimated to cover, between 0 and 1.

    One less the average over lists of the share of their people whom no other list has (Chao,
    Tsay, Lin, Shau and Chao 2001); not a probability that an answer is right.
    """
    shares = []
    for number, _ in enumerate(table.lists):
        of = sum(count for pattern, count in table.cells if pattern[number] == "1")
        alone = sum(
            count
            for pattern, count in table.cells
            if pattern[number] == "1" and pattern.count("1") == 1
        )
        if of:
            shares.append(alone / of)
    return 1 - math.fsum(shares) / len(shares) if shares else 0.0


def _coverage(table: InclusionTable, lists: Sequence[str]) -> tuple[Diagnosis, ...]:
    share = coverage(table)
    if share >= LEAST_COVERAGE:
        return ()
    return (
        Diagnosis(
            code="coverage",
            verdict=Verdict.DOUBTFUL,
            value=share,
            asked=LEAST_COVERAGE,
            says=f"The {len(lists)} lists share few people: by their overlaps they cover "
            f"{share:.0%} of the people of whom they tell, and below {LEAST_COVERAGE:.0%} answers "
            f"hang on the model more than on the lists.",
        ),
    )


def complete_cases(
    gone: Sequence[Lost], fields: Sequence[str], remedy: str = "impute their values"
) -> Diagnosis:
    """
    Return the warning that people were left out, list pattern by list pattern.

    The trap: in a public table of 29,271 people 957 of the 1,469 who were on the obituaries
    alone lacked age or sex. Without them the published 64,260 becomes 39,465 (their method,
    done anew).
    """
    named = "; ".join(
        f"{one.lost:,} of the {one.of:,} who are only on {' and '.join(one.lists)}" for one in gone
    )
    total = sum(one.lost for one in gone)
    worst = max(one.lost / one.of for one in gone)
    return Diagnosis(
        code="complete-cases",
        verdict=Verdict.DOUBTFUL,
        value=float(total),
        asked=0.0,
        says=f"{total:,} people were left out because no list tells their {_or(fields)}: {named}. "
        f"They are not left out by chance (up to {worst:.0%} of those on the same lists), and "
        f"without them the answer can be far too low or too high: {remedy}.",
    )


def _or(fields: Sequence[str]) -> str:
    return fields[0] if len(fields) == 1 else f"{', '.join(fields[:-1])} or {fields[-1]}"


def coverage_gaps(people: People, fields: Sequence[str]) -> tuple[Diagnosis, ...]:
    """
    Return periods or places of which a list has nobody though it should: it may not cover them.

    A list has nobody of a value while its share of all other people makes that once in a
    thousand or less likely. Then people of that value had no chance to be on the list, which
    every model here supposes that they had.
    """
    found: list[Diagnosis] = []
    for field in fields:
        if field not in people.fields:
            continue
        column = people.column(field)
        for number, label in enumerate(people.labels[people.fields.index(field)]):
            here = column == number
            other = (column != number) & (column != UNKNOWN)
            found.extend(
                _gap(name, field, label, int(people.many[here].sum()))
                for row, name in enumerate(people.lists)
                if not people.many[here & people.on[:, row]].sum()
                and _is_gap(people, row, here, other)
            )
    return tuple(found)


def _is_gap(people: People, row: int, here: np.ndarray, other: np.ndarray) -> bool:
    of = float(people.many[other].sum())
    share = float(people.many[other & people.on[:, row]].sum()) / of if of else 0.0
    seen = float(people.many[here].sum())
    return share > 0 and (share >= 1 or seen * math.log1p(-share) < math.log(0.001))


def _gap(name: str, field: str, label: str, seen: int) -> Diagnosis:
    return Diagnosis(
        code="list-does-not-cover",
        verdict=Verdict.DOUBTFUL,
        value=0.0,
        asked=float(seen),
        says=f"{name} has none of the {seen:,} people of {label} ({field}) whom other lists have: "
        f"it seems not to cover them. Estimate that part by itself, without {name}.",
    )


def not_closed(outcomes: Sequence[Outcome]) -> tuple[Diagnosis, ...]:
    """Return that people may leave or come back while lists are kept, where they may."""
    odd = [outcome.value for outcome in outcomes if outcome in _OPEN]
    if not odd:
        return ()
    return (
        Diagnosis(
            code="not-closed",
            verdict=Verdict.DOUBTFUL,
            says=f"People who are {' or '.join(odd)} may come back or be found while lists are "
            f"kept. Lists of different days then do not tell of the same people, and the "
            f"answer may be too high.",
        ),
    )
