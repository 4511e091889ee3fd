"""All checks in one list; adding one is a function in a file and a line here."""

from collections.abc import Callable, Iterator

from onrecord.checks.conflation import killed_injured_conflated
from onrecord.checks.dates import date_doubtful
from onrecord.checks.decisions import decision_lost_claims
from onrecord.checks.hedges import hedge_dropped
from onrecord.checks.places import place_unresolved
from onrecord.checks.sums import parts_exceed_whole, sum_fails
from onrecord.checks.tolls import same_origin_two_figures, stale_toll
from onrecord.checks.voices import rival_figures, single_origin
from onrecord.model import Problem, Record

Check = Callable[[Record], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    sum_fails,
    parts_exceed_whole,
    date_doubtful,
    rival_figures,
    same_origin_two_figures,
    stale_toll,
    hedge_dropped,
    killed_injured_conflated,
    single_origin,
    place_unresolved,
    decision_lost_claims,
)


def run(record: Record) -> tuple[Problem, ...]:
    """
    Return every problem that the checks find; they report and never repair.

    The same record gives the same problems with the same ids, each once.
    """
    found = {problem.id: problem for check in CHECKS for problem in check(record)}
    return tuple(found.values())
