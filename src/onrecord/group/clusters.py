"""Claims joined into clusters, firmest tie first, never across what keeps two apart."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.group.acts import Acts
from onrecord.group.bonds import Bonds
from onrecord.group.pairs import Pair
from onrecord.group.profile import Profile
from onrecord.group.rows import Rows
from onrecord.group.settings import Settings
from onrecord.group.ties import Tie, tie

_Bounds = frozenset[int]  # the settings that keep a cluster apart from others
_UNBOUND: _Bounds = frozenset()
ATTENDANT, PEOPLE, HARM = range(3)  # how much a claim carries of an incident


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """
    A tie between two claims, by their positions in the list in order.

    Attributes:
        item, on: Positions; where it matters, `item` hangs on `on`.
        tie: What ties them.
        said: Whether the document itself says so (a part, a repetition): then nothing
            keeps the two apart.
    """

    item: int
    on: int
    tie: Tie
    said: bool = False

    @property
    def rank(self) -> tuple[bool, int, int, int]:
        """What is said first, then firmest first; then by the order of the claims."""
        first, second = sorted((self.item, self.on))
        return (not self.said, -self.tie.firmness, first, second)


class Clusters:
    """
    Disjoint sets of claims, each knowing the times and places that bind it.

    Args:
        profiles: In order.
        settings: Of all of them.
        unbound: Positions of claims that bring no bounds of their own.
        bonds: What people decided; nothing is joined against it, not even what is said.
    """

    def __init__(
        self,
        profiles: Sequence[Profile],
        settings: Settings,
        unbound: Iterable[int] = (),
        bonds: Bonds | None = None,
    ) -> None:
        self._bonds = bonds
        self._rows = Rows(profiles)
        self._acts = Acts(profiles)
        self._profiles = profiles
        self._parent = list(range(len(profiles)))
        self._weight = [weight(item) for item in profiles]
        self._settings = settings
        alone = {item.setting: frozenset([item.setting]) for item in profiles}
        self._bounds: list[_Bounds] = [alone[item.setting] for item in profiles]
        for position in unbound:
            self._bounds[position] = _UNBOUND
        self._refused: set[Pair] = set()  # clusters; for good, since bounds grow while joining
        self._edges: list[Edge] = []

    def root(self, position: int) -> int:
        """Return the position that stands for a claim's cluster."""
        while self._parent[position] != position:
            self._parent[position] = self._parent[self._parent[position]]
            position = self._parent[position]
        return position

    def join_all(self, edges: Iterable[Edge]) -> None:
        """Join along edges, the best first, where nothing keeps two clusters apart."""
        for edge in sorted(edges, key=lambda edge: edge.rank):
            first, second = self.root(edge.item), self.root(edge.on)
            if first == second or not self._may_meet(edge.item, edge.on):
                continue
            if edge.said or not self._are_apart(first, second):
                self._unite(edge, self._bounds[first] | self._bounds[second])

    def join_tied(self, pairs: Iterable[Pair]) -> None:
        """
        Join pairs of tied claims, in the order given, where nothing keeps two clusters apart.

        Most of a million claims' pairs are of one cluster already, so the reason for a tie
        is put into words only where it joins.
        """
        for item, on in pairs:
            first, second = self.root(item), self.root(on)
            if first == second or not self._may_meet(item, on) or self._are_apart(first, second):
                continue
            tied = self._tie(item, on)
            if tied is not None:
                edge = Edge(item=item, on=on, tie=tied)
                self._unite(edge, self._bounds[first] | self._bounds[second])

    def _tie(self, item: int, on: int) -> Tie | None:
        a, b = self._profiles[item], self._profiles[on]
        return tie(a, b, self._settings.between(a.setting, b.setting))

    def hang(self, edge: Edge) -> None:
        """
        Hang a claim, with what repeats it, on a cluster of heavier claims.

        It brings no bounds, and where its cluster already has heavier claims it stays:
        what hangs never joins two incidents.
        """
        first, second = self.root(edge.item), self.root(edge.on)
        lighter = first != second and self._weight[first] < self._weight[second]
        if lighter and self._may_meet(edge.item, edge.on):
            self._unite(edge, self._bounds[second])
            self._refused.clear()  # the bounds of what hangs are gone

    def attach(self, edges: Iterable[Edge]) -> None:
        """
        Join late reports, with what repeats them, to the incident that they fit alone.

        What says the same moves together, so a cluster whose claims fit two incidents stays.
        """
        told = list(edges)
        fits: dict[int, set[int]] = defaultdict(set)
        for edge in told:
            fits[self.root(edge.item)].add(self.root(edge.on))
        alone = [edge for edge in told if len(fits[self.root(edge.item)]) == 1]
        for edge in alone:
            first, second = self.root(edge.item), self.root(edge.on)
            if first != second and self._may_meet(edge.item, edge.on):
                self._unite(edge, self._bounds[second])

    def bind(self, edges: Iterable[Edge]) -> None:
        """Join what people decided is one: whole clusters, as they are."""
        for edge in edges:
            first, second = self.root(edge.item), self.root(edge.on)
            if first != second:
                self._unite(edge, self._bounds[first] | self._bounds[second])

    def _may_meet(self, item: int, on: int) -> bool:
        if not self._rows.may_meet(self.root(item), self.root(on)):
            return False
        return self._bonds is None or self._bonds.may_meet(item, on)

    def _unite(self, edge: Edge, bounds: _Bounds) -> None:
        kept, gone = sorted((self.root(edge.item), self.root(edge.on)))
        self._parent[gone] = kept
        self._weight[kept] = max(self._weight[kept], self._weight[gone])
        self._bounds[gone] = _UNBOUND
        self._bounds[kept] = bounds
        self._edges.append(edge)
        self._rows.meet(kept, gone)
        self._acts.meet(kept, gone)
        if self._bonds is not None:
            self._bonds.meet(edge.item, edge.on)

    def _are_apart(self, first: int, second: int) -> bool:
        pair = (first, second) if first < second else (second, first)
        if pair in self._refused:
            return True
        between, others = self._settings.between, self._bounds[second]
        if self._acts.are_apart(first, second) or any(
            between(one, other).are_apart for one in self._bounds[first] for other in others
        ):
            self._refused.add(pair)
            return True
        return False

    def members(self) -> dict[int, list[int]]:
        """Return the claims of each cluster, in order, by its first claim's position."""
        found: dict[int, list[int]] = defaultdict(list)
        for position in range(len(self._parent)):
            found[self.root(position)].append(position)
        return found

    def reasons(self) -> dict[int, list[Edge]]:
        """Return the edges that joined, by each claim they touch."""
        touching: dict[int, list[Edge]] = defaultdict(list)
        for edge in self._edges:
            touching[edge.item].append(edge)
            touching[edge.on].append(edge)
        return touching


def weight(item: Profile) -> int:
    """Return how much a claim carries: harm makes incidents, other claims may stand beside."""
    if item.is_harm:
        return HARM
    return PEOPLE if item.is_people else ATTENDANT
