"""Late reports: told without the day, or under the day of the report, of a happening known."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.group.clusters import Clusters, Edge
from onrecord.group.profile import Profile
from onrecord.group.relations import SHORT, WAVE, Numbers, Places, days, numbers, places
from onrecord.group.ties import BEYOND_CHANCE, TELLING, Tie
from onrecord.model import Outcome

_SOON = 3  # days after a happening by which a report tells of it without naming the day
_LONG_AFTER = 400  # days: an anniversary and its trial; later the same number is chance
_MOST = 200  # claims of one place and number looked at: with more, no one incident fits
_Key = tuple[str, str, float]
_Days = dict[date, set[float | None]]
_FREED = "set free, of those taken at the same place"
_LATER = "a later report of the same place and number, which fits no other incident"
_MISWRITTEN = "the same place and number, of a day that seems miswritten; it fits no other incident"
_HELD = frozenset({Outcome.ABDUCTED, Outcome.DETAINED})


@dataclass(frozen=True, slots=True)
class _Known:
    """A claim of a dated incident, to which a later report may belong."""

    position: int
    root: int
    first: int  # the day, as an ordinal
    last: int


def late_reports(profiles: Sequence[Profile], clusters: Clusters) -> Iterator[Edge]:
    """
    Return ties from claims that tell no day of their own to the one incident they tell of.

    Codebooks read such reports by their content: the same place and the same number, once
    only, before the report (UCDP GED Codebook 19.1, appendix 2, gives a report without any
    time the three days before it). So a claim joins an incident that alone fits:

    - told without a day, or of a month only: the same place, the same number of at least
      three, within some four hundred days before the report;
    - told of a day that can't be or is likely miswritten, by a report that tells nothing else of
      that day: after the report itself, with day and month changed round, or of the same day in
      another year (then of at least ten), more than two weeks before. The same place and the same
      number of at least three. A report that writes one toll of ten or more under two days,
      day and month changed round, as a table and the note below it, slipped in one;
    - told under the report's own day, where an earlier day within three is told with the
      same number of at least ten;
    - people set free: those taken at the place before, if no more are free than were taken.

    Args:
        profiles: All claims that are grouped, in order.
        clusters: As joined so far.
    """
    known = _by_place(profiles, clusters)
    # Asked of a cluster, not of each claim: a day may be told of five thousand times.
    clustered = {
        root: [profiles[position] for position in positions]
        for root, positions in clusters.members().items()
    }
    freed = {root for root, together in clustered.items() if _all_freed(together)}
    undated = {root for root, together in clustered.items() if _leave_day_open(together)}
    told_in = _days_told(profiles)
    of_one_day = {root for root, together in clustered.items() if _is_of_one_day(together)}
    for position, item in enumerate(profiles):
        if item.spot is None or not item.spot.known_by or not item.is_people:
            continue
        is_freed = item.claim.outcome is Outcome.RELEASED
        root = clusters.root(position)
        is_late = root in (freed if is_freed else undated)
        if not is_late and root not in of_one_day:
            continue
        fits = [k for k in _near(item, known) if k.root != root]
        if is_late:
            found = [k for k in fits if _tells_of(item, profiles[k.position], k)]
            why = _FREED if is_freed else _LATER
        else:
            found = [k for k in fits if _is_miswritten(item, profiles[k.position], told_in)]
            why = _MISWRITTEN
        if len({k.root for k in found}) == 1:
            yield Edge(item=position, on=found[0].position, tie=Tie(firmness=20, why=why))


def _is_of_one_day(together: Sequence[Profile]) -> bool:
    """Whether a cluster is one report's, and tells of one day."""
    first = together[0]
    alike = all(
        item.when == first.when and item.claim.document == first.claim.document
        for item in together
        if item.is_harm
    )
    return alike and days(first.when) == 1


def _days_told(profiles: Sequence[Profile]) -> Mapping[str, _Days]:
    """Return the days that each report tells, with its numbers of each."""
    found: dict[str, _Days] = defaultdict(lambda: defaultdict(set))
    for item in profiles:
        if (day := _day(item)) is not None:
            found[item.claim.document][day].add(item.number)
    return found


def _is_miswritten(item: Profile, other: Profile, told_in: Mapping[str, _Days]) -> bool:
    """Whether a claim tells what another does, but for a day that a slip of the pen makes of it."""
    if item.number != other.number:
        return False
    if numbers(item, other) is not Numbers.EQUAL or (item.number or 0) < TELLING:
        return False
    if places(item.spot, other.spot) not in (Places.SAME, Places.WITHIN):
        return False
    day, there = _day(item), _day(other)
    if day is None or there is None:
        return False
    if there in told_in[item.claim.document]:
        is_large = (item.number or 0) >= BEYOND_CHANCE
        is_told = item.number in told_in[item.claim.document][there]
        return is_told and is_large and _is_changed_round(day, there)
    return _is_slip(day, there, item.order[0], is_large=(item.number or 0) >= BEYOND_CHANCE)


