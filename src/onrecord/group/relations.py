"""How two claims stand to each other in time, in place, in blame and in number."""

from enum import Enum
from typing import NamedTuple

from onrecord.group.arms import kinds
from onrecord.group.profile import Profile
from onrecord.group.spot import Spot
from onrecord.kit.folding import fold
from onrecord.kit.spelling import is_one_letter_apart
from onrecord.model import PlaceKind, When

Setting = tuple[When | None, Spot | None]

_ROAD = frozenset({"road", "highway", "route", "axis", "motorway", "carretera"})
SHORT = 7  # days: up to a week a range may be one happening told loosely
WAVE = 14  # days: a longer period sums many happenings
_KNOWN_BY = 5  # letters of a name that are enough to know it with a letter wrong
_SIMILAR = 0.5  # shared days over all days of two periods
_EQUAL, _CLOSE, _PLAUSIBLE = 1.05, 1.5, 5.0  # the larger number over the smaller
_EQUAL_BY, _CLOSE_BY, _PLAUSIBLE_BY = 1, 3, 10  # or the difference in people


class Times(Enum):
    """How two times stand to each other."""

    SAME = "same"
    SIMILAR = "similar"  # two periods that share most of their days
    CLOSE = "close"  # short ranges that share a day
    LOOSE = "loose"  # a day inside a month: says nothing
    DISJOINT = "disjoint"
    UNKNOWN = "unknown"


class Places(Enum):
    """How two places stand to each other."""

    SAME = "same"
    WITHIN = "within"
    SIBLING = "sibling"  # two sites of one town
    UNRELATED = "unrelated"  # not known to be apart, nor to be one
    DISJOINT = "disjoint"
    UNKNOWN = "unknown"


class Blame(Enum):
    """How the named perpetrators stand to each other."""

    AGREE = "agree"
    DIFFER = "differ"
    UNKNOWN = "unknown"


class Numbers(Enum):
    """Whether two numbers for one outcome may be tolls of one happening."""

    EQUAL = "equal"
    CLOSE = "close"
    PLAUSIBLE = "plausible"
    IMPLAUSIBLE = "implausible"
    UNKNOWN = "unknown"  # vague, none, or of different outcomes


FAR = (Numbers.PLAUSIBLE, Numbers.IMPLAUSIBLE)  # hardly two tellings of one toll


def days(when: When | None) -> int | None:
    """Return how many days a time spans; None if open or unknown."""
    if when is None or when.earliest is None or when.latest is None:
        return None
    return (when.latest - when.earliest).days + 1


def times(a: When | None, b: When | None) -> Times:
    """Return how two times stand to each other."""
    if a is None or b is None:
        return Times.UNKNOWN
    if not a.overlaps(b):
        return Times.DISJOINT
    spans = days(a), days(b)
    if spans[0] is None or spans[1] is None:
        return Times.LOOSE
    if (a.earliest, a.latest) == (b.earliest, b.latest):
        return Times.SAME
    if _shared(a, b) >= _SIMILAR:
        return Times.SIMILAR
    return Times.CLOSE if max(spans[0], spans[1]) <= SHORT else Times.LOOSE


def _shared(a: When, b: When) -> float:
    ends = [day.toordinal() for day in (a.earliest, b.earliest, a.latest, b.latest) if day]
    first_a, first_b, last_a, last_b = ends
    common = min(last_a, last_b) - max(first_a, first_b) + 1
    return common / (max(last_a, last_b) - min(first_a, first_b) + 1)


def places(a: Spot | None, b: Spot | None) -> Places:
    """Return how two places stand to each other."""
    if a is None or b is None:
        return Places.UNKNOWN
    if a.best is None or b.best is None:
        return _by_name(a, b)
    if a.best == b.best or (a.name == b.name and a.may_be & b.may_be):
        return Places.SAME
    if a.best in b.around or b.best in a.around or _may_hold(a, b) or _may_hold(b, a):
        return Places.WITHIN
    if not (a.is_mapped and b.is_mapped):
        alike = _by_sound(a, b)
        if alike is not None:
            return alike
    apart = _not_nested(a, b)
    is_supposed = a.is_supposed or b.is_supposed
    may_be_one = is_supposed or sound_alike(a, b) or spelled_alike(a, b)
    is_weak = apart is Places.DISJOINT and may_be_one
    return Places.UNRELATED if is_weak else apart


def _may_hold(outer: Spot, inner: Spot) -> bool:
    """
    Whether a place lies in one of the outer's name that the outer may be, too.

    The market of Hangu may be looked for in one Hangu, and Hangu itself in the other.
    """
    return outer.name in inner.around and inner.home in outer.may_be


def _by_name(a: Spot, b: Spot) -> Places:
    if a.name == b.name:
        return Places.SAME
    if {a.name, a.best} & b.around or {b.name, b.best} & a.around:
        return Places.WITHIN
    return _by_sound(a, b) or Places.UNRELATED


def sound_alike(a: Spot, b: Spot) -> bool:
    """
    Whether two names may be one in two spellings, of places that may be one.

    A report may put a village that no map has into the wrong province.
    """
    if a.country and b.country and a.country != b.country:
        return False
    differ = a.province and b.province and a.province != b.province
    return bool(a.sound) and a.sound == b.sound and not (differ and a.is_mapped and b.is_mapped)


