"""All checks in one list; adding one is a function in a file and a line here."""

from collections.abc import Callable, Iterator

from onrecord.checks.conflation import killed_injured_conflated
from onrecord.checks.dates import date_doubtful
from onrecord.checks.decisions import decision_lost_claims
from onrecord.checks.hedges import hedge_dropped
from onrecord.checks.indexed import Indexed
from onrecord.checks.name_lists import names_exceed_count
from onrecord.checks.namesakes import name_in_two_incidents
from onrecord.checks.other_days import day_month_swapped, wrong_year
from onrecord.checks.own_victims import own_victims
from onrecord.checks.parents import place_outside_parent
from onrecord.checks.pictures import picture_place, picture_seen_earlier
from onrecord.checks.places import place_unresolved
from onrecord.checks.publication import date_after_publication
from onrecord.checks.rivals import rival_figures
from onrecord.checks.shares import share_against_count
from onrecord.checks.stale import stale_toll
from onrecord.checks.sums import claims_conflict, parts_exceed_whole, sum_fails
from onrecord.checks.tolls import same_origin_two_figures
from onrecord.checks.voices import single_origin
from onrecord.checks.written_days import date_differs
from onrecord.checks.zeros import zero_for_unknown
from onrecord.model import Problem, Record

Check = Callable[[Indexed], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    sum_fails,
    parts_exceed_whole,
    share_against_count,
    names_exceed_count,
    name_in_two_incidents,
    claims_conflict,
    date_doubtful,
    date_after_publication,
    date_differs,
    day_month_swapped,
    wrong_year,
    rival_figures,
    same_origin_two_figures,
    stale_toll,
    hedge_dropped,
    killed_injured_conflated,
    zero_for_unknown,
    own_victims,
    single_origin,
    place_unresolved,
    decision_lost_claims,
    place_outside_parent,
    picture_seen_earlier,
    picture_place,
)


def run(record: Record) -> tuple[Problem, ...]:
    """
    Return every problem that the checks find; they report and never repair.

    The same record gives the same problems with the same ids, each once.
    """
    told = Indexed(record)
    found = {problem.id: problem for check in CHECKS for problem in check(told)}
    return tuple(found.values())