def _is_slip(day: date, there: date, published: date, *, is_large: bool) -> bool:
    """As "12 July" in a report of 9 July: a day that can't be, or a month or year gone wrong."""
    if published == date.max or there > published:
        return False
    if day > published:
        return (published - there).days <= _LONG_AFTER
    if day == there or (published - day).days <= WAVE:
        return False  # a report of those days tells what it saw
    if _is_changed_round(day, there):
        return True
    return is_large and (day.month, day.day) == (there.month, there.day)


def _is_changed_round(day: date, there: date) -> bool:
    return day != there and (day.year, day.month, day.day) == (there.year, there.day, there.month)


def _day(item: Profile) -> date | None:
    """The day of a claim; None if it tells none, or more than one."""
    return item.when.earliest if item.when is not None and days(item.when) == 1 else None


def _all_freed(together: Iterable[Profile]) -> bool:
    """Whether a cluster tells of nothing but people set free."""
    return all(item.claim.outcome is Outcome.RELEASED for item in together)


def _leave_day_open(together: Iterable[Profile]) -> bool:
    """Whether a cluster leaves open when it was."""
    return all(map(_leaves_day_open, together))


def _leaves_day_open(item: Profile) -> bool:
    span = days(item.when)
    if span is None or span > SHORT:
        return True
    return _is_of_report_day(item)


def _is_of_report_day(item: Profile) -> bool:
    """Whether a claim's day is its report's own: told so, or taken for want of another."""
    published, when = item.order[0], item.when
    return when is not None and when.earliest == when.latest == published


def _by_place(profiles: Sequence[Profile], clusters: Clusters) -> Mapping[_Key, list[_Known]]:
    known: dict[_Key, list[_Known]] = defaultdict(list)
    for position, item in enumerate(profiles):
        when, span = item.when, days(item.when)
        if when is None or span is None or span > SHORT or not item.is_people or not item.number:
            continue
        first, last = when.earliest or date.min, when.latest or date.max
        entry = _Known(position, clusters.root(position), first.toordinal(), last.toordinal())
        for key in item.spot.known_by if item.spot else ():
            known[key, *_told(item)].append(entry)
    return known


def _told(item: Profile) -> tuple[str, float]:
    """Return what a later report has to agree with: who was taken, or outcome and number."""
    outcome = item.claim.outcome
    if outcome in _HELD or outcome is Outcome.RELEASED:
        return "taken", 0
    return outcome.value, item.number or 0


def _near(item: Profile, known: Mapping[_Key, list[_Known]]) -> list[_Known]:
    keys = [(key, *_told(item)) for key in item.spot.known_by] if item.spot else []
    told = [known[key] for key in keys if key in known]
    found = {k.position: k for these in told if len(these) <= _MOST for k in these}
    return [found[position] for position in sorted(found)]


def _tells_of(item: Profile, other: Profile, known: _Known) -> bool:
    if item.claim.document == other.claim.document:
        return False
    if places(item.spot, other.spot) not in (Places.SAME, Places.WITHIN):
        return False
    published = item.order[0]
    after = published.toordinal() - known.last
    if published == date.max or not 0 <= after <= _LONG_AFTER:
        return False
    if item.claim.outcome is Outcome.RELEASED:
        fewer = (item.number or 0) <= (other.number or 0)
        return other.claim.outcome in _HELD and bool(item.number) and fewer
    if _lasts_from(item, known):
        return True
    if numbers(item, other) is not Numbers.EQUAL or item.number != other.number:
        return False
    if _is_of_report_day(item):
        return 0 < after <= _SOON and (item.number or 0) >= BEYOND_CHANCE
    return (item.number or 0) >= TELLING and _may_be_in(item, known)


def _lasts_from(item: Profile, known: _Known) -> bool:
    """Whether a claim counts from the very day of the happening on: who died since of it."""
    span, when = days(item.when), item.when
    if span is None or span <= SHORT or when is None or when.earliest is None:
        return False
    return item.is_harm and when.earliest.toordinal() == known.first == known.last


def _may_be_in(item: Profile, known: _Known) -> bool:
    """Whether a day lies within a month or a year that a claim tells; True if it tells none."""
    when = item.when
    if when is None:
        return True
    first = (when.earliest or date.min).toordinal()
    last = (when.latest or date.max).toordinal()
    return first <= known.first and known.last <= last