def spelled_alike(a: Spot, b: Spot) -> bool:
    """
    Whether two names may be one, a letter apart or told by more of its words or fewer.

    "Sadaqa" and "Sadaga", "the Gusau-Magami road" and "Magami" near Gusau. Two villages may
    be called so too: it takes the same day and number to hold them for one.
    """
    if a.country and b.country and a.country != b.country:
        return False
    if a.is_mapped and b.is_mapped:
        return False
    names = ["".join(sorted(spot.words)) for spot in (a, b)]
    if min(map(len, names)) >= _KNOWN_BY and len(a.words) == len(b.words) == 1:
        return is_one_letter_apart(*names)
    return _told_by_more(a, b) or _told_by_more(b, a)


def _told_by_more(fuller: Spot, plain: Spot) -> bool:
    """As in "Baquba Tahrir" and "the Tahrir quarter", which lies in Baquba; or a road to a town."""
    own = plain.words & fuller.words
    longest = max(map(len, own), default=0)
    if (
        longest >= _KNOWN_BY
        and plain.words <= fuller.words
        and _ROAD & set(fold(fuller.shown).split())
    ):
        return True
    return longest >= _KNOWN_BY and plain.words < fuller.words <= plain.words | plain.words_around


def _by_sound(a: Spot, b: Spot) -> Places | None:
    """Compare a place known by name only with another: their spellings may differ."""
    if a.country and b.country and a.country != b.country:
        return None
    if a.province and b.province and a.province != b.province:
        return None
    if a.sound and a.sound == b.sound:
        homes = {spot.home for spot in (a, b) if spot.home}
        return Places.SAME if len(homes) < 2 else None  # two towns each have a hospital
    nested = a.sound in b.around_sounds or b.sound in a.around_sounds
    return Places.WITHIN if nested else None


def _not_nested(a: Spot, b: Spot) -> Places:
    if a.country and b.country and a.country != b.country:
        return Places.DISJOINT
    if a.province and b.province and a.province != b.province:
        return Places.DISJOINT
    if not (a.is_mapped and b.is_mapped) and PlaceKind.SITE not in (a.kind, b.kind):
        return Places.UNRELATED
    if a.kind is None or a.kind is not b.kind or a.kind in {PlaceKind.AREA, PlaceKind.COUNTRY}:
        return Places.UNRELATED
    if a.kind is PlaceKind.SITE:
        in_one = any(_is_local(place_id) for place_id in a.around & b.around)
        return Places.SIBLING if in_one else Places.UNRELATED
    return Places.DISJOINT


def _is_local(container: str) -> bool:
    """Whether a shared container is more than a country: an id, and no country's."""
    return ":" in container and not container.startswith("country:")


def is_regional(a: Spot | None, b: Spot | None) -> bool:
    """Whether the wider of two places is a province, an area or a country."""
    return (a is not None and a.is_region) or (b is not None and b.is_region)


def blame(a: Profile, b: Profile) -> Blame:
    """Return how the named perpetrators stand to each other."""
    if a.by & b.by or a.by_names & b.by_names:
        return Blame.AGREE
    # Words that name nobody known ("gunmen") contradict nobody.
    return Blame.DIFFER if a.by and b.by else Blame.UNKNOWN


def sides(item: Profile) -> frozenset[str]:
    """Return on which sides the words for a claim's perpetrators put them: a state's, a group's."""
    return frozenset(side for name in item.by_names for side in kinds("sides", name))


def is_fight(a: Profile, b: Profile) -> bool:
    """Whether each of two parties is the other's victims: one fight and not two attacks."""
    harmed = [kinds("sides", side.claim.victims or "") for side in (a, b)]
    return bool(sides(a) & harmed[1]) and bool(sides(b) & harmed[0])


_FITS = (
    (_EQUAL, _EQUAL_BY, Numbers.EQUAL),
    (_CLOSE, _CLOSE_BY, Numbers.CLOSE),
    (_PLAUSIBLE, _PLAUSIBLE_BY, Numbers.PLAUSIBLE),
)


def numbers(a: Profile, b: Profile) -> Numbers:
    """Return whether two numbers may be tolls of one happening."""
    if a.claim.outcome is not b.claim.outcome or a.claim.measure is not b.claim.measure:
        return Numbers.UNKNOWN
    if a.number is None or b.number is None:
        return Numbers.UNKNOWN
    smaller, larger = min(a.number, b.number), max(a.number, b.number)
    for ratio, by, fit in _FITS:
        if larger <= smaller * ratio or larger - smaller <= by:
            return fit
    return Numbers.IMPLAUSIBLE


class Between(NamedTuple):
    """
    How two claims stand to each other by their times and places alone.

    Attributes:
        time, place: How these stand.
        span: Days of the longer of the two times; 0 where neither tells.
        is_regional: Whether the wider of the two places is a province or wider.
        are_apart: Whether the two can be no members of one incident, whoever ties them.
    """

    time: Times
    place: Places
    span: int
    is_regional: bool
    are_apart: bool


def between(a: Setting, b: Setting) -> Between:
    """
    Return how two claims stand to each other by their times and places.

    They are apart on disjoint days, in different towns, a day against the month around it,
    a day in a region against the region's several days: only a source that sums them
    itself brings such claims together.
    """
    time, place = times(a[0], b[0]), places(a[1], b[1])
    regional = is_regional(a[1], b[1])
    apart = time in (Times.DISJOINT, Times.LOOSE) or place is Places.DISJOINT
    return Between(
        time=time,
        place=place,
        span=max(days(a[0]) or 0, days(b[0]) or 0),
        is_regional=regional,
        are_apart=apart or (time is Times.CLOSE and regional),
    )


def gap(a: Profile, b: Profile) -> int:
    """Return how many characters lie between two passages of one document."""
    first, second = sorted((a.claim.passage, b.claim.passage), key=lambda words: words.start)
    return max(0, second.start - first.end)


def is_day(when: When | None) -> bool:
    """Whether a time is one day."""
    return days(when) == 1
