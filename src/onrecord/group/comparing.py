"""How firmly claims are tied, asked once for all claims that are alike; firmest ties first."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge

from onrecord.group.pairs import Pair, worth_comparing
from onrecord.group.profile import Profile
from onrecord.group.settings import Settings
from onrecord.group.ties import tie

_REMEMBERED = 200_000  # answers kept at once: claims come in order of time, so old ones go
_LOOSE = 0  # no tie is as loose as this
_BITS = 32  # of a packed pair, for each position


class Ranked:
    """
    Pairs of tied claims by firmness: eight bytes a pair, since a million claims have thirty.

    Args:
        profiles: All claims that are grouped, in order.
        settings: Of all of them.
    """

    def __init__(self, profiles: Sequence[Profile], settings: Settings) -> None:
        self._profiles = profiles
        self._settings = settings
        self._by_firmness: dict[int, list[array[int]]] = {}

    def add(self, positions: Sequence[int]) -> None:
        """Compare some of the claims among one another, and keep the pairs that are tied."""
        chosen = [self._profiles[position] for position in positions]
        firmness = _Firmness(chosen, self._settings)
        fresh: dict[int, array[int]] = {}
        for first, others in worth_comparing(chosen):
            packed = positions[first] << _BITS
            for second, firm in firmness.of(first, others):
                if firm not in fresh:
                    fresh[firm] = array("Q")
                fresh[firm].append(packed | positions[second])
        for firm, pairs in fresh.items():
            self._by_firmness.setdefault(firm, []).append(pairs)

    def in_order(self) -> Iterator[Pair]:
        """Return the pairs, the firmest first, then by the order of the claims."""
        for firm in sorted(self._by_firmness, reverse=True):
            for pair in merge(*self._by_firmness.pop(firm)):
                yield pair >> _BITS, pair & ((1 << _BITS) - 1)


class _Firmness:
    """
    Says how firmly two claims are tied.

    Claims of two documents are compared by kind alone, and thousands are of one kind, so
    the answer is remembered. Within a document it also matters where they stand.
    """

    def __init__(self, profiles: Sequence[Profile], settings: Settings) -> None:
        self._profiles = profiles
        self._between = settings.between
        self._documents = [item.claim.document for item in profiles]
        self._kinds = [item.kind for item in profiles]
        self._kinds_in_all = max(self._kinds, default=0) + 1
        self._known: dict[int, int] = {}

    def of(self, first: int, others: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Return those of some later claims that are tied to one, each with how firmly."""
        documents, kinds, known = self._documents, self._kinds, self._known
        document, asked_of = documents[first], kinds[first] * self._kinds_in_all
        for second in others:
            if documents[second] == document:
                firm = self._worked_out(first, second)
            else:
                asked = asked_of + kinds[second]
                remembered = known.get(asked)
                if remembered is None:
                    if len(known) >= _REMEMBERED:
                        known.clear()
                    remembered = known[asked] = self._worked_out(first, second)
                firm = remembered
            if firm != _LOOSE:
                yield second, firm

    def _worked_out(self, first: int, second: int) -> int:
        a, b = self._profiles[first], self._profiles[second]
        if _is_nowhere(a) or _is_nowhere(b):
            return _LOOSE
        tied = tie(a, b, self._between(a.setting, b.setting))
        return tied.firmness if tied else _LOOSE


def _is_nowhere(profile: Profile) -> bool:
    return profile.spot is None and profile.when is None
