"""Which countries a text is about: the strongest help in telling places of one name apart."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from onrecord.resolve.atlas import Atlas
from onrecord.resolve.context import context
from onrecord.resolve.tokens import Token

# A name counts for more than an adjective: "the Russian air force" flies elsewhere.
_NAME, _PEOPLE, _REGION, _CITY = 3.0, 1.0, 3.0, 2.0
_LARGE_CITY = 150_000
# Countries whose forces and papers appear in reports about other places.
POWERS = frozenset("US GB FR DE RU CN CA AU NL BE IT ES TR IR IN SA AE QA".split())
_OF_POWERS = 0.4
_LONGEST = 4


def _most(point: tuple[str, float]) -> tuple[float, str]:
    """Order countries by points, the most first, and by code where they tie."""
    return -point[1], point[0]


def focus(atlas: Atlas, content: str, words: Sequence[Token]) -> Mapping[str, float]:
    """Return countries with the share of the text's place words that point to each."""
    points: dict[str, float] = defaultdict(float)
    at = 0
    while at < len(words):
        at += _count_one(atlas, content, words, at, points)
    for power in POWERS & points.keys():
        points[power] *= _OF_POWERS
    total = sum(points.values())
    return {iso: n / total for iso, n in sorted(points.items(), key=_most)} if total else {}


def _count_one(
    atlas: Atlas, content: str, words: Sequence[Token], at: int, points: dict[str, float]
) -> int:
    """Count what begins at one word; return how many words it took."""
    if not words[at].is_name or words[at].low in context().not_names:
        return 1
    for size in range(min(_LONGEST, len(words) - at), 0, -1):
        last = words[at + size - 1]
        if not last.is_name or last.end - words[at].start > _FARTHEST:
            continue
        name = content[words[at].start : last.end]
        iso, weight = _points_to(atlas, name)
        if iso:
            points[iso] += weight
            return size
    return 1


_FARTHEST = 60


def _points_to(atlas: Atlas, name: str) -> tuple[str | None, float]:
    country = atlas.country_named(name)
    if country:
        return country, _NAME
    people = atlas.people_named(name)
    if people:
        return people, _PEOPLE
    in_countries = {p.country for p in atlas.regions_named(name)}
    if len(in_countries) == 1:
        return in_countries.pop(), _REGION
    towns = atlas.towns_named(name)
    if towns and towns[0].population > _LARGE_CITY:
        rival = towns[1].population if len(towns) > 1 else 0
        if towns[0].population > 5 * rival:
            return towns[0].country, _CITY
    return None, 0.0
