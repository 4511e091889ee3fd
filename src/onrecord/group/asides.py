"""Which claims make no incident, and why: a denial, a forecast, a total, a share."""

from onrecord.group.profile import Profile
from onrecord.group.relations import days
from onrecord.model import Measure, PlaceKind, Qualifier, SetAside, Stance, Voice

_LONGEST_IN_A_COUNTRY = 45  # days: longer over a whole country is a total and no incident
_LONGEST = 366  # days: longer anywhere is a total

_BY_STANCE = {Stance.HYPOTHETICAL: SetAside.FORECAST, Stance.DENIED: SetAside.DENIAL}
_BY_VOICE = {Voice.COMMENT: SetAside.COMMENT, Voice.BOILERPLATE: SetAside.BOILERPLATE}
_BY_MEASURE = {Measure.SHARE: SetAside.SHARE, Measure.RATIO: SetAside.RATIO}
_NOT_PEOPLE = {Measure.STRIKES, Measure.MUNITIONS, Measure.BUILDINGS}


def by_nature(profile: Profile) -> SetAside | None:
    """
    Return why a claim can be in no incident whatever else is said; None if it can.

    What a person rejected is nothing else; and a reader's comment stays one, whatever it
    denies or fears.
    """
    claim = profile.claim
    if claim.decision == "rejected":
        return SetAside.REJECTED
    return (
        _BY_VOICE.get(claim.voice)
        or _BY_STANCE.get(claim.stance)
        or _BY_MEASURE.get(claim.measure)
        or (SetAside.TOTAL if _is_total(profile) and not _counts_things(profile) else None)
    )


def when_alone(profile: Profile) -> SetAside | None:
    """Return why a claim that nothing ties to others makes no incident; None if it does."""
    claim = profile.claim
    if claim.measure in _NOT_PEOPLE:
        return SetAside.NOT_PEOPLE
    if not claim.count.is_known:
        return SetAside.NO_NUMBER
    if profile.when is None and not profile.tells_place:
        return SetAside.UNPLACED
    return None


def _counts_things(profile: Profile) -> bool:
    claim = profile.claim
    return claim.measure in _NOT_PEOPLE or claim.count.qualifier is Qualifier.NONE


def _is_total(profile: Profile) -> bool:
    """Whether it sums a whole country, a whole war or more than a year."""
    span = days(profile.when)
    if profile.claim.is_cumulative:
        return True
    if span is not None and span > _LONGEST:
        return True
    if profile.spot is None or profile.spot.kind is not PlaceKind.COUNTRY:
        # Open at one end: "since 2011" has no end, so it is longer than any incident.
        return profile.when is not None and span is None
    return span is None or span > _LONGEST_IN_A_COUNTRY
