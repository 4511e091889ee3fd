"""What ties two claims to one incident, and how firmly: rules in words, none statistical."""

from dataclasses import dataclass

from onrecord.group.arms import differ
from onrecord.group.profile import Profile
from onrecord.group.relations import (
    FAR,
    SHORT,
    WAVE,
    Between,
    Blame,
    Numbers,
    Places,
    Times,
    blame,
    days,
    gap,
    is_day,
    is_fight,
    numbers,
    sound_alike,
    spelled_alike,
)

_NEAR = 500  # characters: the same paragraph or the next
_ONE_BREATH = 80  # characters: the same sentence
_MONTH = 31  # days
_OTHER_WEAPON, _A_PART, _OTHER_NUMBER = 20, 24, 14  # of firmness, so that surer ties go before
BEYOND_CHANCE = 10  # the least number that two unlike reports of a day hardly share by chance
TELLING = 3  # the least number whose agreement across reports means something
# Asked millions of times, so made once: each of these is told by identity, which is quick.
_AT_ONE_PLACE = (Places.SAME, Places.WITHIN)
_AT_ONE_TIME = (Times.SAME, Times.SIMILAR)
_MEETING = (Times.SAME, Times.SIMILAR, Times.CLOSE)
_AGREE = (Numbers.EQUAL, Numbers.CLOSE)


_BY_NUMBERS = {
    Numbers.EQUAL: 84,
    Numbers.CLOSE: 78,
    Numbers.PLAUSIBLE: 68,
    Numbers.UNKNOWN: 62,
    Numbers.IMPLAUSIBLE: None,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """
    A reason to hold two claims for one incident.

    Attributes:
        firmness: Higher is tied first; only the order means anything.
        why: The values that made it, in words.
    """

    firmness: int
    why: str


def tie(a: Profile, b: Profile, how: Between) -> Tie | None:
    """
    Return what ties two claims of people harmed; None if nothing does.

    Args:
        a: The earlier claim.
        b: The later one.
        how: How they stand by time and place.
    """
    if how.are_apart:
        return None
    if a.claim.document == b.claim.document:
        return _in_one_document(a, b, how)
    return _across_documents(a, b, how)


def _in_one_document(a: Profile, b: Profile, how: Between) -> Tie | None:
    time, place = how.time, how.place
    if time is Times.UNKNOWN:
        return _undated(a, b, place)
    if place is Places.UNKNOWN:
        near = gap(a, b) <= _NEAR and blame(a, b) is not Blame.DIFFER
        return Tie(firmness=40, why=f"{_time(a, time)}, said close by") if near else None
    if place is Places.UNRELATED and _off_the_map(a, b, time):
        return Tie(firmness=41, why=f"{_time(a, time)}, close numbers, a place not known for sure")
    if place not in _AT_ONE_PLACE:
        return None
    if not _one_happening(a, b, how):
        return None
    firmness = {Times.SAME: 80, Times.SIMILAR: 70}.get(time, 50)
    if place is Places.WITHIN:
        firmness -= 8
    if numbers(a, b) in FAR:
        firmness -= _OTHER_NUMBER
    return Tie(firmness=firmness, why=f"{_time(a, time)}, {_place(a, b, place)}")


def _one_happening(a: Profile, b: Profile, how: Between) -> bool:
    """Whether nothing speaks against two claims that share time and place."""
    fit, time, span = numbers(a, b), how.time, how.span
    if span > WAVE:
        exactly_one = time is Times.SAME and how.place is Places.SAME
        return fit is Numbers.EQUAL or (exactly_one and blame(a, b) is not Blame.DIFFER)
    if fit is Numbers.IMPLAUSIBLE and time is Times.CLOSE:
        return False
    if how.is_regional and span == 1 and not _fits(fit):
        return False
    # Several parties act in a wave of several days; on one day two parties are two acts.
    is_wave = span > 1 and time is not Times.CLOSE
    if is_wave or blame(a, b) is not Blame.DIFFER:
        return True
    return fit is Numbers.EQUAL or is_fight(a, b)


def _fits(fit: Numbers) -> bool:
    return fit in _AGREE or fit is Numbers.UNKNOWN


def _undated(a: Profile, b: Profile, place: Places) -> Tie | None:
    """Tie a claim without a time to a near one at exactly the same place."""
    if blame(a, b) is Blame.DIFFER:
        return None
    distance = gap(a, b)
    if place is Places.SAME and distance <= _NEAR and _one_voice(a, b):
        return Tie(firmness=38 - distance // 50, why=f"{_place(a, b, place)}, said close by")
    one_sentence = distance <= _ONE_BREATH and a.claim.outcome is not b.claim.outcome
    if place is Places.UNKNOWN and one_sentence:
        return Tie(firmness=24, why="said in one breath")
    return None


def _one_voice(a: Profile, b: Profile) -> bool:
    names = [{source.best or source.name for source in side.claim.sources} for side in (a, b)]
    return not names[0] or not names[1] or bool(names[0] & names[1])


def _across_documents(a: Profile, b: Profile, how: Between) -> Tie | None:
    if not (a.is_harm and b.is_harm) and a.claim.outcome is not b.claim.outcome:
        return None
    time, place = how.time, how.place
    if time in (Times.UNKNOWN, Times.LOOSE):
        return None
    if place is Places.UNRELATED:
        return _by_number_alone(a, b, time)
    if place not in _AT_ONE_PLACE:
        return None
    fit, blamed = numbers(a, b), blame(a, b)
    if how.is_regional and _is_supposed(a, b) and not _is_one_number(a, b, fit):
        return None
    firmness = _firmness_across(how, fit, blamed, is_telling=_telling(a, b))
    if firmness is None:
        return None
    firmness = _less_for_other_acts(a, b, firmness)
    why = f"{_time(a, time)}, {_place(a, b, place)}{_number(a, fit)}"
    if blamed is Blame.DIFFER:
        why += ", though the reports name different perpetrators"
    return Tie(firmness=firmness, why=why)


def _is_supposed(a: Profile, b: Profile) -> bool:
    """Whether the wider place is only what its document is mostly about."""
    return any(side.spot is not None and side.spot.is_supposed for side in (a, b))


def _is_one_number(a: Profile, b: Profile, fit: Numbers) -> bool:
    return fit is Numbers.EQUAL and min(a.number or 0, b.number or 0) >= BEYOND_CHANCE


def _by_number_alone(a: Profile, b: Profile, time: Times) -> Tie | None:
    """Tie two reports of one time whose places cannot be compared but whose numbers agree."""
    if time not in _MEETING or numbers(a, b) is not Numbers.EQUAL or not _telling(a, b):
        return None
    if _off_the_map(a, b, time) and blame(a, b) is not Blame.DIFFER:
        return Tie(
            firmness=41, why=f"{_time(a, time)}, the same number, a place not known for sure"
        )
    one_country = (
        time is Times.SAME
        and a.spot
        and b.spot
        and a.spot.country
        and a.spot.country == b.spot.country
    )
    if one_country and not is_day(a.when):
        why = f"{_time(a, time)}, the same number in one country"
        return Tie(firmness=42, why=why)
    return None


def _off_the_map(a: Profile, b: Profile, time: Times) -> bool:
    """
    Whether two places that cannot be compared may be one: only a number speaks for it.

    A village that no map knows may lie in the other claim's region, and a place that is
    only supposed may be wrong. A number well above chance, told of the same day, decides.
    """
    if a.spot is None or b.spot is None:
        return False
    fit, smaller = numbers(a, b), min(a.number or 0, b.number or 0)
    if time in _MEETING and (sound_alike(a.spot, b.spot) or spelled_alike(a.spot, b.spot)):
        return fit is Numbers.EQUAL and smaller >= TELLING
    if time is not Times.SAME or smaller < BEYOND_CHANCE:
        return False
    if a.spot.is_supposed or b.spot.is_supposed:
        return fit is Numbers.EQUAL
    known = [spot for spot in (a.spot, b.spot) if spot.best is not None]
    in_a_region = len(known) == 1 and known[0].is_region
    return in_a_region and fit in _AGREE


def _firmness_across(how: Between, fit: Numbers, blamed: Blame, *, is_telling: bool) -> int | None:
    """Return how firmly shared time and place tie two reports; None if not at all."""
    if how.span > WAVE:
        return 45 if how.place is Places.SAME and fit is Numbers.EQUAL else None
    if how.is_regional and how.span > 1:
        is_wave = how.time in _AT_ONE_TIME and fit is not Numbers.IMPLAUSIBLE
        return 55 if is_wave else None
    differ = blamed is Blame.DIFFER
    if how.is_regional and how.place is Places.WITHIN:
        return 50 if fit in _AGREE and is_telling and not differ else None
    if differ:
        return 54 if fit is Numbers.EQUAL and how.span <= SHORT else None
    return _BY_NUMBERS[fit]


def _less_for_other_acts(a: Profile, b: Profile, firmness: int) -> int:
    """
    Return a tie's firmness, less where the two may be of two attacks of one day.

    So that what may be another attack is tied after all that surely is not. Two reports may
    give one attack two weapons; and "two of them women" is no toll that equals another.
    """
    if differ(a.weapons, b.weapons):
        firmness -= _OTHER_WEAPON
    return firmness - _A_PART if a.is_part is not b.is_part else firmness


def _telling(a: Profile, b: Profile) -> bool:
    return min(a.number or 0, b.number or 0) >= TELLING


def attendance(a: Profile, b: Profile, how: Between) -> Tie | None:
    """
    Return what ties a claim without people or number to one of people in its document.

    Such a claim (burnt houses, "massacres") never makes an incident nor joins two; it
    stands beside one that has its time and place, or that shares its sentence.
    """
    time, place = how.time, how.place
    if time is Times.DISJOINT or place in (Places.DISJOINT, Places.SIBLING):
        return None
    if time in _AT_ONE_TIME and place in _AT_ONE_PLACE:
        return Tie(firmness=60, why=f"{_time(a, time)}, {_place(a, b, place)}")
    if time is Times.CLOSE and place is Places.SAME and not how.is_regional:
        return Tie(firmness=50, why=f"{_time(a, time)}, {_place(a, b, place)}")
    told_apart = time is Times.LOOSE or (time is Times.CLOSE and how.is_regional)
    if gap(a, b) <= _ONE_BREATH and not told_apart:
        return Tie(firmness=30, why="said in one breath")
    return None


def consequence(a: Profile, b: Profile, how: Between) -> Tie | None:
    """Return what ties people displaced or detained to people harmed in their document."""
    time, place = how.time, how.place
    if time in (Times.DISJOINT, Times.UNKNOWN) or place not in _AT_ONE_PLACE:
        return None
    if time is Times.LOOSE and not all(_within_a_month(side) for side in (a, b)):
        return None
    firmness = {Times.SAME: 60, Times.SIMILAR: 56, Times.CLOSE: 52}.get(time, 40)
    return Tie(firmness=firmness, why=f"{_time(a, time)}, {_place(a, b, place)}")


def _within_a_month(profile: Profile) -> bool:
    span = days(profile.when)
    return span is not None and span <= _MONTH


def _time(a: Profile, time: Times) -> str:
    if time is Times.SAME:
        return "the same day" if is_day(a.when) else "the same days"
    return {Times.SIMILAR: "nearly the same days", Times.CLOSE: "days that meet"}.get(
        time, "times that overlap"
    )


def _place(a: Profile, b: Profile, place: Places) -> str:
    if a.spot is None or b.spot is None:
        return "one place not told"
    if place is Places.SAME:
        return f"the same place ({a.spot.shown})"
    inner, outer = (a.spot, b.spot) if _is_inside(a, b) else (b.spot, a.spot)
    return f"{inner.shown} lies within {outer.shown}"


def _is_inside(a: Profile, b: Profile) -> bool:
    if a.spot is None or b.spot is None:
        return False
    return bool({b.spot.best, b.spot.name} & a.spot.around)


def _number(a: Profile, fit: Numbers) -> str:
    return {
        Numbers.EQUAL: f", the same number {a.claim.outcome}",
        Numbers.CLOSE: f", close numbers {a.claim.outcome}",
    }.get(fit, "")
